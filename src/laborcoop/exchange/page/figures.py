"""The big figures: those that add up to everyone who travels, and the others, each with its unit."""

from __future__ import annotations

from attrs import frozen

from laborcoop.kernel.text import Text
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.summary import Line

_SHOWN = frozenset({"rows", "merged", "persons", "refused", "left_out", "travelling", "returning", "new"})


@frozen(kw_only=True)
class Figure:
    """One figure as it is set: the number, its unit, what is counted; ``share`` is its part of a bar, in per cent."""

    key: str
    title: Text
    value: int
    unit: Text
    share: float = 0.0


@frozen
class _Counted:
    """A table of a case, what its records are called, and the figures that are counted from them."""

    table: str
    noun: Text
    figures: tuple[str, ...]


_COUNTED_FROM = (
    _Counted("fairs", Text("招聘会", "recruitment fairs"), ("fairs", "attendances", "post_times")),
    _Counted("squads", Text("就业小分队", "employment squads"), ("squads", "cadres")),
    _Counted("sites", Text("安置点", "resettlement sites"), ("target_sites",)),
)


@frozen(kw_only=True)
class Figures:
    """The figures by their place at the head of the page; ``unrecorded`` are the records that the case does not have.

    What is counted from those is no zero and has no figure here.
    """

    by_key: dict[str, Figure]
    batches: tuple[Figure, ...]
    purposes: tuple[Figure, ...]
    others: tuple[Figure, ...]
    unrecorded: tuple[Text, ...] = ()


def figures(plan: ReturnPlan) -> Figures:
    """The figures of a plan's summary; one that this page does not know stands among the others."""
    lines = tuple(plan.summary())
    whole = len(plan.matches)
    made = {line.key: _figure(line, whole) for line in lines}
    batches = tuple(made[line.key] for line in lines if line.key.startswith("batch_"))
    lacking = [counted for counted in _COUNTED_FROM if not getattr(plan.case, counted.table)]
    known = _SHOWN | {figure.key for figure in batches} | {key for counted in lacking for key in counted.figures}
    return Figures(
        by_key=made,
        batches=batches,
        purposes=(made["returning"], made["new"]),
        others=tuple(figure for key, figure in made.items() if key not in known),
        unrecorded=tuple(counted.noun for counted in lacking),
    )


def _figure(line: Line, whole: int) -> Figure:
    count = line.count
    return Figure(
        key=line.key,
        title=line.title,
        value=count.value,
        unit=Text(count.unit.zh, count.unit.en(count.value)),
        share=round(100 * count.value / whole, 2) if whole else 0.0,
    )

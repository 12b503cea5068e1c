"""What an allocation is asked for beside its problem, and what of a problem the mechanism asked for can honour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

from laborcoop.allocation.checks import LARGEST_TOTAL, Faults
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sized

    from laborcoop.allocation.explain import Mechanism
    from laborcoop.allocation.goals import Objective
    from laborcoop.allocation.problem import Problem
    from laborcoop.allocation.watch import Progress


class Settings(TypedDict, total=False):
    """What :func:`laborcoop.allocation.allocate` is asked for in every stage."""

    mechanism: Mechanism
    objective: Objective
    move_cost: int
    progress: Callable[[Progress], bool | None] | None
    proposing: Literal["applicants", "places"]


def check_settings(
    faults: Faults,
    *,
    mechanism: object = "optimal",
    objective: object = "score",
    move_cost: object = 0,
    progress: object = None,
    proposing: object = "applicants",
) -> None:
    """A fault for each setting that is none of those known, or of the wrong kind."""
    for what, value, known in (
        ("mechanism", mechanism, ("optimal", "stable", "queue")),
        ("objective", objective, ("score", "count-then-score")),
        ("proposing", proposing, ("applicants", "places")),
    ):
        if value not in known:
            faults.add(
                "{what} 应为 {known} 之一，而不是 {value}",
                "{what} must be one of {known}, not {value}",
                what=what,
                known=known,
                value=value,
            )
    faults.whole(move_cost, Text.same("move_cost"), least=0)
    faults.function(progress, Text.same("progress"))


def not_honoured(problem: Problem, mechanism: object = "optimal", move_cost: object = 0) -> Iterator[Text]:
    """What a problem demands that the mechanism cannot keep, and costs that pass exact sums."""
    if isinstance(move_cost, int) and move_cost * len(problem.previous) > LARGEST_TOTAL:
        yield Text("全部变动成本合计超过 2⁶²", "all move costs together pass 2⁶²")
    barred: dict[str, dict[str, Sized]] = {
        "stable": {"tier": problem.tier, "minimum": problem.minimum, "caps": problem.caps},
        "queue": {"caps, least": [cap for cap in problem.caps if cap.least > 0]},
    }
    text = Text("{mechanism} 机制不能保证 {what}", "the mechanism {mechanism} cannot honour {what}")
    for what, given in barred.get(mechanism if isinstance(mechanism, str) else "", {}).items():
        if given:
            yield text.format(mechanism=str(mechanism), what=what)

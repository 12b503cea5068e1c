"""Multipliers for the shared limits of an integer problem, and the exact bound that they prove.

The multipliers come from a linear program in floating point and are rounded to whole numbers. Whatever they are, the
bound computed from them here is exact: each class takes what pays best once it is charged for the limits it uses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from laborcoop.allocation.solver import solved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from laborcoop.allocation.parties import Class
    from laborcoop.allocation.problem import Problem

Slot = tuple[int, str]
"""The number of a class, and a place."""

SCALE = 2**20
"""Multipliers are whole numbers of this fraction of a unit."""


_ROUNDING = 1e-6
"""How little below a whole number a value of the linear program is that number."""
_ROUNDS = 20
"""How often limits that an answer of the linear program passes are added to it."""
_WORTHWHILE = 1e-5
"""The part of its value that the linear program has to lose by them, for another round."""


@frozen
class Row:
    """A limit that several slots share: the sum of coefficient x count stays at most (or at least) ``limit``."""

    terms: Mapping[Slot, int]
    limit: int
    at_least: bool = False
    gate: str | None = None
    """A place whose opening the limit is multiplied by: 0 where it stays closed."""


@frozen
class Bound:
    """What multipliers prove, in units of 1 / ``SCALE``."""

    total: int
    loss: Mapping[Slot, int]
    """By how much at least an answer that uses a slot stays below the bound."""
    price: Mapping[str, int]
    """Place id -> the multiplier of its capacity."""
    whole: Mapping[Slot, int] = field(factory=dict)
    """The answer of the linear program, rounded down: where it is not whole, something is left to place."""


def rows_of(problem: Problem, sorts: Sequence[Class], slots: Sequence[Slot]) -> tuple[dict[str, list[Row]], list[Row]]:
    """The limits of places, by id, and those of caps, over these slots."""
    capped: dict[str, set[int]] = {}
    for number, cap in enumerate(problem.caps):
        for place in cap.places:
            capped.setdefault(place, set()).add(number)
    at: dict[str, dict[Slot, int]] = {}
    taken: dict[int, dict[Slot, int]] = {}
    for slot in slots:
        number, place = slot
        at.setdefault(place, {})[slot] = sorts[number].one.sizes[place]
        for which, count in sorts[number].loads[place]:
            if which in capped.get(place, ()):
                taken.setdefault(which, {})[slot] = count
    places: dict[str, list[Row]] = {}
    for place, terms in at.items():
        least = problem.minimum.get(place, 0)
        gate = place if least > 1 else None
        places[place] = [Row(terms, problem.capacity[place], gate=gate)]
        if gate is not None:
            places[place].append(Row(terms, least, at_least=True, gate=gate))
    caps: list[Row] = []
    for number, cap in enumerate(problem.caps):
        terms = taken.get(number, {})
        caps += [Row(terms, cap.most)] if cap.most is not None else []
        caps += [Row(terms, cap.least, at_least=True)] if cap.least > 0 else []
    return places, caps


def bound(
    sorts: Sequence[Class],
    worth: Mapping[Slot, int],
    places: Mapping[str, Sequence[Row]],
    others: Sequence[Row],
    stops: Callable[[], bool] = lambda: False,
) -> Bound:
    """The bound on the total worth under the limits of places and of ``others``; ``stops`` says when time is up.

    Where places may stay closed, nobody can be at one more than it is open. There are as many such limits as slots, so
    only those enter the linear program that its answers passed so far.
    """
    owner = [(name, row) for name, rows in places.items() for row in rows] + [(None, row) for row in others]
    found = _solved(sorts, worth, [row for _, row in owner])
    links = {slot: link for rows in places.values() for row in rows for slot, link in _links(sorts, row)}
    for _ in range(_ROUNDS if links else 0):
        share, before = found.share, found.value
        passed = [slot for slot, link in links.items() if share[slot] > link.limit * share[link.gate] + _ROUNDING]
        if not passed or stops():
            break
        owner += [(None, links.pop(slot)) for slot in passed]
        found = _solved(sorts, worth, [row for _, row in owner])
        if before - found.value < _WORTHWHILE * abs(before):
            break
    net = {slot: value * SCALE for slot, value in worth.items()}
    total = 0
    gates: dict[str, int] = {}
    price: dict[str, int] = {}
    for (name, row), multiplier in zip(owner, found.multipliers, strict=True):
        if multiplier:
            for slot, coefficient in row.terms.items():
                net[slot] -= coefficient * multiplier
            if row.gate is None:
                total += row.limit * multiplier
            else:
                gates[row.gate] = gates.get(row.gate, 0) + row.limit * multiplier
        if name is not None and not row.at_least:
            price[name] = multiplier
    total += sum(max(0, gate) for gate in gates.values())
    best: dict[int, int] = {}
    for (number, _), value in net.items():
        floor = value if sorts[number].one.is_pinned else 0
        best[number] = max(best.get(number, floor), value)
    total += sum(len(sorts[number].parties) * value for number, value in best.items())
    whole = {slot: count for slot in worth if (count := int(found.share[slot] + _ROUNDING)) > 0}
    return Bound(total, {slot: best[slot[0]] - value for slot, value in net.items()}, price, whole)


def _links(sorts: Sequence[Class], row: Row) -> Iterator[tuple[Slot, Row]]:
    """Of the capacity of a place that may stay closed: for each slot, that it is used only where the place is open."""
    if row.gate is None or row.at_least:
        return
    for slot, size in row.terms.items():
        yield slot, Row({slot: 1}, min(len(sorts[slot[0]].parties), row.limit // size), gate=row.gate)


@frozen
class _Solved:
    """An optimum of the linear program."""

    multipliers: list[int]
    """Of each row, a whole number with the sign that its direction asks for."""
    share: Mapping[Any, float]
    """How much of each slot is used, and how far each gate is open."""
    value: float


def _solved(sorts: Sequence[Class], worth: Mapping[Slot, int], rows: Sequence[Row]) -> _Solved:
    columns: dict[Any, tuple[float, float]] = {slot: (float(value), float("inf")) for slot, value in worth.items()}
    columns |= {row.gate: (0.0, 1.0) for row in rows if row.gate is not None}
    whole: dict[int, dict[Any, int]] = {}
    for slot in worth:
        whole.setdefault(slot[0], {})[slot] = 1
    constraints: list[tuple[dict[Any, int], float, float]] = [
        (
            dict(row.terms) if row.gate is None else {**row.terms, row.gate: -row.limit},
            (row.limit if row.gate is None else 0) if row.at_least else -float("inf"),
            float("inf") if row.at_least else (row.limit if row.gate is None else 0),
        )
        for row in rows
    ]
    constraints += [(terms, -float("inf"), len(sorts[number].parties)) for number, terms in whole.items()]
    duals, values = solved(columns, constraints)
    multipliers = [
        min(0, round(dual * SCALE)) if row.at_least else max(0, round(dual * SCALE))
        for row, dual in zip(rows, duals[: len(rows)], strict=True)
    ]
    return _Solved(multipliers, values, sum(value * values[slot] for slot, value in worth.items()))

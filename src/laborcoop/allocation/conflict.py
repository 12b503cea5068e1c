"""Demands that contradict one another, and what has to give way.

Here are the words for it, and the contradictions that the pinned alone can make, which need no solver.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from laborcoop.allocation.order import readable
from laborcoop.allocation.situation import Situation
from laborcoop.allocation.wording import openings
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from laborcoop.allocation.problem import Problem

DemandKind = Literal["pin", "least", "most", "minimum", "capacity"]

_DEMANDS: dict[DemandKind, Text] = {
    "pin": Text("{name} 固定在 {place}", "{name} is pinned to {place}"),
    "least": Text("限额 {name} 至少 {count}", "the cap {name} wants at least {count}"),
    "most": Text("限额 {name} 至多 {count}", "the cap {name} allows at most {count}"),
    "minimum": Text("{name} 至少要 {count} 人", "{name} wants at least {count}"),
    "capacity": Text("{name} 有 {count} 个名额", "{name} has {openings}"),
}
_RELAXED: dict[DemandKind, Text] = {
    "pin": Text("{name} 不再固定在 {place}", "{name} is no longer pinned to {place}"),
    "least": Text(
        "限额 {name} 由至少 {count} 改为至少 {new}", "the cap {name} wants at least {new} instead of {count}"
    ),
    "most": Text("限额 {name} 由至多 {count} 改为至多 {new}", "the cap {name} allows at most {new} instead of {count}"),
    "minimum": Text("{name} 的最低人数由 {count} 改为 {new}", "{name} wants at least {new} instead of {count}"),
    "capacity": Text("{name} 由 {count} 个名额增至 {new} 个", "{name} has {openings} instead of {count}"),
}


@frozen
class Demand:
    """One thing that a problem insists on."""

    kind: DemandKind
    name: str
    """The applicant of a pin, the cap, or the place."""
    place: str | None
    count: int

    @property
    def text(self) -> Text:
        """The demand as a phrase."""
        return _DEMANDS[self.kind].format(
            name=self.name, place=self.place, count=self.count, openings=openings(self.count)
        )


@frozen
class Relaxation:
    """One demand that gives way, and by how much."""

    demand: Demand
    by: int

    @property
    def text(self) -> Text:
        """The change as a phrase: what is asked instead of what."""
        demand = self.demand
        new = demand.count + self.by if demand.kind in {"most", "capacity"} else demand.count - self.by
        return _RELAXED[demand.kind].format(
            name=demand.name, place=demand.place, count=demand.count, new=new, openings=openings(new)
        )


@frozen
class Contradiction:
    """A set of demands that cannot all be kept, and what would end that."""

    conflict: tuple[Demand, ...]
    relaxation: tuple[Relaxation, ...]
    is_smallest: bool
    """False where the search was stopped: there may be a smaller conflict."""
    is_least: bool
    """False where the search was stopped, or only a good relaxation was sought: less may be enough."""


Pins = tuple[Demand, ...]
"""The pins of one party, which all have to go before it may."""


def of_pins(problem: Problem, placed: Mapping[str, str]) -> Contradiction | None:
    """What the pinned break in a placement that seats them first; None where they are in nobody's way.

    The smallest of the conflicts found, and what would end all of them: fewer pins, or a wider limit where that is
    less.
    """
    if not problem.pinned:
        return None
    seats = Situation(problem, placed)
    pins = _pins(problem, seats)
    broken: list[tuple[list[Demand], list[Relaxation], bool]] = []
    for place in readable(pins):
        here = pins[place]
        total = sum(here.values())
        every = [pin for party in here for pin in party]
        capacity, minimum = problem.capacity[place], problem.minimum.get(place, 0)
        room, least = Demand("capacity", place, None, capacity), Demand("minimum", place, None, minimum)
        over = _overfull(here, room, capacity, total) if total > capacity else None
        if minimum > capacity:
            # It stays closed however few are pinned there: all of them go, or both limits have to give way.
            rest = [*(over[1] if over else ()), Relaxation(least, minimum - capacity)]
            conflict = over[0] if over and len(over[0]) < len((every[0], room, least)) else [every[0], room, least]
            broken.append((conflict, *_cheaper(every, rest)))
        elif over:
            broken.append(over)
        elif seats.load[place] < minimum:
            broken.append(([every[0], least], *_cheaper(every, [Relaxation(least, minimum - seats.load[place])])))
    for number, cap in enumerate(problem.caps):
        if cap.most is not None and seats.taken[number] > cap.most:
            held = {
                party: seats.counted(seats.party(party[0].name), place, cap)
                for place in readable(cap.places & set(pins))
                for party in pins[place]
            }
            broken.append(_overfull(held, Demand("most", cap.name, None, cap.most), cap.most, seats.taken[number]))
    if not broken:
        return None
    smallest = min((conflict for conflict, _, _ in broken), key=len)
    return Contradiction(
        conflict=tuple(smallest),
        relaxation=tuple(dict.fromkeys(change for _, changes, _ in broken for change in changes)),
        is_smallest=True,
        # One change may end several conflicts, where caps share pins with places and with one another.
        is_least=all(is_least for _, _, is_least in broken)
        and (len(broken) == 1 or all(conflict[-1].kind != "most" for conflict, _, _ in broken)),
    )


def _pins(problem: Problem, seats: Situation) -> dict[str, dict[Pins, int]]:
    """Place -> the pins of each party there and the places it takes, the largest first."""
    found: dict[str, dict[Pins, int]] = {}
    seen: set[tuple[str, ...]] = set()
    for name in readable(problem.pinned):
        members = seats.party(name)
        if members not in seen:
            seen.add(members)
            place = problem.pinned[name]
            pins = tuple(Demand("pin", one, place, 1) for one in readable(members) if one in problem.pinned)
            found.setdefault(place, {})[pins] = seats.size(members, place)
    return {place: dict(sorted(pins.items(), key=lambda pin: -pin[1])) for place, pins in found.items()}


def _overfull(
    parties: Mapping[Pins, int], limit: Demand, most: int, total: int
) -> tuple[list[Demand], list[Relaxation], bool]:
    """The fewest pins that together pass a limit, and the least that would have to go; whether it is known to be that.

    A party that brings no more than it has pins may as well stay: the limit gives way instead.
    """
    enough: list[Demand] = []
    taken = 0
    for pins, size in sorted(parties.items(), key=lambda party: -party[1]):
        if taken <= most:
            enough.append(pins[0])
            taken += size
    go: list[Demand] = []
    left = need = total - most
    least = Fraction(0)
    for pins, size in sorted(parties.items(), key=lambda party: -Fraction(party[1], len(party[0]))):
        if size > len(pins) and need > 0:
            # No relaxation is less than this one that takes parts of parties.
            least += Fraction(min(need, size) * len(pins), size)
            need -= min(need, size)
        if len(pins) <= min(left, size):
            go += pins
            left -= size
    changes = [Relaxation(pin, 1) for pin in go] + ([Relaxation(limit, left)] if left > 0 else [])
    return [*enough, limit], changes, len(go) + max(0, left) == ceil(least + need)


def _cheaper(pins: list[Demand], changes: list[Relaxation]) -> tuple[list[Relaxation], bool]:
    """Either all pins, or these changes; whether it is known to be the least."""
    by = sum(change.by for change in changes)
    return ([Relaxation(pin, 1) for pin in pins], len(pins) == 1) if len(pins) <= by else (changes, by == 1)

"""Demands that contradict one another, and what has to give way.

Here are the words for it, and the contradictions that the pinned alone can make, which need no solver.
"""

from __future__ import annotations

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


def of_pins(problem: Problem, placed: Mapping[str, str]) -> tuple[tuple[Demand, ...], tuple[Relaxation, ...]]:
    """What the pinned break in a placement that seats them first: empty where they are in nobody's way.

    The smallest of the conflicts found, and what would end all of them: fewer pins, or a wider limit where that is
    less.
    """
    if not problem.pinned:
        return (), ()
    seats = Situation(problem, placed)
    pins = _pins(problem, seats)
    broken: list[tuple[list[Demand], list[Relaxation]]] = []
    for place in readable(pins):
        here = pins[place]
        total = sum(here.values())
        capacity, minimum = problem.capacity[place], problem.minimum.get(place, 0)
        limits = [Demand("capacity", place, None, capacity), Demand("minimum", place, None, minimum)]
        if total > capacity:
            broken.append(_overfull(here, limits[:1], capacity, total))
        elif minimum > capacity:
            broken.append(([next(iter(here)), *limits], _cheaper(list(here), limits[1], minimum - capacity)))
        elif seats.load[place] < minimum:
            broken.append(([next(iter(here)), limits[1]], _cheaper(list(here), limits[1], minimum - seats.load[place])))
    for number, cap in enumerate(problem.caps):
        if cap.most is not None and seats.taken[number] > cap.most:
            held = {
                pin: sum(problem.size_of(name, place) for name in seats.party(pin.name) if name in cap.applicants)
                for place in readable(cap.places & set(pins))
                for pin in pins[place]
            }
            limit = Demand("most", cap.name, None, cap.most)
            broken.append(_overfull(held, [limit], cap.most, seats.taken[number]))
    if not broken:
        return (), ()
    smallest = min(broken, key=lambda one: len(one[0]))[0]
    relaxed = dict.fromkeys(relaxation for _, relaxations in broken for relaxation in relaxations)
    return tuple(smallest), tuple(relaxed)


def _pins(problem: Problem, seats: Situation) -> dict[str, dict[Demand, int]]:
    """Place -> the pin of each party there and the places it takes, the largest first."""
    found: dict[str, dict[Demand, int]] = {}
    seen: set[tuple[str, ...]] = set()
    for name in readable(problem.pinned):
        members = seats.party(name)
        if members not in seen:
            seen.add(members)
            place = problem.pinned[name]
            found.setdefault(place, {})[Demand("pin", name, place, 1)] = seats.size(members, place)
    return {place: dict(sorted(pins.items(), key=lambda pin: -pin[1])) for place, pins in found.items()}


def _overfull(
    pins: Mapping[Demand, int], limits: list[Demand], most: int, total: int
) -> tuple[list[Demand], list[Relaxation]]:
    """The fewest pins that together pass a limit, and the fewest that would have to go."""
    enough: list[Demand] = []
    go: list[Demand] = []
    taken, left = 0, total
    for pin, size in sorted(pins.items(), key=lambda pin: -pin[1]):
        if taken <= most:
            enough.append(pin)
            taken += size
        if left > most:
            go.append(pin)
            left -= size
    return [*enough, *limits], _cheaper(go, limits[0], total - most)


def _cheaper(pins: list[Demand], limit: Demand, by: int) -> list[Relaxation]:
    return [Relaxation(pin, 1) for pin in pins] if len(pins) <= by else [Relaxation(limit, by)]

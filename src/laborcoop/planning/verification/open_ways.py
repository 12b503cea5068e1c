"""The ways that legs, towns and lodgings leave open, sought anew: from a stop near home to an employer's open gate.

No more is sought than a planner has to: four legs between towns, no town twice, two local coaches at a time, and in a
town no more nights than the fewest. Who is told that there is no way, and has one of these, is told what is not so. A
coach between towns counts within a town as well, from one stop there to another, but not for who comes or goes by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import frozen

from laborcoop.employers import Employer
from laborcoop.kernel.ids import ConvoyId, LegId, PlaceId
from laborcoop.planning.verification.moments import evening, is_too_short, small_hours
from laborcoop.retention import Lodging
from laborcoop.transfer import Leg

if TYPE_CHECKING:
    from laborcoop.planning.case import Case
    from laborcoop.planning.verification.fault import Barred

_MOST_LEGS = 4


@frozen
class Part:
    """A leg from one of its stops to another."""

    leg: Leg
    board: int
    alight: int

    @property
    def start(self) -> PlaceId:
        """Where it is boarded."""
        return self.leg.stops[self.board].place

    @property
    def end(self) -> PlaceId:
        """Where it is left."""
        return self.leg.stops[self.alight].place

    @property
    def depart(self) -> datetime:
        """When it leaves."""
        return self.leg.stops[self.board].depart

    @property
    def arrive(self) -> datetime:
        """When it is there."""
        return self.leg.stops[self.alight].arrive

    def sections(self) -> list[tuple[str, int]]:
        """The sections ridden."""
        return [(self.leg.id, section) for section in range(self.board, self.alight)]


Parts = tuple[Part, ...]


@frozen
class Crossing:
    """What leads across a town: one of some chains of local coaches; over night one to a house, and one on from it."""

    there: tuple[Parts, ...]
    onward: tuple[Parts, ...] = ((),)
    house: Lodging | None = None
    nights: tuple[date, ...] = ()


class OpenWays:
    """The ways of a case that no rule bars."""

    def __init__(self, case: Case, barred: Barred) -> None:
        self.case, self.barred = case, barred
        self.town = {place.id: place.hub for place in case.places if place.hub}
        self.haul: dict[tuple[ConvoyId, str], list[Part]] = defaultdict(list)
        self.local: dict[tuple[ConvoyId, PlaceId], list[Part]] = defaultdict(list)
        self.local_to: dict[tuple[ConvoyId, PlaceId, PlaceId], list[Part]] = defaultdict(list)
        for convoy in case.convoys:
            for leg in convoy.legs:
                names = {("leg", leg.id), ("convoy", convoy.id), *(("driver", driver) for driver in leg.drivers)}
                if names.isdisjoint(barred):
                    self._add(convoy.id, leg)
        hauls = {part.leg.id for parts in self.haul.values() for part in parts}
        self.between_and_in_towns = frozenset(
            part.leg.id for parts in self.local.values() for part in parts if part.leg.id in hauls
        )
        self._crossings: dict[tuple[object, ...], tuple[Crossing, ...]] = {}

    def _add(self, convoy: ConvoyId, leg: Leg) -> None:
        in_town = len({self.around(stop.place) for stop in leg.stops}) == 1
        for board, start in enumerate(leg.stops[:-1]):
            for alight in range(board + 1, len(leg.stops)):
                if start.boarding and leg.stops[alight].alighting:
                    part = Part(leg, board, alight)
                    if not in_town:
                        self.haul[convoy, self.around(start.place)].append(part)
                    if in_town or (leg.mode.is_coach and self.around(part.start) == self.around(part.end)):
                        self.local[convoy, part.start].append(part)
                        self.local_to[convoy, part.start, part.end].append(part)

    def around(self, place: PlaceId) -> str:
        """The town of a place, or the place where it lies in none."""
        return f"town {self.town[place]}" if place in self.town else f"place {place}"

    def hauls(self, convoy: ConvoyId, start: PlaceId, gate: PlaceId) -> Iterator[Parts]:
        """The legs between towns, from a stop to the town of a gate."""
        goal = self.around(gate)

        def on(so_far: Parts) -> Iterator[Parts]:
            here = self.around(so_far[-1].end)
            if here == goal:
                yield so_far
            elif len(so_far) < _MOST_LEGS:
                been, used = {self.around(part.end) for part in so_far}, {part.leg.id for part in so_far}
                for part in self.haul[convoy, here]:
                    is_new = part.leg.id not in used and self.around(part.end) not in been
                    if is_new and part.depart >= so_far[-1].arrive:
                        yield from on((*so_far, part))

        for first in self.haul[convoy, self.around(start)]:
            if first.start == start:
                yield from on((first,))

    def across(self, convoy: ConvoyId, haul: Parts, employer: Employer) -> Iterator[tuple[Crossing, ...]]:
        """For each town of such a way, and its end, what leads across it: nothing where nothing does."""
        ridden = frozenset(part.leg.id for part in haul)
        for before, after in pairwise(haul):
            yield self._crossing(convoy, ridden, before, after.start, after.depart)
        yield self._crossing(convoy, ridden, haul[-1], employer.gate, employer)

    def _crossing(
        self, convoy: ConvoyId, ridden: frozenset[LegId], before: Part, end: PlaceId, until: datetime | Employer
    ) -> tuple[Crossing, ...]:
        ridden &= self.between_and_in_towns
        asked = (convoy, ridden, before.end, before.arrive, end, until if isinstance(until, datetime) else until.id)
        if asked not in self._crossings:
            ways = _Town(self, convoy, ridden, before.end, before.arrive, end, until)
            self._crossings[asked] = (*ways.straight(), *ways.over_night())
        return self._crossings[asked]


@frozen
class _Town:
    """A town between an arrival and the next leg, or the gate of an employer."""

    ways: OpenWays
    convoy: ConvoyId
    ridden: frozenset[LegId]
    start: PlaceId
    since: datetime
    end: PlaceId
    until: datetime | Employer

    def straight(self) -> Iterator[Crossing]:
        """On without a night."""
        chains = self._chains(self.start, self.since, self.end)
        there = tuple(parts for parts, at in chains if self._in_time(at) and not self._waits_a_night(parts))
        if there:
            yield Crossing(there)

    def over_night(self) -> list[Crossing]:
        """On after the fewest nights in one of the houses of the town."""
        if self.start == self.end and not isinstance(self.until, datetime):
            return []
        found = [crossing for house in self.ways.case.lodgings for crossing in self._in_house(house)]
        fewest = min(((one.nights[-1], one.nights[0]) for one in found), default=None)
        return [one for one in found if (one.nights[-1], one.nights[0]) == fewest]

    def _in_house(self, house: Lodging) -> Iterator[Crossing]:
        """The ways by a house, by the nights that each takes."""
        in_town = self.ways.around(house.place) == self.ways.around(self.start)
        if ("lodging", house.id) in self.ways.barred or not in_town:
            return
        chains = self._chains(self.start, self.since, house.place)
        without = [(parts, at) for parts, at in chains if not self._waits_a_night(parts, on=False)]
        if not without:
            return
        first = min(at for _, at in without)
        there = [(parts, at) for parts, at in without if evening(at) == evening(first)]
        onward: dict[tuple[date, ...], list[Parts]] = defaultdict(list)
        for parts, arrives in self._chains(house.place, first, self.end):
            leaves = parts[0].depart if parts else self.until
            waits = bool(parts) and isinstance(self.until, datetime) and bool(nights(arrives, self.until))
            if isinstance(leaves, datetime) and not waits and (not parts or self._in_time(arrives)):
                onward[nights(first, leaves)].append(parts)
        yield from (
            Crossing(tuple(parts for parts, _ in there), tuple(ways), house, slept)
            for slept, ways in onward.items()
            if slept
        )

    def _waits_a_night(self, parts: Parts, *, on: bool = True) -> bool:
        """Whether a night lies in one of the waits of a way: before a part, and before what follows if they go on."""
        begins = [self.since, *(part.arrive for part in parts)]
        ends = [part.depart for part in parts]
        if on and isinstance(self.until, datetime):
            ends.append(self.until)
        return any(nights(arrive, depart) for arrive, depart in zip(begins, ends, strict=False))

    def _in_time(self, at: datetime) -> bool:
        return at <= self.until if isinstance(self.until, datetime) else self.until.gate_open_at(at.time())

    def _chains(self, start: PlaceId, since: datetime, end: PlaceId) -> Iterator[tuple[Parts, datetime]]:
        """None, one or two local coaches in one day from a place to another, and when they are there."""
        if start == end:
            yield (), since
            return
        for one in self.ways.local_to[self.convoy, start, end]:
            if one.depart >= since and one.leg.id not in self.ridden:
                yield (one,), one.arrive
        for one in self.ways.local[self.convoy, start]:
            if one.depart < since or one.leg.id in self.ridden:
                continue
            for two in self.ways.local_to[self.convoy, one.end, end]:
                is_other = two.leg.id != one.leg.id and two.leg.id not in self.ridden
                if is_other and two.depart >= one.arrive and not nights(one.arrive, two.depart):
                    yield (one, two), two.arrive


def nights(since: datetime, until: datetime) -> tuple[date, ...]:
    """The nights of a wait, by their evenings: those whose small hours lie in it; none of one of less than an hour."""
    if is_too_short(since, until):
        return ()
    days = ((since + timedelta(days=ahead)).date() for ahead in range(-1, (until - since).days + 2))
    return tuple(day for day in days if since <= small_hours(day, since.tzinfo) <= until)

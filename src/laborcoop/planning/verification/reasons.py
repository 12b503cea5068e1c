"""Whoever is left out for want of a way, a bed or a seat has none: where one is free after all, the reason is invented.

Free is what is left when all others have theirs; for those promised a seat by planned convoys, all but those whom these
left out. Seats between towns are those that the seats stage gave, to people also who were left out later. Of what these
took in towns too little is on record: each of them counts as a rider of every local coach and a guest of every house,
so that nobody rightly left out is said to have had a place.

After events a way must leave later than those who wait had to know, which the log tells. Of whoever has set out, or
whose way has ended, nothing is asked, nor whether ways are denied that were not wished: a reason may be older than the
last event.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from laborcoop.journey import Stage
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.moments import instant
from laborcoop.kernel.places import PlaceKind
from laborcoop.kernel.text import Text
from laborcoop.planning.not_carried import NotCarried
from laborcoop.planning.verification.companions import adults_by_party
from laborcoop.planning.verification.fault import Check, fault
from laborcoop.planning.verification.moments import closed_by, has_come, without_ticket
from laborcoop.planning.verification.open_ways import OpenWays, Part
from laborcoop.planning.verification.room import room_for_workers
from laborcoop.retention import RoomUse
from laborcoop.transfer import Precautions, Ticket

if TYPE_CHECKING:
    from datetime import date

    from laborcoop.journey import Outcome, Reason, Registration
    from laborcoop.kernel.ids import ConvoyId, EmployerId, PlaceId, WorkerId
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.planning.verification.fault import Barred
    from laborcoop.planning.verification.open_ways import Crossing, Parts
    from laborcoop.retention import Lodging, Room
    from laborcoop.rulebook import Finding

_NEAR_HOME = {PlaceKind.VILLAGE, PlaceKind.RESETTLEMENT_SITE, PlaceKind.STOP}
_USE = {Sex.MALE: RoomUse.MEN, Sex.FEMALE: RoomUse.WOMEN}
_ANY, _IN_BATCH, _STILL_TO_LEAVE, _WISHED = range(4)
_DENIES = {
    "seats.no-coach-at-stop": _ANY,
    "seats.leg-refused": _ANY,
    "seats.not-in-batch": _IN_BATCH,
    "seats.departed": _STILL_TO_LEAVE,
    "seats.not-in-window": _WISHED,
    "seats.no-way-on": _WISHED,
    "seats.missed-change": _WISHED,
}
"""What a reason says that there is none of; every other one that there is none of what is wished with a free seat."""

Name = tuple[tuple[str, int, int], ...]
"""What those of a party have in common on a way: its legs and stops, but for the stop at which each boards first."""


def check_reasons(plan: ReturnPlan, barred: Barred) -> Iterator[Finding]:
    """Those left out at the seats, the beds and the gate."""
    stages = {outcome.stage: outcome for outcome in plan.outcomes}
    if Stage.SEATS not in stages or Stage.POSTS not in stages or (plan.log.events and plan.log.cut_off is None):
        return
    look = _Look(plan, OpenWays(plan.case, barred), stages[Stage.POSTS], stages[Stage.SEATS])
    seats = stages[Stage.SEATS]
    for people in look.parties(seats):
        yield from look.seats(people, seats)
    for outcome in plan.outcomes:
        if outcome.stage in {Stage.BEDS, Stage.GATE}:
            for people in look.parties(outcome):
                yield from look.towns(people)


def _invented(worker: WorkerId) -> Finding:
    return fault(
        Check.NOBODY_LOST,
        worker,
        Text(
            "未安排的原因不成立：尚有空位的路线", "left out for a reason that does not hold: there is a way with room"
        ),
    )


class _Look:
    """A plan, with what it leaves free."""

    def __init__(self, plan: ReturnPlan, ways: OpenWays, posts: Outcome[Any], seats: Outcome[Any]) -> None:
        self.plan, self.case, self.ways, self.posts, self.routes = plan, plan.case, ways, posts.placed, seats.placed
        self.wishes = {one.worker: one for one in plan.case.registrations}
        self.workers = {one.id: one for one in plan.case.workers}
        self.employers = {one.id: one for one in plan.case.employers}
        adults = adults_by_party(plan.case)
        self.undecided: set[str | None] = set()
        """The parties of which somebody goes along with one of several who are bound for different gates."""
        for wish in (one for one in plan.case.registrations if one.worker in posts.not_needed):
            goals = [posts.placed[one] for one in adults.get(wish.together or "", ()) if one in posts.placed]
            if len({goal.employer for goal in goals}) > 1:
                self.undecided.add(wish.together)
            # Whoever goes along is bound for where the adult goes.
            self.posts = {**self.posts, **dict(zip([wish.worker], goals, strict=False))}
        self.dropped = {
            worker
            for outcome in plan.outcomes
            if outcome.stage in {Stage.BEDS, Stage.GATE}
            for worker in outcome.left_out
        }
        log = plan.log
        self.earliest = log.events[-1].time + log.cut_off if log.events and log.cut_off is not None else None
        self.under_way = {ride.worker for ride in plan.rides if ride.worker not in plan.handovers} | log.ends.keys()
        self.no_ticket = without_ticket(log)
        self.asks_more = any(rule.code != "TR-14" and issubclass(Ticket, rule.subject) for rule in plan.case.book)

    def parties(self, outcome: Outcome[Any]) -> Iterator[tuple[WorkerId, ...]]:
        """Those left out at a stage, by party; of whom the others went on nothing is said here."""
        found: dict[object, list[WorkerId]] = defaultdict(list)
        for worker in outcome.came_in:
            match = self.posts.get(worker)
            if worker in self.wishes and match is not None and self._is_open(worker, match.employer):
                found[self.wishes[worker].together or (worker,)].append(worker)
        out = outcome.left_out.keys() - self.under_way
        # Once something has happened it is not known with whom somebody goes along.
        found = (
            found if self.earliest is None else {key: own for key, own in found.items() if key not in self.undecided}
        )
        yield from (tuple(sorted(people)) for people in found.values() if out >= set(people))

    def _is_open(self, worker: WorkerId, employer: EmployerId) -> bool:
        """Whether somebody can still be handed over to an employer."""
        return (
            employer in self.employers
            and ("employer", employer) not in self.ways.barred
            and employer not in self.plan.log.refused.get(worker, ())
        )

    # Seats ------------------------------------------------------------------------------------------------------------

    def seats(self, people: tuple[WorkerId, ...], outcome: Outcome[Any]) -> Iterator[Finding]:
        """Those of a party for whom a way is left that their reasons deny."""
        is_open = self._find_room(people)
        for worker in people:
            denied = [_DENIES[reason.code] for reason in outcome.left_out[worker] if reason.code in _DENIES]
            least = min(denied, default=_WISHED) if self.earliest is None else _WISHED
            if is_open or (denied and any(self._hauls(worker, least))):
                yield _invented(worker)
            else:
                yield from self._said_full(worker, people, outcome.left_out[worker])

    def _said_full(
        self, worker: WorkerId, people: tuple[WorkerId, ...], reasons: Iterable[Reason]
    ) -> Iterator[Finding]:
        """A leg that a reason calls full lacks, somewhere on its way, seats for all of the party.

        Once something has happened, it may have fallen free too late, and what it joins may not run any more: then
        nobody is told that it is full to whom a whole way would be open but for the time.
        """
        riders, legs = self.seated[people[0] in self.behind], self.plan.legs()
        said = {name for reason in reasons for name in reason.about if name in legs}
        left = {
            name: min(self.most.get(name, 0) - riders.get((name, one), 0) for one in range(len(legs[name].stops) - 1))
            for name in said
        }
        has_room = any(free >= len(people) for free in left.values())
        if has_room and (self.earliest is None or self._find_room(people, in_time=False)):
            yield fault(
                Check.NOBODY_LOST,
                worker,
                Text("所说已满的班次尚有空位", "left out for a full leg, and the leg has room on all of its way"),
            )

    def _find_room(self, people: tuple[WorkerId, ...], *, in_time: bool = True) -> bool:
        """Whether seats are left for all of a party on a way that each of them wished, and can hear of in time."""
        wished = [self._boarding_first(worker, in_time=in_time) for worker in people]
        in_common = set.intersection(*map(set, wished))
        return any(self._takes([own[name] for own in wished], people) for name in in_common)

    def _boarding_first(self, worker: WorkerId, *, in_time: bool) -> dict[Name, Parts]:
        """The ways that somebody wished, by what is common of them to a party; of those alike that with most of it."""
        found: dict[Name, Parts] = {}
        for parts in self._hauls(worker, _WISHED, in_time=in_time):
            other = found.get(_name(parts), parts)
            found[_name(parts)] = min(parts, other, key=lambda way: way[0].board)
        return found

    def _takes(self, ways: Iterable[Parts], people: tuple[WorkerId, ...]) -> bool:
        """Whether seats are left for all of a party on the sections that each of them rides."""
        riders = self.seated[people[0] in self.behind]
        aboard = Counter(section for parts in ways for part in parts for section in part.sections())
        return all(self.most.get(leg, 0) - riders.get((leg, one), 0) >= aboard[leg, one] for leg, one in aboard)

    def _hauls(self, worker: WorkerId, least: int, *, in_time: bool = True) -> Iterator[Parts]:
        """The ways on which somebody might go, as far as they are as wished at least, whether they are full or not."""
        wish, employer = self.wishes[worker], self.employers[self.posts[worker].employer]
        if wish.other_trip is not None or self.asks_more or (wish.boarding is None and wish.boarding_as_written):
            return
        for convoy in self.case.convoys:
            for start in self._starts(wish):
                for parts in self.ways.hauls(convoy.id, start, employer.gate):
                    level = self._level(wish, convoy.id, parts)
                    if level < least or not self._may_take(worker, parts, in_time=in_time):
                        continue
                    if all(self.ways.across(convoy.id, parts, employer)):
                        yield parts

    def _may_take(self, worker: WorkerId, parts: Parts, *, in_time: bool = True) -> bool:
        """Whether somebody learns of a way in time, where that is asked, and can hold the tickets for it."""
        masked = self.workers[worker].number.is_masked
        if in_time and self.earliest is not None:
            leaves = parts[0].depart
            if instant(leaves) < instant(self.earliest) or has_come(self.plan.log, leaves):
                return False
        return not any((worker, part.leg.id) in self.no_ticket or (masked and part.leg.mode.is_rail) for part in parts)

    def _starts(self, wish: Registration) -> list[PlaceId]:
        if wish.boarding is not None:
            return [wish.boarding]
        worker = self.workers[wish.worker]
        near = [place for place in self.case.places if place.kind in _NEAR_HOME]
        own = [place.id for place in near if worker.village and worker.village in {place.name.zh, place.name.en}]
        return own or [place.id for place in near if place.division == worker.registered]

    def _level(self, wish: Registration, convoy: ConvoyId, parts: Parts) -> int:
        day = parts[0].depart.date()
        if wish.batches and convoy not in wish.batches:
            return _ANY
        if day < self.case.on:
            return _IN_BATCH
        if not (wish.available_from or day) <= day <= (wish.available_until or day):
            return _STILL_TO_LEAVE
        return _WISHED

    @cached_property
    def seated(self) -> Mapping[bool, Counter[tuple[str, int]]]:
        """The riders of each section by the routes of the seats stage: those who come before whoever is behind or not.

        The seats of those behind are free to the others until something happens: then nobody loses a place to whoever
        waits. Whoever has set out and goes no further is aboard all the same.
        """
        hops = [(worker, hop) for worker, route in self.routes.items() for hop in route.hops]
        taken = {(worker, hop.leg.id, one) for worker, hop in hops for one in range(hop.board, hop.alight)}
        rides = self._ridden() if self.under_way else ()
        taken |= {(worker, leg, one) for worker, leg, one in rides if worker in self.under_way}
        is_calm = self.earliest is None
        return {
            True: Counter((leg, one) for _, leg, one in taken),
            False: Counter((leg, one) for worker, leg, one in taken if not (is_calm and worker in self.behind)),
        }

    def _ridden(self) -> Iterator[tuple[WorkerId, str, int]]:
        """Each section that somebody rides."""
        legs = self.plan.legs().values()
        places = {leg.id: {stop.place: number for number, stop in enumerate(leg.stops)} for leg in legs}
        for ride in self.plan.rides:
            at = places.get(ride.leg, {})
            yield from ((ride.worker, ride.leg, one) for one in range(at.get(ride.board, 0), at.get(ride.alight, 0)))

    @cached_property
    def behind(self) -> frozenset[WorkerId]:
        """Those whom planned convoys left out, with their parties."""
        out = {
            one.worker
            for one in self.case.records_of(NotCarried)
            if one.worker in self.wishes
            and (not self.wishes[one.worker].batches or self.wishes[one.worker].batches & one.convoys)
        }
        parties = {self.wishes[worker].together for worker in out} - {None}
        return frozenset(one for one, wish in self.wishes.items() if one in out or wish.together in parties)

    def _room(self, parts: Iterable[Part]) -> int:
        """The seats that some legs have left on all their sections."""
        left = (self.most.get(part.leg.id, 0) - self.riding.get(one, 0) for part in parts for one in part.sections())
        return min(left, default=len(self.workers))

    @cached_property
    def most(self) -> Mapping[str, int]:
        """The workers that each leg takes."""
        kept = {one.leg.id: one for one in self.case.records_of(Precautions)}
        return {leg.id: room_for_workers(self.case, leg, kept.get(leg.id)) for leg in self.plan.legs().values()}

    # Towns ------------------------------------------------------------------------------------------------------------

    def towns(self, people: tuple[WorkerId, ...]) -> Iterator[Finding]:
        """Those with a seat for whom every town has a bed and local coaches left.

        A party crosses the towns on the way as one; in that of the gates those bound for one of them go together. Once
        something has happened it is not known whom of several adults somebody goes along with: then nothing is asked of
        a party that is bound for several gates.
        """
        routes = {_name(self.routes[one].hops if one in self.routes else ()) for one in people}
        goals: dict[EmployerId, list[WorkerId]] = defaultdict(list)
        for one in people:
            goals[self.posts[one].employer].append(one)
        if () in routes or len(routes) > 1 or (len(goals) > 1 and self.earliest is not None):
            return
        route = self.routes[people[0]]
        parts, *others = (
            tuple(Part(hop.leg, hop.board, hop.alight) for hop in self.routes[one].hops) for one in people
        )
        if not all(map(self._may_take, people, (parts, *others))):
            return
        for employer, bound in goals.items():
            *on_the_way, last = self.ways.across(route.convoy, parts, self.employers[employer])
            if all(any(self._is_free(one, people) for one in town) for town in on_the_way) and any(
                self._is_free(one, tuple(bound), set(people).difference(bound)) for one in last
            ):
                yield from map(_invented, bound)

    def _is_free(self, crossing: Crossing, people: tuple[WorkerId, ...], beside: Collection[WorkerId] = ()) -> bool:
        """Whether a crossing is free for some people, beside those of their party who are bound for other gates."""
        strangers = len(self.dropped.difference(people, beside))
        others = strangers + len(beside)
        for chains in (crossing.there, crossing.onward):
            if not any(self._room(parts) >= len(people) + others for parts in chains):
                return False
        house, nights = crossing.house, crossing.nights
        wanted = Counter(self.workers[worker].sex for worker in people)
        of_party = wanted + Counter(self.workers[worker].sex for worker in beside)
        return (
            house is None
            or all(self._beds(house, nights, sex) >= of_party[sex] + strangers for sex in wanted)
            or (len(people) > 1 and self._family_rooms(house, nights, len(people)) > others)
            or (len(people) > 1 and self._in_parts(house, nights, wanted, others))
        )

    @cached_property
    def riding(self) -> Counter[tuple[str, int]]:
        """The riders of each section by the rides of the plan."""
        return Counter((leg, section) for _, leg, section in self._ridden())

    @cached_property
    def sleeping(self) -> Mapping[tuple[object, ...], list[int]]:
        """The beds taken in each room in each night."""
        found: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for stay in self.plan.stays:
            for night in stay.nights():
                found[stay.lodging, stay.room, night].append(stay.bed)
        return found

    def _beds(self, house: Lodging, nights: tuple[date, ...], sex: Sex) -> int:
        """The beds of a house for a sex that nobody has on some nights."""
        return sum(self._spare(house, room, nights) for room in house.rooms if room.use is _USE[sex])

    def _in_parts(self, house: Lodging, nights: tuple[date, ...], wanted: Counter[Sex], others: int) -> bool:
        """Whether those of a party for whom no bed for their sex is left find one in empty family rooms.

        Each of the others left out counts as a guest of such a room, too, and of the largest.
        """
        free = sorted(self._empty_family_rooms(house, nights))
        free = free[: max(0, len(free) - others)]
        short = (max(0, number - max(0, self._beds(house, nights, sex) - others)) for sex, number in wanted.items())
        return sum(short) <= sum(free)

    def _family_rooms(self, house: Lodging, nights: tuple[date, ...], people: int) -> int:
        """The family rooms for so many people in which nobody sleeps on some nights."""
        return sum(beds >= people for beds in self._empty_family_rooms(house, nights))

    def _empty_family_rooms(self, house: Lodging, nights: tuple[date, ...]) -> list[int]:
        """The beds of each family room in which nobody sleeps on some nights."""
        family = [room for room in house.rooms if room.use is RoomUse.FAMILY]
        empty = [room for room in family if not any((house.id, room.id, night) in self.sleeping for night in nights)]
        return [self._spare(house, room, nights) for room in empty]

    def _spare(self, house: Lodging, room: Room, nights: tuple[date, ...]) -> int:
        """The beds of a room that nobody has on any of some nights, as many as its floor is for (AC-03)."""
        shut = any(night in closed for closed in room.closed for night in nights)
        if shut or any(closed_by(self.plan.log, house.id, room.id, night) for night in nights):
            return 0
        taken = [self.sleeping.get((house.id, room.id, night), []) for night in nights]
        beds = room.beds - len(set[int]().union(*taken))
        return max(0, min(beds, self._most_in(house, room, nights[0]) - max(map(len, taken))))

    def _most_in(self, house: Lodging, room: Room, night: date) -> int:
        then = self.case.book.context(night, self.case.region_of(house.place))
        each = then.value("floor_area_per_person") if "floor_area_per_person" in then.parameters else None
        return room.beds if each is None or room.floor_area is None else int(room.floor_area / Decimal(str(each)))


def _name(parts: Parts) -> Name:
    return tuple((part.leg.id, part.board if number else 0, part.alight) for number, part in enumerate(parts))

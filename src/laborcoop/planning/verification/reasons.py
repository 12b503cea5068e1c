"""Whoever is left out for want of a way, a bed or a seat has none: where one is free after all, the reason is invented.

Free is what is left when all others have theirs; for those promised a seat by planned convoys, all but those whom these
left out. Seats between towns are those that the seats stage gave, to people also who were left out later, and those of
people whom such a leg carries across a town. Of what those left out later took in towns too little is on record: each
of them counts as a rider of every local coach and a guest of every house, so that nobody rightly left out is said to
have had a place. And no way stands open from home to the gate, with every seat and bed of it unused in the end.

After events a way must leave later than those who wait had to know, which the log tells. Of whoever has set out, or
whose way has ended, nothing is asked, nor whether ways are denied that were not wished: a reason may be older than the
last event.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from laborcoop.journey import Stage
from laborcoop.kernel.moments import instant
from laborcoop.kernel.places import PlaceKind
from laborcoop.kernel.text import Text
from laborcoop.planning.not_carried import NotCarried
from laborcoop.planning.verification.companions import adults_by_party
from laborcoop.planning.verification.fault import Check, fault
from laborcoop.planning.verification.left_free import LeftFree
from laborcoop.planning.verification.moments import has_come, without_ticket
from laborcoop.planning.verification.open_ways import OpenWays, Part
from laborcoop.transfer import Ticket

if TYPE_CHECKING:
    from laborcoop.journey import Outcome, Reason, Registration
    from laborcoop.kernel.ids import ConvoyId, EmployerId, LodgingId, PlaceId, WorkerId
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.planning.verification.fault import Barred
    from laborcoop.planning.verification.open_ways import Parts
    from laborcoop.rulebook import Finding

_NEAR_HOME = {PlaceKind.VILLAGE, PlaceKind.RESETTLEMENT_SITE, PlaceKind.STOP}
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
"""What those of a party have in common on a way: its legs and stops, but for where each boards first, and gets off at
the own gate where they are bound for several."""


def check_reasons(plan: ReturnPlan, barred: Barred) -> Iterator[Finding]:
    """Those left out at the seats, the beds and the gate."""
    stages = {outcome.stage: outcome for outcome in plan.outcomes}
    if Stage.SEATS not in stages or Stage.POSTS not in stages or (plan.log.events and plan.log.cut_off is None):
        return
    look = _Look(plan, OpenWays(plan.case, barred), stages[Stage.POSTS], stages[Stage.SEATS])
    seats = stages[Stage.SEATS]
    for people in look.parties([seats]):
        yield from look.seats(people, seats)
    in_towns = [outcome for outcome in plan.outcomes if outcome.stage in {Stage.BEDS, Stage.GATE}]
    told = {worker: reasons for outcome in in_towns for worker, reasons in outcome.left_out.items()}
    for people in look.parties(in_towns):
        yield from map(_invented, people) if look.is_left_open(people) else look.towns(people, told)


def _invented(worker: WorkerId) -> Finding:
    return fault(
        Check.NOBODY_LOST,
        worker,
        Text(
            "未安排的原因不成立：尚有空位的路线", "left out for a reason that does not hold: there is a way with room"
        ),
    )


def _nowhere(worker: WorkerId) -> Finding:
    return fault(
        Check.NOBODY_LOST,
        worker,
        Text("在某城镇未安排，而前往该城镇的班次不开行", "left out in a town, and a leg that goes there does not run"),
    )


class _Look:
    """A plan, with what it leaves free."""

    def __init__(self, plan: ReturnPlan, ways: OpenWays, posts: Outcome[Any], seats: Outcome[Any]) -> None:
        self.plan, self.case, self.ways, self.posts, self.routes = plan, plan.case, ways, posts.placed, seats.placed
        self.wishes = {one.worker: one for one in plan.case.registrations}
        self.workers = {one.id: one for one in plan.case.workers}
        self.employers = {one.id: one for one in plan.case.employers}
        self.adults = adults = adults_by_party(plan.case)
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
        self.left = LeftFree(plan)
        self.convoy_of = {leg.id: convoy.id for convoy in plan.case.convoys for leg in convoy.legs}
        log = plan.log
        self.earliest = log.events[-1].time + log.cut_off if log.events and log.cut_off is not None else None
        self.under_way = {ride.worker for ride in plan.rides if ride.worker not in plan.handovers} | log.ends.keys()
        self.no_ticket = without_ticket(log)
        self.asks_more = any(rule.code != "TR-14" and issubclass(Ticket, rule.subject) for rule in plan.case.book)

    def parties(self, outcomes: Sequence[Outcome[Any]]) -> Iterator[tuple[WorkerId, ...]]:
        """Those left out at some stages, by party; of whom others went on, or have nowhere to go, nothing is said."""
        found: dict[object, list[WorkerId]] = defaultdict(list)
        tied: set[object] = set()
        out = frozenset(worker for outcome in outcomes for worker in outcome.left_out)
        came_in = frozenset(worker for outcome in outcomes for worker in outcome.came_in)
        for worker in (came_in - (out & self.under_way)) & self.wishes.keys():
            match, party = self.posts.get(worker), self.wishes[worker].together or (worker,)
            if match is not None and self._is_open(worker, match.employer):
                found[party].append(worker)
            elif match is not None:
                tied.add(party)
        # Once something has happened it is not known with whom somebody goes along.
        found = (
            found if self.earliest is None else {key: own for key, own in found.items() if key not in self.undecided}
        )
        yield from (
            tuple(sorted(people))
            for party, people in found.items()
            if out >= set(people) and party not in tied and self._can_go(people)
        )

    def _can_go(self, people: Sequence[WorkerId]) -> bool:
        """Whether an adult is among them if somebody goes along: those who are under way take nobody with them."""
        own = [self.wishes[worker] for worker in people]
        return all(one.works or not set(self.adults.get(one.together or "", ())).isdisjoint(people) for one in own)

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
        is_open = self._find_room(people) or self.is_left_open(people)
        for worker in people:
            denied = [_DENIES[reason.code] for reason in outcome.left_out[worker] if reason.code in _DENIES]
            least = min(denied, default=_WISHED) if self.earliest is None else _WISHED
            if is_open or (denied and any(self._hauls(worker, least))):
                yield _invented(worker)
            else:
                yield from self._said_full(worker, people, outcome.left_out[worker])

    def _said_full(
        self, worker: WorkerId, people: tuple[WorkerId, ...], reasons: Iterable[Reason], strangers: int | None = None
    ) -> Iterator[Finding]:
        """A leg that a reason calls full lacks, somewhere on its way, seats for all of the party.

        Of those left out in towns so many may ride a coach there, of whom the plan does not tell; None for legs between
        towns, of which it tells.
        """
        seated, legs = self.seated[people[0] in self.behind], self.plan.legs()

        def riders(section: tuple[str, int]) -> int:
            given = seated.get(section, 0)
            return given if strangers is None else max(given, self.left.riding[section] + strangers)

        said = {name for reason in reasons for name in reason.about if name in legs}
        if any(
            all(
                self.left.most.get(name, 0) - riders((name, one)) >= len(people)
                for one in range(len(legs[name].stops) - 1)
            )
            for name in said
        ):
            yield fault(
                Check.NOBODY_LOST,
                worker,
                Text("所说已满的班次尚有空位", "left out for a full leg, and the leg has room on all of its way"),
            )

    def is_left_open(self, people: tuple[WorkerId, ...]) -> bool:
        """Whether a way that each of a party wished has seats, beds and local coaches that nobody has in the end."""
        return any(
            self.left.has_seats(part for parts in own.values() for part in parts) and self._are_free(own, strangers=0)
            for own in self._in_common(people)
        )

    def _in_common(self, people: tuple[WorkerId, ...]) -> Iterator[dict[WorkerId, Parts]]:
        """The ways that each of a party wished and all of them can go together: by the same legs, to the own gates."""
        to_own_gates = len(self._goals(people)) > 1
        wished = [self._by_name(worker, to_own_gate=to_own_gates) for worker in people]
        for name in set.intersection(*map(set, wished)):
            yield {worker: own[name] for worker, own in zip(people, wished, strict=True)}

    def _goals(self, people: Iterable[WorkerId]) -> dict[EmployerId, list[WorkerId]]:
        goals: dict[EmployerId, list[WorkerId]] = defaultdict(list)
        for one in people:
            goals[self.posts[one].employer].append(one)
        return goals

    def _find_room(self, people: tuple[WorkerId, ...]) -> bool:
        """Whether seats are left for all of a party on a way that each of them wished, and can hear of in time."""
        return any(self._takes(own.values(), people) for own in self._in_common(people))

    def _by_name(self, worker: WorkerId, *, to_own_gate: bool) -> dict[Name, Parts]:
        """The ways that somebody wished, by what is common of them to a party; of those alike that with most of it."""
        found: dict[Name, Parts] = {}
        for parts in self._hauls(worker, _WISHED):
            name = _name(parts, to_own_gate=to_own_gate)
            other = found.get(name, parts)
            found[name] = min(parts, other, key=lambda way: (way[0].board, -way[-1].alight))
        return found

    def _takes(self, ways: Iterable[Parts], people: tuple[WorkerId, ...]) -> bool:
        """Whether seats are left for all of a party on the sections that each of them rides."""
        riders = self.seated[people[0] in self.behind]
        aboard = Counter(section for parts in ways for part in parts for section in part.sections())
        return all(self.left.most.get(leg, 0) - riders.get((leg, one), 0) >= aboard[leg, one] for leg, one in aboard)

    def _hauls(self, worker: WorkerId, least: int) -> Iterator[Parts]:
        """The ways on which somebody might go, as far as they are as wished at least, whether they are full or not."""
        wish, employer = self.wishes[worker], self.employers[self.posts[worker].employer]
        if wish.other_trip is not None or self.asks_more or (wish.boarding is None and wish.boarding_as_written):
            return
        for convoy in self.case.convoys:
            for start in self._starts(wish):
                for parts in self.ways.hauls(convoy.id, start, employer.gate):
                    level = self._level(wish, convoy.id, parts)
                    if level < least or not self._may_take(worker, parts):
                        continue
                    if all(self.ways.across(convoy.id, parts, employer)):
                        yield parts

    def _may_take(self, worker: WorkerId, parts: Parts) -> bool:
        """Whether somebody learns of a way in time, where that is asked, and can hold the tickets for it."""
        masked = self.workers[worker].number.is_masked
        if self.earliest is not None:
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
        waits. Whoever has set out and goes no further is aboard all the same, and so is who only crosses a town by it.
        """
        hops = [(worker, hop) for worker, route in self.routes.items() for hop in route.hops]
        taken = {(worker, hop.leg.id, one) for worker, hop in hops for one in range(hop.board, hop.alight)}
        taken |= set(self.left.ridden())
        is_calm = self.earliest is None
        return {
            True: Counter((leg, one) for _, leg, one in taken),
            False: Counter((leg, one) for worker, leg, one in taken if not (is_calm and worker in self.behind)),
        }

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

    # Towns ------------------------------------------------------------------------------------------------------------

    def towns(self, people: tuple[WorkerId, ...], told: Mapping[WorkerId, tuple[Reason, ...]]) -> Iterator[Finding]:
        """Those with a seat for whom every town has a bed and local coaches left, or the coach that is said to be full.

        A party crosses the towns on the way as one; in that of the gates those bound for one of them go together. Once
        something has happened it is not known whom of several adults somebody goes along with: then nothing is asked of
        a party that is bound for several gates.
        """
        routes = {_name(self.routes[one].hops if one in self.routes else ()) for one in people}
        goals = self._goals(people)
        if () in routes or len(routes) > 1 or (len(goals) > 1 and self.earliest is not None):
            return
        strangers = len(self.dropped.difference(people))
        ways = list(map(self._running, people))
        found = [own for own in ways if own]
        if len(found) < len(ways):
            yield from map(_nowhere, people)
            return
        for worker in people:
            yield from self._said_full(worker, people, told[worker], strangers)
        in_time = all(map(self._may_take, people, found))
        if in_time and self._are_free(dict(zip(people, found, strict=True)), strangers):
            yield from map(_invented, people)

    def _running(self, worker: WorkerId) -> Parts | None:
        """The legs between towns on which somebody was given a seat, as they run now; None where one does not."""
        found = [self.parts.get((hop.leg.id, hop.board, hop.alight)) for hop in self.routes[worker].hops]
        parts = tuple(part for part in found if part is not None)
        return parts if len(parts) == len(found) else None

    @cached_property
    def parts(self) -> Mapping[tuple[str, int, int], Part]:
        """The legs between towns that run, from each stop to each."""
        return {(part.leg.id, part.board, part.alight): part for own in self.ways.haul.values() for part in own}

    def _are_free(self, own: Mapping[WorkerId, Parts], strangers: int) -> bool:
        """Whether the towns on the way of a party are free for them, and the last for those bound for each employer.

        Those who sleep in the last sleep in one house.
        """
        people = tuple(own)
        found = [
            self._houses(own[bound[0]], people, employer, bound, strangers)
            for employer, bound in self._goals(people).items()
        ]
        sleeping = [houses for houses in found if None not in houses]
        return all(found) and (not sleeping or bool(frozenset.intersection(*sleeping)))

    def _houses(
        self,
        parts: Parts,
        people: tuple[WorkerId, ...],
        employer: EmployerId,
        bound: Sequence[WorkerId],
        strangers: int,
    ) -> frozenset[LodgingId | None]:
        """By which houses of the last town a way is free for those bound for an employer; None is by none of them."""
        *on_the_way, last = self.ways.across(self.convoy_of[parts[0].leg.id], parts, self.employers[employer])
        if not all(any(self.left.leads_across(one, people, (), strangers) for one in town) for town in on_the_way):
            return frozenset()
        others = set(people).difference(bound)
        return frozenset(
            None if one.house is None else one.house.id
            for one in last
            if self.left.leads_across(one, bound, others, strangers)
        )


def _name(parts: Parts, *, to_own_gate: bool = False) -> Name:
    last = len(parts) - 1
    return tuple(
        (part.leg.id, part.board if number else 0, 0 if to_own_gate and number == last else part.alight)
        for number, part in enumerate(parts)
    )

"""Ways on which there is still room: a seat on every leg, one on a local coach in every town, a bed for every night.

It is what each person needs, seen alone: who of several gets the last bed is for the stages to decide.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from attrs import frozen

from laborcoop.hiring import Match
from laborcoop.journey import Reason
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LodgingId, PartyId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.planning.bed_rules import room_limits
from laborcoop.planning.travel import TravelCase
from laborcoop.planning.waits import Layover, layovers, lodging_options, same_day, straight_to_gate
from laborcoop.retention import Room, RoomUse
from laborcoop.transfer.common_ways import names_in_common
from laborcoop.transfer.route import Route
from laborcoop.transfer.seats import SeatRequest

_OF_SEX = {Sex.MALE: RoomUse.MEN, Sex.FEMALE: RoomUse.WOMEN}


@frozen
class _Company:
    """Those who go together as far as beds ask: how many they are, how many of one sex, and their rooms."""

    size: int
    of_sex: int
    uses: frozenset[RoomUse]


@frozen(kw_only=True)
class LeftOut:
    """Why somebody is left out.

    Attributes:
        match: where this person is bound.
        reasons: why this person is left out.
        route: by which legs this person would go; None where a seat on them is what is lacking.
        hub: the town in which this person has no bed; empty where it is not a bed that is lacking.
    """

    match: Match
    reasons: tuple[Reason, ...]
    route: Route | None
    hub: str


class RoomLeft:
    """The room that is left on the ways of a case laid out, for some people."""

    def __init__(self, travel: TravelCase, people: Iterable[WorkerId]) -> None:
        self._travel = travel
        self._rooms = {lodging.id: lodging.rooms for lodging in travel.case.lodgings}
        parties = [(travel.registrations[one].together, travel.workers[one].sex) for one in people]
        self._size, self._of_sex = Counter(party for party, _ in parties), Counter(parties)
        self._legs = {
            str(leg.id): [(leg.id, section) for section in range(len(leg.stops) - 1)]
            for convoy in travel.case.convoys
            for leg in convoy.legs
        }
        self._known: dict[tuple[Any, ...], bool] = {}
        self._across = cache(self._leads_across)
        self._bed = cache(self._has_beds)
        self._limits = cache(lambda night: room_limits(travel.case, [night]))

    def open_to(self, requests: Mapping[Match, SeatRequest]) -> frozenset[WorkerId]:
        """Those of some who have not set out who can ask for a way with room to the gate; of a party all or none."""
        companies: dict[PartyId | WorkerId, dict[WorkerId, Match]] = defaultdict(dict)
        for match in requests:
            companies[self._travel.registrations[match.worker].together or match.worker][match.worker] = match
        return frozenset(
            worker
            for company in companies.values()
            if self._is_way_open({worker: (match, requests[match].routes) for worker, match in company.items()})
            for worker in company
        )

    def _is_way_open(self, company: Mapping[WorkerId, tuple[Match, Sequence[Route]]]) -> bool:
        """Whether those who go together have a way in common: from the own stops, with seats, and through towns."""
        ways: dict[str, list[tuple[Match, Route]]] = defaultdict(list)
        names = names_in_common({worker: routes for worker, (_, routes) in company.items()})
        for worker, (match, routes) in company.items():
            for route in routes:
                if route.id in names[worker]:
                    ways[names[worker][route.id]].append((match, route))
        return any(
            self._has_seats_for([route for _, route in own]) and all(self.in_towns(*one) for one in own)
            for own in ways.values()
        )

    def _has_seats_for(self, routes: Iterable[Route]) -> bool:
        """Whether each of these routes can be ridden by one person, beside the others."""
        aboard = Counter(section for route in routes for section in route.sections())
        return all(self._travel.seats.free(section) >= number for section, number in aboard.items())

    def denied_to(self, left_out: Iterable[LeftOut]) -> frozenset[WorkerId]:
        """Those of some who have not set out to whom reasons deny room that there is; of a party all, or nobody."""
        left, party_of = tuple(left_out), self._travel.registrations
        denied = {one.match.worker for one in left if self._is_denied(one)}
        parties = {party_of[worker].together for worker in denied} - {None}
        return frozenset(denied).union(
            one.match.worker for one in left if party_of[one.match.worker].together in parties
        )

    def _is_denied(self, left_out: LeftOut) -> bool:
        """Whether reasons deny room that there is: on a full leg, or in a full house."""
        match, route, hub = left_out.match, left_out.route, left_out.hub
        company, why = self._company(match.worker), left_out.reasons
        if any(self._is_open(leg, company.size) for reason in why for leg in reason.about):
            return True
        codes = {reason.code for reason in why}
        waits = [] if route is None or not hub else layovers(self._travel, match, route)
        return any(
            ("beds.full" in codes and self._has_bed(company, wait))
            or ("beds.coach-full" in codes and self._across(company, wait))
            for wait in waits
            if self._travel.network.hub(wait.start) == hub
        )

    def _is_open(self, leg: str, size: int) -> bool:
        """Whether a leg has seats for so many from its first stop to its last."""
        free = self._travel.seats.free
        return leg in self._legs and all(free(section) >= size for section in self._legs[leg])

    def _has_bed(self, company: _Company, wait: Layover) -> bool:
        """Whether a house in which one could wait has beds, whether coaches to it have seats or not."""
        return any(self._bed(option.lodging, company, option.period) for option in lodging_options(self._travel, wait))

    def in_towns(self, match: Match, route: Route) -> bool:
        """Whether there is room for somebody who has not set out, and for company, in every town on the way."""
        company, wish = self._company(match.worker), self._travel.registrations[match.worker]
        asked = company, match.employer, wish.other_trip, route.convoy, route.way
        if asked not in self._known:
            self._known[asked] = all(self._across(company, wait) for wait in layovers(self._travel, match, route))
        return self._known[asked]

    def _company(self, worker: WorkerId) -> _Company:
        """Family rooms are for those who do not go alone."""
        party, sex = self._travel.registrations[worker].together, self._travel.workers[worker].sex
        if party is None or self._size[party] == 1:
            return _Company(1, 1, frozenset([_OF_SEX[sex]]))
        return _Company(self._size[party], self._of_sex[party, sex], frozenset([_OF_SEX[sex], RoomUse.FAMILY]))

    def _leads_across(self, company: _Company, wait: Layover) -> bool:
        if wait.is_over:
            return True
        size, across = company.size, same_day(self._travel, wait)
        if across is not None:
            return wait.start == wait.end or self._has_seats(across, size)
        return self._has_seats(straight_to_gate(self._travel, wait), size) or any(
            (not option.there or self._has_seats(option.there, size))
            and (not option.onward or self._has_seats(option.onward, size))
            and self._bed(option.lodging, company, option.period)
            for option in lodging_options(self._travel, wait)
        )

    def _has_seats(self, routes: Iterable[Route], size: int) -> bool:
        free = self._travel.seats.free
        return any(all(free(section) >= size for section in route.sections()) for route in routes)

    def _has_beds(self, lodging: LodgingId, company: _Company, period: Period) -> bool:
        """Whether a house has beds in such rooms for those of one sex, in each of some nights."""
        rooms = [room for room in self._rooms[lodging] if room.use in company.uses]
        return all(sum(self._free(lodging, room, night) for room in rooms) >= company.of_sex for night in period.days())

    def _free(self, lodging: LodgingId, room: Room, night: date) -> int:
        """The beds of a room that nobody has in a night, as many as its floor is for."""
        if any(night in closed for closed in room.closed):
            return 0
        taken = self._travel.so_far.taken
        free = sum(
            not any(night in held for held in taken.get((lodging, room.id, bed), ())) for bed in range(1, room.beds + 1)
        )
        most = self._limits(night).get((lodging, room.id, night), room.beds)
        return min(free, max(0, most - (room.beds - free)))

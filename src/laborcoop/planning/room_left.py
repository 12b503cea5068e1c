"""Ways on which there is still room: a seat on every leg, one on a local coach in every town, a bed for every night.

It is what each person needs, seen alone: who of several gets the last bed is for the stages to decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from attrs import frozen

from laborcoop.hiring import Match
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LodgingId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.planning.travel import TravelCase
from laborcoop.planning.waits import Layover, layovers, lodging_options, same_day, straight_to_gate
from laborcoop.retention import RoomUse
from laborcoop.transfer.route import Route
from laborcoop.transfer.seats import SeatRequest

_OF_SEX = {Sex.MALE: RoomUse.MEN, Sex.FEMALE: RoomUse.WOMEN}


@frozen
class _Company:
    """Those who go together as far as beds ask: how many they are, how many of one sex, and their rooms."""

    size: int
    of_sex: int
    uses: frozenset[RoomUse]


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

    def open_to(self, requests: Mapping[Match, SeatRequest]) -> frozenset[WorkerId]:
        """Those of some who have not set out who can ask for a way with room to the gate; of a party all or none."""
        able = frozenset(
            match.worker
            for match, request in requests.items()
            if any(
                self._has_seats([route], self._company(match.worker).size) and self.in_towns(match, route)
                for route in request.routes
            )
        )
        party_of = self._travel.registrations
        tied = {party_of[match.worker].together for match in requests if match.worker not in able} - {None}
        return frozenset(worker for worker in able if party_of[worker].together not in tied)

    def has_room(self, legs: Iterable[str]) -> bool:
        """Whether one of some legs has a seat from its first stop to its last."""
        free = self._travel.seats.free
        return any(all(free(section) > 0 for section in self._legs[leg]) for leg in legs if leg in self._legs)

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
        taken = self._travel.so_far.taken
        return all(
            sum(
                not any(night in held for held in taken.get((lodging, room.id, bed), ()))
                for room in self._rooms[lodging]
                if room.use in company.uses and not any(night in closed for closed in room.closed)
                for bed in range(1, room.beds + 1)
            )
            >= company.of_sex
            for night in period.days()
        )

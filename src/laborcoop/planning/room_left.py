"""Ways on which there is still room: a seat on every leg, one on a local coach in every town, a bed for every night.

It is what each person needs, seen alone: who of several gets the last bed is for the stages to decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from laborcoop.hiring import Match
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LodgingId, RoomId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.planning.travel import TravelCase
from laborcoop.planning.waits import Layover, layovers, lodging_options, same_day, straight_to_gate
from laborcoop.retention import RoomUse
from laborcoop.transfer.route import Route
from laborcoop.transfer.seats import SeatRequest

_OF_SEX = {Sex.MALE: RoomUse.MEN, Sex.FEMALE: RoomUse.WOMEN}


class RoomLeft:
    """The room that is left on the ways of a case laid out."""

    def __init__(self, travel: TravelCase) -> None:
        self._travel = travel
        self._rooms = {lodging.id: lodging.rooms for lodging in travel.case.lodgings}
        self._known: dict[tuple[Any, ...], bool] = {}
        self._across = cache(self._leads_across)
        self._bed = cache(self._has_bed)

    def open_to(self, requests: Mapping[Match, SeatRequest]) -> frozenset[WorkerId]:
        """Those of some who have not set out who can ask for a way with room to the gate; of a party all or none."""
        able = frozenset(
            match.worker
            for match, request in requests.items()
            if any(self._has_seat([route]) and self.in_towns(match, route) for route in request.routes)
        )
        party_of = self._travel.registrations
        tied = {party_of[match.worker].together for match in requests if match.worker not in able} - {None}
        return frozenset(worker for worker in able if party_of[worker].together not in tied)

    def in_towns(self, match: Match, route: Route) -> bool:
        """Whether there is room in every town on the way of somebody who has not set out."""
        wish = self._travel.registrations[match.worker]
        uses = self._uses(match.worker)
        asked = uses, match.employer, wish.other_trip, route.convoy, route.way
        if asked not in self._known:
            self._known[asked] = all(self._across(uses, wait) for wait in layovers(self._travel, match, route))
        return self._known[asked]

    def _uses(self, worker: WorkerId) -> frozenset[RoomUse]:
        """The rooms that somebody can sleep in: those of a family for whoever has company."""
        has_company = self._travel.registrations[worker].together is not None
        return frozenset([_OF_SEX[self._travel.workers[worker].sex], *([RoomUse.FAMILY] if has_company else [])])

    def _leads_across(self, uses: frozenset[RoomUse], wait: Layover) -> bool:
        if wait.is_over:
            return True
        across = same_day(self._travel, wait)
        if across is not None:
            return wait.start == wait.end or self._has_seat(across)
        return self._has_seat(straight_to_gate(self._travel, wait)) or any(
            (not option.there or self._has_seat(option.there))
            and (not option.onward or self._has_seat(option.onward))
            and self._bed(option.lodging, uses, option.period)
            for option in lodging_options(self._travel, wait)
        )

    def _has_seat(self, routes: Iterable[Route]) -> bool:
        free = self._travel.seats.free
        return any(all(free(section) > 0 for section in route.sections()) for route in routes)

    def _has_bed(self, lodging: LodgingId, uses: frozenset[RoomUse], period: Period) -> bool:
        """Whether a house has a bed in such rooms, in each of some nights."""
        rooms = [room for room in self._rooms[lodging] if room.use in uses]
        taken = self._travel.so_far.taken

        def is_free(room_id: RoomId, bed: int, night: date) -> bool:
            return not any(night in held for held in taken.get((lodging, room_id, bed), ()))

        return all(
            any(
                is_free(room.id, bed, night)
                for room in rooms
                if not any(night in closed for closed in room.closed)
                for bed in range(1, room.beds + 1)
            )
            for night in period.days()
        )

"""How many workers a leg takes: its rated seats, less the crew, less what measures against an epidemic keep free."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from laborcoop.kernel.ids import LegId
from laborcoop.planning.case import Case
from laborcoop.transfer import Leg, Precautions, RiskLevel
from laborcoop.transfer.load_factor import asked, rear_seats, seats_to_fill


def leg_room(case: Case) -> Mapping[LegId, int]:
    """The seats for workers of each leg of a case, never below zero.

    While the book has a load factor, a coach is no fuller than that (TR-21), by the level of risk that its
    `Precautions` among ``case.records`` tell, and the seats of its rear two rows are kept where the book knows them;
    while it asks for seats for isolation, a train keeps as many free as they tell (TR-22).
    """
    return room_on(case, [leg for convoy in case.convoys for leg in convoy.legs])


def room_on(case: Case, legs: Iterable[Leg]) -> Mapping[LegId, int]:
    """The seats for workers of some legs, likewise."""
    kept = {record.leg.id: record for record in case.records_of(Precautions)}
    return {leg.id: _room(case, leg, kept.get(leg.id)) for leg in legs}


def risk_levels(case: Case) -> Mapping[LegId, RiskLevel | None]:
    """The level of risk of each leg of which the records of a case tell one."""
    return {record.leg.id: record.risk for record in case.records_of(Precautions)}


def rear_rows(case: Case, leg: Leg) -> int:
    """The seats at the rear of a coach that nobody is given on the day and at the place where it sets out (TR-21)."""
    then = case.book.context(leg.depart.date(), case.region_of(leg.stops[0].place))
    return rear_seats(then) if leg.mode.is_coach else 0


def drivers_count(case: Case, leg: Leg) -> bool:
    """Whether drivers take rated seats, on the day and at the place where a leg sets out (``crew_counts``)."""
    then = case.book.context(leg.depart.date(), case.region_of(leg.stops[0].place))
    return asked(then, "crew_counts") is True


def _room(case: Case, leg: Leg, taken: Precautions | None) -> int:
    then = case.book.context(leg.depart.date(), case.region_of(leg.stops[0].place))
    if leg.mode.is_coach:
        crew = leg.crew_seats(drivers_count=drivers_count(case, leg))
        return seats_to_fill(leg.vehicle, crew, then, None if taken is None else taken.risk)
    room = leg.worker_seats(drivers_count=drivers_count(case, leg))
    if leg.mode.is_rail and taken is not None and asked(then, "isolation_seats") is True:
        room = max(0, room - (taken.isolation_seats or 0))
    return room

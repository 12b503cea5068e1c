"""How many workers a leg takes: its rated seats, less the crew, less what measures against an epidemic keep free."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from laborcoop.kernel.ids import LegId
from laborcoop.planning.case import Case
from laborcoop.rulebook import Context
from laborcoop.transfer import Leg, Precautions

_PER_CENT = 100


def leg_room(case: Case) -> Mapping[LegId, int]:
    """The seats for workers of each leg of a case, never below zero.

    While the book has a load factor, a coach is no fuller than that (TR-21), by the level of risk that its
    `Precautions` among ``case.records`` tell; while it asks for seats for isolation, a train keeps as many free as they
    tell (TR-22).
    """
    kept = {record.leg.id: record for record in case.records_of(Precautions)}
    return {leg.id: _room(case, leg, kept.get(leg.id)) for convoy in case.convoys for leg in convoy.legs}


def drivers_count(case: Case, leg: Leg) -> bool:
    """Whether drivers take rated seats, on the day and at the place where a leg sets out (``crew_counts``)."""
    then = case.book.context(leg.depart.date(), case.region_of(leg.stops[0].place))
    return _asked(then, "crew_counts") is True


def _room(case: Case, leg: Leg, taken: Precautions | None) -> int:
    then = case.book.context(leg.depart.date(), case.region_of(leg.stops[0].place))
    room = leg.worker_seats(drivers_count=drivers_count(case, leg))
    if leg.mode.is_coach:
        risk = taken.risk if taken is not None else None
        cap = _asked(then, "load_cap" if risk is None else f"load_cap_{risk.value}")
        if isinstance(cap, (int, Decimal)):
            room = min(room, int(leg.vehicle.rated * cap / _PER_CENT))
    elif leg.mode.is_rail and taken is not None and _asked(then, "isolation_seats") is True:
        room = max(0, room - (taken.isolation_seats or 0))
    return room


def _asked(then: Context, name: str) -> object:
    """The value of a measure on a day; None where the book does not know it."""
    return then.value(name) if name in then.parameters else None

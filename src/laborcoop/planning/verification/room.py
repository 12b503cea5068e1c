"""How many workers a leg takes beside its crew and what measures against an epidemic keep free."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from laborcoop.planning.case import Case
    from laborcoop.transfer import Leg, Precautions


def crew_of(case: Case, leg: Leg) -> int:
    """The seats of escorts and, where they count, of drivers: the first of a vehicle."""
    then = case.book.context(leg.depart.date(), case.region_of(leg.stops[0].place))
    counts = "crew_counts" in then.parameters and then.value("crew_counts") is True and not leg.mode.is_rail
    return leg.escorts + (len(leg.drivers - leg.relieved) if counts else 0)


def room_for_workers(case: Case, leg: Leg, kept: Precautions | None) -> int:
    """The seats of a leg that workers may have, by the precautions taken; below zero where its crew is too many."""
    then = case.book.context(leg.depart.date(), case.region_of(leg.stops[0].place))
    risk = "" if kept is None or kept.risk is None else f"_{kept.risk.value}"
    names = (f"load_cap{risk}", "isolation_rows", "rear_rows_seats", "isolation_seats")
    asked = {name: then.value(name) for name in names if name in then.parameters}
    free, cap = leg.vehicle.rated - crew_of(case, leg), asked.get(names[0])
    if leg.mode.is_rail and kept is not None and asked.get("isolation_seats") is True:
        return free - (kept.isolation_seats or 0)
    if leg.mode.is_coach and asked.get("isolation_rows") is True:
        free -= int(str(asked.get("rear_rows_seats") or 0))
    if leg.mode.is_coach and cap is not None:
        free = min(free, int(leg.vehicle.rated * Decimal(str(cap)) / 100))
    return free

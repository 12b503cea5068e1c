"""How full a coach may be while measures against an epidemic hold: its load factor, and the rear rows kept free."""

from __future__ import annotations

from decimal import Decimal

from laborcoop.rulebook.rule import Context
from laborcoop.transfer.precautions import RiskLevel
from laborcoop.transfer.vehicle import Vehicle

_PER_CENT = 100


def asked(then: Context, name: str) -> object:
    """The value of a measure on a day; None where the book does not know it."""
    return then.value(name) if name in then.parameters else None


def load_cap(then: Context, risk: RiskLevel | None) -> int | Decimal | None:
    """The load factor in per cent, by the level of risk where one is recorded (TR-21); None where none is in force."""
    cap = asked(then, "load_cap" if risk is None else f"load_cap_{risk.value}")
    return cap if isinstance(cap, (int, Decimal)) else None


def rear_seats(then: Context) -> int:
    """The seats of the rear two rows, which nobody is given while they are kept for isolation (TR-21).

    0 while nothing is asked, and where no number is in force (``rear_rows_seats``), of which TR-21 warns.
    """
    seats = asked(then, "rear_rows_seats")
    return seats if asked(then, "isolation_rows") is True and isinstance(seats, int) else 0


def seats_to_fill(vehicle: Vehicle, crew: int, then: Context, risk: RiskLevel | None = None) -> int:
    """The seats of a coach that may be given out, beside those of its crew; never below zero."""
    cap = load_cap(then, risk)
    free = vehicle.rated - crew - rear_seats(then)
    return max(0, free if cap is None else min(free, int(vehicle.rated * cap / _PER_CENT)))

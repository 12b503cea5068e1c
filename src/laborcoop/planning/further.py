"""Further records of a case, beyond what its tables hold: contracts, permits of fairs, departure checks, aid.

A record that decides whether a person, post, leg or lodging may be used is judged as that one's: an expired
certificate of a coach leaves the leg out. Every other record is judged under its own kind and id and excludes nobody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.record import Record, arguments
from laborcoop.outreach import FairPlan
from laborcoop.people.assignment import Assignment, MinorEmployment
from laborcoop.retention.bed_request import BedNeed
from laborcoop.retention.housing import BedSpace, BuildingSafety, GuestRegister, LodgingPlan, Sanitation
from laborcoop.transfer.change import TripOverlap
from laborcoop.transfer.charter import CharterRun
from laborcoop.transfer.departure_check import DepartureCheck
from laborcoop.transfer.driver import DriverAssignment
from laborcoop.transfer.fares import CoachFare
from laborcoop.transfer.precautions import HealthCheck, Precautions

_DECIDES: Mapping[type[Record], tuple[str, str]] = {
    Assignment: ("worker", "worker"),
    BedNeed: ("worker", "worker"),
    BedSpace: ("lodging", "lodging"),
    BuildingSafety: ("lodging", "lodging"),
    CharterRun: ("leg", "leg"),
    CoachFare: ("leg", "leg"),
    DepartureCheck: ("leg", "leg"),
    DriverAssignment: ("leg", "leg"),
    FairPlan: ("fair", "fair"),
    GuestRegister: ("lodging", "lodging"),
    HealthCheck: ("worker", "worker"),
    LodgingPlan: ("lodging", "lodging"),
    MinorEmployment: ("worker", "worker"),
    Precautions: ("leg", "leg"),
    Sanitation: ("lodging", "lodging"),
    TripOverlap: ("worker", "worker"),
}
"""Whose a record is, where it decides about another: the kind, and the field that names or holds it."""

_NAMES = ("worker", "student", "employer", "user", "station", "lodging", "leg", "fair", "household", "site", "agency")


def record_key(record: Record, position: int) -> tuple[str, str]:
    """The kind and id under which a further record is judged.

    The id is the record's own; else that of whom it is about; else its place among the records, from 1.
    """
    if type(record) in _DECIDES:
        kind, field = _DECIDES[type(record)]
        return kind, _id(getattr(record, field))
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(record).__name__).lower()
    own = [getattr(record, name, None) for name in ("id", *_NAMES)]
    return kind, next((_id(one) for one in own if _id(one)), str(position + 1))


def region_of(record: Record) -> DivisionCode | None:
    """The place whose rules hold for a record: its own division, or that of the fair, post, employer or site in it."""
    division = getattr(record, "division", None)
    if isinstance(division, DivisionCode):
        return division
    held = arguments(record).values()
    return next((inner for part in held if isinstance(part, Record) and (inner := region_of(part))), None)


def day_of(record: Record) -> date | None:
    """The day by whose rules a record is judged: its own, or that on which its leg departs; None where it has none."""
    own = getattr(record, "on", None)
    departs = getattr(getattr(record, "leg", None), "depart", None)
    if isinstance(departs, datetime):
        return departs.date()
    return own if isinstance(own, date) else None


def _id(named: object) -> str:
    return named if isinstance(named, str) else str(getattr(named, "id", ""))

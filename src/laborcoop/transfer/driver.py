"""A driver's papers, and the leg that the driver is sent on."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from laborcoop.kernel.ids import DriverId, check_id
from laborcoop.kernel.record import Record
from laborcoop.transfer.leg import Leg


@frozen(kw_only=True)
class Driver(Record):
    """A driver of passengers, as the carrier's file shows him.

    ``licences`` are the classes on the driving licence (``A1``); ``exam_passed_on`` is the day of the exam for carrying
    passengers; ``file_seen_on`` the day on which the record of accidents was looked at, and ``liable_accident_on`` the
    last accident of grade 重大 or worse in it for which the driver was liable. None: not on file.
    """

    id: DriverId = field(validator=check_id)
    born: date | None = field(default=None, repr=False)
    licences: frozenset[str] | None = None
    exam_passed_on: date | None = None
    file_seen_on: date | None = None
    liable_accident_on: date | None = None


@frozen(kw_only=True)
class DriverAssignment(Record):
    """A driver sent on a leg; ``licence`` is the class of driving licence that the vehicle asks for (TR-10)."""

    driver: Driver
    leg: Leg
    licence: str

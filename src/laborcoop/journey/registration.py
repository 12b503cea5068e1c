"""A worker's registration for a campaign: where to, from where, when, with whom."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from attrs import field, frozen
from attrs.validators import optional

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import AMOUNT
from laborcoop.kernel.ids import ConvoyId, EmployerId, PartyId, PlaceId, WorkerId
from laborcoop.kernel.moments import has_zone, instant
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


class Purpose(Enum):
    """Why somebody travels; a return is never counted as a new transfer.

    Whoever goes along (随行) does no work: a child or another of the family, with an adult of the party who does. They
    are given a seat, a ticket and a bed with the party, no post, and count among no workers.
    """

    RETURN_TO_POST = "return-to-post"
    NEW_PLACEMENT = "new-placement"
    ACCOMPANYING = "accompanying"


@frozen(kw_only=True)
class OtherTrip(Record):
    """Another trip that the worker is already booked on (TR-15).

    Raises:
        InvalidValue: ``depart`` or ``arrive`` has no zone, or the arrival is not after the departure.
    """

    depart: datetime = field(validator=has_zone)
    arrive: datetime = field(validator=has_zone)

    def __attrs_post_init__(self) -> None:
        if instant(self.arrive) <= instant(self.depart):
            raise InvalidValue(Text("到达时间必须晚于出发时间", "a trip must arrive after it departs"))


@frozen(kw_only=True)
class Registration(Record):
    """What one worker registered for.

    The worker can leave from ``available_from`` to ``available_until`` (included). ``employer`` is the one that a
    returning worker goes back to, or that a new one wishes for; ``employer_as_written`` keeps a name that no employer
    of the case answers to. ``boarding`` is the stop asked for; None takes any stop of the
    worker's village or county. ``batches`` are the convoys that suit; empty: any. ``together`` names a party: those of
    it who may go and have work travel and lodge together or not at all: by the same legs between towns, each from
    the own stop and to the own gate.
    ``accepts_other`` (服从调剂): takes another post where the own one cannot be had. ``registered_at`` is when the
    worker registered (报名时间), where that is known: whoever did first is the first of a waiting list, in each class
    (AL-09).

    Raises:
        InvalidValue: ``registered_at`` has no zone.
    """

    worker: WorkerId
    purpose: Purpose
    employer: EmployerId | None = None
    employer_as_written: str = ""
    boarding: PlaceId | None = None
    boarding_as_written: str = ""
    batches: frozenset[ConvoyId] = frozenset()
    available_from: date | None = None
    available_until: date | None = None
    together: PartyId | None = None
    accepts_other: bool = False
    lowest_wage: Decimal | None = field(default=None, validator=AMOUNT)
    willing: bool = True
    other_trip: OtherTrip | None = None
    registered_at: datetime | None = field(default=None, validator=optional(has_zone))

    @property
    def works(self) -> bool:
        """Whether this person goes to work; whoever goes along does not, whatever else is registered."""
        return self.purpose is not Purpose.ACCOMPANYING

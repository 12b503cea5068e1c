"""Tickets and fares: children, students, groups, minors, and who pays."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import AMOUNT, at_least
from laborcoop.kernel.ids import LegId, PlaceId, WorkerId, check_id
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.transfer.leg import Leg


class TicketKind(Enum):
    """What a passenger pays."""

    FULL = "full"
    CHILD = "child"
    FREE = "free"
    """A child without a ticket and without a seat of its own."""


@frozen(kw_only=True)
class Fare(Record):
    """One passenger of a party, worker or child.

    ``id`` is a worker's id or one made for the child. ``train`` is the leg booked where it is not that of the party;
    ``travel_class`` the class of seat; ``adult`` the passenger with whom a child travels; ``height`` in metres.
    """

    id: str = field(validator=check_id)
    born: date = field(repr=False)
    ticket: TicketKind
    alight: PlaceId
    train: LegId | None = None
    travel_class: str = ""
    own_seat: bool = True
    adult: str | None = None
    height: Decimal | None = field(default=None, repr=False, validator=AMOUNT)


def _by_id(fares: tuple[Fare, ...]) -> tuple[Fare, ...]:
    return tuple(sorted(fares, key=lambda fare: fare.id))


@frozen(kw_only=True)
class FareParty(Record):
    """Who travels together on a leg, adults and children (TR-27).

    Raises:
        InvalidValue: two passengers share an id.
    """

    leg: Leg
    fares: tuple[Fare, ...] = field(converter=_by_id)

    def __attrs_post_init__(self) -> None:
        if len({fare.id for fare in self.fares}) < len(self.fares):
            raise InvalidValue(Text("同一名旅客只能登记一次", "a passenger must be entered only once in a party"))

    def adult_of(self, fare: Fare) -> Fare | None:
        """The passenger with whom a child travels; None where there is none in the party."""
        return next((other for other in self.fares if other.id == fare.adult and other.id != fare.id), None)


@frozen(kw_only=True)
class StudentTicket(Record):
    """A ticket at the student's price (TR-28); ``used`` counts those of the year before this one.

    Raises:
        InvalidValue: ``used`` is negative.
    """

    student: WorkerId
    on: date
    enrolled: bool
    home: PlaceId
    school: PlaceId
    board: PlaceId
    alight: PlaceId
    used: int = field(
        default=0, validator=at_least(0, Text("次数不能为负数", "a number of times must not be negative"))
    )


@frozen(kw_only=True)
class GroupBooking(Record):
    """Workers of one train and how their tickets are booked (TR-29).

    Raises:
        InvalidValue: ``workers`` is below 1.
    """

    leg: Leg
    workers: int = field(validator=at_least(1, Text("团体至少一人", "a group must be one person or more")))
    as_group: bool


@frozen(kw_only=True)
class MinorTravel(Record):
    """Somebody who may be a minor, and the adult named as responsible on the way (TR-30); None: nobody is named.

    ``seat`` and ``adult_seat`` are their seats, by label, where they have them.
    """

    leg: Leg
    traveller: WorkerId
    born: date = field(repr=False)
    adult: WorkerId | None = None
    adult_born: date | None = field(default=None, repr=False)
    seat: str = ""
    adult_seat: str = ""


class Payer(Enum):
    """Who pays a fare."""

    WORKER = "worker"
    EMPLOYER = "employer"
    SENDING_SIDE = "sending-side"
    RECEIVING_SIDE = "receiving-side"


_AMOUNT = at_least(0, Text("金额不能为负数", "amounts must not be negative"))


@frozen(kw_only=True)
class CoachFare(Record):
    """What a seat on a coach costs, in yuan, the approved fare where one is known, and who pays (TR-31).

    Raises:
        InvalidValue: ``fare`` or ``approved`` is negative.
    """

    leg: Leg
    fare: Decimal = field(validator=_AMOUNT)
    approved: Decimal | None = field(default=None, validator=_AMOUNT)
    payer: Payer | None = None

"""Who is aboard a leg, and on what: numbers against the rating, seats, and real-name tickets."""

from __future__ import annotations

from attrs import field, frozen

from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.identity import ResidentNumber
from laborcoop.kernel.personal import PersonName
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.people import Worker
from laborcoop.transfer.leg import Leg
from laborcoop.transfer.precautions import RiskLevel
from laborcoop.transfer.ride import Ride

_PEOPLE = at_least(0, Text("人数不能为负数", "numbers of people must not be negative"))


@frozen(kw_only=True)
class Boarding(Record):
    """How many ride a leg at once: the most on any of its sections (TR-01, TR-02).

    ``riders`` have a seat each; ``children`` ride free by rule and have none of their own. Escorts and drivers belong
    to the leg and are in neither. ``risk`` is the level of risk where levels are told apart (TR-21).

    Raises:
        InvalidValue: ``riders`` or ``children`` is negative.
    """

    leg: Leg
    riders: int = field(validator=_PEOPLE)
    children: int = field(default=0, validator=_PEOPLE)
    risk: RiskLevel | None = None


def _by_seat(rides: tuple[Ride, ...]) -> tuple[Ride, ...]:
    return tuple(sorted(rides, key=lambda ride: (ride.seat, ride.worker, ride.leg, ride.board, ride.alight)))


@frozen(kw_only=True)
class SeatUse(Record):
    """Every ride on one leg, by seat (TR-03, TR-21)."""

    leg: Leg
    rides: tuple[Ride, ...] = field(converter=_by_seat)


@frozen(kw_only=True)
class Ticket(Record):
    """A worker's place on a leg, with the name and number as the ticket or the manifest prints them (TR-14).

    None: not printed yet; it will be taken from the worker's record.

    Raises:
        InvalidValue: ``name`` or ``number`` is a plain text, which would be shown as it is.
    """

    worker: Worker
    leg: Leg
    name: PersonName | None = None
    number: ResidentNumber | None = None

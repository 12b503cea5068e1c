"""The hand-over at the gate, and the sums that must come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from attrs import field, frozen
from attrs.validators import optional

from laborcoop.journey import Journey, JourneyStatus
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.ids import EmployerId, PlaceId, WorkerId
from laborcoop.kernel.moments import has_zone
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


@frozen(kw_only=True)
class Handover(Record):
    """A worker is handed over to the employer at its gate; ``signed_at`` once the contact has signed (TR-23).

    Raises:
        InvalidValue: ``at`` or ``signed_at`` has no zone.
    """

    worker: WorkerId
    employer: EmployerId
    gate: PlaceId
    at: datetime = field(validator=has_zone)
    signed_at: datetime | None = field(default=None, validator=optional(has_zone))


_BEFORE_BOARDING = frozenset(
    {
        None,
        JourneyStatus.REGISTERED,
        JourneyStatus.LEFT_HOME,
        JourneyStatus.NO_SHOW,
        JourneyStatus.WITHDRAWN,
        JourneyStatus.MOVED,
    }
)
_PEOPLE = at_least(0, Text("人数不能为负数", "numbers of people must not be negative"))


@frozen(kw_only=True)
class Reconciliation(Record):
    """What became of everyone registered for a convoy, in persons (TR-24).

    Raises:
        InvalidValue: a number is negative.
    """

    registered: int = field(validator=_PEOPLE)
    boarded: int = field(validator=_PEOPLE)
    no_show: int = field(default=0, validator=_PEOPLE)
    withdrawn: int = field(default=0, validator=_PEOPLE)
    moved: int = field(default=0, validator=_PEOPLE)
    handed_over: int = field(validator=_PEOPLE)
    alighted_early: int = field(default=0, validator=_PEOPLE)
    hospital: int = field(default=0, validator=_PEOPLE)
    missing: int = field(default=0, validator=_PEOPLE)

    @classmethod
    def of(cls, journeys: Iterable[Journey], at: datetime) -> Reconciliation:
        """The sums over journeys as they stand at a moment; they come out once each of them has ended.

        Args:
            journeys: one for each worker registered for a convoy.
            at: a moment with a zone.
        """
        numbers = Counter(journey.status(at) for journey in journeys)
        return cls(
            registered=numbers.total() - numbers[None],
            boarded=sum(number for status, number in numbers.items() if status not in _BEFORE_BOARDING),
            no_show=numbers[JourneyStatus.NO_SHOW],
            withdrawn=numbers[JourneyStatus.WITHDRAWN],
            moved=numbers[JourneyStatus.MOVED],
            handed_over=numbers[JourneyStatus.ENTERED_FACTORY],
            alighted_early=numbers[JourneyStatus.ALIGHTED_EARLY],
            hospital=numbers[JourneyStatus.HOSPITAL],
            missing=numbers[JourneyStatus.MISSING],
        )

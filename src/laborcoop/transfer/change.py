"""Two trips of one person that meet: a change of vehicles, or another trip at the same time."""

from __future__ import annotations

from datetime import datetime, timedelta

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.journey import OtherTrip
from laborcoop.kernel.ids import LegId, PlaceId, WorkerId
from laborcoop.kernel.moments import elapsed, has_zone, instant
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


@frozen(kw_only=True)
class Change(Record):
    """A change from one leg to the next: where, and when the one arrives and the other departs (TR-25).

    ``to_rail`` and ``to_flight`` say what the next leg is; neither: a coach.

    Raises:
        InvalidValue: ``arrive`` or ``depart`` has no zone.
    """

    arriving: LegId
    departing: LegId
    place: PlaceId
    arrive: datetime = field(validator=has_zone)
    depart: datetime = field(validator=has_zone)
    to_rail: bool
    to_flight: bool = False

    @property
    def buffer(self) -> timedelta:
        """The time to change in; negative where the next leg leaves before the first arrives."""
        return elapsed(self.arrive, self.depart)


@frozen(kw_only=True)
class TripOverlap(Record):
    """A worker's trip beside another one that the worker is booked on (TR-15).

    Raises:
        InvalidValue: ``depart`` or ``arrive`` has no zone, or the arrival is not after the departure.
    """

    worker: WorkerId
    booked: OtherTrip
    depart: datetime = field(validator=has_zone)
    arrive: datetime = field(validator=has_zone)

    def __attrs_post_init__(self) -> None:
        if instant(self.arrive) <= instant(self.depart):
            raise InvalidValue(Text("到达时间必须晚于出发时间", "a trip must arrive after it departs"))

    @property
    def overlaps(self) -> bool:
        """Whether the two share any time; one that ends as the other starts does not."""
        return instant(self.booked.depart) < instant(self.arrive) and instant(self.depart) < instant(self.booked.arrive)

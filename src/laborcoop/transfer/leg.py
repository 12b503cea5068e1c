"""A leg: one run of one vehicle from stop to stop, with who drives each section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from itertools import groupby, pairwise
from typing import Any

from attrs import Attribute, Factory, field, frozen

from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.kernel.bounds import AMOUNT
from laborcoop.kernel.ids import DriverId, LegId, PlaceId, check_id
from laborcoop.kernel.moments import elapsed, has_zone, instant
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.transfer.hours import Span
from laborcoop.transfer.vehicle import TrainNumber, TransportMode, Vehicle


class Road(Enum):
    """The road of a section, as far as the rules ask."""

    MOTORWAY = "motorway"
    ORDINARY = "ordinary"
    MOUNTAIN = "mountain"
    """A mountain road of class III or lower that is not safe at night (TR-08)."""


def _has_id(stop: object, attribute: Attribute[Any], driver: DriverId | None) -> None:
    """A driver who is named has an id."""
    if driver is not None:
        check_id(stop, attribute, driver)


@frozen(kw_only=True)
class Stop(Record):
    """A stop of a leg, with what follows it up to the next: the driver, the kilometres, the road.

    At the first stop ``arrive`` equals ``depart``; at the last too. A stop at which nobody boards or alights is a rest.
    ``stood`` are times on the way to the next stop in which the vehicle stood still and nobody drove it. ``relieved``
    are drivers who get off here because another one has come to drive in their stead. ``train`` is the number under
    which a train leaves here, where it changes on the way; None where it goes on under the number of the stop before,
    and where no stop before says one, under those of the leg.

    Raises:
        InvalidValue: a time has no zone, the departure is before the arrival, ``driver`` is not an id, ``km`` is
            negative, or ``train`` is more than one number.
    """

    place: PlaceId
    arrive: datetime = field(validator=has_zone)
    depart: datetime = field(validator=has_zone)
    boarding: bool = True
    alighting: bool = True
    driver: DriverId | None = field(default=None, validator=_has_id)
    km: Decimal | None = field(default=None, validator=AMOUNT)
    road: Road = Road.ORDINARY
    stood: tuple[Span, ...] = ()
    relieved: frozenset[DriverId] = frozenset()
    train: TrainNumber | None = None

    def __attrs_post_init__(self) -> None:
        if instant(self.depart) < instant(self.arrive):
            raise InvalidValue(
                Text("{place}：发车时刻早于到达时刻", "{place}: departs before it arrives").format(place=self.place)
            )
        if self.train is not None and len(self.train.numbers) > 1:
            raise InvalidValue(
                Text(
                    "{place}：列车驶离一站时只有一个车次，而不是 {train}",
                    "{place}: a train leaves a stop under one number, not {train}",
                ).format(place=self.place, train=str(self.train)),
                "TR-16",
            )


@frozen(kw_only=True)
class Section(Record):
    """The way between two stops that follow each other; ``stood`` are times of it in which nobody drove.

    Raises:
        InvalidValue: a time has no zone, the arrival is not after the departure, or a time of ``stood`` is not on this
            way, or not after the one before it.
    """

    start: PlaceId
    end: PlaceId
    depart: datetime = field(validator=has_zone)
    arrive: datetime = field(validator=has_zone)
    driver: DriverId | None
    km: Decimal | None = field(validator=AMOUNT)
    road: Road
    stood: tuple[Span, ...] = ()

    def __attrs_post_init__(self) -> None:
        if instant(self.arrive) <= instant(self.depart):
            raise InvalidValue(
                Text("{end}：到达不晚于离开 {start}", "{end} is reached no later than {start} is left").format(
                    start=self.start, end=self.end
                )
            )
        moments = [self.depart, *(moment for span in self.stood for moment in (span.start, span.end)), self.arrive]
        if any(instant(later) < instant(earlier) for earlier, later in pairwise(moments)):
            raise InvalidValue(
                Text(
                    "{start} 到 {end} 的停车时间不在途中，或次序不对",
                    "the times of standing between {start} and {end} are not on the way, or out of order",
                ).format(start=self.start, end=self.end)
            )

    @property
    def duration(self) -> timedelta:
        """The time under way."""
        return elapsed(self.depart, self.arrive)

    def driven(self) -> Iterator[Span]:
        """The time at the wheel: the way without the times in which the vehicle stood."""
        since = self.depart
        for span in self.stood:
            if instant(since) < instant(span.start):
                yield Span(since, span.start)
            since = span.end
        if instant(since) < instant(self.arrive):
            yield Span(since, self.arrive)


@frozen(kw_only=True)
class Leg(Record):
    """One run of a vehicle (班次): its stops in order, its captain and deputy, the seats its crew takes.

    ``escorts`` are cadres and staff who take passenger seats, as drivers do who ride along and drive nothing of it.
    ``train`` is given for a rail leg; which of its numbers holds where is told by `Stop.train`.

    Raises:
        InvalidValue: ``stops`` are fewer than two, out of order, or twice at one place; a time of standing is not on
            the way from its stop to the next; the numbers at its stops are not those of ``train`` in their order; or
            ``escorts`` is negative.
    """

    id: LegId = field(validator=check_id)
    vehicle: Vehicle
    stops: tuple[Stop, ...]
    train: TrainNumber | None = None
    captain: str = ""
    deputy: str = ""
    escorts: int = 0
    _positions: Mapping[PlaceId, int] = field(
        init=False,
        repr=False,
        eq=False,
        default=Factory(lambda leg: {stop.place: i for i, stop in enumerate(leg.stops)}, takes_self=True),
    )

    def __attrs_post_init__(self) -> None:
        if len(self.stops) < 2:  # noqa: PLR2004 - from one stop to another
            raise InvalidValue(
                Text("班次 {leg} 至少要有两个停靠点", "leg {leg} must have two stops or more").format(leg=self.id)
            )
        for before, after in zip(self.stops, self.stops[1:], strict=False):
            if instant(after.arrive) <= instant(before.depart):
                raise InvalidValue(
                    Text(
                        "班次 {leg} 的停靠点顺序不对：到达 {end} 不晚于离开 {start}",
                        "leg {leg} has its stops out of order: it reaches {end} no later than it leaves {start}",
                    ).format(leg=self.id, start=before.place, end=after.place)
                )
        if len(self._positions) < len(self.stops):
            raise InvalidValue(
                Text("班次 {leg} 两次停靠同一地点", "leg {leg} stops twice at one place").format(leg=self.id)
            )
        if self.stops[-1].stood:
            raise InvalidValue(
                Text("班次 {leg} 终点之后没有途中停车", "leg {leg} cannot stand on a way after its last stop").format(
                    leg=self.id
                )
            )
        if any(stop.stood for stop in self.stops):
            self.sections()  # refuses a time of standing that is not on its way
        self._check_numbers()
        if self.escorts < 0:
            raise InvalidValue(
                Text("班次 {leg} 的随车人数不能为负数", "leg {leg}: escorts must not be negative").format(leg=self.id)
            )

    def _check_numbers(self) -> None:
        """Refuse numbers at stops under which the train cannot run, one after the other (TR-16)."""
        said = [number for number, _ in groupby(stop.train.numbers[0] for stop in self.stops if stop.train is not None)]
        if said and self.train is None:
            raise InvalidValue(
                Text(
                    "班次 {leg} 的停靠站写了车次，班次本身没有车次",
                    "leg {leg} has numbers at its stops, and none of its own",
                ).format(leg=self.id),
                "TR-16",
            )
        ahead = iter(self.train.numbers if self.train else ())
        if not all(number in ahead for number in said):  # looks on from the number found last
            raise InvalidValue(
                Text(
                    "班次 {leg} 的车次是 {train}，各停靠站的车次 {said} 与之不符，或次序不对",
                    "leg {leg} runs as {train}, and not as {said} at its stops",
                ).format(leg=self.id, train=str(self.train), said="→".join(said)),
                "TR-16",
            )

    @property
    def mode(self) -> TransportMode:
        """How the leg is run: its vehicle's mode."""
        return self.vehicle.mode

    @property
    def depart(self) -> datetime:
        """The departure from the first stop."""
        return self.stops[0].depart

    @property
    def arrive(self) -> datetime:
        """The arrival at the last stop."""
        return self.stops[-1].arrive

    @property
    def drivers(self) -> frozenset[DriverId]:
        """The drivers of its sections."""
        return frozenset(stop.driver for stop in self.stops[:-1] if stop.driver is not None)

    @property
    def relieved(self) -> frozenset[DriverId]:
        """The drivers who have got off on the way, relieved by others, and drive no more of it."""
        gone: frozenset[DriverId | None] = frozenset()
        for stop in self.stops[:-1]:
            gone = (gone | stop.relieved) - {stop.driver}
        return self.drivers & gone

    def runs_as(self, number: str, on: date) -> bool:
        """Whether a ticket of this number and day is for this leg: any number of its train, its first day (TR-16)."""
        return self.train is not None and self.train.names(number) and self.depart.date() == on

    def sections(self) -> tuple[Section, ...]:
        """The ways between the stops, in order."""
        return tuple(
            Section(
                start=before.place,
                end=after.place,
                depart=before.depart,
                arrive=after.arrive,
                driver=before.driver,
                km=before.km,
                road=before.road,
                stood=before.stood,
            )
            for before, after in zip(self.stops, self.stops[1:], strict=False)
        )

    def index(self, place: PlaceId) -> int | None:
        """The stop (from 0) at a place; None where the leg does not stop there."""
        return self._positions.get(place)

    def position(self, place: PlaceId) -> int:
        """The stop (from 0) at a place where the leg is known to stop.

        Raises:
            UnknownName: it does not stop there.
        """
        at = self._positions.get(place)
        if at is None:
            raise UnknownName(
                Text("{leg} 不在 {place} 停靠", "{leg} does not stop at {place}").format(leg=self.id, place=place)
            )
        return at

    def crew_seats(self, *, drivers_count: bool) -> int:
        """Rated seats taken by escorts, and by the drivers where they count (the book's parameter ``crew_counts``).

        Drivers who take turns ride along from first to last; whoever relieves another takes the seat of that one.
        """
        return self.escorts + (len(self.drivers - self.relieved) if drivers_count and not self.mode.is_rail else 0)

    def worker_seats(self, *, drivers_count: bool) -> int:
        """Seats left for workers, never below zero."""
        return max(0, self.vehicle.rated - self.crew_seats(drivers_count=drivers_count))

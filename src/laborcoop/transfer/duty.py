"""What one driver drives, and what one vehicle or captain runs: put together from all legs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from enum import Enum

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import DriverId, PlaceId, check_id
from laborcoop.kernel.moments import instant
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.transfer.hours import Span
from laborcoop.transfer.leg import Leg, Section


def _in_time_order(sections: Iterable[Section]) -> tuple[Section, ...]:
    return tuple(
        sorted(
            sections,
            key=lambda section: (instant(section.depart), instant(section.arrive), section.start, section.end),
        )
    )


@frozen(kw_only=True)
class DriverHours(Record):
    """The times at the wheel that lie behind a driver (驾驶员此前工时), of which no leg of the case tells.

    As one of ``Case.records`` they count wherever the driver's hours do (TR-04 to TR-06): those of the last seven days.
    """

    driver: DriverId = field(validator=check_id)
    driven: tuple[Span, ...]


@frozen(kw_only=True)
class DriverDuty(Record):
    """All coach sections that one driver drives, in order of time, over all legs.

    ``driven`` are the times at the wheel that lie behind, of which no section tells.

    Raises:
        InvalidValue: ``sections`` are empty, or one of them is another driver's.
    """

    driver: DriverId = field(validator=check_id)
    sections: tuple[Section, ...] = field(converter=_in_time_order)
    driven: tuple[Span, ...] = ()

    def __attrs_post_init__(self) -> None:
        if not self.sections or any(section.driver != self.driver for section in self.sections):
            raise InvalidValue(
                Text(
                    "{driver} 的驾驶任务至少要有一个路段，且都由其驾驶",
                    "the duty of {driver} must have one section or more, all driven by {driver}",
                ).format(driver=self.driver)
            )

    @property
    def start(self) -> datetime:
        """When the first section starts."""
        return self.sections[0].depart

    def spans(self) -> tuple[Span, ...]:
        """The times at the wheel, those behind first; two overlap only where the driver is in two places at once.

        A time in which the vehicle stood on the way is none of them, as a stop is none.
        """
        return (*self.driven, *(span for section in self.sections for span in section.driven()))

    def clashes(self) -> tuple[tuple[Section, Section], ...]:
        """The sections that follow each other in the duty and overlap: the driver would be on two vehicles at once.

        So would a driver who leaves one place at the minute of reaching another.
        """
        found: list[tuple[Section, Section]] = []
        last: Section | None = None
        for section in self.sections:
            if last is not None and not _in_time(last.arrive, last.end, section.depart, section.start):
                found.append((last, section))
            if last is None or instant(section.arrive) > instant(last.arrive):
                last = section
        return tuple(found)


def _in_time(arrive: datetime, end: PlaceId, depart: datetime, start: PlaceId) -> bool:
    """Whether one can leave somewhere after an arrival: later, or at the same minute where it is the same place."""
    return instant(arrive) < instant(depart) or (instant(arrive) == instant(depart) and end == start)


def duties(legs: Iterable[Leg], hours: Iterable[DriverHours] = ()) -> tuple[DriverDuty, ...]:
    """The duty of every driver of these coach legs, by driver; trains and flights have their own law.

    Args:
        legs: the legs.
        hours: what lies behind drivers beside these legs.
    """
    behind: dict[DriverId, tuple[Span, ...]] = {}
    for one in hours:
        behind[one.driver] = (*behind.get(one.driver, ()), *one.driven)
    driven: dict[DriverId, list[Section]] = defaultdict(list)
    for leg in legs:
        for section in leg.sections() if leg.mode.is_coach else ():
            if section.driver is not None:
                driven[section.driver].append(section)
    return tuple(
        DriverDuty(driver=driver, sections=tuple(driven[driver]), driven=behind.get(driver, ()))
        for driver in sorted(driven)
    )


class Shared(Enum):
    """What two legs can have in common that is in one place at a time."""

    VEHICLE = "vehicle"
    CAPTAIN = "captain"


@frozen(kw_only=True)
class LegsInTurn(Record):
    """Two legs that one vehicle runs, or one captain or deputy rides, the one that leaves later second (TR-19)."""

    shared: Shared
    name: str
    first: Leg
    second: Leg

    @property
    def are_possible(self) -> bool:
        """Whether the second leaves after the first has arrived: at the same minute only from the same place."""
        return _in_time(self.first.arrive, self.first.stops[-1].place, self.second.depart, self.second.stops[0].place)


def shared_by(leg: Leg) -> frozenset[tuple[Shared, str]]:
    """What a leg takes that no other can have meanwhile: its vehicle, its captain and its deputy.

    An ordinary train is no vehicle of the programme: many of them run under one name.
    """
    people = {(Shared.CAPTAIN, name) for name in (leg.captain, leg.deputy) if name}
    return frozenset(people | ({(Shared.VEHICLE, leg.vehicle.id)} if leg.mode.is_reserved else set()))


def in_turn(legs: Iterable[Leg]) -> tuple[LegsInTurn, ...]:
    """For each leg and what it shares with others, the one before it that ends last."""
    sharing: dict[tuple[Shared, str], list[Leg]] = defaultdict(list)
    for leg in legs:
        for what in shared_by(leg):
            sharing[what].append(leg)
    found: list[LegsInTurn] = []
    for (shared, name), some in sorted(sharing.items(), key=lambda item: (item[0][0].value, item[0][1])):
        by_time = sorted(some, key=lambda leg: (instant(leg.depart), instant(leg.arrive), leg.id))
        last = by_time[0]
        for leg in by_time[1:]:
            found.append(LegsInTurn(shared=shared, name=name, first=last, second=leg))
            last = max(last, leg, key=lambda one: instant(one.arrive))
    return tuple(found)

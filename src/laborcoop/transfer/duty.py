"""What one driver drives: the sections of every coach, put together from all legs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import DriverId, check_id
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
class DriverDuty(Record):
    """All coach sections that one driver drives, in order of time, over all legs.

    Raises:
        InvalidValue: ``sections`` are empty, or one of them is another driver's.
    """

    driver: DriverId = field(validator=check_id)
    sections: tuple[Section, ...] = field(converter=_in_time_order)

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
        """The times at the wheel, in order; two of them overlap only where the driver is in two places at once.

        A time in which the vehicle stood on the way is none of them, as a stop is none.
        """
        return tuple(span for section in self.sections for span in section.driven())

    def clashes(self) -> tuple[tuple[Section, Section], ...]:
        """The sections that follow each other in the duty and overlap: the driver would be on two vehicles at once."""
        found: list[tuple[Section, Section]] = []
        last: Section | None = None
        for section in self.sections:
            if last is not None and instant(section.depart) < instant(last.arrive):
                found.append((last, section))
            if last is None or instant(section.arrive) > instant(last.arrive):
                last = section
        return tuple(found)


def duties(legs: Iterable[Leg]) -> tuple[DriverDuty, ...]:
    """The duty of every driver of these coach legs, by driver; trains and flights have their own law."""
    driven: dict[DriverId, list[Section]] = defaultdict(list)
    for leg in legs:
        for section in leg.sections() if leg.mode.is_coach else ():
            if section.driver is not None:
                driven[section.driver].append(section)
    return tuple(DriverDuty(driver=driver, sections=tuple(driven[driver])) for driver in sorted(driven))

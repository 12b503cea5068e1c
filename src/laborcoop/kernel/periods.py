"""Half-open periods of days: the first day is in, the last day is out.

A stay from 5 to 6 February is one night; a stay from the 6th may follow it in the same bed.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator


@frozen
class Period(Record):
    """The days from ``start`` to before ``end``; without an end it goes on.

    Raises:
        InvalidValue: ``end`` is not after ``start``, or one of them is not a date (a datetime is refused).
    """

    start: date
    end: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise InvalidValue(
                Text(
                    "时期的结束日 {end} 必须晚于开始日 {start}（结束日不含在内）",
                    "a period must end after it starts: {start} to {end} (the end is not part of it)",
                ).format(start=self.start, end=self.end)
            )

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)

    def days(self) -> Iterator[date]:
        """Each day of the period; without an end it never stops."""
        day = self.start
        while day in self:
            yield day
            day += timedelta(days=1)

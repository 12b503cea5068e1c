"""Moments with a zone, compared and subtracted as instants.

Python compares two moments of one zone by the clock on the wall, so that the hour in which clocks change is lost or
doubled. Whoever measures a time under way asks here instead.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta
from typing import Any

from laborcoop.errors import InvalidValue
from laborcoop.kernel.kinds import in_field
from laborcoop.kernel.text import Text


def instant(moment: datetime) -> datetime:
    """The moment in UTC, in which comparing and subtracting are exact."""
    return moment.astimezone(UTC)


def elapsed(start: datetime, end: datetime) -> timedelta:
    """The time that passes between two moments; negative where the end lies before the start."""
    return instant(end) - instant(start)


def later(moment: datetime, by: timedelta) -> datetime:
    """The moment after ``by`` has passed, on the same zone's clock."""
    return (instant(moment) + by).astimezone(moment.tzinfo)


_ZONE = Text("时刻必须带时区", "a time must have a zone")
_YEARS = Text("时刻的年份应为 2 到 9998", "the year of a time must be from 2 to 9998")


def has_zone(instance: object, attribute: Any, value: datetime) -> None:  # noqa: ANN401 - attrs' validator protocol
    """Validate a moment: it has a zone, and lies within the years that can be computed with.

    Raises:
        InvalidValue: it has none, or is of the first or the last year of the calendar (``9999`` often means "no end").
    """
    if not isinstance(value, datetime) or value.utcoffset() is None:
        raise InvalidValue(in_field(instance, attribute, _ZONE))
    if not MINYEAR < value.year < MAXYEAR:
        raise InvalidValue(in_field(instance, attribute, _YEARS))

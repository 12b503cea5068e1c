"""Time as a width: hours of a day or whole days along a track, in per cent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from attrs import frozen

from laborcoop.exchange.page.names import Names
from laborcoop.kernel.days import day_text
from laborcoop.kernel.moments import elapsed, later
from laborcoop.kernel.text import Text
from laborcoop.transfer import Leg

_HOUR = timedelta(hours=1)
_FINE, _MIDDLE = 8, 16


@frozen(kw_only=True)
class Axis:
    """The hours that a track shows; ``ticks`` are the share of the width (in per cent) and what stands there."""

    start: datetime
    end: datetime
    ticks: tuple[tuple[float, Text], ...]

    def at(self, moment: datetime) -> float:
        """The share of the width, in per cent, at which a moment lies; never outside the track."""
        return round(min(100.0, max(0.0, 100 * (elapsed(self.start, moment) / elapsed(self.start, self.end)))), 2)

    def span(self, start: datetime, end: datetime) -> tuple[float, float]:
        """The left edge and the width, in per cent, of a span of time."""
        left = self.at(start)
        return left, round(max(0.3, self.at(end) - left), 2)


def hours_axis(day: date, legs: Sequence[Leg], names: Names) -> Axis:
    """The hours of a day from the first departure to the last arrival, with a tick for every hour or every few."""
    midnight = datetime.combine(day, time(), names.zone)
    first = min((elapsed(midnight, leg.depart) for leg in legs), default=timedelta(hours=18)) // _HOUR
    last = -(-max((elapsed(midnight, leg.arrive) for leg in legs), default=timedelta(hours=24)) // _HOUR)
    hours = last - first
    step = 1 if hours <= _FINE else 2 if hours <= _MIDDLE else 4
    return Axis(
        start=later(midnight, first * _HOUR),
        end=later(midnight, last * _HOUR),
        ticks=tuple(
            (round(100 * (hour - first) / hours, 2), Text.same(f"{hour % 24:02}")) for hour in range(first, last, step)
        ),
    )


def days_axis(days: Sequence[date], names: Names) -> Axis:
    """Whole days, with a tick at each midnight."""
    start = datetime.combine(days[0], time(), names.zone)
    count = (days[-1] - days[0]).days + 1
    return Axis(
        start=start,
        end=start + timedelta(days=count),
        ticks=tuple((round(100 * i / count, 2), day_text(days[0] + timedelta(days=i))) for i in range(count)),
    )

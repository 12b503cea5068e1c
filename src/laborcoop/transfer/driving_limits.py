"""The limits of driving that a rule book has in force on a day and in a region, in minutes.

Only rules that the book holds bind: a book without the stop from two to five has no such stop. What a rule is, its
check says (`laborcoop.transfer.rules_driving`); here are the numbers by which a timetable is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache

from attrs import frozen

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.rulebook.book import RuleBook
from laborcoop.rulebook.rule import Context

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
_A_DAY = 24 * 60


def minute_of(moment: datetime, *, up: bool = False) -> int:
    """The minutes from 1970 (UTC) to a moment; a begun minute counts where ``up`` says so."""
    since = moment.astimezone(UTC) - _EPOCH
    return -(-since // _MINUTE) if up else since // _MINUTE


def moment_of(minute: int, zone: tzinfo | None) -> datetime:
    """The moment of a minute from 1970, on the clock of a zone."""
    return (_EPOCH + minute * _MINUTE).astimezone(zone)


@lru_cache(maxsize=16384)
def day_of(minute: int, zone: tzinfo | None) -> date:
    """The day of a minute, by the clock of a zone."""
    return moment_of(minute, zone).date()


@lru_cache(maxsize=4096)
def first_minute_after(day: date, zone: tzinfo | None) -> int:
    """The first minute that is not of a day any more, by the clock of a zone."""
    noon = minute_of(datetime.combine(day, time(12), zone))
    first, last = noon, noon + _A_DAY
    while first < last:  # a day has 23 to 25 hours where clocks change
        middle = (first + last) // 2
        first, last = (first, middle) if day_of(middle, zone) > day else (middle + 1, last)
    return first


@frozen
class Hours:
    """Some hours of each day by the clock of a zone, in minutes from midnight; over midnight where they close first."""

    opens: int
    closes: int
    zone: tzinfo | None

    def parts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts of the minutes from ``start`` to ``end`` that lie in these hours, in order."""
        if self.opens == self.closes:
            return
        closes = self.closes + (_A_DAY if self.closes < self.opens else 0)
        # The hours of a day by the clock lie within two days of that day by UTC.
        for day in range(start // _A_DAY - 2, end // _A_DAY + 2):
            first, until = _on_day(day, self.opens, closes, self.zone)
            if max(first, start) < min(until, end):
                yield max(first, start), min(until, end)


@lru_cache(maxsize=4096)
def _on_day(day: int, opens: int, closes: int, zone: tzinfo | None) -> tuple[int, int]:
    """Hours of the clock on a day, numbered from 1970, as minutes from 1970."""
    midnight = datetime.combine(_EPOCH.date() + timedelta(days=day), time())
    return (
        minute_of((midnight + opens * _MINUTE).replace(tzinfo=zone)),
        minute_of((midnight + closes * _MINUTE).replace(tzinfo=zone), up=True),
    )


@frozen(kw_only=True)
class DriverLimits:
    """What one driver may drive; None where no such rule is in force. Windows are (length, the most)."""

    continuous: int | None
    by_night: int | None
    rest: int
    night: Hours
    windows: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, book: RuleBook, on: date, region: DivisionCode | None, zone: tzinfo | None) -> DriverLimits:
        """The limits of a duty that starts on a day (TR-04, TR-05, TR-06)."""
        then = book.context(on, region)
        stretch, night, windows = (binds(book, code, then) for code in ("TR-04", "TR-05", "TR-06"))
        return cls(
            continuous=then.whole("max_continuous_driving") if stretch else None,
            by_night=then.whole("max_night_driving") if night else None,
            rest=then.whole("min_driving_rest") if stretch or night else 0,
            night=_hours(then, "night_from", "night_until", zone) if night else Hours(0, 0, zone),
            windows=(
                ((24 * 60, then.whole("max_daily_driving")), (7 * 24 * 60, then.whole("max_weekly_driving")))
                if windows
                else ()
            ),
        )


@frozen(kw_only=True)
class RunLimits:
    """When a coach on a long run stands, when it leaves mountain roads alone, how many drivers it has (TR-07 to 09)."""

    stands: Hours
    off_mountains: Hours
    drivers: int

    @classmethod
    def of(
        cls,
        book: RuleBook,
        on: date,
        region: DivisionCode | None,
        zone: tzinfo | None,
        *,
        km: Decimal,
        motorway: bool,
    ) -> RunLimits:
        """The limits of a run of so many kilometres that starts on a day."""
        then = book.context(on, region)
        never = Hours(0, 0, zone)
        long = binds(book, "TR-07", then) and km > then.number("short_shuttle_km")
        return cls(
            stands=_hours(then, "coach_stop_from", "coach_stop_until", zone) if long else never,
            off_mountains=_hours(then, "night_from", "night_until", zone) if binds(book, "TR-08", then) else never,
            drivers=_drivers(then, km, motorway=motorway) if binds(book, "TR-09", then) else 1,
        )


def binds(book: RuleBook, code: str, ctx: Context) -> bool:
    """Whether the book has a rule of this code that is in force then and there."""
    return any(rule.code == code and rule.holds_on(ctx.on, ctx.region) for rule in book)


def _hours(then: Context, opens: str, closes: str, zone: tzinfo | None) -> Hours:
    return Hours(int(then.number(opens) * 60), int(then.number(closes) * 60), zone)


def _drivers(then: Context, km: Decimal, *, motorway: bool) -> int:
    if then.value("second_driver_asked") is not True:
        return 1
    limit = then.number("two_drivers_motorway_km" if motorway else "two_drivers_km")
    reached = km >= limit if then.value("two_drivers_boundary_counts") is True else km > limit
    return 2 if reached else 1

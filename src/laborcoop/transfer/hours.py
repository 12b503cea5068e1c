"""The arithmetic of driving times: stretches without a rest, hours of the night, totals in a sliding window.

Spans are exact to the microsecond and measured as instants; only the hours of a day (the night, 02:00 to 05:00) are
those of the clock where the span starts. Nothing here knows a limit: the rules hand theirs in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.moments import elapsed, has_zone, instant, later
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

_NONE = timedelta(0)
_DAY = timedelta(days=1)


@frozen
class Span(Record):
    """A time under way from ``start`` to ``end``.

    Raises:
        InvalidValue: a time without a zone, or an end that is not after the start.
    """

    start: datetime = field(validator=has_zone)
    end: datetime = field(validator=has_zone)

    def __attrs_post_init__(self) -> None:
        if instant(self.end) <= instant(self.start):
            raise InvalidValue(Text("时段的结束必须晚于开始", "a span must end after it starts"))

    @property
    def length(self) -> timedelta:
        """The time that it takes."""
        return elapsed(self.start, self.end)

    def common(self, other: Span) -> Span | None:
        """What two spans share; None where they only touch or lie apart."""
        start = max(self.start, other.start, key=instant)
        end = min(self.end, other.end, key=instant)
        return Span(start, end) if instant(start) < instant(end) else None


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The time that any of the spans covers, in order of time: those that touch or overlap are one."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: instant(span.start)):
        if joined and instant(span.start) <= instant(joined[-1].end):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end, key=instant))
        else:
            joined.append(span)
    return tuple(joined)


def total(spans: Iterable[Span]) -> timedelta:
    """The lengths added up."""
    return sum((span.length for span in spans), _NONE)


def stretches(spans: Iterable[Span], rest: timedelta) -> tuple[tuple[Span, ...], ...]:
    """The driving parted by its rests: a pause of ``rest`` or more ends a stretch, a shorter one does not."""
    found: list[list[Span]] = []
    for span in merged(spans):
        if found and elapsed(found[-1][-1].end, span.start) < rest:
            found[-1].append(span)
        else:
            found.append([span])
    return tuple(map(tuple, found))


def passes(spans: Iterable[Span], limit: timedelta) -> datetime | None:
    """The moment at which the driving of these spans has reached ``limit`` and goes on; None where it never does."""
    driven = _NONE
    for span in merged(spans):
        if driven + span.length > limit:
            return later(span.start, limit - driven)
        driven += span.length
    return None


def in_hours(span: Span, opens: timedelta, closes: timedelta) -> tuple[Span, ...]:
    """The parts of a span that lie in some hours of each day, by the clock where the span starts.

    Args:
        span: the time under way.
        opens: the first moment, from midnight.
        closes: the moment after the last, from midnight; before ``opens`` it is that of the next day, the same none.
    """
    return tuple(part for hours in _hours(span, opens, closes) if (part := span.common(hours)) is not None)


def _hours(span: Span, opens: timedelta, closes: timedelta) -> Iterator[Span]:
    if opens == closes:
        return
    zone = span.start.tzinfo
    closes += _DAY if closes < opens else _NONE
    day = span.start.date() - _DAY
    while day <= span.end.astimezone(zone).date():
        midnight = datetime.combine(day, time())
        first, last = (midnight + opens).replace(tzinfo=zone), (midnight + closes).replace(tzinfo=zone)
        if instant(first) < instant(last):  # hours that a change of clocks skips are none
            yield Span(first, last)
        day += _DAY


@frozen
class Excess(Record):
    """More than ``limit`` in a window: ``at`` is the moment at which it is passed first, ``most`` the worst total."""

    at: datetime
    most: timedelta


def window_excess(
    spans: Iterable[Span], window: timedelta, limit: timedelta, since: datetime | None = None
) -> Excess | None:
    """Whether any window of this length holds more driving than ``limit``, wherever it starts; None where none does.

    Only windows that end after ``since`` are looked at, where it is given.

    The driving in the window that ends at a moment rises, falls or stays, minute for minute, and turns only where a
    span starts or ends or leaves the window: those moments are all that need looking at.
    """
    driving = merged(spans)
    if total(driving) <= limit:
        return None
    turns = sorted({edge + shift for edge in _edges(driving) for shift in (_NONE, window)})
    if since is not None:
        turns = [instant(since), *(turn for turn in turns if turn > instant(since))]
    totals = [_before(driving, turn, window) for turn in turns]
    for i, driven in enumerate(totals[1:], start=1):  # up to the first turn nothing is driven, or nobody asks
        if driven > limit:
            at = turns[i - 1] + max(_NONE, limit - totals[i - 1])
            return Excess(at.astimezone(driving[0].start.tzinfo), max(totals[1:]))
    return None


def _edges(driving: Iterable[Span]) -> Iterator[datetime]:
    for span in driving:
        yield instant(span.start)
        yield instant(span.end)


def _before(driving: Sequence[Span], moment: datetime, window: timedelta) -> timedelta:
    ends = ((max(moment - window, instant(span.start)), min(moment, instant(span.end))) for span in driving)
    return sum((until - since for since, until in ends if since < until), _NONE)

"""The arithmetic of driving times, held against a count minute by minute."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.transfer.hours import Excess, Span, in_hours, merged, passes, stretches, total, window_excess

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2023, 2, 5, 7, tzinfo=SHANGHAI)
MINUTE = timedelta(minutes=1)

DRIVES = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 90)), max_size=6)


def moment(minute: int) -> datetime:
    return START + minute * MINUTE


def spans(drives: Iterable[tuple[int, int]]) -> list[Span]:
    return [Span(moment(start), moment(start + length)) for start, length in drives]


def driven(drives: Iterable[tuple[int, int]]) -> list[int]:
    """Every minute that is driven, in order: the oracle."""
    return sorted({minute for start, length in drives for minute in range(start, start + length)})


def minutes_of(found: Iterable[Span]) -> list[int]:
    """The minutes of spans, each as often as it is covered."""
    return [minute for span in found for minute in range((span.start - START) // MINUTE, (span.end - START) // MINUTE)]


@settings(deadline=None)
@example(drives=[(0, 10), (10, 10)])
@given(drives=DRIVES)
def test_merged_spans_cover_each_driven_minute_once_and_lie_apart(drives: list[tuple[int, int]]) -> None:
    joined = merged(spans(drives))
    assert minutes_of(joined) == driven(drives)
    assert all(first.end < second.start for first, second in pairwise(joined))
    assert total(joined) == len(driven(drives)) * MINUTE


@settings(deadline=None)
@given(drives=DRIVES, rest=st.integers(1, 60))
def test_a_stretch_ends_where_no_minute_is_driven_for_as_long_as_a_rest(
    drives: list[tuple[int, int]], rest: int
) -> None:
    expected: list[list[int]] = []
    for minute in driven(drives):
        if expected and minute - expected[-1][-1] - 1 < rest:
            expected[-1].append(minute)
        else:
            expected.append([minute])
    assert [minutes_of(stretch) for stretch in stretches(spans(drives), rest * MINUTE)] == expected


@settings(deadline=None)
@given(drives=DRIVES, limit=st.integers(0, 200))
def test_a_limit_is_passed_where_the_first_minute_beyond_it_starts(drives: list[tuple[int, int]], limit: int) -> None:
    minutes = driven(drives)
    expected = moment(minutes[limit]) if len(minutes) > limit else None
    assert passes(spans(drives), limit * MINUTE) == expected


@settings(deadline=None)
@given(drives=DRIVES, window=st.integers(1, 200), limit=st.integers(0, 120))
def test_a_window_holds_too_much_exactly_where_counting_every_window_says_so(
    drives: list[tuple[int, int]], window: int, limit: int
) -> None:
    minutes = set(driven(drives))
    last = max(minutes, default=0) + window
    counts = [sum(minute in minutes for minute in range(end - window, end)) for end in range(last + 1)]
    first = next((end for end, count in enumerate(counts) if count > limit), None)
    excess = window_excess(spans(drives), window * MINUTE, limit * MINUTE)
    if first is None:
        assert excess is None
    else:
        assert excess is not None
        assert excess.at == moment(first - 1)
        assert excess.most == max(counts) * MINUTE


HALF_HOURS = st.integers(0, 48).map(lambda n: n * timedelta(minutes=30))


def in_these_hours(local: datetime, opens: timedelta, closes: timedelta) -> bool:
    since = timedelta(hours=local.hour, minutes=local.minute)
    return opens <= since < closes if opens <= closes else since >= opens or since < closes


@settings(deadline=None, max_examples=60)
@given(start=st.integers(0, 2880), length=st.integers(1, 3000), opens=HALF_HOURS, closes=HALF_HOURS)
def test_the_parts_in_some_hours_are_the_minutes_whose_clock_shows_them(
    start: int, length: int, opens: timedelta, closes: timedelta
) -> None:
    expected = [minute for minute in range(start, start + length) if in_these_hours(moment(minute), opens, closes)]
    assert minutes_of(in_hours(Span(moment(start), moment(start + length)), opens, closes)) == expected


@settings(deadline=None, max_examples=60)
@given(
    first=st.sampled_from([datetime(2023, 3, 25, tzinfo=UTC), datetime(2023, 10, 28, tzinfo=UTC)]),
    start=st.integers(0, 2000),
    length=st.integers(1, 2000),
    hours=st.sampled_from([(22, 6), (2, 5), (0, 24), (2, 3), (23, 2)]),
)
def test_the_hours_are_those_of_the_clock_also_when_clocks_change(
    first: datetime, start: int, length: int, hours: tuple[int, int]
) -> None:
    opens, closes = (timedelta(hours=hour) for hour in hours)
    minutes = [first + (start + i) * MINUTE for i in range(length)]
    expected = {now for now in minutes if in_these_hours(now.astimezone(BERLIN), opens, closes)}
    span = Span(minutes[0].astimezone(BERLIN), (minutes[-1] + MINUTE).astimezone(BERLIN))
    found = {
        part.start.astimezone(UTC) + i * MINUTE
        for part in in_hours(span, opens, closes)
        for i in range(part.length // MINUTE)
    }
    assert found == expected


@pytest.mark.parametrize(
    ("opens", "closes", "parts"),
    [
        (22, 6, [("22:00", "06:00")]),
        (2, 5, [("02:00", "05:00")]),
        (7, 7, []),
        (0, 24, [("21:00", "00:00"), ("00:00", "09:00")]),
    ],
)
def test_hours_that_end_before_they_start_go_on_to_the_next_day_and_the_same_hour_is_none(
    opens: int, closes: int, parts: list[tuple[str, str]]
) -> None:
    night = Span(START.replace(hour=21), START.replace(day=6, hour=9))
    found = in_hours(night, timedelta(hours=opens), timedelta(hours=closes))
    assert [(f"{part.start:%H:%M}", f"{part.end:%H:%M}") for part in found] == parts


def test_hours_of_a_span_are_counted_to_the_second() -> None:
    night = Span(START.replace(hour=21), START.replace(hour=22, second=1))
    assert [part.length for part in in_hours(night, timedelta(hours=22), timedelta(hours=6))] == [timedelta(seconds=1)]


@pytest.mark.parametrize("length", [0, -1])
def test_a_span_ends_after_it_starts(length: int) -> None:
    with pytest.raises(InvalidValue, match="must end after it starts"):
        Span(START, moment(length))


def test_a_span_has_zones() -> None:
    with pytest.raises(InvalidValue, match="must have a zone"):
        Span(START.replace(tzinfo=None), moment(1))


def test_a_moment_found_is_shown_on_the_clock_of_the_first_span() -> None:
    drive = Span(START, START + timedelta(hours=9))
    at = passes([drive], timedelta(hours=4))
    excess = window_excess([drive], timedelta(days=1), timedelta(hours=8))
    assert at is not None
    assert excess is not None
    assert (at.hour, at.tzinfo) == (11, SHANGHAI)
    assert (excess.at.hour, excess.at.tzinfo) == (15, SHANGHAI)


def test_hours_that_a_change_of_clocks_skips_are_none() -> None:
    night = Span(datetime(2023, 3, 26, 1, tzinfo=BERLIN), datetime(2023, 3, 26, 4, tzinfo=BERLIN))
    assert in_hours(night, timedelta(hours=2), timedelta(hours=3)) == ()


def test_a_window_that_was_full_before_is_not_looked_at() -> None:
    behind = Span(START, START + timedelta(hours=9))
    day, eight = timedelta(days=1), timedelta(hours=8)
    rested = Span(START + timedelta(hours=33), START + timedelta(hours=34))
    again = Span(START + timedelta(hours=10), START + timedelta(hours=11))
    assert window_excess([behind, rested], day, eight) is not None
    assert window_excess([behind, rested], day, eight, rested.start) is None
    assert window_excess([behind, again], day, eight, again.start) == Excess(again.start, timedelta(hours=10))
    last = Span(START + timedelta(hours=28), START + timedelta(hours=34))
    assert window_excess([behind, last], day, eight, last.start) is None
    six = Span(START, START + timedelta(hours=6))
    assert window_excess([six, Span(six.end, six.end + timedelta(hours=3))], day, eight, six.end) == Excess(
        START + timedelta(hours=8), timedelta(hours=9)
    )

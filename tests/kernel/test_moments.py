"""Moments are compared as instants, whatever the clock on the wall shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.journey import Step, StepKind
from laborcoop.kernel.ids import PlaceId
from laborcoop.kernel.moments import elapsed, instant, later

BERLIN = ZoneInfo("Europe/Berlin")
SHANGHAI = ZoneInfo("Asia/Shanghai")

MOMENTS = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2030, 1, 1),  # noqa: DTZ001 - the same
    timezones=st.sampled_from([BERLIN, SHANGHAI, UTC]),
)


@pytest.mark.parametrize(
    ("start", "end", "passed"),
    [
        (datetime(2023, 3, 26, 1, tzinfo=BERLIN), datetime(2023, 3, 26, 4, tzinfo=BERLIN), timedelta(hours=2)),
        (datetime(2023, 10, 29, 1, tzinfo=BERLIN), datetime(2023, 10, 29, 4, tzinfo=BERLIN), timedelta(hours=4)),
        (datetime(2023, 2, 6, 8, 35, tzinfo=SHANGHAI), datetime(2023, 2, 6, 0, 35, tzinfo=UTC), timedelta(0)),
        (datetime(2023, 2, 6, 9, tzinfo=SHANGHAI), datetime(2023, 2, 6, 8, tzinfo=SHANGHAI), -timedelta(hours=1)),
    ],
)
def test_the_time_that_passes_heeds_a_change_of_clocks(start: datetime, end: datetime, passed: timedelta) -> None:
    assert elapsed(start, end) == passed


@settings(deadline=None)
@given(moment=MOMENTS, by=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=10)))
def test_later_is_as_much_later_as_asked_and_keeps_the_zone(moment: datetime, by: timedelta) -> None:
    then = later(moment, by)
    assert elapsed(moment, then) == by
    assert then.tzinfo is moment.tzinfo


@settings(deadline=None)
@given(first=MOMENTS, second=MOMENTS)
def test_an_instant_orders_moments_of_any_zones_by_the_time_that_passes(first: datetime, second: datetime) -> None:
    assert (instant(first) < instant(second)) == (elapsed(first, second) > timedelta(0))


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime(2023, 2, 6, 8, 35)  # noqa: DTZ001 - the missing zone is the point
    with pytest.raises(InvalidValue, match=r"Step\.depart: a time must have a zone / Step\.depart：时刻必须带时区"):
        Step(kind=StepKind.COACH, start=PlaceId("A"), end=PlaceId("B"), depart=naive, arrive=naive)

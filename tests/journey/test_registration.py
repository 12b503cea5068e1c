"""What a worker registers for, and the other trips that may stand in the way."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from laborcoop.errors import InvalidValue
from laborcoop.journey import OtherTrip, Purpose, Registration
from laborcoop.kernel.ids import WorkerId

START = datetime(2023, 2, 5, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize("minutes", [0, -1])
def test_another_trip_arrives_after_it_departs(minutes: int) -> None:
    with pytest.raises(InvalidValue, match="must arrive after it departs"):
        OtherTrip(depart=START, arrive=START + timedelta(minutes=minutes))


def test_another_trip_has_zones() -> None:
    with pytest.raises(InvalidValue, match="must have a zone"):
        OtherTrip(depart=START, arrive=START.replace(tzinfo=None) + timedelta(hours=1))


def test_a_registration_asks_for_nothing_that_was_not_said() -> None:
    registration = Registration(worker=WorkerId("W-1"), purpose=Purpose.RETURN_TO_POST)
    assert registration.willing
    assert not registration.accepts_other
    assert registration.batches == frozenset()
    assert (registration.employer, registration.boarding, registration.together, registration.other_trip) == (None,) * 4

"""The way that the article's second paragraph promises, one worker's, from the home door to the factory gate (F035)."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from laborcoop.errors import IllegalTransition
from laborcoop.journey import Journey, JourneyStatus
from laborcoop.kernel.ids import ConvoyId, WorkerId

DAWN = datetime(2023, 2, 5, 6, tzinfo=ZoneInfo("Asia/Shanghai"))
HOUR = timedelta(hours=1)


@pytest.mark.fact("F035", "“出家门”到“进厂门”", carries="`Journey`, `JourneyStatus`")
def test_a_journey_leads_from_the_home_door_to_the_factory_gate_and_leaves_no_step_out() -> None:
    journey = Journey(worker=WorkerId("W-1"), convoy=ConvoyId("CV-2"), registered_at=DAWN)
    journey = journey.leave_home(DAWN + HOUR).board(DAWN + 2 * HOUR).arrive(DAWN + 36 * HOUR)
    with pytest.raises(IllegalTransition, match="from arrived to in the factory; allowed: received"):
        journey.enter_factory(DAWN + 38 * HOUR)
    journey = journey.receive(DAWN + 37 * HOUR).enter_factory(DAWN + 38 * HOUR)
    assert [journey.status(DAWN + hours * HOUR) for hours in (0, 1, 2, 36, 37, 38)] == [
        JourneyStatus.REGISTERED,
        JourneyStatus.LEFT_HOME,
        JourneyStatus.BOARDED,
        JourneyStatus.ARRIVED,
        JourneyStatus.RECEIVED,
        JourneyStatus.ENTERED_FACTORY,
    ]

"""The way of one worker: where it has a gap."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.journey import Itinerary, Step, StepKind
from laborcoop.kernel.ids import PlaceId, WorkerId

ZONE = ZoneInfo("Asia/Shanghai")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, day, hour, minute, tzinfo=ZONE)


def step(kind: StepKind, start: str, end: str, depart: datetime, arrive: datetime) -> Step:
    return Step(kind=kind, start=PlaceId(start), end=PlaceId(end), depart=depart, arrive=arrive)


WAY = (
    step(StepKind.COACH, "village", "hotel", at(5, 7), at(5, 21, 30)),
    step(StepKind.STAY, "hotel", "hotel", at(5, 21, 30), at(6, 6, 30)),
    step(StepKind.COACH, "hotel", "station", at(6, 6, 30), at(6, 7, 5)),
    step(StepKind.TRAIN, "station", "zhuhai", at(6, 8, 35), at(6, 18, 40)),
    step(StepKind.COACH, "zhuhai", "gate", at(6, 19), at(6, 19, 50)),
    step(StepKind.HANDOVER, "gate", "gate", at(6, 19, 50), at(6, 19, 50)),
)


def way(*steps: Step) -> Itinerary:
    return Itinerary(worker=WorkerId("W-1"), steps=steps)


@pytest.mark.parametrize(
    ("itinerary", "gaps"),
    [
        pytest.param(way(*WAY), (), id="a wait at one place is no gap"),
        pytest.param(way(), (), id="no step, no gap"),
        pytest.param(way(*WAY[:3], *WAY[4:]), (3,), id="the train is missing"),
        pytest.param(way(WAY[0], evolve(WAY[1], depart=at(5, 21, 29)), *WAY[2:]), (1,), id="in bed a minute too early"),
        pytest.param(way(evolve(WAY[0], arrive=at(5, 6, 59)), *WAY[1:]), (0,), id="ends before it starts"),
        pytest.param(way(WAY[3], WAY[0]), (1,), id="in the wrong order"),
        pytest.param(way(WAY[0], WAY[3], WAY[2]), (1, 2), id="two gaps"),
        pytest.param(way(WAY[5]), (), id="a hand-over takes no time"),
    ],
)
def test_a_gap_is_a_step_that_does_not_follow_on(itinerary: Itinerary, gaps: tuple[int, ...]) -> None:
    assert itinerary.gaps() == gaps


@settings(deadline=None)
@given(lost=st.sets(st.integers(1, len(WAY) - 1)))
def test_a_way_without_some_of_its_moves_has_a_gap(lost: set[int]) -> None:
    kept = [step for i, step in enumerate(WAY) if i not in lost]
    moves_lost = any(WAY[i].start != WAY[i].end for i in lost if i < max(WAY.index(step) for step in kept))
    assert bool(way(*kept).gaps()) == moves_lost

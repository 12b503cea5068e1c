"""The sums of a convoy come from the journeys of those registered for it, and come out once all have ended (TR-24)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.journey import JOURNEY_LIFECYCLE, EarlyEnd, Journey, JourneyStatus
from laborcoop.kernel.ids import ConvoyId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.rulebook import RuleBook
from laborcoop.transfer import Reconciliation
from laborcoop.transfer.rules_arrival import everyone_accounted_for

START = datetime(2023, 2, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
BOOK = RuleBook(title=Text.same("arrival"), rules=(everyone_accounted_for,))
LATER = START + 100 * HOUR


def registered(name: str) -> Journey:
    return Journey(worker=WorkerId(name), convoy=ConvoyId("CV-1"), registered_at=START)


def step(journey: Journey, after: JourneyStatus, at: datetime) -> Journey:
    match after:
        case JourneyStatus.LEFT_HOME:
            return journey.leave_home(at)
        case JourneyStatus.BOARDED:
            return journey.board(at)
        case JourneyStatus.ARRIVED:
            return journey.arrive(at)
        case JourneyStatus.RECEIVED:
            return journey.receive(at)
        case JourneyStatus.ENTERED_FACTORY:
            return journey.enter_factory(at)
        case _:
            return journey.end_early(EarlyEnd(after.value), at)


@st.composite
def ended_journeys(draw: st.DrawFn) -> Journey:
    """A journey that went any way that the table has, to one of its ends."""
    journey, now, at = registered("W-1"), JourneyStatus.REGISTERED, START
    while after := JOURNEY_LIFECYCLE.allowed(now):
        now, at = draw(st.sampled_from(after)), at + HOUR
        journey = step(journey, now, at)
    return journey


def faults(numbers: Reconciliation) -> list[str]:
    return [finding.path for finding in BOOK.judge(numbers, "CV-1", on=LATER.date())]


@settings(deadline=None, max_examples=50)
@given(journeys=st.lists(ended_journeys(), max_size=12))
def test_nobody_is_lost_once_every_journey_has_ended(journeys: list[Journey]) -> None:
    numbers = Reconciliation.of(journeys, LATER)
    assert numbers.registered == len(journeys)
    assert numbers.boarded == sum(journey.boarded_at is not None for journey in journeys)
    assert numbers.handed_over == sum(journey.entered_factory_at is not None for journey in journeys)
    assert faults(numbers) == []


def test_whoever_is_still_at_home_or_on_the_way_is_missing_from_the_sums() -> None:
    on_the_way = registered("W-1").leave_home(START + HOUR).board(START + 2 * HOUR)
    assert faults(Reconciliation.of([on_the_way], START + HOUR)) == ["registered"]
    assert faults(Reconciliation.of([on_the_way], START + 2 * HOUR)) == ["boarded"]


def test_whoever_registers_later_is_not_counted_yet() -> None:
    assert Reconciliation.of([registered("W-1")], START - HOUR) == Reconciliation(
        registered=0, boarded=0, handed_over=0
    )


@pytest.mark.parametrize("how", EarlyEnd)
def test_each_early_end_is_counted_under_its_name(how: EarlyEnd) -> None:
    journey = registered("W-1").leave_home(START + HOUR)
    before_boarding = JourneyStatus(how.value) in JOURNEY_LIFECYCLE.table[JourneyStatus.LEFT_HOME]
    if not before_boarding:
        journey = journey.board(START + HOUR)
    numbers = Reconciliation.of([journey.end_early(how, START + 2 * HOUR)], LATER)
    assert getattr(numbers, how.name.lower()) == 1
    assert numbers.boarded == (0 if before_boarding else 1)
    assert faults(numbers) == []

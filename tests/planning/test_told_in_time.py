"""Whoever goes by an earlier trip than planned hears of it in time, as whoever waits does."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

import laborcoop as lc
from laborcoop.kernel.ids import ConvoyId, EventId, LegId, PlaceId, WorkerId
from laborcoop.planning import events
from laborcoop.planning.events import Event
from laborcoop.planning.plan import ReturnPlan
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """The first batch leaves on the 5th at eight, the second on the 7th."""
    return datetime(2023, 2, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


@cache
def two_batches() -> tuple[ReturnPlan, WorkerId, WorkerId]:
    """A plan for two batches with seats for three on a train, and somebody of the first and of the second."""
    plan = lc.plan_return(small_case(Programme(applicants=(Applicant(),) * 4, batches=2, train_seats=3)))
    by_leg = {plan.rides_of(worker)[0].leg: worker for worker in plan.travellers}
    return plan, by_leg[LegId("feeder")], by_leg[LegId("feeder-2")]


def after_losing_the_second(time: datetime, cut_off: timedelta, *legs: str) -> ReturnPlan:
    """A seat of the first batch falls free, and then legs of the second do not run."""
    plan, first, _ = two_batches()
    happened: list[Event] = [
        events.LateCancel(id=EventId("1"), time=at(1, 8), subject=first),
        *(events.TripCancelled(id=EventId(f"2-{leg}"), time=time, subject=LegId(leg)) for leg in legs),
    ]
    change = lc.replan(plan, happened, cut_off=cut_off)
    assert (change.findings.by_rule(), change.plan.verify()) == ({}, ())
    return change.plan


DAY = timedelta(hours=24)


@pytest.mark.parametrize(
    ("time", "cut_off", "is_in_time"),
    [
        (at(5, 7, 59), DAY, False),
        (at(4, 8, 1), DAY, False),
        (at(4, 8), DAY, True),
        (at(3, 8), DAY, True),
        (at(5, 7, 1), timedelta(hours=1), False),
        (at(5, 7), timedelta(hours=1), True),
        (at(5, 7, 59), timedelta(0), True),
        (at(5, 8), timedelta(0), False),
    ],
    ids=str,
)
@pytest.mark.parametrize("leg", ["train-2", "evening-2"])
def test_whoever_loses_a_later_trip_is_put_on_an_earlier_one_only_if_that_can_be_told_in_time(
    leg: str, time: datetime, cut_off: timedelta, *, is_in_time: bool
) -> None:
    _, _, later = two_batches()
    plan = after_losing_the_second(time, cut_off, leg)
    assert [ride.leg for ride in plan.rides_of(later)][:1] == (["feeder"] if is_in_time else [])
    if not is_in_time:
        # The coach of the second batch still leads to the town, and from there nothing does.
        why = "seats.no-way-on" if leg == "evening-2" else "seats.too-late" if time < at(5, 8) else "seats.departed"
        assert [reason.code for reason in plan.unplaced[later]] == ["EV-04", why]
        gone = lc.replan(plan, [events.TripCancelled(id=EventId("3"), time=at(6, 8), subject=LegId("direct"))]).plan
        assert [reason.code for reason in gone.unplaced[later]] == ["EV-04", why]


def test_whoever_has_no_way_but_one_that_leaves_too_soon_reads_that() -> None:
    _, _, later = two_batches()
    reason = after_losing_the_second(at(5, 7, 59), DAY, "train-2").unplaced[later][-1]
    assert "leaves too soon to be told of it in time" in reason.text.en
    assert "已来不及通知本人" in reason.text.zh


def test_a_later_trip_is_taken_whatever_the_cut_off() -> None:
    """The coach is cancelled a minute before it leaves, and the next one is two days later."""
    plan, first, _ = two_batches()
    happened = (
        events.LateCancel(id=EventId("1"), time=at(1, 8), subject=first),
        events.TripCancelled(id=EventId("2"), time=at(5, 7, 59), subject=LegId("feeder")),
    )
    change = lc.replan(plan, happened, cut_off=timedelta(days=9))
    assert {change.plan.rides_of(worker)[0].leg for worker in plan.travellers if worker != first} == {"feeder-2"}
    assert change.plan.verify() == ()


def test_whoever_asks_for_an_earlier_trip_gets_it_up_to_the_last_minute() -> None:
    plan, first, later = two_batches()
    happened = (
        events.LateCancel(id=EventId("1"), time=at(1, 8), subject=first),
        events.BoardElsewhere(
            id=EventId("2"), time=at(5, 7, 50), subject=later, place=PlaceId("V-1"), convoy=ConvoyId("B-1")
        ),
    )
    change = lc.replan(plan, happened)
    assert (change.plan.rides_of(later)[0].leg, change.plan.verify()) == ("feeder", ())


@pytest.mark.parametrize("people", [Applicant(), Applicant(returns=False, employer=None)], ids=["a seat", "an opening"])
@pytest.mark.parametrize(
    ("time", "cut_off", "is_in_time"),
    [
        (at(4, 8, 1), DAY, False),
        (at(4, 8), DAY, True),
        (at(4, 7, 59), DAY, True),
        (at(5, 7, 59), timedelta(minutes=2), False),
        (at(5, 7, 58), timedelta(minutes=2), True),
        (at(5, 7, 59), timedelta(0), True),
    ],
    ids=str,
)
def test_whoever_waits_is_in_time_at_the_cut_off_itself_and_no_later(
    people: Applicant, time: datetime, cut_off: timedelta, *, is_in_time: bool
) -> None:
    seats = 3 if people.returns else 10
    plan = lc.plan_return(small_case(Programme(applicants=(people,) * 2, coach_seats=seats, openings=1)))
    (had,), (waits,) = plan.travellers, plan.unplaced
    back = events.LateCancel(id=EventId("e"), time=time, subject=had)
    after = lc.replan(plan, [back], cut_off=cut_off).plan
    assert (after.travellers, after.verify()) == (((waits,) if is_in_time else ()), ())

"""Who did not come to the first leg, and comes to a later stop or another convoy after all."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from laborcoop.journey import Stage
from laborcoop.kernel.ids import EventId, WorkerId
from laborcoop.planning import events
from laborcoop.planning.check import check
from laborcoop.planning.disruptions.difference import Replanned
from laborcoop.planning.events import Event
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.replan import replan
from laborcoop.planning.spring_return import plan_return
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

ZONE = ZoneInfo("Asia/Shanghai")
ONE, TWO = (WorkerId(f"W-00{number}") for number in range(2))
FROM_TWO = Applicant(village=2)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, day, hour, minute, tzinfo=ZONE)


def of(kind: type, time: datetime, number: int, subject: str = ONE, **facts: Any) -> Event:
    event: Event = kind(id=EventId(f"event-{number}"), time=time, subject=subject, **facts)
    return event


def absent(number: int = 1, time: datetime | None = None, subject: str = ONE, leg: str = "feeder") -> Event:
    return of(events.NoShow, time or at(5, 8, 5), number, subject, leg=leg)


def asks(time: datetime, number: int = 2, subject: str = ONE, **where: str) -> Event:
    return of(events.BoardElsewhere, time, number, subject, **where)


def planned(*applicants: Applicant, **short: Any) -> ReturnPlan:
    return plan_return(small_case(Programme(applicants=applicants, **short)))


def after(plan: ReturnPlan, *happened: Event) -> Replanned:
    """What a plan becomes: sound, the same event by event, and with the findings of a check made anew."""
    change = replan(plan, happened, cut_off=timedelta(hours=1))
    assert [finding.render("en") for finding in change.findings] == []
    assert change.plan.verify() == ()
    assert change.plan.checked == check(change.plan.case)
    now = plan
    for event in happened:
        now = replan(now, [event], cut_off=timedelta(hours=1)).plan
    assert now == change.plan
    return change


def test_who_missed_the_coach_boards_it_at_its_next_stop_and_is_no_no_show() -> None:
    plan = planned(Applicant(), FROM_TWO, coach_seats=10)
    change = after(plan, absent(), asks(at(5, 9), place="V-2"))
    assert (change.plan.unplaced, change.plan.log.ends) == ({}, {})
    first, *_ = change.plan.rides_of(ONE)
    assert (first.leg, first.board) == ("feeder", "V-2")
    (sums,) = change.plan.reconciliation().values()
    assert (sums.registered, sums.boarded, sums.no_show, sums.handed_over) == (2, 2, 0, 2)


def test_who_missed_the_coach_goes_with_the_next_convoy_and_the_first_counts_them_as_moved() -> None:
    plan = planned(Applicant(), FROM_TWO, batches=2)
    change = after(plan, absent(), asks(at(5, 9), place="V-1", convoy="B-2"))
    assert [ride.leg for ride in change.plan.rides_of(ONE)][:2] == ["feeder-2", "evening-2"]
    first, second = change.plan.reconciliation().values()
    assert (first.registered, first.moved, first.no_show, second.registered) == (2, 1, 0, 1)


def test_a_seat_that_somebody_else_has_got_meanwhile_stays_theirs() -> None:
    plan = planned(Applicant(), FROM_TWO, coach_seats=3)
    assert plan.travellers == (ONE,)
    change = after(plan, absent(), asks(at(5, 9), place="V-2"))
    assert change.plan.travellers == (TWO,)
    assert [reason.code for reason in change.plan.unplaced[ONE]] == ["seats.coach-full"]


def test_where_nothing_calls_any_more_the_way_stays_closed_and_the_reason_is_of_the_seat() -> None:
    change = after(planned(Applicant(), FROM_TWO, coach_seats=10), absent(), asks(at(5, 12), place="V-2"))
    assert ONE not in change.plan.log.ends
    outcome = change.plan.outcome(Stage.SEATS)
    assert [reason.code for reason in outcome.left_out[ONE]] == ["seats.departed"]


def test_who_stays_away_again_is_a_no_show_again() -> None:
    plan = planned(Applicant(), FROM_TWO, coach_seats=10)
    again = absent(3, at(5, 12))
    change = after(plan, absent(), asks(at(5, 9), place="V-2"), again)
    assert change.plan.log.ends[ONE].at == again.time
    (sums,) = change.plan.reconciliation().values()
    assert (sums.registered, sums.boarded, sums.no_show) == (2, 1, 1)


def test_a_couple_that_missed_the_coach_asks_one_by_one_and_goes_together() -> None:
    plan = planned(Applicant(party="P"), Applicant(party="P", along=True), coach_seats=10)
    gone = (absent(), absent(2, at(5, 8, 5), TWO))
    change = after(plan, *gone, asks(at(5, 9), 3, place="V-2"), asks(at(5, 9), 4, TWO, place="V-2"))
    assert [change.plan.rides_of(worker)[0].board for worker in (ONE, TWO)] == ["V-2", "V-2"]
    assert len({one.together for one in change.plan.case.registrations}) == 1
    alone = after(plan, *gone, asks(at(5, 9), 3, place="V-2"))
    assert alone.plan.travellers == (ONE,)
    assert alone.plan.log.ends.keys() == {TWO}


@pytest.mark.parametrize(
    ("kind", "time", "facts"),
    [
        (events.LateCancel, at(5, 7), {}),
        (events.HealthStop, at(5, 7), {}),
        (events.NoShow, at(6, 7), {"leg": "morning"}),
    ],
)
def test_whose_way_ended_otherwise_does_not_come_after_all(kind: type, time: datetime, facts: dict[str, str]) -> None:
    plan = planned(Applicant(), batches=2)
    event = asks(at(6, 8), place="V-1", convoy="B-2")
    change = replan(plan, [of(kind, time, 1, **facts), event])
    (finding,) = change.findings
    assert finding.message.en == "the way of W-000 has ended already"


def test_a_no_show_without_a_trace_is_named_unless_another_stop_was_asked_for_later() -> None:
    plan = planned(Applicant(), FROM_TWO, coach_seats=10)
    earlier = asks(at(5, 7), 1, place="V-1")
    change = after(plan, earlier, absent(2))
    silent = evolve(change.plan, log=evolve(change.plan.log, ends={}))
    assert any("event-2 ends a way" in fault.message.en for fault in silent.verify())


def test_a_plan_that_keeps_the_no_show_of_somebody_who_has_asked_for_another_stop_is_named() -> None:
    plan = planned(Applicant(), FROM_TWO, coach_seats=10)
    gone, change = after(plan, absent()), after(plan, absent(), asks(at(5, 12), place="V-2"))
    false = evolve(change.plan, log=evolve(change.plan.log, ends=gone.plan.log.ends))
    assert any("no event says that the way has ended so" in fault.message.en for fault in false.verify())

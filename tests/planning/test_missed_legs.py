"""A late leg: which coaches leave without whom, by how much, and that they carry all if they wait."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from laborcoop.kernel.ids import EventId, LegId, WorkerId
from laborcoop.planning import events
from laborcoop.planning.disruptions.difference import Replanned
from laborcoop.planning.disruptions.missed import Missed
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.replan import replan
from laborcoop.planning.spring_return import plan_return
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import TransportMode

ZONE = ZoneInfo("Asia/Shanghai")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, day, hour, minute, tzinfo=ZONE)


@pytest.fixture(scope="module")
def plan() -> ReturnPlan:
    """Two to a gate by the coach that leaves the station at 19:20; one to the home by that of 19:10."""
    return plan_return(small_case(Programme(applicants=(Applicant(), Applicant(), Applicant(employer=2)))))


def late(subject: str, time: datetime, minutes: int, **more: Any) -> events.TripDelayed:
    return events.TripDelayed(id=EventId("late"), time=time, subject=LegId(subject), minutes=minutes, **more)


def driver_of(change: Replanned, leg: str) -> tuple[str, str]:
    (text,) = (one.text for one in change.to_tell if one.recipient == f"{leg}-driver-1")
    return text.zh, text.en


DIRECT = Missed(leg=LegId("direct"), minutes=20, workers=(WorkerId("W-000"), WorkerId("W-001")))
TO_HOME = Missed(leg=LegId("to-home"), minutes=30, workers=(WorkerId("W-002"),))


def test_the_coaches_that_leave_without_riders_of_a_late_train_are_named_with_how_long_they_would_wait(
    plan: ReturnPlan,
) -> None:
    change = replan(plan, [late("train", at(6, 8), 60)])
    assert sorted(change.left_out) == ["W-000", "W-001", "W-002"]
    assert change.missed == (DIRECT, TO_HOME)
    assert driver_of(change, "direct") == (
        "班次 direct（原定 2月6日 周一 19:20 发车）如不等候，已无人乘坐；应在此换乘的 2 人最晚在发车后 20 分钟到达",
        (
            "leg direct, planned for Mon 6 Feb 19:20: unless it waits nobody rides on it any more; "
            "2 who were to change to it come up to 20 min after it leaves"
        ),
    )


def test_a_notebook_shows_which_legs_may_yet_wait(plan: ReturnPlan) -> None:
    html = replan(plan, [late("train", at(6, 8), 60)])._repr_html_()
    assert "可等候的班次" in html
    assert re.search(r"direct</td><td[^>]*>20</td><td[^>]*>2</td>", html)
    assert "可等候的班次" not in replan(plan, [late("train", at(6, 8), 1)])._repr_html_()


def test_if_they_wait_so_long_everybody_is_carried(plan: ReturnPlan) -> None:
    train = late("train", at(6, 15), 60)
    missed = replan(plan, [train]).missed
    held = replan(plan, [evolve(train, held_legs=tuple(one.leg for one in missed))])
    assert (held.left_out, held.missed) == ({}, ())
    waits = [late(one.leg, at(6, 18), one.minutes) for one in missed]
    each = replan(plan, [train, *(evolve(event, id=EventId(event.subject)) for event in waits)])
    assert (each.left_out, each.missed) == ({}, ())
    too_short = [evolve(event, id=EventId(event.subject), minutes=event.minutes - 1) for event in waits]
    assert sorted(replan(plan, [train, *too_short]).left_out) == ["W-000", "W-001", "W-002"]


def test_a_coach_that_has_left_cannot_wait_any_more(plan: ReturnPlan) -> None:
    again = evolve(late("train", at(6, 19, 15), 10), id=EventId("again"))
    change = replan(plan, [late("train", at(6, 15), 60), again])
    assert change.missed == (evolve(DIRECT, minutes=30),)


def test_who_misses_a_leg_does_not_come_too_late_for_those_after_it(plan: ReturnPlan) -> None:
    change = replan(plan, [late("feeder", at(5, 9), 24 * 60)])
    assert [one.leg for one in change.missed] == ["evening"]


def test_what_does_not_run_or_ends_on_the_way_is_not_waited_for(plan: ReturnPlan) -> None:
    cancelled = events.TripCancelled(id=EventId("off"), time=at(6, 9), subject=LegId("direct"))
    change = replan(plan, [late("train", at(6, 8), 60), cancelled])
    assert change.missed == (TO_HOME,)
    broken = events.VehicleBreakdown(id=EventId("off"), time=at(5, 9), subject=LegId("feeder"))
    change = replan(plan, [broken])
    assert sorted(change.left_out) == ["W-000", "W-001", "W-002"]
    assert change.missed == ()


def test_a_public_train_waits_for_nobody() -> None:
    case = small_case(Programme(applicants=(Applicant(),)))
    (convoy,) = case.convoys
    legs = tuple(
        evolve(leg, vehicle=evolve(leg.vehicle, mode=TransportMode.ORDINARY_TRAIN)) if leg.train else leg
        for leg in convoy.legs
    )
    plan = plan_return(evolve(case, convoys=(evolve(convoy, legs=legs),)))
    change = replan(plan, [late("morning", at(6, 6), 300)])
    assert list(change.left_out) == ["W-000"]
    assert change.missed == ()

"""Whatever is done to the records of a plan, verification tells of it and never raises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from attrs import evolve

from laborcoop.journey import Stage
from laborcoop.journey.journey import EarlyEnd, JourneyEnd
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import EventId, PlaceId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.planning.events import LateCancel
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.spring_return import plan_return
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

ONE, TWO, CHILD = (WorkerId(f"W-00{i}") for i in range(3))
Tamper = Callable[[ReturnPlan], ReturnPlan]


@pytest.fixture(scope="module")
def plan() -> ReturnPlan:
    """Two go back to work, and a child goes along with one of them."""
    people = (
        Applicant(party="H", sex=Sex.FEMALE),
        Applicant(),
        Applicant(party="H", along=True, returns=False, employer=None, born=date(2017, 5, 1)),
    )
    made = plan_return(small_case(Programme(applicants=people)))
    assert made.verify() == ()
    return made


def stage_of(index: int, **changes: Any) -> Tamper:
    """One stage is another, or gave something else."""
    return lambda plan: evolve(
        plan,
        outcomes=tuple(evolve(one, **changes) if at == index else one for at, one in enumerate(plan.outcomes)),
    )


def gave(index: int, change: Callable[[Any], Any]) -> Tamper:
    """What a stage gave W-000 is something else."""

    def tamper(plan: ReturnPlan) -> ReturnPlan:
        placed = plan.outcomes[index].placed
        return stage_of(index, placed={**placed, ONE: change(placed[ONE])})(plan)

    return tamper


def hop_of(**changes: Any) -> Tamper:
    """The first hop of the way of W-000 is another."""
    return gave(2, lambda route: evolve(route, hops=(evolve(route.hops[0], **changes), *route.hops[1:])))


def logged(**changes: Any) -> Tamper:
    return lambda plan: evolve(plan, log=evolve(plan.log, **changes))


def first_stay(**changes: Any) -> Tamper:
    return lambda plan: evolve(plan, stays=(evolve(plan.stays[0], **changes), *plan.stays[1:]))


def _instead(value: object, _: object) -> object:
    return value


def short_leg(plan: ReturnPlan) -> ReturnPlan:
    leg = plan.outcomes[2].placed[ONE].hops[0].leg
    return hop_of(leg=evolve(leg, stops=leg.stops[1:]))(plan)


def boards_nowhere(plan: ReturnPlan) -> ReturnPlan:
    rides = (
        evolve(ride, board=PlaceId("nowhere")) if (ride.worker, ride.leg) == (CHILD, "train") else ride
        for ride in plan.rides
    )
    return evolve(plan, rides=tuple(rides))


NOON = datetime.fromisoformat("2023-02-06T12:00+08:00")
LAST_YEAR = evolve(LateCancel(id=EventId("e"), time=NOON, subject=ONE), time=NOON.replace(year=9998))
SHAPELESS: dict[str, Tamper] = {
    **{
        f"{given.value} are said to be {stage.value}": stage_of(index, stage=stage)
        for index, given in enumerate([*list(Stage)[:4], Stage.BEDS, Stage.GATE])
        for stage in Stage
        if stage is not given
    },
    **{
        f"{stage.value} gave {value!r}": gave(index, partial(_instead, value))
        for index, stage in enumerate(list(Stage)[:4])
        for value in (None, 5, [5])
    },
    "a hop is beyond the last stop": hop_of(alight=99),
    "a hop is before the first stop": hop_of(board=-1),
    "a hop ends where it begins": hop_of(alight=0),
    "a hop goes backwards": hop_of(board=1, alight=0),
    "a leg of a way lacks a stop": short_leg,
    "a child boards a train nowhere": boards_nowhere,
    "a stay begins with the calendar": first_stay(period=Period(date.min, date(2023, 2, 6))),
    "a stay ends with the calendar": first_stay(period=Period(date(2023, 2, 5), date.max)),
    "no leg runs": lambda plan: evolve(plan, case=evolve(plan.case, convoys=())),
    "people had to know for all time": logged(cut_off=timedelta.max),
    "people had to know after they left": logged(cut_off=timedelta(days=-1)),
    "something happens in the last year": logged(events=(LAST_YEAR,)),
    "a way ends before all time": logged(
        ends={ONE: JourneyEnd(at=datetime.min.replace(tzinfo=NOON.tzinfo), how=EarlyEnd.MISSING)}
    ),
    "a way ends in no zone": logged(ends={ONE: JourneyEnd(at=NOON.replace(tzinfo=None), how=EarlyEnd.MISSING)}),
    "a night has begun a thousand years ago": lambda plan: logged(
        begun={ONE: evolve(plan.stays[0], period=Period(date(1023, 2, 5), date(1023, 2, 6)))}
    )(plan),
}


@pytest.mark.parametrize("tamper", SHAPELESS.values(), ids=SHAPELESS.keys())
def test_what_no_plan_can_look_like_is_found_and_nothing_is_raised(plan: ReturnPlan, tamper: Tamper) -> None:
    found = tamper(plan).verify()
    assert found
    assert all(finding.excludes for finding in found)


def test_days_after_the_last_leg_count_once_something_has_happened_on_them(plan: ReturnPlan) -> None:
    late = LateCancel(id=EventId("e"), time=NOON.replace(month=3), subject=ONE)
    longer = first_stay(period=Period(date(2023, 2, 5), date(2023, 3, 1)))(plan)
    out = "a stay is not within the days on which the legs of the case run"
    assert out in {finding.message.en for finding in longer.verify()}
    assert out not in {finding.message.en for finding in logged(events=(late,))(longer).verify()}

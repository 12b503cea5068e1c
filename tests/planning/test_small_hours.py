"""Trains that come in about three in the morning: a short wait and a ride are no night, and everybody goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.planning import ReturnPlan
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Leg, Stop

FROM_TRAIN = {"direct", "to-home"}


def shifted(stop: Stop, minutes: int) -> Stop:
    late = timedelta(minutes=minutes)
    return evolve(stop, arrive=stop.arrive + late, depart=stop.depart + late)


def plan_of(minutes: int, lag: int = 0) -> tuple[ReturnPlan, datetime]:
    """The small programme, its train in so much later, and the coaches from it later by ``lag`` more."""
    case = small_case(Programme(applicants=(Applicant(), Applicant())))
    (batch,) = case.convoys

    def moved(leg: Leg) -> Leg:
        stops: Sequence[Stop] = leg.stops
        if leg.id in FROM_TRAIN:
            return evolve(leg, stops=tuple(shifted(stop, minutes + lag) for stop in stops))
        return evolve(leg, stops=(*stops[:-1], shifted(stops[-1], minutes))) if leg.id == "train" else leg

    legs = tuple(moved(leg) for leg in batch.legs)
    arrives = next(leg.stops[-1].arrive for leg in legs if leg.id == "train")
    return lc.plan_return(evolve(case, convoys=(evolve(batch, legs=legs),))), arrives


@pytest.mark.parametrize("minutes", [0, 240, 420, 460, 470, 490, 500, 510, 530])
def test_whoever_comes_in_at_any_hour_of_the_night_is_brought_to_the_gate(minutes: int) -> None:
    plan, arrives = plan_of(minutes)
    assert len(plan.handovers) == 2, arrives
    assert plan.verify() == ()


def test_a_ride_through_the_small_hours_asks_for_no_bed_and_a_wait_of_an_hour_does() -> None:
    plan, arrives = plan_of(470, lag=20)  # in at 02:30, on at 03:20 to the house, and in the morning to the gate
    assert arrives.strftime("%H:%M") == "02:30"
    assert [stay.lodging for stay in plan.stays] == ["hotel", "hotel"]
    assert len(plan.handovers) == 2
    assert plan.verify() == ()
    late, _ = plan_of(470, lag=30)
    assert late.handovers == {}
    assert late.verify() == ()

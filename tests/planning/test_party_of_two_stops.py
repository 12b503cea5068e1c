"""Companions who board at two stops of one coach go together: by the same legs, each from the own stop."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.journey import Stage
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import ConvoyId, DriverId, LegId, VehicleId, WorkerId
from laborcoop.planning.what_to_do import what_to_do
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

ONE, TWO = WorkerId("W-000"), WorkerId("W-001")
HALF_AN_HOUR = timedelta(minutes=30)
HUSBAND = Applicant(party="H")
WIFE = Applicant(party="H", village=2, sex=Sex.FEMALE)
CHILD = Applicant(party="H", village=2, born=date(2017, 5, 1), along=True)


def planned(*people: Applicant, joint: bool = False, **short: Any) -> lc.ReturnPlan:
    plan = lc.plan_return(small_case(Programme(applicants=people, **short)), joint=joint)
    assert plan.verify() == ()
    return plan


@pytest.mark.parametrize("joint", [False, True])
@pytest.mark.parametrize("other", [WIFE, CHILD])
def test_each_boards_at_the_own_stop_and_they_sit_and_sleep_together(other: Applicant, joint: bool) -> None:  # noqa: FBT001 - a case
    plan = planned(HUSBAND, other, joint=joint, batches=2)
    ways = [plan.rides_of(worker) for worker in (ONE, TWO)]
    one, two = ([(ride.leg, ride.alight) for ride in way] for way in ways)
    assert one == two
    assert [way[0].board for way in ways] == ["V-1", "V-2"]
    legs = plan.legs()
    assert all(legs[his.leg].vehicle.are_beside(his.seat, hers.seat) for his, hers in zip(*ways, strict=True))
    assert len({stay.room for stay in plan.stays}) == 1


def test_the_seat_before_the_second_stop_is_free_to_others() -> None:
    """The coach has two seats for workers: the one of who boards second is somebody else's on the way to that stop."""
    plan = planned(HUSBAND, WIFE, coach_seats=4)
    assert plan.travellers == (ONE, TWO)
    short = planned(HUSBAND, WIFE, coach_seats=3)
    assert [reason.code for reason in short.unplaced[TWO]] == ["seats.coach-full"]
    assert [finding.rule for finding in short.findings if finding.subject == "feeder"] == ["PL-03"]


def test_a_batch_that_one_of_them_did_not_register_for_is_no_way_of_the_party() -> None:
    case = small_case(Programme(applicants=(HUSBAND, WIFE), batches=2))
    his, hers = case.registrations
    plan = lc.plan_return(
        evolve(case, registrations=(his, evolve(hers, batches=frozenset({ConvoyId("B-2")})))), joint=True
    )
    assert plan.verify() == ()
    assert [plan.rides_of(worker)[0].leg for worker in (ONE, TWO)] == ["feeder-2", "feeder-2"]


def test_seen_together_a_party_of_two_stops_has_one_way() -> None:
    """One post-holder too many for the train: the couple goes, for two count more than the one who is alone."""
    plan = planned(HUSBAND, WIFE, Applicant(), joint=True, train_seats=2)
    assert plan.travellers == (ONE, TWO)
    gate = plan.outcome(Stage.GATE).proof
    assert gate is not None
    assert (gate.goals[-1].value, gate.goals[-1].bound) == (2, 2)


def test_companions_whom_two_coaches_bring_to_one_train_are_told_that_they_would_take_the_same_legs() -> None:
    """Each alone would arrive; a party goes by the same legs, and is told so, with what to do about it."""
    case = small_case(Programme(applicants=(HUSBAND, WIFE)))
    (convoy,) = case.convoys
    feeder = convoy.leg(LegId("feeder"))
    first, second, last = feeder.stops
    other = evolve(
        feeder,
        id=LegId("other"),
        vehicle=evolve(feeder.vehicle, id=VehicleId("veh-other")),
        stops=(
            evolve(second, driver=DriverId("other-driver-1")),
            evolve(last, arrive=last.arrive - HALF_AN_HOUR, depart=last.depart - HALF_AN_HOUR),
        ),
        captain="C-other",
        deputy="D-other",
    )
    legs = (
        evolve(feeder, stops=(first, evolve(second, boarding=False), last)),
        other,
        *(leg for leg in convoy.legs if leg.id != "feeder"),
    )
    case = evolve(case, convoys=(evolve(convoy, legs=legs),))
    together = lc.plan_return(case)
    assert together.verify() == ()
    assert together.travellers == ()
    ((reason,), _) = together.unplaced.values()
    assert reason.code == "seats.not-together"
    assert reason.text.en.endswith("no route in common: a party goes by the same legs, each from the own stop")
    assert what_to_do(reason.code).en.startswith("let one coach call at the stops of the whole party")
    apart = evolve(case, registrations=tuple(evolve(one, together=None) for one in case.registrations))
    assert lc.plan_return(apart).travellers == (ONE, TWO)

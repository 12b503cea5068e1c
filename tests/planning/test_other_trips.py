"""Whoever is booked on another trip has no way that meets it, anywhere between home and the gate (TR-15)."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from laborcoop.journey import OtherTrip
from laborcoop.kernel.ids import DriverId, EventId, LegId, PlaceId, VehicleId, WorkerId
from laborcoop.packs import china_with_regions
from laborcoop.planning.case import Case
from laborcoop.planning.events import TripCancelled
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.replan import replan
from laborcoop.planning.spring_return import plan_return
from laborcoop.rulebook import RuleBook
from laborcoop.testing import Programme, small_case
from laborcoop.testing.busy import busy_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Leg

ONE, TWO = WorkerId("W-000"), WorkerId("W-001")
HOUR = timedelta(hours=1)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


LEAVES_HOME = at(5, 8)
AT_GATE = {"by the coach at noon": at(6, 13, 12), "in the evening": at(6, 20), "in the morning": at(7, 8)}
"""When each of the three ways of the busy case reaches the first gate."""


def booked(case: Case, trips: dict[WorkerId, OtherTrip]) -> Case:
    """The case in which some are booked on other trips."""
    return evolve(
        case, registrations=tuple(evolve(one, other_trip=trips.get(one.worker)) for one in case.registrations)
    )


def lawful(plan: ReturnPlan) -> ReturnPlan:
    assert plan.verify() == ()
    return plan


@pytest.mark.parametrize("joint", [False, True])
def test_whoever_is_on_another_trip_goes_where_one_of_all_ways_does_not_meet_it(*, joint: bool) -> None:
    """Somebody is booked for each hour from before the first coach until after the last one."""
    starts = [at(4, 20) + n * HOUR for n in range(72)]
    trips = {WorkerId(f"W-{n:03}"): OtherTrip(depart=start, arrive=start + 3 * HOUR) for n, start in enumerate(starts)}
    people = (Applicant(),) * len(trips)
    case = busy_case(Programme(applicants=people, coach_seats=99, train_seats=99, shuttle_seats=99, beds_men=99))
    plan = lawful(plan_return(booked(case, trips), joint=joint))
    able = {
        worker for worker, trip in trips.items() if trip.arrive <= LEAVES_HOME or trip.depart >= min(AT_GATE.values())
    }
    assert set(plan.travellers) == able
    assert {reason.code for worker in plan.unplaced for reason in plan.unplaced[worker]} == {"TR-15"}


ASLEEP = OtherTrip(depart=at(7, 1), arrive=at(7, 2))
"""A trip in the night before the gate opens."""
OVERLAPS = (
    "the trip from 2023-02-05 08:00 to 2023-02-07 08:00 overlaps another one that is booked, "
    "2023-02-07 01:00 to 2023-02-07 02:00"
)


@pytest.mark.parametrize(
    ("book", "code", "text"),
    [
        (china_with_regions(), "TR-15", OVERLAPS),
        (
            china_with_regions().without("TR-15"),
            "seats.other-trip",
            "would meet another trip of this person's before the gate",
        ),
    ],
    ids=["in the book", "asked by no rule"],
)
def test_the_way_that_would_meet_it_at_the_last_is_told_whole(book: RuleBook, code: str, text: str) -> None:
    case = booked(small_case(Programme(late_gate=False), book), {ONE: ASLEEP})
    (reason,) = lawful(plan_return(case)).unplaced[ONE]
    assert (reason.code, reason.text.en) == (code, text)


def _with(case: Case, *legs: Leg) -> Case:
    (convoy,) = case.convoys
    return evolve(case, convoys=(evolve(convoy, legs=(*convoy.legs, *legs)),))


def test_whoever_must_be_there_early_has_the_seat_of_the_early_coach() -> None:
    """A small coach is at the gate half an hour before the large one, on which there is room for all."""
    case = small_case(Programme(applicants=(Applicant(),) * 3))
    direct = next(leg for leg in case.convoys[0].legs if leg.id == "direct")
    early = evolve(
        direct,
        id=LegId("early"),
        captain="C-early",
        deputy="D-early",
        vehicle=evolve(direct.vehicle, id=VehicleId("van"), rated=2),
        stops=tuple(
            evolve(stop, arrive=stop.arrive - HOUR / 2, depart=stop.depart - HOUR / 2, driver=DriverId(f"early-{n}"))
            for n, stop in enumerate(direct.stops)
        ),
    )
    trip = OtherTrip(depart=at(6, 19, 40), arrive=at(6, 23))
    plan = lawful(plan_return(booked(_with(case, early), {ONE: trip})))
    assert {worker: plan.rides_of(worker)[-1].leg for worker in plan.travellers} == {
        ONE: "early", TWO: "direct", WorkerId("W-002"): "direct"
    }  # fmt: skip


@pytest.mark.parametrize(("leaves", "goes"), [(at(6, 18, 39), False), (at(6, 18, 40), True)])
def test_where_a_leg_leads_to_the_gate_itself_its_arrival_counts(leaves: datetime, *, goes: bool) -> None:
    case = small_case(Programme())
    (convoy,) = case.convoys
    legs = tuple(
        evolve(leg, stops=(leg.stops[0], evolve(leg.stops[1], place=PlaceId("G-1")))) if leg.id == "train" else leg
        for leg in convoy.legs
    )
    case = evolve(case, convoys=(evolve(convoy, legs=legs),))
    plan = lawful(plan_return(booked(case, {ONE: OtherTrip(depart=leaves, arrive=at(6, 23))})))
    assert (ONE in plan.travellers) is goes


def test_a_party_goes_the_way_that_all_of_it_can_go() -> None:
    """One of two is booked on a trip in the evening, before which the coach at noon is at the gate."""
    case = busy_case(Programme(applicants=(Applicant(party="H"),) * 2))
    trip = OtherTrip(depart=at(6, 15), arrive=at(6, 23))
    plan = lawful(plan_return(booked(case, {TWO: trip})))
    assert {plan.handovers[worker].at for worker in (ONE, TWO)} == {AT_GATE["by the coach at noon"]}


@pytest.mark.parametrize("hour", [at(6, 9), at(6, 19)], ids=["on the train", "in the town of the gate"])
def test_who_is_under_way_is_judged_from_home_on(hour: datetime) -> None:
    """The coach to the gate does not run; after the night at the Home the other trip has begun."""
    case = booked(small_case(Programme()), {ONE: ASLEEP})
    plan = lawful(plan_return(case))
    gone = TripCancelled(id=EventId("#4"), time=hour, subject=LegId("direct"))
    (cancelled, why) = lawful(replan(plan, [gone]).plan).unplaced[ONE]
    assert plan.travellers == (ONE,)
    assert (cancelled.code, why.code) == ("EV-04", "TR-15")

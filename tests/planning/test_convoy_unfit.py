"""Whom the rules let on no train of a convoy, or who are on another trip then, have no seat in a coach to it."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.journey import OtherTrip
from laborcoop.kernel.identity import ResidentNumber
from laborcoop.kernel.ids import ConvoyId, DriverId, PlaceId, VehicleId, WorkerId
from laborcoop.planning.convoy_coaches import ConvoyCoaches
from laborcoop.planning.convoys import PlannedConvoys
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import CrewMember, FeederCoach, TransportMode, TravelTimes, Vehicle, Way

ONE, TWO, THREE = (WorkerId(f"W-00{number}") for number in range(3))
BACK = Applicant()
PARTY = Applicant(party="P")
B2 = ConvoyId("B-2")
PARK, ZHUHAI = PlaceId("K-park"), PlaceId("Z-station")
ROADS = TravelTimes(
    tuple(
        Way(start=PlaceId(start), end=PlaceId(end), minutes=far, km=Decimal(far))
        for start, end, far in (("V-1", "K-park", 230), ("Z-station", "G-1", 40))
    )
)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


def small(*applicants: Applicant, **changes: Any) -> lc.Case:
    """A case of which every gate is open until ten in the evening."""
    case = small_case(Programme(applicants=applicants or (BACK,), **changes))
    return evolve(case, employers=tuple(evolve(one, gate_closes=time(22)) for one in case.employers))


def coaches(case: lc.Case) -> ConvoyCoaches:
    base = ConvoyCoaches.of_legs(case, case.convoys[0], PARK)
    return evolve(base, collect_between=(at(5, 6), at(5, 12)))


def to_gates(case: lc.Case) -> ConvoyCoaches:
    coach = FeederCoach(
        vehicle=Vehicle(id=VehicleId("VZ"), mode=TransportMode.CHARTER_COACH, rated=20),
        depot=ZHUHAI,
        crew=(CrewMember(driver=DriverId("DZ")),),
        captain="C-8",
        deputy="C-9",
    )
    between = (at(6, 19, 10), at(6, 20))
    return evolve(coaches(case), deliver_from=ZHUHAI, deliveries=(coach,), deliver_between=between)


def planned(case: lc.Case, *asked: ConvoyCoaches) -> PlannedConvoys:
    return lc.plan_convoys(case, asked, ROADS, iterations=5, bound_rounds=0)


def masked(case: lc.Case, worker: WorkerId) -> lc.Case:
    """The case in which only the mask of somebody's number is known."""
    return evolve(
        case,
        workers=tuple(
            evolve(one, number=ResidentNumber(str(one.number))) if one.id == worker else one for one in case.workers
        ),
    )


def booked(case: lc.Case, worker: WorkerId, since: datetime, until: datetime) -> lc.Case:
    """The case in which somebody is on another trip."""
    return evolve(
        case,
        registrations=tuple(
            evolve(one, other_trip=OtherTrip(depart=since, arrive=until)) if one.worker == worker else one
            for one in case.registrations
        ),
    )


def both(case: lc.Case) -> tuple[ConvoyCoaches, ...]:
    """Coaches for both batches, the second two days after the first."""
    return (coaches(case), ConvoyCoaches.of_legs(case, case.convoys[1], PARK))


def codes(found: PlannedConvoys) -> dict[WorkerId, list[str]]:
    return {worker: [reason.code for reason in reasons] for worker, reasons in found.left_out.items()}


def soundly(found: PlannedConvoys) -> PlannedConvoys:
    """The convoys, checked; whoever they carry arrives, and whoever they leave out is known to the return."""
    assert found.verify() == ()
    plan = lc.plan_return(found.case)
    assert plan.verify() == ()
    assert found.carried <= set(plan.travellers)
    return found


def test_who_gets_no_ticket_for_the_train_takes_nobodys_seat_in_the_coach() -> None:
    """The train has two seats; whoever is first by number gets no ticket for it."""
    case = small(BACK, BACK, BACK, train_seats=2)
    found = soundly(planned(masked(case, ONE), coaches(case)))
    assert (set(found.carried), codes(found)) == ({TWO, THREE}, {ONE: ["TR-14"]})
    assert "masked" in found.left_out[ONE][0].text.en


def test_the_party_of_whoever_gets_no_ticket_is_left_out_and_told_with_whom() -> None:
    found = soundly(planned(masked(small(PARTY, PARTY, BACK), TWO), coaches(small())))
    assert (set(found.carried), codes(found)) == ({THREE}, {ONE: ["convoys.company"], TWO: ["TR-14"]})
    assert found.left_out[ONE][0].text.en == "W-001, in the same party, cannot go"


def test_a_number_that_is_masked_matters_on_no_flight() -> None:
    case = masked(small(BACK), ONE)
    (convoy,) = case.convoys
    by_air = tuple(
        evolve(leg, train=None, vehicle=evolve(leg.vehicle, mode=TransportMode.CHARTER_FLIGHT, carriages=()))
        if leg.mode.is_rail
        else leg
        for leg in convoy.legs
    )
    flown = evolve(case, convoys=(evolve(convoy, legs=by_air),))
    assert soundly(planned(flown, coaches(flown))).carried == {ONE}


@pytest.mark.parametrize(
    ("since", "until", "carried"),
    [
        (at(4, 8), at(5, 6), True),  # is back when the first coach may set out
        (at(4, 8), at(5, 6, 1), False),
        (at(6, 18, 39), at(7, 8), False),  # the train arrives at 18:40
        (at(7, 8), at(8, 8), True),
    ],
)
def test_who_is_on_another_trip_meanwhile_is_not_carried(since: datetime, until: datetime, carried: bool) -> None:  # noqa: FBT001 - a case
    case = booked(small(BACK, BACK), ONE, since, until)
    found = soundly(planned(case, coaches(case)))
    assert codes(found) == ({} if carried else {ONE: ["TR-15"]})


def test_who_leaves_again_before_the_coach_has_delivered_is_not_carried() -> None:
    case = booked(small(BACK, BACK), ONE, at(6, 19, 30), at(7, 8))
    found = planned(case, to_gates(case))
    assert (codes(found), found.verify()) == ({ONE: ["TR-15"]}, ())


def test_another_trip_leaves_another_convoy_and_a_convoy_not_wished_bars_nobody() -> None:
    case = booked(small(BACK, BACK, batches=2), ONE, at(4, 8), at(6, 8))
    found = soundly(planned(case, *both(case)))
    assert (found.left_out, found.batches.trip[ONE]) == ({}, B2)
    first_only = evolve(
        case,
        registrations=tuple(
            evolve(one, batches=frozenset({case.convoys[0].id})) if one.worker == ONE else one
            for one in case.registrations
        ),
    )
    assert codes(soundly(planned(first_only, *both(case)))) == {ONE: ["TR-15"]}


def test_where_no_train_of_the_convoy_is_known_the_hours_of_its_coaches_count() -> None:
    case = small(BACK, BACK)
    (convoy,) = case.convoys
    only = evolve(convoy, legs=tuple(leg for leg in convoy.legs if leg.id == "feeder"))
    alone = evolve(case, convoys=(only,))
    asked = evolve(coaches(case), arrive_by=at(5, 18))
    for since, left in ((at(5, 17, 59), {ONE: ["TR-15"]}), (at(5, 18), {})):
        found = planned(booked(alone, ONE, since, at(7, 8)), asked)
        assert (codes(found), found.verify()) == (left, ())


def test_the_check_finds_somebody_carried_who_gets_no_ticket_or_is_on_another_trip() -> None:
    case = small(BACK, BACK)
    found = planned(case, to_gates(case))
    (no_ticket,) = evolve(found, case=masked(found.case, ONE)).verify()
    assert no_ticket.en.startswith("W-000: TR-14 ")
    (away,) = evolve(found, case=booked(found.case, TWO, at(5, 9), at(5, 10))).verify()
    assert away.en.startswith("W-001: TR-15 ")
    assert evolve(found, case=booked(found.case, TWO, at(7, 9), at(7, 10))).verify() == ()

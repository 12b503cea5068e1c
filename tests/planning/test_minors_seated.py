"""Minors sit beside the adult who answers for them; where that cannot be, the plan says so, and its check looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.kernel.ids import EventId, LegId, PartyId, PlaceId, VehicleId, WorkerId
from laborcoop.planning import events
from laborcoop.planning.disruptions.reseating import Boarding, reseat
from laborcoop.planning.minors import without_adult
from laborcoop.planning.review import review
from laborcoop.planning.tickets import tickets_of
from laborcoop.rulebook import Finding, Findings
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Leg, Ride, TransportMode, Vehicle

ZONE = ZoneInfo("Asia/Shanghai")
ALONE = Applicant()
ADULT = Applicant(party="H", born=date(1980, 3, 1))
MOTHER = Applicant(party="H", born=date(1982, 3, 1))
MINOR = Applicant(party="H", born=date(2006, 3, 1))
YOUNGER = Applicant(party="H", born=date(2006, 6, 1))


def with_train(case: lc.Case, change: Callable[[Vehicle], Vehicle]) -> lc.Case:
    def changed(leg: Leg) -> Leg:
        return evolve(leg, vehicle=change(leg.vehicle)) if leg.id == "train" else leg

    return evolve(
        case, convoys=tuple(evolve(one, legs=tuple(changed(leg) for leg in one.legs)) for one in case.convoys)
    )


def planned(*people: Applicant, change: Callable[[Vehicle], Vehicle] = lambda vehicle: vehicle) -> lc.ReturnPlan:
    plan = lc.plan_return(with_train(small_case(Programme(applicants=people)), change))
    assert plan.verify() == ()
    return plan


def carriages(*seats: int) -> Callable[[Vehicle], Vehicle]:
    return lambda vehicle: evolve(vehicle, rated=sum(seats), carriages=seats)


def rows_of(seats: int) -> Callable[[Vehicle], Vehicle]:
    return lambda vehicle: evolve(vehicle, row=seats)


def told(plan: lc.ReturnPlan) -> list[Finding]:
    return [finding for finding in plan.findings if (finding.rule, finding.path) == ("TR-30", "seat")]


def on_train(plan: lc.ReturnPlan) -> dict[str, str]:
    return {str(ride.worker): ride.seat for ride in plan.rides if ride.leg == "train"}


@pytest.mark.parametrize(
    ("people", "change"),
    [
        ((ALONE, ADULT, MINOR), carriages(2, 4)),
        ((ALONE, ALONE, ALONE, ADULT, MINOR), rows_of(4)),
        ((ADULT, MINOR, YOUNGER), carriages(4)),
        ((ALONE, ADULT, MINOR, YOUNGER), carriages(3, 3)),
        ((ADULT, MOTHER, MINOR, YOUNGER), carriages(2, 3)),
    ],
)
def test_no_end_of_a_row_or_carriage_and_no_other_seat_is_between_a_minor_and_the_adult(
    people: tuple[Applicant, ...], change: Callable[[Vehicle], Vehicle]
) -> None:
    plan = planned(*people, change=change)
    assert len(plan.travellers) == len(people)
    vehicle = plan.legs()["train"].vehicle
    adults = {ticket.worker: ticket.adult for ticket in tickets_of(plan) if ticket.leg == "train"}
    minors = {str(i).zfill(3) for i, one in enumerate(people) if one in {MINOR, YOUNGER}}
    assert {worker.removeprefix("W-") for worker, adult in adults.items() if adult} == minors
    seats = on_train(plan)
    assert all(vehicle.are_beside(seats[worker], seats[adult]) for worker, adult in adults.items() if adult)
    assert told(plan) == []


def test_where_no_row_holds_them_the_minor_who_sits_apart_is_told_of_once() -> None:
    plan = planned(ADULT, MINOR, YOUNGER, change=lambda vehicle: evolve(vehicle, rated=4, row=2))
    (finding,) = told(plan)
    assert finding.subject in {"W-001", "W-002"}
    assert "of train, not beside the responsible adult" in finding.message.en


def test_of_three_minors_with_one_adult_one_is_told_of_once_though_every_leg_parts_them() -> None:
    plan = planned(ADULT, MINOR, YOUNGER, evolve(MINOR, born=date(2006, 9, 1)))
    (finding,) = told(plan)
    assert finding.subject in {"W-001", "W-002", "W-003"}
    assert len(plan.rides_of(WorkerId(finding.subject))) > 1


def test_a_plan_that_sets_a_minor_apart_and_does_not_say_so_is_not_sound() -> None:
    plan = planned(ALONE, ADULT, MINOR, change=rows_of(4))
    seats = {"W-001": "01", "W-000": "02", "W-002": "03"}
    rides = tuple(evolve(ride, seat=seats[ride.worker]) if ride.leg == "train" else ride for ride in plan.rides)
    apart = evolve(plan, rides=rides)
    (fault,) = apart.verify()
    assert "the plan does not tell what TR-30 finds" in fault.message.en
    honest = evolve(apart, findings=Findings.of([*plan.case.findings, *plan.findings, *review(apart)]))
    assert honest.verify() == ()
    assert len(told(honest)) == 1


def test_an_adult_who_gets_off_before_the_minor_answers_for_nobody() -> None:
    """The minor's TR-30 names nobody then: the adult is not there all the minor's way."""
    plan = planned(ADULT, MINOR)
    leg = plan.legs()["feeder"]
    short = next(stop.place for stop in leg.stops[1:] if stop.place != leg.stops[-1].place)
    rides = tuple(
        evolve(ride, alight=short) if (ride.leg, ride.worker) == ("feeder", "W-000") else ride for ride in plan.rides
    )
    assert without_adult(evolve(plan, rides=rides))[WorkerId("W-001")] == {"feeder"}


def of_swap(vehicle: Vehicle) -> events.VehicleSwap:
    return events.VehicleSwap(
        id=EventId("swap"), time=datetime(2023, 2, 5, 6, tzinfo=ZONE), subject=LegId("train"), vehicle=vehicle
    )


def test_in_another_vehicle_a_minor_sits_beside_the_adult_again() -> None:
    plan = planned(ALONE, ADULT, MINOR)
    train = Vehicle(id=VehicleId("other"), mode=TransportMode.SPECIAL_TRAIN, rated=10, carriages=(2, 2, 6))
    change = lc.replan(plan, [of_swap(train)])
    assert change.plan.verify() == ()
    seats = on_train(change.plan)
    assert train.are_beside(seats["W-001"], seats["W-002"])
    assert told(change.plan) == []


def reseated(row: int, *people: tuple[str, str, bool], held: str = "") -> tuple[Vehicle, dict[str, str]]:
    """Where people sit again who ask by name and seat wished, and who are minors; some hold theirs."""
    first = small_case(Programme()).convoys[0].legs[0]
    leg = evolve(first, vehicle=Vehicle(id=VehicleId("V"), mode=TransportMode.CHARTER_COACH, rated=8, row=row))
    boarding = [
        Boarding(
            ride=Ride(worker=WorkerId(name), leg=leg.id, board=PlaceId("V-1"), alight=PlaceId("K-park"), seat=seat),
            party=PartyId("P") if name != "X" else None,
            order=order,
            minor=minor,
        )
        for order, (name, seat, minor) in enumerate(people)
    ]
    staying = [one for one in boarding if one.ride.worker in held]
    asking = [one for one in boarding if one.ride.worker not in held]
    legs: dict[str, Leg] = {leg.id: leg}
    rides = reseat(staying, asking, legs, {LegId(leg.id): 0})
    return leg.vehicle, {str(ride.worker): ride.seat for ride in rides}


@pytest.mark.parametrize(
    ("row", "people", "held", "seats"),
    [
        pytest.param(4, (("A", "03", False), ("m", "04", True)), "", {"A": "03", "m": "04"}, id="both keep their own"),
        pytest.param(4, (("A", "04", False), ("m", "05", True)), "", {"A": "01", "m": "02"}, id="own seats are apart"),
        pytest.param(
            1, (("A", "04", False), ("m", "06", True)), "", {"A": "04", "m": "06"}, id="no row: they keep their own"
        ),
        pytest.param(4, (("A", "06", False), ("m", "", True)), "A", {"A": "06", "m": "05"}, id="the adult stays"),
        pytest.param(4, (("A", "06", False), ("m", "02", True)), "A", {"A": "06", "m": "05"}, id="apart from own"),
        pytest.param(
            4,
            (("A", "06", False), ("m", "01", True), ("n", "02", True)),
            "A",
            {"A": "06", "m": "05", "n": "07"},
            id="two minors at both sides",
        ),
        pytest.param(
            4,
            (("X", "05", False), ("A", "06", False), ("m", "01", True), ("n", "02", True)),
            "AX",
            {"X": "05", "A": "06", "m": "07", "n": "02"},
            id="one side is taken",
        ),
    ],
)
def test_a_minor_who_is_seated_again_sits_beside_the_adult(
    row: int, people: tuple[tuple[str, str, bool], ...], held: str, seats: dict[str, str]
) -> None:
    assert reseated(row, *people, held=held)[1] == seats

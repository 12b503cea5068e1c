"""A party of which each has an employer of the own: it travels and lodges as one, or nobody of it goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import DriverId, LegId, LodgingId, PlaceId, VehicleId, WorkerId
from laborcoop.retention import RoomUse
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Leg

MAN, WOMAN = Applicant(party="P"), Applicant(party="P", employer=2, sex=Sex.FEMALE)
SON = Applicant(party="P", along=True, born=date(2017, 1, 1))
COUPLE, FAMILY = (MAN, WOMAN), (MAN, WOMAN, SON)
EACH = pytest.mark.parametrize("joint", [pytest.param(False, id="stage by stage"), pytest.param(True, id="as one")])


def case_of(*people: Applicant, **short: Any) -> lc.Case:
    """A small case in which a family room takes four."""
    case = small_case(Programme(applicants=people, **{"late_gate": False, **short}))
    houses = [
        evolve(house, rooms=tuple(evolve(room, beds=4) if room.use is RoomUse.FAMILY else room for room in house.rooms))
        for house in case.lodgings
    ]
    return evolve(case, lodgings=tuple(houses))


def without_beds_at_home(case: lc.Case, *uses: RoomUse) -> lc.Case:
    """The case without rooms of some use in the Employees' Home."""
    hotel, home = case.lodgings
    return evolve(case, lodgings=(hotel, evolve(home, rooms=tuple(one for one in home.rooms if one.use not in uses))))


def with_coach(case: lc.Case, name: str, *, seats: int) -> lc.Case:
    """The case with so many seats for riders on a coach of two drivers."""

    def smaller(leg: Leg) -> Leg:
        van = evolve(leg.vehicle, id=VehicleId("van"), rated=seats + 2)
        return evolve(leg, vehicle=van) if leg.id == name else leg

    return evolve(case, convoys=tuple(evolve(one, legs=tuple(map(smaller, one.legs))) for one in case.convoys))


@EACH
@pytest.mark.parametrize("people", [COUPLE, FAMILY, tuple(reversed(FAMILY))])
def test_they_sleep_in_one_family_room_before_their_gates_open(people: Sequence[Applicant], joint: bool) -> None:  # noqa: FBT001 - a case
    plan = lc.plan_return(without_beds_at_home(case_of(*people), RoomUse.WOMEN), joint=joint)
    assert len(plan.travellers) == len(people)
    assert {stay.room for stay in plan.stays if stay.lodging == "home"} == {"family-0"}
    assert plan.verify() == ()


@EACH
@pytest.mark.parametrize("people", [COUPLE, FAMILY])
def test_where_one_has_no_bed_nobody_goes(people: Sequence[Applicant], joint: bool) -> None:  # noqa: FBT001 - a case
    case = without_beds_at_home(case_of(*people), RoomUse.WOMEN, RoomUse.FAMILY)
    plan = lc.plan_return(case, joint=joint)
    assert plan.travellers == ()
    assert plan.verify() == ()


def test_who_could_go_straight_to_the_gate_stays_with_one_who_has_no_bed_and_is_told_who_that_is() -> None:
    """The man's gate is open in the evening, the woman's from the morning on."""
    case = without_beds_at_home(case_of(*COUPLE, late_gate=True), RoomUse.WOMEN, RoomUse.FAMILY)
    plan = lc.plan_return(case)
    codes = {worker: [reason.code for reason in reasons] for worker, reasons in plan.unplaced.items()}
    assert codes == {"W-000": ["gate.company"], "W-001": ["beds.full"]}
    assert "W-001" in plan.unplaced[WorkerId("W-000")][0].text.en
    assert plan.verify() == ()


def inn_of_the_second_employer(case: lc.Case) -> lc.Case:
    """The case with a second house in the town of the gates, from which alone a coach goes to the second gate."""
    (convoy,) = case.convoys
    hotel, home = case.lodgings
    place = next(one for one in case.places if one.id == home.place)
    inn = evolve(home, id=LodgingId("inn"), place=PlaceId("inn"))

    def to_inn(leg: Leg, *left: str) -> Leg:
        """The same leg with the inn for the Home, by a coach and a driver of its own, without some stops."""
        stops = [
            evolve(
                stop,
                place=inn.place if stop.place == home.place else stop.place,
                driver=None if stop.driver is None else DriverId("d-inn"),
            )
            for stop in leg.stops
            if stop.place not in left
        ]
        vehicle = evolve(leg.vehicle, id=VehicleId(f"v-{leg.id}-inn"))
        return evolve(
            leg, id=LegId(f"{leg.id}-inn"), vehicle=vehicle, stops=tuple(stops), captain="c-inn", deputy="d-inn"
        )

    by_name = {str(leg.id): leg for leg in convoy.legs}
    shuttle = by_name["to-gates"]
    first_only = evolve(shuttle.stops[1], driver=None, km=None)
    legs = [
        *(leg for leg in convoy.legs if leg is not shuttle),
        evolve(shuttle, stops=(shuttle.stops[0], first_only)),
        to_inn(by_name["to-home"]),
        to_inn(shuttle, "G-1"),
    ]
    return evolve(
        case,
        convoys=(evolve(convoy, legs=tuple(legs)),),
        places=(*case.places, evolve(place, id=inn.place)),
        lodgings=(hotel, home, inn),
    )


def test_who_could_only_sleep_in_two_houses_stay() -> None:
    """From each house a coach goes to one of the gates: for strangers that will do."""
    strangers = lc.plan_return(inn_of_the_second_employer(case_of(evolve(MAN, party=""), evolve(WOMAN, party=""))))
    assert {stay.lodging for stay in strangers.stays} == {"hotel", "home", "inn"}
    plan = lc.plan_return(inn_of_the_second_employer(case_of(*COUPLE)))
    assert [reason.code for reasons in plan.unplaced.values() for reason in reasons] == ["beds.not-together"] * 2
    assert plan.verify() == ()


def test_at_one_gate_of_two_employers_each_is_there_while_it_is_open_for_the_own() -> None:
    """It is open for the man's in the evening, for the woman's from the morning on."""
    case = case_of(*COUPLE, late_gate=True)
    first, second = case.employers[:2]
    at_one_gate = (first, evolve(second, gate=first.gate), *case.employers[2:])
    plan = lc.plan_return(evolve(case, employers=at_one_gate))
    assert plan.unplaced == {}
    assert [stay.worker for stay in plan.stays if stay.lodging == "home"] == ["W-001"]
    assert plan.verify() == ()


@EACH
def test_of_two_couples_and_two_seats_to_the_gates_one_couple_goes(joint: bool) -> None:  # noqa: FBT001 - a case
    other = [evolve(one, party="Q") for one in (WOMAN, MAN)]
    case = case_of(MAN, other[0], other[1], WOMAN)
    plan = lc.plan_return(with_coach(case, "to-gates", seats=2), joint=joint)
    assert len(plan.travellers) == 2
    assert len({case.registrations[int(one[-3:])].together for one in plan.travellers}) == 1
    assert plan.verify() == ()


@EACH
def test_one_coach_from_the_village_brings_each_to_the_own_gate(joint: bool) -> None:  # noqa: FBT001 - a case
    case = case_of(*COUPLE)
    (convoy,) = case.convoys
    door = next(leg for leg in convoy.legs if leg.id == "feeder")
    first, last = door.stops[0], door.stops[-1]
    gates = [
        evolve(last, place=employer.gate, arrive=at, depart=at, driver=last.driver if number else first.driver, km=km)
        for number, (employer, at, km) in enumerate(
            zip(
                case.employers,
                (first.depart + timedelta(hours=1), first.depart + timedelta(hours=2)),
                (first.km, None),
                strict=True,
            )
        )
    ]
    legs = (evolve(door, stops=(first, *gates)),)
    plan = lc.plan_return(evolve(case, convoys=(evolve(convoy, legs=legs),)), joint=joint)
    assert [(ride.leg, ride.alight) for ride in plan.rides] == [("feeder", "G-1"), ("feeder", "G-2")]
    assert plan.verify() == ()


def test_a_plan_that_parts_them_is_named() -> None:
    """The plan is made for strangers, of whom one has no bed; they are said to have registered together."""
    strangers = (evolve(MAN, party=""), evolve(WOMAN, party=""))
    plan = lc.plan_return(without_beds_at_home(case_of(*strangers), RoomUse.WOMEN, RoomUse.FAMILY))
    assert plan.travellers == ("W-000",)
    as_one = evolve(plan.case, registrations=case_of(*COUPLE).registrations)
    told = evolve(plan, case=as_one).verify()
    assert "W-001" in [found.subject for found in told if "leave this one behind" in found.message.en]

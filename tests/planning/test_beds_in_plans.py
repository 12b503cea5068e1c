"""What the records and the book of a case ask of beds enters the plan, and the check knows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from attrs import evolve

from laborcoop.cooperation import Agreement
from laborcoop.journey import Reason, StepKind
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LodgingId, RoomId, StationId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.packs import china_with_regions
from laborcoop.packs.rse_lodgings import PARAMETERS
from laborcoop.planning import town
from laborcoop.planning.beds_by_coach import BedsSought, beds_by_coach
from laborcoop.planning.case import Case
from laborcoop.planning.check import check
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.spring_return import plan_return
from laborcoop.retention import BedNeed, BedSpace, Room, RoomUse, Stay, WorkStation
from laborcoop.retention.beds import Bedded
from laborcoop.rulebook import RuleBook
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import RECEIVING, SENDING, Applicant
from laborcoop.transfer.route import Route

ONE, TWO = WorkerId("W-000"), WorkerId("W-001")
BACK = Applicant()
HOTEL = LodgingId("hotel")
Change = Callable[[Case], Case]


def planned(*people: Applicant, change: Change, book: RuleBook | None = None) -> ReturnPlan:
    plan = plan_return(change(small_case(Programme(applicants=people), book)))
    assert plan.verify() == ()
    return plan


def rooms(*found: Room) -> Change:
    """The rooms of the hotel on the way."""
    return lambda case: evolve(
        case,
        lodgings=tuple(evolve(each, rooms=found) if each.id == HOTEL else each for each in case.lodgings),
    )


def men(name: str, beds: int = 1, **given: object) -> Room:
    return Room(id=RoomId(name), beds=beds, use=RoomUse.MEN, **given)  # type: ignore[arg-type]  # a case as data


def in_hotel(plan: ReturnPlan, worker: WorkerId = ONE) -> list[tuple[str, int, int]]:
    return [
        (stay.room, stay.bed, stay.period.start.day)
        for stay in plan.stays
        if (stay.worker, stay.lodging) == (worker, HOTEL)
    ]


def with_records(*records: BedNeed | BedSpace, then: Change) -> Change:
    return lambda case: then(evolve(case, records=records))


def a_day_later(case: Case) -> Case:
    """The train and all that follows it leave a day later: two nights on the way."""
    (convoy,) = case.convoys
    day = timedelta(days=1)
    legs = tuple(
        leg
        if leg.id in {"feeder", "evening"}
        else evolve(leg, stops=tuple(evolve(s, arrive=s.arrive + day, depart=s.depart + day) for s in leg.stops))
        for leg in convoy.legs
    )
    return evolve(case, convoys=(evolve(convoy, legs=legs),))


def test_who_needs_a_lower_bed_or_a_low_floor_has_it() -> None:
    needs = (BedNeed(worker=TWO, lower_bed=True), BedNeed(worker=TWO, low_floor=True))
    hotel = rooms(men("high", 2, floor=3), men("low", 2, floor=1, upper_beds=1))
    assert in_hotel(planned(BACK, BACK, change=with_records(*needs, then=hotel)), TWO) == [("low", 1, 5)]
    assert "lower_bed" not in repr(needs[0])


def test_a_need_that_is_not_met_is_told_of_by_lodging_and_number_alone() -> None:
    needs = (BedNeed(worker=ONE, lower_bed=True), BedNeed(worker=TWO, low_floor=True))
    upper = rooms(men("up", 1, floor=2, upper_beds=1), men("down", 1, floor=2, upper_beds=1))
    plan = planned(BACK, BACK, change=with_records(*needs, then=upper))
    told = [finding for finding in plan.findings if finding.rule == "PL-08"]
    assert [(one.subject, one.kind) for one in told] == [("hotel", "lodging")]
    assert told[0].message.en == "in hotel 1 people who need a lower bed sleep in an upper one"
    assert not [finding for finding in plan.findings if finding.rule == "AC-11"]


def test_somebody_below_who_needs_no_low_floor_is_told_of() -> None:
    woman = evolve(BACK, sex=Sex.FEMALE)
    below = Room(id=RoomId("below"), beds=1, use=RoomUse.WOMEN, floor=1)
    change = with_records(BedNeed(worker=ONE, low_floor=True), then=rooms(men("above", 1, floor=2), below))
    plan = planned(BACK, woman, change=change)
    (told,) = (finding for finding in plan.findings if finding.rule == "AC-11")
    assert told.subject == "hotel"
    assert "W-" not in told.message.en


def test_the_floor_area_that_the_book_asks_for_leaves_beds_empty() -> None:
    small = rooms(men("small", 2, floor_area=Decimal("8.9")), men("other"))
    asking = china_with_regions().overlaid(title=Text.same("RSE"), parameters=PARAMETERS)
    plan = planned(BACK, BACK, change=small, book=asking)
    assert {in_hotel(plan, one)[0][0] for one in (ONE, TWO)} == {"small", "other"}
    assert len(planned(BACK, BACK, change=rooms(men("small", 2, floor_area=Decimal("8.9"))), book=asking).stays) == 1
    assert len(planned(BACK, BACK, change=rooms(men("small", 2, floor_area=Decimal(9))), book=asking).stays) == 2
    assert len(planned(BACK, BACK, change=rooms(men("small", 2)), book=asking).stays) == 2


def test_beds_that_the_book_finds_fault_with_are_used_last() -> None:
    bad = BedSpace(lodging=HOTEL, room=RoomId("a"), tiers=3)
    elsewhere = BedSpace(lodging=LodgingId("nowhere"), room=RoomId("b"), tiers=3)
    fine = BedSpace(lodging=HOTEL, room=RoomId("b"), tiers=2)
    both = rooms(men("a"), men("b"))
    assert in_hotel(planned(BACK, change=both)) == [("a", 1, 5)]
    assert in_hotel(planned(BACK, change=with_records(bad, elsewhere, fine, then=both))) == [("b", 1, 5)]


def test_a_room_closed_in_the_night_is_not_slept_in_and_the_check_knows_it() -> None:
    closed = Period(date(2023, 2, 5), date(2023, 2, 6))
    assert in_hotel(planned(BACK, change=rooms(men("a", closed=(closed,)), men("b")))) == [("b", 1, 5)]
    plan = planned(BACK, change=rooms(men("a")))
    broken = evolve(plan, case=rooms(men("a", closed=(closed,)))(plan.case))
    assert [finding.rule for finding in broken.verify()] == ["PL-15"]


def test_who_must_changes_beds_once_and_the_way_has_no_gap() -> None:
    first, second = (Period(date(2023, 2, day), date(2023, 2, day + 1)) for day in (5, 6))
    hotel = rooms(men("a", closed=(second,)), men("b", closed=(first,)))
    plan = planned(BACK, change=lambda case: a_day_later(hotel(case)))
    assert in_hotel(plan) == [("a", 1, 5), ("b", 1, 6)]
    steps = plan.itinerary(ONE).steps
    stays = [step for step in steps if step.kind is StepKind.STAY and step.vehicle.startswith("hotel")]
    assert [(f"{step.depart:%d %H:%M}", f"{step.arrive:%d %H:%M}") for step in stays] == [
        ("05 16:00", "06 12:00"),
        ("06 12:00", "07 06:30"),
    ]
    assert all(before.arrive <= after.depart for before, after in pairwise(steps))


def test_a_lodging_and_a_station_without_beds_are_told_of_and_the_rest_goes_on() -> None:
    station = WorkStation(
        id=StationId("S-1"),
        name=Text("站", "station"),
        home=SENDING,
        host=RECEIVING,
        agreements=(Agreement(title=Text("协议", "agreement"), county=SENDING, period=Period(date(2022, 1, 1))),),
        lodgings=frozenset({HOTEL}),
    )

    def change(case: Case) -> Case:
        other = evolve(station, id=StationId("S-2"), lodgings=frozenset({LodgingId("home")}))
        none = evolve(station, id=StationId("S-3"), lodgings=frozenset())
        return evolve(rooms()(case), stations=(station, other, none))

    plan = planned(BACK, change=change)
    told = [finding for finding in check(plan.case) if finding.rule == "PL-07"]
    assert sorted((one.kind, one.subject) for one in told) == [("lodging", "hotel"), ("station", "S-1")]
    assert {reason.code for reason in plan.unplaced[ONE]} == {"beds.full"}


def test_a_stay_is_one_of_several_only_where_beds_change() -> None:
    plan = planned(BACK, change=lambda case: a_day_later(rooms(men("a"), men("b"))(case)))
    (stay,) = (stay for stay in plan.stays if stay.lodging == HOTEL)
    assert isinstance(stay, Stay)
    assert [night.day for night in stay.nights()] == [5, 6]


def test_who_gets_no_bed_in_a_first_look_is_lodged_in_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    case = small_case(Programme(applicants=(BACK, BACK)))
    best = plan_return(case)
    looks: list[int] = []

    def hasty(sought: BedsSought) -> tuple[Bedded, Mapping[WorkerId, tuple[Route, ...]]]:
        """What a first look would find that sees nobody but the first of those who wait."""
        looks.append(len(sought.waits))
        if len(sought.waits) < 2:
            return beds_by_coach(sought)
        beds, ways = beds_by_coach(sought)
        behind = sought.waits[-1].worker
        stays = {worker: stays for worker, stays in beds.stays.items() if worker != behind}
        reason = Reason(code="beds.none", text=Text("没有", "none"))
        assert beds.proof is not None
        goals = tuple(evolve(goal, value=len(stays)) if goal.kind == "people" else goal for goal in beds.proof.goals)
        proof = evolve(beds.proof, goals=goals, status="feasible", gap=1)
        return evolve(beds, stays=stays, left_out={behind: (reason,)}, proof=proof), ways

    monkeypatch.setattr(town, "beds_by_coach", hasty)
    plan = plan_return(case)
    assert (2, 1) in pairwise(looks)
    assert (plan.travellers, plan.verify()) == (best.travellers, ())

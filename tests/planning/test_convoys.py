"""Convoys of a case: batches, lawful legs from village to gate, nobody lost; and the case planned with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import laborcoop as lc
from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.journey import Reason
from laborcoop.kernel.ids import ConvoyId, DriverId, LegId, PlaceId, VehicleId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.packs import china_with_regions
from laborcoop.packs.epidemic_2020 import PARAMETERS, epidemic_2020
from laborcoop.planning.convoy_coaches import ConvoyCoaches, coach_of
from laborcoop.planning.convoy_questions import waiting
from laborcoop.planning.convoys import PlannedConvoys
from laborcoop.rulebook import Convention, DatedValue
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import (
    CrewMember,
    DriverHours,
    FeederCoach,
    Precautions,
    Stop,
    TransportMode,
    TravelTimes,
    Vehicle,
    Way,
)
from laborcoop.transfer.coach_way import Halt
from laborcoop.transfer.hours import Span

ZONE = ZoneInfo("Asia/Shanghai")
B1 = ConvoyId("B-1")
MINUTE = timedelta(minutes=1)
PARK, STATION, ZHUHAI = PlaceId("K-park"), PlaceId("K-station"), PlaceId("Z-station")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, day, hour, minute, tzinfo=ZONE)


def small(*applicants: Applicant, **changes: Any) -> lc.Case:
    """A case of which every gate is open until ten in the evening."""
    case = small_case(Programme(applicants=applicants or (Applicant(), Applicant(village=2)), **changes))
    return evolve(case, employers=tuple(evolve(one, gate_closes=time(22)) for one in case.employers))


KM = {("V-1", "V-2"): 60, ("V-1", "K-park"): 230, ("V-2", "K-park"): 200}
KM |= {("Z-station", "G-1"): 40, ("Z-station", "G-2"): 60, ("G-1", "G-2"): 20}
ROADS = TravelTimes(
    tuple(Way(start=PlaceId(a), end=PlaceId(b), minutes=far, km=Decimal(far)) for (a, b), far in KM.items())
)


def coaches(case: lc.Case, **changes: Any) -> ConvoyCoaches:
    base = ConvoyCoaches.of_legs(case, case.convoys[0], PARK)
    return evolve(base, collect_between=(at(5, 6), at(5, 12)), **changes)


def local_coach(number: int = 1, seats: int = 20) -> FeederCoach:
    return FeederCoach(
        vehicle=Vehicle(id=VehicleId(f"VZ-{number}"), mode=TransportMode.CHARTER_COACH, rated=seats),
        depot=ZHUHAI,
        crew=(CrewMember(driver=DriverId(f"DZ-{number}")),),
        captain="C-8",
        deputy="C-9",
    )


def to_gates(case: lc.Case, **changes: Any) -> ConvoyCoaches:
    own: dict[str, Any] = {
        "deliver_from": ZHUHAI,
        "deliveries": (local_coach(),),
        "deliver_between": (at(6, 19, 10), at(6, 20)),
    }
    return coaches(case, **(own | changes))


def planned(case: lc.Case, *asked: ConvoyCoaches, travel: TravelTimes = ROADS) -> PlannedConvoys:
    return lc.plan_convoys(case, asked, travel, iterations=20, bound_rounds=20)


def test_a_convoys_feeders_are_planned_anew_and_the_case_is_planned_with_them() -> None:
    case = small()
    found = planned(case, coaches(case))
    assert found.carried == found.came_in == {worker.id for worker in case.workers}
    assert found.verify() == ()
    one = len(found.carried)
    assert repr(found) == f"<PlannedConvoys {case.id}: {one} came in, {one} carried, 0 left out>"
    assert repr(found.batches) == f"<Batches: {one} came in, {one} on a trip, 0 left out>"
    assert [repr(each) for each in found.collected.values()] == [f"<Collected: {one} came in, 1 runs, 0 left out>"]
    [leg] = found.legs
    assert leg.id == "F-B-1-" + leg.vehicle.id
    assert "feeder" not in {each.id for each in found.case.convoys[0].legs}
    assert [stop.place for stop in leg.stops if stop.boarding or stop.alighting] == ["V-1", "V-2", "K-park"]
    plan = lc.plan_return(found.case)
    assert plan.verify() == ()
    assert set(plan.travellers) == found.carried
    assert plan.itinerary(plan.travellers[0]).steps[0].vehicle == leg.vehicle.id


def test_coaches_deliver_at_the_gates_and_replace_those_that_did() -> None:
    case = small(Applicant(), Applicant(employer=2))
    found = planned(case, to_gates(case))
    assert found.verify() == ()
    assert found.carried == found.came_in
    (run,) = found.delivered[B1].runs
    assert [stop.place for stop in run.leg.stops] == ["Z-station", "G-1", "G-2"]
    kept = {leg.id for leg in found.case.convoys[0].legs}
    assert {"train", "to-home", "to-gates"} <= kept
    assert not {"feeder", "direct"} & kept
    assert set(lc.plan_return(found.case).travellers) == found.carried


def test_who_cannot_be_delivered_is_left_out_though_collected() -> None:
    case = small(Applicant(), Applicant(employer=2))
    short = TravelTimes(tuple(way for way in ROADS.ways if way.end != "G-2"))
    found = planned(case, to_gates(case), travel=short)
    assert [[reason.code for reason in reasons] for reasons in found.left_out.values()] == [["collecting.no-way"]]
    assert len(found.collected[B1].runs[0].rides) == 2
    assert found.verify() == ()


def test_the_train_bounds_the_batch_and_seats_that_are_given_bound_it_more() -> None:
    case = small(*[Applicant()] * 4, train_seats=3)
    assert len(planned(case, coaches(case)).carried) == 3
    found = planned(case, coaches(case, seats=1))
    assert [reason.code for reasons in found.left_out.values() for reason in reasons] == ["batching.full"] * 3
    without_train = evolve(
        case,
        convoys=tuple(
            evolve(convoy, legs=tuple(leg for leg in convoy.legs if leg.id != "train")) for convoy in case.convoys
        ),
    )
    assert len(planned(without_train, coaches(case)).carried) == 4


def test_people_without_a_post_or_a_place_to_board_are_left_out_with_the_reason() -> None:
    case = small(Applicant(), Applicant(returns=False, employer=None), Applicant(), openings=0)
    away = evolve(case.registrations[2], boarding=None, boarding_as_written="某地")
    case = evolve(case, registrations=(*case.registrations[:2], away))
    found = planned(case, coaches(case))
    codes = {worker: [reason.code for reason in reasons] for worker, reasons in found.left_out.items()}
    assert codes[case.workers[2].id] == ["convoys.no-place"]
    assert codes[case.workers[1].id][0].startswith("posts.")
    assert len(found.carried) == 1


def test_a_party_boards_at_a_place_that_all_of_it_have_in_common_or_is_left_out_with_the_places() -> None:
    """Else it would be carried to the station, and have no route in common there."""
    case = small(Applicant(party="F"), Applicant(party="F", village=2), Applicant())
    found = planned(case, coaches(case))
    assert [(worker, [reason.code for reason in why]) for worker, why in found.left_out.items()] == [
        ("W-000", ["convoys.board-apart"]),
        ("W-001", ["convoys.board-apart"]),
    ]
    assert "V-1, V-2" in found.left_out[WorkerId("W-000")][0].text.en
    assert found.verify() == ()
    both = {one.id: evolve(one, village="") for one in case.workers[:2]}
    anywhere = evolve(
        case,
        workers=tuple(both.get(one.id, one) for one in case.workers),
        registrations=tuple(evolve(one, boarding=None) for one in case.registrations),
    )
    near = planned(anywhere, coaches(anywhere))
    assert near.carried == near.came_in
    assert len({one.boarding for one in near.case.registrations[:2]}) == 1
    at_two = (evolve(one, boarding=PlaceId("V-2")) if one.worker == "W-001" else one for one in anywhere.registrations)
    asked = evolve(anywhere, registrations=tuple(at_two))
    common = planned(asked, coaches(asked))
    assert common.carried == common.came_in
    assert [one.boarding for one in common.case.registrations[:2]] == ["V-2", "V-2"]
    at_none = (
        evolve(one, boarding=None, boarding_as_written="?") if one.worker == "W-001" else one
        for one in case.registrations
    )
    unknown = evolve(case, registrations=tuple(at_none))
    left_out = planned(unknown, coaches(unknown)).left_out
    assert {worker: reason.code for worker, (reason,) in left_out.items()} == {
        "W-000": "convoys.company",
        "W-001": "convoys.no-place",
    }


def test_where_no_way_leads_to_the_station_nobody_is_collected_and_a_convoy_without_legs_is_gone() -> None:
    case = small()
    alone = evolve(
        case,
        convoys=tuple(evolve(one, legs=tuple(leg for leg in one.legs if leg.id == "feeder")) for one in case.convoys),
    )
    found = planned(alone, coaches(case), travel=TravelTimes())
    assert {reason.code for reasons in found.left_out.values() for reason in reasons} == {"batching.no-trip-from-home"}
    assert found.case.convoys == ()


def test_batches_that_suit_are_kept_and_each_convoy_gets_its_own_legs() -> None:
    case = small(Applicant(), Applicant(), batches=2)
    second = case.convoys[1]
    case = evolve(
        case,
        registrations=(case.registrations[0], evolve(case.registrations[1], batches=frozenset({second.id}))),
    )
    other = evolve(coaches(case), convoy=second.id, collect_between=(at(7, 6), at(7, 12)), arrive_by=at(7, 15))
    found = planned(case, other, coaches(case, seats=1))
    assert found.verify() == ()
    assert found.batches.trip[case.workers[1].id] == second.id
    assert len(found.carried) == 2


def test_hours_that_drivers_have_driven_before_count() -> None:
    case = small()
    one = coaches(case)
    tired = evolve(
        case.convoys[0],
        id=ConvoyId("B-0"),
        batch=2,
        legs=tuple(_long_day(member.driver) for member in one.feeders[0].crew),
    )
    busy = evolve(case, convoys=(*case.convoys, tired))
    found = planned(busy, evolve(one, arrive_by=at(5, 15)))
    assert {reason.code for reasons in found.left_out.values() for reason in reasons} == {"TR-06"}
    assert planned(case, evolve(one, arrive_by=at(5, 15))).left_out == {}


def _long_day(driver: DriverId) -> lc.Leg:
    """A leg of a driver that ends as the day begins, elsewhere."""
    return lc.Leg(
        id=LegId(f"long-{driver}"),
        vehicle=Vehicle(id=VehicleId("V-long"), mode=TransportMode.CHARTER_COACH, rated=9),
        stops=tuple(
            _stop(place, at(4, 21) + i * timedelta(hours=4, minutes=15), driver) for i, place in enumerate("XYZ")
        ),
    )


def _stop(place: str, when: datetime, driver: DriverId) -> Stop:
    return Stop(place=PlaceId(place), arrive=when, depart=when, driver=driver, km=Decimal(100))


def test_a_station_without_beds_is_named_and_convoys_and_the_return_are_planned_all_the_same() -> None:
    case = small(Applicant(), Applicant(village=2), beds_men=0, beds_women=0, family_rooms=0)
    found = planned(case, coaches(case))
    assert found.verify() == ()
    assert found.carried == {worker.id for worker in case.workers}
    plan = lc.plan_return(found.case)
    bare = [finding.subject for finding in plan.findings if finding.rule == "PL-07"]
    assert bare == ["home", "hotel"]
    assert [[reason.code for reason in reasons] for reasons in plan.unplaced.values()] == [["beds.full"]] * 2
    assert plan.verify() == ()


def test_a_convoy_that_is_none_or_is_given_twice_is_refused() -> None:
    case = small()
    with pytest.raises(UnknownName, match="B-9"):
        planned(case, coaches(case, convoy=ConvoyId("B-9")))
    with pytest.raises(InvalidValue, match="twice"):
        planned(case, coaches(case), coaches(case))


def test_places_of_coaches_that_the_case_does_not_have_are_refused_all_at_once() -> None:
    case = small()
    own = coaches(case)
    (first, *others) = own.feeders
    lost = evolve(first, depot=PlaceId("nowhere"))
    with pytest.raises(UnknownName, match="no places moon, nowhere /"):
        planned(case, evolve(own, feeders=(lost, *others), halts=(Halt(place=PlaceId("moon")),)))


def test_the_coaches_of_a_convoy_are_those_of_its_feeder_legs() -> None:
    case = small()
    one = ConvoyCoaches.of_legs(case, case.convoys[0], PARK)
    (feeder,) = [leg for leg in case.convoys[0].legs if leg.id == "feeder"]
    (coach,) = one.feeders
    assert (coach.vehicle, coach.depot, coach.captain) == (feeder.vehicle, "V-1", feeder.captain)
    assert {member.driver for member in coach.crew} == feeder.drivers
    assert one.collect_between == (feeder.depart, feeder.depart)
    none = ConvoyCoaches.of_legs(case, case.convoys[0], STATION)
    assert (none.feeders, none.collect_between[0]) == ((), case.convoys[0].depart)


def test_minors_of_a_party_ride_beside_its_eldest_adult_at_the_same_place() -> None:
    born = [date(2006, 1, 1), date(1990, 1, 1), date(1980, 1, 1), date(2006, 1, 1)]
    case = small(*(Applicant(born=day, party="F") for day in born[:3]), Applicant(born=born[3]))
    ids = [worker.id for worker in case.workers]
    found = waiting(case, dict.fromkeys(ids, PlaceId("V-1")), date(2023, 2, 5))
    assert [person.adult for person in found] == [ids[2], None, None, None]
    assert [person.household for person in found] == [*[case.registrations[0].together] * 3, None]
    apart = waiting(case, {ids[0]: PlaceId("V-1"), ids[2]: PlaceId("V-2")}, date(2023, 2, 5))
    assert [person.adult for person in apart] == [None, None]
    late = {name: PlaceId("V-1") for name in (ids[1], ids[2], ids[0])}
    assert waiting(case, late, date(2023, 2, 5))[0].adult == ids[2]


@given(
    st.lists(
        st.builds(
            Applicant,
            village=st.sampled_from((1, 2)),
            employer=st.sampled_from((1, 2)),
            party=st.sampled_from(("", "F")),
        ),
        min_size=1,
        max_size=5,
    ),
    st.integers(1, 5),
    st.integers(1, 5),
    st.sampled_from((coaches, to_gates)),
)
@settings(max_examples=6)
def test_nobody_is_lost_and_the_legs_are_sound(
    applicants: list[Applicant], coach_seats: int, train_seats: int, ask: Callable[[lc.Case], ConvoyCoaches]
) -> None:
    case = small(*applicants, coach_seats=coach_seats, train_seats=train_seats)
    found = planned(case, ask(case))
    assert found.verify() == ()
    assert len(found.carried) <= min(coach_seats, train_seats)
    assert found.carried | set(found.left_out) == found.came_in
    assert all(answer.bound_km <= answer.km for answer in (*found.collected.values(), *found.delivered.values()))
    plan = lc.plan_return(found.case)
    assert plan.verify() == ()
    assert found.carried <= {*plan.travellers}


CASE = small(Applicant(), Applicant(employer=2))
SOUND = planned(CASE, to_gates(CASE))


def with_run(kind: str, **changes: Any) -> PlannedConvoys:
    """The plan with the one run of a kind changed."""
    answers = {"collected": SOUND.collected, "delivered": SOUND.delivered}[kind]
    run = evolve(answers[B1].runs[0], **changes)
    change: dict[str, Any] = {kind: {B1: evolve(answers[B1], runs=(run,))}}
    return evolve(SOUND, **change)


def faults(found: PlannedConvoys) -> str:
    return " ".join(fault.en for fault in found.verify())


def test_convoys_that_lose_somebody_are_refused() -> None:
    why = (Reason(code="x", text=Text.same("x")),)
    changes: list[dict[str, Any]] = [
        {"came_in": frozenset({WorkerId("W-9")})},
        {"left_out": {CASE.workers[0].id: why}},
    ]
    for change in changes:
        with pytest.raises(InvalidValue, match="lost or twice"):
            evolve(SOUND, **change)


def test_the_check_finds_unlawful_legs_and_legs_that_the_case_does_not_have() -> None:
    leg = SOUND.collected[B1].runs[0].leg
    assert "does not have the leg" in faults(with_run("collected", leg=evolve(leg, escorts=2)))
    assert "TR-19" in faults(with_run("collected", leg=evolve(leg, captain="", deputy="")))
    night = evolve(
        leg,
        stops=tuple(
            evolve(stop, arrive=stop.arrive - timedelta(hours=9), depart=stop.depart - timedelta(hours=9))
            for stop in leg.stops
        ),
    )
    convoy = SOUND.case.convoys[0]
    case = evolve(
        SOUND.case,
        convoys=(evolve(convoy, legs=tuple(night if each == leg else each for each in convoy.legs)),),
    )
    assert "TR-" in faults(evolve(with_run("collected", leg=night), case=case))


def test_whoever_of_the_crew_drives_nothing_has_a_seat_and_a_leg_without_it_is_found() -> None:
    run = SOUND.collected[B1].runs[0]
    (asked,) = SOUND.coaches
    coach = next(each for each in asked.feeders if each.vehicle.id == run.coach)
    assert run.leg.escorts == coach.escorts + len(coach.crew) - len(run.leg.drivers)
    assert run.leg.crew_seats(drivers_count=True) == coach.escorts + len(coach.crew)
    fewer = evolve(run.leg, escorts=coach.escorts)
    assert len(coach.crew) > len(run.leg.drivers)
    assert "somebody of the crew has no seat" in faults(with_run("collected", leg=fewer))


def test_a_driver_who_was_relieved_is_no_crew_of_a_coach_that_is_planned_anew() -> None:
    (leg,) = [leg for leg in CASE.convoys[0].legs if leg.id == "feeder"]
    first, second = sorted(leg.drivers)
    stops = (evolve(leg.stops[0], driver=first), *(evolve(stop, driver=second) for stop in leg.stops[1:]))
    relayed = evolve(leg, stops=(stops[0], evolve(stops[1], relieved=frozenset({first})), *stops[2:]))
    assert [member.driver for member in coach_of(relayed).crew] == [second]
    assert len(coach_of(relayed).crew) == relayed.crew_seats(drivers_count=True)


def test_the_check_finds_seats_taken_twice_and_people_who_cannot_ride_so() -> None:
    rides = SOUND.delivered[B1].runs[0].rides
    twice = tuple(evolve(ride, seat="1") for ride in rides)
    assert "one taken twice" in faults(with_run("delivered", rides=twice))
    for change in ({"board": PlaceId("G-1")}, {"alight": ZHUHAI}, {"leg": LegId("x")}):
        wrong = tuple(evolve(ride, **change) for ride in rides)
        assert "cannot ride" in faults(with_run("delivered", rides=wrong))


def test_the_check_finds_people_of_another_batch_and_who_was_not_collected() -> None:
    anywhere = tuple(evolve(one, batches=frozenset[ConvoyId]()) for one in SOUND.case.registrations)
    assert "another batch" in faults(evolve(SOUND, case=evolve(SOUND.case, registrations=anywhere)))
    rides = SOUND.collected[B1].runs[0].rides
    one = evolve(
        SOUND.collected[B1],
        runs=(evolve(SOUND.collected[B1].runs[0], rides=rides[:1]),),
        came_in=frozenset({rides[0].worker}),
    )
    assert "not brought to the station" in faults(evolve(SOUND, collected={B1: one}))


def test_the_check_finds_coaches_that_are_late_and_gates_that_are_shut() -> None:
    arrives = SOUND.collected[B1].runs[0].leg.arrive
    for late in ({"arrive_by": arrives - timedelta(minutes=1)}, {"station": STATION}):
        assert "in time" in faults(evolve(SOUND, coaches=(evolve(SOUND.coaches[0], **late),)))
    assert SOUND.verify() == ()
    shut = tuple(
        evolve(one, gate_opens=arrives.time().replace(hour=8), gate_closes=arrives.time().replace(hour=9))
        for one in SOUND.case.employers
    )
    assert "nobody is received" in faults(evolve(SOUND, case=evolve(SOUND.case, employers=shut)))
    early = SOUND.delivered[B1].runs[0].leg
    before = evolve(
        early,
        stops=tuple(
            evolve(stop, arrive=stop.arrive - timedelta(days=2), depart=stop.depart - timedelta(days=2))
            for stop in early.stops
        ),
    )
    assert "before people are collected" in faults(with_run("delivered", leg=before))


def lasting(**given: int) -> lc.RuleBook:
    """The measures of 2020 on the load of coaches, still in force; ``given`` are further numbers."""
    names = {"load_cap", "isolation_rows", "isolation_seats"}
    last = [evolve(one, values=(evolve(one.values[0], until=None),)) for one in PARAMETERS if one.name in names]
    source = Convention(Text("本案例", "this case"))
    own = [
        evolve(one, values=(DatedValue(value=given[one.name], source=source),))
        for one in PARAMETERS
        if one.name in given
    ]
    return epidemic_2020(china_with_regions()).overlaid(title=Text.same("measures"), parameters=(*last, *own))


@pytest.mark.parametrize(("book", "carried", "arrive"), [(lasting(), 5, 5), (lasting(rear_rows_seats=5), 3, 3)])
def test_convoys_carry_as_many_as_the_measures_allow_and_so_does_the_plan(
    book: lc.RuleBook, carried: int, arrive: int
) -> None:
    """The crew is of two drivers, one of whom drives all the way: the other rides along, and has a seat as well."""
    case = evolve(small(*(Applicant(),) * 9, coach_seats=10), book=book)
    found = planned(case, coaches(case))
    assert len(found.carried) == carried
    assert found.verify() == ()
    assert [ride.seat for ride in found.collected[B1].runs[0].rides] == [f"{seat:02}" for seat in range(3, 3 + carried)]
    plan = lc.plan_return(found.case)
    assert len(plan.travellers) == arrive
    assert plan.verify() == ()


@pytest.mark.parametrize(
    ("book", "told"),
    [
        (lasting(), "F-B-1-veh-feeder is fuller than the measures allow"),
        (lasting(load_cap=100, rear_rows_seats=6), "people sit in the rear two rows of F-B-1-veh-feeder"),
    ],
)
def test_convoys_that_are_fuller_than_the_measures_allow_are_found(book: lc.RuleBook, told: str) -> None:
    case = small(*(Applicant(),) * 8, coach_seats=10)
    found = planned(case, coaches(case))
    assert found.verify() == ()
    broken = evolve(found, case=evolve(found.case, book=book))
    assert told in {fault.render("en") for fault in broken.verify()}


def test_seats_of_a_train_that_are_kept_for_isolation_bound_its_batch() -> None:
    case = evolve(small(*(Applicant(),) * 4, train_seats=5), book=lasting(rear_rows_seats=0, load_cap=100))
    train = next(leg for leg in case.convoys[0].legs if leg.train is not None)
    case = evolve(case, records=(Precautions(leg=train, riders=0, isolation_seats=2),))
    found = planned(case, coaches(case))
    assert len(found.carried) == len(lc.plan_return(found.case).travellers) == 3


def _with_hours_behind(one: ConvoyCoaches, *spans: Span) -> ConvoyCoaches:
    feeders = tuple(
        evolve(coach, crew=tuple(evolve(member, driven=spans) for member in coach.crew)) for coach in one.feeders
    )
    return evolve(one, feeders=feeders)


def test_hours_that_lie_behind_drivers_go_with_the_case() -> None:
    case = small()
    behind = (Span(at(4, 20), at(4, 22)), Span(at(5, 3), at(5, 4)))
    found = planned(case, _with_hours_behind(coaches(case), *behind))
    drivers = case.convoys[0].legs[0].drivers
    assert {one.driver: one.driven for one in found.case.records_of(DriverHours)} == dict.fromkeys(drivers, behind)
    assert found.verify() == ()
    assert planned(found.case, coaches(case)).case.records == found.case.records
    lost = evolve(found, case=evolve(found.case, records=()))
    assert {text.en for text in lost.verify()} == {
        f"the case lacks hours that lie behind {driver}" for driver in case.convoys[0].legs[0].drivers
    }
    full = tuple(Span(at(4, hour), at(4, hour + 3)) for hour in (10, 14, 18))
    tired = evolve(case, records=tuple(DriverHours(driver=one, driven=full) for one in case.convoys[0].legs[0].drivers))
    assert planned(tired, coaches(case)).carried < found.carried


def test_the_check_finds_riders_in_the_seats_of_the_crew_and_vehicles_in_two_places() -> None:
    case = small()
    found = planned(case, coaches(case))
    [run] = found.collected[B1].runs
    in_front = evolve(run, rides=(evolve(run.rides[0], seat="01"), *run.rides[1:]))
    collected = {B1: evolve(found.collected[B1], runs=(in_front,))}
    assert [text.en for text in evolve(found, collected=collected).verify()] == [
        f"{run.leg.id}: a seat too few, or one taken twice"
    ]
    (convoy,) = found.case.convoys
    legs = tuple(evolve(leg, vehicle=run.leg.vehicle) if leg.id == "evening" else leg for leg in convoy.legs)
    by = run.leg.arrive - convoy.leg(LegId("evening")).depart - MINUTE
    early = tuple(
        evolve(one, stops=tuple(evolve(stop, arrive=stop.arrive + by, depart=stop.depart + by) for stop in one.stops))
        if one.id == "evening"
        else one
        for one in legs
    )
    assert evolve(found, case=evolve(found.case, convoys=(evolve(convoy, legs=legs),))).verify() == ()
    twice = evolve(found, case=evolve(found.case, convoys=(evolve(convoy, legs=early),))).verify()
    assert ["TR-19" in text.en for text in twice] == [True, False]
    assert "after what goes on from there has left" in twice[1].en

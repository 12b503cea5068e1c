"""A coach that serves the gates of two towns carries some across its own town, and others on to the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.journey import Stage
from laborcoop.kernel.ids import ConvoyId, DriverId, EventId, LegId, PlaceId, VehicleId, WorkerId
from laborcoop.planning.case import Case
from laborcoop.planning.convoy_coaches import ConvoyCoaches
from laborcoop.planning.convoys import PlannedConvoys
from laborcoop.planning.disruptions.difference import Replanned
from laborcoop.planning.events import TripCancelled
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.verification.ways import ridden
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import CrewMember, FeederCoach, Leg, Stop, TransportMode, TravelTimes, Vehicle, Way
from laborcoop.transfer.route import parted

NEAR, BESIDE, FAR = (WorkerId(f"W-00{number}") for number in range(3))
EVERYBODY = (NEAR, BESIDE, FAR)
STATION, FIRST, SECOND, HOME = (PlaceId(place) for place in ("Z-station", "G-1", "G-2", "Z-home"))
DIRECT, OTHER, TRAIN = LegId("direct"), LegId("other"), LegId("train")
BEFORE, NOON = datetime.fromisoformat("2023-02-03T12:00+08:00"), datetime.fromisoformat("2023-02-06T12:00+08:00")
HOURS = [datetime.fromisoformat(f"2023-02-05T{hour:02}:00+08:00") for hour in (9, 10, 11)]
INVENTED = "left out for a reason that does not hold: there is a way with room"


def at_stops(leg: Leg, places: Sequence[str], minutes: int = 40) -> Leg:
    """A leg that sets out as this one does, and calls at these places one after the other."""
    first = leg.stops[0]
    times = [first.depart + timedelta(minutes=minutes * number) for number in range(len(places))]
    stops = (
        Stop(place=PlaceId(place), arrive=at, depart=at, driver=first.driver, km=first.km, road=first.road)
        for place, at in zip(places, times, strict=True)
    )
    *before, last = stops
    return evolve(leg, stops=(*before, evolve(last, driver=None, km=None)))


@cache
def two_towns(order: tuple[str, ...] = (STATION, FIRST, SECOND), hub: str = "doumen", seats: int = 9) -> Case:
    """Two are bound for the first gate, in the town of the station, and one for the second, in another town.

    The coach has so many seats beside the driver's.
    """
    people = (Applicant(employer=1), Applicant(employer=1), Applicant(employer=2))
    case = small_case(Programme(applicants=people))
    (convoy,) = case.convoys
    legs = (
        evolve(at_stops(leg, order), vehicle=evolve(leg.vehicle, rated=seats + 1)) if leg.id == DIRECT else leg
        for leg in convoy.legs
        if leg.id not in {"to-home", "to-gates"}
    )
    return evolve(
        case,
        places=tuple(evolve(place, hub=hub) if place.id == SECOND else place for place in case.places),
        employers=tuple(evolve(one, gate_closes=case.employers[0].gate_closes) for one in case.employers),
        convoys=(evolve(convoy, legs=tuple(legs)),),
    )


def with_legs(case: Case, *legs: Leg) -> Case:
    """A case with these legs, instead of those of the same names."""
    (convoy,) = case.convoys
    names = {leg.id for leg in legs}
    return evolve(case, convoys=(evolve(convoy, legs=(*(leg for leg in convoy.legs if leg.id not in names), *legs)),))


def leg_of(case: Case, name: LegId) -> Leg:
    return next(leg for convoy in case.convoys for leg in convoy.legs if leg.id == name)


def rides(plan: ReturnPlan, worker: WorkerId) -> list[tuple[str, str, str]]:
    return [(ride.leg, ride.board, ride.alight) for ride in plan.rides_of(worker)]


@pytest.mark.parametrize("joint", [False, True])
@pytest.mark.parametrize("order", [(STATION, FIRST, SECOND), (STATION, SECOND, FIRST)], ids=["own first", "own last"])
def test_a_coach_delivers_to_the_gates_of_its_own_town_and_of_another(order: tuple[str, ...], *, joint: bool) -> None:
    plan = lc.plan_return(two_towns(order), joint=joint)
    assert plan.travellers == EVERYBODY
    assert rides(plan, NEAR)[-2:] == [(TRAIN, "K-station", STATION), (DIRECT, STATION, FIRST)]
    assert rides(plan, FAR)[-2:] == [(TRAIN, "K-station", STATION), (DIRECT, STATION, SECOND)]
    assert plan.verify() == ()


def test_the_seats_stage_gives_the_way_to_the_other_town_and_the_gate_stage_that_across_the_own() -> None:
    plan = lc.plan_return(two_towns())
    ways = plan.outcome(Stage.SEATS).placed
    assert [hop.leg.id for hop in ways[NEAR].hops] == ["feeder", TRAIN]
    assert [hop.leg.id for hop in ways[FAR].hops] == ["feeder", TRAIN, DIRECT]


@pytest.mark.parametrize("joint", [False, True])
def test_on_each_section_no_more_ride_than_there_are_seats(*, joint: bool) -> None:
    plan = lc.plan_return(two_towns(seats=2), joint=joint)
    assert len(plan.travellers) == 2
    ((reason,),) = plan.unplaced.values()
    assert reason.code in {"gate.coach-full", "seats.coach-full"}
    assert reason.about == (DIRECT,)
    assert plan.verify() == ()


def test_nobody_crosses_a_town_by_the_leg_that_they_came_by() -> None:
    case = two_towns()
    direct = leg_of(case, DIRECT)
    early = evolve(
        direct, stops=tuple(evolve(stop, arrive=at, depart=at) for stop, at in zip(direct.stops, HOURS, strict=True))
    )
    plan = lc.plan_return(with_legs(case, at_stops(early, ("V-1", STATION, FIRST))))
    assert rides(plan, NEAR) == [(DIRECT, "V-1", FIRST)]
    assert plan.verify() == ()


def test_from_a_bed_one_goes_on_by_a_coach_to_another_town() -> None:
    case = two_towns()
    # With two drivers three seats are left: who goes on to the other town by one of them asks for none from the bed.
    morning = leg_of(small_case(Programme(shuttle_seats=5)), LegId("to-gates"))
    evening = leg_of(small_case(Programme()), LegId("to-home"))
    (convoy,) = case.convoys
    legs = tuple(leg for leg in convoy.legs if leg.id != DIRECT)
    slept = evolve(case, convoys=(evolve(convoy, legs=(*legs, evening, morning)),))
    plan = lc.plan_return(slept)
    assert plan.travellers == EVERYBODY
    assert rides(plan, NEAR)[-1] == ("to-gates", HOME, FIRST)
    assert rides(plan, FAR)[-1] == ("to-gates", HOME, SECOND)
    assert [len(plan.stays_of(worker)) for worker in EVERYBODY] == [2, 2, 2]
    (lodged,) = (one for one in plan.outcomes if (one.stage, one.hub) == (Stage.BEDS, "zhuhai"))
    assert lodged.proof is not None
    assert [(goal.value, goal.bound) for goal in lodged.proof.goals if goal.kind == "people"] == [(3, 3)]
    assert plan.verify() == ()


def test_it_is_found_when_somebody_is_told_that_no_coach_goes_to_the_gate_which_it_does() -> None:
    case = two_towns()
    whole = leg_of(case, DIRECT)
    start, gate, end = whole.stops
    # So it was told when a coach counted as one or the other: as though it let nobody off in its own town.
    blind = lc.plan_return(with_legs(case, evolve(whole, stops=(start, evolve(gate, alighting=False), end))))
    assert {worker: [one.code for one in why] for worker, why in blind.unplaced.items()} == {
        NEAR: ["seats.no-way-on"],
        BESIDE: ["seats.no-way-on"],
    }
    assert blind.verify() == ()
    told = evolve(blind, case=case).verify()
    assert {(one.subject, one.message.en) for one in told if one.subject != DIRECT} == {
        (NEAR, INVENTED),
        (BESIDE, INVENTED),
    }


def test_a_way_by_such_a_coach_is_compared_with_what_the_seats_stage_gave() -> None:
    plan = lc.plan_return(two_towns())
    outcomes = list(plan.outcomes)
    number = next(i for i, one in enumerate(outcomes) if one.stage is Stage.SEATS)
    seats = outcomes[number]
    wrong = {**seats.placed, NEAR: evolve(seats.placed[FAR])}
    outcomes[number] = evolve(seats, placed=wrong)
    assert {one.subject for one in evolve(plan, outcomes=tuple(outcomes)).verify()} == {NEAR}


def with_another(case: Case, minutes: int, order: Sequence[str]) -> Case:
    """A case with another coach, some minutes after the first, by way of these places."""
    direct = leg_of(case, DIRECT)
    later = timedelta(minutes=minutes)
    stops = (
        evolve(
            stop,
            arrive=stop.arrive + later,
            depart=stop.depart + later,
            driver=stop.driver and DriverId("another"),
        )
        for stop in at_stops(direct, order).stops
    )
    return with_legs(
        case,
        evolve(
            direct,
            id=OTHER,
            vehicle=evolve(direct.vehicle, id=VehicleId("other")),
            stops=tuple(stops),
            captain="C-7",
            deputy="D-7",
        ),
    )


def without(plan: ReturnPlan, leg: LegId, at: datetime) -> Replanned:
    """The plan once a leg has been cancelled."""
    return lc.replan(plan, [TripCancelled(id=EventId("X-1"), time=at, subject=leg)])


def test_when_the_coach_is_cancelled_each_goes_on_by_the_next() -> None:
    plan = lc.plan_return(with_another(two_towns(), 45, (STATION, FIRST, SECOND)))
    assert {rides(plan, worker)[-1][0] for worker in EVERYBODY} == {DIRECT}
    gone = without(plan, DIRECT, NOON)
    assert gone.plan.travellers == EVERYBODY
    assert gone.plan.verify() == ()
    # What is local for one is a way between towns for another.
    assert {(one.worker, one.stage, one.after.split(", ")[-1]) for one in gone.moved} == {
        (NEAR, Stage.GATE, "other Z-station-G-1"),
        (BESIDE, Stage.GATE, "other Z-station-G-1"),
        (FAR, Stage.SEATS, "other Z-station-G-2"),
    }


def test_when_the_only_coach_is_cancelled_all_are_told_so() -> None:
    gone = without(lc.plan_return(two_towns()), DIRECT, NOON)
    assert gone.plan.travellers == ()
    assert gone.plan.verify() == ()


def test_who_crosses_the_town_takes_a_seat_from_those_who_go_on_after_an_event() -> None:
    plan = lc.plan_return(with_another(two_towns(seats=2), 0, (STATION, SECOND)), joint=True)
    assert {worker: rides(plan, worker)[-1][0] for worker in EVERYBODY} == {NEAR: DIRECT, BESIDE: DIRECT, FAR: OTHER}
    gone = without(plan, OTHER, BEFORE)
    assert gone.plan.travellers == (NEAR, BESIDE)
    assert DIRECT in {leg for reason in gone.plan.unplaced[FAR] for leg in reason.about}
    assert gone.plan.verify() == ()


def test_whoever_boards_in_the_town_of_the_station_sets_out_by_the_long_haul() -> None:
    case = with_another(two_towns(), 45, (STATION, FIRST, SECOND))
    feeder = leg_of(case, LegId("feeder"))
    *before, last = feeder.stops
    town = evolve(last, driver=before[0].driver, km=Decimal(9), road=before[0].road)
    arrive = last.arrive + timedelta(minutes=20)
    hotel = evolve(last, place=PlaceId("K-hotel"), arrive=arrive, depart=arrive)
    wishes = tuple(evolve(one, boarding=PlaceId("K-park")) if one.worker == NEAR else one for one in case.registrations)
    case = with_legs(evolve(case, registrations=wishes), evolve(feeder, stops=(*before, town, hotel)))
    plan = lc.plan_return(case)
    for one in (plan, without(plan, DIRECT, NOON).plan):
        assert one.travellers == EVERYBODY
        assert rides(one, NEAR)[0] == ("feeder", "K-park", "K-hotel")
        assert [hop.leg.id for hop in one.outcome(Stage.SEATS).placed[NEAR].hops] == ["feeder", TRAIN]
        assert one.verify() == ()


@pytest.fixture(scope="module")
def planned() -> PlannedConvoys:
    """The convoy of two towns with coaches that are planned, one to collect and one to deliver."""
    case = two_towns()
    train = leg_of(case, TRAIN)
    (convoy,) = case.convoys
    case = evolve(case, convoys=(evolve(convoy, legs=tuple(leg for leg in convoy.legs if leg.id != DIRECT)),))
    collecting, delivering = (
        FeederCoach(
            vehicle=Vehicle(id=VehicleId(name), mode=TransportMode.CHARTER_COACH, rated=10),
            depot=depot,
            crew=(CrewMember(driver=DriverId(f"{name}-driver")),),
            captain=f"{name}-captain",
            deputy=f"{name}-deputy",
        )
        for name, depot in (("near home", PlaceId("V-1")), ("away", STATION))
    )
    coaches = ConvoyCoaches(
        convoy=ConvoyId("B-1"),
        station=PlaceId("K-park"),
        feeders=(collecting,),
        collect_between=(train.depart - timedelta(hours=26), train.depart - timedelta(hours=20)),
        deliver_from=STATION,
        deliveries=(delivering,),
        deliver_between=(train.arrive, train.arrive + timedelta(hours=4)),
    )
    roads = (("V-1", "K-park", 200, 150), (STATION, FIRST, 30, 20), (FIRST, SECOND, 30, 20), (STATION, SECOND, 60, 40))
    travel = TravelTimes(
        tuple(
            Way(start=PlaceId(start), end=PlaceId(end), minutes=minutes, km=Decimal(km))
            for start, end, minutes, km in roads
        )
    )
    return lc.plan_convoys(case, [coaches], travel, iterations=20, bound_rounds=5)


def test_coaches_planned_for_gates_of_two_towns_bring_everybody_to_them(planned: PlannedConvoys) -> None:
    assert planned.carried == set(EVERYBODY)
    assert planned.without_way_on == {}
    assert planned.verify() == ()
    plan = lc.plan_return(planned.case)
    assert plan.travellers == EVERYBODY
    assert plan.verify() == ()


@pytest.mark.parametrize(
    ("mode", "crosses"), [(TransportMode.CHARTER_COACH, True), (TransportMode.SPECIAL_TRAIN, False)]
)
def test_a_ride_within_a_town_is_local_on_a_coach_and_not_on_a_train_to_elsewhere(
    mode: TransportMode, *, crosses: bool
) -> None:
    plan = lc.plan_return(two_towns())
    direct = leg_of(plan.case, DIRECT)
    other = evolve(plan, case=with_legs(plan.case, evolve(direct, vehicle=evolve(direct.vehicle, mode=mode))))
    assert [ride.local for ride in ridden(other)[NEAR]] == [False, True, True, False, crosses]
    assert [ride.local for ride in ridden(other)[FAR]] == [False, True, True, False, False]
    haul, local = parted(other.rides_of(NEAR), other.legs(), {one.id: one.hub for one in other.case.places})
    assert (len(haul), len(local)) == ((2, 3) if crosses else (3, 2))

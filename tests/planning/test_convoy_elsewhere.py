"""Coaches and crews are in one place at a time, and whoever is promised a seat by planned convoys has it."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.hiring import match_posts
from laborcoop.hiring.choices import Choice
from laborcoop.kernel.identity import ResidentNumber
from laborcoop.kernel.ids import ConvoyId, DriverId, EventId, PlaceId, VehicleId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.planning import events
from laborcoop.planning.admission import Barred
from laborcoop.planning.check import check
from laborcoop.planning.convoy_coaches import ConvoyCoaches
from laborcoop.planning.convoys import PlannedConvoys
from laborcoop.planning.joint.foresight import foresee
from laborcoop.planning.joint.ways import ways_of
from laborcoop.planning.not_carried import NotCarried
from laborcoop.planning.travel import TravelCase
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import (
    Convoy,
    CrewMember,
    FeederCoach,
    Halt,
    RestPlace,
    Timetable,
    TransportMode,
    TravelTimes,
    Vehicle,
    Way,
    timetable,
)
from laborcoop.transfer.hours import Span

ZONE = ZoneInfo("Asia/Shanghai")
PARK = PlaceId("K-park")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, day, hour, minute, tzinfo=ZONE)


def road(minutes: int, *rests: int) -> TravelTimes:
    """The way from the village to the station, with places to rest after some minutes."""
    return TravelTimes(
        (
            Way(
                start=PlaceId("V-1"),
                end=PARK,
                minutes=minutes,
                km=Decimal(minutes) / 2,
                rests=tuple(RestPlace(place=PlaceId(f"R-{at}"), minutes=at, km=Decimal(at) / 2) for at in rests),
            ),
        )
    )


def coach(seats: int = 3, driver: str = "D-1", number: int = 1, captain: str = "C-1") -> FeederCoach:
    return FeederCoach(
        vehicle=Vehicle(id=VehicleId(f"V-{number}"), mode=TransportMode.CHARTER_COACH, rated=seats + 1),
        depot=PlaceId("V-1"),
        crew=(CrewMember(driver=DriverId(driver)),),
        captain=captain,
        deputy=f"{captain}-deputy",
    )


def asks(convoy: str, first: datetime, last: datetime, by: datetime, *feeders: FeederCoach) -> ConvoyCoaches:
    return ConvoyCoaches(
        convoy=ConvoyId(convoy), station=PARK, feeders=feeders, collect_between=(first, last), arrive_by=by
    )


def case_of(people: int, batches: int = 1) -> lc.Case:
    """So many people, and convoys that all go on the same day."""
    case = small_case(Programme(applicants=(Applicant(),) * people, batches=batches, train_seats=20, shuttle_seats=20))
    return evolve(case, employers=tuple(evolve(one, gate_closes=time(22)) for one in case.employers))


def same_day(case: lc.Case) -> lc.Case:
    """The second convoy goes on the day of the first, with vehicles and captains of its own."""
    first, second = case.convoys
    by = first.depart - second.depart
    legs = tuple(
        evolve(
            leg,
            vehicle=evolve(leg.vehicle, id=VehicleId(f"{leg.vehicle.id}-2")),
            captain=f"{leg.captain}-2",
            deputy=f"{leg.deputy}-2",
            stops=tuple(evolve(stop, arrive=stop.arrive + by, depart=stop.depart + by) for stop in leg.stops),
        )
        for leg in second.legs
    )
    return evolve(case, convoys=(first, evolve(second, legs=legs)))


DAY = asks("B-1", at(5, 8), at(5, 10), at(5, 15), coach())


def planned(case: lc.Case, travel: TravelTimes, *asked: ConvoyCoaches) -> PlannedConvoys:
    found = lc.plan_convoys(case, asked, travel, iterations=5, bound_rounds=0)
    assert found.verify() == ()
    plan = lc.plan_return(found.case)
    assert set(plan.travellers) == found.carried
    assert plan.verify() == ()
    for worker, reasons in found.left_out.items():
        said = plan.unplaced[worker]
        assert set(reasons) <= set(said) or {reason.code for reason in said} == {"seats.coach-full"}
    return found


@pytest.mark.parametrize(
    "other",
    [coach(), coach(number=2, captain="C-2"), coach(driver="D-2", captain="C-2"), coach(driver="D-2", number=2)],
)
def test_a_coach_driver_or_captain_serves_one_convoy_at_a_time(other: FeederCoach) -> None:
    case = same_day(case_of(6, batches=2))
    times = at(5, 8), at(5, 9), at(5, 15)
    found = planned(case, road(230), asks("B-1", *times, coach()), asks("B-2", *times, other))
    assert len(found.carried) == 3
    assert {reason.code for reasons in found.left_out.values() for reason in reasons} >= {"collecting.coach-elsewhere"}


def test_a_coach_serves_another_convoy_once_it_has_come_back_over_the_road() -> None:
    case = same_day(case_of(6, batches=2))
    first = asks("B-1", at(5, 6), at(5, 7), at(5, 9), coach())
    jump = asks("B-2", at(5, 9), at(5, 9, 10), at(5, 11), coach())
    assert len(planned(case, road(100), first, jump).carried) == 3
    back = asks("B-2", at(5, 9), at(5, 12), at(5, 14), coach())
    found = planned(case, road(100), first, back)
    assert len(found.carried) == 6
    slower = evolve(found, travel=road(250))
    assert {fault.en for fault in slower.verify()} == {
        f"{name} is to be at V-1 for F-B-2-V-1 by 2023-02-05 12:00, and comes from K-park by way of 250 min "
        "only from 2023-02-05 08:40 on"
        for name in ("C-1", "C-1-deputy", "D-1", "V-1")
    } | {f"{leg.id}: from V-1 to K-park it takes 250 min" for leg in found.legs}


def test_a_coach_serves_another_convoy_on_another_day() -> None:
    case = case_of(6, batches=2)
    pairs = [("B-1", 5), ("B-2", 7)]
    assert (
        len(planned(case, road(230), *(asks(b, at(d, 6), at(d, 7), at(d, 15), coach()) for b, d in pairs)).carried) == 6
    )


@pytest.mark.parametrize(
    ("feeder", "arrives"),
    [
        (coach(driver="evening-driver-1"), at(5, 15, 10)),  # and rests for twenty minutes (TR-04)
        (coach(captain="C-evening"), at(5, 15, 30)),
        (coach(driver="morning-driver-1"), at(5, 15, 30)),
    ],
)
def test_whoever_has_a_leg_that_stays_is_back_for_it(feeder: FeederCoach, arrives: datetime) -> None:
    found = planned(case_of(3), road(230), asks("B-1", at(5, 8), at(5, 14), at(5, 15, 40), feeder))
    assert [leg.arrive for leg in found.legs] == [arrives]


def test_hours_at_the_wheel_of_a_leg_that_stays_count_though_it_is_ahead() -> None:
    """Half an hour in the evening: eight hours a day leave seven and a half before it, with another driver all."""
    case = case_of(3)
    late = at(5, 5), at(5, 6), at(5, 15, 10)
    alone = asks("B-1", *late, coach(driver="evening-driver-1"))
    assert len(planned(case, road(450, 225), alone).carried) == 3
    none = planned(case, road(451, 225), alone)
    assert {reason.code for reasons in none.left_out.values() for reason in reasons} == {"TR-06"}
    pair = evolve(
        coach(seats=4), crew=(CrewMember(driver=DriverId("evening-driver-1")), CrewMember(driver=DriverId("D-1")))
    )
    both = planned(case, road(451, 225), asks("B-1", *late, pair))
    assert len(both.carried) == 3


def test_a_coach_that_could_only_be_late_for_a_leg_that_stays_is_refused_with_that_leg() -> None:
    own = coach(driver="evening-driver-1")
    found = planned(case_of(3), road(230), asks("B-1", at(5, 11, 41), at(5, 14), at(5, 16), own))
    (reason,) = next(iter(found.left_out.values()))
    assert reason.code == "collecting.coach-elsewhere"
    assert "then has the leg evening, which leaves K-park at 2023-02-05 15:30" in reason.text.en


def test_who_is_promised_a_seat_keeps_it_and_who_is_left_out_has_the_reason_in_the_case() -> None:
    case = case_of(6)
    asked = asks("B-1", at(5, 8), at(5, 10), at(5, 15), coach())
    found = planned(case, road(230), asked)
    assert len(found.carried) == 3
    closed = {record.worker: record for record in found.case.records_of(NotCarried)}
    assert closed.keys() == found.left_out.keys()
    assert all(closed[worker].reasons == why for worker, why in found.left_out.items())
    again = planned(found.case, road(230), evolve(asked, feeders=(coach(seats=8),)))
    assert len(again.carried) == 6
    assert list(again.case.records_of(NotCarried)) == []


def test_the_check_finds_who_is_left_out_and_not_recorded_so_or_carried_and_recorded_as_left_out() -> None:
    found = planned(case_of(4), road(230), DAY)
    opened = evolve(found, case=evolve(found.case, records=()))
    (out,) = found.left_out
    told = "is carried and recorded as left out by these convoys, or left out and not"
    assert [fault.en for fault in opened.verify()] == [f"{out}: {told}"]
    (one, *_) = sorted(found.carried)
    wrong = NotCarried(worker=one, convoys=frozenset({ConvoyId("B-1")}), reasons=found.left_out[out])
    behind = evolve(found.case, records=(*found.case.records, wrong))
    assert [fault.en for fault in evolve(found, case=behind).verify()] == [f"{one}: {told}"]


def barred_from_rail(found: PlannedConvoys) -> tuple[lc.Case, WorkerId]:
    """The planned case in which one of those carried cannot take the train (TR-14), and who."""
    (one, *_) = sorted(found.carried)
    masked = ResidentNumber(str(found.case.workers[0].number))
    workers = (evolve(worker, number=masked) if worker.id == one else worker for worker in found.case.workers)
    return evolve(found.case, workers=tuple(workers)), one


def test_who_is_left_out_takes_the_seat_that_stays_free() -> None:
    found = planned(case_of(5), road(230), DAY)
    case, one = barred_from_rail(found)
    for plan in (lc.plan_return(case), lc.plan_return(case, joint=True)):
        assert len(plan.travellers) == 3
        assert found.carried - set(plan.travellers) == {one}
        assert plan.verify() == ()
        assert plan.unplaced.keys() == {worker.id for worker in case.workers} - set(plan.travellers)
        (still,) = found.left_out.keys() - set(plan.travellers)
        assert {reason.code for reason in plan.unplaced[still]} == {"seats.coach-full"}


def test_all_stages_seen_together_those_carried_come_first_too() -> None:
    found = planned(case_of(6), road(230), DAY)
    travel = TravelCase.of(found.case, Barred.of(found.case, check(found.case)))
    matches = match_posts(
        found.case.workers,
        travel.registrations,
        found.case.employers,
        found.case.posts,
        barred_employers={},
        barred_posts={},
        first_working_day=found.case.campaign.first_working_day,
    ).placed
    ways = ways_of(travel, {worker: (Choice(match=match, worth=1),) for worker, match in matches.items()})
    assert foresee(travel, ways).chosen.keys() == found.carried
    others = evolve(travel, left_out=dict.fromkeys(found.carried, ()))
    assert foresee(others, ways).chosen.keys() == found.left_out.keys()


def test_who_is_left_out_takes_the_seat_that_falls_free() -> None:
    found = planned(case_of(5), road(230), DAY)
    (one, *others) = sorted(found.carried)
    cancelled = events.LateCancel(id=EventId("e"), time=at(1, 8), subject=one)
    plan = lc.plan_return(found.case)
    played = lc.simulate(plan, runs=20, no_show=0.5, seed=1)
    assert any(played.by_person.get(worker, 0) for worker in found.left_out)
    after = lc.replan(plan, [cancelled]).plan
    assert len(after.travellers) == 3
    assert {*others} < set(after.travellers)
    assert after.verify() == ()


def test_the_party_of_somebody_left_out_waits_with_them_and_goes_with_them() -> None:
    case = small_case(Programme(applicants=(Applicant(party="P"), Applicant(party="P"), *(Applicant(),) * 2)))
    for seats, travelling in ((6, 4), (5, 2), (4, 2)):
        full = evolve(case, convoys=tuple(with_room(convoy, "feeder", seats) for convoy in case.convoys))
        behind = NotCarried(worker=WorkerId("W-000"), convoys=frozenset({ConvoyId("B-1")}))
        plan = lc.plan_return(evolve(full, records=(behind,)))
        assert {*plan.travellers} >= {"W-002", "W-003"}
        assert len(plan.travellers) == travelling
        assert plan.verify() == ()


@pytest.mark.parametrize(("shuttle_seats", "beds"), [(5, 10), (10, 4)])
def test_those_carried_go_as_if_nobody_were_left_out(shuttle_seats: int, beds: int) -> None:
    """Beds or seats on local coaches are for four."""
    programme = Programme(applicants=(Applicant(),) * 6, train_seats=20, shuttle_seats=shuttle_seats, beds_men=beds)
    case = small_case(programme)
    case = evolve(case, employers=tuple(evolve(one, gate_closes=time(22)) for one in case.employers))
    found = lc.plan_convoys(case, [DAY], road(230), iterations=5, bound_rounds=0)
    wider = evolve(found.case, convoys=tuple(with_room(convoy, "F-", 9) for convoy in found.case.convoys))
    plan = lc.plan_return(wider)
    alone = evolve(
        wider,
        workers=tuple(one for one in wider.workers if one.id in found.carried),
        registrations=tuple(one for one in wider.registrations if one.worker in found.carried),
    )
    without = lc.plan_return(alone)
    assert (len(plan.travellers), len(without.travellers)) == (4, 3)
    for worker in found.carried:
        ways = [[(ride.leg, ride.board, ride.alight) for ride in one.rides_of(worker)] for one in (plan, without)]
        assert ways[0] == ways[1]
    assert plan.verify() == ()


def with_room(convoy: Convoy, leg_id: str, rated: int) -> Convoy:
    """The convoy with so many seats on some of its legs."""
    return evolve(
        convoy,
        legs=tuple(
            evolve(leg, vehicle=evolve(leg.vehicle, rated=rated)) if leg.id.startswith(leg_id) else leg
            for leg in convoy.legs
        ),
    )


def test_a_plan_in_which_somebody_carried_loses_the_seat_to_somebody_left_out_is_found() -> None:
    found = planned(case_of(6), road(230), DAY)
    plan = lc.plan_return(found.case)
    assert set(plan.travellers) == found.carried
    names = sorted(found.carried)[:1] + sorted(found.left_out)[:1]
    swapped = evolve(found.case, records=tuple(_swapped(record, *names) for record in found.case.records))
    assert {(fault.rule, fault.subject) for fault in evolve(plan, case=swapped).verify()} == {("PL-11", names[1])}


def _swapped(record: Record, one: WorkerId, other: WorkerId) -> Record:
    return evolve(record, worker=one) if isinstance(record, NotCarried) and record.worker == other else record


def test_convoys_for_which_no_coaches_were_asked_stay_open_to_those_left_out() -> None:
    case = case_of(6, batches=2)
    first = asks("B-1", at(5, 8), at(5, 10), at(5, 15), coach())
    found = lc.plan_convoys(case, [first], road(230), iterations=5, bound_rounds=0)
    plan = lc.plan_return(found.case)
    assert len(found.carried) == 3
    assert len(plan.travellers) == 6
    legs = {leg.id for leg in case.convoys[0].legs}
    with_first = {ride.worker for ride in plan.rides if ride.leg in legs}
    assert with_first == found.carried
    both = lc.plan_convoys(
        found.case,
        [asks("B-2", at(7, 8), at(7, 10), at(7, 15), coach(seats=1))],
        road(230),
        iterations=5,
        bound_rounds=0,
    )
    assert {record.convoys for record in both.case.records_of(NotCarried)} >= {frozenset({"B-1"}), frozenset({"B-2"})}
    after = TravelCase.of(both.case, Barred.of(both.case, check(both.case)))
    assert after.behind == found.left_out.keys() - both.carried
    last = lc.plan_return(both.case)
    assert {*last.travellers} == found.carried | both.carried
    assert last.verify() == ()


@pytest.mark.parametrize(("minutes", "broken"), [(120, ""), (121, "TR-06")])
def test_all_hours_to_come_count_with_those_of_the_run(minutes: int, broken: str) -> None:
    ahead = Span(at(5, 14), at(5, 17)), Span(at(5, 18), at(5, 21))
    found = timetable(
        [Halt(place=PlaceId("V-1")), Halt(place=PARK)],
        road(minutes),
        crew=[CrewMember(driver=DriverId("D-1"), driven=(Span(at(1, 8), at(1, 9)),), ahead=ahead)],
        depart_between=(at(5, 6), at(5, 9)),
        book=lc.national(),
    )
    assert ("" if isinstance(found, Timetable) else found.code) == broken

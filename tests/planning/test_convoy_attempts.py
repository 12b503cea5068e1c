"""Whom the coaches of one convoy cannot carry is tried in another; trains are caught, and what cannot be is named."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from attrs import evolve

import laborcoop as lc
from laborcoop.kernel.ids import ConvoyId, DriverId, LegId, PlaceId, VehicleId, WorkerId
from laborcoop.planning.convoy_attempts import Attempts
from laborcoop.planning.convoy_coaches import ConvoyCoaches
from laborcoop.planning.convoy_questions import collecting
from laborcoop.planning.convoys import PlannedConvoys
from laborcoop.rulebook import Convention, DatedValue, Parameter
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import (
    Collected,
    CrewMember,
    FeederCoach,
    Leg,
    RestPlace,
    TransportMode,
    TravelTimes,
    Vehicle,
    Way,
)

ZONE = ZoneInfo("Asia/Shanghai")
PARK = PlaceId("K-park")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, day, hour, minute, tzinfo=ZONE)


def small(*applicants: Applicant, **changes: Any) -> lc.Case:
    case = small_case(Programme(applicants=applicants, **changes))
    return evolve(case, employers=tuple(evolve(one, gate_closes=time(22)) for one in case.employers))


KM = {("V-1", "V-2"): 60, ("V-1", "K-park"): 230, ("V-2", "K-park"): 200}
ROADS = TravelTimes(
    tuple(Way(start=PlaceId(a), end=PlaceId(b), minutes=far, km=Decimal(far)) for (a, b), far in KM.items())
)


def coach(number: int, seats: int, depot: str = "V-1") -> FeederCoach:
    return FeederCoach(
        vehicle=Vehicle(id=VehicleId(f"VF-{number}"), mode=TransportMode.CHARTER_COACH, rated=seats + 1),
        depot=PlaceId(depot),
        crew=(CrewMember(driver=DriverId(f"DF-{number}")),),
        captain=f"C-{number}",
        deputy=f"C-{number}-deputy",
    )


def by_coaches(convoy: lc.Convoy, day: int, *feeders: FeederCoach, **changes: Any) -> ConvoyCoaches:
    own: dict[str, Any] = {
        "convoy": convoy.id,
        "station": PARK,
        "feeders": feeders,
        "collect_between": (at(day, 6), at(day, 12)),
    }
    return ConvoyCoaches(**(own | changes))


def planned(case: lc.Case, *asked: ConvoyCoaches, travel: TravelTimes = ROADS) -> PlannedConvoys:
    return lc.plan_convoys(case, asked, travel, iterations=20, bound_rounds=5)


def with_batches(case: lc.Case, *batches: frozenset[ConvoyId]) -> lc.Case:
    return evolve(
        case,
        registrations=tuple(evolve(one, batches=own) for one, own in zip(case.registrations, batches, strict=True)),
    )


def test_whom_the_coaches_of_a_convoy_cannot_carry_go_with_another_that_can() -> None:
    """The first convoy has seats for both, but none of its coaches reaches the second village in time."""
    case = small(Applicant(village=2), Applicant(village=2), batches=2)
    first, second = case.convoys
    case = with_batches(case, frozenset(), frozenset())
    near = by_coaches(first, 5, coach(1, 5), arrive_by=at(5, 10))
    far = by_coaches(second, 7, coach(2, 5))
    found = planned(case, near, far)
    assert found.verify() == ()
    assert found.left_out == {}
    assert set(found.batches.trip.values()) == {second.id}


def test_who_can_go_elsewhere_gives_the_seat_to_who_cannot() -> None:
    """A coach for one person collects at the second village, where one of two can go with the first convoy alone."""
    case = small(Applicant(village=2), Applicant(village=2), batches=2)
    first, second = case.convoys
    for tied in (0, 1):
        own = [frozenset[ConvoyId](), frozenset[ConvoyId]()]
        own[tied] = frozenset({first.id})
        asked = (
            by_coaches(first, 5, coach(1, 1, "V-2"), coach(3, 1), arrive_by=at(5, 10)),
            by_coaches(second, 7, coach(2, 5)),
        )
        found = planned(with_batches(case, *own), *asked)
        assert found.verify() == ()
        assert found.left_out == {}
        assert found.batches.trip[case.workers[tied].id] == first.id


def test_who_is_barred_and_goes_with_no_convoy_is_left_out_with_what_each_said() -> None:
    case = small(Applicant(village=2), batches=2)
    first, second = case.convoys
    case = with_batches(case, frozenset())
    asked = [by_coaches(one, day, coach(day, 5), arrive_by=at(day, 9)) for one, day in ((first, 5), (second, 7))]
    found = planned(case, *asked)
    (reasons,) = found.left_out.values()
    assert found.carried == frozenset()
    assert [reason.code for reason in reasons] == ["TR-04"]
    assert len(found.collected) == 2


def test_a_party_goes_elsewhere_as_a_whole() -> None:
    """The first convoy can deliver one of the two."""
    case = small(Applicant(employer=2, party="F"), Applicant(party="F"), batches=2)
    first, second = case.convoys
    case = with_batches(case, frozenset(), frozenset())
    station = PlaceId("Z-station")
    here = by_coaches(
        first,
        5,
        coach(1, 5),
        deliver_from=station,
        deliveries=(coach(4, 9, "Z-station"),),
        deliver_between=(at(6, 19, 10), at(6, 20)),
    )
    gate = Way(start=station, end=PlaceId("G-1"), minutes=40, km=Decimal(40))
    found = planned(case, here, by_coaches(second, 7, coach(2, 5)), travel=TravelTimes((*ROADS.ways, gate)))
    assert found.verify() == ()
    assert set(found.batches.trip.values()) == {second.id}
    assert found.left_out == {}


def test_somebody_who_waits_for_a_seat_gets_the_one_of_who_cannot_be_carried() -> None:
    codes = set()
    for far in (0, 1):  # whoever gets the seat first: one of two cannot be carried
        case = small(*(Applicant(village=2 if i == far else 1) for i in range(2)))
        found = planned(case, by_coaches(case.convoys[0], 5, coach(1, 5), seats=1, arrive_by=at(5, 10)))
        assert found.verify() == ()
        assert found.carried == {case.workers[1 - far].id}
        codes.add(found.left_out[case.workers[far].id][0].code)
    assert codes == {"batching.full", "TR-04"}


def test_a_seat_that_others_have_left_is_given_to_who_was_barred_before() -> None:
    """Two go to a gate to which the first convoy cannot deliver; once they go with the second, the third has a seat."""
    case = small(Applicant(employer=2), Applicant(employer=2), Applicant(village=2), batches=2)
    first, second = case.convoys
    case = with_batches(case, frozenset(), frozenset(), frozenset({first.id}))
    station = PlaceId("Z-station")
    here = by_coaches(
        first,
        5,
        coach(1, 2),
        coach(3, 5, "K-park"),  # which comes too late, wherever it goes
        arrive_by=at(5, 11),
        deliver_from=station,
        deliveries=(coach(4, 9, "Z-station"),),
        deliver_between=(at(6, 19, 10), at(6, 20)),
    )
    gate = Way(start=station, end=PlaceId("G-1"), minutes=40, km=Decimal(40))
    found = planned(case, here, by_coaches(second, 7, coach(2, 5)), travel=TravelTimes((*ROADS.ways, gate)))
    assert found.verify() == ()
    assert found.left_out == {}
    assert found.batches.of(first.id) == (case.workers[2].id,)


def test_a_coach_that_would_come_after_the_train_has_left_collects_nobody_and_the_check_knows_the_train() -> None:
    case = small(Applicant(), Applicant(village=2))
    hour = DatedValue(value=60, source=Convention(lc.Text.same("test")))
    buffer = Parameter(name="transfer_buffer", title=lc.Text.same("buffer"), unit="minute", values=(hour,))
    case = evolve(case, book=case.book.with_parameters(buffer))
    (first,) = case.convoys
    late = by_coaches(first, 5, coach(1, 5), before_train=at(5, 9, 30))
    found = planned(case, late)
    codes = {reason.code for reasons in found.left_out.values() for reason in reasons}
    assert codes == {"timetable.train-gone", "TR-04"}  # from the further village a wait would be needed besides
    assert found.carried == frozenset()
    in_time = planned(case, evolve(late, before_train=at(5, 15)))
    assert in_time.verify() == ()
    assert in_time.collected[first.id].runs[0].leg.arrive == at(5, 14)
    for minutes, faults in ((60, 0), (59, 1)):
        train = at(5, 14) + timedelta(minutes=minutes)
        judged = evolve(in_time, coaches=(evolve(late, before_train=train),)).verify()
        assert ["in time" in fault.en for fault in judged] == [True] * faults


def test_impossible_wishes_are_named_one_by_one_and_the_rest_goes_on() -> None:
    case = small(*[Applicant() for _ in range(5)], Applicant(party="F"), Applicant(party="F"), batches=2)
    ids = [worker.id for worker in case.workers]
    first, second = case.convoys
    changes: list[dict[str, Any]] = [
        {"available_from": date(2023, 3, 1)},
        {"available_from": date(2023, 2, 6), "available_until": date(2023, 2, 4)},
        {"boarding": PlaceId("Z-station")},
        {"batches": frozenset({ConvoyId("B-9")})},
        {},
        {"batches": frozenset({first.id})},
        {"batches": frozenset({second.id})},
    ]
    case = evolve(
        case,
        registrations=tuple(evolve(one, **own) for one, own in zip(case.registrations, changes, strict=True)),
    )
    found = planned(case, by_coaches(first, 5, coach(1, 9)), by_coaches(second, 7, coach(2, 9)))
    assert found.verify() == ()
    assert found.carried == {ids[4]}
    codes = {worker: reasons[0].code for worker, reasons in found.left_out.items()}
    assert codes[ids[0]] == "batching.no-trip-in-window"
    assert codes[ids[1]] == "batching.window"
    assert codes[ids[2]] == "batching.no-trip-from-home"
    assert codes[ids[3]] == "batching.no-trip-in-window"
    assert {codes[ids[5]], codes[ids[6]]} == {"batching.not-together"}


def test_the_nights_on_the_way_of_all_convoys_are_named() -> None:
    case = small(Applicant())
    (first,) = case.convoys
    first = evolve(first, legs=tuple(leg for leg in first.legs if leg.stops[0].place == "Z-home"))
    case = evolve(case, convoys=(first,))  # no train that has left by the second day
    rests = (
        RestPlace(place=PlaceId("R-1"), minutes=230, km=Decimal(150)),
        RestPlace(place=PlaceId("R-2"), minutes=460, km=Decimal(300)),
    )
    far = Way(start=PlaceId("V-1"), end=PARK, minutes=600, km=Decimal(390), rests=rests)
    found = planned(case, by_coaches(first, 5, coach(1, 5)), travel=TravelTimes((far,)))
    assert found.verify() == ()
    (night,) = found.overnights
    assert (night.place, night.workers) == ("R-2", (WorkerId("W-000"),))
    assert night.night == date(2023, 2, 5)


def test_what_was_asked_once_is_asked_again_when_the_coach_has_other_legs_meanwhile() -> None:
    case = small(Applicant())
    (convoy,) = case.convoys
    one = by_coaches(convoy, 5, coach(1, 5), collect_between=(at(5, 6), at(5, 20)))
    attempts = Attempts(
        case=case,
        coaches=[one],
        trips=[],
        travel=ROADS,
        legs={},
        wishes=[],
        gates={},
        sought={"seed": 0, "iterations": 5, "bound_rounds": 5},
    )
    people = {case.workers[0].id: PlaceId("V-1")}

    def found(*taken: Leg) -> Collected:
        question = collecting(case, one, ROADS, [], taken)
        return attempts._collect((convoy.id, "to"), people, question, date(2023, 2, 5))  # noqa: SLF001 - a look-up

    free = found()
    assert found() is free
    (run,) = free.runs
    assert run.leg.depart == at(5, 6)
    busy = found(run.leg).runs[0]  # the coach comes back over the road first
    assert busy.leg.depart >= run.leg.arrive + 230 * timedelta(minutes=1)
    other = evolve(run.leg, id=LegId("other"), vehicle=coach(2, 5).vehicle, captain="C-2", deputy="D-2")
    stops = tuple(evolve(stop, driver=None if stop.driver is None else DriverId("DF-2")) for stop in other.stops)
    assert found(evolve(other, stops=stops)) is free  # another coach's leg is nothing to this one

"""Feeder coaches: nobody is lost, households stay together, every leg is lawful, and the train is caught."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import laborcoop as lc
from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import DriverId, PartyId, PlaceId, VehicleId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.packs.china.travel import PARAMETERS
from laborcoop.packs.epidemic_2020 import PARAMETERS as MEASURES
from laborcoop.packs.epidemic_2020 import epidemic_2020
from laborcoop.rulebook import Convention, DatedValue, Parameter, RuleBook
from laborcoop.rulebook.parameter import Parameters
from laborcoop.transfer import (
    Boarding,
    CrewMember,
    Halt,
    Road,
    SeatUse,
    TransportMode,
    TravelTimes,
    Vehicle,
    Way,
    duties,
)
from laborcoop.transfer.collected import Collected
from laborcoop.transfer.collecting import Collecting, FeederCoach
from laborcoop.transfer.feeder_search import collect
from laborcoop.transfer.loads import Waiting
from laborcoop.transfer.rules import RULES

ZONE = ZoneInfo("Asia/Shanghai")
STATION = PlaceId("S")
BOOK = RuleBook(title=Text.same("transport"), rules=RULES, parameters=Parameters.of(PARAMETERS)).with_parameters(
    Parameter(
        name="transfer_buffer",
        title=Text.same("buffer"),
        unit="minute",
        values=(DatedValue(value=60, source=Convention(Text.same("test"))),),
    )
)
DRIVING = {"TR-04", "TR-05", "TR-06", "TR-07", "TR-08", "TR-09"}
AT = {"S": 0, "D": 10, "P0": 20, "P1": 60, "P2": 90, "Far": 400}


def at(clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2023, 2, 5, hour, minute, tzinfo=ZONE)


def travel(road: Road = Road.ORDINARY) -> TravelTimes:
    """Places along one road, a minute and a kilometre apart as said."""
    return TravelTimes(
        tuple(
            Way(
                start=PlaceId(a),
                end=PlaceId(b),
                minutes=abs(AT[a] - AT[b]),
                km=Decimal(abs(AT[a] - AT[b])),
                road=road,
            )
            for a in AT
            for b in AT
            if a != b
        )
    )


def coach(number: int, seats: int = 20, depot: str = "D") -> FeederCoach:
    return FeederCoach(
        vehicle=Vehicle(id=VehicleId(f"V-{number}"), mode=TransportMode.CHARTER_COACH, rated=seats),
        depot=PlaceId(depot),
        crew=(CrewMember(driver=DriverId(f"D-{number}")),),
    )


def question(*coaches: FeederCoach, train: str = "14:00", road: Road = Road.ORDINARY) -> Collecting:
    return Collecting(
        coaches=coaches,
        station=STATION,
        travel=travel(road),
        book=BOOK,
        depart_between=(at("04:00"), at("20:00")),
        before_train=at(train),
    )


def waiting(place: str, count: int, start: int = 0, household: str | None = None) -> list[Waiting]:
    party = None if household is None else PartyId(household)
    return [
        Waiting(worker=WorkerId(f"{place}-{start + i}"), place=PlaceId(place), household=party) for i in range(count)
    ]


def sound(found: Collected, people: Sequence[Waiting], asked: Collecting) -> None:
    """Everything that the rules, and the laws of this stage, say of an answer."""
    riding = {ride.worker: (run.coach, ride) for run in found.runs for ride in run.rides}
    assert sorted([*riding, *found.left_out]) == sorted(person.worker for person in people)
    findings = [
        finding
        for leg in found.legs
        for finding in asked.book.judge(leg, leg.id, on=date(2023, 2, 5))
        if finding.rule in DRIVING
    ]
    for duty in duties(found.legs):
        findings += asked.book.judge(duty, duty.driver, on=date(2023, 2, 5))
    latest = asked.latest()
    for run in found.runs:
        assert latest is None or run.leg.arrive <= latest
        findings += asked.book.judge(Boarding(leg=run.leg, riders=len(run.rides)), run.leg.id, on=date(2023, 2, 5))
        findings += asked.book.judge(SeatUse(leg=run.leg, rides=run.rides), run.leg.id, on=date(2023, 2, 5))
        assert {ride.board for ride in run.rides} <= {stop.place for stop in run.leg.stops if stop.boarding}
    assert [finding for finding in findings if finding.rule not in {"TR-19", "TR-13"}] == []
    by_household: dict[tuple[str | None, str], set[object]] = {}
    for person in people:
        if person.household is not None:
            vehicle = riding[person.worker][0] if person.worker in riding else None
            by_household.setdefault((person.household, person.place), set()).add(vehicle)
    assert all(len(vehicles) == 1 for vehicles in by_household.values())
    for person in people:
        if person.adult is not None and person.worker in riding:
            assert riding[person.worker][0] == riding[person.adult][0]


@st.composite
def crowds(draw: st.DrawFn) -> tuple[list[Waiting], Collecting]:
    people: list[Waiting] = []
    for place in draw(st.lists(st.sampled_from(["P0", "P1", "P2", "Far"]), min_size=1, max_size=4, unique=True)):
        for group in range(draw(st.integers(1, 4))):
            household = draw(st.sampled_from([None, "H1", f"H-{place}-{group}"]))
            people += waiting(place, draw(st.integers(1, 9)), start=10 * group, household=household)
        if draw(st.booleans()):
            adult = draw(st.sampled_from([person.worker for person in people]))
            people.append(Waiting(worker=WorkerId(f"{place}-minor"), place=PlaceId(place), adult=adult))
    coaches = [
        coach(i, seats, depot)
        for i, (seats, depot) in enumerate(
            draw(st.lists(st.tuples(st.integers(3, 15), st.sampled_from(["D", "S", "P1"])), max_size=4))
        )
    ]
    train = draw(st.sampled_from(["08:00", "14:00", "23:00"]))
    return people, question(*coaches, train=train, road=draw(st.sampled_from(list(Road))))


@settings(max_examples=25)
@given(crowds())
def test_everyone_is_collected_lawfully_or_left_out_with_a_reason(
    crowd: tuple[list[Waiting], Collecting],
) -> None:
    people, asked = crowd
    found = collect(people, asked, iterations=30, bound_rounds=10)
    sound(found, people, asked)
    assert found.bound_km <= found.km
    assert collect(people[::-1], asked, iterations=30, bound_rounds=10) == found


def test_a_site_that_fills_more_than_a_coach_is_collected_by_several_and_no_household_is_parted() -> None:
    people = [
        *waiting("P1", 12, 0, "H-1"),
        *waiting("P1", 9, 20, "H-2"),
        *waiting("P1", 8, 40, "H-3"),
        *waiting("P0", 6),
    ]
    asked = question(coach(1), coach(2), coach(3, 10))
    found = collect(people, asked, iterations=100)
    sound(found, people, asked)
    assert found.left_out == {}
    assert found.least_coaches == 2
    assert sorted(len(run.rides) for run in found.runs) == [17, 18]  # 19 seats beside the driver: 9 + 8, and 12 + 6


@pytest.mark.parametrize(("seats", "sizes"), [(10, (5, 5, 5)), (10, (5, 5, 5, 2)), (8, (4, 4, 3, 3))])
def test_households_that_do_not_fit_together_have_a_coach_each_while_there_is_one(
    seats: int, sizes: tuple[int, ...]
) -> None:
    # The driver takes a seat of each coach: no two of the large households fit into one.
    people = [one for at, size in enumerate(sizes) for one in waiting("P0", size, 10 * at, household=f"H-{at}")]
    asked = question(*(coach(number, seats) for number in range(len(sizes))))
    found = collect(people, asked, iterations=30)
    sound(found, people, asked)
    assert found.left_out == {}


def test_coaches_arrive_as_late_as_the_train_allows_and_on_mountain_roads_by_day() -> None:
    people = waiting("P1", 5)
    found = collect(people, question(coach(1), road=Road.MOUNTAIN), iterations=20)
    assert found.runs[0].leg.arrive == at("13:00")
    assert found.km == 110
    assert found.gap == pytest.approx(0, abs=0.01)
    early = collect(people, question(coach(1), train="08:00", road=Road.MOUNTAIN), iterations=20)
    reason = early.left_out[WorkerId("P1-0")][0]
    assert reason.code == "TR-08"  # an hour and fifty minutes from six, when the road opens, are past seven
    assert "07:50" in reason.text.en


def test_a_route_without_a_timetable_gives_up_what_costs_it_most_and_the_rest_goes_on() -> None:
    people = [*waiting("P0", 3), *waiting("Far", 3)]
    asked = question(coach(1, 20), train="23:00")
    found = collect(people, asked, iterations=50)
    sound(found, people, asked)
    assert {reasons[0].code for reasons in found.left_out.values()} == {"TR-04"}  # 390 minutes without a rest place
    assert {ride.worker for run in found.runs for ride in run.rides} == {"P0-0", "P0-1", "P0-2"}


def test_a_coach_that_comes_after_the_train_has_left_collects_nobody() -> None:
    asked = evolve(question(coach(1)), depart_between=(at("13:30"), at("15:00")))
    found = collect(waiting("P2", 2), asked, iterations=20)
    assert {reasons[0].code for reasons in found.left_out.values()} == {"timetable.train-gone"}
    assert found.runs == ()


def test_impossible_wishes_are_refused_by_name_and_the_rest_goes_on() -> None:
    people = [
        *waiting("P0", 2),
        *waiting("P1", 21, 0, "H-1"),
        *waiting("Nowhere", 1),
        *waiting("S", 1),
        Waiting(worker=WorkerId("minor-1"), place=PlaceId("P0"), adult=WorkerId("P1-0")),
        Waiting(worker=WorkerId("minor-2"), place=PlaceId("P0"), adult=WorkerId("nobody")),
        Waiting(worker=WorkerId("minor-3"), place=PlaceId("P0"), adult=WorkerId("P0-0")),
        Waiting(worker=WorkerId("minor-4"), place=PlaceId("P0"), adult=WorkerId("minor-3")),
    ]
    asked = question(coach(1), coach(2))
    found = collect(people, asked, iterations=30)
    sound(found, people, asked)
    codes = {worker: reasons[0].code for worker, reasons in found.left_out.items()}
    assert codes.pop(WorkerId("P1-20")) == "collecting.group-too-large"
    assert {code for worker, code in codes.items() if worker.startswith("P1-")} == {"collecting.group-too-large"}
    assert codes[WorkerId("Nowhere-0")] == "collecting.no-way"
    assert codes[WorkerId("S-0")] == "collecting.at-station"
    assert {worker for worker, code in codes.items() if code == "collecting.adult-not-there"} == {
        "minor-1",
        "minor-2",
        "minor-4",
    }
    seats = {ride.worker: int(ride.seat) for run in found.runs for ride in run.rides}
    assert abs(seats[WorkerId("minor-3")] - seats[WorkerId("P0-0")]) == 1


def test_drivers_and_escorts_take_seats_and_places_have_their_times() -> None:
    point = Halt(place=PlaceId("P0"), dwell=10, not_before=at("12:10"), not_after=at("12:30"))
    asked = evolve(question(evolve(coach(1, 8), escorts=2)), points=(point,))
    assert asked.seats(asked.coaches[0]) == 5
    people = waiting("P0", 5)
    found = collect(people, asked, iterations=20)
    sound(found, people, asked)
    stop = found.runs[0].leg.stops[0]
    assert (stop.place, stop.depart) == ("P0", at("12:30"))
    assert found.runs[0].leg.escorts == 2
    assert [ride.seat for ride in found.runs[0].rides] == ["04", "05", "06", "07", "08"]
    bare = evolve(asked, book=RuleBook(title=Text.same("none")), before_train=None)
    assert (bare.seats(bare.coaches[0]), bare.latest()) == (6, None)


def test_without_a_time_to_change_nobody_is_promised_a_train() -> None:
    none = RuleBook(title=Text.same("transport"), rules=RULES, parameters=Parameters.of(PARAMETERS))
    found = collect(waiting("P0", 1), evolve(question(coach(1)), book=none), iterations=20)
    assert found.left_out[WorkerId("P0-0")][0].code == "TR-25"


def test_without_a_train_an_hour_of_arrival_will_do() -> None:
    asked = evolve(question(coach(1)), before_train=None, arrive_by=at("10:00"))
    assert collect(waiting("P0", 1), asked, iterations=20).runs[0].leg.arrive == at("10:00")
    nobody = collect([], asked)
    assert (nobody.runs, nobody.gap) == ((), 0.0)


def test_what_is_no_question_or_no_answer_is_refused() -> None:
    with pytest.raises(InvalidValue, match="share an id"):
        question(coach(1), coach(1))
    with pytest.raises(InvalidValue, match="crew of one coach"):
        question(coach(1), evolve(coach(2), crew=coach(1).crew))
    with pytest.raises(InvalidValue, match="waits twice"):
        collect(waiting("P0", 1) * 2, question(coach(1)))
    with pytest.raises(InvalidValue, match="lost or twice"):
        Collected(came_in=frozenset({WorkerId("W-1")}), runs=())


def test_there_is_time_left_between_two_trains() -> None:
    assert at("14:00") - timedelta(minutes=60) == question().latest()


def test_ways_that_the_table_lacks_are_driven_over_others() -> None:
    # 250 minutes from P0 to P1 are too many without a rest, and so are the ways to S; from Far one comes to P1 over D.
    ways = [("D", "Far", 10), ("Far", "P0", 10), ("P0", "P1", 250), ("P1", "S", 10), ("D", "P1", 30)]
    ways += [("Far", "S", 400), ("P0", "S", 400)]
    table = TravelTimes(tuple(Way(start=PlaceId(a), end=PlaceId(b), minutes=m, km=Decimal(m)) for a, b, m in ways))
    asked = evolve(question(coach(1)), travel=table)
    people = [*waiting("Far", 1), *waiting("P0", 1), *waiting("P1", 1)]
    found = collect(people, asked, iterations=50)
    sound(found, people, asked)
    assert found.left_out == {}
    first, second, *last = [stop.place for stop in found.runs[0].leg.stops]
    assert ({first, second}, last) == ({"P0", "Far"}, ["P1", "S"])  # either first: over D it is as far
    assert found.km == 10 + 10 + 10 + 10 + 30 + 10


@pytest.mark.parametrize(
    ("on", "rear", "riders"),
    [
        (date(2020, 2, 11), 9, 48),
        (date(2020, 2, 12), 9, 24),
        (date(2020, 3, 5), 30, 18),
        (date(2021, 1, 1), 9, 48),
    ],
)
def test_a_coach_is_no_fuller_than_measures_against_an_epidemic_allow_on_its_day(
    on: date, rear: int, riders: int
) -> None:
    """49 seats, one of them the driver's; half of them may be filled while the measures hold, before the rear rows."""
    known = next(one for one in MEASURES if one.name == "rear_rows_seats")
    value = DatedValue(value=rear, source=Convention(Text.same("test")))
    book = epidemic_2020(lc.national()).with_parameters(evolve(known, values=(value,)))
    first = datetime(on.year, on.month, on.day, 8, tzinfo=ZONE)
    vehicle = Vehicle(id=VehicleId("V-1"), mode=TransportMode.CHARTER_COACH, rated=49)
    coach = FeederCoach(vehicle=vehicle, depot=PlaceId("P0"), crew=(CrewMember(driver=DriverId("D-1")),))
    question = Collecting(
        coaches=(coach,),
        station=STATION,
        travel=travel(),
        book=book,
        depart_between=(first, first + timedelta(hours=1)),
    )
    people = [Waiting(worker=WorkerId(f"W-{number:02}"), place=PlaceId("P0")) for number in range(49)]
    found = collect(people, question, iterations=10)
    assert [len(run.rides) for run in found.runs] == [riders]
    assert [ride.seat for ride in found.runs[0].rides] == [f"{seat:02}" for seat in range(2, 2 + riders)]
    assert len(found.left_out) == 49 - riders

"""Routes that know the law: as many people as any lawful way of driving carries, over two days where need be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import permutations, product
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.kernel.ids import DriverId, LegId, PartyId, PlaceId, VehicleId, WorkerId
from laborcoop.packs import national
from laborcoop.transfer import (
    Collected,
    Collecting,
    CrewMember,
    FeederCoach,
    Halt,
    RestPlace,
    Ride,
    Road,
    Timetable,
    TransportMode,
    TravelTimes,
    Vehicle,
    Waiting,
    Way,
    collect,
    duties,
)
from laborcoop.transfer.feeder_choice import choose
from laborcoop.transfer.feeder_rows import Row, Rows, kinds_of
from laborcoop.transfer.hours import Span

ZONE = ZoneInfo("Asia/Shanghai")
BOOK = national()
STATION = PlaceId("S")
AT = {"S": 0, "R1": 120, "R2": 300, "D": 330, "P0": 340, "P1": 350, "P2": 420, "P3": 480}


def at(clock: str, day: int = 5) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2023, 2, day, hour, minute, tzinfo=ZONE)


def road(kind: Road = Road.ORDINARY) -> TravelTimes:
    """Places along one road, a minute and half a kilometre apart as said; at R1 and R2 a driver can rest."""

    def way(start: str, end: str) -> Way:
        far, low, high = abs(AT[start] - AT[end]), *sorted((AT[start], AT[end]))
        rests = sorted((abs(AT[rest] - AT[start]), rest) for rest in ("R1", "R2") if low < AT[rest] < high)
        return Way(
            start=PlaceId(start),
            end=PlaceId(end),
            minutes=far,
            km=Decimal(far) / 2,
            road=kind,
            rests=tuple(
                RestPlace(place=PlaceId(rest), minutes=minutes, km=Decimal(minutes) / 2) for minutes, rest in rests
            ),
        )

    stops = [place for place in AT if not place.startswith("R")]
    return TravelTimes(tuple(way(a, b) for a in stops for b in stops if a != b))


def coach(number: int, seats: int, drivers: int = 1, driven: tuple[Span, ...] = ()) -> FeederCoach:
    return FeederCoach(
        vehicle=Vehicle(id=VehicleId(f"V-{number}"), mode=TransportMode.CHARTER_COACH, rated=seats),
        depot=PlaceId("D"),
        crew=tuple(CrewMember(driver=DriverId(f"D-{number}-{i}"), driven=driven) for i in range(drivers)),
    )


def question(*coaches: FeederCoach, by: datetime | None, kind: Road = Road.ORDINARY) -> Collecting:
    return Collecting(
        coaches=coaches,
        station=STATION,
        travel=road(kind),
        book=BOOK,
        depart_between=(at("05:00"), at("12:00")),
        arrive_by=by,
    )


def waiting(place: str, *sizes: int) -> list[Waiting]:
    """Households of these sizes."""
    return [
        Waiting(worker=WorkerId(f"{place}-{i}-{j}"), place=PlaceId(place), household=PartyId(f"{place}-{i}"))
        for i, size in enumerate(sizes)
        for j in range(size)
    ]


def unlawful(found: Collected) -> list[str]:
    """The rules that the legs and the drivers of an answer break."""
    said = [
        finding
        for subject in (*found.legs, *duties(found.legs))
        for finding in BOOK.judge(subject, "x", on=date(2023, 2, 5))
    ]
    return [finding.rule for finding in said if finding.rule != "TR-19"]


def most_carried(people: Sequence[Waiting], asked: Collecting) -> int:
    """How many people any coaches carry: each household in each coach or none, each coach in every order of places."""
    households = sorted({(str(person.household), person.place) for person in people})
    sizes = [sum(person.household == name for person in people) for name, _ in households]

    @cache
    def lawful(number: int, places: frozenset[PlaceId]) -> bool:
        return any(
            isinstance(asked.timetable(asked.coaches[number], order, leave_late=False), Timetable)
            for order in permutations(sorted(places))
        )

    def carried() -> Iterator[int]:
        for choice in product(range(len(asked.coaches) + 1), repeat=len(households)):
            fits = all(
                sum(size for size, chosen in zip(sizes, choice, strict=True) if chosen == number) <= asked.seats(one)
                for number, one in enumerate(asked.coaches)
            )
            called = [
                frozenset(place for (_, place), chosen in zip(households, choice, strict=True) if chosen == number)
                for number in range(len(asked.coaches))
            ]
            if fits and all(lawful(number, places) for number, places in enumerate(called) if places):
                yield sum(size for size, chosen in zip(sizes, choice, strict=True) if chosen < len(asked.coaches))

    return max(carried())


@st.composite
def small_questions(draw: st.DrawFn) -> tuple[list[Waiting], Collecting]:
    people = [
        person
        for place in ("P1", "P2", "P3")
        for person in waiting(place, *draw(st.lists(st.integers(1, 3), max_size=2)))
    ]
    seats = draw(st.lists(st.integers(3, 6), min_size=1, max_size=2))
    coaches = [coach(i, each, draw(st.integers(1, 2))) for i, each in enumerate(seats)]
    by = draw(st.sampled_from([at("11:30"), at("13:00"), at("15:00"), at("21:00")]))
    return people, question(*coaches, by=by, kind=draw(st.sampled_from([Road.ORDINARY, Road.MOUNTAIN])))


@given(small_questions())
@settings(max_examples=12)
def test_as_many_are_carried_as_any_lawful_way_of_driving_carries(asked: tuple[list[Waiting], Collecting]) -> None:
    people, question = asked
    found = collect(people, question, iterations=20, bound_rounds=5)
    assert sum(len(run.rides) for run in found.runs) == most_carried(people, question)
    assert unlawful(found) == []
    assert found.bound_km <= found.km


def test_a_coach_that_alone_can_come_for_the_far_is_freed_by_one_that_drives_its_row() -> None:
    """The nearer place fills either coach; only that with two drivers is back in time from the farther one."""
    asked = question(coach(0, 3), coach(1, 5, drivers=2), by=at("21:00"))
    found = collect([*waiting("P1", 2), *waiting("P3", 2)], asked, iterations=20)
    assert [(run.coach, {ride.worker for ride in run.rides}) for run in found.runs] == [
        ("V-0", {"P1-0-0", "P1-0-1"}),
        ("V-1", {"P3-0-0", "P3-0-1"}),
    ]


def test_a_coach_with_a_seat_free_takes_one_of_another_place_so_that_the_others_fit() -> None:
    """Three couples leave one of seven seats free; it is for one of P0, whose coach then takes the rest of them."""
    coaches = [coach(0, 9, drivers=2), coach(1, 6, drivers=2), coach(2, 4, drivers=2)]
    people = [*waiting("P0", 1, 2, 1, 1, 1), *waiting("P1", 2, 2, 2), *waiting("P2", 2)]
    found = collect(people, question(*coaches, by=at("21:00")), iterations=20)
    assert sorted(len(run.rides) for run in found.runs) == [2, 4, 7]


def test_a_way_too_long_to_be_driven_without_a_rest_is_driven_over_another_place() -> None:
    """From P3 to the station there is no rest in 245 minutes; by way of D, where nobody waits, there is one."""
    ways = {("D", "P3"): 150, ("P3", "S"): 245, ("D", "S"): 100}
    long = TravelTimes(
        tuple(
            Way(start=PlaceId(a), end=PlaceId(b), minutes=minutes, km=Decimal(minutes))
            for (a, b), minutes in ways.items()
        )
    )
    found = collect(waiting("P3", 2), evolve(question(coach(0, 5), by=None), travel=long), iterations=20)
    assert found.left_out == {}
    assert [stop.place for stop in found.runs[0].leg.stops] == ["P3", "D", "S"]
    assert unlawful(found) == []


def test_a_place_that_no_free_coach_holds_is_parted_among_those_with_seats_left() -> None:
    people = [*waiting("P1", 1, 1, 1, 1, 1), *waiting("P2", 1, 1, 1, 1)]
    found = collect(people, question(coach(1, 8), coach(2, 5), by=None), iterations=20)
    assert found.left_out == {}
    assert sorted(len(run.rides) for run in found.runs) in ([4, 5], [3, 6])


def test_who_is_too_far_for_one_lawful_day_comes_on_the_next_and_the_night_is_named() -> None:
    driven = (Span(at("20:00", 4), at("00:00")),)
    asked = evolve(question(coach(1, 5, driven=driven), by=None), depart_between=(at("07:00"), at("08:00")))
    found = collect(waiting("P3", 2), asked, iterations=20)
    assert found.left_out == {}
    assert unlawful(found) == []
    (run,) = found.runs
    assert run.leg.arrive.date() == date(2023, 2, 6)
    (night,) = found.overnights
    assert (night.night, night.leg, night.drivers) == (date(2023, 2, 5), run.leg.id, ("D-1-0",))
    assert night.workers == ("P3-0-0", "P3-0-1")
    assert night.place in {"R1", "R2"}


def test_a_coach_that_can_be_there_on_the_same_day_spares_people_the_night() -> None:
    driven = (Span(at("20:00", 4), at("00:00")),)
    nearer = evolve(coach(1, 5, driven=driven), depot=PlaceId("P1"))
    asked = question(nearer, coach(2, 5, drivers=2), by=at("20:00", 6))
    asked = evolve(asked, depart_between=(at("07:00"), at("08:00", 6)))
    found = collect(waiting("P3", 2), asked, iterations=20)
    assert [run.coach for run in found.runs] == ["V-2"]
    assert found.overnights == ()


def test_nobody_spends_a_night_where_they_board_or_alight() -> None:
    asked = question(coach(1, 5), by=None)
    run = collect(waiting("P1", 1), asked, iterations=20).runs[0]
    held = tuple(
        evolve(stop, arrive=stop.arrive - timedelta(days=1)) if i == 0 else stop for i, stop in enumerate(run.leg.stops)
    )
    assert evolve(run, leg=evolve(run.leg, stops=held)).overnights == ()
    assert isinstance(run.rides[0], Ride)
    assert run.leg.id == LegId("F-V-1")


@pytest.mark.parametrize(
    ("by", "driven", "code"),
    [
        (at("13:00"), (), "TR-04"),  # eight hours and two rests from five on
        (at("23:00"), (Span(at("20:00", 4), at("04:00")),), "TR-06"),
        (at("10:00"), (), "TR-04"),
    ],
)
def test_who_is_left_out_is_told_the_rule_and_the_minute(by: datetime, driven: tuple[Span, ...], code: str) -> None:
    found = collect(waiting("P3", 1), question(coach(1, 5, driven=driven), by=by), iterations=20)
    (reason,) = found.left_out[WorkerId("P3-0-0")]
    assert reason.code == code
    assert "2023-02-05 " in reason.text.en


def test_who_finds_no_seat_is_told_so_and_what_forbids_the_coach_that_has_one() -> None:
    people = [*waiting("P1", 1, 1, 1), *waiting("P3", 1)]
    busy = coach(2, 3, driven=(Span(at("21:00", 4), at("04:30")),))
    found = collect(people, question(coach(1, 3), busy, by=at("14:30")), iterations=20)
    reasons = next(iter(found.left_out.values()))
    assert [reason.code for reason in reasons] == ["collecting.no-coach", "TR-06"]


def test_without_a_coach_or_a_driver_that_can_be_there_the_reason_says_so() -> None:
    alone = collect(waiting("P1", 1), question(by=None), iterations=20)
    assert [reason.code for reason in alone.left_out[WorkerId("P1-0-0")]] == ["collecting.no-coach"]
    apart = evolve(coach(1, 5), depot=PlaceId("Elsewhere"))
    lost = collect(waiting("P1", 1), question(apart, by=None), iterations=20)
    assert [reason.code for reason in lost.left_out[WorkerId("P1-0-0")]] == ["collecting.no-coach"]


def test_early_coaches_come_as_soon_as_they_can_and_others_as_late_as_they_may() -> None:
    asked = question(coach(1, 5), by=at("16:00"))
    late, early = (collect(waiting("P1", 1), evolve(asked, early=early), iterations=20) for early in (False, True))
    assert late.runs[0].leg.arrive == at("16:00")
    assert early.runs[0].leg.arrive < at("12:00")


def test_a_crew_that_has_driven_and_places_on_mountain_roads_bound_the_routes() -> None:
    asked = question(coach(1, 5, driven=(Span(at("02:00"), at("04:00")),)), coach(2, 5, 2), by=None, kind=Road.MOUNTAIN)
    assert [asked.drives_for(one) for one in asked.coaches] == [360, 960]
    assert asked.boards(PlaceId("P1")) == (60, None)
    assert evolve(asked, points=(Halt(place=PlaceId("P1"), dwell=10),)).boards(PlaceId("P1")) == (50, None)
    free = evolve(asked, book=evolve(BOOK, rules=tuple(rule for rule in BOOK if rule.code not in {"TR-04", "TR-06"})))
    assert (free.drives_for(asked.coaches[0]), free.longest_drive()) == (None, None)
    assert asked.longest_drive() == 240
    people = [*waiting("P1", 1), *waiting("P2", 1)]
    assert collect(people, free, iterations=20).left_out == {}


def test_a_route_that_fits_the_clock_and_not_the_law_is_parted_among_coaches() -> None:
    """To both places it takes 390 minutes with the stands, and 430 with the rests that are asked for."""
    asked = evolve(
        question(coach(1, 5), coach(2, 5), by=at("11:50")),
        points=(Halt(place=PlaceId("P0"), dwell=10), Halt(place=PlaceId("P1"), dwell=10)),
    )
    found = collect([*waiting("P0", 1), *waiting("P1", 1)], asked, iterations=30)
    assert found.left_out == {}
    assert [len(run.rides) for run in found.runs] == [1, 1]
    assert unlawful(found) == []


def test_coach_after_coach_is_tried_for_whom_the_nearest_cannot_bring() -> None:
    """Only the last has the second driver without whom 480 minutes and two rests take too long."""
    tired = (Span(at("23:00", 4), at("03:00")),)
    asked = question(*(coach(i, 4 + i, driven=tired) for i in range(4)), coach(9, 4, drivers=2), by=at("16:00"))
    depots = ("D", "P0", "P1", "P2", "D")
    asked = evolve(
        asked,
        coaches=tuple(evolve(one, depot=PlaceId(depot)) for one, depot in zip(asked.coaches, depots, strict=True)),
    )
    found = collect(waiting("P3", 2), asked, iterations=30)
    assert [run.coach for run in found.runs] == ["V-9"]
    assert found.left_out == {}


def test_a_coach_does_not_wait_through_the_night_to_come_late() -> None:
    asked = evolve(question(coach(1, 5, drivers=2), by=at("10:00", 6)), depart_between=(at("05:00"), at("23:00")))
    found = collect(waiting("P3", 1), asked, iterations=20)
    assert found.overnights == ()
    assert found.runs[0].leg.arrive.date() == date(2023, 2, 5)


def test_a_search_that_is_given_no_time_keeps_the_choice_that_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = question(coach(1, 5), by=None)
    rows = Rows(asked, kinds_of(asked))
    row = rows.find(0, (PlaceId("P1"),))
    company = tuple(waiting("P1", 2))
    assert row is not None
    best = choose([row], rows.kinds, {PlaceId("P1"): [company]})
    assert (best.driven, best.proved) == (((row, (company,)),), True)
    monkeypatch.setattr("laborcoop.transfer.feeder_choice._EFFORT", 0.0)
    rushed = choose([row], rows.kinds, {PlaceId("P1"): [company]}, best)
    assert (rushed, rushed.proved) == (best, False)


def test_a_coach_with_a_seat_free_that_cannot_come_by_is_named_and_one_that_could_is_not() -> None:
    dwelling = (Halt(place=PlaceId("P0"), dwell=10), Halt(place=PlaceId("P1"), dwell=10))
    asked = evolve(question(coach(1, 5), by=at("11:50")), points=dwelling)
    found = collect([*waiting("P1", 2), *waiting("P0", 1)], asked, iterations=30)
    assert [reason.code for reason in found.left_out[WorkerId("P0-0-0")]] == ["collecting.no-coach", "TR-04"]
    roomy = collect([*waiting("P1", 3), *waiting("P0", 2)], question(coach(1, 5), by=None), iterations=30)
    assert [reason.code for reason in roomy.left_out[WorkerId("P0-0-0")]] == ["collecting.no-coach"]


def test_an_unlawful_row_is_parted_in_two_and_gives_up_its_dearest_place() -> None:
    rows = Rows(asked := question(coach(1, 5), by=None), kinds_of(asked))
    rows.part(0, (PlaceId("P2"), PlaceId("P1"), PlaceId("P0")))
    assert {places for _, places in rows.known} == {
        ("P2",),
        ("P1", "P0"),
        ("P2", "P1"),
        ("P0",),
    }


def test_a_row_without_a_night_is_chosen_before_a_shorter_one_with_one() -> None:
    asked = question(coach(1, 5), evolve(coach(2, 5), depot=PlaceId("P1")), by=None)
    place, company = PlaceId("P3"), tuple(waiting("P3", 2))
    by_night, by_day = Row(0, (place,), metres=10, nights=1), Row(1, (place,), metres=90, nights=0)
    kinds = kinds_of(asked)
    assert choose([by_night, by_day], kinds, {place: [company]}).driven == ((by_day, (company,)),)
    assert choose([by_night], kinds, {place: [company]}).driven == ((by_night, (company,)),)
    assert choose([evolve(by_day, kind=0, metres=20), by_day], kinds, {place: [company]}).driven[0][0].metres == 20

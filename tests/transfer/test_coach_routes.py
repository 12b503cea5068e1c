"""Coach routes: within every bound, no worse than all others on small cases, near the best known on public ones."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from importlib import util
from itertools import pairwise, permutations
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue, MissingExtra
from laborcoop.kernel.ids import PlaceId, VehicleId
from laborcoop.transfer.coach_routes import CoachRoute, Pickup, RouteCoach, RouteProblem, find_routes, measured
from laborcoop.transfer.route_bound import bound_metres, coaches_needed
from laborcoop.transfer.travel_times import TravelTimes, Way

STATION = PlaceId("S")
CASES = Path(__file__).parents[1] / "data" / "routes"
"""Instances that PyVRP publishes."""


def table(places: Sequence[str], km: dict[tuple[str, str], int]) -> TravelTimes:
    return TravelTimes(
        tuple(
            Way(start=PlaceId(a), end=PlaceId(b), minutes=km[a, b], km=Decimal(km[a, b]))
            for a in places
            for b in places
            if a != b and (a, b) in km
        )
    )


@st.composite
def small_problems(draw: st.DrawFn) -> RouteProblem:
    """Up to five pickups, three coaches of different sizes and depots, ways of any lengths."""
    names = [f"P{i}" for i in range(draw(st.integers(1, 5)))]
    places = ["S", "D1", "D2", *names]
    km = {(a, b): draw(st.integers(1, 40)) for a in places for b in places if a != b}
    coaches = draw(st.lists(st.tuples(st.sampled_from(["D1", "D2", "S"]), st.integers(2, 6)), min_size=1, max_size=3))
    return RouteProblem(
        pickups=tuple(
            Pickup(id=name, place=PlaceId(name), people=draw(st.integers(1, 4)), minutes=draw(st.integers(0, 5)))
            for name in names
        ),
        coaches=tuple(
            RouteCoach(id=VehicleId(f"V{i}"), depot=PlaceId(depot), seats=seats)
            for i, (depot, seats) in enumerate(coaches)
        ),
        station=STATION,
        travel=table(places, km),
    )


def plans(problem: RouteProblem, pickups: Sequence[Pickup]) -> Iterator[list[tuple[RouteCoach, list[Pickup]]]]:
    """Every way to collect exactly these pickups, within the seats."""

    def parted(
        order: Sequence[Pickup], coaches: Sequence[RouteCoach]
    ) -> Iterator[list[tuple[RouteCoach, list[Pickup]]]]:
        if not order:
            yield []
        elif coaches:
            for taken in range(len(order) + 1):
                if sum(pickup.people for pickup in order[:taken]) <= coaches[0].seats:
                    for rest in parted(order[taken:], coaches[1:]):
                        yield [*([(coaches[0], list(order[:taken]))] if taken else []), *rest]

    for order in permutations(pickups):
        yield from parted(order, problem.coaches)


def metres(problem: RouteProblem, plan: Sequence[tuple[RouteCoach, Sequence[Pickup]]]) -> int:
    total = 0
    for coach, pickups in plan:
        places = [coach.depot, *(pickup.place for pickup in pickups), problem.station]
        for a, b in pairwise(places):
            total += 0 if a == b else int(problem.travel.between(a, b).km * 1000)
    return total


@settings(max_examples=25)
@given(small_problems())
def test_the_bound_is_no_more_than_the_best_of_all_routes_and_the_routes_are_no_less(problem: RouteProblem) -> None:
    found = find_routes(problem, iterations=60)
    served = {each for route in found.routes for each in route.pickups}
    assert sorted([*served, *found.left]) == sorted(pickup.id for pickup in problem.pickups)
    people = {pickup.id: pickup.people for pickup in problem.pickups}
    for route in found.routes:
        coach = next(coach for coach in problem.coaches if coach.id == route.coach)
        assert sum(people[each] for each in route.pickups) <= coach.seats
    collected = [pickup for pickup in problem.pickups if pickup.id in served]
    best = min(metres(problem, plan) for plan in plans(problem, collected))
    assert found.bound_km * 1000 <= best <= found.km * 1000
    assert len(found.routes) >= found.least_coaches
    unsteered = bound_metres(problem, collected, [], rounds=40)
    assert unsteered <= best


def line(*km: int) -> TravelTimes:
    """Places P0, P1, … and the station, as far along one road as said."""
    at = {f"P{i}": far for i, far in enumerate(km)} | {"S": 0, "D": 5}
    return table(list(at), {(a, b): max(1, abs(at[a] - at[b])) for a in at for b in at if a != b})


def pickup(name: str, people: int, **more: int) -> Pickup:
    return Pickup(id=name, place=PlaceId(name), people=people, **more)


def coach(name: str, seats: int, depot: str = "D") -> RouteCoach:
    return RouteCoach(id=VehicleId(name), depot=PlaceId(depot), seats=seats)


def test_routes_along_one_road_are_proved_best_and_the_same_whatever_the_order() -> None:
    problem = RouteProblem(
        pickups=(pickup("P0", 20), pickup("P1", 20), pickup("P2", 9)),
        coaches=(coach("V-1", 49), coach("V-2", 49)),
        station=STATION,
        travel=line(10, 30, 60),
    )
    found = find_routes(problem, iterations=100)
    assert [sorted(route.pickups) for route in found.routes] == [["P0", "P1", "P2"]]
    assert (int(found.km), found.left, found.least_coaches) == (115, (), 1)
    assert found.gap < 0.01
    assert find_routes(problem, iterations=100) == found


def test_where_seats_are_short_as_many_people_as_possible_are_collected() -> None:
    problem = RouteProblem(
        pickups=(pickup("P0", 20), pickup("P1", 30), pickup("P2", 25)),
        coaches=(coach("V-1", 45),),
        station=STATION,
        travel=line(10, 30, 60),
    )
    found = find_routes(problem, iterations=200)
    assert (sorted(found.routes[0].pickups), found.left) == (["P0", "P2"], ("P1",))


def test_times_are_kept_and_what_cannot_be_reached_in_time_is_left() -> None:
    problem = RouteProblem(
        pickups=(pickup("P0", 5, opens=60), pickup("P1", 5, closes=20), pickup("P2", 5)),
        coaches=(coach("V-1", 45),),
        station=STATION,
        travel=line(10, 30, 60),
        latest=75,
    )
    found = find_routes(problem, iterations=200)
    # P1 lies 25 minutes from the depot and closes after 20; P2 is 55 minutes away and 60 from the station.
    assert ([route.pickups for route in found.routes], found.left) == ([("P0",)], ("P1", "P2"))


def test_a_place_without_a_way_is_left_and_the_rest_goes_on() -> None:
    problem = RouteProblem(
        pickups=(pickup("P0", 5), pickup("Q", 5), pickup("P1", 50)),
        coaches=(coach("V-1", 45),),
        station=STATION,
        travel=line(10, 30),
    )
    found = find_routes(problem, iterations=50)
    assert ([route.pickups for route in found.routes], found.left) == ([("P0",)], ("Q", "P1"))
    nobody = find_routes(evolve(problem, coaches=()))
    assert (len(nobody.routes), int(nobody.km), nobody.gap, nobody.left) == (0, 0, 0.0, ("P0", "Q", "P1"))


def test_a_coach_drives_only_on_ways_that_there_are() -> None:
    # From P0 leads no way to P1 nor back: two coaches are needed, and one alone leaves somebody behind.
    km = {("D", "P0"): 5, ("D", "P1"): 5, ("P0", "S"): 9, ("P1", "S"): 9}
    both = RouteProblem(
        pickups=(pickup("P0", 5), pickup("P1", 6)),
        coaches=(coach("V-1", 45), coach("V-2", 45)),
        station=STATION,
        travel=table(["D", "P0", "P1", "S"], km),
    )
    assert len(find_routes(both, iterations=50).routes) == 2
    one = find_routes(evolve(both, coaches=both.coaches[:1]), iterations=50)
    assert (one.routes[0].pickups, one.left) == (("P1",), ("P0",))


def test_loads_of_one_place_are_collected_by_several_coaches() -> None:
    problem = RouteProblem(
        pickups=tuple(evolve(pickup("P0", 45), id=f"P0#{i}") for i in (1, 2)),
        coaches=(coach("V-1", 45), coach("V-2", 50, "S")),
        station=STATION,
        travel=line(10),
    )
    found = find_routes(problem, iterations=50)
    assert (len(found.routes), found.left, int(found.km)) == (2, (), 35)
    assert measured(problem, found.routes, bound_rounds=0).bound_km == 0


def test_the_coaches_needed_are_the_largest_until_everyone_has_a_seat() -> None:
    assert coaches_needed([30, 30], [20, 45, 20]) == 2
    assert coaches_needed([30, 30], [30]) == 1
    assert coaches_needed([], [30]) == 0


def test_what_shares_an_id_is_refused() -> None:
    with pytest.raises(InvalidValue, match="share an id"):
        RouteProblem(pickups=(pickup("P0", 1),) * 2, coaches=(), station=STATION, travel=line(1))


def test_without_pyvrp_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyvrp", None)
    problem = RouteProblem(pickups=(pickup("P0", 1),), coaches=(coach("V-1", 9),), station=STATION, travel=line(10))
    with pytest.raises(MissingExtra, match=r"laborcoop\[plan\]"):
        find_routes(problem)


def _benchmark() -> ModuleType:
    spec = util.spec_from_file_location("routes", Path(__file__).parents[2] / "benchmarks" / "routes.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("name", "coaches", "scale", "iterations", "known", "within"),
    [("X-n101-k25", 30, 1, 1500, Decimal(27591), 1.02), ("RC208", 25, 10, 400, Decimal("776.1"), 1.05)],
)
def test_public_instances_are_solved_near_the_best_known(
    name: str, coaches: int, scale: int, iterations: int, known: Decimal, within: float
) -> None:
    problem = _benchmark().problem(CASES / f"{name}.vrp", coaches=coaches, scale=scale)
    found = find_routes(problem, iterations=iterations, bound_rounds=3)
    assert found.left == ()
    assert known <= found.km <= float(known) * within
    assert found.bound_km <= known


@pytest.mark.parametrize("pickups", [1, 2, 3])
def test_the_bound_of_the_best_routes_is_their_length_to_the_metre_so_that_they_are_proved_best(pickups: int) -> None:
    """Places on a line: one coach calls at all of them, or one at each where no coach has seats for two."""
    names = [f"P{i}" for i in range(pickups)]
    places = ["D", *names, "S"]
    km = {(a, b): 7 * abs(i - j) for i, a in enumerate(places) for j, b in enumerate(places)}
    for seats, metres in ((pickups, 7 * (pickups + 1)), (1, 7 * (pickups + 1) * pickups)):
        problem = RouteProblem(
            pickups=tuple(Pickup(id=name, place=PlaceId(name), people=1) for name in names),
            coaches=tuple(RouteCoach(id=VehicleId(name), depot=PlaceId("D"), seats=seats) for name in names),
            station=STATION,
            travel=table(places, km),
        )
        found = find_routes(problem, iterations=30)
        assert found.bound_km == found.km == metres
        assert found.gap == 0


def test_a_known_route_is_measured_with_its_bound() -> None:
    problem = RouteProblem(
        pickups=(pickup("P0", 20), pickup("P1", 20)), coaches=(coach("V-1", 49),), station=STATION, travel=line(10, 30)
    )
    poor = measured(problem, [CoachRoute(coach=VehicleId("V-1"), pickups=("P0", "P1"), km=Decimal(0))])
    assert poor.km == 5 + 20 + 30
    assert poor.bound_km <= 55
    assert poor.gap == pytest.approx(0, abs=0.01)


def test_prices_that_settle_short_of_the_programme_end_the_search_for_a_bound() -> None:
    # One large coach and three small ones stand at one depot: the programme counts coaches, the bound counts each kind.
    problem = RouteProblem(
        pickups=(pickup("P0", 2), pickup("P1", 2), pickup("P2", 2), pickup("P3", 2)),
        coaches=(coach("V-0", 8), *(coach(f"V-{i}", 2) for i in (1, 2, 3))),
        station=STATION,
        travel=line(10, 30, 60, 90),
    )
    short, long, longer = (bound_metres(problem, problem.pickups, [], rounds=rounds) for rounds in (1, 40, 400))
    assert 0 < short <= long == longer <= find_routes(problem, iterations=100).km * 1000


@pytest.mark.parametrize(
    "impossible",
    [{"earliest": 61, "latest": 60}, {"pickups": (Pickup(id="P", place=PlaceId("P"), people=1, opens=2, closes=1),)}],
)
def test_times_at_which_nothing_can_be_collected_leave_it_and_are_no_error(impossible: dict[str, Any]) -> None:
    problem = RouteProblem(
        pickups=(Pickup(id="P", place=PlaceId("P"), people=1),),
        coaches=(RouteCoach(id=VehicleId("V"), depot=STATION, seats=2),),
        station=STATION,
        travel=table(["S", "P"], {("S", "P"): 10, ("P", "S"): 10}),
    )
    assert find_routes(problem, iterations=5).left == ()
    assert find_routes(evolve(problem, **impossible), iterations=5).left == ("P",)

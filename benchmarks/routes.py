"""Routes on public instances through the library's own interface: ``python benchmarks/routes.py`` writes the page.

The instances are those that PyVRP publishes (MIT licence), X-n101-k25 of Uchoa et al. and RC208 of Solomon; they lie in
tests/data/routes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path

from laborcoop.kernel.ids import PlaceId, VehicleId
from laborcoop.transfer.coach_routes import CoachRoutes, Pickup, RouteCoach, RouteProblem, find_routes
from laborcoop.transfer.travel_times import TravelTimes, Way

_ROOT = Path(__file__).parents[1]
CASES = _ROOT / "tests" / "data" / "routes"
PAGE = _ROOT / "docs" / "benchmarks-routes.md"
HEAD = """# Benchmarks of the coach routes

Written by `python benchmarks/routes.py`; do not edit. PyVRP {version}; the same seed gives the same routes. Both are
instances that PyVRP publishes, put to `laborcoop.transfer.find_routes` as pickups, coaches and a table of ways, with
seed 0. The bound is by q-routes: it knows seats and distances, and nothing of times, so that on RC208, whose times
bind, it says little.

| instance | pickups | iterations | found | best known | above it | bound | gap to the bound |
|---|---|---|---|---|---|---|---|
"""


def sections(path: Path) -> dict[str, list[list[str]]]:
    """The sections of a file in VRPLIB's form, each line in its words."""
    found: dict[str, list[list[str]]] = {"": []}
    name = ""
    for line in path.read_text().splitlines():
        words = line.replace(":", " ").split()
        if words and words[0].endswith("_SECTION"):
            name = words[0].removesuffix("_SECTION")
            found[name] = []
        elif words and words[0] != "EOF":
            found[name].append(words)
    return found


def problem(path: Path, *, coaches: int, scale: int) -> RouteProblem:
    """An instance as a question to the library; distances and minutes are multiplied by ``scale`` and cut to whole.

    With a scale of 1 distances are rounded to the nearest whole, as the instances of Uchoa et al. have it.
    """
    parts = sections(path)
    head = {words[0]: words[-1] for words in parts[""]}
    at = {words[0]: (float(words[1]), float(words[2])) for words in parts["NODE_COORD"]}
    people = {words[0]: int(words[1]) for words in parts["DEMAND"]}
    windows = {words[0]: (int(words[1]) * scale, int(words[2]) * scale) for words in parts.get("TIME_WINDOW", [])}
    depot = next(iter(at))
    return RouteProblem(
        pickups=tuple(
            Pickup(
                id=node,
                place=PlaceId(node),
                people=people[node],
                minutes=int(head.get("SERVICE_TIME", 0)) * scale,
                opens=windows[node][0] if windows else None,
                closes=windows[node][1] if windows else None,
            )
            for node in at
            if node != depot
        ),
        coaches=tuple(
            RouteCoach(id=VehicleId(f"V-{i:02}"), depot=PlaceId(depot), seats=int(head["CAPACITY"]))
            for i in range(coaches)
        ),
        station=PlaceId(depot),
        travel=TravelTimes(tuple(_ways(at, scale))),
        latest=windows[depot][1] if windows else None,
    )


def _ways(at: dict[str, tuple[float, float]], scale: int) -> Iterator[Way]:
    for start, here in at.items():
        for end, there in at.items():
            if start < end:
                distance = math.dist(here, there)
                whole = round(distance) if scale == 1 else math.floor(distance * scale)
                yield Way(start=PlaceId(start), end=PlaceId(end), minutes=max(1, whole), km=Decimal(whole) / scale)


def solved(path: Path, *, coaches: int, scale: int, iterations: int, rounds: int) -> CoachRoutes:
    """The routes of an instance."""
    asked = problem(path, coaches=coaches, scale=scale)
    return find_routes(asked, iterations=iterations, bound_rounds=rounds)


def page() -> str:
    """The page, measured now."""
    text = HEAD.format(version=version("pyvrp"))
    for name, coaches, scale, iterations, rounds, known in (
        ("X-n101-k25", 30, 1, 5000, 150, Decimal(27591)),
        ("RC208", 25, 10, 5000, 20, Decimal("776.1")),
    ):
        path = CASES / f"{name}.vrp"
        found = solved(path, coaches=coaches, scale=scale, iterations=iterations, rounds=rounds)
        assert not found.left
        over = float((found.km - known) / known)
        pickups = sum(len(route.pickups) for route in found.routes)
        text += (
            f"| {name} | {pickups} | {iterations} | {found.km.normalize():f} | {known} | {over:.2%} "
            f"| {found.bound_km:.1f} | {found.gap:.1%} |\n"
        )
        print(name, found.km, found.bound_km)
    return text


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

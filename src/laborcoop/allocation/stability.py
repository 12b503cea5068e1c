"""Which pairs would rather have each other: what makes a placement unstable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from laborcoop.allocation.order import readable
from laborcoop.allocation.parties import open_to, units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from laborcoop.allocation.problem import Problem


def liking(problem: Problem, members: tuple[str, ...], place: str) -> int:
    """How much a party wants a place: the sum of its members' scores."""
    return sum(problem.pairs.of(name)[place] for name in members)


def regard(problem: Problem, members: tuple[str, ...], place: str) -> int:
    """How much a place wants a party: as much as it wants the member whom it wants least."""
    return min(problem.regard_of(place, name) for name in members)


def blocking(problem: Problem, placed: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(applicant, place) for every member of every party that blocks the placement with a place.

    A party blocks with a place that it strictly prefers to where it is (anything open is better than nothing) if the
    place has room for it, or would have after letting go of parties that it wants strictly less. The pinned neither
    leave nor are let go.
    """
    there: dict[str, list[tuple[int, int]]] = {}
    free = dict(problem.capacity)
    everyone = units(problem)
    for members in everyone:
        place = placed.get(members[0])
        if place is not None:
            size = sum(problem.size_of(name, place) for name in members)
            free[place] -= size
            if not any(name in problem.pinned for name in members):
                there.setdefault(place, []).append((regard(problem, members, place), size))
    found = []
    for members in everyone:
        if any(name in problem.pinned for name in members):
            continue
        here = placed.get(members[0])
        own = None if here is None else liking(problem, members, here)
        for place in open_to(problem, members):
            if place == here or (own is not None and liking(problem, members, place) <= own):
                continue
            size = sum(problem.size_of(name, place) for name in members)
            wanted = regard(problem, members, place)
            weaker = sum(taken for rank, taken in there.get(place, ()) if rank < wanted)
            if size <= free[place] + weaker:
                found += [(name, place) for name in members]
    order = {name: at for at, name in enumerate(readable(name for name, _ in found))}
    return tuple(sorted(found, key=lambda pair: (order[pair[0]], isinstance(pair[1], str), pair[1])))

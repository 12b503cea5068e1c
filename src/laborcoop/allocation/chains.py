"""Chains and cycles of moves that improve a placement: what the independent check of ``optimal`` looks for.

A move takes a team from one place to another; None stands for nowhere, and for an opening that is free. A cycle leaves
every place as full as it was, but for the two that free openings are taken from and left at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from laborcoop.allocation.ledger import Ledger, Team

Arc = tuple[str | None, str | None]
Gains = dict[Arc, tuple[int, "Team | None"]]
"""From where to where -> the most that a move gains, and who makes it."""


def open_places(ledger: Ledger) -> AbstractSet[str]:
    """The places whose least cohort fits at all."""
    problem = ledger.problem
    return {place for place, count in problem.capacity.items() if problem.minimum.get(place, 0) <= count}


def gains(ledger: Ledger, worth: Callable[[Team, str], int], places: AbstractSet[str]) -> Gains:
    """The most that is gained by a move from one place to another, by single people whom no cap counts.

    Exchanging these changes no load, so that cohorts and caps hold; an opening is taken, or left, only where the
    place keeps its least cohort.
    """
    problem = ledger.problem
    gain: Gains = {}

    def offer(here: str | None, there: str | None, more: int, team: Team | None = None) -> None:
        if here != there and ((here, there) not in gain or more > gain[here, there][0]):
            gain[here, there] = more, team

    for team, around in _movers(ledger, places):
        here = ledger.place(team)
        now = 0 if here is None else worth(team, here)
        offer(here, None, -now, team)
        for place in around:
            offer(here, place, worth(team, place) - now, team)
    load: Counter[str] = Counter()
    for name, place in ledger.placed.items():
        load[place] += ledger.taken(name, place)
    for place in places:
        least = problem.minimum.get(place, 0)
        if load[place] <= 1 or load[place] > least:
            offer(None, place, 0)
        if load[place] < problem.capacity[place] and load[place] + 1 >= least:
            offer(place, None, 0)
    return gain


def _movers(ledger: Ledger, places: AbstractSet[str]) -> Iterator[tuple[Team, AbstractSet[str]]]:
    """The single people in no cap who are free to move, and where they take one opening."""
    counted = frozenset[str]().union(*(cap.applicants for cap in ledger.problem.caps))
    for team in ledger.teams:
        if ledger.is_pinned(team) or len(team) > 1 or not team.isdisjoint(counted):
            continue
        around = {place for place in ledger.places(team) & places if ledger.size(team, place) == 1}
        here = ledger.place(team)
        if here is None or here in around:
            yield team, around


def longest(gain: Gains, start: Mapping[str | None, int]) -> tuple[dict[str | None, int], dict[str | None, Arc]]:
    """The longest chains of moves from the places to start at; or else the arcs of a cycle that gains."""
    leads: dict[str | None, list[tuple[str | None, int]]] = {}
    nodes: set[str | None] = {None, *start}
    for (here, there), (more, _) in gain.items():
        leads.setdefault(here, []).append((there, more))
        nodes.add(there)
    best, by = dict(start), dict[str | None, Arc]()
    changed = set(start)
    for _ in range(len(nodes) + 1):
        following: set[str | None] = set()
        for here in changed:
            for there, more in leads.get(here, ()):
                if there not in best or best[here] + more > best[there]:
                    best[there] = best[here] + more
                    by[there] = here, there
                    following.add(there)
        changed = following
        if not changed:
            return best, {}
    node = next(iter(changed))
    for _ in nodes:
        node = by[node][0]
    cycle: dict[str | None, Arc] = {}
    while node not in cycle:
        cycle[node] = by[node]
        node = by[node][0]
    return best, cycle


def improved(ledger: Ledger, worth: Callable[[Team, str], int]) -> dict[str, str] | None:
    """The placement after one cycle of moves that gains; None where there is none."""
    places = open_places(ledger)
    gain = gains(ledger, worth, places)
    _, cycle = longest(gain, dict.fromkeys([None, *places], 0))
    if not cycle:
        return None
    placed = dict(ledger.placed)
    for arc in cycle.values():
        for name in gain[arc][1] or ():
            placed.pop(name, None)
            if arc[1] is not None:
                placed[name] = arc[1]
    return placed

"""The mechanism ``queue``: strict order of arrival, what an office does today, as the baseline to beat.

Each party in turn takes the place with its best score that still has room. This is the only mechanism that reads the
order of the applicants. One demand goes before the order: a place where somebody is pinned has to reach its minimum,
and may call people away from places that they would have taken.
"""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from laborcoop.allocation.order import key
from laborcoop.allocation.situation import Situation
from laborcoop.allocation.stability import views
from laborcoop.allocation.wishes import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from laborcoop.allocation.problem import Problem


def in_turn(problem: Problem, arrivals: Iterable[str]) -> dict[str, str]:
    """The placement of a queue in this order: the pinned first, a group when its first member's turn comes.

    Where least cohorts do not come together, the places farthest from their minimum close and the queue starts again
    without them. A place where somebody is pinned cannot close: it calls, and in a new queue whoever can go there is
    sent there when their turn comes, until its least cohort is together. The caller sees whether that was enough.
    """
    order = list(dict.fromkeys(arrivals))
    called: set[str] = set()
    while True:
        seats = _served(problem, order, called)
        short = {place for place in called_by_pins(problem) if seats.load[place] < problem.minimum[place]}
        if short <= called:
            return seats.placed
        called |= short


def called_by_pins(problem: Problem) -> set[str]:
    """The places that have to open because of a pin, and whose least cohort takes more than one."""
    return {place for place in problem.pinned.values() if problem.minimum.get(place, 0) > 1}


def _served(problem: Problem, order: Iterable[str], called: set[str]) -> Situation:
    closed: set[str] = set()
    while True:
        seats = _once(problem, order, closed, called)
        short = {
            place: least - seats.load[place]
            for place, least in problem.minimum.items()
            if place not in closed and place not in called and 0 < seats.load[place] < least
        }
        if not short:
            return seats
        farthest = max(short.values())
        closed |= {place for place, missing in short.items() if missing == farthest}


def _once(problem: Problem, order: Iterable[str], closed: set[str], called: set[str]) -> Situation:
    seats = Situation(problem, {})
    for name, place in problem.pinned.items():
        if name not in seats.placed:
            # The whole group, before anybody whose turn comes earlier takes its room.
            seats.seat(seats.party(name), place)
    for name in order:
        members = seats.party(name)
        if name in seats.placed:
            continue
        liking, _ = views(problem, members)
        waits = {place: liking[place] for place in called & liking.keys() if not seats.opens((), place)}
        is_open = partial(_is_open, seats, closed, members)
        # Best first; what calls comes before all else.
        best = next(chain.from_iterable(in_order(some.items(), is_open, key) for some in (waits, liking)), None)
        if best is not None:
            seats.seat(members, best)
    return seats


def _is_open(seats: Situation, closed: set[str], members: tuple[str, ...], place: str) -> bool:
    return (
        place not in closed
        and not seats.is_closed(place)
        and seats.has_room(members, place)
        and not seats.full_caps(members, place)
    )

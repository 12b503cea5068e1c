"""Where more openings are wanted: what one more is worth, and to how many without a place it would be open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from laborcoop.allocation.order import readable
from laborcoop.allocation.parties import open_to
from laborcoop.allocation.reports import Shortage
from laborcoop.allocation.ruled import Ruled
from laborcoop.allocation.sizes import largest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from laborcoop.allocation.kept import Kept
    from laborcoop.allocation.result import Result
    from laborcoop.allocation.situation import Situation

_PAIRS = 2000
"""With so many pairs or fewer, what no price says is found out by solving again."""
_ASKED = 5
"""For so many places, those that most people wait for first."""
_EFFORT = 0.5


def shortages(result: Result, seats: Situation, kept: Kept) -> tuple[Shortage, ...]:
    """The places where one more opening is worth something or people wait: those of known worth first, by it."""
    waiting = _waiting(result, seats, kept)
    asked = [place for place in readable(waiting) if waiting[place] or any(_known(result, place))]
    worth = dict(result.worth) or _solved(result, sorted(asked, key=lambda place: -waiting[place])[:_ASKED])
    found = []
    for place in asked:
        exact = worth.get(place)
        parts = list(zip(result.aims, exact or (), strict=False))
        people = [part for aim, part in parts if aim.kind == "people"]
        price = result.price.get(place)
        short = Shortage(
            place,
            price if exact is None else sum(part for aim, part in parts if aim.kind == "score"),
            waiting[place],
            people=sum(people) if people else None,
            is_exact=exact is not None or price is None,
        )
        rank = (-(price or 0),) if exact is None else tuple(-part for part in exact)
        found.append(((exact is None, rank, -short.waiting), short))
    return tuple(short for _, short in sorted(found, key=lambda one: one[0]))


def _known(result: Result, place: str) -> tuple[int, ...]:
    """What is known of the worth of an opening, exactly or by the linear relaxation."""
    return result.worth.get(place, (result.price.get(place, 0),))


def _waiting(result: Result, seats: Situation, kept: Kept) -> dict[str, int]:
    """Place id -> how many of those who are nowhere could go there for all that pairs, groups, pins and caps say."""
    problem = result.problem
    most = max((largest(size) for size in problem.size.values()), default=1)
    tight = [
        (cap, cap.most - fixed) for cap, fixed in zip(problem.caps, kept.capped, strict=True) if cap.most is not None
    ]
    bound = {name for group in problem.groups if len(group) > 1 for name in group} | problem.pinned.keys()
    bound = bound.union(*(cap.applicants for cap, left in tight if left < most))
    free = [name for name in result.unplaced if name not in bound]
    waiting = dict.fromkeys(problem.capacity, 0) | dict(problem.pairs.open_to(free))
    for name in result.unplaced if bound else ():
        if name not in bound:
            continue
        members = seats.party(name)
        pins = {problem.pinned[one] for one in members if one in problem.pinned}
        caps = [(cap, left) for cap, left in tight if not cap.applicants.isdisjoint(members)]
        for place in pins or open_to(problem, members):
            # What the pinned take is counted already.
            waiting[place] += all(
                (0 if pins else seats.counted(members, place, cap)) <= left for cap, left in caps if place in cap.places
            )
    return waiting


def _solved(result: Result, places: list[str]) -> Mapping[str, tuple[int, ...]]:
    """What one more opening adds to each goal, by solving a small problem again; of the places where that is proved."""
    from laborcoop.allocation.allocate import allocate

    problem = result.problem
    is_large = isinstance(problem.pairs, Ruled) and problem.pairs.is_large
    if result.mechanism != "optimal" or result.status != "proved" or is_large or len(problem.pairs) > _PAIRS:
        return {}
    now = [aim.value(problem, result.placed) for aim in result.aims]
    found = {}
    for place in places:
        more = problem.changed({place: problem.capacity[place] + 1})
        again = allocate(more, objective=result.objective, move_cost=result.move_cost, effort=_EFFORT)
        if again.status == "proved":
            then = [aim.value(more, again.placed) for aim in result.aims]
            found[place] = tuple(after - before for after, before in zip(then, now, strict=True))
    return found

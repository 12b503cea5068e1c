"""The mechanism ``stable``: deferred acceptance (Gale and Shapley 1962), from either side.

With singles the answer is weakly stable: no applicant and place both strictly prefer each other to what they have. Ties
of each side are broken first (by the previous placement, a place's also by priority, then by the hash of the ids); then
the answer is the best stable one for every member of the side that asks, in whatever order they ask. Where both sides
rank by the same scores it is the only stable one, whoever asks: the pair that is first in the common order is in every
stable answer, and so on down.

With groups, or applicants that take several places, a stable answer need not exist, and whether one does is a hard
question (NP-complete: McDermid and Manlove 2010). The other side's procedure is then tried as well; if neither ends in
a stable answer, it is that of the side that asks, and its blocking pairs say where it fails.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Literal

from laborcoop.allocation import rounds
from laborcoop.allocation.desk import ANYBODY, Desk
from laborcoop.allocation.order import ordered
from laborcoop.allocation.ruled import Ruled
from laborcoop.allocation.sides import Sides
from laborcoop.allocation.stability import blocking
from laborcoop.allocation.wishes import Offers, Wishes
from laborcoop.allocation.wishes_by_blocks import WishesByBlocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from laborcoop.allocation.problem import Problem


Asking = Literal["applicants", "places"]


def matched(problem: Problem, proposing: Asking) -> tuple[dict[str, str], bool]:
    """The placement of deferred acceptance, the pinned where they are; and whether it is stable."""
    lists = rounds.strict_lists(problem) if proposing == "applicants" else None
    if lists is not None:
        return rounds.placed(problem, *lists), True
    sides = Sides.of(problem)
    first = _placed(sides, proposing)
    if sides.is_plain or not blocking(problem, first):
        return first, True
    second = _placed(sides, "places" if proposing == "applicants" else "applicants")
    return (first, False) if blocking(problem, second) else (second, True)


def _placed(sides: Sides, proposing: Asking) -> dict[str, str]:
    is_common = sides.problem.regard is None and sides.is_plain
    held = _by_applicants(sides) if proposing == "applicants" or is_common else _by_places(sides)
    return {**sides.fixed, **{name: place for number, place in held.items() for name in sides.members[number]}}


def _by_applicants(sides: Sides) -> dict[int, str]:
    """Applicants ask in their order; a place keeps the best that fit and lets the others go on."""
    desks = {place: Desk(room) for place, room in sides.room.items()}
    bars = {place: desk.bar for place, desk in desks.items()}
    pairs, strict = sides.problem.pairs, sides.strict
    wishes = WishesByBlocks(sides, pairs, bars) if isinstance(pairs, Ruled) and sides.is_plain else Wishes(sides, bars)
    spent: Sequence[int] = range(len(sides.members))
    while asking := deque(wishes.renewed(spent)):
        spent = []
        while asking:
            number = asking.popleft()
            for place, regard in wishes.ahead[number]:
                desk = desks[place]
                tie_break = () if place in strict else sides.want(place, number)
                asking += desk.ask((-regard, tie_break, number, sides.size(number, place)))
                bars[place] = desk.bar
                break
            else:
                spent.append(number)
    return {number: place for place, desk in desks.items() for _, _, number, _ in desk.kept}


def _by_places(sides: Sides) -> dict[int, str]:
    """Places ask in their order as long as they have room; an applicant keeps the best offer."""
    room = dict(sides.room)
    here: dict[int, str] = {}
    bars = [ANYBODY] * len(sides.members)
    ahead = Offers(sides, bars).ahead
    asking = deque(ordered(room))
    while asking:
        place = asking.popleft()
        for number, liking in ahead[place] if room[place] > 0 else ():
            size = sides.size(number, place)
            if size > room[place]:
                continue
            left = here.get(number)
            if left is not None:
                if liking == bars[number] and sides.wish(number, left) < sides.wish(number, place):
                    continue
                room[left] += sides.size(number, left)
                asking.append(left)
            here[number] = place
            bars[number] = liking
            room[place] -= size
            if room[place] == 0:
                break
    return here

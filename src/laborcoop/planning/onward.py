"""The stages after the posts, in two turns: first for those promised a seat, then, in what stays free, for the others.

Whoever planned convoys leave out (`NotCarried`) is of the second turn, with the party: whatever these get, those of the
first turn have the seats and beds that they would have without them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from attrs import evolve, field, frozen

from laborcoop.hiring import Match
from laborcoop.journey import Outcome, Proof, Stage
from laborcoop.kernel.ids import WorkerId
from laborcoop.planning.arrival import reach_gates
from laborcoop.planning.lodge import Lodged, lodge
from laborcoop.planning.seating import seat_long_haul
from laborcoop.planning.town import beds_taken
from laborcoop.planning.travel import TravelCase
from laborcoop.retention import Stay
from laborcoop.transfer.route import Route

_ORDER = list(Stage)


@frozen(kw_only=True)
class Onward:
    """The outcomes from the seats on, the routes of those who arrive, and the stays of all who have a bed."""

    outcomes: tuple[Outcome[Any], ...]
    ways: Mapping[WorkerId, Sequence[Route]] = field(hash=False)
    stays: tuple[Stay, ...]


def onward(travel: TravelCase, posts: Outcome[Match]) -> Onward:
    """Seats, beds and gate for those who have a post.

    Args:
        travel: the case laid out, with what is known beforehand of ways.
        posts: where everybody is bound for.
    """
    promised = _only(posts, posts.went_on - travel.behind)
    others = _only(posts, posts.went_on & travel.behind)
    seats, beds, first = _gone(travel, promised)
    if not others.came_in:
        return first
    routes = chain(seats.placed.values(), *beds.local.ways.values())
    taken = beds_taken(travel.so_far.taken, [first.stays])
    left = evolve(travel, seats=travel.seats.after(routes), so_far=evolve(travel.so_far, taken=taken))
    _, _, second = _gone(left, others)
    return Onward(
        outcomes=_joined(first.outcomes, second.outcomes),
        ways={**first.ways, **second.ways},
        stays=(*first.stays, *second.stays),
    )


def _only(posts: Outcome[Match], people: frozenset[WorkerId]) -> Outcome[Match]:
    placed = {worker: match for worker, match in posts.placed.items() if worker in people}
    return evolve(posts, came_in=frozenset(placed), placed=placed, not_needed=frozenset(), left_out={})


def _gone(travel: TravelCase, posts: Outcome[Match]) -> tuple[Outcome[Route], Lodged, Onward]:
    seats = seat_long_haul(travel, posts)
    beds = lodge(travel, posts, seats)
    gate, ways = reach_gates(travel, posts, seats, beds.outcomes, beds.local)
    stays = tuple(stay for hub in beds.stays.values() for own in hub.values() for stay in own)
    return seats, beds, Onward(outcomes=(seats, *beds.outcomes, gate), ways=ways, stays=stays)


def _joined(*turns: Sequence[Outcome[Any]]) -> tuple[Outcome[Any], ...]:
    """The outcomes of each stage and hub for those of all turns."""
    parts: dict[tuple[Stage, str], list[Outcome[Any]]] = {}
    for outcome in chain(*turns):
        parts.setdefault((outcome.stage, outcome.hub), []).append(outcome)
    found: list[Outcome[Any]] = []
    came_in = frozenset[WorkerId]().union(*(outcomes[0].came_in for outcomes in turns))
    for stage, hub in sorted(parts, key=lambda key: _ORDER.index(key[0])):
        own = parts[stage, hub]
        placed = {worker: given for one in own for worker, given in one.placed.items()}
        left_out = {worker: reasons for one in own for worker, reasons in one.left_out.items()}
        outcome = Outcome(
            stage=stage,
            hub=hub,
            came_in=came_in,
            placed=placed,
            not_needed=came_in.difference(placed, left_out),
            left_out=left_out,
            proof=Proof.joined(one.proof for one in own if one.proof is not None),
        )
        found.append(outcome)
        came_in = outcome.went_on
    return tuple(found)

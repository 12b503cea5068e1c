"""The stages after the posts, in turns: first for those promised a seat, then, in what stays free, for the others.

Whoever planned convoys leave out (`NotCarried`) is of a later turn, with the party: whatever these get, those of the
first have the seats and beds that they would have without them. Whoever finds a leg full has another turn where
somebody with a seat on it finds no bed or no local coach.
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
from laborcoop.planning.lodge import lodge
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

    def without(self, people: frozenset[WorkerId]) -> Onward:
        """The same without some of those who were left out at the first stage, and came to no other."""
        seats, *others = self.outcomes
        left_out = {worker: reasons for worker, reasons in seats.left_out.items() if worker not in people}
        return evolve(self, outcomes=(evolve(seats, came_in=seats.came_in - people, left_out=left_out), *others))


def onward(travel: TravelCase, posts: Outcome[Match]) -> Onward:
    """Seats, beds and gate for those who have a post.

    Args:
        travel: the case laid out, with what is known beforehand of ways.
        posts: where everybody is bound for.
    """
    turns = _turns(travel, _only(posts, posts.went_on - travel.behind), ())
    others = _only(posts, posts.went_on & travel.behind)
    if others.came_in:
        turns = _turns(travel, others, turns)
    return turns[0] if len(turns) == 1 else _joined(turns)


def _turns(travel: TravelCase, asking: Outcome[Match], before: tuple[Onward, ...]) -> tuple[Onward, ...]:
    """The turns so far, and those of some people: whoever finds a leg full asks again for what then falls free on it.

    The seats stage does not see who has no bed or no local coach later. Each further turn is one of fewer people.
    """
    turns = before
    while True:
        made = _gone(_left(travel, turns), asking)
        again = _asking_again(made)
        turns = (*turns, made.without(again))
        if not again:
            return turns
        asking = _only(asking, again)


def _asking_again(made: Onward) -> frozenset[WorkerId]:
    """Those left out for a leg on which somebody had a seat who then got no further."""
    seats = made.outcomes[0]
    freed = {hop.leg.id for worker in seats.placed.keys() - made.ways.keys() for hop in seats.placed[worker].hops}
    return frozenset(
        worker
        for worker, reasons in seats.left_out.items()
        if any(not freed.isdisjoint(reason.about) for reason in reasons)
    )


def _left(travel: TravelCase, turns: Sequence[Onward]) -> TravelCase:
    """The case with the seats and beds that those who arrive leave."""
    if not turns:
        return travel
    routes = [route for turn in turns for own in turn.ways.values() for route in own]
    stays = [stay for turn in turns for stay in turn.stays if stay.worker in turn.ways]
    so_far = evolve(travel.so_far, taken=beds_taken(travel.so_far.taken, [stays]))
    return evolve(travel, seats=travel.seats.after(routes), so_far=so_far)


def _only(posts: Outcome[Match], people: frozenset[WorkerId]) -> Outcome[Match]:
    placed = {worker: match for worker, match in posts.placed.items() if worker in people}
    return evolve(posts, came_in=frozenset(placed), placed=placed, not_needed=frozenset(), left_out={})


def _gone(travel: TravelCase, posts: Outcome[Match]) -> Onward:
    seats = seat_long_haul(travel, posts)
    beds = lodge(travel, posts, seats)
    gate, ways = reach_gates(travel, posts, seats, beds.outcomes, beds.local)
    stays = tuple(stay for hub in beds.stays.values() for own in hub.values() for stay in own)
    return Onward(outcomes=(seats, *beds.outcomes, gate), ways=ways, stays=stays)


def _joined(turns: Sequence[Onward]) -> Onward:
    """All turns as one."""
    return Onward(
        outcomes=_outcomes([turn.outcomes for turn in turns]),
        ways={worker: ways for turn in turns for worker, ways in turn.ways.items()},
        stays=tuple(stay for turn in turns for stay in turn.stays),
    )


def _outcomes(turns: Sequence[Sequence[Outcome[Any]]]) -> tuple[Outcome[Any], ...]:
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

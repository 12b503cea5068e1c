"""The stages after the posts, in turns: first for those promised a seat, then, in what stays free, for the others.

Whoever planned convoys leave out (`NotCarried`) is of a later turn, with the party: whatever these get, those of the
first have the seats and beds that they would have without them. Whoever is left out has another turn where those who
arrive leave room: beds and seats of people who got no further, or another batch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from attrs import evolve, field, frozen

from laborcoop.allocation import Goal
from laborcoop.hiring import Match
from laborcoop.journey import Outcome, Proof, Stage
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.arrival import reach_gates
from laborcoop.planning.lodge import lodge
from laborcoop.planning.room_left import RoomLeft
from laborcoop.planning.seating import seat_long_haul, seat_requests
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
        """The same without some of those who do not arrive, who ask again."""
        return evolve(
            self,
            outcomes=tuple(_without(outcome, people) for outcome in self.outcomes),
            stays=tuple(stay for stay in self.stays if stay.worker not in people),
        )


def _without(outcome: Outcome[Any], people: frozenset[WorkerId]) -> Outcome[Any]:
    """An outcome without some people; how many of the others could be placed is known as far as that tells."""
    placed = {worker: given for worker, given in outcome.placed.items() if worker not in people}
    left_out = {worker: reasons for worker, reasons in outcome.left_out.items() if worker not in people}
    proof = outcome.proof
    if proof is not None and len(placed) < len(outcome.placed):
        bound = sum(goal.bound for goal in proof.goals if goal.kind == "people")
        most = min(bound, len(placed) + len(left_out))
        goal = Goal(name=_PLACED, kind="people", key=0, value=len(placed), bound=most)
        proof = evolve(proof, status="feasible" if goal.gap else "proved", goals=(goal,), gap=goal.gap)
    return evolve(
        outcome,
        came_in=outcome.came_in - people,
        placed=placed,
        not_needed=outcome.not_needed - people,
        left_out=left_out,
        proof=proof,
    )


_PLACED = Text("安排的人数", "people placed")


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
    """The turns so far, and those of some people: whoever is left out asks again for what the others leave.

    The seats stage does not see who has no bed or no local coach later, nor the beds stage who has none in the next
    town. A further turn is kept where somebody arrives by it, or is told what is so.
    """
    turns, made = before, _gone(_left(travel, before), asking)
    while True:
        left = _left(travel, (*turns, made))
        told = _told_full(made)
        able = told | _with_a_way(left, made, asking)
        later = _gone(left, _only(asking, able)) if able else made
        if not later.ways and told:
            able, later = told, _gone(left, _only(asking, told))
        elif not later.ways or not able:
            return (*turns, made)
        turns, made = (*turns, made.without(able)), later


def _with_a_way(left: TravelCase, made: Onward, asking: Outcome[Match]) -> frozenset[WorkerId]:
    """Those left out to whom a way is open in what the others leave."""
    out = [asking.placed[worker] for worker in sorted(made.outcomes[0].came_in - made.ways.keys())]
    return RoomLeft(left).open_to(dict(zip(out, seat_requests(left, out), strict=True)))


def _told_full(made: Onward) -> frozenset[WorkerId]:
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

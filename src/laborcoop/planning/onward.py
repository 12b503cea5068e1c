"""The stages after the posts, in turns: first for those promised a seat, then, in what stays free, for the others.

Whoever planned convoys leave out (`NotCarried`) is of a later turn, with the party: whatever these get, those of the
first have the seats and beds that they would have without them. Whoever is left out has another turn where those who
arrive leave room: beds and seats of people who got no further, or another batch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any

from attrs import evolve, field, frozen

from laborcoop.allocation import Goal
from laborcoop.hiring import Match
from laborcoop.journey import Outcome, Proof, Stage
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.arrival import reach_gates
from laborcoop.planning.in_vain import InVain, companies
from laborcoop.planning.lodge import lodge
from laborcoop.planning.room_left import LeftOut, RoomLeft
from laborcoop.planning.seating import seat_long_haul, seat_requests
from laborcoop.planning.town import beds_taken
from laborcoop.planning.travel import TravelCase
from laborcoop.planning.waits import hub_order
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
    return turns[0] if len(turns) == 1 else _joined(travel, turns)


def _turns(travel: TravelCase, asking: Outcome[Match], before: tuple[Onward, ...]) -> tuple[Onward, ...]:
    """The turns so far, and those of some people: whoever is left out asks again for what the others leave.

    The seats stage does not see who has no bed or no local coach later, nor the beds stage who has none in the next
    town. Whoever may now arrive has the next turn. Then those have one who were told that a leg is full, or that beds
    are taken, where riders or guests got no further: there is room, and something else that keeps them.
    """
    own: tuple[Onward, ...] = (_gone(_left(travel, before), asking),)
    while later := _with_more(_left(travel, (*before, *own)), asking, own):
        own = later
    told = _told_untruly(_left(travel, (*before, *own)), asking, own)
    while told:
        last = _gone(_left(travel, (*before, *own)), _only(asking, told))
        own = (*(turn.without(told) for turn in own), last)
        again = _told_untruly(_left(travel, (*before, *own)), asking, (last,))
        # Whoever is told the same once more would be for ever.
        told = again if again < told else frozenset()
    return (*before, *own)


def _with_more(left: TravelCase, asking: Outcome[Match], turns: Sequence[Onward]) -> tuple[Onward, ...]:
    """The turns with one more by which somebody arrives; none where nobody does.

    All ask again together. Where nobody arrives, since they are in each other's way, each company asks by itself.
    """
    able = _with_a_way(left, asking, turns)
    last = _arriving(left, asking, turns, able)
    for company in companies(left, able) if last is None else ():
        last = last or _arriving(left, asking, turns, company)
    if last is None:
        return ()
    again = next(outcome.came_in for outcome in last.outcomes)
    return (*(turn.without(again) for turn in turns), last)


def _arriving(
    left: TravelCase, asking: Outcome[Match], turns: Sequence[Onward], people: frozenset[WorkerId]
) -> Onward | None:
    """A turn of some people by which somebody arrives; None where nobody does, whichever ways are tried.

    Those who got no further on a way are not of it unless they arrive by another: they keep the reason that they have,
    which speaks of all their ways.
    """
    in_vain = InVain()
    while able := (_with_a_way(untried := in_vain.but(left), asking, turns) & people) - in_vain.unseated:
        last = _gone(untried, _only(asking, able))
        if last.ways:
            return last.without(frozenset(in_vain.ways.keys() - last.ways.keys()))
        in_vain = in_vain.after(last.outcomes, left.registrations)
    return None


def _with_a_way(left: TravelCase, asking: Outcome[Match], turns: Sequence[Onward]) -> frozenset[WorkerId]:
    """Those left out to whom a way is open in what the others leave."""
    arrived = frozenset(worker for turn in turns for worker in turn.ways)
    out = [match for worker, match in sorted(asking.placed.items()) if worker not in arrived]
    return RoomLeft(left, [match.worker for match in out]).open_to(
        dict(zip(out, seat_requests(left, out), strict=True))
    )


def _told_untruly(left: TravelCase, asking: Outcome[Match], turns: Sequence[Onward]) -> frozenset[WorkerId]:
    """Those left out for a leg that has room, or for beds of which some are free: riders and guests got no further."""
    kept = [
        LeftOut(
            match=asking.placed[worker], reasons=reasons, route=turn.outcomes[0].placed.get(worker), hub=outcome.hub
        )
        for turn in turns
        for outcome in turn.outcomes
        for worker, reasons in outcome.left_out.items()
    ]
    return RoomLeft(left, [one.match.worker for one in kept]).denied_to(kept)


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


def _joined(travel: TravelCase, turns: Sequence[Onward]) -> Onward:
    """All turns as one."""
    return Onward(
        outcomes=_outcomes([turn.outcomes for turn in turns], hub_order(travel)),
        ways={worker: ways for turn in turns for worker, ways in turn.ways.items()},
        stays=tuple(stay for turn in turns for stay in turn.stays),
    )


def _outcomes(turns: Sequence[Sequence[Outcome[Any]]], order: Callable[[str], Any]) -> tuple[Outcome[Any], ...]:
    """The outcomes of each stage and hub for those of all turns, hubs in the order that each of them has."""
    parts: dict[tuple[Stage, str], list[Outcome[Any]]] = {}
    for outcome in chain(*turns):
        parts.setdefault((outcome.stage, outcome.hub), []).append(outcome)
    found: list[Outcome[Any]] = []
    came_in = frozenset[WorkerId]().union(*(outcomes[0].came_in for outcomes in turns))
    for stage, hub in sorted(parts, key=lambda key: (_ORDER.index(key[0]), order(key[1]))):
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

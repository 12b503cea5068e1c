"""A plan made again after an event: what is done stays, whom it breaks is planned again, everyone else keeps theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import cache, partial
from typing import Any

from attrs import evolve

from laborcoop.hiring import Match
from laborcoop.journey import Outcome, Proof, Reason, Stage
from laborcoop.kernel.ids import LegId, PlaceId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.admission import Barred, barred_out
from laborcoop.planning.arrival import seat_order
from laborcoop.planning.assembly import starting
from laborcoop.planning.check import check, check_again
from laborcoop.planning.disruptions.again import Again, bed_of
from laborcoop.planning.disruptions.breaks import Look, broken
from laborcoop.planning.disruptions.openings import beyond_reach, told_of_openings
from laborcoop.planning.disruptions.reseating import Boarding, reseat
from laborcoop.planning.disruptions.scene import Scene, cause_of, code_of, tells_of
from laborcoop.planning.disruptions.standing import (
    Left,
    Legs,
    Moments,
    Proving,
    Standing,
    gets_off,
    outcomes_of,
    slept,
)
from laborcoop.planning.disruptions.tonight import Tonight
from laborcoop.planning.disruptions.too_late import as_if_in_time
from laborcoop.planning.disruptions.turned_out import with_other_beds
from laborcoop.planning.disruptions.turns import plan_again
from laborcoop.planning.event_log import EventLog, lists_with
from laborcoop.planning.plan import ReturnPlan, noted
from laborcoop.planning.review import review
from laborcoop.planning.travel import TravelCase
from laborcoop.planning.waits import hub_order
from laborcoop.retention import Stay
from laborcoop.rulebook import Findings
from laborcoop.transfer import Handover, Ride
from laborcoop.transfer.route import Route

Standings = Mapping[WorkerId, Standing]


def mend(plan: ReturnPlan, before: Scene, after: Scene, cut_off: timedelta) -> ReturnPlan:
    """The plan after an event.

    Args:
        plan: the plan before it.
        before: the scene as it was.
        after: the scene with what the event changed.
        cut_off: how long before their first leg leaves those who wait for a place must know.
    """
    after = evolve(after, log=evolve(after.log, cut_off=cut_off))
    said = plan.checked
    checked = check(after.case) if said is None else check_again(after.case, plan.case, said)
    barred = Barred.of(after.case, checked)
    travel = TravelCase.of(after.case, barred)
    look = _look(before, after, travel)
    late = beyond_reach(look, cut_off)
    again = _with_an_adult(look, plan_again(look, broken(look), cut_off, late))
    again = told_of_openings(look, again, late, cut_off)
    again = with_other_beds(look, after.standings, again)
    again = _explained(look, before.standings, as_if_in_time(look, again, cut_off))
    stood = look.scene.standings
    anew = frozenset(worker for worker, standing in again.standings.items() if standing is not stood[worker])
    standings = _seated(look, {**stood, **again.standings}, anew)
    return _assembled(plan, look, checked, standings, again)


def _look(before: Scene, after: Scene, travel: TravelCase) -> Look:
    """The scene with rides that are done as they really go, those barred out, and hand-overs at their new time."""
    legs = after.legs()
    moments = Moments.of(before.legs())
    ends_at = cache(partial(_ends_at, legs))
    out = barred_out(after.case, travel.barred)
    tonight = Tonight.of(after.case, after.log, legs, after.now)
    standings: dict[WorkerId, Standing] = {}
    done: dict[WorkerId, tuple[Ride, ...]] = {}
    for worker, standing in after.standings.items():
        boarded = moments.ridden(standing.rides, after.now)
        done[worker] = tuple(_settled(ride, ends_at(ride.leg, ride.alight)) for ride in boarded)
        rides = (*done[worker], *standing.rides[len(boarded) :])
        if worker in out:
            left = Left(stage=Stage.ADMISSION, reasons=out[worker])
            stays = slept(standing.stays, after.now)
            standings[worker] = Standing(rides=done[worker], stays=stays, left=left)
        elif standing.left is not None and standing.left.stage is Stage.ADMISSION:
            # Nothing bars this person any more, who has waited for it.
            standings[worker] = evolve(standing, rides=done[worker], left=Left(stage=Stage.POSTS, reasons=()))
        elif standing.handover is None:
            stays = tonight.kept(standing.stays, done[worker])
            standings[worker] = evolve(standing, rides=done[worker], stays=stays)
        elif legs[rides[-1].leg].index(rides[-1].alight) is None:
            standings[worker] = evolve(standing, rides=rides)
        elif rides == standing.rides and gets_off(rides[-1], legs) == standing.handover.at:
            standings[worker] = standing
        else:
            at = gets_off(rides[-1], legs)
            standings[worker] = evolve(standing, rides=rides, handover=evolve(standing.handover, at=at))
    stops = {one.worker: (one.boarding, one.batches) for one in before.case.registrations}
    asks = {one.worker for one in after.case.registrations if stops[one.worker] != (one.boarding, one.batches)}
    was_to_leave = {
        worker: moments.boards(standing.rides[0])
        for worker, standing in standings.items()
        if standing.is_arriving and not done[worker] and worker not in asks
    }
    return Look.at(evolve(after, standings=standings), travel, done, Moments.of(legs), tonight, was_to_leave)


def _ends_at(legs: Legs, leg_id: LegId, alight: PlaceId) -> PlaceId:
    """Where those who have boarded a leg get off now that it has changed."""
    leg = legs[leg_id]
    at = leg.index(alight)
    rest = leg.stops[-1:] if at is None else leg.stops[at:]
    return next((stop.place for stop in rest if stop.alighting), leg.stops[-1].place)


def _settled(ride: Ride, place: PlaceId) -> Ride:
    return ride if place == ride.alight else evolve(ride, alight=place)


def _with_an_adult(look: Look, again: Again) -> Again:
    """Nobody goes along alone: whoever keeps a bed in a town from which no adult of theirs gets on stays there, too."""
    now = {**look.scene.standings, **again.standings}
    alone: dict[WorkerId, Standing] = {}
    for worker, standing in again.standings.items():
        if worker not in look.takers or not standing.is_arriving:
            continue
        adults = [one.id for one in look.takers[worker]]
        gate, *gates = (one.handover and one.handover.gate for one in (standing, *map(now.__getitem__, adults)))
        if gate not in gates:
            done = look.done[worker]
            reason = Reason(code="gate.company", text=_STAYS.format(adults=adults))
            alone[worker] = evolve(
                standing,
                handover=None,
                rides=done,
                stays=look.tonight.kept(look.scene.standings[worker].stays, done),
                left=Left(stage=Stage.GATE, reasons=(reason,)),
            )
    return evolve(again, standings={**again.standings, **alone})


_STAYS = Text("所跟随的成年人 {adults} 不能继续前行", "goes along with {adults}, who cannot go on")


def _explained(look: Look, before: Standings, again: Again) -> Again:
    """Whoever had a way and has none any more is told for which event, first of all, until there is one again."""
    *earlier, event = look.scene.log.events
    cause = Reason(code=code_of(event), text=cause_of(event, look.travel.case))
    lost = {}
    for worker, standing in again.standings.items():
        left, was = standing.left, before[worker]
        if left is None:
            continue
        if was.is_arriving:
            first = [cause] if cause.code not in {reason.code for reason in left.reasons} else []
        else:
            had = was.left.reasons if was.left else ()
            first = [one for one in had if one not in left.reasons and any(tells_of(one, event) for event in earlier)]
        if first:
            lost[worker] = evolve(standing, left=evolve(left, reasons=(*first, *left.reasons)))
    return evolve(again, standings={**again.standings, **lost})


def _seated(look: Look, standings: Standings, anew: frozenset[WorkerId]) -> Standings:
    """Everyone with a seat on every ride."""
    held: list[Ride] = []
    asking: list[Ride] = []
    for worker, standing in standings.items():
        ahead = len(look.done[worker]) if worker in anew else len(standing.rides)
        held += standing.rides[:ahead]
        asking += standing.rides[ahead:]
    unsettled = {ride.leg for ride in asking} | {ride.leg for ride in held if ride.seat not in look.labels[ride.leg]}
    kept = [ride for ride in held if ride.leg in unsettled]
    order, minors = seat_order(look.travel)

    def boarding(ride: Ride) -> Boarding:
        return Boarding(
            ride=ride,
            beside=look.travel.beside(ride.worker),
            party=look.travel.registrations[ride.worker].together,
            order=order.get(ride.worker, 0),
            minor=ride.worker in minors,
        )

    # Somebody under way may go on by the leg that brought them, and so ride it twice.
    found: dict[tuple[WorkerId, LegId, PlaceId], Ride] = {
        (ride.worker, ride.leg, ride.board): ride
        for ride in reseat(map(boarding, kept), map(boarding, asking), look.legs, look.travel.crew, look.travel.rear)
    }
    given = {worker for worker, *_ in found}
    return {
        worker: evolve(
            standing, rides=tuple(found.get((worker, ride.leg, ride.board), ride) for ride in standing.rides)
        )
        if worker in given
        else standing
        for worker, standing in standings.items()
    }


def _assembled(plan: ReturnPlan, look: Look, checked: Findings, standings: Standings, again: Again) -> ReturnPlan:
    slept_in = {one.hub for one in (*plan.outcomes, *again.outcomes) if one.stage is Stage.BEDS}
    hubs = sorted(slept_in, key=hub_order(look.travel))
    outcomes = outcomes_of(look.travel.case, standings, hubs, _proving(plan, again))
    arriving = {worker: one for worker, one in sorted(standings.items()) if one.is_arriving}
    made = ReturnPlan(
        case=look.travel.case,
        findings=checked,
        outcomes=outcomes,
        matches={
            worker: _begun(plan, worker, one.match, one.handover)
            for worker, one in arriving.items()
            if one.match is not None and one.handover is not None and look.travel.registrations[worker].works
        },
        rides=tuple(
            sorted(
                (ride for one in standings.values() for ride in one.rides),
                key=lambda ride: (ride.leg, ride.seat, ride.board, ride.worker),
            )
        ),
        stays=tuple(
            sorted(
                (stay for one in standings.values() for stay in one.stays),
                key=lambda stay: (stay.worker, stay.period.start),
            )
        ),
        handovers={worker: one.handover for worker, one in arriving.items() if one.handover is not None},
        log=_noted(look, standings, outcomes, again),
        checked=checked,
    )
    return noted(made, findings=checked + review(made, plan))


def _begun(plan: ReturnPlan, worker: WorkerId, match: Match, handover: Handover) -> Match:
    """Somebody's match with its first day: the one that the plan has, where neither match nor hand-over is another."""
    if plan.handovers.get(worker) is handover and plan.outcome(Stage.POSTS).placed.get(worker) is match:
        return plan.matches[worker]
    return starting(match, handover)


def _noted(look: Look, standings: Standings, outcomes: Iterable[Outcome[Any]], again: Again) -> EventLog:
    """The log with who has boarded, and those who now have a way on the list of the convoy, moved from every other."""
    log = look.scene.log
    outcomes = tuple(outcomes)
    ridden = {worker: look.moments.ridden(one.rides, look.scene.now) for worker, one in standings.items()}
    lists, now = lists_with(log.lists, outcomes), lists_with({}, outcomes)
    going = frozenset[WorkerId]().union(*now.values())
    moved = {
        convoy: (log.moved.get(convoy, frozenset()) | people & going) - now.get(convoy, frozenset())
        for convoy, people in lists.items()
    }
    return evolve(
        log,
        lists=lists,
        moved={convoy: people for convoy, people in moved.items() if people},
        boarded=_boarded(ridden),
        # Where everyone under way, or there, has boarded.
        stops={worker: tuple(ride.board for ride in rides) for worker, rides in ridden.items() if rides},
        slept={worker: own for worker, one in standings.items() if (own := slept(one.stays, look.scene.now))},
        begun=dict(sorted(_begun_nights(look, standings, again).items())),
    )


def _begun_nights(look: Look, standings: Standings, again: Again) -> dict[WorkerId, Stay]:
    """The nights that have begun, with those of whoever goes no further since, in the bed that they have now."""
    left = ((worker, standings[worker]) for worker, one in again.standings.items() if not one.is_arriving)
    found = {worker: look.tonight.begun(one.stays, look.done[worker]) for worker, one in left}
    return {**look.begun, **{worker: night for worker, night in found.items() if night is not None}}


def _boarded(ridden: Mapping[WorkerId, tuple[Ride, ...]]) -> dict[LegId, frozenset[WorkerId]]:
    """Who has boarded each leg by now."""
    found: dict[LegId, set[WorkerId]] = defaultdict(set)
    for worker, rides in ridden.items():
        for ride in rides:
            found[ride.leg].add(worker)
    return {leg: frozenset(people) for leg, people in sorted(found.items())}


def _proving(plan: ReturnPlan, again: Again) -> Proving:
    """How good each stage's answer is, given what is kept: those who keep their place are counted as they are."""
    anew: dict[tuple[Stage, str], list[Outcome[Any]]] = defaultdict(list)
    for one in again.outcomes:
        anew[one.stage, one.hub].append(one)
    proved = {(one.stage, one.hub) for one in (*plan.outcomes, *again.outcomes) if one.proof is not None}
    had = {(one.stage, one.hub): one.placed for one in plan.outcomes}

    def proof(stage: Stage, hub: str, placed: Mapping[WorkerId, Any]) -> Proof | None:
        if (stage, hub) not in proved:
            return None
        parts = [part for part in anew.get((stage, hub), []) if part.proof is not None]
        before = had.get((stage, hub), {}) if stage in _MAY_BE_KEPT else {}
        chosen = {
            worker
            for part in parts
            for worker, given in part.placed.items()
            if _is_choice(given) and given != before.get(worker) and not _is_kept(given, plan.stays_of(worker))
        }
        kept = sum(worker not in chosen for worker in placed)
        return Proof.joined([Proof.of_kept(kept), *(part.proof for part in parts if part.proof is not None)])

    return proof


def _is_choice(given: object) -> bool:
    """Whether a stage chose what it gave.

    No seat is chosen for those who are in the employer's town already, and no post for those who go back to theirs.
    """
    return given.post is not None if isinstance(given, Match) else not isinstance(given, Route) or bool(given.hops)


def _is_kept(given: object, stays: Iterable[Stay]) -> bool:
    """Whether what a stage gave is a bed that somebody had for these nights: all of a stay, or what is left of it.

    Whoever was left out, and has a way again, may have kept it meanwhile.
    """
    return isinstance(given, Stay) and any(
        bed_of(given) == bed_of(stay) and all(night in stay.period for night in given.nights()) for stay in stays
    )


_MAY_BE_KEPT = frozenset({Stage.POSTS, Stage.BEDS})
"""The stages that are asked for people again who keep what they have there: that was no choice of the stage."""

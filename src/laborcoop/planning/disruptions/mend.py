"""A plan made again after an event: what is done stays, whom it breaks is planned again, everyone else keeps theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import cache, partial
from typing import Any

from attrs import evolve

from laborcoop.allocation.goals import Goal
from laborcoop.hiring import Match
from laborcoop.journey import Outcome, Proof, Reason, Stage
from laborcoop.kernel.ids import ConvoyId, LegId, PartyId, PlaceId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.admission import Barred, barred_out
from laborcoop.planning.assembly import starting
from laborcoop.planning.check import check, check_again
from laborcoop.planning.disruptions.again import Again, plan_again
from laborcoop.planning.disruptions.breaks import Look, broken
from laborcoop.planning.disruptions.reseating import Boarding, reseat
from laborcoop.planning.disruptions.scene import Scene, cause_of, code_of
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
from laborcoop.planning.event_log import EventLog
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.review import review
from laborcoop.planning.travel import TravelCase
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
    said = plan.checked
    checked = check(after.case) if said is None else check_again(after.case, plan.case, said)
    barred = Barred.of(after.case, checked)
    travel = TravelCase.of(after.case, barred)
    look = _look(before, after, travel)
    people = _together(look, broken(look) | look.waiting)
    again = plan_again(look, people, cut_off) if people else Again(standings={}, outcomes=())
    again = _explained(look, before.standings, _as_they_were(look, _wider(look, people, again, cut_off)))
    standings = _seated(look, {**look.scene.standings, **again.standings}, frozenset(again.standings))
    return _assembled(plan, look, checked, standings, again)


def _look(before: Scene, after: Scene, travel: TravelCase) -> Look:
    """The scene with rides that are done as they really go, those barred out, and hand-overs at their new time."""
    legs = after.legs()
    moments = Moments.of(before.legs())
    ends_at = cache(partial(_ends_at, legs))
    out = barred_out(after.case, travel.barred)
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
        elif standing.handover is None:
            standings[worker] = evolve(standing, rides=done[worker])
        elif legs[rides[-1].leg].index(rides[-1].alight) is None:
            standings[worker] = evolve(standing, rides=rides)
        elif rides == standing.rides and gets_off(rides[-1], legs) == standing.handover.at:
            standings[worker] = standing
        else:
            at = gets_off(rides[-1], legs)
            standings[worker] = evolve(standing, rides=rides, handover=evolve(standing.handover, at=at))
    return Look.at(evolve(after, standings=standings), travel, done, Moments.of(legs))


def _ends_at(legs: Legs, leg_id: LegId, alight: PlaceId) -> PlaceId:
    """Where those who have boarded a leg get off now that it has changed."""
    leg = legs[leg_id]
    at = leg.index(alight)
    rest = leg.stops[-1:] if at is None else leg.stops[at:]
    return next((stop.place for stop in rest if stop.alighting), leg.stops[-1].place)


def _settled(ride: Ride, place: PlaceId) -> Ride:
    return ride if place == ride.alight else evolve(ride, alight=place)


def _together(look: Look, people: frozenset[WorkerId]) -> frozenset[WorkerId]:
    """These people and those who go with them; nobody who waits joins a party that has set out already."""
    registrations = look.travel.registrations
    wanted_parties = {registrations[worker].together for worker in people} - {None}
    parties: dict[PartyId, set[WorkerId]] = {}
    for worker, registration in registrations.items():
        party = registration.together
        if party is not None and party in wanted_parties and worker not in look.scene.log.ends:
            parties.setdefault(party, set()).add(worker)
    wanted = set(people)
    for members in parties.values():
        wanted |= members & (look.open | look.waiting)
        if any(look.done[worker] for worker in members):
            wanted -= {worker for worker in members & look.waiting if not look.done[worker]}
    return frozenset(wanted)


def _as_they_were(look: Look, again: Again) -> Again:
    """Whoever waited and now comes too late keeps the reason for which there was no place."""
    late = {
        worker: look.scene.standings[worker]
        for worker, standing in again.standings.items()
        if standing.left is not None
        and look.scene.standings[worker].left is not None
        and {reason.code for reason in standing.left.reasons} <= {"seats.departed"}
    }
    return evolve(again, standings={**again.standings, **late})


def _explained(look: Look, before: Standings, again: Again) -> Again:
    """Whoever had a way and has none any more is told for which event, first of all."""
    event = look.scene.log.events[-1]
    cause = Reason(code=code_of(event), text=cause_of(event))
    lost = {
        worker: evolve(standing, left=evolve(standing.left, reasons=(cause, *standing.left.reasons)))
        for worker, standing in again.standings.items()
        if standing.left is not None
        and before[worker].is_arriving
        and cause.code not in {reason.code for reason in standing.left.reasons}
    }
    return evolve(again, standings={**again.standings, **lost})


def _wider(look: Look, people: frozenset[WorkerId], again: Again, cut_off: timedelta) -> Again:
    """Where somebody is left without for want of room: the same with those who hold that room, if it helps.

    Whoever could go another way may make room for somebody who cannot.
    """
    had = [worker for worker in sorted(people) if look.scene.standings[worker].is_arriving or look.done[worker]]
    lost = again.lost(had)
    holders = _holders(look, again, lost) - people
    if not holders:
        return again
    wider = _together(look, people | holders)
    more = plan_again(look, wider, cut_off)
    better = len(more.lost([*had, *sorted(wider - people)])) < len(lost)
    return more if better else again


def _holders(look: Look, again: Again, lost: Iterable[WorkerId]) -> frozenset[WorkerId]:
    """Those still to board a leg that is full, or still to sleep in a town whose beds are taken."""
    full: set[str] = set()
    hubs: set[str] = set()
    for left in [one.left for one in map(again.standings.__getitem__, lost) if one.left is not None]:
        if left.stage is Stage.BEDS:
            hubs.add(left.hub)
        full.update(leg for reason in left.reasons for leg in reason.about)
    found = set()
    for worker in look.open:
        nights = look.scene.standings[worker].nights
        sleeps = any(hub in nights and nights[hub] not in slept([nights[hub]], look.scene.now) for hub in hubs)
        if sleeps or any(ride.leg in full for ride in look.ahead(worker)):
            found.add(worker)
    return frozenset(found)


def _seated(look: Look, standings: Standings, anew: frozenset[WorkerId]) -> Standings:
    """Everyone with a seat on every ride."""
    held: list[Ride] = []
    asking: list[Boarding] = []
    for worker, standing in standings.items():
        ahead = len(look.done[worker]) if worker in anew else len(standing.rides)
        held += standing.rides[:ahead]
        asking += [Boarding(ride=ride, beside=look.travel.beside(worker)) for ride in standing.rides[ahead:]]
    unsettled = {one.ride.leg for one in asking} | {ride.leg for ride in held if ride.seat not in look.labels[ride.leg]}
    kept = [ride for ride in held if ride.leg in unsettled]
    # Somebody under way may go on by the leg that brought them, and so ride it twice.
    found: dict[tuple[WorkerId, LegId, PlaceId], Ride] = {
        (ride.worker, ride.leg, ride.board): ride for ride in reseat(kept, asking, look.legs, look.travel.crew)
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
    hubs = dict.fromkeys(one.hub for one in (*plan.outcomes, *again.outcomes) if one.stage is Stage.BEDS)
    outcomes = outcomes_of(look.travel.case, standings, hubs, _proving(plan, again))
    arriving = {worker: one for worker, one in sorted(standings.items()) if one.is_arriving}
    made = ReturnPlan(
        case=look.travel.case,
        findings=checked,
        outcomes=outcomes,
        matches={
            worker: _begun(plan, worker, one.match, one.handover)
            for worker, one in arriving.items()
            if one.match is not None and one.handover is not None
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
        log=_noted(look.scene.log, outcomes),
        checked=checked,
    )
    return evolve(made, findings=checked + review(made, plan))


def _begun(plan: ReturnPlan, worker: WorkerId, match: Match, handover: Handover) -> Match:
    """Somebody's match with its first day: the one that the plan has, where neither match nor hand-over is another."""
    if plan.handovers.get(worker) is handover and plan.outcome(Stage.POSTS).placed.get(worker) is match:
        return plan.matches[worker]
    return starting(match, handover)


def _noted(log: EventLog, outcomes: Iterable[Outcome[Any]]) -> EventLog:
    """The log with everyone who now has a seat on the list of the convoy, and moved from every other one."""
    outcomes = tuple(outcomes)
    lists, now = lists_with(log.lists, outcomes), lists_with({}, outcomes)
    seated = frozenset[WorkerId]().union(*now.values())
    moved = {
        convoy: (log.moved.get(convoy, frozenset()) | people & seated) - now.get(convoy, frozenset())
        for convoy, people in lists.items()
    }
    return evolve(log, lists=lists, moved={convoy: people for convoy, people in moved.items() if people})


def lists_with(
    lists: Mapping[ConvoyId, frozenset[WorkerId]], outcomes: Iterable[Outcome[Any]]
) -> dict[ConvoyId, frozenset[WorkerId]]:
    """The lists of the convoys with everyone who now has a seat."""
    found = dict(lists)
    seats = next(outcome for outcome in outcomes if outcome.stage is Stage.SEATS)
    by_convoy: dict[ConvoyId, set[WorkerId]] = {}
    for worker, route in seats.placed.items():
        by_convoy.setdefault(route.convoy, set()).add(worker)
    for convoy, people in by_convoy.items():
        found[convoy] = found.get(convoy, frozenset()) | people
    return dict(sorted(found.items()))


def _proving(plan: ReturnPlan, again: Again) -> Proving:
    """How good each stage's answer is, given what is kept: those who keep their place are counted as they are."""
    anew = {(one.stage, one.hub): one for one in again.outcomes}
    proved = {(one.stage, one.hub) for one in (*plan.outcomes, *again.outcomes) if one.proof is not None}

    def proof(stage: Stage, hub: str, placed: Mapping[WorkerId, Any]) -> Proof | None:
        if (stage, hub) not in proved:
            return None
        part = anew.get((stage, hub))
        chosen = set() if part is None else {worker for worker, given in part.placed.items() if _is_choice(given)}
        kept = sum(worker not in chosen for worker in placed)
        goal = Goal(name=_KEPT, kind="people", key=0, value=kept, bound=kept)
        parts = [Proof(status="proved", goals=(goal,))]
        parts += [part.proof] if part is not None and part.proof is not None else []
        return Proof.joined(parts)

    return proof


def _is_choice(given: object) -> bool:
    """Whether a stage chose what it gave: no seat is chosen for those who are in the employer's town already."""
    return not isinstance(given, Route) or bool(given.hops)


_KEPT = Text("维持原安排的人数", "people who keep what they have")

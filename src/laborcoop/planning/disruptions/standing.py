"""How one person stands in a plan, and how the outcomes of all stages are put together from that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from attrs import evolve, field, frozen

from laborcoop.hiring import Match
from laborcoop.journey import Outcome, Proof, Reason, Stage
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.moments import instant
from laborcoop.kernel.periods import Period
from laborcoop.planning.accompanying import bound
from laborcoop.planning.case import Case
from laborcoop.planning.plan import ReturnPlan
from laborcoop.retention import Stay
from laborcoop.transfer import Handover, Leg, Ride
from laborcoop.transfer.route import Route, first_night

Legs = Mapping[str, Leg]


@frozen(kw_only=True)
class Left:
    """Where somebody was left out, and why."""

    stage: Stage
    hub: str = ""
    reasons: tuple[Reason, ...]


@frozen(kw_only=True)
class Standing:
    """How one person stands: what each stage gave, what is ridden and slept, and the hand-over or why there is none.

    ``match`` of whoever goes along is where the adult is bound.
    ``nights`` gives the stay of each hub's beds stage; ``rides`` and ``stays`` are those of the plan.
    """

    match: Match | None = None
    route: Route | None = None
    nights: Mapping[str, Stay] = field(factory=dict)
    rides: tuple[Ride, ...] = ()
    stays: tuple[Stay, ...] = ()
    handover: Handover | None = None
    left: Left | None = None

    @property
    def is_arriving(self) -> bool:
        """Whether the plan brings this person to a gate."""
        return self.handover is not None


def standings_of(plan: ReturnPlan) -> dict[WorkerId, Standing]:
    """How everyone of a plan stands."""
    posts, seats = _bound(plan), plan.outcome(Stage.SEATS).placed
    beds = {outcome.hub: outcome.placed for outcome in plan.outcomes if outcome.stage is Stage.BEDS}
    left = {
        worker: Left(stage=outcome.stage, hub=outcome.hub, reasons=reasons)
        for outcome in plan.outcomes
        for worker, reasons in outcome.left_out.items()
    }
    return {
        worker.id: Standing(
            match=posts.get(worker.id),
            route=seats.get(worker.id),
            nights={hub: placed[worker.id] for hub, placed in beds.items() if worker.id in placed},
            rides=plan.rides_of(worker.id),
            stays=plan.stays_of(worker.id),
            handover=plan.handovers.get(worker.id),
            left=left.get(worker.id),
        )
        for worker in plan.case.workers
    }


def _bound(plan: ReturnPlan) -> Mapping[WorkerId, Match]:
    """Where everybody is bound who has a post, or goes along with one who has."""
    posts = plan.outcome(Stage.POSTS)
    had = {worker: handover.employer for worker, handover in plan.handovers.items()}
    workers = evolve(posts, came_in=posts.came_in - posts.not_needed, not_needed=frozenset())
    return bound(plan.case, workers, posts.not_needed, had=had).placed


def boards(ride: Ride, legs: Legs) -> datetime:
    """When the leg of a ride leaves the stop where it is boarded."""
    leg = legs[ride.leg]
    return leg.stops[leg.position(ride.board)].depart


def gets_off(ride: Ride, legs: Legs) -> datetime:
    """When the leg of a ride reaches the stop where its rider gets off."""
    leg = legs[ride.leg]
    return leg.stops[leg.position(ride.alight)].arrive


@frozen
class Moments:
    """The moments at which legs leave and reach their stops, put in order once for the thousands who ride them."""

    _legs: Legs
    _departs: Mapping[tuple[str, str], datetime]
    _arrives: Mapping[tuple[str, str], datetime]

    @classmethod
    def of(cls, legs: Legs) -> Moments:
        """The moments of some legs."""
        stops = [(leg.id, stop) for leg in legs.values() for stop in leg.stops]
        return cls(
            legs,
            {(leg, stop.place): instant(stop.depart) for leg, stop in stops},
            {(leg, stop.place): instant(stop.arrive) for leg, stop in stops},
        )

    def boards(self, ride: Ride) -> datetime:
        """When the leg of a ride leaves the stop where it is boarded, as an instant."""
        return self._departs.get((ride.leg, ride.board)) or instant(boards(ride, self._legs))

    def gets_off(self, ride: Ride) -> datetime:
        """When the leg of a ride reaches the stop where its rider gets off, as an instant."""
        return self._arrives.get((ride.leg, ride.alight)) or instant(gets_off(ride, self._legs))

    def ridden(self, rides: tuple[Ride, ...], now: datetime) -> tuple[Ride, ...]:
        """The rides that have been boarded by a moment."""
        moment = instant(now)
        return tuple(ride for ride in rides if self.boards(ride) <= moment)


def slept(stays: Iterable[Stay], now: datetime) -> tuple[Stay, ...]:
    """The nights that are over by a moment: stays that go on are cut short."""
    return nights_before(stays, first_night(now))


def nights_before(stays: Iterable[Stay], first: date) -> tuple[Stay, ...]:
    """The nights before one: stays that go on are cut short."""
    return tuple(
        stay if stay.period.end is not None and stay.period.end <= first else _until(stay, first)
        for stay in stays
        if stay.period.start < first
    )


def _until(stay: Stay, first: date) -> Stay:
    return evolve(stay, period=Period(stay.period.start, first))


Proving = Callable[[Stage, str, Mapping[WorkerId, Any]], Proof | None]
"""What proves a stage's answer, from the stage, its hub and whom it placed."""
_Part = Callable[[Standing], Any]


def outcomes_of(
    case: Case, standings: Mapping[WorkerId, Standing], hubs: Iterable[str], proving: Proving
) -> tuple[Outcome[Any], ...]:
    """The outcomes of all stages, from how everyone stands.

    Args:
        case: the case.
        standings: how each of its workers stands.
        hubs: the hubs with a beds stage, in their order.
        proving: what proves the answer of each stage and hub.
    """
    registered = {registration.worker: registration for registration in case.registrations}
    came_in = frozenset(standings)
    along = frozenset(worker for worker, one in registered.items() if not one.works)
    spared = {stage: frozenset[WorkerId]() for stage in Stage} | {Stage.POSTS: along, Stage.BEDS: came_in}
    in_order = sorted(standings.items())
    left_at: dict[tuple[Stage, str], dict[WorkerId, tuple[Reason, ...]]] = defaultdict(dict)
    for worker, standing in in_order:
        if standing.left is not None:
            left_at[standing.left.stage, standing.left.hub][worker] = standing.left.reasons
    outcomes: list[Outcome[Any]] = []

    def add(stage: Stage, hub: str, held: Mapping[WorkerId, Any]) -> None:
        nonlocal came_in
        left = {worker: reasons for worker, reasons in left_at[stage, hub].items() if worker in came_in}
        placed = {worker: given for worker, given in held.items() if worker in came_in and worker not in left}
        outcome = Outcome(
            stage=stage,
            hub=hub,
            came_in=came_in,
            placed=placed,
            not_needed=came_in.difference(placed, left) & spared[stage],
            left_out=left,
            proof=proving(stage, hub, placed),
        )
        outcomes.append(outcome)
        came_in = outcome.went_on

    def of(part: _Part) -> dict[WorkerId, Any]:
        given = ((worker, part(standing)) for worker, standing in in_order)
        return {worker: value for worker, value in given if value is not None}

    add(Stage.ADMISSION, "", {worker: registered[worker] for worker, _ in in_order})
    posts = of(lambda standing: standing.match)
    add(Stage.POSTS, "", {worker: match for worker, match in posts.items() if worker not in along})
    add(Stage.SEATS, "", of(lambda standing: standing.route))
    for hub in hubs:
        add(Stage.BEDS, hub, {worker: one.nights[hub] for worker, one in in_order if hub in one.nights})
    add(Stage.GATE, "", of(lambda standing: standing.handover))
    return tuple(outcomes)

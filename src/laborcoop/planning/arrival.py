"""The gate stage: local coaches across the towns, the hand-over at the employer's gate, and the finished plan."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from attrs import evolve

from laborcoop.hiring import Match
from laborcoop.journey import Outcome, Reason, Stage
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.haul import Haul
from laborcoop.planning.lodge import Movements
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.review import review
from laborcoop.retention import Stay
from laborcoop.rulebook import Findings
from laborcoop.transfer import Handover, Ride
from laborcoop.transfer.route import Route
from laborcoop.transfer.seats import choose_routes, label_seats

_NOT_AT_GATE = Reason(
    code="gate.no-coach",
    text=Text("没有市内接驳车能按时衔接下一班次", "no local coach joins the two legs in time"),
)


def reach_gates(
    haul: Haul,
    findings: Findings,
    posts: Outcome[Match],
    seats: Outcome[Route],
    before: tuple[Outcome[Any], ...],
    movements: Movements,
) -> ReturnPlan:
    """Seat everyone on the local coaches, hand everyone over, and put the plan together.

    Args:
        haul: the case laid out.
        findings: what the rules say about the case.
        posts: the outcome of the posts stage.
        seats: the outcome of the seats stage.
        before: the outcomes of all stages before, in their order.
        movements: what is left for the local coaches.
    """
    came_in = before[-1].went_on
    left_out: dict[WorkerId, tuple[Reason, ...]] = {}
    local: dict[WorkerId, list[Route]] = defaultdict(list)
    for worker, route in movements.direct.items():
        local[worker].append(route)
    free = movements.seats
    for phase in movements.phases:
        wanting = [request for request in phase if request.worker in came_in and request.worker not in left_out]
        seated = choose_routes(
            [evolve(request, no_route=() if request.routes else (_NOT_AT_GATE,)) for request in wanting],
            free,
            Stage.GATE,
        )
        free = free.after(seated.routes.values())
        left_out |= seated.left_out
        for worker, route in seated.routes.items():
            local[worker].append(route)
    handovers = {
        worker: _handover(haul, posts.placed[worker], seats.placed[worker], local[worker])
        for worker in sorted(came_in - set(left_out))
    }
    outcome = Outcome(stage=Stage.GATE, came_in=came_in, placed=handovers, left_out=left_out)
    plan = ReturnPlan(
        case=haul.case,
        findings=findings,
        outcomes=(*before, outcome),
        matches={worker: posts.placed[worker] for worker in handovers},
        rides=_rides(haul, {worker: [seats.placed[worker], *local[worker]] for worker in handovers}),
        stays=_stays(before, handovers),
        handovers=handovers,
    )
    return evolve(plan, findings=findings + review(plan))


def _handover(haul: Haul, match: Match, route: Route, local: list[Route]) -> Handover:
    return Handover(
        worker=match.worker,
        employer=match.employer,
        gate=haul.employers[match.employer].gate,
        at=max(way.arrive for way in (route, *local)),
    )


def _rides(haul: Haul, routes: dict[WorkerId, list[Route]]) -> tuple[Ride, ...]:
    return label_seats(
        [(haul.request(worker, ()), route) for worker, ways in routes.items() for route in ways], haul.crew
    )


def _stays(outcomes: tuple[Outcome[Any], ...], handovers: dict[WorkerId, Handover]) -> tuple[Stay, ...]:
    stays = [
        stay
        for outcome in outcomes
        if outcome.stage is Stage.BEDS
        for worker, stay in outcome.placed.items()
        if worker in handovers
    ]
    return tuple(sorted(stays, key=lambda stay: (stay.worker, stay.period.start)))

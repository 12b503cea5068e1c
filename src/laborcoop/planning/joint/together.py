"""The return planned with all stages seen together, from the one that is planned stage by stage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import partial

from attrs import evolve

from laborcoop.allocation import Goal
from laborcoop.hiring.choices import Choice, choices
from laborcoop.hiring.match import Earlier
from laborcoop.journey import Outcome, Proof, Purpose, Registration, Stage
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.accompanying import takers
from laborcoop.planning.joint.foresight import Foresight, foresee, most_arrivals
from laborcoop.planning.joint.limits import Pair
from laborcoop.planning.joint.ways import ways_of
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.so_far import SoFar
from laborcoop.planning.stages import by_stages
from laborcoop.planning.travel import TravelCase
from laborcoop.rulebook import Findings

_ROUNDS = 4
"""How often it is chosen anew without the ways that did not lead to the gate."""


def plan_together(travel: TravelCase, staged: ReturnPlan, findings: Findings) -> ReturnPlan:
    """The plan that brings most people to a gate: posts and ways are chosen at once, then the stages are gone through.

    The stages keep to what was chosen; those for whom there was no way come after the others. Where somebody is lost at
    a stage all the same, for what the choice cannot see, it is made again without the ways that led nowhere.

    Args:
        travel: the case laid out.
        staged: the plan of it stage by stage, which is kept where no other brings more people, and as many of those
            carried by planned convoys.
        findings: what the rules say about the case.
    """
    admitted = staged.outcome(Stage.ADMISSION)
    ways = ways_of(travel, *_with_company(travel, admitted, _choices(travel, admitted)))
    best, bound, out = staged, most_arrivals(travel, ways), set[Pair]()
    for _ in range(_ROUNDS):
        if len(best.matches) >= bound:
            break
        seen = foresee(travel, ways, out)
        made = by_stages(
            evolve(travel, so_far=_proposed(travel, seen, admitted)),
            findings,
            admitted,
            _earlier(travel, seen, admitted),
        )
        best = max(best, made, key=partial(_goodness, travel))
        lost = {(worker, way) for worker, way in seen.chosen.items() if worker not in made.handovers}
        if not lost:
            break
        out |= lost
    return _with_bound(best, bound)


def _goodness(travel: TravelCase, plan: ReturnPlan) -> tuple[int, int, int]:
    """How many arrive of those carried by planned convoys, then who goes to work, then of all."""
    return len(plan.matches.keys() - travel.behind), len(plan.matches), len(plan.handovers)


def _choices(travel: TravelCase, admitted: Outcome[Registration]) -> dict[WorkerId, tuple[Choice, ...]]:
    wishes = travel.registrations
    return choices(
        [worker for worker in travel.case.workers if worker.id in admitted.went_on and wishes[worker.id].works],
        wishes,
        travel.case.employers,
        travel.case.posts,
        barred_employers=travel.barred.employers,
        barred_posts=travel.barred.posts,
        first_working_day=travel.case.campaign.first_working_day,
    )


def _with_company(
    travel: TravelCase, admitted: Outcome[Registration], found: Mapping[WorkerId, tuple[Choice, ...]]
) -> tuple[dict[WorkerId, tuple[Choice, ...]], list[frozenset[WorkerId]]]:
    """The choices with those of whoever goes along, which are the adult's, and who goes with an adult of several."""
    all_found = dict(found)
    families: dict[WorkerId, set[WorkerId]] = defaultdict(set)
    for worker, adults in sorted(takers(travel.case).items()):
        taker = next((one.id for one in adults if found.get(one.id)), None)
        if worker in admitted.went_on and taker is not None:
            all_found[worker] = tuple(evolve(one, match=evolve(one.match, worker=worker)) for one in found[taker])
            if len(found[taker]) > 1 or not found[taker][0].match.returns:
                families[taker] |= {taker, worker}
    return all_found, [frozenset(family) for family in families.values()]


def _proposed(travel: TravelCase, seen: Foresight, admitted: Outcome[Registration]) -> SoFar:
    return SoFar(
        proposed={worker: way.route.id for worker, way in seen.ways.items()},
        waiting=_without_way(travel, seen, admitted),
    )


def _without_way(travel: TravelCase, seen: Foresight, admitted: Outcome[Registration]) -> dict[WorkerId, int]:
    """Those who go to work and have no way: their turn is after the others'."""
    return {worker: 1 for worker in admitted.went_on - frozenset(seen.ways) if travel.registrations[worker].works}


def _earlier(travel: TravelCase, seen: Foresight, admitted: Outcome[Registration]) -> Earlier:
    posts = {
        worker: way.choice.match.post
        for worker, way in seen.ways.items()
        if way.choice.match.post is not None and travel.registrations[worker].works
    }
    return Earlier(
        posts=posts,
        waiting=_without_way(travel, seen, admitted),
        elsewhere=frozenset(
            worker for worker in posts if travel.registrations[worker].purpose is Purpose.RETURN_TO_POST
        ),
    )


def _with_bound(plan: ReturnPlan, bound: int) -> ReturnPlan:
    """The plan, its last stage's proof saying how many arrive and how many could at the most."""
    *before, gate = plan.outcomes
    arriving = len(plan.matches)
    goal = Goal(name=_ARRIVING, kind="people", key=0, value=arriving, bound=bound)
    parts = [gate.proof] if gate.proof is not None else []
    whole = Proof(status="proved" if arriving == bound else "feasible", goals=(goal,), gap=goal.gap)
    return evolve(plan, outcomes=(*before, evolve(gate, proof=Proof.joined([*parts, whole]))))


_ARRIVING = Text("到厂人数（各环节一并考虑）", "people at the gate, all stages seen together")

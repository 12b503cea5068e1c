"""What the stages say they gave is what the plan holds: match, way, beds and hand-over of everyone who arrives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from laborcoop.journey import Stage
from laborcoop.kernel.text import Text
from laborcoop.planning.verification.fault import Check, fault

if TYPE_CHECKING:
    from laborcoop.journey import Outcome
    from laborcoop.kernel.ids import WorkerId
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.planning.verification.ways import Ridden
    from laborcoop.rulebook import Finding

_ABOUT = {
    Stage.ADMISSION: Check.WISH,
    Stage.POSTS: Check.MATCH,
    Stage.SEATS: Check.RIDE,
    Stage.BEDS: Check.BED,
    Stage.GATE: Check.WAY,
}


def check_given(plan: ReturnPlan, rides: Mapping[WorkerId, Sequence[Ridden]]) -> Iterator[Finding]:
    """The stages in their order, each once, the beds once for each town; and what each gave those who arrive."""
    order = [outcome.stage for outcome in plan.outcomes]
    names = {(outcome.stage, outcome.hub) for outcome in plan.outcomes}
    towns = {place.hub for place in plan.case.places}
    known = all(outcome.hub in (towns if outcome.stage is Stage.BEDS else {""}) for outcome in plan.outcomes)
    if order != sorted(order, key=list(Stage).index) or len(names) < len(order) or not known:
        yield fault(
            Check.NOBODY_LOST,
            plan.case.id,
            Text("阶段重复、次序不对，或城市不明", "a stage counts twice, out of its order, or for an unknown town"),
        )
    held = _Held(plan, rides)
    for outcome in plan.outcomes:
        for worker in sorted(outcome.came_in & plan.handovers.keys()):
            if not held.agrees(outcome, worker):
                yield fault(
                    _ABOUT[outcome.stage],
                    worker,
                    Text("“{stage}”阶段的结果与计划不一致", "what the stage {stage} gave is not what the plan holds"),
                    stage=outcome.stage.label,
                )


class _Held:
    """What a plan holds for everyone who arrives."""

    def __init__(self, plan: ReturnPlan, rides: Mapping[WorkerId, Sequence[Ridden]]) -> None:
        self.plan, self.rides = plan, rides
        self.wishes = {one.worker: one for one in plan.case.registrations}
        town_of = {place.id: place.hub for place in plan.case.places}
        towns = {house.id: town_of.get(house.place, "") for house in plan.case.lodgings}
        self.stays = {(stay.worker, stay) for stay in plan.stays}
        self.sleeps = {(stay.worker, towns.get(stay.lodging)) for stay in plan.stays if stay.held is not None}

    def agrees(self, outcome: Outcome[Any], worker: WorkerId) -> bool:
        """Whether a stage gave somebody what the plan holds."""
        given = outcome.placed.get(worker)
        match outcome.stage:
            case Stage.ADMISSION:
                return given is None or given == self.wishes.get(worker)
            case Stage.POSTS:
                match = self.plan.matches.get(worker)
                return given is None or match is None or _post(given) == _post(match)
            case Stage.SEATS:
                return given is None or self._is_way(given, worker)
            case Stage.BEDS:
                return ((worker, given) in self.stays) if given else (worker, outcome.hub) not in self.sleeps
            case _:  # the gate
                return given is None or given == self.plan.handovers[worker]

    def _is_way(self, route: Any, worker: WorkerId) -> bool:  # noqa: ANN401 - what an outcome holds
        """Whether a route is the legs that somebody rides between towns, from stop to stop, and their convoy."""
        way = [ride for ride in self.rides.get(worker, ()) if not ride.local]
        hops = [(hop.leg.id, hop.start, hop.end) for hop in route.hops]
        return hops == [(ride.leg, ride.start, ride.end) for ride in way] and {route.convoy} >= {
            ride.convoy for ride in way
        }


def _post(match: Any) -> tuple[object, ...]:  # noqa: ANN401 - what an outcome holds
    return match.worker, match.employer, match.post

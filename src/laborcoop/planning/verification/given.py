"""What the stages say they gave is what the plan holds: match, way, beds and hand-over of everyone who arrives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from laborcoop.journey import Stage
from laborcoop.kernel.text import Text
from laborcoop.planning.verification.fault import Check, fault

if TYPE_CHECKING:
    from laborcoop.hiring import Match
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
    yield from _towns(plan)
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


def _towns(plan: ReturnPlan) -> Iterator[Finding]:
    """The beds of each town in which somebody is to get off were looked at."""
    town_of = {place.id: place.hub for place in plan.case.places}
    reached = {
        town_of.get(hop.end, "")
        for outcome in plan.outcomes
        if outcome.stage is Stage.SEATS
        for route in outcome.placed.values()
        for hop in route.hops
    }
    looked_at = {outcome.hub for outcome in plan.outcomes if outcome.stage is Stage.BEDS}
    for town in sorted(reached - looked_at):
        yield fault(
            Check.BED,
            town or plan.case.id,
            Text("计划没有该城市的床位阶段", "people get off in this town, and the plan has no beds stage for it"),
        )


class _Held:
    """What a plan holds for everyone who arrives."""

    def __init__(self, plan: ReturnPlan, rides: Mapping[WorkerId, Sequence[Ridden]]) -> None:
        self.plan, self.rides = plan, rides
        self.wishes = {one.worker: one for one in plan.case.registrations}
        self.starts = {post.id: post.starts_on for post in plan.case.posts}
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
                return given is None or match is None or self._is_post(given, match)
            case Stage.SEATS:
                return given is None or self._is_way(given, worker)
            case Stage.BEDS:
                return ((worker, given) in self.stays) if given else (worker, outcome.hub) not in self.sleeps
            case _:  # the gate
                return given is None or given == self.plan.handovers[worker]

    def _is_post(self, given: Match, match: Match) -> bool:
        """Whether somebody goes to the post that was given, which was given from its first day on."""
        same = (given.worker, given.employer, given.post) == (match.worker, match.employer, match.post)
        starts = self.starts.get(given.post) if given.post else None
        return same and given.first_day == (starts or self.plan.case.campaign.first_working_day)

    def _is_way(self, route: Any, worker: WorkerId) -> bool:  # noqa: ANN401 - what an outcome holds
        """Whether a route is the legs that somebody rides between towns, from stop to stop, and their convoy."""
        way = [ride for ride in self.rides.get(worker, ()) if not ride.local]
        hops = [(hop.leg.id, hop.start, hop.end) for hop in route.hops]
        return hops == [(ride.leg, ride.start, ride.end) for ride in way] and {route.convoy} >= {
            ride.convoy for ride in way
        }

"""What stages gave to people whom a later stage left out can be: their own wish, a post they may have, a way, a bed.

Nothing else of the plan holds it, and much is asked by it: to which gate a way would have had to lead, and which seats
between towns were given to people who did not come so far. Where it is false, so may be the reasons of all others.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from laborcoop.journey import Purpose, Stage
from laborcoop.kernel.moments import instant
from laborcoop.kernel.text import Text
from laborcoop.planning.verification.fault import Check, fault

if TYPE_CHECKING:
    from laborcoop.hiring import Match
    from laborcoop.kernel.ids import WorkerId
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.retention import Stay
    from laborcoop.rulebook import Finding
    from laborcoop.transfer.route import Route


def check_given_in_vain(plan: ReturnPlan) -> Iterator[Finding]:
    """Everything that a stage gave to somebody who does not arrive."""
    records = _Records(plan)
    for outcome in plan.outcomes:
        for worker in sorted(outcome.placed.keys() - plan.handovers.keys()):
            if not records.allow(outcome.stage, outcome.hub, worker, outcome.placed[worker]):
                yield fault(
                    Check.NOBODY_LOST,
                    worker,
                    Text(
                        "“{stage}”阶段给出的结果与案例不符",
                        "what the stage {stage} gave is not what the case allows",
                    ),
                    stage=outcome.stage.label,
                )


class _Records:
    """What the case says of wishes, posts, legs and beds."""

    def __init__(self, plan: ReturnPlan) -> None:
        case = plan.case
        self.first_day = case.campaign.first_working_day
        self.wishes = {one.worker: one for one in case.registrations}
        self.employers = {one.id for one in case.employers}
        self.posts = {one.id: one for one in case.posts}
        self.convoy_of = {leg.id: convoy.id for convoy in case.convoys for leg in convoy.legs}
        town_of = {one.id: one.hub for one in case.places}
        self.beds = {
            (town_of.get(house.place, ""), house.id, room.id): room.beds
            for house in case.lodgings
            for room in house.rooms
        }

    def allow(self, stage: Stage, town: str, worker: WorkerId, given: Any) -> bool:  # noqa: ANN401 - what a stage gave
        """Whether a stage can have given that to somebody."""
        match stage:
            case Stage.ADMISSION:
                return bool(given == self.wishes.get(worker))
            case Stage.POSTS:
                return given.worker == worker and self._is_work(given)
            case Stage.SEATS:
                return self._is_way(given) and self._boards_as_registered(worker, given)
            case Stage.BEDS:
                return given is None or (given.worker == worker and self._is_bed(given, town))
            case _:  # whom the gate takes arrives
                return False

    def _is_work(self, match: Match) -> bool:
        """Whether somebody goes back to the own employer, or to a post of this one, from its first day on."""
        wish = self.wishes.get(match.worker)
        if wish is None or match.employer not in self.employers:
            return False
        if match.post is None:
            own = wish.purpose is Purpose.RETURN_TO_POST and wish.employer == match.employer
            return own and match.first_day == self.first_day
        post = self.posts.get(match.post)
        return post is not None and (post.employer, post.starts_on or self.first_day) == (
            match.employer,
            match.first_day,
        )

    def _is_way(self, route: Route) -> bool:
        """Whether one can ride these legs of one convoy in this order."""
        return (
            bool(route.hops)
            and all(self.convoy_of.get(hop.leg.id) == route.convoy for hop in route.hops)
            and all(instant(before.arrive) <= instant(after.depart) for before, after in pairwise(route.hops))
        )

    def _boards_as_registered(self, worker: WorkerId, route: Route) -> bool:
        """Whether a way begins at the stop that somebody asked for."""
        wish = self.wishes.get(worker)
        return wish is not None and wish.boarding in {None, route.hops[0].start}

    def _is_bed(self, stay: Stay, town: str) -> bool:
        """Whether a town has this bed."""
        return 1 <= stay.bed <= self.beds.get((town, stay.lodging, stay.room), 0)

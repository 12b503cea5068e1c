"""What was tried in vain by those who ask again: the ways on which they got no further, and who got no seat at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from laborcoop.journey import Outcome, Stage
from laborcoop.kernel.ids import WorkerId
from laborcoop.planning.travel import TravelCase


@frozen(kw_only=True)
class InVain:
    """The ways (`Route.way`) that came to nothing for each person, and those for whom there was no seat."""

    ways: Mapping[WorkerId, frozenset[str]] = field(factory=dict)
    unseated: frozenset[WorkerId] = frozenset()

    def but(self, left: TravelCase) -> TravelCase:
        """A case in which nobody goes by these ways again."""
        return evolve(left, so_far=evolve(left.so_far, in_vain=self.ways))

    def after(self, outcomes: Sequence[Outcome[Any]]) -> InVain:
        """What is in vain after a turn by which nobody arrives: also the ways of those of them who came furthest.

        What these had until then others may use, and they another way.
        """
        routes = next(one.placed for one in outcomes if one.stage is Stage.SEATS)
        last = next(one.left_out for one in reversed(outcomes) if one.left_out)
        again = {one: self.ways.get(one, frozenset()) | {routes[one].way} for one in last if one in routes}
        return InVain(ways={**self.ways, **again}, unseated=self.unseated | (last.keys() - routes.keys()))

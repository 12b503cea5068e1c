"""Those who ask again: what they tried in vain, and in what company they ask.

In vain are the ways on which they got no further, and whatever those asked for who got no seat at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from laborcoop.journey import Outcome, Registration, Stage
from laborcoop.kernel.ids import PartyId, WorkerId
from laborcoop.planning.travel import TravelCase


@frozen(kw_only=True)
class InVain:
    """The ways (`Route.way`) that came to nothing for each person, and those for whom there was no seat."""

    ways: Mapping[WorkerId, frozenset[str]] = field(factory=dict)
    unseated: frozenset[WorkerId] = frozenset()

    def but(self, left: TravelCase) -> TravelCase:
        """A case in which nobody goes by these ways again."""
        return evolve(left, so_far=evolve(left.so_far, in_vain=self.ways))

    def after(self, outcomes: Sequence[Outcome[Any]], registrations: Mapping[WorkerId, Registration]) -> InVain:
        """What is in vain after a turn by which nobody arrives: also the ways of those of them who came furthest.

        What these had until then others may use, and they another way; so does everybody who goes together with them.
        """
        routes = next(one.placed for one in outcomes if one.stage is Stage.SEATS)
        last = next(one.left_out for one in reversed(outcomes) if one.left_out)
        parties = {registrations[one].together for one in last} - {None}
        tried = {one for one in routes if one in last or registrations[one].together in parties}
        again = {one: self.ways.get(one, frozenset()) | {routes[one].way} for one in tried}
        return InVain(ways={**self.ways, **again}, unseated=self.unseated | (last.keys() - routes.keys()))


def companies(travel: TravelCase, people: Iterable[WorkerId]) -> list[frozenset[WorkerId]]:
    """Those of some people who go together: first companies who have a place, then the larger."""
    found: dict[PartyId | WorkerId, list[WorkerId]] = defaultdict(list)
    for worker in sorted(people):
        found[travel.registrations[worker].together or worker].append(worker)
    in_turn = sorted(found.values(), key=lambda company: (max(map(travel.waits_turn, company)), -len(company)))
    return list(map(frozenset, in_turn))

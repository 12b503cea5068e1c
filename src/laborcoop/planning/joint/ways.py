"""Every way of every person, from the village to a gate: a match that this person could have, and a route to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, partial

from attrs import field, frozen

from laborcoop.hiring.choices import Choice
from laborcoop.journey import OtherTrip
from laborcoop.kernel.ids import EmployerId, PartyId, PostId, WorkerId
from laborcoop.planning.joint.limits import Limit, Pair
from laborcoop.planning.joint.needs import Cut, cuts_of
from laborcoop.planning.seating import seat_requests
from laborcoop.planning.travel import TravelCase
from laborcoop.planning.waits import layovers
from laborcoop.transfer.common_ways import names_in_common
from laborcoop.transfer.route import Route
from laborcoop.transfer.seats import SeatRequest

_BEST, _STEP = 100, 5
"""What the first route is worth among those to one gate, and by how much each later one is worth less."""


@frozen(kw_only=True)
class Way:
    """A match and a route that leads to it; ``rank`` counts the person's better routes to that gate."""

    choice: Choice
    route: Route
    rank: int

    @property
    def worth(self) -> int:
        """How good it is, in points: the match first, then the route."""
        return self.choice.worth * _BEST + max(1, _BEST - _STEP * self.rank)


@frozen(kw_only=True)
class Ways:
    """The ways of everyone, by person and id of the way; ``groups`` are those who go by one way or not at all."""

    of: Mapping[WorkerId, Mapping[str, Way]] = field(repr=False)
    groups: tuple[frozenset[WorkerId], ...] = ()

    def pairs(self) -> Iterable[tuple[WorkerId, str, Way]]:
        """All of them, one after the other."""
        return ((worker, name, way) for worker, mine in self.of.items() for name, way in mine.items())


def ways_of(
    travel: TravelCase,
    choices: Mapping[WorkerId, tuple[Choice, ...]],
    families: Iterable[frozenset[WorkerId]] = (),
) -> Ways:
    """All ways of those who came in.

    Those of a party who go back to their employers go together: a way is then one of the party's own, legs that all of
    them can take, each from the own stop. That whoever else of the party finds work goes with them is left to the seats
    stage.

    Args:
        travel: the case laid out.
        choices: what each could have: whoever goes along what the adult has.
        families: the others who go by one way or not at all, as far as they board at one stop: an adult who has several
            choices, with those who go along.
    """
    matches = [choice.match for mine in choices.values() for choice in mine]
    asked: dict[tuple[WorkerId, EmployerId], SeatRequest] = {
        (match.worker, match.employer): request
        for match, request in zip(matches, seat_requests(travel, matches), strict=True)
    }
    parties: dict[PartyId, list[WorkerId]] = defaultdict(list)
    for worker, mine in choices.items():
        party = travel.registrations[worker].together
        if party is not None and len(mine) == 1 and mine[0].match.returns:
            parties[party].append(worker)
    groups = {party: members for party, members in parties.items() if len(members) > 1}
    names: dict[WorkerId, Mapping[str, str]] = {}
    for who in groups.values():
        names |= names_in_common({worker: asked[worker, choices[worker][0].match.employer].routes for worker in who})
    found: dict[WorkerId, dict[str, Way]] = {}
    for worker, mine in choices.items():
        found[worker] = {}
        for choice in mine:
            for rank, route in enumerate(asked[worker, choice.match.employer].routes):
                way = Way(choice=choice, route=route, rank=rank)
                if worker not in names:
                    found[worker][f"{_goal(choice)}|{route.id}"] = way
                elif route.id in names[worker]:
                    found[worker][f"party {travel.registrations[worker].together}|{names[worker][route.id]}"] = way
    together = (one for one in families if set.intersection(*(set(found[worker]) for worker in one)))
    return Ways(of=found, groups=(*map(frozenset, groups.values()), *together))


def _goal(choice: Choice) -> str:
    post = choice.match.post
    return f"employer {choice.match.employer}" if post is None else f"post {post}"


def users_of(travel: TravelCase, ways: Ways) -> dict[Cut, frozenset[Pair]]:
    """Who needs each section of the long haul, each cut of a town, and on which way."""
    cuts = cache(partial(cuts_of, travel))
    found: dict[Cut, set[Pair]] = defaultdict(set)
    needed: dict[tuple[str, EmployerId, OtherTrip | None], tuple[Cut, ...]] = {}
    for worker, name, way in ways.pairs():
        match = way.choice.match
        asked = way.route.id, match.employer, travel.registrations[worker].other_trip
        if asked not in needed:
            stretches = (cut for one in layovers(travel, match, way.route) for cut in cuts(one))
            needed[asked] = (
                *(frozenset([section]) for section in way.route.sections()),
                *stretches,
            )
        for cut in needed[asked]:
            found[cut].add((worker, name))
    return {cut: frozenset(pairs) for cut, pairs in found.items()}


def opening_limits(travel: TravelCase, ways: Ways) -> Iterable[Limit]:
    """At most as many people at a post as it has openings."""
    taken: dict[PostId, set[Pair]] = defaultdict(set)
    for worker, name, way in ways.pairs():
        if way.choice.match.post is not None and travel.registrations[worker].works:
            taken[way.choice.match.post].add((worker, name))
    openings = {post.id: post.openings for post in travel.case.posts}
    for post, pairs in sorted(taken.items()):
        yield Limit(name=f"post {post}", pairs=frozenset(pairs), most=openings[post])

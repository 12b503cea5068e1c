"""The routes that people who go together have in common: the same one, or the same legs from where each boards.

A coach that calls at two villages takes a couple at both. Where all can board at one stop, they do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from laborcoop.kernel.ids import WorkerId
from laborcoop.transfer.route import Route


def names_in_common(routes: Mapping[WorkerId, Sequence[Route]]) -> dict[WorkerId, dict[str, str]]:
    """For each of those who go together the routes on which all of them can, by id, each with its common name.

    The name is the id of a route that is everybody's, else that of the way (`Route.way`); of several routes of one way
    the first counts, which is the best.

    Args:
        routes: the routes of each, best first.
    """
    ids = frozenset.intersection(*(frozenset(route.id for route in own) for own in routes.values()))
    as_one = {route.way for own in routes.values() for route in own if route.id in ids}
    ways = frozenset.intersection(*(frozenset(route.way for route in own) for own in routes.values())) - as_one
    found: dict[WorkerId, dict[str, str]] = {}
    for worker, own in routes.items():
        best = {route.way: route.id for route in reversed(own) if route.way in ways}
        found[worker] = {**{one: one for one in ids}, **{route_id: way for way, route_id in best.items()}}
    return found

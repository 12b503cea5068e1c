"""The routes that people who go together have in common: the same one, or the same legs, each from and to the own stop.

A coach that calls at two villages takes a couple at both, and one that calls at two gates brings each to the own. Where
all can board at one stop, or get off at one, they do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter

from laborcoop.kernel.ids import WorkerId
from laborcoop.transfer.route import Route

_NAMES = (attrgetter("id"), attrgetter("way"), attrgetter("legs"))
"""What routes have in common, the closest company first."""


def names_in_common(routes: Mapping[WorkerId, Sequence[Route]]) -> dict[WorkerId, dict[str, str]]:
    """For each of those who go together the routes on which all of them can, by id, each with its common name.

    The name is the id of a route that is everybody's, else that of the way (`Route.way`), else that of the legs; of
    several routes of one way, or of the same legs, the first counts, which is the best.

    Args:
        routes: the routes of each, best first.
    """
    found: dict[WorkerId, dict[str, str]] = {worker: {} for worker in routes}
    for name in _NAMES:
        in_common = frozenset.intersection(*(frozenset(map(name, own)) for own in routes.values()))
        in_common -= {name(route) for worker, own in routes.items() for route in own if route.id in found[worker]}
        for worker, own in routes.items():
            best = {name(route): route.id for route in reversed(own) if name(route) in in_common}
            found[worker] |= {route_id: common for common, route_id in best.items()}
    return found

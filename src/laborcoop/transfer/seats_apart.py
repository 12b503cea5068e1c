"""Who competes for the same seats: the riders of one day, of one town; others are sought seats for by themselves.

What is best for each such part is best for all of them together, and is found in a fraction of the time.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING

from laborcoop.allocation import Goal
from laborcoop.journey import Proof

if TYPE_CHECKING:
    from laborcoop.transfer.seats import SeatRequest


def apart(requests: Sequence[SeatRequest]) -> list[list[SeatRequest]]:
    """The requests in parts, at least one: no two have a section or a party in common."""
    joined: dict[Hashable, Hashable] = {}

    def root(of: Hashable) -> Hashable:
        joined.setdefault(of, of)
        while joined[of] != of:
            joined[of] = of = joined[joined[of]]
        return of

    def join(things: Sequence[Hashable]) -> Hashable:
        one, *others = things or [()]
        for other in others:
            joined[root(other)] = root(one)
        return one

    first: dict[int, Hashable] = {}
    tied: list[Hashable] = []
    for request in requests:
        ties: list[Hashable] = [] if request.party is None else [(request.party,)]
        for route in request.routes:
            if id(route) not in first:
                first[id(route)] = join([*route.sections()])
            ties.append(first[id(route)])
        tied.append(join(ties))
    parts: dict[Hashable, list[SeatRequest]] = {}
    for request, one in zip(requests, tied, strict=True):
        parts.setdefault(root(one), []).append(request)
    return list(parts.values()) or [[]]


def summed(proofs: Iterable[Proof]) -> Proof:
    """The proof of several parts as that of the whole: each goal counted over all of them."""
    joined = Proof.joined(proofs)
    goals: dict[tuple[object, ...], Goal] = {}
    for goal in joined.goals:
        key = (goal.name, goal.kind, goal.key)
        had = goals.get(key)
        goals[key] = (
            goal
            if had is None
            else Goal(
                name=goal.name,
                kind=goal.kind,
                key=goal.key,
                value=had.value + goal.value,
                bound=had.bound + goal.bound,
            )
        )
    return Proof(status=joined.status, goals=tuple(goals.values()), gap=joined.gap, faults=joined.faults)

"""Who moves: the cheapest moves between places after which everybody can be seated, by a flow between the places.

Whoever is where they like it best stays there, as long as there is room: then few have to move, in chains from places
that are too full to those that are not. People of one place are taken together: so many of them like so many others as
well. Where too few people are found for the moves from a place, the flow is sought again, with all who could go more
than one of those ways looked at one by one: what it gives at the end is a best answer, as taking people together only
allows more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]
    Seats = tuple[Array, Array, Array]

_FEW = 16
"""Where more people than so many could go a way, there are hardly ever too few of them."""


@frozen(eq=False)
class Parties:
    """People who are alike, and their ways: to the places that they may go to, except the one where they like it best.

    The column after the last stands for nowhere.
    """

    size: Any
    """Party -> how many people."""
    home: Any
    """Party -> the column where its people like it best, or -1: they like all that they may go to, or are nowhere."""
    who: Any
    """Way -> the party."""
    where: Any
    """Way -> the column."""
    loss: Any
    """Way -> what a person loses who goes it, against the best: never negative."""
    trait: Any
    """Party -> the same number for those whose ways to one place lose the same."""


@frozen(eq=False)
class _Together:
    """Ways that are taken together: those from one home to one column, at one loss, of people who have a home."""

    of: Any
    """Way -> the number of its bundle; -1 for those without a home."""
    home: Any
    """Bundle -> where its people are."""
    where: Any
    """Bundle -> the column that they may go to."""
    loss: Any
    """Bundle -> what each loses."""
    people: Any
    """Bundle -> how many people."""


def cheapest(parties: Parties, room: Array, must_fill: Array) -> Seats:
    """Party, column and people of each seat, by party, such that the least is lost.

    No place is overfull, those that ``must_fill`` are full, and whoever has no way to nowhere is somewhere: the caller
    knows that this is possible.
    """
    import numpy as np

    together = _bundled(parties, len(room))
    watched = np.zeros(len(together.home), dtype=bool)
    while True:
        people, moves = _moves(parties, together, watched, room, must_fill)
        short = _found(parties, together, people, moves)
        if not len(short):
            return _seats(parties, people, len(room))
        # Nor will there be enough where all of some bundle go, and others of that place too.
        used = np.bincount(together.home, weights=moves > 0, minlength=len(room))
        scarce = together.home[(moves > 0) & (moves == together.people)]
        concerned = np.zeros(len(room), dtype=bool)
        concerned[np.concatenate([together.home[short], scarce[used[scarce] > 1]])] = True
        # Ways that few can go are what the flow would turn to next.
        watched |= concerned[together.home] & ((moves > 0) | (together.people <= _FEW))


def _bundled(parties: Parties, places: int) -> _Together:
    import numpy as np

    at = np.flatnonzero(parties.home[parties.who] >= 0)
    who = parties.who[at]
    traits = int(parties.trait.max(initial=0)) + 1
    code = (parties.home[who] * (places + 1) + parties.where[at]) * traits + parties.trait[who]
    known, number = np.unique(code, return_inverse=True)
    of, loss = np.full(len(parties.who), -1), np.zeros(len(known), dtype=np.int64)
    of[at] = number
    loss[number] = parties.loss[at]
    home, where = np.divmod(known // traits, places + 1)
    people = np.bincount(number, weights=parties.size[who], minlength=len(known)).astype(np.int64)
    return _Together(of=of, home=home, where=where, loss=loss, people=people)


def _moves(parties: Parties, together: _Together, watched: Array, room: Array, must_fill: Array) -> tuple[Array, Array]:
    """How many people go each way of those who are nowhere, and how many each bundle of the others.

    Nobody is counted for two bundles that are watched.
    """
    import numpy as np
    from ortools.graph.python import min_cost_flow

    places = nowhere = len(room)
    settled = parties.home >= 0
    load = np.bincount(parties.home[settled], weights=parties.size[settled], minlength=places).astype(np.int64)
    # The last is for ways that are in no bundle: of those who are nowhere.
    is_watched = np.append(watched, np.False_)[together.of]
    alone = ~settled | (np.bincount(parties.who[is_watched], minlength=len(settled)) > 1)
    node = places + np.cumsum(alone)
    ways = np.flatnonzero(alone[parties.who] & (is_watched | (together.of < 0)))
    who, bundle = parties.who[ways], together.of[ways]
    mine = np.bincount(bundle + 1, weights=parties.size[who], minlength=len(together.people) + 1)[1:]
    leave = np.flatnonzero(alone & settled)
    free = np.flatnonzero(~must_fill)
    there = np.minimum(load, room)[free]
    none = np.zeros_like
    arcs = (
        (together.home, together.where, together.people - mine.astype(np.int64), together.loss),
        (node[who], parties.where[ways], parties.size[who], parties.loss[ways]),
        (parties.home[leave], node[leave], parties.size[leave], none(leave)),
        # An opening that need not be taken is left free, or those who are there leave it so.
        (free, np.full_like(free, nowhere), room[free] - there, none(free)),
        (np.full_like(free, nowhere), free, there, none(free)),
    )
    supply = np.zeros(int(node.max(initial=places)) + 1, dtype=np.int64)
    supply[:places] = np.where(must_fill, load - room, np.maximum(load - room, 0))
    supply[node[~settled]] = parties.size[~settled]
    supply[nowhere] = -supply.sum()
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(*(np.concatenate(part) for part in zip(*arcs, strict=True)))
    flow.set_nodes_supplies(np.arange(len(supply)), supply)
    flow.solve()
    moves = flow.flows(np.arange(len(together.home)))
    each = flow.flows(len(moves) + np.arange(len(ways)))
    people = np.zeros(len(parties.who), dtype=np.int64)
    people[ways[bundle < 0]] = each[bundle < 0]
    np.add.at(moves, bundle[bundle >= 0], each[bundle >= 0])
    return people, moves


def _found(parties: Parties, together: _Together, people: Array, moves: Array) -> Array:
    """Enter who goes the ways that were taken together; the bundles for which too few people are found."""
    import numpy as np
    from ortools.graph.python import max_flow

    bundles = np.flatnonzero(moves)
    ways = np.flatnonzero(np.append(moves, 0)[together.of])
    some, one = np.unique(parties.who[ways], return_inverse=True)
    number = len(some) + np.cumsum(moves > 0) - 1
    source, sink = len(some) + len(bundles), len(some) + len(bundles) + 1
    flow = max_flow.SimpleMaxFlow()
    flow.add_arcs_with_capacity(
        np.concatenate([one, np.full(len(some), source), number[bundles]]),
        np.concatenate([number[together.of[ways]], np.arange(len(some)), np.full(len(bundles), sink)]),
        np.concatenate([parties.size[parties.who[ways]], parties.size[some], moves[bundles]]),
    )
    flow.solve(source, sink)
    people[ways] = flow.flows(np.arange(len(ways)))
    met = flow.flows(len(ways) + len(some) + np.arange(len(bundles)))
    short: Array = bundles[met < moves[bundles]]
    return short


def _seats(parties: Parties, people: Array, nowhere: int) -> Seats:
    """The seats of those who stay and of those who move, by party."""
    import numpy as np

    away = np.bincount(parties.who, weights=people, minlength=len(parties.size)).astype(np.int64)
    stay = np.flatnonzero((parties.home >= 0) & (parties.size > away))
    go = np.flatnonzero((people > 0) & (parties.where < nowhere))
    party = np.concatenate([stay, parties.who[go]])
    order = np.argsort(party, kind="stable")
    place = np.concatenate([parties.home[stay], parties.where[go]])
    return party[order], place[order], np.concatenate([(parties.size - away)[stay], people[go]])[order]

"""The independent check of ``stable`` where both sides rank, without ties: down the lists, by a pass of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from laborcoop.allocation.ranked import Ranked
from laborcoop.allocation.rankings import Rankings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from laborcoop.allocation.ledger import Ledger, Team
    from laborcoop.allocation.problem import Problem


def strict_lists(problem: Problem) -> tuple[Rankings, Rankings] | None:
    """The lists of both sides, where they are held as numbers and nobody shares a rank."""
    pairs = problem.pairs
    if not isinstance(pairs, Ranked):
        return None
    wishes, wanted = pairs.wishes, pairs.wanted
    if isinstance(wishes, Rankings) and isinstance(wanted, Rankings) and not (wishes.tied or wanted.tied):
        return wishes, wanted
    return None


def blocks_down(ledger: Ledger, wishes: Rankings, wanted: Rankings) -> Iterator[tuple[Team, str]]:
    """(applicant, place) that would both rather have each other; whoever is where they are not listed is a fault.

    Everybody decides alone and takes one place.
    """
    names, places, pinned = wanted.listed, wishes.listed, ledger.problem.pinned
    likers: list[list[int]] = [[] for _ in places]
    """Place -> those who like it better than where they are."""
    there: list[list[int]] = [[] for _ in places]
    fixed = {wishes.owners[name] for name in pinned}
    for name, number in wishes.owners.items():
        better, place = wishes.list_of(number), ledger.placed.get(name)
        if place is not None:
            own = wanted.owners[place]
            there[own].append(number)
            if own not in better:
                _not_open(ledger, name, place)
                continue
            better = better[: better.index(own)]
        for liked in () if number in fixed else better:
            likers[liked].append(number)
    for number, place in enumerate(places):
        ranking = wanted.list_of(number)
        position = dict(zip(ranking, range(len(ranking)), strict=True))
        for who in there[number]:
            if who not in position:
                _not_open(ledger, names[who], place)
        free = ledger.problem.capacity[place] - len(there[number])
        last = max((position.get(who, 0) for who in there[number] if who not in fixed), default=-1)
        bar = last if free == 0 else len(position)
        for who in likers[number]:
            if position.get(who, bar) < bar:
                yield frozenset([names[who]]), place


def _not_open(ledger: Ledger, name: str, place: str) -> None:
    ledger.fault("{name} 不能去 {place}", "{place} is not open to {name}", name=name, place=place)

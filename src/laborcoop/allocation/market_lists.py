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
        ranking, here = wanted.list_of(number), frozenset(there[number])
        listed = here.intersection(ranking)
        for who in here - listed:
            _not_open(ledger, names[who], place)
        better = ranking
        if len(here) >= ledger.problem.capacity[place]:
            # Those above the last of the people who may be let go.
            free = listed - fixed
            below = next((at for at, who in enumerate(reversed(ranking)) if who in free), len(ranking) - 1)
            better = ranking[: len(ranking) - 1 - below]
        for who in frozenset(better).intersection(likers[number]):
            yield frozenset([names[who]]), place


def _not_open(ledger: Ledger, name: str, place: str) -> None:
    ledger.fault("{name} 不能去 {place}", "{place} is not open to {name}", name=name, place=place)

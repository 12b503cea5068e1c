"""The teams into which a squad parts at a site, each of which can talk to every household there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations

from laborcoop.outreach.squad import Cadre

_Spoken = tuple[frozenset[str], ...]


def teams_that_speak(cadres: Sequence[Cadre], languages: frozenset[str], size: int) -> int:
    """How many teams of so many cadres a squad can make in each of which somebody speaks each language of a site.

    A squad that is too small for two teams is one, and so is one that speaks every language only all together. 0 where
    even the whole squad lacks one.
    """
    spoken = [cadre.languages & languages for cadre in cadres]
    if not cadres or frozenset().union(*spoken) != languages:
        return 0
    alone = sum(one == languages for one in spoken)
    # One who speaks all of them makes a team with anybody; the others are put together as well as they can be.
    partly = _ordered(one for one in spoken if one and one != languages)
    return max(1, min(len(cadres) // size, alone + _together(partly, languages, size)))


def _together(spoken: _Spoken, languages: frozenset[str], size: int) -> int:
    """The most teams of at most ``size`` that those who speak some of the languages make, each speaking all."""

    @cache
    def most(left: _Spoken) -> int:
        if not left:
            return 0
        first, rest = left[0], left[1:]
        best = most(rest)
        for others in range(1, size):
            for mates in set(combinations(rest, others)):
                if first.union(*mates) == languages:
                    best = max(best, 1 + most(_without(rest, mates)))
        return best

    return most(spoken)


def _without(spoken: _Spoken, mates: _Spoken) -> _Spoken:
    left = list(spoken)
    for mate in mates:
        left.remove(mate)
    return tuple(left)


def _ordered(spoken: Iterable[frozenset[str]]) -> _Spoken:
    return tuple(sorted(spoken, key=sorted))

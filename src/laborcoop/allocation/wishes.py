"""In which order each side asks the other, worked out as far as it is asked for.

Whoever has better by the time that they would be asked is passed over: their bar says so.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from laborcoop.allocation.ranked import Ranked
from laborcoop.allocation.stability import views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from laborcoop.allocation.sides import Sides

One = TypeVar("One")

_value = itemgetter(1)


def in_order(valued: Iterable[tuple[One, int]], tie_break: Callable[[One], Any]) -> Iterator[One]:
    """The highest value first, equals by what breaks the tie; ties are broken when they are come to."""
    for _, level in groupby(sorted(valued, key=_value, reverse=True), key=_value):
        equals = [one for one, _ in level]
        yield from equals if len(equals) == 1 else sorted(equals, key=tie_break)


class Wishes:
    """The places that each party has yet to ask, each with its regard for the party."""

    def __init__(self, sides: Sides, bars: Mapping[str, int]) -> None:
        """``bars`` is read at every step: place id -> the regard below which it takes nobody."""
        self.ahead: list[Iterator[tuple[str, int]]] = []
        self._sides = sides
        self._bars = bars

    def renewed(self, spent: Sequence[int]) -> Sequence[int]:
        """Those of some parties with nothing ahead who have more to ask; everybody, the first time."""
        if self.ahead:
            return ()
        pairs = self._sides.problem.pairs
        for number in spent:
            party = self._sides.members[number]
            is_listed = isinstance(pairs, Ranked) and len(party) == 1
            self.ahead.append(self._down_the_list(number, pairs) if is_listed else self._by_scores(number))
        return spent

    def _down_the_list(self, number: int, pairs: Ranked) -> Iterator[tuple[str, int]]:
        wanted, bars = pairs.wanted, self._bars
        (name,) = self._sides.members[number]
        ranking = pairs.wishes[name]
        places: Iterable[str] = ranking
        if name in pairs.tied:
            places = in_order(ranking.items(), lambda place: self._sides.wish(number, place))
        for place in places:
            regard = wanted[place].get(name)
            if regard is not None and regard >= bars[place]:
                yield place, regard

    def _by_scores(self, number: int) -> Iterator[tuple[str, int]]:
        liking, regard = views(self._sides.problem, self._sides.members[number])
        for place in in_order(liking.items(), lambda place: self._sides.wish(number, place)):
            if regard[place] >= self._bars[place]:
                yield place, regard[place]


class Offers:
    """The parties that each place has yet to ask, each with its liking for the place."""

    def __init__(self, sides: Sides, bars: Sequence[int]) -> None:
        """``bars`` is read at every step: party -> the liking below which it leaves for no place."""
        self._sides = sides
        self._bars = bars
        self._likings = [views(sides.problem, party) for party in sides.members]
        suitors: dict[str, list[tuple[int, int]]] = {place: [] for place in sides.room}
        for number, (_, regard) in enumerate(self._likings):
            for place, value in regard.items():
                suitors[place].append((number, value))
        self.ahead = {place: self._by_regard(place, some) for place, some in suitors.items()}

    def _by_regard(self, place: str, suitors: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        for number in in_order(suitors, lambda number: self._sides.want(place, number)):
            liking = self._likings[number][0][place]
            if liking >= self._bars[number]:
                yield number, liking

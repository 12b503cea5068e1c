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


def in_order(
    valued: Iterable[tuple[One, int]], is_open: Callable[[One], bool], tie_break: Callable[[One], Any]
) -> Iterator[One]:
    """Those that are open when their turn comes: the highest value first, equals by what breaks the tie.

    Ties are broken among those that are still open: a hash of two ids costs more than all else here.
    """
    for _, level in groupby(sorted(valued, key=_value, reverse=True), key=_value):
        equals = [one for one, _ in level if is_open(one)]
        if len(equals) > 1:
            equals.sort(key=tie_break)
        for one in equals:
            if is_open(one):
                yield one


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
            if isinstance(pairs, Ranked) and len(party) == 1:
                self.ahead.append(self._down_the_list(number, pairs))
            else:
                self.ahead.append(self._by_scores(number))
        return spent

    def _down_the_list(self, number: int, pairs: Ranked) -> Iterator[tuple[str, int]]:
        wanted, bars = pairs.wanted, self._bars
        (name,) = self._sides.members[number]
        ranking = pairs.wishes[name]
        places: Iterable[str] = ranking
        if name in pairs.tied:
            places = in_order(ranking.items(), lambda _: True, lambda place: self._sides.wish(number, place))
        for place in places:
            regard = wanted[place].get(name)
            if regard is not None and regard >= bars[place]:
                yield place, regard

    def _by_scores(self, number: int) -> Iterator[tuple[str, int]]:
        liking, regard = views(self._sides.problem, self._sides.members[number])
        bars = self._bars
        for place in in_order(
            liking.items(),
            lambda place: regard[place] >= bars[place],
            lambda place: self._sides.wish(number, place),
        ):
            yield place, regard[place]


class Offers:
    """The parties that each place has yet to ask, each with its liking for the place."""

    def __init__(self, sides: Sides, bars: Sequence[int]) -> None:
        """``bars`` is read at every step: party -> the liking below which it leaves for no place."""
        self._sides = sides
        self._bars = bars
        self._likings: list[Mapping[str, int]] = []
        suitors: dict[str, list[tuple[int, int]]] = {place: [] for place in sides.room}
        for number, party in enumerate(sides.members):
            liking, regard = views(sides.problem, party)
            self._likings.append(liking)
            for place, value in regard.items():
                suitors[place].append((number, value))
        self.ahead = {place: self._by_regard(place, some) for place, some in suitors.items()}

    def _by_regard(self, place: str, suitors: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        likings, bars = self._likings, self._bars
        for number in in_order(
            suitors,
            lambda number: likings[number][place] >= bars[number],
            lambda number: self._sides.want(place, number),
        ):
            yield number, likings[number][place]

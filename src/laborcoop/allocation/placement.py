"""Who is where, of very many people whose pairs are computed: a number for each of them instead of a dictionary.

Solving nearly the same problem again takes so little that dictionaries of everybody, made, checked and asked name by
name, would be a good part of it.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, Mapping, ValuesView
from itertools import compress, filterfalse
from typing import TYPE_CHECKING, Any

from laborcoop.allocation.mapping import shown

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from laborcoop.allocation.ruled import Ruled

    Array = NDArray[Any]


class Placement(Mapping[str, str]):
    """Applicant id -> place id, in the order a reader expects; equal to any mapping with the same content."""

    __slots__ = ("pairs", "place")

    def __init__(self, pairs: Ruled, place: Array) -> None:
        """``place``: worker number -> number of the post, or -1. It is frozen, not copied."""
        place.flags.writeable = False
        self.pairs = pairs
        self.place = place

    def __reduce__(self) -> tuple[type[Placement], tuple[Ruled, Array]]:
        """Made anew, so that nobody can write into what comes back."""
        return type(self), (self.pairs, self.place)

    def __getitem__(self, name: str) -> str:
        place: int = self.place.item(self.pairs.number[name])
        if place < 0:
            raise KeyError(name)
        return self.pairs.ids[place]

    def __iter__(self) -> Iterator[str]:
        return compress(self.pairs.readable, self._is_placed().tolist())

    def __len__(self) -> int:
        import numpy as np

        return int(np.count_nonzero(self.place >= 0))

    # The base class would look up one name after the other for each of these, and raise for each who is nowhere.
    def get(self, name: Any, default: Any = None) -> Any:  # noqa: ANN401 - as the base class has it, overloaded
        """The place, or the default."""
        number = self.pairs.number.get(name)
        place = -1 if number is None else self.place.item(number)
        return default if place < 0 else self.pairs.ids[place]

    def items(self) -> ItemsView[str, str]:
        """The entries."""
        return self._listed().items()

    def values(self) -> ValuesView[str]:
        """The places."""
        return self._listed().values()

    def without(self, names: Iterable[str]) -> list[str]:
        """Those of some names that are not here, in the order given."""
        if names is self.pairs.readable:
            return list(compress(self.pairs.readable, (~self._is_placed()).tolist()))
        return list(filterfalse(self.__contains__, names))

    def gone(self, now: Mapping[str, str]) -> list[str]:
        """Those who are elsewhere, or nowhere, in another placement."""
        if not isinstance(now, Placement) or now.pairs is not self.pairs:
            return [name for name, place in self.items() if now.get(name) != place]
        rows = self.pairs.readable_rows
        return list(compress(self.pairs.readable, ((self.place >= 0) & (self.place != now.place))[rows].tolist()))

    def __repr__(self) -> str:
        """The first entries and how many more there are."""
        return shown(self)

    def _is_placed(self) -> Array:
        """For each name in the order a reader expects."""
        found: Array = self.place[self.pairs.readable_rows] >= 0
        return found

    def _listed(self) -> dict[str, str]:
        place = self.place[self.pairs.readable_rows]
        return dict(zip(self, map(self.pairs.ids.__getitem__, place[place >= 0].tolist()), strict=True))

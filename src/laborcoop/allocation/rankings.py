"""One side's rankings, all lists one after the other as numbers: millions of entries in four bytes each."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

Row = dict[str, int]


@frozen(kw_only=True, eq=False, repr=False)
class Rankings(Mapping[str, Mapping[str, int]]):
    """Whom each of one side lists, best first: owner -> listed id -> what the rank counts for.

    The mapping of one owner is made when it is first asked for.
    """

    owners: Mapping[str, int]
    """Owner -> number, from 0 up: the number that the other side's lists call them by."""
    listed: Sequence[str]
    """The other side's ids, by their number."""
    numbers: array[int]
    """The listed of the first owner, best first, then those of the second, …: four bytes each, without a sign."""
    starts: Sequence[int]
    """Where the list of each owner starts, and behind the last one where it ends."""
    worths: Sequence[int]
    """What each rank counts for, best first, where nobody shares a rank."""
    tied: Mapping[str, Row]
    """Owner -> the mapping, for the lists in which a rank was given as a tuple."""
    _made: dict[str, Row] = field(init=False, factory=dict)

    def list_of(self, number: int) -> array[int]:
        """The numbers that one owner lists, best first."""
        return self.numbers[self.starts[number] : self.starts[number + 1]]

    def __getitem__(self, owner: str) -> Mapping[str, int]:
        row = self._made.get(owner)
        if row is None:
            row = self.tied.get(owner)
            if row is None:
                names = map(self.listed.__getitem__, self.list_of(self.owners[owner]))
                row = dict(zip(names, self.worths, strict=False))
            # Two threads make the same one.
            self._made[owner] = row
        return row

    def __contains__(self, owner: object) -> bool:
        return owner in self.owners

    def __iter__(self) -> Iterator[str]:
        return iter(self.owners)

    def __len__(self) -> int:
        return len(self.owners)

"""How many places an applicant takes: the same number everywhere, or a number for each place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from laborcoop.allocation.checks import plain
from laborcoop.allocation.mapping import Fixed
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from laborcoop.allocation.checks import Faults
    from laborcoop.allocation.pairs import Pairs

Size = int | Mapping[str, int]
"""Places taken wherever it is, or place id -> places taken there."""


def amounts(size: Size) -> Iterable[int]:
    """Every number of places that an applicant of this size may take."""
    return size.values() if isinstance(size, Mapping) else (size,)


def largest(size: Size) -> int:
    """The most places that an applicant of this size may take; 1 where no place is named."""
    return max(amounts(size), default=1)


def read_sizes(given: Mapping[str, Any], faults: Faults) -> dict[str, Size]:
    """Applicant id -> size, each number checked."""
    everywhere = Text("{name} 占用的名额", "the size of {name}")
    there = Text("{name} 在 {place} 占用的名额", "the size of {name} at {place}")
    read: dict[str, Size] = {}
    for given_name, size in given.items():
        name = plain(given_name)
        if isinstance(size, Mapping):
            read[name] = Fixed(
                {
                    plain(place): faults.whole(count, there.format(name=name, place=place), least=1)
                    for place, count in size.items()
                }
            )
        else:
            read[name] = faults.whole(size, everywhere.format(name=name), least=1)
    return read


def check_sizes(sizes: Mapping[str, Size], capacity: Mapping[str, int], pairs: Pairs, faults: Faults) -> None:
    """A size by place names places that exist, and every place that is open to the applicant."""
    for name, size in sizes.items():
        if not isinstance(size, Mapping):
            continue
        for place in size.keys() - capacity.keys():
            faults.add(
                "{name} 占用的名额提到的去处 {place} 没有给出容量",
                "the size of {name} names the place {place}, which has no capacity",
                name=name,
                place=place,
            )
        for place in pairs.of(name).keys() - size.keys():
            faults.add(
                "{name} 可以去 {place}，却没有给出在那里占用的名额",
                "{place} is open to {name}, but their size does not say how many places they take there",
                name=name,
                place=place,
            )

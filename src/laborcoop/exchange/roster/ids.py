"""The ids of those who have none in the data: keyed by a salt, or made of what may be shown where there is no salt.

Everything in a roster can be guessed by who has its masked copy: four digits and six of a number leave some 1 600. So a
salt made of the roster would be none. Without one that somebody keeps, an id is made of nothing but the digits that a
mask shows, of this number and of all others: it is the same whatever the hidden ones are. Those whose shown digits are
alike are counted off, in an order that has nothing to do with birth dates, and that place is all that their ids tell.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import Protocol

from laborcoop.exchange.private import hashed_id, joined
from laborcoop.kernel.identity import check_character, modern_number
from laborcoop.kernel.ids import PartyId, WorkerId, keyed_id

_WHOLE = re.compile(r"[0-9]{17}[0-9X]")
_SHOWN = re.compile(r"([0-9]{6}).{8}([0-9]{3}[0-9X])")
"""What a mask shows of a number, whether the rest of it was given or not."""
_DIGITS = 17
_AREA, _SERIAL, _LAST = slice(6), slice(14, _DIGITS), slice(_DIGITS, None)
_FACTOR, _PRIME = 0x9E3779B97F4A7C15, 2**61 - 1
"""The golden ratio as a fraction, which spreads neighbours wide apart; and no two numbers of 17 digits become one."""


class Ids(Protocol):
    """Gives ids to those who have none that may be shown."""

    def of_number(self, number: str) -> WorkerId:
        """The id of the worker who has a number, of 18 characters."""
        ...

    def of_text(self, prefix: str, written: str) -> str | None:
        """An id for one that may not be shown; None where nothing is there to make it of."""
        ...

    def of_party(self, members: Sequence[tuple[str, str]]) -> PartyId:
        """The id of a party; ``members`` are names and numbers, in order."""
        ...


class SaltedIds:
    """Ids that only who has the salt can derive: the same in every roster that is read with it."""

    def __init__(self, salt: str) -> None:
        self._salt = salt

    def of_number(self, number: str) -> WorkerId:
        """A keyed hash of the number.

        Raises:
            InvalidValue: the salt is too short; so does every other of these.
        """
        return WorkerId(keyed_id("W", self._salt, number))

    def of_text(self, prefix: str, written: str) -> str:
        """A keyed hash of the text, the same however a number in it is written."""
        return hashed_id(prefix, self._salt, written)

    def of_party(self, members: Sequence[tuple[str, str]]) -> PartyId:
        """A keyed hash of all members."""
        return PartyId(keyed_id("T", self._salt, "\n".join(map("\t".join, members))))


class ShownIds:
    """Ids made of what may be shown: the same for the same rosters in any order, and of no use beside other rosters.

    ``numbers`` are the first seventeen digits of all numbers in the rosters.
    """

    def __init__(self, numbers: Iterable[int] = ()) -> None:
        self._numbers = array("q", [*numbers])
        self._ordered: dict[int, Mapping[str, Sequence[int]]] = {}
        self._births = _CheckOfBirths()
        self._parties: Counter[str] = Counter()

    def of_number(self, number: str) -> WorkerId:
        """An id of the digits that a mask shows, and of the place among those of whom it shows the same.

        Of a number that is not whole nothing else is known: those of whom the same is shown have one id.
        """
        return WorkerId(self._keyed("W", number))

    def of_text(self, prefix: str, written: str) -> str | None:
        """The id that a number gives; None for any other text, for no part of it may be shown."""
        number = modern_number(joined(written))
        return self._keyed(prefix, number) if _WHOLE.fullmatch(number) else None

    def of_party(self, members: Sequence[tuple[str, str]]) -> PartyId:
        """An id made of those of the members; parties of which these are the same are counted off."""
        told = "\n".join(sorted(self.of_number(number) for _, number in members))
        self._parties[told] += 1
        again = self._parties[told]
        return PartyId(keyed_id("T", self._key, told if again == 1 else f"{told}\n{again}"))

    def _keyed(self, prefix: str, number: str) -> str:
        if not _WHOLE.fullmatch(number):
            part = _SHOWN.fullmatch(number)
            return keyed_id(prefix, self._key, "\t".join(part.groups()) if part else "")
        order = self._order(int(number[_AREA] + number[_SERIAL])).get(number[_LAST], ())
        own = _scattered(int(number[:_DIGITS]))
        place = bisect_left(order, own)
        # A masked number whose birth date was found out late is none of those that were counted.
        is_counted = place < len(order) and order[place] == own
        shown = f"{number[_AREA]}\t{number[14:]}\t{place}" + ("" if is_counted else "+")
        return keyed_id(prefix, self._key, shown)

    def _order(self, shown: int) -> Mapping[str, Sequence[int]]:
        """The numbers that show an area and a serial number, scattered and in order, by their check characters."""
        order = self._ordered.get(shown)
        if order is None:
            alike: dict[str, list[int]] = defaultdict(list)
            births = self._births
            for number in self._alike.get(shown, ()):
                alike[births[number // 1000 % 10**8]].append(number)
            order = self._ordered[shown] = {
                check_character(f"{numbers[0]:0{_DIGITS}d}"): sorted(map(_scattered, numbers))
                for numbers in alike.values()
            }
        return order

    @cached_property
    def _alike(self) -> Mapping[int, Sequence[int]]:
        """The numbers by area and serial number."""
        alike: dict[int, array[int]] = defaultdict(partial(array, "q"))
        for number in self._numbers:
            alike[number // 10**11 * 1000 + number % 1000].append(number)
        return alike

    @cached_property
    def _key(self) -> str:
        """What sets the ids of these rosters apart from those of others; made of what may be shown."""
        told = "\n".join(f"{shown:09d} {len(numbers)}" for shown, numbers in sorted(self._alike.items()))
        return hashlib.sha256(told.encode()).hexdigest()


class _CheckOfBirths(dict[int, str]):
    """The check characters by birth date with zeros around it: two are alike there where they are beside any others."""

    def __missing__(self, born: int) -> str:
        found = self[born] = check_character(f"{born:014d}000")
        return found


def _scattered(number: int) -> int:
    """A number by which those alike are put in an order that no birth date can be read from."""
    return number * _FACTOR % _PRIME

"""Which rows may have to do with one another, told by one look at all of them before any is settled.

A row whose number, whose name and phone, and whose id stand in no other row can be settled by itself, and be forgotten.
All others are held until every one of them was read. What is remembered of a row are hashes, so a million of them take
some hundred megabytes; two that are alike by chance hold two rows in vain, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from operator import itemgetter
from typing import NamedTuple, TypeVar

from laborcoop.errors import InvalidValue
from laborcoop.exchange import cells
from laborcoop.exchange.private import joined
from laborcoop.exchange.roster import readings
from laborcoop.exchange.roster.identities import Identities, Whose
from laborcoop.exchange.roster.people import Entry
from laborcoop.exchange.sheets import Cell
from laborcoop.kernel.identity import modern_number, normalise_number
from laborcoop.kernel.personal import PersonName, Phone

_Value = TypeVar("_Value")

_DIGITS = 17
_KEYED = re.compile(r"W-[0-9a-f]{12}")
_MASK = "*"
_ID_MARK = "#"
"""Stands in front of ids among the keys, for an id may read like a number."""

_OF_DIGITS = itemgetter(slice(_DIGITS))


class Keys(NamedTuple):
    """The keys of plain rows as hashes, kind by kind, one of each kind for every row; what is empty is no key.

    Of a kind for which the table has no column there are none.
    """

    numbers: Sequence[int]
    phones: Sequence[int]
    ids: Sequence[int]


class Index:
    """What stands in more than one row, and the numbers of all rows."""

    def __init__(self) -> None:
        # Of numbers, of names with phones, of ids: a smaller set is searched sooner.
        self._seen: dict[type, set[int]] = {int: set(), tuple: set(), str: set()}
        self._twice: set[int] = set()
        self._claimed: set[str] = set()

    def add_plain(self, plain: Identities) -> Keys:
        """Look at rows whose identity is plain, and give their keys, to ask for later (`are_held`)."""
        keys = Keys(_number_keys(plain), [*_phone_keys(plain)], [*_id_keys(plain)])
        self._add_keys(keys.numbers, self._seen[int])
        self._add_keys(compress(keys.phones, plain.phones), self._seen[tuple])
        self._add_keys(compress(keys.ids, plain.ids), self._seen[str])
        return keys

    def _add_keys(self, keys: Iterable[int], seen: set[int]) -> None:
        """Look at keys of one kind, beside those that were seen of it."""
        add = seen.add
        self._twice.update([key for key in keys if key in seen or add(key)])

    def add_without_number(self, whose: Whose) -> None:
        """Look at a row whose name, phone and id are plain, and which has no number."""
        self._add_each(keys_of_plain(*whose))

    def add(self, said: Mapping[str, Cell]) -> None:
        """Look at any other row, by what it says under each key."""
        keys = _Keys.of(said)
        self._add_each(keys.all())
        if _KEYED.fullmatch(keys.worker_id):
            self._claimed.add(keys.worker_id)

    def _add_each(self, keys: Iterable[Hashable]) -> None:
        for key in keys:
            hashed, seen = hash(key), self._seen[type(key)]
            if hashed in seen:
                self._twice.add(hashed)
            seen.add(hashed)

    def holds(self, entry: Entry) -> bool:
        """Whether a row must wait for the others: one of its keys stands in another row, or its number is masked."""
        said = entry.row.cells
        keys = _Keys.with_phone(said, entry.name, entry.facts.phone)
        return (
            _MASK in cells.text(said.get("id_number"))
            or keys.worker_id in self._claimed
            or any(hash(key) in self._twice for key in keys.all())
        )

    def are_held(self, keys: Iterable[int]) -> Iterator[bool]:
        """The same of each of some keys."""
        # What is empty was never added, and stands nowhere twice.
        return map(self._twice.__contains__, keys)

    def is_held(self, whose: Whose) -> bool:
        """The same of a row whose name, phone and id are plain, and its number right or not."""
        return any(hash(key) in self._twice for key in keys_of_plain(*whose))

    @property
    def has_claims(self) -> bool:
        """Whether a row claims an id that is made like one of ours."""
        return bool(self._claimed)

    def is_claimed(self, worker_id: str) -> bool:
        """Whether a row claims this id."""
        return worker_id in self._claimed

    def seen_all(self) -> set[int]:
        """Forget what stands in one row only, and give the first digits of all numbers."""
        numbers, self._seen = self._seen[int], {}
        return numbers


def keys_of(entry: Entry) -> Iterator[Hashable]:
    """What a row may share with others."""
    return _Keys.with_phone(entry.row.cells, entry.name, entry.facts.phone).all()


def keys_of_plain(number: str, name: str, phone: str, own_id: str) -> Iterator[Hashable]:
    """The same of a plain row."""
    if number:
        yield _number_key(number[:_DIGITS])
    if phone:
        yield name, phone
    if own_id:
        yield _key_of_id(_plain_id(own_id))


class _Keys(NamedTuple):
    """What a row may share with others: the digits of its number, its name with its phone, its id.

    An id that is a number is that of the worker who has the number, so it counts as one, too.
    """

    number: str
    phone: tuple[str, str] | None
    worker_id: str

    @classmethod
    def of(cls, said: Mapping[str, Cell]) -> _Keys:
        phone = _or_none(readings.phone, said.get("phone"))
        name = _or_none(readings.name, said.get("name")) if phone else None
        return cls.with_phone(said, name, phone)

    @classmethod
    def with_phone(cls, said: Mapping[str, Cell], name: PersonName | None, phone: Phone | None) -> _Keys:
        worker_id = cells.text(said.get("worker_id"))
        return cls(
            number=_number(said.get("id_number"), said.get("birth_date"))[:_DIGITS],
            phone=(name.reveal() if name else "", phone.reveal()) if phone else None,
            worker_id=worker_id if _KEYED.fullmatch(worker_id) else modern_number(normalise_number(worker_id)),
        )

    def all(self) -> Iterator[Hashable]:
        """The keys that there are, of which no two of different kinds are alike."""
        if self.number:
            yield _number_key(self.number)
        if self.phone:
            yield self.phone
        if self.worker_id:
            yield _key_of_id(self.worker_id)
        as_number = modern_number(joined(self.worker_id))[:_DIGITS]
        if as_number != self.number and _are_seventeen_digits(as_number):
            yield int(as_number)


def _number_keys(plain: Identities) -> list[int]:
    # A number below 2 to the 61st is its own hash.
    return [*map(int, map(_OF_DIGITS, plain.numbers))]


def _number_key(digits: str) -> int | str:
    return int(digits) if _are_seventeen_digits(digits) else digits


def _phone_keys(plain: Identities) -> Iterator[int]:
    return map(hash, zip(plain.names, plain.phones, strict=True)) if plain.phones else iter(())


def _id_keys(plain: Identities) -> Iterator[int]:
    # An id that is plain holds no line break, so all are made keys of together.
    keys = _key_of_id(_plain_id(f"\n{_ID_MARK}".join(plain.ids))).split("\n") if plain.ids else ()
    return map(hash, keys)


def _plain_id(plain: str) -> str:
    """An id that is plain, or several, as `normalise_number` would have it."""
    return plain.replace("-", "").upper()


def _key_of_id(normalised: str) -> str:
    return _ID_MARK + normalised


def _number(cell: Cell, birth_date: Cell) -> str:
    """A number without what writing adds, as one of 18; one that is masked with the birth date behind its mask."""
    text = modern_number(normalise_number(cells.text(cell)))
    if _MASK not in text:
        return text
    born = _or_none(cells.day, birth_date)
    return f"{text[:6]}{born:%Y%m%d}{text[14:]}" if born else text


def _are_seventeen_digits(text: str) -> bool:
    return len(text) == _DIGITS and text.isascii() and text.isdigit()


def _or_none(read: Callable[[Cell], _Value], cell: Cell) -> _Value | None:
    # Nothing is read of an empty cell, of a zero or a no either.
    if not cell:
        return None
    try:
        return read(cell)
    except InvalidValue:
        return None

"""Which rows may have to do with one another, told by one look at all of them before any is settled.

A row whose number, whose name and phone, and whose id stand in no other row can be settled by itself, and be forgotten.
All others are held until every one of them was read. What is remembered of a row are hashes, so a million of them take
some hundred megabytes; two that are alike by chance hold two rows in vain, and nothing else.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from laborcoop.errors import InvalidValue
from laborcoop.exchange import cells
from laborcoop.exchange.roster import readings
from laborcoop.exchange.roster.people import Entry
from laborcoop.exchange.roster.table import Table
from laborcoop.exchange.sheets import Cell
from laborcoop.kernel.identity import modern_number, normalise_number
from laborcoop.kernel.personal import PersonName, Phone

_Value = TypeVar("_Value")

_DIGITS = 17
_LENGTH = 18
_KEYED = re.compile(r"W-[0-9a-f]{12}")
_MASK = "*"

PLAIN_NAME = re.compile(r"[\u4e00-\u9fa5]{1,12}(?:·[\u4e00-\u9fa5]{1,12})?").fullmatch
"""Matches a name as `PersonName.parse` leaves it: what a glance can tell."""
PLAIN_PHONE = re.compile(r"1[3-9][0-9]{9}").fullmatch
"""Matches a mobile number as `Phone` holds it."""


class Index:
    """What stands in more than one row, and what the numbers of all rows come to."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._twice: set[int] = set()
        self._claimed: set[str] = set()
        self._sum = 0

    def add(self, table: Table) -> None:
        """Look at all rows of a table."""
        columns = table.header.columns
        number_at, name_at, phone_at = (columns.get(key, -1) for key in ("id_number", "name", "phone"))
        # Where rows have ids, those count as well: such sheets go the long way.
        quick = number_at >= 0 and name_at >= 0 and "worker_id" not in columns
        width = max(number_at, name_at, phone_at) + 1
        for _, line, _ in table.lines():
            if not quick or len(line) < width or not self._add_plain(line[number_at], line[name_at], line[phone_at]):
                self._add(table.said(line))

    def _add_plain(self, number: Any, name: Any, phone: Any) -> bool:  # noqa: ANN401 - any cells
        """Look at a row whose number, name and phone are written as they are meant; False where they are not."""
        digits = number[:_DIGITS] if type(number) is str and len(number) == _LENGTH else ""
        if not (digits.isdigit() and number.isascii() and type(name) is str and PLAIN_NAME(name)):
            return False
        if phone and not (type(phone) is str and PLAIN_PHONE(phone)):
            return False
        seen = self._seen
        key = hash(digits)
        if key in seen:
            self._twice.add(key)
        else:
            seen.add(key)
            self._sum += int(digits) ** 3
        if phone:
            key = hash((name, phone))
            if key in seen:
                self._twice.add(key)
            else:
                seen.add(key)
        return True

    def _add(self, said: Mapping[str, Cell]) -> None:
        keys = _Keys.of(said)
        for key in keys.all():
            hashed = hash(key)
            if hashed in self._seen:
                self._twice.add(hashed)
            elif isinstance(key, str) and _are_seventeen_digits(key):
                self._sum += int(key) ** 3
            self._seen.add(hashed)
        if _KEYED.fullmatch(keys.worker_id):
            self._claimed.add(keys.worker_id)

    def holds(self, entry: Entry) -> bool:
        """Whether a row must wait for the others: one of its keys stands in another row, or its number is masked."""
        said = entry.row.cells
        keys = _Keys.with_phone(said, entry.name, entry.facts.phone)
        return (
            _MASK in cells.text(said.get("id_number"))
            or keys.worker_id in self._claimed
            or any(hash(key) in self._twice for key in keys.all())
        )

    def holds_plain(self, number: str, name: str, phone: str) -> bool:
        """The same of a row whose number, name and phone are written as they are meant."""
        return hash(number[:_DIGITS]) in self._twice or (phone != "" and hash((name, phone)) in self._twice)

    @property
    def has_claims(self) -> bool:
        """Whether a row claims an id that is made like one of ours."""
        return bool(self._claimed)

    def is_claimed(self, worker_id: str) -> bool:
        """Whether a row claims this id."""
        return worker_id in self._claimed

    def seen_all(self) -> None:
        """Forget what stands in one row only."""
        self._seen.clear()

    def salt(self) -> str:
        """A salt that only who has the rosters knows: the same for the same numbers in any order; empty without any."""
        return hashlib.sha256(str(self._sum).encode()).hexdigest() if self._sum else ""


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
        name = _or_none(lambda cell: PersonName.parse(cells.text(cell)), said.get("name")) if phone else None
        return cls.with_phone(said, name, phone)

    @classmethod
    def with_phone(cls, said: Mapping[str, Cell], name: PersonName | None, phone: Phone | None) -> _Keys:
        worker_id = cells.text(said.get("worker_id"))
        return cls(
            number=_number(said.get("id_number"), said.get("birth_date"))[:_DIGITS],
            phone=(name.reveal() if name else "", phone.reveal()) if phone else None,
            worker_id=worker_id if _KEYED.fullmatch(worker_id) else modern_number(normalise_number(worker_id)),
        )

    def all(self) -> Iterator[object]:
        """The keys that there are, of which no two of different kinds are alike."""
        if self.number:
            yield self.number
        if self.phone:
            yield self.phone
        if self.worker_id:
            yield "id", self.worker_id, ""
        as_number = self.worker_id[:_DIGITS]
        if as_number != self.number and _are_seventeen_digits(as_number):
            yield as_number


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
    try:
        return read(cell)
    except InvalidValue:
        return None

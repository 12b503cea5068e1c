"""The rows that nothing is to be said about, or only that a name is not known: judged in one go.

Most rows of a roster are of this kind: a name and a number as they are meant, and cells that other rows hold too. They
need none of the records of the long way (`people`, `merge`, `settle`), and the worker is made when somebody asks for
it. The long way is what is right; the tests hold this one against it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from laborcoop.exchange.roster.index import PLAIN_NAME, PLAIN_PHONE, Index
from laborcoop.exchange.roster.numbers import Numbers, PlainNumber
from laborcoop.exchange.roster.rows import is_ditto
from laborcoop.exchange.roster.settle import flags_of
from laborcoop.exchange.roster.table import Table
from laborcoop.exchange.roster.trusted import personal, record
from laborcoop.exchange.roster.values import DETAILS, NOTHING, Note, Remembered, Said, Values, Wish, boarding, flags
from laborcoop.exchange.sheets import Cell
from laborcoop.journey.registration import Purpose, Registration
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import ResidentNumber
from laborcoop.kernel.ids import PlaceId, WorkerId, keyed_id
from laborcoop.kernel.personal import PersonName, Phone
from laborcoop.people import Flag, Worker

_ALIKE = (
    "sex",
    "education",
    "relocated",
    "out_of_poverty",
    "relapse_monitored",
    "resettlement_site",
    "kind",
    "first_time",
    "employer",
    "batch",
    "available_from",
    "available_until",
    "accepts_other",
    "lowest_wage",
    "willing",
)
"""Columns in which many rows say the same: what they say together is worked out once."""
_OWN = ("birth_date", "village", "skills", "together", "other_trip", "card_valid_until", *DETAILS)
_AROUND = ("county", "home_address", "residence")
_DITTO = Said(None, (Note("", ""),))
_NOTHING: frozenset[Any] = frozenset()


class _Alike(NamedTuple):
    """What the columns say in which many rows are alike; ``said`` by key."""

    said: dict[str, Any]
    notes: tuple[Note, ...]
    flags: tuple[Flag, ...]


class PlainRow(NamedTuple):
    """A plain row as judged: its texts, what its columns say, and what is to be said of them."""

    name: str
    written: str
    phone: str
    number: PlainNumber
    alike: _Alike
    own: list[Said]
    county: DivisionCode | None
    stop: Wish[PlaceId] | None
    notes: tuple[Note, ...]


class PlainRows:
    """Judges the plain rows of a table, and makes workers of them.

    Raises:
        InvalidValue: the salt is too short.
    """

    def __init__(self, table: Table, values: Values, numbers: Numbers, index: Index) -> None:
        columns = table.header.columns
        self._table, self._values, self._numbers, self._index = table, values, numbers, index
        self._width = max(columns.values()) + 1
        self._typed = not table.is_text
        identity = [columns.get(key, -1) for key in ("name", "id_number", "phone", "worker_id")]
        self._name, self._number, self._phone, self._worker_id = identity
        self._stop = columns.get("boarding_stop", -1)
        self._alike_keys = tuple(key for key in _ALIKE if key in columns)
        self._own_keys = tuple(key for key in _OWN if key in columns)
        self._pick_alike = _picker([columns[key] for key in self._alike_keys])
        self._pick_own = _picker([columns[key] for key in self._own_keys])
        self._pick_around = _picker([columns[key] for key in _AROUND if key in columns])
        self._around_keys = tuple(key for key in _AROUND if key in columns)
        self._alike = Remembered(self._said_alike)
        self._own = tuple(Remembered(partial(_unless_ditto, key, values.column(key))) for key in self._own_keys)
        self._counties = Remembered(self._said_county)
        self._stops = Remembered(self._said_stop)
        self._plain = self._name >= 0 and self._number >= 0
        # Made here once, for it refuses a salt that is too short.
        keyed_id("W", values.known.salt, "")

    def read(self, line: Sequence[Any]) -> PlainRow | None:
        """A row as judged; None where it has to go the long way."""
        if not self._plain or len(line) < self._width:
            return None
        name, written = line[self._name], line[self._number]
        phone = (line[self._phone] if self._phone >= 0 else None) or ""
        if (
            type(name) is not str
            or type(phone) is not str
            or PLAIN_NAME(name) is None
            or (phone and PLAIN_PHONE(phone) is None)
            or (self._worker_id >= 0 and line[self._worker_id])
            # 1 and True are one key to a memory and say two things.
            or (self._typed and bool in map(type, line))
        ):
            return None
        alike = self._alike[self._pick_alike(line)]
        own = [memory[cell] for memory, cell in zip(self._own, self._pick_own(line), strict=True)]
        county = self._counties[self._pick_around(line)]
        stop = self._stops[line[self._stop], county[0] and county[0].code] if self._stop >= 0 else NOTHING
        notes = alike[1]
        if county[1] or stop[1] or any(one[1] for one in own):
            notes = (*notes, *chain.from_iterable(one[1] for one in (county, *own, stop)))
        if notes and _DITTO[1][0] in notes:
            return None
        return self._judged(name, written, phone, alike, own, (county[0], stop[0]), notes)

    def _judged(
        self,
        name: str,
        written: Any,  # noqa: ANN401 - any cell
        phone: str,
        alike: _Alike,
        own: list[Said],
        place: tuple[DivisionCode | None, Wish[PlaceId] | None],
        notes: tuple[Note, ...],
    ) -> PlainRow | None:
        born = own[0][0] if self._own_keys[:1] == _OWN[:1] else None
        number = self._numbers.plain(written, alike[0].get("sex"), born)
        if number is None or self._index.holds_plain(written, name, phone):
            return None
        if self._index.has_claims and self._index.is_claimed(self.id_of(written)):
            return None
        return PlainRow(name, written, phone, number, alike, own, *place, notes)

    def id_of(self, written: str) -> WorkerId:
        """The id of the worker with a number."""
        return WorkerId(keyed_id("W", self._values.known.salt, written))

    def _said_alike(self, picked: tuple[Cell, ...]) -> _Alike:
        said = {
            key: _unless_ditto(key, self._values.column(key), cell)
            for key, cell in zip(self._alike_keys, picked, strict=True)
        }
        notes = list(chain.from_iterable(one.notes for one in said.values()))
        value = {key: one.value for key, one in said.items()}
        first, last = value.get("available_from"), value.get("available_until")
        if first and last and last < first:
            notes.append(Note("RO-17", "available_until"))
        household = flags(Said(value.get("out_of_poverty")), Said(value.get("relapse_monitored")))
        known = self._values.known
        held = flags_of(household, value.get("relocated"), known.on, self._table.file)
        return _Alike(value, tuple(notes), held)

    def _said_county(self, picked: tuple[Cell, ...]) -> Said:
        cells = dict(zip(self._around_keys, picked, strict=True))
        if any(is_ditto(key, cell) for key, cell in cells.items()):
            return _DITTO
        around = (self._table.title, self._table.sheet, self._table.file)
        return self._values.county(cells.get("county"), cells.get("home_address"), cells.get("residence"), around)

    def _said_stop(self, picked: tuple[Cell, str | None]) -> Said:
        cell, county = picked
        if is_ditto("boarding_stop", cell):
            return _DITTO
        return boarding(cell, DivisionCode(county) if county else None, self._values.known)

    def details(self, read: PlainRow) -> dict[str, Any]:
        """What a row says under the columns that no decision reads."""
        return {key: one.value for key, one in zip(self._own_keys, read.own, strict=True) if key in DETAILS}

    def made(self, read: PlainRow) -> tuple[Worker, Registration]:
        """The worker and the registration of a row."""
        own = {key: one[0] for key, one in zip(self._own_keys, read.own, strict=True)}
        alike = read.alike[0].get
        worker_id = self.id_of(read.written)
        worker = record(
            Worker,
            (
                worker_id,
                personal(PersonName, read.name),
                read.number[1],
                personal(ResidentNumber, read.written),
                read.number[0],
                read.county or self._values.known.sending,
                own.get("village") or "",
                personal(Phone, read.phone) if read.phone else None,
                alike("resettlement_site"),
                alike("education"),
                own.get("skills") or _NOTHING,
                read.alike[2],
                own.get("card_valid_until"),
                None,
            ),
        )
        employer, stop = alike("employer"), read.stop
        new = Purpose.RETURN_TO_POST if employer else Purpose.NEW_PLACEMENT
        registration = record(
            Registration,
            (
                worker_id,
                alike("kind") or alike("first_time") or new,
                employer and employer.found,
                employer.as_written if employer else "",
                stop and stop.found,
                stop.as_written if stop else "",
                alike("batch") or _NOTHING,
                alike("available_from"),
                alike("available_until"),
                own.get("together"),
                bool(alike("accepts_other")),
                alike("lowest_wage"),
                alike("willing") is not False,
                own.get("other_trip"),
            ),
        )
        return worker, registration


def _picker(indexes: Sequence[int]) -> Callable[[Sequence[Cell]], tuple[Cell, ...]]:
    """A function that picks cells of a row, as a tuple however many they are."""
    if len(indexes) > 1:
        return itemgetter(*indexes)
    if indexes:
        (at,) = indexes
        return lambda line: (line[at],)
    return lambda _: ()


def _unless_ditto(key: str, column: Remembered, cell: Cell) -> Said:
    return _DITTO if is_ditto(key, cell) else column[cell]

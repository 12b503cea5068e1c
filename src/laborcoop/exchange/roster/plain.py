"""The rows that a `glance` found plain, read and made workers of when somebody asks for them.

They need none of the records of the long way (`people`, `merge`, `settle`); what many rows say alike is read once. The
long way is what is right; the tests hold this one against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, repeat
from operator import itemgetter
from typing import Any, NamedTuple

from laborcoop.exchange.roster.columns import DETAILS
from laborcoop.exchange.roster.companions import Person
from laborcoop.exchange.roster.identities import IdentityColumns, Whose
from laborcoop.exchange.roster.judged import NumberJudge
from laborcoop.exchange.roster.numbers import Numbers
from laborcoop.exchange.roster.settle import flags_of
from laborcoop.exchange.roster.table import Table
from laborcoop.exchange.roster.trusted import moved, personal, record
from laborcoop.exchange.roster.values import (
    NOTHING,
    Note,
    Remembered,
    Said,
    Values,
    Wish,
    boarding,
    flags,
    intent,
    of_journey,
)
from laborcoop.exchange.sheets import Cell
from laborcoop.journey.registration import Purpose, Registration
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import ResidentNumber
from laborcoop.kernel.ids import PlaceId, WorkerId
from laborcoop.kernel.personal import PersonName, Phone
from laborcoop.people import Flag, Worker
from laborcoop.people.identity_check import NumberEntry
from laborcoop.rulebook import Finding, Locus

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
_AREA = "ID-05"
_OWN = ("birth_date", "village", "skills", "together", "other_trip", "card_valid_until", *DETAILS)
_AROUND = ("county", "home_address", "residence")
_NOTHING: frozenset[Any] = frozenset()


class _Alike(NamedTuple):
    """What the columns say in which many rows are alike; ``said`` by key."""

    said: dict[str, Any]
    notes: tuple[Note, ...]


class PlainRow(NamedTuple):
    """A plain row as read: what its columns say, and what is to be said of them."""

    alike: _Alike
    own: list[Said]
    county: DivisionCode | None
    stop: Wish[PlaceId] | None
    notes: tuple[Note, ...]


class PlainRows:
    """Reads the plain rows of a table, and makes workers of them."""

    def __init__(self, table: Table, values: Values, numbers: Numbers, judge: NumberJudge) -> None:
        columns = table.header.columns
        self.table, self._values, self._numbers, self._judge = table, values, numbers, judge
        self._identity = IdentityColumns(table)
        self._stop = columns.get("boarding_stop", -1)
        self._remark = columns.get("remark", -1)
        self._remarks = values.column("remark")
        self._alike_keys = tuple(key for key in _ALIKE if key in columns)
        self._own_keys = tuple(key for key in _OWN if key in columns)
        self._pick_alike = _picker([columns[key] for key in self._alike_keys])
        self._pick_own = _picker([columns[key] for key in self._own_keys])
        self._pick_around = _picker([columns[key] for key in _AROUND if key in columns])
        self._around_keys = tuple(key for key in _AROUND if key in columns)
        self._alike = Remembered(self._said_alike)
        self._flags = Remembered(self._said_flags)
        self._own = tuple(values.column(key) for key in self._own_keys)
        self._counties = Remembered(self._said_county)
        self._stops = Remembered(self._said_stop)

    def read(self, line: Sequence[Any]) -> PlainRow:
        """What a plain row says."""
        alike = self._alike[self._pick_alike(line)]
        own = [memory[cell] for memory, cell in zip(self._own, self._pick_own(line), strict=True)]
        county = self._counties[self._pick_around(line)]
        stop = self._stops[line[self._stop], county[0] and county[0].code] if self._stop >= 0 else NOTHING
        notes = alike[1]
        if county[1] or stop[1] or any(one[1] for one in own):
            notes = (*notes, *chain.from_iterable(one[1] for one in (county, *own, stop)))
        if self._remark >= 0:
            notes = (*notes, *self._remarks[line[self._remark]].notes)
        if notes and alike[0].get("willing") is False:
            notes = of_journey(notes, willing=False)
        return PlainRow(alike, own, county[0], stop[0], notes)

    def identity(self, line: Sequence[Any]) -> Whose:
        """Whose a row is."""
        return self._identity.read(line)

    def identities(self, lines: Sequence[Sequence[Any]]) -> Iterator[Whose]:
        """Whose each of some rows is: told of many in less time than one by one."""
        told = self._identity.of(lines)
        return map(Whose, told.numbers, told.names, told.phones or repeat(""), told.ids or repeat(""))

    def findings(self, number: int, line: Sequence[Any]) -> tuple[Finding, ...]:
        """What is to be said of a row: how its number was written, and what is wrong with its other cells."""
        written, whose = line[self._identity.number], self.identity(line)
        is_tidy = written == whose.number
        subject, at = self.id_of(whose), partial(self.table.cell, number)
        entry = NumberEntry(written=written, synthetic_areas=self._values.known.synthetic_areas)
        judged = () if is_tidy else self._judge.of(entry)
        # Of a plain number's area at most one thing is said, and for the whole file.
        found = (moved(one, subject, at("id_number")) for one in judged if one.rule != _AREA)
        return (*found, *self.worded(self.read(line).notes, subject, at))

    def worded(self, notes: Iterable[Note], subject: str, at: Callable[[str], Locus]) -> tuple[Finding, ...]:
        """What is wrong with the cells of a row but for its number, as findings about a subject."""
        return self._values.told(notes, subject, at)

    def id_of(self, whose: Whose) -> WorkerId:
        """The id of the worker whose a row is."""
        return WorkerId(whose.own_id) if whose.own_id else self._values.known.ids.of_number(whose.number)

    def _said_alike(self, picked: tuple[Cell, ...]) -> _Alike:
        said = {key: self._values.column(key)[cell] for key, cell in zip(self._alike_keys, picked, strict=True)}
        notes = list(chain.from_iterable(one.notes for one in said.values()))
        value = {key: one.value for key, one in said.items()}
        first, last = value.get("available_from"), value.get("available_until")
        if first and last and last < first:
            notes.append(Note("RO-17", "available_until"))
        why = intent(value.get("kind"), value.get("first_time"), value.get("willing"))
        return _Alike({**value, "kind": why.purpose, "willing": why.willing}, tuple(notes))

    def _said_flags(self, said: tuple[Any, Any, bool | None]) -> tuple[Flag, ...]:
        poor, watched, relocated = said
        return flags_of(flags(Said(poor), Said(watched)), relocated, self._values.known.on, self.table.file)

    def _said_county(self, picked: tuple[Cell, ...]) -> Said:
        cells = dict(zip(self._around_keys, picked, strict=True))
        around = (self.table.title, self.table.sheet, self.table.file)
        return self._values.county(cells.get("county"), cells.get("home_address"), cells.get("residence"), around)

    def _said_stop(self, picked: tuple[Cell, str | None]) -> Said:
        cell, county = picked
        return boarding(cell, DivisionCode(county) if county else None, self._values.known)

    def details(self, line: Sequence[Any]) -> dict[str, Any]:
        """What a row says under the columns that no decision reads."""
        return {key: one.value for key, one in zip(self._own_keys, self.read(line).own, strict=True) if key in DETAILS}

    def has_party(self, line: Sequence[Any]) -> bool:
        """Whether a row names those who go together with its person."""
        if not self._values.parties and "together" not in self._own_keys:
            return False
        own = zip(self._own_keys, self.read(line).own, strict=True)
        whose = self.identity(line)
        is_linked = Person(whose.name, whose.number) in self._values.parties
        return is_linked or any(key == "together" and one.value for key, one in own)

    def made(self, line: Sequence[Any]) -> tuple[Worker, Registration]:
        """The worker and the registration of a row."""
        read = self.read(line)
        whose = self.identity(line)
        written, name, phone, _ = whose
        born, sex = self._numbers.stated(written)
        own = {key: one[0] for key, one in zip(self._own_keys, read.own, strict=True)}
        alike = read.alike[0].get
        worker_id = self.id_of(whose)
        worker = record(
            Worker,
            (
                worker_id,
                personal(PersonName, name),
                sex,
                personal(ResidentNumber, written),
                born,
                read.county or self._values.known.sending,
                own.get("village") or "",
                personal(Phone, phone) if phone else None,
                alike("resettlement_site"),
                alike("education"),
                own.get("skills") or _NOTHING,
                self._flags[alike("out_of_poverty"), alike("relapse_monitored"), alike("relocated")],
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
                self._values.parties.get(Person(name, written)) or own.get("together"),
                bool(alike("accepts_other")),
                alike("lowest_wage"),
                alike("willing") is not False,
                own.get("other_trip"),
                None,
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

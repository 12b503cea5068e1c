"""What the cells of one column say: each wording read once and remembered, for a roster says few things many times.

A cell is read by itself. What is wrong with it is a `Note`, worded as a finding when it is known where the cell stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

from attrs import frozen

from laborcoop.employers import WageRange
from laborcoop.errors import InvalidValue
from laborcoop.exchange import cells
from laborcoop.exchange.notices import notice
from laborcoop.exchange.private import hidden, may_be_shown
from laborcoop.exchange.roster import intents, readings
from laborcoop.exchange.roster.columns import BY_KEY
from laborcoop.exchange.roster.companions import Parties
from laborcoop.exchange.roster.going_along import brings_somebody
from laborcoop.exchange.roster.known import Known
from laborcoop.exchange.roster.notices import NOTICES
from laborcoop.exchange.roster.owners import is_others_number
from laborcoop.exchange.roster.tick_forms import ticked_answer
from laborcoop.exchange.roster.trusted import moved
from laborcoop.exchange.sheets import Cell
from laborcoop.journey.registration import Purpose
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import CreditCode
from laborcoop.kernel.ids import LONGEST_ID, ConvoyId, is_id
from laborcoop.kernel.text import Text
from laborcoop.people import FlagKind
from laborcoop.rulebook import Finding, Locus
from laborcoop.rulebook.finding import NOWHERE

_Value = TypeVar("_Value")
_MOST_REMEMBERED = 100_000
_LONGEST_QUOTED = 40


class Note(NamedTuple):
    """What is to be said of a cell: the code, the column's key, and the facts of the sentence."""

    code: str
    key: str
    facts: tuple[tuple[str, object], ...] = ()

    @classmethod
    def of(cls, code: str, key: str, **facts: object) -> Note:
        """A note with its facts by name."""
        return cls(code, key, tuple(facts.items()))


class Said(NamedTuple):
    """What a cell says: a value, None where it says nothing that can be read, and what is wrong with it."""

    value: Any
    notes: tuple[Note, ...] = ()


NOTHING = Said(None)


@frozen(kw_only=True)
class Wish(Generic[_Value]):
    """What a cell asks for by name: the record that answers to it, None where none does, and the name as written."""

    found: _Value | None
    written: str

    @property
    def as_written(self) -> str:
        """The name where nothing answers to it."""
        return "" if self.found is not None else self.written


class Remembered(dict[Any, Any]):
    """What cells say, by the cell or by several; what was not met before is read."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: Any) -> Any:  # noqa: ANN401 - a cell or several, and what they say
        said = self._read(cell)
        # 1 and True are one key and say two things: what is true or false is not remembered.
        if cell is not True and cell is not False:
            if len(self) >= _MOST_REMEMBERED:
                self.clear()
            self[cell] = said
        return said


class Values:
    """Reads the cells of rosters, column by column, each against what the rosters may name."""

    def __init__(self, known: Known, parties: Parties | None = None) -> None:
        self.known = known
        self.parties: Parties = parties or {}
        """The parties of those whom 同行 links by name."""
        self._place = Remembered(self._placed)
        self._worded = Remembered(_worded)
        self._said = {key: Remembered(partial(self._fresh, key)) for key in (*_PLAIN, *_SPECIAL)}

    def column(self, key: str) -> Remembered:
        """The memory of a column; ask it only for cells that are neither True nor False."""
        return self._said[key]

    def read(self, key: str, cell: Cell) -> Said:
        """What a cell says under a key."""
        return self._fresh(key, cell) if isinstance(cell, bool) else self._said[key][cell]

    def told(self, notes: Iterable[Note], subject: str, at: Callable[[str], Locus]) -> tuple[Finding, ...]:
        """The notes on the cells of a row as findings; ``at`` gives the place of the cell under a key."""
        return tuple(moved(self._worded[note], subject, at(note.key)) for note in notes)

    def county(self, county: Cell, address: Cell, residence: Cell, around: tuple[str, ...]) -> Said:
        """The county by its own column, else by the address, by what stands around the row, by the residence."""
        named = self.read("county", county)
        found = named.value or self._place[cells.text(address), *around, cells.text(residence)].value
        return Said(found, named.notes if found else (*named.notes, Note("RO-14", "county")))

    def _placed(self, texts: tuple[str, ...]) -> Said:
        address, *others = texts
        inside = (self.known.county_in(text, anywhere=False) for text in others)
        return Said(self.known.county_in(address, anywhere=True) or next(filter(None, inside), None))

    def _fresh(self, key: str, cell: Cell) -> Said:
        if key in readings.ANSWERS:
            cell = ticked_answer(cell)
        if _IS_NOTHING.get(key, readings.is_nothing)(cell):
            return NOTHING
        try:
            readings.check_says_something(cell)
            if key in _WISHES and intents.has_gone(cell):
                value = intents.gone(cell) if key == "kind" else False
                return Said(value, (Note.of("RO-42", key, column=BY_KEY[key].title),))
            special = _SPECIAL.get(key)
            return special(cell, self.known) if special else Said(_PLAIN[key](cell))
        except InvalidValue as refused:
            return _unread(key, cell, refused.text)


def _worded(note: Note) -> Finding:
    """A note as a finding that stands nowhere."""
    return notice(NOTICES, note.code, NOWHERE, dict(note.facts), kind="worker", path=note.key)


def _county(cell: Cell, known: Known) -> Said:
    named = known.county(cells.text(cell))
    if named is None:
        raise InvalidValue(Text("应为县(市)的名称或六位代码", "a county is expected, by name or by its six digits"))
    return Said(named)


def _site(cell: Cell, known: Known) -> Said:
    found = known.site(cells.text(cell))
    return Said(found, _unless(found, known, Note.of("RO-13", "resettlement_site", written=_quoted(cells.text(cell)))))


def _employer(cell: Cell, known: Known) -> Said:
    written = cells.text(cell)
    if readings.says_any(written):
        return NOTHING
    found = known.employer(written)
    return Said(
        Wish(found=found, written=hidden(written)),
        _unless(found, known, Note.of("RO-03", "employer", written=_quoted(written))),
    )


def boarding(cell: Cell, county: DivisionCode | None, known: Known) -> Said:
    """The boarding stop that a cell asks for, of several of one name that in the county."""
    written = cells.text(cell)
    if readings.is_nothing(cell) or readings.says_any(written):
        return NOTHING
    found = known.place(written, county)
    if found is None and intents.may_stay(cell):
        return Said(None, (_may_stay("boarding_stop"),))
    return Said(
        Wish(found=found, written=hidden(written)),
        _unless(found, known, Note.of("RO-04", "boarding_stop", written=_quoted(written))),
    )


def _unless(found: object, known: Known, note: Note) -> tuple[Note, ...]:
    """A note where nothing answers to a name, though there is a case in which something could."""
    return () if found is not None or not known.resolves else (note,)


def _quoted(written: str) -> str:
    """A name as a finding quotes it: without numbers of persons, and no longer than a sentence bears."""
    shown = hidden(written)
    return shown if len(shown) <= _LONGEST_QUOTED else shown[:_LONGEST_QUOTED] + "…"


def _batches(cell: Cell, known: Known) -> Said:
    found: set[ConvoyId] = set()
    notes: list[Note] = []
    for item in readings.batches(cell):
        named = known.batches(item)
        found |= named
        if not named and intents.may_stay(item):
            notes.append(_may_stay("batch"))
        elif not named and known.resolves:
            notes.append(Note.of("RO-05", "batch", written=_quoted(item)))
    return Said(frozenset(found) or None, tuple(notes))


def _near_day(key: str, *, is_past: bool = False) -> Callable[[Cell, Known], Said]:
    """A date, and what is to be said of one without its year: that nobody gave a day, or that it is yet to come."""

    def read(cell: Cell, known: Known) -> Said:
        day = readings.near_day(cell, known.on)
        is_to_come = is_past and day > known.on
        if (known.on_is_given and not is_to_come) or not readings.lacks_year(cell):
            return Said(day)
        code = "RO-45" if known.on_is_given else "RO-21"
        return Said(day, (Note.of(code, key, column=BY_KEY[key].title, year=day.year),))

    return read


def _id(key: str, prefix: str) -> Callable[[Cell, Known], Said]:
    """An id that may be shown, where the data gives one: never a number of a person, and nothing that may be a name."""

    def read(cell: Cell, known: Known) -> Said:
        written = cells.text(cell)
        if not is_id(written):
            raise InvalidValue(
                Text("应为 1 到 {longest} 个可见字符", "an id of 1 to {longest} visible characters is expected").format(
                    longest=LONGEST_ID
                )
            )
        if may_be_shown(written):
            return Said(written)
        return Said(known.ids.of_text(prefix, written), (Note.of("RO-20", key, column=BY_KEY[key].title),))

    return read


def _unread(key: str, cell: Cell, expected: Text) -> Said:
    """What a cell says that cannot be read: nothing, but that nobody travels by a guess."""
    stays = (key == "willing" and cell != readings.UNTICKED) or (key == "kind" and intents.denies(cell))
    note = Note.of("RO-36" if stays else "RO-02", key, column=BY_KEY[key].title, expected=expected)
    return Said((False if key == "willing" else intents.Stays()) if stays else None, (note,))


def _lowest_wage(cell: Cell, known: Known) -> Said:
    return NOTHING if readings.says_any(cell) else Said(_plausible(cell, known).low)


def _plausible(cell: Cell, known: Known) -> WageRange:
    """A monthly wage that may be one: 5 is short for thousands, and 300 may be a day's."""
    found = cells.wage(cell)
    low, high = known.plausible_wages
    if low <= found.low and found.high <= high:
        return found
    raise InvalidValue(
        Text(
            "应为每月工资（元），例如 5000 或 4500-6000；不在 {low} 到 {high} 元之间的不采用",
            "a monthly wage in yuan is expected: 5000 or 4500-6000; one that is not from {low} to {high} is left out",
        ).format(low=low, high=high)
    )


def _may_stay(key: str) -> Note:
    return Note.of("RO-46", key, column=BY_KEY[key].title)


def _remark(cell: Cell, _known: Known) -> Said:
    """A remark decides nothing; what it may say of the journey is told."""
    stays = (_may_stay("remark"),) if intents.may_stay(cell) else ()
    brings = (Note.of("RO-49", "remark", column=BY_KEY["remark"].title),) if brings_somebody(cell) else ()
    return Said(None, (*stays, *brings))


def _skills(cell: Cell) -> frozenset[str]:
    return frozenset(map(hidden, cells.listed(cell)))


def _credit_code(cell: Cell) -> CreditCode:
    return CreditCode.parse(cells.text(cell))


def _phone(cell: Cell, _known: Known) -> Said:
    found = readings.phone(cell)
    several = readings.has_another_number(cell, found)
    # Of several the others are told of, whosever they are.
    if not several and is_others_number(cells.text(cell)):
        raise InvalidValue(
            Text(
                "写明是本人以外的人的号码，应为本人的手机号码；别人的请写在另一列",
                "it says that the number is another person's: the worker's own is expected, others in another column",
            )
        )
    return Said(found, (Note.of("RO-33", "phone", column=BY_KEY["phone"].title),) if several else ())


_SPECIAL: Mapping[str, Callable[[Cell, Known], Said]] = {
    "worker_id": _id("worker_id", "W"),
    "together": _id("together", "T"),
    "phone": _phone,
    "county": _county,
    "resettlement_site": _site,
    "employer": _employer,
    "batch": _batches,
    "available_from": _near_day("available_from"),
    "available_until": _near_day("available_until"),
    "lowest_wage": _lowest_wage,
    "wage": lambda cell, known: Said(_plausible(cell, known)),
    "other_trip": lambda cell, known: Said(readings.other_trip(cell, known.zone)),
    "start_date": _near_day("start_date", is_past=True),
    "departure_date": _near_day("departure_date"),
    "remark": _remark,
}

_PLAIN: Mapping[str, Callable[[Cell], Any]] = {
    **readings.ANSWERS,
    "birth_date": cells.day,
    "village": readings.plain,
    "skills": _skills,
    "card_valid_until": readings.valid_until,
    "employer_code": _credit_code,
}


_OF_TRAVELLERS = frozenset({"RO-46", "RO-49"})
_WISHES = frozenset({"kind", "willing"})
"""The columns in which it may stand that somebody has gone already."""
_IS_NOTHING: Mapping[str, Callable[[Cell], bool]] = {"willing": intents.says_nothing}
"""What is nothing where it is not what `readings.is_nothing` says."""


class Flags(NamedTuple):
    """Which of the properties of a household hold, None where nothing is said of one."""

    out_of_poverty: bool | None
    relapse_monitored: bool | None


def flags(poor: Said, watched: Said) -> Flags:
    """What the cells of the two columns say together; either may say something of both (脱贫不稳定户)."""
    named: frozenset[FlagKind] = (poor.value or frozenset()) | (watched.value or frozenset())

    def holds(kind: FlagKind, said: Said) -> bool | None:
        return True if kind in named else None if said.value is None else False

    return Flags(holds(FlagKind.OUT_OF_POVERTY, poor), holds(FlagKind.RELAPSE_MONITORED, watched))


def of_journey(notes: Iterable[Note], *, willing: bool | None) -> tuple[Note, ...]:
    """The notes on a row: of whoever stays, without those on what cells say of the journey that decide nothing."""
    return tuple(note for note in notes if willing is not False or note.code not in _OF_TRAVELLERS)


class Intent(NamedTuple):
    """Why somebody goes, and whether: None where nothing is said of it."""

    purpose: Purpose | None
    willing: bool | None


def intent(kind: Purpose | intents.Stays | None, first_time: Purpose | None, willing: bool | None) -> Intent:  # noqa: FBT001 - as said
    """What the columns on why and whether somebody goes say together; whoever is said to stay does not go."""
    if isinstance(kind, intents.Stays):
        return Intent(kind.purpose or first_time, willing=False)
    return Intent(kind or first_time, willing)


def available(first: Said, last: Said) -> tuple[Note, ...]:
    """What is wrong with the two days between which somebody can leave."""
    wrong = first.value and last.value and last.value < first.value
    return (*first.notes, *last.notes, *((Note("RO-17", "available_until"),) if wrong else ()))

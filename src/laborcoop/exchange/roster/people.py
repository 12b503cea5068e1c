"""One row of a roster, read: who it is, what it says of the person and of the wish to travel, what is wrong with it.

The checks on the resident number are the rule book's (ID-01 to ID-12); what else is wrong is worded in `notices`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Generic, TypeVar

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.exchange import cells
from laborcoop.exchange.notices import notice
from laborcoop.exchange.private import hidden, public_id
from laborcoop.exchange.roster import readings
from laborcoop.exchange.roster.columns import BY_KEY
from laborcoop.exchange.roster.known import Known
from laborcoop.exchange.roster.notices import NOTICES
from laborcoop.exchange.roster.rows import Row
from laborcoop.exchange.sheets import Cell
from laborcoop.journey.registration import OtherTrip, Purpose
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import ResidentNumber, Sex
from laborcoop.kernel.ids import LONGEST_ID, ConvoyId, EmployerId, PartyId, PlaceId, SiteId, WorkerId, is_id
from laborcoop.kernel.personal import PersonName, Phone
from laborcoop.kernel.text import Text
from laborcoop.people import Education, FlagKind
from laborcoop.people.identity_check import NumberEntry
from laborcoop.rulebook import Finding, RuleBook

_Value = TypeVar("_Value")


@frozen(kw_only=True)
class Wish(Generic[_Value]):
    """What a cell asks for by name: the record that answers to it, None where none does, and the name as written."""

    found: _Value | None
    written: str


@frozen(kw_only=True)
class Facts:
    """What rows say of one person beside the name and the number; None where they say nothing.

    The names of the fields are the keys of the columns where a column says just that.
    """

    worker_id: WorkerId | None = None
    sex: Sex | None = None
    birth_date: date | None = field(default=None, repr=False)
    education: Education | None = None
    phone: Phone | None = None
    county: DivisionCode | None = None
    village: str | None = None
    resettlement_site: SiteId | None = None
    relocated: bool | None = None
    out_of_poverty: bool | None = None
    relapse_monitored: bool | None = None
    skills: frozenset[str] | None = None
    kind: Purpose | None = None
    employer: Wish[EmployerId] | None = None
    batch: frozenset[ConvoyId] | None = None
    boarding_stop: Wish[PlaceId] | None = None
    available_from: date | None = None
    available_until: date | None = None
    together: PartyId | None = None
    accepts_other: bool | None = None
    lowest_wage: Decimal | None = None
    willing: bool | None = None
    other_trip: OtherTrip | None = None
    card_valid_until: date | None = None


@frozen(kw_only=True)
class Entry:
    """A row as read. Without a name or a number it is refused; ``findings`` say why, and what else is wrong."""

    row: Row
    name: PersonName | None
    number: ResidentNumber | None
    facts: Facts
    findings: tuple[Finding, ...]

    @property
    def is_refused(self) -> bool:
        """Whether the row cannot become a worker by itself, whatever other rows say."""
        return self.name is None or self.number is None or any(finding.excludes for finding in self.findings)


def read_entry(row: Row, known: Known, book: RuleBook) -> Entry:
    """Read a row: every cell by itself, so that one bad cell hides no other; the number by the rules of the book."""
    reader = _Reader(row, known)
    name = reader.name()
    facts = reader.facts()
    entry = NumberEntry(
        written=_as_number(row.cell("id_number")),
        sex=facts.sex,
        born=facts.birth_date,
        synthetic_areas=known.synthetic_areas,
    )
    where = row.at("id_number")
    judged = book.judge(entry, row.subject, on=known.on, where=where, kind="worker")
    number = None
    try:
        number = entry.read(known.on)
    except InvalidValue as refused:
        # A book may go without the rule that would say so; the number is unreadable all the same.
        if not any(finding.excludes for finding in judged):
            judged = (*judged, _about(row, "RO-12", "id_number", expected=refused.text))
    return Entry(row=row, name=name, number=number, facts=facts, findings=(*judged, *reader.findings))


def _about(row: Row, code: str, key: str, **facts: object) -> Finding:
    return notice(NOTICES, code, row.at(key), facts, subject=row.subject, kind="worker", path=key)


def _as_number(cell: Cell) -> str | float | int | None:
    if cells.is_empty(cell):
        return None
    return cell if isinstance(cell, (str, int, float)) and not isinstance(cell, bool) else cells.text(cell)


class _Reader:
    """Reads the cells of one row and collects what is wrong with them."""

    def __init__(self, row: Row, known: Known) -> None:
        self._row = row
        self._known = known
        self.findings: list[Finding] = []

    def _say(self, code: str, key: str, **facts: object) -> None:
        self.findings.append(_about(self._row, code, key, **facts))

    def _value(self, key: str, read: Callable[[Cell], _Value]) -> _Value | None:
        cell = self._row.cell(key)
        if readings.is_nothing(cell):
            return None
        try:
            return read(cell)
        except InvalidValue as refused:
            self._say("RO-02", key, column=BY_KEY[key].title, expected=refused.text)
            return None

    def name(self) -> PersonName | None:
        try:
            return PersonName.parse(cells.text(self._row.cell("name")))
        except InvalidValue as refused:
            self._say("RO-09", "name", expected=refused.text)
            return None

    def facts(self) -> Facts:
        county = self._county()
        flags = self._flags()
        facts = Facts(
            worker_id=self._worker_id(),
            sex=self._value("sex", readings.sex),
            birth_date=self._value("birth_date", cells.day),
            education=self._value("education", readings.education),
            phone=self._value("phone", readings.phone),
            county=county,
            village=self._value("village", readings.plain),
            resettlement_site=self._site(),
            relocated=self._value("relocated", cells.yes_no),
            out_of_poverty=flags[FlagKind.OUT_OF_POVERTY],
            relapse_monitored=flags[FlagKind.RELAPSE_MONITORED],
            skills=self._value("skills", lambda cell: frozenset(map(hidden, cells.listed(cell)))),
            kind=self._kind(),
            employer=self._employer(),
            batch=self._batches(),
            boarding_stop=self._boarding(county),
            available_from=self._near_day("available_from"),
            available_until=self._near_day("available_until"),
            together=self._together(),
            accepts_other=self._value("accepts_other", cells.yes_no),
            lowest_wage=self._lowest_wage(),
            willing=self._value("willing", cells.yes_no),
            other_trip=self._value("other_trip", lambda cell: readings.other_trip(cell, self._known.zone)),
            card_valid_until=self._value("card_valid_until", readings.valid_until),
        )
        if facts.available_from and facts.available_until and facts.available_until < facts.available_from:
            self._say("RO-17", "available_until")
        return facts

    def _worker_id(self) -> WorkerId | None:
        written = self._id("worker_id", "W")
        return None if written is None else WorkerId(written)

    def _together(self) -> PartyId | None:
        written = self._id("together", "T")
        return None if written is None else PartyId(written)

    def _id(self, key: str, prefix: str) -> str | None:
        """An id that may be shown, where the data gives one: never a resident number or a phone."""
        written = self._value(key, _identifier)
        if written is None:
            return None
        public = public_id(prefix, self._known.salt, written)
        if public != written:
            self._say("RO-20", key, column=BY_KEY[key].title)
        return public

    def _near_day(self, key: str) -> date | None:
        day = self._value(key, lambda cell: readings.near_day(cell, self._known.on))
        if day is not None and not self._known.on_is_given and readings.lacks_year(self._row.cell(key)):
            self._say("RO-21", key, column=BY_KEY[key].title, year=day.year)
        return day

    def _county(self) -> DivisionCode | None:
        """The county by its own column, else by the address, the title, the sheet, the file, the residence."""
        written, address, residence = (
            cells.text(self._row.cell(key)) for key in ("county", "home_address", "residence")
        )
        known, where = self._known, self._row.where
        named = known.county(written)
        if named is None and not readings.is_nothing(written):
            expected = Text("应为县(市)的名称或六位代码", "a county is expected, by name or by its six digits")
            self._say("RO-02", "county", column=BY_KEY["county"].title, expected=expected)
        found = (
            named
            or known.county_in(address, anywhere=True)
            or known.county_in(self._row.title, anywhere=False)
            or known.county_in(where.sheet, anywhere=False)
            or known.county_in(where.file, anywhere=False)
            or known.county_in(residence, anywhere=False)
        )
        if found is None:
            self._say("RO-14", "county")
        return found

    def _flags(self) -> dict[FlagKind, bool | None]:
        """Whether the row says that a flag holds; a cell of either column may say something of both (脱贫不稳定户)."""
        kinds = {"out_of_poverty": FlagKind.OUT_OF_POVERTY, "relapse_monitored": FlagKind.RELAPSE_MONITORED}
        said = {kind: self._value(key, partial(readings.household, asked=kind)) for key, kind in kinds.items()}
        named = frozenset().union(*filter(None, said.values()))
        return {kind: True if kind in named else None if said[kind] is None else False for kind in said}

    def _kind(self) -> Purpose | None:
        return self._value("kind", readings.purpose) or self._value("first_time", readings.first_time)

    def _site(self) -> SiteId | None:
        written = self._value("resettlement_site", cells.text)
        found = self._known.site(written) if written else None
        if written and found is None:
            self._say("RO-13", "resettlement_site")
        return found

    def _employer(self) -> Wish[EmployerId] | None:
        written = self._value("employer", cells.text)
        if written is None or readings.says_any(written):
            return None
        found = self._known.employer(written)
        if found is None:
            self._say("RO-03", "employer")
        return Wish(found=found, written=hidden(written))

    def _boarding(self, county: DivisionCode | None) -> Wish[PlaceId] | None:
        written = self._value("boarding_stop", cells.text)
        if written is None or readings.says_any(written):
            return None
        found = self._known.place(written, county)
        if found is None:
            self._say("RO-04", "boarding_stop")
        return Wish(found=found, written=hidden(written))

    def _batches(self) -> frozenset[ConvoyId] | None:
        items = self._value("batch", readings.batches) or ()
        found: set[ConvoyId] = set()
        for item in items:
            named = self._known.batches(item)
            if not named:
                self._say("RO-05", "batch")
            found |= named
        return frozenset(found) or None

    def _lowest_wage(self) -> Decimal | None:
        if readings.says_any(self._row.cell("lowest_wage")):
            return None
        return self._value("lowest_wage", readings.lowest_wage)


def _identifier(cell: Cell) -> str:
    written = cells.text(cell)
    if not is_id(written):
        raise InvalidValue(
            Text("应为 1 到 {longest} 个可见字符", "an id of 1 to {longest} visible characters is expected").format(
                longest=LONGEST_ID
            )
        )
    return written

"""One row of a roster, read: who it is, what it says of the person and of the wish to travel, what is wrong with it.

The checks on the resident number are the rule book's (ID-01 to ID-12); what else is wrong is worded in `notices`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from attrs import evolve, field, frozen

from laborcoop.employers import WageRange
from laborcoop.errors import InvalidValue
from laborcoop.exchange import cells
from laborcoop.exchange.notices import notice
from laborcoop.exchange.roster import readings
from laborcoop.exchange.roster.columns import BY_KEY, DETAILS
from laborcoop.exchange.roster.companions import Person
from laborcoop.exchange.roster.judged import NumberJudge
from laborcoop.exchange.roster.notices import NOTICES
from laborcoop.exchange.roster.rows import Row
from laborcoop.exchange.roster.values import (
    NOTHING,
    Note,
    Said,
    Values,
    Wish,
    available,
    boarding,
    flags,
    intent,
    of_journey,
)
from laborcoop.exchange.sheets import Cell
from laborcoop.journey.registration import OtherTrip, Purpose
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import CreditCode, ResidentNumber, Sex
from laborcoop.kernel.ids import ConvoyId, EmployerId, PartyId, PlaceId, SiteId, WorkerId
from laborcoop.kernel.personal import PersonName, Phone
from laborcoop.people import Education
from laborcoop.people.identity_check import NumberEntry
from laborcoop.rulebook import Finding


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
    wage: WageRange | None = None
    start_date: date | None = None
    departure_date: date | None = None
    employer_code: CreditCode | None = None


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

    @property
    def lacks_number_only(self) -> bool:
        """Whether nothing stands in the cell of the number, and nothing else speaks against the row."""
        return cells.is_empty(self.row.cell("id_number")) and all(
            finding.path == "id_number" for finding in self.findings if finding.excludes
        )


def read_entry(row: Row, values: Values, judge: NumberJudge) -> Entry:
    """Read a row: every cell by itself, so that one bad cell hides no other; the number by the rules of a book."""
    known = values.known
    notes = [Note.of("RO-27", key, column=BY_KEY[key].title) for key in row.unfilled]
    name = _name(row, notes)
    facts = _facts(row, values, notes)
    if name and (party := values.parties.get(Person.of(name, row.cell("id_number")))):
        facts = evolve(facts, together=party)
    entry = NumberEntry(
        written=_as_number(row.cell("id_number")),
        sex=facts.sex,
        born=facts.birth_date,
        synthetic_areas=known.synthetic_areas,
    )
    judged = judge.findings(entry, row)
    number = None
    try:
        number = entry.read(judge.on)
    except InvalidValue as refused:
        # A book may go without the rule that would say so; the number is unreadable all the same.
        if not any(finding.excludes for finding in judged):
            notes.insert(0, Note.of("RO-12", "id_number", expected=refused.text))
    findings = (*judged, *values.told(notes, row.subject, row.at))
    if row.example:
        where = evolve(row.where, column=row.example)
        findings = (*findings, notice(NOTICES, "RO-32", where, {}, subject=row.subject, kind="worker"))
    return Entry(row=row, name=name, number=number, facts=facts, findings=findings)


def _as_number(cell: Cell) -> str | float | int | None:
    if cells.is_empty(cell):
        return None
    return cell if isinstance(cell, (str, int, float)) and not isinstance(cell, bool) else cells.text(cell)


def _name(row: Row, notes: list[Note]) -> PersonName | None:
    cell = row.cell("name")
    try:
        found = readings.name(cell)
    except InvalidValue as refused:
        notes.append(Note.of("RO-09", "name", expected=refused.text))
        return None
    if readings.is_doubtful_name(cell):
        notes.append(Note("RO-34", "name"))
    return found


def _facts(row: Row, values: Values, notes: list[Note]) -> Facts:
    given = row.cells

    def read(key: str) -> Said:
        # Most sheets have few of the columns.
        return values.read(key, given[key]) if key in given else NOTHING

    def value(key: str) -> Any:  # noqa: ANN401 - what the column holds
        said = read(key)
        notes.extend(said.notes)
        return said.value

    county = values.county(row.cell("county"), row.cell("home_address"), row.cell("residence"), row.around)
    poor, watched = read("out_of_poverty"), read("relapse_monitored")
    stop = boarding(row.cell("boarding_stop"), county.value, values.known)
    first, last = read("available_from"), read("available_until")
    notes.extend((*county.notes, *poor.notes, *watched.notes, *stop.notes, *available(first, last)))
    household = flags(poor, watched)
    kind = intent(value("kind"), value("first_time"), value("willing"))
    notes.extend(read("remark").notes)
    notes[:] = of_journey(notes, willing=kind.willing)
    return Facts(
        county=county.value,
        out_of_poverty=household.out_of_poverty,
        relapse_monitored=household.relapse_monitored,
        kind=kind.purpose,
        willing=kind.willing,
        boarding_stop=stop.value,
        available_from=first.value,
        available_until=last.value,
        **{key: value(key) for key in _BY_THEMSELVES if key in given},
    )


_BY_THEMSELVES = (
    "worker_id",
    "sex",
    "birth_date",
    "education",
    "phone",
    "village",
    "resettlement_site",
    "relocated",
    "skills",
    "employer",
    "batch",
    "together",
    "accepts_other",
    "lowest_wage",
    "other_trip",
    "card_valid_until",
    *DETAILS,
)
"""Columns of which each says one thing, whatever stands in the others."""

"""The numbers of people that a report prints, and the sums by which one of them tells another (PR-07)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations

from attrs import define, field, fields

from laborcoop.cooperation import EmployerSubsidyClaim, FigureRow, SubsidyClaim
from laborcoop.cooperation.suppression import SMALLEST_COUNT
from laborcoop.indicators.breakdown import Breakdown
from laborcoop.indicators.indicator import Indicator
from laborcoop.indicators.ledger import Ledger
from laborcoop.indicators.measured import Measured
from laborcoop.indicators.report import YearEndReport, YearOnYear
from laborcoop.indicators.sums import Numbers, Sum
from laborcoop.kernel.counts import Unit
from laborcoop.retention import HelpCase
from laborcoop.training import StudentAid
from laborcoop.transfer import Reconciliation

PEOPLE = frozenset({Unit.PERSON, Unit.PERSON_TIME})
COUNTED = PEOPLE | {Unit.CLAIM, Unit.PAYMENT, Unit.CASE}
"""Units whose numbers tell of people: they are persons, or each is somebody's."""

UNDER_WAY, WAITING = "under_way", "waiting"
"""Those of a reconciliation who boarded and have not ended their way, and those whose batch has not left."""

_ABOARD = ("handed_over", "alighted_early", "hospital", "missing", UNDER_WAY)
_ASHORE = ("no_show", "withdrawn", "moved", WAITING)
_ALIKE = (
    ("brought", "reconciliation handed_over"),
    ("person_trips", "reconciliation boarded"),
    ("no_shows", "reconciliation no_show"),
    ("person_trips", "brought"),
    ("receptions", "received"),
    ("on_time of", "brought"),
)
"""Numbers that are of nearly the same people, so that the difference between the two tells of the few that it is."""


def part_name(breakdown: Breakdown, place: int) -> str:
    """The name of a part of a figure."""
    return f"{breakdown.code} {breakdown.by.en} {place}"


def year_names(row: YearOnYear) -> tuple[str, ...]:
    """The names of an indicator's years."""
    return tuple(f"{row.indicator.code} {one.window.start}" for one in row.years)


def rule_name(rule: str) -> str:
    """The name of how many claims a rule bars."""
    return f"refusals {rule}"


def reconciliation_name(name: str) -> str:
    """The name of a number of the reconciliation."""
    return f"reconciliation {name}"


def reconciliation_numbers(sums: Reconciliation) -> Mapping[str, int]:
    """What became of the registered, with those of whom nothing has come yet."""
    numbers: dict[str, int] = {one.name: getattr(sums, one.name) for one in fields(Reconciliation)}
    numbers[UNDER_WAY] = max(0, sums.boarded - sum(numbers[name] for name in _ABOARD[:-1]))
    numbers[WAITING] = max(0, sums.registered - sums.boarded - sum(numbers[name] for name in _ASHORE[:-1]))
    return numbers


def report_numbers(report: YearEndReport) -> tuple[Numbers, tuple[tuple[str, ...], ...]]:
    """All numbers that tell of people, and the items in which they are printed, those that matter most first."""
    ledger = Ledger.of(report.case)
    book = _Book(ledger=ledger, whose=_whose(ledger))
    book.add_figures(report)
    for row in report.by_year:
        if row.indicator.unit in COUNTED:
            book.add_years(row, report.windows.since)
    for breakdown in report.breakdowns:
        if breakdown.whole.unit in PEOPLE:
            book.add_parts(breakdown)
    if report.reconciliation is not None:
        book.add_reconciliation(report.reconciliation)
    for first, second in _ALIKE:
        book.add_difference(first, second)
    book.add_refusals(report)
    book.add_few_between()
    numbers = Numbers(values=book.values, few=frozenset(book.few), sums=tuple(book.sums))
    return numbers, tuple(sorted(book.items, key=_is_retention))


def _is_retention(item: tuple[str, ...]) -> bool:
    """How many stayed matters less than how many came, in whatever year."""
    return item[0].startswith("retention_")


def _whose(ledger: Ledger) -> Mapping[tuple[Unit, str], str]:
    """Whose each claim, instalment and case is, by the id that figures count it by."""
    whose: dict[tuple[Unit, str], str] = {}
    whose |= {(Unit.CLAIM, one.id): one.worker for _, one in ledger.each(SubsidyClaim)}
    whose |= {(Unit.CLAIM, one.id): one.worker for _, one in ledger.each(EmployerSubsidyClaim)}
    for _, aid in ledger.each(StudentAid):
        whose |= {(Unit.PAYMENT, f"{aid.id}/{day}"): aid.student.id for day in aid.paid_on}
    return whose | {(Unit.CASE, one.id): one.worker for _, one in ledger.each(HelpCase)}


@define(kw_only=True)
class _Book:
    """The numbers as they are put together."""

    ledger: Ledger
    whose: Mapping[tuple[Unit, str], str]
    persons: dict[str, frozenset[str]] = field(factory=dict, repr=False)
    """Whom the numbers of persons count, by name."""
    values: dict[str, int] = field(factory=dict, repr=False)
    few: set[str] = field(factory=set)
    sums: list[Sum] = field(factory=list)
    items: list[tuple[str, ...]] = field(factory=list)

    def add(self, name: str, value: int, people: int | None = None) -> str:
        """A number, and of how many people it tells."""
        self.values[name] = value
        if 0 < (value if people is None else people) < SMALLEST_COUNT:
            self.few.add(name)
        return name

    def add_persons(self, name: str, unit: Unit, rows: Iterable[FigureRow]) -> None:
        """Whom a number counts, where it is one of persons."""
        if unit is Unit.PERSON:
            self.persons[name] = frozenset(row.counted for row in rows)

    def add_few_between(self) -> None:
        """Of two numbers of persons, where all of the less are among the more, the few who are left."""
        by_size = sorted(self.persons.items(), key=lambda each: len(each[1]))
        for (less, fewer), (more, those) in combinations(by_size, 2):
            if len(those) - len(fewer) < SMALLEST_COUNT and fewer < those:
                self.add_difference(less, more)

    def add_sum(self, whole: str, *parts: str) -> None:
        """A sum, where it comes out."""
        if self.values.keys() >= {whole, *parts} and self.values[whole] == sum(self.values[part] for part in parts):
            self.sums.append(Sum(whole, parts))

    def add_difference(self, first: str, second: str) -> None:
        """Of two numbers the difference, which tells of few where it is small."""
        if self.values.keys() >= {first, second}:
            less, more = sorted((first, second), key=self.values.__getitem__)
            left = self.add(f"{more} beside {less}", self.values[more] - self.values[less])
            self.add_sum(more, less, left)

    def people(self, unit: Unit, rows: Iterable[FigureRow]) -> int | None:
        """Of how many people claims or cases tell; None where the number itself says it."""
        return None if unit in PEOPLE else len({self.whose.get((unit, row.counted), row.counted) for row in rows})

    def add_figures(self, report: YearEndReport) -> None:
        """Each figure, with its whole and what is left of that; what is a part of other figures."""
        counted = [(line.indicator, line.figure) for line in report.lines if line.figure is not None]
        known = [(indicator, figure) for indicator, figure in counted if figure.count.unit in COUNTED]
        for indicator, figure in known:
            name = self.add(figure.code, figure.count.value, self.people(figure.count.unit, figure.rows))
            self.add_persons(name, figure.count.unit, figure.rows)
            if figure.whole is None:
                self.items.append((name,))
                continue
            base = next(
                (one for other, one in known if other.rows is indicator.whole and one.window == figure.window), None
            )
            rest = figure.whole.value - figure.count.value
            whole = self.add(f"{name} of", figure.whole.value, self._of(figure, base))
            left = self.add(f"{name} not", rest, self._of(figure, base, without=figure))
            self.add_sum(whole, name, left)
            of_whole = tuple(self._rows_of_whole(indicator, figure, base))
            taken = {row.counted for row in figure.rows}
            self.add_persons(whole, figure.count.unit, of_whole)
            self.add_persons(left, figure.count.unit, (row for row in of_whole if row.counted not in taken))
            self.items.append((name, whole))
            if base is not None:
                self.add_sum(base.code, whole)
        for indicator, figure in known:
            if indicator.defined_as:
                self.add_difference(figure.code, indicator.defined_as)
        self.add_sum("claims", "claims_eligible", "claims_to_check", "claims_refused")
        self.add_difference("claims_refused", "claims_double")

    def _rows_of_whole(self, indicator: Indicator, figure: Measured, base: Measured | None) -> Iterable[FigureRow]:
        """The rows of which a share counts some: those of the figure that they make, or counted for the purpose."""
        if base is not None:
            return base.rows
        return () if indicator.whole is None else indicator.whole(self.ledger, figure.window)

    def _of(self, figure: Measured, base: Measured | None, without: Measured | None = None) -> int | None:
        """Of how many people the whole of a share tells, or what is left of it."""
        if base is None:
            return None
        taken = set() if without is None else {row.counted for row in without.rows}
        return self.people(figure.count.unit, (row for row in base.rows if row.counted not in taken))

    def add_years(self, row: YearOnYear, since: date) -> None:
        """The years of an indicator, which are told together, and what is left of its figure beside them."""
        names = year_names(row)
        for name, year in zip(names, row.years, strict=True):
            self.add(name, year.count.value, self.people(year.count.unit, year.rows))
            self.add_persons(name, year.count.unit, year.rows)
        self.items.append(names)
        # The year before a report's first is no part of its figures.
        within = [name for name, year in zip(names, row.years, strict=True) if year.window.start >= since]
        code, years = row.indicator.code, sum(self.values[name] for name in within)
        if years <= self.values.get(code, -1):
            left = self.add(f"{code} in other days", self.values[code] - years)
            self.add_sum(code, *within, left)

    def add_parts(self, breakdown: Breakdown) -> None:
        """The parts of a figure: the largest matter most."""
        names = [self.add(part_name(breakdown, place), part.count.value) for place, part in enumerate(breakdown.parts)]
        for name, part in zip(names, breakdown.parts, strict=True):
            self.add_persons(name, part.count.unit, part.rows)
        self.add_sum(breakdown.code, *names)
        self._add_items(names)

    def add_reconciliation(self, sums: Reconciliation) -> None:
        """What became of the registered: who moved to another batch is one of the persons registered for two."""
        named = {name: reconciliation_name(name) for name in reconciliation_numbers(sums)}
        for name, value in reconciliation_numbers(sums).items():
            self.add(named[name], value)
        ashore = [named[name] for name in _ASHORE]
        self.add_sum(named["registered"], named["boarded"], *ashore)
        self.add_sum(named["boarded"], *(named[name] for name in _ABOARD))
        if "registered" in self.values:
            if sums.registered - self.values["registered"] == sums.moved:
                self.add_sum(named["registered"], "registered", named["moved"])
                self.add_sum("registered", named["boarded"], *(name for name in ashore if name != named["moved"]))
            else:
                self.add_difference(named["registered"], "registered")
        self._add_items(list(named.values()))

    def add_refusals(self, report: YearEndReport) -> None:
        """How many claims each rule bars; they are the refused together, where no claim is barred by two."""
        barred = {rule: report.refused_by(rule) for rule in report.refusals()}
        names = [
            self.add(rule_name(rule), len(claims), len({one.claim.worker for one in claims}))
            for rule, claims in barred.items()
        ]
        self.add_sum("claims_refused", *names)
        self._add_items(names)

    def _add_items(self, names: Iterable[str]) -> None:
        self.items += [(name,) for name in sorted(names, key=lambda name: -self.values[name])]

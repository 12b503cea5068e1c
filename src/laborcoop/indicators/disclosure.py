"""What of a report may be published: the one rule that every table, picture and line of a terminal asks (PR-07)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from laborcoop.cooperation import FigureRow
from laborcoop.cooperation.suppression import SMALLEST_COUNT
from laborcoop.indicators.breakdown import Breakdown, withheld
from laborcoop.indicators.measured import Measured
from laborcoop.indicators.report import YearEndReport, YearOnYear
from laborcoop.indicators.report_numbers import (
    PEOPLE,
    part_name,
    reconciliation_name,
    reconciliation_numbers,
    report_numbers,
    rule_name,
    year_names,
)
from laborcoop.indicators.retention import Retention
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.ratios import Share
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Severity

_OF_NOBODY = frozenset(
    [
        "agreement",
        "booth",
        "convoy",
        "employer",
        "event",
        "fair",
        "figure",
        "leg",
        "lodging",
        "place",
        "post",
        "room",
        "school",
        "site",
        "squad",
        "station",
        "stop",
        "vehicle",
        "waiver",
    ]
)
"""Kinds of records of which a finding, however few there are, points at nobody; all others may be somebody's."""


def may_tell(number: int) -> bool:
    """Whether a number of people may be published by itself: nought and what is not small; it points at nobody."""
    return not 0 < number < SMALLEST_COUNT


def _may_count(count: Count) -> bool:
    return count.unit not in PEOPLE or may_tell(count.value)


def _may_alone(figure: Measured) -> bool:
    """Whether a figure may be told by itself: neither it, nor what is left of its whole, is of few people.

    Money is of those who get it, however much it is.
    """
    if figure.count.unit is Unit.FEN:
        return may_tell(len({row.counted for row in figure.rows}))
    return _may_count(figure.count) if figure.share is None else _may_share(figure.share)


def _may_share(share: Share) -> bool:
    rest = share.whole.value - share.part.value
    return _may_count(share.part) and _may_count(share.whole) and _may_count(Count(rest, share.whole.unit))


@frozen(kw_only=True)
class Disclosure:
    """Which numbers of one report may be published; ``hidden`` are the names of those that must not.

    All tables are looked at together. A number of people, of claims or of cases is withheld where it, or its difference
    from its whole, tells of few people; and so is whatever else would tell such a number by the sums of the report: a
    total of hidden parts, the registered beside the persons registered, the figure of the longer of two windows, and of
    any two numbers of persons one, where all of the less are among the more and few are left
    (`laborcoop.indicators.report_numbers`). Money is withheld where it, or its difference from the sum that it is a
    part of, goes to few people.
    """

    report: YearEndReport
    hidden: frozenset[str]

    @classmethod
    def of(cls, report: YearEndReport) -> Disclosure:
        """What of a report may be published."""
        numbers, items = report_numbers(report)
        hidden = set(numbers.withheld(items))
        money = [figure for figure in report.figures if figure.count.unit is Unit.FEN]
        hidden.update(part.code for whole in money for part in money if _is_all_but_few(part, whole))
        return cls(report=report, hidden=frozenset(hidden))

    def may(self, figure: Measured) -> bool:
        """Whether a figure may be published."""
        return _may_alone(figure) and figure.code not in self.hidden and self._may_stay(figure)

    def figure(self, figure: Measured) -> Text:
        """A figure as it may be published."""
        if not self.may(figure):
            return withheld()
        return figure.count.text() if figure.share is None else figure.share.text()

    def breakdown(self, given: Breakdown) -> Breakdown:
        """The parts of a figure as they may be published."""
        parts = tuple(
            evolve(part, hidden=part_name(given, place) in self.hidden) for place, part in enumerate(given.parts)
        )
        return evolve(given, parts=parts, hidden=given.code in self.hidden)

    def reconciliation(self) -> Mapping[str, int | None]:
        """What became of the registered, by the names of `Reconciliation`, as far as it may be published."""
        if self.report.reconciliation is None:
            return {}
        return {
            name: None if reconciliation_name(name) in self.hidden else number
            for name, number in reconciliation_numbers(self.report.reconciliation).items()
        }

    def refusals(self) -> Mapping[str, int | None]:
        """How many claims each rule bars, as far as it may be published."""
        return {
            rule: None if rule_name(rule) in self.hidden else number for rule, number in self.report.refusals().items()
        }

    def findings(self) -> Mapping[tuple[str, Severity], int | None]:
        """How many open findings each rule has of each severity, as far as it may be published.

        A few that are about people point at them. Where the claims that a rule bars are withheld, so is what is found
        by it: the numbers are nearly the same.
        """
        open_ones = self.report.findings
        counted = Counter((finding.rule, finding.severity) for finding in open_ones)
        of_people = Counter((one.rule, one.severity) for one in open_ones if one.kind not in _OF_NOBODY)
        barred = {rule for rule, number in self.refusals().items() if number is None}
        return {
            (rule, severity): number if rule not in barred and may_tell(of_people[rule, severity]) else None
            for (rule, severity), number in counted.items()
        }

    def years(self, row: YearOnYear) -> bool:
        """Whether the years of an indicator may be published: all, or none where one of them is told by the others.

        With one year withheld, the figure of all the days would tell it; with all of them, it does not.
        """
        if row.indicator.unit is not Unit.FEN:
            return self.hidden.isdisjoint(year_names(row))
        whole = next((figure for figure in self.report.figures if figure.code == row.indicator.code), None)
        told = whole is not None and not _may_rest(whole, row.years)
        return all(map(_may_alone, row.years)) and not told

    def _may_stay(self, figure: Measured) -> bool:
        """A share of those who stayed is told with the estimate of it, or not at all."""
        same = (one for one in self.report.retention if figure.code == f"retention_{one.days}")
        return all(map(self.retention, same))

    def retention(self, one: Retention) -> bool:
        """Whether a retention may be published: neither the cohort, nor those who stayed, nor who left, are few.

        Nor are those few by whom the ones who could be seen so long differ from another number of the report.
        """
        if f"retention_{one.days}" in self.hidden:
            return False
        gone = [who for who in one.claim.cohort if who.left_on is not None and (who.left_on - who.on).days < one.days]
        cohort = Count(len(one.claim.cohort), Unit.PERSON)
        return _may_share(one.ratio) and _may_share(Share(Count(len(gone), Unit.PERSON), cohort))

    def curve(self) -> bool:
        """Whether the curve of the retention may be drawn: all that it marks may be told, and those who ever left."""
        steps = [] if not self.report.retention else self.report.retention[0].survival.steps
        left = sum(step.left for step in steps)
        return may_tell(left) and all(map(self.retention, self.report.retention))


def _may_rest(whole: Measured, parts: Sequence[Measured]) -> bool:
    """Whether what is left of money beside parts of it that are told may be told."""
    told = {_payment(row) for part in parts for row in part.rows}
    return may_tell(len({row.counted for row in whole.rows if _payment(row) not in told}))


def _is_all_but_few(part: Measured, whole: Measured) -> bool:
    """Whether money is a part of other money from which it lacks what few people get."""
    inner, outer = {_payment(row) for row in part.rows}, {_payment(row) for row in whole.rows}
    return inner < outer and not _may_rest(whole, (part,))


def _payment(row: FigureRow) -> tuple[str, str, int]:
    """What tells one amount from another: its record, whose it is, and how much."""
    return row.source, row.counted, row.amount

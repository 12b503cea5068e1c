"""What of a report may be published: the one rule that every table, picture and line of a terminal asks (PR-07)."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from laborcoop.cooperation import FigureRow
from laborcoop.cooperation.suppression import SMALLEST_COUNT, suppress
from laborcoop.indicators.breakdown import withheld
from laborcoop.indicators.measured import Measured
from laborcoop.indicators.report import YearEndReport, YearOnYear
from laborcoop.indicators.retention import Retention
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.ratios import Share
from laborcoop.kernel.text import Text

_PEOPLE = frozenset({Unit.PERSON, Unit.PERSON_TIME})


def may_tell(number: int) -> bool:
    """Whether a number of people may be published by itself: nought and what is not small; it points at nobody."""
    return not 0 < number < SMALLEST_COUNT


def _may_count(count: Count) -> bool:
    return count.unit not in _PEOPLE or may_tell(count.value)


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
    """Which figures of one report may be published; ``hidden`` are the codes of those that would reveal others.

    A number of people is withheld where it, or its difference from its whole, is small. So is a total that would
    reveal its hidden parts, and the figure of the longer window where two windows of one definition differ by a small
    number. Money is withheld where it, or its difference from the sum that it is a part of, goes to few people.
    """

    report: YearEndReport
    hidden: frozenset[str]

    @classmethod
    def of(cls, report: YearEndReport) -> Disclosure:
        """What of a report may be published."""
        hidden = {one.code for one in report.breakdowns if one.published().hidden}
        known = {figure.code: figure for figure in report.figures}
        for line in report.lines:
            inner, outer = known.get(line.indicator.defined_as), line.figure
            if inner is not None and outer is not None and not _may_rest(outer, (inner,)):
                hidden.add(outer.code)
        money = [figure for figure in report.figures if figure.count.unit is Unit.FEN]
        hidden.update(part.code for whole in money for part in money if _is_all_but_few(part, whole))
        return cls(report=report, hidden=frozenset(hidden))

    def may(self, figure: Measured) -> bool:
        """Whether a figure may be published."""
        return _may_alone(figure) and figure.code not in self.hidden

    def figure(self, figure: Measured) -> Text:
        """A figure as it may be published."""
        if not self.may(figure):
            return withheld()
        return figure.count.text() if figure.share is None else figure.share.text()

    def years(self, row: YearOnYear) -> bool:
        """Whether the years of an indicator may be published: all, or none where one of them is told by the others.

        With one year withheld, the figure of all the days would tell it; with all of them, it does not.
        """
        known = {figure.code: figure for figure in self.report.figures}
        whole = known.get(row.indicator.code)
        told = whole is not None and not _may_rest(whole, row.years)
        return all(map(_may_alone, row.years)) and not told

    def retention(self, one: Retention) -> bool:
        """Whether a retention may be published: neither the cohort, nor those who stayed, nor who left, are few."""
        gone = [who for who in one.claim.cohort if who.left_on is not None and (who.left_on - who.on).days < one.days]
        cohort = Count(len(one.claim.cohort), Unit.PERSON)
        return _may_share(one.ratio) and _may_share(Share(Count(len(gone), Unit.PERSON), cohort))

    def curve(self) -> bool:
        """Whether the curve of the retention may be drawn: all that it marks may be told, and those who ever left."""
        steps = [] if not self.report.retention else self.report.retention[0].survival.steps
        left = sum(step.left for step in steps)
        return may_tell(left) and all(map(self.retention, self.report.retention))


def _may_rest(whole: Measured, parts: Sequence[Measured]) -> bool:
    """Whether what is left of a figure beside parts of it that are told may be told."""
    if whole.count.unit is Unit.FEN:
        told = {_payment(row) for part in parts for row in part.rows}
        return may_tell(len({row.counted for row in whole.rows if _payment(row) not in told}))
    left = whole.count.value - sum(part.count.value for part in parts)
    return _may_count(Count(max(left, 0), whole.count.unit))


def _is_all_but_few(part: Measured, whole: Measured) -> bool:
    """Whether money is a part of other money from which it lacks what few people get."""
    inner, outer = {_payment(row) for row in part.rows}, {_payment(row) for row in whole.rows}
    return inner < outer and not _may_rest(whole, (part,))


def _payment(row: FigureRow) -> tuple[str, str, int]:
    """What tells one amount from another: its record, whose it is, and how much."""
    return row.source, row.counted, row.amount


def parted(groups: Sequence[Sequence[int]]) -> tuple[tuple[tuple[int | None, ...], ...], tuple[int | None, ...]]:
    """Groups of numbers of people with the sum of each and of all, as they may be published; None: withheld.

    Returns:
        The numbers of each group; and the sums, that of all the last.
    """
    width = sum(map(len, groups))
    rows, before = [], 0
    for group in groups:
        rows.append([*(0,) * before, *group, *(0,) * (width - before - len(group))])
        before += len(group)
    shown, before, inner = suppress(rows), 0, []
    for number, group in enumerate(groups):
        inner.append(shown[number][before : before + len(group)])
        before += len(group)
    return tuple(inner), tuple(row[-1] for row in shown)

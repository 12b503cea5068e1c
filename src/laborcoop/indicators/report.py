"""The year-end report (年终报表): four lines of work, transfers and subsidies, each figure with its own window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from attrs import frozen

from laborcoop.cooperation import Basis, Growth
from laborcoop.indicators.breakdown import Breakdown, by_batch, by_county, by_mode, by_school
from laborcoop.indicators.catalogue import CATALOGUE
from laborcoop.indicators.claims import JudgedClaim
from laborcoop.indicators.eligibility import JudgedAid, SubsidyReview, review_aid, review_claims
from laborcoop.indicators.indicator import Indicator, Section
from laborcoop.indicators.ledger import Ledger
from laborcoop.indicators.measure import Figures, measure
from laborcoop.indicators.measured import Measured
from laborcoop.indicators.reconcile import NEARLY, Reconciled, reconcile_all
from laborcoop.indicators.retention import RETENTION_DAYS, Retention, retention
from laborcoop.indicators.return_to_post import journeys
from laborcoop.indicators.windows import Span, Windows, a_year_earlier, check_asked
from laborcoop.kernel.display import paragraphs
from laborcoop.kernel.periods import Period
from laborcoop.planning.case import Case
from laborcoop.planning.check import DEPARTED, check
from laborcoop.planning.unread_files import unread_files
from laborcoop.rulebook import Finding, Findings
from laborcoop.transfer import Reconciliation

_BY_COUNTY = ("new_transfers", "in_post", "brought", "receptions", "recruited")


@frozen(kw_only=True)
class YearOnYear:
    """One indicator over whole calendar years, the first of them first; or over the same days of two years.

    The last of ``years`` is the report's; the one before it may lie before the report.
    """

    indicator: Indicator
    years: tuple[Measured, ...]

    def growth(self) -> Growth | None:
        """The growth of the last year over the one before; None where the year before is not told."""
        *_, earlier, last = (None, *self.years)
        if earlier is None or earlier.window != a_year_earlier(last.window):
            return None
        return last.growth_from(earlier)


@frozen(kw_only=True)
class Line:
    """A line of a section: an indicator with its figure; None, and the reason, where it could not be counted.

    ``published`` is what is to be printed in place of the exact number, held against it.
    """

    indicator: Indicator
    figure: Measured | None
    published: Reconciled | None = None


@frozen(kw_only=True)
class YearEndReport:
    """A year-end report as values: what a page, a workbook or a document is written from.

    ``findings`` are the open findings of the case, waived ones left out, what is recorded twice, and claims that the
    case's own records do not bear out; ``faults`` what
    the rules about figures say of the report's own (IN-03, IN-07): none, in a sound report.
    """

    case: Case
    windows: Windows
    figures: Figures
    lines: tuple[Line, ...]
    breakdowns: tuple[Breakdown, ...]
    by_year: tuple[YearOnYear, ...]
    retention: tuple[Retention, ...]
    reconciliation: Reconciliation | None
    subsidies: SubsidyReview
    aid: tuple[JudgedAid, ...]
    findings: Findings
    faults: tuple[Finding, ...] = ()

    def __repr__(self) -> str:
        """Counts only."""
        return (
            f"<YearEndReport {self.case.id}: {len(self.figures.all)} figures, {len(self.figures.missing)} not recorded,"
            f" {len(self.findings)} findings>"
        )

    def __getitem__(self, code: str) -> Measured:
        """The figure of this code.

        Raises:
            UnknownName: it could not be counted, or there is no such indicator.
        """
        return self.figures[code]

    def _repr_html_(self) -> str:
        """The report as a notebook shows it: its figures, for the bureau's own eyes, and which files were not read."""
        return paragraphs((self.case.name, *unread_files(self.case))) + self.figures._repr_html_()

    def section(self, section: Section) -> Iterator[Line]:
        """The lines under a heading."""
        return (line for line in self.lines if line.indicator.section is section)

    def published(self) -> tuple[Reconciled, ...]:
        """The published figures, each held against the count."""
        return tuple(line.published for line in self.lines if line.published is not None)

    def refusals(self) -> Mapping[str, int]:
        """How many refused claims each rule bars; a claim may be barred by several."""
        rules = {rule for one in self.subsidies.refused() for rule in one.barred_by()}
        return {rule: len(self.refused_by(rule)) for rule in sorted(rules)}

    def refused_by(self, rule: str) -> tuple[JudgedClaim, ...]:
        """The claims that a rule bars."""
        return tuple(one for one in self.subsidies.refused() if rule in one.barred_by())


def year_end_report(
    case: Case,
    *,
    since: date | None = None,
    until: date | None = None,
    windows: Mapping[str, Period] | None = None,
    published: Mapping[str, str] | None = None,
    nearly: int = NEARLY,
    findings: Findings | None = None,
) -> YearEndReport:
    """Make the year-end report of a case.

    Args:
        case: the records.
        since: the first day; that of the pairing unless given.
        until: the last day (included); the day of the case unless given, and never a later one.
        windows: other days for single indicators, by code.
        published: what is to be printed of single figures, by code, such as ``{"post_times": "近5000个次"}``.
        nearly: the least share of the number that 近 asks for, in per cent.
        findings: what `laborcoop.check` found, where that is known already.

    Raises:
        InvalidValue: ``until`` is before ``since`` or after the day of the case, or ``published`` figures cannot be
            read; all unreadable published figures are reported together, each by its code.
        UnitMismatch: ``published`` figures are of another unit.
        UnknownName: ``windows`` or ``published`` has a code that is not a figure of the report.
    """
    check_asked("year_end_report", case, since, until)
    frame = Windows.of(case, since, until)
    figures = measure(case, since=frame.since, until=frame.until, windows=windows)
    said = reconcile_all(figures, published or {}, nearly=nearly)
    ledger = Ledger.of(case)
    known = {figure.code: figure for figure in figures}
    whole = Period(frame.since, frame.end)
    judged = [
        finding
        for figure in figures
        for finding in case.book.judge(figure.claim(), figure.code, on=frame.until, kind="figure")
    ]
    found = check(case) if findings is None else findings
    subsidies = review_claims(ledger, made=figures["claims"].window if "claims" in figures else whole)
    return YearEndReport(
        case=case,
        windows=frame,
        figures=figures,
        lines=tuple(Line(indicator=one, figure=known.get(one.code), published=said.get(one.code)) for one in CATALOGUE),
        breakdowns=tuple(_breakdowns(ledger, known)),
        by_year=tuple(_by_year(case, frame, figures)),
        retention=tuple(_retention(case, known)),
        reconciliation=_reconciliation(ledger, frame),
        subsidies=subsidies,
        aid=review_aid(case, frame.until),
        findings=(found + ledger.repeats + subsidies.of_nobody() + subsidies.contradicted()).where(_is_open),
        faults=tuple(judged),
    )


def _retention(case: Case, figures: Mapping[str, Measured]) -> Iterator[Retention]:
    """The retention of each line over the days of that line, as far as it is known at their end."""
    for days in RETENTION_DAYS:
        if (figure := figures.get(f"retention_{days}")) is not None:
            known_until = figure.window.end or case.on + timedelta(days=1)
            yield from retention(case, hired=figure.window, known_until=known_until, days=[days])


def _is_open(finding: Finding) -> bool:
    """Whether a finding is open; that a batch has left is what a report is about, and no fault of it."""
    return not finding.waived and finding.rule != DEPARTED


def _breakdowns(ledger: Ledger, figures: Mapping[str, Measured]) -> Iterator[Breakdown]:
    if "brought" in figures:
        yield by_batch(ledger, figures["brought"])
    if "trips" in figures:
        yield by_mode(ledger, figures["trips"])
    if "recruited" in figures:
        yield by_school(ledger, figures["recruited"])
    yield from (by_county(figures[code]) for code in _BY_COUNTY if code in figures)


def _by_year(case: Case, frame: Windows, figures: Figures) -> Iterator[YearOnYear]:
    """The sums over whole years, or over a part of one; states and shares are not compared, a definition stands once.

    Before the last of them stand the same days of the year before, though the report begins later. Years before the
    pairing of which nothing is recorded are left out, however early the report begins.
    """
    wanted = [
        one
        for one in CATALOGUE
        if one.span in {Span.WHOLE, Span.YEARS}
        and one.basis is Basis.CUMULATIVE
        and one.whole is None
        and not one.defined_as
    ]
    recorded = {row.on.year for figure in figures if figure.basis is Basis.CUMULATIVE for row in figure.rows}
    began = case.campaign.pairing.period.start.year
    told = [days for days in _compared(frame) if days.start.year >= began or days.start.year in recorded]
    counted = [_over(case, days, wanted) for days in told]
    before = a_year_earlier(told[-1]) if told else None
    if before is not None and before.start < frame.since:
        of_before = _over(case, before, wanted)
        if before.start.year >= began or any(row.on in before for figure in of_before for row in figure.rows):
            counted.insert(-1, of_before)
    for one in wanted:
        found = tuple(of_year[one.code] for of_year in counted if one.code in of_year)
        if found:
            yield YearOnYear(indicator=one, years=found)


def _compared(frame: Windows) -> tuple[Period, ...]:
    """The whole years of a report; where it has none, its own days, unless they are more than a year."""
    whole = Period(frame.since, frame.end)
    before = a_year_earlier(whole)
    is_short = before is not None and before.end is not None and before.end <= whole.start
    return frame.years() or ((whole,) if is_short else ())


def _over(case: Case, days: Period, wanted: Sequence[Indicator]) -> Figures:
    end = days.end or case.on + timedelta(days=1)
    return measure(case, since=days.start, until=end - timedelta(days=1), indicators=wanted)


def _reconciliation(ledger: Ledger, frame: Windows) -> Reconciliation | None:
    """What became of everyone registered for a batch of the campaign, at the end of the last day (TR-24)."""
    window = frame.period(Span.CAMPAIGN)
    registered = [] if window is None else [journey for _, journey in journeys(ledger, window)]
    if not registered:
        return None
    return Reconciliation.of(registered, datetime.combine(frame.end, time(), ledger.case.campaign.zone))

"""How many stay: the cohort of new transfers, the simple ratio, and the estimate that uses everybody (IN-06)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from attrs import frozen

from laborcoop.cooperation import FigureRow, Hired, RetentionClaim, TransferEmployment, first_transfers
from laborcoop.indicators.ledger import Ledger
from laborcoop.indicators.survival import Survival, kaplan_meier
from laborcoop.indicators.windows import check_known, check_region
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.display import words
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.kinds import check_arguments, check_items
from laborcoop.kernel.periods import Period
from laborcoop.kernel.ratios import Share
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case

GAP_DAYS = "employment_gap_days"
"""The parameter that says how many days between two posts are let pass (IN-05); none where a book has no value."""

RETENTION_DAYS = (30, 90, 180)

_TENTH = Decimal("0.1")


@frozen(kw_only=True)
class Retention:
    """How many of a cohort were still in post after so many days, said in both ways.

    ``claim`` holds the cohort and the two numbers of the simple ratio, which leaves out people hired too late to be
    seen for all the days; ``survival`` is the Kaplan–Meier estimate, which uses them for as long as they were seen.
    """

    days: int
    claim: RetentionClaim
    survival: Survival

    @property
    def ratio(self) -> Share:
        """Those who stayed, of those who could be seen for all the days."""
        return Share(Count(self.claim.stayed, Unit.PERSON), Count(self.claim.observed, Unit.PERSON))

    @property
    def estimate(self) -> Decimal | None:
        """The Kaplan–Meier estimate in per cent to one decimal; None where some may be there yet, none seen so long."""
        share = self.survival.after(self.days)
        if share is None:
            return None
        return (Decimal(100 * share.numerator) / share.denominator).quantize(_TENTH, ROUND_HALF_EVEN)

    def text(self) -> Text:
        """Both ways in a sentence."""
        shown = Text("无从估计", "none") if self.estimate is None else Text.same(f"{self.estimate} %")
        return Text("{days} 天：{ratio}；估计 {shown}", "{days} days: {ratio}; estimate {shown}").format(
            days=self.days, ratio=self.ratio.text(), shown=shown
        )

    def __repr__(self) -> str:
        """Both ways, and nobody of the cohort."""
        return f"<Retention {self.text().en}>"

    def _repr_html_(self) -> str:
        """Both ways as a notebook shows them."""
        return words(self.text())


def retention(
    case: Case,
    *,
    hired: Period,
    known_until: date,
    days: Iterable[int] = RETENTION_DAYS,
    region: DivisionCode | None = None,
    gap_days: int | None = None,
) -> tuple[Retention, ...]:
    """How many of those who came to the receiving region for the first time in a window stayed.

    Args:
        case: the records.
        hired: the days on which the cohort began.
        known_until: what is known ends at this day (not included); people in post on the day before may stay longer.
        days: after how many days.
        region: only those registered in this part of the sending region.
        gap_days: days between two posts in the receiving region that do not end the stay; those of the case's rule
            book unless given.

    Raises:
        InvalidValue: ``known_until`` is after the day that follows the case's own: nothing is recorded of later days;
            or ``region`` is no part of the sending region.
    """
    check_arguments(
        "retention",
        (
            ("case", case, Case),
            ("hired", hired, Period),
            ("known_until", known_until, date),
            ("region", region, DivisionCode | None),
            ("gap_days", gap_days, int | None),
        ),
    )
    after = check_items("retention", "days", days, int)
    check_region(case, region)
    check_known(case, known_until - timedelta(days=1))
    people = tuple(
        person
        for _, first, person in cohort(Ledger.of(case), hired, known_until, gap_days)
        if region is None or first.registered.within(region)
    )
    seen = [
        (((person.left_on or person.seen_until or known_until) - person.on).days, person.left_on is not None)
        for person in people
    ]
    survival = kaplan_meier(seen)
    return tuple(Retention(days=one, claim=_claim(people, one, known_until), survival=survival) for one in after)


def cohort(
    ledger: Ledger, hired: Period, known_until: date, gap_days: int | None = None
) -> Iterator[tuple[str, TransferEmployment, Hired]]:
    """The new transfers of a window, each with its place in the files, its first spell, and how long it lasted.

    Posts in the receiving region that follow one another within ``gap_days`` are one stay. What happened on
    ``known_until`` or later is not known: of a gap that may still end within ``gap_days`` nobody can say whether the
    worker left.
    """
    gap = (ledger.parameter(GAP_DAYS, known_until) or 0) if gap_days is None else gap_days
    transfers = [*ledger.transfers()]
    places = {id(one): source for source, one in transfers}
    spells: dict[WorkerId, list[Period]] = defaultdict(list)
    for _, one in transfers:
        if one.division.within(ledger.receiving):
            spells[one.worker].append(one.period)
    for first in first_transfers((one for _, one in transfers), ledger.receiving, hired):
        start = first.period.start
        if start < known_until:
            end = _end(spells[first.worker], start, gap)
            gone = end is not None and end < known_until
            open_gap = end is not None and gone and end + timedelta(days=gap) >= known_until
            yield (
                places[id(first)],
                first,
                Hired(
                    worker=first.worker,
                    on=start,
                    left_on=end if gone and not open_gap else None,
                    seen_until=end if open_gap else None,
                ),
            )


def _end(spells: Iterable[Period], start: date, gap_days: int) -> date | None:
    """The first day after an unbroken stay that began on a day; None where it goes on."""
    end: date | None = start
    for spell in sorted(spells, key=lambda spell: spell.start):
        if end is None or spell.start > end + timedelta(days=gap_days):
            break
        end = None if spell.end is None else max(end, spell.end)
    return end


def _claim(people: tuple[Hired, ...], days: int, known_until: date) -> RetentionClaim:
    plain = RetentionClaim(days=days, known_until=known_until, cohort=people, stayed=0, observed=0)
    return RetentionClaim(
        days=days,
        known_until=known_until,
        cohort=people,
        stayed=len(plain.survivors()),
        observed=len(plain.observable()),
    )


def stayed(days: int) -> Callable[[Ledger, Period], Iterator[FigureRow]]:
    """The rows of those of a window's new transfers who were in post for all the days."""

    def rows(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
        return _rows(ledger, window, days, survivors=True)

    return rows


def observed(days: int) -> Callable[[Ledger, Period], Iterator[FigureRow]]:
    """The rows of those who were hired early enough to be seen for all the days."""

    def rows(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
        return _rows(ledger, window, days, survivors=False)

    return rows


def _rows(ledger: Ledger, window: Period, days: int, *, survivors: bool) -> Iterator[FigureRow]:
    known_until = window.end or ledger.case.on + timedelta(days=1)
    found = {person.worker: (source, first, person) for source, first, person in cohort(ledger, window, known_until)}
    claim = _claim(tuple(person for _, _, person in found.values()), days, known_until)
    for person in claim.survivors() if survivors else claim.observable():
        source, first, _ = found[person.worker]
        yield FigureRow(source, person.worker, person.on, division=first.registered)

"""稳岗: receptions, nights, agreements, resident staff, visits, help cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from laborcoop.cooperation import Basis, FigureRow
from laborcoop.indicators.indicator import Indicator, Section
from laborcoop.indicators.ledger import Ledger
from laborcoop.indicators.windows import Span
from laborcoop.kernel.counts import Unit
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.retention import (
    HelpCase,
    Reception,
    StationStaff,
    Stay,
    Visit,
    VisitKind,
    WelfareVisit,
    WorkStation,
)


def receptions(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each reception of somebody registered in the sending region."""
    for source, one in ledger.each(Reception):
        if one.arrived_on in window and one.worker.registered.within(ledger.sending):
            yield FigureRow(source, one.worker.id, one.arrived_on, division=one.worker.registered)


def bed_nights(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each stay, with its nights in the window."""
    for source, stay in ledger.each(Stay):
        nights = [night for night in stay.nights() if night in window]
        if nights:
            yield FigureRow(source, stay.worker, nights[0], len(nights), ledger.home(stay.worker))


def agreements(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each agreement in force on the last day, of the stations of the sending region.

    Several of one county with one station are counted as one, as where one is renewed before its term is over.
    """
    last = _last(ledger, window)
    for source, station in ledger.each(WorkStation):
        for one in station.agreements:
            if one.in_force(last) and one.county.within(ledger.sending):
                key = f"{station.id}/{one.title.zh}/{one.county}/{one.period.start}"
                where = str(ledger.case.locus("agreement", key)) or source
                yield FigureRow(where, f"{station.id}/{one.county}", last, division=one.county)


def staff_days(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each posting of resident staff, with its days in the window."""
    end = window.end or _last(ledger, window) + timedelta(days=1)
    for source, one in ledger.each(StationStaff):
        if one.resident and one.delegated_by.within(ledger.sending):
            first, last = max(one.posted.start, window.start), min(one.posted.end or end, end)
            if first < last:
                yield FigureRow(source, one.id, first, (last - first).days, one.delegated_by)


def visits(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each visit to an employer."""
    for source, one in ledger.each(Visit):
        if one.kind is VisitKind.EMPLOYER and one.on in window:
            yield FigureRow(source, one.employer or one.kind.value, one.on)


def greetings(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each visit to greet workers in post, at whichever employer."""
    for source, one in ledger.each(Visit):
        if one.kind is VisitKind.WELFARE and one.on in window:
            yield FigureRow(source, one.employer or one.kind.value, one.on)
    for source, met in ledger.each(WelfareVisit):
        if met.on in window:
            yield FigureRow(source, met.employer, met.on)


def opened(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each help case opened in the window."""
    for source, one in ledger.each(HelpCase):
        if one.opened_on in window:
            yield FigureRow(source, one.id, one.opened_on, division=ledger.home(one.worker))


def closed(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each help case closed in the window."""
    for source, one in ledger.each(HelpCase):
        if one.closed_on is not None and one.closed_on in window:
            yield FigureRow(source, one.id, one.closed_on, division=ledger.home(one.worker))


def closed_of_opened(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """Those of the cases opened in the window that were closed in it."""
    done = {row.counted for row in closed(ledger, window)}
    yield from (row for row in opened(ledger, window) if row.counted in done)


def _last(ledger: Ledger, window: Period) -> date:
    return ledger.case.on if window.end is None else window.end - timedelta(days=1)


_SECTION = Section.STABILISE

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        code="receptions",
        section=_SECTION,
        title=Text("接收务工人员（人次）", "receptions, person-times"),
        unit=Unit.PERSON_TIME,
        span=Span.WHOLE,
        definition=Text(
            "“怒江员工之家”等安置点或中转酒店接收输出地户籍人员的人次；同一人两次到达计两次",
            "receptions at the employees' home or a transit hotel of persons registered in the sending region: who "
            "comes twice counts twice; where somebody lives does not matter",
        ),
        rows=receptions,
        needs=(Reception,),
        facts=("F093", "F094", "F095"),
        rules=("AC-01",),
    ),
    Indicator(
        code="received",
        section=_SECTION,
        title=Text("接收务工人员（人）", "persons received"),
        unit=Unit.PERSON,
        span=Span.WHOLE,
        definition=Text(
            "上述接收中的不同人员，每人计一次，按首次到达归期",
            "the persons of those receptions, each once, by the first",
        ),
        rows=receptions,
        needs=(Reception,),
        facts=("F094", "F095"),
    ),
    Indicator(
        code="bed_nights",
        section=_SECTION,
        title=Text("住宿", "nights lodged"),
        unit=Unit.BED_NIGHT,
        span=Span.WHOLE,
        definition=Text(
            "期间各住宿记录占用床位的夜数之和；取消的和提前离开后的不计",
            "nights in the window for which a bed was held; none of a cancelled stay or after an early leaving",
        ),
        rows=bed_nights,
        needs=(Stay,),
        facts=("F090",),
        rules=("AC-05",),
    ),
    Indicator(
        code="agreements",
        section=_SECTION,
        title=Text("劳务工作站合作协议", "work-station agreements in force"),
        unit=Unit.AGREEMENT,
        span=Span.CUT_OFF,
        definition=Text(
            "截止日有效的《劳务工作站合作协议书》，同一工作站一县一份：提前续签、同时有效的计一份",
            "cooperation agreements of the work stations in force on the last day, one for each county that signed "
            "with a station: where it was renewed before its term was over, both terms are one",
        ),
        rows=agreements,
        needs=(WorkStation,),
        basis=Basis.AT_CUTOFF,
        facts=("F096", "F097", "F098", "F099", "F100"),
        rules=("ST-01",),
    ),
    Indicator(
        code="staff_days",
        section=_SECTION,
        title=Text("工作站常驻人员", "resident staff of the stations"),
        unit=Unit.STAFF_DAY,
        span=Span.WHOLE,
        definition=Text(
            "各县委派的常驻人员在期间的派驻天数之和；同一人同一天只计一次",
            "the days in the window of the postings of resident staff, delegated by the counties; one person's day "
            "counts once",
        ),
        rows=staff_days,
        needs=(StationStaff,),
        facts=("F102", "F103"),
        rules=("ST-02",),
    ),
    Indicator(
        code="visits",
        section=_SECTION,
        title=Text("走访用工企业", "visits to employers"),
        unit=Unit.VISIT,
        span=Span.WHOLE,
        definition=Text("走访用工企业的次数", "visits to employers that take workers"),
        rows=visits,
        needs=(Visit,),
        by_region=False,
        facts=("F107",),
        rules=("ST-07",),
    ),
    Indicator(
        code="greetings",
        section=_SECTION,
        title=Text("慰问在岗人员", "visits to workers in post"),
        unit=Unit.VISIT,
        span=Span.WHOLE,
        definition=Text("慰问在岗务工人员的次数", "visits to greet workers in post"),
        rows=greetings,
        needs=(Visit, WelfareVisit),
        by_region=False,
        facts=("F108",),
    ),
    Indicator(
        code="cases_opened",
        section=_SECTION,
        title=Text("受理求助", "help cases opened"),
        unit=Unit.CASE,
        span=Span.WHOLE,
        definition=Text("期间受理的求助事项", "help cases opened in the window"),
        rows=opened,
        needs=(HelpCase,),
        rules=("ST-06",),
    ),
    Indicator(
        code="cases_closed",
        section=_SECTION,
        title=Text("其中已办结", "of them closed"),
        unit=Unit.CASE,
        span=Span.WHOLE,
        definition=Text(
            "期间受理的求助事项中，期间内已办结的", "of the help cases opened in the window, those closed in it"
        ),
        rows=closed_of_opened,
        whole=opened,
        needs=(HelpCase,),
        rules=("ST-06",),
    ),
)

"""转移就业: who came to work in the receiving region for the first time, who is in post, how many stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from laborcoop.cooperation import Basis, FigureRow, TransferEmployment, WorkScope, first_transfers
from laborcoop.cooperation.stability import stretches_of
from laborcoop.indicators.indicator import Indicator, Rows, Section
from laborcoop.indicators.ledger import Ledger
from laborcoop.indicators.retention import GAP_DAYS, RETENTION_DAYS, observed, stayed
from laborcoop.indicators.windows import Span
from laborcoop.kernel.counts import Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.people import FlagKind

STABLE_MONTHS = "stable_months_transfer"


def _firsts(ledger: Ledger, window: Period) -> Iterator[tuple[FigureRow, TransferEmployment]]:
    """Each new transfer of somebody registered in the sending region, with its row."""
    given = [*ledger.transfers()]
    places = {id(one): source for source, one in given}
    for one in first_transfers((one for _, one in given), ledger.receiving, window):
        yield FigureRow(places[id(one)], one.worker, one.period.start, division=one.registered), one


def new(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """A row for each person's first spell of work in the receiving region, where it began in the window."""
    yield from (row for row, _ in _firsts(ledger, window))


def out_of_province(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """Those of the new transfers who work in another province."""
    yield from (row for row, one in _firsts(ledger, window) if one.scope is WorkScope.OUT_OF_PROVINCE)


def organised(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """Those of the new transfers whom the programme brought."""
    yield from (row for row, one in _firsts(ledger, window) if one.organised)


def flagged(kind: FlagKind) -> Rows:
    """The rows of those of the new transfers of whom a flag is recorded by the day of the case."""

    def rows(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
        for row, one in _firsts(ledger, window):
            worker = ledger.workers.get(one.worker)
            if worker is not None and worker.has(kind, ledger.case.on):
                yield row

    return rows


def _spells(ledger: Ledger) -> Iterator[tuple[str, TransferEmployment]]:
    yield from ((source, one) for source, one in ledger.transfers() if one.division.within(ledger.receiving))


def in_post(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """The person of each spell of work in the receiving region that goes on on the last day."""
    last = (window.end or ledger.case.on + timedelta(days=1)) - timedelta(days=1)
    yield from (
        FigureRow(source, one.worker, last, division=one.registered)
        for source, one in _spells(ledger)
        if last in one.period
    )


def worked(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """The person of each spell of work in the receiving region with a day of the window."""
    yield from (
        FigureRow(source, one.worker, max(one.period.start, window.start), division=one.registered)
        for source, one in _spells(ledger)
        if one.period.overlaps(window)
    )


def stable(ledger: Ledger, window: Period) -> Iterator[FigureRow]:
    """Those of the persons in post on the last day who have been for the months that make stable employment."""
    end = window.end or ledger.case.on + timedelta(days=1)
    last = end - timedelta(days=1)
    months, gap = ledger.parameter(STABLE_MONTHS, last) or 0, ledger.parameter(GAP_DAYS, last) or 0
    present = [*in_post(ledger, window)]
    spells: dict[str, list[Period]] = {row.counted: [] for row in present}
    for _, one in _spells(ledger):
        spells.get(one.worker, []).append(one.period)
    # The stretch that goes on on the last day, and none before a longer break.
    yield from (
        row for row in present if any(last in one for one in stretches_of(spells[row.counted], end, months, gap))
    )


def _stable_unsaid(ledger: Ledger, window: Period, _: DivisionCode | None) -> Text | None:
    if ledger.parameter(STABLE_MONTHS, window.start) is None:
        return Text(
            "规则手册没有规定稳定就业的月数", "the rule book does not say how many months are stable employment"
        )
    return None


_SECTION = Section.TRANSFERS
_NEEDS = (TransferEmployment,)
_NEW = Text(
    "户籍在输出地、首次到输入地就业且首次就业开始于期间内的人，每人计一次；此前在输入地工作过的不计，返岗不计，"
    "记录须早于期间；户籍以花名册为准，其次为学生名单、首次就业记录",
    "persons registered in the sending region whose first spell of work in the receiving one began in the window, each "
    "once; who worked there before is not new, and a return is none. The records must reach back before the window. "
    "Where somebody is registered the roster says, else the list of students, else the first spell of work",
)


def _share(code: str, zh: str, en: str, rows: Rows, meaning: Text, facts: tuple[str, ...] = ()) -> Indicator:
    return Indicator(
        code=code,
        section=_SECTION,
        title=Text(f"新增转移中{zh}", f"of the new transfers: {en}"),
        unit=Unit.PERSON,
        span=Span.YEARS,
        definition=meaning,
        rows=rows,
        whole=new,
        needs=_NEEDS,
        facts=facts,
        rules=("IN-01", "IN-02"),
    )


def _retention(days: int) -> Indicator:
    return Indicator(
        code=f"retention_{days}",
        section=_SECTION,
        title=Text(f"{days} 天留岗", f"in post after {days} days"),
        unit=Unit.PERSON,
        span=Span.WHOLE,
        definition=Text(
            f"期间新增转移人员中，首次就业后连续在输入地就业满 {days} 天的，占观察期已满 {days} 天的人；"
            "观察期不足的两边都不计，另附 Kaplan–Meier 估计",
            f"of the new transfers of the window, those in post in the receiving region for {days} days without a gap, "
            f"of those who could be seen for {days} days; who came too late for that is in neither number. The "
            "Kaplan–Meier estimate stands beside it",
        ),
        rows=stayed(days),
        whole=observed(days),
        needs=_NEEDS,
        facts=("F057", "F105"),
        rules=("IN-05", "IN-06"),
    )


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        code="new_transfers",
        section=_SECTION,
        title=Text("新增转移就业", "new transfers"),
        unit=Unit.PERSON,
        span=Span.YEARS,
        definition=_NEW,
        rows=new,
        needs=_NEEDS,
        facts=("F073",),
        rules=("IN-03",),
    ),
    Indicator(
        code="new_transfers_to_date",
        section=_SECTION,
        title=Text("新增转移就业（报告期全部）", "new transfers, all days of the report"),
        unit=Unit.PERSON,
        span=Span.WHOLE,
        defined_as="new_transfers",
        definition=_NEW,
        rows=new,
        needs=_NEEDS,
        facts=("F073",),
        rules=("IN-03",),
    ),
    _share(
        "new_organised",
        "有组织输出",
        "organised by the programme",
        organised,
        Text("新增转移人员中有组织输出的", "of the new transfers, those whom the programme brought"),
    ),
    _share(
        "new_out_of_province",
        "跨省",
        "in another province",
        out_of_province,
        Text("新增转移人员中跨省就业的", "of the new transfers, those who work in another province"),
    ),
    _share(
        "new_out_of_poverty",
        "脱贫人口",
        "out of poverty",
        flagged(FlagKind.OUT_OF_POVERTY),
        Text(
            "新增转移人员中已登记为脱贫人口的；没有登记的不计",
            "of the new transfers, those recorded as out of poverty; who is in no roster does not count",
        ),
        ("F117",),
    ),
    _share(
        "new_relocated",
        "易地搬迁",
        "relocated",
        flagged(FlagKind.RELOCATED),
        Text(
            "新增转移人员中已登记为易地搬迁的；没有登记的不计",
            "of the new transfers, those recorded as relocated; who is in no roster does not count",
        ),
        ("F033",),
    ),
    Indicator(
        code="worked",
        section=_SECTION,
        title=Text("在输入地就业过（累计）", "persons who worked in the receiving region"),
        unit=Unit.PERSON,
        span=Span.YEARS,
        definition=Text(
            "期间在输入地就业一天以上的输出地户籍人员，每人计一次；累计数，与时点数是两个指标",
            "persons registered in the sending region who were in post in the receiving one on a day of the window or "
            "more, each once: a sum, and no state",
        ),
        rows=worked,
        needs=_NEEDS,
        rules=("IN-03",),
    ),
    Indicator(
        code="in_post",
        section=_SECTION,
        title=Text("在岗（截止日）", "persons in post on the last day"),
        unit=Unit.PERSON,
        span=Span.CUT_OFF,
        definition=Text(
            "截止日在输入地就业的输出地户籍人员；时点数",
            "persons registered in the sending region who are in post in the receiving one on the last day: a state",
        ),
        rows=in_post,
        needs=_NEEDS,
        basis=Basis.AT_CUTOFF,
        facts=("F108",),
        rules=("IN-03",),
    ),
    Indicator(
        code="stable",
        section=_SECTION,
        title=Text("其中稳定就业", "of them stably employed"),
        unit=Unit.PERSON,
        span=Span.CUT_OFF,
        definition=Text(
            "截止日在岗人员中，连续在输入地就业已满稳定就业月数的；月数和允许的间隔是规则手册的参数",
            "of those in post on the last day, who has been in post in the receiving region for the months of stable "
            "employment in a row; the months, and the days between two posts that are let pass, are parameters",
        ),
        rows=stable,
        whole=in_post,
        unsaid=_stable_unsaid,
        needs=_NEEDS,
        basis=Basis.AT_CUTOFF,
        facts=("F057",),
        rules=("IN-04", "IN-05"),
    ),
    *(_retention(days) for days in RETENTION_DAYS),
)

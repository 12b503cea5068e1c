"""Count the indicators of a catalogue from the records of a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from attrs import field, frozen

from laborcoop.cooperation import EmployerSubsidyClaim, FigureRow, SubsidyClaim, SubsidyLedger, TransferEmployment
from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.indicators.catalogue import CATALOGUE
from laborcoop.indicators.indicator import Indicator, lies_in
from laborcoop.indicators.ledger import Ledger
from laborcoop.indicators.measured import Measured, window_text
from laborcoop.indicators.once import once
from laborcoop.indicators.windows import Windows, check_asked, check_known, check_region
from laborcoop.journey import Journey
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.display import table
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.kinds import check_arguments, check_items
from laborcoop.kernel.naming import did_you_mean
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import NO_TEXT, Text, in_a_row
from laborcoop.outreach import (
    EmploymentSquad,
    FairFunnel,
    HiringIntent,
    Outreach,
    RecruitmentFair,
    ResettlementSite,
)
from laborcoop.planning.case import Case
from laborcoop.retention import HelpCase, Reception, StationStaff, Stay, Visit, WelfareVisit, WorkStation
from laborcoop.training import Internship, StudentAid, TrainingPlacement, TrainingProgramme


@frozen(kw_only=True)
class Figures:
    """The figures of a case by code, in the order of the catalogue.

    ``missing`` says of each indicator that could not be counted why not: what is not recorded is not nought.
    """

    all: tuple[Measured, ...]
    missing: Mapping[str, Text] = field(factory=dict)

    def __repr__(self) -> str:
        """Counts only."""
        return f"<Figures: {len(self.all)} counted, {len(self.missing)} not recorded>"

    def __iter__(self) -> Iterator[Measured]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def __contains__(self, asked: object) -> bool:
        """Whether there is a figure of this code; of a figure, whether it is one of these."""
        return any(asked in (figure.code, figure) for figure in self.all)

    def __getitem__(self, code: str) -> Measured:
        """The figure of this code.

        Raises:
            InvalidValue: the code is no text, such as a figure itself: ``for figure in figures`` gives those.
            UnknownName: it could not be counted, and why; or no indicator has this code.
        """
        if not isinstance(code, str):
            raise InvalidValue(
                Text(
                    '请用指标代码取数字，如 figures["fairs"]，不能用 {type}；遍历得到的是数字本身，代码是 figure.code',
                    'figures are asked for by code, such as figures["fairs"], not by {type}; iterating gives the '
                    "figures themselves, each with its figure.code",
                ).format(type=type(code).__name__)
            )
        for figure in self.all:
            if figure.code == code:
                return figure
        known = [*(figure.code for figure in self.all), *self.missing]
        none = Text("没有这个指标，{hint}", "there is no such indicator, {hint}")
        why = self.missing.get(code) or none.format(hint=did_you_mean(code, known, most=len(known)))
        raise UnknownName(Text("没有数字 {code}：{why}", "no figure {code}: {why}").format(code=code, why=why))

    def _repr_html_(self) -> str:
        """The figures as a notebook shows them, each over its own days; and what is not recorded, with the reason."""
        told = [(figure.title, figure.text(), window_text(figure.window), figure.region_text()) for figure in self.all]
        titles = {indicator.code: indicator.title for indicator in CATALOGUE}
        named = ((titles.get(code, Text.same(code)), why) for code, why in self.missing.items())
        absent = [(title, Text("未记录", "not recorded"), why, NO_TEXT) for title, why in named]
        heads = (Text("指标", "indicator"), Text("数值", "figure"), Text("时间段", "days"), Text("地区", "region"))
        return table(Text("统计数字", "figures"), heads, [*told, *absent], most=len(told) + len(absent))


def measure(
    case: Case,
    *,
    since: date | None = None,
    until: date | None = None,
    region: DivisionCode | None = None,
    windows: Mapping[str, Period] | None = None,
    indicators: Iterable[Indicator] | None = None,
) -> Figures:
    """Count every indicator from the records of a case, each over its own window.

    Args:
        case: the records.
        since: the first day of the report; that of the pairing unless given.
        until: the last day (included); the day of the case unless given, and never a later one.
        region: count only what belongs to this part of the sending region (a county). What belongs to two, as an
            employer at fairs of both, each of them counts; added up (``+``) it counts once.
        windows: other days for single indicators, by code.
        indicators: which ones; all of the catalogue unless given.

    Raises:
        InvalidValue: ``case`` is a plan or anything else that is no case, ``until`` is before ``since``, or one of
            ``windows`` goes beyond the day of the case; or ``region`` is no part of the sending region.
        UnknownName: ``windows`` has a code that is not among the indicators asked for.
    """
    check_asked("measure", case, since, until)
    given = CATALOGUE if indicators is None else check_items("measure", "indicators", indicators, Indicator)
    check_arguments("measure", (("region", region, DivisionCode | None), ("windows", windows, Mapping | None)))
    check_region(case, region)
    own = windows or {}
    check_arguments("measure", ((f"windows[{code}]", days, Period) for code, days in own.items()))
    _check_windows(case, own, [indicator.code for indicator in given])
    ledger, frame = Ledger.of(case), Windows.of(case, since, until)
    found: list[Measured] = []
    missing: dict[str, Text] = {}
    for indicator in given:
        window = own.get(indicator.code) or frame.period(indicator.span)
        counted = measured(indicator, ledger, window, region)
        if isinstance(counted, Measured):
            found.append(counted)
        else:
            missing[indicator.code] = counted
    return Figures(all=tuple(found), missing=missing)


def _check_windows(case: Case, own: Mapping[str, Period], known: Sequence[str]) -> None:
    """Refuse windows of no indicator, and those that go beyond the day of the case: every one, by its code.

    Raises:
        UnknownName: one names no indicator.
        InvalidValue: one goes beyond the day of the case.
    """
    unknown = [
        Text("没有指标 {code}，{hint}", "there is no indicator {code}, {hint}").format(
            code=code, hint=did_you_mean(code, known)
        )
        for code in sorted(set(own) - set(known))
    ]
    if unknown:
        raise UnknownName(in_a_row(unknown))
    beyond = {}
    for code, days in own.items():
        try:
            check_known(case, days.start if days.end is None else days.end - timedelta(days=1))
        except InvalidValue as error:
            beyond[code] = Text("{code}：{why}", "{code}: {why}").format(code=code, why=error.text)
    if beyond:
        raise InvalidValue(in_a_row(beyond.values()))


_NOUNS: Mapping[type[Record], Text] = {
    EmployerSubsidyClaim: Text("补贴申请", "subsidy claims"),
    EmploymentSquad: Text("就业小分队", "employment squads"),
    FairFunnel: Text("招聘会到场人数", "visitors of fairs"),
    HelpCase: Text("求助事项", "help cases"),
    HiringIntent: Text("就业意向", "hiring intentions"),
    Internship: Text("实习", "internships"),
    Journey: Text("出行记录", "journeys"),
    Outreach: Text("走访宣传", "outreach visits"),
    Reception: Text("接待记录", "receptions"),
    RecruitmentFair: Text("招聘会", "fairs"),
    ResettlementSite: Text("安置点", "resettlement sites"),
    StationStaff: Text("工作站人员", "station staff"),
    Stay: Text("住宿记录", "stays"),
    StudentAid: Text("学生资助", "aid for students"),
    SubsidyClaim: Text("补贴申请", "subsidy claims"),
    SubsidyLedger: Text("补贴申请", "subsidy claims"),
    TrainingPlacement: Text("学籍", "students"),
    TrainingProgramme: Text("学籍", "students"),
    TransferEmployment: Text("转移就业", "spells of work"),
    Visit: Text("走访慰问", "visits"),
    WelfareVisit: Text("走访慰问", "visits"),
    WorkStation: Text("劳务工作站", "work stations"),
}
"""What the records are called that an indicator is counted from."""


def measured(
    indicator: Indicator, ledger: Ledger, window: Period | None, region: DivisionCode | None = None
) -> Measured | Text:
    """The figure of one indicator over a window; or why it cannot be counted."""
    if window is None:
        return Text("行动期间不在报告期内", "no day of the campaign is in the report")
    if not any(ledger.each(kind) for kind in indicator.needs):
        nouns = list(dict.fromkeys(_NOUNS[kind] for kind in indicator.needs))
        return Text("案例中没有这类记录：{nouns}", "the case has no records of {nouns}").format(nouns=nouns)
    if region is not None and not indicator.by_region:
        return Text("此项不分地区", "it is not parted by region")
    why = None if indicator.unsaid is None else indicator.unsaid(ledger, window, region)
    if why is not None:
        return why
    rows = _counted(indicator.rows(ledger, window), region, indicator.unit)
    whole = None if indicator.whole is None else _counted(indicator.whole(ledger, window), region, indicator.unit)
    return Measured(
        code=indicator.code,
        title=indicator.title,
        count=Count(sum(row.amount for row in rows), indicator.unit),
        window=window,
        definition=indicator.definition_id,
        terms=indicator.definition,
        basis=indicator.basis,
        pillar=indicator.section.pillar,
        regions=(ledger.sending if region is None else region,),
        receiving=ledger.receiving,
        rows=rows,
        whole=None if whole is None else Count(sum(row.amount for row in whole), indicator.unit),
    )


def _counted(rows: Iterable[FigureRow], region: DivisionCode | None, unit: Unit) -> tuple[FigureRow, ...]:
    """The rows of a region, of each thing one: a firm at the fairs of two counties was at those of either."""
    return once((row for row in rows if lies_in(row, region)), unit)

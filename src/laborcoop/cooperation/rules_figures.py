"""Rules about figures and the spells of work that they are counted from (IN-01 to IN-09).

The catalogue gives these rules no severity. Here a figure that contradicts itself or its rows is an error, since it
must not be printed; what only lacks a part or departs from a practice is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from laborcoop.cooperation.figures import (
    EastWestResult,
    FigureClaim,
    FigureComparison,
    RetentionClaim,
    StableClaim,
)
from laborcoop.cooperation.stability import in_post_for
from laborcoop.cooperation.transfer_employment import TransferEmployment
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.divisions import never_called
from laborcoop.kernel.text import Text
from laborcoop.rulebook.documents import DIVISION_CODES, EAST_WEST_RESULTS, TRAVEL_AID_NOTICES
from laborcoop.rulebook.rule import AnyRule, Breach, Context, rule
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Citation, Convention, Mark


@rule(
    "IN-01",
    "cooperation.helped-to-work",
    Severity.ERROR,
    subject=EastWestResult,
    sources=(Citation(EAST_WEST_RESULTS, "", Mark.SECONDARY),),
    message=Text(
        "{year} 年帮助农村劳动力就业 {helped} 人，{fault}", "{helped} rural workers helped to work in {year}: {fault}"
    ),
    suggestion=Text("补充或核对其中的脱贫人口数", "add or check how many of them are out of poverty"),
)
def helped_to_work(result: EastWestResult, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """The yearly figure says how many of the workers are out of poverty; a warning where it does not."""
    facts = {"year": result.year, "helped": result.helped}
    if result.out_of_poverty is None:
        fault = Text("没有写明其中的脱贫人口", "how many are out of poverty is not given")
        yield Breach({**facts, "fault": fault}, "out_of_poverty", Severity.WARN)
    elif result.out_of_poverty > result.helped:
        fault = Text("其中脱贫人口 {part} 人，多于总数", "{part} of them out of poverty are more than all")
        yield Breach({**facts, "fault": fault.format(part=result.out_of_poverty)}, "out_of_poverty")


@rule(
    "IN-02",
    "cooperation.broken-down-by-place",
    Severity.ERROR,
    subject=EastWestResult,
    sources=(
        Convention(
            Text(
                "云南的报告按省外、省内、县内分列，搬迁人口单列",
                "reports of Yunnan give the places, and the relocated apart",
            ),
            Mark.SECONDARY,
        ),
    ),
    message=Text("{year} 年分项：{fault}", "the parts of {year}: {fault}"),
    suggestion=Text("按省外、省内县外、县内分列，搬迁人口单列", "give the three places, and the relocated apart"),
)
def broken_down_by_place(result: EastWestResult, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """A figure is parted into out of the province, within it and local, which add up; the relocated stand apart."""
    places = {
        "out_of_province": result.out_of_province,
        "in_province": result.in_province,
        "local": result.local,
    }
    given = [number for number in places.values() if number is not None]
    for path in [path for path, number in places.items() if number is None]:
        fault = Text("没有“{part}”一项", "{part} is not given").format(part=_PARTS[path])
        yield Breach({"year": result.year, "fault": fault}, path, Severity.WARN)
    if sum(given) > result.helped or (len(given) == len(places) and sum(given) != result.helped):
        fault = Text("各项之和 {sum} 不等于总数 {whole}", "the parts make {sum}, and the whole is {whole}")
        yield Breach({"year": result.year, "fault": fault.format(sum=sum(given), whole=result.helped)}, "helped")
    if result.relocated is None:
        fault = Text("没有“{part}”一项", "{part} is not given").format(part=_PARTS["relocated"])
        yield Breach({"year": result.year, "fault": fault}, "relocated", Severity.WARN)
    elif result.relocated > result.helped:
        fault = Text("搬迁人口 {part} 人，多于总数", "{part} relocated are more than all").format(part=result.relocated)
        yield Breach({"year": result.year, "fault": fault}, "relocated")


_PARTS = {
    "out_of_province": Text("省外", "out of the province"),
    "in_province": Text("省内县外", "in the province, out of the county"),
    "local": Text("县内", "local"),
    "relocated": Text("搬迁人口", "the relocated"),
}


@rule(
    "IN-03",
    "cooperation.a-person-once-a-year",
    Severity.ERROR,
    subject=FigureClaim,
    sources=(
        Convention(
            Text("一人一年只计一次；时点数和累计数是两个指标", "a person counts once a year; a state is no sum"),
            Mark.UNVERIFIED,
        ),
    ),
    message=Text("{title}：{fault}", "{title}: {fault}"),
    suggestion=Text(
        "按人去重，并写明是时点数还是累计数", "count each person once, and say whether it is a state or a sum"
    ),
)
def a_person_once_a_year(claim: FigureClaim, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """A figure in persons counts each once a year, and says whether it is a state or a sum; other units add up rows."""
    if claim.figure is None:
        return
    unit = claim.figure.count.unit
    if unit is Unit.PERSON and claim.basis is None:
        fault = Text("没有写明是时点数还是累计数", "whether it is a state or a sum is not said")
        yield Breach({"title": claim.title, "fault": fault}, "basis", Severity.WARN)
    once = {(row.counted, row.on.year) for row in claim.rows}
    true = Count(len(once) if unit is Unit.PERSON else sum(row.amount for row in claim.rows), unit)
    if claim.rows and not claim.figure.holds(true):
        fault = Text("写的是“{said}”，按明细为 {true}（{rows} 行）", "says {said}, and {rows} rows make {true}")
        said = Text(claim.figure.render("zh"), claim.figure.render("en"))
        yield Breach(
            {"title": claim.title, "fault": fault.format(said=said, true=true.text(), rows=len(claim.rows))}, "figure"
        )


@rule(
    "IN-04",
    "cooperation.stable-employment",
    Severity.WARN,
    subject=StableClaim,
    sources=(
        Citation(TRAVEL_AID_NOTICES, "", Mark.SECONDARY),
        Convention(
            Text(
                "转移就业统计和用人单位补贴有按 6 个月的",
                "some transfer statistics and employer subsidies take six months",
            ),
            Mark.SECONDARY,
        ),
    ),
    message=Text("{worker} {how}稳定就业，{fault}", "{worker} is {how} as stably employed: {fault}"),
    suggestion=Text("按口径规定的月数重新认定", "judge it again by the months of the definition"),
    parameters=("stable_months_travel_aid", "stable_months_transfer", "stable_months_employer_subsidy"),
)
def stable_employment(claim: StableClaim, ctx: Context) -> Iterator[Breach]:
    """Who is counted as stable has been in post for the months of the purpose, and who has been is counted."""
    months = ctx.at(ctx.region, claim.until).whole(f"stable_months_{claim.purpose.value.replace('-', '_')}")
    reached = in_post_for(claim.spells, claim.until, months, claim.gap_days or 0)
    if reached is not claim.counted:
        how = Text("计为", "counted") if claim.counted else Text("未计为", "not counted")
        fault = (
            Text("在岗已满 {n} 个月", "{n} months in post are full")
            if reached
            else Text("在岗不满 {n} 个月", "{n} months in post are not full")
        )
        yield Breach({"worker": claim.worker, "how": how, "fault": fault.format(n=months)}, "counted")


@rule(
    "IN-05",
    "cooperation.gap-said",
    Severity.WARN,
    subject=StableClaim,
    sources=(
        Convention(
            Text("两段就业之间允许间隔几天，指标要写明", "an indicator says how many days between posts it lets pass")
        ),
    ),
    message=Text("没有写明两段就业之间允许间隔几天", "how many days between two posts are let pass is not said"),
    suggestion=Text("写明天数，不允许间隔的写 0", "say how many; 0 where none are"),
)
def gap_said(claim: StableClaim, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """Where somebody had several posts, the gap between them that is let pass is said."""
    if claim.gap_days is None and len(claim.spells) > 1:
        yield Breach({}, "gap_days")


@rule(
    "IN-06",
    "cooperation.retention-of-the-observed",
    Severity.ERROR,
    subject=RetentionClaim,
    sources=(
        Convention(
            Text("观察期不足的人不进分子也不进分母", "who could not be seen for long enough is in neither number")
        ),
    ),
    message=Text(
        "在岗满 {days} 天：写的是 {observed} 人中有 {stayed} 人，按明细为 {true_observed} 人中有 {true_stayed} 人"
        "（共录用 {cohort} 人）",
        "in post after {days} days: says {stayed} of {observed}, and the facts make {true_stayed} of {true_observed} "
        "(hired: {cohort})",
    ),
    suggestion=Text("只计观察期已满的人", "count those only who could be seen for all the days"),
)
def retention_of_the_observed(claim: RetentionClaim, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """Retention is survivors over those who could be seen long enough."""
    observed, stayed = len(claim.observable()), len(claim.survivors())
    if (claim.observed, claim.stayed) != (observed, stayed):
        yield Breach(
            {
                "days": claim.days,
                "observed": claim.observed,
                "stayed": claim.stayed,
                "true_observed": observed,
                "true_stayed": stayed,
                "cohort": len(claim.cohort),
            },
            "observed" if claim.observed != observed else "stayed",
        )


@rule(
    "IN-07",
    "cooperation.figures-say-what-they-are",
    Severity.ERROR,
    subject=FigureClaim,
    sources=(
        Convention(
            Text(
                "每个指标都写明单位、修饰词、时间段、口径和来源行",
                "every figure gives unit, qualifier, window, definition and source rows",
            )
        ),
    ),
    message=Text("{title}：缺少{what}", "{title}: {what} is missing"),
    suggestion=Text("补齐后再公布", "add it before the figure is printed"),
)
def figures_say_what_they_are(claim: FigureClaim, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """A figure has number, unit and qualifier, a window, a definition, and rows that lie in the window.

    A derived figure has no rows of its own and names the figures that it follows from.
    """
    for path, there, what in (
        ("figure", claim.figure is not None, Text("数值、单位和修饰词", "the number with its unit and qualifier")),
        ("window", claim.window is not None, Text("时间段", "the window")),
        ("definition", bool(claim.definition), Text("口径", "the definition")),
        ("rows", bool(claim.rows or claim.derived_from) or _nothing(claim), Text("来源行", "the list of source rows")),
    ):
        if not there:
            yield Breach({"title": claim.title, "what": what}, path)
    outside = [row.source for row in claim.rows if claim.window is not None and row.on not in claim.window]
    if outside:
        what = Text("时间段以内的来源行（{rows} 在外）", "a row within the window for {rows}").format(rows=outside)
        yield Breach({"title": claim.title, "what": what}, "rows")


def _nothing(claim: FigureClaim) -> bool:
    return claim.figure is not None and claim.figure.count.value == 0


@rule(
    "IN-08",
    "cooperation.like-with-like",
    Severity.ERROR,
    subject=FigureComparison,
    sources=(Convention(Text("只有口径相同才能比较", "figures of one definition only are compared")),),
    message=Text("{earlier} 与 {later} 不能比较：{fault}", "{earlier} and {later} cannot be compared: {fault}"),
    suggestion=Text(
        "换成口径和单位相同的数据，或不作比较", "take figures of one definition and unit, or do not compare"
    ),
)
def like_with_like(pair: FigureComparison, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """Growth is said of two figures of the same definition, unit and basis."""
    first, second = pair.earlier, pair.later
    facts = {"earlier": first.title, "later": second.title}
    if not first.definition or first.definition != second.definition:
        fault = Text("口径不同或没有写明", "their definitions differ or are not given")
        yield Breach({**facts, "fault": fault}, "definition")
    if first.figure is None or second.figure is None or first.figure.count.unit is not second.figure.count.unit:
        fault = Text("单位不同或没有写明", "their units differ or are not given")
        yield Breach({**facts, "fault": fault}, "figure")
    if first.basis is not second.basis:
        fault = Text("一个是时点数，一个是累计数", "one is a state and the other a sum")
        yield Breach({**facts, "fault": fault}, "basis")


@rule(
    "IN-09",
    "cooperation.spell-of-work",
    Severity.ERROR,
    subject=TransferEmployment,
    sources=(
        Citation(DIVISION_CODES),
        Convention(Text("没有开始的就业不是就业", "work that has not begun is no work yet")),
    ),
    message=Text("{worker} 的转移就业记录：{fault}", "the spell of work of {worker}: {fault}"),
    suggestion=Text(
        "请核对区划代码和上岗日期；尚未上岗的，上岗后再记录",
        "compare the code and the day; record the spell once the person has begun",
    ),
)
def spell_of_work(spell: TransferEmployment, ctx: Context) -> Iterator[Breach]:
    """A spell of work is in a division that exists, of somebody registered in one, and has begun: else a warning.

    A place may be called as it was when the spell began, or as it is on the day of the case.
    """
    for path, code in (("division", spell.division), ("registered", spell.registered)):
        fault = never_called(code, spell.period.start, ctx.on)
        if fault is not None:
            yield Breach({"worker": spell.worker, "fault": fault}, path)
    if spell.period.start > ctx.on:
        fault = Text("{start} 才上岗，晚于 {on}", "it begins on {start}, after {on}")
        fault = fault.format(start=spell.period.start, on=ctx.on)
        yield Breach({"worker": spell.worker, "fault": fault}, "period", Severity.WARN)


RULES_FIGURES: tuple[AnyRule, ...] = (
    helped_to_work,
    broken_down_by_place,
    a_person_once_a_year,
    stable_employment,
    gap_said,
    retention_of_the_observed,
    figures_say_what_they_are,
    like_with_like,
    spell_of_work,
)

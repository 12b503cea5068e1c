"""Rules about work stations (ST-01 to ST-08)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.retention.cover import gaps
from laborcoop.retention.help_case import HelpCase
from laborcoop.retention.staff import AgreementCover, StationRoster
from laborcoop.retention.station_work import (
    Duty,
    JobSeekerLodging,
    StationNode,
    StationQuarter,
    StationTier,
    StationTree,
    VisitRound,
)
from laborcoop.rulebook.documents import SOURCE_ARTICLE, STATION_PRACTICE
from laborcoop.rulebook.rule import AnyRule, Breach, Context, rule
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Citation, Mark

_PRACTICE = Citation(STATION_PRACTICE, "", Mark.SECONDARY)


@rule(
    "ST-01",
    "retention.agreement-for-each-county",
    Severity.ERROR,
    subject=AgreementCover,
    sources=(Citation(SOURCE_ARTICLE, "F096–F100"),),
    message=Text("工作站合作协议书：{fault}", "station agreements: {fault}"),
    suggestion=Text("与缺少协议的县签订，到期前续签", "sign with the counties that lack one, and renew in time"),
    parameters=("renewal_notice_days",),
)
def agreement_for_each_county(cover: AgreementCover, ctx: Context) -> Iterator[Breach]:
    """Each county has an agreement in force; a warning where it ends soon and no other follows."""
    missing = sorted(cover.counties - cover.station.counties(ctx.on))
    if missing:
        fault = Text(
            "{total} 个县中有 {number} 个没有生效的协议：{counties}",
            "{number} of {total} counties have none in force: {counties}",
        )
        yield Breach(
            {"fault": fault.format(total=len(cover.counties), number=len(missing), counties=missing)},
            "station.agreements",
        )
    soon = ctx.on + timedelta(days=ctx.whole("renewal_notice_days"))
    ending = sorted(county for county in cover.counties - set(missing) if county not in cover.station.counties(soon))
    if ending:
        fault = Text("{counties} 的协议在 {day} 前到期，没有续签", "those of {counties} end by {day}, not renewed")
        yield Breach({"fault": fault.format(counties=ending, day=soon)}, "station.agreements", Severity.WARN)


def _gaps(
    roster: StationRoster, wanted: Callable[[date], bool], covers: Sequence[Period]
) -> Iterator[dict[str, object]]:
    for start, end in gaps(roster.window, wanted, covers):
        yield {"start": start, "end": end, "days": (end - start).days + 1}


@rule(
    "ST-02",
    "retention.resident-staff",
    Severity.WARN,
    subject=StationRoster,
    sources=(Citation(SOURCE_ARTICLE, "F102–F103"),),
    message=Text(
        "{county} 在 {start} 至 {end}（{days} 天）没有派驻常驻人员",
        "{county} has nobody resident at the station from {start} to {end} ({days} days)",
    ),
    suggestion=Text("请该县人社部门派员接替", "ask the county's bureau to send somebody"),
)
def resident_staff(roster: StationRoster, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """On every day of its agreement, each county that signed has somebody resident at the station."""
    agreements = sorted(roster.station.agreements, key=lambda agreement: (agreement.county, agreement.period.start))
    for agreement in agreements:
        posted = [member.posted for member in roster.residents() if member.delegated_by == agreement.county]
        for gap in _gaps(roster, agreement.in_force, posted):
            yield Breach({"county": agreement.county, **gap}, f"staff[{agreement.county}]")


@rule(
    "ST-03",
    "retention.staff-housed",
    Severity.ERROR,
    subject=StationRoster,
    sources=(Citation(SOURCE_ARTICLE, "F101"),),
    message=Text(
        "常驻人员 {staff} 在 {start} 至 {end}（{days} 天）没有住房保障",
        "the resident {staff} has no home guaranteed from {start} to {end} ({days} days)",
    ),
    suggestion=Text("请输入地落实住房并登记起止日期", "ask the receiving side for a home, and record its dates"),
)
def staff_housed(roster: StationRoster, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """Whoever is resident at the station has a home guaranteed for every day of the posting."""
    for member in roster.residents():
        for gap in _gaps(roster, member.posted.__contains__, member.housed):
            yield Breach({"staff": member.id, **gap}, f"staff[{member.id}].housed")


@rule(
    "ST-04",
    "retention.station-duties",
    Severity.INFO,
    subject=StationQuarter,
    sources=(_PRACTICE,),
    message=Text("本期没有开展：{duty}", "nothing was done in this period for {duty}"),
    suggestion=Text("补做或补记工作记录", "do it, or record what was done"),
)
def station_duties(quarter: StationQuarter, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """A station does something for each of its duties in each quarter."""
    done = {activity.duty for activity in quarter.activities if activity.on in quarter.period}
    for duty in Duty:
        if duty not in done:
            yield Breach({"duty": duty.label}, f"activities[{duty.value}]")


@rule(
    "ST-05",
    "retention.station-tiers",
    Severity.INFO,
    subject=StationTree,
    sources=(_PRACTICE,),
    message=Text("工作站 {station}：{fault}", "station {station}: {fault}"),
    suggestion=Text("更正上级工作站", "mend which station is above it"),
)
def station_tiers(tree: StationTree, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """County stations are under city branches, these under the provincial head, and nobody above itself."""
    for node in sorted(tree.nodes, key=lambda node: node.id):
        fault = _misplaced(tree, node)
        if fault is not None:
            yield Breach({"station": node.id, "fault": fault}, f"nodes[{node.id}].parent")


def _misplaced(tree: StationTree, node: StationNode) -> Text | None:
    tiers = list(StationTier)
    rank, above = tiers.index(node.tier), tree.node(node.parent)
    if tree.above_itself(node):
        return Text("逐级向上又回到自身", "the way up leads back to it")
    if node.parent is not None and above is None:
        return Text("上级 {parent} 不存在", "there is no {parent} above it").format(parent=node.parent)
    if above is None:
        return Text("没有上级", "nothing is above it") if rank else None
    if tiers.index(above.tier) != rank - 1:
        return Text("上级 {parent} 不是上一级工作站", "{parent} is not of the tier above").format(parent=above.id)
    return None


@rule(
    "ST-06",
    "retention.help-cases-owned",
    Severity.WARN,
    subject=HelpCase,
    sources=(_PRACTICE,),
    message=Text("求助事项 {case}：{fault}", "help case {case}: {fault}"),
    suggestion=Text("明确责任人、期限和结果", "name who owns it, when it is due and how it ended"),
)
def help_cases_owned(case: HelpCase, ctx: Context) -> Iterator[Breach]:
    """A help case has an owner and a due day, is closed by then, and has an outcome when it is closed."""
    if not case.owner:
        yield Breach({"case": case.id, "fault": Text("没有责任人", "nobody owns it")}, "owner")
    if case.due_on is None:
        yield Breach({"case": case.id, "fault": Text("没有期限", "it has no due day")}, "due_on")
    if case.overdue(ctx.on):
        fault = Text("{day} 到期，尚未办结", "it was due on {day} and is open").format(day=case.due_on)
        yield Breach({"case": case.id, "fault": fault}, "closed_on")
    if case.closed_on is not None and not case.outcome:
        yield Breach({"case": case.id, "fault": Text("已办结但没有结果", "it is closed without an outcome")}, "outcome")


@rule(
    "ST-07",
    "retention.visits-to-large-employers",
    Severity.WARN,
    subject=VisitRound,
    sources=(Citation(SOURCE_ARTICLE, "F107"),),
    message=Text("企业 {employer}（{workers} 人）：{fault}", "employer {employer} with {workers} workers: {fault}"),
    suggestion=Text("从用工最多的企业起安排走访", "visit those with the most workers first"),
    parameters=("visit_workers",),
)
def visits_to_large_employers(round_: VisitRound, ctx: Context) -> Iterator[Breach]:
    """Employers with many workers of the programme are visited in each period, the largest first."""
    visited = round_.first_visits()
    least = ctx.whole("visit_workers") if ctx.value("visit_workers") is not None else None
    for employer, workers in round_.ranked():
        smaller = [
            day
            for other, day in visited.items()
            if other in round_.workers and round_.workers[other] < workers and day >= round_.since.get(employer, day)
        ]
        first = visited.get(employer)
        if first is None and least is not None and workers >= least:
            fault = Text("本期没有走访", "was not visited in this period")
        elif smaller and (first is None or min(smaller) < first):
            fault = Text("先走访了用工较少的企业", "employers with fewer workers were visited before it")
        else:
            continue
        yield Breach({"employer": employer, "workers": workers, "fault": fault}, f"visits[{employer}]")


@rule(
    "ST-08",
    "retention.free-beds-for-job-seekers",
    Severity.INFO,
    subject=JobSeekerLodging,
    sources=(_PRACTICE,),
    message=Text("求职人员住宿：{fault}", "beds for job-seekers: {fault}"),
    suggestion=Text("一些工作站为求职人员免费提供住宿", "some stations lodge job-seekers free of charge"),
)
def free_beds_for_job_seekers(lodging: JobSeekerLodging, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """A station that lodges job-seekers does so free of charge, and takes no more than it has places for."""
    if lodging.charge > 0:
        fault = Text("每晚收费 {charge} 元", "a night costs {charge} yuan").format(charge=lodging.charge)
        yield Breach({"fault": fault}, "charge")
    if lodging.guests > lodging.places:
        fault = Text("{guests} 人住 {places} 个床位", "{guests} guests for {places} places")
        yield Breach({"fault": fault.format(guests=lodging.guests, places=lodging.places)}, "guests")


RULES_STATION: tuple[AnyRule, ...] = (
    agreement_for_each_county,
    resident_staff,
    staff_housed,
    station_duties,
    station_tiers,
    help_cases_owned,
    visits_to_large_employers,
    free_beds_for_job_seekers,
)

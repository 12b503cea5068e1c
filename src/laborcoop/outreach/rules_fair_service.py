"""Rules about holding a fair: licence, plans, checks, announcement, reports, ledger (FA-01 to 04, 09 to 11, 14).

The place and the day of the fair decide which parameters are in force, wherever the organiser sits.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.moments import instant
from laborcoop.kernel.text import Text
from laborcoop.outreach.plan import FairPlan, Organiser, PlanKind
from laborcoop.outreach.safety import ChangeKind
from laborcoop.rulebook import Breach, Citation, Context, Convention, Mark, Severity, rule
from laborcoop.rulebook.documents import GUANGDONG_HR_MARKET, HR_MARKET_RULES
from laborcoop.rulebook.rule import AnyRule

_REPORTED_AGAIN = {ChangeKind.TIME, ChangeKind.PLACE, ChangeKind.BIGGER, ChangeKind.SMALLER}


def where_held(plan: FairPlan) -> DivisionCode:
    """The place whose rules a fair goes by: its own, wherever the organiser sits."""
    return plan.fair.division


def at_the_fair(plan: FairPlan, ctx: Context) -> Context:
    """The context of the fair's own place and day."""
    return ctx.at(where_held(plan), plan.held_on)


@rule(
    "FA-01",
    "outreach.fair-licence",
    Severity.BLOCK,
    subject=FairPlan,
    place=where_held,
    sources=(
        Citation(HR_MARKET_RULES, "14"),
        Citation(HR_MARKET_RULES, "18"),
        Citation(HR_MARKET_RULES, "28"),
    ),
    message=Text("{what}", "{what}"),
    suggestion=Text("{todo}", "{todo}"),
    parameters=("fair_is_brokerage",),
)
def fair_licence(plan: FairPlan, ctx: Context) -> Iterator[Breach]:
    """A private organiser has an HR service licence for the days of the fair; a public service needs none.

    A warning where no rule of the place says that fairs are brokerage, and for organisers of other kinds.
    """
    if plan.organiser is Organiser.OTHER:
        what = Text(
            "主办方既不是人力资源服务机构也不是政府，条文没有规定其能否举办招聘会 [U]",
            "the organiser is neither an HR service body nor a government: the articles do not say whether it may "
            "hold a fair [U]",
        )
        todo = Text("请向当地人社部门核实。", "Ask the labour administration of the place.")
        yield Breach({"what": what, "todo": todo}, "organiser", Severity.WARN)
    if plan.organiser is not Organiser.AGENCY:
        return
    licence = plan.hr_service_license
    if licence is not None and plan.held_on in licence and plan.fair.ends.date() in licence:
        return
    settled = at_the_fair(plan, ctx).value("fair_is_brokerage") is True
    what = Text(
        "主办机构在举办期间没有有效的人力资源服务许可证{note}",
        "the agency has no HR service licence in force on the days of the fair{note}",
    )
    note = Text(
        "（现场招聘会是否属于职业中介，当地条文没有写明 [U]）",
        " (whether a fair is brokerage is not said in the articles for this place [U])",
    )
    todo = Text(
        "请由持证机构或公共就业服务机构举办。", "Let a licensed agency or the public employment service hold it."
    )
    yield Breach(
        {"what": what.format(note=Text("", "") if settled else note), "todo": todo},
        "hr_service_license",
        None if settled else Severity.WARN,
    )


@rule(
    "FA-02",
    "outreach.fair-plans",
    Severity.ERROR,
    subject=FairPlan,
    place=where_held,
    sources=(Citation(HR_MARKET_RULES, "28"),),
    message=Text("招聘会缺少{missing}", "the fair lacks {missing}"),
    suggestion=Text("请在举办前制定。", "Make it before the fair."),
)
def fair_plans(plan: FairPlan, _ctx: Context) -> Iterator[Breach]:
    """An HR service body has the three plans: organisation, emergencies, security."""
    missing = [kind.label for kind in PlanKind if kind not in plan.plans]
    if plan.organiser.is_service_body and missing:
        yield Breach({"missing": missing}, "plans")


@rule(
    "FA-03",
    "outreach.fair-employers-verified",
    Severity.ERROR,
    subject=FairPlan,
    place=where_held,
    sources=(Citation(HR_MARKET_RULES, "28"),),
    message=Text("参会单位 {employer} 的{what}没有核实", "{what} of the employer {employer} was not verified"),
    suggestion=Text(
        "请核实真实性、合法性，否则不予参会。", "Verify that it is true and lawful, or leave the employer out."
    ),
)
def fair_employers_verified(plan: FairPlan, _ctx: Context) -> Iterator[Breach]:
    """An HR service body has verified each employer at the fair and its brochure."""
    if not plan.organiser.is_service_body:
        return
    for i, booth in enumerate(plan.fair.booths):
        for verified, what in (
            (plan.verified_employers, Text("主体资格", "the standing")),
            (plan.verified_brochures, Text("招聘简章", "the brochure")),
        ):
            if booth.employer not in verified:
                yield Breach({"employer": booth.employer, "what": what}, f"fair.booths[{i}]")


@rule(
    "FA-04",
    "outreach.fair-announced",
    Severity.ERROR,
    subject=FairPlan,
    place=where_held,
    sources=(Citation(HR_MARKET_RULES, "28"),),
    message=Text(
        "招聘会信息{state}，应在 {starts} 开始前公布", "the fair {state}; it is announced before it starts, {starts}"
    ),
    suggestion=Text("请提前向社会公布。", "Announce it to the public in advance."),
)
def fair_announced(plan: FairPlan, _ctx: Context) -> Iterator[Breach]:
    """An HR service body announces the fair before it starts; the moment of the start is too late."""
    if not plan.organiser.is_service_body:
        return
    announced, starts = plan.announced_at, plan.fair.starts
    if announced is None:
        state = Text("没有登记公布时间", "has no time of announcement on record")
    elif instant(announced) >= instant(starts):
        state = Text("于 {at} 才公布", "was announced only at {at}").format(at=announced)
    else:
        return
    yield Breach({"state": state, "starts": starts}, "announced_at")


@rule(
    "FA-09",
    "outreach.fair-prior-report",
    Severity.ERROR,
    subject=FairPlan,
    place=where_held,
    sources=(Citation(GUANGDONG_HR_MARKET, "2"), Citation(GUANGDONG_HR_MARKET, "36")),
    message=Text("招聘会举办地要求事前报告：{what}", "the place of the fair asks for a report beforehand: {what}"),
    suggestion=Text("请在举办日之前报告。", "Report before the day of the fair."),
    parameters=("fair_prior_report",),
)
def fair_prior_report(plan: FairPlan, ctx: Context) -> Iterator[Breach]:
    """Where the place asks for it, an HR service body reports before the day, and again on a change."""
    if not plan.organiser.is_service_body or at_the_fair(plan, ctx).value("fair_prior_report") is not True:
        return
    reports = [("reported_on", Text("举办招聘会", "the fair"), plan.reported_on)]
    reports += [
        (f"changes[{i}].reported_on", change.kind.label, change.reported_on)
        for i, change in enumerate(plan.changes)
        if change.kind in _REPORTED_AGAIN
    ]
    for path, about, reported in reports:
        if reported is None:
            yield Breach({"what": Text("{about}没有报告", "{about} was not reported").format(about=about)}, path)
        elif reported >= plan.held_on:
            what = Text("{about}于 {day} 才报告", "{about} was reported only on {day}")
            yield Breach({"what": what.format(about=about, day=reported)}, path)


@rule(
    "FA-10",
    "outreach.fair-local-practice",
    Severity.INFO,
    subject=FairPlan,
    place=where_held,
    sources=(
        Convention(
            Text(
                "各地做法不同：北京举办前 15 日备案、举办后 7 日内报送统计；有的城市要求每 10 个展位至少 1 名工作人员"
                "（2020 年报道）",
                "places differ: Beijing asks for filing 15 days before and figures within 7 days after; one city for a "
                "member of staff per 10 booths (press, 2020)",
            ),
            Mark.SECONDARY,
        ),
    ),
    message=Text("举办地做法：{what}", "practice of the place of the fair: {what}"),
    suggestion=Text("请向当地人社部门核实。", "Ask the labour administration of the place."),
    parameters=("fair_filing_days", "fair_statistics_days", "fair_booths_per_staff"),
)
def fair_local_practice(plan: FairPlan, ctx: Context) -> Iterator[Breach]:
    """Filing days before, figures days after, staff by booths: where a parameter of the place gives a number."""
    there = at_the_fair(plan, ctx)
    if there.value("fair_filing_days") is not None:
        deadline = plan.held_on - timedelta(days=there.whole("fair_filing_days"))
        if plan.reported_on is None or plan.reported_on > deadline:
            what = Text("应在 {day} 前（含）备案", "it is filed by {day}").format(day=deadline)
            yield Breach({"what": what}, "reported_on")
    if there.value("fair_statistics_days") is not None:
        deadline = plan.fair.ends.date() + timedelta(days=there.whole("fair_statistics_days"))
        if (plan.statistics_on or ctx.on) > deadline:
            what = Text("应在 {day} 前（含）报送统计", "its figures are sent by {day}").format(day=deadline)
            yield Breach({"what": what}, "statistics_on")
    if there.value("fair_booths_per_staff") is not None and plan.staff is not None:
        needed = -(-len(plan.fair.booths) // there.whole("fair_booths_per_staff"))
        if plan.staff < needed:
            what = Text("工作人员应不少于 {needed} 名，现有 {staff} 名", "it has a staff of {needed}, not {staff}")
            yield Breach({"what": what.format(needed=needed, staff=plan.staff)}, "staff")


@rule(
    "FA-11",
    "outreach.service-ledger",
    Severity.WARN,
    subject=FairPlan,
    place=where_held,
    sources=(Citation(HR_MARKET_RULES, "33"),),
    message=Text(
        "服务台账{state}，至少应保存至 {until}", "the service ledger {state}; it is kept until {until} at least"
    ),
    suggestion=Text("请登记台账的保存期限。", "Record how long the ledger is kept."),
    parameters=("service_ledger_years",),
)
def service_ledger(plan: FairPlan, ctx: Context) -> Iterator[Breach]:
    """An HR service body keeps the ledger of its services for two years or more."""
    if not plan.organiser.is_service_body:
        return
    until = plan.fair.ends.date() + relativedelta(years=at_the_fair(plan, ctx).whole("service_ledger_years"))
    kept = plan.ledger_kept_until
    if kept is None:
        yield Breach({"state": Text("没有登记保存期限", "has no term on record"), "until": until}, "ledger_kept_until")
    elif kept < until:
        state = Text("只保存至 {kept}", "is kept until {kept} only").format(kept=kept)
        yield Breach({"state": state, "until": until}, "ledger_kept_until")


@rule(
    "FA-14",
    "outreach.complaint-desk",
    Severity.INFO,
    subject=FairPlan,
    place=where_held,
    sources=(
        Convention(
            Text("北京的做法：现场设反就业歧视投诉台", "practice of Beijing: a desk for complaints of discrimination"),
            Mark.SECONDARY,
        ),
    ),
    message=Text("现场没有就业歧视投诉台", "there is no desk for complaints of discrimination"),
    suggestion=Text("建议设置。", "Consider having one."),
)
def complaint_desk(plan: FairPlan, _ctx: Context) -> Iterator[Breach]:
    """A fair has a desk for complaints of discrimination; silent where nobody wrote down whether it has."""
    if plan.complaint_desk is False:
        yield Breach({}, "complaint_desk")


RULES: tuple[AnyRule, ...] = (
    fair_licence,
    fair_plans,
    fair_employers_verified,
    fair_announced,
    fair_prior_report,
    fair_local_practice,
    service_ledger,
    complaint_desk,
)

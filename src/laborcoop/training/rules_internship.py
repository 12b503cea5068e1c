"""Rules about internships (TP-02 to TP-10; TP-01 is in `rules_intern_work`), as of the day on which they start."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import evolve
from dateutil.relativedelta import relativedelta

from laborcoop.kernel.text import Text
from laborcoop.rulebook.ages import AGE_READING, age_reading
from laborcoop.rulebook.documents import (
    INTERNSHIP_COPIES,
    INTERNSHIP_PRESS,
    INTERNSHIP_RULES,
    VOCATIONAL_EDUCATION_LAW,
)
from laborcoop.rulebook.requirement import Requirement, unmet
from laborcoop.rulebook.rule import AnyRule, Breach, Context, rule
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Citation, Mark
from laborcoop.training.internship import InternHours, InternPay, InternShare, Internship, WorkMatch
from laborcoop.training.rules_intern_work import at_start, internship_forbidden

_PER_CENT = 100
_COPIES = Citation(INTERNSHIP_COPIES, "", Mark.SECONDARY)
_PRESS = Citation(INTERNSHIP_PRESS, "", Mark.SECONDARY)
_LAW = Citation(VOCATIONAL_EDUCATION_LAW, "50")


@rule(
    "TP-02",
    "training.tripartite-agreement",
    Severity.BLOCK,
    subject=Internship,
    sources=(_LAW, _COPIES),
    message=Text("三方协议：{fault}", "tripartite agreement: {fault}"),
    suggestion=Text("三方在实习开始前签订示范文本", "all three sign the model form before the internship starts"),
)
def tripartite_agreement(internship: Internship, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """School, host and student have signed before a post internship starts; a warning on the very day."""
    if not internship.in_post:
        return
    if internship.agreement is None:
        yield Breach({"fault": Text("没有协议", "there is none")}, "agreement")
        return
    for path, day, who in (
        ("school_signed_on", internship.agreement.school_signed_on, Text("学校", "the school")),
        ("host_signed_on", internship.agreement.host_signed_on, Text("实习单位", "the host")),
        ("student_signed_on", internship.agreement.student_signed_on, Text("学生", "the student")),
    ):
        yield from _signed(f"agreement.{path}", day, who, internship.period.start)


def _signed(path: str, day: date | None, who: Text, start: date) -> Iterator[Breach]:
    if day is None:
        yield Breach({"fault": Text("{who}没有签字", "{who} has not signed").format(who=who)}, path)
    elif day > start:
        fault = Text("{who}在 {day} 才签字，实习已于 {start} 开始", "{who} signed only on {day}; it started on {start}")
        yield Breach({"fault": fault.format(who=who, day=day, start=start)}, path)
    elif day == start:
        fault = Text(
            "{who}在开始当天签字，请确认在上岗之前", "{who} signed on the first day: see that it was before work"
        )
        yield Breach({"fault": fault.format(who=who)}, path, Severity.WARN)


@rule(
    "TP-03",
    "training.informed-consent",
    Severity.ERROR,
    subject=Internship,
    sources=(_PRESS,),
    message=Text("知情同意书：{fault}", "informed consent: {fault}"),
    suggestion=Text(
        "取得学生和监护人签字；不同意的，学生可自行选择实习单位",
        "get both signatures; who objects may choose a host alone",
    ),
    parameters=("guardian_consent_under", *AGE_READING),
)
def informed_consent(internship: Internship, ctx: Context) -> Iterator[Breach]:
    """Student and guardian have signed for an organised post internship.

    Whose guardian is a parameter: that of everyone (no value, the text of 2021) or of those under an age.
    """
    if not internship.in_post or internship.consent.own_host:
        return
    start, then = internship.period.start, at_start(internship, ctx)
    yield from _signed(
        "consent.student_signed_on", internship.consent.student_signed_on, Text("学生", "the student"), start
    )
    under = then.value("guardian_consent_under")
    reading = age_reading(then, internship.born)
    age = reading.age(internship.born, start)
    if under is None or age < then.whole("guardian_consent_under"):
        guardian, signed_on = Text("监护人", "the guardian"), internship.consent.guardian_signed_on
        is_open = under is not None and reading.is_open(internship.born, then.whole("guardian_consent_under"), start)
        for breach in _signed("consent.guardian_signed_on", signed_on, guardian, start):
            yield evolve(breach, severity=Severity.WARN) if is_open else breach


@rule(
    "TP-04",
    "training.intern-pay",
    Severity.ERROR,
    subject=Internship,
    sources=(Citation(INTERNSHIP_RULES, "18"),),
    message=Text("实习报酬：{fault}", "an intern's pay: {fault}"),
    suggestion=Text(
        "按标准以货币按月直接支付给学生", "pay the student directly, in money, every month, by the standard"
    ),
    parameters=("intern_pay_share",),
)
def intern_pay(internship: Internship, ctx: Context) -> Iterator[Breach]:
    """Who works alone gets 80 % of the post's wage or its lowest grade; all are paid in money, directly, monthly."""
    if not internship.in_post:
        return
    if internship.pay is None:
        yield Breach({"fault": Text("没有记录", "it is not recorded")}, "pay", Severity.WARN)
        return
    yield from _enough(internship.pay, at_start(internship, ctx).number("intern_pay_share"))
    yield from unmet(
        (
            Requirement("pay.in_money", internship.pay.in_money, Text("货币支付", "payment in money")),
            Requirement(
                "pay.to_the_student",
                internship.pay.to_the_student,
                Text("直接付给学生", "payment to the student alone"),
            ),
            Requirement("pay.every_month", internship.pay.every_month, Text("至少按月支付", "payment every month")),
        )
    )


def _enough(pay: InternPay, share: Decimal) -> Iterator[Breach]:
    if pay.independent is None:
        fault = Text("没有记录学生能否独立顶岗", "whether the student works alone is not recorded")
        yield Breach({"fault": fault}, "pay.independent", Severity.WARN)
    if not pay.independent:
        return
    part = None if pay.same_post is None else pay.same_post * share / _PER_CENT
    limits = [amount for amount in (pay.lowest_grade, part) if amount is not None]
    if not limits:
        fault = Text("没有记录相同岗位的工资", "the wage of the same post is not recorded")
        yield Breach({"fault": fault}, "pay.same_post", Severity.WARN)
    elif pay.monthly < min(limits):
        fault = Text("每月 {monthly} 元，至少 {least} 元", "{monthly} yuan a month, and {least} are the least")
        yield Breach({"fault": fault.format(monthly=pay.monthly, least=min(limits))}, "pay.monthly")


@rule(
    "TP-05",
    "training.internship-length",
    Severity.WARN,
    subject=Internship,
    sources=(_COPIES,),
    message=Text(
        "岗位实习 {start} 至 {end}，{how} {months} 个月",
        "a post internship from {start} to {end}, {how} {months} months",
    ),
    suggestion=Text("岗位实习一般为 {months} 个月，说明原因", "{months} months are usual: say why"),
    parameters=("internship_months",),
)
def internship_length(internship: Internship, ctx: Context) -> Iterator[Breach]:
    """A post internship is normally six months; a note where it is shorter."""
    months, end = at_start(internship, ctx).whole("internship_months"), internship.period.end
    usual = internship.period.start + relativedelta(months=months)
    if not internship.in_post or end is None or end == usual:
        return
    how = Text("超过", "over") if end > usual else Text("不足", "under")
    facts = {"start": internship.period.start, "end": end, "how": how, "months": months}
    yield Breach(facts, "period", None if end > usual else Severity.INFO)


@rule(
    "TP-06",
    "training.share-of-interns",
    Severity.WARN,
    subject=InternShare,
    sources=(_PRESS,),
    message=Text(
        "{where}实习学生 {interns} 人，在岗职工 {staff} 人，一般不超过 {share}%",
        "{where}: {interns} interns beside {staff} staff; as a rule no more than {share} %",
    ),
    suggestion=Text("减少人数，或说明原因", "take fewer, or say why"),
    parameters=("interns_share", "interns_post_share"),
)
def share_of_interns(share: InternShare, ctx: Context) -> Iterator[Breach]:
    """Interns are no more than a tenth of a host's staff on duty, and a fifth of those in one kind of post."""
    for path, interns, staff, name, where in (
        ("interns", share.interns, share.staff, "interns_share", Text("全单位", "in all")),
        (
            "post_interns",
            share.post_interns,
            share.post_staff,
            "interns_post_share",
            Text("同类岗位", "in one kind of post"),
        ),
    ):
        most = ctx.number(name)
        if interns * _PER_CENT > staff * most:
            yield Breach({"where": where, "interns": interns, "staff": staff, "share": most}, path)


@rule(
    "TP-07",
    "training.nothing-charged-to-interns",
    Severity.BLOCK,
    subject=Internship,
    sources=(_COPIES,),
    message=Text("实习学生{fault}", "an intern {fault}"),
    suggestion=Text("立即退还", "give it back at once"),
)
def nothing_charged_to_interns(internship: Internship, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """No deposit, fee or guarantee is taken from an intern, and no card is held."""
    if internship.charged > 0:
        fault = Text("被收取 {yuan} 元", "is charged {yuan} yuan").format(yuan=internship.charged)
        yield Breach({"fault": fault}, "charged")
    if internship.guarantee:
        yield Breach({"fault": Text("被要求提供担保", "is asked for a guarantee")}, "guarantee")
    if internship.papers_held:
        yield Breach({"fault": Text("的证件被扣押", "has a card held")}, "papers_held")


@rule(
    "TP-08",
    "training.intern-hours",
    Severity.ERROR,
    subject=Internship,
    sources=(_PRESS,),
    message=Text("实习工作时间：{fault}", "an intern's hours: {fault}"),
    suggestion=Text(
        "改为正常班；专业和岗位确需的，事先报上级主管部门备案",
        "change to ordinary hours; where major and post need them, file them with the authority beforehand",
    ),
    parameters=("intern_daily_hours",),
)
def intern_hours(internship: Internship, ctx: Context) -> Iterator[Breach]:
    """Eight hours a day, no holidays, no nights, except where the post needs them and it was filed beforehand."""
    hours = internship.hours
    if not internship.in_post or hours is None or _filed(hours, internship.period.start):
        return
    most = at_start(internship, ctx).number("intern_daily_hours")
    if hours.daily > most:
        fault = Text("每天 {daily} 小时，超过 {most} 小时", "{daily} hours a day, over {most}")
        yield Breach({"fault": fault.format(daily=hours.daily, most=most)}, "hours.daily")
    if hours.night:
        yield Breach({"fault": Text("安排夜班", "work by night")}, "hours.night")
    if hours.holidays:
        yield Breach({"fault": Text("法定节假日实习", "work on statutory holidays")}, "hours.holidays")


def _filed(hours: InternHours, start: date) -> bool:
    return hours.needed and hours.filed_on is not None and hours.filed_on <= start


_MISMATCH = {
    WorkMatch.RELATED: (Text("只是相近", "is only near to"), Severity.WARN),
    WorkMatch.UNRELATED: (Text("无关", "has nothing to do with"), Severity.ERROR),
    None: (Text("是否对口没有记录", "is not compared with"), Severity.INFO),
}


@rule(
    "TP-09",
    "training.post-matches-major",
    Severity.WARN,
    subject=Internship,
    sources=(_LAW,),
    message=Text("实习岗位与所学专业{fault}", "the work {fault} what the student learns"),
    suggestion=Text("换到与专业对口的岗位", "find work that matches the major"),
)
def post_matches_major(internship: Internship, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """The work matches the major; an error where it has nothing to do with it."""
    if internship.in_post and internship.work.match is not WorkMatch.MATCHES:
        fault, severity = _MISMATCH[internship.work.match]
        yield Breach({"fault": fault}, "work.match", severity)


@rule(
    "TP-10",
    "training.what-the-host-grants",
    Severity.ERROR,
    subject=Internship,
    sources=(_LAW,),
    message=Text("实习单位：{fault}", "the host: {fault}"),
    suggestion=Text("由实习单位补齐", "ask the host to provide it"),
)
def what_the_host_grants(internship: Internship, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """The host grants rest and leave, safety at work, insurance, and guidance in the skill."""
    duties = internship.duties
    yield from unmet(
        (
            Requirement("duties.rest", duties.rest, Text("休息休假", "rest and leave")),
            Requirement("duties.safety", duties.safety, Text("劳动安全卫生保护", "safety at work")),
            Requirement("duties.insurance", duties.insurance, Text("实习保险", "insurance")),
            Requirement("duties.guidance", duties.guidance, Text("技能指导", "guidance in the skill")),
        )
    )


RULES_INTERNSHIP: tuple[AnyRule, ...] = (
    internship_forbidden,
    tripartite_agreement,
    informed_consent,
    intern_pay,
    internship_length,
    share_of_interns,
    nothing_charged_to_interns,
    intern_hours,
    post_matches_major,
    what_the_host_grants,
)

"""Rules about employers and posts (ID-14, EM-01 to EM-07)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from laborcoop.employers.credit import CreditCodeEntry
from laborcoop.employers.employer import Employer
from laborcoop.employers.post import JobPost
from laborcoop.employers.wording import Ground, grounds_in
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Breach, Citation, Context, Severity, rule
from laborcoop.rulebook.documents import (
    CREDIT_CODE_STANDARD,
    EMPLOYMENT_PROMOTION_LAW,
    HR_MARKET_RULES,
    IDENTITY_CARD_LAW,
    LABOUR_CONTRACT_LAW,
    LABOUR_CONTRACT_RULES,
    LABOUR_LAW,
)
from laborcoop.rulebook.rule import AnyRule

_DISCRIMINATING = frozenset(
    {Ground.WOMEN, Ground.MEN, Ground.ETHNICITY, Ground.RACE, Ground.RELIGION, Ground.DISABILITY}
)


@rule(
    "ID-14",
    "employers.credit-code",
    Severity.ERROR,
    subject=CreditCodeEntry,
    sources=(Citation(CREDIT_CODE_STANDARD),),
    message=Text("{fault}", "{fault}"),
    suggestion=Text("请按营业执照补正。", "Complete it from the business licence."),
)
def credit_code(entry: CreditCodeEntry, _ctx: Context) -> Iterator[Breach]:
    """The credit code is 18 characters of its alphabet with a right check character."""
    fault = entry.fault()
    if fault is not None:
        yield Breach({"fault": fault}, "credit_code")


@rule(
    "EM-01",
    "employers.registered",
    Severity.BLOCK,
    subject=Employer,
    sources=(
        Citation(HR_MARKET_RULES, "26"),
        Citation(HR_MARKET_RULES, "28"),
        Citation(EMPLOYMENT_PROMOTION_LAW, "41(2)"),
    ),
    message=Text("用人单位的营业执照或批准设立文件{state}", "the employer's licence or founding approval {state}"),
    suggestion=Text(
        "请先核验执照并登记核验日期，再展示其岗位。",
        "Check the licence and record the day before its posts are shown.",
    ),
)
def employer_registered(employer: Employer, ctx: Context) -> Iterator[Breach]:
    """The service body has seen the licence or founding approval, on the day of judgement at the latest."""
    checked = employer.licence_checked_on
    if checked is None:
        yield Breach({"state": Text("尚未核验", "has not been checked")}, "licence_checked_on")
    elif checked > ctx.on:
        state = Text("核验日期 {day} 晚于 {on}", "is said to be checked on {day}, after {on}")
        yield Breach({"state": state.format(day=checked, on=ctx.on)}, "licence_checked_on")


@rule(
    "EM-02",
    "employers.brochure-complete",
    Severity.ERROR,
    subject=JobPost,
    sources=(Citation(HR_MARKET_RULES, "24"),),
    message=Text("岗位没有写明{what}{note}", "the post does not give {what}{note}"),
    suggestion=Text("请向用人单位补齐。", "Ask the employer to complete it."),
    parameters=("brochure_complete",),
)
def brochure_complete(post: JobPost, ctx: Context) -> Iterator[Breach]:
    """Openings, conditions, work and pay are given; where all of them must be, a missing one is an error.

    The place of work and the employer are given by the record itself. Without openings, or with neither work nor
    conditions, there is no post to show anywhere. No condition at all may mean that there is none: a warning.
    """
    strict = _here_or_at_work("brochure_complete", post, ctx)
    conditions = post.conditions.strip() or post.skills or post.education or post.lowest_age or post.highest_age
    bare = not post.work.strip() and not conditions
    elsewhere = Text(
        "（此地法规只要求内容真实合法）", " (the rules of this place ask only that what is given be true and lawful)"
    )
    lenient = (Severity.ERROR, Text("", "")) if strict else (Severity.WARN, elsewhere)
    heavy = (Severity.ERROR, Text("", ""))
    perhaps = Text("；如确无条件，请写明“不限”", "; if there are none, say so")
    missing = (
        (post.openings < 1, "openings", Text("招聘人数", "the head-count wanted"), heavy),
        (not post.work.strip(), "work", Text("工作内容", "the work"), heavy if bare else lenient),
        (not conditions, "conditions", Text("招聘条件", "the conditions"), (Severity.WARN, perhaps)),
        (post.wage is None, "wage", Text("基本劳动报酬", "the basic pay"), lenient),
    )
    for is_missing, path, what, (severity, note) in missing:
        if is_missing:
            yield Breach({"what": what, "note": note}, path, severity)


@rule(
    "EM-03",
    "employers.no-discrimination",
    Severity.BLOCK,
    subject=JobPost,
    sources=(Citation(HR_MARKET_RULES, "24"),),
    message=Text("招聘信息以{ground}限制求职者", "the brochure restricts applicants by {ground}"),
    suggestion=Text(
        "请删去该限制；国家规定不适合妇女的工作，请在“国家规定女职工禁忌”一栏写明。",
        "Remove the restriction; for work that state rules forbid to women, say so in the column for it.",
    ),
    parameters=("disability_protected",),
)
def no_discrimination(post: JobPost, ctx: Context) -> Iterator[Breach]:
    """No restriction by ethnicity, race, sex or religion, and by disability where the region names it.

    Men only is lawful for work that state rules forbid to women.
    """
    if post.only_sex is not None:
        ground = Ground.WOMEN if post.only_sex is Sex.MALE else Ground.MEN
        if not _is_lawful(ground, post, ctx):
            yield Breach({"ground": ground.text}, "only_sex")
    for ground, path in _worded(post):
        if ground in _DISCRIMINATING and not _is_lawful(ground, post, ctx):
            yield Breach({"ground": ground.text}, path)


@rule(
    "EM-04",
    "employers.no-register-limit",
    Severity.BLOCK,
    subject=JobPost,
    sources=(Citation(HR_MARKET_RULES, "11"),),
    message=Text("招聘信息以{ground}限制求职者", "the brochure restricts applicants by {ground}"),
    suggestion=Text(
        "请删去该限制；国家另有规定的，请登记豁免。",
        "Remove the restriction; where national rules allow it, record a waiver.",
    ),
)
def no_register_limit(post: JobPost, _ctx: Context) -> Iterator[Breach]:
    """No limit by household register, region or status against national rules."""
    for ground, path in _worded(post):
        if ground is Ground.REGISTER:
            yield Breach({"ground": ground.text}, path)


@rule(
    "EM-05",
    "employers.minimum-wage",
    Severity.ERROR,
    subject=JobPost,
    sources=(
        Citation(LABOUR_LAW, "48"),
        Citation(LABOUR_CONTRACT_RULES, "14"),
        Citation(LABOUR_CONTRACT_LAW, "61"),
    ),
    message=Text("月工资{what}", "the monthly wage {what}"),
    suggestion=Text("{todo}", "{todo}"),
    parameters=("minimum_wage",),
)
def above_minimum_wage(post: JobPost, ctx: Context) -> Iterator[Breach]:
    """The lower figure of the wage reaches the minimum of the work place on the day the post starts, yuan a month."""
    if post.wage is None:
        return
    day = post.starts_on or ctx.on
    minimum = ctx.at(post.division, day).value("minimum_wage")
    if minimum is None or isinstance(minimum, (str, bool)):
        what = Text(
            "无从与最低工资比较：没有给出工作地 {place} 在 {day} 的标准",
            "cannot be compared: no minimum wage of the work place {place} on {day} is given",
        )
        todo = Text(
            "请在案例参数 minimum_wage 中写明（元/月）。",
            "Give it as the case's parameter minimum_wage (yuan a month).",
        )
        yield Breach({"what": what.format(place=post.division, day=day), "todo": todo}, "wage", Severity.WARN)
    elif post.wage.low < Decimal(minimum):
        what = Text(
            " {wage} 元，低于工作地 {place} 在 {day} 的最低工资 {minimum} 元",
            "of {wage} yuan is below the minimum wage of the work place {place} on {day}, {minimum} yuan",
        )
        todo = Text("请与用人单位核对工资。", "Ask the employer about the wage.")
        facts = {"wage": post.wage.low, "place": post.division, "day": day, "minimum": minimum}
        yield Breach({"what": what.format(**facts), "todo": todo}, "wage")


@rule(
    "EM-06",
    "employers.no-deposit",
    Severity.BLOCK,
    subject=JobPost,
    sources=(
        Citation(LABOUR_CONTRACT_LAW, "9"),
        Citation(EMPLOYMENT_PROMOTION_LAW, "41(4)"),
        Citation(IDENTITY_CARD_LAW, "15"),
    ),
    message=Text("招用时{what}", "on hiring, {what}"),
    suggestion=Text(
        "不得要求担保、收取财物或扣押证件，请退还并改正。",
        "No guarantee, money, goods or papers may be taken: have them given back.",
    ),
)
def no_deposit(post: JobPost, _ctx: Context) -> Iterator[Breach]:
    """No deposit, guarantee or other money or goods, and no holding of papers."""
    if post.deposit > 0:
        what = Text("要求押金 {amount} 元", "a deposit of {amount} yuan is asked for")
        yield Breach({"what": what.format(amount=post.deposit)}, "deposit")
    if post.holds_papers:
        what = Text("扣押居民身份证或其他证件", "identity cards or other papers are held back")
        yield Breach({"what": what}, "holds_papers")


@rule(
    "EM-07",
    "employers.no-fee",
    Severity.BLOCK,
    subject=JobPost,
    sources=(Citation(HR_MARKET_RULES, "15"), Citation(EMPLOYMENT_PROMOTION_LAW, "35")),
    message=Text("向务工人员收费 {amount} 元", "the worker is charged {amount} yuan"),
    suggestion=Text(
        "公共就业服务不得收费，请免除并退还。", "Public employment service is free: waive the fee and give it back."
    ),
)
def no_fee(post: JobPost, _ctx: Context) -> Iterator[Breach]:
    """Nothing is charged to workers, by the public service or an agency that acts for it."""
    if post.fee > 0:
        yield Breach({"amount": post.fee}, "fee")


def _here_or_at_work(name: str, post: JobPost, ctx: Context) -> bool:
    """Whether a demand holds where the post is shown or where the work is: both places' rules bind a brochure."""
    return ctx.value(name) is True or ctx.at(post.division).value(name) is True


def _is_lawful(ground: Ground, post: JobPost, ctx: Context) -> bool:
    if ground is Ground.DISABILITY:
        return not _here_or_at_work("disability_protected", post, ctx)
    return ground is Ground.WOMEN and post.forbidden_to_women


def _worded(post: JobPost) -> Iterator[tuple[Ground, str]]:
    """The grounds in the brochure's own words, each once, with the field that holds them, in the order of `Ground`."""
    fields = {"conditions": grounds_in(post.conditions), "title": grounds_in(post.title)}
    for ground in Ground:
        path = next((path for path, grounds in fields.items() if ground in grounds), None)
        if path is not None:
            yield ground, path


RULES: tuple[AnyRule, ...] = (
    employer_registered,
    brochure_complete,
    no_discrimination,
    no_register_limit,
    above_minimum_wage,
    no_deposit,
    no_fee,
    credit_code,
)

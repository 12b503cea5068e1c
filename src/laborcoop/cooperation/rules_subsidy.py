"""Rules about subsidies (SB-01 to SB-10); an employer's has a module of its own, and so has what no text covers.

Every amount and every condition that a place sets is a parameter of that region and year; where none is in force, the
rule asks for nothing, and SB-10 says so. The catalogue gives SB-01, SB-04 and SB-09 no severity: what a person must
compare with the local text is a warning, and what the national text says beside it a note.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from attrs import evolve

from laborcoop.cooperation.rules_employer_subsidy import employer_subsidy
from laborcoop.cooperation.rules_unread import BY_DISTANCE_OR_INCOME, JOB_SEEKING, no_text_read
from laborcoop.cooperation.stability import stretches_of
from laborcoop.cooperation.subsidy import (
    DistanceBand,
    EmployerSubsidyClaim,
    ServiceSubsidyClaim,
    SubsidyClaim,
    SubsidyKind,
    SubsidyLedger,
    TrainingAllowance,
    WorkScope,
    payer_of,
)
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import NO_TEXT, Text
from laborcoop.rulebook.documents import (
    JOB_SEEKING_AID,
    POVERTY_EXIT_OPINION,
    TRAVEL_AID_LINYI,
    TRAVEL_AID_NOTICES,
    TRAVEL_AID_QINGZHEN,
    TRAVEL_AID_YUNNAN,
)
from laborcoop.rulebook.rule import AnyRule, Breach, Context, rule
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Citation, Convention, Mark

_YUNNAN = Citation(TRAVEL_AID_YUNNAN, "", Mark.SECONDARY)
_NOTICES = Citation(TRAVEL_AID_NOTICES, "", Mark.SECONDARY)


def _there(ctx: Context, payer: DivisionCode, year: int) -> Context:
    """The context of a subsidy: the rules of whoever pays, as they stood at the end of the year it is for."""
    return ctx.at(payer, date(year, 12, 31))


def _home(allowance: TrainingAllowance) -> DivisionCode:
    return allowance.home


def _limit(ctx: Context, name: str) -> Decimal | None:
    return None if ctx.value(name) is None else ctx.number(name)


@rule(
    "SB-01",
    "cooperation.national-aid",
    Severity.INFO,
    subject=(SubsidyClaim, ServiceSubsidyClaim),
    sources=(Citation(POVERTY_EXIT_OPINION, "", Mark.SECONDARY),),
    message=Text("国家层面的补助：{fault}", "the national aid: {fault}"),
    suggestion=Text("核对地方文件是否另有规定", "see whether a local text pays it"),
)
def national_aid(claim: SubsidyClaim | ServiceSubsidyClaim, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """Travel aid is for the out-of-poverty who work in another province; service subsidy for bringing workers there."""
    if isinstance(claim, ServiceSubsidyClaim):
        if claim.workers == 0:
            yield Breach({"fault": Text("机构没有输出人员", "the agency brought nobody")}, "workers")
        return
    if claim.kind is not SubsidyKind.TRAVEL:
        return
    if not claim.out_of_poverty:
        fault = Text("没有脱贫人口身份的记录", "the worker is not recorded as out of poverty")
        yield Breach({"fault": fault}, "out_of_poverty", Severity.WARN)
    if claim.scope is not WorkScope.OUT_OF_PROVINCE:
        fault = Text("没有跨省务工的记录", "work in another province is not recorded")
        yield Breach({"fault": fault}, "scope")


@rule(
    "SB-02",
    "cooperation.travel-aid",
    Severity.ERROR,
    subject=SubsidyClaim,
    place=payer_of,
    sources=(_YUNNAN,),
    message=Text("{payer} {year} 年交通补助：{fault}", "travel aid of {payer} for {year}: {fault}"),
    suggestion=Text("按当年当地文件核减或退回", "cut or return it by the text of that place and year"),
    parameters=(
        "travel_aid_months",
        "travel_aid_out_of_province",
        "travel_aid_in_province",
        "travel_aid_income_proof",
        "employment_gap_days",
    ),
)
def travel_aid(claim: SubsidyClaim, ctx: Context) -> Iterator[Breach]:
    """Travel aid is for those long enough in post who prove their income, up to the amount for work where they are.

    Where no day of those months lies in the year of the claim, that is to be checked: no text that was read says it.
    Months, proof and amounts, within the province and outside, are those of the payer's text for the year.
    """
    if claim.kind is not SubsidyKind.TRAVEL:
        return
    there = _there(ctx, claim.payer, claim.year)
    for path, fault, severity in (*_worked(claim, there), *_proved(claim, there), *_amount(claim, there)):
        yield Breach({"payer": claim.payer, "year": claim.year, "fault": fault}, path, severity)


_Fault = tuple[str, Text, Severity | None]


def _worked(claim: SubsidyClaim, there: Context) -> Iterator[_Fault]:
    if there.value("travel_aid_months") is None:
        return
    months = there.whole("travel_aid_months")
    year = Period(date(claim.year, 1, 1), date(claim.year + 1, 1, 1))
    gap_days = there.whole("employment_gap_days")
    stretches = stretches_of(claim.employed or (), claim.claimed_on, months, gap_days)
    if claim.employed is None:
        yield "employed", Text("没有记录务工时间", "the time in post is not recorded"), Severity.WARN
    elif not stretches:
        fault = Text("稳定就业不满 {months} 个月", "not {months} months in post").format(months=months)
        yield "employed", fault, None
    elif claim.claimed_on >= year.start and not any(stretch.overlaps(year) for stretch in stretches):
        # No text that was read says in which year the months must lie: a person looks it up. Other, shorter spells in
        # the year are not these months.
        fault = Text(
            "满 {months} 个月的务工时间没有一天在 {year} 年", "no day of {months} months in post lies in {year}"
        ).format(months=months, year=str(claim.year))
        yield "employed", fault, Severity.WARN
    if claim.claimed_on < year.start:
        yield "claimed_on", Text("申请早于补助年度", "it was made before the year began"), Severity.WARN


def _proved(claim: SubsidyClaim, there: Context) -> Iterator[_Fault]:
    if there.value("travel_aid_income_proof") is not True or claim.income_proof:
        return
    if claim.income_proof is None:
        yield "income_proof", Text("没有记录收入证明", "a proof of income is not recorded"), Severity.WARN
    else:
        yield "income_proof", Text("没有收入证明", "there is no proof of income"), None


_CAPS = {
    WorkScope.OUT_OF_PROVINCE: "travel_aid_out_of_province",
    WorkScope.IN_PROVINCE_OUT_OF_COUNTY: "travel_aid_in_province",
}


def _amount(claim: SubsidyClaim, there: Context) -> Iterator[_Fault]:
    caps = {scope: _limit(there, name) for scope, name in _CAPS.items()}
    if not any(cap is not None for cap in caps.values()):
        return
    if claim.scope is None:
        yield "scope", Text("没有记录务工地范围", "where the work is, is not recorded"), Severity.WARN
        return
    cap = caps.get(claim.scope) or Decimal(0)
    if claim.amount is None and not cap:
        yield "scope", Text("在该范围务工的不发放", "for work there none is paid"), None
    elif claim.amount is not None and claim.amount > cap:
        fault = Text("{amount} 元，最多 {cap} 元", "{amount} yuan, and {cap} are the most")
        yield "amount", fault.format(amount=claim.amount, cap=cap), None


@rule(
    "SB-03",
    "cooperation.training-allowance",
    Severity.ERROR,
    subject=TrainingAllowance,
    place=_home,
    sources=(_YUNNAN,),
    message=Text("{home} {year} 年培训补贴：{fault}", "training allowance of {home} for {year}: {fault}"),
    suggestion=Text("按当年当地文件核减或补足", "cut it or make it up by the text of that place and year"),
    parameters=("free_trainings", "training_living_per_day", "training_travel_per_day"),
)
def training_allowance(allowance: TrainingAllowance, ctx: Context) -> Iterator[Breach]:
    """So many free trainings a year, and so much for living and travel a day; a warning where less was paid."""
    there = _there(ctx, allowance.home, allowance.year)
    facts = {"home": allowance.home, "year": allowance.year}
    most = _limit(there, "free_trainings")
    if most is not None and allowance.trainings > most:
        fault = Text("免费培训 {found} 次，最多 {most} 次", "{found} free trainings, and {most} are the most")
        yield Breach({**facts, "fault": fault.format(found=allowance.trainings, most=most)}, "trainings")
    for path, paid, name, what in (
        ("living", allowance.living, "training_living_per_day", Text("生活补贴", "living")),
        ("travel", allowance.travel, "training_travel_per_day", Text("交通补贴", "travel")),
    ):
        daily = _limit(there, name)
        if daily is not None and paid != daily * allowance.days:
            fault = Text("{what} {paid} 元，{days} 天应为 {due} 元", "{paid} yuan for {what}; {days} days make {due}")
            fault = fault.format(what=what, paid=paid, days=allowance.days, due=daily * allowance.days)
            severity = None if paid > daily * allowance.days else Severity.WARN
            yield Breach({**facts, "fault": fault}, path, severity)


@rule(
    "SB-04",
    "cooperation.other-travel-aid",
    Severity.WARN,
    subject=SubsidyClaim,
    place=payer_of,
    sources=(Citation(TRAVEL_AID_LINYI, "", Mark.SECONDARY), Citation(TRAVEL_AID_QINGZHEN, "", Mark.SECONDARY)),
    message=Text("{payer} {year} 年交通补助：{fault}", "travel aid of {payer} for {year}: {fault}"),
    suggestion=Text("核对当地文件", "look at the local text"),
    parameters=BY_DISTANCE_OR_INCOME,
)
def other_travel_aid(claim: SubsidyClaim, ctx: Context) -> Iterator[Breach]:
    """Some places pay by distance, some by income; a warning too where the one that decides is not recorded."""
    if claim.kind is not SubsidyKind.TRAVEL:
        return
    there = _there(ctx, claim.payer, claim.year)
    for path, due, how in (*_by_distance(claim, there), *_by_income(claim, there)):
        if due is None:
            fault = Text("按{how}发放，没有记录应发多少", "it goes by {how}, and what is due is not recorded")
        elif claim.amount in {None, due}:
            continue
        else:
            fault = Text("{amount} 元，按{how}应为 {due} 元", "{amount} yuan, and by {how} it is {due}")
        told = fault.format(amount=claim.amount, how=how, due=due)
        yield Breach({"payer": claim.payer, "year": claim.year, "fault": told}, path)


_Due = tuple[str, Decimal | None, Text]


def _by_distance(claim: SubsidyClaim, there: Context) -> Iterator[_Due]:
    due = {band: _limit(there, f"travel_aid_{band.value}") for band in DistanceBand}
    if any(amount is not None for amount in due.values()):
        yield "distance", None if claim.distance is None else due[claim.distance], Text("距离", "distance")


def _by_income(claim: SubsidyClaim, there: Context) -> Iterator[_Due]:
    line = _limit(there, "travel_aid_income_line")
    if line is None:
        return
    how = Text("收入", "income")
    if claim.income is None:
        yield "income", None, how
    else:
        name = "travel_aid_from_line" if claim.income >= line else "travel_aid_under_line"
        yield "income", _limit(there, name), how


@rule(
    "SB-05",
    "cooperation.not-paid-twice",
    Severity.BLOCK,
    subject=SubsidyLedger,
    sources=(_NOTICES,),
    message=Text(
        "{worker} 在 {year} 年有 {number} 笔同类补助：{claims}（{payers}）{note}",
        "{worker} has {number} claims of one kind for {year}: {claims} (of {payers}){note}",
    ),
    suggestion=Text("只发一笔，跨县的由两县核对", "pay one of them; where counties differ, let them compare"),
)
def not_paid_twice(ledger: SubsidyLedger, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """A person gets a kind of subsidy once a year, whichever counties pay, and an employer one for each worker.

    A warning where several employers claim for one worker: no text that was read says whether each may have it.
    """
    found: dict[tuple[str, str, int, str], list[SubsidyClaim | EmployerSubsidyClaim]] = defaultdict(list)
    hired: dict[tuple[str, str, int], list[EmployerSubsidyClaim]] = defaultdict(list)
    for claim in ledger.claims:
        found[claim.worker, claim.kind.value, claim.year, ""].append(claim)
    for one in ledger.employer_claims:
        found[one.worker, one.kind.value, one.applied_on.year, one.employer].append(one)
        hired[one.worker, one.kind.value, one.applied_on.year].append(one)
    for (worker, kind, year, _), claims in sorted(found.items()):
        if len(claims) > 1:
            yield _claimed(worker, kind, year, claims)
    for (worker, kind, year), of_employers in sorted(hired.items()):
        if len({one.employer for one in of_employers}) > 1:
            yield evolve(_claimed(worker, kind, year, of_employers, _SEVERAL), severity=Severity.WARN)


_SEVERAL = Text(
    "，由不同用人单位申请：已读文本没有规定能否都发，请核对当地文件",
    ", by several employers: no text that was read says whether each may have it, see the local one",
)


def _claimed(
    worker: str, kind: str, year: int, claims: Sequence[SubsidyClaim | EmployerSubsidyClaim], note: Text = NO_TEXT
) -> Breach:
    facts = {
        "worker": worker,
        "year": year,
        "number": len(claims),
        "claims": [claim.id for claim in claims],
        "payers": {claim.payer for claim in claims},
        "note": note,
    }
    return Breach(facts, f"claims[{worker}].{kind}")


@rule(
    "SB-06",
    "cooperation.public-notice",
    Severity.WARN,
    subject=SubsidyClaim,
    place=payer_of,
    sources=(_NOTICES,),
    message=Text("发放前公示：{fault}", "public notice before payment: {fault}"),
    suggestion=Text("公示期满无异议后再发放", "pay when the notice has run out and nobody objected"),
    parameters=("notice_days",),
)
def public_notice(claim: SubsidyClaim, ctx: Context) -> Iterator[Breach]:
    """A claim is shown in public for so many days before it is paid."""
    if claim.paid_on is None:
        return
    days = _there(ctx, claim.payer, claim.year).whole("notice_days")
    if claim.notice is None:
        yield Breach({"fault": Text("没有公示", "there was none")}, "notice")
    elif claim.notice.end is None or claim.paid_on < claim.notice.end:
        yield Breach({"fault": Text("公示未结束就发放", "it was paid before the notice ended")}, "paid_on")
    elif claim.notice.end < claim.notice.start + timedelta(days=days):
        found = (claim.notice.end - claim.notice.start).days
        fault = Text("公示 {found} 天，应为 {days} 天", "it ran for {found} days, and {days} are usual")
        yield Breach({"fault": fault.format(found=found, days=days)}, "notice")


@rule(
    "SB-08",
    "cooperation.aid-after-a-free-trip",
    Severity.WARN,
    subject=SubsidyClaim,
    sources=(
        Convention(
            Text(
                "免费输送后能否再领交通补助，各地不一",
                "whether a free trip bars travel aid differs from place to place",
            ),
            Mark.UNVERIFIED,
        ),
    ),
    message=Text("乘坐了政府免费专车、专列，又申请交通补助", "went on a free trip and claims travel aid"),
    suggestion=Text("核对当地文件是否允许", "see whether the local text allows it"),
)
def aid_after_a_free_trip(claim: SubsidyClaim, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """Travel aid for somebody whose trip was paid for is looked at by hand."""
    if claim.kind is SubsidyKind.TRAVEL and claim.trip_was_free:
        yield Breach({}, "trip_was_free")


@rule(
    "SB-09",
    "cooperation.job-seeking-subsidy",
    Severity.WARN,
    subject=SubsidyClaim,
    place=payer_of,
    sources=(Citation(JOB_SEEKING_AID, "", Mark.SECONDARY),),
    message=Text("一次性求职补贴：{fault}", "job-seeking subsidy: {fault}"),
    suggestion=Text("核对当地文件", "look at the local text"),
    parameters=JOB_SEEKING,
)
def job_seeking_subsidy(claim: SubsidyClaim, ctx: Context) -> Iterator[Breach]:
    """The one-off subsidy is for poor workers whose way was organised."""
    if claim.kind is not SubsidyKind.JOB_SEEKING:
        return
    there = _there(ctx, claim.payer, claim.year)
    organised, out_of_poverty = (there.value(name) is True for name in JOB_SEEKING)
    if organised and not claim.organised:
        yield Breach({"fault": Text("没有有组织输出的记录", "that the way was organised is not recorded")}, "organised")
    if out_of_poverty and not claim.out_of_poverty:
        fault = Text("没有脱贫人口身份的记录", "the worker is not recorded as out of poverty")
        yield Breach({"fault": fault}, "out_of_poverty")


RULES_SUBSIDY: tuple[AnyRule, ...] = (
    national_aid,
    travel_aid,
    training_allowance,
    other_travel_aid,
    not_paid_twice,
    public_notice,
    employer_subsidy,
    aid_after_a_free_trip,
    job_seeking_subsidy,
    no_text_read,
)

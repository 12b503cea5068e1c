"""Rules about social insurance and work injuries (HP-08, HP-10, HP-12, HP-13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from laborcoop.employers.insurance import InsuranceKind, SocialInsurance, WorkInjury
from laborcoop.employers.term import months_after
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Breach, Citation, Context, Severity, rule
from laborcoop.rulebook.documents import SOCIAL_INSURANCE_LAW, WORK_INJURY_INSURANCE
from laborcoop.rulebook.rule import AnyRule


@rule(
    "HP-08",
    "employers.insurance-registration",
    Severity.ERROR,
    subject=SocialInsurance,
    sources=(Citation(SOCIAL_INSURANCE_LAW, "58"),),
    message=Text(
        "自用工之日 {first} 起应在 {deadline} 前（含）申请社会保险登记，{state}",
        "social insurance is registered by {deadline}, counted from the first working day, {first}; {state}",
    ),
    suggestion=Text("请立即申请登记。", "Register at once."),
    parameters=("insurance_registration_days",),
)
def insurance_registration(insurance: SocialInsurance, ctx: Context) -> Iterator[Breach]:
    """A worker is registered within 30 days of the first working day; part-time workers may insure themselves."""
    within = ctx.at(insurance.division, insurance.first_day).whole("insurance_registration_days")
    deadline = insurance.first_day + timedelta(days=within)
    registered = insurance.registered_on
    if insurance.part_time or (registered or ctx.on) <= deadline:
        return
    state = (
        Text("至今未办", "it is not")
        if registered is None
        else Text("实于 {day} 办理", "it was on {day}").format(day=registered)
    )
    yield Breach({"first": insurance.first_day, "deadline": deadline, "state": state}, "registered_on")


@rule(
    "HP-10",
    "employers.rural-workers-insured",
    Severity.INFO,
    subject=SocialInsurance,
    sources=(Citation(SOCIAL_INSURANCE_LAW, "95"),),
    message=Text(
        "进城务工的农村居民同样参加社会保险，尚缺：{missing}",
        "rural workers take part in social insurance under the same law; missing: {missing}",
    ),
    suggestion=Text("请为其参保。", "Have the worker insured."),
)
def rural_workers_insured(insurance: SocialInsurance, _ctx: Context) -> Iterator[Breach]:
    """A rural worker has all five insurances; silent where nobody looked."""
    if not insurance.rural or insurance.part_time or insurance.insured is None:
        return
    missing = [kind.label for kind in InsuranceKind if kind not in insurance.insured]
    if missing:
        yield Breach({"missing": missing}, "insured")


@rule(
    "HP-12",
    "employers.accident-on-the-way",
    Severity.INFO,
    subject=WorkInjury,
    sources=(Citation(WORK_INJURY_INSURANCE, "14(6)"), Citation(WORK_INJURY_INSURANCE, "16")),
    message=Text("上下班途中的事故{what}", "the accident on the way to or from work {what}"),
    suggestion=Text("以工伤认定为准，请按期申请或更正。", "Recognition decides: apply in time, or mend the record."),
)
def accident_on_the_way(injury: WorkInjury, _ctx: Context) -> Iterator[Breach]:
    """A traffic, urban-rail, ferry or train accident on the way, not mainly the worker's fault, is a work injury."""
    if not injury.commuting:
        return
    covered, treated = injury.covered_on_the_way(), injury.treated_as_injury is True
    if covered is None:
        what = Text(
            "是否工伤取决于本人是否负主要责任，尚未认定", "depends on who was mainly at fault, which is not settled"
        )
        yield Breach({"what": what}, "mainly_at_fault")
    elif covered and not treated:
        what = Text("符合工伤条件，没有按工伤处理", "counts as a work injury and is not treated as one")
        yield Breach({"what": what}, "treated_as_injury")
    elif treated and not covered:
        what = Text("不属于第14条第6项的情形，却按工伤处理", "is none of art. 14(6) and is treated as a work injury")
        yield Breach({"what": what}, "treated_as_injury")


@rule(
    "HP-13",
    "employers.injury-application",
    Severity.WARN,
    subject=WorkInjury,
    sources=(Citation(WORK_INJURY_INSURANCE, "17"),),
    message=Text("工伤认定申请：{what}", "application for recognition as a work injury: {what}"),
    suggestion=Text(
        "用人单位应在 {employer} 前（含）申请，劳动者或近亲属可在 {worker} 前（含）申请。",
        "The employer applies by {employer}; the worker or family may by {worker}.",
    ),
    parameters=("injury_employer_days", "injury_worker_months"),
)
def injury_application(injury: WorkInjury, ctx: Context) -> Iterator[Breach]:
    """The employer applies within 30 days, or by a later day granted; else the worker or family within a year."""
    if not injury.to_be_applied_for():
        return
    then = ctx.at(injury.division, injury.on)
    within = injury.on + timedelta(days=then.whole("injury_employer_days"))
    employer_by = injury.extended_until or within
    worker_by = months_after(injury.on, then.whole("injury_worker_months"))
    due = {"employer": employer_by, "worker": worker_by}
    if (injury.employer_applied_on or ctx.on) > employer_by:
        what = Text("用人单位逾期（{day}）", "the employer is late ({day})").format(day=employer_by)
        yield Breach({"what": what, **due}, "employer_applied_on")
    if injury.employer_applied_on is None and (injury.worker_applied_on or ctx.on) > worker_by:
        what = Text("劳动者一方逾期（{day}）", "the worker's side is late ({day})").format(day=worker_by)
        yield Breach({"what": what, **due}, "worker_applied_on")


RULES: tuple[AnyRule, ...] = (insurance_registration, rural_workers_insured, accident_on_the_way, injury_application)

"""Rules about records of work: WK-03, WK-16 to WK-19."""

from __future__ import annotations

from collections.abc import Iterator

from dateutil.relativedelta import relativedelta

from laborcoop.kernel.identity import Sex
from laborcoop.kernel.text import NO_TEXT, Text
from laborcoop.people.assignment import ExamKind, HazardWork
from laborcoop.people.forbidden import hazards
from laborcoop.people.hire import Hire
from laborcoop.people.records import FlagEntry, HiringRecord, Spell, WorkHistory
from laborcoop.rulebook import Breach, Citation, Context, Convention, Mark, Severity, rule
from laborcoop.rulebook.ages import AGE_READING, age_reading
from laborcoop.rulebook.documents import (
    CHILD_LABOUR_BAN,
    LABOUR_CONTRACT_LAW,
    OCCUPATIONAL_DISEASE_LAW,
    SOURCE_ARTICLE,
)
from laborcoop.rulebook.rule import AnyRule


@rule(
    "WK-03",
    "people.card-checked",
    Severity.ERROR,
    subject=HiringRecord,
    sources=(Citation(CHILD_LABOUR_BAN, "4"),),
    message=Text("招用核查：{fault}", "check on hiring: {fault}"),
    suggestion=Text(
        "请用人单位核查身份证并保存录用登记、核查材料。",
        "Ask the employer to check the identity card and to keep the record.",
    ),
)
def card_checked(record: HiringRecord, _ctx: Context) -> Iterator[Breach]:
    """The employer checks the card of everyone hired, by the day of hire, and keeps the record."""
    if record.id_checked_on is None:
        yield Breach({"fault": Text("没有核查身份证的日期", "no day on which the card was checked")}, "id_checked_on")
    elif record.id_checked_on > record.hired_on:
        fault = Text(
            "{checked} 才核查身份证，晚于录用日 {hired}", "the card was checked on {checked}, after the hire on {hired}"
        )
        facts = {"checked": record.id_checked_on, "hired": record.hired_on}
        yield Breach({"fault": fault.format(**facts)}, "id_checked_on")
    if record.record_kept is None:
        yield Breach(
            {"fault": Text("没有写明是否保存", "whether the record is kept is not said")}, "record_kept", Severity.WARN
        )
    elif not record.record_kept:
        yield Breach({"fault": Text("没有保存录用登记、核查材料", "the record is not kept")}, "record_kept")


@rule(
    "WK-16",
    "people.hazard-exams",
    Severity.ERROR,
    subject=HazardWork,
    sources=(Citation(OCCUPATIONAL_DISEASE_LAW, "35"),),
    message=Text("职业健康检查：{fault}", "occupational health exams: {fault}"),
    suggestion=Text("请用人单位补做检查，费用由用人单位承担。", "Ask the employer for the exam, at its own cost."),
    parameters=("occupational_hazards", "hazard_exam_months"),
)
def hazard_exams(job: HazardWork, ctx: Context) -> Iterator[Breach]:
    """At a hazard, health is examined before the start, during the work and on leaving, at the employer's cost.

    How often during the work is the parameter ``hazard_exam_months``; where it has no value, once started is not asked.
    """
    if not hazards(job.duties, ctx):
        return
    before = job.last(ExamKind.BEFORE, job.first_day)
    if before is None:
        yield Breach({"fault": Text("上岗前没有检查", "none before the start")}, "exams")
    elif _overdue(job, ctx):
        fault = Text("在岗期间距上次超过 {months} 个月", "during the work, the last is more than {months} months ago")
        yield Breach({"fault": fault.format(months=ctx.whole("hazard_exam_months"))}, "exams")
    if job.left_on is not None and job.left_on <= ctx.on and job.last(ExamKind.LEAVING, job.left_on) is None:
        yield Breach({"fault": Text("离岗时没有检查", "none on leaving")}, "exams")
    if job.paid_by_employer is False:
        yield Breach({"fault": Text("费用没有由用人单位承担", "the employer did not pay")}, "paid_by_employer")


def _overdue(job: HazardWork, ctx: Context) -> bool:
    if ctx.value("hazard_exam_months") is None:
        return False
    until = min(ctx.on, job.left_on or ctx.on)
    made = [job.last(ExamKind.BEFORE, until), job.last(ExamKind.DURING, until)]
    last = max(day for day in made if day is not None)
    return last + relativedelta(months=ctx.whole("hazard_exam_months")) < until


@rule(
    "WK-17",
    "people.retirement-age",
    Severity.WARN,
    subject=Hire,
    sources=(
        Convention(
            Text(
                "达到退休年龄后一般不再是劳动合同关系；2025 年起逐步延迟，须逐人核对",
                "from the age of retirement on there is no labour contract as a rule; raised step by step from 2025, "
                "so each case is checked",
            ),
            Mark.UNVERIFIED,
        ),
    ),
    message=Text(
        "首个工作日 {day} 为 {age} 周岁，已达参数所定退休年龄 {retired} 周岁{note}",
        "is {age} on the first working day, {day}: the parameter puts retirement at {retired}{note}",
    ),
    suggestion=Text(
        "请核对退休年龄，再决定签订哪种合同。", "Check the age of retirement before choosing the contract."
    ),
    parameters=("retirement_age_men", "retirement_age_women", *AGE_READING),
)
def retirement_age(hire: Hire, ctx: Context) -> Iterator[Breach]:
    """A worker of the age of retirement has no labour contract as a rule; somebody decides."""
    then = ctx.at(ctx.region, hire.first_day)
    retired = then.whole("retirement_age_men" if hire.worker.sex is Sex.MALE else "retirement_age_women")
    age = age_reading(then, hire.worker.born).age(hire.worker.born, hire.first_day)
    if age >= retired:
        woman = Text("（管理或技术岗位可能更晚）", " (later, perhaps, for managers and technicians)")
        note = NO_TEXT if hire.worker.sex is Sex.MALE else woman
        yield Breach({"day": hire.first_day, "age": age, "retired": retired, "note": note}, "birth_date")


@rule(
    "WK-18",
    "people.one-full-time-post",
    Severity.ERROR,
    subject=WorkHistory,
    sources=(
        Convention(Text("一人同时只有一份全日制工作", "one full-time post at a time")),
        Citation(LABOUR_CONTRACT_LAW, "69"),
    ),
    message=Text(
        "自 {since} 起在 {later} 的工作与在 {earlier} 的工作重叠{why}",
        "the work at {later} from {since} overlaps that at {earlier}{why}",
    ),
    suggestion=Text("请核对离岗日期。", "Check the day on which the earlier one ended."),
)
def one_full_time_post(history: WorkHistory, _ctx: Context) -> Iterator[Breach]:
    """No two full-time spells share a day; with part-time work they may, if the later does not harm the earlier."""
    for earlier, later in history.overlaps():
        full_time = not (earlier.part_time or later.part_time)
        if full_time or later.harms_earlier:
            yield Breach({**_named(earlier, later), "why": NO_TEXT if full_time else _HARM}, "spells")


_HARM = Text("，且影响先订立的合同的履行", " and keeps the worker from fulfilling the earlier contract")


def _named(earlier: Spell, later: Spell) -> dict[str, object]:
    return {"since": later.period.start, "later": later.employer, "earlier": earlier.employer}


@rule(
    "WK-19",
    "people.flag-dated",
    Severity.ERROR,
    subject=FlagEntry,
    sources=(
        Convention(
            Text("身份会变，没有日期和来源就无从核对", "a status changes: without day and source nobody can check it")
        ),
        Citation(SOURCE_ARTICLE, "F055"),
    ),
    message=Text("身份标识“{kind}”{fault}", "the flag {kind} {fault}"),
    suggestion=Text("请写明认定日期和来源名单。", "Give the day and the register that it comes from."),
)
def flag_dated(entry: FlagEntry, ctx: Context) -> Iterator[Breach]:
    """A status flag has a source and the day on which it was true, which is not still to come."""
    kind = entry.kind.label
    if entry.as_of is None:
        yield Breach({"kind": kind, "fault": Text("没有日期", "has no date")}, "as_of")
    elif entry.as_of > ctx.on:
        yield Breach(
            {"kind": kind, "fault": Text("的日期还没有到", "has a date still to come")}, "as_of", Severity.WARN
        )
    if not entry.source.strip():
        yield Breach({"kind": kind, "fault": Text("没有来源", "has no source")}, "source")


RULES: tuple[AnyRule, ...] = (card_checked, hazard_exams, retirement_age, one_full_time_post, flag_dated)

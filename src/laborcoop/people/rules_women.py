"""Rules about the work of women, pregnant women and nursing mothers: WK-11 to WK-13, WK-22.

The state of a woman comes from a certificate and is never told: a finding about a pregnant or nursing woman names the
duty and the article, which says no more than that somebody must look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from laborcoop.kernel.identity import Sex
from laborcoop.kernel.text import Text
from laborcoop.people.assignment import Assignment, Maternity
from laborcoop.people.forbidden import LOAD_LIMITS, Forbidden, hazards, on_list, too_heavy
from laborcoop.rulebook import Breach, Citation, Context, Severity, rule
from laborcoop.rulebook.ages import AGE_READING, age_reading
from laborcoop.rulebook.documents import LABOUR_LAW, OCCUPATIONAL_DISEASE_LAW, WOMEN_WORKERS_ANNEX, WOMEN_WORKERS_RULES
from laborcoop.rulebook.rule import AnyRule

WOMEN_LISTS = ("women_work_listed", *(f"women_{name}" for name in LOAD_LIMITS))
_MESSAGE = Text("女职工禁忌从事：{what}", "forbidden to this woman: {what}")
_OTHER_POST = Text(
    "请安排其他岗位，或更正岗位作业情况；不得因此辞退或降低工资。",
    "Offer another post, or correct the duties on record; it is no reason to dismiss or to cut pay.",
)


def forbidden_to_women(assignment: Assignment, ctx: Context) -> Iterator[Forbidden]:
    """The duties that no woman may do."""
    yield from on_list(assignment.duties, ctx, "women_work_listed")
    yield from too_heavy(assignment.duties, ctx, "women")


def _breaches(found: Iterable[Forbidden]) -> Iterator[Breach]:
    for work in found:
        yield Breach({"what": work.what}, work.path, work.severity)


def _pregnant(assignment: Assignment) -> bool:
    return assignment.maternity is not None and assignment.maternity.pregnant(assignment.on)


def _nursing(assignment: Assignment, ctx: Context) -> bool:
    maternity = assignment.maternity
    if maternity is None or maternity.birth is None:
        return False
    reading = age_reading(ctx, maternity.birth)
    return maternity.nursing(ctx.whole("nursing_infant_age"), assignment.on, reading)


def _while_nursing(assignment: Assignment, ctx: Context, breaches: Iterable[Breach]) -> Iterator[Breach]:
    """The breaches, as warnings on a day of which it is open whether the infant is still under the age."""
    maternity = assignment.maternity
    birth = None if maternity is None else maternity.birth
    is_open = birth is not None and age_reading(ctx, birth).is_open(
        birth, ctx.whole("nursing_infant_age"), assignment.on
    )
    return (evolve(breach, severity=Severity.WARN) if is_open else breach for breach in breaches)


def _then(assignment: Assignment, ctx: Context) -> Context:
    return ctx.at(ctx.region, assignment.on)


@rule(
    "WK-11",
    "people.women-list",
    Severity.BLOCK,
    subject=Assignment,
    sources=(Citation(WOMEN_WORKERS_ANNEX, "1"), Citation(LABOUR_LAW, "59")),
    message=_MESSAGE,
    suggestion=_OTHER_POST,
    parameters=WOMEN_LISTS,
)
def women_list(assignment: Assignment, ctx: Context) -> Iterator[Breach]:
    """No woman works underground in a mine, at a workload of grade IV, or with loads above the limits."""
    if assignment.worker.sex is Sex.FEMALE:
        yield from _breaches(forbidden_to_women(assignment, _then(assignment, ctx)))


@rule(
    "WK-12",
    "people.late-pregnancy-hours",
    Severity.BLOCK,
    subject=Assignment,
    sources=(Citation(WOMEN_WORKERS_RULES, "6"), Citation(WOMEN_WORKERS_RULES, "9"), Citation(LABOUR_LAW, "61")),
    message=Text("不得安排{what}", "must not be given {what}"),
    suggestion=Text("请改为白班、不延长劳动时间。", "Give work by day, without overtime."),
    parameters=("late_pregnancy_months", "nursing_infant_age", *AGE_READING),
)
def late_pregnancy_hours(assignment: Assignment, ctx: Context) -> Iterator[Breach]:
    """No overtime and no night work from the seventh month of pregnancy full, and while nursing an infant under one."""
    then, maternity = _then(assignment, ctx), assignment.maternity
    if maternity is None:
        return
    if maternity.pregnant_for(then.whole("late_pregnancy_months"), assignment.on):
        yield from _hours(assignment)
    elif _nursing(assignment, then):
        yield from _while_nursing(assignment, then, _hours(assignment))


def _hours(assignment: Assignment) -> Iterator[Breach]:
    if assignment.duties.night:
        yield Breach({"what": Text("夜班", "night work")}, "duties.night")
    if assignment.duties.overtime:
        yield Breach({"what": Text("加班", "overtime")}, "duties.overtime")


@rule(
    "WK-13",
    "people.pregnancy-list",
    Severity.BLOCK,
    subject=Assignment,
    sources=(Citation(WOMEN_WORKERS_ANNEX, "3"), Citation(OCCUPATIONAL_DISEASE_LAW, "38")),
    message=_MESSAGE,
    suggestion=_OTHER_POST,
    parameters=("pregnancy_work_listed",),
)
def pregnancy_list(assignment: Assignment, ctx: Context) -> Iterator[Breach]:
    """No pregnant woman does what the third annex lists; what the list leaves open is a warning."""
    if _pregnant(assignment):
        yield from _breaches(on_list(assignment.duties, _then(assignment, ctx), "pregnancy_work_listed"))


@rule(
    "WK-22",
    "people.nursing",
    Severity.BLOCK,
    subject=Assignment,
    sources=(
        Citation(WOMEN_WORKERS_RULES, "9"),
        Citation(WOMEN_WORKERS_ANNEX, "4"),
        Citation(OCCUPATIONAL_DISEASE_LAW, "38"),
    ),
    message=Text("哺乳期保护：{what}", "protection of nursing mothers: {what}"),
    suggestion=_OTHER_POST,
    parameters=(
        "nursing_infant_age",
        *AGE_READING,
        "nursing_work_listed",
        "nursing_minutes",
        "occupational_hazards",
    ),
)
def nursing(assignment: Assignment, ctx: Context) -> Iterator[Breach]:
    """A nursing mother does nothing listed, meets no occupational hazard, and has an hour a day for each infant.

    Where the hour is not recorded, somebody asks: a warning.
    """
    then, maternity = _then(assignment, ctx), assignment.maternity
    if maternity is not None and _nursing(assignment, then):
        yield from _while_nursing(assignment, then, _protection(assignment, maternity, then))


def _protection(assignment: Assignment, maternity: Maternity, then: Context) -> Iterator[Breach]:
    harm = hazards(assignment.duties, then)
    listed = tuple(on_list(assignment.duties, then, "nursing_work_listed"))
    certain = {work.exposure for work in listed if work.severity is None}
    yield from _breaches(work for work in listed if work.exposure in certain or work.exposure not in harm)
    for exposure in harm:
        if exposure not in certain:
            hazard = Text("接触职业病危害：{hazard}", "contact with an occupational hazard: {hazard}")
            yield Breach({"what": hazard.format(hazard=exposure.text)}, "duties.exposures")
    due = then.whole("nursing_minutes") * maternity.infants
    if assignment.nursing_minutes is None:
        asked = Text(
            "没有记录哺乳时间（每日应有 {due} 分钟）", "time for nursing is not recorded; {due} min a day are due"
        )
        yield Breach({"what": asked.format(due=due)}, "nursing_minutes", Severity.WARN)
    elif assignment.nursing_minutes < due:
        short = Text("每日哺乳时间 {given} 分钟，应有 {due} 分钟", "{given} min a day for nursing; {due} are due")
        yield Breach({"what": short.format(given=assignment.nursing_minutes, due=due)}, "nursing_minutes")


RULES: tuple[AnyRule, ...] = (women_list, late_pregnancy_hours, pregnancy_list, nursing)

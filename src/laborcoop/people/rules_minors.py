"""Rules about workers of 16 and 17 years (未成年工): WK-04 to WK-10.

They hold for everybody under ``juvenile_until``; who is too young to work at all is the matter of WK-01.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dateutil.relativedelta import relativedelta

from laborcoop.kernel.ages import Completion
from laborcoop.kernel.text import NO_TEXT, Text
from laborcoop.people.assignment import Assignment, MinorEmployment
from laborcoop.people.forbidden import LOAD_LIMITS, Forbidden, hazards, on_list, too_heavy, youth
from laborcoop.rulebook import Breach, Citation, Context, Convention, Mark, Severity, rule
from laborcoop.rulebook.ages import AGE_READING, age_reading
from laborcoop.rulebook.documents import JUVENILE_WORKER_RULES, LABOUR_LAW, MINORS_LAW, OCCUPATIONAL_DISEASE_LAW
from laborcoop.rulebook.rule import AnyRule

_AGE = ("juvenile_until", *AGE_READING)
_FORBIDDEN = Text("{age} 周岁{reading}，不得从事：{what}", "is {age}{reading} and must not do this: {what}")
_OTHER_POST = Text("请安排其他岗位，或更正岗位作业情况。", "Offer another post, or correct the duties on record.")


def _forbidden(assignment: Assignment, ctx: Context, found: Iterator[Forbidden]) -> Iterator[Breach]:
    young = youth(assignment.worker, assignment.on, ctx)
    if young is None:
        return
    for work in found:
        yield Breach(
            {"age": young.age, "reading": young.reading, "what": work.what}, work.path, young.severity or work.severity
        )


def _then(ctx: Context, day: date) -> Context:
    return ctx.at(ctx.region, day)


@rule(
    "WK-04",
    "people.minors-law",
    Severity.BLOCK,
    subject=Assignment,
    sources=(Citation(LABOUR_LAW, "64"),),
    message=_FORBIDDEN,
    suggestion=_OTHER_POST,
    parameters=(*_AGE, "minor_work_by_law"),
)
def minors_law(assignment: Assignment, ctx: Context) -> Iterator[Breach]:
    """No underground mine, nothing poisonous or harmful, no grade IV workload; what else is listed is WK-05."""
    then = _then(ctx, assignment.on)
    yield from _forbidden(assignment, then, on_list(assignment.duties, then, "minor_work_by_law"))


@rule(
    "WK-05",
    "people.minors-list",
    Severity.BLOCK,
    subject=Assignment,
    sources=(Citation(JUVENILE_WORKER_RULES, "3", Mark.SECONDARY),),
    message=_FORBIDDEN,
    suggestion=_OTHER_POST,
    parameters=(
        *_AGE,
        "minor_work_listed",
        *(f"minor_{name}" for name in LOAD_LIMITS),
        "minor_line_moves",
        "minor_altitude",
    ),
)
def minors_list(assignment: Assignment, ctx: Context) -> Iterator[Breach]:
    """Nothing on the list of work forbidden to juvenile workers, no load, line speed or altitude above its limits.

    The list asks of an assembly line forced postures and more than 50 moves a minute; the speed alone counts here, the
    stricter reading.
    """
    then = _then(ctx, assignment.on)
    yield from _forbidden(assignment, then, _listed(assignment, then))


def _listed(assignment: Assignment, ctx: Context) -> Iterator[Forbidden]:
    duties = assignment.duties
    yield from on_list(duties, ctx, "minor_work_listed")
    yield from too_heavy(duties, ctx, "minor")
    moves = ctx.whole("minor_line_moves")
    if duties.line_moves is not None and duties.line_moves > moves:
        what = Text(
            "每分钟 {is_now} 次动作的流水线（超过 {most} 次）", "a line of {is_now} moves a minute, over {most}"
        )
        yield Forbidden(what.format(is_now=duties.line_moves, most=moves), "duties.line_moves")
    highest = ctx.whole("minor_altitude")
    if duties.altitude is not None and duties.altitude > highest and not assignment.highland_native:
        what = Text("海拔 {is_now} 米（超过 {most} 米）的高原作业", "work at {is_now} m above the sea, over {most} m")
        unknown = assignment.highland_native is None
        asked = Text(
            "；世居高原者除外，请核实", "; those whose people have always lived in the highlands are excepted: ask"
        )
        yield Forbidden(
            Text("{what}{asked}", "{what}{asked}").format(
                what=what.format(is_now=duties.altitude, most=highest), asked=asked if unknown else NO_TEXT
            ),
            "duties.altitude",
            Severity.WARN if unknown else None,
        )


@rule(
    "WK-06",
    "people.minors-no-hazard",
    Severity.BLOCK,
    subject=Assignment,
    sources=(Citation(OCCUPATIONAL_DISEASE_LAW, "38"),),
    message=_FORBIDDEN,
    suggestion=_OTHER_POST,
    parameters=(*_AGE, "occupational_hazards"),
)
def minors_no_hazard(assignment: Assignment, ctx: Context) -> Iterator[Breach]:
    """No contact with an occupational hazard of any grade."""
    then = _then(ctx, assignment.on)
    found = (Forbidden(hazard.text, "duties.exposures") for hazard in hazards(assignment.duties, then))
    yield from _forbidden(assignment, then, found)


@rule(
    "WK-07",
    "people.minors-health-check",
    Severity.ERROR,
    subject=MinorEmployment,
    sources=(Citation(LABOUR_LAW, "65"), Citation(JUVENILE_WORKER_RULES, "6", Mark.UNVERIFIED)),
    message=Text("未成年工健康检查：{fault}{reading}", "health checks of a juvenile worker: {fault}{reading}"),
    suggestion=Text("请用人单位安排健康检查并登记日期。", "Ask the employer for a health check, and record its day."),
    parameters=(*_AGE, "minor_check_before_start", "minor_check_months", "minor_check_before_adult_months"),
)
def minors_health_check(employed: MinorEmployment, ctx: Context) -> Iterator[Breach]:
    """A juvenile worker is checked regularly: never is an error. When, was not verified, so what is late is a warning.

    By the parameters: a check before the start, no more than a year between two, and one on coming of age where the
    last is more than six months old then.
    """
    start = youth(employed.worker, employed.first_day, _then(ctx, employed.first_day))
    if start is None:
        return
    made = sorted(day for day in employed.health_checks if day <= ctx.on)
    now = youth(employed.worker, ctx.on, ctx)
    if not made and now is not None:
        fault = Text("没有检查记录", "none is recorded")
        yield Breach({"fault": fault, "reading": start.reading}, "health_checks", start.severity)
        return
    for fault in _late(employed, made, ctx, young=now is not None):
        yield Breach({"fault": fault, "reading": start.reading}, "health_checks", Severity.WARN)


def _late(employed: MinorEmployment, made: list[date], ctx: Context, *, young: bool) -> Iterator[Text]:
    if made and made[0] > employed.first_day and ctx.value("minor_check_before_start") is True:
        yield Text("首次检查晚于首个工作日", "the first is after the first working day")
    if young:
        months = ctx.whole("minor_check_months")
        if made[-1] + relativedelta(months=months) < ctx.on:
            yield Text("距上次超过 {months} 个月", "the last is more than {months} months ago").format(months=months)
        return
    months = ctx.whole("minor_check_before_adult_months")
    born = employed.worker.born
    adult = age_reading(ctx, born, Completion.BIRTHDAY).reached_on(born, ctx.whole("juvenile_until"))
    if not made or made[-1] + relativedelta(months=months) < adult:
        yield Text(
            "成年时距前一次超过 {months} 个月，应再检查一次",
            "on coming of age the last was more than {months} months old: another is due",
        ).format(months=months)


@rule(
    "WK-08",
    "people.minors-registered",
    Severity.ERROR,
    subject=MinorEmployment,
    sources=(Citation(JUVENILE_WORKER_RULES, "9", Mark.SECONDARY),),
    message=Text(
        "{age} 周岁{reading}，用人单位{fault}",
        "is {age}{reading}; the employer {fault}",
    ),
    suggestion=Text(
        "请用人单位向所在地县级以上人社部门办理未成年工登记。",
        "Ask the employer to register the juvenile worker with the county's labour authority.",
    ),
    parameters=_AGE,
)
def minors_registered(employed: MinorEmployment, ctx: Context) -> Iterator[Breach]:
    """The employer registers a juvenile worker with the authority by the first working day."""
    young = youth(employed.worker, employed.first_day, _then(ctx, employed.first_day))
    if young is None:
        return
    if employed.registered_on is None:
        fault = Text("没有办理未成年工登记", "has not registered the juvenile worker")
    elif employed.registered_on > employed.first_day:
        fault = Text("登记晚于首个工作日", "registered the juvenile worker after the first working day")
    else:
        return
    yield Breach({"age": young.age, "reading": young.reading, "fault": fault}, "registered_on", young.severity)


@rule(
    "WK-09",
    "people.minors-venue",
    Severity.BLOCK,
    subject=Assignment,
    sources=(Citation(MINORS_LAW, "61"),),
    message=Text("{age} 周岁{reading}，不得受雇于{venue}", "is {age}{reading} and must not be employed at {venue}"),
    suggestion=_OTHER_POST,
    parameters=_AGE,
)
def minors_venue(assignment: Assignment, ctx: Context) -> Iterator[Breach]:
    """No entertainment venue, bar, internet café or other venue that is unfit for minors employs anyone under 18."""
    venue = assignment.duties.venue
    young = youth(assignment.worker, assignment.on, _then(ctx, assignment.on))
    if venue is not None and young is not None:
        facts = {"age": young.age, "reading": young.reading, "venue": venue.text}
        yield Breach(facts, "duties.venue", young.severity)


@rule(
    "WK-10",
    "people.minors-night",
    Severity.WARN,
    subject=Assignment,
    sources=(
        Convention(
            Text(
                "常说未成年工不得上夜班，所读条文中没有",
                "night work of juvenile workers is often said to be forbidden; the articles read do not say so",
            ),
            Mark.UNVERIFIED,
        ),
    ),
    message=Text("{age} 周岁{reading}，岗位有夜班", "is {age}{reading}, and the post has night work"),
    suggestion=Text("请由人工判断是否安排日班。", "Let somebody decide whether to give day work."),
    parameters=_AGE,
)
def minors_night(assignment: Assignment, ctx: Context) -> Iterator[Breach]:
    """Night work for a worker under 18 is for somebody to decide."""
    young = youth(assignment.worker, assignment.on, _then(ctx, assignment.on))
    if assignment.duties.night and young is not None:
        yield Breach({"age": young.age, "reading": young.reading}, "duties.night")


RULES: tuple[AnyRule, ...] = (
    minors_law,
    minors_list,
    minors_no_hazard,
    minors_health_check,
    minors_registered,
    minors_venue,
    minors_night,
)

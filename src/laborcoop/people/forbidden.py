"""Which duties of a post are on a list of forbidden work, and what a load or a young age means for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from laborcoop.kernel.duties import Duties, Exposure
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import NO_TEXT, Text
from laborcoop.kernel.worklist import WorkList
from laborcoop.people.worker import Worker
from laborcoop.rulebook import Context, Severity
from laborcoop.rulebook.ages import age_reading

LOAD_LIMITS = ("load_often_kg", "load_times", "load_single_kg")


@frozen
class Forbidden(Record):
    """A duty that is not allowed: what it is, the field that tells, and a milder severity where something is open."""

    what: Text
    path: str
    severity: Severity | None = None
    exposure: Exposure | None = None


@frozen
class Youth(Record):
    """A worker under age on a day. On a day that another reading of the law counts as of age: a warning."""

    age: int
    reading: Text = NO_TEXT
    severity: Severity | None = None


_OPEN_READING = Text(
    "（当天是否已满 {adult} 周岁有不同算法，由人工判断）",
    " (whether {adult} years are completed on this very day is for somebody to decide)",
)


def youth(worker: Worker, day: date, ctx: Context) -> Youth | None:
    """The worker's youth on a day; None from ``juvenile_until`` years on. One too young to work is young too."""
    adult = ctx.whole("juvenile_until")
    reading = age_reading(ctx, worker.born)
    age = reading.age(worker.born, day)
    if age >= adult:
        return None
    if reading.is_open(worker.born, adult, day):
        return Youth(age, _OPEN_READING.format(adult=adult), Severity.WARN)
    return Youth(age)


def on_list(duties: Duties, ctx: Context, parameter: str) -> Iterator[Forbidden]:
    """The duties on the list that the parameter holds; one that is not graded is a warning.

    Raises:
        UnknownName: the book has no such parameter.
        InvalidValue: its value is no list of forbidden work.
    """
    for match in WorkList(str(ctx.value(parameter) or "")).matches(duties):
        yield Forbidden(match.text, "duties.exposures", None if match.certain else Severity.WARN, match.exposure)


def too_heavy(duties: Duties, ctx: Context, prefix: str) -> Iterator[Forbidden]:
    """A load above what may be carried often, or now and then; how often is a warning where it is not recorded."""
    often, times, single = (ctx.number(f"{prefix}_{name}") for name in LOAD_LIMITS)
    load, lifts = duties.load_kg, duties.lifts_per_hour
    if load is None or load <= min(often, single):
        return
    facts = {"load": load, "often": often, "times": times, "single": single}
    if load > single:
        yield Forbidden(_SINGLE.format(**facts), "duties.load_kg")
    elif lifts is None:
        yield Forbidden(_UNKNOWN.format(**facts), "duties.lifts_per_hour", Severity.WARN)
    elif lifts >= times:
        yield Forbidden(_OFTEN.format(**facts), "duties.load_kg")


_SINGLE = Text("单次负重 {load} 公斤，超过 {single} 公斤", "a load of {load} kg, over {single} kg")
_OFTEN = Text(
    "每小时负重 {times} 次以上且每次 {load} 公斤，超过 {often} 公斤",
    "a load of {load} kg, over {often} kg, {times} times an hour or more",
)
_UNKNOWN = Text(
    "负重 {load} 公斤，超过 {often} 公斤；没有记录每小时几次（{times} 次以上即为禁忌）",
    "a load of {load} kg, over {often} kg; how often an hour is not recorded (forbidden from {times} times)",
)


def hazards(duties: Duties, ctx: Context) -> tuple[Exposure, ...]:
    """The occupational hazards that a post brings one into contact with, whatever their grade."""
    found = WorkList(str(ctx.value("occupational_hazards") or "")).matches(duties)
    return tuple(match.exposure for match in found)

"""What a student may not be put to in an internship (TP-01): posts, work, places, agents. As of the day it starts."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from laborcoop.kernel.identity import Sex
from laborcoop.kernel.text import Text
from laborcoop.rulebook.ages import AGE_READING, age_reading
from laborcoop.rulebook.documents import INTERNSHIP_RULES, VOCATIONAL_EDUCATION_LAW
from laborcoop.rulebook.requirement import Requirement, unmet
from laborcoop.rulebook.rule import Breach, Context, rule
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Citation
from laborcoop.training.internship import Internship


def at_start(internship: Internship, ctx: Context) -> Context:
    """The context of the day on which an internship starts: its ages and limits hold."""
    return evolve(ctx, on=internship.period.start)


def _open(fault: Text, *, is_open: bool) -> Text:
    """The fault, with a word on a day that another reading of the law counts as of age."""
    note = Text(
        "{fault}（按另一种算法当天已满，由人工判断）",
        "{fault} (by another reading it is reached that day: decide by hand)",
    )
    return note.format(fault=fault) if is_open else fault


@rule(
    "TP-01",
    "training.internship-forbidden",
    Severity.BLOCK,
    subject=Internship,
    sources=(Citation(INTERNSHIP_RULES, "16"), Citation(VOCATIONAL_EDUCATION_LAW, "50")),
    message=Text("实习：{fault}", "internship: {fault}"),
    suggestion=Text(
        "学校和实习单位都不得这样安排；没有记录的，先问清楚",
        "neither school nor host may arrange this; of what is not recorded, ask first",
    ),
    parameters=("intern_minimum_age", "intern_adult_age", "intern_forbidden_grade", *AGE_READING),
)
def internship_forbidden(internship: Internship, ctx: Context) -> Iterator[Breach]:
    """No first-year student or child in a post, no forbidden work or place, no agent, no heavy labour.

    A warning for each of these that is not recorded.
    """
    then, work, born = at_start(internship, ctx), internship.work, internship.born
    reading = age_reading(then, born)
    age = reading.age(born, then.on)
    minimum, adult, grade = (
        then.whole(name) for name in ("intern_minimum_age", "intern_adult_age", "intern_forbidden_grade")
    )
    if internship.in_post and internship.year == 1:
        yield Breach({"fault": Text("一年级学生参加岗位实习", "a first-year student in a post")}, "year")
    if internship.in_post and age < minimum:
        fault = Text("{age} 岁，未满 {minimum} 岁", "the student is {age}, under {minimum}")
        open_day = reading.is_open(born, minimum, then.on)
        yield Breach(
            {"fault": _open(fault.format(age=age, minimum=minimum), is_open=open_day)},
            "born",
            Severity.WARN if open_day else None,
        )
    if work.forbidden_to_minors and age < adult:
        fault = Text("未满 {adult} 岁从事未成年工禁忌劳动", "under {adult}, and the work is forbidden to minors")
        open_day = reading.is_open(born, adult, then.on)
        yield Breach(
            {"fault": _open(fault.format(adult=adult), is_open=open_day)},
            "work.forbidden_to_minors",
            Severity.WARN if open_day else None,
        )
    if work.forbidden_to_women and internship.sex is Sex.FEMALE:
        fault = Text("女学生从事女职工禁忌劳动", "a woman, and the work is forbidden to women")
        yield Breach({"fault": fault}, "work.forbidden_to_women")
    if work.entertainment:
        fault = Text("在酒吧、歌厅、游戏厅、网吧等营业性娱乐场所", "in a bar, karaoke hall, game hall or internet café")
        yield Breach({"fault": fault}, "work.entertainment")
    if work.through_agent:
        fault = Text("通过中介机构或有偿代理安排", "arranged by an intermediary or a paid agent")
        yield Breach({"fault": fault}, "work.through_agent")
    if work.grade is not None and work.grade >= grade:
        fault = Text("体力劳动强度 {found} 级，{grade} 级起禁止", "labour of grade {found}, forbidden from {grade} on")
        yield Breach({"fault": fault.format(found=work.grade, grade=grade)}, "work.grade")
    yield from unmet(_not_recorded(internship, is_minor=age < adult))


def _not_recorded(internship: Internship, *, is_minor: bool) -> Iterator[Requirement]:
    """What must be known of the work, and is not: the lists are asked for those whom they protect, in a post alone."""
    work, in_post = internship.work, internship.in_post
    is_woman = internship.sex is Sex.FEMALE
    grade = Text("体力劳动强度级别", "the grade of physical labour")
    minors = Text("是否属于未成年工禁忌劳动", "whether the work is forbidden to minors")
    women = Text("是否属于女职工禁忌劳动", "whether the work is forbidden to women")
    place = Text(
        "是否在酒吧、歌厅、游戏厅、网吧等营业性娱乐场所",
        "whether it is in a bar, karaoke hall, game hall or internet café",
    )
    agent = Text("是否通过中介机构或有偿代理安排", "whether an intermediary or a paid agent arranges it")
    for name, asked, what in (
        ("grade", in_post, grade),
        ("forbidden_to_minors", in_post and is_minor, minors),
        ("forbidden_to_women", in_post and is_woman, women),
        ("entertainment", True, place),
        ("through_agent", True, agent),
    ):
        if asked and getattr(work, name) is None:
            yield Requirement(f"work.{name}", None, what)

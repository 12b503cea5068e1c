"""Technical schools of Zhuhai and their students of Nujiang: 162 recruited this school year, and those of 2021."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import evolve, frozen
from spring_return_maker.frame import stream

from year_end_maker.people import Invention, Person

SCHOOLS = (
    ("SCH-1", "珠海示例技师学院", "Zhuhai Sample Technician College", "440402", 58),
    ("SCH-2", "珠海示例高级技工学校", "Zhuhai Sample Senior Technical School", "440403", 41),
    ("SCH-3", "斗门示例技工学校", "Doumen Sample Technical School", "440403", 33),
    ("SCH-4", "金湾示例技工学校", "Jinwan Sample Technical School", "440404", 27),
    ("SCH-5", "香洲示例技工学校", "Xiangzhou Sample Technical School", "440402", 3),
)
"""Schools with how many they recruited this school year; 162 in all, which the article gives."""

_COURSES = ("焊接", "电子商务", "数控加工", "烹饪", "汽车维修", "护理")
_OLDER = 138
"""Recruited in 2021, of whom the first 40 were in a course of one year."""
_SHORT, _GONE = 40, 5
_RECOMMENDED, _TAKEN, _DECLINED = 31, 22, 4
_ELSEWHERE = 6
"""Students of Zhuhai in the same classes: nobody of them is counted."""


@frozen(kw_only=True)
class Student:
    """A student with the course and what came of it."""

    person: Person
    id: str
    school: str
    course: str
    enrolled: date
    graduated: date | None = None
    left: date | None = None
    recommended: str = ""
    accepted: str = ""

    @property
    def aided(self) -> bool:
        """Whether the student gets aid: out of poverty."""
        return self.person.out_of_poverty


def students() -> tuple[Student, ...]:
    """All students, those of 2021 first."""
    rng = stream("year-end/students")
    invention = Invention(rng)
    older = [SCHOOLS[number % 4][0] for number in range(_OLDER)]
    new = [school for school, _, _, _, recruited in SCHOOLS for _ in range(recruited)]
    made = []
    for number, school in enumerate([*older, *new, *older[:_ELSEWHERE]]):
        enrolled = date(2021, 9, 1) if number < _OLDER else date(2022, 9, 1)
        person = invention.person(f"T-{number + 1:03}", str(enrolled.year), date(enrolled.year - 17, 9, 1), 2)
        if number >= _OLDER + len(new):
            person = evolve(person, county="440402", out_of_poverty=False)
        student = Student(
            person=person, id=f"TP-{number + 1:03}", school=school, course=rng.choice(_COURSES), enrolled=enrolled
        )
        made.append(_ended(student, number))
    return tuple(made)


def _ended(student: Student, number: int) -> Student:
    if _SHORT <= number < _SHORT + _GONE:
        return evolve(student, left=date(2022, 3, 1) + timedelta(days=number))
    if number >= _SHORT:
        return student
    graduate = evolve(student, graduated=date(2022, 7, 1))
    if number >= _RECOMMENDED:
        return graduate
    answer = "是" if number < _TAKEN else "否" if number < _TAKEN + _DECLINED else ""
    return evolve(graduate, recommended=("E-04", "E-10")[number % 2], accepted=answer)


def school_rows() -> Iterator[tuple[str, ...]]:
    """The rows of the table of schools."""
    yield "院校编号", "名称", "英文名", "区划"
    for school, name, name_en, division, _ in SCHOOLS:
        yield school, name, name_en, division


def student_rows(made: tuple[Student, ...]) -> Iterator[tuple[str, ...]]:
    """The rows of the table of students."""
    yield (
        "学籍编号",
        "学生编号",
        "姓名",
        "性别",
        "身份证号码",
        "户籍区划",
        "院校编号",
        "专业",
        "入学日期",
        "毕业日期",
        "离校日期",
        "脱贫人口认定日期",
        "推荐企业编号",
        "推荐日期",
        "是否接受",
    )
    for one in made:
        yield (
            one.id,
            one.person.id,
            one.person.name,
            one.person.sex,
            one.person.number,
            one.person.county,
            one.school,
            one.course,
            str(one.enrolled),
            str(one.graduated or ""),
            str(one.left or ""),
            "2020-12-31" if one.aided else "",
            one.recommended,
            "2022-07-08" if one.recommended else "",
            one.accepted,
        )

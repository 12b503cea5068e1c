"""Applicants to schools and programmes: who gets which course, by their own choice and by the order of the course.

The placement is stable unless asked otherwise: nobody is passed over at a course for somebody who comes after them
there, so that what a family can be told ("the last who was taken came before you") is true. A course takes the better
mark first, where marks are given; among the equally good people out of poverty, then relocated people (AL-03).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from attrs import field, frozen

from laborcoop.allocation import Problem, allocate
from laborcoop.errors import InvalidValue
from laborcoop.journey import Proof, Reason
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.education import Education
from laborcoop.kernel.ids import SchoolId, WorkerId, check_id, check_once
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.people import FlagKind, Worker
from laborcoop.training.offers import OfferMarket, OfferPlace, OfferSeeker

_NATURAL = at_least(0, Text("名额和年龄不能为负数", "places and ages must not be negative"))


@frozen(kw_only=True)
class TrainingCourse(Record):
    """A programme (专业) of a school that takes students on a day: its places, and what it asks for.

    Ages are those of the first day, both bounds included. ``registered_in`` is the region whose people it is for; None:
    everybody's.

    Raises:
        InvalidValue: a number is negative.
    """

    id: str = field(validator=check_id)
    school: SchoolId
    programme: str
    places: int = field(validator=_NATURAL)
    starts_on: date
    education: Education | None = None
    lowest_age: int | None = field(default=None, validator=_NATURAL)
    highest_age: int | None = field(default=None, validator=_NATURAL)
    registered_in: DivisionCode | None = None

    def against(self, student: Worker) -> Iterator[Reason]:
        """Why the course does not take somebody, whoever else applies."""
        age = student.age(self.starts_on)
        too_young = self.lowest_age is not None and age < self.lowest_age
        if too_young or (self.highest_age is not None and age > self.highest_age):
            yield Reason(code="intake.age", text=Text("开学时年龄不符合要求", "is not of the age that it asks for"))
        if self.education is not None and (student.education is None or student.education.level < self.education.level):
            yield Reason(
                code="intake.education", text=Text("文化程度未达到要求", "has less schooling than it asks for")
            )
        if self.registered_in is not None and not student.registered_in(self.registered_in, self.starts_on):
            text = Text("户籍不在 {region}", "is not registered in {region}")
            yield Reason(code="intake.registered", text=text.format(region=self.registered_in))


@frozen(kw_only=True)
class TrainingApplication(Record):
    """A student's wish: courses, best first, and the mark of an entrance examination where there was one.

    A course that is not there, or does not take the student, is passed over; a student with none left is told why.
    """

    student: Worker
    choices: tuple[str, ...]
    mark: int | None = None


@frozen(kw_only=True)
class TrainingIntake(Record):
    """Everybody who applied: a course each, or reasons.

    Raises:
        InvalidValue: somebody is lost, named twice, or left out without a reason.
    """

    came_in: frozenset[WorkerId]
    placed: Mapping[WorkerId, str] = field(factory=dict, hash=False)
    left_out: Mapping[WorkerId, tuple[Reason, ...]] = field(factory=dict, hash=False)
    proof: Proof
    mechanism: Literal["stable", "optimal"] = "stable"

    def __attrs_post_init__(self) -> None:
        whole = [*self.placed, *self.left_out]
        if sorted(whole) != sorted(self.came_in) or not all(self.left_out.values()):
            raise InvalidValue(
                Text(
                    "招生：报名 {came} 人，但录取 {placed} + 未录取 {left}，有人丢失或重复",
                    "intake: {came} applied, {placed} have a course, {left} are left out: somebody is lost or twice",
                ).format(came=len(self.came_in), placed=len(self.placed), left=len(self.left_out))
            )

    def __repr__(self) -> str:
        """Counts only."""
        return (
            f"<TrainingIntake: {len(self.came_in)} came in, {len(self.placed)} placed, {len(self.left_out)} left out>"
        )


def intake_market(applications: Iterable[TrainingApplication], courses: Iterable[TrainingCourse]) -> OfferMarket:
    """Applicants and courses as a market of offers: `make_offers` gives the first, and the next where one is declined.

    Raises:
        InvalidValue: ``applications`` name somebody twice, or two of ``courses`` share an id.
    """
    asked = sorted(applications, key=lambda one: one.student.id)
    open_to: dict[str, list[TrainingApplication]] = {}
    offered = sorted(courses, key=lambda course: course.id)
    check_once(course.id for course in offered)
    for course in offered:
        open_to[course.id] = [one for one in asked if course.id in one.choices and not any(course.against(one.student))]
    return OfferMarket(
        seekers=tuple(OfferSeeker(worker=one.student.id, choices=tuple(dict.fromkeys(one.choices))) for one in asked),
        places=tuple(
            OfferPlace(id=course.id, places=course.places, takes=_in_groups(open_to[course.id])) for course in offered
        ),
    )


def _in_groups(applications: Sequence[TrainingApplication]) -> tuple[tuple[WorkerId, ...], ...]:
    """Applicants in the order of a course: those who are alike in it together."""
    groups: dict[tuple[bool, int, int], list[WorkerId]] = {}
    for one in applications:
        groups.setdefault((one.mark is None, -(one.mark or 0), _priority(one.student)), []).append(one.student.id)
    return tuple(tuple(groups[key]) for key in sorted(groups))


def _priority(student: Worker) -> int:
    if student.has(FlagKind.OUT_OF_POVERTY):
        return 0
    return 1 if student.has(FlagKind.RELOCATED) else 2


def plan_intake(
    applications: Iterable[TrainingApplication],
    courses: Iterable[TrainingCourse],
    *,
    mechanism: Literal["stable", "optimal"] = "stable",
) -> TrainingIntake:
    """Give applicants courses, within the places.

    Args:
        applications: everybody who applies; each once.
        courses: all courses.
        mechanism: ``stable``: no applicant and no course would both rather have each other; ``optimal``: as many
            students as possible, then their best choices, then people out of poverty first among equal answers.

    Raises:
        InvalidValue: ``applications`` name somebody twice, or two of ``courses`` share an id.
        MissingExtra: ``optimal`` needs OR-tools.
    """
    asked = sorted(applications, key=lambda one: one.student.id)
    known = tuple(courses)
    market = intake_market(asked, known)
    offered = {course.id: course for course in known}
    wants: dict[str, list[str]] = {seeker.worker: list(market.both_want(seeker)) for seeker in market.seekers}
    result = allocate(
        Problem.from_preferences(
            applicants=wants,
            places={place.id: list(place.takes or ()) for place in market.places},
            capacity={place.id: place.places for place in market.places},
            priority={one.student.id: _priority(one.student) for one in asked},
        ),
        mechanism=mechanism,
        objective="count-then-score",
    )
    return TrainingIntake(
        came_in=frozenset(one.student.id for one in asked),
        placed={one.student.id: result.placed[one.student.id] for one in asked if one.student.id in result.placed},
        left_out={
            one.student.id: tuple(_why_none(one, offered, result.unplaced[one.student.id]))
            for one in asked
            if one.student.id in result.unplaced
        },
        proof=Proof.of(result),
        mechanism=mechanism,
    )


def _why_none(
    application: TrainingApplication, courses: Mapping[str, TrainingCourse], refused: Sequence[Text]
) -> Iterator[Reason]:
    """Why somebody has no course: what was chosen is not there, does not take them, or is full of others."""
    unknown = tuple(dict.fromkeys(one for one in application.choices if one not in courses))
    chosen = [courses[one] for one in dict.fromkeys(application.choices) if one in courses]
    if unknown:
        text = Text("没有这些专业班：{courses}", "there is no course {courses}")
        yield Reason(code="intake.unknown-course", about=unknown, text=text.format(courses=unknown))
    open_to = False
    for course in chosen:
        against = tuple(course.against(application.student))
        open_to = open_to or not against
        for reason in against:
            text = Text("{course}：{reason}", "{course}: {reason}").format(course=course.id, reason=reason.text)
            yield Reason(code=reason.code, about=(course.id,), text=text)
    if open_to:
        for text in refused:
            yield Reason(code="intake.full", text=text)
    elif not application.choices:
        yield Reason(code="intake.no-choice", text=Text("没有填报志愿", "has chosen no course"))

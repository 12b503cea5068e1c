"""An independent check of an intake: counted again from applications and courses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from laborcoop.kernel.text import Text
from laborcoop.people import FlagKind
from laborcoop.training.counted_proof import proof_of_people
from laborcoop.training.intake import TrainingApplication, TrainingCourse, TrainingIntake


def verify_intake(
    intake: TrainingIntake,
    applications: Iterable[TrainingApplication],
    courses: Iterable[TrainingCourse],
    *,
    mechanism: Literal["stable", "optimal"] | None = None,
) -> tuple[Text, ...]:
    """What is wrong with an intake, counted again from applications and courses; empty when it is sound.

    Everybody is there once, with a course that they chose and that takes them; no course has more than its places;
    nobody is left out beside a place of theirs that is free; with ``stable`` nobody was passed over at a course for
    somebody who comes after them there; and the proof counts those who have a course. ``mechanism`` is the intake's own
    unless given.
    """
    asked_for = mechanism or intake.mechanism
    asked = {one.student.id: one for one in applications}
    offered = {course.id: course for course in courses}
    faults = []
    if intake.came_in != asked.keys():
        faults.append(Text("报名人员与登记不一致", "those who applied are not those recorded"))
    for worker, name in intake.placed.items():
        one, course = asked.get(worker), offered.get(name)
        if one is None or course is None or name not in one.choices or any(course.against(one.student)):
            text = Text("{worker} 不能录取到 {course}", "{worker} cannot have {course}")
            faults.append(text.format(worker=worker, course=name))
    for name, course in offered.items():
        there = [asked[worker] for worker, own in intake.placed.items() if own == name and worker in asked]
        if len(there) > course.places:
            text = Text("{course} 录取 {taken} 人，名额 {places}", "{course} has {taken} students for {places} places")
            faults.append(text.format(course=name, taken=len(there), places=course.places))
        for worker, one in asked.items():
            own = intake.placed.get(worker)
            before = one.choices[: one.choices.index(own)] if own in one.choices else one.choices
            asks = asked_for == "stable" or own is None
            if asks and name in before and not any(course.against(one.student)):
                passed = [other for other in there if asked_for == "stable" and _comes_before(one, other)]
                if len(there) < course.places or passed:
                    text = Text("{worker} 被 {course} 无故越过", "{worker} was passed over at {course}")
                    faults.append(text.format(worker=worker, course=name))
    return (*faults, *proof_of_people(intake.proof, len(intake.placed), has_goals=intake.mechanism == "optimal"))


def _comes_before(one: TrainingApplication, other: TrainingApplication) -> bool:
    """Whether somebody comes before another at every course: by mark, and among equals by what AL-03 puts first."""
    if one.mark != other.mark:
        return one.mark is not None and (other.mark is None or one.mark > other.mark)
    flags = (FlagKind.OUT_OF_POVERTY, FlagKind.RELOCATED)
    mine, theirs = ([each.student.has(kind) for kind in flags] for each in (one, other))
    return mine > theirs if mine[0] == theirs[0] and not mine[0] else mine[0] > theirs[0]

"""Applicants to courses: stable by mark and priority, nobody lost, no place passed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.education import Education
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import SchoolId, WorkerId
from laborcoop.kernel.personal import PersonName
from laborcoop.people import Flag, FlagKind, Worker
from laborcoop.testing import synthetic_number
from laborcoop.training import (
    TrainingApplication,
    TrainingCourse,
    TrainingIntake,
    intake_market,
    make_offers,
    plan_intake,
    verify_intake,
)

NUJIANG, ZHUHAI = DivisionCode("533300"), DivisionCode("440400")
BEGINS = date(2023, 9, 1)
POOR, MOVED = FlagKind.OUT_OF_POVERTY, FlagKind.RELOCATED


def student(name: str, *flags: FlagKind, born: date = date(2006, 5, 1), schooling: Education | None = None) -> Worker:
    return Worker(
        id=WorkerId(name),
        name=PersonName("学生甲"),
        sex=Sex.FEMALE,
        number=synthetic_number(1, born, Sex.FEMALE),
        born=born,
        registered=DivisionCode("533301"),
        education=schooling,
        flags=tuple(Flag(kind=kind, as_of=date(2020, 1, 1), source="register") for kind in flags),
    )


def applies(who: Worker | str, choices: str, mark: int | None = None) -> TrainingApplication:
    return TrainingApplication(student=student(who) if isinstance(who, str) else who, choices=tuple(choices), mark=mark)


def course(name: str, places: int = 1, **more: object) -> TrainingCourse:
    given = {"id": name, "school": SchoolId("T-1"), "programme": "焊接", "places": places, "starts_on": BEGINS, **more}
    return TrainingCourse(**given)  # type: ignore[arg-type]  # kinds are checked by the record


def codes(intake: TrainingIntake, name: str) -> list[str]:
    return [reason.code for reason in intake.left_out[WorkerId(name)]]


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[TrainingApplication], list[TrainingCourse]]:
    applications = [
        applies(
            student(name, *draw(st.sampled_from([(), (POOR,), (MOVED,), (POOR, MOVED)]))),
            "".join(draw(st.lists(st.sampled_from("PQX"), max_size=3))),
            draw(st.none() | st.integers(1, 2)),
        )
        for name in "abcd"[: draw(st.integers(0, 4))]
    ]
    region = st.sampled_from([None, None, NUJIANG, ZHUHAI])
    return applications, [course(name, draw(st.integers(0, 2)), registered_in=draw(region)) for name in "PQ"]


def ways(applications: Sequence[TrainingApplication], courses: Sequence[TrainingCourse]) -> Iterator[list[str | None]]:
    """Every way to give courses, within the places, to those who chose them and are of the region."""
    open_to = [each.id for each in courses if each.registered_in != ZHUHAI]
    options = [[None, *(one for one in dict.fromkeys(each.choices) if one in open_to)] for each in applications]
    for way in product(*options):
        if all(way.count(each.id) <= each.places for each in courses):
            yield list(way)


@settings(max_examples=60)
@given(cases())
def test_an_intake_is_stable_or_takes_as_many_as_any_way_does(
    case: tuple[list[TrainingApplication], list[TrainingCourse]],
) -> None:
    applications, courses = case
    every = list(ways(applications, courses))
    stable = plan_intake(applications, courses)
    best = plan_intake(iter(applications), iter(courses), mechanism="optimal")
    assert verify_intake(stable, applications, courses) == ()
    assert verify_intake(best, applications, courses) == ()
    assert best.mechanism == "optimal"
    for intake in (stable, best):
        assert intake.came_in == {each.student.id for each in applications}
        assert [intake.placed.get(each.student.id) for each in applications] in every
        assert (intake.proof.status, intake.proof.gap, intake.proof.faults) == ("proved", 0, ())
    assert len(best.placed) == max(len(way) - way.count(None) for way in every)
    assert plan_intake(applications[::-1], courses[::-1]) == stable
    # The first offers are the stable intake: what follows from declining starts there.
    log = make_offers(intake_market(applications, courses), BEGINS)
    assert log.pending == stable.placed
    # Nobody is passed over for somebody with a worse mark, or of equal mark and a weaker claim.
    for each in applications:
        own = stable.placed.get(each.student.id)
        liked = list(dict.fromkeys(each.choices))
        for name in liked[: liked.index(own)] if own else liked:
            for other in applications:
                if (
                    stable.placed.get(other.student.id) == name
                    and next(c for c in courses if c.id == name).registered_in != ZHUHAI
                ):
                    assert claim(other) <= claim(each)


def claim(one: TrainingApplication) -> tuple[bool, int, int]:
    weight = 0 if one.student.has(POOR) else 1 if one.student.has(MOVED) else 2
    return one.mark is None, -(one.mark or 0), weight


def test_the_better_mark_comes_first_and_flags_decide_only_among_equals() -> None:
    one_place = [course("P")]
    poor, moved, other = student("poor", POOR), student("moved", MOVED), student("other")

    def taken(*applications: TrainingApplication) -> list[str]:
        return list(plan_intake(applications, one_place).placed)

    assert taken(applies(poor, "P", 60), applies(other, "P", 61)) == ["other"]
    assert taken(applies(poor, "P", 60), applies(moved, "P", 60)) == ["poor"]
    assert taken(applies(other, "P", 60), applies(moved, "P", 60)) == ["moved"]
    assert taken(applies(poor, "P"), applies(other, "P", 1)) == ["other"]
    assert taken(applies(poor, "P"), applies(moved, "P"), applies(other, "P")) == ["poor"]


def test_who_asks_for_what_does_not_take_them_is_told_course_by_course_and_why() -> None:
    courses = [
        course("A", lowest_age=18),
        course("B", highest_age=16),
        course("C", education=Education.SENIOR_SECONDARY),
        course("D", registered_in=ZHUHAI),
        course("E", places=0),
    ]
    intake = plan_intake([applies("a", "ABCDXE"), applies("b", ""), applies("c", "X")], courses)
    assert codes(intake, "a")[:5] == [
        "intake.unknown-course",
        "intake.age",
        "intake.age",
        "intake.education",
        "intake.registered",
    ]
    assert set(codes(intake, "a")[5:]) == {"intake.full"}
    assert codes(intake, "b") == ["intake.no-choice"]
    assert repr(intake) == "<TrainingIntake: 3 came in, 0 placed, 3 left out>"
    assert codes(intake, "c") == ["intake.unknown-course"]
    assert intake.left_out[WorkerId("a")][1].about == ("A",)
    schooled = student("d", born=date(2005, 9, 1), schooling=Education.SENIOR_SECONDARY)
    assert plan_intake([applies(schooled, "A")], courses).placed == {"d": "A"}
    assert plan_intake([applies(schooled, "C")], courses).placed == {"d": "C"}
    junior = student("e", schooling=Education.JUNIOR_SECONDARY)
    assert codes(plan_intake([applies(junior, "C")], courses), "e") == ["intake.education"]
    young = student("f", born=date(2006, 9, 2))
    assert plan_intake([applies(young, "B")], courses).placed == {"f": "B"}


def test_given_twice_is_refused_by_name_and_nobody_can_be_lost() -> None:
    with pytest.raises(InvalidValue, match="given twice: a"):
        plan_intake([applies("a", "P"), applies("a", "")], [])
    with pytest.raises(InvalidValue, match="given twice: P"):
        plan_intake([], [course("P"), course("P")])
    intake = plan_intake([applies("a", "P"), applies("b", "P")], [course("P")])
    with pytest.raises(InvalidValue, match="is lost or twice"):
        evolve(intake, placed={})
    with pytest.raises(InvalidValue, match="is lost or twice"):
        evolve(intake, left_out=dict.fromkeys(intake.left_out, ()))


def test_the_check_finds_what_the_intake_would_not_do() -> None:
    courses = [course("P"), course("Q")]
    asked = [applies("a", "PQ", 2), applies("b", "PQ", 1), applies("c", "P", 1)]
    intake = plan_intake(asked, courses)
    assert intake.placed == {"a": "P", "b": "Q"}

    def faults(mechanism: str = "stable", **placed: str) -> str:
        names = {WorkerId(name): at for name, at in placed.items()}
        reasons = {name: intake.left_out[WorkerId("c")] for name in intake.came_in - names.keys()}
        wrong = evolve(intake, placed=names, left_out=reasons)
        return "; ".join(text.en for text in verify_intake(wrong, asked, courses, mechanism=mechanism))  # type: ignore[arg-type]  # one of the two

    assert "a was passed over at P" in faults(a="Q", b="P")
    assert faults("optimal", a="Q", b="P") == ""
    assert "b was passed over at Q" in faults(a="P")
    assert faults("optimal", a="P") == "b was passed over at Q"
    assert "c cannot have Q" in faults(c="Q")
    assert "P has 2 students for 1 places" in faults(a="P", b="P")
    asked.append(applies("d", ""))
    assert "those who applied are not those recorded" in faults(a="P", b="Q")


def test_the_check_counts_the_first_goal_of_the_proof() -> None:
    courses, asked = [course("P"), course("Q")], [applies("a", "PQ"), applies("b", "PQ"), applies("c", "P")]
    intake = plan_intake(asked, courses, mechanism="optimal")
    first, *others = intake.proof.goals
    for said in (evolve(first, value=1, bound=1), evolve(first, bound=1)):
        wrong = evolve(intake, proof=evolve(intake.proof, goals=(said, *others)))
        text, *_ = verify_intake(wrong, asked, courses)
        assert text.en.startswith("people placed: 2, but")
    unproved = evolve(intake, proof=evolve(intake.proof, goals=(evolve(first, bound=3), *others), gap=1))
    assert [text.en for text in verify_intake(unproved, asked, courses)] == ["the proof is not complete"]
    exact = evolve(intake, proof=evolve(intake.proof, gap=1))
    assert [text.en for text in verify_intake(exact, asked, courses)] == [
        "the gap of the proof is not that of its goals"
    ]

"""Somebody with two ids in a case built in Python: the check tells, and every record can be brought to one id."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from attrs import evolve, field, frozen

from laborcoop.cooperation import SubsidyClaim, SubsidyClaimId, SubsidyKind, SubsidyLedger
from laborcoop.employers.staff_register import StaffRegister
from laborcoop.journey import Outcome, Reason, Stage
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.duties import Duties
from laborcoop.kernel.identity import ResidentNumber, Sex
from laborcoop.kernel.ids import EmployerId, PlacementId, SchoolId, WorkerId
from laborcoop.kernel.personal import PersonName
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.people import Flag, FlagKind, Worker
from laborcoop.people.assignment import Assignment
from laborcoop.planning.case import Case
from laborcoop.planning.check import check
from laborcoop.planning.one_person import with_one_id_each
from laborcoop.planning.spring_return import plan_return
from laborcoop.rulebook import Finding, Findings
from laborcoop.testing import Programme, small_case, synthetic_number
from laborcoop.testing.programme import Applicant
from laborcoop.training import TrainingPlacement, TrainingProgramme, TrainingSchool

CASE = small_case(Programme(applicants=(Applicant(), Applicant())))
ANN, BEN = CASE.workers
POOR = Flag(kind=FlagKind.OUT_OF_POVERTY, as_of=date(2021, 1, 1), source="school")
STUDENT = evolve(ANN, id=WorkerId("T-1"), flags=(POOR,))
WHY = Reason(code="x", text=Text.same("full"))
SCHOOL = TrainingSchool(id=SchoolId("SCH-1"), name=Text.same("school"), division=DivisionCode("440402"))


def placed(worker: str, place: str = "TP-1") -> TrainingPlacement:
    return TrainingPlacement(
        id=PlacementId(place),
        worker=WorkerId(worker),
        school=SCHOOL.id,
        programme="welding",
        enrolled_on=date(2022, 9, 1),
    )


def taught(*students: Worker) -> TrainingProgramme:
    placements = tuple(placed(one.id, f"TP-{number}") for number, one in enumerate(students, start=1))
    return TrainingProgramme(pairing=CASE.campaign.pairing, schools=(SCHOOL,), students=students, placements=placements)


def having(*records: Record, workers: tuple[Worker, ...] = CASE.workers) -> Case:
    return evolve(CASE, records=records, workers=workers)


def told(case: Case) -> list[Finding]:
    return [one for one in check(case) if one.rule in {"PL-25", "ID-08"}]


@frozen
class Guests(Record):
    """A record that holds people and names them in every way that an annotation can say."""

    by_room: Mapping[str, Worker] = field(hash=False)
    host: WorkerId | None = None
    rooms: tuple[str, ...] = ()


NAMES = [
    ("迪阿普", "迪 阿普", True),
    ("迪阿普", "迪阿普(dí)", True),
    ("Nyi Nyi", "NYI NYI", True),
    ("张三", "張三", False),
]


@pytest.mark.parametrize(("first", "second", "one"), NAMES)
def test_one_number_and_one_name_however_written_are_one_person(first: str, second: str, one: bool) -> None:  # noqa: FBT001 - a case of the table
    ann = evolve(ANN, name=PersonName(first))
    student = evolve(STUDENT, name=PersonName(second))
    found = told(having(taught(student), workers=(ann, BEN)))
    assert [(finding.rule, finding.kind, finding.subject) for finding in found] == [
        ("PL-25" if one else "ID-08", "person", "T-1")
    ]


def test_a_masked_number_with_the_birth_date_is_the_whole_one() -> None:
    masked = evolve(STUDENT, number=ResidentNumber(STUDENT.number.masked))
    assert [one.rule for one in told(having(taught(masked)))] == ["PL-25"]
    other = evolve(masked, born=date(1980, 1, 1))
    assert told(having(taught(other))) == []


def test_nothing_is_said_of_people_of_whom_nothing_is_alike_nor_of_one_id() -> None:
    number = synthetic_number(77, date(1990, 1, 1), Sex.MALE)
    other = evolve(BEN, id=WorkerId("T-2"), number=number, born=number.birth_date)
    assert told(having(taught(other), Assignment(worker=ANN, duties=Duties(), on=CASE.on))) == []


def test_the_finding_stands_at_the_first_record_that_holds_the_person() -> None:
    (found,) = told(having(Assignment(worker=BEN, duties=Duties(), on=CASE.on), taught(STUDENT)))
    assert str(found.where) == ""
    where = {"record:2": evolve(found.where, file="records.json", column="value[1]")}
    case = evolve(having(Assignment(worker=BEN, duties=Duties(), on=CASE.on), taught(STUDENT)), where=where)
    assert str(told(case)[0].where) == "records.json · value[1]"


def test_three_students_of_one_number_are_one_with_all_their_flags() -> None:
    relocated = Flag(kind=FlagKind.RELOCATED, as_of=date(2020, 1, 1), source="county")
    students = [
        evolve(STUDENT, id=WorkerId(f"T-{n}"), number=BEN.number, name=BEN.name, born=BEN.born) for n in (1, 2, 3)
    ]
    students[2] = evolve(students[2], flags=(relocated,))
    alone = evolve(CASE, workers=(ANN,), registrations=CASE.registrations[:1], records=(taught(*students),))
    case, findings = with_one_id_each(alone)
    assert [one.subject for one in findings] == ["T-2", "T-3"]
    (programme,) = case.records_of(TrainingProgramme)
    assert programme.students == (evolve(students[0], flags=(POOR, relocated)),)
    assert [one.worker for one in programme.placements] == ["T-1"] * 3


def claim(name: str, worker: str) -> SubsidyClaim:
    return SubsidyClaim(
        id=SubsidyClaimId(name),
        worker=WorkerId(worker),
        kind=SubsidyKind.TRAVEL,
        year=2022,
        payer=DivisionCode("533301"),
        claimed_on=date(2022, 3, 1),
    )


def test_records_of_every_form_follow_the_id_that_is_kept() -> None:
    ledger = SubsidyLedger(claims=(claim("A", "T-1"), claim("B", ANN.id), claim("C", "else")))
    register = StaffRegister(
        employer=EmployerId("T-1"), staff=frozenset({WorkerId("T-1"), ANN.id}), entered=frozenset({BEN.id})
    )
    outcome = Outcome(
        stage=Stage.POSTS,
        came_in=frozenset({WorkerId("T-1"), BEN.id}),
        placed={WorkerId("T-1"): "T-1"},
        left_out={BEN.id: (WHY,)},
    )
    case, _ = with_one_id_each(having(taught(STUDENT), ledger, register, outcome))
    _, claims, staff, taken = case.records
    assert isinstance(claims, SubsidyLedger)
    assert isinstance(staff, StaffRegister)
    assert [one.worker for one in claims.claims] == [ANN.id, ANN.id, "else"]
    assert (staff.employer, set(staff.staff), set(staff.entered)) == ("T-1", {ANN.id}, {BEN.id})
    assert isinstance(taken, Outcome)
    assert (set(taken.came_in), dict(taken.placed), list(taken.left_out)) == (
        {ANN.id, BEN.id},
        {ANN.id: "T-1"},
        [BEN.id],
    )
    assert [one.id for one in case.workers] == [ANN.id, BEN.id]
    assert POOR in case.workers[0].flags
    assert case.workers[1] is BEN


def test_people_in_the_values_of_a_mapping_are_found_and_renamed_and_other_texts_stay() -> None:
    guests = Guests(by_room={"T-1": STUDENT}, rooms=("T-1",))
    (found,) = told(case := having(guests, Guests(by_room={}, host=WorkerId("T-1"))))
    assert (found.rule, found.subject) == ("PL-25", "T-1")
    assert plan_return(case).verify() == ()
    first, second = with_one_id_each(case)[0].records
    assert first == Guests(by_room={"T-1": evolve(ANN, flags=(*ANN.flags, POOR))}, rooms=("T-1",))
    assert second == Guests(by_room={}, host=ANN.id)


def test_a_record_that_cannot_hold_two_as_one_stays_as_it_is() -> None:
    both = frozenset({WorkerId("T-1"), ANN.id})
    torn = Outcome(stage=Stage.POSTS, came_in=both, placed={ANN.id: "X"}, left_out={WorkerId("T-1"): (WHY,)})
    case, _ = with_one_id_each(having(taught(STUDENT), torn))
    assert case.records[1] is torn


def test_a_record_whose_fields_nobody_can_read_stays_as_it_is() -> None:
    class Hidden:
        pass

    @frozen
    class Odd(Record):
        held: Hidden

    case, _ = with_one_id_each(having(odd := Odd(Hidden()), taught(STUDENT)))
    assert case.records[0] is odd


def test_a_case_in_which_everybody_has_one_id_is_itself() -> None:
    case = having(taught(evolve(STUDENT, id=ANN.id)))
    assert with_one_id_each(case) == (case, ())
    assert with_one_id_each(case)[0] is case


def test_a_plan_tells_of_two_ids_and_is_verified_apart() -> None:
    other = evolve(STUDENT, id=WorkerId("T-2"), name=PersonName("阿丁"))
    case = having(taught(STUDENT, other), Assignment(worker=STUDENT, duties=Duties(), on=CASE.on))
    plan = plan_return(case)
    assert [(one.rule, one.subject) for one in told(case)] == [("ID-08", "T-1"), ("ID-08", "T-2"), ("PL-25", "T-1")]
    assert plan.verify() == ()
    for code in ("PL-25", "ID-08"):
        silent = evolve(plan, findings=Findings.of(one for one in plan.findings if one.rule != code))
        assert silent.verify()

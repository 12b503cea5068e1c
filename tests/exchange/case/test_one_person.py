"""One person whom the files of a case hold under two ids is one person of the case, and is told of."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from laborcoop.cooperation import TransferEmployment
from laborcoop.exchange.case import load_case
from laborcoop.indicators import measure
from laborcoop.journey import Journey
from laborcoop.kernel.identity import Sex, check_character
from laborcoop.people import FlagKind
from laborcoop.planning.case import Case
from laborcoop.planning.check import check
from laborcoop.retention import Reception
from laborcoop.rulebook import Finding
from laborcoop.testing import synthetic_number
from laborcoop.training import StudentAid, TrainingProgramme

Cells = dict[str, object]
Rows = dict[str, list[Cells]]
Load = Callable[[Rows], Case]

NUMBER = synthetic_number(1, date(2006, 5, 1), Sex.FEMALE).reveal()
OF_THE_ROSTER = "53339919900307001" + check_character("53339919900307001")
"""The number of W-1, 阿甲, of the small case."""
SCHOOLS: list[Cells] = [{"id": f"SCH-{n}", "name": f"示例技校{n}", "division": "440402"} for n in (1, 2)]


def student(record: str, worker: str, **changed: object) -> Cells:
    given: Cells = {
        "id": record,
        "worker": worker,
        "name": "阿娜",
        "sex": "女",
        "number": NUMBER,
        "registered": "533301",
        "school": "SCH-1",
        "programme": "焊接",
        "enrolled_on": "2022-09-01",
    }
    return given | changed


GRADUATE = student(
    "TP-1",
    "T-1",
    name="阿 甲",
    sex="男",
    number=OF_THE_ROSTER,
    registered="533323",
    enrolled_on="2020-09-01",
    graduated_on="2022-07-01",
    out_of_poverty_as_of="2020-12-31",
)


def programme(case: Case) -> TrainingProgramme:
    (found,) = case.records_of(TrainingProgramme)
    return found


def told(case: Case, *codes: str) -> list[Finding]:
    return [one for one in check(case) if one.rule in (codes or ("PL-25", "ID-08"))]


def figure(case: Case, code: str) -> int:
    return measure(case)[code].count.value


TWICE = [student("TP-1", "T-1"), student("TP-9", "T-9", school="SCH-2", enrolled_on="2022-10-10")]


@pytest.mark.parametrize("students", list(permutations(TWICE)), ids=["in order", "turned round"])
def test_a_student_at_two_schools_under_two_ids_is_one_student(rows: Rows, load: Load, students: list[Cells]) -> None:
    case = load({**rows, "schools": SCHOOLS, "students": students})
    assert [one.id for one in programme(case).students] == ["T-1"]
    assert [(one.id, one.worker) for one in programme(case).placements] == [("TP-1", "T-1"), ("TP-9", "T-1")]
    assert (figure(case, "recruited"), figure(case, "enrolled")) == (1, 1)
    (found,) = told(case)
    assert (found.rule, found.severity.value, found.kind, found.subject) == ("PL-25", "WARN", "person", "T-9")
    assert str(found.where) == f"students.csv · students · row {2 + students.index(TWICE[1])} · B"
    assert found.message.en == (
        "T-9 has the resident number and the name of T-1 and is the same person: the records of both ids count as "
        "those of T-1"
    )
    assert "同一人" in found.message.zh
    assert not any(text in found.render("zh") + repr(found) for text in ("阿娜", NUMBER))


def test_students_of_one_id_need_no_word(rows: Rows, load: Load) -> None:
    case = load({**rows, "schools": SCHOOLS, "students": [TWICE[0], {**TWICE[1], "worker": "T-1"}]})
    assert (figure(case, "enrolled"), told(case)) == (1, [])


def worked(rows: Rows, load: Load) -> Case:
    """A graduate who stands in the county's roster, with deeds under both ids."""
    spell: Cells = {"start": "2022-08-01", "division": "440404", "employer": "E1"}
    given: Rows = {
        "schools": SCHOOLS,
        "students": [GRADUATE],
        "transfers": [{"worker": "T-1", **spell}, {"worker": "W-1", **spell, "start": "2022-11-01"}],
        "receptions": [{"worker": "T-1", "arrived_on": "2022-07-30", "lodging": "H1"}],
        "journeys": [{"worker": "T-1", "convoy": "C1", "registered_at": "2023-01-20 09:00"}],
    }
    return load({**rows, **given})


def test_a_graduate_of_the_roster_is_its_worker_wherever_files_name_one_or_the_other(rows: Rows, load: Load) -> None:
    case = worked(rows, load)
    assert [one.worker for one in case.records_of(TransferEmployment)] == ["W-1", "W-1"]
    assert [one.worker.id for one in case.records_of(Reception)] == ["W-1"]
    assert [one.worker for one in case.records_of(Journey)] == ["W-1"]
    assert [one.id for one in programme(case).students] == ["W-1"]
    assert [one.worker for one in programme(case).placements] == ["W-1"]
    assert [figure(case, code) for code in ("new_transfers", "in_post", "worked", "graduates")] == [1, 1, 1, 1]
    assert [row.counted for row in measure(case)["new_transfers"].evidence()] == ["W-1"]


def test_of_a_graduate_of_the_roster_it_is_told_that_one_id_stands_for_both(rows: Rows, load: Load) -> None:
    case = worked(rows, load)
    (found,) = told(case)
    assert (found.rule, found.subject, str(found.where)) == ("PL-25", "T-1", "students.csv · students · row 2 · B")
    assert found.message.en.endswith(
        "they give different divisions of registration (533301, 533323), of which the first stands"
    )
    assert "W-1" in found.suggestion.zh
    assert not [one for one in case.findings if one.severity.excludes]
    assert case.intake.rows == 2 == len(case.workers)


def test_the_worker_has_the_flags_that_the_school_recorded(rows: Rows, load: Load) -> None:
    case = worked(rows, load)
    (worker,) = [one for one in case.workers if one.id == "W-1"]
    assert [(one.kind, one.source) for one in worker.flags] == [(FlagKind.OUT_OF_POVERTY, "students.csv")]
    assert programme(case).students == (worker,)
    assert figure(case, "new_out_of_poverty") == 1


def test_a_number_under_another_name_is_told_of_and_nobody_is_merged(rows: Rows, load: Load) -> None:
    given: Rows = {"schools": SCHOOLS, "students": [{**GRADUATE, "name": "阿丙"}, student("TP-2", "T-2")]}
    spells: list[Cells] = [
        {"worker": who, "start": "2022-08-01", "division": "440404", "registered": "533301"} for who in ("T-1", "W-1")
    ]
    case = load({**rows, **given, "transfers": spells})
    assert [one.id for one in programme(case).students] == ["T-1", "T-2"]
    assert figure(case, "new_transfers") == 2
    (found,) = told(case)
    assert (found.rule, found.severity.value, found.kind, found.subject) == ("ID-08", "ERROR", "person", "T-1")
    assert found.message.en == "one resident number stands for different people: T-1, W-1"
    assert str(found.where) == "students.csv · students · row 2 · B"


def test_an_old_number_is_its_modern_twin(rows: Rows, load: Load) -> None:
    old = OF_THE_ROSTER[:6] + OF_THE_ROSTER[8:17]
    case = load({**rows, "schools": SCHOOLS, "students": [{**GRADUATE, "number": old}]})
    assert [one.subject for one in told(case, "PL-25")] == ["T-1"]


def test_further_records_name_the_student_by_either_id(rows: Rows, load: Load, folder: Path) -> None:
    load({**rows, "schools": SCHOOLS, "students": [GRADUATE]})
    pairing = {"sending": "533300", "receiving": "440400", "period": {"start": "2020-01-01", "end": None}}
    aid = {"type": "StudentAid", "id": "A-1", "student": "T-1", "placement": "TP-1", "pairing": pairing}
    claims = [
        {
            "type": "SubsidyClaim",
            "id": f"SC-{who}",
            "worker": who,
            "kind": "travel",
            "year": 2022,
            "amount": "300",
            "payer": "533301",
            "claimed_on": "2022-12-01",
        }
        for who in ("T-1", "W-1")
    ]
    document = {"format": "laborcoop-records", "version": 1, "masked": False, "value": [aid, *claims]}
    (folder / "records.json").write_text(json.dumps(document), encoding="utf-8")
    case = load_case(folder)
    assert not [one for one in case.findings if one.where.file == "records.json"]
    (found,) = case.records_of(StudentAid)
    assert (found.student.id, found.placement.worker) == ("W-1", "W-1")
    assert figure(case, "claims_double") == 1


OTHER = synthetic_number(2, date(2006, 5, 1), Sex.FEMALE).reveal()
OWN = student("TP-3", "W-1", name="阿甲", sex="男", number=OF_THE_ROSTER, registered="533323")
B2, B3 = (f"students.csv · students · row {row} · B" for row in (2, 3))
ONE_ID_OF_TWO: list[tuple[list[Cells], list[str], list[tuple[str, str]]]] = [
    ([student("TP-1", "T-1"), student("TP-2", "T-1", number=OTHER)], [], [(B2, "row 3"), (B3, "row 2")]),
    ([student("TP-1", "T-1"), student("TP-2", "W-1")], ["T-1"], [(B3, "rosters/lushui.csv · lushui · row 2")]),
    ([OWN, student("TP-4", "W-1")], ["W-1"], [(B3, "rosters/lushui.csv · lushui · row 2")]),
]


@pytest.mark.parametrize(
    ("students", "kept", "refused"), ONE_ID_OF_TWO, ids=["two students", "a worker's", "a worker's, who is one too"]
)
def test_an_id_of_two_numbers_makes_nobody_of_the_rows_that_may_be_either(
    rows: Rows, load: Load, students: list[Cells], kept: list[str], refused: list[tuple[str, str]]
) -> None:
    for given in (students, students[::-1]):
        case = load({**rows, "schools": SCHOOLS, "students": given})
        found = [one for one in case.findings if one.rule == "CF-24"]
        assert [student.id for one in case.records_of(TrainingProgramme) for student in one.students] == kept
        assert [one.severity.value for one in found] == ["ERROR"] * len(refused)
        assert not any(number in one.render("zh") + repr(one) for one in found for number in (NUMBER, OTHER))
        if given is students:
            assert [str(one.where) for one in found] == [place for place, _ in refused]
            assert all(other in one.message.en for one, (_, other) in zip(found, refused, strict=True))
        assert {worker.id for worker in case.workers} == {"W-1", "W-2"}


@pytest.mark.parametrize(
    ("changed", "column"), [({"name": "阿丽"}, "C"), ({"registered": "533323"}, "F"), ({"name": "阿 娜"}, "")]
)
def test_what_rows_of_one_student_say_otherwise_is_told_and_the_first_stands(
    rows: Rows, load: Load, changed: Cells, column: str
) -> None:
    case = load({**rows, "schools": SCHOOLS, "students": [TWICE[0], {**TWICE[1], "worker": "T-1", **changed}]})
    told_of = [one for one in case.findings if one.rule == "CF-25"]
    assert [str(one.where) for one in told_of] == [f"students.csv · students · row 3 · {column}"] * bool(column)
    assert all("students.csv · students · row 2, which stands" in one.message.en for one in told_of)
    (kept,) = programme(case).students
    assert (kept.name.reveal(), str(kept.registered)) == ("阿娜", "533301")
    assert len(programme(case).placements) == 2

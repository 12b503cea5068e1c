"""A person of two registration ids in the rosters: the records under either are read for the one worker."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from laborcoop.cooperation import TransferEmployment
from laborcoop.exchange.case import load_case
from laborcoop.indicators import measure
from laborcoop.journey import Journey
from laborcoop.kernel.identity import check_character
from laborcoop.planning.case import Case
from laborcoop.planning.check import check
from laborcoop.retention import HelpCase, Reception
from laborcoop.rulebook import Finding
from laborcoop.training import TrainingProgramme

Cells = dict[str, object]
Rows = dict[str, list[Cells]]
Load = Callable[[Rows], Case]

NUMBER, OTHER = (first + check_character(first) for first in ("53339919900307001", "53339919991231001"))
"""The number of W-1, 阿甲, of the small case, and one that nobody in it has."""
AGAIN = ("Y-9", "阿甲", NUMBER, "福贡县")
SPELL: Cells = {"start": "2022-08-01", "division": "440404", "employer": "E1"}
UNDER_THE_SECOND: Rows = {
    "transfers": [{"worker": "Y-9", **SPELL}],
    "receptions": [{"worker": "Y-9", "arrived_on": "2022-07-30", "lodging": "H1"}],
    "journeys": [{"worker": "Y-9", "convoy": "C1", "registered_at": "2023-01-20 09:00"}],
}


@pytest.fixture
def in_two_counties(folder: Path) -> Path:
    """The folder with the roster of a second county, in which W-1 stands as Y-9."""
    with (folder / "rosters" / "fugong.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("登记编号", "姓名", "身份证号码", "县(市)"), AGAIN])
    return folder


def told(case: Case) -> list[Finding]:
    return [one for one in check(case) if one.rule == "PL-25"]


def student(number: str) -> Rows:
    of_the_school: Cells = {
        "id": "TP-1",
        "worker": "Y-9",
        "name": "阿甲",
        "sex": "男",
        "number": number,
        "registered": "533301",
        "school": "SCH-1",
        "programme": "焊接",
        "enrolled_on": "2020-09-01",
        "out_of_poverty_as_of": "2020-12-31",
    }
    return {"schools": [{"id": "SCH-1", "name": "示例技校", "division": "440402"}], "students": [of_the_school]}


def further(folder: Path, *records: Cells) -> None:
    document = {"format": "laborcoop-records", "version": 1, "masked": False, "value": records}
    (folder / "records.json").write_text(json.dumps(document), encoding="utf-8")


@pytest.mark.usefixtures("in_two_counties")
def test_deeds_under_the_second_id_are_those_of_the_worker(rows: Rows, load: Load) -> None:
    case = load({**rows, **UNDER_THE_SECOND})
    assert {one.id for one in case.workers} == {"W-1", "W-2"}
    assert [one.worker for one in case.records_of(TransferEmployment)] == ["W-1"]
    assert [one.worker for one in case.records_of(Journey)] == ["W-1"]
    assert [one.worker.id for one in case.records_of(Reception)] == ["W-1"]
    assert [measure(case)[code].count.value for code in ("worked", "in_post", "receptions")] == [1, 1, 1]
    assert not [one for one in case.findings if one.severity.excludes]


@pytest.mark.usefixtures("in_two_counties")
def test_it_is_told_that_one_id_stands_for_both(rows: Rows, load: Load) -> None:
    (found,) = told(load({**rows, **UNDER_THE_SECOND}))
    assert (found.subject, found.severity.value, found.kind) == ("Y-9", "WARN", "person")
    assert str(found.where) == "rosters/fugong.csv · fugong · row 2"
    assert found.message.en.startswith("Y-9 has the resident number and the name of W-1 and is the same person")
    assert not any(text in found.render("zh") + repr(found) for text in ("阿甲", NUMBER))


def test_further_records_may_name_or_hold_the_worker_by_either_id(
    in_two_counties: Path, rows: Rows, load: Load
) -> None:
    further(
        in_two_counties,
        {"type": "HelpCase", "id": "HC-1", "worker": "Y-9", "kind": "wages", "opened_on": "2022-09-01", "owner": "R-1"},
        {"type": "Reception", "worker": "Y-9", "arrived_on": "2022-10-01", "lodging": "H1"},
    )
    load(rows)
    case = load_case(in_two_counties)
    assert not [one for one in case.findings if one.where.file == "records.json"]
    assert [str(one.where) for one in told(case)] == ["rosters/fugong.csv · fugong · row 2"]
    assert [one.worker for one in case.records_of(HelpCase)] == ["W-1"]
    assert [one.worker for one in case.records_of(Reception)] == [one for one in case.workers if one.id == "W-1"]


@pytest.mark.usefixtures("in_two_counties")
def test_a_student_under_the_second_id_is_the_worker_and_told_of_once(rows: Rows, load: Load) -> None:
    case = load({**rows, **student(NUMBER), **UNDER_THE_SECOND})
    (programme,) = case.records_of(TrainingProgramme)
    assert [one.id for one in programme.students] == ["W-1"]
    assert programme.students[0].flags == next(one for one in case.workers if one.id == "W-1").flags != ()
    assert [one.subject for one in told(case)] == ["Y-9"]


@pytest.mark.usefixtures("in_two_counties")
def test_a_student_of_another_number_cannot_have_the_second_id(rows: Rows, load: Load) -> None:
    case = load({**rows, **student(OTHER)})
    (found,) = [one for one in case.findings if one.rule == "CF-24"]
    assert "rosters/fugong.csv · fugong · row 2" in found.message.en
    assert not list(case.records_of(TrainingProgramme))


def test_a_row_that_gives_no_id_is_no_second_id(folder: Path, rows: Rows, load: Load) -> None:
    with (folder / "rosters" / "fugong.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("姓名", "身份证号码"), AGAIN[1:3]])
    case = load(rows)
    assert (len(case.intake.merged), told(case)) == (1, [])


def test_somebody_else_in_a_further_record_keeps_an_id_that_rosters_give_twice(
    in_two_counties: Path, rows: Rows, load: Load
) -> None:
    stranger = {"type": "Worker", "id": "Y-9", "name": "阿丁", "sex": "female", "number": OTHER, "born": "1999-12-31"}
    further(in_two_counties, {**stranger, "registered": "533301"})
    load({**rows, "transfers": UNDER_THE_SECOND["transfers"]})
    case = load_case(in_two_counties)
    assert [one.worker for one in case.records_of(TransferEmployment)] == ["Y-9"]

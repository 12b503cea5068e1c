"""The tables of what was done: records of the case, with their places; and what is wrong in them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from laborcoop.cooperation import TransferEmployment
from laborcoop.indicators import measure
from laborcoop.journey import Journey
from laborcoop.journey.journey import EarlyEnd
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import Sex
from laborcoop.people import FlagKind
from laborcoop.planning.case import Case
from laborcoop.planning.check import check
from laborcoop.retention import Reception, ReceptionItem
from laborcoop.testing import synthetic_number
from laborcoop.training import TrainingProgramme

if TYPE_CHECKING:
    from tests.exchange.case.conftest import Cells, Load, Rows

NUMBER = synthetic_number(1, date(2006, 5, 1), Sex.FEMALE).reveal()


def deeds() -> Rows:
    return {
        "transfers": [
            {"worker": "W-2", "start": "2022-03-01", "division": "440404", "employer": "E1", "organised": "是"},
            {
                "worker": "W-9",
                "start": "2021-03-01",
                "left_on": "2021-09-01",
                "division": "440402",
                "registered": "533325",
            },
        ],
        "receptions": [
            {
                "worker": "W-1",
                "arrived_on": "2023-02-06",
                "lodging": "H1",
                "left_on": "2023-02-07",
                "services": "住、组织到岗",
            },
            {"worker": "W-2", "arrived_on": "2022-02-28", "lodging": "H1"},
        ],
        "journeys": [
            {
                "worker": "W-1",
                "convoy": "C1",
                "registered_at": "2023-01-20 09:00",
                "left_home_at": "2023-02-05 06:30",
                "boarded_at": "2023-02-05 07:00",
                "arrived_at": "2023-02-06 18:40",
                "received_at": "2023-02-06 18:50",
                "entered_factory_at": "2023-02-06 20:00",
            },
            {
                "worker": "W-2",
                "convoy": "C1",
                "registered_at": "2023-01-20 09:00",
                "end": "未到",
                "ended_at": "2023-02-05 08:00",
            },
        ],
        "schools": [{"id": "SCH-1", "name": "示例技校", "name_en": "Sample school", "division": "440402"}],
        "students": [
            {
                "id": "TP-1",
                "worker": "T-1",
                "name": "阿娜",
                "sex": "女",
                "number": NUMBER,
                "registered": "533301",
                "school": "SCH-1",
                "programme": "焊接",
                "enrolled_on": "2021-09-01",
                "graduated_on": "2022-07-01",
                "out_of_poverty_as_of": "2020-12-31",
                "recommended_to": "E1",
                "recommended_on": "2022-07-08",
                "accepted": "是",
            },
            {
                "id": "TP-2",
                "worker": "T-1",
                "name": "阿娜",
                "sex": "女",
                "number": NUMBER,
                "registered": "533301",
                "school": "SCH-1",
                "programme": "焊接",
                "enrolled_on": "2022-09-01",
            },
        ],
    }


def of(case: Case, kind: type) -> list[object]:
    return [record for record in case.records if isinstance(record, kind)]


def test_a_spell_with_an_employer_that_the_case_does_not_have_is_a_spell_without_one(rows: Rows, load: Load) -> None:
    given = deeds()
    given["transfers"][0]["employer"] = "E-999"
    case = load({**rows, **given})
    first, _ = of(case, TransferEmployment)
    assert isinstance(first, TransferEmployment)
    assert (first.worker, first.employer) == ("W-2", None)
    told = [(one.rule, one.severity.value) for one in case.findings if one.where.file == "transfers.csv"]
    assert told == [("CF-07", "WARN")]


@pytest.mark.parametrize(
    ("cell", "written", "severity"),
    [("division", "449999", "ERROR"), ("division", "999999", "ERROR"), ("start", "2023-02-08", "WARN")],
)
def test_a_spell_in_no_division_or_not_begun_is_told_at_its_row(
    rows: Rows, load: Load, cell: str, written: str, severity: str
) -> None:
    given = deeds()
    given["transfers"][0][cell] = written
    case = load({**rows, **given})
    assert len(of(case, TransferEmployment)) == 2
    told = [(one.severity.value, str(one.where)) for one in check(case) if one.rule == "IN-09"]
    assert told == [(severity, "transfers.csv · transfers · row 2")]


@pytest.mark.parametrize(
    ("stem", "cell", "written", "rule", "place"),
    [
        ("fairs", "division", "535301", "PL-30", "fairs.csv · fairs · row 2 · C"),
        ("fairs", "host", "404400", "PL-30", "fairs.csv · fairs · row 2 · F"),
        ("fairs", "division", "533302", "PL-31", "fairs.csv · fairs · row 2 · C"),
        ("students", "registered", "353301", "PL-30", "students.csv · students · row 2 · F"),
        ("transfers", "registered", "533425", "PL-30", "transfers.csv · transfers · row 3 · G"),
    ],
)
def test_a_division_that_keeps_a_record_out_of_figures_is_told_at_its_cell(
    rows: Rows, load: Load, stem: str, cell: str, written: str, rule: str, place: str
) -> None:
    given = {**rows, **deeds()}
    given["students"] = given["students"][:1]
    given[stem][-1 if stem == "transfers" else 0][cell] = written
    told = [one for one in check(load(given)) if one.rule in {"PL-30", "PL-31"}]
    assert [(one.rule, one.path, str(one.where)) for one in told] == [(rule, cell, place)]
    assert "did you mean" in told[0].suggestion.en


def test_a_recommendation_to_an_employer_that_the_case_does_not_have_is_told_at_its_cell(
    rows: Rows, load: Load
) -> None:
    given = deeds()
    given["students"][0]["recommended_to"] = "E-999"
    case = load({**rows, **given})
    (told,) = [one for one in check(case) if one.rule == "PL-05"]
    assert (told.kind, told.subject, told.path, str(told.where)) == (
        "placement",
        "TP-1",
        "recommended_to",
        "students.csv · students · row 2 · L",
    )
    assert told.message.en == "student TP-1 is recommended to E-999, an employer that the case does not have"
    (programme,) = of(case, TrainingProgramme)
    assert isinstance(programme, TrainingProgramme)
    assert programme.placements[0].recommendations[0].employer == "E-999"
    assert not [one for one in check(load({**rows, **deeds()})) if one.rule == "PL-05"]


def test_a_row_given_again_word_for_word_is_used_once_and_told_of(rows: Rows, load: Load) -> None:
    given = deeds()
    given["transfers"].append(dict(given["transfers"][0]))
    case = load({**rows, **given})
    assert len(of(case, TransferEmployment)) == 2
    told = [(one.rule, one.severity.value, one.where.row) for one in case.findings if one.where.file == "transfers.csv"]
    assert told == [("CF-23", "WARN", 4)]


def test_a_spell_takes_the_registered_division_from_the_roster_or_gives_its_own(rows: Rows, load: Load) -> None:
    case = load({**rows, **deeds()})
    first, second = of(case, TransferEmployment)
    assert isinstance(first, TransferEmployment)
    assert isinstance(second, TransferEmployment)
    assert (first.worker, first.registered, first.organised) == ("W-2", DivisionCode("533301"), True)
    assert (second.registered, second.period.end, second.employer) == (DivisionCode("533325"), date(2021, 9, 1), None)
    assert case.locus("transfer", "W-2/2022-03-01").row == 2
    assert case.locus("record", "1").row == 2


def test_a_reception_is_of_a_worker_with_the_day_of_each_service(rows: Rows, load: Load) -> None:
    first, second = of(load({**rows, **deeds()}), Reception)
    assert isinstance(first, Reception)
    assert isinstance(second, Reception)
    assert first.worker.id == "W-1"
    assert first.done == {
        ReceptionItem.LODGING: date(2023, 2, 6),
        ReceptionItem.DELIVERY_TO_POST: date(2023, 2, 7),
    }
    assert (second.left_on, second.done) == (None, {})


def test_a_journey_ends_at_the_gate_or_before(rows: Rows, load: Load) -> None:
    first, second = of(load({**rows, **deeds()}), Journey)
    assert isinstance(first, Journey)
    assert isinstance(second, Journey)
    assert first.entered_factory_at is not None
    assert first.end is None
    assert second.end is not None
    assert second.end.how is EarlyEnd.NO_SHOW


def test_the_students_make_a_programme_with_their_schools(rows: Rows, load: Load) -> None:
    (programme,) = of(load({**rows, **deeds()}), TrainingProgramme)
    assert isinstance(programme, TrainingProgramme)
    (student,) = programme.students
    assert student.has(FlagKind.OUT_OF_POVERTY)
    assert student.born == date(2006, 5, 1)
    first, second = programme.placements
    assert first.recommendations[0].accepted is True
    assert second.recommendations == ()
    assert programme.schools[0].name.en == "Sample school"


@pytest.mark.parametrize(
    ("stem", "changes", "why"),
    [
        ("transfers", {"worker": "W-8"}, "no roster has a worker W-8"),
        ("transfers", {"left_on": "2022-03-01"}, "a period must end after it starts"),
        ("transfers", {"start": ""}, "needed"),
        ("receptions", {"worker": "W-8"}, "no roster has a worker W-8"),
        ("receptions", {"lodging": "H9"}, "H9"),
        ("receptions", {"left_on": "2023-02-05"}, "between arrival and leaving"),
        ("receptions", {"services": "洗衣"}, "one of these is expected"),
        ("journeys", {"worker": "W-8"}, "no roster has a worker W-8"),
        ("journeys", {"convoy": "C9"}, "C9"),
        ("journeys", {"end": "未到"}, "must be given together"),
        ("journeys", {"boarded_at": "2023-02-07 07:00"}, "journey"),
        ("students", {"number": "533399200605010012"}, "check character"),
        ("students", {"recommended_on": ""}, "its employer and its day"),
        ("students", {"school": "SCH-9"}, "SCH-9"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_and_the_others_go_on(
    rows: Rows, load: Load, stem: str, changes: Cells, why: str
) -> None:
    given = deeds()
    given[stem][0] = {**given[stem][0], **changes}
    case = load({**rows, **given})
    told = [finding for finding in case.findings if finding.where.file == f"{stem}.csv"]
    assert told
    assert all(finding.where.row == 2 for finding in told)
    assert any(why in finding.message.en or "CF-04" in finding.rule for finding in told)
    whole = load({**rows, **deeds()})
    placed = [len(one.placements) for one in case.records if isinstance(one, TrainingProgramme)]
    assert len(case.records) == len(whole.records) - (stem != "students")
    assert placed == [1 if stem == "students" else 2]


def test_a_school_outside_the_receiving_region_makes_no_programme(rows: Rows, load: Load) -> None:
    given = deeds()
    given["schools"][0]["division"] = "533301"
    case = load({**rows, **given})
    assert of(case, TrainingProgramme) == []
    assert "the schools must lie in the receiving region" in str([finding.message.en for finding in case.findings])


def test_without_students_there_is_no_programme(rows: Rows, load: Load) -> None:
    assert of(load({**rows, "schools": deeds()["schools"]}), TrainingProgramme) == []


def test_the_order_of_the_rows_changes_no_record(rows: Rows, load: Load) -> None:
    before = load({**rows, **deeds()})
    turned = {stem: records[::-1] for stem, records in deeds().items()}
    assert load({**rows, **turned}).records == before.records


def test_a_spell_of_another_registered_division_than_the_roster_s_is_told_of_and_the_roster_stands(
    rows: Rows, load: Load
) -> None:
    given = deeds()
    given["transfers"] = [
        {"worker": "W-1", "start": "2022-03-01", "division": "440404", "registered": "533301"},
        {"worker": "W-2", "start": "2022-03-01", "division": "440404", "registered": "430100"},
        {"worker": "X-1", "start": "2022-04-01", "division": "440404", "registered": "430100"},
        {"worker": "X-1", "start": "2022-03-01", "left_on": "2022-03-09", "division": "440404", "registered": "533301"},
        {"worker": "X-2", "start": "2022-03-01", "division": "440404", "registered": "430100"},
        {"worker": "T-1", "start": "2022-08-01", "division": "440404", "registered": "430100"},
    ]
    case = load({**rows, **given})
    told = [one for one in case.findings if one.rule == "CF-25"]
    assert [(str(one.where), one.subject, one.kind, one.path, one.severity.value) for one in told] == [
        ("transfers.csv · transfers · row 3 · D", "W-2", "transfer", "registered", "WARN"),
        ("transfers.csv · transfers · row 4 · D", "X-1", "transfer", "registered", "WARN"),
        ("transfers.csv · transfers · row 7 · D", "T-1", "transfer", "registered", "WARN"),
    ]
    of_the_same = "spell of work: “registered” is not that of the same person at {place}, which stands"
    places = (
        "rosters/lushui.csv · lushui · row 3",
        "transfers.csv · transfers · row 5",
        "students.csv · students · row 2 · B",
    )
    assert [one.message.en for one in told] == [of_the_same.format(place=place) for place in places]
    figures = measure(case)
    home = {row.counted: str(row.division) for row in figures["in_post"].evidence()}
    assert home == dict.fromkeys(("W-1", "W-2", "X-1", "T-1"), "533301")
    assert {row.counted for row in figures["new_transfers_to_date"].evidence()} == set(home)
    assert figures["retention_90"].whole is not None
    assert figures["retention_90"].whole.value == len(home)


@pytest.mark.parametrize(
    ("written", "posts", "rules"),
    [
        ("P1：12、P2:8", {"P1": 12, "P2": 8}, []),
        ("", None, []),
        ("P1 12", None, ["CF-05"]),
        (":20", None, ["CF-05"]),
        ("P1:x", None, ["CF-05"]),
        ("P1:12、P1:8", None, ["CF-05"]),
        ("13800000001:20", None, ["CF-05"]),
    ],
)
def test_a_booth_may_part_its_openings_by_post(
    rows: Rows, load: Load, written: str, posts: dict[str, int] | None, rules: list[str]
) -> None:
    rows["booths"][0]["posts"] = written
    case = load(rows)
    assert [one.rule for one in case.findings if one.where.file == "booths.csv"] == rules
    assert [dict(booth.posts) for fair in case.fairs for booth in fair.booths] == [posts or {}]
    figures = measure(case)
    assert ("posts" in figures) == (posts is not None)
    assert "posts" not in figures or figures["posts"].count.value == 20


def test_a_booth_whose_posts_do_not_make_up_its_openings_is_left_out_and_told_of(rows: Rows, load: Load) -> None:
    rows["booths"][0]["posts"] = "P1:12、P2:9"
    case = load(rows)
    assert [one.rule for one in case.findings if one.where.file == "booths.csv"] == ["CF-08"]
    assert [fair.booths for fair in case.fairs] == [()]

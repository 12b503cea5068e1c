"""records.json: what no table holds is judged too; a fault in one record leaves the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import laborcoop as lc
from laborcoop.exchange.private import public_id
from laborcoop.indicators import measure, year_end_report
from laborcoop.rulebook import Locus

GROUP = {"type": "GroupBooking", "leg": "none of the case", "workers": 200, "as_group": False}
SEATS = {"type": "JobSeekerLodging", "station": "S-1", "places": 2, "guests": 3, "charge": "0"}


@pytest.fixture
def leg(load: Callable[[dict[str, list[dict[str, object]]]], lc.Case], rows: dict[str, list[dict[str, object]]]) -> str:
    """The id of a leg of the case, with all its tables written."""
    return load(rows).convoys[0].legs[1].id


def written(folder: Path, records: Sequence[object], **envelope: object) -> lc.Case:
    """The case with these further records."""
    document = {"format": "laborcoop-records", "version": 1, "masked": False, "value": records, **envelope}
    (folder / "records.json").write_text(json.dumps(document), encoding="utf-8")
    return lc.load_case(folder)


def told(case: lc.Case) -> list[tuple[str, Locus]]:
    return [(finding.rule, finding.where) for finding in case.findings if finding.where.file == "records.json"]


def test_a_further_record_is_judged_and_its_finding_stands_at_its_place(folder: Path, leg: str) -> None:
    case = written(folder, [SEATS, {**GROUP, "leg": leg}])
    assert [type(record).__name__ for record in case.records] == ["JobSeekerLodging", "GroupBooking"]
    places = {(f.rule, f.kind, f.subject, f.where.column) for f in lc.check(case) if f.where.file == "records.json"}
    assert ("ST-08", "job-seeker-lodging", "S-1", "value[0]") in places
    assert ("TR-29", "group-booking", leg, "value[1]") in places


def test_an_id_stands_for_a_record_of_the_case(folder: Path, leg: str) -> None:
    (record,) = written(folder, [{**GROUP, "leg": leg}]).records
    assert getattr(record, "leg") in [leg for convoy in lc.load_case(folder).convoys for leg in convoy.legs]  # noqa: B009 - of any class


def test_a_record_with_a_fault_is_left_out_with_the_fault_at_its_place(folder: Path) -> None:
    case = written(folder, [GROUP, {**SEATS, "guests": "3"}, SEATS, {"type": "Nonsense"}])
    assert len(case.records) == 1
    assert told(case) == [
        ("CF-22", Locus("records.json", column="value[0]")),
        ("CF-22", Locus("records.json", column="value[1]")),
        ("CF-22", Locus("records.json", column="value[3]")),
    ]


def test_a_number_that_serves_as_an_id_is_hashed_as_in_the_tables_and_told_of(folder: Path) -> None:
    number, phone = "533399199001010012", "13800000001"
    register = {"type": "StaffRegister", "employer": "E-1", "staff": [number]}
    helped = {"type": "HelpCase", "id": number, "worker": phone, "kind": "wages", "opened_on": "2023-01-20"}
    case = written(folder, [helped, register])
    findings = lc.check(case)
    hashed = public_id("W", "sixteen characters or more", number)
    assert {finding.subject for finding in findings if finding.rule == "ST-06"} == {hashed}
    assert [rule for rule, _ in told(case)] == ["CF-20", "CF-20", "CF-20"]
    shown = "".join(finding.render("zh") + repr(finding) for finding in findings) + repr(case.records)
    assert hashed in repr(case.records[1])
    assert number not in shown
    assert phone not in shown


def test_a_field_that_is_not_known_is_told_of_and_the_record_used(folder: Path) -> None:
    case = written(folder, [{**SEATS, "colour": "red"}])
    assert len(case.records) == 1
    assert told(case) == [("CF-03", Locus("records.json", column="value[0]"))]


@pytest.mark.parametrize("text", ["", "[]", '{"format": "laborcoop-records"}', "{"])
def test_a_file_that_is_no_such_document_is_said_and_the_case_goes_on(folder: Path, text: str) -> None:
    (folder / "records.json").write_text(text, encoding="utf-8")
    case = lc.load_case(folder)
    assert case.records == ()
    assert {code for code, _ in told(case)} == {"CF-21"}


def test_records_that_are_no_list_are_said(folder: Path) -> None:
    case = written(folder, {"type": "GroupBooking"})  # type: ignore[arg-type] # what is wrong
    assert told(case) == [("CF-21", Locus("records.json"))]


def test_a_masked_record_is_left_out_and_says_so(folder: Path) -> None:
    intern = {"type": "EarlyLeaver", "worker": "W-1", "low_income": True, "at_technical_school": True}
    student = {"type": "MinorTravel", "leg": "L", "traveller": "W", "born": None}
    case = written(folder, [intern, student], masked=True)
    assert len(case.records) == 1
    faults = [finding for finding in case.findings if finding.rule == "CF-22"]
    assert any("value[1].born" in finding.message.en for finding in faults)


VISITORS = {"type": "FairFunnel", "fair": "F1", "visitors": 300}
SPOKEN = {"type": "Outreach", "actor": "village-cadre", "on": "2023-01-21", "village": "上村", "reached": 12}


def test_a_record_given_again_word_for_word_is_used_once_and_told_of(
    folder: Path,
    load: Callable[[dict[str, list[dict[str, object]]]], lc.Case],
    rows: dict[str, list[dict[str, object]]],
) -> None:
    load(rows)
    case = written(folder, [VISITORS, SPOKEN, SEATS, dict(VISITORS), {**SPOKEN, "posts": []}, SEATS])
    assert [type(record).__name__ for record in case.records] == ["FairFunnel", "Outreach", "JobSeekerLodging"]
    assert told(case) == [("CF-23", Locus("records.json", column=f"value[{place}]")) for place in (3, 4, 5)]
    first = next(finding for finding in case.findings if finding.where.column == "value[3]")
    assert first.message.en == (
        "further record FairFunnel is given again, just as at records.json · value[0]: it is used once"
    )
    figures = measure(case)
    assert (figures["visitors"].count.value, figures["reached"].count.value) == (300, 12)


def test_a_record_that_a_table_gives_too_is_used_once(
    folder: Path,
    load: Callable[[dict[str, list[dict[str, object]]]], lc.Case],
    rows: dict[str, list[dict[str, object]]],
) -> None:
    spell = {"worker": "W-1", "start": "2022-03-01", "division": "440404", "employer": "E1"}
    load({**rows, "transfers": [dict(spell)]})
    period = {"start": spell.pop("start"), "end": None}
    case = written(folder, [{"type": "TransferEmployment", "registered": "533301", "period": period, **spell}])
    assert len(case.records) == 1
    (finding,) = [one for one in case.findings if one.rule == "CF-23"]
    assert "just as at transfers.csv · transfers · row 2" in finding.message.en


def test_a_second_number_of_visitors_of_one_fair_is_told_of_and_the_first_counts(
    folder: Path,
    load: Callable[[dict[str, list[dict[str, object]]]], lc.Case],
    rows: dict[str, list[dict[str, object]]],
) -> None:
    load(rows)
    case = written(folder, [VISITORS, {**VISITORS, "visitors": 353}])
    assert told(case) == [("PL-06", Locus("records.json", column="value[1]"))]
    assert measure(case)["visitors"].count.value == 300
    assert len([one for one in year_end_report(case).findings if one.rule == "PL-06"]) == 1

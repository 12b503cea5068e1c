"""records.json: what no table holds is judged too; a fault in one record leaves the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

import pytest

import laborcoop as lc
from laborcoop.cooperation import EmployerSubsidyClaim, SubsidyClaim, TransferEmployment
from laborcoop.exchange.case.named import NAMED
from laborcoop.exchange.private import public_id
from laborcoop.indicators import CATALOGUE, measure, year_end_report
from laborcoop.kernel.field_kinds import field_kinds
from laborcoop.kernel.ids import EmployerId, FairId, LodgingId, SiteId, SquadId, StationId, WorkerId
from laborcoop.outreach import EmploymentSquad
from laborcoop.retention import WorkStation
from laborcoop.rulebook import Locus
from laborcoop.training import Internship

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
    roster = folder / "rosters" / "lushui.csv"
    roster.write_text(roster.read_text("utf-8").replace("W-1", phone), "utf-8")
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


Tables = dict[str, list[dict[str, object]]]
LoadTables = Callable[[Tables], lc.Case]

HELPED = {"type": "HelpCase", "id": "HC-1", "worker": "W-1", "kind": "wages", "opened_on": "2023-01-20"}
SIGNED = {"type": "HiringIntent", "fair": "F1", "worker": "W-1", "employer": "E1", "signed_on": "2023-01-21"}
INTERN = {
    "type": "Internship",
    "id": "IN-1",
    "student": "W-1",
    "born": "2005-01-01",
    "sex": "male",
    "school": "SCH-1",
    "host": "a firm that is not among the employers",
    "kind": "post-internship",
    "period": {"start": "2023-01-20", "end": "2023-03-01"},
    "year": 2,
}
WENT = {"type": "Journey", "worker": "W-1", "convoy": "of another year", "registered_at": "2023-01-20T09:00:00+08:00"}
AT_SITE = {"type": "Outreach", "actor": "squad", "squad": "Q1", "site": "S1", "on": "2023-01-21", "reached": 77}
RECEIVED = {"type": "Reception", "worker": "W-1", "arrived_on": "2023-01-21", "lodging": "H1"}
POSTED = {"start": "2023-01-20", "end": "2023-01-25"}
STAFF = {"type": "StationStaff", "id": "G-1", "station": "W1", "delegated_by": "533301", "posted": POSTED}
SLEPT = {"type": "Stay", "worker": "W-1", "lodging": "H1", "room": "101", "bed": 1, "period": POSTED}
TAUGHT = {
    "type": "TrainingPlacement",
    "id": "TP-9",
    "worker": "W-1",
    "school": "SCH-1",
    "programme": "welding",
    "enrolled_on": "2022-09-01",
}
CALLED = {"type": "Visit", "on": "2023-01-21", "employer": "E1"}
GREETED = {"type": "WelfareVisit", "on": "2023-01-21", "employer": "E1", "greeted": []}

NAMING: list[tuple[Mapping[str, object], str, str, str]] = [
    (VISITORS, "fair", "fair", "visitors"),
    (HELPED, "worker", "worker", "cases_opened"),
    (SIGNED, "fair", "fair", "intents"),
    (SIGNED, "worker", "worker", "intents"),
    (SIGNED, "employer", "employer", "intents"),
    (INTERN, "student", "worker", "interns"),
    (WENT, "worker", "worker", "registered"),
    (AT_SITE, "squad", "squad", "reached"),
    (AT_SITE, "site", "site", "reached"),
    (RECEIVED, "lodging", "lodging", "receptions"),
    (STAFF, "station", "station", "staff_days"),
    (SLEPT, "worker", "worker", "bed_nights"),
    (SLEPT, "lodging", "lodging", "bed_nights"),
    (TAUGHT, "worker", "worker", "enrolled"),
    (CALLED, "employer", "employer", "visits"),
    (GREETED, "employer", "employer", "greetings"),
]


def test_a_record_about_what_the_case_does_not_have_is_told_of_and_in_no_figure(
    folder: Path, load: LoadTables, rows: Tables
) -> None:
    load(rows)
    right = [*{str(record): record for record, *_ in NAMING}.values()]
    alone = written(folder, right)
    case = written(folder, [*right, *({**record, field: "GHOST"} for record, field, *_ in NAMING)])
    assert [one for one in alone.findings if one.where.file == "records.json"] == []
    assert case.records == alone.records
    assert len(case.records) == len(right)
    told = [one for one in case.findings if one.where.file == "records.json"]
    for place, ((record, field, kind, _), finding) in enumerate(zip(NAMING, told, strict=True), start=len(right)):
        assert (finding.rule, finding.path, finding.severity.value) == ("CF-07", field, "ERROR")
        assert str(finding.where) == f"records.json · value[{place}]"
        assert finding.subject == record.get("id", str(finding.where))
        said = f"“{field}” names GHOST, but the case has no such {kind}; the record is left out"
        assert finding.message.en == f"further record {record['type']}: {said}"
        assert finding.message.zh.startswith(f"附加记录 {record['type']} 的“{field}”指向 GHOST，但案例中没有这个")
        assert finding.message.zh.endswith("；这条记录未采用")
        assert "" not in (finding.suggestion.zh, finding.suggestion.en)
    figures, of_the_right = measure(case), measure(alone)
    assert {one.code: one.count for one in figures} == {one.code: one.count for one in of_the_right}
    assert all(figures[code].count.value > 0 for *_, code in NAMING)


def test_every_class_that_figures_count_by_an_id_is_held_against_the_case() -> None:
    """A spell of work may be of somebody in no roster, and of claims their own review tells."""
    counted: set[Any] = {kind for one in CATALOGUE for kind in one.needs} - {TransferEmployment, SubsidyClaim}
    tables = {EmploymentSquad, WorkStation}
    ids = {WorkerId, EmployerId, FairId, LodgingId, SiteId, SquadId, StationId}
    naming = {
        (kind, each.name)
        for kind in counted - {EmployerSubsidyClaim} - tables
        for each in field_kinds(kind)
        if each.name != "id" and not ids.isdisjoint((each.hint, *get_args(each.hint)))
    }
    of_the_school = {(Internship, "host")}
    assert {(kind, name) for kind, fields in NAMED.items() for name in fields} == naming - of_the_school


def test_a_near_id_is_suggested_and_one_whose_row_is_left_out_is_called_so(
    folder: Path, load: LoadTables, rows: Tables
) -> None:
    load({**rows, "fairs": [{**rows["fairs"][0], "starts": "nonsense"}]})
    case = written(folder, [{**CALLED, "employer": "E11"}, VISITORS])
    near, lost = [one for one in case.findings if one.where.file == "records.json"]
    assert (near.rule, near.subject, near.kind) == ("CF-07", "records.json · value[0]", "visit")
    assert "E1" in near.suggestion.en
    assert (lost.rule, lost.subject, lost.kind) == ("CF-14", "records.json · value[1]", "fair-funnel")
    assert case.records == ()


def test_records_may_name_students_second_ids_those_of_spells_and_what_other_records_hold(
    folder: Path, load: LoadTables, rows: Tables
) -> None:
    load(
        {**rows, "transfers": [{"worker": "X-1", "start": "2022-03-01", "division": "440404", "registered": "533301"}]}
    )
    firm = {"type": "Employer", "id": "E-9", "name": {"zh": "丙厂", "en": "C"}, "division": "440404", "gate": "G1"}
    case = written(folder, [{**CALLED, "employer": "E-9"}, {**HELPED, "worker": "X-1"}, firm])
    assert [one.message.en for one in case.findings if one.where.file == "records.json"] == []
    assert len(case.records) == 4


def test_a_spell_of_work_of_another_registered_division_than_the_roster_s_is_told_of_at_its_place(folder: Path) -> None:
    spell = {"type": "TransferEmployment", "worker": "W-1", "registered": "430100", "division": "440404"}
    case = written(folder, [{**spell, "period": POSTED}])
    assert told(case) == [("CF-25", Locus("records.json", column="value[0]"))]
    assert len(case.records) == 1

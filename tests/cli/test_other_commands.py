"""`laborcoop check`, `roster`, `report` and `schema`."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from attrs import evolve
from jsonschema import Draft202012Validator

from laborcoop.exchange.schema import SCHEMAS
from laborcoop.exchange.workers_document import read_workers_document
from laborcoop.indicators import YearEndReport, year_end_report
from laborcoop.kernel.ids import keyed_id
from laborcoop.planning.case import Case

Run = Callable[..., tuple[int, str, str]]

_WAIVER = "rule,subject,by,why,until\nWK-01,W-2,A-1,演示,2023-12-31\n"


def _findings(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _without_ids(roster: Path) -> None:
    """Take the first column away."""
    lines = roster.read_text(encoding="utf-8").splitlines()
    roster.write_text("".join(line.split(",", 1)[1] + "\n" for line in lines), encoding="utf-8")


def test_a_check_shows_every_finding_and_plans_nothing(case_folder: Path, laborcoop: Run) -> None:
    status, said, err = laborcoop("check", case_folder, "--locale", "en")
    assert (status, err) == (0, "")
    written = _findings("out/tiny-check/findings.csv")
    assert [path.name for path in Path("out/tiny-check").iterdir()] == ["findings.csv"]
    shown = [line.split(" | ") for line in said.splitlines() if " | " in line]
    assert [(rule, subject) for _, rule, _, subject, _ in shown] == [(one["rule"], one["subject"]) for one in written]
    assert shown[0][:4] == ["block", "WK-01", "rosters/county.csv county row 3", "W-2"]
    assert "findings: 4 (block 2, error 1, warning 0, note 1)" in said
    assert "roster: 3 rows = 2 rows used + 0 rows repeated + 1 row refused" in said


def test_a_waived_finding_is_shown_as_waived(case_folder: Path, laborcoop: Run) -> None:
    (case_folder / "waivers.csv").write_text(_WAIVER, encoding="utf-8")
    _, said, _ = laborcoop("check", case_folder, "--out", "here")
    assert "禁止（已豁免） | WK-01" in said
    (waived,) = [one for one in _findings("here/findings.csv") if one["rule"] == "WK-01"]
    assert waived["message"].endswith("（已豁免）")


@pytest.mark.parametrize("command", ["check", "plan"])
@pytest.mark.parametrize("name", ["other.xlsx", "补报.et", "补报.wps", "泸水市/全部.zip", "补报"])
def test_a_case_with_a_roster_that_cannot_be_read_ends_with_status_1(
    case_folder: Path, laborcoop: Run, command: str, name: str
) -> None:
    roster = case_folder / "rosters" / name
    roster.parent.mkdir(exist_ok=True)
    roster.write_bytes(b"no workbook")
    status, said, _ = laborcoop(command, case_folder)
    assert status == 1
    assert f"文件被退回：rosters/{name}" in said
    at = next(at for at, line in enumerate(said.splitlines()) if line.startswith("花名册 3 行 ="))
    assert said.splitlines()[at + 1] == f"有 1 个文件未能读取，其中的人未计入任何数字：rosters/{name}"


def test_rosters_that_could_not_be_read_are_named_right_below_the_sum(tmp_path: Path, laborcoop: Run) -> None:
    for name in ("a.csv", "b.xlsx"):
        (tmp_path / name).write_bytes(b"")
    status, said, _ = laborcoop("roster", tmp_path / "a.csv", tmp_path / "b.xlsx", "--locale", "en")
    assert status == 1
    first, second, *_ = said.splitlines()
    assert first == "roster: 0 rows = 0 rows used + 0 rows repeated + 0 rows refused"
    assert second == ("2 of the files could not be read, and nobody in them is counted in any figure: a.csv, b.xlsx")
    assert read_workers_document(Path("out/roster/workers.json")).intake.unread == ("a.csv", "b.xlsx")


def test_a_check_of_a_case_whose_further_records_are_unreadable_ends_with_status_1(
    case_folder: Path, laborcoop: Run
) -> None:
    (case_folder / "records.json").write_text("[]", encoding="utf-8")
    status, said, _ = laborcoop("check", case_folder)
    assert status == 1
    assert "文件被退回：records.json" in said


def test_a_roster_becomes_workers_and_findings_and_a_count_that_adds_up(case_folder: Path, laborcoop: Run) -> None:
    roster = case_folder / "rosters" / "county.csv"
    status, said, err = laborcoop("roster", roster)
    assert (status, err) == (0, "")
    document = read_workers_document(Path("out/roster/workers.json"))
    assert document.masked
    assert [(worker.id, worker.name, worker.born) for worker in document.workers] == [
        ("W-1", "阿**", None),
        ("W-2", "阿**", None),
    ]
    assert document.intake.rows == document.intake.workers + document.intake.merged + document.intake.refused == 3
    assert "花名册 3 行 = 采用 2 行 + 重复 0 行 + 退回 1 行" in said
    rules = {one["rule"] for one in _findings("out/roster/findings.csv")}
    assert "ID-01" in rules
    assert not rules & {"RO-03", "RO-04", "RO-05", "RO-13"}
    assert "  out/roster/workers.json\n  out/roster/findings.csv\n  out/roster/merges.csv\n" in said
    assert [path.name for path in Path("out/roster/marked").iterdir()] == ["county.xlsx"]


def test_copies_of_an_earlier_run_are_told_of_as_such(case_folder: Path, tmp_path: Path, laborcoop: Run) -> None:
    one, other = case_folder / "rosters" / "county.csv", tmp_path / "other.csv"
    other.write_bytes(one.read_bytes())
    _, first, _ = laborcoop("roster", one, "--out", "w")
    assert "以前运行" not in first
    _, second, _ = laborcoop("roster", other, "--out", "w")
    assert "是以前运行留下的，与这次的花名册无关：\n  w/marked/county.xlsx\n" in second


def test_a_roster_whose_name_is_no_utf_8_is_read_under_its_chinese_name(case_folder: Path, laborcoop: Run) -> None:
    roster = case_folder / "rosters" / "county.csv"
    old = roster.with_name(os.fsdecode("花名.csv".encode("gb18030")))
    roster.rename(old)
    status, said, err = laborcoop("roster", old)
    assert (status, err) == (0, "")
    assert "out/roster/marked/花名.xlsx" in said
    assert {one["file"] for one in _findings("out/roster/findings.csv")} == {"花名.csv"}
    _, _, err = laborcoop("roster", old.with_name(os.fsdecode("名.csv".encode("gb18030"))))
    assert err.endswith("/名.csv\n")


def test_output_that_cannot_be_written_is_said_so_without_a_place(laborcoop: Run) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full, contextlib.redirect_stdout(full):
        status, _, err = laborcoop("schema")
        # What is left of it would fail again when it is closed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), full.fileno())
    assert status == 2
    assert err == "读写出错：磁盘空间不足\n"


def test_copies_of_two_rosters_of_one_name_are_two(case_folder: Path, tmp_path: Path, laborcoop: Run) -> None:
    one = case_folder / "rosters" / "county.csv"
    other = tmp_path / "another" / "county.csv"
    other.parent.mkdir()
    other.write_bytes(one.read_bytes())
    laborcoop("roster", one, other, "--out", "w")
    assert sorted(path.name for path in Path("w/marked").iterdir()) == ["county.xlsx", "county_.xlsx"]


def test_a_further_header_is_an_option(case_folder: Path, laborcoop: Run) -> None:
    roster = case_folder / "rosters" / "county.csv"
    roster.write_text(roster.read_text(encoding="utf-8").replace("姓名", "绰号", 1), encoding="utf-8")
    _, said, _ = laborcoop("roster", roster, "--out", "w", "--column", "绰号=name")
    assert "采用 2 行" in said
    for wrong, status in (("绰号=nickname", 2), ("绰号", 2)):
        assert laborcoop("roster", roster, "--out", "w", "--column", wrong)[0] == status


def test_areas_of_invented_numbers_are_an_option(case_folder: Path, laborcoop: Run) -> None:
    roster = case_folder / "rosters" / "county.csv"
    laborcoop("roster", roster, "--out", "w")
    assert [one["severity"] for one in _findings("w/findings.csv") if one["rule"] == "ID-05"] == ["WARN", "WARN"]
    laborcoop("roster", roster, "--out", "v", "--synthetic-area", "533399", "--synthetic-area", "533398")
    assert [one["severity"] for one in _findings("v/findings.csv") if one["rule"] == "ID-05"] == ["INFO"]
    status, _, err = laborcoop("roster", roster, "--out", "v", "--synthetic-area", "5333")
    assert status == 2
    assert "--synthetic-area" in err


def test_which_wages_are_plausible_is_an_option(case_folder: Path, laborcoop: Run) -> None:
    roster = case_folder / "rosters" / "county.csv"
    text = roster.read_text(encoding="utf-8")
    header, *rows = text.splitlines()
    roster.write_text("\n".join((f"{header},期望月工资", *(f"{row},300" for row in rows))), encoding="utf-8")
    laborcoop("roster", roster, "--out", "w")
    assert "RO-02" in {one["rule"] for one in _findings("w/findings.csv")}
    laborcoop("roster", roster, "--out", "v", "--wages", "200-9000")
    assert "RO-02" not in {one["rule"] for one in _findings("v/findings.csv")}
    for wrong in ("200", "9000-200", "a-b", "-1-200"):
        status, _, err = laborcoop("roster", roster, "--out", "v", f"--wages={wrong}")
        assert (status, "--wages" in err or "plausible_wages" in err) == (2, True)


def test_without_a_case_an_employer_stands_as_the_roster_writes_it(case_folder: Path, laborcoop: Run) -> None:
    laborcoop("roster", case_folder / "rosters" / "county.csv", "--out", "w", "--with-identity")
    first = read_workers_document(Path("w/workers.json")).workers[0]
    assert (first.registration.employer, first.registration.employer_as_written) == (None, "甲厂")
    assert (first.name, first.number[:6], str(first.born)) == ("阿普", "533399", "1990-01-01")


def test_ids_made_without_a_salt_stay_the_same_when_rows_move_and_are_no_bare_hash(
    case_folder: Path, laborcoop: Run
) -> None:
    roster = case_folder / "rosters" / "county.csv"
    _without_ids(roster)
    laborcoop("roster", roster, "--out", "first", "--with-identity")
    header, *rows = roster.read_text(encoding="utf-8").splitlines(keepends=True)
    roster.write_text(header + "".join(reversed(rows)), encoding="utf-8")
    laborcoop("roster", roster, "--out", "second", "--with-identity")
    first, second = (read_workers_document(Path(name) / "workers.json") for name in ("first", "second"))
    ids = {worker.number: worker.id for worker in first.workers}
    assert ids == {worker.number: worker.id for worker in second.workers}
    bare = {hashlib.sha256(number.encode()).hexdigest()[:12] for number in ids}
    assert not {worker_id.removeprefix("W-") for worker_id in ids.values()} & bare


def test_with_the_salt_of_a_case_the_ids_are_those_of_the_case(case_folder: Path, laborcoop: Run) -> None:
    roster = case_folder / "rosters" / "county.csv"
    _without_ids(roster)
    salt = "sixteen characters or more"
    laborcoop("roster", roster, "--out", "w", "--with-identity", "--salt", salt)
    for worker in read_workers_document(Path("w/workers.json")).workers:
        assert worker.id == keyed_id("W", salt, worker.number)


@pytest.mark.parametrize(("given", "year"), [((), "2026"), (("--on", "2023-01-28"), "2023")])
def test_a_date_without_a_year_is_told_of_where_no_day_was_given(
    case_folder: Path, laborcoop: Run, given: tuple[str, ...], year: str
) -> None:
    roster = case_folder / "rosters" / "county.csv"
    header, first, *_ = roster.read_text(encoding="utf-8").splitlines()
    roster.write_text(f"{header},可出发日期\n{first},2月6日\n", encoding="utf-8")
    laborcoop("roster", roster, "--out", "w", *given)
    (worker,) = read_workers_document(Path("w/workers.json")).workers
    assert str(worker.registration.available_from) == f"{year}-02-06"
    told = [one for one in _findings("w/findings.csv") if one["rule"] == "RO-21"]
    assert [one["message"].endswith("按 2026 年读取") for one in told] == ([] if given else [True])


def test_without_a_salt_nothing_is_made_of_an_id_that_must_not_be_shown(case_folder: Path, laborcoop: Run) -> None:
    roster = case_folder / "rosters" / "county.csv"
    header, *_ = roster.read_text(encoding="utf-8").splitlines()
    told = []
    for phone in ("13800000001", "13800000002"):
        roster.write_text(f"{header}\n{phone},阿普,123\n", encoding="utf-8")
        laborcoop("roster", roster, "--out", "w")
        told.append([one["subject"] for one in _findings("w/findings.csv") if one["rule"] == "RO-20"])
    assert told == [["county.csv:county:2"]] * 2


def test_a_salt_that_can_be_guessed_is_refused(case_folder: Path, laborcoop: Run) -> None:
    roster = case_folder / "rosters" / "county.csv"
    _without_ids(roster)
    status, _, err = laborcoop("roster", roster, "--salt", "short")
    assert status == 2
    assert "salt" in err


def test_the_order_of_the_files_does_not_matter_and_a_file_given_twice_counts_once(
    case_folder: Path, tmp_path: Path, laborcoop: Run
) -> None:
    one = case_folder / "rosters" / "county.csv"
    other = tmp_path / "another" / "county.csv"
    other.parent.mkdir()
    other.write_bytes(one.read_bytes())
    _, said, _ = laborcoop("roster", one, other, one, "--out", "first")
    laborcoop("roster", other, one, "--out", "second")
    assert "花名册 6 行 = 采用 2 行 + 重复 2 行 + 退回 2 行" in said
    for name in ("workers.json", "findings.csv"):
        assert (Path("first") / name).read_bytes() == (Path("second") / name).read_bytes()
    # Two files of one name are told apart by their paths.
    refused = {one["file"] for one in _findings("first/findings.csv") if one["rule"] == "ID-01"}
    assert refused == {one.as_posix(), other.as_posix()}


def test_where_no_roster_is_there_nothing_is_written_and_each_name_is_told(laborcoop: Run) -> None:
    status, said, err = laborcoop("roster", "gone.xlsx", ".", "lost.csv", "--locale", "en")
    assert (status, said) == (2, "")
    assert err == (
        "files are expected, not folders: .; name the rosters in them, such as *.xlsx; for a case folder use laborcoop "
        "check; there are no such files: gone.xlsx, lost.csv\n"
    )
    _, _, err = laborcoop("roster", ".")
    assert err.startswith("应给出花名册文件，不是文件夹：.；请写出其中的花名册")
    assert not Path("out").exists()


def test_lock_files_among_the_rosters_are_passed_over_by_name(case_folder: Path, laborcoop: Run) -> None:
    there = case_folder / "rosters" / "county.csv"
    locks = [there.parent / name for name in ("~$county.xlsx", "Thumbs.db")]
    for lock in locks:
        lock.write_bytes(b"\x05")
    status, said, err = laborcoop("roster", *locks, there, "--locale", "en")
    assert (status, err) == (0, "")
    assert "no rosters, passed over: ~$county.xlsx, Thumbs.db" in said
    meant = there.rename(there.with_name(".county.csv"))
    assert laborcoop("roster", meant, "--locale", "en")[1].startswith("roster: 3 rows")
    assert not [one for one in _findings("out/roster/findings.csv") if one["rule"] == "RO-16"]
    status, said, err = laborcoop("roster", *locks)
    assert (status, said) == (2, "")
    assert err == "办公软件或系统留下的文件，不是花名册，未读取：~$county.xlsx、Thumbs.db\n"


def test_a_roster_that_is_not_there_is_refused_and_the_others_are_read(case_folder: Path, laborcoop: Run) -> None:
    there = case_folder / "rosters" / "county.csv"
    status, said, err = laborcoop("roster", "gone.xlsx", there, "lost.csv", there.parent, "--locale", "en")
    assert (status, err) == (1, "")
    told = {one["file"]: one["message"] for one in _findings("out/roster/findings.csv") if one["rule"] == "RO-16"}
    assert sorted(told) == ["gone.xlsx", "lost.csv", "rosters"]
    assert "there is no such file: check its name" in told["gone.xlsx"]
    assert "it is a folder: name the files in it" in told["rosters"]
    for name in told:
        assert f"file refused: {name}" in said
    assert len(read_workers_document(Path("out/roster/workers.json")).workers) == 2
    assert [path.name for path in Path("out/roster/marked").iterdir()] == ["county.xlsx"]


def test_a_roster_that_is_no_workbook_is_refused_and_the_others_are_read(case_folder: Path, laborcoop: Run) -> None:
    Path("bad.xlsx").write_bytes(b"no workbook")
    status, said, _ = laborcoop("roster", "bad.xlsx", case_folder / "rosters" / "county.csv")
    assert status == 1
    assert "文件被退回：bad.xlsx" in said
    assert len(read_workers_document(Path("out/roster/workers.json")).workers) == 2


def test_the_schemas_of_all_documents_are_printed_by_name(laborcoop: Run) -> None:
    status, said, _ = laborcoop("schema")
    assert status == 0
    schemas = json.loads(said)
    assert sorted(schemas) == ["case.toml", "figures.json", "plan.json", "records.json", "workers.json"]
    assert schemas == json.loads(json.dumps({name: schema() for name, schema in SCHEMAS.items()}))


def test_the_schema_of_a_class_of_records_is_printed_by_its_name(laborcoop: Run) -> None:
    status, said, _ = laborcoop("schema", "Worker")
    assert status == 0
    assert json.loads(said)["properties"]["type"]["const"] == "Worker"
    status, _, refused = laborcoop("schema", "Robot")
    assert status == 2
    assert "nor a class of records, did you mean" in refused
    assert "既不是这些文件，也不是数据类，是否应为" in refused


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("Measured", "counted figure"),
        ("measured", "counted figure"),
        ("figures", "figures of a report"),
        ("Figures", "figures of a report"),
        ("YearEndReport", "figures of a report"),
        ("ReturnPlan", "a planned return"),
        ("out/case/plan.json", "a planned return"),
        ("workers", "workers of rosters"),
        ("worker", "worker"),
    ],
)
def test_a_schema_is_found_by_the_name_that_one_would_guess(laborcoop: Run, asked: str, title: str) -> None:
    status, said, _ = laborcoop("schema", asked)
    assert (status, json.loads(said)["title"].partition(" / ")[0].partition(",")[0]) == (0, title)


def test_a_name_that_has_no_schema_is_refused_with_the_nearest_that_has_one(laborcoop: Run) -> None:
    status, _, refused = laborcoop("schema", "Mesured")
    assert (status, refused.count("Measured")) == (2, 2)


def test_every_json_file_that_the_commands_write_has_the_schema_of_its_name(case_folder: Path, laborcoop: Run) -> None:
    assert laborcoop("plan", case_folder)[0] == 0
    assert laborcoop("report", case_folder, "--to", "2023-01-28")[0] == 0
    assert laborcoop("roster", case_folder / "rosters" / "county.csv")[0] == 0
    written = sorted(Path("out").rglob("*.json"))
    assert [path.name for path in written] == ["workers.json", "plan.json", "figures.json"]
    for path in written:
        _, schema, _ = laborcoop("schema", path)
        Draft202012Validator(json.loads(schema)).validate(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ["case.toml", "figures.json", "plan.json", "records.json", "workers.json"])
def test_one_schema_is_printed_alone(laborcoop: Run, name: str) -> None:
    _, said, _ = laborcoop("schema", name)
    assert json.loads(said) == json.loads(json.dumps(SCHEMAS[name]()))


_SPELLS = "worker,start,left_on,division\nW-1,2022-03-01,,440404\n"


def test_a_report_says_its_figures_and_writes_its_files(case_folder: Path, laborcoop: Run) -> None:
    (case_folder / "transfers.csv").write_text(_SPELLS, encoding="utf-8")
    status, said, err = laborcoop("report", case_folder, "--locale", "en", "--to", "2023-01-28")
    assert (status, err) == (0, "")
    assert "\nRegion: Nujiang → Zhuhai\n" in said
    assert "new transfers: withheld (2021-01-01 to 2022-12-31)" in said
    assert "fairs held in the sending region: not recorded (the case has no records of fairs)" in said
    names = ["claims.csv", "evidence.csv", "figures.json", "findings.csv"]
    names += ["report.docx", "report.html", "report.xlsx"]
    assert sorted(path.name for path in Path("out/tiny-report").iterdir()) == names
    assert "  out/tiny-report/report.html" in said


def test_a_figure_that_is_to_be_published_is_printed_where_the_records_give_it(
    case_folder: Path, laborcoop: Run
) -> None:
    spells = "".join(f"Z-{n},2022-03-01,,440404,533301\n" for n in range(9))
    (case_folder / "transfers.csv").write_text(f"worker,start,left_on,division,registered\n{spells}", encoding="utf-8")
    asked = ("report", case_folder, "--to", "2023-01-28", "--published")
    status, said, _ = laborcoop(*asked, "new_transfers=超8人")
    assert (status, "新增转移就业：超8 人（" in said) == (0, True)
    status, said, _ = laborcoop(*asked, "new_transfers=超9人")
    assert status == 1
    assert "拟公布的“超9 人”（新增转移就业）与记录不符，未采用" in said
    assert "新增转移就业：9 人（" in said
    for wrong in ("new_transfers", "=5人"):
        status, _, refused = laborcoop("report", case_folder, "--published", wrong)
        assert (status, "CODE=WORDS is expected" in refused) == (2, True)


@pytest.mark.parametrize(("locale", "nothing"), [("zh", "没有这个指标"), ("en", "there is no such indicator")])
def test_every_wrong_figure_that_is_to_be_published_is_named_by_its_code(
    case_folder: Path, laborcoop: Run, locale: str, nothing: str
) -> None:
    wrong = ("brought=many", "fair=3", "persons=3场")
    asked = [word for each in wrong for word in ("--published", each)]
    status, _, refused = laborcoop("report", case_folder, "--locale", locale, *asked)
    assert (status, nothing in refused) == (2, True)
    assert all(each.partition("=")[0] in refused for each in wrong)
    assert not Path("out").exists()


def test_what_is_said_twice_of_one_key_is_refused_and_the_first_is_not_lost(case_folder: Path, laborcoop: Run) -> None:
    twice = ("--published", "fairs=1", "--published", "worked=2", "--published", "fairs=1")
    status, _, refused = laborcoop("report", case_folder, "--locale", "en", *twice)
    assert (status, refused) == (2, "--published is given more than once for fairs\n")
    columns = ("--column", "绰号=name", "--column", "绰号=phone")
    status, _, refused = laborcoop("roster", case_folder / "rosters" / "county.csv", *columns)
    assert (status, refused) == (2, "--column 对同一项写了不止一次：绰号\n")


@pytest.mark.parametrize("last", ["2099-12-31", "9999-12-31"])
def test_a_report_beyond_the_records_is_refused_in_a_sentence(case_folder: Path, laborcoop: Run, last: str) -> None:
    status, _, err = laborcoop("report", case_folder, "--locale", "en", "--to", last)
    assert status == 2
    assert f"the last day {last} is after the day of the case" in err
    assert not Path("out").exists()


def test_a_report_has_the_days_that_are_asked_for(case_folder: Path, laborcoop: Run) -> None:
    (case_folder / "transfers.csv").write_text(_SPELLS, encoding="utf-8")
    _, said, _ = laborcoop("report", case_folder, "--from", "2022-01-01", "--to", "2022-06-30", "--out", "here")
    assert "新增转移就业：不公布（2022-01-01 至 2022-06-30）" in said
    assert Path("here/report.docx").is_file()
    status, _, refused = laborcoop("report", case_folder, "--from", "2023-01-01", "--to", "2022-06-30")
    assert (status, refused) == (2, "报告期的最后一天早于第一天\n")


def test_a_report_of_a_case_with_a_refused_file_ends_with_status_1(case_folder: Path, laborcoop: Run) -> None:
    (case_folder / "transfers.xlsx").write_bytes(b"no workbook")
    status, said, _ = laborcoop("report", case_folder)
    assert status == 1
    assert "文件被退回：transfers.xlsx" in said


def test_a_report_names_the_files_that_could_not_be_read_before_its_figures(case_folder: Path, laborcoop: Run) -> None:
    (case_folder / "transfers.xlsx").write_bytes(b"no workbook")
    (case_folder / "rosters" / "other.xlsx").write_bytes(b"no workbook")
    assert laborcoop("report", case_folder)[0] == 1
    people = (
        "有 1 个文件未能读取，其中的人未计入任何数字：rosters/other.xlsx",
        "1 of the files could not be read, and nobody in them is counted in any figure: rosters/other.xlsx",
    )
    records = (
        "缺少或未能读取的文件、工作表，其中的记录未计入任何数字：transfers.xlsx",
        "Missing or not read, and none of their records is counted in any figure: transfers.xlsx",
    )
    folder = Path("out/tiny-report")
    page = (folder / "report.html").read_text("utf-8")
    head = page[page.index("<header") : page.index("</header>")]
    for zh, en in (people, records):
        assert f'<span lang="zh">{zh}</span><span lang="en">{en}</span>' in head
    first = openpyxl.load_workbook(folder / "report.xlsx").worksheets[0]
    cells = {str(cell.value) for row in first.iter_rows() for cell in row}
    paragraphs = [one.text for one in docx.Document(str(folder / "report.docx")).paragraphs[:6]]
    for zh, _ in (people, records):
        assert zh in cells
        assert zh in paragraphs


def test_a_report_with_a_wrong_figure_ends_with_status_1(
    case_folder: Path, laborcoop: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(case: Case, **days: Any) -> YearEndReport:
        made = year_end_report(case, **days)
        return evolve(made, faults=tuple(made.findings)[:1])

    monkeypatch.setattr("laborcoop.cli.report.year_end_report", wrong)
    status, said, _ = laborcoop("report", case_folder, "--locale", "en")
    assert status == 1
    assert "a figure is wrong: " in said

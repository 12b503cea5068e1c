"""`laborcoop plan CASE`: what it writes, what it says, how it ends."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from laborcoop.cli.console import Console
from laborcoop.cli.plan import report
from laborcoop.exchange.plan_json import read_plan_document
from laborcoop.journey import Proof, Stage
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import keyed_id
from laborcoop.kernel.text import Text
from laborcoop.planning.spring_return import plan_return
from laborcoop.testing import Programme, small_case, synthetic_number

Run = Callable[..., tuple[int, str, str]]

FILES = {"plan.json", "findings.csv", "itineraries.csv", "manifests.xlsx", "index.html"}
_WHOLE_NUMBER = re.compile(rb"533399[0-9]{11}[0-9X]")


def _texts(folder: Path) -> bytes:
    """Everything that the files of a folder hold, workbooks unpacked."""
    found: list[bytes] = []
    for path in folder.iterdir():
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                found += [book.read(name) for name in book.namelist()]
        else:
            found.append(path.read_bytes())
    return b"\n".join(found)


def test_a_plan_is_written_and_verified_whoever_may_be_left_out(case_folder: Path, laborcoop: Run) -> None:
    status, said, err = laborcoop("plan", case_folder)
    assert (status, err) == (0, "")
    assert {path.name for path in Path("out/tiny").iterdir()} == FILES
    assert re.findall(r"^  (out/tiny/\S+)$", said, re.MULTILINE) == [
        "out/tiny/plan.json",
        "out/tiny/findings.csv",
        "out/tiny/itineraries.csv",
        "out/tiny/manifests.xlsx",
        "out/tiny/index.html",
    ]
    assert "3 人 = 到岗 1 人 + 未安排 1 人 + 退回 1 人" in said
    assert "花名册 3 行 = 采用 2 行 + 重复 0 行 + 退回 1 行" in said
    assert "计划已通过独立核验" in said
    assert "合成数据" in said


def test_a_roster_that_could_not_be_read_is_named_below_the_sum_and_at_the_top_of_the_page(
    case_folder: Path, laborcoop: Run
) -> None:
    (case_folder / "rosters" / "乡13800000001.xlsx").write_bytes(b"no workbook")
    status, said, _ = laborcoop("plan", case_folder)
    zh = "有 1 个文件未能读取，其中的人未计入任何数字：rosters/乡***.xlsx (1)"
    en = "1 of the files could not be read, and nobody in them is counted in any figure: rosters/乡***.xlsx (1)"
    assert status == 1
    at = next(at for at, line in enumerate(said.splitlines()) if line.startswith("花名册 3 行 ="))
    assert said.splitlines()[at + 1] == zh
    page = Path("out/tiny/index.html").read_text("utf-8")
    head = page[page.index("<header") : page.index('<div class="figures">')]
    assert f'<span lang="zh">{zh}</span>' in head
    assert f'<span lang="en">{en}</span>' in head
    assert "13800000001" not in page + said
    assert read_plan_document(Path("out/tiny/plan.json")).intake.unread == ("rosters/乡***.xlsx (1)",)
    (case_folder / "rosters" / "乡13800000001.xlsx").unlink()
    laborcoop("plan", case_folder)
    assert "未能读取" not in Path("out/tiny/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("table", "written", "wrong", "cause"),
    [
        (
            "stops.csv",
            "V-1,",
            "V-9,",
            "error | CF-07 | stops.csv stops row 2 C | L-1/1 | stop: “place” names V-9, but the case has no such place",
        ),
        (
            "stops.csv",
            "2023-02-05 08:00",
            "soon",
            "error | CF-05 | stops.csv stops row 2 E | L-1/1 | stop: “depart” cannot be read: ",
        ),
        (
            "vehicles.csv",
            "包车",
            "马车",
            "error | CF-05 | vehicles.csv vehicles row 2 B | bus | vehicle: “mode” cannot",
        ),
    ],
)
def test_rows_of_tables_that_were_left_out_are_told_with_their_cause_and_end_with_status_1(
    case_folder: Path, laborcoop: Run, table: str, written: str, wrong: str, cause: str
) -> None:
    path = case_folder / table
    text = path.read_text(encoding="utf-8")
    assert text.count(written) == 1
    path.write_text(text.replace(written, wrong), encoding="utf-8")
    status, said, _ = laborcoop("plan", case_folder, "--locale", "en")
    assert status == 1
    lines = said.splitlines()
    first = lines.index("rows of tables were left out, and whoever needs them is not planned:") + 1
    assert lines[first].startswith(cause)
    assert all(" → " in line for line in lines[first:] if line.startswith("error | "))
    assert not any("CF-07" in line or "CF-05" in line for line in lines[first + 1 :])  # what follows from it, later
    assert "… and" not in said


def test_of_many_rows_left_out_a_few_are_told_and_how_many_more_there_are(case_folder: Path, laborcoop: Run) -> None:
    posts = "".join(f"P-{number},E-9,装配工,1,440402\n" for number in range(7))
    (case_folder / "posts.csv").write_text(f"id,employer,title,openings,division\n{posts}", encoding="utf-8")
    status, said, _ = laborcoop("plan", case_folder)
    assert status == 1
    assert said.count("| CF-07 |") == 5
    assert "…… 另有 2 条，见 findings.csv" in said


def test_a_record_that_waits_for_a_correction_is_no_row_left_out(case_folder: Path, laborcoop: Run) -> None:
    path = case_folder / "employers.csv"
    text = path.read_text(encoding="utf-8")
    assert "91440400MA00000030" in text
    path.write_text(text.replace("91440400MA00000030", "91440400MA00000031"), encoding="utf-8")
    status, said, _ = laborcoop("plan", case_folder, "--locale", "en")
    assert (status, "rows of tables" in said) == (0, False)
    said = Path("out/tiny/findings.csv").read_text(encoding="utf-8-sig")
    assert "employer: “credit code” cannot be read" in said


def test_a_person_of_two_refused_rows_is_one_person_refused(case_folder: Path, laborcoop: Run) -> None:
    roster = case_folder / "rosters" / "county.csv"
    lines = roster.read_text(encoding="utf-8").splitlines(keepends=True)
    roster.write_text("".join([*lines, lines[-1]]), encoding="utf-8")
    _, said, _ = laborcoop("plan", case_folder)
    assert "花名册 4 行 = 采用 2 行 + 重复 0 行 + 退回 2 行" in said
    assert "3 人 = 到岗 1 人 + 未安排 1 人 + 退回 1 人" in said
    assert "资料退回: 1 人" in said


def test_numbers_given_as_ids_stand_in_no_file_and_name_the_same_people(case_folder: Path, laborcoop: Run) -> None:
    number = {
        name: synthetic_number(90 + at, date(1990, 1, 1), Sex.MALE).reveal()
        for at, name in enumerate(("W-1", "W-2", "W-3", "D-1"))
    }
    for path in (case_folder / "rosters" / "county.csv", case_folder / "stops.csv"):
        text = path.read_text(encoding="utf-8")
        for name, written in number.items():
            text = text.replace(f"{name},", f"{written},")
        path.write_text(text, encoding="utf-8")
    waiver = f"rule,subject,by,why,until\nWK-01,{number['W-2']},A-1,演示,2023-12-31\n"
    (case_folder / "waivers.csv").write_text(waiver, encoding="utf-8")
    status, said, _ = laborcoop("plan", case_folder)
    assert status == 0
    assert not _WHOLE_NUMBER.search(_texts(Path("out/tiny")) + said.encode())
    document = read_plan_document(Path("out/tiny/plan.json"))
    public = {name: keyed_id("W", "sixteen characters or more", written) for name, written in number.items()}
    assert [person.id for person in document.people] == sorted(public[name] for name in ("W-1", "W-2", "W-3"))
    waived = {finding.subject for finding in document.findings if finding.rule == "WK-01" and finding.waived}
    assert waived == {public["W-2"]}
    assert {finding.rule for finding in document.findings} >= {"RO-20", "CF-20"}


def test_the_stage_table_adds_up(case_folder: Path, laborcoop: Run) -> None:
    _, said, _ = laborcoop("plan", case_folder, "--locale", "en")
    rows = [
        [int(number) for number in found.groups()]
        for found in re.finditer(r"^\w+(?: \w+)? +(\d+) +(\d+) +(\d+) +(\d+)$", said, re.MULTILINE)
    ]
    assert len(rows) == 5
    assert all(came_in == placed + spared + left for came_in, placed, spared, left in rows)
    assert [row[0] for row in rows[1:]] == [placed + spared for _, placed, spared, _ in rows[:-1]]


def test_the_summary_is_worded_in_the_language_asked_for(case_folder: Path, laborcoop: Run) -> None:
    _, chinese, _ = laborcoop("plan", case_folder)
    _, english, _ = laborcoop("plan", case_folder, "--locale", "en")
    assert "输送到岗: 1 人" in chinese
    assert "brought to the gate: 1 person" in english
    assert "look here:" in english


def test_a_case_of_real_people_is_not_called_synthetic(case_folder: Path, laborcoop: Run) -> None:
    settings = case_folder / "case.toml"
    text = settings.read_text(encoding="utf-8").replace("synthetic = true", "synthetic = false")
    settings.write_text(text, encoding="utf-8")
    _, said, _ = laborcoop("plan", case_folder)
    assert "合成数据" not in said


def test_the_day_of_the_plan_can_be_given_and_a_coach_that_has_left_takes_nobody(
    case_folder: Path, laborcoop: Run
) -> None:
    status, said, _ = laborcoop("plan", case_folder, "--on", "2023-02-06", "--out", "late")
    assert status == 0
    assert "2023-02-06" in said
    document = read_plan_document(Path("late/plan.json"))
    (returning,) = [person for person in document.people if person.id == "W-1"]
    assert [reason.code for reason in returning.reasons] == ["seats.departed"]


def test_nobody_is_named_unless_the_identity_is_asked_for(case_folder: Path, laborcoop: Run) -> None:
    laborcoop("plan", case_folder, "--out", "masked")
    masked = _texts(Path("masked"))
    assert not _WHOLE_NUMBER.search(masked)
    assert "阿普".encode() not in masked
    assert read_plan_document(Path("masked/plan.json")).masked


def test_with_identity_the_plan_and_the_manifests_hold_names_and_numbers(case_folder: Path, laborcoop: Run) -> None:
    laborcoop("plan", case_folder, "--out", "named", "--with-identity")
    document = read_plan_document(Path("named/plan.json"))
    assert not document.masked
    assert [person.name for person in document.people] == ["阿普", "阿娜", None]
    with zipfile.ZipFile("named/manifests.xlsx") as book:
        assert any(_WHOLE_NUMBER.search(book.read(name)) for name in book.namelist())


def test_the_same_files_give_the_same_bytes(case_folder: Path, laborcoop: Run) -> None:
    laborcoop("plan", case_folder, "--out", "first")
    laborcoop("plan", case_folder, "--out", "second")
    for name in FILES:
        assert (Path("first") / name).read_bytes() == (Path("second") / name).read_bytes(), name


def test_reordered_rows_give_the_same_itineraries(case_folder: Path, laborcoop: Run) -> None:
    laborcoop("plan", case_folder, "--out", "first")
    roster = case_folder / "rosters" / "county.csv"
    header, *rows = roster.read_text(encoding="utf-8").splitlines(keepends=True)
    roster.write_text(header + "".join(reversed(rows)), encoding="utf-8")
    laborcoop("plan", case_folder, "--out", "second")
    assert Path("first/itineraries.csv").read_bytes() == Path("second/itineraries.csv").read_bytes()


def test_an_itinerary_has_a_line_for_each_step(case_folder: Path, laborcoop: Run) -> None:
    laborcoop("plan", case_folder)
    with Path("out/tiny/itineraries.csv").open(encoding="utf-8", newline="") as file:
        steps = list(csv.DictReader(file))
    assert [(step["worker_id"], step["seq"], step["kind"], step["from"], step["to"]) for step in steps] == [
        ("W-1", "1", "coach", "V-1", "G-1"),
        ("W-1", "2", "handover", "G-1", "G-1"),
    ]
    assert steps[0]["depart"] == "2023-02-05T08:00:00+08:00"


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda folder: (folder / "rosters" / "other.xlsx").write_bytes(b"no workbook"), "rosters/other.xlsx"),
        (lambda folder: (folder / "lodgings.csv").unlink(), "lodgings.csv"),
        (lambda folder: (folder / "vehicles.csv").write_text("id\nbus\n", encoding="utf-8"), "vehicles.csv"),
    ],
)
def test_a_file_that_is_refused_or_missing_is_named_and_the_rest_is_written(
    case_folder: Path, laborcoop: Run, spoil: Callable[[Path], object], named: str
) -> None:
    spoil(case_folder)
    status, said, _ = laborcoop("plan", case_folder)
    assert status == 1
    assert re.search(rf"^文件被退回：{re.escape(named)}", said, re.MULTILINE)
    assert {path.name for path in Path("out/tiny").iterdir()} == FILES


def test_a_folder_that_is_no_case_is_refused_with_its_faults_and_nothing_is_written(
    tmp_path: Path, laborcoop: Run
) -> None:
    status, said, err = laborcoop("plan", tmp_path / "nowhere", "--locale", "en")
    assert (status, said) == (2, "")
    assert err.startswith("the case nowhere cannot be read\n- ")
    assert "there is no folder" in err
    assert not Path("out").exists()


def test_a_folder_that_cannot_be_written_to_is_said_so(case_folder: Path, laborcoop: Run) -> None:
    Path("taken").write_text("a file, not a folder", encoding="utf-8")
    status, _, err = laborcoop("plan", case_folder, "--out", "taken", "--locale", "en")
    assert status == 2
    assert err.startswith("taken cannot be read or written: ")
    _, _, err = laborcoop("plan", case_folder, "--out", "taken")
    assert err.startswith("无法读写 taken：")
    assert not any(letter.isascii() and letter.isalpha() for letter in err.partition("：")[2]), "English within"
    assert "Traceback" not in err


def _said(locale_text: io.StringIO) -> Console:
    return Console(out=locale_text, err=io.StringIO(), locale="en")


def test_a_plan_that_does_not_verify_ends_with_status_1_and_says_what_was_found() -> None:
    plan = plan_return(small_case(Programme()))
    broken = evolve(plan, rides=plan.rides[1:])
    faults = broken.verify()
    out = io.StringIO()
    assert report(_said(out), broken, faults, ()) == 1
    assert f"verification found: {faults[0].message.en}" in out.getvalue()
    assert "has passed" not in out.getvalue()


@pytest.mark.parametrize(
    ("proof", "line"),
    [
        (Proof(status="infeasible"), "stage impossible: posts"),
        (Proof(status="proved", faults=(Text("不对", "a sum is wrong"),)), "verification found: a sum is wrong"),
    ],
)
def test_an_impossible_stage_and_a_fault_of_an_allocation_end_with_status_1(proof: Proof, line: str) -> None:
    plan = plan_return(small_case(Programme()))
    outcomes = tuple(
        evolve(outcome, proof=proof) if outcome.stage is Stage.POSTS else outcome for outcome in plan.outcomes
    )
    out = io.StringIO()
    assert report(_said(out), evolve(plan, outcomes=outcomes), (), ()) == 1
    assert line in out.getvalue()

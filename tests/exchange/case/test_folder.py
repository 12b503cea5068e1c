"""The files of a case: missing, doubled, unreadable, of no use; and the columns in them."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from laborcoop.exchange.case import load_case
from laborcoop.kernel.periods import Period
from laborcoop.packs import china_with_regions, national
from laborcoop.planning.case import Case
from laborcoop.rulebook import Finding, RuleBook, Severity

if TYPE_CHECKING:
    from tests.exchange.case.conftest import Load, Rows


def told(case: Case, rule: str) -> list[Finding]:
    return [finding for finding in case.findings if finding.rule == rule]


def places(case: Case, rule: str) -> list[str]:
    return [str(finding.where) for finding in told(case, rule)]


def test_needed_files_that_are_missing_are_errors_and_the_case_still_loads(folder: Path) -> None:
    (folder / "rosters" / "lushui.csv").unlink()
    case = load_case(folder)
    assert {finding.subject for finding in told(case, "CF-01")} == {
        "places.csv",
        "convoys.csv",
        "vehicles.csv",
        "legs.csv",
        "stops.csv",
        "employers.csv",
        "lodgings.csv",
        "rosters/",
    }
    assert {finding.severity for finding in case.findings} == {Severity.ERROR}
    assert case.workers == ()
    assert case.intake.rows == 0


def test_a_folder_without_rosters_is_told_like_an_empty_one(folder: Path) -> None:
    (folder / "rosters" / "lushui.csv").unlink()
    (folder / "rosters").rmdir()
    assert "rosters/" in {finding.subject for finding in told(load_case(folder), "CF-01")}


def test_optional_files_may_be_missing(rows: Rows, load: Load) -> None:
    needed = {"places", "convoys", "vehicles", "legs", "stops", "employers", "lodgings"}
    case = load({stem: records for stem, records in rows.items() if stem in needed})
    assert not any((case.posts, case.fairs, case.sites, case.squads, case.stations, case.waivers))
    assert not case.findings.excluding()


def test_a_file_that_the_case_has_no_use_for_is_a_note(rows: Rows, load: Load, folder: Path) -> None:
    (folder / "employer.csv").write_text("id\n", encoding="utf-8")
    (folder / "stops.txt").write_text("id\n", encoding="utf-8")
    (folder / "13800000000.txt").write_bytes(b"")
    for name in ("README.md", ".DS_Store", "~$places.xlsx", "Thumbs.db", "desktop.ini"):
        (folder / name).write_text("", encoding="utf-8")
    case = load(rows)
    found = told(case, "CF-09")
    assert {finding.subject: finding.suggestion.en for finding in found} == {
        "employer.csv": "did you mean “employers”?",
        "stops.txt": "did you mean “stops”?",
        "***.txt": "check the spelling",
    }
    assert {finding.severity for finding in found} == {Severity.INFO}


def test_a_folder_that_the_case_has_no_use_for_is_a_note_like_a_file(rows: Rows, load: Load, folder: Path) -> None:
    for name in ("roster", "名册", "old", "13800000000", ".git", "__MACOSX", "data"):
        (folder / name).mkdir()
    (folder / "lost.csv").symlink_to("nowhere")
    case = load(rows)
    assert {finding.subject: finding.suggestion.en for finding in told(case, "CF-09")} == {
        "roster/": "did you mean “rosters”?",
        "名册/": "known are: rosters",
        "old/": "known are: rosters",
        "***/": "known are: rosters",
        "data/": "known are: rosters",
        "lost.csv": "did you mean “posts”?",
    }
    assert {str(finding.where) for finding in told(case, "CF-09")} >= {"roster/", "名册/"}
    assert len(case.posts) == 2


def test_a_file_in_capitals_is_read(rows: Rows, load: Load, folder: Path) -> None:
    load(rows)
    (folder / "posts.csv").rename(folder / "Posts.CSV")
    case = load_case(folder)
    assert [post.id for post in case.posts] == ["P1", "P2"]
    assert case.where["post:P1"].file == "Posts.CSV"


def test_of_two_files_of_one_table_the_csv_is_read_and_the_other_named(rows: Rows, load: Load, folder: Path) -> None:
    (folder / "posts.xlsx").write_bytes(b"PK")
    [finding] = told(load(rows), "CF-10")
    assert finding.subject == "posts.xlsx"
    assert finding.severity is Severity.WARN


def test_a_workbook_that_is_none_costs_its_table_alone(rows: Rows, load: Load, folder: Path) -> None:
    rows.pop("posts")
    (folder / "posts.xlsx").write_bytes(b"no workbook")
    case = load(rows)
    [finding] = told(case, "CF-02")
    assert (finding.subject, finding.severity) == ("posts.xlsx", Severity.ERROR)
    assert case.posts == ()
    assert len(case.employers) == 2


def test_the_first_sheet_that_is_shown_counts(rows: Rows, load: Load, folder: Path) -> None:
    rows.pop("booths")
    book = xlsxwriter.Workbook(str(folder / "booths.xlsx"))
    hidden, shown, further = (book.add_worksheet(name) for name in ("辅助", "参会", "草稿"))
    book.add_worksheet("空")
    hidden.write_row(0, 0, ["说明"])
    shown.write_row(2, 1, ["招聘会编号", "企业编号", "招聘人数"])
    shown.write_row(4, 1, ["F1", "E1", 20])
    further.write_row(0, 0, ["id"])
    shown.activate()
    shown.set_first_sheet()
    hidden.hide()
    book.close()
    case = load(rows)
    assert [booth.openings for booth in case.fairs[0].booths] == [20]
    assert str(case.where["booth:F1/E1"]) == "booths.xlsx · 参会 · row 5"
    assert {finding.where.sheet for finding in told(case, "CF-11")} == {"辅助", "草稿"}


def test_an_unknown_column_is_a_note_with_the_column_that_was_meant(rows: Rows, load: Load) -> None:
    rows["posts"][0].update({"wages": "5000", "电话号码": "1"})
    rows["posts"][0].pop("wage")
    case = load(rows)
    assert [(finding.where.row, finding.suggestion.en) for finding in told(case, "CF-03")] == [
        (1, "did you mean “wage”?"),
        (1, "known are: wage, 月工资(元)"),
    ]
    assert {finding.severity for finding in told(case, "CF-03")} == {Severity.INFO}
    assert case.posts[0].wage is None


def test_a_column_without_a_header_is_named_by_its_letter(folder: Path, rows: Rows, load: Load) -> None:
    rows.pop("cadres")
    text = "id,squad,level,,\nK1,Q1,州级,,x,y\n\n , ,,\nK2,Q1\n"
    (folder / "cadres.csv").write_text(text, encoding="utf-8")
    case = load(rows)
    assert places(case, "CF-03") == ["cadres.csv · cadres · row 1 · E", "cadres.csv · cadres · row 1 · F"]
    assert "column E" in told(case, "CF-03")[0].message.en
    assert places(case, "CF-04") == ["cadres.csv · cadres · row 5 · C"]
    assert [cadre.id for cadre in case.squads[0].cadres] == ["K1"]


def test_a_needed_column_that_is_missing_is_told_once_for_all_rows(rows: Rows, load: Load) -> None:
    for row in rows["rooms"]:
        del row["use"]
    case = load(rows)
    [finding] = told(case, "CF-12")
    assert finding.message.en == "there is no one column “use”, which is needed; left out: 2 rows"
    assert finding.message.zh == "没有可用的“用途”列，该列必需；2 行均未采用"
    assert finding.suggestion.en == "add a column “use” (or, in Chinese, “用途”)"
    assert finding.suggestion.zh == "请补上“用途”列（或用英文列名“use”）"
    assert told(case, "CF-04") == []
    assert case.lodgings[0].rooms == ()


@pytest.mark.parametrize("written", ["gat", "厂门地店"])
def test_a_needed_column_under_a_wrong_name_is_told_with_the_name_that_it_has(
    rows: Rows, load: Load, written: str
) -> None:
    rows["employers"] = rows["employers"][:1]
    rows["employers"][0][written] = rows["employers"][0].pop("gate")
    [finding] = told(load(rows), "CF-12")
    assert finding.message.en == "there is no one column “gate”, which is needed; left out: 1 row"
    assert finding.suggestion.en == f"call the column “{written}” “gate” (or, in Chinese, “厂门地点”)"
    assert finding.suggestion.zh == f"请把“{written}”列改名为“厂门地点”（或英文列名“gate”）"


def test_an_unknown_column_beside_all_that_there_are_is_told_to_be_of_no_use(rows: Rows, load: Load) -> None:
    rows["booths"][0] |= {"posts": "P1:20", "remarks": "x"}
    [finding] = told(load(rows), "CF-03")
    assert finding.suggestion.en == "every column of the table is there: take it out if nobody needs it"


@pytest.mark.parametrize(("column", "rules"), [("类型", {"CF-12", "CF-13"}), ("英文名", {"CF-13"})])
def test_a_column_given_twice_is_not_read(rows: Rows, load: Load, column: str, rules: set[str]) -> None:
    for row in rows["lodgings"]:
        row.update({"name_en": "Home", column: "中转酒店"})
    case = load(rows)
    assert {finding.rule for finding in case.findings.excluding() if finding.where.row == 1} == rules
    assert len(told(case, "CF-13")) == 2
    assert [lodging.name.en for lodging in case.lodgings] == ["员工之家"] * (2 - len(rules))


def test_a_table_without_a_header_is_told_by_its_needed_columns_and_quotes_no_cell(
    rows: Rows, load: Load, folder: Path
) -> None:
    rows.pop("employers")
    (folder / "employers.csv").write_text("E1,甲厂,440404,G1,和某,13800000000\n", encoding="utf-8")
    found = [finding for finding in load(rows).findings if finding.where.file == "employers.csv"]
    assert [(finding.rule, finding.message.zh.partition("”")[0]) for finding in found] == [
        ("CF-12", "没有可用的“所在区划"),
        ("CF-12", "没有可用的“厂门地点"),
        ("CF-12", "没有可用的“企业编号"),
        ("CF-12", "没有可用的“企业名称"),
    ]


def test_a_table_with_a_header_alone_is_empty(rows: Rows, load: Load, folder: Path) -> None:
    rows.pop("waivers")
    (folder / "waivers.csv").write_text("rule,subject,by,why,until\n", encoding="utf-8")
    case = load(rows)
    assert case.waivers == ()
    assert not case.findings.excluding()


def test_rooms_have_floors_upper_beds_and_days_out_of_service(rows: Rows, load: Load) -> None:
    rows["rooms"][0] |= {"floor": "3", "upper_beds": "2", "closed_from": "2023-02-05", "closed_until": "2023-02-07"}
    rows["rooms"][1] |= {"closed_from": "2023-02-05"}
    first, second = load(rows).lodgings[0].rooms
    assert (first.floor, first.upper_beds) == (3, 2)
    assert first.closed == (Period(date(2023, 2, 5), date(2023, 2, 7)),)
    assert (second.floor, second.upper_beds) == (None, 0)
    assert second.closed == (Period(date(2023, 2, 5)),)


def test_a_closure_without_its_first_day_leaves_the_room_out(rows: Rows, load: Load) -> None:
    rows["rooms"][0] |= {"closed_until": "2023-02-07"}
    case = load(rows)
    assert [room.id for room in case.lodgings[0].rooms] == ["102"]
    (finding,) = (finding for finding in case.findings if finding.where.file == "rooms.csv")
    assert "must have its first day" in finding.message.en


def test_headers_are_met_as_they_are_written(rows: Rows, load: Load, folder: Path) -> None:
    rows.pop("rooms")
    text = " 住宿 编号,ID,*床位数：,用 途,面积（平方米）\nH1,101,4,男,24\n"
    (folder / "rooms.csv").write_bytes(text.encode("gb18030"))
    case = load(rows)
    [room] = case.lodgings[0].rooms
    assert room.id == "101"
    assert room.floor_area == 24
    assert not case.findings.excluding()


def test_a_header_of_the_case_that_names_no_roster_column_is_told(rows: Rows, load: Load, folder: Path) -> None:
    path = folder / "case.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("[columns]", '[columns]\n"编码" = "workerid"\n"乙" = [7]')
    path.write_text(text, encoding="utf-8")
    case = load(rows)
    assert [(finding.where.column, finding.suggestion.en) for finding in told(case, "CF-18")] == [
        ("[columns] 乙", "check the spelling"),
        ("[columns] 编码", "did you mean “worker_id”?"),
    ]
    assert [worker.id for worker in case.workers] == ["W-1", "W-2"]


def test_a_header_of_the_case_is_read_in_rosters(rows: Rows, load: Load, folder: Path) -> None:
    roster = folder / "rosters" / "lushui.csv"
    roster.write_text(roster.read_text(encoding="utf-8").replace("登记编号", "务工人员编号"), encoding="utf-8")
    assert [worker.id for worker in load(rows).workers] == ["W-1", "W-2"]


def test_the_book_may_be_given(rows: Rows, load: Load, folder: Path) -> None:
    assert load(rows).book.title == china_with_regions().title
    book = RuleBook(title=national().title, parameters=national().parameters)
    case = load_case(str(folder), book=book)
    assert list(case.book) == []
    assert case.book.parameters["minimum_wage"].values


def test_a_file_name_of_an_old_archive_is_read_as_chinese(folder: Path) -> None:
    roster = folder / "rosters" / "lushui.csv"
    old = os.fsdecode("泸水.csv".encode("gb18030"))
    try:
        roster.rename(folder / "rosters" / old)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    case = load_case(folder)
    assert {where.file for where in case.intake.workers.values()} == {"rosters/泸水.csv"}


def test_languages_of_sites_and_cadres_are_lists(rows: Rows, load: Load) -> None:
    case = load(rows)
    assert [site.languages for site in case.sites] == [{"傈僳语", "怒语"}, frozenset()]
    assert [cadre.languages for cadre in case.squads[0].cadres] == [frozenset(), {"傈僳语"}]

"""manifests.xlsx: lists that agree with the plan and with each other, safe to open, the same bytes each time."""

from __future__ import annotations

import io
import subprocess
import sys
from collections import Counter
from datetime import timedelta

import openpyxl
import pytest
from attrs import evolve
from openpyxl.worksheet.worksheet import Worksheet

from laborcoop.errors import MissingExtra
from laborcoop.exchange.manifest import manifest_pages, manifests_xlsx
from laborcoop.exchange.workbook import Page, sheet_names, workbook_bytes
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.spring_return import plan_return
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

_APPLICANTS = (Applicant(), Applicant(), Applicant(returns=False, employer=None), Applicant(willing=False))


@pytest.fixture(scope="module")
def plan() -> ReturnPlan:
    return plan_return(small_case(Programme(applicants=_APPLICANTS)))


def _opened(content: bytes) -> dict[str, Worksheet]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: sheet for sheet in book.worksheets}


def _rows(sheet: Worksheet) -> list[tuple[object, ...]]:
    return [tuple(row) for row in sheet.iter_rows(min_row=2, values_only=True)]


def test_there_are_totals_four_sheets_for_each_convoy_and_one_for_each_employer(plan: ReturnPlan) -> None:
    assert list(_opened(manifests_xlsx(plan, "en"))) == [
        "Totals",
        "Legs B-1",
        "Stops B-1",
        "Riders B-1",
        "Boarding B-1",
        "Hand-over E-1 Works 1",
        "Hand-over E-2 Works 2",
    ]


def test_the_totals_agree_with_each_other_and_with_the_lists(plan: ReturnPlan) -> None:
    sheets = _opened(manifests_xlsx(plan, "en"))
    totals = _rows(sheets["Totals"])
    assert totals == [
        ("convoy", "B-1", "batch 1", 3, len(plan.rides)),
        ("All convoys", "", "", 3, len(plan.rides)),
        ("employer", "E-1", "Works 1", 2, ""),
        ("employer", "E-2", "Works 2", 1, ""),
        ("All employers", "", "", 3, ""),
    ]
    riders = _rows(sheets["Riders B-1"])
    assert len(riders) == len(plan.rides)
    legs = _rows(sheets["Legs B-1"])
    assert {row[0]: row[7] for row in legs if row[7]} == Counter(str(row[0]) for row in riders)
    for employer, people in (("E-1 Works 1", 2), ("E-2 Works 2", 1)):
        *listed, whole = _rows(sheets[f"Hand-over {employer}"])
        assert len(listed) == people
        assert whole[1] == f"{people} in all"


def test_each_stop_has_its_numbers_and_its_list_and_they_agree_with_the_riders(plan: ReturnPlan) -> None:
    pages = {page.name: page for page in manifest_pages(plan, "en")}
    riders = Counter((row[0], str(row[6]).rsplit(" ", 2)[0]) for row in pages["Riders B-1"].rows)
    off = Counter((row[0], str(row[7]).rsplit(" ", 2)[0]) for row in pages["Riders B-1"].rows)
    boarding = pages["Boarding B-1"]
    assert Counter((row[2], row[0]) for row in boarding.rows) == riders
    *stops, whole = pages["Stops B-1"].rows
    assert {(row[0], row[2]): row[5] for row in stops if row[5]} == riders
    assert {(row[0], row[2]): row[6] for row in stops if row[6]} == off
    assert whole[5:7] == (len(plan.rides), len(plan.rides))
    for leg_id, leg in plan.legs().items():
        aboard = [row[7] for row in stops if row[0] == leg_id]
        assert len(aboard) == len(leg.stops)
        assert aboard[-1] == 0
    assert [row[0] for row in boarding.rows] == sorted(str(row[0]) for row in boarding.rows)
    starts = [0, *boarding.breaks]
    assert [boarding.rows[row][0] for row in starts] == list(dict.fromkeys(row[0] for row in boarding.rows))
    assert {(row[4], row[5]) for row in boarding.rows} == {(ride.seat, ride.worker) for ride in plan.rides}


def test_a_row_is_as_high_as_its_longest_cell_needs_in_every_program(plan: ReturnPlan) -> None:
    sheet = _opened(manifests_xlsx(plan, "zh"))["班次 B-1"]
    heights = [sheet.row_dimensions[row].height for row in range(2, sheet.max_row + 1)]
    lengths = [len(str(sheet.cell(row, 3).value)) for row in range(2, sheet.max_row + 1)]
    assert None not in heights
    assert max(heights) > min(heights)
    assert heights[lengths.index(max(lengths))] == max(heights)


def test_every_ride_is_listed_with_its_seat_stops_and_employer(plan: ReturnPlan) -> None:
    (page,) = [page for page in manifest_pages(plan, "en") if page.name == "Riders B-1"]
    assert page.header == ("leg", "vehicle", "seat", "worker id", "name", "employer", "boards", "alights")
    assert {(row[0], row[2], row[3]) for row in page.rows} == {
        (ride.leg, ride.seat, ride.worker) for ride in plan.rides
    }
    first = page.rows[0]
    assert first[:2] == ("feeder", "veh-feeder")
    assert first[6:] == ("V-1 02-05 08:00", "K-park 02-05 15:00")
    assert {row[1] for row in page.rows if row[0] == "train"} == {"D3812/D3809"}


def test_each_vehicle_starts_a_new_printed_page(plan: ReturnPlan) -> None:
    (page,) = [page for page in manifest_pages(plan, "zh") if page.name == "乘车名单 B-1"]
    starts = [0, *page.breaks]
    assert [page.rows[row][0] for row in starts] == list(dict.fromkeys(row[0] for row in page.rows))
    sheet = _opened(manifests_xlsx(plan, "zh"))[page.name]
    assert [one.id for one in sheet.row_breaks.brk] == [row + 1 for row in page.breaks]


def test_an_overview_lists_every_leg_with_its_stops_and_riders(plan: ReturnPlan) -> None:
    (page,) = [page for page in manifest_pages(plan, "zh") if page.name == "班次 B-1"]
    assert page.header == ("班次", "车辆", "停靠", "核载", "随车人数", "车长", "副车长", "人次")
    assert [row[0] for row in page.rows] == [
        "feeder",
        "evening",
        "morning",
        "train",
        "to-home",
        "direct",
        "to-gates",
    ]
    assert page.rows[3][2] == "昆明南站 02-06 08:35 → 珠海站 02-06 18:40"
    assert page.rows[0][3:] == (10, 0, "C-feeder", "D-feeder", 3)


def test_a_hand_over_list_has_a_place_to_sign_for_each_person_and_for_the_contact(plan: ReturnPlan) -> None:
    (page,) = [page for page in manifest_pages(plan, "zh") if page.name.startswith("交接 E-2")]
    assert page.header == ("序号", "人员编号", "姓名", "岗位", "首个工作日", "厂门", "到达厂门", "企业签收")
    assert page.rows == (
        (1, "W-002", "阿**", "P-1", "2023-02-07", "第2厂门", "2023-02-07 08:30", ""),
        ("", "合计 1 人", "", "", "", "", "联系人签字、日期：", ""),
    )


def test_a_hand_over_that_was_signed_says_when(plan: ReturnPlan) -> None:
    worker = WorkerId("W-002")
    signed = evolve(plan.handovers[worker], signed_at=plan.handovers[worker].at + timedelta(minutes=5))
    after = evolve(plan, handovers={**plan.handovers, worker: signed})
    (page,) = [page for page in manifest_pages(after, "zh") if page.name.startswith("交接 E-2")]
    assert page.rows[0][-1] == "2023-02-07 08:35"


def test_names_are_masked_and_numbers_absent_unless_asked_for(plan: ReturnPlan) -> None:
    masked, named = manifest_pages(plan, "zh"), manifest_pages(plan, "zh", reveal=True)
    assert "阿普" not in str(masked)
    assert "533399" not in str(masked)
    assert all("身份证号码" not in page.header for page in masked)
    (page,) = [page for page in named if page.name.startswith("交接 E-2")]
    assert page.rows[0][1:4] == ("W-002", "阿普", plan.case.workers[2].number.reveal())
    assert page.header[3] == "身份证号码"


def test_the_same_plan_gives_the_same_bytes_in_another_process_too(plan: ReturnPlan) -> None:
    script = (
        "import sys\n"
        "from laborcoop.exchange.manifest import manifests_xlsx\n"
        "from laborcoop.planning.spring_return import plan_return\n"
        "from laborcoop.testing import Programme, small_case\n"
        "from laborcoop.testing.programme import Applicant as A\n"
        "people = (A(), A(), A(returns=False, employer=None), A(willing=False))\n"
        "plan = plan_return(small_case(Programme(applicants=people)))\n"
        "sys.stdout.buffer.write(manifests_xlsx(plan, 'zh') + manifests_xlsx(plan, 'en'))\n"
    )
    done = subprocess.run(  # noqa: S603 - the interpreter that runs the tests, on a script written here
        [sys.executable, "-c", script], capture_output=True, check=True
    )
    assert done.stdout == manifests_xlsx(plan, "zh") + manifests_xlsx(plan, "en")


def test_a_sheet_is_laid_out_for_a4_with_a_frozen_repeated_header_and_a_chinese_font(plan: ReturnPlan) -> None:
    content = manifests_xlsx(plan, "zh")
    for sheet in _opened(content).values():
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet["A1"].font.name == "SimSun"
        assert sheet["A1"].font.bold
        assert sheet.column_dimensions["A"].width > 5
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.properties.created is not None
    assert book.properties.created.date() == plan.case.on
    assert book.properties.title == "小型案例"


def test_a_text_that_starts_like_a_formula_stays_a_text(plan: ReturnPlan) -> None:
    page = Page(
        name="a", title="A & B", header=("=1+1",), widths=(9,), rows=(("=2+2",), ("+3",), (4,), ("http://a.b",))
    )
    content = workbook_bytes([page], created=plan.case.on, title="t", locale="en")
    (sheet,) = _opened(content).values()
    cells = [sheet.cell(row, 1) for row in range(1, 6)]
    assert [cell.data_type for cell in cells] == ["s", "s", "s", "n", "s"]
    assert [cell.value for cell in cells] == ["=1+1", "=2+2", "+3", 4, "http://a.b"]
    assert all(cell.hyperlink is None for cell in cells)
    assert sheet.oddHeader.center.text == "A && B"


def test_without_the_package_that_writes_workbooks_the_extra_is_named(
    plan: ReturnPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtra) as missing:
        manifests_xlsx(plan, "en")
    assert (missing.value.package, missing.value.extra) == ("xlsxwriter", "plan")


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        (["a", "A", "a"], ["a", "A 2", "a 3"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 29 + " 2"]),
        (["[]:*?/\\'", "\n"], ["-", "- 2"]),
        (["交接 E-1"], ["交接 E-1"]),
        (["Hand-over E-04 Sample Appliances A"], ["Hand-over E-04 Sample"]),
        (["Hand-over E-04 Sample Appliance A", "x " * 20], ["Hand-over E-04 Sample Appliance", "x " * 15 + "x"]),
        (["交接 E-04 " + "珠海某甲虚构电器有限公司" * 3], ["交接 E-04 " + ("珠海某甲虚构电器有限公司" * 3)[:23]]),
        (["Hand-over E-04 Sample Appliances A"] * 2, ["Hand-over E-04 Sample", "Hand-over E-04 Sample 2"]),
        (["Hand-over E-04 Sample Appliance A"] * 2, ["Hand-over E-04 Sample Appliance", "Hand-over E-04 Sample 2"]),
    ],
)
def test_names_of_sheets_are_fit_for_a_spreadsheet(wanted: list[str], given: list[str]) -> None:
    assert sheet_names(wanted) == given


def test_a_plan_in_which_nobody_travels_has_totals_of_zero(plan: ReturnPlan) -> None:
    empty = plan_return(small_case(Programme(applicants=())))
    (totals, _, stops, riders, boarding) = manifest_pages(empty, "en")
    assert [row[3] for row in totals.rows] == [0, 0, 0]
    assert riders.rows == boarding.rows == ()
    assert {row[5] for row in stops.rows} == {0}
    renamed = evolve(plan.case, name=Text("甲", "x"))
    assert manifest_pages(evolve(plan, case=renamed), "en")[0].title == "x: Totals"

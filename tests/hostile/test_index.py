"""Hostile and unlucky input: each kind of it gets a finding or a clear refusal, and nobody is lost.

One section for each kind, in files as they come; `test_everywhere.py` puts it into every column, key and parameter.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.errors import CaseError, DocumentError, InvalidValue
from laborcoop.exchange import cells
from laborcoop.exchange.case import load_case
from laborcoop.exchange.findings_csv import findings_csv
from laborcoop.exchange.plan_json import read_plan_document
from laborcoop.exchange.roster import Known, RosterResult, read_rosters
from laborcoop.exchange.workbook import Page, workbook_bytes
from laborcoop.exchange.workers_document import read_workers_document
from laborcoop.kernel.ages import age_on
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import CreditCode, ResidentNumber, check_character
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.personal import PersonName, Phone
from laborcoop.kernel.text import Text
from laborcoop.packs import national
from laborcoop.people import Worker
from laborcoop.rulebook import Finding, Findings, Severity
from laborcoop.transfer import TrainNumber

ON = date(2023, 1, 28)
NUMBER = "533399199001010012"
BOOK = national()
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
FULL_WIDTH = str.maketrans("0123456789D", "０１２３４５６７８９Ｄ")
Roster = Callable[..., RosterResult]
Folder = Callable[..., Path]


def rules(result: RosterResult) -> set[str]:
    return {finding.rule for finding in result.findings}


def counted(result: RosterResult) -> RosterResult:
    """The result, in which no row is lost."""
    assert result.intake.rows == len(result.intake.workers) + len(result.intake.merged) + len(result.intake.refused)
    return result


def number(born: str, sequence: int = 1) -> str:
    return (first := f"533399{born}{sequence:03}") + check_character(first)


# --- NaN, infinity, 1e999; a key twice, half a surrogate pair, 100 000 levels ---

HOSTILE_JSON = {
    "NaN": ('{"a": NaN}', "NaN is no number"),
    "infinity": ('{"a": -Infinity}', "-Infinity is no number"),
    "1e999": ('{"a": 1e999}', "out of range"),
    "a key twice": ('{"a": 1, "a": 2}', "stands twice"),
    "half a surrogate pair": ('{"a": "\\ud800"}', "half a surrogate pair"),
    "100 000 lists": ("[" * 100_000 + "]" * 100_000, "nested more than 100"),
    "100 000 objects": ('{"a":' * 100_000 + "1" + "}" * 100_000, "nested more than 100"),
    "a number of 5 000 digits": ("1" * 5_000, "too many digits"),
    "nothing": ("", "this is no JSON"),
}


@pytest.mark.parametrize("content", HOSTILE_JSON)
@pytest.mark.parametrize(
    "read", [read_plan_document, read_workers_document, lc.read_json], ids=lambda one: one.__name__
)
def test_json_that_other_programs_cannot_read_is_refused(
    content: str, read: Callable[[str | Path], object], tmp_path: Path
) -> None:
    text, said = HOSTILE_JSON[content]
    (tmp_path / "document.json").write_text(text, encoding="utf-8")
    for source in (text, *(() if read is lc.read_json else (tmp_path / "document.json",))):
        with pytest.raises(DocumentError, match=said):
            read(source)


@pytest.mark.parametrize("content", HOSTILE_JSON)
def test_a_records_file_that_other_programs_cannot_read_is_refused(content: str, case_folder: Folder) -> None:
    folder = case_folder()
    (folder / "records.json").write_text(HOSTILE_JSON[content][0], encoding="utf-8")
    (told,) = (finding for finding in load_case(folder).findings if finding.rule == "CF-21")
    assert HOSTILE_JSON[content][1] in told.message.en


@pytest.mark.parametrize(
    "value",
    ["nan", "inf", "-inf", "[" * 100_000 + "]" * 100_000, "1" * 5_000, '"\\ud800"', "1e999", "{ a = 1, a = 2 }"],
)
def test_a_key_of_a_case_that_is_no_sound_toml_or_value_is_refused(value: str, case_folder: Folder) -> None:
    folder = case_folder({"on": value})
    with pytest.raises(CaseError):
        load_case(folder)


@pytest.mark.parametrize("name", ["minimum_wage", "minimum_age"])
@pytest.mark.parametrize("written", ["nan", "inf", "-inf", "1e999", "-1e999", "1e-999", "1" * 30])
def test_a_parameter_that_is_no_finite_number_of_a_usable_size_gets_a_finding(
    name: str, written: str, case_folder: Folder
) -> None:
    table = f'[{{ name = "{name}", value = {written}, why = {{ zh = "合成", en = "synthetic" }} }}]'
    case = load_case(case_folder({"parameters": table}))
    assert [finding.subject for finding in case.findings if finding.rule == "CF-19"] == [name]
    assert case.book.parameters[name] == BOOK.parameters[name]


@pytest.mark.parametrize("cell", ["NaN", "inf", "-Infinity", "1e999", "1E+400", "1" * 5_000])
def test_a_table_cell_that_is_no_number_gets_a_finding(cell: str, case_folder: Folder) -> None:
    case = load_case(case_folder(cells={("lodgings", 0, "price"): cell, ("stops", 0, "km"): cell}))
    told = {(finding.where.file, finding.where.column) for finding in case.findings if finding.rule.startswith("CF")}
    assert ("lodgings.csv", "E") in told
    assert ("stops.csv", "E") in told


@pytest.mark.parametrize("cell", ["NaN", "inf", "1e999", "-4000", "0", "1" * 5_000])
def test_a_wage_in_a_roster_that_is_no_number_gets_a_finding(cell: str, roster: Roster) -> None:
    result = counted(roster([["姓名", "身份证号码", "期望月工资"], ["阿普", NUMBER, cell]]))
    assert "RO-02" in rules(result)
    assert [registration.lowest_wage for registration in result.registrations] == [None]


# --- a workbook of some MiB that unpacks to 306 ---


def test_a_small_workbook_that_unpacks_to_306_mib_is_refused_and_the_others_are_read(
    tmp_path: Path, known: Known
) -> None:
    rows = b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"x" * 400 + b"</t></is></c></row>"
    rows *= 2_000
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range((306 << 20) // len(rows)):
                part.write(rows)
    assert (tmp_path / "bomb.xlsx").stat().st_size < 8 << 20
    (tmp_path / "list.csv").write_text(f"姓名,身份证号码\n阿普,{NUMBER}\n", encoding="utf-8")
    result = counted(read_rosters([(tmp_path / name, name) for name in ("bomb.xlsx", "list.csv")], known, BOOK))
    assert [finding.subject for finding in result.findings if finding.rule == "RO-16"] == ["bomb.xlsx"]
    assert len(result.workers) == 1


# --- cells that a spreadsheet would run ---

FORMULAS = ("=HYPERLINK()", "+cmd", "-cmd", "@SUM()", "\t=cmd", "＝cmd")


def test_a_text_that_starts_like_a_formula_is_text_in_every_csv() -> None:
    findings = Findings.of(
        Finding(rule="XX-01", severity=Severity.WARN, subject=formula, message=Text(formula, formula))
        for formula in FORMULAS
    )
    table = list(csv.reader(io.StringIO(findings_csv(findings, "zh").decode("utf-8-sig"), newline="")))
    assert len(table) == len(FORMULAS) + 1
    assert not [cell for row in table for cell in row if cell.lstrip().startswith(("=", "+", "-", "@", "＝"))]


def test_a_text_that_starts_like_a_formula_is_text_in_a_workbook(tmp_path: Path) -> None:
    rows = tuple((formula,) for formula in FORMULAS)
    page = Page(name="名单", title="名单", header=("=cmd",), widths=(9,), rows=rows)
    (tmp_path / "made.xlsx").write_bytes(workbook_bytes([page], created=ON, title="x", locale="zh"))
    book = openpyxl.load_workbook(tmp_path / "made.xlsx")
    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row} == {"s"}


def test_a_roster_may_hold_texts_that_start_like_formulas(roster: Roster) -> None:
    rows = [[f"{mark}合成", number("19900101", at), f"{mark}1+1"] for at, mark in enumerate("=+-@", 1)]
    result = counted(roster([["姓名", "身份证号码", "村委会"], *rows]))
    assert len(result.workers) == len(rows)


# --- Arabic-Indic digits and full-width letters ---


def test_full_width_digits_are_read_and_those_of_other_scripts_are_refused(roster: Roster) -> None:
    assert ResidentNumber.parse(NUMBER.translate(FULL_WIDTH), ON).reveal() == NUMBER
    assert TrainNumber.parse("D3812/09".translate(FULL_WIDTH)) == TrainNumber.parse("D3812/D3809")
    assert cells.whole("４５") == 45
    arabic_only: Iterable[Callable[[], object]] = (
        lambda: ResidentNumber.parse(NUMBER.translate(ARABIC), ON),
        lambda: Phone("13800000001".translate(ARABIC)),
        lambda: DivisionCode("533301".translate(ARABIC)),
        lambda: CreditCode.parse("91350100M000100Y43".translate(ARABIC)),
        lambda: TrainNumber.parse("D3812/09".translate(ARABIC)),
        lambda: TrainNumber.parse("D3812/" + "09".translate(ARABIC)),
        lambda: PersonName("阿普" + "5".translate(ARABIC)),
        lambda: cells.whole("45".translate(ARABIC)),
        lambda: cells.amount("45".translate(ARABIC)),
        lambda: cells.day("2023-02-06".translate(ARABIC)),
        lambda: cells.hour("08:35".translate(ARABIC)),
        lambda: cells.wage("4500".translate(ARABIC)),
    )
    for read in arabic_only:
        with pytest.raises(InvalidValue):
            read()
    header = ["姓名", "身份证号码"]
    assert len(counted(roster([header, ["阿普", NUMBER.translate(FULL_WIDTH)]])).workers) == 1
    refused = counted(roster([header, ["阿普", NUMBER.translate(ARABIC)]]))
    assert (len(refused.workers), "ID-01" in rules(refused)) == (0, True)


# --- numbers of 30 digits, numbers that a spreadsheet made quantities of ---


def test_a_number_of_30_digits_is_refused_wherever_it_stands(roster: Roster, case_folder: Folder) -> None:
    long = "533399" + "1" * 24
    result = counted(roster([["姓名", "身份证号码", "联系电话"], ["阿普", long, long], ["阿娜", NUMBER, long]]))
    assert (len(result.workers), len(result.intake.refused)) == (1, 1)
    assert {"ID-01", "RO-02"} <= rules(result)
    case = load_case(case_folder(cells={("posts", 0, "openings"): long, ("posts", 0, "wage"): long}))
    assert {finding.where.file for finding in case.findings if finding.severity is Severity.ERROR} == {"posts.csv"}
    for read in (cells.whole, cells.amount, cells.wage, cells.day):
        with pytest.raises(InvalidValue):
            read(long)


@pytest.mark.parametrize("cell", [float(NUMBER), 5.33399e17, "5.33399E+17", "533399199001010000"])
def test_an_identity_number_that_became_a_quantity_is_refused_and_it_is_said_why(
    cell: float | str, roster: Roster
) -> None:
    result = counted(roster([["姓名", "身份证号码"], ["阿普", cell]]))
    assert not result.workers
    assert [finding.rule for row in result.intake.refused for finding in row.findings if finding.excludes] == ["ID-10"]


# --- regular expressions ---


def test_no_regular_expression_takes_the_digits_of_other_scripts() -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in Path(lc.__file__).parent.rglob("*.py")}
    assert "identity.py" in sources
    assert not [name for name, source in sources.items() if re.search(r"\\[dD]\b|isdecimal|isnumeric", source)]


# --- characters that nobody sees ---

UNSEEN = ("\u200b", "\u200e", "\u202e", "\u2066", "\ufeff", "\u00ad")


@pytest.mark.parametrize("mark", UNSEEN, ids=lambda mark: f"U+{ord(mark):04X}")
def test_characters_that_nobody_sees_are_dropped_from_cells_and_refused_in_values(mark: str, roster: Roster) -> None:
    header = [f"姓{mark}名", f"身份证{mark}号码", f"联系{mark}电话"]
    result = counted(roster([header, [f"阿{mark}普", NUMBER[:6] + mark + NUMBER[6:], f"138{mark}00000001"]]))
    (worker,) = result.workers
    assert (worker.name.reveal(), worker.number.reveal()) == ("阿普", NUMBER)
    assert worker.phone == Phone("13800000001")
    for refused in (
        lambda: PersonName(f"阿{mark}普"),
        lambda: Phone(f"138{mark}00000001"),
        lambda: TrainNumber((f"D1{mark}",)),
    ):
        with pytest.raises(InvalidValue):
            refused()
    with pytest.raises(InvalidValue, match="not a valid id"):
        evolve(worker, id=WorkerId(f"W{mark}1"))


# --- days that are special ---


def test_a_birth_on_29_february_is_one_in_leap_years_only(roster: Roster) -> None:
    result = counted(roster([["姓名", "身份证号码"], ["阿普", number("19960229")], ["阿娜", number("19970229", 2)]]))
    (worker,) = result.workers
    assert worker.born == date(1996, 2, 29)
    assert "ID-03" in rules(result)
    assert [age_on(worker.born, day) for day in (date(2012, 2, 28), date(2012, 2, 29))] == [15, 16]
    with pytest.raises(InvalidValue):
        cells.day("1997-02-29")


@pytest.mark.parametrize(("hour", "why"), [("1988-04-17 02:30", "does not exist"), ("1988-09-11 01:30", "twice")])
def test_an_hour_that_the_summer_time_of_1988_skips_or_repeats_gets_a_finding(
    hour: str, why: str, case_folder: Folder
) -> None:
    with pytest.raises(InvalidValue, match=why):
        cells.moment(hour, ZoneInfo("Asia/Shanghai"))
    case = load_case(case_folder(cells={("convoys", 0, "listed_at"): hour}))
    (told,) = (finding for finding in case.findings if finding.where.file == "convoys.csv")
    assert why in told.message.en


def test_a_birth_on_a_day_of_summer_time_is_a_day_like_any_other(roster: Roster) -> None:
    result = counted(roster([["姓名", "身份证号码", "出生日期"], ["阿普", number("19880417"), datetime(1988, 4, 17)]]))  # noqa: DTZ001 - as a cell holds it
    assert [worker.born for worker in result.workers] == [date(1988, 4, 17)]


def test_a_train_over_midnight_arrives_the_next_day_and_one_that_arrives_before_it_leaves_is_refused(
    case_folder: Folder,
) -> None:
    (leg,) = (leg for convoy in load_case(case_folder()).convoys for leg in convoy.legs)
    assert (leg.depart.date(), leg.arrive.date()) == (date(2023, 2, 5), date(2023, 2, 6))
    assert leg.runs_as("D3809", date(2023, 2, 5))
    assert not leg.runs_as("D3809", date(2023, 2, 6))
    case = load_case(case_folder(cells={("stops", 1, "arrive"): "2023-02-05 06:10"}))
    assert not [leg for convoy in case.convoys for leg in convoy.legs]
    assert [finding for finding in case.findings if "out of order" in finding.message.en]


# --- one person in two sheets ---


def test_one_person_in_two_sheets_is_one_worker_and_two_persons_with_one_number_are_refused(roster: Roster) -> None:
    header = ["姓名", "身份证号码"]
    once = counted(roster([header, ["阿普", NUMBER]], [header, ["阿 普", NUMBER.translate(FULL_WIDTH)]]))
    assert (len(once.workers), len(once.intake.merged)) == (1, 1)
    two = counted(roster([header, ["阿普", NUMBER]], [header, ["阿娜", NUMBER]]))
    assert "ID-08" in rules(two)
    assert not [worker for worker in two.workers if isinstance(worker, Worker)]


def test_amounts_are_exact_as_written() -> None:
    assert cells.amount("0.1") + cells.amount("0.2") == Decimal("0.3")

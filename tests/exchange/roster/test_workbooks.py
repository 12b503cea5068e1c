"""What holds for every workbook, whatever stands around its people: what went in is what comes out and what is refused.

The workbooks are written to files and read from them: title rows, merged headers and cells, sums between and behind,
signatures, blank and hidden rows, hidden sheets.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
import xlsxwriter
from attrs import define, field

import laborcoop as lc
from laborcoop.exchange.roster import Counts
from laborcoop.kernel.identity import check_character

HEADER = ("序号", "姓名", "身份证号码", "村委会", "务工企业")


@define
class Written:
    """What was written: the people as (sheet, row, number), and the hidden rows by sheet."""

    people: list[tuple[str, int, str]] = field(factory=list)
    hidden: dict[str, list[int]] = field(factory=dict)


def write_header(page: Any, draw: Random) -> int:  # noqa: ANN401 - xlsxwriter is untyped
    """Write titles and a header of one row or of two; the row behind them."""
    row = 0
    for title in draw.sample(("福贡县务工人员花名册", "填报单位：某局", "单位：人"), draw.randrange(4)):
        page.merge_range(row, 0, row, len(HEADER) - 1, title)
        row += 1
    if draw.random() < 0.5:
        page.write_row(row, 0, HEADER)
        return row + 1
    for column, header in enumerate(HEADER[:3]):
        page.merge_range(row, column, row + 1, column, header)
    page.merge_range(row, 3, row, 4, "本人情况")
    page.write_row(row + 1, 3, HEADER[3:])
    return row + 2


def write_sheet(page: Any, name: str, draw: Random, written: Written) -> None:  # noqa: ANN401 - xlsxwriter is untyped
    row = write_header(page, draw)
    hidden: list[int] = []
    for _ in range(draw.randrange(1, 5)):
        first = row
        for _ in range(draw.randrange(1, 6)):
            digits = f"533399{draw.choice(('19900101', '19851231'))}{len(written.people) + 1:03d}"
            number = digits + (check_character(digits) if draw.random() < 0.7 else "")
            if written.people and draw.random() < 0.15:
                number = draw.choice(written.people)[2]
            page.write_row(row, 0, (row, draw.choice(("甲子", "乙丑")), number))
            written.people.append((name, row + 1, number))
            if draw.random() < 0.2:
                page.set_row(row, None, None, {"hidden": True})
                hidden.append(row + 1)
            row += 1
        for column in (3, 4):
            if row - first > 1 and draw.random() < 0.5:
                page.merge_range(first, column, row - 1, column, f"共有{first}")
        if draw.random() < 0.5:
            page.write_row(row, 0, draw.choice((("合计", row - first), ("", "小 计", str(row - first)), ("", "", ""))))
            row += 1
    if draw.random() < 0.5:
        page.write_row(row + 1, 0, ("填表人：某某", "", "", "审核人："))
    if hidden:
        written.hidden[name] = hidden


def write_workbook(path: Path, draw: Random) -> Written:
    written = Written()
    with xlsxwriter.Workbook(path) as book:
        for at in range(draw.randrange(1, 4)):
            page = book.add_worksheet(f"乡{at}")
            write_sheet(page, f"乡{at}", draw, written)
            if at and draw.random() < 0.3:
                page.hide()
                written.hidden.setdefault(f"乡{at}", [])
    return written


@pytest.mark.parametrize("seed", range(12))
def test_every_person_of_a_workbook_comes_out_or_is_refused(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "福贡县.xlsx"
    written = write_workbook(path, Random(seed))
    result = lc.read_roster(path, on=date(2023, 1, 28))
    intake = result.intake
    places = {*intake.workers.values(), *(one.where for one in intake.merged)}
    places |= {one.where for one in intake.refused}
    assert {(place.sheet, place.row) for place in places} == {(sheet, row) for sheet, row, _ in written.people}
    assert len(written.people) == result.counts.rows == len(places)
    # Every number that was written stands in a worker or in the cells of a row that is none.
    rows = [one.row for one in result.refused] + [row for one in result.merged for row in one.rows[1:]]
    found = Counter(worker.number.reveal() for worker in result.workers if worker.number is not None)
    found.update(str(row.cells["身份证号码"]) for row in rows)
    assert found == Counter(number for _, _, number in written.people)


@pytest.mark.parametrize("seed", range(12))
def test_the_hidden_rows_of_a_workbook_are_read_and_told_of(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "福贡县.xlsx"
    written = write_workbook(path, Random(seed))
    result = lc.read_roster(path, on=date(2023, 1, 28))
    told = {finding.where.sheet: finding.message.en for finding in result.findings if finding.rule == "RO-15"}
    assert set(told) == set(written.hidden)
    for sheet, rows in written.hidden.items():
        assert all(str(row) in told[sheet] for row in rows[:10])


FILES = Path(__file__).parent / "files"
"""Workbooks that LibreOffice saved: four of ten people in two sheets are hidden; in the filtered one two of four."""


@pytest.mark.parametrize("name", ["hidden.ods", "hidden.xls"])
def test_the_hidden_rows_of_other_formats_are_told_of_too(name: str) -> None:
    result = lc.read_roster(FILES / name, on=date(2023, 1, 28))
    told = {one.where.sheet: one.message.en.rpartition(": ")[2] for one in result.findings if one.rule == "RO-15"}
    assert told == {"福贡县": "3, 6, 7", "泸水市": "2"}
    assert result.counts.workers == 10


def test_rows_of_no_height_are_told_of_in_the_old_format_too(tmp_path: Path) -> None:
    data = bytearray((FILES / "hidden.xls").read_bytes())
    changed = 0
    for found in re.finditer(rb"\x08\x02\x10\x00", bytes(data)):
        height, flags = found.end() + 6, found.end() + 12
        if data[flags] & 0x20:
            data[flags] &= ~0x20
            data[height : height + 2] = bytes(2)
            changed += 1
    assert changed >= 4
    path = tmp_path / "hidden.xls"
    path.write_bytes(data)
    result = lc.read_roster(path, on=date(2023, 1, 28))
    told = {one.where.sheet: one.message.en.rpartition(": ")[2] for one in result.findings if one.rule == "RO-15"}
    assert told == {"福贡县": "3, 6, 7", "泸水市": "2"}


@pytest.mark.parametrize(
    ("usual", "unusual"),
    [
        (rb"", rb""),
        (rb'<c r="([A-Z0-9]+)"([^>]*)>', rb"<c\2 r='\1'>"),
        (rb' t="e"', rb" t='e'"),
        (rb' t="e"', rb' t ="e"'),
        (rb' t="e"><f>NA\(\)</f>', rb' t="e">'),
        (rb' t="e"><f>NA\(\)</f>', rb" t='e'>"),
        (rb' t="e"><f>NA\(\)</f>', rb' t= "e">'),
    ],
)
def test_the_cells_of_failed_formulas_are_told_of(tmp_path: Path, usual: bytes, unusual: bytes) -> None:
    digits = "53339919900101001"
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("名单")
        page.write_row(0, 0, ("姓名", "身份证号码", "村委会"))
        page.write_row(1, 0, ("甲子", digits + check_character(digits)))
        for row in range(1, 15):
            page.write_formula(row, 2, "=NA()", None, "#N/A")
        page.write_formula(15, 0, "=NA()", None, "#N/A")
        book.add_worksheet("另").write_row(0, 0, ("姓名", "身份证号码"))
    rewritten = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as read, zipfile.ZipFile(rewritten, "w") as written:
        for name in read.namelist():
            written.writestr(name, re.sub(usual, unusual, read.read(name)))
    result = lc.read_roster(rewritten, on=date(2023, 1, 28), synthetic_areas=("533399",))
    assert (result.counts.rows, result.counts.workers) == (2, 1)
    assert [one.where.row for one in result.refused] == [16]
    (told,) = [one for one in result.findings if one.rule == "RO-25"]
    assert told.where.sheet == "名单"
    assert told.message.en.endswith("C2, C3, C4, C5, C6, C7, C8, C9, C10, C11")


@pytest.mark.parametrize("name", ["failed.xlsx", "failed.xls", "failed.ods"])
def test_rows_of_formulas_that_failed_are_refused_with_what_they_show_and_told_of(name: str) -> None:
    """As LibreOffice saved it: a no by #N/A, a row without name, number and phone, an empty text, a row of failures."""
    result = lc.read_roster(FILES / name, on=date(2023, 1, 28), synthetic_areas=("533399",))
    assert result.counts == Counts(rows=5, workers=3, repeated=0, refused=2)
    assert [list(one.row.cells.values()) for one in result.refused] == [
        [3, "#N/A", "#N/A", "#N/A", "是"],
        ["#N/A", "#N/A", "#REF!", "#DIV/0!", "#NAME?"],
    ]
    (told,) = [one for one in result.findings if one.rule == "RO-25"]
    assert told.message.en.endswith(": E3, B4, C4, D4, A6, B6, C6, D6, E6")
    assert sorted(one.willing for one in result.registrations) == [False, True, True]
    assert [str(one.where) for one in result.findings if one.rule == "RO-36"] == [
        f"{name} · 名单 · row {row} · E" for row in (3, 6)
    ]


def test_rows_that_a_filter_hides_are_hidden() -> None:
    result = lc.read_roster(FILES / "filtered.ods", on=date(2023, 1, 28))
    assert [one.message.en.rpartition(": ")[2] for one in result.findings if one.rule == "RO-15"] == ["3, 5"]
    assert result.counts.workers == 4


def test_a_giant_cell_is_refused_and_the_other_files_are_read(tmp_path: Path) -> None:
    digits = "53339919900101001"
    person = ("甲子", digits + check_character(digits))
    for name, village in (("a.xlsx", "村" * 40_000), ("b.xlsx", "村" * 32_000)):
        with xlsxwriter.Workbook(tmp_path / name) as book:
            page = book.add_worksheet("名单")
            page.write_row(0, 0, ("姓名", "身份证号码", "村委会"))
            page.write_row(1, 0, person)
            # As a program that does not ask would write it.
            page.write_string(1, 2, village[:32_000])
        if len(village) > 32_767:
            lengthen(tmp_path / name, village)
    result = lc.read_roster([tmp_path / "a.xlsx", tmp_path / "b.xlsx"], on=date(2023, 1, 28))
    assert result.counts.rows == 1
    (refused,) = result.findings.excluding()
    assert (refused.rule, refused.where.file) == ("RO-16", "a.xlsx")
    assert "32767" in refused.message.en
    assert "32767" in refused.message.zh


def lengthen(path: Path, text: str) -> None:
    """Put a longer text in the place of one that is nearly as long."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part in parts.items():
            book.writestr(name, part.replace(text[:32_000].encode(), text.encode()))


def test_merged_chaos_loses_nobody(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("名单")
        page.write_row(0, 0, ("姓名", "身份证号码", "村委会"))
        for row in range(1, 7):
            digits = f"53339919900101{row:03d}"
            page.write_row(row, 0, ("甲子", digits + check_character(digits)))
        page.merge_range(1, 2, 6, 2, "一村")
    ranges = b"".join(b'<mergeCell ref="%s"/>' % one for one in (b"A1:C7", b"C2:C9999", b"B3:XFD4", b"C5:C2", b"C7:C7"))
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert b"<mergeCells" in sheet
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"</mergeCells>", ranges + b"</mergeCells>")
    with zipfile.ZipFile(path, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part)
    result = lc.read_roster(path, on=date(2023, 1, 28))
    assert result.counts.rows == 6
    assert len(result.workers) == 6


_UNCALCULATED = ("<f>甲!A2</f><v></v>", "<f>甲!A2</f><v/>", '<f t="shared" si="0"/>', "<f>甲!A2</f>")
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ALSO_WRITTEN: dict[str, tuple[bytes, bytes]] = {
    "as is usual": (b"", b""),
    "in single quotes": (rb'<c r="([A-Z0-9]+)"', rb"<c r='\1'"),
    "with another attribute first": (rb'<c r="([A-Z0-9]+)"', rb'<c s="0" r="\1"'),
    "over several lines": (rb"<(/c|f|v)([>/ ])", rb"\n  <\1\2"),
    "with a comment": (rb"<f([>/ ])", rb"<!-- <v>1</v> --><f\1"),
    "with a prefix": (rb"<(/?)(worksheet|sheetData|row|c|f|v)(?=[\s/>])", rb"<\1x:\2"),
    "with a value to be kept as it is": (rb"<v></v>", rb'<v xml:space="preserve"></v>'),
    "with the formula as data": (rb"<f>([^<]+)</f>", rb"<f><![CDATA[\1]]></f>"),
}


@pytest.mark.parametrize(
    ("written", "otherwise", "is_alone"),
    [
        *product(_UNCALCULATED, ["as is usual"], [False, True]),
        *product(_UNCALCULATED[::2], _ALSO_WRITTEN, [False]),
    ],
)
def test_rows_of_formulas_that_were_never_calculated_are_refused_and_told_of(
    tmp_path: Path, number: Callable[..., str], written: str, otherwise: str, *, is_alone: bool
) -> None:
    usual, unusual = _ALSO_WRITTEN[otherwise]
    path, rewritten = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("汇总")
        page.write_row(0, 0, ("姓名", "身份证号码", "村委会", "备注"))
        if not is_alone:
            page.write_row(1, 0, ("甲子", number()))
        page.write_row(3, 0, ("X1", "X2"))
        page.write_row(4, 0, ("乙丑", number(sequence=2), "X3"))
        page.write_formula(4, 3, '=""', None, "nothing")
    shapes = re.compile(rb'<c r="([A-Z0-9]+)" t="s"><v>(\d+)</v></c>')
    with zipfile.ZipFile(path) as read, zipfile.ZipFile(rewritten, "w") as whole:
        marks = [*re.findall(r"<t>(.*?)</t>", read.read("xl/sharedStrings.xml").decode())]
        for name in read.namelist():
            part = shapes.sub(
                lambda cell: (
                    f'<c r="{cell[1].decode()}">{written}</c>'.encode()
                    if marks[int(cell[2])].startswith("X")
                    else cell[0]
                ),
                read.read(name).replace(b"<v>nothing</v>", b"<v></v>"),
            )
            if usual and name == "xl/worksheets/sheet1.xml":
                part = re.sub(usual, unusual, part.replace(b"<worksheet ", b'<worksheet xmlns:x="%s" ' % _MAIN))
            whole.writestr(name, part)
    result = lc.read_roster(rewritten, on=date(2023, 1, 28), synthetic_areas=("533399",))
    assert (result.counts.rows, result.counts.workers) == ((2, 1) if is_alone else (3, 2))
    (refused,) = result.refused
    assert (refused.where.row, [one.rule for one in refused.findings if one.excludes]) == (4, ["ID-01", "RO-09"])
    (told,) = [one for one in result.findings if one.rule == "RO-25"]
    assert "A4" in told.message.en
    assert "B4" in told.message.en
    assert "C5" in told.message.en
    assert "D5" not in told.message.en


def open_document(path: Path, rows: str) -> Path:
    """An .ods of one sheet with a header and these rows; each cell is given by what stands in its tag."""
    xmlns = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in _OPEN_NAMES)
    with zipfile.ZipFile(path, "w") as whole:
        whole.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        whole.writestr("META-INF/manifest.xml", "<manifest/>")
        whole.writestr(
            "content.xml",
            f"<office:document-content {xmlns} xmlns:calcext='urn:x'><office:body><office:spreadsheet>"
            f'<table:table table:name="汇总">{open_row("姓名", "身份证号码", "村委会")}{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def open_row(*said: str, repeated: int = 1) -> str:
    """A row of an .ods: a cell that begins with an equals sign is a formula with the attributes that follow."""
    cells = "".join(
        f'<table:table-cell table:formula="of:=A1"{one[1:]}/>'
        if one.startswith("=")
        else f'<table:table-cell office:value-type="string"><text:p>{one}</text:p></table:table-cell>'
        for one in said
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


_OPEN_NAMES = ("office", "table", "text")
_NO_VALUE = (
    "=",
    '= office:value-type="float"',
    '= office:value-type="date"',
    '= office:value-type="string" office:string-value="" calcext:value-type="error"',
)
_SHOWN = "<text:p>{}</text:p>"


@pytest.mark.parametrize("formula", _NO_VALUE[:3])
def test_rows_of_formulas_without_a_value_are_refused_in_open_documents_too(
    tmp_path: Path, number: Callable[..., str], formula: str
) -> None:
    twice = formula + ' table:number-columns-repeated="2"'
    rows = open_row("甲子", number(), '= office:value-type="string"') + open_row(twice, repeated=2)
    result = lc.read_roster(
        open_document(tmp_path / "a.ods", rows + open_row("乙丑", number(sequence=2), formula)), on=date(2023, 1, 28)
    )
    assert (result.counts.rows, result.counts.workers) == (4, 2)
    assert [one.where.row for one in result.refused] == [3, 4]
    assert all([one.rule for one in row.findings if one.excludes] == ["ID-01", "RO-09"] for row in result.refused)
    (told,) = [one for one in result.findings if one.rule == "RO-25"]
    assert told.message.en.endswith(": A3, B3, A4, B4, C5")


@pytest.mark.parametrize(
    ("formula", "shows", "row"),
    [
        (_NO_VALUE[0], "", []),
        (_NO_VALUE[1], "", ["#VALUE!"]),
        (_NO_VALUE[0], "5", ["#VALUE!"]),
        (_NO_VALUE[3], "#N/A", ["#N/A"]),
        (_NO_VALUE[3], "Err:502", ["#VALUE!"]),
        (_NO_VALUE[3], "", ["#VALUE!"]),
        ('= office:value-type="string"', "", []),
    ],
)
def test_a_formula_of_an_open_document_with_an_empty_text_is_empty_and_one_that_failed_is_refused(
    tmp_path: Path, number: Callable[..., str], formula: str, shows: str, row: list[str]
) -> None:
    """What LibreOffice writes for a formula that shows an empty text has no type; it is no person's row."""
    cell = open_row(formula).replace(
        "/></table:table-row>", f"><text:p>{shows}</text:p></table:table-cell></table:table-row>"
    )
    path = open_document(tmp_path / "a.ods", open_row("甲子", number(), "村") + cell + open_row("", "", "村"))
    result = lc.read_roster(path, on=date(2023, 1, 28))
    assert [[cell for cell in one.row.cells.values() if cell] for one in result.refused] == [row] * bool(row)
    assert [one.rule for one in result.findings if one.rule == "RO-25"] == ["RO-25"] * bool(row)


def test_a_formula_of_an_open_document_that_failed_is_told_of(tmp_path: Path, number: Callable[..., str]) -> None:
    rows = "".join(open_row("甲子", number(sequence=at), _NO_VALUE[3]) for at in range(1, 13))
    result = lc.read_roster(open_document(tmp_path / "a.ods", rows), on=date(2023, 1, 28))
    assert result.counts.workers == 12
    (told,) = [one for one in result.findings if one.rule == "RO-25"]
    assert told.message.en.endswith(": C2, C3, C4, C5, C6, C7, C8, C9, C10, C11")


@pytest.mark.parametrize("value", [0, "#REF!"])
@pytest.mark.parametrize(("beside", "rules"), [(True, ["RO-07", "RO-25"]), (False, ["RO-16"])])
def test_a_sheet_of_nothing_but_formulas_that_came_to_nothing_is_told_of(
    tmp_path: Path, rules: list[str], value: object, *, beside: bool
) -> None:
    path, rewritten = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("汇总").write_formula(1, 1, "=甲!A2", None, value)
        if beside:
            book.add_worksheet("名单").write_row(0, 0, ("姓名", "身份证号码"))
    with zipfile.ZipFile(path) as read, zipfile.ZipFile(rewritten, "w") as whole:
        for name in read.namelist():
            whole.writestr(name, read.read(name).replace(b"<v>0</v></c></row>", b"</c></row>"))
    result = lc.read_roster(rewritten, on=date(2023, 1, 28))
    assert sorted(one.rule for one in result.findings) == rules


def test_formulas_of_an_old_workbook_that_show_nothing_are_told_of() -> None:
    """The file is what a program writes that does not calculate (xlwt): whoever does not want to go says nothing."""
    path = FILES / "uncalculated.xls"
    result = lc.read_roster(path, on=date(2023, 1, 28), synthetic_areas=("533399",))
    assert [one.willing for one in result.registrations] == [True, True]
    (told,) = [one for one in result.findings if one.rule == "RO-43"]
    assert (told.severity.value, str(told.where)) == ("WARN", "uncalculated.xls · 名单")
    assert told.message.en.endswith(": C2, C3")

"""What patterns tell of a sheet is what its elements tell, and of what is written otherwise they tell nothing."""

from __future__ import annotations

import io
import re
import zipfile
from random import Random

import pytest
import xlsxwriter

from laborcoop.errors import DocumentError
from laborcoop.exchange import unpacking
from laborcoop.exchange.sheet_glance import SheetGlance
from laborcoop.exchange.unpacking import LARGEST_FILE, inspect_zip

ROWS = b'<row r="2"><c r="B2" s="1"><v>1</v></c><c r="AA2"/></row><row r="4" hidden="1"><c r="A4"><v>1</v></c></row>'


def glance(sheet: bytes, piece: int) -> SheetGlance | None:
    found = SheetGlance()
    told = all(found.takes(sheet[at : at + piece]) is not None for at in range(0, len(sheet), piece))
    return found if told and found.ends() is not None else None


@pytest.mark.parametrize("piece", [1, 2, 7, 1000])
def test_the_span_and_the_hidden_rows_are_told_whatever_the_pieces(piece: int) -> None:
    found = glance(b"<worksheet><sheetData>" + ROWS + b"</sheetData></worksheet>", piece)
    assert found is not None
    assert found.cells == 27 * 3
    assert found.hidden_rows == {4}
    nothing = glance(b"<worksheet/>", piece)
    assert nothing is not None
    assert (nothing.cells, nothing.hidden_rows) == (0, set())


@pytest.mark.parametrize(
    ("written", "otherwise"),
    [
        (b'<c r="B2" s="1">', b'<c s="1" r="B2">'),
        (b'<c r="B2" s="1">', b"<c r='B2' s='1'>"),
        (b'<c r="B2" s="1">', b'<c r="b2" s="1">'),
        (b'<c r="B2" s="1">', b"<c r=\"B2\" t='n'>"),
        (b'<c r="B2" s="1">', b'<c r="B2" t = "n">'),
        (b'<c r="B2" s="1">', b'<c r="B2" t= "n">'),
        (b'<c r="B2" s="1">', b'<c r="&#66;2" s="1">'),
        (b'<c r="B2" s="1">', b'<c\nr="B2" s="1">'),
        (b'<c r="B2" s="1">', b'<c r="ABCD2" s="1">'),
        (b'<c r="B2" s="1">', b'<c r="B12345678" s="1">'),
        (b'<c r="AA2"/>', b"<c/>"),
        (b'<c r="AA2"/>', b"<c></c>"),
        (b'<c r="AA2"/>', b'<x:c r="AA2"/>'),
        (b'<c r="AA2"/>', b"<x:c/>"),
        (b'<row r="2">', b"<row>"),
        (b'<row r="2">', b'<row spans="1:2" r="2">'),
        (b'<row r="2">', b'<row r="2" hidden="&#49;">'),
        (b'<row r="2">', b"<row r=\"2\" hidden='1'>"),
        (b'<row r="2">', b'<row r="2" hidden = "1">'),
        (b'<row r="2">', b'<row r="2" ht= "0">'),
        (b'<row r="2">', b'<x:row r="2">'),
        (b"<worksheet>", b'<?xml version="1.0" encoding="UTF-16"?><worksheet>'),
        (b"<worksheet>", b"<?xml version='1.0' encoding='cp037'?><worksheet>"),
        (b"<worksheet>", b"\xff\xfe<worksheet>"),
        (b"<worksheet>", b"<\x00worksheet>"),
        (b"<worksheet>", b"<" + b"w" * (1 << 17) + b">"),
    ],
)
def test_of_a_sheet_that_is_written_otherwise_nothing_is_told(written: bytes, otherwise: bytes) -> None:
    sheet = b"<worksheet><sheetData>" + ROWS + b"</sheetData></worksheet>"
    assert sheet.count(written) == 1
    assert glance(sheet, 1 << 16) is not None
    assert glance(sheet.replace(written, otherwise), 1 << 16) is None


@pytest.mark.parametrize(
    "row",
    [
        b'<row r="2"><c r="A2"><v>1</v></c></row>',
        b'<row r="2" spans="1:3" ht="15" x14ac:dyDescent="0.2"><c r="A2" s="1" t="s"><v>1</v></c><c r="B2"/></row>',
        '<row r="2"><c r="A2" t="inlineStr"><is><t xml:space="preserve"> 甲 &amp; 乙 </t></is></c></row>'.encode(),
        b'<row r="2"><c r="A2"><f>B2&lt;3</f><v>1</v></c></row>',
        b'<row r="2"><c r="A2"><f>B2</f></c><c r="B2"></c><c r="C2"><v></v></c></row>',
    ],
)
def test_a_row_that_is_sound_by_itself_is_not_parsed(row: bytes) -> None:
    found = SheetGlance()
    assert found.takes(b"<sheetData>" + row + b"</sheetData>") == b"<sheetData>"
    assert found.ends() == b"</sheetData>"
    assert found.cells == 26


@pytest.mark.parametrize(
    "row",
    [
        b'<row r="2"><c r="A3"><v>1</v></c></row>',
        b'<row r="2"><c r="A2"><v>1</c></row>',
        b'<row r="2"><c r="A2"><v>&x;</v></c></row>',
        b'<row r="2"><c r="A2"><v>\x01</v></c></row>',
        b'<row r="2"><c r="A2"><is><r><t>1</t></r></is></c></row>',
        b'<row r="2"><c r="A2"><v>1</v></c><!-- --></row>',
        b'<row r="2"><c r="A2" s="1" s="2"><v>1</v></c></row>',
    ],
)
def test_any_other_row_is_parsed(row: bytes) -> None:
    found = SheetGlance()
    assert found.takes(row + b"<sheetData/>") == row
    assert found.ends() == b"<sheetData/>"


def test_of_a_row_with_an_attribute_twice_nothing_is_told() -> None:
    for twice in (b' r="3"', b' ht="1" ht="1"', b' x="a b" y="1" y="2"'):
        assert SheetGlance().takes(b'<row r="2"' + twice + b'><c r="A2"/></row>') is None
    assert SheetGlance().takes(b'<row r="2" x="a y=" y="2"><c r="A2"/></row>') == b""


@pytest.mark.parametrize(
    ("height", "hidden"),
    [("0", True), ("0.0", True), (".2", True), ("0.4", True), ("0.5", False), ("15", False), ("", False), ("x", False)],
)
def test_a_row_too_low_to_be_seen_is_hidden_however_it_is_read(
    height: str, monkeypatch: pytest.MonkeyPatch, *, hidden: bool
) -> None:
    for row in ('<row r="1" ht="{}" customHeight="1"><c r="A1"/></row>', '<row r="1" ht="{}"><!-- --></row>'):
        data = workbook(f"<worksheet><sheetData>{row.format(height)}</sheetData></worksheet>".encode())
        expected = {"一": frozenset({1} if hidden else ())}
        assert inspect_zip(data, "a.xlsx", LARGEST_FILE).hidden_rows == expected
        with monkeypatch.context() as patched:
            patched.setattr(unpacking, "_glanced", lambda *_: None)
            assert inspect_zip(data, "a.xlsx", LARGEST_FILE).hidden_rows == expected


def test_of_rows_of_several_heights_those_are_hidden_that_are_too_low() -> None:
    found = SheetGlance()
    rows = b"".join(b'<row r="%d" ht="%d"><c r="A%d"/></row>' % (row, row % 3, row) for row in range(1, 8))
    assert found.takes(rows) == b""
    assert found.hidden_rows == {3, 6}


def workbook(sheet: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", '<workbook><sheets><sheet name="一" r:id="rId1"/></sheets></workbook>')
        target = "worksheets/sheet1.xml"
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships><Relationship Id="rId1" Target="{target}"/></Relationships>'
        )
        archive.writestr(f"xl/{target}", sheet)
    return buffer.getvalue()


SOUND = (
    b'<?xml version="1.0" encoding="UTF-8"?><worksheet><cols><col min="1"/></cols><sheetData>'
    b'<row r="1" spans="1:2"><c r="A1" t="s"><v>1</v></c><c r="B1"/></row>'
    b'<row r="2" hidden="1"><c r="A2"><v>2</v></c><c r="C2" t="inlineStr"><is><t>&amp;</t></is></c></row>'
    b'<row r="4" ht="0"><c r="A4"><v>3</v></c></row></sheetData><pageMargins left="1"/></worksheet>'
)
FRAGMENTS = (
    *(
        b"<",
        b">",
        b"/",
        b'"',
        b"&",
        b"&#65;",
        b"</row>",
        b'<row r="5">',
        b'<row r="6"/>',
        b"<c/>",
        b'<c r="Z9"><v>1</v></c>',
    ),
    *(
        b"\x00",
        b"\xff",
        b" ",
        b"\n",
        b"x:",
        b"<!-- ",
        b" -->",
        b"<![CDATA[",
        b"]]>",
        b'<!DOCTYPE x [<!ENTITY a "b">]>',
        b"&a;",
    ),
    *(b"<f>", b"</f>", b'<c r="B5"><f>A1</f></c>', b'<f t="shared"/>', b"<v></v>", b"<f>A1</f><v>1</v>"),
    *(b' t="e"', b" t='e'", b'<c r="D4" t="e"><f>A1</f><v>#N/A</v></c>', b"#REF!"),
    *(b'r="3"', b' hidden="true"', b' ht="0"', b"<v>", b"</v>", b"</c>", b"<x:row>", b"'"),
)


@pytest.mark.parametrize("seed", range(4))
def test_a_spoilt_sheet_is_refused_or_told_of_as_by_its_elements(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def told(data: bytes) -> object:
        try:
            return inspect_zip(data, "a.xlsx", LARGEST_FILE)
        except DocumentError as refused:
            return str(refused)

    draw = Random(seed)
    kinds = set()
    for _ in range(250):
        sheet = SOUND
        for _ in range(draw.choice((1, 1, 2, 3))):
            at = draw.randrange(len(sheet))
            sheet = sheet[:at] + draw.choice((b"", *FRAGMENTS)) + sheet[at + draw.choice((0, 0, 1, 7, 40)) :]
        data = workbook(sheet)
        quick = told(data)
        kinds.add(type(quick))
        with monkeypatch.context() as patched:
            patched.setattr(unpacking, "_glanced", lambda *_: None)
            assert told(data) == quick, sheet
    assert len(kinds) == 2


def test_utf_8_may_be_named() -> None:
    assert glance(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet/>', 1000) is not None


@pytest.mark.parametrize("seed", range(8))
def test_patterns_and_elements_tell_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = Random(seed)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for name in ("一", "二"):
            page = book.add_worksheet(name)
            for row in range(draw.randrange(1, 30)):
                page.write_row(row + draw.randrange(3), draw.randrange(40), ("合成", draw.random(), "a<b>&c:c /"))
                if draw.random() < 0.3:
                    page.write_formula(row, 50, "=B1", None, draw.choice(("#N/A", "#REF!", "", 5)))
                if draw.random() < 0.3:
                    page.set_row(row, None, None, {"hidden": True})
    data = buffer.getvalue()
    with zipfile.ZipFile(buffer) as archive:
        sheets = [archive.read(f"xl/worksheets/sheet{number}.xml") for number in (1, 2)]
    quick = inspect_zip(data, "a.xlsx", LARGEST_FILE)
    spans = [found.cells for sheet in sheets if (found := glance(re.sub(rb":c /", b"", sheet), 1 << 20))]
    assert len(spans) == 2
    monkeypatch.setattr(unpacking, "_glanced", lambda *_: None)
    assert inspect_zip(data, "a.xlsx", LARGEST_FILE) == quick
    assert {error for cells in quick.failed.values() for error in cells.values()} <= {"#N/A", "#REF!", "#VALUE!"}
    inspect_zip(data, "a.xlsx", LARGEST_FILE, max(spans))
    with pytest.raises(DocumentError, match="spans more"):
        inspect_zip(data, "a.xlsx", LARGEST_FILE, max(spans) - 1)

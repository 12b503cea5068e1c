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
    told = all(found.takes(sheet[at : at + piece]) for at in range(0, len(sheet), piece))
    return found if told and found.ends() else None


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
                    page.set_row(row, None, None, {"hidden": True})
    data = buffer.getvalue()
    with zipfile.ZipFile(buffer) as archive:
        sheets = [archive.read(f"xl/worksheets/sheet{number}.xml") for number in (1, 2)]
    quick = inspect_zip(data, "a.xlsx", LARGEST_FILE)
    spans = [found.cells for sheet in sheets if (found := glance(re.sub(rb":c /", b"", sheet), 500))]
    assert len(spans) == 2
    monkeypatch.setattr(unpacking, "_glanced", lambda *_: None)
    assert inspect_zip(data, "a.xlsx", LARGEST_FILE) == quick
    inspect_zip(data, "a.xlsx", LARGEST_FILE, max(spans))
    with pytest.raises(DocumentError, match="spans more"):
        inspect_zip(data, "a.xlsx", LARGEST_FILE, max(spans) - 1)

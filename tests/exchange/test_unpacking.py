from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import pytest
import xlsxwriter

from laborcoop.errors import DocumentError
from laborcoop.exchange.unpacking import LARGEST_FILE, inspect_zip

SHEET = "xl/worksheets/sheet1.xml"


def zipped(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def parts_of_workbook() -> dict[str, bytes]:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("名单").write(0, 0, 1)
    with zipfile.ZipFile(buffer) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_rows(rows: bytes) -> bytes:
    parts = parts_of_workbook()
    parts[SHEET] = re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData>" + rows + b"</sheetData>", parts[SHEET])
    return zipped(parts)


def open_document(rows: bytes) -> bytes:
    return zipped(
        {
            "content.xml": b'<x xmlns:text="t" xmlns:table="t" xmlns:office="o"><table:table table:name="A">'
            + rows
            + b"</table:table></x>"
        }
    )


FAR = {
    "a cell in the last corner": b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>',
    "small letters and single quotes": b"<row r='1'><c r='A1'><v>1</v></c><c r = 'xfd999999'><v>1</v></c></row>",
    "a row without references in its cells": b'<row r="1"><c><v>1</v></c></row><row r="9000000"><c><v>1</v></c></row>',
    "a bracket in an attribute": b'<row r="1"><c r="A1"><v>1</v></c><c a=">" r="XFD1048576"><v>1</v></c></row>',
    "a prefix": '<é:row r="1"><é:c r="A1"><é:v/></é:c><é:c r="XFD1048576"><é:v/></é:c></é:row>'.encode(),
    "behind a comment that opens a quote": b'<row><c r="A1"><v>1</v></c><!-- <c a=" --><c r="XFD99999"><v/></c></row>',
    "a formula": b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><f>A1</f><v>1</v></c></row>',
    "a formula without a value": b"<row r='1'><c r='A1'><f>B1</f></c><c r='XFD1048576'><f>A1</f></c></row>",
    "behind much else": b'<row r="1"><c r="A1"><v>1</v></c><!--%s--><c r="XFD1048576"><v>1</v></c></row>'
    % (b"x " * 600_000),
}


@pytest.mark.parametrize("case", FAR)
def test_a_sheet_that_spans_too_much_is_refused_before_it_is_opened(case: str) -> None:
    with pytest.raises(DocumentError, match="spans more than 5000000 cells"):
        inspect_zip(with_rows(FAR[case]), "a.xlsx", LARGEST_FILE)


NEAR = {
    "only styled": b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="99999"><c r="A99999"/></row>',
    "far down but small": b'<row r="1048576"><c r="B1048576"><v>1</v></c></row>',
    "without references": b"<row><c><v>1</v></c><c><v>1</v></c></row>" * 10,
}


@pytest.mark.parametrize("case", NEAR)
def test_a_sheet_of_ordinary_span_passes(case: str) -> None:
    inspect_zip(with_rows(NEAR[case]), "a.xlsx", LARGEST_FILE, largest_sheet=20)


def test_the_span_is_counted_exactly() -> None:
    square = with_rows(b'<row r="3"><c r="B3"><v>1</v></c></row><row r="5"><c><v>1</v></c><c r="D5"><v>1</v></c></row>')
    inspect_zip(square, "a.xlsx", LARGEST_FILE, largest_sheet=12)
    with pytest.raises(DocumentError, match="spans more than 11 cells"):
        inspect_zip(square, "a.xlsx", LARGEST_FILE, largest_sheet=11)


REPEATED = {
    "columns": b'<table:table-row><table:table-cell table:number-columns-repeated="9000000"/>'
    b"<table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>",
    "formulas without a value": b'<table:table-row><table:table-cell table:number-columns-repeated="9000000" '
    b'table:formula="of:=A1"/></table:table-row>',
    "far down": b"<table:table-row table:number-rows-repeated='9000000'><table:table-cell/></table:table-row>"
    b"<table:table-row><table:covered-table-cell office:value-type='float'/></table:table-row>",
}


@pytest.mark.parametrize("case", REPEATED)
def test_repeated_cells_of_an_open_document_count(case: str) -> None:
    with pytest.raises(DocumentError, match="spans more than"):
        inspect_zip(open_document(REPEATED[case]), "a.ods", LARGEST_FILE)


def _copied(times: int, cells: bytes = b'<table:table-cell office:value-type="float"/>') -> bytes:
    return b'<table:table-row table:number-rows-repeated="%d">%s</table:table-row>' % (times, cells)


@pytest.mark.parametrize("rows", [_copied(5002), _copied(9_000_000), _copied(2000) * 3])
def test_copies_of_a_row_that_take_no_room_in_an_open_document_are_bounded(rows: bytes) -> None:
    with pytest.raises(DocumentError, match="more than 5000 rows say the same as the row above"):
        inspect_zip(open_document(rows), "a.ods", LARGEST_FILE)


def test_some_copies_of_a_row_of_an_open_document_are_read_whatever_it_holds() -> None:
    cell = b'<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    inspect_zip(open_document(_copied(5001, cell * 3)), "a.ods", LARGEST_FILE)
    inspect_zip(open_document(_copied(2501, cell * 3) * 2), "a.ods", LARGEST_FILE)


def test_the_empty_rest_of_an_open_document_does_not_count() -> None:
    rows = (
        b'<table:table-row><table:table-cell office:value-type="float"/></table:table-row>'
        b'<table:table-row table:number-rows-repeated="1048575"><table:table-cell '
        b'table:number-columns-repeated="16384"/></table:table-row>'
    )
    layout = inspect_zip(open_document(rows), "a.ods", LARGEST_FILE)
    assert layout.merged == {}


def test_a_file_that_would_unpack_beyond_the_limit_is_refused() -> None:
    bomb = zipped({**parts_of_workbook(), "xl/media/a.emf": bytes(3 << 20)})
    assert len(bomb) < 1 << 16
    with pytest.raises(DocumentError, match="more than 2 MiB"):
        inspect_zip(bomb, "a.xlsx", 2 << 20)
    inspect_zip(bomb, "a.xlsx", 4 << 20)


def test_a_directory_that_lies_about_the_size_is_found_out() -> None:
    honest = zipped({**parts_of_workbook(), SHEET: b"<a>" + b"y" * 5000})
    size = (5003).to_bytes(4, "little")
    assert honest.count(size) == 2
    lying = honest.replace(size, (5).to_bytes(4, "little"))
    with pytest.raises(DocumentError, match="damaged"):
        inspect_zip(lying, "a.xlsx", LARGEST_FILE)


@pytest.mark.parametrize(
    "rows", [b"<c " + b"x" * (1 << 21), b'<row r="1">', b"</row>", b'<c r="A1" r="B1"/>', b"<!-- "]
)
def test_xml_that_is_not_sound_is_damage(rows: bytes) -> None:
    with pytest.raises(DocumentError, match="damaged"):
        inspect_zip(with_rows(rows), "a.xlsx", LARGEST_FILE)


def test_a_long_text_behind_a_tag_is_none() -> None:
    inspect_zip(with_rows(b'<row r="1"><c r="A1"><v>' + b"x" * (1 << 21) + b"</v></c></row>"), "a.xlsx", LARGEST_FILE)


def test_a_picture_may_hold_anything() -> None:
    picture = b"x" * (1 << 20) + b"<" + bytes(1 << 21)
    inspect_zip(zipped({**parts_of_workbook(), "xl/media/a.png": picture}), "a.xlsx", LARGEST_FILE)


@pytest.mark.parametrize("encoding", [b"UTF-7890", b"gb18030"])
def test_xml_in_a_strange_encoding_is_damage(encoding: bytes) -> None:
    part = b'<?xml version="1.0" encoding="%s"?><a/>' % encoding
    with pytest.raises(DocumentError, match="damaged"):
        inspect_zip(zipped({**parts_of_workbook(), "xl/styles.xml": part}), "a.xlsx", LARGEST_FILE)


@pytest.mark.parametrize("parts", [{"a.txt": b"a"}, {"xl/workbook.bin": b"a"}])
def test_a_zip_file_that_is_no_workbook_is_refused(parts: dict[str, bytes]) -> None:
    with pytest.raises(DocumentError, match=r"no \.xlsx or \.ods"):
        inspect_zip(zipped(parts), "a.xlsx", LARGEST_FILE)


def test_hidden_rows_are_told_whatever_the_prefix_of_relations() -> None:
    parts = parts_of_workbook()
    parts["xl/worksheets/sheet1.xml"] = b'<worksheet><sheetData><row r="3" hidden="1"/></sheetData></worksheet>'
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"xmlns:r=", b"xmlns:a=").replace(b"r:id=", b"a:id=")
    assert inspect_zip(zipped(parts), "a.xlsx", LARGEST_FILE).hidden_rows == {"名单": frozenset({3})}


def test_a_workbook_without_relations_has_no_hidden_rows() -> None:
    parts = parts_of_workbook()
    del parts["xl/_rels/workbook.xml.rels"]
    assert inspect_zip(zipped(parts), "a.xlsx", LARGEST_FILE).hidden_rows == {}


def linked(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO(zipped(parts))
    with zipfile.ZipFile(buffer, "a") as archive:
        link = zipfile.ZipInfo("xl/worksheets/sheet9.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/hostname")
    return buffer.getvalue()


def given_twice(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO(zipped(parts))
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, parts[SHEET])
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["../a.xml", "xl/../../a.xml", "/a.xml", "xl\\..\\a.xml", "C:/a.xml", "\\a.xml"])
def test_a_part_that_leads_out_of_the_workbook_is_refused(name: str) -> None:
    with pytest.raises(DocumentError, match="lead elsewhere"):
        inspect_zip(zipped({**parts_of_workbook(), name: b"<a/>"}), "a.xlsx", LARGEST_FILE)


@pytest.mark.parametrize("made", [linked, given_twice])
def test_a_link_and_a_name_given_twice_are_refused(made: Callable[[Mapping[str, bytes]], bytes]) -> None:
    with pytest.raises(DocumentError, match="lead elsewhere"):
        inspect_zip(made(parts_of_workbook()), "a.xlsx", LARGEST_FILE)


LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10))


@pytest.mark.parametrize("declared", [b'<!ENTITY l0 "ha">' + LAUGHS, b'<!ENTITY l9 SYSTEM "file:///etc/hostname">'])
@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_entities_are_refused_whichever_part_declares_them(declared: bytes, part: str) -> None:
    parts = parts_of_workbook()
    parts[part] = b"<!DOCTYPE a [" + declared + b"]><a>&l9;</a>"
    with pytest.raises(DocumentError, match="declares XML entities") as refused:
        inspect_zip(zipped(parts), "a.xlsx", LARGEST_FILE)
    assert "XML 实体" in refused.value.text.zh


def test_a_document_type_without_entities_is_none_of_our_business() -> None:
    part = b'<!DOCTYPE manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><manifest/>'
    data = zipped({"content.xml": b"<x/>", "META-INF/manifest.xml": part})
    assert not inspect_zip(data, "a.ods", LARGEST_FILE).encrypted

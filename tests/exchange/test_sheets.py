from __future__ import annotations

import base64
import struct
import sys
import zipfile
import zlib
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter

from laborcoop.errors import DocumentError, InvalidValue, MissingExtra
from laborcoop.exchange import cells
from laborcoop.exchange.sheets import Sheet, column_letters, read_sheets

# A workbook of the old format: B2 姓名, B3 the number 3, B4:B5 merged "m".
OLD_WORKBOOK = zlib.decompress(
    base64.b64decode(
        "eNrtWE9IVEEY/8374/7BXd/aGmggi5CVepEuXfRVUJ4S+wOVBLXmg0JbZfFSB7Vsj0HQqegieOlidcmiiLp1CIw8BIGwW3TqJBR40H198+08XD"
        "cPLtSSMb/HfPO9b37fzLw338x7Mx8WE/nZpy0FVKAXJop+BHVlNkEpEtw4oHLfl2qQhyn5GjsKkTANZJ2Nl7H3ITmGcrwLMPDEeksS+ELpAsbR"
        "P5bxUjXEUe5DWsg+9JAUeEiWOJq5V40sL7PcxfIxM1+xPMyWOyx7iJsXg1h0+zsOqSg+Z7RxWRyy3gX2+cyWbjThnYziqbuixLVxJHs1PfpvFr"
        "Ra9ZgDjVufl/Gy6dE8kjSAc/jpp4AfwUx9k9L22toFyL662R7awn7PsIBp+Jc4wHOIYcGUJTZOX/G8iTUV26Ukls7HztD4X4vKZZinrbNp2sY4"
        "nOtJDqOB9QS7OrQwrz1a+XhiaMC9yJZpXqpLC/pe2Qf4uCk9yDnOVptLJbeDZSfLW1zrHtZbWCaJSXn7QJNSjs8w5zaXtlM7BxlL7r4yfT/pue"
        "8nn7fmvroHSJ/vK9xIzn9yZ9FGH5hh8pfXDLpEl3hwX+KFG+RCTf5lls2/LQRhw+EnMOCrr1YD1hHlGhNskAyjgjFpRNUbiyuGuUUdJjOEYlgV"
        "jNf0JJZifOMWTb4X6DUa8Uw2SUvTBqLQ0NDQ0NDQ0NDQqDGE2l/I311L/fjLzURIneusUyrqY5L/FqcwRtcEbUyPIUN5Fterip/dsEVQl9imT3"
        "BeKHGWWs9iBEPcj5Gq45c2g6L8ebbt6Py5KVRt+8Vq+vmX2/8F1MbAbg=="
    )
)


def workbook(path: Path, rows: list[list[object]], *, sheet: str = "名单", start: tuple[int, int] = (0, 0)) -> Path:
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(sheet)
        for index, row in enumerate(rows):
            page.write_row(start[0] + index, start[1], row)
    return path


def text_sheet(path: Path, data: bytes) -> Sheet:
    path.write_bytes(data)
    return read_sheets(path, "名单.csv")[0]


def open_document(path: Path, rows: str, *, name: str = "名单", manifest: str = "", settings: str = "") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f"{manifest}</manifest:manifest>",
        )
        archive.writestr(
            "content.xml",
            '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
            'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
            f'{settings}<table:table table:name="{name}">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def text_cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'


def test_rows_and_columns_count_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    (sheet,) = read_sheets(workbook(tmp_path / "a.xlsx", [["x", 3], [None, "y"]], start=(4, 2)), "a.xlsx")
    assert sheet.first_row == 5
    assert sheet.row_number(1) == 6
    assert sheet.rows == ((None, None, "x", 3.0), (None, None, None, "y"))
    assert (sheet.file, sheet.name) == ("a.xlsx", "名单")


def test_cells_keep_their_types(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_datetime(0, 0, datetime(2023, 2, 6), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001 - a cell has no zone
        page.write_datetime(0, 1, datetime(2023, 2, 6, 8, 35), book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))  # noqa: DTZ001 - a cell has no zone
        page.write_datetime(0, 2, time(8, 35), book.add_format({"num_format": "hh:mm"}))
        page.write_row(0, 3, [True, 2.5, "二"])
        page.write_formula(0, 6, "=1+1", None, 2)
    (sheet,) = read_sheets(path, "a.xlsx")
    assert sheet.rows == ((date(2023, 2, 6), datetime(2023, 2, 6, 8, 35), time(8, 35), True, 2.5, "二", 2.0),)  # noqa: DTZ001 - a cell has no zone


@pytest.mark.parametrize("since_1904", [True, False])
def test_a_number_is_the_day_that_it_is_in_its_workbook(tmp_path: Path, since_1904: bool) -> None:  # noqa: FBT001 - the two systems
    born, at = date(1990, 3, 7), datetime(2023, 2, 6, 8, 35)  # noqa: DTZ001 - a cell has no zone
    first = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
    serial = (born - first).days
    with xlsxwriter.Workbook(tmp_path / "a.xlsx", {"date_1904": since_1904}) as book:
        page = book.add_worksheet()
        page.write_datetime(0, 0, born, book.add_format({"num_format": "yyyy-mm-dd"}))
        page.write_row(0, 1, [serial, (at.date() - first).days + 515 / 1440, 19900307, 1990, True, "2023-02-06"])
    ((row, *_),) = (sheet.rows for sheet in read_sheets(tmp_path / "a.xlsx", "a.xlsx"))
    formatted, number, hour, compact, year, truth, text = row
    assert [cells.day(cell) for cell in (formatted, number, compact)] == [born] * 3
    assert (cells.day(hour), cells.moment(hour, ZoneInfo("Asia/Shanghai")).replace(tzinfo=None)) == (at.date(), at)
    assert (number, cells.text(number), cells.whole(number), truth, text) == (
        serial,
        str(serial),
        serial,
        True,
        "2023-02-06",
    )
    with pytest.raises(InvalidValue):
        cells.day(year)


@pytest.mark.parametrize("since_1904", [True, False])
@pytest.mark.parametrize("form", ["{}", " {}.0 ", "{} 08:35", '="{}"', "wide"])
def test_a_number_stored_as_text_is_the_day_that_it_is_in_its_workbook(
    tmp_path: Path, form: str, *, since_1904: bool
) -> None:
    born = date(1990, 3, 7)
    serial = str((born - (date(1904, 1, 1) if since_1904 else date(1899, 12, 30))).days)
    written = (
        serial.translate(str.maketrans("0123456789", "０１２３４５６７８９")) if form == "wide" else form.format(serial)
    )
    with xlsxwriter.Workbook(tmp_path / "a.xlsx", {"date_1904": since_1904}) as book:
        page = book.add_worksheet()
        page.write_string(0, 0, written)
        page.write_string(0, 1, "1990-03-07")
        page.write_string(0, 2, "三12345号")
    ((row, *_),) = (sheet.rows for sheet in read_sheets(tmp_path / "a.xlsx", "a.xlsx"))
    assert [cells.day(cell) for cell in row[:2]] == [born, born]
    assert row == (written, "1990-03-07", "三12345号"), "what stands in the cell is what is read"
    if "08:35" in form:
        assert cells.moment(row[0], ZoneInfo("Asia/Shanghai")).date() == born


@pytest.mark.parametrize(("first", "day"), [("1904-01-01", date(1990, 3, 7)), ("1899-12-30", date(1986, 3, 6))])
def test_a_number_of_an_open_document_is_the_day_that_it_is_there(tmp_path: Path, first: str, day: date) -> None:
    settings = f'<table:calculation-settings><table:null-date table:date-value="{first}"/></table:calculation-settings>'
    number = (
        '<table:table-cell office:value-type="float" office:value="31477"><text:p>31477</text:p></table:table-cell>'
    )
    path = open_document(tmp_path / "a.ods", f"<table:table-row>{number}</table:table-row>", settings=settings)
    ((cell,),) = read_sheets(path, "a.ods")[0].rows
    assert cells.day(cell) == day


def test_merged_cells_are_indexes_into_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write(2, 0, "first")
        page.write(6, 0, "last")
        page.merge_range(3, 1, 5, 2, "合并")
        page.merge_range(8, 0, 9, 0, None)
    (sheet,) = read_sheets(path, "a.xlsx")
    assert sheet.merged == (((1, 1), (3, 2)),)
    assert sheet.rows[1][1] == "合并"


def test_hidden_sheets_and_rows_are_told_of_and_empty_sheets_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("一 & 二")
        page.write_column(0, 0, ["a", "b", "c"])
        page.set_row(1, None, None, {"hidden": True})
        page.set_row(2, 0)
        book.add_worksheet("藏").hide()
        book.add_chartsheet("图")
    sheets = read_sheets(path, "a.xlsx")
    assert [(sheet.name, sheet.hidden, sheet.hidden_rows) for sheet in sheets] == [
        ("一 & 二", False, frozenset({2, 3})),
        ("藏", True, frozenset()),
    ]
    assert sheets[1].rows == ()


def test_the_declared_dimension_is_not_believed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["行"]] * 300)
    lying = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(lying, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b'<dimension ref="A1:A300"/>', b'<dimension ref="A1"/>'))
    assert b'ref="A1"' in zipfile.ZipFile(lying).read("xl/worksheets/sheet1.xml")
    assert len(read_sheets(lying, "b.xlsx")[0].rows) == 300


def test_old_workbooks_are_read_whatever_their_suffix(tmp_path: Path) -> None:
    for name in ("old.xls", "renamed.xlsx"):
        (tmp_path / name).write_bytes(OLD_WORKBOOK)
        (sheet,) = read_sheets(tmp_path / name, name)
        assert sheet.rows == ((None, "姓名"), (None, 3), (None, "m"))
        assert sheet.first_row == 2
        assert sheet.merged == (((2, 1), (3, 1)),)


def test_open_documents_are_read_with_their_merged_cells(tmp_path: Path) -> None:
    rows = (
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        "<table:table-row><table:table-cell/>"
        + text_cell("村", ' table:number-rows-spanned="2"')
        + text_cell("二", ' table:number-columns-repeated="2"')
        + "</table:table-row><table:table-row><table:table-cell/><table:covered-table-cell/>"
        + text_cell("三")
        + '</table:table-row><table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    (sheet,) = read_sheets(open_document(tmp_path / "a.ods", rows), "a.ods")
    assert sheet.first_row == 4
    assert sheet.rows == ((None, "村", "二", "二"), (None, None, "三", None))
    assert sheet.merged == (((0, 1), (1, 1)),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_files_are_read_in_the_encodings_in_use(tmp_path: Path, encoding: str) -> None:
    sheet = text_sheet(tmp_path / "a.csv", "no,姓名\r\n1,阿普\r\n".encode(encoding))
    assert sheet.rows == (("no", "姓名"), ("1", "阿普"))
    assert sheet.name == "a"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("header", ["序号,姓名", "一,一", "花名册\r\n姓名\t备注", '"姓名",\u200b备注'])
def test_utf_16_without_its_mark_is_known_whatever_stands_first(tmp_path: Path, encoding: str, header: str) -> None:
    rows = text_sheet(tmp_path / "a.csv", f"{header}\r\n".encode(encoding)).rows
    assert rows == text_sheet(tmp_path / "b.csv", f"{header}\r\n".encode()).rows


@pytest.mark.parametrize("text", ["姓名,备注\0\n甲,乙\n", "a,b\0\nc,d\n", "a\0,b\n"])
def test_a_stray_zero_makes_no_utf_16(tmp_path: Path, text: str) -> None:
    assert text_sheet(tmp_path / "a.csv", text.encode()).rows[0][0] in {"姓名", "a", "a\0"}


@pytest.mark.parametrize("text", ["姓名,身份證號碼\n阿普,1\n", "序號,身分證\n1,2\n"])
def test_big5_is_refused_by_its_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(DocumentError, match="Big5"):
        text_sheet(tmp_path / "a.csv", text.encode("big5"))


def test_text_rows_count_blank_lines_and_quoted_line_breaks(tmp_path: Path) -> None:
    sheet = text_sheet(tmp_path / "a.csv", '\n,\n"姓\n名",a\n\n甲,\n\n'.encode())
    assert sheet.first_row == 3
    assert sheet.rows == (("姓\n名", "a"), (), ("甲", None))


def test_line_breaks_and_numbers_in_a_cell_of_text_are_no_rows(tmp_path: Path) -> None:
    cells = ("a\nb，533399199001010011", "a,\n533399199001010011")
    sheet = text_sheet(tmp_path / "a.csv", ",".join(f'"{cell}"' for cell in cells).encode())
    assert sheet.rows == (cells,)


def test_text_parted_by_tabs_is_read(tmp_path: Path) -> None:
    sheet = text_sheet(tmp_path / "a.csv", "姓名\t技能\n甲\t电工,焊工\n".encode("utf-16"))
    assert sheet.rows == (("姓名", "技能"), ("甲", "电工,焊工"))


CONTAINER = bytes.fromhex("d0cf11e0a1b11ae1")
PACKAGE = "EncryptedPackage".encode("utf-16-le").ljust(64, b"\0") + b"\x22"
UNREADABLE = {
    "missing": ("a.xlsx", None, "no such file"),
    "empty": ("a.xlsx", b"", "the file is empty"),
    "blank": ("a.csv", b" \r\n\t", "the file is empty"),
    "only commas": ("a.csv", b",,\n,", "holds nothing"),
    "other format": ("a.pdf", b"%PDF", "not read"),
    "a web page": ("a.xls", b"<html><table>", "not a workbook"),
    "cut off": ("a.xlsx", b"PK\x03\x04\x14", "damaged"),
    "broken old workbook": ("a.xls", CONTAINER + bytes(600), "damaged"),
    "encrypted": (
        "a.xlsx",
        OLD_WORKBOOK.replace("Workbook".encode("utf-16-le") + bytes(48) + b"\x12", PACKAGE),
        "encrypted",
    ),
    "encrypted, old": (
        "a.xls",
        OLD_WORKBOOK.replace(b"\xe1\x00\x02\x00\xb0\x04", b"\x2f\x00\x02\x00\xb0\x04"),
        "encrypted",
    ),
    "damaged within": ("a.xls", OLD_WORKBOOK[:3000], "damaged"),
    "no text": ("a.csv", b"a,b\n\xff\xff\x81", "encoding"),
    "a cell without end": ("a.csv", b'a,"' + b"x" * 200_000, "no sound CSV"),
    "a quote that is not closed": ("a.csv", b'a,b\n1,"2\n3,4\n', "no sound CSV"),
    "a quote that is opened at the end": ("a.csv", b'a,b\n1,"', "in row 2 "),
    "a quote that is closed rows later": (
        "a.csv",
        b'a,b,c\n"1\n1",,\n2,"x,\n2,533399199001010011,\n3,y",\n',
        "in row 3 ",
    ),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_unreadable_files_are_refused_with_a_sentence(tmp_path: Path, case: str) -> None:
    name, data, words = UNREADABLE[case]
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(DocumentError, match=words) as caught:
        read_sheets(path, "花名册/" + name)
    assert "花名册/" + name in caught.value.text.zh
    assert str(tmp_path) not in str(caught.value)


def test_a_workbook_with_broken_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(DocumentError, match="damaged"):
        read_sheets(path, "a.xlsx")


def test_a_reader_that_panics_is_met(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    # The place of the sheet lies behind the end of the file.
    place = OLD_WORKBOOK.index(struct.pack("<H", 0x0085) + b"\x0d\x00") + 4
    path = tmp_path / "a.xls"
    path.write_bytes(OLD_WORKBOOK[:place] + struct.pack("<I", 1 << 20) + OLD_WORKBOOK[place + 4 :])
    with pytest.raises(DocumentError, match="damaged"):
        read_sheets(path, "a.xls")
    assert "panicked" in capfd.readouterr().err


def test_an_interruption_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("python_calamine.load_workbook", interrupted)
    with pytest.raises(KeyboardInterrupt):
        read_sheets(workbook(tmp_path / "a.xlsx", [["x"]]), "a.xlsx")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(DocumentError, match="it is a folder: name the files in it"):
        read_sheets(tmp_path / "a.csv", "a.csv")


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="holds nothing"):
        read_sheets(workbook(tmp_path / "a.xlsx", []), "a.xlsx")


def test_an_encrypted_open_document_is_refused(tmp_path: Path) -> None:
    entry = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    with pytest.raises(DocumentError, match="encrypted"):
        read_sheets(open_document(tmp_path / "a.ods", "", manifest=entry), "a.ods")


def test_a_file_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes((b"a" * 1023 + b"\n") * 2000)
    with pytest.raises(DocumentError, match="over 1 MiB"):
        read_sheets(path, "a.csv", limit=1 << 20)
    assert len(read_sheets(path, "a.csv", limit=1 << 21)[0].rows) == 2000


def test_without_the_reader_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "a.xlsx", [["x"]])
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MissingExtra, match=r"laborcoop\[tables\]"):
        read_sheets(path, "a.xlsx")


def test_a_sheet_does_not_show_its_cells() -> None:
    assert "阿普" not in repr(Sheet(file="a", name="b", rows=(("阿普",),)))


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_the_letters_of_a_spreadsheet(index: int, letters: str) -> None:
    assert column_letters(index) == letters

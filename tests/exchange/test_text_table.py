"""CSV files are gone through in pieces: as Python's csv module gives their rows, with faults told by their rows."""

from __future__ import annotations

import csv
import os
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.errors import DocumentError
from laborcoop.exchange.sheets import read_sheets
from laborcoop.exchange.text_table import ROWS_OF_A_PIECE, TextTable

NUMBER = "533399199001010011"


def opened(path: Path, text: str) -> TextTable:
    path.write_bytes(text.encode())
    return TextTable.open(path, "a.csv")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("text") / "a.csv"


CELLS = st.text(st.sampled_from('a甲", \t\r\n'), max_size=4)


@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=3), min_size=1, max_size=6), times=st.sampled_from((1, 60)))
def test_rows_are_those_of_the_csv_module_each_time(path: Path, rows: list[list[str]], times: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write("a,a,a\n")
        csv.writer(stream).writerows(rows * times)
    with path.open(encoding="utf-8", newline="") as stream:
        expected = list(csv.reader(stream))
    table = TextTable.open(path, "a.csv")
    if table.delimiter == ",":
        assert list(table.rows()) == expected
        again = chain.from_iterable(table.unparted())
        assert [table.parted([row])[0] if isinstance(row, str) else row for row in again] == expected


@given(text=st.text(st.sampled_from("a甲, \r\n\x0b\x1c\x85\u2028'"), max_size=30))
def test_without_a_quote_rows_are_those_of_the_csv_module_wherever_lines_end(path: Path, text: str) -> None:
    path.write_bytes(f"a,a,a\n{text}".encode())
    with path.open(encoding="utf-8", newline="") as stream:
        expected = list(csv.reader(stream))
    assert list(TextTable.open(path, "a.csv").rows()) == expected


@pytest.mark.parametrize("before", [0, 1, ROWS_OF_A_PIECE - 2, ROWS_OF_A_PIECE - 1, ROWS_OF_A_PIECE])
@pytest.mark.parametrize("ending", ['"甲\n', '甲,"', '甲,"\n'])
def test_a_quote_that_is_open_at_the_end_is_told_by_its_row(path: Path, before: int, ending: str) -> None:
    with pytest.raises(DocumentError, match=f"in row {before + 1} "):
        list(opened(path, "乙,丙\n" * before + ending).rows())


@pytest.mark.parametrize("rows", [ROWS_OF_A_PIECE - 1, ROWS_OF_A_PIECE, ROWS_OF_A_PIECE + 1])
def test_a_file_that_ends_with_a_piece_is_read_to_its_end(path: Path, rows: int) -> None:
    table = opened(path, "乙,丙\n" * rows)
    assert len(list(table.rows())) == rows
    assert sum(map(len, table.unparted())) == rows


def test_rows_that_are_long_together_are_read_and_one_too_long_is_told(path: Path) -> None:
    line = "甲" * 2000 + ",乙\n"
    table = opened(path, line * 90)
    assert list(table.rows()) == [["甲" * 2000, "乙"]] * 90
    with pytest.raises(DocumentError, match="in row 4 "):
        list(opened(path, "a,b\n" * 3 + "甲" * 140_000 + ",乙\n" + "a,b\n" * 3).rows())


def test_a_piece_ends_after_so_many_rows(path: Path) -> None:
    found = list(opened(path, "a,b\r\n" * ROWS_OF_A_PIECE + 'a,"b"\n').pieces())
    assert [*map(len, found)] == [ROWS_OF_A_PIECE, 1]


def test_what_stands_behind_the_last_line_is_no_cell(path: Path) -> None:
    assert list(opened(path, 'a,b\nend"').rows()) == [["a", "b"], ['end"']]


@pytest.mark.parametrize(
    "row",
    [f'"x\n2,{NUMBER},丙"', f'"x\n{NUMBER},丙"', f'"x\r{NUMBER},"', f'"x\r\n丙,{NUMBER}"'],
)
def test_a_cell_that_holds_a_row_is_told_by_its_row(path: Path, row: str) -> None:
    text = '甲,"a\nb"\n' * 150 + row + "\n乙,丙\n" * 100
    with pytest.raises(DocumentError, match="in row 151 "):
        list(opened(path, text).rows())


def test_the_first_of_two_faults_is_told(path: Path) -> None:
    with pytest.raises(DocumentError, match="in row 2 "):
        list(opened(path, f'a,b\n"x\n2,{NUMBER}",\n"y').rows())
    with pytest.raises(DocumentError, match="in row 2 "):
        list(opened(path, f'a,b\n"{"x" * 140_000}",\n"x\n2,{NUMBER}",\n').rows())


def test_a_number_in_the_second_line_of_a_remark_is_no_row(path: Path) -> None:
    row = ["甲", f"a\n{NUMBER}\nb,c"]
    assert list(opened(path, f'{row[0]},"{row[1]}"\n').rows()) == [row]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("花名册;;\n姓名;技能;工资\n甲;电工,焊工,车工;4,5\n", ";"),
        ("姓名,技能\n甲,电工;焊工;车工;钳工\n", ","),
        ("姓名\t技能\n甲\t电工,焊工;车工\n", "\t"),
        ("姓名,技能\n", ","),
        ("姓名\n", ","),
    ],
)
def test_cells_are_parted_by_what_stands_in_most_lines(path: Path, text: str, delimiter: str) -> None:
    assert opened(path, text).delimiter == delimiter


@pytest.mark.parametrize("order", ["utf-32-le", "utf-32-be"])
def test_utf_32_is_refused_by_its_name(path: Path, order: str) -> None:
    path.write_bytes(f"\ufeff姓名,身份证号码\n甲子,{NUMBER}\n".encode(order))
    with pytest.raises(DocumentError, match="UTF-32"):
        TextTable.open(path, "a.csv")


@pytest.mark.parametrize("head", [b"PK\x03\x04\x14\x00", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_workbook_that_is_called_a_csv_file_is_refused_as_one(path: Path, head: bytes) -> None:
    path.write_bytes(head + bytes(100))
    with pytest.raises(DocumentError, match="workbook and no CSV"):
        TextTable.open(path, "a.csv")


_GBK = f"姓名,身份证号码\n张三,{NUMBER}\n鐜熙,{NUMBER}\n".encode("gbk")


@pytest.mark.parametrize(
    ("below", "is_pieced"),
    [
        (f"王五,{NUMBER}\n".encode(), True),
        ("王五".encode(), True),
        (f"王五,{NUMBER}\n".encode("gbk"), False),
        ("张三,王五".encode() + "李四".encode("gbk"), False),
        ("龘靐".encode(), False),
    ],
)
def test_a_file_pieced_together_of_gbk_and_utf_8_is_refused_and_one_of_gbk_is_read(
    path: Path, below: bytes, *, is_pieced: bool
) -> None:
    path.write_bytes(_GBK + below)
    if is_pieced:
        with pytest.raises(DocumentError, match="others in UTF-8"):
            TextTable.open(path, "a.csv")
    else:
        assert TextTable.open(path, "a.csv").encoding == "gb18030"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_pipe_in_the_place_of_a_file_is_refused_and_not_waited_for(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    with pytest.raises(DocumentError, match="make sure that it is a file"):
        read_sheets(tmp_path / name, name)


def test_a_cell_of_more_than_131072_characters_is_refused(path: Path) -> None:
    assert len([*opened(path, f"a,b\nc,{'d' * 131_072}\n").rows()]) == 2
    with pytest.raises(DocumentError):
        [*opened(path, f"a,b\nc,{'d' * 131_073}\n").rows()]

"""Files that could not be read are listed, and counted as far as anybody can look: never as if nothing had come in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import laborcoop as lc
from laborcoop.exchange.roster import unread
from laborcoop.exchange.workers_document import read_workers_document, workers_document, workers_json

NumberOf = Callable[..., str]
ON = date(2023, 1, 28)
HEADER = "姓名,身份证号码"
ROWS = f"{HEADER}\n甲,1\n\n , \t\n乙,2"


def _damaged() -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return whole.getvalue()[:-10]


UNREAD: list[tuple[str, bytes, int | None]] = [
    ("a.docx", b"PK", None),
    ("a.xlsx", b"", None),
    ("a.xlsx", b"<html>", None),
    ("a.xlsx", _damaged(), None),
    ("a.csv", b"", 0),
    ("a.csv", b"\xef\xbb\xbf \r\n\t\n", 0),
    ("a.csv", ROWS.encode("utf-32"), 4),
    ("a.csv", (HEADER + "\n甲," + '"1\n' + "乙,2\n" * 5).encode(), 7),
    ("a.csv", "姓名,身份證號碼\r\n阿四,1\r\n".encode("big5"), 2),
    ("a.csv", b"\xff\x80\x81\n\xff\xff\n", 2),
]


@pytest.mark.parametrize(("name", "content", "lines"), UNREAD)
def test_a_file_that_could_not_be_read_is_listed_and_is_in_no_count(
    tmp_path: Path, number: NumberOf, name: str, content: bytes, lines: int | None
) -> None:
    bad, good = tmp_path / name, tmp_path / "b.csv"
    bad.write_bytes(content)
    good.write_text(f"{HEADER}\n甲,{number()}\n", encoding="utf-8")
    result = lc.read_roster([bad, good], on=ON)
    (one,) = result.unread
    assert (one.file, one.lines, one.finding.rule) == (name, lines, "RO-16")
    assert one.finding in result.findings
    assert result.counts.rows == 1
    assert result.intake.unread == (name,)
    assert "1 unread files" in repr(result)
    assert "1 unread files" in repr(result.intake)
    stream = lc.stream_roster([bad, good], on=ON)
    assert stream.unread == result.unread
    assert read_workers_document(workers_json(workers_document(result))).intake.unread == (name,)


def test_files_that_break_off_are_listed_with_those_that_could_not_be_opened(tmp_path: Path, number: NumberOf) -> None:
    for name in ("a.csv", "d.csv"):
        (tmp_path / name).write_text(f'{HEADER}\n甲,{number()}\n"乙,', encoding="utf-8")
    (tmp_path / "b.xls").write_bytes(b"no workbook")
    (tmp_path / "c.csv").write_text(f"{HEADER}\n甲,{number()}\n", encoding="utf-8")
    result = lc.read_roster(sorted(tmp_path.iterdir()), on=ON)
    assert [(one.file, one.lines) for one in result.unread] == [("a.csv", 3), ("b.xls", None), ("d.csv", 3)]
    assert result.findings.by_rule()["RO-16"] == 3
    assert result.counts.rows == 1


def test_where_all_was_read_nothing_is_said_of_unread_files(tmp_path: Path, number: NumberOf) -> None:
    (tmp_path / "a.csv").write_text(f"{HEADER}\n甲,{number()}\n", encoding="utf-8")
    result = lc.read_roster(tmp_path / "a.csv", on=ON)
    assert (result.unread, result.intake.unread) == ((), ())
    assert "unread" not in repr(result) + repr(result.intake)


def test_lines_of_a_file_that_is_not_there_or_too_large_are_not_counted(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(ROWS, encoding="utf-8")
    result = lc.read_roster([tmp_path / "a.csv", tmp_path / "none.csv"], on=ON, limit=10)
    assert [(one.file, one.lines) for one in result.unread] == [("a.csv", None), ("none.csv", None)]


def test_a_line_longer_than_what_is_read_at_once_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unread, "_PIECE", 4)
    (tmp_path / "a.csv").write_bytes(b"\xff\xff" * 9 + b"\n        \n" + b"        x\n" + b" " * 9)
    (one,) = lc.read_roster(tmp_path / "a.csv", on=ON).unread
    assert one.lines == 2


@pytest.mark.parametrize(("columns", "is_read"), [(16_384, True), (16_385, False)])
def test_a_csv_file_of_more_columns_than_a_spreadsheet_has_is_refused(
    tmp_path: Path, number: Callable[..., str], columns: int, *, is_read: bool
) -> None:
    path = tmp_path / "a.csv"
    rows = ("姓名,身份证号码" + "," * (columns - 2), f"甲子,{number()}")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    result = lc.read_roster(path, on=date(2023, 1, 28))
    assert result.counts.workers == is_read
    told = [one.message.en for one in result.findings if one.rule == "RO-16"]
    assert len(told) == (not is_read)
    assert all("it has more than 16384 columns and is not read: delete the empty columns" in one for one in told)
    assert [(one.file, one.lines) for one in result.unread] == ([] if is_read else [("a.csv", 2)])

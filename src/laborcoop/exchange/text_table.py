"""A CSV file that is gone through row by row, as often as one likes, and never held as a whole."""

from __future__ import annotations

import codecs
import csv
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from operator import length_hint
from pathlib import Path
from typing import IO, Any

from attrs import frozen

from laborcoop.exchange.files import check_file, refused

LARGEST_TEXT = 1 << 32
"""The most bytes of a CSV file, unless the caller says otherwise: it is read row by row."""

_NAME = "姓名"
_TRADITIONAL = (_NAME, "身份證", "身分證")
_PIECE = 1 << 15
_DELIMITERS = (",", "\t", ";")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files of .xlsx and .ods, and of .xls, begin."""
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_WIDE = re.compile(b"(?:[\xe4-\xe9][\x80-\xbf]{2}){2}")
"""Two Chinese characters of UTF-8, one behind the other."""
_LAST_COMMON = b"\xd7"
"""The first byte in GB 2312 of the last of its common characters; the rare ones come behind them."""
# Behind a line break within a cell: what no cell says of itself, a line with a delimiter and a resident number.
_SWALLOWED = {
    mark: re.compile(rf"[\r\n](?=[^\r\n]*{mark})[^\r\n]*?(?<![0-9*])[0-9*]{{14,17}}[0-9Xx]") for mark in _DELIMITERS
}
_SNIFFED = 4096
_END = 'end"'
"""Stands behind the last line: a row by itself, unless a quote is open and takes it in; then it closes the quote."""
ROWS_OF_A_PIECE = 100
"""More would no longer be found in the processor's cache when their columns are looked at."""


@frozen(kw_only=True)
class TextTable:
    """A CSV file whose characters are known: UTF-8 with or without BOM, UTF-16 or GB 18030 (with it GBK)."""

    path: Path
    file: str
    encoding: str
    delimiter: str
    state: tuple[int, int]
    """Its size and when it was written, in nanoseconds, as it was opened: it must not change before it is read."""

    @classmethod
    def open(cls, path: Path, file: str, *, limit: int = LARGEST_TEXT) -> TextTable:
        """The table of a file, once all of it was found to be text.

        Args:
            path: the file.
            file: the name under which messages cite it.
            limit: the most bytes that it may hold.

        Raises:
            DocumentError: the file is missing, empty, too large, or in no encoding that is known.
        """
        check_file(path, file, limit)
        with path.open("rb") as stream:
            state = _state(stream)
            head = stream.read(_SNIFFED)
        if head.startswith(_WORKBOOKS):
            raise refused(
                file,
                "内容是工作簿，不是 CSV：请把扩展名改为 .xlsx 或 .xls，或另存为 CSV",
                "it holds a workbook and no CSV: call it .xlsx or .xls, or save it as CSV",
            )
        if head.startswith(_UTF_32):
            raise refused(
                file,
                "文字编码是 UTF-32，请另存为 UTF-8 编码的 CSV",
                "its character encoding is UTF-32: save it as CSV in UTF-8",
            )
        encoding = next((one for one in _encodings(head) if _is_all(path, one)), None)
        if encoding == "gb18030" and _is_big5(head):
            raise refused(
                file,
                "文字编码是 Big5（港澳台常用），请另存为 UTF-8 编码的 CSV",
                "its character encoding is Big5, that of Taiwan and Hong Kong: save it as CSV in UTF-8",
            )
        if encoding == "gb18030" and _is_pieced(path):
            raise refused(
                file,
                "有的行是 GBK 编码，有的行是 UTF-8 编码，请统一后另存为 UTF-8 编码的 CSV",
                "some of its lines are in GBK and others in UTF-8: bring them into one encoding and save it as CSV in "
                "UTF-8",
            )
        if encoding is None:
            raise refused(
                file,
                "无法识别文字编码，请另存为 UTF-8 编码的 CSV",
                "its character encoding is not known: save it as CSV in UTF-8",
            )
        with path.open(encoding=encoding, newline="") as text:
            start = text.read(_SNIFFED)
        return cls(path=path, file=file, encoding=encoding, delimiter=_delimiter(start), state=state)

    def rows(self) -> Iterator[list[str]]:
        """The rows from the first on, each as the texts of its cells.

        Raises:
            DocumentError: as `pieces`.
        """
        return chain.from_iterable(self.pieces())

    def pieces(self) -> Iterator[list[list[str]]]:
        """The rows from the first on, some at a time: to ask for one after another takes twice as long.

        Raises:
            DocumentError: on the way, where a cell is longer than 131 072 characters, or a quote is not closed or only
                in a later row, so that a cell holds the rows between; at once where the file is not what it was when
                it was opened.
        """
        before = 0
        with self._opened() as stream:
            while lines := list(islice(stream, ROWS_OF_A_PIECE)):
                text = "".join(lines)
                rows = self._cells(text) if _is_plain(text) else self._quoted(lines, stream, before)
                before += len(rows)
                yield rows

    def _quoted(self, lines: Sequence[str], stream: Iterable[str], before: int) -> list[list[str]]:
        """The rows of lines in which a quote stands; the last one may go on in the stream."""
        rows: list[list[str]] = []
        wrong: int | None = None
        end = iter([_END])
        reader = csv.reader(chain(lines, stream, end), delimiter=self.delimiter)
        try:
            while reader.line_num < len(lines):
                rows.append(next(reader))
        except csv.Error:
            wrong = len(rows)
        else:
            if not length_hint(end):
                wrong = len(rows) - 1
        if reader.line_num > len(rows):
            wrong = next((at for at, row in enumerate(rows) if self._holds_row(row)), wrong)
        if wrong is not None:
            raise refused(
                self.file,
                "不是有效的 CSV：第 {row} 行有单元格过长，或其中的引号不成对，把后面的行也算了进去；请改正该行",
                "it is no sound CSV: in row {row} a cell is too long, or a quote is not closed in it and takes "
                "in the rows behind; correct that row",
                row=before + wrong + 1,
            )
        return rows

    def unparted(self) -> Iterator[Sequence[list[str] | str]]:
        """The same again once no fault was found: rows without a quote are the lines that they stand in.

        Raises:
            DocumentError: the file is not what it was when it was opened.
        """
        with self._opened() as stream:
            before = 0
            while lines := list(islice(stream, ROWS_OF_A_PIECE)):
                rows: Sequence[list[str] | str]
                rows = lines if _is_plain("".join(lines)) else self._quoted(lines, stream, before)
                before += len(rows)
                yield rows

    def parted(self, lines: Iterable[str]) -> list[list[str]]:
        """The cells of lines without a quote, as `unparted` gives them: those of the csv module, in less time."""
        text = "".join(lines)
        return self._cells(text) if text else []

    def _cells(self, text: str) -> list[list[str]]:
        mark = self.delimiter
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return [line.split(mark) if line else [] for line in text.removesuffix("\n").split("\n")]

    @contextmanager
    def _opened(self) -> Iterator[IO[str]]:
        with self.path.open(encoding=self.encoding, newline="") as stream:
            if _state(stream) != self.state:
                raise refused(
                    self.file,
                    "读取过程中文件被改动，请重新读取",
                    "it was changed while it was being read: read it again",
                )
            yield stream

    def _holds_row(self, row: list[str]) -> bool:
        return any(map(_SWALLOWED[self.delimiter].search, row))


def _is_plain(text: str) -> bool:
    """Whether each line of a text is a row, and no cell too long."""
    return '"' not in text and len(text) <= csv.field_size_limit()


def _delimiter(start: str) -> str:
    """What parts the cells: what stands in most lines, of equals in most places; lists in cells hold others."""
    lines = start.splitlines()
    return max(_DELIMITERS, key=lambda mark: (sum(mark in line for line in lines), start.count(mark)))


def _state(stream: IO[Any]) -> tuple[int, int]:
    found = os.fstat(stream.fileno())
    return found.st_size, found.st_mtime_ns


def _is_all(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_pieced(path: Path) -> bool:
    """Whether some lines of a file that is no UTF-8 are: those of another file, put below the first."""
    with path.open("rb") as stream:
        return any(_WIDE.search(line) is not None and _reads_better_as_utf_8(line) for line in stream)


def _reads_better_as_utf_8(line: bytes) -> bool:
    """Whether a line is UTF-8 of common characters, and of rare ones in GBK: a line of GBK may be UTF-8 by chance."""
    try:
        return _is_common(line.decode()) and not _is_common(line.decode("gb18030"))
    except UnicodeDecodeError:
        return False


def _is_common(text: str) -> bool:
    return all(b"" < one.encode("gb2312", "ignore")[:1] <= _LAST_COMMON for one in text if not one.isascii())


def _encodings(head: bytes) -> tuple[str, ...]:
    """The encodings to try: what the first bytes say, else UTF-8, else what Chinese systems write."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    # Of a comma, a digit or a line break one byte of the two is zero: which one tells their order.
    first, second = head[::2].count(0), head[1::2].count(0)
    wide = "utf-16-le" if first < second else "utf-16-be"
    return (wide,) if first != second and _is_written(head, wide) else ("utf-8-sig", "gb18030")


def _is_written(head: bytes, encoding: str) -> bool:
    """Whether the first bytes are text in an encoding, and not merely bytes that can be read in it."""
    start = head[: len(head) // 2 * 2].decode(encoding, errors="replace").rstrip("\ufffd")
    is_parted = any(mark in start for mark in _DELIMITERS)
    return is_parted and all(one.isprintable() or one.isspace() or unicodedata.category(one) == "Cf" for one in start)


def _is_big5(head: bytes) -> bool:
    """Whether the first bytes hold a word of headers as Big5 writes it, and none as Chinese systems do."""
    return any(word.encode("big5") in head for word in _TRADITIONAL) and _NAME.encode("gbk") not in head

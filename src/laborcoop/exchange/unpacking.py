"""What a zipped workbook would unpack to, found out before it is opened.

A workbook of 3 MiB may unpack to 300 MiB, and one cell in the last corner of a sheet makes a reader ask for the memory
of the whole rectangle, which ends the process. So the parts are unpacked piece by piece and thrown away, while the
farthest cell of each sheet and the hidden rows are noted.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from html import unescape

from attrs import field, frozen

from laborcoop.errors import DocumentError
from laborcoop.kernel.text import Text

LARGEST_FILE = 128 << 20
"""The most bytes that a file may unpack to, unless the caller says otherwise."""

LARGEST_SHEET = 5_000_000
"""The most cells that a sheet may span, from column A and its first filled row to its last filled cell."""

_PIECE = 1 << 20
_LONGEST_TAG = 4096
_MOST_ROWS = 1 << 20

_OFFICE_CELL = re.compile(rb'<(?:[a-z]+:)?c\s[^>]*?\br="([A-Z]+)([0-9]+)"[^>]*?(?<!/)>')
_OFFICE_HIDDEN_ROW = re.compile(rb'<(?:[a-z]+:)?row\s(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="([0-9]+)"[^>]*>')
_OPEN_TAG = re.compile(rb"<(table:table-row|table:table-cell|table:covered-table-cell|table:table)(\s[^>]*?)?(/?)>")
_OPEN_REPEATED = re.compile(rb'table:number-(?:rows|columns)-repeated="([0-9]{1,9})')
_SHEET_ENTRY = re.compile(rb"<(?:[a-z]+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:[a-z]+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb'([A-Za-z:]+)="([^"]*)"')


@frozen(kw_only=True)
class Layout:
    """What was seen on the way: the numbers of the hidden rows of each sheet, by its name."""

    hidden_rows: Mapping[str, frozenset[int]] = field(factory=dict)


def inspect_zip(data: bytes, file: str, limit: int, largest_sheet: int = LARGEST_SHEET) -> Layout:
    """Unpack a zipped workbook piece by piece, and refuse it if a reader could not hold it.

    Args:
        data: the workbook.
        file: the name under which messages cite it.
        limit: the most bytes that all parts together may declare or unpack to.
        largest_sheet: the most cells that a sheet may span.

    Raises:
        DocumentError: it is no sound zip file, no workbook of a kind that is read, or larger than the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inspected(archive, file, limit, largest_sheet)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise _error(
            file,
            "工作簿已损坏，请用电子表格软件打开后另存为 .xlsx",
            "the workbook is damaged: open it in a spreadsheet program and save it as .xlsx",
        ) from None


def _error(file: str, zh: str, en: str, **facts: object) -> DocumentError:
    return DocumentError(Text("文件 {file}：" + zh, "file {file}: " + en).format(file=file, **facts))


def _inspected(archive: zipfile.ZipFile, file: str, limit: int, largest_sheet: int) -> Layout:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names and "content.xml" not in names:
        raise _error(
            file,
            "内容不是 .xlsx 或 .ods 工作簿，请用电子表格软件打开后另存为 .xlsx",
            "its content is no .xlsx or .ods workbook: open it in a spreadsheet program and save it as .xlsx",
        )
    if sum(part.file_size for part in parts) > limit:
        raise _error(
            file,
            "解压后超过 {limit} MiB，不予打开：请删去图片和多余的工作表，或拆分后再交",
            "it would unpack to more than {limit} MiB and is not opened: remove pictures and spare sheets, or split it",
            limit=limit >> 20,
        )
    hidden: dict[str, frozenset[int]] = {}
    for part in parts:
        scan = _OpenScan() if part.filename == "content.xml" else _OfficeScan()
        for piece in _pieces(archive, part):
            scan.read(piece)
            if scan.cells > largest_sheet:
                raise _error(
                    file,
                    "有工作表跨越 {cells} 个以上单元格，不予打开：请删去表格下方和右侧的空行空列，或拆分后再交",
                    "a sheet spans more than {cells} cells and is not opened: delete the empty rows below and the "
                    "empty columns beside the table, or split it",
                    cells=largest_sheet,
                )
        hidden[part.filename] = frozenset(scan.hidden_rows)
    return Layout(hidden_rows={name: hidden[part] for name, part in _sheet_parts(archive, names) if hidden.get(part)})


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part in pieces that end behind a tag, so that no tag is cut in two."""
    rest = b""
    # Reading to the end checks the size and the check sum: a directory that lies about the size is found out.
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            whole, bracket, rest = (rest + piece).rpartition(b">")
            yield whole + bracket
            rest = rest[-_LONGEST_TAG:]
    yield rest


class _OfficeScan:
    """The farthest filled cell and the hidden rows of a part of an Office Open XML workbook."""

    def __init__(self) -> None:
        self.hidden_rows: set[int] = set()
        self._columns: int = 0
        self._first: int | None = None
        self._last: int = 0

    @property
    def cells(self) -> int:
        """How many cells a reader would ask for."""
        return 0 if self._first is None else self._columns * (self._last - self._first + 1)

    def read(self, piece: bytes) -> None:
        """Take in the next piece."""
        for match in _OFFICE_CELL.finditer(piece):
            letters, row = match[1], int(match[2][:20])
            self._columns = max(self._columns, _column_number(letters))
            self._first = row if self._first is None else min(self._first, row)
            self._last = max(self._last, row)
        self.hidden_rows.update(int(match[1][:20]) for match in _OFFICE_HIDDEN_ROW.finditer(piece))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:20]:
        number = number * 26 + letter - 64
    return number


class _OpenScan:
    """The farthest filled cell of the sheets of an OpenDocument workbook, in which cells and rows may be repeated."""

    def __init__(self) -> None:
        self.hidden_rows: set[int] = set()
        self.cells = 0
        self._rows = self._rows_filled = self._columns = 0
        self._at = self._repeat = 0

    def read(self, piece: bytes) -> None:
        """Take in the next piece."""
        for match in _OPEN_TAG.finditer(piece):
            tag, attributes, closed = match[1], match[2] or b"", match[3]
            repeated = _OPEN_REPEATED.search(attributes)
            times = int(repeated[1]) if repeated else 1
            if tag == b"table:table":
                self._rows = self._rows_filled = self._columns = 0
            elif tag == b"table:table-row":
                self._rows += times
                self._repeat, self._at = times, 0
            else:
                self._at += times
                if not closed or b"value" in attributes:
                    self._columns = max(self._columns, self._at)
                    self._rows_filled = self._rows
                    self.cells = max(self.cells, self._columns * self._rows_filled)


def _sheet_parts(archive: zipfile.ZipFile, names: set[str]) -> Iterator[tuple[str, str]]:
    """The name of each sheet with the part that holds it."""
    relations = "xl/_rels/workbook.xml.rels"
    if not {"xl/workbook.xml", relations} <= names:
        return
    targets = {
        entry.get("Id", ""): posixpath.normpath(posixpath.join("/xl", entry.get("Target", ""))).lstrip("/")
        for entry in _attributes(_RELATION, archive.read(relations))
    }
    for entry in _attributes(_SHEET_ENTRY, archive.read("xl/workbook.xml")):
        yield entry.get("name", ""), targets.get(entry.get("r:id", ""), "")


def _attributes(tag: re.Pattern[bytes], xml: bytes) -> Iterator[dict[str, str]]:
    for match in tag.finditer(xml):
        yield {
            key.decode(): unescape(value.decode(errors="replace")) for key, value in _ATTRIBUTE.findall(match.group())
        }

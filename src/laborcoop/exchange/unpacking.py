"""What a zipped workbook would unpack to, found out before it is opened.

A workbook of 3 MiB may unpack to 300 MiB, and one cell in the last corner of a sheet makes a reader ask for the memory
of the whole rectangle, which ends the process. So the parts are unpacked piece by piece and thrown away, while what
each sheet spans is noted, and what a reader does not tell: hidden rows, and the merged cells of .ods.
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

Corner = tuple[int, int]
"""A cell as (row, column), both from 0."""

_PIECE = 1 << 20
_LONGEST_TAG = 1 << 16

# Quoted values are skipped as a whole: a bracket within one does not end the tag.
_REST = rb"((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>"
_TAG = re.compile(rb"<" + _REST)
_OFFICE_TAG = re.compile(rb"<(?:[^\s<>/\"'=:]+:)?(row|c)\b" + _REST)
_OPEN_TAG = re.compile(rb"<(table:table-row|table:table-cell|table:covered-table-cell|table:table)\b(?!-)" + _REST)
_SHEET_ENTRY = re.compile(rb"<(?:[^\s<>/\"'=:]+:)?sheet\b" + _REST)
_RELATION = re.compile(rb"<(?:[^\s<>/\"'=:]+:)?Relationship\b" + _REST)
_ATTRIBUTE = re.compile(rb"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{0,9})([0-9]{1,12})")
_HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)")
_REPEATED = re.compile(rb"table:number-(?:rows|columns)-repeated\s*=\s*[\"']([0-9]{1,9})")
_SPANNED = re.compile(rb"table:number-(rows|columns)-spanned\s*=\s*[\"']([0-9]{1,7})")


@frozen(kw_only=True)
class Layout:
    """What was seen on the way: by the name of the sheet the numbers of hidden rows (.xlsx) and merged cells (.ods).

    ``encrypted`` says that an .ods is protected by a password; such an .xlsx is no zip file.
    """

    hidden_rows: Mapping[str, frozenset[int]] = field(factory=dict)
    merged: Mapping[str, tuple[tuple[Corner, Corner], ...]] = field(factory=dict)
    encrypted: bool = False


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
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, _TagError):
        raise _error(
            file,
            "工作簿已损坏，请用电子表格软件打开后另存为 .xlsx",
            "the workbook is damaged: open it in a spreadsheet program and save it as .xlsx",
        ) from None


class _TagError(Exception):
    """A tag has no end."""


def _error(file: str, zh: str, en: str, **facts: object) -> DocumentError:
    return DocumentError(Text("文件 {file}：" + zh, "file {file}: " + en).format(file=file, **facts))


def too_wide(file: str, cells: int) -> DocumentError:
    """The error for a workbook with a sheet that spans more than so many cells."""
    return _error(
        file,
        "有工作表跨越 {cells} 个以上单元格，不予打开：请删去表格下方和右侧的空行空列，或拆分后再交",
        "a sheet spans more than {cells} cells and is not opened: delete the empty rows below and the empty columns "
        "beside the table, or split it",
        cells=cells,
    )


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
    merged: dict[str, tuple[tuple[Corner, Corner], ...]] = {}
    for part in parts:
        scan = _OpenScan() if part.filename == "content.xml" else _OfficeScan()
        for piece in _pieces(archive, part):
            scan.read(piece)
            if scan.cells > largest_sheet:
                raise too_wide(file, largest_sheet)
        if isinstance(scan, _OpenScan):
            merged = {name: tuple(ranges) for name, ranges in scan.merged.items()}
        else:
            hidden[part.filename] = frozenset(scan.hidden_rows)
    by_name = {name: hidden.get(part, frozenset()) for name, part in _sheet_parts(archive, names)}
    return Layout(hidden_rows=by_name, merged=merged, encrypted=_is_encrypted(archive, names))


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part in pieces that begin with a tag, so that no tag is cut in two."""
    rest = b""
    # Reading to the end checks the size and the check sum: a directory that lies about the size is found out.
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            buffer = rest + piece
            cut = buffer.rfind(b"<")
            whole, rest = (buffer[:cut], buffer[cut:]) if cut >= 0 else (buffer, b"")
            yield whole
            if len(rest) > _LONGEST_TAG:
                # A picture may hold a bracket; a name behind it that never ends is a tag made to be cut.
                if rest[1:2] > b"@" and not _TAG.match(rest):
                    raise _TagError
                yield rest
                rest = b""
    yield rest


class _OfficeScan:
    """What a sheet of an Office Open XML workbook spans, and its hidden rows; nothing in any other part."""

    def __init__(self) -> None:
        self.hidden_rows: set[int] = set()
        self._row = self._column = 0
        self._columns = 0
        self._first: int | None = None
        self._last = 0

    @property
    def cells(self) -> int:
        """How many cells a reader would ask for."""
        return 0 if self._first is None else self._columns * (self._last - self._first + 1)

    def read(self, piece: bytes) -> None:
        """Take in the next piece."""
        for match in _OFFICE_TAG.finditer(piece):
            attributes = match[2]
            reference = _REFERENCE.search(attributes)
            if match[1] == b"row":
                # Rows and cells without a reference follow the one before.
                self._row = int(reference[2]) if reference else self._row + 1
                self._column = 0
                if _HIDDEN.search(attributes):
                    self.hidden_rows.add(self._row)
                continue
            self._column += 1
            if reference:
                self._column, self._row = _column_number(reference[1]), int(reference[2])
            if not attributes.endswith(b"/"):
                self._columns = max(self._columns, self._column)
                self._first = self._row if self._first is None else min(self._first, self._row)
                self._last = max(self._last, self._row)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


class _OpenScan:
    """What the sheets of an OpenDocument workbook span, its cells and rows being repeated, and their merged cells."""

    def __init__(self) -> None:
        self.cells = 0
        self.merged: dict[str, list[tuple[Corner, Corner]]] = {}
        self._sheet = ""
        self._row = self._rows = self._column = self._columns = 0

    def read(self, piece: bytes) -> None:
        """Take in the next piece."""
        for match in _OPEN_TAG.finditer(piece):
            tag, attributes = match[1], match[2]
            repeated = _REPEATED.search(attributes)
            times = int(repeated[1]) if repeated else 1
            if tag == b"table:table":
                self._sheet = _named(attributes).get("table:name", "")
                self._row = self._rows = self._column = self._columns = 0
            elif tag == b"table:table-row":
                self._row, self._rows, self._column = self._rows, self._rows + times, 0
            else:
                self._note_span(attributes)
                self._column += times
                if b"value" in attributes or not attributes.endswith(b"/"):
                    self._columns = max(self._columns, self._column)
                    self.cells = max(self.cells, self._columns * self._rows)

    def _note_span(self, attributes: bytes) -> None:
        spans = {key: int(count) for key, count in _SPANNED.findall(attributes)}
        rows, columns = spans.get(b"rows", 1), spans.get(b"columns", 1)
        if rows > 1 or columns > 1:
            first = self._row, self._column
            last = self._row + rows - 1, self._column + columns - 1
            self.merged.setdefault(self._sheet, []).append((first, last))


def _is_encrypted(archive: zipfile.ZipFile, names: set[str]) -> bool:
    manifest = "META-INF/manifest.xml"
    return manifest in names and b"encryption-data" in archive.read(manifest)


def _sheet_parts(archive: zipfile.ZipFile, names: set[str]) -> Iterator[tuple[str, str]]:
    """The name of each sheet with the part that holds it."""
    relations = "xl/_rels/workbook.xml.rels"
    if not {"xl/workbook.xml", relations} <= names:
        return
    targets = {
        entry.get("Id", ""): posixpath.normpath(posixpath.join("/xl", entry.get("Target", ""))).lstrip("/")
        for entry in _entries(_RELATION, archive.read(relations))
    }
    for entry in _entries(_SHEET_ENTRY, archive.read("xl/workbook.xml")):
        yield entry.get("name", ""), targets.get(entry.get("r:id", ""), "")


def _entries(tag: re.Pattern[bytes], xml: bytes) -> Iterator[dict[str, str]]:
    return (_named(match[1]) for match in tag.finditer(xml))


def _named(attributes: bytes) -> dict[str, str]:
    return {
        key.decode(errors="replace"): unescape((double or single).decode(errors="replace"))
        for key, double, single in _ATTRIBUTE.findall(attributes)
    }

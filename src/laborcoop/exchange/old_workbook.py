"""What a workbook of the old format (.xls) spans, found out before it is opened, and what of it a reader does not tell.

Those are the hidden rows, the formulas that have failed, and those that show nothing in a workbook in which none
shows anything.

One cell whose row and column were tampered with makes a reader ask for more memory than there is, which ends the
process: the file is 6 KiB then. So the records are walked through first, and only the places of cells are looked at.

The container is a compound file ([MS-CFB]), the records are BIFF ([MS-XLS] 2.3): a type, a length, the data.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence

from attrs import define, evolve, field, frozen

from laborcoop.exchange.failed_cells import UNCALCULATED, Corner, Failed, failed_cells

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of a compound file."""

_ENTRY = 128
_FREE = 0xFFFFFFFA
_IN_HEADER = 109
_ROOT = 5
_WORKBOOKS = ("workbook", "book")
"""The streams of a workbook, in the order in which a reader looks for them."""
_ENCRYPTED_PACKAGE = "encryptedpackage"

_BOF = frozenset({0x0009, 0x0209, 0x0409, 0x0809})
_FILE_PASS = 0x002F
_SINCE_1904 = struct.pack("<HHH", 0x0022, 2, 1)
"""The record that says so ([MS-XLS] 2.4.77)."""
_CELLS = frozenset(
    {0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x0203, 0x0204, 0x0205, 0x0206, 0x027E, 0x0406, 0x00D6, 0x00FD}
)
_SEVERAL_CELLS = 0x00BD
_FORMULA = 0x0006
_BLANK = re.compile(rb"\x03.{5}\xff\xff", re.DOTALL)
"""The value of a formula that shows an empty text ([MS-XLS] 2.5.133): so do those that a program did not calculate."""
_LENGTH_OF_A_FORMULA = 14
_HAS_FAILED = re.compile(rb"\x02.(.).{3}\xff\xff", re.DOTALL)
"""The value of a formula that has failed, with the number of its error."""
_TRUTH_OR_ERROR = 0x0205
_MAY_FAIL = frozenset({_FORMULA, _TRUTH_OR_ERROR})
_IS_ERROR = re.compile(rb"(.)\x01", re.DOTALL)
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
"""Errors by their numbers ([MS-XLS] 2.5.10)."""
_MOST_BLANK = 10
_SHEET = 0x0085
_ROW = 0x0208
_LENGTH_OF_A_ROW = 14
_IS_HIDDEN = 0x0020
_LOWEST = 10
"""Half a point, in twentieths: what is lower cannot be seen. Of a row of the usual height the highest bit is set."""
_LONGEST_CELL_PLACE = 4


class BrokenContainerError(Exception):
    """The container contradicts itself."""


@frozen(kw_only=True)
class OldLayout:
    """The most cells that a sheet spans, from column A and its first filled row; whether a password protects it.

    ``hidden_rows`` are the numbers of the hidden rows of each sheet, in the order of the sheets; ``failed`` the cells
    of each in which a formula has failed; ``blank`` the first cells of each with a formula that shows nothing, as
    (row, column) from 0, where no formula of the workbook shows anything: it was never calculated, then, or all of it
    comes to nothing. ``since_1904`` says that days are counted from 1904.
    """

    cells: int = 0
    encrypted: bool = False
    hidden_rows: tuple[frozenset[int], ...] = ()
    blank: tuple[tuple[Corner, ...], ...] = ()
    failed: tuple[Failed, ...] = ()
    since_1904: bool = False


def inspect_old(data: bytes) -> OldLayout:
    """Walk through an old workbook, or through the container of an encrypted new one.

    Raises:
        BrokenContainerError: the container cannot be followed, or holds no workbook.
    """
    try:
        container = _Container(data)
        streams = {name: container.stream(start, size) for name, start, size in container.entries()}
    except (struct.error, IndexError, OverflowError, MemoryError) as broken:
        raise BrokenContainerError from broken
    if _ENCRYPTED_PACKAGE in streams:
        return OldLayout(encrypted=True)
    layouts = [_walk(streams[name]) for name in _WORKBOOKS if name in streams]
    if not layouts:
        raise BrokenContainerError
    # A file in two formats at once holds its sheets twice; the reader takes the first of them.
    return evolve(
        layouts[0],
        cells=max(layout.cells for layout in layouts),
        encrypted=any(layout.encrypted for layout in layouts),
    )


class _Container:
    """A compound file: chains of sectors, and of small sectors within the root's chain."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._shift, self._small_shift = struct.unpack_from("<HH", data, 30)
        tables, directory, self._cutoff, small_table = struct.unpack_from("<I I 4x I I", data, 44)
        if not 9 <= self._shift <= 12 or not 4 <= self._small_shift < self._shift:  # noqa: PLR2004 - 512 to 4096, from 16
            raise BrokenContainerError
        self._next = self._numbers(self._table_sectors(tables))
        self._directory = self._joined(directory)
        if len(self._directory) % _ENTRY:
            raise BrokenContainerError
        self._small_next = struct.unpack(f"<{len(table) // 4}I", table) if (table := self._joined(small_table)) else ()
        root = next((entry for entry in self._all() if entry[1] == _ROOT), None)
        self._small = self._joined(root[2]) if root else b""

    def entries(self) -> Iterator[tuple[str, int, int]]:
        """Name (in small letters), first sector and size of each stream that matters here."""
        for name, _, start, size in self._all():
            if name in _WORKBOOKS or name == _ENCRYPTED_PACKAGE:
                yield name, start, size

    def stream(self, start: int, size: int) -> bytes:
        """The bytes of a stream."""
        if size >= self._cutoff:
            return self._joined(start)[:size]
        width = 1 << self._small_shift
        sectors = _chain(start, self._small_next)
        return b"".join(self._small[sector * width : (sector + 1) * width] for sector in sectors)[:size]

    def _all(self) -> Iterator[tuple[str, int, int, int]]:
        for at in range(0, len(self._directory), _ENTRY):
            entry = self._directory[at : at + _ENTRY]
            length, kind = struct.unpack_from("<HB", entry, 64)
            name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace").lower()
            yield name, kind, *struct.unpack_from("<II", entry, 116)

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) << self._shift : (number + 2) << self._shift]

    def _numbers(self, sectors: Sequence[int]) -> tuple[int, ...]:
        table = b"".join(self._sector(sector) for sector in sectors)
        return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])

    def _table_sectors(self, count: int) -> list[int]:
        """The sectors that hold the table of sectors: the first in the header, the others in a chain of their own."""
        sectors = list(struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76))
        (more,) = struct.unpack_from("<I", self._data, 68)
        limit = len(self._data) >> self._shift
        while more < _FREE and len(sectors) < min(count, limit):
            *listed, more = self._numbers([more])
            sectors.extend(listed)
        return [sector for sector in sectors[:count] if sector < _FREE]

    def _joined(self, start: int) -> bytes:
        return b"".join(self._sector(sector) for sector in _chain(start, self._next))


def _chain(start: int, following: Sequence[int]) -> Iterator[int]:
    seen = 0
    while start < _FREE:
        seen += 1
        if seen > len(following):
            raise BrokenContainerError
        yield start
        start = following[start]


@define
class _Formulas:
    """What was seen of the formulas of a sheet, and of the errors that stand in it."""

    blank: list[Corner] = field(factory=list)
    failed: dict[Corner, str] = field(factory=dict)
    show_something: bool = False

    def note(self, kind: int, place: Corner, record: bytes) -> None:
        """Look at what a cell shows by its record."""
        if error := (_HAS_FAILED if kind == _FORMULA else _IS_ERROR).match(record, 6):
            self.failed[place] = _ERRORS.get(error[1][0], UNCALCULATED)
        if kind == _FORMULA and len(record) >= _LENGTH_OF_A_FORMULA:
            is_blank = bool(_BLANK.match(record, 6))
            self.show_something = self.show_something or not is_blank
            self.blank.extend([place] if is_blank and len(self.blank) < _MOST_BLANK else [])


def _walk(records: bytes) -> OldLayout:
    most = columns = last = 0
    first: int | None = None
    rows: set[int] = set()
    encrypted = since_1904 = False
    sheets: list[int] = []
    hidden: dict[int, set[int]] = {}
    formulas: dict[int, _Formulas] = {}
    here = _Formulas()
    at, end = 0, len(records) - 4
    while at <= end:
        kind, length = struct.unpack_from("<HH", records, at)
        since_1904 = since_1904 or records.startswith(_SINCE_1904, at)
        at += 4
        if kind in _BOF:
            columns, first, last = 0, None, 0
            rows, here = hidden.setdefault(at - 4, set()), formulas.setdefault(at - 4, _Formulas())
        elif kind == _SHEET and length >= _LONGEST_CELL_PLACE:
            # Where its records start; the order of these is that of the sheets.
            sheets.extend(struct.unpack_from("<I", records, at))
        elif kind == _ROW and length >= _LENGTH_OF_A_ROW and at + length <= len(records):
            height, flags = struct.unpack_from("<H4xH", records, at + 6)
            if flags & _IS_HIDDEN or height < _LOWEST:
                rows.add(struct.unpack_from("<H", records, at)[0] + 1)
        elif kind == _FILE_PASS:
            encrypted = True
        elif (
            (kind in _CELLS or kind == _SEVERAL_CELLS) and length >= _LONGEST_CELL_PLACE and at + length <= len(records)
        ):
            row, column = struct.unpack_from("<HH", records, at)
            if kind == _SEVERAL_CELLS:
                (column,) = struct.unpack_from("<H", records, at + length - 2)
            columns, last = max(columns, column + 1), max(last, row)
            first = row if first is None else min(first, row)
            most = max(most, columns * (last - first + 1))
            if kind in _MAY_FAIL:
                here.note(kind, (row, column), records[at : at + length])
        at += length
    nothing = _Formulas()
    return OldLayout(
        cells=most,
        encrypted=encrypted,
        hidden_rows=tuple(frozenset(hidden.get(start, ())) for start in sheets),
        blank=()
        if any(one.show_something for one in formulas.values())
        else tuple(tuple(formulas.get(start, nothing).blank) for start in sheets),
        failed=tuple(failed_cells(formulas.get(start, nothing).failed, ()) for start in sheets),
        since_1904=since_1904,
    )

from __future__ import annotations

import contextlib
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import DocumentError
from laborcoop.exchange.old_workbook import BrokenContainerError, OldLayout, inspect_old
from laborcoop.exchange.sheets import read_sheets

SECTOR, SMALL, CUTOFF = 512, 64, 4096
END, FREE = 0xFFFFFFFE, 0xFFFFFFFF

BOF = struct.pack("<HHHH12x", 0x0809, 16, 0x0600, 0x0010)
EOF = struct.pack("<HH", 0x000A, 0)
FILE_PASS = struct.pack("<HH54x", 0x002F, 54)


def cell(row: int, column: int) -> bytes:
    return struct.pack("<HHHHHI", 0x027E, 10, row, column, 0, 0)


def cells(row: int, first: int, last: int) -> bytes:
    body = struct.pack("<HH", row, first) + bytes(6 * (last - first + 1)) + struct.pack("<H", last)
    return struct.pack("<HH", 0x00BD, len(body)) + body


def filler(size: int) -> bytes:
    """Records that say nothing, of so many bytes."""
    return b"".join(struct.pack("<HH", 0x01FF, 8188) + bytes(8188) for _ in range(size // 8192))


def chain(sectors: list[bytes], table: list[int], data: bytes, width: int) -> int:
    """Append a stream in sectors of a width; the number of its first sector."""
    if not data:
        return END
    first = len(sectors)
    pieces = [data[at : at + width].ljust(width, b"\0") for at in range(0, len(data), width)]
    sectors.extend(pieces)
    table.extend([*range(first + 1, first + len(pieces)), END])
    return first


def container(streams: dict[str, bytes]) -> bytes:
    """A compound file that holds the streams; those under 4096 bytes lie in the stream of small sectors."""
    sectors: list[bytes] = []
    table: list[int] = []
    small: list[bytes] = []
    small_table: list[int] = []
    entries = []
    for name, data in streams.items():
        where = (sectors, table, data, SECTOR) if len(data) >= CUTOFF else (small, small_table, data, SMALL)
        entries.append((name, 2, chain(*where), len(data)))
    root = chain(sectors, table, b"".join(small), SECTOR)
    small_first = chain(sectors, table, struct.pack(f"<{len(small_table)}I", *small_table), SECTOR)
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HB49xII4x", 2 * len(name) + 2, kind, start, size)
        for name, kind, start, size in [("Root Entry", 5, root, SMALL * len(small)), *entries]
    )
    directory_first = chain(sectors, table, directory, SECTOR)
    count = len(table) // 120 + 1
    places = list(range(len(sectors), len(sectors) + count))
    table += [0xFFFFFFFD] * count
    spread = places[109:]
    listing = [spread[at : at + 127] for at in range(0, len(spread), 127)]
    listing_first = len(sectors) + count
    table += [0xFFFFFFFC] * len(listing)
    numbers = struct.pack(f"<{count * 128}I", *table, *[FREE] * (count * 128 - len(table)))
    sectors += [numbers[at : at + SECTOR] for at in range(0, len(numbers), SECTOR)]
    for index, part in enumerate(listing):
        following = listing_first + index + 1 if index + 1 < len(listing) else END
        sectors.append(struct.pack("<128I", *part, *[FREE] * (127 - len(part)), following))
    header = struct.pack(
        "<8s16xHHHHH6xIII4xIIIII",
        bytes.fromhex("d0cf11e0a1b11ae1"),
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        count,
        directory_first,
        CUTOFF,
        small_first,
        len(small_table),
        listing_first if listing else END,
        len(listing),
    )
    header += struct.pack("<109I", *places[:109], *[FREE] * (109 - len(places[:109])))
    return header + b"".join(sectors)


def workbook(*records: bytes) -> bytes:
    return container({"Workbook": BOF + EOF + BOF + b"".join(records) + EOF})


@pytest.mark.parametrize(
    ("records", "span"),
    [
        ((), 0),
        ((cell(0, 0),), 1),
        ((cell(4, 2), cell(6, 0)), 9),
        ((cell(65535, 65535), cell(0, 0)), 65536 * 65536),
        ((cells(9, 3, 5), cell(10, 0)), 12),
        ((cell(0, 9), EOF, BOF, cell(9, 0)), 10),
        ((filler(1 << 14), cell(2, 1), cell(3, 1)), 4),
        ((cell(0, 1), struct.pack("<HHH", 0x0203, 2, 9)), 2),
        ((cell(0, 1), struct.pack("<HHHH", 0x0203, 99, 9, 9)), 2),
    ],
)
def test_the_span_is_that_of_the_widest_sheet(records: tuple[bytes, ...], span: int) -> None:
    assert inspect_old(workbook(*records)) == OldLayout(cells=span)


NOT_CALCULATED = bytes.fromhex("0300000000 00ffff".replace(" ", ""))
"""What a program writes that does not calculate, and what one writes that does for an empty text."""
TEXT, NUMBER = bytes(6) + b"\xff\xff", struct.pack("<d", 3.0)


def formula(row: int, column: int, value: bytes) -> bytes:
    return struct.pack("<HHHHH8sHI", 0x0006, 22, row, column, 0, value, 0, 0) + bytes(2)


def in_sheets(*sheets: bytes) -> bytes:
    """A workbook whose sheets hold these records."""
    return container({"Workbook": stream_of(*sheets)})


def stream_of(*sheets: bytes) -> bytes:
    """The records of a workbook and of its sheets; the former say where each of the latter begins."""
    length = len(BOF) + 12 * len(sheets) + len(EOF)
    starts = [length + sum(len(BOF + one + EOF) for one in sheets[:at]) for at in range(len(sheets))]
    named = b"".join(struct.pack("<HHII", 0x0085, 8, start, 0) for start in starts)
    return BOF + named + EOF + b"".join(BOF + one + EOF for one in sheets)


@pytest.mark.parametrize(
    ("sheets", "blank"),
    [
        ((formula(1, 0, NOT_CALCULATED) + formula(1, 2, NOT_CALCULATED), cell(0, 0)), (((1, 0), (1, 2)), ())),
        ((formula(1, 0, NOT_CALCULATED), formula(4, 1, NOT_CALCULATED)), (((1, 0),), ((4, 1),))),
        ((formula(1, 0, NOT_CALCULATED), formula(4, 1, NUMBER)), ()),
        ((formula(1, 0, NOT_CALCULATED) + formula(2, 0, TEXT),), ()),
        ((cell(0, 0),), ((),)),
        ((b"".join(formula(at, 0, NOT_CALCULATED) for at in range(12)),), (tuple((at, 0) for at in range(10)),)),
        ((struct.pack("<HHHHH", 0x0006, 6, 0, 0, 0),), ((),)),
    ],
)
def test_formulas_that_show_nothing_are_told_where_none_shows_anything(
    sheets: tuple[bytes, ...], blank: tuple[tuple[tuple[int, int], ...], ...]
) -> None:
    assert inspect_old(in_sheets(*sheets)).blank == blank


def truth_or_error(row: int, column: int, value: int, *, is_error: bool) -> bytes:
    return struct.pack("<HHHHHBB", 0x0205, 8, row, column, 0, value, is_error)


def error_value(number: int) -> bytes:
    return struct.pack("<HB3xH", 2, number, 0xFFFF)


@pytest.mark.parametrize(
    ("records", "failed"),
    [
        (formula(1, 2, error_value(42)) + formula(0, 1, error_value(23)), {(0, 1): "#REF!", (1, 2): "#N/A"}),
        (truth_or_error(3, 0, 7, is_error=True) + truth_or_error(3, 1, 1, is_error=False), {(3, 0): "#DIV/0!"}),
        (formula(0, 0, error_value(99)), {(0, 0): "#VALUE!"}),
        (formula(0, 0, NUMBER) + formula(0, 1, TEXT) + formula(0, 2, NOT_CALCULATED), {}),
        (formula(0, 0, struct.pack("<HB3xH", 1, 42, 0xFFFF)), {}),
        (struct.pack("<HHHHH", 0x0205, 6, 0, 0, 0), {}),
    ],
)
def test_formulas_that_failed_are_told_with_what_they_show(records: bytes, failed: dict[tuple[int, int], str]) -> None:
    assert inspect_old(in_sheets(cell(0, 0), records)).failed == ({}, failed)


@pytest.mark.parametrize(("mode", "since"), [(b"\x01\0", True), (b"\0\0", False), (b"", False)])
def test_the_first_day_of_the_workbook_is_told(mode: bytes, since: bool) -> None:  # noqa: FBT001 - what is told
    record = struct.pack("<HH", 0x0022, len(mode)) + mode
    data = container({"Workbook": BOF + record + EOF + BOF + cell(0, 0) + EOF})
    assert inspect_old(data).since_1904 is since


def test_of_a_workbook_in_two_formats_that_one_is_looked_at_which_is_read() -> None:
    streams = {"Book": stream_of(cell(0, 0)), "Workbook": stream_of(formula(0, 0, error_value(42)))}
    assert inspect_old(container(streams)).failed == ({(0, 0): "#N/A"},)


def test_a_stream_behind_a_long_table_of_sectors_is_found() -> None:
    large = container({"Other": bytes(17 << 20), "Book": BOF + cell(7, 1) + filler(1 << 13)})
    assert inspect_old(large) == OldLayout(cells=2)


@pytest.mark.parametrize(
    "streams",
    [
        {"Workbook": BOF + FILE_PASS + cell(0, 0)},
        {"EncryptionInfo": b"x", "EncryptedPackage": bytes(9000)},
        {"EncryptedPackage": b"x"},
    ],
)
def test_a_password_is_noticed(streams: dict[str, bytes]) -> None:
    assert inspect_old(container(streams)).encrypted


SOUND = workbook(cell(3, 3), filler(1 << 13))
LOOP = SOUND.replace(struct.pack("<II", 1, 2), struct.pack("<II", 1, 1), 1)
BROKEN = {
    "no workbook": container({"WordDocument": b"x"}),
    "no root": workbook(cell(0, 0)).replace("Root Entry".encode("utf-16-le").ljust(64, b"\0") + b"\x16\0\5", bytes(67)),
    "a directory cut short": SOUND[:48] + struct.pack("<I", len(SOUND) // SECTOR - 2) + SOUND[52:-100],
    "cut within the header": SOUND[:60],
    "cut behind the header": SOUND[:512],
    "wild width": SOUND[:30] + b"\x40" + SOUND[31:],
    "small wider than large": SOUND[:32] + b"\x09" + SOUND[33:],
    "a chain without end": LOOP,
}


@pytest.mark.parametrize("case", [case for case in BROKEN if case != "no root"])
def test_a_broken_container_is_told_of(case: str) -> None:
    with pytest.raises(BrokenContainerError):
        inspect_old(BROKEN[case])


def test_a_container_without_root_has_no_small_streams() -> None:
    assert b"R\0o\0o\0t" not in BROKEN["no root"]
    assert inspect_old(BROKEN["no root"]) == OldLayout()


@settings(deadline=None)
@given(
    changes=st.dictionaries(st.integers(8, len(SOUND) - 1), st.integers(0, 255), max_size=8),
    end=st.integers(0, len(SOUND)),
)
def test_no_damage_raises_anything_else(changes: dict[int, int], end: int) -> None:
    damaged = bytearray(SOUND)
    for at, value in changes.items():
        damaged[at] = value
    with contextlib.suppress(BrokenContainerError):
        assert inspect_old(bytes(damaged[: end or None])).cells >= 0


def test_a_tampered_workbook_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(workbook(cell(0, 0), cell(65535, 65535)))
    with pytest.raises(DocumentError, match="spans more than 5000000 cells"):
        read_sheets(path, "a.xls")

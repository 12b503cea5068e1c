"""The tables of sheets: where the header is, what its columns mean, and the rows behind it one after another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress, count, islice
from typing import Any

from attrs import evolve, field, frozen

from laborcoop.exchange import cells
from laborcoop.exchange.files import refused
from laborcoop.exchange.notices import notice
from laborcoop.exchange.private import hidden
from laborcoop.exchange.roster.columns import Headers
from laborcoop.exchange.roster.headers import (
    MOST_HEADER_ROWS,
    SEARCHED_ROWS,
    Header,
    find_header,
    repeats_header,
)
from laborcoop.exchange.roster.headless import Headless, search
from laborcoop.exchange.roster.notices import NOTICES
from laborcoop.exchange.roster.pieces import Numbered, Piece, Pieces, sheet_pieces, text_columns
from laborcoop.exchange.roster.rows import (
    IDENTIFYING,
    Row,
    ditto,
    example_columns,
    is_ditto,
    is_example,
    is_no_person,
    names_group,
    names_somebody,
    stands_for_somebody,
    subject_of,
)
from laborcoop.exchange.roster.sheet_notices import (
    about_columns,
    about_failed,
    about_hidden,
    about_missing_header,
    about_stayers,
    about_struck,
)
from laborcoop.exchange.roster.trusted import record
from laborcoop.exchange.sheets import Cell, Sheet, column_letters
from laborcoop.exchange.text_table import TextTable
from laborcoop.rulebook import Finding, Locus

_LONG_NUMBER = re.compile(r"(?:[0-9*X][\s'-]?){9,}")
MOST_COLUMNS = 16_384
"""The most columns of a CSV file, as spreadsheets have it."""
_ROWS_WITH_HEADER = 2 * MOST_HEADER_ROWS - 1
"""The rows above the one by which a header far down is known, that row, and those below that may belong to it."""


Above = tuple[tuple[int, Sequence[Cell]], ...]
"""The rows of persons above a header, each after its number."""


@frozen(kw_only=True)
class Table:
    """A sheet whose header was found, to be gone through row by row, as often as one likes.

    ``pieces`` gives the rows behind the header, some at a time, and ``again`` the same once they were gone through,
    where a row may be a line; ``above`` are the persons' rows before it, which it does not explain, with their
    numbers: all of the sheet where no header was found, and so no column.
    ``source`` is the sheet, or the CSV file, of which all cells are texts. ``column`` is that from which on the table
    stands beside another one, if it does. ``examples`` are the columns in which a row may be called an example.
    """

    file: str
    sheet: str
    header: Header
    headers: Headers = field(repr=False)
    title: str = field(repr=False)
    pieces: Pieces = field(repr=False)
    again: Pieces = field(repr=False)
    source: Sheet | TextTable = field(repr=False)
    above: Above = field(default=(), repr=False)
    column: str = ""
    letters: Mapping[str, str] = field(init=False, repr=False)
    examples: tuple[int, ...] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        letters = {key: column_letters(index) for key, index in self.header.columns.items()}
        object.__setattr__(self, "letters", letters)
        object.__setattr__(self, "examples", example_columns(self.header.columns))

    @property
    def is_text(self) -> bool:
        """Whether all cells are texts."""
        return isinstance(self.source, TextTable)

    def parted(self, numbered: Numbered) -> Numbered:
        """A row of ``again`` with its cells."""
        number, line, _ = numbered
        if not isinstance(line, str) or isinstance(self.source, Sheet):
            return numbered
        (cells,) = self.source.parted([line])
        return number, cells, cells

    def parted_some(self, piece: Piece, chosen: Sequence[int]) -> Piece:
        """A piece of ``again``, the rows that are chosen with their cells: together in less time than one by one."""
        if isinstance(self.source, Sheet) or not isinstance(piece.lines[0], str):
            return piece
        lines: list[Any] = [*piece.lines]
        parted = self.source.parted(compress(lines, chosen))
        for at, line in zip(compress(count(), chosen), parted, strict=False):
            lines[at] = line
        return Piece(piece.first, lines, lines)

    def place(self, number: int) -> Locus:
        """The place of a row."""
        return record(Locus, (self.file, self.sheet, number, self.column))

    def cell(self, number: int, key: str) -> Locus:
        """The place of a row's cell under a key; the row's where the sheet has no such column."""
        return record(Locus, (self.file, self.sheet, number, self.letters.get(key, self.column)))

    def said(self, line: Sequence[Cell]) -> dict[str, Cell]:
        """The cells of a row by key."""
        return {key: line[at] if at < len(line) else None for key, at in self.header.columns.items()}

    def row(self, number: int, line: Sequence[Cell], given: Sequence[Cell], above: Mapping[str, Cell]) -> Row:
        """A row as a person's, with what 同上 stands for taken from the row above."""
        said = self.said(line)
        unfilled = tuple(key for key, cell in said.items() if is_ditto(key, cell) and cells.is_empty(above.get(key)))
        return self._row(number, ditto(said, above), given, unfilled)

    def plain_row(self, number: int, line: Sequence[Cell], given: Sequence[Cell]) -> Row:
        """The same of a row in which 同上 does not stand."""
        return self._row(number, self.said(line), given)

    def _row(self, number: int, said: dict[str, Cell], given: Sequence[Cell], unfilled: tuple[str, ...] = ()) -> Row:
        return Row(
            where=self.place(number),
            cells=said,
            letters=self.letters,
            title=self.title,
            given=given,
            headers=self.header.names,
            unfilled=unfilled,
            example=next((column_letters(at) for at in self.examples if at < len(given) and is_example(given[at])), ""),
        )

    def look(
        self, number: int, line: Sequence[Cell], given: Sequence[Cell], above: Mapping[str, Cell]
    ) -> tuple[Row | None, bool, tuple[Finding, ...]]:
        """What a row is: a person's, or none; whether 同上 below may mean it; what is to be said of one that is none.

        A row is a person's, a sum, a signature, a hint, the title of a group or the header again. One that is none of
        these is told of, and so is one of them that holds a name or titles a group. A row with a person in other
        columns than those of names and numbers is a person's, to be refused.
        """
        if repeats_header(given, self.header, self.headers):
            return None, False, ()
        if is_no_person(given, self.header) and not stands_for_somebody(given, self.headers):
            name = self.header.columns.get("name", len(line))
            if name < len(line) and (names_somebody(line[name]) or names_group(line[name])):
                return None, False, (self._told("RO-19", number),)
            return None, False, ()
        # As given: a phone that covers several rows makes no person of a remark in one of them.
        own = (given[at] for key in IDENTIFYING if (at := self.header.columns.get(key, len(given))) < len(given))
        if not all(map(cells.is_empty, own)) or stands_for_somebody(given, self.headers):
            return self.row(number, line, given, above), True, ()
        return None, True, (self._told("RO-11", number),)

    def _told(self, code: str, number: int) -> Finding:
        where = self.place(number)
        return notice(NOTICES, code, where, {}, subject=subject_of(where))


Opened = tuple[Table | None, tuple[Finding, ...]]
"""The table of a sheet, None where there is none, and what is to be said about the sheet itself."""


def table_of(sheet: Sheet, headers: Headers) -> Opened:
    """The table of a sheet; None where it is empty, or has no header and names nobody."""
    if not sheet.rows:
        return None, ()
    header = find_header(sheet, headers)
    if header is not None:
        above = _persons_above(sheet, header, headers)
        return _sheet_table(sheet, header, headers, _title(sheet, header, above), above)
    found = search(sheet, enumerate(sheet.rows, sheet.first_row), headers)
    if found.start is None:
        table, about = _without_header(sheet, sheet, headers, found.persons)
        return table, (*about, *about_failed(sheet))
    below = sheet.part(found.start, sheet.rows[found.start - sheet.first_row :])
    header = _header_of(below, headers)
    return _sheet_table(below, header, headers, _far_title(sheet, found, below, header), found.persons)


def _sheet_table(sheet: Sheet, header: Header, headers: Headers, title: str, above: Above) -> Opened:
    pieces = sheet_pieces(sheet, header)
    table = Table(
        file=sheet.file,
        sheet=sheet.name,
        header=header,
        headers=headers,
        title=title,
        pieces=pieces,
        again=pieces,
        source=sheet,
        above=above,
    )
    return table, (
        *about_columns(sheet, header),
        *about_stayers(sheet.file, sheet.name, title, header),
        *about_hidden(sheet, header),
        *about_failed(sheet),
        *about_struck(sheet, header),
    )


def text_table(text: TextTable, sheet: str, headers: Headers) -> Opened:
    """The table of a CSV file, of which no more is held than the rows in which a header is looked for.

    Raises:
        DocumentError: the file holds nothing but blanks, or is no sound CSV, or a row in which a header is looked for
            has more than `MOST_COLUMNS` columns.
    """
    numbered = enumerate(text.rows(), 1)
    first = next(((number, row) for number, row in numbered if any(map(str.strip, row))), None)
    if first is None:
        raise refused(text.file, "文件里没有任何内容", "the file holds nothing")
    rows = [first[1], *(row for _, row in islice(numbered, SEARCHED_ROWS))]
    if max(map(len, rows)) > MOST_COLUMNS:
        raise refused(
            text.file,
            "有 {most} 列以上，不予读取：请删去表格右侧的空列，或检查分隔符",
            "it has more than {most} columns and is not read: delete the empty columns beside the table, or look at "
            "what parts the cells",
            most=MOST_COLUMNS,
        )
    start = Sheet(file=text.file, name=sheet, rows=tuple(map(tuple, rows)), first_row=first[0])
    header = find_header(start, headers)
    if header is not None:
        above = _persons_above(start, header, headers)
        return _text_table(text, start, header, headers, _title(start, header, above), above)
    # From the start: a person may stand anywhere.
    found = search(start, enumerate(text.rows(), 1), headers)
    if found.start is None:
        return _without_header(start, text, headers, found.persons)
    lines = islice(text.rows(), found.start - 1, found.start - 1 + _ROWS_WITH_HEADER)
    below = start.part(found.start, tuple(map(tuple, lines)))
    header = _header_of(below, headers)
    return _text_table(text, below, header, headers, _far_title(start, found, below, header), found.persons)


def _text_table(text: TextTable, start: Sheet, header: Header, headers: Headers, title: str, above: Above) -> Opened:
    pieces, again = text_columns(text, start.row_number(header.last), header)
    table = Table(
        file=text.file,
        sheet=start.name,
        header=header,
        headers=headers,
        title=title,
        pieces=pieces,
        again=again,
        source=text,
        above=above,
    )
    return table, (*about_columns(start, header), *about_stayers(text.file, start.name, title, header))


def _header_of(below: Sheet, headers: Headers) -> Header:
    header = find_header(evolve(below, rows=below.rows[:_ROWS_WITH_HEADER]), headers)
    # Further rows below make no header worth less.
    assert header is not None  # noqa: S101 - as it was found
    return header


def _without_header(sheet: Sheet, source: Sheet | TextTable, headers: Headers, persons: Above) -> Opened:
    """The persons' rows of a sheet without a header, all of them above it as it were; None where there are none."""
    about = about_missing_header(sheet, has_persons=bool(persons))
    if not persons:
        return None, (about,)
    nothing = Header(first=-1, last=-1, columns={})
    table = Table(
        file=sheet.file,
        sheet=sheet.name,
        header=nothing,
        headers=headers,
        title="",
        pieces=_no_pieces,
        again=_no_pieces,
        source=source,
        above=persons,
    )
    return table, (about,)


def _no_pieces() -> Iterator[Piece]:
    return iter(())


def _title(sheet: Sheet, header: Header, above: Above) -> str:
    """What stands above a header, without the persons' rows."""
    persons = {number for number, _ in above}
    numbered = enumerate(sheet.rows[: header.first], sheet.first_row)
    return _joined(row for number, row in numbered if number not in persons)


def _far_title(start: Sheet, found: Headless, below: Sheet, header: Header) -> str:
    """What stands at the head of a sheet and right above a header far down, without the persons' rows."""
    persons = {number for number, _ in found.persons}
    numbered = [*enumerate(start.rows[:SEARCHED_ROWS], start.first_row)]
    numbered += enumerate(below.rows[: header.first], below.first_row)
    return _joined(row for number, row in numbered if number not in persons)


def _joined(rows: Iterable[Sequence[Cell]]) -> str:
    return without_numbers(" ".join(cells.text(cell) for row in rows for cell in row if not cells.is_empty(cell)))


def without_numbers(title: str) -> str:
    """A title without the numbers that strayed into it, damaged or whole: those of persons are not for a title."""
    return _LONG_NUMBER.sub("***", hidden(title))


def _persons_above(sheet: Sheet, header: Header, headers: Headers) -> Above:
    """The rows of persons above a header, with their numbers: told as they are where a header stands far down."""
    return tuple(
        (sheet.row_number(index), row)
        for index, row in enumerate(sheet.rows[: header.first])
        if stands_for_somebody(row, headers)
    )

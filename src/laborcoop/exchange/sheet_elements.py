"""What the parts of a zipped workbook say, told by their elements: what a sheet spans, and what a reader does not tell.

A reader tells neither hidden rows nor formulas without a value, and of .ods no merged cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.parsers.expat import XMLParserType

from attrs import define

from laborcoop.exchange.failed_cells import Corner, Failed, failed_cells
from laborcoop.exchange.sheet_glance import is_too_low

MOST_REPEATED = 5000
"""How many rows of an .ods may be copies of the filled row above that take no room in the file: a reader makes a row of
each."""

Attributes = dict[str, str]
Element = Callable[[str, Attributes], None]

_BLANKS = " \t\r\n"
_REFERENCE = re.compile(r"([A-Za-z]{0,9})([0-9]{1,12})")
_OPEN_VALUES = tuple(
    f"office:{kind}" for kind in ("value", "date-value", "time-value", "boolean-value", "string-value")
)


class RepeatsRowsError(Exception):
    """A row that holds something is repeated without end."""


class Scan:
    """Looks at the elements of one part."""

    def __init__(self) -> None:
        self.cells = 0

    def watch(self, parser: XMLParserType) -> None:
        """Have a parser tell of what it comes upon."""
        parser.StartElementHandler = self.element

    def element(self, name: str, attributes: Attributes, /) -> None:
        """Take in the next element."""


class OfficeSheet(Scan):
    """What a sheet of an Office Open XML workbook spans, and its hidden rows; nothing in any other part.

    ``failed`` are the cells in which a formula has failed, each with what it shows, ``uncalculated`` those whose
    formula has no value: a program that does not calculate writes none. A text may be empty.
    """

    def __init__(self) -> None:
        super().__init__()
        self.hidden_rows: set[int] = set()
        self.failed: dict[Corner, str] = {}
        self.uncalculated: list[Corner] = []
        self._row = self._column = 0
        self._columns = self._last = 0
        self._first: int | None = None
        self._in_cell = self._is_text = self._in_value = False

    def watch(self, parser: XMLParserType) -> None:
        """Have a parser tell of texts, too: a value may be there and say nothing."""
        super().watch(parser)
        parser.CharacterDataHandler = self._text

    def element(self, name: str, attributes: Attributes, /) -> None:
        """Take in a row, a cell or what is in it."""
        local = name.rpartition(":")[2]
        if local == "row":
            # Rows and cells without a reference follow the one before.
            self._row, self._column = _reference(attributes, self._row + 1, 0)
            if attributes.get("hidden") in {"1", "true"} or is_too_low(attributes.get("ht", "")):
                self.hidden_rows.add(self._row)
        elif local == "c":
            self._row, self._column = _reference(attributes, self._row, self._column + 1)
            self._is_text = attributes.get("t") == "str"
            if attributes.get("t") == "e":
                self.failed[self._row - 1, self._column - 1] = ""
        elif self._in_cell and local in {"f", "v", "is"}:
            self._fill()
            if local == "f" and not self._is_text:
                self.uncalculated.append((self._row - 1, self._column - 1))
            elif local == "is":
                self._note_value()
        self._in_value = self._in_cell and local == "v"
        self._in_cell = local == "c" or (self._in_cell and local == "f")

    def _text(self, text: str) -> None:
        if self._in_value and text.strip(_BLANKS):
            self._note_value()
            here = self._row - 1, self._column - 1
            if here in self.failed:
                self.failed[here] += text

    def _note_value(self) -> None:
        """The cell has a value: if it has a formula, that was calculated."""
        if self.uncalculated[-1:] == [(self._row - 1, self._column - 1)]:
            self.uncalculated.pop()

    def _fill(self) -> None:
        self._columns = max(self._columns, self._column)
        self._first = self._row if self._first is None else min(self._first, self._row)
        self._last = max(self._last, self._row)
        self.cells = self._columns * (self._last - self._first + 1)


def _reference(attributes: Attributes, row: int, column: int) -> tuple[int, int]:
    match = _REFERENCE.fullmatch(attributes.get("r", ""))
    if match is None:
        return row, column
    letters = 0
    for letter in match[1].upper():
        letters = letters * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), letters


def corner_of(reference: str) -> Corner:
    """The cell that a reference (``B7``) means."""
    row, column = _reference({"r": reference}, 1, 1)
    return row - 1, column - 1


@define
class _Formula:
    """A formula of an OpenDocument workbook without a value: where it stands, and what is said in its cells."""

    rows: range
    columns: range
    has_type: bool
    has_paragraph: bool = False
    said: str = ""

    @property
    def is_empty_text(self) -> bool:
        """Whether it was calculated and shows an empty text: LibreOffice gives it neither a type nor a value then."""
        return self.has_paragraph and not self.has_type and not self.said.strip(_BLANKS)


class OpenSheets(Scan):
    """What the sheets of an OpenDocument workbook span, its cells and rows being repeated, and their merged cells.

    ``since_1904`` says that the workbook counts its days from 1904, as one that was an Excel for the Mac's goes on to.
    A formula that has failed is known as far as the program that wrote it says so.
    """

    def __init__(self) -> None:
        super().__init__()
        self.merged: dict[str, list[tuple[Corner, Corner]]] = {}
        self.since_1904 = False
        self._formulas: dict[str, list[_Formula]] = {}
        self._formula: _Formula | None = None
        self._parser: XMLParserType | None = None
        self._hidden: dict[str, list[range]] = {}
        self._last: dict[str, int] = {}
        self._sheet = ""
        self._row = self._rows = self._column = self._columns = 0
        self._copies = self._repeated = 0

    def watch(self, parser: XMLParserType) -> None:
        """Have a parser tell of elements, and of the texts of formulas without a value."""
        super().watch(parser)
        self._parser = parser

    def element(self, name: str, attributes: Attributes, /) -> None:
        """Take in a table, a row, a cell or a paragraph."""
        if self._formula is not None and name.startswith("table:"):
            self._look_at(None)
        # Only the first day of the workbook has such an attribute.
        self.since_1904 = self.since_1904 or attributes.get("table:date-value") == "1904-01-01"
        if name == "table:table":
            self._sheet = attributes.get("table:name", "")
            self._row = self._rows = self._column = self._columns = 0
        elif name == "table:table-row":
            self._row, self._column = self._rows, 0
            self._rows += _count(attributes, "table:number-rows-repeated")
            self._copies = self._rows - self._row - 1
            if attributes.get("table:visibility") in {"collapse", "filter"}:
                self._hidden.setdefault(self._sheet, []).append(range(self._row + 1, self._rows + 1))
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            self._note_span(attributes)
            first = self._column
            self._column += _count(attributes, "table:number-columns-repeated")
            if "table:formula" in attributes:
                self._fill()
                self._note_formula(attributes, range(first, self._column))
            elif any(key.startswith("office:") for key in attributes):
                self._fill()
        elif name == "text:p" and self._column:
            self._fill()
            if self._formula is not None:
                self._formula.has_paragraph = True

    def hidden_rows(self) -> dict[str, frozenset[int]]:
        """The numbers of the hidden rows of each sheet down to the last that holds anything: a million may follow."""
        return {
            name: frozenset(
                row for rows in ranges for row in range(rows.start, min(rows.stop, self._last.get(name, 0) + 1))
            )
            for name, ranges in self._hidden.items()
        }

    def failed(self) -> dict[str, Failed]:
        """The cells of each sheet whose formula came to nothing; to be asked for once the span is known."""
        return {
            name: failed_cells(
                {
                    (row, column): one.said
                    for one in formulas
                    if not one.is_empty_text
                    for row in one.rows
                    for column in one.columns
                },
                (),
            )
            for name, formulas in self._formulas.items()
        }

    def _note_formula(self, attributes: Attributes, columns: range) -> None:
        has_failed = attributes.get("calcext:value-type") == "error"
        kind = attributes.get("office:value-type", "")
        if has_failed or (kind != "string" and not any(map(attributes.get, _OPEN_VALUES))):
            formula = _Formula(range(self._row, self._rows), columns, has_type=has_failed or bool(kind))
            self._formulas.setdefault(self._sheet, []).append(formula)
            self._look_at(formula)

    def _look_at(self, formula: _Formula | None) -> None:
        # Of other cells no text is asked for: it takes its time.
        self._formula = formula
        assert self._parser is not None  # noqa: S101 - it tells of the elements
        self._parser.CharacterDataHandler = self._text if formula else None

    def _text(self, text: str) -> None:
        assert self._formula is not None  # noqa: S101 - only then it is called
        self._formula.said += text

    def _fill(self) -> None:
        self._repeated += self._copies
        self._copies = 0
        self._last[self._sheet] = self._rows
        self._columns = max(self._columns, self._column)
        self.cells = max(self.cells, self._columns * self._rows)
        if self._repeated > MOST_REPEATED:
            raise RepeatsRowsError

    def _note_span(self, attributes: Attributes) -> None:
        rows = _count(attributes, "table:number-rows-spanned")
        columns = _count(attributes, "table:number-columns-spanned")
        if rows > 1 or columns > 1:
            first = self._row, self._column
            last = self._row + rows - 1, self._column + columns - 1
            self.merged.setdefault(self._sheet, []).append((first, last))


def _count(attributes: Attributes, name: str) -> int:
    written = attributes.get(name, "1")
    return int(written[:9]) if written.isascii() and written.isdigit() else 1


class Entries(Scan):
    """The elements of a part with their attributes, by local name."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[Attributes]] = {}

    def element(self, name: str, attributes: Attributes, /) -> None:
        """Take in any element."""
        self.found.setdefault(name.rpartition(":")[2], []).append(attributes)

"""The rows of a sheet that are persons: behind the header, without blanks, sums, units and signatures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

from attrs import evolve, field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.exchange import cells
from laborcoop.exchange.notices import notice
from laborcoop.exchange.roster import readings
from laborcoop.exchange.roster.columns import BY_KEY, Headers
from laborcoop.exchange.roster.headers import Header, find_header, repeats_header
from laborcoop.exchange.roster.notices import NOTICES
from laborcoop.exchange.sheets import Cell, Sheet, column_letters
from laborcoop.kernel.personal import PersonName
from laborcoop.rulebook import Finding, Locus, Severity

_Written = TypeVar("_Written")

_BLANKS = re.compile(r"\s")
# Ditto marks as they stand after normalisation: the double prime comes apart.
_SAME = frozenset({"同上", "同前", "〃", "々", '"', "''", "′′", "“", "”"})
_SUM = re.compile(r".{0,12}(?:合计|小计|总计|共计|总人数)(?:人数)?(?:$|[:(0-9].{0,12})")
_OFFICE = "填表|制表|填报|审核|审批|复核|经办|负责|单位负责|统计|上报|报送"
_SIGNATURE = re.compile(
    rf"(?:{_OFFICE})(?:人|人员|单位|日期|时间)?(?:签字|签名|签章)?(?::.*)?"
    rf"|(?:{_OFFICE})人.{{0,8}}"
    r"|(?:注|备注|说明|日期|时间|联系人|单位|分管领导|主管领导)[0-9]?:.*"
    r"|.{0,8}\(?(?:盖章|签字|签章)\)?:?"
)
_HINT = re.compile(r"\(?(?:必填|选填|示例|样例|例|文本|填写说明)(?:项|[:)].*)?")
_FIGURE = re.compile(r"\(?[0-9]{1,2}\)?")
_NUMBER = re.compile(r"[0-9*]{14,17}[0-9Xx]")
_IDENTIFYING = ("name", "id_number", "phone", "worker_id", "birth_date")
_FEWEST_FIGURES = 3
_TELLING = 3
_SHOWN_ROWS = 10


@frozen(kw_only=True)
class Row:
    """One person's row: where it is, what it says under each key, and what stands around it.

    ``letters`` gives the letters of each key's column; ``title`` is what stands above the header. The cells are
    personal data.
    """

    where: Locus
    cells: Mapping[str, Cell] = field(repr=False)
    letters: Mapping[str, str] = field(repr=False)
    title: str = field(default="", repr=False)

    def cell(self, key: str) -> Cell:
        """The cell under a key; None where the sheet has no such column."""
        return self.cells.get(key)

    def at(self, key: str) -> Locus:
        """The place of the cell under a key; the row's where the sheet has no such column."""
        return Locus(self.where.file, self.where.sheet, self.where.row, self.letters.get(key, ""))

    @property
    def subject(self) -> str:
        """What names the row where its data holds no id: its place in the files."""
        return f"{self.where.file}:{self.where.sheet}:{self.where.row}"


def read_rows(sheet: Sheet, headers: Headers) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    """The persons' rows of a sheet, and what is to be said about the sheet itself.

    An empty sheet has neither. Every row behind the header that holds anything is a person's, a sum, a signature,
    a hint or a repeated header; one that is none of them is reported, and so is one of them that holds a name.
    """
    if not sheet.rows:
        return (), ()
    header = find_header(sheet, headers)
    if header is None:
        return (), (_about_missing_header(sheet),)
    letters = {key: column_letters(index) for key, index in header.columns.items()}
    title = " ".join(cells.text(cell) for row in sheet.rows[: header.first] for cell in row if not cells.is_empty(cell))
    rows: list[Row] = []
    findings = [*_about_columns(sheet, header)]
    above: dict[str, Cell] = {}
    for index, given in _filled_rows(sheet, header):
        where = Locus(sheet.file, sheet.name, sheet.row_number(index))
        said = {key: given[at] if at < len(given) else None for key, at in header.columns.items()}
        row = Row(where=where, cells=said, letters=letters, title=title)
        if repeats_header(given, header, headers):
            continue
        if _is_no_person(sheet.rows[index], header):
            if _names_somebody(row.cell("name")):
                findings.append(notice(NOTICES, "RO-19", where, {}, subject=row.subject))
            continue
        said = _ditto(said, above)
        above = said
        row = evolve(row, cells=said)
        if any(not cells.is_empty(said.get(key)) for key in _IDENTIFYING):
            rows.append(row)
        else:
            findings.append(notice(NOTICES, "RO-11", where, {}, subject=row.subject))
    findings.extend(_about_hidden(sheet, header))
    return tuple(rows), tuple(findings)


def _subject(sheet: Sheet) -> str:
    return f"{sheet.file}:{sheet.name}"


def _about_missing_header(sheet: Sheet) -> Finding:
    """An ERROR where people may be lost; a summary without a single number is a WARN, a hidden list a note."""
    lost = notice(NOTICES, "RO-07", Locus(sheet.file, sheet.name), {}, subject=_subject(sheet))
    if sheet.hidden:
        return evolve(lost, severity=Severity.INFO)
    if not any(_NUMBER.search(cells.text(cell)) for row in sheet.rows for cell in row):
        return evolve(lost, severity=Severity.WARN)
    return lost


def _about_columns(sheet: Sheet, header: Header) -> Iterator[Finding]:
    row = sheet.row_number(header.last)
    for index in header.unknown:
        column = column_letters(index)
        where = Locus(sheet.file, sheet.name, row, column)
        yield notice(NOTICES, "RO-01", where, {"column": column}, subject=_subject(sheet))
    for index, other in header.repeated:
        column = column_letters(index)
        where = Locus(sheet.file, sheet.name, row, column)
        yield notice(
            NOTICES, "RO-18", where, {"column": column, "other": column_letters(other)}, subject=_subject(sheet)
        )


def _about_hidden(sheet: Sheet, header: Header) -> Iterator[Finding]:
    last = sheet.row_number(len(sheet.rows) - 1)
    rows = sorted(row for row in sheet.hidden_rows if sheet.row_number(header.last) < row <= last)
    if sheet.hidden or rows:
        shown = [str(row) for row in rows[:_SHOWN_ROWS]] + ["…"] * (len(rows) > _SHOWN_ROWS)
        where = Locus(sheet.file, sheet.name)
        yield notice(NOTICES, "RO-15", where, {"hidden": shown or [sheet.name]}, subject=_subject(sheet))


def _filled_rows(sheet: Sheet, header: Header) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The rows behind the header, with merged cells of shared columns filled down and along."""
    shared = {index for key, index in header.columns.items() if BY_KEY[key].shared}
    filled: dict[tuple[int, int], Cell] = {}
    for (top, left), (bottom, right) in sheet.merged:
        for column in sorted(index for index in shared if left <= index <= right):
            # Merged ranges do not overlap in a sound file; in another, the first one counts.
            if top > header.last and (top, column) not in filled:
                rows = range(top, min(bottom + 1, len(sheet.rows)))
                filled.update(((row, column), sheet.rows[top][left]) for row in rows)
    for index in range(header.last + 1, len(sheet.rows)):
        row = sheet.rows[index]
        yield index, [filled.get((index, column), cell) for column, cell in enumerate(row)]


def _ditto(said: Mapping[str, Cell], above: Mapping[str, Cell]) -> dict[str, Cell]:
    return {
        key: above.get(key) if BY_KEY[key].shared and _BLANKS.sub("", cells.text(cell)) in _SAME else cell
        for key, cell in said.items()
    }


def _is_no_person(row: Sequence[Cell], header: Header) -> bool:
    """Whether a row is blank but for its number in the list, or a sum, a signature, a hint, or column numbers.

    A row with something like a number, a birth date or a phone in its column is a person's whatever else it says.
    """
    texts = [_BLANKS.sub("", cells.text(cell)) for cell in row]
    own = [written for index, written in enumerate(texts) if written and index != header.columns.get("seq")]
    if not own or (len(own) >= _FEWEST_FIGURES and all(_FIGURE.fullmatch(written) for written in own)):
        return True
    if any(tells(row[at]) for key, tells in _TELLS.items() if (at := header.columns.get(key, len(row))) < len(row)):
        return False
    name = header.columns.get("name", len(row))
    telling = [*filter(None, texts)][:_TELLING] + texts[name : name + 1]
    return any(map(_is_remark, telling))


def _is_remark(written: str) -> bool:
    return any(pattern.fullmatch(written) for pattern in (_SUM, _SIGNATURE, _HINT))


def _names_somebody(cell: Cell) -> bool:
    return _reads(PersonName.parse, cells.text(cell)) and not _is_remark(_BLANKS.sub("", cells.text(cell)))


def _reads(read: Callable[[_Written], object], written: _Written) -> bool:
    try:
        read(written)
    except InvalidValue:
        return False
    return True


def looks_like_number(cell: Cell) -> bool:
    """Whether a cell may hold a resident number, damaged or masked as it may be: eight digits or stars in it."""
    fewest = 8
    return sum(character.isdigit() or character == "*" for character in cells.text(cell)) >= fewest


_TELLS: Mapping[str, Callable[[Cell], bool]] = {
    "id_number": looks_like_number,
    "birth_date": partial(_reads, cells.day),
    "phone": partial(_reads, readings.phone),
}

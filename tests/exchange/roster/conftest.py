"""A small case to which rosters refer, and rosters written to files of every kind."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter
from attrs import evolve, frozen

import laborcoop as lc
from laborcoop.employers import Employer
from laborcoop.exchange.roster import Known, RosterResult, read_rosters
from laborcoop.exchange.roster.columns import Headers
from laborcoop.exchange.roster.judged import NumberJudge
from laborcoop.exchange.roster.people import read_entry
from laborcoop.exchange.roster.rows import Row
from laborcoop.exchange.roster.settle import Settled, settle
from laborcoop.exchange.roster.table import table_of
from laborcoop.exchange.roster.values import Values
from laborcoop.exchange.sheets import Cell, Sheet
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import check_character
from laborcoop.kernel.ids import ConvoyId, EmployerId, PlaceId, SiteId
from laborcoop.kernel.places import Place, PlaceKind
from laborcoop.kernel.text import Text
from laborcoop.outreach import ResettlementSite
from laborcoop.packs.china import national
from laborcoop.rulebook import Finding, RuleBook

Table = Sequence[Sequence[Cell]]
ZHUHAI = DivisionCode("440400")


@frozen
class SomeBatch:
    """A convoy as far as a roster names it."""

    id: ConvoyId
    batch: int
    name: Text


def _employer(employer_id: str, zh: str, *aliases: str) -> Employer:
    return Employer(
        id=EmployerId(employer_id),
        name=Text(zh, employer_id.title()),
        division=ZHUHAI,
        gate=PlaceId("G-1"),
        aliases=frozenset(aliases),
    )


def _place(place_id: str, zh: str, county: str) -> Place:
    return Place(id=PlaceId(place_id), name=Text.same(zh), kind=PlaceKind.STOP, division=DivisionCode(county))


def _site(site_id: str, zh: str) -> ResettlementSite:
    return ResettlementSite(id=SiteId(site_id), name=Text.same(zh), division=DivisionCode("533323"))


@pytest.fixture(scope="session")
def known() -> Known:
    return Known(
        on=date(2023, 1, 28),
        zone=ZoneInfo("Asia/Shanghai"),
        sending=DivisionCode("533300"),
        salt="a salt of more than sixteen",
        employers=(
            _employer("e-001", "珠海合成电子有限公司", "合成电子", "合成"),
            _employer("e-002", "珠海示范家电（斗门）有限公司", "示范", "合成"),
        ),
        places=(
            _place("P-1", "上帕镇客运站", "533323"),
            _place("P-2", "中心广场", "533323"),
            _place("P-3", "中心广场", "533325"),
        ),
        sites=(_site("S-1", "幸福小区"),),
        convoys=(
            SomeBatch(ConvoyId("K-1"), 1, Text("首批专列", "first")),
            SomeBatch(ConvoyId("K-2"), 2, Text("次批专列", "second")),
            SomeBatch(ConvoyId("K-2b"), 2, Text("次批包车", "second, by coach")),
        ),
        synthetic_areas=frozenset({"533399"}),
    )


@pytest.fixture(scope="session")
def book() -> RuleBook:
    return national()


@pytest.fixture(scope="session")
def some_batch() -> Callable[[int], SomeBatch]:
    """A convoy of a batch."""
    return lambda batch: SomeBatch(ConvoyId("K-9"), batch, Text.same("专列"))


NumberOf = Callable[..., str]


@pytest.fixture(scope="session")
def number() -> NumberOf:
    """A right number of the synthetic area: by birth date and the three digits behind it (odd: a man)."""

    def made(born: str = "1990-01-01", sequence: int = 1) -> str:
        digits = f"533399{born.replace('-', '')}{sequence:03d}"
        return digits + check_character(digits)

    return made


def write_workbook(path: Path, sheets: Mapping[str, Table]) -> None:
    with xlsxwriter.Workbook(path) as book:
        for name, table in sheets.items():
            page = book.add_worksheet(name)
            for index, row in enumerate(table):
                page.write_row(index, 0, ["" if cell is None else cell for cell in row])


def write_text(path: Path, table: Table, encoding: str = "utf-8") -> None:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows(table)


Reader = Callable[..., RosterResult]


@pytest.fixture(scope="session")
def read_files(known: Known, book: RuleBook) -> Reader:
    """Read files as rosters of the case."""
    return lambda files: read_rosters(files, known, book)


RowReader = Callable[[Sheet], tuple[tuple[Row, ...], tuple[Finding, ...]]]


@pytest.fixture(scope="session")
def read_rows() -> RowReader:
    """The persons' rows of a sheet read one by one, and what is to be said of the sheet and its other rows."""

    def reading(sheet: Sheet) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
        table, about = table_of(sheet, Headers.known({}))
        rows: list[Row] = []
        findings = [*about]
        above: Mapping[str, Cell] = {}
        for piece in table.pieces() if table else ():
            assert table is not None
            for number, line, given in piece.numbered():
                row, counts, told = table.look(number, line, given, above)
                findings.extend(told)
                rows.extend([row] if row else [])
                if counts:
                    above = table.row(number, line, given, above).cells
        return tuple(rows), tuple(findings)

    return reading


@pytest.fixture(scope="session")
def read_sheet(known: Known, book: RuleBook, read_rows: RowReader) -> Callable[[Sheet], Settled]:
    """Read one sheet that no file holds."""

    def reading(sheet: Sheet) -> Settled:
        rows, _ = read_rows(sheet)
        judge = NumberJudge(book, known.on)
        return settle([read_entry(row, Values(known), judge) for row in rows], known, book)

    return reading


@pytest.fixture
def read(tmp_path: Path, known: Known, book: RuleBook) -> Reader:
    """Read tables as rosters: each becomes a workbook of one sheet, ``r0.xlsx``, ``r1.xlsx``, …"""

    def reading(*tables: Table, book: RuleBook = book, **changes: Any) -> RosterResult:
        files = []
        for index, table in enumerate(tables):
            path = tmp_path / f"r{index}.xlsx"
            write_workbook(path, {"福贡县": table})
            files.append((path, path.name))
        return read_rosters(files, evolve(known, **changes), book)

    return reading


@pytest.fixture
def one(read: Reader, number: NumberOf) -> Callable[..., RosterResult]:
    """Read one person with further cells, each under its header."""

    def reading(**further: Cell) -> RosterResult:
        cells: dict[str, Cell] = {"姓名": "合成人", "身份证号码": number(), **further}
        return read([list(cells), list(cells.values())])

    return reading


@pytest.fixture(params=["a.csv", "a.xlsx"])
def sheet_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where a sheet goes that is read alike from either kind of file."""
    return tmp_path / str(request.param)


@pytest.fixture
def read_file() -> Callable[[Path, Sequence[tuple[str, ...]]], RosterResult]:
    """Writes rows of texts to a file as its suffix says, and reads them as a roster."""

    def read(path: Path, rows: Sequence[tuple[str, ...]]) -> RosterResult:
        if path.suffix == ".csv":
            path.write_text("\n".join(map(",".join, rows)) + "\n", encoding="utf-8")
        else:
            with xlsxwriter.Workbook(path) as book:
                page = book.add_worksheet("名单")
                for at, row in enumerate(rows):
                    page.write_row(at, 0, row)
        return lc.read_roster(path, on=date(2023, 1, 28), synthetic_areas=("533399",))

    return read

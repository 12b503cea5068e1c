"""A small case folder whose cells and keys can be spoilt one by one, and a roster made of any cells."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter

from laborcoop.exchange.roster import Known, RosterResult, read_rosters
from laborcoop.exchange.sheets import Cell
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.packs import national

ON = date(2023, 1, 28)
NUMBER = "533399199001010012"
BOOK = national()

SETTINGS: dict[str, str] = {
    "format": '"laborcoop-case"',
    "version": "1",
    "id": '"hostile"',
    "name": '{ zh = "案例", en = "A case" }',
    "note": '{ zh = "合成数据。", en = "Synthetic data." }',
    "synthetic": "true",
    "synthetic_areas": '["533399"]',
    "salt": '"sixteen characters or more"',
    "on": "2023-01-28",
    "zone": '"Asia/Shanghai"',
    "campaign.name": '{ zh = "返岗", en = "Return" }',
    "campaign.start": "2023-01-20",
    "campaign.end": "2023-02-16",
    "campaign.first_working_day": "2023-02-07",
    "pairing.sending": '"533300"',
    "pairing.receiving": '"440400"',
    "pairing.start": "2021-01-01",
    "organisers": '[{ name = "输入地", division = "440400" }, { name = "输出地", division = "533300" }]',
}

TABLES: dict[str, list[dict[str, str]]] = {
    "places": [
        {"id": "V-1", "name": "第一村", "kind": "村", "division": "533301", "latitude": "25.8", "longitude": "98.8"},
        {"id": "G-1", "name": "厂门", "kind": "厂门", "division": "440400", "hub": "zhuhai"},
    ],
    "convoys": [{"id": "B-1", "batch": "1", "name": "第一批", "leader": "C-1", "listed_at": "2023-01-27 09:00"}],
    "vehicles": [{"id": "train", "mode": "专列", "rated": "20", "carriages": "10、10"}],
    "legs": [{"id": "L-1", "convoy": "B-1", "vehicle": "train", "train": "D3812/D3809", "escorts": "1"}],
    "stops": [
        {"leg": "L-1", "seq": "1", "place": "V-1", "depart": "2023-02-05 22:35", "km": "90", "road": "高速"},
        {"leg": "L-1", "seq": "2", "place": "G-1", "arrive": "2023-02-06 06:10"},
    ],
    "employers": [
        {"id": "E-1", "name": "甲厂", "credit_code": "91440400MA00000030", "division": "440400", "gate": "G-1"}
    ],
    "posts": [
        {"id": "P-1", "employer": "E-1", "title": "装配", "openings": "5", "division": "440400", "wage": "4500-6000"}
    ],
    "lodgings": [{"id": "H-1", "name": "员工之家", "kind": "员工之家", "place": "G-1", "price": "60", "charge": "0"}],
    "rooms": [{"lodging": "H-1", "id": "R-1", "beds": "4", "use": "男", "floor_area": "30"}],
}

Folder = Callable[..., Path]
Roster = Callable[..., RosterResult]


@pytest.fixture
def case_folder(tmp_path: Path) -> Folder:
    """A case folder; a key of case.toml, a cell as ``(table, row, column)`` or a table can be given another content."""
    stands: dict[str, list[dict[str, str]]] = {}

    def made(
        settings: Mapping[str, str] | None = None,
        cells: Mapping[tuple[str, int, str], str] | None = None,
        tables: Mapping[str, list[dict[str, str]]] | None = None,
    ) -> Path:
        folder = tmp_path / "case"
        (folder / "rosters").mkdir(parents=True, exist_ok=True)
        lines = [f"{key} = {value}" for key, value in {**SETTINGS, **(settings or {})}.items()]
        (folder / "case.toml").write_text("\n".join(lines), encoding="utf-8")
        for name, rows in {**TABLES, **(tables or {})}.items():
            given = [dict(row) for row in rows]
            for (table, row, column), cell in (cells or {}).items():
                if table == name:
                    given[row][column] = cell
            if stands.get(name) == given:
                continue
            stands[name] = given
            columns = list(dict.fromkeys(column for row in given for column in row))
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, columns)
                writer.writeheader()
                writer.writerows(given)
        (folder / "rosters" / "list.csv").write_text(f"姓名,身份证号码\n阿普,{NUMBER}\n", encoding="utf-8")
        return folder

    return made


@pytest.fixture(scope="session")
def sound_rows() -> Mapping[str, dict[str, str]]:
    """The first row of each table of the case."""
    return {name: rows[0] for name, rows in TABLES.items()}


@pytest.fixture(scope="session")
def sound_keys() -> tuple[str, ...]:
    """The keys of the case's case.toml, and one that it goes without."""
    return (*SETTINGS, "parameters", "columns")


@pytest.fixture(scope="session")
def known() -> Known:
    return Known(
        on=ON,
        zone=ZoneInfo("Asia/Shanghai"),
        sending=DivisionCode("533300"),
        salt="a salt of more than sixteen",
        synthetic_areas=frozenset({"533399"}),
    )


@pytest.fixture
def roster(tmp_path: Path, known: Known) -> Roster:
    """What sheets of a workbook, each a table, are read as."""

    def read(*tables: Sequence[Sequence[Cell]]) -> RosterResult:
        path = tmp_path / "list.xlsx"
        with xlsxwriter.Workbook(path, {"nan_inf_to_errors": True}) as book:
            for number, table in enumerate(tables, 1):
                page = book.add_worksheet(f"名单{number}")
                for row, cells in enumerate(table):
                    for column, cell in enumerate(cells):
                        if isinstance(cell, str):
                            page.write_string(row, column, cell)
                        else:
                            page.write(row, column, cell)
        return read_rosters([(path, path.name)], known, BOOK)

    return read

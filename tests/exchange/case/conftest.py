"""A small case, written as the documentation of the case folder says, and ways to spoil it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import pytest
import xlsxwriter

from laborcoop.exchange.case import load_case
from laborcoop.exchange.case.tables import TABLES
from laborcoop.kernel.identity import check_character
from laborcoop.planning.case import Case

Cells = dict[str, object]
Rows = dict[str, list[Cells]]
Roster = Sequence[Sequence[object]]

SETTINGS = """
format = "laborcoop-case"
version = 1
id = "small-return"
name = { zh = "小型返岗", en = "Small return" }
note = { zh = "合成数据。", en = "Synthetic data." }
synthetic = true
synthetic_areas = ["533399"]
salt = "sixteen characters or more"
on = 2023-01-28
zone = "Asia/Shanghai"

[campaign]
name = { zh = "返岗", en = "Return" }
start = 2023-01-20
end = 2023-02-16
first_working_day = 2023-02-04

[pairing]
sending = "533300"
receiving = "440400"
start = 2021-01-01

[[organisers]]
name = { zh = "珠海市人力资源和社会保障局", en = "Zhuhai HRSS bureau" }
division = "440400"

[[organisers]]
name = { zh = "怒江州人力资源和社会保障局", en = "Nujiang HRSS bureau" }
division = "533300"

[columns]
"务工人员编号" = "worker_id"

[[parameters]]
name = "minimum_wage"
value = 1900
region = "440400"
since = 2021-12-01
why = { zh = "本案例的合成数值。", en = "A synthetic value of this case." }
"""


def small() -> Rows:
    """One village, one coach, one train, one gate."""
    return {
        "places": [
            {"id": "V1", "name": "上村", "name_en": "Upper village", "kind": "村", "division": "533301"},
            {
                "id": "KM",
                "name": "昆明南",
                "kind": "车站",
                "division": "530114",
                "hub": "昆明",
                "longitude": "102.86",
                "latitude": "24.87",
            },
            {"id": "ZH", "name": "珠海站", "kind": "车站", "division": "440402", "hub": "珠海"},
            {"id": "HM", "name": "员工之家", "kind": "住宿", "division": "440402", "hub": "珠海"},
            {"id": "G1", "name": "甲厂大门", "kind": "厂门", "division": "440404", "hub": "珠海"},
        ],
        "convoys": [
            {
                "id": "C1",
                "batch": "1",
                "name": "第一批",
                "name_en": "First batch",
                "leader": "领队一",
                "listed_at": "2023-01-27 09:00",
            }
        ],
        "vehicles": [
            {"id": "BUS", "mode": "包车", "rated": "49"},
            {"id": "TRN", "mode": "专列", "rated": "213", "carriages": "100、100、13"},
        ],
        "legs": [
            {"id": "L1", "convoy": "C1", "vehicle": "BUS", "captain": "A1", "deputy": "A2", "escorts": "2"},
            {"id": "L2", "convoy": "C1", "vehicle": "TRN", "train": "D3812/D3809"},
        ],
        "stops": [
            {
                "leg": "L1",
                "seq": "1",
                "place": "V1",
                "depart": "2023-02-05 07:00",
                "driver": "D1",
                "km": "300.5",
                "road": "山区",
            },
            {"leg": "L1", "seq": "2", "place": "KM", "arrive": "2023-02-05 14:00"},
            {"leg": "L2", "seq": "1", "place": "KM", "depart": "2023-02-06 08:35", "alighting": "否", "train": "D3812"},
            {"leg": "L2", "seq": "2", "place": "ZH", "arrive": "2023年2月6日 18:40", "boarding": "no"},
        ],
        "employers": [
            {
                "id": "E1",
                "name": "甲厂",
                "name_en": "Factory A",
                "aliases": "甲、甲公司",
                "credit_code": "91350100M000100Y43",
                "division": "440404",
                "labels": "重点企业;用工大户",
                "licence_checked_on": "2022.12.1",
                "gate": "G1",
                "gate_opens": "08:00",
                "gate_closes": "20:00",
                "contact": "和某",
                "contact_phone": "13800000000",
            },
            {"id": "E2", "name": "乙厂", "division": "440404", "gate": "G1"},
        ],
        "posts": [
            {
                "id": "P1",
                "employer": "E1",
                "title": "普工",
                "openings": "20",
                "division": "440404",
                "work": "装配",
                "wage": "4500-6000",
                "lowest_age": "18",
                "highest_age": "50",
                "education": "初中",
                "skills": "电工、焊工",
                "only_sex": "女",
                "forbidden_to_women": "否",
                "conditions": "吃苦耐劳",
                "deposit": "0",
                "fee": "0",
                "holds_papers": "否",
                "starts_on": "2023-02-08",
            },
            {"id": "P2", "employer": "E2", "title": "包装", "openings": "5", "division": "440404"},
        ],
        "lodgings": [{"id": "H1", "name": "员工之家", "kind": "员工之家", "place": "HM", "price": "60", "charge": "0"}],
        "rooms": [
            {"lodging": "H1", "id": "101", "beds": "4", "use": "男", "floor_area": "24"},
            {"lodging": "H1", "id": "102", "beds": "4", "use": "女"},
        ],
        "fairs": [
            {
                "id": "F1",
                "name": "首场",
                "division": "533301",
                "starts": "2023-01-21 09:00",
                "ends": "2023-01-21 16:00",
            }
        ],
        "booths": [{"fair": "F1", "employer": "E1", "openings": "20"}],
        "sites": [
            {
                "id": "S1",
                "name": "安居一",
                "division": "533301",
                "people": "1200",
                "as_of": "2022-12-31",
                "languages": "傈僳语、怒语",
            },
            {"id": "S1", "name": "安居一", "division": "533301", "people": "1150", "as_of": "2021-12-31"},
            {"id": "S2", "name": "安居二", "division": "533323", "people": "799", "as_of": "2022-12-31"},
        ],
        "squads": [{"id": "Q1", "name": "第一小分队", "sites": "S1、S2"}],
        "cadres": [
            {"id": "K1", "squad": "Q1", "level": "州级"},
            {"id": "K2", "squad": "Q1", "level": "乡镇级", "languages": "傈僳语"},
        ],
        "stations": [{"id": "W1", "name": "珠海工作站", "home": "533300", "host": "440400", "lodgings": "H1"}],
        "agreements": [
            {"station": "W1", "title": "泸水协议", "county": "533301", "start": "2022-01-01", "end": "2024-01-01"},
            {"station": "W1", "title": "福贡协议", "county": "533323", "start": "2022-01-01"},
        ],
        "waivers": [{"rule": "EM-02", "subject": "P2", "by": "就业科", "why": "电话核实", "until": "2023-03-01"}],
    }


def number(first17: str) -> str:
    """A resident number of the area that no real person has."""
    return first17 + check_character(first17)


ROSTER: Roster = (
    ("登记编号", "姓名", "身份证号码", "县(市)", "村委会", "务工企业"),
    ("W-1", "阿甲", number("53339919900307001"), "泸水市", "上村", "甲厂"),
    ("W-2", "阿乙", number("53339919910812002"), "泸水市", "上村", "乙厂"),
)


def write_csv(path: Path, rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def write_workbook(path: Path, rows: Sequence[Sequence[object]]) -> None:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("表一")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()


def as_rows(stem: str, records: Sequence[Mapping[str, object]], *, chinese: bool = False) -> list[list[object]]:
    """A header and the records' cells below it; only columns that some record gives."""
    keys = list(dict.fromkeys(key for record in records for key in record))
    headers = {column.key: column.header for table in TABLES if table.stem == stem for column in table.columns}
    header: list[object] = [headers[key] if chinese else key for key in keys]
    return [header, *([record.get(key, "") for key in keys] for record in records)]


class Make(Protocol):
    """Write a whole case into an empty folder."""

    def __call__(
        self, folder: Path, tables: Rows, *, chinese: bool = False, workbooks: bool = False, roster: Roster = ROSTER
    ) -> Path: ...


def make_case(
    folder: Path, tables: Rows, *, chinese: bool = False, workbooks: bool = False, roster: Roster = ROSTER
) -> Path:
    (folder / "case.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "rosters").mkdir()
    write, suffix = (write_workbook, "xlsx") if workbooks else (write_csv, "csv")
    write(folder / "rosters" / f"lushui.{suffix}", roster)
    for stem, records in tables.items():
        write(folder / f"{stem}.{suffix}", as_rows(stem, records, chinese=chinese))
    return folder


Load = Callable[[Rows], Case]


@pytest.fixture(scope="session")
def fresh() -> Callable[[], Rows]:
    """The small case's tables, anew at each call."""
    return small


@pytest.fixture(scope="session")
def make() -> Make:
    return make_case


@pytest.fixture
def rows() -> Rows:
    return small()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a sound case.toml, a roster, and no tables yet."""
    return make_case(tmp_path, {})


@pytest.fixture
def load(folder: Path) -> Load:
    """Write tables as CSV with English keys and load the case."""

    def loaded(tables: Rows) -> Case:
        for stem, records in tables.items():
            keys = list(dict.fromkeys(key for record in records for key in record))
            write_csv(folder / f"{stem}.csv", [keys, *([record.get(key, "") for key in keys] for record in records)])
        return load_case(folder)

    return loaded

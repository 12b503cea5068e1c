"""The short way of rosters (`plain`, `numbers`, `index`, `trusted`) says of every row what the long way says.

Each table is made of a seed: all columns that are read, in any choice and order, cells of few values that several
columns have in common, rows that share numbers, names and phones with others and rows that share nothing.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from attrs import evolve

from laborcoop.exchange.roster import Known
from laborcoop.exchange.roster.alone import details_of
from laborcoop.exchange.roster.columns import BY_KEY, Headers
from laborcoop.exchange.roster.glance import Glance
from laborcoop.exchange.roster.index import Index
from laborcoop.exchange.roster.judged import NumberJudge
from laborcoop.exchange.roster.look import Look
from laborcoop.exchange.roster.numbers import Numbers
from laborcoop.exchange.roster.outcome import RefusedRow, Repeated, TakenOnce, TakenPlain
from laborcoop.exchange.roster.people import read_entry
from laborcoop.exchange.roster.rows import Row
from laborcoop.exchange.roster.settle import settle
from laborcoop.exchange.roster.stream import RosterStream, about_numbers
from laborcoop.exchange.roster.table import Table, table_of, text_table
from laborcoop.exchange.roster.values import Values
from laborcoop.exchange.sheets import Cell, Sheet
from laborcoop.exchange.text_table import TextTable
from laborcoop.kernel.identity import check_character
from laborcoop.kernel.ids import keyed_id
from laborcoop.kernel.record import arguments
from laborcoop.rulebook import Finding, Locus, RuleBook, Severity

RowReader = Callable[[Sheet], tuple[tuple[Row, ...], tuple[Finding, ...]]]
BORN = ("19900101", "19900102", "19850615", "20061231", "19030101", "19021231", "20230128", "20230129", "19900230")
AREAS = ("533399",) * 6 + ("533323", "999999", "033399")
NAMES = ("甲子", "乙丑", "丙寅", "丁卯·合")
ODD_NAMES = (
    "乙 丑",
    "甲子 ",
    "",
    "合计",
    "丁\u200b卯",
    "丁\0卯",
    "甲子1",
    "A",
    "甲子(jiǎ zǐ)",
    "甲子 女",
    "甲子（大）",
    "甲子/乙丑",
    "甲子\n乙丑",
    "甲□",
)
PHONES = ("13800000001", "13900000002")
ODD_PHONES = ("138 0000 0001", "138\x010000\x000001", "5", "１３８００００００01", 13800000001, 13900000002.0)
ODD_NUMBERS = ("123", "", "5333991990010\x7f10010", "1" * 18, 19900101)
SALT = "a salt of more than sixteen"
YES = ("是", "否", "√", "1", "男", "?", "□是 ☑否", "□是□否")
DAYS = ("2月6日", "2023-02-05", "2023.2.8", "1990-01-01", "19900101", "?")
SAME = ("同上", "〃", " 同 上 ")
POOLS: dict[str, tuple[Cell, ...]] = {
    "seq": ("1", "2", "3", "4", "第5", "E-6", "示例", "（例）"),
    "sex": ("男", "女", "1", "2", "?", *SAME),
    "birth_date": ("1990-01-01", "1990.1.2", "19850615", "1990.1"),
    "education": ("初中", "高中", "1", "?", *SAME),
    "county": ("福贡县", "兰坪县", "某县", "533323", "香洲区", *SAME),
    "home_address": ("泸水市某村", "兰坪县某村", "某村", *SAME),
    "residence": ("贡山县城", "福贡县城", *SAME),
    "village": ("一村", "二村", "1", *SAME),
    "resettlement_site": ("幸福小区", "S-1", "某区", *SAME),
    "relocated": (*YES, *SAME),
    "out_of_poverty": (*YES, "脱贫户", "脱贫不稳定户", *SAME),
    "relapse_monitored": (*YES, "脱贫户", "突发严重困难户"),
    "skills": ("电工、焊工", "电工", "1", *SAME),
    "kind": ("返岗", "新增", "1", "?", *SAME),
    "first_time": YES,
    "employer": ("合成电子", "示范", "合成", "某厂", "不限", "1", *SAME),
    "batch": ("第一批", "取消", "1", "2", "第二批", "九", "1、九", *SAME),
    "boarding_stop": ("中心广场", "自驾", "P-1", "别处", "不限", "1", *SAME),
    "available_from": (*DAYS, *SAME),
    "available_until": (*DAYS, *SAME),
    "together": ("T-1", "1", "13800000001", *SAME),
    "accepts_other": (*YES, *SAME),
    "lowest_wage": ("4500-6000", "5千", "1", "面议", "?", *SAME),
    "willing": YES,
    "other_trip": ("2023-02-05 10:00至2023-02-06 09:00", "2023-02-06", "?"),
    "card_valid_until": ("2030-01-01", "长期", "1", "?"),
    "start_date": (*DAYS, *SAME),
    "departure_date": DAYS,
    "wage": ("5千", "4500-6000", "面议", "1", "?", *SAME),
    "employer_code": ("91440400MA4X00000X", "?"),
    "remark": ("不去了", "已自行返岗", "不吃辣", "带1个小孩", "1"),
}
TYPED: tuple[Cell, ...] = (True, False, 1, 1.0, 0, 2, 4500, 32939, date(1990, 1, 1), date(2023, 2, 6), " ", "1")
"""Cells that only a workbook holds: of these, True, 1 and 1.0 are one key to a dictionary."""


def a_number(draw: Random, serial: int) -> str:
    digits = f"{draw.choice(AREAS)}{draw.choice(BORN[: draw.choice((3, len(BORN)))])}{serial:03d}"
    return digits + check_character(digits)


def disguised(draw: Random, number: str) -> Cell:
    """A number in another form than the plain one, or a wrong one."""
    wrong = number[:17] + ("1" if number[17] != "1" else "2")
    masked = number[:6] + "*" * 8 + number[14:]
    forms = (wrong, masked, f" {number}", number.lower(), number[:6] + number[8:17], f"'{number}", *ODD_NUMBERS)
    return draw.choice(forms)


def a_row(draw: Random, serial: int, keys: Sequence[str], shared: Sequence[str], *, typed: bool) -> list[Cell]:
    number = a_number(draw, serial)
    dice = draw.random()
    said: dict[str, Cell] = {
        "name": draw.choice(NAMES if draw.random() < 0.9 else ODD_NAMES),
        "id_number": draw.choice(shared) if dice < 0.12 else disguised(draw, number) if dice < 0.2 else number,
        "phone": "",
        "worker_id": "",
    }
    if draw.random() < 0.5:
        said["phone"] = f"137{serial:08d}" if draw.random() < 0.6 else draw.choice((*PHONES, *PHONES, *ODD_PHONES))
    if draw.random() < 0.15:
        claimed = keyed_id("W", SALT, draw.choice(shared))
        said["worker_id"] = draw.choice(("W-1", "W-2", claimed, claimed, draw.choice(shared), "?" * 90))
    filled = draw.choice((0.1, 0.4, 0.7))
    for key, pool in POOLS.items():
        said[key] = draw.choice(pool) if draw.random() < filled else ""
        if typed and said[key] and draw.random() < 0.3:
            said[key] = draw.choice(TYPED)
    if not typed:
        said = {key: str(cell) for key, cell in said.items()}
    elif draw.random() < 0.05:
        said = {key: cell if BY_KEY[key].shared else "" for key, cell in said.items()}
    row = [said[key] for key in keys]
    return row[: draw.randrange(len(row))] if draw.random() < 0.03 else row


def said_again(draw: Random, row: Sequence[Cell], keys: Sequence[str]) -> list[Cell]:
    """A row as another one says it again: some cells empty, some others."""
    again = list(row)
    for at, key in enumerate(keys[: len(row)]):
        if key in POOLS and draw.random() < 0.2:
            again[at] = draw.choice(("", draw.choice([str(cell) for cell in POOLS[key]])))
    return again


def sheets(seed: int) -> list[tuple[Sheet, bool]]:
    """Two sheets of one seed, and whether each stands for a CSV file."""
    draw = Random(seed)
    shared = [a_number(draw, serial) for serial in (1, 2, 3)]
    found = []
    for file in ("泸水市.csv", "花名册.xlsx"):
        typed = file.endswith("xlsx")
        further = draw.sample(sorted(POOLS), draw.choice((2, 6, 12, len(POOLS))))
        identity = ["name", "id_number", *draw.sample(("phone", "worker_id"), draw.choice((0, 1, 1, 1, 2)))]
        keys = draw.sample([*identity, *further], len(identity) + len(further))
        start = 100 if typed else 500
        rows = [a_row(draw, start + index, keys, shared, typed=typed) for index in range(draw.randrange(1, 16))]
        rows += [said_again(draw, draw.choice(rows), keys) for _ in range(draw.randrange(4))]
        header = [BY_KEY[key].header for key in keys]
        sheet = Sheet(file=file, name=draw.choice(("名单", "福贡县")), rows=(tuple(header), *map(tuple, rows)))
        found.append((sheet, not typed))
    return found


def shown(outcome: Any) -> Any:  # noqa: ANN401 - any outcome, as what can be compared
    """All that an outcome says, once what it holds was found to be what a constructor makes."""
    if isinstance(outcome, RefusedRow):
        return outcome
    if isinstance(outcome, Repeated):
        return ("said again", outcome.where, outcome.kept, outcome.row)
    worker, registration = outcome.worker, outcome.registration
    assert type(worker)(**arguments(worker)) == worker
    assert type(registration)(**arguments(registration)) == registration
    findings = sorted(outcome.findings, key=Finding.order)
    return (worker, registration, outcome.where, findings, outcome.details, outcome.row, outcome.merge)


def short_way(
    folder: Path, tables: Sequence[tuple[Sheet, bool]], known: Known, book: RuleBook
) -> tuple[dict[Any, Any], set[Any], Counter[type]]:
    index = Index()
    numbers = Numbers(NumberJudge(about_numbers(book), known.on), known.synthetic_areas)
    looks = []
    about: list[Finding] = []
    for sheet, is_text in tables:
        table, told = in_a_file(folder, sheet) if is_text else table_of(sheet, Headers.known({}))
        assert table is not None
        looks.append(Look(table, Glance(table, Values(known), numbers), numbers))
        looks[-1].add_to(index)
        about.extend(told)
    index.seen_all()
    for look in looks:
        look.compare(index)
    stream = RosterStream(looks, about, known, numbers, index)
    outcomes = list(stream)
    by_place = {one.where: shown(one) for one in outcomes}
    assert len(by_place) == len(outcomes)
    kinds = Counter(type(one) for one in outcomes)
    return by_place, set(stream.findings), kinds


def in_a_file(folder: Path, sheet: Sheet) -> tuple[Table | None, tuple[Finding, ...]]:
    """The table of a sheet as a CSV file."""
    path = folder / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(sheet.rows)
    # Another file of the same test may be as long, and written in the same moment.
    path = path.rename(folder / f"{len([*folder.iterdir()])}.csv")
    return text_table(TextTable.open(path, sheet.file), sheet.name, Headers.known({}))


def long_way(
    tables: Sequence[tuple[Sheet, bool]], known: Known, book: RuleBook, read_rows: RowReader
) -> tuple[dict[Any, Any], set[Any]]:
    entries = []
    about: set[Finding] = set()
    judge = NumberJudge(about_numbers(book), known.on)
    # Every number by itself, as by rules of which nothing is known.
    judge.knows_the_rules = False
    for sheet, _ in tables:
        rows, told = read_rows(sheet)
        about |= set(told)
        entries += [read_entry(row, Values(known), judge) for row in rows]
    for at, entry in enumerate(entries):
        notes = {one for one in entry.findings if one.rule == "ID-05" and one.severity is Severity.INFO}
        about |= {evolve(one, subject=one.where.file, kind="", where=Locus(one.where.file)) for one in notes}
        entries[at] = evolve(entry, findings=tuple(one for one in entry.findings if one not in notes))
    settled = settle(entries, known, book)
    original = {entry.row.where: entry.row.original for entry in entries}
    by_place: dict[Any, Any] = {}
    for made in settled.made:
        findings = sorted(made.findings, key=Finding.order)
        merge = made.merge if made.merge.others else None
        where = made.merge.kept
        said = details_of(made.facts)
        by_place[where] = (made.worker, made.registration, where, findings, said, original[where], merge)
    for merged in settled.merged:
        by_place[merged.where] = ("said again", merged.where, merged.kept, original[merged.where])
    for row in settled.refused:
        by_place[row.where] = RefusedRow(
            where=row.where,
            subject=row.subject,
            person=row.person,
            findings=partial(getattr, row, "findings"),
            row=partial(original.__getitem__, row.where),
        )
    return by_place, about


@pytest.mark.parametrize("start", range(0, 150, 50))
def test_the_short_way_says_of_every_row_what_the_long_way_says(
    start: int, known: Known, book: RuleBook, tmp_path: Path, read_rows: RowReader
) -> None:
    ways: Counter[type] = Counter()
    for seed in range(start, start + 50):
        tables = sheets(seed)
        expected, about = long_way(tables, known, book, read_rows)
        found, told, kinds = short_way(tmp_path, tables, known, book)
        assert set(found) == set(expected), f"seed {seed}"
        for where, said in expected.items():
            assert found[where] == said, f"seed {seed}, {where}"
        assert told == about, f"seed {seed}"
        ways += kinds
    # A law over rows of which hardly one goes the short way would hold of nothing.
    assert ways[TakenPlain] > ways.total() // 8
    assert ways[TakenOnce] > 10

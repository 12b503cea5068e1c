"""Reading rosters side by side, in turn in one run: ``python benchmarks/exchange/roster.py`` writes its page.

A million rows of CSV beside Python's csv module, which only parts them into cells, and a hundred thousand rows of a
workbook beside python-calamine alone, which only gives its cells; clean rows, and rows as messy as those of the example
examples/spring-return. Each side reads in a process of its own, all in turn, ``ROUNDS`` times. Making every worker of a
CSV file takes longest, and is measured beside the rest with a tenth of the rows; all of it takes about eight minutes on
a quiet machine, and each reading is told when it ends. ``--small`` tries the same once with a hundredth of the rows and
shows the page instead of writing it.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import xlsxwriter
from attrs import frozen
from python_calamine import load_workbook

import laborcoop as lc
from laborcoop.kernel.identity import check_character

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks-roster.md"
ALL, NO_ID, FEW = (*range(15),), (*range(14),), (0, 1, 3, 5, 7, 9)
"""Which columns a roster has: all, all but the id, and six of them, as many a county sends."""
FILES = (
    ("csv", 1_000_000, False, 2, ALL),
    ("csv", 1_000_000, True, 2, ALL),
    ("csv", 1_000_000, True, 2, NO_ID),
    ("csv", 1_000_000, True, 2, FEW),
    ("csv", 100_000, True, 3, ALL),
    ("xlsx", 100_000, True, 4, ALL),
)
"""Kind, rows, whether some of the rows are messy, how many of the ways are measured, and the columns."""
ROUNDS = 3
SMALL = 100
MOST = {"csv": 8, "xlsx": 2}
MOST_MEMORY = 1024
"""MiB, of a CSV file."""
ON = date(2023, 1, 28)
AREA = "533399"
HEADER = (
    *("序号", "姓名", "性别", "身份证号码", "文化程度", "联系电话", "县(市)", "村委会", "是否脱贫户", "务工企业"),
    *("批次", "上车点", "可出发日期", "月工资", "登记编号"),
)
NO_NUMBER, WRONG_NUMBER = 33, 133
"""Of two hundred rows."""
SAID_TWICE = frozenset({24, 49, 74, 99})
WITH_BLANKS = frozenset({5, *range(7, 28), *range(50, 60)} - SAID_TWICE)
"""Of a hundred rows."""
FAMILY, GIVEN = "和李杨赵余熊普阿张王", "志春秀丽明华军强芳英国平玉山"

HEAD = """# Benchmarks of reading rosters

Written by `python benchmarks/exchange/roster.py`; do not edit. One run on {cores} cores, {system}, CPython {python}:
every way in a process of its own, all in turn, {rounds} rounds, the median time of reading and the most memory of the
process. Rosters of {columns} columns, an id among them where nothing else is said. Messy rows are as messy as those
of examples/spring-return, where of 1 092 rows 12 are refused, 42 are said again and 237 numbers are written with
blanks, a quote or a small x: of two hundred one has a wrong number, one has none, eight are said again, and {tidied}
numbers hold a blank.

Python's csv module and python-calamine only give cells. This library finds the header, judges every number, reads every
cell, finds who is named twice, and gives each row as a worker or as refused; "made" asks each outcome for its worker
and registration, too, and "read" holds all of them at once.
"""


def rows(count: int, *, messy: bool) -> Iterator[tuple[str, ...]]:
    """So many rows of synthetic people, the same for every run."""
    draw = random.Random(count)
    before: tuple[str, ...] = ()
    for index in range(count):
        day = date(1965, 1, 1) + timedelta(days=index % 15_000)
        # Serials from 1: fifteen thousand days of a thousand serials are more than all rows.
        digits = f"{AREA}{day:%Y%m%d}{index // 15_000 + 1:03d}"
        number = digits + check_character(digits)
        kind = index % 200 if messy else -1
        if kind % 100 in SAID_TWICE and messy:
            yield (str(index + 1), *before[1:])
            continue
        before = (
            str(index + 1),
            draw.choice(FAMILY) + draw.choice(GIVEN) + draw.choice(GIVEN),
            "男" if int(digits[-1]) % 2 else "女",
            ""
            if kind == NO_NUMBER
            else number[:-1] + ("1" if number[-1] != "1" else "2")
            if kind == WRONG_NUMBER
            else f"{number[:6]} {number[6:]}"
            if messy and kind % 100 in WITH_BLANKS
            else number,
            draw.choice(("小学", "初中", "高中", "中专")),
            f"13{index:09d}" if index % 3 else "",
            draw.choice(("福贡县", "泸水市", "兰坪县")),
            f"第{index % 255}村",
            draw.choice(("是", "否")),
            draw.choice(("合成电子", "示范家电", "某厂", "")),
            draw.choice(("第一批", "第二批", "")),
            draw.choice(("客运站", "中心广场", "")),
            draw.choice(("2月6日", "2023-02-08", "")),
            draw.choice(("5千", "4500-6000", "面议", "")),
            f"W-{index:07d}",
        )
        yield before


def _write_csv(path: Path, table: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(table)


def _write_xlsx(path: Path, table: Iterable[Sequence[str]]) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet("名单")
        for at, row in enumerate(table):
            page.write_row(at, 0, row)


WRITE = {"csv": _write_csv, "xlsx": _write_xlsx}


def _cells_of_csv(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as stream:
        return sum(1 for _ in csv.reader(stream)) - 1


def _cells_of_xlsx(path: Path) -> int:
    with load_workbook(path) as book:
        return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names) - 1


def _streamed(path: Path) -> int:
    return sum(1 for _ in lc.stream_roster(path, on=ON, synthetic_areas=(AREA,)))


def _made(path: Path) -> int:
    count = 0
    for outcome in lc.stream_roster(path, on=ON, synthetic_areas=(AREA,)):
        count += 1
        if hasattr(outcome, "worker"):
            assert outcome.worker.id == outcome.registration.worker
    return count


def _read(path: Path) -> int:
    return lc.read_roster(path, on=ON, synthetic_areas=(AREA,)).counts.rows


WAYS: Mapping[str, Mapping[str, Callable[[Path], int]]] = {
    "csv": {
        "Python's csv module": _cells_of_csv,
        "`stream_roster`": _streamed,
        "`stream_roster`, made": _made,
    },
    "xlsx": {
        "python-calamine": _cells_of_xlsx,
        "`stream_roster`": _streamed,
        "`stream_roster`, made": _made,
        "`read_roster`": _read,
    },
}


@frozen
class Measured:
    """What one way took: the seconds of each round, and the most MiB."""

    seconds: tuple[float, ...]
    memory: float


def _here(kind: str, way: str, path: Path, count: int) -> None:
    """Read in this process, and print what it took."""
    # The library loads its parts when they are asked for; that is measured elsewhere (`import_time`).
    assert callable(lc.stream_roster)
    start = time.perf_counter()
    read = WAYS[kind][way](path)
    seconds = time.perf_counter() - start
    assert read == count, f"{way}: {read} rows of {count}"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([seconds, peak]))


def measured(kind: str, ways: Iterable[str], path: Path, count: int, rounds: int) -> dict[str, Measured]:
    """Some ways to read a file, in turn."""
    took: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
    for _ in range(rounds):
        for way, found in took.items():
            command = (sys.executable, __file__, "--here", kind, way, str(path), str(count))
            seconds, peak = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603 - this file
            found.append((seconds, peak))
            print(f"{kind}, {way}: {seconds:.2f} s, {peak:.0f} MiB", file=sys.stderr)
    return {
        way: Measured(tuple(seconds for seconds, _ in found), max(peak for _, peak in found))
        for way, found in took.items()
    }


def table(kind: str, title: str, took: Mapping[str, Measured]) -> str:
    """The measured ways as a table, with ratios to the first."""
    first, ours, *_ = took
    base = median(took[first].seconds)
    wanted = f"{ours}: at most {MOST[kind]} times {first}"
    if kind == "csv":
        wanted += f" and {MOST_MEMORY} MiB"
    lines = [
        f"\n## {title}\n",
        f"Wanted: {wanted}.\n",
        "| | seconds | ratio | memory, at the most |",
        "|---|---|---|---|",
    ]
    for way, one in took.items():
        seconds = median(one.seconds)
        lines.append(f"| {way} | {seconds:.2f} | {seconds / base:.1f} | {one.memory:.0f} MiB |")
    return "\n".join(lines) + "\n"


def page(part: int, rounds: int) -> str:
    """The page, measured now, with one row of so many."""
    text = HEAD.format(
        cores=os.cpu_count(),
        system=platform.system(),
        python=platform.python_version(),
        rounds=rounds,
        columns=len(HEADER),
        tidied=2 * len(WITH_BLANKS),
    )
    with TemporaryDirectory() as folder:
        for kind, count, messy, most, columns in FILES:
            path = Path(folder) / f"roster.{kind}"
            lines = chain([HEADER], rows(count // part, messy=messy))
            WRITE[kind](path, ([line[at] for at in columns] for line in lines))
            title = f"{count // part:,} {'messy' if messy else 'clean'} rows of {kind}"
            if columns != ALL:
                title += f", {len(columns)} columns, no id"
            ways = [*WAYS[kind]][:most]
            text += table(kind, title, measured(kind, ways, path, count // part, rounds))
            path.unlink()
    return text


def main() -> None:
    """Measure, and write or show the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a hundredth of the rows; the page is shown, not written")
    parser.add_argument("--here", nargs=4, metavar=("KIND", "WAY", "PATH", "COUNT"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        kind, way, path, count = asked.here
        _here(kind, way, Path(path), int(count))
    elif asked.small:
        print(page(SMALL, 1))
    else:
        PAGE.write_text(page(1, ROUNDS), encoding="utf-8")


if __name__ == "__main__":
    main()

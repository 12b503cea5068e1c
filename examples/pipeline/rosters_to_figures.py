"""From a folder of rosters to figures: the library reads and judges the rows, polars counts, nobody is shown.

python examples/pipeline/rosters_to_figures.py examples/spring-return/rosters out/figures
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from laborcoop import Count, DivisionCode, Finding, Registration, Text, Unit, Worker, write_table
from laborcoop.cooperation.suppression import suppress
from laborcoop.errors import DocumentError, LaborcoopError
from laborcoop.exchange.csv_text import harmless
from laborcoop.exchange.export import table_of
from laborcoop.exchange.roster import Gathered, Known, RosterResult, read_rosters, rosters_in
from laborcoop.kernel.divisions import find_division
from laborcoop.packs import china_with_regions
from laborcoop.planning.unread_files import unread_rosters

# About names that a case resolves: rosters by themselves have nothing to compare them with.
_NEEDS_A_CASE = ["RO-03", "RO-04", "RO-05", "RO-13"]
_FLAGS = pl.List(pl.Struct({"kind": pl.String}))


def read_folder(folder: Path, *, on: date, sending: DivisionCode, salt: str) -> RosterResult:
    """Every roster of a folder and of those in it: workers, registrations, what became of each row, and what was wrong.

    Raises:
        DocumentError: there is no such folder, or no file in it.
    """
    sent = _sent(folder)
    known = Known(on=on, zone=ZoneInfo("Asia/Shanghai"), sending=sending, salt=salt)
    return read_rosters(sent.files, known, china_with_regions(), unread=sent.unread)


def _sent(folder: Path) -> Gathered:
    """The files of a folder and of those in it; one that is no roster is told of."""
    if folder.is_file():
        raise DocumentError(
            Text("{name} 是文件，请给出花名册所在的文件夹", "{name} is a file: name the folder of the rosters").format(
                name=folder.name
            )
        )
    if not folder.is_dir():
        raise DocumentError(
            Text("没有文件夹 {name}，请核对路径", "there is no folder {name}: check the path").format(name=folder.name)
        )
    sent = rosters_in(folder)
    if not sent:
        raise DocumentError(
            Text(
                "文件夹 {name} 中没有花名册（.xlsx、.xls、.ods、.csv）",
                "the folder {name} holds no roster (.xlsx, .xls, .ods, .csv)",
            ).format(name=folder.name)
        )
    return sent


def write_ledger(result: RosterResult, out: Path) -> None:
    """The rosters as three Parquet files, masked: what polars, or any other program, counts from."""
    out.mkdir(parents=True, exist_ok=True)
    seen = ["rule", "severity", "subject", "where"]
    # A class is named where there may be nobody: rosters of headers alone have empty tables.
    write_table(table_of(result.workers, kind=Worker), out / "workers.parquet")
    write_table(table_of(result.registrations, kind=Registration), out / "registrations.parquet")
    write_table(table_of(result.findings, kind=Finding, columns=seen), out / "findings.parquet")


def figures(ledger: Path) -> Iterator[tuple[Text, Count]]:
    """What a leader asks for first, each with its unit."""
    # polars would try to decode the least and the greatest flags of the file, too, and fails where they are alike.
    workers = pl.scan_parquet(ledger / "workers.parquet", use_statistics=False)
    flags = pl.col("flags").str.json_decode(_FLAGS).list.eval(pl.element().struct.field("kind"))
    wishes = pl.scan_parquet(ledger / "registrations.parquet")
    asked = {
        Text("人员", "persons"): workers,
        Text("脱贫人口", "of them out of poverty"): workers.filter(flags.list.contains("out-of-poverty")),
        Text("返岗", "who return to a post"): wishes.filter(pl.col("purpose") == "return-to-post"),
        Text("新增", "who look for a post"): wishes.filter(pl.col("purpose") == "new-placement"),
        Text("不愿外出", "who do not want to go"): wishes.filter(~pl.col("willing")),
    }
    counted = pl.collect_all([frame.select(pl.len()) for frame in asked.values()])
    for title, frame in zip(asked, counted, strict=True):
        yield title, Count(frame.item(), Unit.PERSON)


def problems_by_file(ledger: Path) -> pl.DataFrame:
    """How often each rule found something in each file, most first: what to tell the county that sent it."""
    findings = pl.scan_parquet(ledger / "findings.parquet").filter(~pl.col("rule").is_in(_NEEDS_A_CASE))
    found = findings.group_by("where.file", "rule").len("times")
    worst = found.sort(["times", "where.file", "rule"], descending=[True, False, False]).collect()
    # The name of a file may look like a formula, too.
    return worst.with_columns(pl.col("where.file").map_elements(harmless, pl.String))


def by_county(ledger: Path) -> pl.DataFrame:
    """Persons by county and education with totals, for everybody to see: null where a count is left out."""
    workers = pl.scan_parquet(ledger / "workers.parquet").with_columns(pl.col("education").fill_null("not-stated"))
    counted = workers.group_by("registered", "education").len().sort("education").collect()
    crossed = counted.pivot("education", index="registered", values="len").fill_null(0).sort("registered")
    schools = crossed.columns[1:]
    shown = suppress([[int(cell) for cell in row[1:]] for row in crossed.iter_rows()])
    names = [_county(code) for code in crossed["registered"]]
    head = pl.DataFrame({"county": [*names, "total"]})
    body = pl.DataFrame(shown, schema=dict.fromkeys([*schools, "total"], pl.Int64), orient="row")
    return pl.concat([head, body], how="horizontal")


def _county(code: str) -> str:
    found = find_division(DivisionCode(code))
    return found.name.en if found else code


def main(argv: Sequence[str] | None = None) -> int:
    """Read a folder, write the ledger and the figures, and say them; the exit status, as that of ``laborcoop roster``.

    0 where every file was read, 1 where one was not and the figures lack its people, 2 where there is nothing to read.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rosters", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--on", type=date.fromisoformat, default=date(2023, 1, 28))
    parser.add_argument("--sending", type=DivisionCode, default=DivisionCode("533300"))
    parser.add_argument("--salt", default="", help="keys the ids of those who have none; keep it secret")
    given = parser.parse_args(argv)
    try:
        result = read_folder(given.rosters, on=given.on, sending=given.sending, salt=given.salt)
    except LaborcoopError as refused:
        print(refused, file=sys.stderr)
        return 2
    intake = result.intake
    parts = f"{len(intake.workers)} workers + {len(intake.merged)} merged + {len(intake.refused)} refused"
    print(f"{intake.rows} rows = {parts}")
    for told in unread_rosters(intake):
        print(told)
    write_ledger(result, given.out)
    for title, count in figures(given.out):
        print(f"{title.en}: {count.render('en')}")
    problems_by_file(given.out).write_csv(given.out / "problems.csv", include_bom=True)
    table = by_county(given.out)
    table.write_csv(given.out / "by-county.csv", include_bom=True)
    print(table)
    return 1 if intake.unread else 0


if __name__ == "__main__":
    sys.exit(main())

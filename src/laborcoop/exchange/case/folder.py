"""Which file of a case's folder is what: tables by stem, rosters, and what there is no use for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import frozen

from laborcoop.exchange.case.hints import did_you_mean
from laborcoop.exchange.case.notices import NOTICES
from laborcoop.exchange.case.tables import TABLES
from laborcoop.exchange.case.toml import CASE_FILE, RECORDS_FILE
from laborcoop.exchange.files import is_of_programs, shown_name
from laborcoop.exchange.notices import notice
from laborcoop.exchange.private import hidden
from laborcoop.exchange.roster import Gathered, rosters_in
from laborcoop.exchange.sheets import TABLES as CSV
from laborcoop.exchange.sheets import WORKBOOKS
from laborcoop.rulebook import Finding, Locus

ROSTERS = "rosters"

_READ = CSV | WORKBOOKS
_ORDER = (".csv", ".xlsx", ".xlsm", ".xls", ".ods")
_NOTES = ".md"
_OTHERS = {CASE_FILE, RECORDS_FILE}
"""What is read by itself."""


@frozen(kw_only=True)
class Folder:
    """The files of a case: ``tables`` by stem, the ``rosters``, and what was odd."""

    tables: Mapping[str, Path]
    rosters: Gathered
    findings: tuple[Finding, ...]


def look_through(folder: Path) -> Folder:
    """Find the tables and rosters of a case; report what is needed and missing, and what is not read."""
    findings: list[Finding] = []
    tables: dict[str, Path] = {}
    stems = {table.stem for table in TABLES}
    # CSV goes before the workbook of the same stem, on every system alike.
    for path in sorted(_found(folder), key=lambda path: (_rank(path), path.name)):
        stem = path.stem.casefold()
        if path.name in _OTHERS or path == folder / ROSTERS:
            continue
        if path.is_dir():
            findings.append(_unused(f"{hidden(shown_name(path.name))}/", path.name, [ROSTERS]))
        elif not path.is_file() or stem not in stems or path.suffix.lower() not in _READ:
            findings.append(_unused(hidden(shown_name(path.name)), path.stem, stems))
        elif stem in tables:
            findings.append(notice(NOTICES, "CF-10", Locus(path.name), {"used": tables[stem].name, "file": path.name}))
        else:
            tables[stem] = path
    rosters = rosters_in(folder / ROSTERS, f"{ROSTERS}/")
    missing = [f"{table.stem}.csv" for table in TABLES if table.needed and table.stem not in tables]
    findings += map(_missing, missing if rosters else [*missing, f"{ROSTERS}/"])
    return Folder(tables=tables, rosters=rosters, findings=tuple(findings))


def _found(folder: Path) -> list[Path]:
    """The files and folders in a folder, without notes and what no person made."""
    return [path for path in folder.iterdir() if not is_of_programs(path.name) and path.suffix.lower() != _NOTES]


def _rank(path: Path) -> int:
    suffix = path.suffix.lower()
    return _ORDER.index(suffix) if suffix in _ORDER else len(_ORDER)


def _missing(file: str) -> Finding:
    return notice(NOTICES, "CF-01", Locus(file), {"file": file})


def _unused(file: str, stem: str, stems: Iterable[str]) -> Finding:
    return notice(NOTICES, "CF-09", Locus(file), {"file": file, "hint": did_you_mean(stem, stems)})

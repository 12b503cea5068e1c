"""Rosters in; workers, registrations and findings out; no row disappears."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from attrs import evolve, frozen

from laborcoop.errors import DocumentError
from laborcoop.exchange.notices import notice
from laborcoop.exchange.private import hidden
from laborcoop.exchange.roster.columns import Headers
from laborcoop.exchange.roster.known import Known
from laborcoop.exchange.roster.notices import NOTICES
from laborcoop.exchange.roster.people import Entry, read_entry
from laborcoop.exchange.roster.rows import read_rows
from laborcoop.exchange.roster.settle import Merge, settle
from laborcoop.exchange.sheets import Sheet, read_sheets
from laborcoop.exchange.unpacking import LARGEST_FILE
from laborcoop.journey import Registration
from laborcoop.people import Worker
from laborcoop.planning.case import Intake
from laborcoop.rulebook import Finding, Findings, Locus, RuleBook, Severity


@frozen(kw_only=True)
class RosterResult:
    """What rosters came to.

    ``workers`` and ``registrations`` are in the order of the workers' ids. ``intake`` accounts for every row;
    ``merges`` tell of each person named more than once; ``findings`` are all that was found, those about refused rows
    included.
    """

    workers: tuple[Worker, ...]
    registrations: tuple[Registration, ...]
    intake: Intake
    merges: tuple[Merge, ...]
    findings: Findings


def read_rosters(
    files: Sequence[tuple[Path, str]], known: Known, book: RuleBook, *, limit: int = LARGEST_FILE
) -> RosterResult:
    """Read rosters: workbooks and CSV files, any number of sheets, as counties send them.

    Args:
        files: each with the name under which findings cite it. The order does not matter.
        known: what the rosters refer to.
        book: the rules by which resident numbers are judged (ID-01 to ID-12).
        limit: the most bytes that one file may hold when unpacked.

    A file that cannot be read is an ERROR finding (RO-16), and the others go on.

    Raises:
        InvalidValue: the salt of the case is too short.
        MissingExtra: there is a workbook, and the package that reads workbooks is not installed.
    """
    headers = Headers.known(known.columns)
    entries: list[Entry] = []
    findings: list[Finding] = []
    for path, file in _shown(files):
        try:
            sheets = read_sheets(path, file, limit=limit)
        except DocumentError as unreadable:
            findings.append(notice(NOTICES, "RO-16", Locus(file), {"reason": unreadable.text}, subject=file))
            continue
        read, about = _read_file(sheets, file, headers, known, book)
        entries.extend(read)
        findings.extend(about)
    settled = settle(entries, known, book)
    refused = (finding for row in settled.intake.refused for finding in row.findings)
    return RosterResult(
        workers=settled.workers,
        registrations=settled.registrations,
        intake=settled.intake,
        merges=settled.merges,
        findings=Findings.of([*findings, *settled.findings, *refused]),
    )


def _shown(files: Sequence[tuple[Path, str]]) -> list[tuple[Path, str]]:
    """The files in the order of their names, under names that tell of nobody and are still told apart."""
    shown: list[tuple[Path, str]] = []
    times: Counter[str] = Counter()
    for path, file in sorted(files, key=lambda pair: pair[1]):
        name = hidden(file)
        times[name] += name != file
        shown.append((path, f"{name} ({times[name]})" if name != file else file))
    return shown


def _read_file(
    sheets: Sequence[Sheet], file: str, headers: Headers, known: Known, book: RuleBook
) -> tuple[list[Entry], list[Finding]]:
    entries: list[Entry] = []
    findings: list[Finding] = []
    for sheet in sheets:
        rows, about = read_rows(evolve(sheet, name=hidden(sheet.name)), headers)
        findings.extend(about)
        for row in rows:
            entry = read_entry(row, known, book)
            notes = tuple(finding for finding in entry.findings if _is_synthetic_note(finding))
            kept = tuple(finding for finding in entry.findings if finding not in notes)
            entries.append(evolve(entry, findings=kept))
            # Said of the file, once: which row says it first would change with the order of the rows.
            findings.extend(evolve(note, subject=file, kind="", where=Locus(file)) for note in notes)
    return entries, list(dict.fromkeys(findings))


def _is_synthetic_note(finding: Finding) -> bool:
    return finding.rule == "ID-05" and finding.severity is Severity.INFO

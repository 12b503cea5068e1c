"""What is known while a case is read: the records so far, where they stand, and what was found wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from attrs import define, evolve, field

from laborcoop.errors import InvalidValue
from laborcoop.exchange.case.notices import NOTICES, ROW_LEFT_OUT
from laborcoop.exchange.case.second_ids import SecondIds
from laborcoop.exchange.case.table import AnyColumn, Row
from laborcoop.exchange.notices import notice
from laborcoop.rulebook import Finding, Locus, RuleBook, Severity

Made = TypeVar("Made")


def _sets() -> dict[str, set[str]]:
    return defaultdict(set)


@define(kw_only=True)
class Desk:
    """The state of one reading.

    ``salt`` keys the ids that stand for those which must not be shown. ``files`` are the tables' files by stem;
    ``known`` and ``lost`` the ids of the records used and left out, by kind; ``where`` the place of each record used,
    under ``kind:id``; ``columns`` the letters of a table's columns, by kind. ``second_ids`` are those that rosters give
    to workers beside the ids that were kept.
    """

    book: RuleBook
    zone: ZoneInfo
    salt: str = field(repr=False)
    files: Mapping[str, Path] = field(factory=dict)
    findings: list[Finding] = field(factory=list)
    known: dict[str, set[str]] = field(factory=_sets)
    lost: dict[str, set[str]] = field(factory=_sets)
    where: dict[str, Locus] = field(factory=dict)
    columns: dict[str, dict[str, str]] = field(factory=dict)
    second_ids: SecondIds = field(factory=dict)

    def report(
        self,
        code: str,
        where: Locus,
        *,
        subject: str = "",
        kind: str = "",
        severity: Severity | None = None,
        **facts: object,
    ) -> None:
        """Note a finding about a file, or a record of a kind in it."""
        self.findings.append(notice(NOTICES, code, where, facts, subject=subject, kind=kind, severity=severity))

    def report_cell(
        self, code: str, row: Row, column: AnyColumn, *, severity: Severity | None = None, **facts: object
    ) -> None:
        """Note a finding about a cell; the facts name the record's kind and the column already."""
        found = notice(
            NOTICES,
            code,
            row.at(column),
            {"noun": row.table.noun, "column": column.title, **facts},
            subject=row.subject,
            kind=row.table.kind,
            path=column.key,
            severity=severity,
        )
        self.findings.append(found)

    def report_refusal(self, error: InvalidValue, found: Finding) -> None:
        """Note what a value type refused, under the rule it names, with the sources that the book gives for it."""
        if error.code:
            sources = next((rule.sources for rule in self.book if rule.code == error.code), ())
            found = evolve(found, rule=error.code, sources=sources)
        self.findings.append(found)

    def keep(self, row: Row) -> None:
        """Enter a record as used."""
        kind = row.table.kind
        self.known[kind].add(row.key)
        self.columns.setdefault(kind, dict(row.letters))
        self.where.setdefault(f"{kind}:{row.key}", row.where)

    def lose(self, row: Row) -> None:
        """Enter a record as left out, for its own fault or that of another."""
        kind = row.table.kind
        if row.key:
            self.known[kind].discard(row.key)
            self.lost[kind].add(row.key)
            self.where.pop(f"{kind}:{row.key}", None)

    def made(self, row: Row, make: Callable[[Row], Made | None]) -> Made | None:
        """What ``make`` makes of the row; None, and a finding at the row, where a constructor refuses."""
        try:
            return make(row)
        except InvalidValue as error:
            facts = {"noun": row.table.noun, "reason": error.text, "then": ROW_LEFT_OUT}
            found = notice(NOTICES, "CF-08", row.where, facts, subject=row.subject, kind=row.table.kind)
            self.report_refusal(error, found)
            self.lose(row)
            return None

    def each(self, rows: Iterable[Row], make: Callable[[Row], Made | None]) -> list[Made]:
        """What ``make`` makes of the rows, without those that a constructor refused, or that it gave None for."""
        made = [self.made(row, make) for row in rows]
        return [one for one in made if one is not None]

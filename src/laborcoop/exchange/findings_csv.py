"""findings.csv: one line for each finding, the same columns from every command."""

from __future__ import annotations

from laborcoop.exchange.csv_text import csv_bytes
from laborcoop.kernel.text import Locale, Text
from laborcoop.rulebook import Finding, Findings

COLUMNS = ("file", "sheet", "row", "column", "subject", "rule", "severity", "path", "message", "suggestion")

_WAIVED = Text("（已豁免）", " (waived)")


def findings_csv(findings: Findings, locale: Locale) -> bytes:
    """The findings in their order (heaviest first) as CSV: UTF-8 with BOM, worded in one language.

    Rows and columns are those that the spreadsheet shows; what a finding does not have is an empty cell.
    """
    return csv_bytes(COLUMNS, (_line(finding, locale) for finding in findings), bom=True)


def _line(finding: Finding, locale: Locale) -> tuple[str | int | None, ...]:
    where = finding.where
    return (
        where.file,
        where.sheet,
        where.row,
        where.column,
        finding.subject,
        finding.rule,
        finding.severity.value,
        finding.path,
        finding.message.render(locale) + (_WAIVED.render(locale) if finding.waived else ""),
        finding.suggestion.render(locale),
    )

"""The rows behind every figure of a report: a file from which each can be counted again."""

from __future__ import annotations

from laborcoop.exchange.csv_text import csv_bytes
from laborcoop.indicators import YearEndReport

COLUMNS = ("indicator", "definition", "source", "counted", "on", "amount", "unit", "division")


def evidence_csv(report: YearEndReport) -> bytes:
    """The rows as CSV (UTF-8 with BOM), by indicator and day: ids only, for the bureau and not for the public."""
    return csv_bytes(
        COLUMNS,
        (
            (
                figure.code,
                figure.definition,
                row.source,
                row.counted,
                row.on.isoformat(),
                row.amount,
                figure.count.unit.value,
                None if row.division is None else row.division.code,
            )
            for figure in report.figures
            for row in figure.evidence()
        ),
        bom=True,
    )

"""Look up what a row refers to among the records read so far."""

from __future__ import annotations

from attrs import evolve

from laborcoop.exchange.case.desk import Desk
from laborcoop.exchange.case.hints import did_you_mean, shown
from laborcoop.exchange.case.notices import ENTRY_LEFT_OUT, ROW_LEFT_OUT
from laborcoop.exchange.case.table import AnyColumn, Row
from laborcoop.exchange.case.tables import TABLES
from laborcoop.rulebook import Severity

NOUNS = {table.kind: table.noun for table in TABLES}
"""What a record of each kind of table is called."""


def resolved(row: Row, desk: Desk) -> Row:
    """The row with its references looked up.

    A needed reference that points nowhere makes the row unsound; another counts as an empty cell, and of a list the
    entry is dropped. Each is reported.
    """
    for column in row.table.columns:
        if not column.refers or column.key not in row.values:
            continue
        value = row.values[column.key]
        targets = value if isinstance(value, frozenset) else frozenset({value})
        missing = frozenset(str(target) for target in targets) - desk.known[column.refers]
        for target in sorted(missing):
            _report(row, column, target, desk)
        if missing and column.needed:
            row = evolve(row, sound=False)
        elif missing:
            rest = {key: kept for key, kept in row.values.items() if key != column.key}
            row = evolve(row, values={**rest, column.key: targets - missing} if isinstance(value, frozenset) else rest)
    return row


def _report(row: Row, column: AnyColumn, target: str, desk: Desk) -> None:
    lost = target in desk.lost[column.refers]
    desk.report_cell(
        "CF-14" if lost else "CF-07",
        row,
        column,
        severity=Severity.ERROR if column.needed else Severity.WARN,
        target=shown(target),
        kind=NOUNS[column.refers],
        then=ROW_LEFT_OUT if column.needed else ENTRY_LEFT_OUT,
        hint=did_you_mean(target, desk.known[column.refers]),
    )

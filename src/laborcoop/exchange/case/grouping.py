"""Small things that several tables share: parts by their record, names in both languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from laborcoop.exchange.case.table import Column, Row
from laborcoop.kernel.text import Text


def grouped(rows: Iterable[Row], parent: Column[str]) -> defaultdict[str, list[Row]]:
    """The rows by the id in a column; rows without it belong to none."""
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        owner = row.get(parent)
        if owner is not None:
            groups[owner].append(row)
    return groups


def both(row: Row, zh: Column[str], en: Column[str]) -> Text:
    """A name in both languages; without an English one the Chinese stands for both."""
    return Text(row[zh], row.get(en) or row[zh])

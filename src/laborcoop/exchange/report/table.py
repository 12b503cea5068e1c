"""A table of a year-end report, in both languages."""

from __future__ import annotations

from attrs import frozen

from laborcoop.kernel.text import NO_TEXT, Text


@frozen(kw_only=True)
class ReportTable:
    """One table: its heading, a sentence below it, its columns with their widths in characters, and its rows.

    ``below`` says that it belongs to the section before it; ``numbers`` are the columns that hold figures, set to the
    right.
    """

    id: str
    title: Text
    below: bool = False
    lead: Text = NO_TEXT
    columns: tuple[Text, ...]
    widths: tuple[int, ...]
    numbers: frozenset[int] = frozenset()
    rows: tuple[tuple[Text, ...], ...]

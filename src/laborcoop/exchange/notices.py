"""A fault in a file, worded once under a code, and the finding that it becomes at a place."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from laborcoop.kernel.text import NO_TEXT, Text
from laborcoop.rulebook import Finding, Locus, Severity
from laborcoop.rulebook.facts import facts_of


@frozen(kw_only=True)
class Notice:
    """One kind of fault: how much it weighs, what is said, what to do."""

    severity: Severity
    message: Text
    suggestion: Text = NO_TEXT


def notice(
    notices: Mapping[str, Notice],
    code: str,
    where: Locus,
    facts: Mapping[str, object],
    *,
    subject: str = "",
    kind: str = "",
    path: str = "",
    severity: Severity | None = None,
) -> Finding:
    """A finding about a file, under one of the codes of a table.

    Args:
        notices: the table.
        code: which notice of it.
        where: the place in the files.
        facts: what fills the placeholders of message and suggestion.
        subject: the record's id; empty: its place stands for it.
        kind: the record's kind.
        path: the field within the record.
        severity: instead of the notice's own.
    """
    written = notices[code]
    return Finding(
        rule=code,
        severity=severity or written.severity,
        subject=subject or str(where),
        kind=kind,
        path=path,
        message=written.message.format(**facts),
        suggestion=written.suggestion.format(**facts),
        where=where,
        facts=facts_of(facts),
    )

"""What a rule found: data, worded later, in the language of its reader.

A finding names its subject by id and never holds a name, a number or a phone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import SupportsIndex, overload

from attrs import evolve, field, frozen

from laborcoop.kernel.display import MOST_ROWS, table
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import NO_TEXT, Locale, Text
from laborcoop.rulebook.facts import Fact, FactValue
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Source


@frozen
class Locus(Record):
    """Where in the files a finding is: rows and columns as a spreadsheet shows them, rows from 1."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""

    def order(self) -> tuple[str, str, int, str]:
        """The order of the files."""
        return self.file, self.sheet, self.row or 0, self.column

    def text(self) -> Text:
        """The place in both languages."""
        row = f"第 {self.row} 行" if self.row else ""
        return Text(" · ".join(filter(None, (self.file, self.sheet, row, self.column))), str(self))

    def __str__(self) -> str:
        parts = [self.file, self.sheet, f"row {self.row}" if self.row else "", self.column]
        return " · ".join(part for part in parts if part)


NOWHERE = Locus()


_WAIVED = Text("{severity}（已豁免）", "{severity} (waived)")
_HEADS = {
    "severity": Text("严重程度", "severity"),
    "rule": Text("规则", "rule"),
    "subject": Text("对象", "subject"),
    "where": Text("位置", "where"),
    "message": Text("内容", "what"),
    "suggestion": Text("办法", "what to do"),
    "source": Text("出处", "source"),
}


@frozen(kw_only=True)
class Finding(Record):
    """One broken rule: which, how badly, about whom, where, and what to do.

    ``subject`` is the id of the record, ``kind`` what kind of record it is (``worker``, ``post``, ``leg``; ids are
    unique within a kind only), ``path`` the field within it; ``message`` and ``suggestion`` carry their facts already
    and are worded in either language by `render`; ``facts`` are the same facts for programs.
    """

    rule: str
    severity: Severity
    subject: str
    kind: str = ""
    message: Text
    suggestion: Text = NO_TEXT
    path: str = ""
    sources: tuple[Source, ...] = ()
    where: Locus = NOWHERE
    waived: bool = False
    facts: tuple[Fact, ...] = ()

    @property
    def excludes(self) -> bool:
        """Whether the finding leaves its subject out: BLOCK or ERROR, and not waived."""
        return self.severity.excludes and not self.waived

    def fact(self, name: str) -> FactValue | None:
        """The fact of this name; None where the finding has none."""
        return next((fact.value for fact in self.facts if fact.name == name), None)

    def at(self, where: Locus) -> Finding:
        """The same finding with its place in the files."""
        return evolve(self, where=where)

    def of(self, subject: str) -> Finding:
        """The same finding about another subject, as where the id of a row's record is known at last."""
        return self if subject == self.subject else evolve(self, subject=subject)

    def render(self, locale: Locale) -> str:
        """Rule, subject, sentence, suggestion and sources in one language."""
        told = [one.render(locale).rstrip(".。") for one in (self.message, self.suggestion) if one.zh]
        sources = [source.text().render(locale) for source in self.sources]
        head = f"{self.rule} {self.severity.value} {self.subject}"
        if locale == "zh":
            return f"{head}：{'。'.join(told)}" + (f"（{'；'.join(sources)}）" if sources else "")
        return f"{head}: {'. '.join(told)}" + (f" ({'; '.join(sources)})" if sources else "")

    def __str__(self) -> str:
        return self.render("en")

    def _repr_html_(self) -> str:
        """The finding as a notebook shows it: a line for each part that it has."""
        rows = [
            (_HEADS["where"], self.where.text()),
            (_HEADS["message"], self.message),
            (_HEADS["suggestion"], self.suggestion),
            *((_HEADS["source"], source.text()) for source in self.sources),
        ]
        caption = Text("{severity} {rule} {subject}", "{severity} {rule} {subject}").format(
            severity=self.label, rule=self.rule, subject=self.subject
        )
        return table(caption, (), [(head, cell) for head, cell in rows if cell != NO_TEXT])

    @property
    def label(self) -> Text:
        """How bad it is, and whether it was waived."""
        return _WAIVED.format(severity=self.severity.label) if self.waived else self.severity.label

    def order(self) -> tuple[object, ...]:
        """Heaviest first, then by rule, place and subject: the same for any order of the input."""
        return self.severity.rank, self.rule, *self.where.order(), self.subject, self.path, self.message.en


@frozen(kw_only=True)
class Waiver(Record):
    """A recorded decision to let a finding stand: which rule, about whom, by whom, why, ``until`` which day (included).

    ``kind`` says what kind of record the subject is, since ids are unique within a kind only; empty: any.
    """

    rule: str
    subject: str
    by: str
    why: str
    until: date
    kind: str = ""

    def covers(self, finding: Finding, on: date) -> bool:
        """Whether the waiver covers the finding on the day; the last day counts."""
        same_record = self.subject == finding.subject and self.kind in {"", finding.kind}
        return self.rule == finding.rule and same_record and on <= self.until


def _sorted(given: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(given, key=Finding.order))


@frozen
class Findings(Record):
    """Findings in their order, with what one asks of them."""

    _all: tuple[Finding, ...] = field(converter=_sorted, alias="all")

    def __repr__(self) -> str:
        """Counts only."""
        counts = [f"{count} {severity.value}" for severity, count in self.by_severity().items() if count]
        return f"<Findings: {', '.join(counts) or 'none'}>"

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Findings:
        """The findings given, sorted, each once."""
        return cls(dict.fromkeys(findings))

    def __str__(self) -> str:
        """A line for each, in English; of very many the first, and how many more there are."""
        lines = [str(finding) for finding in self._all[:MOST_ROWS]]
        left = len(self._all) - MOST_ROWS
        return "\n".join([*lines, *([f"… {left} more"] if left > 0 else ())])

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._all)

    @overload
    def __getitem__(self, place: SupportsIndex) -> Finding: ...
    @overload
    def __getitem__(self, place: slice) -> Findings: ...
    def __getitem__(self, place: SupportsIndex | slice) -> Finding | Findings:
        """The finding at a place, the heaviest at 0; of a slice those in it."""
        return Findings(self._all[place]) if isinstance(place, slice) else self._all[place]

    def __len__(self) -> int:
        return len(self._all)

    def __add__(self, others: Iterable[Finding]) -> Findings:
        return Findings.of([*self._all, *others])

    def _repr_html_(self) -> str:
        """The findings as a notebook shows them: how many of each severity, and the heaviest."""
        counts = [
            Text("{label} {count}", "{label} {count}").format(label=severity.label, count=count)
            for severity, count in self.by_severity().items()
        ]
        caption = Text("问题 {total} 条（{counts}）", "findings: {total} ({counts})").format(
            total=len(self), counts=counts
        )
        return table(
            caption,
            [_HEADS[key] for key in ("severity", "rule", "subject", "where", "message")],
            [(one.label, one.rule, one.subject, one.where.text(), one.message) for one in self._all],
        )

    def about(self, subject: str) -> Findings:
        """Those about one record."""
        return Findings.of(finding for finding in self._all if finding.subject == subject)

    def excluding(self) -> Findings:
        """Those that leave their subject out."""
        return Findings.of(finding for finding in self._all if finding.excludes)

    def where(self, wanted: Callable[[Finding], bool]) -> Findings:
        """Those that satisfy a predicate."""
        return Findings.of(filter(wanted, self._all))

    def by_record(self) -> Mapping[tuple[str, str], tuple[Finding, ...]]:
        """The findings of each record, by kind and id: ids of two kinds may be the same."""
        found: dict[tuple[str, str], list[Finding]] = {}
        for finding in self._all:
            found.setdefault((finding.kind, finding.subject), []).append(finding)
        return {record: tuple(group) for record, group in found.items()}

    def by_rule(self) -> Mapping[str, int]:
        """How many findings each rule has."""
        return dict(sorted(Counter(finding.rule for finding in self._all).items()))

    def by_severity(self) -> Mapping[Severity, int]:
        """How many findings each severity has, all four named."""
        counts = Counter(finding.severity for finding in self._all)
        return {severity: counts[severity] for severity in Severity}

    def waive(self, waivers: Iterable[Waiver], on: date) -> tuple[Findings, tuple[Waiver, ...]]:
        """The findings with those covered marked as waived, and the waivers that covered nothing."""
        given = tuple(waivers)
        used: set[Waiver] = set()
        marked: list[Finding] = []
        for finding in self._all:
            covering = [waiver for waiver in given if waiver.covers(finding, on)]
            used.update(covering)
            marked.append(evolve(finding, waived=True) if covering else finding)
        return Findings.of(marked), tuple(waiver for waiver in given if waiver not in used)

"""The findings of a plan, those that say the same of many records drawn together."""

from __future__ import annotations

from collections import Counter, defaultdict

from attrs import frozen

from laborcoop.kernel.text import Text
from laborcoop.rulebook import Finding, Findings, Locus, Severity


@frozen(kw_only=True)
class Remark:
    """One sentence of one rule, with its severity, what to do, the law, and every record that it is about."""

    severity: Severity
    rule: str
    message: Text
    suggestion: Text
    sources: tuple[Text, ...]
    waived: bool
    about: tuple[tuple[str, str, Locus], ...]

    @property
    def files(self) -> tuple[str, ...]:
        """The files that the records stand in."""
        return tuple(sorted({where.file for _, _, where in self.about if where.file}))

    @property
    def words(self) -> str:
        """What a search for a text looks at, in small letters."""
        subjects = dict.fromkeys(subject for subject, _, _ in self.about)
        parts = (self.rule, self.message.zh, self.message.en, self.suggestion.zh, self.suggestion.en, *subjects)
        return " ".join(parts).lower()


@frozen(kw_only=True)
class Remarks:
    """All remarks, the heaviest first, with how many findings each severity, rule and file has."""

    all: tuple[Remark, ...]
    findings: int
    severities: tuple[tuple[Severity, int], ...]
    rules: tuple[tuple[str, int], ...]
    files: tuple[tuple[str, int], ...]


def remarks(findings: Findings) -> Remarks:
    """Draw findings together that differ only in their record and its place."""
    groups: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        key = (finding.severity, finding.rule, finding.message, finding.suggestion, finding.sources, finding.waived)
        groups[key].append(finding)
    return Remarks(
        all=tuple(_remark(group) for group in groups.values()),
        findings=len(findings),
        severities=tuple(findings.by_severity().items()),
        rules=tuple(findings.by_rule().items()),
        files=tuple(sorted(Counter(finding.where.file for finding in findings if finding.where.file).items())),
    )


def _remark(group: list[Finding]) -> Remark:
    first = group[0]
    return Remark(
        severity=first.severity,
        rule=first.rule,
        message=first.message,
        suggestion=first.suggestion,
        sources=tuple(source.text() for source in first.sources),
        waived=first.waived,
        about=tuple((finding.subject, finding.path, finding.where) for finding in group),
    )

"""The sums that every command shows, and what makes a run less than clean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from laborcoop.cli.console import Console
from laborcoop.cli.terminal import Style
from laborcoop.exchange.case.folder import ROSTERS
from laborcoop.exchange.case.notices import TO_BE_SETTLED
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case, Intake
from laborcoop.planning.unread_files import unread_rosters
from laborcoop.rulebook import Finding, Findings, Severity
from laborcoop.rulebook.facts import Fact

_STYLES = {
    Severity.BLOCK: Style.BAD,
    Severity.ERROR: Style.BAD,
    Severity.WARN: Style.WARN,
    Severity.INFO: Style.QUIET,
}
_TOLD = 5
_FOLLOWS = frozenset({"CF-14", "CF-15"})
"""What is left out because something else is."""


def say_intake(console: Console, intake: Intake) -> None:
    """The rows of the rosters, and what became of them: a row is used for each worker.

    Files that could not be read are named right below: who stands in them is in none of these numbers.
    """
    console.say(
        Text(
            "花名册 {rows} = 采用 {workers} + 重复 {merged} + 退回 {refused}",
            "roster: {rows} = {workers} used + {merged} repeated + {refused} refused",
        ).format(
            rows=Count(intake.rows, Unit.ROW).text(),
            workers=Count(len(intake.workers), Unit.ROW).text(),
            merged=Count(len(intake.merged), Unit.ROW).text(),
            refused=Count(len(intake.refused), Unit.ROW).text(),
        )
    )
    for told in unread_rosters(intake):
        console.say(told, Style.BAD)


def say_findings(console: Console, findings: Findings) -> None:
    """How many findings there are of each severity."""
    counts = [
        Text("{label} {count}", "{label} {count}").format(label=severity.label, count=count)
        for severity, count in findings.by_severity().items()
    ]
    console.say(
        Text("问题 {total} 条（{counts}）", "findings: {total} ({counts})").format(total=len(findings), counts=counts)
    )


def say_finding(console: Console, finding: Finding, *, advice: bool = False) -> None:
    """A finding in a line: how bad, which rule, where, about whom, what; and what to do, where that is asked for."""
    where = finding.where
    row = Text("第 {row} 行", "row {row}").format(row=where.row).render(console.locale) if where.row else ""
    place = " ".join(filter(None, (where.file, where.sheet, row, where.column)))
    said = finding.message.render(console.locale)
    if advice:
        said = f"{said} → {finding.suggestion.render(console.locale)}"
    label, *rest = (
        " ".join(part.split())
        for part in (finding.label.render(console.locale), finding.rule, place, finding.subject, said)
    )
    console.item(label, _STYLES[finding.severity], "".join(f" | {part}" for part in rest))


def rows_left_out(case: Case) -> tuple[Finding, ...]:
    """What left rows of the tables of a case out; first what is wrong with a row itself, then what follows from it.

    A record that stays in the case and takes no part until it is corrected is none.
    """
    causes = [
        finding
        for finding in case.findings
        if finding.severity.excludes
        and finding.where.row
        and not finding.where.file.startswith(f"{ROSTERS}/")
        and Fact("then", TO_BE_SETTLED) not in finding.facts
    ]
    return tuple(sorted(causes, key=lambda finding: finding.rule in _FOLLOWS))


def say_rows_left_out(console: Console, causes: Sequence[Finding]) -> None:
    """What left rows of tables out, the first of them with what to do; nothing where none were."""
    if not causes:
        return
    head = Text(
        "各表中有行未采用，用到它们的人无法安排：",
        "rows of tables were left out, and whoever needs them is not planned:",
    )
    console.say(head, Style.BAD)
    for finding in causes[:_TOLD]:
        say_finding(console, finding, advice=True)
    if len(causes) > _TOLD:
        more = Text("…… 另有 {more} 条，见 findings.csv", "… and {more} more in findings.csv")
        console.say(more.format(more=len(causes) - _TOLD))


def say_refused_files(console: Console, refused: Iterable[str]) -> None:
    """One line for each file that was refused."""
    for name in refused:
        console.say(Text("文件被退回：{name}", "file refused: {name}").format(name=name), Style.BAD)

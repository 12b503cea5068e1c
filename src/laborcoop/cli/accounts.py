"""The sums that every command shows, and what makes a run less than clean."""

from __future__ import annotations

from collections.abc import Iterable

from laborcoop.cli.console import Console
from laborcoop.cli.terminal import Style
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Intake
from laborcoop.planning.unread_files import unread_rosters
from laborcoop.rulebook import Findings


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


def say_refused_files(console: Console, refused: Iterable[str]) -> None:
    """One line for each file that was refused."""
    for name in refused:
        console.say(Text("文件被退回：{name}", "file refused: {name}").format(name=name), Style.BAD)

"""`laborcoop check CASE`: every rule on every record; a table of findings, nothing planned."""

from __future__ import annotations

from pathlib import Path

from laborcoop.cli.accounts import say_findings, say_intake, say_refused_files
from laborcoop.cli.console import Console
from laborcoop.cli.terminal import Style
from laborcoop.exchange.case import load_case
from laborcoop.exchange.findings_csv import findings_csv
from laborcoop.exchange.plan_files import write_files
from laborcoop.kernel.text import Text
from laborcoop.planning.check import check
from laborcoop.planning.unread_files import refused_files
from laborcoop.rulebook import Finding, Severity

_STYLES = {
    Severity.BLOCK: Style.BAD,
    Severity.ERROR: Style.BAD,
    Severity.WARN: Style.WARN,
    Severity.INFO: Style.QUIET,
}


def run_check(console: Console, folder: Path, out: Path | None) -> int:
    """Check a case, show every finding and write findings.csv; the exit status.

    Raises:
        LaborcoopError: the case cannot be read at all, or a package is missing.
        OSError: the file cannot be written.
    """
    console.step(Text("正在读取案例", "reading the case"), 1, 2)
    case = load_case(folder)
    console.step(Text("正在核查", "checking"), 2, 2)
    findings = check(case)
    target = out or Path("out") / f"{folder.resolve().name}-check"
    written = write_files(target, {"findings.csv": findings_csv(findings, console.locale)})
    console.done()
    for finding in findings:
        label, *rest = _parts(console, finding)
        console.item(label, _STYLES[finding.severity], "".join(f" | {part}" for part in rest))
    console.say()
    say_intake(console, case.intake)
    say_findings(console, findings)
    refused = refused_files(findings)
    say_refused_files(console, refused)
    console.say(Text("请看：", "look here:"))
    console.files(written)
    return 1 if refused else 0


def _parts(console: Console, finding: Finding) -> tuple[str, ...]:
    """A finding in parts: how bad, which rule, where, about whom, what."""
    where = finding.where
    row = Text("第 {row} 行", "row {row}").format(row=where.row).render(console.locale) if where.row else ""
    place = " ".join(filter(None, (where.file, where.sheet, row, where.column)))
    parts = (finding.label.render(console.locale), finding.rule, place, finding.subject)
    return tuple(" ".join(part.split()) for part in (*parts, finding.message.render(console.locale)))

"""`laborcoop check CASE`: every rule on every record; a table of findings, nothing planned."""

from __future__ import annotations

from pathlib import Path

from laborcoop.cli.accounts import refused_files, say_findings, say_intake, say_refused_files
from laborcoop.cli.console import Console
from laborcoop.exchange.case import load_case
from laborcoop.exchange.findings_csv import findings_csv
from laborcoop.exchange.plan_files import write_files
from laborcoop.kernel.text import Text
from laborcoop.planning.check import check
from laborcoop.rulebook import Finding


def run_check(console: Console, folder: Path, out: Path | None) -> int:
    """Check a case, show every finding and write findings.csv; the exit status.

    Raises:
        LaborcoopError: the case cannot be read at all, or a package is missing.
        OSError: the file cannot be written.
    """
    console.step(Text("正在读取案例", "reading the case"))
    case = load_case(folder)
    console.step(Text("正在核查", "checking"))
    findings = check(case)
    target = out or Path("out") / f"{folder.resolve().name}-check"
    written = write_files(target, {"findings.csv": findings_csv(findings, console.locale)})
    console.done()
    for finding in findings:
        console.say(_line(console, finding))
    console.say()
    say_intake(console, case.intake)
    say_findings(console, findings)
    refused = refused_files(findings)
    say_refused_files(console, refused)
    console.say(Text("请看：", "look here:"))
    console.files(written)
    return 1 if refused else 0


def _line(console: Console, finding: Finding) -> str:
    """A finding on one line: how bad, which rule, where, about whom, what."""
    where = finding.where
    row = Text("第 {row} 行", "row {row}").format(row=where.row).render(console.locale) if where.row else ""
    place = " ".join(filter(None, (where.file, where.sheet, row, where.column)))
    waived = Text("（已豁免）", " (waived)").render(console.locale) if finding.waived else ""
    label = finding.severity.label.render(console.locale)
    parts = (f"{label}{waived}", finding.rule, place, finding.subject, finding.message.render(console.locale))
    return " | ".join(" ".join(part.split()) for part in parts)

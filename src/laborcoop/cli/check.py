"""`laborcoop check CASE`: every rule on every record; a table of findings, nothing planned."""

from __future__ import annotations

from pathlib import Path

from laborcoop.cli.accounts import say_finding, say_findings, say_intake, say_refused_files
from laborcoop.cli.console import Console
from laborcoop.exchange.case import load_case
from laborcoop.exchange.findings_csv import findings_csv
from laborcoop.exchange.plan_files import write_files
from laborcoop.kernel.text import Text
from laborcoop.planning.check import check
from laborcoop.planning.unread_files import refused_files


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
        say_finding(console, finding)
    console.say()
    say_intake(console, case.intake)
    say_findings(console, findings)
    refused = refused_files(findings)
    say_refused_files(console, refused)
    console.say(Text("请看：", "look here:"))
    console.files(written)
    return 1 if refused else 0

"""`laborcoop roster FILE...`: messy rosters in, workers.json and findings.csv out, and a count that adds up."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from attrs import evolve

from laborcoop.cli.accounts import refused_files, say_findings, say_intake, say_refused_files
from laborcoop.cli.arguments import ROSTER_DAY
from laborcoop.cli.console import Console
from laborcoop.errors import DocumentError
from laborcoop.exchange.findings_csv import findings_csv
from laborcoop.exchange.plan_files import write_files
from laborcoop.exchange.private import hidden
from laborcoop.exchange.roster import Known, RosterResult, read_rosters
from laborcoop.exchange.workers_document import workers_document, workers_json
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.text import Text
from laborcoop.packs import china_with_regions

_ZONE = "Asia/Shanghai"
# About names that a case resolves: a roster by itself has nothing to compare them with.
_NEEDS_A_CASE = frozenset({"RO-03", "RO-04", "RO-05", "RO-13"})
_ANY_SALT = "used for the first reading only"


def run_roster(
    console: Console,
    files: Sequence[Path],
    out: Path | None,
    *,
    on: date | None,
    sending: DivisionCode,
    salt: str | None,
    reveal: bool,
) -> int:
    """Import rosters and write workers.json and findings.csv; the exit status.

    Args:
        console: where to speak.
        files: workbooks and CSV files.
        out: where to write to; ``out/roster`` unless given.
        on: the day as of which dates without a year are read and birth dates judged; a fixed one unless given, and a
            date that needs it for its year is then a finding (RO-21).
        sending: the region that the workers come from.
        salt: keys the ids of workers that have none; made from all the numbers of the rosters unless given.
        reveal: whether names, numbers, birth dates and phones stand in workers.json.

    Raises:
        LaborcoopError: a file is not there, the salt is too short, or a package is missing.
        OSError: the files cannot be written.
    """
    named = _named(files)
    console.step(Text("正在读取花名册", "reading the rosters"), 1, 1)
    day = on or ROSTER_DAY
    known = Known(on=day, on_is_given=on is not None, zone=ZoneInfo(_ZONE), sending=sending, salt=salt or _ANY_SALT)
    book = china_with_regions()
    result = read_rosters(named, known, book)
    if salt is None:
        result = read_rosters(named, evolve(known, salt=_own_salt(result, files)), book)
    findings = result.findings.where(lambda finding: finding.rule not in _NEEDS_A_CASE)
    contents = {
        "workers.json": workers_json(workers_document(result, reveal=reveal)).encode(),
        "findings.csv": findings_csv(findings, console.locale),
    }
    written = write_files(out or Path("out") / "roster", contents)
    console.done()
    say_intake(console, result.intake)
    say_findings(console, findings)
    refused = refused_files(findings)
    say_refused_files(console, refused)
    console.say(
        Text(
            "企业、上车点、批次、安置点要在案例中才能对应：请把花名册放进案例文件夹，用 laborcoop check",
            "employers, stops, batches and sites are matched in a case only: put the rosters in a case folder and use "
            "laborcoop check",
        )
    )
    console.say(Text("日期以 {on} 为准（--on）", "dates are read as of {on} (--on)").format(on=day))
    console.say(Text("请看：", "look here:"))
    console.files(written)
    return 1 if refused else 0


def _named(files: Sequence[Path]) -> list[tuple[Path, str]]:
    """The files with the names under which findings cite them: the bare name, or the path where two share it.

    Raises:
        DocumentError: one of them is no file.
    """
    missing = [hidden(path.as_posix()) for path in files if not path.is_file()]
    if missing:
        raise DocumentError(Text("这些文件不存在：{files}", "there are no such files: {files}").format(files=missing))
    distinct = {path.resolve(): path for path in files}.values()
    names = [path.name for path in distinct]
    return [(path, path.name if names.count(path.name) == 1 else path.as_posix()) for path in distinct]


def _own_salt(result: RosterResult, files: Sequence[Path]) -> str:
    """A salt that only the holder of the rosters knows, the same for the same people in any order.

    Where nobody's number can be read, the contents of the files stand in for them.
    """
    numbers = sorted(worker.number.reveal().encode() for worker in result.workers)
    secrets = numbers or sorted({path.read_bytes() for path in files})
    return hashlib.sha256(b"\n".join(secrets)).hexdigest()

"""`laborcoop roster FILE...`: messy rosters in; workers, findings, merges and copies to correct out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from laborcoop.cli.accounts import say_findings, say_intake, say_refused_files
from laborcoop.cli.console import Console
from laborcoop.errors import DocumentError
from laborcoop.exchange.files import is_of_programs, shown_name
from laborcoop.exchange.findings_csv import findings_csv
from laborcoop.exchange.plan_files import write_files
from laborcoop.exchange.private import hidden
from laborcoop.exchange.roster import Known, RosterResult
from laborcoop.exchange.roster.front import named
from laborcoop.exchange.roster.marked import marked_copy
from laborcoop.exchange.roster.merges_csv import merges_csv
from laborcoop.exchange.roster.read import read_rosters
from laborcoop.exchange.roster.stream import shown_files
from laborcoop.exchange.workers_document import workers_document, workers_json
from laborcoop.kernel.text import Text, in_a_row
from laborcoop.packs import china_with_regions
from laborcoop.planning.unread_files import refused_files

_FOLDERS = Text(
    "应给出花名册文件，不是文件夹：{files}；请写出其中的花名册，如 *.xlsx；案例文件夹用 laborcoop check",
    "files are expected, not folders: {files}; name the rosters in them, such as *.xlsx; for a case folder use "
    "laborcoop check",
)
_MISSING = Text("这些文件不存在：{files}", "there are no such files: {files}")
_PASSED = Text(
    "办公软件或系统留下的文件，不是花名册，未读取：{files}",
    "left by an office program or the system, no rosters, passed over: {files}",
)
_READING = Text("正在读取花名册", "reading the rosters")


def run_roster(
    console: Console,
    files: Sequence[Path],
    out: Path | None,
    known: Known,
    *,
    reveal: bool,
) -> int:
    """Import rosters and write workers.json, findings.csv, merges.csv and the copies to correct; the exit status.

    Args:
        console: where to speak.
        files: workbooks and CSV files.
        out: where to write to; ``out/roster`` unless given.
        known: what the rosters refer to: the day, the sending region, further headers (`known_of`).
        reveal: whether names, numbers, birth dates and phones stand in workers.json.

    Raises:
        LaborcoopError: none of the files is there, or a package is missing.
        OSError: the files cannot be written.
    """
    # A hidden file stands in no * of a shell: who names one means it.
    left = [path for path in files if is_of_programs(path.name) and not path.name.startswith(".")]
    passed = [hidden(shown_name(path.name)) for path in left]
    files = [path for path in files if path not in left]
    _check_there(files, passed)
    console.step(_READING, 1, 2)

    def say_rows(rows: int) -> None:
        counted = Text("{step}：已读 {rows} 行", "{step}: {rows} rows so far").format(step=_READING, rows=rows)
        console.step(counted, 1, 2)

    result = read_rosters(named(files), known, china_with_regions(), progress=say_rows)
    contents = {
        "workers.json": workers_json(workers_document(result, reveal=reveal)).encode(),
        "findings.csv": findings_csv(result.findings, console.locale),
        "merges.csv": merges_csv(result.merged),
        **_marked(console, files, result, known.on),
    }
    folder = out or Path("out") / "roster"
    written = write_files(folder, contents)
    console.done()
    say_intake(console, result.intake)
    say_findings(console, result.findings)
    refused = refused_files(result.findings)
    say_refused_files(console, refused)
    if passed:
        console.say(_PASSED.format(files=passed))
    console.say(
        Text(
            "企业、上车点、批次、安置点要在案例中才能对应：请把花名册放进案例文件夹，用 laborcoop check",
            "employers, stops, batches and sites are matched in a case only: put the rosters in a case folder and use "
            "laborcoop check",
        )
    )
    console.say(Text("日期以 {on} 为准（--on）", "dates are read as of {on} (--on)").format(on=known.on))
    console.say(Text("请看：", "look here:"))
    console.files(written)
    earlier = sorted(set((folder / "marked").glob("*.xlsx")) - set(written))
    if earlier:
        console.say(
            Text(
                "以下批注件是以前运行留下的，与这次的花名册无关：",
                "marked copies of an earlier run, not of these rosters:",
            )
        )
        console.files(earlier)
    return 1 if refused else 0


def _check_there(files: Sequence[Path], passed: Sequence[str]) -> None:
    """Refuse names of which none is a file; beside files that are there, each of the others is one that is not read."""
    if any(path.is_file() for path in files):
        return
    folders = [hidden(shown_name(path.as_posix())) for path in files if path.is_dir()]
    missing = [hidden(shown_name(path.as_posix())) for path in files if not path.is_dir()]
    told = [
        text.format(files=names)
        for text, names in ((_FOLDERS, folders), (_MISSING, missing), (_PASSED, passed))
        if names
    ]
    raise DocumentError(in_a_row(told))


def _marked(console: Console, files: Sequence[Path], result: RosterResult, day: date) -> dict[str, bytes]:
    """The copies that go back: one of each file in which something is to be corrected."""
    wanted = {finding.where.file for finding in result.findings if finding.where.row}
    copies: dict[str, bytes] = {}
    for path, file in shown_files(named(files)):
        if file in wanted:
            console.step(Text("正在批注 {file}", "marking {file}").format(file=file), 2, 2)
            name = f"marked/{hidden(shown_name(path.stem))}"
            while f"{name}.xlsx" in copies:
                name += "_"
            # Too large to be copied as a whole: findings.csv has it all.
            with suppress(DocumentError):
                copies[f"{name}.xlsx"] = marked_copy(path, file, result, created=day, locale=console.locale)
    return copies

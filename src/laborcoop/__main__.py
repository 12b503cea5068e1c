"""The way in to the command line: ``laborcoop …`` and ``python -m laborcoop …`` are the same thing."""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from laborcoop.cli.arguments import ROSTER_DAY, by_key, parser
from laborcoop.cli.console import Console
from laborcoop.cli.terminal import columns_of, shows_codes
from laborcoop.errors import LaborcoopError
from laborcoop.kernel.text import Text

_NOT_DONE = 2
_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit status: 0 clean, 1 written with a reservation, 2 not done.

    A person never meets a traceback: `run` is the same without that last resort.

    Args:
        argv: the arguments; those of the process unless given.
    """
    # A stream that was closed before the start is none at all: what would go there goes nowhere.
    sys.stdout, sys.stderr = (io.StringIO() if stream is None else stream for stream in (sys.stdout, sys.stderr))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Names of files may hold bytes that are not UTF-8: they are shown by number.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    made = parser()
    given = made.parse_args(argv)
    if given.command is None and not given.version:
        made.print_help(sys.stderr)
        return _NOT_DONE
    console = Console(
        out=sys.stdout,
        err=sys.stderr,
        locale=getattr(given, "locale", "zh"),
        colour=shows_codes(sys.stdout, os.environ),
        columns=columns_of(sys.stdout),
        err_columns=columns_of(sys.stderr),
        err_codes=shows_codes(sys.stderr, os.environ),
    )
    return guarded(given, console)


def guarded(given: Namespace, console: Console) -> int:
    """Run a command, and turn whatever goes wrong into one sentence and an exit status."""
    try:
        status = run(given, console)
        console.out.flush()
    except BrokenPipeError:
        # Whoever read the output has gone, as `head` does; Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), console.out.fileno())
        return 1
    except KeyboardInterrupt:
        console.done()
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort: the sentence says where to look, and names nobody
        console.done()
        console.refuse(_as_refusal(error))
        return _NOT_DONE
    return status


def run(given: Namespace, console: Console) -> int:
    """Run the command that was typed; the exit status.

    Raises:
        LaborcoopError: it cannot be done; the error says why.
        OSError: a file cannot be written.
    """
    match given.command:
        case "plan":
            from laborcoop.cli.plan import run_plan

            return run_plan(console, given.case, given.out, given.on, reveal=given.with_identity)
        case "check":
            from laborcoop.cli.check import run_check

            return run_check(console, given.case, given.out)
        case "roster":
            from laborcoop.cli.roster import run_roster
            from laborcoop.exchange.roster.front import known_of
            from laborcoop.exchange.roster.known import PLAUSIBLE_WAGES

            known = known_of(
                given.on or ROSTER_DAY,
                given.sending,
                by_key("--column", given.column),
                given.salt or "",
                [area.code for area in given.synthetic_areas],
                given.wages or PLAUSIBLE_WAGES,
                on_is_given=given.on is not None,
            )
            return run_roster(console, given.files, given.out, known, reveal=given.with_identity)
        case "report":
            from laborcoop.cli.report import run_report

            published = by_key("--published", given.published)
            return run_report(console, given.case, given.out, given.since, given.until, published=published)
        case "schema":
            from laborcoop.cli.schema import run_schema

            return run_schema(console, given.document)
        case _:
            from importlib.metadata import version

            console.say(f"laborcoop {version('laborcoop')}")
            return 0


_FAILED = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "不允许这样做",
    errno.EEXIST: "已有同名文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENAMETOOLONG: "名称太长",
    errno.ENOSPC: "磁盘空间不足",
    errno.EROFS: "此处只能读取，不能写入",
}
"""What the system says in English alone."""


def _as_refusal(error: Exception) -> LaborcoopError:
    """An error as one of the library's own, whose sentence a person can read."""
    if isinstance(error, LaborcoopError):
        return error
    if isinstance(error, OSError):
        said = error.strerror or type(error).__name__
        why = Text(_FAILED.get(error.errno or 0, said), said)
        if not error.filename:
            return LaborcoopError(Text("读写出错：{why}", "reading or writing failed: {why}").format(why=why))
        return LaborcoopError(
            Text("无法读写 {where}：{why}", "{where} cannot be read or written: {why}").format(
                where=error.filename, why=why
            )
        )
    # Its own message is left out, for it may hold personal data.
    place = traceback.extract_tb(error.__traceback__)[-1]
    return LaborcoopError(
        Text(
            "程序自身出错：{kind}，位于 {module} 第 {line} 行。请把这一行报告给维护者",
            "this is a fault of the program: {kind} in {module}, line {line}. Please report this line",
        ).format(kind=type(error).__name__, module=Path(place.filename).name, line=place.lineno)
    )


if __name__ == "__main__":
    sys.exit(main())

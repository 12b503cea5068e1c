"""`laborcoop report CASE`: the year-end report, from the case folder to its files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from laborcoop.cli.accounts import say_findings, say_refused_files
from laborcoop.cli.console import Console
from laborcoop.exchange.case import load_case
from laborcoop.exchange.report import write_report
from laborcoop.exchange.report.tables import printed, region_line
from laborcoop.indicators import Disclosure, window_text, year_end_report
from laborcoop.kernel.text import Text
from laborcoop.planning.unread_files import refused_files


def run_report(
    console: Console,
    folder: Path,
    out: Path | None,
    since: date | None,
    until: date | None,
    *,
    published: Mapping[str, str],
) -> int:
    """Make the year-end report of a case and write its files; the exit status.

    Args:
        console: where to speak.
        folder: the case folder.
        out: where to write to; ``out/`` and the folder's name with ``-report`` behind it unless given.
        since: the first day; that of the pairing unless given.
        until: the last day (included); the day of the case unless given.
        published: what is to be printed of single figures, by code.

    Raises:
        LaborcoopError: the case cannot be read at all, the days are in a wrong order, or a package is missing.
        OSError: the files cannot be written.
    """
    console.step(Text("正在读取案例", "reading the case"), 1, 3)
    case = load_case(folder)
    console.step(Text("正在统计", "counting"), 2, 3)
    report = year_end_report(case, since=since, until=until, published=published)
    console.step(Text("正在写出文件", "writing the files"), 3, 3)
    written = write_report(report, out or Path("out") / f"{folder.resolve().name}-report", console.locale)
    console.done()
    console.say(case.name)
    console.say(region_line(report))
    public = Disclosure.of(report)
    for line in report.lines:
        console.say(
            Text("{title}：{figure}（{window}）", "{title}: {figure} ({window})").format(
                title=line.indicator.title,
                figure=printed(public, line, line.figure),
                window=window_text(line.figure.window),
            )
            if line.figure is not None
            else Text("{title}：未记录（{why}）", "{title}: not recorded ({why})").format(
                title=line.indicator.title, why=report.figures.missing[line.indicator.code]
            )
        )
    console.say()
    wrong = [one for one in report.published() if not one.holds]
    for one in wrong:
        console.say(
            Text(
                "拟公布的“{said}”（{title}）与记录不符，未采用",
                "{said} ({title}) is not what the records give: not printed",
            ).format(said=Text(one.published.render("zh"), one.published.render("en")), title=one.title)
        )
    say_findings(console, report.findings)
    for fault in report.faults:
        console.say(Text("数字有误：{message}", "a figure is wrong: {message}").format(message=fault.message))
    refused = refused_files(report.findings)
    say_refused_files(console, refused)
    console.say(Text("请看：", "look here:"))
    console.files(written)
    return 1 if refused or report.faults or wrong else 0

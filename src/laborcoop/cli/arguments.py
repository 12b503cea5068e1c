"""What can be typed: commands and options, their help in both languages."""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Any, NoReturn

from laborcoop.cli.usage_words import in_both
from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode, is_known_area
from laborcoop.kernel.naming import did_you_mean
from laborcoop.kernel.text import Text

DOCUMENTS = ("case.toml", "figures.json", "plan.json", "records.json", "workers.json")

# A fixed day, and not the day on which the command is run: the same files give the same bytes.
ROSTER_DAY = date(2026, 1, 1)
CHINA = DivisionCode("100000")

_OPTION = re.compile(r"-(?:-.|[^-0-9.])")
"""How an option begins; a hyphen by itself and a negative number are none."""

_EXIT = """exit status / 退出状态:
  0  written and verified, whoever may be left out / 已写出并通过核验（不论有无未安排的人）
  1  written, but a file was refused, rows of a table were left out of a plan, a stage was impossible, or
     verification found something / 已写出，但有文件被退回、计划未采用表中某些行、有阶段无法完成或核验发现问题
  2  wrong usage, or the case cannot be read at all / 用法错误，或案例完全读不出来"""


class _Parser(argparse.ArgumentParser):
    """A parser whose refusal says in both languages that the usage was wrong, and names every option that is unknown.

    A command refuses what it does not know itself, and with its own usage: argparse would leave that to the program.
    """

    _given: Sequence[str] = ()

    # A namespace may be of any class, to argparse.
    def parse_known_args(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        namespace: Any = None,  # noqa: ANN401
    ) -> tuple[Any, list[str]]:
        """What was typed; whatever is not known is refused here."""
        self._given = sys.argv[1:] if args is None else args
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return found, unknown

    def error(self, message: str) -> NoReturn:
        unknown = self._unknown()
        told = [f"{one.en} / {one.zh}" for one in map(self._is_none, unknown)]
        if message != f"unrecognized arguments: {' '.join(unknown)}":
            told.append(in_both(message))
        self.print_usage(sys.stderr)
        self.exit(2, "".join(f"{self.prog}: wrong usage / 用法错误: {one}\n" for one in told))

    def _unknown(self) -> list[str]:
        """What looks like an option and is neither one of the parser's nor short for one."""
        options = [one for one in takewhile(lambda word: word != "--", self._given) if _OPTION.match(one)]
        return [one for one in options if not any(known.startswith(one.partition("=")[0]) for known in self._names())]

    def _names(self) -> list[str]:
        return [name for action in self._actions for name in action.option_strings]

    def _is_none(self, option: str) -> Text:
        name = option.partition("=")[0]
        hint = did_you_mean(name, (known for known in self._names() if known.startswith("--")))
        return Text("没有选项 {name}，{hint}", "there is no option {name}, {hint}").format(name=name, hint=hint)


def parser() -> argparse.ArgumentParser:
    """The parser of the command line."""
    made = _Parser(
        prog="laborcoop",
        description="Labour cooperation, from the home door to the factory gate / 劳务协作，从家门到厂门",
        epilog=_EXIT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--version", action="store_true", help="show the version / 显示版本")
    commands = made.add_subparsers(dest="command", metavar="COMMAND", title="commands / 命令")
    _plan(_command(commands, "plan", "plan a return: posts, seats, beds, gate / 制定返岗计划：岗位、座位、床位、到厂"))
    _check(_command(commands, "check", "every rule on every record; nothing is planned / 逐条核查，不做安排"))
    _roster(_command(commands, "roster", "import messy rosters / 导入花名册"))
    _report(_command(commands, "report", "the year-end report of a case / 年终报表"))
    _schema(_command(commands, "schema", "the JSON Schema of the documents / 各文件的 JSON Schema"))
    return made


def _command(
    commands: argparse._SubParsersAction[_Parser],
    name: str,
    what: str,
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name, help=what, description=what, epilog=_EXIT, formatter_class=argparse.RawDescriptionHelpFormatter
    )


def _plan(command: argparse.ArgumentParser) -> None:
    _case(command)
    _out(command, "out/<name of CASE> / out/<案例文件夹名>")
    command.add_argument(
        "--on", type=_day, metavar="DATE", help="the day of the plan instead of the case's / 计划日，代替案例中的日期"
    )
    _locale(command)
    _identity(command)


def _check(command: argparse.ArgumentParser) -> None:
    _case(command)
    _out(command, "out/<name of CASE>-check / out/<案例文件夹名>-check")
    _locale(command)


def _roster(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help="a workbook or CSV file / 工作簿或 CSV 文件"
    )
    _out(command, "out/roster")
    command.add_argument(
        "--on",
        type=_day,
        metavar="DATE",
        help=f"the day as of which dates are read (default {ROSTER_DAY}) / 以哪一天为准（默认 {ROSTER_DAY}）",
    )
    command.add_argument(
        "--sending",
        type=_division,
        metavar="CODE",
        default=CHINA,
        help="the sending region, six digits / 输出地区划代码，六位数字",
    )
    command.add_argument(
        "--salt",
        metavar="TEXT",
        help="keys the ids of workers that have none, 16 characters or more; as in case.toml; "
        "keep it secret; without it ids hold for these files only / "
        "为没有编号的人员生成编号的密钥，至少 16 个字符，同 case.toml，请保密；不给时编号只在这些文件内有效",
    )
    command.add_argument(
        "--column",
        type=_column,
        action="append",
        default=[],
        metavar="HEADER=KEY",
        help="a further header and the column that it means, such as 绰号=name; may be repeated "
        "/ 另一种表头及其所指的列，可重复",
    )
    command.add_argument(
        "--synthetic-area",
        dest="synthetic_areas",
        type=_division_code,
        action="append",
        default=[],
        metavar="CODE",
        help="an area of resident numbers that no real person has, such as 533399 of the examples; may be repeated "
        "/ 合成数据的身份证号码地区码，真实人员没有，如示例的 533399；可重复",
    )
    command.add_argument(
        "--wages",
        type=_wages,
        metavar="LOW-HIGH",
        help="the least and the most yuan a month that a wage is believed to be (default 500-100000) "
        "/ 月工资（元）可信的下限和上限，默认 500-100000",
    )
    _locale(command)
    _identity(command)


def _report(command: argparse.ArgumentParser) -> None:
    _case(command)
    command.add_argument(
        "--from",
        dest="since",
        type=_day,
        metavar="DATE",
        help="the first day of the report (default: the first of the pairing) / 报告期第一天，默认为结对之日",
    )
    command.add_argument(
        "--to",
        dest="until",
        type=_day,
        metavar="DATE",
        help="its last day, which counts (default: the day of the case) / 报告期最后一天（含），默认为案例日期",
    )
    command.add_argument(
        "--published",
        type=_published,
        action="append",
        default=[],
        metavar="CODE=WORDS",
        help="what is to be printed of a figure, such as post_times=近5000个次, held against the records; may be "
        "repeated / 拟公布的数字，如 post_times=近5000个次，与记录核对；可重复",
    )
    _out(command, "out/<name of CASE>-report / out/<案例文件夹名>-report")
    _locale(command)


def _column(written: str) -> tuple[str, str]:
    header, _, key = written.rpartition("=")
    if not header.strip() or not key.strip():
        raise argparse.ArgumentTypeError(f"{written}: HEADER=KEY is expected / 应为 表头=列")
    return header.strip(), key.strip()


def _wages(written: str) -> tuple[int, int]:
    low, _, high = written.partition("-")
    if not re.fullmatch("[0-9]{1,9}-[0-9]{1,9}", written) or int(low) > int(high):
        raise argparse.ArgumentTypeError(f"{written}: LOW-HIGH is expected, such as 500-100000 / 应为 下限-上限")
    return int(low), int(high)


def _published(written: str) -> tuple[str, str]:
    code, _, words = written.partition("=")
    if not code.strip() or not words.strip():
        raise argparse.ArgumentTypeError(f"{written}: CODE=WORDS is expected / 应为 指标代码=公布的文字")
    return code.strip(), words.strip()


def by_key(option: str, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What an option that may be repeated says of each key.

    Raises:
        InvalidValue: it says something of a key twice; names every such key.
    """
    said = list(pairs)
    twice = sorted(key for key, count in Counter(key for key, _ in said).items() if count > 1)
    if twice:
        raise InvalidValue(
            Text("{option} 对同一项写了不止一次：{keys}", "{option} is given more than once for {keys}").format(
                option=option, keys=twice
            )
        )
    return dict(said)


def _schema(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "document",
        nargs="?",
        type=_document,
        metavar="DOCUMENT",
        help=f"one of {', '.join(DOCUMENTS)}, or a class of records such as Worker or Measured; all documents if none "
        "is named / 其中之一，或 Worker、Measured 等数据类；不写则全部文件",
    )


def _document(text: str) -> str:
    """The document or class that is meant: by its file, with or without a folder and an ending; by its class."""
    asked = Path(text).name.casefold()
    for document in DOCUMENTS:
        if asked in {document, document.partition(".")[0]}:
            return document
    # Only here, for finding the classes loads all of the domain.
    from laborcoop.exchange.records.classes import record_classes
    from laborcoop.exchange.schema import WRITTEN_AS

    known = {name.casefold(): name for name in record_classes()}
    known |= {name.casefold(): document for name, document in WRITTEN_AS.items()}
    if asked not in known:
        names = [*DOCUMENTS, *WRITTEN_AS, *record_classes()]
        raise argparse.ArgumentTypeError(
            f"{text}: neither one of {', '.join(DOCUMENTS)} nor a class of records, {did_you_mean(text, names).en} "
            f"/ 既不是这些文件，也不是数据类，{did_you_mean(text, names).zh}"
        )
    return known[asked]


def _case(command: argparse.ArgumentParser) -> None:
    command.add_argument("case", type=Path, metavar="CASE", help="the case folder / 案例文件夹")


def _out(command: argparse.ArgumentParser, default: str) -> None:
    command.add_argument(
        "--out", type=Path, metavar="DIR", help=f"the folder to write to (default {default}) / 输出文件夹"
    )


def _locale(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--locale",
        choices=("zh", "en"),
        default="zh",
        help="the language of the output (default zh) / 输出语言，默认 zh",
    )


def _identity(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--with-identity",
        action="store_true",
        help="write names and numbers unmasked: real-name tickets need them / 写出完整姓名和号码（实名购票需要）",
    )


def _day(written: str) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        day = None
    if day is None or day.isoformat() != written:
        raise argparse.ArgumentTypeError("a date such as 2023-01-28 is expected / 应为 2023-01-28 这样的日期")
    return day


def _division_code(written: str) -> DivisionCode:
    try:
        return DivisionCode(written)
    except InvalidValue as refused:
        raise argparse.ArgumentTypeError(str(refused)) from None


def _division(written: str) -> DivisionCode:
    code = _division_code(written)
    if code != CHINA and not is_known_area(code):
        raise argparse.ArgumentTypeError(f"there is no division {code}, such as 533300 / 没有区划 {code}，例如 533300")
    return code

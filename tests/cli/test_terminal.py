"""The command line on a real terminal: progress, colour, and nothing wider than it."""

from __future__ import annotations

import io
import os
import re
import struct
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from laborcoop.cli.console import Console
from laborcoop.cli.roster import run_roster
from laborcoop.cli.terminal import Style, columns_of, cut, folded, shows_codes, width, wrapped
from laborcoop.exchange.roster.front import known_of
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.text import Text
from laborcoop.testing import synthetic_number

_CODES = re.compile(r"\x1b\[[0-9;]*m")
_PLAIN = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "TERM", "COLUMNS"}}


def on_a_terminal(columns: int, *arguments: str, cwd: Path, environment: Mapping[str, str]) -> str:
    """What a command shows on a pseudo-terminal that is so wide."""
    fcntl, pty, termios = (pytest.importorskip(name) for name in ("fcntl", "pty", "termios"))  # not on Windows
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    command = [sys.executable, "-m", "laborcoop", *arguments]
    environment = {**_PLAIN, "TERM": "xterm", **environment}
    running = subprocess.Popen(command, stdout=theirs, stderr=theirs, stdin=theirs, cwd=cwd, env=environment)  # noqa: S603 - our own command
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:  # Linux says so when the other side has gone
        pass
    os.close(ours)
    assert running.wait(60) == 0
    return shown.decode("utf-8").replace("\r\n", "\n")


def lines_of(shown: str) -> list[str]:
    """What is left to read: without codes, and of each line what the last step left standing."""
    return [_CODES.sub("", line).split("\r\x1b[K")[-1] for line in shown.split("\n")]


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_on_a_narrow_terminal_a_check_is_coloured_shows_its_progress_and_fits(case_folder: Path, locale: str) -> None:
    shown = on_a_terminal(40, "check", "tiny", "--locale", locale, cwd=case_folder.parent, environment={})
    steps = re.findall(r"\r\x1b\[K(\[[#-]{20}\] \d/2 [^\r\n]*?…)", shown)
    assert [step.split(" ")[1] for step in steps] == ["1/2", "2/2"]
    assert Style.BAD.paint({"zh": "禁止", "en": "block"}[locale]) in shown
    lines = lines_of(shown)
    assert max(width(line) for line in (*lines, *steps) if not line.startswith("  out/")) <= 40
    told = re.sub(r"\s+", "", "".join(lines))
    assert "WK-01|rosters/county.csv" in told
    assert {"zh": "年龄为13周岁，最低为16周岁", "en": "is13onthedayofhire"}[locale] in told


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": ""}, {"TERM": "unknown"}])
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_terminal_that_wants_or_knows_no_codes_gets_none_and_yet_sees_the_progress(
    case_folder: Path, environment: dict[str, str], locale: str
) -> None:
    shown = on_a_terminal(60, "check", "tiny", "--locale", locale, cwd=case_folder.parent, environment=environment)
    assert "\x1b" not in shown
    assert "[" + "#" * 10 in shown, "progress is no colour"
    assert max(width(part) for line in shown.split("\n") for part in line.split("\r")) <= 60
    *_, blank, result = shown.split("\r")
    assert not blank.strip()
    assert result.startswith({"zh": "禁止", "en": "block"}[locale]), "the last step is wiped out"


@pytest.mark.parametrize("columns", [40, 60])
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_the_table_of_a_plan_fits_and_nothing_of_it_is_cut(case_folder: Path, locale: str, columns: int) -> None:
    shown = on_a_terminal(columns, "plan", "tiny", "--locale", locale, cwd=case_folder.parent, environment={})
    lines = lines_of(shown)
    first, last, stages = {
        "zh": ("阶段", "人 = ", ["审核", "岗位", "座位", "床位 珠海", "到厂"]),
        "en": ("stage", "persons = ", ["admission", "posts", "seats", "beds Zhuhai", "gate"]),
    }[locale]
    head = next(i for i, line in enumerate(lines) if line.startswith(first))
    end = next(i for i, line in enumerate(lines) if last in line)
    rows = [row for row in lines[head + 1 : end] if not row.startswith(" ")]
    assert all(re.fullmatch(r"\S.*?(?: +[0-9]+){4}", row) for row in rows), rows
    assert [name for row in rows for name in stages if row.startswith(name)] == stages
    assert "…" not in "".join(lines[head - 1 : end])
    assert max(map(width, lines[head - 1 : end])) <= columns
    assert Style.HEAD.paint(lines[head]) in shown
    assert re.search(r"\x1b\[32m(the plan has passed|计划已通过独立核验)", shown)


def test_in_a_pipe_there_is_neither_colour_nor_progress_nor_a_broken_line(case_folder: Path) -> None:
    command = [sys.executable, "-m", "laborcoop", "check", "tiny"]
    environment = {**_PLAIN, "COLUMNS": "20", "TERM": "xterm"}
    done = subprocess.run(command, capture_output=True, check=True, cwd=case_folder.parent, env=environment)  # noqa: S603 - our own command
    said = done.stdout.decode("utf-8")
    assert "\x1b" not in said
    assert done.stderr == b""
    assert max(map(width, said.splitlines())) > 60


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "xterm", "NO_COLOR": ""}, True),
        ({"TERM": "xterm", "NO_COLOR": "0"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "unknown"}, False),
        ({"TERM": ""}, False),
        ({}, False),
        ({"WT_SESSION": "1"}, True),
        ({"WT_SESSION": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_codes_are_sent_to_a_terminal_that_says_what_it_is_and_where_nobody_objects(
    environment: dict[str, str], *, expected: bool
) -> None:
    assert shows_codes(_Terminal(), environment) is expected
    assert not shows_codes(io.StringIO(), environment)


def test_a_terminal_that_does_not_say_how_wide_it_is_cuts_nothing() -> None:
    assert columns_of(_Terminal()) is None
    assert columns_of(io.StringIO()) is None


@pytest.mark.parametrize(("text", "columns"), [("人", 2), ("abc", 3), ("", 0), ("e\u0301", 1), ("《》", 4), ("Ａ", 2)])
def test_a_wide_character_takes_two_columns_and_a_mark_above_another_none(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize("columns", [1, 2, 5, 8, 30])
def test_what_is_cut_fits(columns: int) -> None:
    assert width(cut("昆明 sample 酒店", columns)) <= columns
    assert cut("昆明", 4) == "昆明"


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("one two three", 9, ["one two", "    three"]),
        ("怒江员工之家", 8, ["怒江员工", "    之家"]),
        ("怒江员工（昆明），", 10, ["怒江员工", "    （昆", "    明），"]),
        ("short", 20, ["short"]),
        ("a verylongwordindeed", 10, ["a", "    verylongwordindeed"]),
        ("", 10, [""]),
    ],
)
def test_a_line_is_broken_between_words_and_chinese_characters(text: str, columns: int, lines: list[str]) -> None:
    assert list(wrapped(text, columns)) == lines


def test_an_item_whose_label_is_broken_is_shown_without_colour() -> None:
    out = io.StringIO()
    console = Console(out=out, err=io.StringIO(), locale="en", colour=True, columns=8)
    console.item("very bad indeed", Style.BAD, " | x")
    assert "\x1b" not in out.getvalue()
    console.item("bad", Style.BAD, " | x")
    assert out.getvalue().endswith(f"{Style.BAD.paint('bad')} | x\n")


def test_the_name_of_a_row_is_folded_and_its_numbers_are_whole() -> None:
    out = io.StringIO()
    console = Console(out=out, err=io.StringIO(), locale="zh", columns=16)
    console.table([Text("阶段", "stage"), Text("进入", "in")], [("一个很长很长的阶段名称", 12)])
    assert out.getvalue() == "阶段        进入\n一个很长很    12\n 长的阶段\n 名称\n"


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("beds Zhuhai (Xiangzhou)", 12, ["beds Zhuhai", " (Xiangzhou)"]),
        ("床位 珠海（斗门区）", 12, ["床位 珠海", " （斗门区）"]),
        ("床位 珠海（斗门区）", 9, ["床位 珠海", " （斗门", " 区）"]),
        ("Pneumonoultra", 8, ["Pneumono", " ultra"]),
        ("beds", 8, ["beds"]),
    ],
)
def test_a_name_is_folded_and_every_character_of_it_is_shown(text: str, columns: int, lines: list[str]) -> None:
    assert list(folded(text, columns)) == lines
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_the_headings_of_numbers_are_folded_before_a_name_is() -> None:
    out = io.StringIO()
    console = Console(out=out, err=out, locale="en", columns=26)
    console.table([Text.same("stage"), Text.same("not needed"), Text.same("out")], [("beds Kunming", 1, 22)])
    assert out.getvalue() == "                 not\nstage         needed  out\nbeds Kunming       1   22\n"


def test_a_table_that_fits_is_not_folded() -> None:
    out = io.StringIO()
    console = Console(out=out, err=out, locale="en", columns=24)
    console.table([Text.same("stage"), Text.same("not needed")], [("beds Kunming", 1)])
    assert out.getvalue() == "stage         not needed\nbeds Kunming           1\n"


def test_reading_a_long_roster_tells_how_many_rows_were_read(tmp_path: Path) -> None:
    numbers = (synthetic_number(row % 900 + 1, date(1980 + row // 900, 1, 1), Sex.MALE) for row in range(1_050))
    roster = tmp_path / "county.csv"
    roster.write_text("姓名,身份证号码\n" + "".join(f"阿普,{one.reveal()}\n" for one in numbers), encoding="utf-8")
    console = Console(out=io.StringIO(), err=(err := _Terminal()), locale="en")
    known = known_of(date(2026, 1, 1), DivisionCode("533300"))
    run_roster(console, [roster], tmp_path / "out", known, reveal=False)
    assert re.findall(r"rosters: (\d+) rows", err.getvalue()) == ["1000"]


def test_a_step_is_cut_to_the_terminal_of_its_stream() -> None:
    err = _Terminal()
    console = Console(out=io.StringIO(), err=err, locale="zh", err_codes=True, err_columns=30)
    console.step(Text("正在制定计划", "planning"), 4, 4)
    assert err.getvalue() == "\r\x1b[K[###############-----] 4/4 …"


def test_without_codes_a_step_wipes_the_one_before_with_blanks() -> None:
    err = _Terminal()
    console = Console(out=io.StringIO(), err=err, locale="en", err_columns=40)
    console.step(Text("正在核查", "checking"), 2, 2)
    console.done()
    assert err.getvalue() == "\r" + " " * 39 + "\r[##########----------] 2/2 checking …" + "\r" + " " * 39 + "\r"

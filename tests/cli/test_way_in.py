"""How the command line meets a person: help, wrong usage, streams, and errors that nobody foresaw."""

from __future__ import annotations

import io
import os
import runpy
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

import laborcoop as library
from laborcoop.__main__ import guarded, main
from laborcoop.cli.console import Console
from laborcoop.errors import CaseError
from laborcoop.kernel.text import Text

Run = Callable[..., tuple[int, str, str]]

_CHINESE = ("一", "鿿")


def _both_languages(text: str) -> bool:
    low, high = _CHINESE
    return any(low <= character <= high for character in text) and any(character.isascii() for character in text)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class _Stopped(io.StringIO):
    """A stream at which the person presses Ctrl-C."""

    def write(self, _: str) -> int:
        raise KeyboardInterrupt


def test_without_a_command_the_help_is_shown_and_the_usage_was_wrong(laborcoop: Run) -> None:
    status, said, err = laborcoop()
    assert (status, said) == (2, "")
    for command in ("plan", "check", "roster", "report", "schema"):
        assert f"\n    {command} " in err


@pytest.mark.parametrize(
    "arguments", [["--help"], *([command, "--help"] for command in ("plan", "check", "roster", "schema"))]
)
def test_help_is_in_both_languages_and_tells_the_exit_status(laborcoop: Run, arguments: list[str]) -> None:
    status, said, _ = laborcoop(*arguments)
    assert status == 0
    assert _both_languages(said)
    assert "exit status / 退出状态" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ["fly"],
        ["plan"],
        ["plan", "case", "--locale", "fr"],
        ["plan", "case", "--on", "tomorrow"],
        ["plan", "case", "--on", "20230128"],
        ["roster"],
        ["roster", "a.csv", "--sending", "12"],
        ["roster", "a.csv", "--sending", "999999"],
        ["schema", "page.html"],
    ],
)
def test_wrong_usage_ends_with_status_2_and_says_so_in_both_languages(laborcoop: Run, arguments: list[str]) -> None:
    status, said, err = laborcoop(*arguments)
    assert (status, said) == (2, "")
    assert "wrong usage / 用法错误" in err


@pytest.mark.parametrize(
    ("arguments", "zh"),
    [
        (["plan"], "缺少参数：CASE"),
        (["plan", "x", "--fast", "now"], "不认识的参数：--fast now"),
        (["plan", "x", "--locale", "fr"], "--locale 不能是 'fr'，可选："),
        (["fly", "x"], "不能是 'fly'，可选："),
        (["plan", "x", "--out"], "--out 后应有一个值"),
        (["roster", "x.csv", "--s", "1"], "--s 有歧义，可能是 --sending, --salt, --synthetic-area"),
        (["plan", "x", "--with-identity=yes"], "--with-identity 后不应有值：'yes'"),
    ],
)
def test_a_wrong_usage_is_told_in_chinese_behind_the_english_of_argparse(
    laborcoop: Run, arguments: list[str], zh: str
) -> None:
    status, said, err = laborcoop(*arguments)
    assert (status, said) == (2, "")
    english, _, chinese = (
        err.splitlines()[-1].removeprefix("laborcoop").partition("wrong usage / 用法错误: ")[2].partition(" / ")
    )
    assert english
    assert zh in chinese


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["plan", "--xyz"], ["there is no option --xyz, known are: ", "没有选项 --xyz，可用的有：", "CASE"]),
        (["plan", "x", "--lokale", "zh"], ["--lokale, did you mean “--locale”?", "“--locale”？", ": --lokale zh"]),
        (["plan", "x", "--outt=y"], ["no option --outt, did you mean “--out”?"]),
        (["check", "x", "--on", "2023-01-28"], ["no option --on, did you mean"]),
        (["roster", "--saltt", "a", "--wagess", "1-2"], ["“--salt”", "“--wages”", "FILE"]),
        (["report", "x", "-x"], ["no option -x, known are: "]),
        (["schema", "--lst"], ["no option --lst, "]),
        (["--verion"], ["no option --verion, did you mean “--version”?"]),
    ],
)
def test_an_unknown_option_is_named_with_the_nearest_beside_all_else_that_is_wrong(
    laborcoop: Run, arguments: list[str], told: list[str]
) -> None:
    status, said, err = laborcoop(*arguments)
    assert (status, said) == (2, "")
    command = [one for one in arguments[:1] if not one.startswith("-")]
    assert err.startswith(" ".join(["usage: laborcoop", *command]))
    assert [one for one in told if one not in err] == []


@pytest.mark.parametrize(
    "arguments",
    [["plan", "--wit", "--", "--bogus", "x"], ["roster", "x", "--wag", "9-1"], ["plan", "-", "x"], ["plan", "-5", "x"]],
)
def test_what_is_no_option_or_short_for_a_known_one_is_not_told_as_unknown(
    laborcoop: Run, arguments: list[str]
) -> None:
    status, _, err = laborcoop(*arguments)
    assert status == 2
    assert "no option" not in err


def test_a_date_that_is_none_is_told_how_one_looks(laborcoop: Run) -> None:
    _, _, err = laborcoop("plan", "case", "--on", "tomorrow")
    assert "2023-01-28" in err
    assert "应为" in err


@pytest.mark.parametrize("code", ["999999", "533399"])
def test_a_sending_region_that_does_not_exist_is_refused_by_name(laborcoop: Run, code: str) -> None:
    _, _, err = laborcoop("roster", "a.csv", "--sending", code)
    assert f"there is no division {code}" in err
    assert f"没有区划 {code}" in err


def test_a_sending_region_that_exists_is_none_of_the_faults(laborcoop: Run) -> None:
    _, _, err = laborcoop("roster", "no-such-file.csv", "--sending", "533300")
    assert "533300" not in err
    assert "no-such-file.csv" in err


def test_the_version_is_that_of_the_package(laborcoop: Run) -> None:
    assert laborcoop("--version") == (0, f"laborcoop {library.__version__}\n", "")


def test_a_stream_that_was_closed_before_the_start_is_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["--version"]) == 0


def test_the_module_runs_as_the_command_does(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["laborcoop", "--version"])
    monkeypatch.delitem(sys.modules, "laborcoop.__main__")
    with pytest.raises(SystemExit) as left:
        runpy.run_module("laborcoop", run_name="__main__")
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("laborcoop ")


def test_output_is_utf_8_whatever_the_surroundings_say() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "laborcoop", "plan", "nowhere"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"},
    )
    assert done.returncode == 2
    assert "无法读取案例" in done.stderr.decode("utf-8")


def test_a_reader_that_has_gone_ends_the_command_without_a_word(capfd: pytest.CaptureFixture[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as gone:
        console = Console(out=gone, err=io.StringIO(), locale="zh")
        assert guarded(Namespace(command="schema", document=None), console) == 1
        assert isinstance(console.err, io.StringIO)
        assert console.err.getvalue() == ""
    assert capfd.readouterr().err == ""


def test_streams_that_cannot_be_told_their_encoding_are_left_alone() -> None:
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()):
        assert main(["--version"]) == 0
    assert out.getvalue().startswith("laborcoop ")


def test_pressing_ctrl_c_ends_with_130_and_no_traceback() -> None:
    err = _Terminal()
    assert guarded(Namespace(command=None, version=True), Console(out=_Stopped(), err=err, locale="zh")) == 130
    assert "Traceback" not in err.getvalue()


def test_an_error_that_nobody_foresaw_becomes_a_sentence_that_names_the_line_and_no_datum() -> None:
    err = io.StringIO()
    without_its_options = Namespace(command="plan")
    assert guarded(without_its_options, Console(out=io.StringIO(), err=err, locale="en")) == 2
    assert err.getvalue().startswith("this is a fault of the program: AttributeError in __main__.py, line ")
    assert err.getvalue().count("\n") == 1


def test_steps_are_shown_on_a_terminal_and_cleared_and_not_in_a_pipe() -> None:
    terminal, pipe = _Terminal(), io.StringIO()
    for stream in (terminal, pipe):
        console = Console(out=io.StringIO(), err=stream, locale="en", err_codes=True)
        console.step(Text("正在读取", "reading"), 2, 4)
        console.done()
    assert "[#####---------------] 2/4 reading …" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")
    assert pipe.getvalue() == ""


def test_a_table_is_aligned_whatever_the_width_of_its_characters() -> None:
    out = io.StringIO()
    console = Console(out=out, err=io.StringIO(), locale="zh")
    console.table([Text("阶段", "stage"), Text("进入", "in")], [("审核", 12), ("b", 3)])
    assert out.getvalue() == "阶段  进入\n审核    12\nb        3\n"


def test_an_error_is_shown_with_each_of_its_faults() -> None:
    err = io.StringIO()
    console = Console(out=io.StringIO(), err=err, locale="en")
    console.refuse(CaseError(Text("不行", "no"), (Text("甲", "first"), Text("乙", "second"))))
    assert err.getvalue() == "no\n- first\n- second\n"


def test_files_are_shown_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    out = io.StringIO()
    elsewhere = tmp_path.parent / "elsewhere.txt"
    Console(out=out, err=io.StringIO(), locale="zh").files([tmp_path / "out" / "a.txt", Path("b.txt"), elsewhere])
    assert out.getvalue() == f"  out/a.txt\n  b.txt\n  {elsewhere.as_posix()}\n"

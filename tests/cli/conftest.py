"""A case folder as small as one can be: a village, a coach, a gate, three people; and a way to run a command."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from laborcoop.__main__ import main
from laborcoop.kernel.identity import Sex
from laborcoop.testing import synthetic_number

Said = tuple[int, str, str]

TINY = Path(__file__).parents[1] / "data" / "tiny-case"
"""One village, one coach, one employer with a gate, nobody yet."""

_ROSTER = "登记编号,姓名,身份证号码,县(市),村委会,务工企业,上车点\n"


def roster_line(worker: str, name: str, number: str) -> str:
    return f"{worker},{name},{number},泸水市,第一村,甲厂,第一村\n"


def number_of(serial: int, born: date = date(1990, 1, 1)) -> str:
    return synthetic_number(serial, born, Sex.MALE).reveal()


@pytest.fixture
def case_folder(tmp_path: Path) -> Path:
    """One who returns, one who is too young, one whose number is damaged."""
    folder = tmp_path / "tiny"
    shutil.copytree(TINY, folder)
    (folder / "rosters").mkdir()
    rows = [
        roster_line("W-1", "阿普", number_of(1)),
        roster_line("W-2", "阿娜", number_of(2, date(2010, 1, 1))),
        roster_line("W-3", "阿南", number_of(3)[:-2]),
    ]
    (folder / "rosters" / "county.csv").write_text(_ROSTER + "".join(rows), encoding="utf-8")
    return folder


@pytest.fixture
def laborcoop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """Runs a command in an empty folder: the exit status, what it said, what it said of errors."""
    home = tmp_path / "here"
    home.mkdir()
    monkeypatch.chdir(home)

    def run(*arguments: str | Path) -> Said:
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else -1
        said = capsys.readouterr()
        return status, said.out, said.err

    return run

"""A case folder as small as one can be: a village, a coach, a gate, three people; and a way to run a command."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from laborcoop.__main__ import main
from laborcoop.kernel.identity import Sex
from laborcoop.testing import synthetic_number

Said = tuple[int, str, str]

_CASE = """
format = "laborcoop-case"
version = 1
id = "tiny"
name = { zh = "小案例", en = "A tiny case" }
note = { zh = "合成数据。", en = "Synthetic data." }
synthetic = true
synthetic_areas = ["533399"]
salt = "sixteen characters or more"
on = 2023-01-28
zone = "Asia/Shanghai"
organisers = [{ name = "输入地人社局", division = "440400" }, { name = "输出地人社局", division = "533300" }]

[campaign]
name = { zh = "返岗", en = "return" }
start = 2023-01-20
end = 2023-02-16
first_working_day = 2023-02-07

[pairing]
sending = "533300"
receiving = "440400"
start = 2021-01-01
"""

_TABLES = {
    "places.csv": (
        "id,name,name_en,kind,division,hub\nV-1,第一村,Village,村,533301,\nG-1,厂门,Gate,厂门,440400,zhuhai\n"
    ),
    "convoys.csv": "id,batch,name,leader,listed_at\nB-1,1,第一批,C-1,2023-01-27 09:00\n",
    "vehicles.csv": "id,mode,rated\nbus,包车,20\n",
    "legs.csv": "id,convoy,vehicle,captain,deputy\nL-1,B-1,bus,C-1,C-2\n",
    "stops.csv": (
        "leg,seq,place,arrive,depart,driver,km,road\n"
        "L-1,1,V-1,,2023-02-05 08:00,D-1,90,高速\nL-1,2,G-1,2023-02-05 10:00,,,,\n"
    ),
    "employers.csv": (
        "id,name,name_en,credit_code,division,licence_checked_on,gate,contact\n"
        "E-1,甲厂,Works,91440400MA00000030,440400,2023-01-05,G-1,接站员\n"
    ),
    "lodgings.csv": "id,name,kind,place\n",
}

_ROSTER = "登记编号,姓名,身份证号码,县(市),村委会,务工企业,上车点\n"


def roster_line(worker: str, name: str, number: str) -> str:
    return f"{worker},{name},{number},泸水市,第一村,甲厂,第一村\n"


def number_of(serial: int, born: date = date(1990, 1, 1)) -> str:
    return synthetic_number(serial, born, Sex.MALE).reveal()


@pytest.fixture
def case_folder(tmp_path: Path) -> Path:
    """One who returns, one who is too young, one whose number is damaged."""
    folder = tmp_path / "tiny"
    (folder / "rosters").mkdir(parents=True)
    (folder / "case.toml").write_text(_CASE, encoding="utf-8")
    for name, table in _TABLES.items():
        (folder / name).write_text(table, encoding="utf-8")
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

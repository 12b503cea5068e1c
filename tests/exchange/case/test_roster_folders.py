"""Rosters as counties send them: a folder for each county, files of any kind, links that lead away."""

from __future__ import annotations

import os
from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING

import pytest

from laborcoop.exchange.case import load_case
from laborcoop.planning.case import Case
from laborcoop.rulebook import Severity

if TYPE_CHECKING:
    from tests.exchange.case.conftest import Load, Rows

_SENT_LATER = "worker_id,name,id_number,county,village\nW-8,演示辛,533399199003090028,泸水市,上村\n"


@pytest.fixture
def rosters(rows: Rows, load: Load, folder: Path) -> Path:
    """The folder of the rosters of a case of two workers."""
    load(rows)
    return folder / "rosters"


def ids(case: Case) -> list[str]:
    return [worker.id for worker in case.workers]


@pytest.mark.parametrize("place", ["泸水市/补报.csv", "怒江州/泸水市/老窝镇/补报.CSV", "0/1.csv"])
def test_a_roster_in_a_folder_of_the_rosters_is_read_and_cited_with_the_folder(rosters: Path, place: str) -> None:
    (rosters / place).parent.mkdir(parents=True)
    (rosters / place).write_text(_SENT_LATER, encoding="utf-8")
    case = load_case(rosters.parent)
    assert ids(case) == ["W-1", "W-2", "W-8"]
    assert case.where["worker:W-8"].file == f"rosters/{place}"


def test_two_counties_may_send_files_of_one_name(rosters: Path) -> None:
    for county, person in (("泸水市", "W-8"), ("福贡县", "W-9")):
        (rosters / county).mkdir()
        number = "533399199003090028" if person == "W-8" else "533399199003110025"
        text = _SENT_LATER.replace("W-8", person).replace("533399199003090028", number)
        (rosters / county / "花名册.csv").write_text(text, encoding="utf-8")
    case = load_case(rosters.parent)
    files = {where.file for where in case.intake.workers.values()}
    assert files == {"rosters/lushui.csv", "rosters/泸水市/花名册.csv", "rosters/福贡县/花名册.csv"}
    assert case.intake.rows == 4


@pytest.mark.parametrize(
    "place",
    [
        *(".git/a.csv", "~$泸水市/a.csv", "泸水市/~$a.csv", "泸水市/.a.csv", "泸水市/a.md", "__MACOSX/a.csv"),
        *("泸水市/Thumbs.db", "泸水市/.DS_Store", "泸水市/desktop.ini"),
    ],
)
def test_hidden_and_temporary_files_and_notes_are_none_in_any_folder(rosters: Path, place: str) -> None:
    (rosters / place).parent.mkdir()
    (rosters / place).write_text(_SENT_LATER, encoding="utf-8")
    (rosters / "空").mkdir()
    case = load_case(rosters.parent)
    assert ids(case) == ["W-1", "W-2"]
    assert (case.intake.unread, case.intake.rows) == ((), 2)
    assert not [one for one in case.findings if one.rule == "RO-16"]


@pytest.mark.parametrize("name", ["补报.et", "补报.wps", "泸水市/全部.zip", "补报", "扫描.pdf"])
def test_a_file_among_the_rosters_that_is_in_no_format_of_one_cannot_be_read(rosters: Path, name: str) -> None:
    (rosters / name).parent.mkdir(exist_ok=True)
    (rosters / name).write_bytes(b"PK")
    case = load_case(rosters.parent)
    [finding] = [one for one in case.findings if one.where.file == f"rosters/{name}"]
    assert (finding.rule, finding.severity) == ("RO-16", Severity.ERROR)
    assert "save it as .xlsx, .xls, .ods or .csv" in finding.message.en
    assert case.intake.unread == (f"rosters/{name}",)
    assert ids(case) == ["W-1", "W-2"]


def linked(link: Path, target: Path) -> None:
    try:
        link.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:
        pytest.skip("no links may be made here")


@pytest.mark.parametrize("target", ["elsewhere", "elsewhere/more.csv", "elsewhere/gone.csv", "rosters", "."])
def test_a_link_among_the_rosters_is_not_followed_and_is_told_of(rosters: Path, target: str) -> None:
    elsewhere = rosters.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "more.csv").write_text(_SENT_LATER, encoding="utf-8")
    linked(rosters / "13800000001.csv", rosters.parent / target)
    case = load_case(rosters.parent)
    assert ids(case) == ["W-1", "W-2"]
    assert case.intake.unread == ("rosters/***.csv (1)",)
    [finding] = [one for one in case.findings if one.rule == "RO-16"]
    assert finding.where.file == "rosters/***.csv (1)"
    assert "it is a link, and links are not followed" in finding.message.en
    assert "13800000001" not in finding.message.en


def test_a_case_behind_a_link_is_read_as_any_other(rosters: Path, tmp_path: Path) -> None:
    linked(tmp_path / "link", rosters.parent)
    assert ids(load_case(tmp_path / "link")) == ["W-1", "W-2"]


def test_a_folder_that_may_not_be_looked_into_is_told_of(rosters: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = rosters / "泸水市"
    closed.mkdir()
    look = Path.iterdir

    def refusing(path: Path) -> object:
        if path == closed:
            raise PermissionError
        return look(path)

    monkeypatch.setattr(Path, "iterdir", refusing)
    case = load_case(rosters.parent)
    assert case.intake.unread == ("rosters/泸水市",)
    [finding] = [one for one in case.findings if one.rule == "RO-16"]
    assert "the folder cannot be read" in finding.message.en


def test_files_whose_names_are_shown_alike_are_both_read_and_told_apart(rosters: Path) -> None:
    (rosters / "花名.csv").write_text(_SENT_LATER, encoding="utf-8")
    try:
        copy(rosters / "lushui.csv", rosters / os.fsdecode("花名.csv".encode("gb18030")))
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    case = load_case(rosters.parent)
    assert ids(case) == ["W-1", "W-2", "W-8"]
    assert case.intake.rows == 5
    told = {where.file for where in (*case.intake.workers.values(), *(one.where for one in case.intake.merged))}
    assert told == {"rosters/lushui.csv", "rosters/花名.csv (1)", "rosters/花名.csv (2)"}

"""case.toml: what makes a case impossible to read, all of it at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from laborcoop.errors import CaseError
from laborcoop.exchange.case import load_case
from laborcoop.exchange.case.settings import read_settings
from laborcoop.exchange.case.toml_faults import toml_fault
from laborcoop.kernel.text import NO_TEXT, Text
from laborcoop.rulebook import Severity

if TYPE_CHECKING:
    from tests.exchange.case.conftest import Make, Rows


_BOTH_SIDES = (
    "organisers: a return must be organised by both sides: no organiser is of {}; correct the code, or add one"
)


def replaced(folder: Path, changes: Mapping[str, str]) -> None:
    path = folder / "case.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def faults(folder: Path) -> list[str]:
    with pytest.raises(CaseError) as caught:
        load_case(folder)
    assert all(fault.zh and fault.en for fault in caught.value.faults)
    return [fault.en for fault in caught.value.faults]


def test_settings_are_read_and_the_salt_is_not_shown(folder: Path) -> None:
    settings = read_settings(folder)
    assert settings.name == Text("小型返岗", "Small return")
    assert settings.campaign.zone.key == "Asia/Shanghai"
    assert settings.campaign.pairing.period.end is None
    assert settings.synthetic
    assert "sixteen" not in repr(settings)


def test_a_missing_case_toml_is_one_fault(tmp_path: Path) -> None:
    assert faults(tmp_path) == ["the folder holds no case.toml; every case starts with it"]


def test_a_folder_of_cases_names_them(tmp_path: Path, fresh: Callable[[], Rows], make: Make) -> None:
    for name in ("spring-return", "tight-return"):
        (tmp_path / name).mkdir()
        make(tmp_path / name, fresh())
    (tmp_path / "notes").mkdir()
    [fault] = faults(tmp_path)
    assert fault.endswith("every case starts with it; the case folders in it are spring-return, tight-return")


def test_a_folder_that_does_not_exist_is_named_by_its_path_with_the_one_that_was_meant(folder: Path) -> None:
    wrong = folder.with_name(f"{folder.name}s")
    assert faults(wrong) == [f"there is no folder {wrong}; did you mean “{folder.name}”?"]


def test_a_folder_in_a_place_that_does_not_exist_is_named_by_its_path(tmp_path: Path) -> None:
    wrong = tmp_path / "nowhere" / "case"
    assert faults(wrong) == [f"there is no folder {wrong}; check the path"]


def test_a_file_in_place_of_the_folder_is_named_with_the_folder_that_is_meant(folder: Path) -> None:
    note = folder / "README.md"
    note.write_text("", encoding="utf-8")
    assert faults(note) == [f"{note} is a file; name the folder of the case: {folder}"]
    assert faults(folder / "rosters" / "lushui.csv") == [
        f"{folder / 'rosters' / 'lushui.csv'} is a file; name the folder that holds case.toml"
    ]


def test_a_name_that_no_system_takes_is_one_fault(tmp_path: Path) -> None:
    assert len(faults(tmp_path / ("x" * 999))) == 1


def test_the_current_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CaseError) as caught:
        load_case(".")
    assert caught.value.text.en == f"the case {tmp_path.name} cannot be read"


def test_a_case_toml_that_may_not_be_read_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> str:
        raise PermissionError

    monkeypatch.setattr(Path, "read_text", forbidden)
    assert faults(folder) == ["case.toml cannot be read: make sure that you may read it and that nothing locks it"]


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        ("id = \n", "第 1 行第 6 列：值无法识别，文字须加引号", "line 1, column 6: a value is expected, and a text"),
        ("id = ", "文件末尾：值无法识别", "end of the file: a value is expected"),
        ("id = a", "第 1 行第 6 列：值无法识别", "line 1, column 6: a value is expected"),
        ("=1", "第 1 行第 1 列：这里应为 键 = 值、[表] 或 # 注释", "key = value, [table] or # remark"),
        ("id: 1", "第 1 行第 3 列：键后应为 =", "= is expected behind a key"),
        ("a = 1 b = 2", "这一项之后应换行", "a new line is expected behind this entry"),
        ("[a", "文件末尾：表名后应为 ]", "end of the file: ] is expected behind the name of a table"),
        ("[[a]", "第 1 行第 4 列：表名后应为 ]]", "]] is expected behind the name"),
        ("a = 1\na = 2\n", "第 2 行", "the same entry is given twice"),
        ('a = "b\n"', "第 1 行", "Illegal character"),
        ('a = "b', "文字缺少结尾的引号", "a text lacks its closing quote"),
        ("a = [1, 2", "列表缺少结尾的 ]", "a list lacks its ]"),
        ("a = {b = 1", "缺少结尾的 }", "a table lacks its }"),
        ("a = 2023-02-30", "没有这样的日期", "there is no such date"),
        ('a = "C:\\dir"', "引号内的 \\ 应写成 \\\\", "within quotes \\ must be written \\\\"),
    ],
)
def test_a_case_toml_that_is_no_toml_says_where_and_what_in_both_languages(
    folder: Path, written: str, zh: str, en: str
) -> None:
    (folder / "case.toml").write_text(written, encoding="utf-8")
    with pytest.raises(CaseError) as refused:
        load_case(folder)
    (fault,) = refused.value.faults
    assert zh in fault.zh
    assert en in fault.en


def test_what_a_reader_of_toml_says_without_a_place_is_told_as_it_is() -> None:
    assert toml_fault("no place") == Text.same("no place")


def test_a_case_toml_in_another_encoding_is_one_fault(folder: Path) -> None:
    (folder / "case.toml").write_bytes('id = "返岗"'.encode("gb18030"))
    assert faults(folder) == ["case.toml must be saved as UTF-8"]


def test_a_byte_order_mark_is_no_fault(folder: Path) -> None:
    path = folder / "case.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_settings(folder).id == "small-return"


def test_an_empty_case_toml_names_every_needed_key_at_once(folder: Path) -> None:
    (folder / "case.toml").write_text("", encoding="utf-8")
    named = [fault.partition(":")[0] for fault in faults(folder)]
    assert named == [
        "format",
        "version",
        "id",
        "name",
        "on",
        "salt",
        "zone",
        "pairing",
        "[pairing] sending",
        "[pairing] receiving",
        "[pairing] start",
        "campaign",
        "[campaign] name",
        "[campaign] first_working_day",
        "[campaign] start",
        "[campaign] end",
        "organisers",
    ]


def test_keys_that_are_not_needed_may_be_missing(folder: Path) -> None:
    text = (folder / "case.toml").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.startswith(("note", "synthetic"))]
    short = "\n".join(kept).partition("[columns]")[0]
    (folder / "case.toml").write_text(short, encoding="utf-8")
    settings = read_settings(folder)
    assert settings.note == NO_TEXT
    assert not settings.synthetic
    assert settings.synthetic_areas == frozenset()
    assert settings.columns == {}
    assert settings.parameters == ()


def test_one_string_stands_for_both_languages(folder: Path) -> None:
    replaced(folder, {'name = { zh = "小型返岗", en = "Small return" }': 'name = "2023"'})
    assert read_settings(folder).name == Text.same("2023")


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('format = "laborcoop-case"', 'format = "another"', "format"),
        ("version = 1", "version = 2", "version"),
        ("version = 1", "version = true", "version"),
        ('id = "small-return"', 'id = " "', "id"),
        ('id = "small-return"', "id = 7", "id"),
        ('name = { zh = "小型返岗", en = "Small return" }', 'name = { zh = "小型返岗" }', "name"),
        ('name = { zh = "小型返岗", en = "Small return" }', 'name = { zh = "小型返岗", en = "" }', "name"),
        ("synthetic = true", 'synthetic = "yes"', "synthetic"),
        ('synthetic_areas = ["533399"]', 'synthetic_areas = "533399"', "synthetic_areas"),
        ('synthetic_areas = ["533399"]', "synthetic_areas = [533399]", "synthetic_areas"),
        ('synthetic_areas = ["533399"]', 'synthetic_areas = ["5333"]', "synthetic_areas"),
        ('salt = "sixteen characters or more"', 'salt = "short"', "salt"),
        ("on = 2023-01-28", 'on = "2023-01-28"', "on"),
        ("on = 2023-01-28", "on = 0001-01-01", "on"),
        ("on = 2023-01-28", "on = 2023-01-28T08:00:00", "on"),
        ('zone = "Asia/Shanghai"', 'zone = "Asia/Nowhere"', "zone"),
        ('zone = "Asia/Shanghai"', 'zone = "../Shanghai"', "zone"),
        ('zone = "Asia/Shanghai"', 'zone = "Asia"', "zone"),
        ("start = 2023-01-20", "start = 2023-02-20", "[campaign] end"),
        ('sending = "533300"', 'sending = "440400"', "[pairing] receiving"),
        ('sending = "533300"', 'sending = "怒江"', "[pairing] sending"),
        ("start = 2021-01-01", "start = 2021-01-01\nend = 2020-01-01", "[pairing] end"),
        ('division = "533300"', 'division = "5"', "[[organisers]] 2 division"),
    ],
)
def test_what_a_key_should_be_is_said_at_the_key(folder: Path, old: str, new: str, path: str) -> None:
    replaced(folder, {old: new})
    [fault] = faults(folder)
    assert fault.startswith(f"{path}: ")


def test_one_organiser_is_too_few(folder: Path) -> None:
    text = (folder / "case.toml").read_text(encoding="utf-8")
    head, _, rest = text.partition("[[organisers]]")
    _, _, rest = rest.partition("[[organisers]]")
    (folder / "case.toml").write_text(f"{head}[[organisers]]{rest}", encoding="utf-8")
    [fault] = faults(folder)
    assert fault == _BOTH_SIDES.format("440400, the receiving region")


def test_a_region_that_is_no_division_is_told_of_where_it_leaves_a_side_without_an_organiser(folder: Path) -> None:
    replaced(folder, {'sending = "533300"': 'sending = "533330"'})
    assert faults(folder) == [
        "[pairing] sending: 533330 is no division of 533300, which it would lie in",
        _BOTH_SIDES.format("533330, the sending region"),
    ]


def test_an_organiser_of_no_division_is_told_of_where_its_side_has_no_other(folder: Path) -> None:
    replaced(folder, {'division = "533300"': 'division = "440499"'})
    assert faults(folder)[0] == "[[organisers]] 2 division: 440499 is no division of 440400, which it would lie in"


def test_a_table_under_a_wrong_name_is_one_fault_with_the_name_that_was_meant(folder: Path) -> None:
    replaced(folder, {"[campaign]": "[campain]", 'sending = "533300"': 'sendign = "533300"'})
    assert faults(folder) == [
        "[pairing] sendign: is not known here; did you mean “sending”?",
        "campain: is not known here; did you mean “campaign”?",
    ]


@pytest.mark.parametrize(
    ("given", "path"),
    [('pairing = "x"', "pairing"), ('organisers = "x"', "organisers"), ("organisers = [1]", "organisers")],
)
def test_a_key_that_should_be_a_table_says_so(folder: Path, given: str, path: str) -> None:
    (folder / "case.toml").write_text(given, encoding="utf-8")
    assert any(fault.startswith(f"{path}: ") and "expected" in fault for fault in faults(folder))


def test_several_faults_are_told_together_and_the_salt_is_not(folder: Path) -> None:
    replaced(
        folder,
        {
            "version = 1": "version = 3",
            'salt = "sixteen characters or more"': 'salt = "hush"',
            'zone = "Asia/Shanghai"': 'zone = "Mars"',
        },
    )
    told = faults(folder)
    assert [fault.partition(":")[0] for fault in told] == ["version", "salt", "zone"]
    assert "hush" not in "".join(told)


def test_an_unknown_key_is_a_note_with_the_key_that_was_meant(folder: Path) -> None:
    replaced(folder, {"[campaign]": 'weather = "fair"\n[campaign]\nfirst_workingday = 2023-02-05'})
    notes = [finding for finding in load_case(folder).findings if finding.rule == "CF-03"]
    assert {finding.where.column: finding.suggestion.en for finding in notes} == {
        "weather": "check the spelling",
        "[campaign] first_workingday": "did you mean “first_working_day”?",
    }
    assert {finding.severity for finding in notes} == {Severity.INFO}
    assert {finding.where.file for finding in notes} == {"case.toml"}


def test_another_day_of_the_plan_judges_the_whole_case(folder: Path) -> None:
    assert load_case(folder, on=date(2023, 1, 30)).on == date(2023, 1, 30)
    assert load_case(folder).on == date(2023, 1, 28)

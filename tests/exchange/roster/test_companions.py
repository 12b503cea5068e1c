"""Companions named in the column 同行: they are one party, under an id that shows no name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

import laborcoop as lc
from laborcoop.exchange.roster import RosterResult

NumberOf = Callable[..., str]
ReadFile = Callable[[Path, Sequence[tuple[str, ...]]], RosterResult]
HEADER = ("姓名", "身份证号码", "同行")
SAME = "-"
"""A mark of the table below: in none of its parties."""

# What each of four people says, and the party of each.
CASES: dict[str, tuple[dict[str, str], str]] = {
    "each names the other": ({"张三": "李四", "李四": "张三", "王五": "", "赵六": ""}, "aa--"),
    "one names the other": ({"张三": "", "李四": "", "王五": "张三", "赵六": ""}, "a-a-"),
    "in a row": ({"张三": "李四", "李四": "王五", "王五": "赵六", "赵六": ""}, "aaaa"),
    "a name and a figure": ({"张三": "李四、2人", "李四": "", "王五": "", "赵六": ""}, "aa--"),
    "several in a cell": ({"张三": "李四、王五", "李四": "", "王五": "", "赵六": "无"}, "aaa-"),
    "two parties": ({"张三": "李四", "李四": "", "王五": "赵 六", "赵六": "王五"}, "aabb"),
    "as above": ({"张三": "李四", "王五": "同上", "李四": "", "赵六": ""}, "aaa-"),
    "herself": ({"张三": "张三", "李四": "", "王五": "", "赵六": ""}, "a---"),
    "nobody of the roster": ({"张三": "孙七", "李四": "孙七", "王五": "周八", "赵六": ""}, "aab-"),
    "a code and a name": ({"张三": "T-1", "李四": "张三", "王五": "T-1", "赵六": ""}, "aaa-"),
    "two codes": ({"张三": "T-1", "李四": "T-2", "王五": "", "赵六": ""}, "ab--"),
}


@pytest.mark.parametrize("case", CASES)
def test_those_whom_a_name_links_are_one_party(
    sheet_file: Path, read_file: ReadFile, number: NumberOf, case: str
) -> None:
    said, expected = CASES[case]
    rows = [(name, number(sequence=at), written) for at, (name, written) in enumerate(said.items(), 1)]
    result = read_file(sheet_file, (HEADER, *rows))
    people = zip(result.workers, result.registrations, strict=True)
    parties = {worker.name.reveal(): wish.together for worker, wish in people}
    letters: dict[str | None, str] = {None: SAME}
    letters |= {party: "abcd"[at] for at, party in enumerate(dict.fromkeys(filter(None, map(parties.get, said))))}
    assert "".join(letters[parties[name]] for name in said) == expected
    assert all(re.fullmatch(r"T-(?:[0-9a-f]{12}|[12])", party) for party in parties.values() if party)


def test_a_name_that_two_people_have_links_nobody_and_two_codes_stay_apart(
    sheet_file: Path, read_file: ReadFile, number: NumberOf
) -> None:
    rows = (
        ("张三", number(sequence=1), "李四"),
        ("李四", number(sequence=2), ""),
        ("李四", number(sequence=3), ""),
        ("王五", number(sequence=4), "T-1"),
        ("赵六", number(sequence=5), "T-2"),
        ("赵六", number(sequence=5), "王五"),
    )
    result = read_file(sheet_file, (HEADER, *rows))
    parties = {
        worker.number.reveal(): wish.together for worker, wish in zip(result.workers, result.registrations, strict=True)
    }
    assert [parties[number(sequence=at)] for at in (2, 3)] == [None, None]
    assert [parties[number(sequence=at)] for at in (4, 5)] == ["T-1", "T-2"]


def test_a_companion_in_another_file_and_one_with_a_damaged_row_are_found(tmp_path: Path, number: NumberOf) -> None:
    first, second = tmp_path / "b.csv", tmp_path / "a.csv"
    first.write_text(f"姓名,身份证号码,同行\n张三,{number(sequence=1)},李四\n,1,李四\n6,,\n", encoding="utf-8")
    second.write_text(f"姓名,身份证号码\n李四, {number(sequence=2)}\n", encoding="utf-8")
    result = lc.read_roster([second, first], on=date(2023, 1, 28), synthetic_areas=("533399",))
    assert len(result.workers) == 2
    (party,) = {wish.together for wish in result.registrations}
    assert party is not None
    assert party.startswith("T-")


def test_a_refused_row_of_a_party_says_that_the_others_go_without(
    sheet_file: Path, read_file: ReadFile, number: NumberOf
) -> None:
    rows = [("张三", number(sequence=1), "T-1"), ("李小宝", "123", "T-1"), ("王五", "456", "")]
    result = read_file(sheet_file, (HEADER, *rows))
    said = {row.where.row: [one.rule for one in row.findings if one.rule != "RO-14"] for row in result.refused}
    assert said == {3: ["ID-01", "RO-40"], 4: ["ID-01"]}
    (told,) = [one for one in result.findings if one.rule == "RO-40"]
    assert "goes with the party T-1" in told.message.en
    assert "李小宝" not in told.render("zh")

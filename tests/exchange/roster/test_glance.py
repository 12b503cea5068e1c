"""What the short way may not take for granted: rows that look plain and are not, and rows that do not and are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from attrs import evolve

import laborcoop as lc
from laborcoop.exchange.roster import Counts, Known, RefusedRow, Repeated, glance, judged, read_rosters
from laborcoop.exchange.roster.ids import ShownIds
from laborcoop.exchange.roster.judged import NumberJudge
from laborcoop.exchange.roster.outcome import TakenOnce, TakenPlain
from laborcoop.exchange.roster.people import read_entry
from laborcoop.exchange.roster.rows import Row
from laborcoop.exchange.roster.settle import settle, settle_alone
from laborcoop.exchange.roster.values import Values
from laborcoop.kernel.ids import WorkerId
from laborcoop.people.identity_check import NumberEntry
from laborcoop.rulebook import Locus, RuleBook

ON = date(2023, 1, 28)
NumberOf = Callable[..., str]


def outcomes(path: Path, *rows: str) -> list[object]:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return list(lc.stream_roster(path, on=ON, synthetic_areas=("533399",)))


def test_a_row_that_says_the_header_again_is_nobody_s_whatever_its_number(tmp_path: Path, number: NumberOf) -> None:
    path = tmp_path / "a.csv"
    assert (
        outcomes(path, "姓名,性别,身份证号码", f"姓名,性别,{number()}", "姓名,性别,", f"姓 名,性别,{number()[:17]}0")
        == []
    )


def test_beside_a_right_number_the_word_of_a_sum_is_a_person_without_a_name(tmp_path: Path, number: NumberOf) -> None:
    found = outcomes(tmp_path / "a.csv", "姓名,身份证号码,村委会", "合计,,三人", f"合计,{number()},一村", "甲子,,一村")
    assert [type(one) for one in found] == [RefusedRow, RefusedRow]


def test_an_id_that_stands_in_a_row_of_nobody_holds_no_row_back(tmp_path: Path, number: NumberOf) -> None:
    found = outcomes(tmp_path / "a.csv", "登记编号,姓名,身份证号码", "A-1,姓名,身份证号码", f"A-1,甲子,{number()}")
    (taken,) = found
    assert isinstance(taken, TakenPlain)
    assert taken.worker.id == "A-1"


def test_ids_that_differ_in_a_dash_or_capitals_are_compared(tmp_path: Path, number: NumberOf) -> None:
    people = (f"A-1,甲子,{number()}", f"a1,乙丑,{number('1991-01-01')}")
    result = lc.read_roster(file(tmp_path, "登记编号,姓名,身份证号码", *people), on=ON, synthetic_areas=("533399",))
    assert result.counts.workers == 2
    same = (f"A1,甲子,{number()}", f"A1,乙丑,{number('1991-01-01')}")
    result = lc.read_roster(file(tmp_path, "登记编号,姓名,身份证号码", *same), on=ON, synthetic_areas=("533399",))
    assert result.counts == Counts(rows=2, refused=2)


def file(folder: Path, *rows: str) -> Path:
    path = folder / "a.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_a_name_of_two_lines_is_not_two_names(tmp_path: Path, number: NumberOf) -> None:
    rows = (f'"甲子\n乙丑",{number()}', f"丙寅,{number('1991-01-01')}")
    result = lc.read_roster(file(tmp_path, "姓名,身份证号码", *rows), on=ON, synthetic_areas=("533399",))
    assert sorted(worker.name.reveal() for worker in result.workers) == ["丙寅", "甲子乙丑"]


def test_a_name_of_two_lines_is_compared_as_one(tmp_path: Path, number: NumberOf) -> None:
    rows = (f'"甲子\n乙丑",{number()},13800000001', f"甲子乙丑,{number('1991-01-01')},13800000001")
    result = lc.read_roster(file(tmp_path, "姓名,身份证号码,联系电话", *rows), on=ON, synthetic_areas=("533399",))
    assert [one.rule for one in result.findings if one.rule == "RO-23"] == ["RO-23", "RO-23"]


def test_a_number_of_two_lines_is_one_number(tmp_path: Path, number: NumberOf) -> None:
    broken = f"{number()[:6]}\n{number()[6:]}"
    rows = (
        f'甲子,"{broken}"',
        f"乙丑,{number('1991-01-01')[:6]} {number('1991-01-01')[6:]}",
        f"丙寅,{number('1992-01-01')}",
    )
    workers = lc.read_roster(file(tmp_path, "姓名,身份证号码", *rows), on=ON, synthetic_areas=("533399",)).workers
    born = ["1990-01-01", "1991-01-01", "1992-01-01"]
    assert sorted(worker.number.reveal() for worker in workers) == sorted(number(day) for day in born)


def test_a_phone_that_says_nothing_is_none(tmp_path: Path, number: NumberOf) -> None:
    (taken,) = outcomes(tmp_path / "a.csv", "姓名,身份证号码,联系电话", f"甲子,{number()},无")
    assert isinstance(taken, TakenPlain)
    assert taken.worker.phone is None
    assert [one.rule for one in taken.findings] == ["RO-14"]


def test_going_through_rows_asks_for_nobodys_id(
    tmp_path: Path, number: NumberOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def of_number(_: ShownIds, number: str) -> WorkerId:
        asked.append(number)
        return WorkerId("W-1")

    monkeypatch.setattr(ShownIds, "of_number", of_number)
    _, repeated = outcomes(tmp_path / "a.csv", "姓名,身份证号码", f"甲子,{number()}", f"甲子,{number()}")
    assert isinstance(repeated, Repeated)
    assert not asked
    assert (repeated.kept, asked) == ("W-1", [number()])


def test_what_is_said_twice_shows_no_name_and_follows_the_fuller_row(tmp_path: Path, number: NumberOf) -> None:
    rows = (f"甲子,{number()},", f"甲子,{number()},一村")
    taken, repeated = outcomes(tmp_path / "a.csv", "姓名,身份证号码,村委会", *rows)
    assert isinstance(taken, TakenOnce)
    assert isinstance(repeated, Repeated)
    assert "甲子" not in repr(taken)
    assert repr(repeated) == f"Repeated(where={repeated.where!r}, kept={repeated.kept!r})"
    assert repeated == outcomes(tmp_path / "a.csv", "姓名,身份证号码,村委会", *rows)[1]
    assert (taken.where.row, repeated.where.row, repeated.kept) == (3, 2, taken.worker.id)
    assert taken.row.cells["村委会"] == "一村"
    assert taken.merge is not None
    assert taken.registration.worker == taken.worker.id


def test_one_name_with_two_numbers_and_one_phone_is_told_of(tmp_path: Path, number: NumberOf) -> None:
    rows = (f"甲子,{number()},13800000001", f"甲子,{number('1991-01-01')},13800000001")
    result = lc.read_roster(file(tmp_path, "姓名,身份证号码,联系电话", *rows), on=ON, synthetic_areas=("533399",))
    assert [one.rule for one in result.findings if one.rule == "RO-23"] == ["RO-23", "RO-23"]


def test_without_the_rule_a_wrong_number_is_refused_all_the_same(
    tmp_path: Path, known: Known, book: RuleBook, number: NumberOf
) -> None:
    wrong = number()[:17] + ("1" if number()[17] == "0" else "0")
    path = file(tmp_path, "姓名,身份证号码", f"甲子,{wrong}")
    (refused,) = read_rosters([(path, "a.csv")], known, book).refused
    assert [one.rule for one in refused.findings if one.excludes] == ["ID-02"]
    (refused,) = read_rosters([(path, "a.csv")], known, book.without("ID-02")).refused
    assert [one.rule for one in refused.findings if one.excludes] == ["RO-12"]


def test_a_masked_number_without_a_birth_date_is_settled_alone_as_among_others(known: Known, book: RuleBook) -> None:
    row = Row(where=Locus("a.csv", "a", 2), cells={"name": "甲子", "id_number": "533399********001X"}, letters={})
    entry = read_entry(row, Values(known), NumberJudge(book, known.on))
    (refused,) = settle([entry], known, book).refused
    assert settle_alone(entry, known) == refused
    assert "RO-10" in {one.rule for one in refused.findings}


def test_what_is_remembered_of_numbers_does_not_grow_without_end(
    monkeypatch: pytest.MonkeyPatch, book: RuleBook, number: NumberOf
) -> None:
    monkeypatch.setattr(judged, "_MOST_REMEMBERED", 1)
    judge, row = NumberJudge(book, ON), Row(where=Locus("a.csv", "a", 2), cells={}, letters={})
    for written in ("1", "12", number(), "1"):
        entry = NumberEntry(written=written)
        expected = book.judge(entry, row.subject, on=ON, where=row.at("id_number"), kind="worker")
        assert judge.findings(entry, row) == expected
    unknown = evolve(book["ID-01"], message=book["ID-02"].message)
    assert not NumberJudge(book.with_rules(unknown), ON).knows_the_rules


def test_a_number_that_a_spreadsheet_made_a_quantity_of_is_refused_even_if_its_check_character_is_right(
    tmp_path: Path, number: NumberOf
) -> None:
    # A multiple of 64 is a quantity that a spreadsheet keeps to the last digit.
    numbers = (number(sequence=sequence) for sequence in range(1, 1000))
    exact = next(one for one in numbers if one.isdigit() and float(one) == int(one))
    assert f"{float(exact):.0f}" == exact
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        page = book.add_worksheet("名单")
        page.write_row(0, 0, ("姓名", "身份证号码"))
        page.write_row(1, 0, ("甲子", float(exact)))
    result = lc.read_roster(tmp_path / "a.xlsx", on=ON, synthetic_areas=("533399",))
    assert [one.rule for row in result.refused for one in row.findings if one.excludes] == ["ID-10"]


def test_cells_that_are_known_not_to_say_the_same_as_above_are_forgotten_where_they_are_too_many(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: NumberOf
) -> None:
    monkeypatch.setattr(glance, "_MOST_REMEMBERED", 1)
    rows = (f"甲子,{number()},一村,4500,初中", f"乙丑,{number('1991-01-01')},同上,5000,高中")
    result = lc.read_roster(
        file(tmp_path, "姓名,身份证号码,村委会,期望月工资,文化程度", *rows), on=ON, synthetic_areas=("533399",)
    )
    assert sorted(one.lowest_wage or 0 for one in result.registrations) == [4500, 5000]
    assert [worker.village for worker in result.workers] == ["一村", "一村"]


def test_cells_that_are_numbers_stand_beside_ones_that_say_the_same_as_above(tmp_path: Path, number: NumberOf) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        page = book.add_worksheet("名单")
        page.write_row(0, 0, ("姓名", "身份证号码", "期望月工资"))
        page.write_row(1, 0, ("甲子", number(), 4500))
        page.write_row(2, 0, ("乙丑", number("1991-01-01"), "同上"))
    result = lc.read_roster(tmp_path / "a.xlsx", on=ON, synthetic_areas=("533399",))
    assert sorted(one.lowest_wage or 0 for one in result.registrations) == [4500, 4500]


def test_a_roster_without_a_column_of_numbers_refuses_every_row_and_loses_none(tmp_path: Path) -> None:
    found = outcomes(tmp_path / "a.csv", "姓名,性别,手机号码,村委会", "甲子,男,13800000001,一村", "乙丑,女,,二村")
    assert [type(one) for one in found] == [RefusedRow, RefusedRow]


def test_texts_that_are_written_as_formulas_are_read_as_texts(tmp_path: Path, number: NumberOf) -> None:
    quoted = f'="{number()}"'.replace('"', '""')
    path = file(
        tmp_path,
        "登记编号,姓名,身份证号码,联系电话,村委会",
        f'="A-1",="甲子","{quoted}",="13800000001",="一村"',
        f'A-2,乙丑,="{number("1991-01-01")}",13800000002,二村',
    )
    result = lc.read_roster(path, on=ON, synthetic_areas=("533399",))
    assert result.counts == Counts(rows=2, workers=2)
    first, second = result.workers
    assert (first.id, first.name.reveal(), first.village) == ("A-1", "甲子", "一村")
    assert first.number.reveal() == number()
    assert first.phone
    assert first.phone.reveal() == "13800000001"
    assert second.number.reveal() == number("1991-01-01")


def test_what_a_failed_formula_shows_is_told_and_never_taken_for_a_value(tmp_path: Path, number: NumberOf) -> None:
    path = file(
        tmp_path,
        "姓名,身份证号码,村委会,务工企业",
        f"甲子,{number()},#N/A,#REF!",
        f"#NAME?,{number('1991-01-01')},一村,某厂",
    )
    result = lc.read_roster(path, on=ON, synthetic_areas=("533399",))
    (worker,) = result.workers
    assert worker.village == ""
    assert result.registrations[0].employer_as_written == ""
    told = {(one.where.row, one.where.column, one.rule) for one in result.findings}
    assert {(2, "C", "RO-02"), (2, "D", "RO-02"), (3, "A", "RO-09")} <= told
    assert all("a formula" in one.message.en for one in result.findings if one.rule in {"RO-02", "RO-09"})

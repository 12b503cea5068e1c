"""`read_roster` and `stream_roster`: files in, everything accounted for, nothing lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.employers import WageRange
from laborcoop.errors import InvalidValue
from laborcoop.exchange.roster import (
    Alone,
    Counts,
    Details,
    Known,
    RefusedRow,
    Repeated,
    glance,
    read_rosters,
    stream_rosters,
    values,
)
from laborcoop.exchange.roster.judged import NumberJudge
from laborcoop.exchange.roster.merges_csv import merges_csv
from laborcoop.exchange.roster.numbers import Numbers, areas_of
from laborcoop.exchange.roster.stream import about_numbers
from laborcoop.exchange.roster.values import NOTHING, Remembered, Said
from laborcoop.kernel.identity import Sex, check_character
from laborcoop.planning.case import Refused
from laborcoop.rulebook import Finding, RuleBook, Severity

ON = date(2023, 1, 28)
NumberOf = Callable[..., str]


def csv_file(path: Path, header: str, *rows: str, encoding: str = "utf-8") -> Path:
    path.write_text("\n".join((header, *rows)) + "\n", encoding=encoding)
    return path


@pytest.fixture
def roster(tmp_path: Path, number: NumberOf) -> Path:
    return csv_file(
        tmp_path / "福贡县.csv",
        "姓名,身份证号码,联系电话,月工资,入职时间,工号",
        f"甲子,{number()},13800000001,5千,2023.2.6,a",
        f"甲子,{number()},13800000001,,,b",
        f"乙丑,{number('1991-01-01')},13800000002,面议,,c",
        "丙寅,123,13800000003,,,d",
        "甲子,,13800000001,,,e",
    )


def test_a_roster_comes_out_as_workers_repetitions_and_refused_rows(roster: Path, number: NumberOf) -> None:
    result = lc.read_roster(roster, on=ON)
    assert result.counts == Counts(rows=5, workers=2, repeated=2, refused=1)
    assert {worker.number.reveal() for worker in result.workers} == {number(), number("1991-01-01")}
    (refused,) = result.refused
    assert refused.row.cells == {
        "姓名": "丙寅",
        "身份证号码": "123",
        "联系电话": "13800000003",
        "月工资": None,
        "入职时间": None,
        "工号": "d",
    }
    assert (refused.where.row, [one.rule for one in refused.findings if one.excludes]) == (5, ["ID-01"])
    assert "丙寅" not in repr(result.refused)


def test_a_merge_keeps_its_rows_and_what_they_would_be_apart(roster: Path) -> None:
    result = lc.read_roster(roster, on=ON)
    (merge,) = result.merged
    assert [row.cells["工号"] for row in merge.rows] == ["a", "b", "e"]
    worker = next(one for one in result.workers if one.id == merge.worker)
    first, second, third = merge.apart
    assert isinstance(first, Alone)
    assert isinstance(second, Alone)
    assert first.worker == second.worker == worker
    assert isinstance(first.details.wage, WageRange)
    assert first.details.wage.low == 5000
    assert second.details == Details()
    assert isinstance(third, Refused)
    assert "ID-01" in {one.rule for one in third.findings if one.excludes}
    (joined,) = [one for one in result.findings if one.rule == "RO-22"]
    assert (joined.subject, joined.where.row, joined.severity) == (merge.worker, 6, Severity.INFO)
    lines = merges_csv(result.merged).decode("utf-8-sig").splitlines()
    assert lines[1] == f"{merge.worker},福贡县.csv,福贡县,2,yes,,"
    assert lines[3] == f"{merge.worker},福贡县.csv,福贡县,6,,,"


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_row_taken_apart_is_what_would_have_been_read_of_it_alone(
    tmp_path: Path, number: NumberOf, read_file: Callable[[Path, Sequence[tuple[str, ...]]], Any], suffix: str
) -> None:
    header = ("登记编号", "姓名", "身份证号码", "联系电话", "性别", "月工资", "入职时间", "是否愿意外出", "出生日期")
    masked = number()[:6] + "*" * 8 + number()[14:]
    rows = [
        ("W-1", "甲子", number(), "13800000001", "男", "5千", "2023.2.6", "是", ""),
        ("W-2", "甲子", number(), "13800000001", "女", "6千", "2023.2.7", "否", ""),
        ("", "甲子", number(), "1380000", "", "面议", "2023.2.30", "", "1980-01-01"),
        ("", "甲子", "", "13800000001", "", "7千", "2023-02-08", "", ""),
        ("", "甲子", masked, "13800000001", "", "8千", "", "", "1990-01-01"),
        ("", "甲子", masked, "13800000001", "", "9千", "", "", ""),
    ]
    result = read_file(tmp_path / f"名单{suffix}", [header, *rows])
    (merge,) = result.merged
    assert len(merge.apart) == len(rows)
    for apart in merge.apart:
        folder = tmp_path / str(apart.where.row)
        folder.mkdir()
        blank = [("",) * len(header)] * (apart.where.row - 2)
        alone = read_file(folder / f"名单{suffix}", [header, *blank, rows[apart.where.row - 2]])
        if isinstance(apart, Alone):
            assert (apart.worker,) == alone.workers
            assert (apart.registration,) == alone.registrations
            assert apart.details == alone.details.get(apart.worker.id, Details())
            of_the_row = [one for one in alone.findings if one.subject != one.where.file]
            assert sorted(apart.findings, key=Finding.order) == sorted(of_the_row, key=Finding.order)
        else:
            (refused,) = alone.refused
            assert (apart.where, apart.subject, apart.findings) == (refused.where, refused.subject, refused.findings)
    assert [type(apart) for apart in sorted(merge.apart, key=lambda one: one.where.order())] == [
        *[Alone] * 3,
        Refused,
        Alone,
        Refused,
    ]


def test_wages_and_days_that_no_decision_reads_are_read(roster: Path) -> None:
    result = lc.read_roster(str(roster), on=ON)
    (details,) = result.details.values()
    assert details.wage is not None
    assert details.wage.low == 5000
    assert details.start_date == date(2023, 2, 6)
    assert [one.where.row for one in result.findings if one.rule == "RO-02"] == [4]


def test_a_stream_gives_each_row_once_and_the_same_as_the_whole(roster: Path) -> None:
    stream = lc.stream_roster(roster, on=ON)
    outcomes = list(stream)
    result = lc.read_roster(roster, on=ON)
    assert stream.counts == result.counts
    workers = {one.worker.id: one for one in outcomes if not isinstance(one, (Repeated, RefusedRow))}
    assert set(workers) == {worker.id for worker in result.workers}
    plain = next(one for one in workers.values() if one.merge is None)
    assert plain.row.cells["工号"] == "c"
    assert (plain.where.row, plain.details) == (4, Details())
    assert [one.subject for one in plain.findings if one.rule == "RO-02"] == [plain.worker.id]
    assert plain.registration.worker == plain.worker.id
    assert "乙丑" not in repr(plain)
    settled = next(one for one in workers.values() if one.merge is not None)
    assert settled.row.cells["工号"] == "a"
    assert settled.where.row == 2
    assert sorted(one.row.cells["工号"] or "" for one in outcomes if isinstance(one, Repeated)) == ["b", "e"]
    assert Counter(type(one).__name__ for one in outcomes)["RefusedRow"] == 1


def test_one_name_and_one_phone_under_two_numbers_are_told_of_and_stay_two(tmp_path: Path, number: NumberOf) -> None:
    rows = (f"甲子,{number()},13800000001", f"甲子,{number('1991-01-01')},13800000001", "甲子,,13800000001")
    result = lc.read_roster(csv_file(tmp_path / "a.csv", "姓名,身份证号码,联系电话", *rows), on=ON)
    assert result.counts == Counts(rows=3, workers=2, refused=1)
    told = [one for one in result.findings if one.rule == "RO-23"]
    assert sorted(one.where.row or 0 for one in told) == [2, 3]


def test_a_row_without_number_and_of_another_birth_date_joins_nobody(tmp_path: Path, number: NumberOf) -> None:
    rows = (f"甲子,{number()},13800000001,", "甲子,,13800000001,1991-01-01")
    result = lc.read_roster(csv_file(tmp_path / "a.csv", "姓名,身份证号码,联系电话,出生日期", *rows), on=ON)
    assert result.counts == Counts(rows=2, workers=1, refused=1)


def test_further_headers_are_an_argument_and_one_that_means_nothing_is_refused(
    tmp_path: Path, number: NumberOf
) -> None:
    path = csv_file(tmp_path / "a.csv", "绰号,身份证号码", f"甲子,{number()}")
    assert lc.read_roster([path], on=ON).counts.workers == 0
    assert lc.read_roster([path], on=ON, columns={"绰号": "name"}).counts.workers == 1
    with pytest.raises(InvalidValue, match="nickname"):
        lc.read_roster(path, on=ON, columns={"绰号": "nickname"})


@pytest.mark.parametrize("read", [lc.read_roster, lc.stream_roster])
def test_what_wage_is_plausible_is_an_argument(tmp_path: Path, number: NumberOf, read: Callable[..., Any]) -> None:
    file = csv_file(tmp_path / "a.csv", "姓名,身份证号码,期望月工资", f"甲子,{number()},300")

    def lowest(**changes: object) -> Decimal | None:
        result = read(file, on=ON, **changes)
        rows = [row.registration for row in result] if read is lc.stream_roster else result.registrations
        return cast("Decimal | None", rows[0].lowest_wage)

    assert lowest() is None
    assert lowest(plausible_wages=(200, Decimal(9000))) == Decimal(300)


@pytest.mark.parametrize("wrong", [(900, 200), (-1, 200), (Decimal("NaN"), 200), 200, (200,), ("a", "b"), (2.0, 3)])
def test_wages_that_are_no_two_amounts_are_refused(roster: Path, wrong: object) -> None:
    with pytest.raises(InvalidValue, match="plausible_wages"):
        lc.read_roster(roster, on=ON, plausible_wages=wrong)  # type: ignore[arg-type] # what a caller might pass


def test_columns_that_are_called_alike_or_not_at_all_are_kept_apart(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv", "姓名,身份证号码,杂项,杂项,", "甲子,123,1,2,3")
    (refused,) = lc.read_roster(path, on=ON).refused
    assert list(refused.row.cells) == ["姓名", "身份证号码", "杂项", "杂项(D)", "E"]
    assert list(refused.row.cells.values()) == ["甲子", "123", "1", "2", "3"]


def test_without_a_salt_the_ids_are_those_of_the_numbers_and_with_one_those_of_the_salt(roster: Path) -> None:
    ids = [worker.id for worker in lc.read_roster(roster, on=ON).workers]
    assert ids == [worker.id for worker in lc.read_roster(roster, on=ON).workers]
    salted = [worker.id for worker in lc.read_roster(roster, on=ON, salt="sixteen characters or more").workers]
    assert not set(ids) & set(salted)


@pytest.mark.parametrize("is_first", [False, True])
def test_a_row_without_a_number_waits_for_the_one_row_with_its_name_and_phone(
    tmp_path: Path, number: NumberOf, *, is_first: bool
) -> None:
    rows = [f"甲子,{number()},13800000001", "甲子,,13800000001", f"乙丑,{number('1991-01-01')},13800000002"]
    path = csv_file(tmp_path / "a.csv", "姓名,身份证号码,联系电话", *(rows[::-1] if is_first else rows))
    assert lc.read_roster(path, on=ON).counts == Counts(rows=3, workers=2, repeated=1, refused=0)


def test_counts_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(InvalidValue, match="a row is lost"):
        Counts(rows=3, workers=1)


def test_a_rule_that_is_not_known_here_is_asked_of_every_number(
    roster: Path, known: Known, book: RuleBook, number: NumberOf
) -> None:
    numbers = Numbers(NumberJudge(book, ON), frozenset({"533399"}))
    assert numbers.are_plain([number()], {"533399"}, [NOTHING], [NOTHING]) == [True]
    assert numbers.stated(number()) == (date(1990, 1, 1), Sex.MALE)
    renamed = evolve(book["ID-01"], message=book["ID-02"].message)
    unknown = Numbers(NumberJudge(book.with_rules(renamed), ON), frozenset())
    assert unknown.are_plain([number()], {"533399"}, [NOTHING], [NOTHING]) == [False]
    result = read_rosters([(roster, "a.csv")], known, book.with_rules(renamed))
    assert len(result.workers) == 2


@pytest.mark.parametrize(
    "written",
    [
        "53339919900101001Z",
        "53339919900101001",
        "5333991990010100١2",
        "533399199٠01010012",
        "03339919900101001X",
        "533399199013320012",
        "53339９199001010012",
        "5333991990010100112",
        "5333991990010100112"[:18],
        "999999209901010012",
    ],
)
def test_a_number_that_is_not_plain_goes_the_long_way(book: RuleBook, number: NumberOf, written: str) -> None:
    numbers = Numbers(NumberJudge(book, ON), frozenset({"533399"}))
    assert numbers.are_plain([written], areas_of([written]), None, None) == [False]
    # Of one area, and of several, numbers are told in two ways.
    both = [written, number()]
    assert numbers.are_plain(both, areas_of(both), None, None) == [False, True]


@pytest.mark.parametrize(
    ("area", "is_known"), [("533399", True), ("533323", True), ("110101", True), ("999999", False)]
)
def test_of_all_tails_as_many_are_plain_among_those_of_one_area_as_of_several(
    known: Known, book: RuleBook, area: str, *, is_known: bool
) -> None:
    numbers = Numbers(NumberJudge(about_numbers(book), known.on), frozenset({"533399"}))
    written = [f"{area}19900101{serial:03d}{check}" for serial in range(0, 1000, 7) for check in "0123456789X"]
    plain = numbers.are_plain(written, {area}, None, None)
    assert plain == [is_known and check_character(one[:17]) == one[17] for one in written]
    assert numbers.are_plain([*written, "?"], {area, "?"}, None, None) == [*plain, False]


def test_what_is_declared_otherwise_goes_the_long_way(book: RuleBook, number: NumberOf) -> None:
    numbers = Numbers(NumberJudge(book, ON), frozenset({"533399"}))
    sexes = [Said(Sex.FEMALE), Said(Sex.MALE), NOTHING]
    days = [Said(date(1990, 1, 1)), Said(date(1990, 1, 1)), Said(date(1990, 1, 2))]
    assert numbers.are_plain([number()] * 3, {"533399"}, sexes, days) == [False, True, False]


def test_a_file_that_breaks_off_is_refused_as_a_whole_and_a_blank_one_too(tmp_path: Path, number: NumberOf) -> None:
    good = csv_file(tmp_path / "a.csv", "姓名,身份证号码", f"甲子,{number()}")
    broken = csv_file(tmp_path / "b.csv", "姓名,身份证号码", f"乙丑,{number('1991-01-01')}", '"' + "x" * 140_000)
    blank = csv_file(tmp_path / "c.csv", ",,", " ,,")
    result = lc.read_roster([good, broken, blank], on=ON)
    assert result.counts == Counts(rows=1, workers=1)
    assert [(one.rule, one.where.file) for one in result.findings.excluding()] == [
        ("RO-16", "b.csv"),
        ("RO-16", "c.csv"),
    ]


def test_a_csv_file_without_a_header_is_told_of(tmp_path: Path, number: NumberOf) -> None:
    result = lc.read_roster(csv_file(tmp_path / "a.csv", "甲子,乙丑", *["x,y"] * 80, f"甲,{number()}"), on=ON)
    told = [(one.rule, one.severity, one.where.row) for one in result.findings]
    assert told == [("RO-07", Severity.ERROR, None), ("RO-07", Severity.ERROR, 82)]


def test_the_same_person_in_a_workbook_and_in_text_is_one(tmp_path: Path, number: NumberOf) -> None:
    first = csv_file(tmp_path / "a.csv", "姓名,身份证号码", f"甲子,{number()}", encoding="gbk")
    second = csv_file(tmp_path / "b.csv", "姓名,身份证号码", f"甲子,{number()}", encoding="utf-16")
    assert lc.read_roster([first, second, first], on=ON).counts == Counts(rows=2, workers=1, repeated=1)


def test_a_memory_does_not_grow_without_end_and_keeps_true_and_one_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(values, "_MOST_REMEMBERED", 2)
    memory = Remembered(str)
    assert [memory[True], memory[1], memory["a"], memory["b"]] == ["True", "1", "a", "b"]
    assert len(memory) == 1


def test_a_plain_row_shows_no_name_and_has_findings_only_where_there_are_some(
    tmp_path: Path, number: NumberOf, known: Known, book: RuleBook
) -> None:
    path = csv_file(tmp_path / "a.csv", "姓名,身份证号码,县(市)", f"乙丑,{number()},福贡县")
    (outcome,) = stream_rosters([(path, "a.csv")], evolve(known, synthetic_areas=frozenset()), book)
    assert not isinstance(outcome, (Repeated, RefusedRow))
    assert "乙丑" not in repr(outcome)
    assert [one.rule for one in outcome.findings] == ["ID-05"]
    real = number().replace("533399", "533323")[:17]
    path = csv_file(tmp_path / "b.csv", "姓名,身份证号码,县(市)", f"乙丑,{real}{check_character(real)},福贡县")
    stream = stream_rosters([(path, "b.csv")], known, book)
    (outcome,) = stream
    assert not isinstance(outcome, (Repeated, RefusedRow))
    assert "乙丑" not in repr(outcome)
    assert (outcome.findings, stream.findings) == ((), [])
    assert outcome.row.cells == {"姓名": "乙丑", "身份证号码": real + check_character(real), "县(市)": "福贡县"}
    assert outcome.registration.worker == outcome.worker.id
    assert (outcome.details, outcome.where.row) == (Details(), 2)


def test_rows_that_break_off_say_nothing_under_the_columns_behind(tmp_path: Path, number: NumberOf) -> None:
    path = csv_file(tmp_path / "a.csv", "姓名,身份证号码,村委会", f"甲子,{number()}", "乙丑", "")
    result = lc.read_roster(path, on=ON)
    assert result.counts == Counts(rows=2, workers=1, refused=1)
    assert [(worker.name.reveal(), worker.village) for worker in result.workers] == [("甲子", "")]
    assert result.refused[0].row.cells == {"姓名": "乙丑"}


def test_the_cells_of_a_row_that_is_nobody_s_hold_for_the_same_below(tmp_path: Path, number: NumberOf) -> None:
    path = csv_file(tmp_path / "a.csv", "姓名,身份证号码,村委会", ",,一村", f"甲子,{number()},同上")
    result = lc.read_roster(path, on=ON)
    assert [worker.village for worker in result.workers] == ["一村"]
    assert [finding.where.row for finding in result.findings if finding.rule == "RO-11"] == [2]


@pytest.mark.parametrize("digit", ["\u0669", "\u096f"])
def test_digits_of_other_scripts_are_none_to_the_salt(tmp_path: Path, number: NumberOf, digit: str) -> None:
    rows = [f"甲子,{number()}", f"乙丑,{number().replace('9', digit)}"]
    path = csv_file(tmp_path / "a.csv", "姓名,身份证号码", *rows)
    alone = csv_file(tmp_path / "b.csv", "姓名,身份证号码", rows[0])
    (worker,) = lc.read_roster(alone, on=ON).workers
    assert worker.id in {one.id for one in lc.read_roster(path, on=ON).workers}


def test_a_file_that_is_changed_between_the_two_looks_is_refused_and_not_half_read(
    tmp_path: Path, number: NumberOf
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"姓名,身份证号码\n甲子,{number()}\n", encoding="utf-8")
    stream = lc.stream_roster(path, on=ON, synthetic_areas=("533399",))
    path.write_text(f"姓名,身份证号码\n甲子,{number()}\n乙丑,\n", encoding="utf-8")
    with pytest.raises(lc.LaborcoopError, match="changed while it was being read"):
        list(stream)


def test_a_file_that_breaks_off_changes_nothing_for_the_people_of_the_others(tmp_path: Path, number: NumberOf) -> None:
    rows = [f"甲子,{number()},13800000001", f"乙丑,{number(sequence=2)},13800000002"]
    whole = csv_file(tmp_path / "b.csv", "姓名,身份证号码,联系电话", *rows)
    others = [f"甲子,{number(sequence=at)},1390000{at:04d}" for at in range(3, 203)]
    broken = [
        csv_file(tmp_path / name, "姓名,身份证号码,联系电话", rows[0], *others, '"丙寅,') for name in ("a.csv", "c.csv")
    ]
    alone, beside = (lc.stream_roster(files, on=ON, salt="") for files in ([whole], [*broken, whole]))
    ids = [
        {one.worker.id for one in stream if not isinstance(one, (Repeated, RefusedRow))} for stream in (alone, beside)
    ]
    assert ids[0] == ids[1] != set()
    assert beside.counts.rows == 2
    about = [(one.rule, one.where.file) for one in beside.findings if one.rule == "RO-16"]
    assert about == [("RO-16", "a.csv"), ("RO-16", "c.csv")]


def test_many_cells_of_a_shared_column_are_not_all_remembered(
    tmp_path: Path, number: NumberOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glance, "_MOST_REMEMBERED", 1)
    path = tmp_path / "a.csv"
    lines = [f"甲子,{number(sequence=at)},{'同上' if at == 250 else f'第{at}村'}" for at in range(1, 301)]
    path.write_text("姓名,身份证号码,村委会\n" + "\n".join(lines) + "\n", encoding="utf-8")
    workers = lc.read_roster(path, on=ON, synthetic_areas=("533399",)).workers
    assert sorted(worker.village for worker in workers) == sorted(f"第{at - (at == 250)}村" for at in range(1, 301))


def test_columns_that_name_records_of_a_case_are_told_of_where_there_is_no_case(
    tmp_path: Path, number: NumberOf
) -> None:
    head = "姓名,身份证号码,联系电话,上车点,安置点名称,批次"
    path = csv_file(tmp_path / "a.csv", head, f"甲子,{number()},13800000001,某站,某安置点,1")
    result = lc.read_roster(path, on=ON, synthetic_areas=("533399",))
    told = [one for one in result.findings if one.rule == "RO-44"]
    assert [(one.where.column, one.severity) for one in told] == [("E", Severity.INFO), ("F", Severity.INFO)]
    assert "column F, 批次 (batch), names records of a case" in told[1].render("en")
    (registration,) = result.registrations
    assert registration.boarding_as_written == "某站"
    assert not registration.batches
    plain = csv_file(tmp_path / "b.csv", "姓名,身份证号码,联系电话", f"甲子,{number()},13800000001")
    assert not [
        one for one in lc.read_roster(plain, on=ON, synthetic_areas=("533399",)).findings if one.rule == "RO-44"
    ]

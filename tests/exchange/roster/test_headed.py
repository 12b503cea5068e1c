"""What a header says of the cells below it: units of wages, and codes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from laborcoop.exchange.roster import RosterResult
from laborcoop.exchange.roster.settle import Settled
from laborcoop.exchange.sheets import Cell, Sheet
from laborcoop.people import FlagKind

NumberOf = Callable[..., str]
Read = Callable[..., RosterResult]
One = Callable[..., RosterResult]
ReadFile = Callable[..., RosterResult]


def lowest(result: RosterResult) -> Decimal | None:
    return result.registrations[0].lowest_wage


def wage(result: RosterResult) -> tuple[object, object] | None:
    found = [detail.wage for detail in result.details.values() if detail.wage]
    return (found[0].low, found[0].high) if found else None


def told(result: RosterResult, *codes: str) -> list[tuple[str, int | None, str]]:
    return [(one.rule, one.where.row, one.where.column) for one in result.findings if one.rule in codes]


@pytest.mark.parametrize(
    ("header", "cell", "low", "high"),
    [
        ("月工资（万元）", 0.5, 5000, 5000),
        ("月工资(万元)", "0.45-0.6", 4500, 6000),
        ("月工资(单位：万元)", "0.5", 5000, 5000),
        ("月收入(千元)", "5-6", 5000, 6000),
        ("工资（千元/月）", 4.5, 4500, 4500),
        ("月工资(万元)", "5000元", 5000, 5000),
        ("月工资(万元)", "5千", 5000, 5000),
        ("月工资(元/月)", 4500, 4500, 4500),
        ("月工资（元，每月）", 4500, 4500, 4500),
        ("月工资(元)", "4500-6000", 4500, 6000),
    ],
)
def test_a_wage_is_read_in_the_unit_of_its_header(one: One, header: str, cell: Cell, low: int, high: int) -> None:
    result = one(**{header: cell})
    assert wage(result) == (low, high)
    assert told(result, "RO-02", "RO-38") == []


@pytest.mark.parametrize(
    "header",
    [
        *("工资(元/天)", "工资（元/日）", "工资(元/小时)", "月工资(元/年)", "工资（每天）", "工资(日薪)", "工资(美元)"),
        *("期望工资(元/天)", "期望工资(万元/年)", "工资(元/月或元/天)", "工资(计件)", "工资水平(元/时)"),
    ],
)
def test_what_is_no_monthly_wage_by_its_header_is_not_read(one: One, header: str) -> None:
    result = one(**{header: 5000})
    assert (wage(result), lowest(result)) == (None, None)
    assert told(result, "RO-01", "RO-02", "RO-38") == [("RO-38", 1, "C")]


@pytest.mark.parametrize(
    ("unit", "cell", "meant", "rules"),
    [("万元", "0.5", (5000, 5000), []), ("元/天", "5000", None, ["RO-38"]), ("元", "4500", (4500, 4500), [])],
)
def test_a_row_of_units_below_the_header_is_part_of_it(
    sheet_file: Path,
    number: NumberOf,
    read_file: ReadFile,
    unit: str,
    cell: str,
    meant: tuple[int, int] | None,
    rules: list[str],
) -> None:
    rows = [("姓名", "身份证号码", "月工资"), ("", "", unit), ("合成甲", number(), cell)]
    result = read_file(sheet_file, rows)
    assert wage(result) == meant
    assert [rule for rule, _, _ in told(result, "RO-02", "RO-38")] == rules


@pytest.mark.parametrize("header", ["月工资(元)", "期望月工资"])
@pytest.mark.parametrize("cell", ["5-6", 4.5, 5, "0.5", "5千元-6千万", 499, "499-6000", 100001, "0.5元"])
def test_an_implausible_monthly_wage_is_left_out_and_told(one: One, header: str, cell: Cell) -> None:
    result = one(**{header: cell})
    assert (wage(result), lowest(result)) == (None, None)
    assert told(result, "RO-02") == [("RO-02", 2, "C")]


@pytest.mark.parametrize("cell", [500, 100_000, "500-100000"])
def test_the_bounds_of_a_plausible_wage_are_plausible(one: One, cell: Cell) -> None:
    assert lowest(one(期望月工资=cell)) in {Decimal(500), Decimal(100_000)}


def test_what_wage_is_plausible_is_for_the_caller_to_say(read: Read, number: NumberOf) -> None:
    rows = [["姓名", "身份证号码", "期望月工资"], ["合成人", number(), 300]]
    assert lowest(read(rows, plausible_wages=(Decimal(200), Decimal(9000)))) == Decimal(300)
    assert lowest(read(rows)) is None


def flags(result: RosterResult) -> set[FlagKind]:
    return {flag.kind for flag in result.workers[0].flags}


@pytest.mark.parametrize(
    ("header", "cell", "poor", "rules"),
    [
        ("是否脱贫户(1.否 2.是)", 1, False, []),
        ("是否脱贫户(1.否 2.是)", "2", True, []),
        ("是否脱贫户（1、否；2、是）", 2.0, True, []),
        ("是否脱贫户(1=是,0=否)", 1, True, []),
        ("是否脱贫户(是1，否2)", "2", False, []),
        ("户属性(1脱贫户 2监测户 3一般户)", 3, False, []),
        ("户属性(1脱贫户 2监测户 3一般户)", 1, True, []),
        ("是否脱贫户(1.否 2.是)", "是", True, []),
        ("是否脱贫户(1.否 2.是)", "", False, []),
        ("是否脱贫户(1.否 2.是)", 0, False, ["RO-02"]),
        ("户属性(1甲类 2乙类)", 1, False, ["RO-02"]),
        ("是否脱贫户(2020年)", 1, True, []),
        ("是否脱贫户(是/否)", 1, True, []),
    ],
)
def test_codes_mean_what_the_header_says(
    one: One,
    header: str,
    cell: Cell,
    poor: bool,  # noqa: FBT001 - a column of the table
    rules: list[str],
) -> None:
    result = one(**{header: cell})
    assert (FlagKind.OUT_OF_POVERTY in flags(result)) is poor
    assert [rule for rule, _, _ in told(result, "RO-01", "RO-02", "RO-35")] == rules


def test_the_date_in_a_title_above_all_columns_is_no_table_of_codes(
    read_sheet: Callable[[Sheet], Settled], number: NumberOf
) -> None:
    header = ("姓名", "身份证号码", "是否自愿外出", "是否脱贫户")
    rows = (("返珠人员名单", *" " * 3), ("2023年1月25日填报", *" " * 3), header, ("合成甲", number(), 1, 1))
    merged = (((0, 0), (0, 3)), ((1, 0), (1, 3)))
    (made,) = read_sheet(Sheet(file="a.xlsx", name="名单", rows=rows, merged=merged)).made
    assert made.registration.willing
    assert {flag.kind for flag in made.worker.flags} == {FlagKind.OUT_OF_POVERTY}


def test_a_row_shorter_than_its_header_is_read(tmp_path: Path, number: NumberOf, read_file: ReadFile) -> None:
    rows = [("姓名", "身份证号码", "月工资(万元)"), ("合成甲", number())]
    assert len(read_file(tmp_path / "a.csv", rows).workers) == 1

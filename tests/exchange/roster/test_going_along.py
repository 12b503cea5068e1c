"""Whoever goes along and has no row has no seat: remarks and headers that say so are told of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from laborcoop.exchange.roster import RosterResult
from laborcoop.exchange.sheets import Cell

One = Callable[..., RosterResult]


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "带1个小孩",
            "携家属",
            "子女随行",
            "需携带 2 名儿童",
            "夫妻带孩子同行",
            "随迁子女1人",
            "带娃",
            "和妻子带老人一起走",
        ),
        "有一名儿童随行",
    ],
)
@pytest.mark.parametrize("header", ["备注", "特殊情况说明"])
def test_a_remark_that_others_go_along_is_told_of(one: One, header: str, cell: str) -> None:
    result = one(**{header: cell})
    (told,) = [found for found in result.findings if found.rule in {"RO-46", "RO-49"}]
    assert (told.rule, told.severity.value, told.where.row, told.where.column) == ("RO-49", "WARN", 2, "C")
    assert result.registrations[0].willing


@pytest.mark.parametrize("cell", ["不带小孩", "没带孩子", "带行李", "家有老人", "同行", "未携带家属", "带队", 2])
def test_a_remark_that_nobody_goes_along_is_not_told_of(one: One, cell: Cell) -> None:
    assert "RO-49" not in {found.rule for found in one(备注=cell).findings}


def test_who_stays_brings_nobody(one: One) -> None:
    result = one(备注="带1个小孩", 是否自愿外出="否")
    assert not {"RO-46", "RO-49"} & {found.rule for found in result.findings}


@pytest.mark.parametrize(
    "header",
    [*("随行人数", "携带小孩数", "是否携带子女", "同行人数", "随行家属", "带小孩情况", "随行人员", "是否有子女随行")],
)
def test_a_column_that_may_say_who_goes_along_is_warned_of(one: One, header: str) -> None:
    told = [found for found in one(**{header: "2"}).findings if found.rule in {"RO-01", "RO-47", "RO-50"}]
    assert [(found.rule, found.severity.value, found.where.column) for found in told] == [("RO-50", "WARN", "C")]


@pytest.mark.parametrize("header", ["行李件数", "子女数", "留守儿童", "带队人电话", "是否随军家属户"])
def test_a_column_of_something_else_is_a_note(one: One, header: str) -> None:
    told = {found.rule for found in one(**{header: "2"}).findings}
    assert not told & {"RO-47", "RO-50"}

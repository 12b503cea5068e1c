"""Money is counted in fen and written in yuan."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import laborcoop as lc
from laborcoop.indicators import read_figure
from laborcoop.kernel.counts import money
from laborcoop.kernel.ratios import Share


@pytest.mark.parametrize(
    ("yuan", "written"),
    [("0", "0.00"), ("0.05", "0.05"), ("0.5", "0.50"), ("1000", "1000.00"), ("12.345", "12.34"), ("12.355", "12.36")],
)
def test_an_amount_is_written_in_yuan_to_the_fen(yuan: str, written: str) -> None:
    assert str(money(Decimal(yuan))) == f"{written} yuan / {written} 元"


@given(st.lists(st.decimals(0, 10**6, places=2), max_size=9))
def test_a_sum_of_amounts_is_exact(amounts: list[Decimal]) -> None:
    total = sum((money(each) for each in amounts), money(Decimal(0)))
    assert total.render("en") == f"{sum(amounts, Decimal('0.00')):.2f} yuan"


def test_less_than_nothing_is_no_amount() -> None:
    with pytest.raises(lc.InvalidValue):
        money(Decimal(-1))


def test_a_share_of_money_is_written_in_yuan() -> None:
    assert Share(money(Decimal("0.5")), money(Decimal(2))).render("zh") == "0.50/2.00 元（25.0 %）"


@pytest.mark.parametrize(
    ("words", "fen"),
    [("近5万元", 5_000_000), ("超1.5万元", 1_500_000), ("1200.50元", 120_050), ("about 300 yuan", 30_000)],
)
def test_published_money_is_read_in_yuan(words: str, fen: int) -> None:
    assert read_figure(words).count == lc.Count(fen, lc.Unit.FEN)
    assert read_figure("1200.5元").render("zh") == "共1200.50 元"
    with pytest.raises(lc.InvalidValue):
        read_figure("1.005元")

"""Numbers in Chinese numerals, as articles write them beside those in figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.indicators import read_figure
from laborcoop.kernel.counts import Count, Figure, Qualifier, Unit
from laborcoop.kernel.numerals import chinese_number

DIGITS = "零一二三四五六七八九"
PLACES = ("", "十", "百", "千")


def below_ten_thousand(value: int) -> str:
    """A number from 1 to 9999 as one learns to write it at school."""
    said, gap = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if not digit:
            gap = bool(said)
            continue
        said += ("零" if gap else "") + DIGITS[digit] + PLACES[place]
        gap = False
    return said


def in_words(value: int) -> str:
    high, low = divmod(value, 10_000)
    if not high:
        return below_ten_thousand(low)
    gap = "零" if 0 < low < 1_000 else ""
    return below_ten_thousand(high) + "万" + gap + (below_ten_thousand(low) if low else "")


@given(st.integers(1, 9999 * 10_000 + 9999))
def test_every_number_that_is_written_out_is_read(value: int) -> None:
    assert chinese_number(in_words(value)) == value


def test_every_number_of_three_places_is_read_however_ten_and_two_are_written() -> None:
    for value in range(1, 1000):
        written = in_words(value)
        for variant in (written, written.replace("零", "〇"), written.replace("二百", "两百")):
            assert chinese_number(variant) == value
        if 10 <= value % 100 < 20:
            assert chinese_number(written.replace("一十", "十")) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("零", 0),
        ("十", 10),
        ("百", 100),
        ("千", 1000),
        ("万", 10_000),
        ("百万", 1_000_000),
        ("一百五", 150),
        ("一千五", 1500),
        ("一千零五", 1005),
        ("一万二", 12_000),
        ("一万零二", 10_002),
        ("一万零五百", 10_500),
        ("十万五千", 105_000),
        ("三亿", 300_000_000),
        ("一亿二", 120_000_000),
        ("一亿零三百万零五", 103_000_005),
        ("5千4百", 5400),
    ],
)
def test_numbers_are_read_as_they_are_said(written: str, value: int) -> None:
    assert chinese_number(written) == value


@pytest.mark.parametrize(
    "written", ["三四百", "二三十", "一百百", "零零", "一百零", "一万百", "一亿二三", "十百", "一亿二万万"]
)
def test_an_estimate_and_what_is_no_number_are_not_read(written: str) -> None:
    assert chinese_number(written) is None


@pytest.mark.parametrize(
    ("words", "value", "qualifier"),
    [
        ("一千四百余人", 1400, Qualifier.MORE_THAN),
        ("近五千", 5000, Qualifier.NEARLY),
        ("两百多", 200, Qualifier.MORE_THAN),
        ("超一千四百人", 1400, Qualifier.MORE_THAN),
        ("逾5000人", 5000, Qualifier.MORE_THAN),
        ("不足一千人", 1000, Qualifier.FEWER_THAN),
        ("八百人以上", 800, Qualifier.AT_LEAST),
        ("一千人左右", 1000, Qualifier.ABOUT),
        ("百余人", 100, Qualifier.MORE_THAN),
        ("近万人", 10_000, Qualifier.NEARLY),
        ("十余万人", 100_000, Qualifier.MORE_THAN),
        ("10多万人", 100_000, Qualifier.MORE_THAN),
        ("5千4百余人", 5400, Qualifier.MORE_THAN),
        ("5百人", 500, Qualifier.EXACT),
        ("1.2亿人", 120_000_000, Qualifier.EXACT),
        ("共九百九十七名", 997, Qualifier.EXACT),
    ],
)
def test_figures_in_words_are_read_with_what_qualifies_them(words: str, value: int, qualifier: Qualifier) -> None:
    assert read_figure(words, Unit.PERSON) == Figure(Count(value, Unit.PERSON), qualifier)


def test_money_in_words_is_counted_in_fen() -> None:
    assert read_figure("三千五百元").count == Count(350_000, Unit.FEN)


@pytest.mark.parametrize("words", ["三四百人", "几百人", "十几人", "12万3千人", "百余人左右", "十余万余人左右"])
def test_words_that_say_no_figure_are_refused(words: str) -> None:
    with pytest.raises(InvalidValue, match="no figure"):
        read_figure(words, Unit.PERSON)

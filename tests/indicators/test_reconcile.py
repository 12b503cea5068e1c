"""Whether a published figure holds: 近 is below, 超 is above, 以上 includes."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.cooperation import Basis, FigureRow
from laborcoop.errors import InvalidValue, UnitMismatch
from laborcoop.indicators import Figures, Measured, read_figure, reconcile
from laborcoop.indicators.reconcile import reconcile_all
from laborcoop.kernel.counts import Count, Figure, Qualifier, Unit
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text

YEAR = Period(date(2022, 1, 1), date(2023, 1, 1))


def figure(value: int, unit: Unit = Unit.POST_TIME) -> Measured:
    return Measured(
        code="one",
        title=Text("岗位", "posts offered"),
        count=Count(value, unit),
        window=YEAR,
        definition="one/1",
        terms=Text("口径", "definition"),
        basis=Basis.CUMULATIVE,
        rows=(FigureRow("fairs.csv", "RF-01", date(2022, 3, 1), value),),
    )


@pytest.mark.parametrize(
    ("value", "unit", "published", "holds"),
    [
        (4962, Unit.POST_TIME, "近5000个次", True),
        (5000, Unit.POST_TIME, "近5000个次", False),
        (4750, Unit.POST_TIME, "近5000", True),
        (4749, Unit.POST_TIME, "近5000", False),
        (1412, Unit.PERSON_TIME, "超1400人次", True),
        (997, Unit.PERSON, "不足1000人", True),
        (600, Unit.PERSON, "不满1000", True),
        (1000, Unit.PERSON, "不到1000人", False),
        (999, Unit.PERSON, "fewer than 1000 persons", True),
        (1000, Unit.PERSON, "under 1000", False),
        (1400, Unit.PERSON_TIME, "超过1,400人次", False),
        (1400, Unit.PERSON_TIME, "1400人次以上", True),
        (1399, Unit.PERSON_TIME, "不少于1400人次", False),
        (1401, Unit.PERSON_TIME, "1400多人次", True),
        (997, Unit.PERSON, "共997名", True),
        (996, Unit.PERSON, "997人", False),
        (24, Unit.SITE, "24个", True),
        (10_400, Unit.PERSON, "约1万人", True),
        (10_600, Unit.PERSON, "约1万人", False),
        (1_412, Unit.PERSON_TIME, "1400人次左右", True),
        (1_500, Unit.PERSON_TIME, "约1400人次左右", False),
        (5001, Unit.PERSON, "超0.5万人", True),
        (4962, Unit.POST_TIME, "nearly 5000 post-times", True),
        (1412, Unit.PERSON_TIME, "more than 1400 person-times", True),
        (1400, Unit.PERSON_TIME, "1400 or more", True),
        (997, Unit.PERSON, "997 persons in all", True),
        (2369, Unit.PERSON, "２３６９人", True),
        (1412, Unit.PERSON_TIME, "逾1400人次", True),
        (4962, Unit.POST, "近5000个岗位", True),
        (4962, Unit.POST, "接近5000个岗位", True),
        (4700, Unit.POST, "接近5000个岗位", False),
        (997, Unit.PERSON, "大约一千人", True),
        (949, Unit.PERSON, "大约一千人", False),
        (1003, Unit.PERSON, "approximately 1000 persons", True),
        (997, Unit.PERSON, "共计997名", True),
        (998, Unit.PERSON, "总计997名", False),
        (515, Unit.PERSON, "500余名干部", True),
        (2369, Unit.PERSON, "almost 2400", True),
        (2369, Unit.PERSON, "2000+", True),
        (2000, Unit.PERSON, "2000+ persons", True),
        (1999, Unit.PERSON, "2000+人", False),
    ],
)
def test_what_is_written_holds_or_does_not(value: int, unit: Unit, published: str, *, holds: bool) -> None:
    assert reconcile(figure(value, unit), published).holds is holds


CONTRADICTIONS = ("近2500余人", "不足1000人以上", "约300余人", "nearly 2000+", "近二千多人")


def test_words_of_one_direction_make_the_narrower() -> None:
    assert read_figure("超1400余人次").qualifier is read_figure("超1400人次以上").qualifier is Qualifier.MORE_THAN
    assert read_figure("共1400余人次").qualifier is Qualifier.MORE_THAN
    assert read_figure("1400余人次以上").qualifier is Qualifier.MORE_THAN


def test_how_near_is_near_is_a_parameter() -> None:
    assert not reconcile(figure(4600), "近5000").holds
    assert reconcile(figure(4600), "近5000", nearly=90).holds


def test_the_answer_is_a_sentence_in_both_languages() -> None:
    said = reconcile(figure(4962), Figure(Count(5000, Unit.POST_TIME), Qualifier.NEARLY)).text()
    assert said.zh == "岗位：公布“近5000 个次”，记录为 4962 个次，成立"
    assert said.en.endswith("the records make 4962 post-times: it holds")
    assert reconcile(figure(1), "2").text().zh.endswith("不成立")


def test_a_figure_in_another_unit_is_neither_right_nor_wrong() -> None:
    with pytest.raises(UnitMismatch, match="published are persons, the figure counts post-times"):
        reconcile(figure(4962), "近5000人")
    with pytest.raises(UnitMismatch, match="published are posts"):
        reconcile(figure(4962), "近5000个岗位")


@pytest.mark.parametrize("words", ["", "很多", "5000 头", "近", "0.00005万人", "近5000个次左右", *CONTRADICTIONS])
def test_what_is_no_figure_is_refused(words: str) -> None:
    with pytest.raises(InvalidValue, match="no figure"):
        read_figure(words, Unit.PERSON)


@pytest.mark.parametrize("unit", Unit)
def test_what_is_suggested_in_place_of_words_that_are_no_figure_is_one_of_its_unit(unit: Unit) -> None:
    with pytest.raises(InvalidValue) as refused:
        read_figure("很多", unit)
    zh, en = refused.value.text.zh, refused.value.text.en
    shown = [*re.findall("“([^”]+)”", zh), *en.partition("such as ")[2].split(" or ")]
    assert [read_figure(each, unit).count for each in shown] == [
        Count(number * (100 if unit is Unit.FEN else 1), unit) for number in (5000, 1400, 5000, 1400)
    ]


def test_a_figure_without_a_unit_needs_one() -> None:
    assert read_figure("近5000", Unit.PERSON).count == Count(5000, Unit.PERSON)
    with pytest.raises(InvalidValue, match="no figure"):
        read_figure("近5000")


@given(st.sampled_from(Qualifier), st.sampled_from(Unit), st.integers(0, 10**7), st.sampled_from(["zh", "en"]))
def test_what_a_figure_prints_is_read_back(qualifier: Qualifier, unit: Unit, value: int, locale: str) -> None:
    written = Figure(Count(value, unit), qualifier)
    assert read_figure(written.render("zh" if locale == "zh" else "en"), unit) == written


@pytest.mark.parametrize("words", ["1,2,3人", "5,00,0人", ",5人", "1,000,00人", "9" * 5000 + "人", "近" + "9" * 16, ""])
def test_what_is_no_number_is_refused_in_words(words: str) -> None:
    with pytest.raises(InvalidValue, match="no figure: such as"):
        read_figure(words)


def test_commas_part_thousands() -> None:
    assert read_figure("1,412人次").count.value == read_figure("1，412 人次").count.value == 1412
    assert read_figure("1,234,567.0人").count.value == 1234567


@pytest.mark.parametrize("nearly", [0, -5, 101])
def test_how_near_is_a_per_cent(nearly: int) -> None:
    with pytest.raises(InvalidValue, match="from 1 to 100"):
        reconcile_all(Figures(all=()), {}, nearly=nearly)

"""Texts: one sentence in two languages, with the same facts in both."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from laborcoop.errors import InvalidValue
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.text import NO_TEXT, Locale, Text, worded


@pytest.mark.parametrize(
    ("fact", "zh", "en"),
    [
        (Text("人", "person"), "人", "person"),
        (datetime(2023, 2, 6, 8, 35), "2023-02-06 08:35", "2023-02-06 08:35"),  # noqa: DTZ001 - wording ignores the zone
        (date(2023, 2, 6), "2023-02-06", "2023-02-06"),
        (("W-1", "W-2"), "W-1、W-2", "W-1, W-2"),
        ([Text("甲", "a"), date(2023, 2, 6)], "甲、2023-02-06", "a, 2023-02-06"),
        ({"b", "a"}, "a、b", "a, b"),
        (frozenset({3, 2, 10}), "10、2、3", "10, 2, 3"),
        ((), "", ""),
        (Decimal("4500.50"), "4500.50", "4500.50"),
        (3, "3", "3"),
    ],
)
def test_a_fact_is_worded_in_the_language_around_it(fact: object, zh: str, en: str) -> None:
    assert (worded(fact, "zh"), worded(fact, "en")) == (zh, en)


def test_placeholders_are_filled_in_both_languages() -> None:
    text = Text("{who} 到 {place}", "{who} reaches {place}").format(who="W-1", place=Text("昆明", "Kunming"))
    assert (text.render("zh"), text.render("en")) == ("W-1 到 昆明", "W-1 reaches Kunming")


def test_a_fact_that_holds_braces_stays_as_it_is() -> None:
    assert Text.same("{a}").format(a="{b}") == Text.same("{b}")


def test_placeholders_are_named_for_each_language() -> None:
    assert Text("{a} {b}", "{b} {{c}}").placeholders() == (frozenset({"a", "b"}), frozenset({"b"}))


def test_a_text_shows_both_languages_once() -> None:
    assert str(Text("人", "person")) == "person / 人"
    assert str(Text.same("D3812")) == "D3812"
    assert str(NO_TEXT) == ""


def test_a_count_in_a_sentence_keeps_its_unit() -> None:
    assert Text("有{n}", "{n} here").format(n=Count(2, Unit.PERSON).text()) == Text("有2 人", "2 persons here")


@pytest.mark.parametrize("locale", ["fr", "ZH", "", None])
def test_a_language_that_is_neither_chinese_nor_english_is_refused(locale: Locale) -> None:
    with pytest.raises(InvalidValue, match='locale must be "zh"'):
        Text("人", "person").render(locale)

"""The parameters of a case lie over those of the book."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from laborcoop.exchange.case.desk import Desk
from laborcoop.exchange.case.parameters import overlay
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Convention, DatedValue, Parameter, RuleBook
from laborcoop.rulebook.parameter import Parameters

WHY = Text("测试", "for the test")
REGIONS = (None, DivisionCode("440000"), DivisionCode("440400"), DivisionCode("440402"), DivisionCode("530000"))
START = date(2023, 1, 1)


def desk(*parameters: Parameter) -> Desk:
    book = RuleBook(title=WHY, parameters=Parameters.of(parameters))
    return Desk(book=book, zone=ZoneInfo("Asia/Shanghai"), salt="sixteen characters or more")


def parameter(name: str = "limit", unit: str = "minute", *values: DatedValue) -> Parameter:
    return Parameter(name=name, title=WHY, unit=unit, values=values)


def days(number: int | None) -> date | None:
    return None if number is None else START + timedelta(days=number)


@st.composite
def windows(draw: st.DrawFn) -> tuple[date | None, date | None]:
    since = draw(st.none() | st.integers(0, 8))
    until = draw(st.none() | st.integers((since or 0) + 1, 10))
    return days(since), days(until)


@st.composite
def dated(draw: st.DrawFn, low: int) -> DatedValue:
    since, until = draw(windows())
    return DatedValue(
        value=draw(st.integers(low, low + 99)),
        source=Convention(WHY),
        since=since,
        until=until,
        region=draw(st.sampled_from(REGIONS)),
    )


def some_days(value: int, since: int | None, until: int | None, region: DivisionCode | None = None) -> DatedValue:
    return DatedValue(value=value, source=Convention(WHY), since=days(since), until=days(until), region=region)


def entry(value: DatedValue) -> dict[str, Any]:
    region = None if value.region is None else value.region.code
    content = {"name": "limit", "value": value.value, "since": value.since, "until": value.until, "region": region}
    return {key: one for key, one in content.items() if one is not None}


@given(
    book=st.lists(dated(0), max_size=4, unique_by=lambda one: (one.region, one.since)),
    case=st.lists(dated(100), max_size=4, unique_by=lambda one: (one.region, one.since)),
)
@example(book=[some_days(1, None, None)], case=[some_days(100, 2, 5)])
@example(book=[some_days(1, 0, 9)], case=[some_days(100, 2, 5)])
@example(book=[some_days(1, 0, 9, REGIONS[1])], case=[some_days(100, 2, 5, REGIONS[2])])
def test_a_value_of_the_case_wins_wherever_it_is_in_force(book: list[DatedValue], case: list[DatedValue]) -> None:
    before = parameter("limit", "minute", *book)
    alone = parameter("limit", "minute", *case)
    here = desk(before)
    after = overlay([entry(value) for value in case], here).parameters["limit"]
    assert here.findings == []
    for day in (START + timedelta(days=number) for number in range(-1, 12)):
        for region in REGIONS:
            expected = alone.at(day, region) or before.at(day, region)
            found = after.at(day, region)
            assert (found and found.value) == (expected and expected.value)


def test_the_reason_of_the_case_is_the_source_of_its_value() -> None:
    given_why = {"name": "limit", "value": 30, "why": {"zh": "雪天", "en": "snow"}}
    after = overlay([given_why], desk(parameter()))
    assert [one.source for one in after.parameters["limit"].values] == [Convention(Text("雪天", "snow"))]
    after = overlay([{"name": "limit", "value": 30}], desk(parameter()))
    assert [one.source for one in after.parameters["limit"].values] == [
        Convention(Text("由本案例给定。", "Set by the case."))
    ]


def test_the_order_of_the_entries_does_not_matter() -> None:
    entries: list[Mapping[str, Any]] = [
        {"name": "limit", "value": 1, "region": "440400"},
        {"name": "limit", "value": 2},
        {"name": "limit", "value": 3, "since": START},
    ]
    book = parameter("limit", "minute", DatedValue(value=9, source=Convention(WHY)))
    assert overlay(entries, desk(book)) == overlay(entries[::-1], desk(book))


A_VALUE = "a number, a text, or true or false is expected"
YES = DatedValue(value=True, source=Convention(WHY))
WORD = DatedValue(value="word", source=Convention(WHY))
NUMBER = DatedValue(value=5, source=Convention(WHY))


@pytest.mark.parametrize(
    ("known", "value"),
    [
        (parameter(), 30),
        (parameter(), Decimal("0.5")),
        (parameter("limit", "minute", NUMBER), 30),
        (parameter("limit", "yes/no"), False),
        (parameter("limit", "yes or no"), True),
        (parameter("limit", "", YES), False),
        (parameter("limit", "", WORD), "another"),
        (parameter("limit", "birthday|day-after"), "birthday"),
    ],
)
def test_a_value_of_the_kind_that_the_rules_read_is_taken(known: Parameter, value: object) -> None:
    here = desk(known)
    after = overlay([{"name": "limit", "value": value}], here)
    assert here.findings == []
    assert after.parameters["limit"].values[0].value == value


@pytest.mark.parametrize(
    ("known", "value", "expected"),
    [
        (parameter(), "30", "value: a number is expected (minute)"),
        (parameter(), True, "value: a number is expected (minute)"),
        (parameter(), Decimal("NaN"), f"value: {A_VALUE}"),
        (parameter(), START, f"value: {A_VALUE}"),
        (parameter("limit", "yes/no"), 1, "value: true or false is expected"),
        (parameter("limit", "", YES), "yes", "value: true or false is expected"),
        (parameter("limit", "", WORD), 3, "value: a text is expected"),
        (parameter("limit", "a|b"), "c", "value: one of these is expected: a, b"),
    ],
)
def test_a_value_of_another_kind_is_refused(known: Parameter, value: object, expected: str) -> None:
    here = desk(known)
    after = overlay([{"name": "limit", "value": value}], here)
    assert after == here.book
    [finding] = here.findings
    assert (finding.rule, finding.subject) == ("CF-19", "limit")
    assert expected in finding.message.en
    assert finding.where.column == "[[parameters]] 1"


def test_every_fault_of_an_entry_is_told_at_once() -> None:
    here = desk(parameter())
    overlay([{"name": "limit", "region": "x", "since": START, "until": START, "wy": 1}], here)
    assert [(finding.rule, finding.message.en) for finding in here.findings] == [
        ("CF-03", "“wy” is not known here and was not read"),
        (
            "CF-19",
            f"the parameter does not hold: value: is missing; {A_VALUE}; it is not used",
        ),
        (
            "CF-19",
            "the parameter does not hold: region: a division code must be six digits, such as 533301; it is not used",
        ),
        ("CF-19", "the parameter does not hold: until: must be after since; it is not used"),
    ]


def test_an_unknown_name_is_told_with_the_name_that_was_meant() -> None:
    here = desk(parameter())
    assert overlay([{"name": "limits", "value": 3}, {"value": 3}], here) == here.book
    assert [(finding.rule, finding.subject, finding.suggestion.en) for finding in here.findings] == [
        ("CF-17", "limits", "did you mean “limit”?"),
        ("CF-19", "case.toml · [[parameters]] 2", "compare with the format and correct it"),
    ]


def test_two_values_that_contradict_each_other_are_both_refused() -> None:
    here = desk(parameter())
    entries = [
        {"name": "limit", "value": 3},
        {"name": "limit", "value": 4},
        {"name": "limit", "value": 5, "since": START},
    ]
    after = overlay(entries, here)
    assert [one.value for one in after.parameters["limit"].values] == [5]
    assert [(finding.rule, finding.where.column) for finding in here.findings] == [
        ("CF-06", "[[parameters]] 1"),
        ("CF-06", "[[parameters]] 2"),
    ]

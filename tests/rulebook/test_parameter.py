"""Parameters: the value of a day and a place; the narrowest region wins, then the latest start."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.errors import UnknownName
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Context, Convention, DatedValue, Parameter, Parameters
from laborcoop.rulebook.parameter import Value

WHY = Convention(Text.same("of this test"))
GUANGDONG, ZHUHAI, XIANGZHOU = (DivisionCode(code) for code in ("440000", "440400", "440402"))


def valued(value: Value, region: DivisionCode | None = None, since: date | None = None) -> DatedValue:
    return DatedValue(value=value, source=WHY, region=region, since=since)


WAGE = Parameter(
    name="wage",
    title=Text("工资", "wage"),
    unit="CNY/month",
    values=(
        valued(1000),
        valued(1200, since=date(2022, 1, 1)),
        valued(1500, GUANGDONG),
        valued(1900, ZHUHAI, date(2021, 12, 1)),
        evolve(valued(1800, ZHUHAI), until=date(2021, 12, 1)),
    ),
)


@pytest.mark.parametrize(
    ("on", "region", "expected"),
    [
        (date(2021, 12, 31), None, 1000),
        (date(2022, 1, 1), None, 1200),
        (date(2022, 1, 1), DivisionCode("533301"), 1200),
        (date(2022, 1, 1), GUANGDONG, 1500),
        (date(2022, 1, 1), DivisionCode("440300"), 1500),
        (date(2021, 11, 30), XIANGZHOU, 1800),  # the end is not part of the time
        (date(2021, 12, 1), XIANGZHOU, 1900),
        (date(2021, 12, 1), ZHUHAI, 1900),
    ],
)
def test_the_narrowest_region_wins_then_the_latest_start(on: date, region: DivisionCode | None, expected: int) -> None:
    found = WAGE.at(on, region)
    assert found is not None
    assert found.value == expected


@pytest.mark.parametrize(
    ("on", "is_in_force"),
    [
        (date(2021, 12, 31), False),
        (date(2022, 1, 1), True),
        (date(2022, 12, 31), True),
        (date(2023, 1, 1), False),  # the end is not part of the time
    ],
)
def test_a_value_is_in_force_from_its_start_to_before_its_end(on: date, is_in_force: bool) -> None:  # noqa: FBT001 - a column of the table
    value = evolve(valued(1, since=date(2022, 1, 1)), until=date(2023, 1, 1))
    assert value.in_force(on, None) is is_in_force


@pytest.mark.parametrize("narrow", ["500000", "440000", "440400", "440402"])
def test_a_value_of_a_place_wins_over_a_later_one_of_the_whole_country(narrow: str) -> None:
    region = DivisionCode(narrow)
    both = evolve(WAGE, values=(valued(1500, region), valued(1200, since=date(2022, 1, 1))))
    found = both.at(date(2022, 1, 1), region)
    assert found is not None
    assert found.value == 1500


@given(st.permutations(WAGE.values))
def test_the_order_in_which_values_are_written_does_not_matter(values: list[DatedValue]) -> None:
    reordered = evolve(WAGE, values=tuple(values))
    for on in (date(2021, 11, 30), date(2022, 1, 1)):
        for region in (None, GUANGDONG, XIANGZHOU):
            assert reordered.at(on, region) == WAGE.at(on, region)


def test_where_none_is_in_force_there_is_none() -> None:
    later = evolve(WAGE, values=(valued(1, since=date(2022, 1, 1)),))
    assert later.at(date(2021, 12, 31)) is None
    regional = evolve(WAGE, values=(valued(1, ZHUHAI),))
    assert regional.at(date(2022, 1, 1)) is None


def test_parameters_stand_by_name_and_in_its_order() -> None:
    other = evolve(WAGE, name="age")
    parameters = Parameters.of([WAGE, other])
    assert [parameter.name for parameter in parameters] == ["age", "wage"]
    assert "wage" in parameters
    assert "none" not in parameters
    assert parameters["wage"] is WAGE


def test_an_unknown_name_is_an_error_that_names_it() -> None:
    with pytest.raises(UnknownName, match="no parameter named none"):
        Parameters()["none"]


def test_of_two_with_one_name_the_later_stands() -> None:
    newer = evolve(WAGE, unit="CNY/hour")
    assert Parameters.of([WAGE, newer])["wage"] is newer
    merged = Parameters.of([WAGE]).merged([newer])
    assert merged["wage"] is newer


def test_parameters_do_not_change_with_the_mapping_they_were_made_of() -> None:
    mapping = {"wage": WAGE}
    parameters = Parameters(mapping)
    mapping.clear()
    assert "wage" in parameters


CONTEXT = Context(
    on=date(2022, 1, 1),
    parameters=Parameters.of(
        [
            WAGE,
            evolve(WAGE, name="word", values=(valued("night"),)),
            evolve(WAGE, name="yes", values=(valued(True),)),  # noqa: FBT003 - the value of the parameter
            evolve(WAGE, name="exact", values=(valued(Decimal("1900.50")),)),
            evolve(WAGE, name="none", values=()),
        ]
    ),
)


def test_a_context_asks_for_its_own_day_and_place() -> None:
    assert CONTEXT.value("wage") == 1200
    assert CONTEXT.at(ZHUHAI).value("wage") == 1900
    assert CONTEXT.at(ZHUHAI, date(2021, 11, 30)).value("wage") == 1800
    assert CONTEXT.at(None, date(2021, 11, 30)).on == date(2021, 11, 30)
    assert CONTEXT.at(ZHUHAI).on == CONTEXT.on


@pytest.mark.parametrize(("name", "expected"), [("word", "night"), ("yes", True), ("none", None)])
def test_a_value_is_a_word_a_yes_or_none_at_all(name: str, expected: Value | None) -> None:
    assert CONTEXT.value(name) == expected


def test_a_number_is_exact_and_a_whole_one_is_whole() -> None:
    assert CONTEXT.number("exact") == Decimal("1900.50")
    assert CONTEXT.whole("wage") == 1200


@pytest.mark.parametrize("name", ["word", "yes", "none"])
def test_what_is_no_number_is_not_read_as_one(name: str) -> None:
    with pytest.raises(UnknownName, match=f"{name} has no number in force on 2022-01-01"):
        CONTEXT.number(name)


def test_a_parameter_that_the_book_lacks_is_an_error() -> None:
    with pytest.raises(UnknownName, match="no parameter named age"):
        CONTEXT.whole("age")

"""How a book counts ages: two parameters, the stricter reading where one has no value, and what is cited for whom."""

from __future__ import annotations

from datetime import date

import pytest

from laborcoop.errors import UnknownName
from laborcoop.kernel.ages import AgeReading, Completion, LeapBirthday
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Context, Convention, DatedValue, Parameter, Parameters
from laborcoop.rulebook.ages import age_reading

LEAP, OTHER = date(2008, 2, 29), date(2008, 3, 1)
ON = date(2023, 2, 6)
BIRTHDAY, DAY_AFTER = Completion.BIRTHDAY, Completion.DAY_AFTER
FEBRUARY, MARCH = LeapBirthday.FEBRUARY_28, LeapBirthday.MARCH_1


def parameter(name: str, value: str | None) -> Parameter:
    source = Convention(Text.same(name))
    values = () if value is None else (DatedValue(value=value, source=source),)
    return Parameter(name=name, title=Text.same(name), unit="", values=values)


def context(completed: str | None, leap: str | None) -> Context:
    given = (parameter("age_completed", completed), parameter("leap_birthday", leap))
    return Context(on=ON, parameters=Parameters.of(given), read=[])


def cited(ctx: Context) -> list[str]:
    return [value.source.text().en.removeprefix("convention: ") for value in ctx.read or ()]


@pytest.mark.parametrize(
    ("completed", "leap", "reading"),
    [
        ("birthday", "28-february", AgeReading(BIRTHDAY, FEBRUARY)),
        ("birthday", "1-march", AgeReading(BIRTHDAY, MARCH)),
        ("day-after", "28-february", AgeReading(DAY_AFTER, FEBRUARY)),
        ("day-after", "1-march", AgeReading(DAY_AFTER, MARCH)),
        (None, "28-february", AgeReading(DAY_AFTER, FEBRUARY)),  # the stricter reading where one is missing
        ("birthday", None, AgeReading(BIRTHDAY, MARCH)),
        (None, None, AgeReading(DAY_AFTER, MARCH)),
        ("no such word", "no such word", AgeReading(DAY_AFTER, MARCH)),
    ],
)
def test_an_age_is_counted_as_the_two_parameters_say(
    completed: str | None, leap: str | None, reading: AgeReading
) -> None:
    assert age_reading(context(completed, leap), LEAP) == age_reading(context(completed, leap), OTHER) == reading


@pytest.mark.parametrize("completion", Completion)
def test_a_rule_that_settles_the_day_itself_does_not_ask_for_it(completion: Completion) -> None:
    ctx = context("birthday" if completion is DAY_AFTER else "day-after", "1-march")
    assert age_reading(ctx, LEAP, completion) == AgeReading(completion, MARCH)
    assert cited(ctx) == ["leap_birthday"]


@pytest.mark.parametrize(("born", "read"), [(LEAP, ["leap_birthday", "age_completed"]), (OTHER, ["age_completed"])])
def test_what_29_february_means_is_read_for_those_born_on_it_alone(born: date, read: list[str]) -> None:
    ctx = context("birthday", "1-march")
    age_reading(ctx, born)
    assert cited(ctx) == read


@pytest.mark.parametrize("lacking", ["age_completed", "leap_birthday"])
def test_a_book_without_one_of_the_two_is_told_so(lacking: str) -> None:
    other = {"age_completed": "leap_birthday", "leap_birthday": "age_completed"}[lacking]
    ctx = Context(on=ON, parameters=Parameters.of([parameter(other, "birthday")]))
    with pytest.raises(UnknownName, match=lacking):
        age_reading(ctx, LEAP)

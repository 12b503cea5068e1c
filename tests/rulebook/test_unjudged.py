"""A date that a rule cannot compute with stops no check: it is a finding, beside those that came before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from laborcoop.errors import UnknownName
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Breach, Context, Convention, DatedValue, Parameter, Parameters, RuleBook, Severity, rule

WHY = Convention(Text.same("of this test"))
CTX = Context(on=date(2023, 2, 6))


@rule("XX-01", "test.deadline", Severity.WARN, subject=date, sources=(WHY,), message=Text.same("late"))
def deadline(day: date, _ctx: Context) -> Iterator[Breach]:
    """Thirty days after the day are over."""
    yield Breach({}, "first")
    if day + timedelta(days=30) < date(2023, 1, 1):
        yield Breach({}, "late")


@rule("XX-02", "test.count", Severity.WARN, subject=int, sources=(WHY,), message=Text.same("-"))
def counted(number: int, _ctx: Context) -> Iterator[Breach]:
    """A count is made of the number."""
    Count(number, Unit.PERSON)
    yield Breach()


def test_a_day_that_stands_for_no_end_is_a_finding_and_what_was_found_before_stays() -> None:
    unjudged, first = deadline.findings(date(9999, 12, 31), "C-1", CTX, kind="contract")
    assert (first.path, first.severity) == ("first", Severity.WARN)
    assert (unjudged.rule, unjudged.subject, unjudged.kind) == ("XX-01", "C-1", "contract")
    assert unjudged.severity is Severity.ERROR
    assert unjudged.sources == (WHY,)
    assert unjudged.message == Text(
        "这条规则无法判断：有日期或数值超出可计算的范围",
        "the rule cannot judge this: a date or number lies beyond what can be computed with",
    )
    assert unjudged.suggestion == Text(
        "请核对日期（没有期限的请留空），或给出参数的数值",
        "compare the dates (leave empty what has no end), or give the parameter a value",
    )


def test_a_day_that_can_be_computed_with_is_judged() -> None:
    assert [finding.path for finding in deadline.findings(date(2022, 1, 1), "C-1", CTX)] == ["first", "late"]


def test_what_a_value_refuses_is_said_in_its_own_words() -> None:
    (unjudged,) = counted.findings(-1, "C-1", CTX)
    assert "a count must be a whole number, zero or more" in unjudged.message.en
    assert "计数" in unjudged.message.zh


@rule(
    "XX-03",
    "test.limit",
    Severity.WARN,
    subject=int,
    sources=(WHY,),
    message=Text.same("-"),
    parameters=("most",),
)
def limited(number: int, ctx: Context) -> Iterator[Breach]:
    """A number is no more than the most."""
    if number > ctx.whole("most"):
        yield Breach()


def test_a_parameter_without_a_value_in_force_is_named_and_the_next_rule_is_asked() -> None:
    most = Parameter(
        name="most",
        title=Text.same("most"),
        unit="number",
        values=(DatedValue(value=3, source=WHY, since=date(2030, 1, 1)),),
    )
    book = RuleBook(title=Text.same("test"), rules=(limited, counted), parameters=Parameters.of([most]))
    unjudged, other = book.judge(4, "N-1", on=date(2023, 2, 6))
    assert (unjudged.rule, other.rule) == ("XX-03", "XX-02")
    assert "most" in unjudged.message.en
    assert "2023-02-06" in unjudged.message.zh
    assert book.judge(4, "N-1", on=date(2030, 2, 6))[0].message == Text.same("-")


def test_a_parameter_that_the_book_lacks_is_the_books_mistake_and_raised() -> None:
    with pytest.raises(UnknownName, match="most"):
        list(limited.findings(4, "N-1", CTX))


@rule("XX-04", "test.mistake", Severity.WARN, subject=str, sources=(WHY,), message=Text.same("-"))
def mistaken(name: str, _ctx: Context) -> Iterator[Breach]:
    """A check with a mistake in it: a name is read as a number, or as a day that no calendar has."""
    yield Breach({}, "number" if int(name) else "")
    date(int(name), 1, 1)


def test_a_mistake_of_a_check_is_told_as_one_with_its_type_and_nothing_that_it_says() -> None:
    (unjudged,) = mistaken.findings("迪阿普", "W-1", CTX)
    assert unjudged.message == Text(
        "这条规则无法判断：XX-04 的检查因 ValueError 中断",
        "the rule cannot judge this: the check of XX-04 failed with ValueError",
    )
    beyond, _ = mistaken.findings("10000", "W-1", CTX)
    assert "lies beyond what can be computed with" in beyond.message.en

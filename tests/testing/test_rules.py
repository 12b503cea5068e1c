"""Examples of rules: each kind of wrong claim is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.text import Text
from laborcoop.rulebook import (
    Breach,
    Context,
    Convention,
    DatedValue,
    Parameter,
    Parameters,
    Rule,
    RuleBook,
    Severity,
    rule,
)
from laborcoop.testing.rules import Breaks, Keeps, misread, one_sided

WHY = Convention(Text.same("of this test"))


@rule(
    "XX-01",
    "test.not-above",
    Severity.ERROR,
    subject=int,
    sources=(WHY,),
    message=Text.same("{number}"),
    parameters=("most", "never"),
)
def not_above(number: int, ctx: Context) -> Iterator[Breach]:
    """A number is no more than the most."""
    if number > ctx.whole("most"):
        yield Breach({"number": number}, "number")
    if number > 100:
        yield Breach({"number": number}, "number", Severity.WARN)


@rule("XX-02", "test.reads-more", Severity.ERROR, subject=int, sources=(WHY,), message=Text.same("-"))
def reads_more(number: int, ctx: Context) -> Iterator[Breach]:
    """Reads what it does not declare."""
    if number > ctx.whole("most"):
        yield Breach()


def parameter(name: str) -> Parameter:
    return Parameter(
        name=name,
        title=Text.same(name),
        unit="number",
        values=(
            DatedValue(value=10, source=WHY),
            DatedValue(value=20, source=WHY, region=DivisionCode("440000")),
            DatedValue(value=30, source=WHY, since=date(2024, 1, 1)),
        ),
    )


BOOK = RuleBook(
    title=Text.same("test"),
    rules=(not_above, reads_more),
    parameters=Parameters.of([parameter("most"), parameter("never")]),
)
BROKEN = Breaks("XX-01", 11, Severity.ERROR, "number", "one more")
KEPT = Keeps("XX-01", 10, "just so")


def test_an_example_that_shows_what_it_claims_has_no_failure() -> None:
    assert BROKEN.failure(BOOK) == KEPT.failure(BOOK) == ""
    assert str(BROKEN) == "XX-01 breaks: one more"
    assert str(KEPT) == "XX-01 keeps: just so"


def test_an_example_is_judged_on_its_day_and_in_its_place() -> None:
    guangdong, later = DivisionCode("440000"), date(2024, 1, 1)
    assert Keeps("XX-01", 20, "", region=guangdong).failure(BOOK) == ""
    assert Keeps("XX-01", 30, "", on=later).failure(BOOK) == ""
    assert Breaks("XX-01", 21, Severity.ERROR, "number", "", region=guangdong).failure(BOOK) == ""
    assert Breaks("XX-01", 31, Severity.ERROR, "number", "", on=later).failure(BOOK) == ""


def test_what_does_not_break_breaks_otherwise_or_breaks_more_is_told() -> None:
    assert "found ()" in Breaks("XX-01", 10, Severity.ERROR, "number", "").failure(BOOK)
    assert Breaks("XX-01", 11, Severity.WARN, "number", "").failure(BOOK)
    assert Breaks("XX-01", 11, Severity.ERROR, "other", "").failure(BOOK)
    assert Breaks("XX-01", 101, Severity.ERROR, "number", "").failure(BOOK)


def test_what_does_not_keep_or_is_not_looked_at_is_told() -> None:
    assert "found [" in Keeps("XX-01", 11, "").failure(BOOK)
    assert "does not look at str" in Keeps("XX-01", "11", "").failure(BOOK)


def test_a_rule_shown_from_one_side_and_an_example_without_a_rule_are_told() -> None:
    rules: list[Rule[int]] = [not_above]
    assert one_sided(rules, [BROKEN, KEPT]) == []
    assert one_sided(rules, [BROKEN]) == one_sided(rules, [KEPT]) == one_sided(rules, []) == ["XX-01"]
    assert one_sided([], [BROKEN, KEPT]) == ["XX-01"]
    assert one_sided([], [BROKEN]) == ["XX-01"]


def test_a_parameter_that_is_never_read_and_one_that_is_not_declared_are_told() -> None:
    assert misread(BOOK, not_above, [BROKEN, KEPT]) == ["never"]
    other = Breaks("XX-02", 11, Severity.ERROR, "", "one more")
    assert misread(BOOK, reads_more, [BROKEN, other]) == ["XX-02 breaks: one more: undeclared"]

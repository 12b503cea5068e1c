"""The facts of a finding are data, beside the sentence that was made of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Breach, Context, Convention, Fact, Severity, rule
from laborcoop.rulebook.facts import FactValue, facts_of


@rule(
    "XX-01",
    "test.always",
    Severity.ERROR,
    subject=int,
    sources=(Convention(Text.same("of this test")),),
    message=Text("{age} 岁，未满 {minimum} 岁", "is {age}, under {minimum}"),
)
def always(number: int, _ctx: Context) -> Iterator[Breach]:
    """Every number is wrong."""
    yield Breach({"minimum": 16, "age": number})


def test_a_finding_tells_the_facts_of_its_sentence_by_name() -> None:
    (finding,) = always.findings(15, "W-1", Context(on=date(2023, 2, 6)))
    assert finding.fact("age") == 15
    assert finding.fact("minimum") == 16
    assert finding.fact("wage") is None
    assert finding.facts == (Fact("age", 15), Fact("minimum", 16))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (True, True),
        (Decimal("4.50"), Decimal("4.50")),
        (date(2023, 2, 6), date(2023, 2, 6)),
        ("S-1", "S-1"),
        (Text("水", "water"), Text("水", "water")),
        (Sex.MALE, "male"),
        (DivisionCode("533301"), "533301"),
        (("b", "a"), Text("b、a", "b, a")),
        (frozenset({"b", "a"}), Text("a、b", "a, b")),
    ],
)
def test_numbers_days_and_texts_stay_what_they_are_and_the_rest_is_worded(given: object, told: FactValue) -> None:
    assert facts_of({"one": given}) == (Fact("one", told),)


def test_findings_with_other_facts_are_other_findings() -> None:
    ctx = Context(on=date(2023, 2, 6))
    assert set(always.findings(15, "W-1", ctx)) != set(always.findings(14, "W-1", ctx))

"""EM-09 to EM-11, EM-16, EM-17, EM-19: labour dispatch, a worker, a day, a month and a fen on each side."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from laborcoop.employers.dispatch import Dispatch, DispatchKind, Workforce
from laborcoop.employers.rules_dispatch import RULES
from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.packs.china import staffing, work
from laborcoop.rulebook import Convention, DatedValue, Mark, Parameters, RuleBook, Severity
from laborcoop.rulebook.parameter import Value
from laborcoop.rulebook.rule import AnyRule
from laborcoop.testing.rules import DAY, Breaks, Example, Keeps, misread, one_sided

PACK = RuleBook(
    title=Text.same("dispatch"), rules=RULES, parameters=Parameters.of((*work.PARAMETERS, *staffing.PARAMETERS))
)
MEASURE = Convention(Text.same("of this test"))
BLOCK, ERROR, WARN = Severity.BLOCK, Severity.ERROR, Severity.WARN
NUJIANG, ZHUHAI, XIANGZHOU = DivisionCode("533301"), DivisionCode("440400"), DivisionCode("440402")


def changed(name: str, value: Value, region: DivisionCode | None = None, book: RuleBook = PACK) -> RuleBook:
    dated = DatedValue(value=value, source=MEASURE, region=region)
    return book.with_parameters(evolve(book.parameters[name], values=(dated,)))


BOOK = changed("minimum_wage", 1900, ZHUHAI)


def term(start: date, end: date | None) -> Period:
    return Period(start, end)


START = date(2023, 1, 1)
SENT = Dispatch(
    agency=NUJIANG,
    user=XIANGZHOU,
    licence=term(date(2021, 1, 1), date(2024, 1, 1)),
    kind=DispatchKind.TEMPORARY,
    post_lasts=term(START, date(2023, 7, 1)),
    contract=term(START, date(2025, 1, 1)),
    wage=Decimal(4500),
    peer_wage=Decimal(4500),
    standards_of=XIANGZHOU,
)
LOCAL = evolve(SENT, agency=ZHUHAI)
HALF = term(START, date(2023, 7, 1))
NEXT_HALF = term(date(2023, 7, 1), date(2024, 1, 1))
LATER_HALF = term(date(2023, 7, 2), date(2024, 1, 2))
LONGER = term(date(2023, 7, 1), date(2024, 1, 2))

EXAMPLES: tuple[Example, ...] = (
    Breaks("EM-09", Workforce(dispatched=12, contract=98), ERROR, "dispatched", "12 + 98 = 10.9 %"),
    Breaks("EM-09", Workforce(dispatched=101, contract=900), ERROR, "dispatched", "a little more than a tenth"),
    Keeps("EM-09", Workforce(dispatched=9, contract=91), "9 dispatched + 91 contract = 9.0 %"),
    Keeps("EM-09", Workforce(dispatched=10, contract=90), "exactly a tenth"),
    Keeps("EM-09", Workforce(dispatched=0, contract=0), "nobody"),
    Breaks("EM-10", evolve(SENT, kind=DispatchKind.MAIN), ERROR, "kind", "the main business"),
    Breaks("EM-10", evolve(SENT, kind=None), WARN, "kind", "kind not recorded"),
    Breaks(
        "EM-10", evolve(SENT, post_lasts=term(START, date(2023, 7, 2))), ERROR, "post_lasts", "six months and a day"
    ),
    Breaks("EM-10", evolve(SENT, post_lasts=term(START, None)), ERROR, "post_lasts", "temporary without an end"),
    Breaks("EM-10", evolve(SENT, post_lasts=None), WARN, "post_lasts", "how long is not recorded"),
    Breaks("EM-10", evolve(SENT, contract=term(START, date(2024, 12, 31))), ERROR, "contract", "two years less a day"),
    Keeps("EM-10", SENT, "six months to the day, two years to the day"),
    Keeps("EM-10", evolve(SENT, kind=DispatchKind.AUXILIARY, post_lasts=None), "auxiliary posts last"),
    Keeps("EM-10", evolve(SENT, kind=DispatchKind.SUBSTITUTE, post_lasts=None), "a substitute"),
    Keeps("EM-10", evolve(SENT, contract=term(START, None)), "an open-ended contract"),
    Keeps("EM-10", evolve(SENT, contract=None), "the contract is not recorded"),
    Breaks("EM-11", evolve(SENT, fee=Decimal("0.01")), BLOCK, "fee", "a fee of a fen"),
    Breaks("EM-11", evolve(SENT, wage=Decimal("4499.99")), BLOCK, "wage", "a fen less than own staff"),
    Keeps("EM-11", SENT, "no fee, the same pay"),
    Keeps("EM-11", evolve(SENT, wage=Decimal(5000)), "more than own staff"),
    Keeps("EM-11", evolve(SENT, peer_wage=None), "the pay of own staff is not recorded"),
    Keeps("EM-11", evolve(SENT, wage=None), "the pay is not recorded"),
    Breaks("EM-16", evolve(SENT, licence=None), BLOCK, "licence", "no licence on record"),
    Breaks("EM-16", SENT, BLOCK, "licence", "the day after the last", on=date(2024, 1, 1)),
    Breaks("EM-16", SENT, BLOCK, "licence", "the day before the first", on=date(2020, 12, 31)),
    Keeps("EM-16", SENT, "its last day", on=date(2023, 12, 31)),
    Breaks("EM-17", evolve(SENT, dispatched_onward=True), ERROR, "dispatched_onward", "sent on"),
    Breaks("EM-17", evolve(SENT, terms=(HALF, NEXT_HALF)), ERROR, "terms", "two halves without a gap"),
    Breaks("EM-17", evolve(SENT, terms=(NEXT_HALF, HALF)), ERROR, "terms", "in any order"),
    Keeps("EM-17", evolve(SENT, terms=(HALF, LATER_HALF)), "a day between"),
    Keeps("EM-17", evolve(SENT, terms=(HALF, LONGER)), "the second is longer than short"),
    Keeps("EM-17", evolve(SENT, terms=(term(date(2022, 12, 31), date(2023, 7, 1)), NEXT_HALF)), "the first is longer"),
    Keeps("EM-17", evolve(SENT, terms=(HALF, term(date(2023, 6, 30), date(2023, 12, 1)))), "two at the same time"),
    Keeps("EM-17", evolve(SENT, terms=(HALF, term(date(2023, 7, 1), None))), "the second goes on"),
    Keeps("EM-17", evolve(SENT, terms=(term(START, None), NEXT_HALF)), "the first goes on"),
    Keeps("EM-17", evolve(SENT, terms=(HALF,)), "one agreement"),
    Breaks("EM-19", evolve(SENT, standards_of=NUJIANG), ERROR, "standards_of", "the agency's place"),
    Breaks("EM-19", evolve(SENT, standards_of=None), WARN, "standards_of", "not recorded"),
    Breaks("EM-19", evolve(SENT, wage=Decimal("1899.99")), ERROR, "wage", "a fen below the minimum there"),
    Keeps("EM-19", SENT, "the user enterprise's place"),
    Keeps("EM-19", evolve(SENT, standards_of=ZHUHAI), "the prefecture's standards"),
    Keeps("EM-19", evolve(SENT, standards_of=DivisionCode("440000")), "the province's standards"),
    Keeps("EM-19", evolve(SENT, standards_of=DivisionCode("440404")), "another district of the same prefecture"),
    Keeps("EM-19", evolve(SENT, wage=Decimal(1900)), "exactly the minimum"),
    Keeps("EM-19", evolve(SENT, wage=None), "the pay is not recorded"),
    Keeps(
        "EM-19", evolve(SENT, user=DivisionCode("440300"), standards_of=DivisionCode("440300")), "no minimum is given"
    ),
    Keeps("EM-19", evolve(LOCAL, standards_of=NUJIANG, wage=Decimal(1)), "not across regions"),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_shows_what_it_claims(example: Example) -> None:
    assert example.failure(BOOK) == ""


def test_every_rule_is_shown_from_both_sides() -> None:
    assert one_sided(RULES, EXAMPLES) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_reads_what_it_declares_and_nothing_else(rule: AnyRule) -> None:
    assert misread(BOOK, rule, EXAMPLES) == []


def fired(book: RuleBook, subject: object) -> list[str]:
    return [finding.rule for finding in book.judge(subject, "D-1", on=DAY)]


def test_another_programme_changes_a_parameter_and_no_code() -> None:
    assert fired(changed("dispatch_share", 20), Workforce(dispatched=20, contract=80)) == []
    assert fired(changed("dispatch_gap_days", 1), evolve(SENT, terms=(HALF, LATER_HALF))) == ["EM-17"]
    assert fired(changed("dispatch_short_months", 5), evolve(SENT, terms=(HALF, NEXT_HALF))) == []


def test_a_minimum_wage_that_is_a_word_is_not_compared() -> None:
    assert fired(changed("minimum_wage", "by agreement"), evolve(SENT, wage=Decimal(1), peer_wage=None)) == []


def test_what_the_law_leaves_open_is_unverified() -> None:
    for name in ("dispatch_short_months", "dispatch_gap_days"):
        value = PACK.parameters[name].at(DAY)
        assert value is not None
        assert value.source.mark is Mark.UNVERIFIED


def test_a_split_need_is_told_with_the_two_days() -> None:
    (finding,) = BOOK.judge(evolve(SENT, terms=(HALF, NEXT_HALF)), "D-1", on=DAY)
    assert "from 2023-01-01, then from 2023-07-01" in finding.message.en


@pytest.mark.parametrize(("wage", "peer", "fee"), [("-0.01", "1", "0"), ("1", "-0.01", "0"), ("1", "1", "-0.01")])
def test_an_amount_is_not_negative(wage: str, peer: str, fee: str) -> None:
    with pytest.raises(InvalidValue, match="not be negative"):
        evolve(SENT, wage=Decimal(wage), peer_wage=Decimal(peer), fee=Decimal(fee))


def test_an_amount_may_be_nothing() -> None:
    assert evolve(SENT, wage=Decimal(0), peer_wage=Decimal(0), fee=Decimal(0)).wage == 0


def test_numbers_of_workers_are_not_negative() -> None:
    with pytest.raises(InvalidValue, match="not be negative"):
        Workforce(dispatched=-1, contract=1)
    with pytest.raises(InvalidValue, match="not be negative"):
        Workforce(dispatched=1, contract=-1)


def test_a_long_agreement_before_does_not_hide_the_short_ones_after_it() -> None:
    year = term(date(2022, 1, 1), date(2022, 12, 1))
    (finding,) = BOOK.judge(evolve(SENT, terms=(year, HALF, NEXT_HALF)), "D-1", on=DAY)
    assert "from 2023-01-01, then from 2023-07-01" in finding.message.en

"""CO-01 to CO-03: a case on each side of every threshold."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from laborcoop.cooperation import (
    Commitment,
    CommitmentKind,
    EligibilityEnd,
    EndedEligibility,
    Exchange,
    ExchangeField,
    ExchangeForm,
    ExchangeLevel,
    ExchangeMechanism,
    NoRemoval,
    NoRemovalReview,
    Pairing,
)
from laborcoop.cooperation.rules_mechanism import RULES_MECHANISM
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.packs import national
from laborcoop.rulebook import Convention, DatedValue, Severity
from laborcoop.testing.rules import Breaks, Example, Keeps, misread, one_sided

BOOK = national()
NUJIANG, ZHUHAI = DivisionCode("533300"), DivisionCode("440400")
DAY = date(2023, 2, 6)
START = date(2021, 1, 1)
PAIRING = Pairing(sending=NUJIANG, receiving=ZHUHAI, period=Period(START))
MEETING = Exchange(
    on=DAY,
    field=ExchangeField.LABOUR,
    level=ExchangeLevel.PREFECTURE,
    form=ExchangeForm.MEETING,
    parties=frozenset({NUJIANG, ZHUHAI}),
)
MECHANISM = ExchangeMechanism(pairing=PAIRING, exchanges=(MEETING,))
HOUSING = Commitment(kind=CommitmentKind.STAFF_HOUSING, by=ZHUHAI, terms=(Period(START, date(2024, 1, 1)),))
REVIEW = NoRemovalReview(county=DivisionCode("533301"), on=DAY, kept=dict.fromkeys(NoRemoval, True))
ENDED = EndedEligibility(worker=WorkerId("W-1"), on=DAY, because=EligibilityEnd.LEFT_REGISTER)

EXAMPLES: tuple[Example, ...] = (
    Breaks("CO-01", ENDED, Severity.ERROR, "because", "left the register in the transition period", on=DAY),
    Keeps("CO-01", evolve(ENDED, because=EligibilityEnd.MOVED_AWAY), "moved to another region"),
    Keeps("CO-01", evolve(ENDED, on=date(2026, 1, 1)), "the day after the transition period"),
    Breaks("CO-01", evolve(ENDED, on=date(2025, 12, 31)), Severity.ERROR, "because", "its last day"),
    Keeps("CO-01", REVIEW, "all four are kept"),
    Breaks(
        "CO-01",
        evolve(REVIEW, kept={one: one is not NoRemoval.POLICY for one in NoRemoval}),
        Severity.ERROR,
        "kept[policy]",
        "policy was removed",
    ),
    Breaks(
        "CO-01",
        evolve(REVIEW, kept={one: True for one in NoRemoval if one is not NoRemoval.SUPERVISION}),
        Severity.WARN,
        "kept[supervision]",
        "nobody looked at supervision",
    ),
    Keeps("CO-02", MECHANISM, "met a day short of twelve months ago", on=date(2024, 2, 5)),
    Breaks("CO-02", MECHANISM, Severity.WARN, "exchanges", "met twelve months ago", on=date(2024, 2, 6)),
    Breaks("CO-02", MECHANISM, Severity.WARN, "exchanges", "will meet tomorrow", on=date(2023, 2, 5)),
    Keeps("CO-03", HOUSING, "91 days before the end", on=date(2023, 10, 2)),
    Breaks("CO-03", HOUSING, Severity.WARN, "terms", "90 days before the end", on=date(2023, 10, 3)),
    Keeps("CO-03", HOUSING.renew(Period(date(2024, 1, 1), date(2025, 1, 1))), "renewed in time", on=date(2023, 10, 3)),
    Breaks("CO-03", HOUSING.renew(Period(date(2024, 1, 2))), Severity.WARN, "terms", "let lapse for a day", on=START),
    Keeps("CO-03", evolve(HOUSING, terms=(Period(START),)), "without an end"),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_shows_what_it_claims(example: Example) -> None:
    assert example.failure(BOOK) == ""


def test_every_rule_is_shown_from_both_sides_and_reads_what_it_declares() -> None:
    assert one_sided(RULES_MECHANISM, EXAMPLES) == []
    for rule in RULES_MECHANISM:
        assert misread(BOOK, rule, EXAMPLES) == []


def test_a_finding_about_a_mechanism_says_when_both_sides_met_last() -> None:
    later, never = date(2025, 1, 1), evolve(MECHANISM, exchanges=())
    (dated,) = BOOK.judge(MECHANISM, "M", on=later)
    assert "2023-02-06" in dated.message.zh
    (undated,) = BOOK.judge(never, "M", on=later)
    assert undated.message.en.endswith("no meeting of both sides is recorded")


def test_a_region_may_have_no_transition_period() -> None:
    over = DatedValue(value=False, source=Convention(Text.same("of this test")), region=NUJIANG)
    book = BOOK.with_parameters(BOOK.parameters["transition_period"].extended((over,)))
    assert [finding.rule for finding in book.judge(ENDED, "W-1", on=DAY, region=ZHUHAI)] == ["CO-01"]
    assert book.judge(ENDED, "W-1", on=DAY, region=NUJIANG) == ()

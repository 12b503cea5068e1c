"""The worked example of a pack of one's own: each rule from both sides, and one parameter swapped."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve

from laborcoop.kernel.ids import LodgingId
from laborcoop.kernel.periods import Period
from laborcoop.packs import national
from laborcoop.retention.housing import LodgingRent
from laborcoop.rulebook import Citation, Mark, Severity
from laborcoop.testing.rules import Breaks, Example, Keeps, misread, one_sided

sys.path.append(str(Path(__file__).parents[2] / "examples"))
from rse_pack import PARAMETERS, RULES, Care, SeasonalStay, rse

BOOK = rse()
BEFORE, AFTER = date(2026, 3, 31), date(2026, 4, 1)
STAY = SeasonalStay(
    worker="W-1",
    country="VU",
    accredited=Period(date(2026, 1, 1), date(2026, 10, 2)),
    agreement=Period(date(2026, 1, 1), date(2026, 10, 2)),
    arrives=date(2026, 10, 1),
    leaves=date(2027, 5, 1),
    airfare=Decimal(1600),
    airfare_paid=Decimal(800),
    deductions_agreed=True,
    care=frozenset(Care),
)
ERROR, BLOCK, WARN = Severity.ERROR, Severity.BLOCK, Severity.WARN
EXAMPLES: tuple[Example, ...] = (
    Keeps("RSE-01", STAY, "arrives on the last day of both"),
    Breaks("RSE-01", evolve(STAY, accredited=None), BLOCK, "accredited", "no status"),
    Breaks(
        "RSE-01",
        evolve(STAY, agreement=Period(date(2026, 1, 1), date(2026, 10, 1))),
        BLOCK,
        "agreement",
        "the agreement ended the day before",
    ),
    Keeps("RSE-02", STAY, "seven months to the day"),
    Breaks("RSE-02", evolve(STAY, leaves=date(2027, 5, 2)), ERROR, "leaves", "seven months and a day"),
    Keeps("RSE-02", evolve(STAY, country="KI", leaves=date(2027, 7, 1)), "nine months for Kiribati"),
    Keeps("RSE-02", evolve(STAY, country="TV", leaves=date(2027, 7, 1)), "nine months for Tuvalu"),
    Breaks("RSE-02", evolve(STAY, country="TV", leaves=date(2027, 7, 2)), ERROR, "leaves", "nine months and a day"),
    Keeps("RSE-03", STAY, "half"),
    Breaks("RSE-03", evolve(STAY, airfare_paid=Decimal("799.99")), ERROR, "airfare_paid", "a cent less"),
    Keeps("RSE-04", STAY, "agreed"),
    Breaks("RSE-04", evolve(STAY, deductions_agreed=False), ERROR, "deductions_agreed", "not agreed"),
    Keeps("RSE-05", STAY, "all six"),
    *(
        Breaks("RSE-05", evolve(STAY, care=frozenset(Care) - {care}), WARN, "care", f"nobody sees to {care.value}")
        for care in Care
    ),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_shows_what_it_claims(example: Example) -> None:
    assert example.failure(BOOK) == ""


def test_each_own_rule_is_shown_from_both_sides_and_reads_what_it_says() -> None:
    own = [rule for rule in RULES if rule.code.startswith("RSE")]
    assert one_sided(own, EXAMPLES) == []
    assert [name for rule in own for name in misread(BOOK, rule, EXAMPLES)] == []


@pytest.mark.parametrize(
    ("weekly", "on", "severity"),
    [("150", AFTER, ""), ("151", AFTER, "WARN"), ("211", AFTER, "WARN"), ("212", AFTER, "ERROR"), ("212", BEFORE, "")],
)
def test_the_librarys_own_rule_goes_by_the_numbers_of_the_scheme_from_their_day(
    weekly: str, on: date, severity: str
) -> None:
    found = BOOK.judge(LodgingRent(lodging=LodgingId("H-1"), weekly=Decimal(weekly)), "H-1", on=on)
    assert [finding.severity.value for finding in found] == ([severity] if severity else [])
    assert national().judge(LodgingRent(lodging=LodgingId("H-1"), weekly=Decimal(weekly)), "H-1", on=on) == ()


def test_another_share_of_the_fare_is_one_parameter() -> None:
    share = BOOK.parameters["rse_airfare_share"]
    whole = BOOK.with_parameters(evolve(share, values=tuple(evolve(value, value=100) for value in share.values)))
    (finding,) = whole.judge(STAY, "W-1", on=AFTER)
    assert finding.message.en == "the employer pays 800 of the fare, and owes 1600"
    assert BOOK.judge(STAY, "W-1", on=AFTER) == ()


def test_everything_in_the_pack_says_that_it_was_read_on_secondary_pages() -> None:
    sources = [value.source for parameter in PARAMETERS for value in parameter.values]
    sources += [source for rule in RULES for source in rule.sources]
    assert {source.mark for source in sources if isinstance(source, Citation)} == {Mark.SECONDARY}
    assert all(isinstance(source, Citation) for source in sources)


def test_no_rule_of_china_is_in_it() -> None:
    assert {rule.code for rule in BOOK} & {rule.code for rule in national()} == {"AC-03", "AC-09"}


@pytest.mark.parametrize("care", Care)
def test_every_kind_of_care_has_a_word_in_both_languages(care: Care) -> None:
    assert care.label.zh != care.label.en


def test_a_finding_reads_in_both_languages() -> None:
    (finding,) = BOOK.judge(evolve(STAY, leaves=date(2027, 5, 2)), "W-1", on=AFTER)
    assert finding.message.en == "stays until 2027-05-02; 7 months end on 2027-05-01"
    assert finding.message.zh == "停留至 2027-05-02，最长 7 个月到 2027-05-01"
    assert finding.sources[0].text().zh == "《新西兰移民局RSE网页》 [V2]"

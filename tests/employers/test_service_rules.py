"""EM-08, EM-12 to EM-15, EM-18: mandates, filling, hazards told, terms, staff with disabilities, publishers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from laborcoop.employers.rules_service import RULES
from laborcoop.employers.service import DisabledStaff, HazardNotice, Mandate, PostFilling, PostTerms, Publisher
from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.duties import Duties, Exposure, Hazard
from laborcoop.kernel.text import Text
from laborcoop.packs.china import protection, staffing
from laborcoop.rulebook import Convention, DatedValue, Parameters, RuleBook, Severity
from laborcoop.rulebook.rule import AnyRule
from laborcoop.testing.rules import DAY, Breaks, Example, Keeps, misread, one_sided

BOOK = RuleBook(
    title=Text.same("service"),
    rules=RULES,
    parameters=Parameters.of((*protection.PARAMETERS, *staffing.PARAMETERS)),
)
ERROR, WARN, INFO = Severity.ERROR, Severity.WARN, Severity.INFO
ON = date(2023, 2, 6)
LATE = date(2023, 2, 7)
ZHUHAI, NUJIANG = DivisionCode("440402"), DivisionCode("533301")

MANDATE = Mandate(brochure=True, licence=True, agent_id=True, mandate=True, verified=True)
PAPERS = ("brochure", "licence", "agent_id", "mandate", "verified")
AGENCY = Publisher(reviews_posts=True, takes_complaints=True, keeps_confidential=True)
MEASURES = ("reviews_posts", "takes_complaints", "keeps_confidential")
FILLED = PostFilling(openings=10, accepted=8, withdrawn=2, reason="订单减少")
NOISY = Duties(exposures=frozenset({Exposure(Hazard.NOISE)}))
TOLD = HazardNotice(
    duties=NOISY,
    hired_on=ON,
    told_on=ON,
    in_contract=True,
    changed_on=date(2023, 6, 1),
    told_of_change_on=date(2023, 6, 1),
)
SILENT = HazardNotice(duties=Duties(), hired_on=ON, in_contract=False, changed_on=ON)
TERMS = PostTerms(hours="8 小时", lodging="包住", meals="包吃", insurance="五险")


def staff(number: int, disabled: int, elsewhere: int = 0, division: DivisionCode = ZHUHAI) -> DisabledStaff:
    return DisabledStaff(division=division, staff=number, disabled=disabled, disabled_from_elsewhere=elsewhere)


EXAMPLES: tuple[Example, ...] = (
    *(Breaks("EM-08", evolve(MANDATE, **{paper: False}), ERROR, paper, f"{paper} missing") for paper in PAPERS),
    *(Breaks("EM-08", evolve(MANDATE, **{paper: None}), WARN, paper, f"{paper} not recorded") for paper in PAPERS),
    Keeps("EM-08", MANDATE, "all seen and checked"),
    Breaks("EM-12", evolve(FILLED, accepted=9), ERROR, "accepted", "one more than are left"),
    Breaks("EM-12", PostFilling(openings=0, accepted=1), ERROR, "accepted", "no openings at all"),
    Breaks("EM-12", evolve(FILLED, reason=" "), ERROR, "reason", "withdrawn without a reason"),
    Keeps("EM-12", FILLED, "as many as are left, with a reason"),
    Keeps("EM-12", PostFilling(openings=10, accepted=10), "full"),
    Breaks("EM-13", evolve(TOLD, told_on=None), ERROR, "told_on", "never told"),
    Breaks("EM-13", evolve(TOLD, told_on=LATE), ERROR, "told_on", "told the day after"),
    Breaks("EM-13", evolve(TOLD, in_contract=False), ERROR, "in_contract", "not in the contract"),
    Breaks("EM-13", evolve(TOLD, in_contract=None), WARN, "in_contract", "nobody looked"),
    Breaks("EM-13", evolve(TOLD, told_of_change_on=None), ERROR, "told_of_change_on", "not told again"),
    Breaks(
        "EM-13",
        evolve(TOLD, told_of_change_on=date(2023, 6, 2)),
        ERROR,
        "told_of_change_on",
        "told a day after the change",
    ),
    Keeps("EM-13", TOLD, "told on the day, in the contract, told again"),
    Keeps("EM-13", evolve(TOLD, changed_on=None, told_of_change_on=None), "no change"),
    Keeps("EM-13", SILENT, "no hazard"),
    *(
        Breaks("EM-14", evolve(TERMS, **{name: " "}), WARN, name, f"{name} missing")
        for name in ("hours", "lodging", "meals", "insurance")
    ),
    Keeps("EM-14", TERMS, "all given"),
    Breaks("EM-15", staff(1000, 14), INFO, "disabled", "14 of 1000"),
    Breaks("EM-15", staff(67, 1), INFO, "disabled", "1 of 67 is a little below 1.5 %"),
    Breaks("EM-15", staff(1, 0), INFO, "disabled", "a single one"),
    Keeps("EM-15", staff(1000, 15), "exactly 1.5 %"),
    Keeps("EM-15", staff(66, 1), "1 of 66"),
    Keeps("EM-15", staff(1000, 10, elsewhere=5), "hires from other regions count"),
    Keeps("EM-15", staff(0, 0), "no staff"),
    *(Breaks("EM-18", evolve(AGENCY, **{name: False}), ERROR, name, f"{name}: no") for name in MEASURES),
    *(Breaks("EM-18", evolve(AGENCY, **{name: None}), WARN, name, f"{name}: not recorded") for name in MEASURES),
    Keeps("EM-18", AGENCY, "all three"),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_shows_what_it_claims(example: Example) -> None:
    assert example.failure(BOOK) == ""


def test_every_rule_is_shown_from_both_sides() -> None:
    assert one_sided(RULES, EXAMPLES) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_reads_what_it_declares_and_nothing_else(rule: AnyRule) -> None:
    assert misread(BOOK, rule, EXAMPLES) == []


def test_all_that_is_missing_is_told_at_once() -> None:
    found = [finding.path for finding in BOOK.judge(Mandate(brochure=False), "E-1", on=DAY)]
    assert found == list(PAPERS)


def test_a_province_may_ask_for_more() -> None:
    why = Convention(Text.same("of this test"))
    share = BOOK.parameters["disabled_staff_share"]
    more = DatedValue(value=Decimal("1.6"), source=why, region=DivisionCode("530000"))
    book = BOOK.with_parameters(evolve(share, values=(*share.values, more)))
    assert [finding.rule for finding in book.judge(staff(1000, 15, division=NUJIANG), "E-1", on=DAY)] == ["EM-15"]
    assert book.judge(staff(1000, 15), "E-1", on=DAY) == ()


@pytest.mark.parametrize(("openings", "accepted", "withdrawn"), [(10, -1, 0), (10, 0, -1), (10, 0, 11), (-1, 0, 0)])
def test_numbers_of_a_filling_add_up(openings: int, accepted: int, withdrawn: int) -> None:
    with pytest.raises(InvalidValue, match="nor more openings withdrawn"):
        PostFilling(openings=openings, accepted=accepted, withdrawn=withdrawn)
    assert PostFilling(openings=10, accepted=0, withdrawn=10).open == 0


@pytest.mark.parametrize(("number", "disabled", "elsewhere"), [(1, 2, 0), (1, -1, 0), (1, 0, -1), (2, 1, 2)])
def test_staff_with_disabilities_are_some_of_the_staff(number: int, disabled: int, elsewhere: int) -> None:
    with pytest.raises(InvalidValue, match="nor more than the staff"):
        staff(number, disabled, elsewhere)
    assert staff(2, 1, 1).counted == 2


def test_without_a_list_of_hazards_there_is_none_to_tell() -> None:
    unlisted = BOOK.with_parameters(evolve(BOOK.parameters["occupational_hazards"], values=()))
    assert unlisted.judge(evolve(TOLD, told_on=None), "P-1", on=DAY) == ()

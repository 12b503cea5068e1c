"""ID-13, WK-01, WK-02: the day of travel and the day of hire, a day on each side."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.personal import PersonName
from laborcoop.kernel.text import Text
from laborcoop.packs.china import PARAMETERS
from laborcoop.people import Worker
from laborcoop.people.hire import Brokering, Hire, Traveller
from laborcoop.people.rules import card_valid, minimum_age, minimum_age_brokering
from laborcoop.rulebook import Convention, DatedValue, Finding, Parameter, Parameters, RuleBook, Severity
from laborcoop.rulebook.rule import AnyRule
from laborcoop.testing import synthetic_number
from laborcoop.testing.rules import Breaks, Example, Keeps, misread, one_sided

ON = date(2023, 1, 28)
RULES = (card_valid, minimum_age, minimum_age_brokering)
BOOK = RuleBook(title=Text.same("people"), rules=RULES, parameters=Parameters.of(PARAMETERS))
LEAP = date(2008, 2, 29)
BORN = date(2007, 2, 7)

BLOCK, WARN = Severity.BLOCK, Severity.WARN


def setting(name: str, value: int | str) -> Parameter:
    why = Convention(Text.same("of this test"))
    return evolve(BOOK.parameters[name], values=(DatedValue(value=value, source=why),))


def only(findings: tuple[Finding, ...], rule: str) -> list[Finding]:
    return [finding for finding in findings if finding.rule == rule]


def severities(book: RuleBook, subject: object, rule: str) -> list[Severity]:
    return [finding.severity for finding in only(book.judge(subject, "W-1", on=ON), rule)]


def worker(born: date, card_valid_until: date | None = None) -> Worker:
    return Worker(
        id=WorkerId("W-1"),
        name=PersonName("阿普·迪"),
        sex=Sex.MALE,
        number=synthetic_number(0, born, Sex.MALE),
        born=born,
        registered=DivisionCode("533301"),
        card_valid_until=card_valid_until,
    )


def holding(card_valid_until: date | None) -> Traveller:
    return Traveller(worker(BORN, card_valid_until), date(2023, 2, 6))


def hired(first_day: date, signed_on: date | None = None, born: date = BORN) -> Hire:
    return Hire(worker=worker(born), first_day=first_day, signed_on=signed_on)


def brokered(on: date) -> Brokering:
    return Brokering(worker(BORN), on)


EXAMPLES: tuple[Example, ...] = (
    Breaks("ID-13", holding(date(2023, 2, 5)), WARN, "card_valid_until", "valid until the day before travel"),
    Keeps("ID-13", holding(date(2023, 2, 6)), "the last day counts"),
    Keeps("ID-13", holding(date(2023, 2, 7)), "valid a day longer"),
    Keeps("ID-13", holding(None), "long-term, or not known"),
    Breaks("WK-01", hired(date(2023, 2, 6)), BLOCK, "birth_date", "the day before the sixteenth birthday"),
    Breaks("WK-01", hired(date(2023, 2, 7)), WARN, "birth_date", "the birthday itself: open"),
    Breaks("WK-01", hired(date(2022, 2, 7)), BLOCK, "birth_date", "an earlier birthday is not open"),
    Breaks(
        "WK-01",
        hired(date(2023, 2, 20), date(2023, 2, 6)),
        BLOCK,
        "birth_date",
        "signed the day before the birthday",
    ),
    Breaks("WK-01", hired(date(2023, 2, 6), date(2023, 2, 20)), BLOCK, "birth_date", "works before signing"),
    Breaks(
        "WK-01",
        hired(date(2024, 2, 28), born=LEAP),
        BLOCK,
        "birth_date",
        "born on 29 February, in a leap year: the day before",
    ),
    Breaks(
        "WK-01",
        hired(date(2024, 2, 29), born=LEAP),
        WARN,
        "birth_date",
        "born on 29 February, in a leap year: the birthday",
    ),
    Keeps("WK-01", hired(date(2023, 2, 8)), "the day after the birthday"),
    Keeps("WK-01", hired(date(2023, 2, 20), date(2023, 2, 8)), "signed the day after the birthday"),
    Keeps("WK-01", hired(date(2024, 3, 1), born=LEAP), "born on 29 February, in a leap year: the day after"),
    Breaks("WK-02", brokered(date(2023, 2, 6)), BLOCK, "birth_date", "the day before the sixteenth birthday"),
    Breaks("WK-02", brokered(date(2023, 2, 7)), WARN, "birth_date", "the birthday itself: open"),
    Keeps("WK-02", brokered(date(2023, 2, 8)), "the day after the birthday"),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_shows_what_it_claims(example: Example) -> None:
    assert example.failure(BOOK) == ""


def test_every_rule_is_shown_from_both_sides() -> None:
    assert one_sided(RULES, EXAMPLES) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_reads_what_it_declares_and_nothing_else(rule: AnyRule) -> None:
    assert misread(BOOK, rule, EXAMPLES) == []


@pytest.mark.parametrize(
    ("reading", "day", "expected"),
    [
        ("birthday", date(2023, 2, 6), [Severity.BLOCK]),
        ("birthday", date(2023, 2, 7), []),
        ("day-after", date(2023, 2, 7), [Severity.WARN]),
        ("day-after", date(2023, 2, 8), []),
    ],
)
def test_a_programme_may_settle_when_a_year_is_completed(reading: str, day: date, expected: list[Severity]) -> None:
    book = BOOK.with_parameters(setting("age_completed", reading))
    assert severities(book, hired(day), "WK-01") == expected
    assert severities(book, brokered(day), "WK-02") == expected


def test_another_programme_may_ask_for_more_years() -> None:
    book = BOOK.with_parameters(setting("minimum_age", 18))
    hire = hired(date(2023, 2, 7), born=date(2005, 2, 8))
    (finding,) = only(book.judge(hire, "W-1", on=ON), "WK-01")
    assert finding.severity is Severity.BLOCK
    assert "is 17 on" in finding.message.en
    assert "最低为 18 周岁" in finding.message.zh


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_the_birthday_itself_says_that_the_reading_is_open(locale: str) -> None:
    hire = hired(date(2023, 2, 7))
    (finding,) = only(BOOK.judge(hire, "W-1", on=ON), "WK-01")
    text = finding.message.zh if locale == "zh" else finding.message.en
    assert ("没有写明" if locale == "zh" else "does not say") in text


def test_no_finding_holds_a_name_a_number_or_a_birth_date() -> None:
    subjects = (holding(date(2020, 1, 1)), hired(date(2023, 2, 6)), brokered(date(2023, 2, 6)))
    for subject in subjects:
        (finding,) = BOOK.judge(subject, "W-1", on=ON)
        for text in (finding.render("zh"), finding.render("en"), repr(finding)):
            for personal in ("阿普", "533399", "20070207", "2007-02-07", "2020-01-01"):
                assert personal not in text

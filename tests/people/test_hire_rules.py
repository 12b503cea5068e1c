"""ID-13, WK-01, WK-02: the day of travel and the day of hire, a day on each side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from attrs import evolve

from laborcoop.errors import UnknownName
from laborcoop.kernel.text import Text
from laborcoop.packs.china import PARAMETERS
from laborcoop.people import Worker
from laborcoop.people.hire import Brokering, Hire, Traveller
from laborcoop.people.rules import RULES, minimum_age, minimum_age_brokering
from laborcoop.rulebook import Convention, DatedValue, Finding, Parameter, Parameters, RuleBook, Severity
from laborcoop.rulebook.rule import AnyRule

ON = date(2023, 1, 28)
BOOK = RuleBook(title=Text.same("people"), rules=RULES, parameters=Parameters.of(PARAMETERS))
LEAP = date(2008, 2, 29)
BORN = date(2007, 2, 7)

Made = Callable[..., Worker]


def setting(name: str, value: int | str) -> Parameter:
    why = Convention(Text.same("of this test"))
    return evolve(BOOK.parameters[name], values=(DatedValue(value=value, source=why),))


def only(findings: tuple[Finding, ...], rule: str) -> list[Finding]:
    return [finding for finding in findings if finding.rule == rule]


def severities(book: RuleBook, subject: object, rule: str) -> list[Severity]:
    return [finding.severity for finding in only(book.judge(subject, "W-1", on=ON), rule)]


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (date(2023, 2, 5), [Severity.WARN]),  # the day before
        (date(2023, 2, 6), []),  # the last day counts
        (date(2023, 2, 7), []),
        (None, []),  # long-term, or not known
    ],
)
def test_a_card_that_has_expired_on_the_day_of_travel_is_a_warning(
    born_on: Made, until: date | None, expected: list[Severity]
) -> None:
    traveller = Traveller(born_on(BORN, card_valid_until=until), date(2023, 2, 6))
    assert severities(BOOK, traveller, "ID-13") == expected


HIRES = [
    (BORN, date(2023, 2, 6), None, [Severity.BLOCK], "the day before the birthday"),
    (BORN, date(2023, 2, 7), None, [Severity.WARN], "the birthday itself: open"),
    (BORN, date(2023, 2, 8), None, [], "the day after"),
    (BORN, date(2022, 2, 7), None, [Severity.BLOCK], "an earlier birthday is not open"),
    (BORN, date(2023, 2, 20), date(2023, 2, 6), [Severity.BLOCK], "signed the day before the birthday"),
    (BORN, date(2023, 2, 20), date(2023, 2, 8), [], "signed the day after"),
    (BORN, date(2023, 2, 6), date(2023, 2, 20), [Severity.BLOCK], "works before signing"),
    (LEAP, date(2024, 2, 28), None, [Severity.BLOCK], "29 February in a leap year: the day before"),
    (LEAP, date(2024, 2, 29), None, [Severity.WARN], "29 February in a leap year: the birthday"),
    (LEAP, date(2024, 3, 1), None, [], "29 February in a leap year: the day after"),
]


@pytest.mark.parametrize(("born", "first_day", "signed_on", "expected", "_why"), HIRES, ids=str)
def test_nobody_is_hired_under_sixteen(
    born_on: Made, born: date, first_day: date, signed_on: date | None, expected: list[Severity], _why: str
) -> None:
    hire = Hire(worker=born_on(born), first_day=first_day, signed_on=signed_on)
    assert severities(BOOK, hire, "WK-01") == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 2, 6), [Severity.BLOCK]),
        (date(2023, 2, 7), [Severity.WARN]),
        (date(2023, 2, 8), []),
    ],
)
def test_nobody_finds_work_for_a_person_under_sixteen(born_on: Made, day: date, expected: list[Severity]) -> None:
    assert severities(BOOK, Brokering(born_on(BORN), day), "WK-02") == expected


@pytest.mark.parametrize(
    ("reading", "day", "expected"),
    [
        ("birthday", date(2023, 2, 6), [Severity.BLOCK]),
        ("birthday", date(2023, 2, 7), []),
        ("day-after", date(2023, 2, 7), [Severity.WARN]),
        ("day-after", date(2023, 2, 8), []),
    ],
)
def test_a_programme_may_settle_when_a_year_is_completed(
    born_on: Made, reading: str, day: date, expected: list[Severity]
) -> None:
    book = BOOK.with_parameters(setting("age_completed", reading))
    assert severities(book, Hire(worker=born_on(BORN), first_day=day), "WK-01") == expected
    assert severities(book, Brokering(born_on(BORN), day), "WK-02") == expected


def test_another_programme_may_ask_for_more_years(born_on: Made) -> None:
    book = BOOK.with_parameters(setting("minimum_age", 18))
    hire = Hire(worker=born_on(date(2005, 2, 8)), first_day=date(2023, 2, 7))
    (finding,) = only(book.judge(hire, "W-1", on=ON), "WK-01")
    assert finding.severity is Severity.BLOCK
    assert "is 17 on" in finding.message.en
    assert "最低为 18 周岁" in finding.message.zh


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_the_birthday_itself_says_that_the_reading_is_open(born_on: Made, locale: str) -> None:
    hire = Hire(worker=born_on(BORN), first_day=date(2023, 2, 7))
    (finding,) = only(BOOK.judge(hire, "W-1", on=ON), "WK-01")
    text = finding.message.zh if locale == "zh" else finding.message.en
    assert ("没有写明" if locale == "zh" else "does not say") in text


def test_the_rules_read_what_they_declare_and_nothing_else(born_on: Made) -> None:
    subjects: tuple[tuple[AnyRule, object], ...] = (
        (minimum_age, Hire(worker=born_on(BORN), first_day=date(2023, 2, 6))),
        (minimum_age_brokering, Brokering(born_on(BORN), date(2023, 2, 6))),
    )
    for rule, subject in subjects:
        declared = Parameters.of(BOOK.parameters[name] for name in rule.parameters)
        assert list(RuleBook(title=BOOK.title, rules=(rule,), parameters=declared).judge(subject, "W-1", on=ON))
        for name in rule.parameters:
            fewer = Parameters.of(parameter for parameter in declared if parameter.name != name)
            context = evolve(BOOK.context(ON), parameters=fewer)
            with pytest.raises(UnknownName, match=name):
                list(rule.findings(subject, "W-1", context))


def test_no_finding_holds_a_name_a_number_or_a_birth_date(born_on: Made) -> None:
    worker = born_on(BORN, card_valid_until=date(2020, 1, 1))
    subjects = (
        Traveller(worker, date(2023, 2, 6)),
        Hire(worker=worker, first_day=date(2023, 2, 6)),
        Brokering(worker, date(2023, 2, 6)),
    )
    for subject in subjects:
        (finding,) = BOOK.judge(subject, "W-1", on=ON)
        for text in (finding.render("zh"), finding.render("en"), repr(finding)):
            for personal in ("阿普", "533399", "20070207", "2007-02-07", "2020-01-01"):
                assert personal not in text

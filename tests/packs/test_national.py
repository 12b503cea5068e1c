"""The national pack: what every rule in the book must have, and the parameters of people, employers and posts."""

from __future__ import annotations

import re
from datetime import date

import pytest

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.packs import china, china_with_regions, national
from laborcoop.packs.china import work
from laborcoop.rulebook import Citation, Convention, Mark, Parameter
from laborcoop.rulebook.rule import AnyRule

BOOK = china_with_regions()
RULES = list(BOOK)
PARAMETERS = list(BOOK.parameters)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_has_both_wordings_with_the_same_placeholders(rule: AnyRule) -> None:
    assert rule.message.zh
    assert rule.message.en
    for text in (rule.message, rule.suggestion):
        zh, en = text.placeholders()
        assert zh == en
        assert bool(text.zh) is bool(text.en)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_cites_a_law_or_says_why_it_is_kept(rule: AnyRule) -> None:
    assert rule.sources
    for source in rule.sources:
        assert isinstance(source, (Citation, Convention))
        assert source.text().zh
        assert source.text().en


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_has_a_code_a_dotted_name_and_a_sentence_about_it(rule: AnyRule) -> None:
    assert re.fullmatch(r"[A-Z]{2}-[0-9]{2}", rule.code)
    assert re.fullmatch(r"[a-z]+(?:\.[a-z0-9-]+)+", rule.name)
    assert rule.check.__doc__


def test_codes_and_names_are_never_used_twice() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


def test_every_parameter_that_a_rule_reads_is_in_the_book_and_the_rules_on_people_and_posts_leave_none_unread() -> None:
    declared = {name for rule in RULES for name in rule.parameters}
    assert {parameter.name for parameter in work.PARAMETERS} <= declared <= {parameter.name for parameter in PARAMETERS}


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.name)
def test_a_parameter_has_a_title_a_unit_and_cited_values(parameter: Parameter) -> None:
    assert parameter.title.zh
    assert parameter.title.en
    assert parameter.unit
    assert all(value.source.text().en for value in parameter.values)


def test_no_two_parameters_share_a_name() -> None:
    assert len(list(national().parameters)) == len(china.PARAMETERS)


def test_the_identity_age_employer_and_post_rules_are_in_the_book() -> None:
    wanted = {f"ID-{n:02}" for n in range(1, 15)} | {"WK-01", "WK-02"} | {f"EM-{n:02}" for n in range(1, 8)}
    assert wanted <= {rule.code for rule in RULES}


@pytest.mark.parametrize(
    ("name", "on", "region", "expected"),
    [
        ("minimum_age", date(2023, 2, 6), None, 16),
        ("age_completed", date(2023, 2, 6), None, "day-after"),
        ("brochure_complete", date(2022, 1, 1), "440402", True),
        ("brochure_complete", date(2021, 12, 31), "440402", None),
        ("brochure_complete", date(2023, 2, 6), "533301", None),
        ("brochure_complete", date(2023, 2, 6), None, None),
        ("disability_protected", date(2022, 1, 1), "440402", True),
        ("disability_protected", date(2021, 12, 31), "440402", None),
        ("minimum_wage", date(2023, 2, 6), "440402", None),
    ],
)
def test_a_parameter_has_the_value_of_the_day_and_the_place(
    name: str, on: date, region: str | None, expected: object
) -> None:
    assert BOOK.context(on, DivisionCode(region) if region else None).value(name) == expected


def test_what_was_not_verified_says_so() -> None:
    reading = BOOK.parameters["age_completed"].at(date(2023, 2, 6))
    assert reading is not None
    assert reading.source.mark is Mark.UNVERIFIED
    assert reading.source.text().en.endswith("[U]")

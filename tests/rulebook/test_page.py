"""A book can be read as a page, and says what another changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.text import Locale, Text
from laborcoop.packs import national
from laborcoop.rulebook import Convention, DatedValue, Parameter
from laborcoop.rulebook.page import rules_page

WHY = Convention(Text("本案例的约定", "a choice of this case"))
WAGE = Parameter(
    name="minimum_wage",
    title=Text("最低工资", "minimum wage"),
    unit="CNY/month",
    values=(DatedValue(value=Decimal(1900), source=WHY, since=date(2021, 12, 1), region=DivisionCode("440400")),),
)


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_the_page_holds_every_rule_its_wording_its_sources_and_its_parameters(locale: Locale) -> None:
    book = national()
    page = rules_page(book, locale)
    for rule in book:
        assert f"## {rule.code} · `{rule.name}`" in page
        assert rule.message.render(locale) in page
        assert all(source.text().render(locale) in page for source in rule.sources)
        assert all(f"- `{name}` (" in page for name in rule.parameters)
    codes = [line.split(" ")[1] for line in page.splitlines() if line.startswith("## ")]
    assert codes == sorted(rule.code for rule in book)


def test_a_parameter_without_a_value_says_that_the_case_gives_it() -> None:
    assert "- `minimum_wage` (minimum wage, CNY/month): none: the case gives it" in rules_page(national(), "en")
    given = rules_page(national().with_parameters(WAGE), "en")
    assert "  - 1900 (since 2021-12-01, region 440400) — convention: a choice of this case" in given

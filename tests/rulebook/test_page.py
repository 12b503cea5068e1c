"""A book can be read as a page, and says what another changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.text import Locale, Text
from laborcoop.packs import national
from laborcoop.rulebook import Citation, Convention, DatedValue, Document, Parameter, Parameters, RuleBook, Severity
from laborcoop.rulebook.page import rules_page
from laborcoop.rulebook.rule import AnyRule, Rule

WHY = Convention(Text("本案例的约定", "a choice of this case"))
WAGE = Parameter(
    name="minimum_wage",
    title=Text("最低工资", "minimum wage"),
    unit="CNY/month",
    values=(DatedValue(value=Decimal(1900), source=WHY, since=date(2021, 12, 1), region=DivisionCode("440400")),),
)

SILENT: AnyRule = Rule(
    code="XX-02",
    name="x.other",
    subject=object,
    severity=Severity.WARN,
    sources=(WHY,),
    message=Text("否", "no"),
    check=lambda _subject, _ctx: (),
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


@pytest.mark.parametrize(
    ("locale", "page"),
    [
        (
            "en",
            """# Rooms

## XX-01 · `x.never` · warning (WARN)

**Says**: {n} is wrong

**Suggests**: mend it

**Sources**: Labour Law, art. 15; convention: a choice of this case

**Parameters**:

- `age` (age, year):
  - 16 — Labour Law, art. 15
  - 18 (since 2024-01-01, before 2025-01-01, region 440400) — convention: a choice of this case
- `wage` (wage, CNY): none: the case gives it

## XX-02 · `x.other` · warning (WARN)

**Says**: no

**Sources**: convention: a choice of this case
""",
        ),
        (
            "zh",
            """# 房间

## XX-01 · `x.never` · 警告 (WARN)

**提示**: {n} 有误

**办法**: 改正

**出处**: 《劳动法》第15条; 惯例：本案例的约定

**参数**:

- `age` (年龄, year):
  - 16 — 《劳动法》第15条
  - 18 (自 2024-01-01, 至（不含） 2025-01-01, 地区 440400) — 惯例：本案例的约定
- `wage` (工资, CNY): 未给出：由案例提供

## XX-02 · `x.other` · 警告 (WARN)

**提示**: 否

**出处**: 惯例：本案例的约定
""",
        ),
    ],
)
def test_a_page_reads_as_follows(locale: Locale, page: str) -> None:
    article = Citation(Document("L1", Text("劳动法", "Labour Law")), "15")
    zhuhai = DivisionCode("440400")
    until = DatedValue(value=18, source=WHY, since=date(2024, 1, 1), until=date(2025, 1, 1), region=zhuhai)
    age = Parameter(
        name="age", title=Text("年龄", "age"), unit="year", values=(DatedValue(value=16, source=article), until)
    )
    wage = Parameter(name="wage", title=Text("工资", "wage"), unit="CNY", values=())
    spoken = evolve(
        SILENT,
        code="XX-01",
        name="x.never",
        sources=(article, WHY),
        message=Text("{n} 有误", "{n} is wrong"),
        suggestion=Text("改正", "mend it"),
        parameters=("wage", "age"),
    )
    book = RuleBook(title=Text("房间", "Rooms"), rules=(SILENT, spoken), parameters=Parameters.of([age, wage]))
    assert rules_page(book, locale) == page

"""ID-14 and EM-01 to EM-07: a case on each side of every threshold, each shown to break or to keep that very rule."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve, frozen

from laborcoop.employers import Contact, Employer, JobPost, WageRange
from laborcoop.employers.credit import CreditCodeEntry
from laborcoop.employers.rules import RULES
from laborcoop.errors import UnknownName
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import CreditCode, Sex
from laborcoop.kernel.ids import EmployerId, PlaceId, PostId
from laborcoop.kernel.personal import PersonName, Phone
from laborcoop.kernel.text import Text
from laborcoop.packs import china_with_regions
from laborcoop.packs.china import work
from laborcoop.people import Education
from laborcoop.rulebook import Convention, DatedValue, Finding, Parameter, Parameters, RuleBook, Severity
from laborcoop.rulebook.parameter import Value

ON = date(2023, 1, 28)
ZHUHAI = DivisionCode("440402")
NUJIANG = DivisionCode("533301")
MEASURE = Convention(Text.same("of this test"))
WAGE_FLOOR = Parameter(
    name="minimum_wage",
    title=Text.same("minimum wage"),
    unit="CNY/month",
    values=(
        DatedValue(value=1900, source=MEASURE, region=DivisionCode("440400"), since=date(2021, 12, 1)),
        DatedValue(value=2000, source=MEASURE, region=DivisionCode("440400"), since=date(2023, 2, 10)),
        DatedValue(value=Decimal("1500.50"), source=MEASURE, region=NUJIANG),
        DatedValue(value="by agreement", source=MEASURE, region=DivisionCode("530100")),
    ),
)
BOOK = RuleBook(title=Text.same("employers"), rules=RULES, parameters=china_with_regions().parameters).with_parameters(
    WAGE_FLOOR
)

EMPLOYER = Employer(
    id=EmployerId("E-1"),
    name=Text("合成制造", "Synthetic Works"),
    credit_code=CreditCode("91440400MA00000030"),
    division=ZHUHAI,
    licence_checked_on=ON,
    gate=PlaceId("gate-1"),
    contact=Contact(name=PersonName("迪阿普"), phone=Phone("13800000001")),
)
POST = JobPost(
    id=PostId("P-1"),
    employer=EmployerId("E-1"),
    title="包装工",
    openings=10,
    division=ZHUHAI,
    work="包装线作业",
    wage=WageRange(Decimal(4500), Decimal(6000)),
    conditions="初中以上，男女不限，不限民族",
)
AWAY = evolve(POST, division=NUJIANG)
UNTOLD = evolve(POST, conditions="")


def wage(low: str) -> WageRange:
    return WageRange(Decimal(low), Decimal(9000))


@frozen
class Break:
    rule: str
    subject: object
    severity: Severity
    path: str
    why: str
    region: DivisionCode | None = None
    on: date = ON


@frozen
class Keep:
    rule: str
    subject: object
    why: str
    region: DivisionCode | None = None
    on: date = ON


def worded(text: str, post: JobPost = POST) -> JobPost:
    return evolve(post, conditions=text)


BREAKS = [
    Break("ID-14", CreditCodeEntry("91310115MA1H8R7C6D"), Severity.ERROR, "credit_code", "a blog's wrong sample"),
    Break("ID-14", CreditCodeEntry("91350100M000100Y4"), Severity.ERROR, "credit_code", "17 characters"),
    Break("ID-14", CreditCodeEntry("91350100M000100I43"), Severity.ERROR, "credit_code", "a letter it does not use"),
    Break("ID-14", CreditCodeEntry(" "), Severity.ERROR, "credit_code", "blank"),
    Break("ID-14", CreditCodeEntry(None), Severity.ERROR, "credit_code", "nothing written"),
    Break("EM-01", evolve(EMPLOYER, licence_checked_on=None), Severity.BLOCK, "licence_checked_on", "never checked"),
    Break(
        "EM-01",
        evolve(EMPLOYER, licence_checked_on=date(2023, 1, 29)),
        Severity.BLOCK,
        "licence_checked_on",
        "checked on the day after",
    ),
    Break("EM-02", evolve(POST, openings=0), Severity.ERROR, "openings", "no openings"),
    Break("EM-02", evolve(AWAY, openings=0), Severity.ERROR, "openings", "no openings, elsewhere too"),
    Break("EM-02", evolve(POST, wage=None), Severity.ERROR, "wage", "Zhuhai post, pay missing"),
    Break("EM-02", evolve(POST, work=" "), Severity.ERROR, "work", "Zhuhai post, work missing"),
    Break("EM-02", evolve(AWAY, wage=None), Severity.ERROR, "wage", "shown in Zhuhai, pay missing", region=ZHUHAI),
    Break("EM-02", evolve(AWAY, wage=None), Severity.WARN, "wage", "elsewhere, pay missing"),
    Break("EM-02", evolve(POST, wage=None), Severity.WARN, "wage", "before 2022", on=date(2021, 12, 31)),
    Break("EM-02", evolve(AWAY, work=""), Severity.WARN, "work", "elsewhere, work missing"),
    Break("EM-02", evolve(AWAY, work="", conditions=""), Severity.ERROR, "work", "elsewhere, nothing said at all"),
    Break("EM-02", UNTOLD, Severity.WARN, "conditions", "no conditions: perhaps there are none"),
    Break("EM-03", evolve(POST, only_sex=Sex.MALE), Severity.BLOCK, "only_sex", "men only on a packing line"),
    Break("EM-03", evolve(POST, only_sex=Sex.FEMALE), Severity.BLOCK, "only_sex", "women only"),
    Break(
        "EM-03",
        evolve(POST, only_sex=Sex.FEMALE, forbidden_to_women=True),
        Severity.BLOCK,
        "only_sex",
        "women only where the work is forbidden to them",
    ),
    Break("EM-03", worded("限男性"), Severity.BLOCK, "conditions", "men only"),
    Break("EM-03", worded("男性优先，能加班"), Severity.BLOCK, "conditions", "men preferred"),
    Break("EM-03", worded("限汉族"), Severity.BLOCK, "conditions", "Han only"),
    Break("EM-03", worded("不要少数民族"), Severity.BLOCK, "conditions", "no minorities"),
    Break("EM-03", worded("不招黑人"), Severity.BLOCK, "conditions", "by race"),
    Break("EM-03", worded("信教者勿扰"), Severity.BLOCK, "conditions", "by religion"),
    Break("EM-03", worded("不招残疾人"), Severity.BLOCK, "conditions", "by disability, in Guangdong"),
    Break(
        "EM-03",
        worded("不招残疾人", AWAY),
        Severity.BLOCK,
        "conditions",
        "by disability, shown in Guangdong",
        region=DivisionCode("440000"),
    ),
    Break("EM-03", evolve(POST, title="女工"), Severity.BLOCK, "title", "the title says whom"),
    Break(
        "EM-03",
        worded("限女性", evolve(POST, forbidden_to_women=True)),
        Severity.BLOCK,
        "conditions",
        "men left out",
    ),
    Break("EM-04", worded("不招云南人"), Severity.BLOCK, "conditions", "no one from Yunnan"),
    Break("EM-04", worded("限本地户籍"), Severity.BLOCK, "conditions", "local register only"),
    Break("EM-04", evolve(POST, title="普工（只招本地人）"), Severity.BLOCK, "title", "the title says whom"),
    Break("EM-05", evolve(POST, wage=wage("1899.99")), Severity.ERROR, "wage", "a fen below"),
    Break("EM-05", evolve(AWAY, wage=wage("1500.49")), Severity.ERROR, "wage", "by the work place", region=ZHUHAI),
    Break(
        "EM-05",
        evolve(POST, wage=wage("1900"), starts_on=date(2023, 2, 10)),
        Severity.ERROR,
        "wage",
        "by the amount of the day it starts",
    ),
    Break(
        "EM-05", evolve(POST, division=DivisionCode("440300")), Severity.WARN, "wage", "no amount of the place given"
    ),
    Break("EM-05", POST, Severity.WARN, "wage", "no amount of the day given", on=date(2021, 11, 30)),
    Break("EM-05", evolve(POST, division=DivisionCode("530114")), Severity.WARN, "wage", "an amount that is a word"),
    Break("EM-06", evolve(POST, deposit=Decimal(500)), Severity.BLOCK, "deposit", "a deposit of 500"),
    Break("EM-06", evolve(POST, deposit=Decimal("0.01")), Severity.BLOCK, "deposit", "a deposit of a fen"),
    Break("EM-06", evolve(POST, holds_papers=True), Severity.BLOCK, "holds_papers", "papers held"),
    Break("EM-07", evolve(POST, fee=Decimal("0.01")), Severity.BLOCK, "fee", "a fee of a fen"),
]

KEEPS = [
    Keep("ID-14", EMPLOYER, "a right code on record"),
    Keep("ID-14", CreditCodeEntry("91350100M000100Y43"), "a right code"),
    Keep("ID-14", CreditCodeEntry("91110000600037341L"), "a check letter"),
    Keep("ID-14", CreditCodeEntry("91440400MA00000030"), "remainder 0"),
    Keep("ID-14", CreditCodeEntry("９１３5 0100m000100y43"), "full width, a blank, small letters"),
    Keep("EM-01", EMPLOYER, "checked on the day"),
    Keep("EM-01", evolve(EMPLOYER, licence_checked_on=date(2020, 1, 1)), "checked long ago"),
    Keep("EM-02", POST, "all given"),
    Keep("EM-02", evolve(POST, openings=1), "one opening"),
    Keep("EM-02", evolve(UNTOLD, lowest_age=18), "a lowest age is a condition"),
    Keep("EM-02", evolve(UNTOLD, highest_age=50), "a highest age is a condition"),
    Keep("EM-02", evolve(UNTOLD, education=Education.PRIMARY), "education is a condition"),
    Keep("EM-02", evolve(UNTOLD, skills=frozenset({"焊接"})), "a skill is a condition"),
    Keep("EM-03", POST, "男女不限，不限民族"),
    Keep("EM-03", evolve(POST, only_sex=Sex.MALE, forbidden_to_women=True), "men only, work forbidden to women"),
    Keep(
        "EM-03", worded("限男性", evolve(POST, forbidden_to_women=True)), "men only in words, work forbidden to women"
    ),
    Keep("EM-03", worded("不招残疾人", AWAY), "disability outside Guangdong"),
    Keep("EM-03", worded("不招残疾人"), "disability before 2022", on=date(2021, 12, 31)),
    Keep("EM-03", worded("不招云南人"), "a limit by region is another rule's"),
    Keep("EM-04", POST, "no limit"),
    Keep("EM-04", worded("不限户籍"), "any register"),
    Keep("EM-04", worded("限男性"), "a limit by sex is another rule's"),
    Keep("EM-04", worded("不招未成年人"), "minors"),
    Keep("EM-05", evolve(POST, wage=wage("1900")), "exactly the amount"),
    Keep("EM-05", evolve(POST, wage=wage("1900"), starts_on=date(2023, 2, 9)), "the day before the amount rises"),
    Keep("EM-05", evolve(AWAY, wage=wage("1500.50")), "exactly the amount of the work place"),
    Keep("EM-05", evolve(POST, wage=None), "no wage is another rule's"),
    Keep("EM-06", POST, "nothing asked for"),
    Keep("EM-07", POST, "no fee"),
]


def judged(case: Break | Keep, book: RuleBook = BOOK) -> tuple[Finding, ...]:
    return book.judge(case.subject, "S-1", on=case.on, region=case.region)


def named(case: Break | Keep) -> str:
    return f"{case.rule} {case.why}"


@pytest.mark.parametrize("case", BREAKS, ids=named)
def test_a_break_fires_that_very_rule_on_the_field_that_is_wrong(case: Break) -> None:
    found = {(finding.severity, finding.path) for finding in judged(case) if finding.rule == case.rule}
    assert (case.severity, case.path) in found


@pytest.mark.parametrize("case", BREAKS, ids=named)
def test_a_break_fires_no_other_rule_of_its_kind(case: Break) -> None:
    others = {"EM-02"} if case.rule == "EM-05" else {case.rule, "EM-05"}
    assert {finding.rule for finding in judged(case)} <= {case.rule, *others}


@pytest.mark.parametrize("case", KEEPS, ids=named)
def test_a_keep_does_not_fire_the_rule(case: Keep) -> None:
    assert case.rule not in {finding.rule for finding in judged(case)}


def test_every_rule_has_a_case_on_each_side() -> None:
    codes = [rule.code for rule in RULES]
    assert {case.rule for case in BREAKS} == set(codes) == {case.rule for case in KEEPS}
    assert codes == sorted(codes)


def test_a_sound_employer_and_a_sound_post_break_nothing() -> None:
    assert BOOK.judge(EMPLOYER, "E-1", on=ON) == ()
    assert BOOK.judge(POST, "P-1", on=ON) == ()


def test_deposit_and_papers_are_told_apart() -> None:
    post = evolve(POST, deposit=Decimal(500), holds_papers=True)
    assert [finding.path for finding in BOOK.judge(post, "P-1", on=ON)] == ["deposit", "holds_papers"]


def test_each_ground_of_a_brochure_is_told_once() -> None:
    post = evolve(POST, title="男工", conditions="限男性，男性优先，限汉族")
    found = [(finding.path, finding.message.en) for finding in BOOK.judge(post, "P-1", on=ON)]
    assert found == [
        ("conditions", "the brochure restricts applicants by sex (women left out)"),
        ("conditions", "the brochure restricts applicants by ethnicity"),
    ]


def test_without_an_amount_the_pack_says_so_and_excludes_nobody() -> None:
    book = BOOK.with_parameters(*(parameter for parameter in work.PARAMETERS if parameter.name == "minimum_wage"))
    (finding,) = book.judge(POST, "P-1", on=ON)
    assert (finding.rule, finding.severity, finding.excludes) == ("EM-05", Severity.WARN, False)
    assert "no minimum wage of the work place 440402 on 2023-01-28 is given" in finding.message.en
    assert "minimum_wage" in finding.suggestion.zh


def test_an_employer_without_a_code_on_record_is_judged_by_its_licence() -> None:
    assert BOOK.judge(evolve(EMPLOYER, credit_code=None), "E-1", on=ON) == ()


def test_yes_is_no_minimum_wage() -> None:
    yes: Value = True
    book = BOOK.with_parameters(evolve(WAGE_FLOOR, values=(DatedValue(value=yes, source=MEASURE),)))
    (finding,) = book.judge(POST, "P-1", on=ON)
    assert finding.severity is Severity.WARN


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_reads_what_it_declares_and_nothing_else(rule: object) -> None:
    rules = [candidate for candidate in RULES if candidate is rule]
    declared = Parameters.of(BOOK.parameters[name] for name in rules[0].parameters)
    book = RuleBook(title=BOOK.title, rules=tuple(rules), parameters=declared)
    assert all(judged(case, book) for case in BREAKS if case.rule == rules[0].code)
    for name in rules[0].parameters:
        fewer = Parameters.of(parameter for parameter in declared if parameter.name != name)
        unread = 0
        for case in BREAKS:
            if case.rule == rules[0].code:
                context = evolve(BOOK.context(case.on, case.region), parameters=fewer)
                try:
                    list(rules[0].findings(case.subject, "S-1", context))
                except UnknownName:
                    continue
                unread += 1
        assert unread < sum(case.rule == rules[0].code for case in BREAKS)


@pytest.mark.parametrize("case", BREAKS, ids=named)
def test_no_finding_holds_a_name_or_a_phone(case: Break) -> None:
    for finding in judged(case):
        for text in (finding.render("zh"), finding.render("en"), repr(finding)):
            assert "迪阿普" not in text
            assert "13800000001" not in text
            assert "合成制造" not in text

"""ID-15 to ID-19: codes of a day, the sending region, phones, names, and texts that leave the house."""

from __future__ import annotations

from datetime import date

import pytest

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import ResidentNumber, Sex
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.personal import PersonName
from laborcoop.kernel.text import Text
from laborcoop.packs.china import work
from laborcoop.people import Worker
from laborcoop.people.entries import DivisionEntry, Member, NameEntry, OutgoingText, PhoneEntry
from laborcoop.people.rules_entries import RULES
from laborcoop.rulebook import Mark, Parameters, RuleBook, Severity
from laborcoop.rulebook.rule import AnyRule
from laborcoop.testing.rules import DAY, Breaks, Example, Keeps, misread, one_sided

BOOK = RuleBook(title=Text.same("entries"), rules=RULES, parameters=Parameters.of(work.PARAMETERS))
BLOCK, ERROR, WARN = Severity.BLOCK, Severity.ERROR, Severity.WARN
NUMBER, OLD = "533399199101010079", "533399880512002"
NUJIANG = DivisionCode("533300")


def code(written: str, on: date = date(2023, 2, 6)) -> DivisionEntry:
    return DivisionEntry(written=written, on=on, synthetic_areas=frozenset({"533399"}))


def member(registered: str) -> Member:
    worker = Worker(
        id=WorkerId("W-1"),
        name=PersonName("阿普"),
        sex=Sex.MALE,
        number=ResidentNumber(NUMBER),
        born=date(1991, 1, 1),
        registered=DivisionCode(registered),
    )
    return Member(worker=worker, sending=NUJIANG)


EXAMPLES: tuple[Example, ...] = (
    Breaks("ID-15", code("533301", date(2015, 12, 31)), ERROR, "division", "Lushui city before 2016"),
    Breaks("ID-15", code("533321", date(2016, 1, 1)), ERROR, "division", "Lushui county from 2016"),
    Breaks("ID-15", code("533322"), ERROR, "division", "Bijiang, abolished in 1986"),
    Breaks("ID-15", code("533330"), ERROR, "division", "no such county of Nujiang"),
    Breaks("ID-15", code("163301"), ERROR, "division", "no such province"),
    Breaks("ID-15", code("449999"), ERROR, "division", "no city is numbered 99"),
    Breaks("ID-15", code("447100"), ERROR, "division", "nor 71"),
    Breaks("ID-15", code("999999"), ERROR, "division", "nor a province"),
    Keeps("ID-15", code("659001"), "a city directly under its region"),
    Keeps("ID-15", code("447000"), "the last number of a city"),
    Breaks("ID-15", code("53330"), ERROR, "division", "five digits"),
    Breaks("ID-15", code("泸水市"), ERROR, "division", "a name"),
    Breaks("ID-15", code(""), ERROR, "division", "nothing"),
    Keeps("ID-15", code("533301", date(2016, 1, 1)), "Lushui city from 2016"),
    Keeps("ID-15", code("533321", date(2015, 12, 31)), "Lushui county before 2016"),
    Keeps("ID-15", code("533300"), "the prefecture"),
    Keeps("ID-15", code(" 533301 "), "blanks around it"),
    Keeps("ID-15", code("110105"), "a county outside the table, in a province that exists"),
    Keeps("ID-15", code("533399"), "declared synthetic"),
    Breaks("ID-16", member("440402"), WARN, "registered", "440402 worker in Nujiang programme"),
    Breaks("ID-16", member("533401"), WARN, "registered", "the neighbouring prefecture"),
    Breaks("ID-16", member("535301"), WARN, "registered", "a digit of its code mistyped"),
    Keeps("ID-16", member("533301"), "a county of it"),
    Keeps("ID-16", member("533300"), "the region itself"),
    Breaks("ID-17", PhoneEntry("1380000000"), WARN, "phone", "ten digits"),
    Breaks("ID-17", PhoneEntry("138000000011"), WARN, "phone", "twelve digits"),
    Breaks("ID-17", PhoneEntry("12800000001"), WARN, "phone", "starts with 12"),
    Breaks("ID-17", PhoneEntry("0886-3620000"), WARN, "phone", "a landline"),
    Breaks("ID-17", PhoneEntry("+85213800000001"), WARN, "phone", "another region's prefix"),
    Keeps("ID-17", PhoneEntry("13800000001"), "starts with 13"),
    Keeps("ID-17", PhoneEntry("19900000001"), "starts with 19"),
    Keeps("ID-17", PhoneEntry("+86 138-0000-0001"), "prefix, blanks and hyphens"),
    Keeps("ID-17", PhoneEntry("008613800000001"), "prefix in digits"),
    Keeps("ID-17", PhoneEntry("１３８００００００１１"), "full width"),
    Keeps("ID-17", PhoneEntry(None), "none"),
    Keeps("ID-17", PhoneEntry(" "), "blank"),
    Breaks("ID-18", NameEntry("阿"), WARN, "name", "one character"),
    Breaks("ID-18", NameEntry("阿" * 26), WARN, "name", "26 characters"),
    Breaks("ID-18", NameEntry("阿普1"), WARN, "name", "a digit"),
    Breaks("ID-18", NameEntry(""), WARN, "name", "nothing"),
    Keeps("ID-18", NameEntry("阿普·迪"), "a middle dot"),
    Keeps("ID-18", NameEntry("阿普"), "two characters"),
    Keeps("ID-18", NameEntry("阿" * 25), "25 characters"),
    Keeps("ID-18", NameEntry("阿 普"), "a blank to fill the column"),
    Breaks("ID-19", OutgoingText(f"id {NUMBER}"), BLOCK, "text", "a number in a log line"),
    Breaks("ID-19", OutgoingText("11010519491231002x。"), BLOCK, "text", "a small x"),
    Breaks("ID-19", OutgoingText("533399 19910101 0079"), BLOCK, "text", "with blanks"),
    Breaks("ID-19", OutgoingText("５３３３９９１９９１０１０１００７９"), BLOCK, "text", "in full width"),
    Breaks("ID-19", OutgoingText(f"[{OLD}]"), BLOCK, "text", "an old number"),
    Keeps("ID-19", OutgoingText("533399********0079"), "masked"),
    Keeps("ID-19", OutgoingText("533399199101010078"), "18 digits that are no resident number"),
    Keeps("ID-19", OutgoingText("110105194913310021"), "right check character, month 13"),
    Keeps("ID-19", OutgoingText(f"1{NUMBER}"), "19 digits"),
    Keeps("ID-19", OutgoingText("533399881312002"), "15 digits, month 13"),
    Keeps("ID-19", OutgoingText("13800000001, 2023-02-06, W-0001"), "other digits"),
    Keeps("ID-19", OutgoingText(""), "nothing"),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_shows_what_it_claims(example: Example) -> None:
    assert example.failure(BOOK) == ""


def test_every_rule_is_shown_from_both_sides() -> None:
    assert one_sided(RULES, EXAMPLES) == []
    assert [rule.code for rule in RULES] == [f"ID-{n}" for n in range(15, 20)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_reads_what_it_declares_and_nothing_else(rule: AnyRule) -> None:
    assert misread(BOOK, rule, EXAMPLES) == []


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (code("533301", date(2015, 1, 1)), "533301 (Lushui) is in use from 2016-01-01, not on 2015-01-01"),
        (code("533321"), "533321 (Lushui County) was in use until 2016-01-01, not on 2023-02-06"),
        (code("533330"), "533330 is no division of 533300, which it would lie in"),
    ],
)
def test_a_wrong_code_is_told_with_its_days(entry: DivisionEntry, expected: str) -> None:
    (finding,) = BOOK.judge(entry, "P-1", on=DAY)
    assert finding.message.en == expected


@pytest.mark.parametrize(
    ("written", "zh"),
    [("535301", "是否应为 533301？请核对户籍，或改列其他项目。"), ("440402", "请核对户籍，或改列其他项目。")],
)
def test_a_digit_mistyped_in_a_county_is_told_with_what_was_meant(written: str, zh: str) -> None:
    (finding,) = BOOK.judge(member(written), "W-1", on=DAY)
    assert finding.suggestion.zh == zh
    assert finding.suggestion.en.endswith("Check the register, or list the worker elsewhere.")


def test_every_number_of_a_text_is_counted() -> None:
    assert OutgoingText(f"{NUMBER}、{NUMBER}；{OLD}").numbers() == 3


@pytest.mark.parametrize("subject", [PhoneEntry("1234"), NameEntry("阿普1"), OutgoingText(f"阿普1 1234 {NUMBER}")])
def test_nothing_personal_is_shown(subject: object) -> None:
    for text in (repr(subject), *(finding.render("en") for finding in BOOK.judge(subject, "S-1", on=DAY))):
        assert not any(personal in text for personal in ("阿普", "1234", NUMBER))


def test_limits_that_were_not_verified_say_so() -> None:
    for name in ("name_shortest", "name_longest"):
        value = BOOK.parameters[name].at(DAY)
        assert value is not None
        assert value.source.mark is Mark.UNVERIFIED

"""ID-01 to ID-12: a case on each side of every threshold, each shown to break that very rule or to keep it."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import frozen
from stdnum.cn import ric

from laborcoop.kernel.identity import ResidentNumber, Sex
from laborcoop.kernel.text import Text
from laborcoop.people.identity_check import NumberEntry, SharedNumber
from laborcoop.people.rules_identity import IDENTITY_RULES
from laborcoop.rulebook import Finding, Locus, RuleBook, Severity

ON = date(2023, 1, 28)
BOOK = RuleBook(title=Text.same("identity"), rules=IDENTITY_RULES)
EXCLUDING = {"ID-01", "ID-02", "ID-03", "ID-10", "ID-12"}
FIELDS = {"ID-04": "sex", "ID-06": "birth_date"}
"""The field that a finding names, where it is not the number itself."""

MAN = "533399199101010079"  # 17th digit 7
WOMAN = "533399198805120028"  # 17th digit 2
OLD = "533399880512002"  # WOMAN as written before 1999
MASKED = "533399********0079"
SYNTHETIC = frozenset({"533399"})
ROWS = (Locus("a.xlsx", "一", 4, "C"), Locus("b.xlsx", "", 9, "C"))


def entry(
    written: str | float | None,
    sex: Sex | None = None,
    born: date | None = None,
    synthetic_areas: frozenset[str] = SYNTHETIC,
) -> NumberEntry:
    return NumberEntry(written=written, sex=sex, born=born, synthetic_areas=synthetic_areas)


def right(first17: str) -> str:
    """17 digits with the check character of the oracle."""
    return first17 + str(ric.calc_check_digit(first17 + "0"))


def judged(subject: object) -> tuple[Finding, ...]:
    return BOOK.judge(subject, "S-1", on=ON)


@frozen
class Break:
    rule: str
    subject: object
    severity: Severity
    why: str


@frozen
class Keep:
    rule: str
    subject: object
    why: str


BREAKS = [
    Break("ID-01", entry("53339919910101007"), Severity.ERROR, "17 characters"),
    Break("ID-01", entry("5333991991010100799"), Severity.ERROR, "19 characters"),
    Break("ID-01", entry("53339919910101007Y"), Severity.ERROR, "ends in a letter that is not X"),
    Break("ID-01", entry("033399199101010079"), Severity.ERROR, "starts with a zero"),
    Break("ID-01", entry(""), Severity.ERROR, "empty"),
    Break("ID-01", entry("　\u200b "), Severity.ERROR, "only blanks"),
    Break("ID-01", entry(None), Severity.ERROR, "nothing written"),
    Break("ID-01", entry(12345.0), Severity.ERROR, "a small number is no spoilt number"),
    Break("ID-01", entry("033399880512002"), Severity.ERROR, "15 characters that start with a zero"),
    Break("ID-01", entry("533399****0079"), Severity.ERROR, "a mask of four stars"),
    Break("ID-02", entry("110105194912310021"), Severity.ERROR, "the catalogue's bad number"),
    Break("ID-02", entry("533399199101010078"), Severity.ERROR, "the last digit is one off"),
    Break("ID-02", entry("53339919910101007X"), Severity.ERROR, "X where 9 belongs"),
    Break("ID-03", entry("110105194913310021"), Severity.ERROR, "month 13"),
    Break("ID-03", entry("440524188001010014"), Severity.ERROR, "born in 1880"),
    Break("ID-03", entry(right("53339920230129001")), Severity.ERROR, "born on the day after"),
    Break("ID-03", entry(right("53339919021231001")), Severity.ERROR, "the last day that is too long ago"),
    Break("ID-03", entry("533399881312002"), Severity.ERROR, "month 13 of an old number"),
    Break("ID-04", entry(MAN, sex=Sex.FEMALE), Severity.WARN, "odd, said to be a woman"),
    Break("ID-04", entry(WOMAN, sex=Sex.MALE), Severity.WARN, "even, said to be a man"),
    Break("ID-04", entry(MASKED, sex=Sex.FEMALE), Severity.WARN, "a mask leaves the 17th digit"),
    Break("ID-05", entry(MAN, synthetic_areas=frozenset()), Severity.WARN, "533399 never was in use"),
    Break("ID-05", entry(right("44049919900101001")), Severity.WARN, "no such district of Zhuhai"),
    Break("ID-05", entry(right("16123419900101001")), Severity.WARN, "no such province"),
    Break("ID-05", entry(MAN), Severity.INFO, "declared synthetic"),
    Break("ID-06", entry(MAN, born=date(1991, 1, 2)), Severity.WARN, "another day"),
    Break("ID-07", entry(OLD), Severity.WARN, "15 digits"),
    Break("ID-07", entry(533399880512002), Severity.WARN, "15 digits as a whole number"),
    Break("ID-07", entry(533399880512002.0), Severity.WARN, "15 digits as a quantity are still exact"),
    Break("ID-08", SharedNumber(rows=ROWS), Severity.ERROR, "two rows"),
    Break("ID-09", entry("１１010519491231００２x"), Severity.INFO, "full width and a small x"),
    Break("ID-09", entry("'" + MAN), Severity.INFO, "a leading quote"),
    Break("ID-09", entry("533399 19910101 0079"), Severity.INFO, "blanks"),
    Break("ID-09", entry("533399\u200b199101010079"), Severity.INFO, "a zero-width blank"),
    Break("ID-10", entry(533399199101010079.0), Severity.ERROR, "a quantity of 18 digits"),
    Break("ID-10", entry(1e15), Severity.ERROR, "the smallest quantity of 16 digits"),
    Break("ID-10", entry(1.5), Severity.ERROR, "a fraction"),
    Break("ID-10", entry("5.33301E+17"), Severity.ERROR, "an exponent"),
    Break("ID-10", entry("５.333e17"), Severity.ERROR, "an exponent in full width"),
    Break("ID-10", entry("533399199101010000"), Severity.ERROR, "ends in 000"),
    Break("ID-10", entry(533399199101010000), Severity.ERROR, "ends in 000 as a whole number"),
    Break("ID-10", entry(533301199001009984), Severity.ERROR, "what a float makes of …0014"),
    Break("ID-10", entry("533399199101010079.00"), Severity.ERROR, "decimals"),
    Break("ID-11", entry(MASKED), Severity.WARN, "masked"),
    Break("ID-11", entry("533323********0038"), Severity.WARN, "the catalogue's mask"),
    Break("ID-12", entry("0" * 18), Severity.ERROR, "18 zeros"),
    Break("ID-12", entry("0" * 15), Severity.ERROR, "15 zeros"),
    Break("ID-12", entry("000000199001010000"), Severity.ERROR, "a date between zeros"),
]

KEEPS = [
    Keep("ID-01", entry("11010519491231002X"), "the catalogue's good number"),
    Keep("ID-01", entry(MAN), "18 digits"),
    Keep("ID-01", entry(OLD), "15 digits"),
    Keep("ID-02", entry(MAN), "a right check character"),
    Keep("ID-02", entry(533399199101010079), "a right number as a whole number"),
    Keep("ID-02", entry(MASKED), "a mask has none to test"),
    Keep("ID-03", entry(right("53339920230128001")), "born on the very day"),
    Keep("ID-03", entry(right("53339919030101001")), "the first day that is not too long ago"),
    Keep("ID-03", entry(right("53339919960229001")), "29 February of a leap year"),
    Keep("ID-04", entry(MAN, sex=Sex.MALE), "odd, a man"),
    Keep("ID-04", entry(WOMAN, sex=Sex.FEMALE), "even, a woman"),
    Keep("ID-04", entry(MAN), "nothing declared"),
    Keep("ID-04", entry("bad", sex=Sex.MALE), "a number that cannot be read states none"),
    Keep("ID-05", entry(right("53332119900101001")), "Lushui before 2016"),
    Keep("ID-05", entry(right("53332219950101001")), "Bijiang, abolished in 1986, born in 1995"),
    Keep("ID-05", entry(right("53330119900101001")), "Lushui city, born before there was one"),
    Keep("ID-05", entry(right("44042119750101001")), "Doumen county, born before there was one"),
    Keep("ID-05", entry(right("11010519491231002")), "a county outside the table"),
    Keep("ID-05", entry(right("83000019900101001")), "a permit of a Taiwan resident"),
    Keep("ID-05", entry("bad"), "a number that cannot be read has no area"),
    Keep("ID-06", entry(MAN, born=date(1991, 1, 1)), "the same day"),
    Keep("ID-06", entry(MAN), "none declared"),
    Keep("ID-06", entry(MASKED, born=date(1991, 1, 1)), "a mask states none"),
    Keep("ID-06", entry("bad", born=date(1991, 1, 1)), "a number that cannot be read states none"),
    Keep("ID-07", entry(WOMAN), "18 characters"),
    Keep("ID-07", entry("533399881312002"), "an old number that cannot be read"),
    Keep("ID-08", SharedNumber(rows=ROWS[:1]), "one row"),
    Keep("ID-09", entry(MAN), "as it should be"),
    Keep("ID-09", entry("11010519491231002X"), "a capital X"),
    Keep("ID-09", entry(OLD), "old, but tidy"),
    Keep("ID-09", entry(" 53339919910101007"), "refused for more than its blanks"),
    Keep("ID-09", entry(533399199101010079), "not written as text"),
    Keep("ID-10", entry(MAN), "text"),
    Keep("ID-10", entry("533399199101041000"), "ends in 000 with a right check character"),
    Keep("ID-10", entry("533399199101010078"), "a slip of the pen"),
    Keep("ID-10", entry(533399199101010078), "a slip of the pen in a whole number"),
    Keep("ID-10", entry(999999999999999.0), "the largest quantity that keeps its digits"),
    Keep("ID-10", entry("0" * 18), "a placeholder"),
    Keep("ID-11", entry(MAN), "not masked"),
    Keep("ID-11", entry("bad"), "not readable"),
    Keep("ID-12", entry(MAN), "a number"),
    Keep("ID-12", entry(MASKED), "a mask"),
]


@pytest.mark.parametrize("case", BREAKS, ids=lambda case: f"{case.rule} {case.why}")
def test_a_break_fires_that_very_rule(case: Break) -> None:
    found = [finding for finding in judged(case.subject) if finding.rule == case.rule]
    field = FIELDS.get(case.rule, "id_number")
    assert [(finding.severity, finding.path) for finding in found] == [(case.severity, field)]


@pytest.mark.parametrize("case", BREAKS, ids=lambda case: f"{case.rule} {case.why}")
def test_at_most_one_rule_excludes_an_entry(case: Break) -> None:
    excluding = [finding.rule for finding in judged(case.subject) if finding.excludes]
    assert excluding == ([case.rule] if case.severity is Severity.ERROR else [])


@pytest.mark.parametrize("case", BREAKS, ids=lambda case: f"{case.rule} {case.why}")
def test_an_entry_that_no_rule_excludes_can_be_read_and_no_other(case: Break) -> None:
    if isinstance(case.subject, NumberEntry):
        number = case.subject.number(ON)
        assert isinstance(number, ResidentNumber) is (case.rule not in EXCLUDING)
        assert case.subject.fault(ON) == (case.rule if case.rule in EXCLUDING else "")


@pytest.mark.parametrize("case", KEEPS, ids=lambda case: f"{case.rule} {case.why}")
def test_a_keep_does_not_fire_the_rule(case: Keep) -> None:
    assert case.rule not in {finding.rule for finding in judged(case.subject)}


def test_every_rule_has_a_case_on_each_side() -> None:
    codes = {rule.code for rule in IDENTITY_RULES}
    assert {case.rule for case in BREAKS} == codes == {case.rule for case in KEEPS}


@pytest.mark.parametrize("case", BREAKS, ids=lambda case: f"{case.rule} {case.why}")
def test_no_sentence_holds_more_of_a_number_than_its_area(case: Break) -> None:
    texts = [finding.render(locale) for finding in judged(case.subject) for locale in ("zh", "en")]
    if isinstance(case.subject, NumberEntry):
        written = case.subject.text
        assert not any(written[start : start + 7] in text for text in texts for start in range(len(written) - 6))
        assert not any("1991" in text for text in texts)


def test_an_entry_does_not_show_its_number_or_birth_date() -> None:
    shown = repr(entry(MAN, born=date(1991, 1, 1)))
    assert "1991" not in shown
    assert "0079" not in shown


def test_an_old_number_becomes_its_twin_of_eighteen_characters() -> None:
    number = entry(OLD).number(ON)
    assert number is not None
    assert number.reveal() == WOMAN


def test_a_shared_number_names_its_rows_in_the_order_of_the_files() -> None:
    (finding,) = judged(SharedNumber(rows=ROWS[::-1]))
    assert "a.xlsx · 一 row 4, b.xlsx row 9" in finding.message.en
    assert "a.xlsx · 一 第 4 行、b.xlsx 第 9 行" in finding.message.zh


def test_a_row_of_no_file_is_named_by_its_number_alone() -> None:
    (finding,) = judged(SharedNumber(rows=(Locus(row=4), Locus(row=9))))
    assert finding.message.en.endswith("different people: row 4, row 9")
    assert finding.message.zh.endswith("不同的人名下：第 4 行、第 9 行")

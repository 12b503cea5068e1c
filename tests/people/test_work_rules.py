"""WK-03, WK-16 to WK-19: cards, exams, retirement, overlapping posts, dated flags; a day on each side."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from attrs import evolve

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.duties import Duties, Exposure, Hazard
from laborcoop.kernel.identity import ResidentNumber, Sex
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.personal import PersonName
from laborcoop.kernel.text import Text
from laborcoop.packs.china import protection, work
from laborcoop.people import Flag, FlagKind, Worker
from laborcoop.people.assignment import Exam, ExamKind, HazardWork
from laborcoop.people.hire import Hire
from laborcoop.people.records import FlagEntry, HiringRecord, Spell, WorkHistory
from laborcoop.people.rules_work import RULES
from laborcoop.rulebook import Convention, DatedValue, Mark, Parameters, RuleBook, Severity
from laborcoop.rulebook.rule import AnyRule
from laborcoop.testing.rules import Breaks, Example, Keeps, misread, one_sided

PACK = RuleBook(
    title=Text.same("work"), rules=RULES, parameters=Parameters.of((*work.PARAMETERS, *protection.PARAMETERS))
)
YEARLY = evolve(
    PACK.parameters["hazard_exam_months"],
    values=(DatedValue(value=12, source=Convention(Text.same("of this test"))),),
)
BOOK = PACK.with_parameters(YEARLY)
ERROR, WARN = Severity.ERROR, Severity.WARN
ON = date(2023, 2, 6)
W1 = WorkerId("W-1")

RECORD = HiringRecord(worker=W1, hired_on=ON, id_checked_on=ON, record_kept=True)
NOISY = Duties(exposures=frozenset({Exposure(Hazard.NOISE, 1)}))
START = date(2022, 2, 6)
BEFORE = Exam(ExamKind.BEFORE, START)
JOB = HazardWork(duties=NOISY, first_day=START, exams=frozenset({BEFORE}), paid_by_employer=True)
LEFT = evolve(JOB, left_on=ON, exams=frozenset({BEFORE, Exam(ExamKind.LEAVING, ON)}))
OFFICE = evolve(JOB, duties=Duties(), exams=frozenset(), left_on=ON, paid_by_employer=False)
FLAG = FlagEntry(kind=FlagKind.OUT_OF_POVERTY, as_of=ON, source="2023 ledger")


def examined(*exams: Exam) -> HazardWork:
    return evolve(JOB, exams=frozenset(exams))


def hired(born: date, sex: Sex) -> Hire:
    number = "533399********0017" if sex is Sex.MALE else "533399********0025"
    return Hire(
        worker=Worker(
            id=W1,
            name=PersonName("阿普"),
            sex=sex,
            number=ResidentNumber(number),
            born=born,
            registered=DivisionCode("533301"),
        ),
        first_day=ON,
    )


def spell(
    start: date, end: date | None, employer: str = "E-1", *, part_time: bool = False, harms: bool = False
) -> Spell:
    return Spell(employer=employer, period=Period(start, end), part_time=part_time, harms_earlier=harms)


def spells(*given: Spell) -> WorkHistory:
    return WorkHistory(worker=W1, spells=given)


FIRST = spell(date(2022, 1, 1), date(2023, 1, 1))
NEXT = spell(date(2023, 1, 1), None, "E-2")
LAST_DAY = date(2022, 12, 31)

EXAMPLES: tuple[Example, ...] = (
    Breaks("WK-03", evolve(RECORD, id_checked_on=None), ERROR, "id_checked_on", "hire without id_checked_at"),
    Breaks("WK-03", evolve(RECORD, id_checked_on=date(2023, 2, 7)), ERROR, "id_checked_on", "checked the day after"),
    Breaks("WK-03", evolve(RECORD, record_kept=False), ERROR, "record_kept", "not kept"),
    Breaks("WK-03", evolve(RECORD, record_kept=None), WARN, "record_kept", "nobody said"),
    Keeps("WK-03", RECORD, "checked on the day of hire and kept"),
    Breaks("WK-16", examined(), ERROR, "exams", "never examined", on=ON),
    Breaks("WK-16", examined(Exam(ExamKind.BEFORE, date(2022, 2, 7))), ERROR, "exams", "a day late", on=ON),
    Breaks("WK-16", examined(Exam(ExamKind.DURING, START)), ERROR, "exams", "of another kind", on=ON),
    Breaks("WK-16", JOB, ERROR, "exams", "a year and a day since the last", on=date(2023, 2, 7)),
    Breaks(
        "WK-16",
        examined(BEFORE, Exam(ExamKind.DURING, date(2023, 2, 8))),
        ERROR,
        "exams",
        "the next is still to come",
        on=date(2023, 2, 7),
    ),
    Breaks("WK-16", evolve(JOB, left_on=ON), ERROR, "exams", "left without an exam", on=ON),
    Breaks(
        "WK-16",
        evolve(LEFT, exams=frozenset({BEFORE, Exam(ExamKind.LEAVING, date(2023, 2, 7))})),
        ERROR,
        "exams",
        "examined after leaving",
        on=date(2023, 3, 1),
    ),
    Breaks("WK-16", evolve(JOB, paid_by_employer=False), ERROR, "paid_by_employer", "paid by the worker", on=ON),
    Keeps("WK-16", JOB, "a year to the day since the last", on=ON),
    Keeps("WK-16", examined(BEFORE, Exam(ExamKind.DURING, date(2022, 8, 1))), "examined since", on=date(2023, 8, 1)),
    Keeps("WK-16", LEFT, "examined on leaving; nothing is due afterwards", on=date(2024, 1, 1)),
    Keeps("WK-16", evolve(JOB, left_on=date(2023, 2, 7)), "leaves tomorrow", on=ON),
    Keeps("WK-16", evolve(JOB, paid_by_employer=None), "who paid is not recorded", on=ON),
    Keeps("WK-16", OFFICE, "no hazard", on=ON),
    Breaks("WK-17", hired(date(1963, 2, 5), Sex.MALE), WARN, "birth_date", "sixty, the day after the birthday"),
    Breaks("WK-17", hired(date(1973, 2, 5), Sex.FEMALE), WARN, "birth_date", "fifty, the day after the birthday"),
    Keeps("WK-17", hired(date(1963, 2, 6), Sex.MALE), "the sixtieth birthday itself, by the stricter reading"),
    Keeps("WK-17", hired(date(1973, 2, 6), Sex.FEMALE), "the fiftieth birthday itself, by the stricter reading"),
    Keeps("WK-17", hired(date(1970, 1, 1), Sex.MALE), "a man of 53"),
    Breaks("WK-18", spells(FIRST, evolve(NEXT, period=Period(LAST_DAY))), ERROR, "spells", "one day shared"),
    Breaks("WK-18", spells(evolve(NEXT, period=Period(LAST_DAY)), FIRST), ERROR, "spells", "in any order"),
    Breaks(
        "WK-18",
        spells(FIRST, spell(date(2022, 6, 1), None, "E-2", part_time=True, harms=True)),
        ERROR,
        "spells",
        "part-time work that harms the earlier contract",
    ),
    Keeps("WK-18", spells(FIRST, NEXT), "left and started the same day"),
    Keeps("WK-18", spells(FIRST, spell(date(2022, 6, 1), None, "E-2", part_time=True)), "part-time beside full-time"),
    Keeps(
        "WK-18",
        spells(evolve(FIRST, part_time=True, harms_earlier=True), spell(date(2022, 6, 1), None, "E-2", part_time=True)),
        "the earlier cannot harm itself",
    ),
    Keeps("WK-18", spells(), "no work"),
    Breaks("WK-19", evolve(FLAG, as_of=None), ERROR, "as_of", "flag without date", on=ON),
    Breaks("WK-19", evolve(FLAG, source=" "), ERROR, "source", "flag without source", on=ON),
    Breaks("WK-19", evolve(FLAG, as_of=date(2023, 2, 7)), WARN, "as_of", "dated tomorrow", on=ON),
    Keeps("WK-19", FLAG, "dated today", on=ON),
    Keeps("WK-19", FlagEntry.of(Flag(kind=FlagKind.RELOCATED, as_of=START, source="site")), "a flag on record", on=ON),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_shows_what_it_claims(example: Example) -> None:
    assert example.failure(BOOK) == ""


def test_every_rule_is_shown_from_both_sides() -> None:
    assert one_sided(RULES, EXAMPLES) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_reads_what_it_declares_and_nothing_else(rule: AnyRule) -> None:
    assert misread(BOOK, rule, EXAMPLES) == []


def test_without_an_interval_the_pack_asks_for_no_further_exam() -> None:
    assert PACK.judge(JOB, "W-1", on=date(2030, 1, 1)) == ()


def test_the_age_of_retirement_is_unverified_and_from_2025_says_where_it_starts() -> None:
    for name, age in (("retirement_age_men", 60), ("retirement_age_women", 50)):
        before, after = (PACK.parameters[name].at(day) for day in (date(2024, 12, 31), date(2025, 1, 1)))
        assert before is not None
        assert after is not None
        assert (before.value, after.value) == (age, age)
        assert before.source.mark is after.source.mark is Mark.UNVERIFIED
        assert before.source != after.source
        assert "from 2025" in after.source.text().en


def test_only_the_woman_is_told_that_managers_may_retire_later() -> None:
    (woman,) = PACK.judge(hired(date(1970, 1, 1), Sex.FEMALE), "W-1", on=ON)
    (man,) = PACK.judge(hired(date(1950, 1, 1), Sex.MALE), "W-1", on=ON)
    assert woman.message.en.endswith("retirement at 50 (later, perhaps, for managers and technicians)")
    assert man.message.en.endswith("retirement at 60")


def test_three_spells_at_once_are_three_overlaps_in_the_order_of_their_start() -> None:
    days = (date(2022, 1, 1), date(2022, 2, 1), date(2022, 3, 1))
    given = [spell(day, None, f"E-{number}") for number, day in enumerate(days)]
    pairs = [(a.employer, b.employer) for a, b in spells(*reversed(given)).overlaps()]
    assert pairs == [("E-0", "E-1"), ("E-0", "E-2"), ("E-1", "E-2")]


def test_spells_that_start_together_are_told_by_the_employer() -> None:
    together = spells(spell(START, None, "E-2"), spell(START, None, "E-1"))
    assert [(a.employer, b.employer) for a, b in together.overlaps()] == [("E-1", "E-2")]


def test_no_exam_is_shown() -> None:
    assert "BEFORE" not in repr(JOB)


def test_the_age_of_retirement_is_that_of_the_place_and_of_the_first_day() -> None:
    nujiang, day_after = DivisionCode("533300"), ON + timedelta(days=1)
    measure = Convention(Text.same("of this test"))
    later = DatedValue(value=63, source=measure, region=nujiang, since=ON, until=day_after)
    book = BOOK.with_parameters(BOOK.parameters["retirement_age_men"].extended((later,)))
    sixty = hired(date(1963, 2, 5), Sex.MALE)
    assert [finding.rule for finding in BOOK.judge(sixty, "W-1", on=day_after, region=nujiang)] == ["WK-17"]
    assert book.judge(sixty, "W-1", on=day_after, region=nujiang) == ()

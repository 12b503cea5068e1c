"""Whether sixteen begins on the birthday or the day after, and what 29 February means: parameters of the pack."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from laborcoop.kernel.text import Text
from laborcoop.packs import iris, national
from laborcoop.people.hire import Hire
from laborcoop.rulebook import Convention, DatedValue, Mark, RuleBook
from laborcoop.testing import small_case
from laborcoop.testing.programme import Applicant, Programme

LEAP = date(2008, 2, 29)
WHY = Convention(Text("本方案的算法", "as the programme counts"))


def counting(book: RuleBook, **values: str) -> RuleBook:
    return book.with_parameters(
        *(
            evolve(book.parameters[name], values=(DatedValue(value=value, source=WHY),))
            for name, value in values.items()
        )
    )


def hired(book: RuleBook, born: date, day: date) -> str:
    """How heavy the finding about the age is; empty where there is none."""
    worker = small_case(Programme(applicants=(Applicant(born=born),))).workers[0]
    found = book.judge(Hire(worker=worker, first_day=day), worker.id, on=day)
    return next((finding.severity.value for finding in found if finding.rule == "WK-01"), "")


@pytest.mark.parametrize(
    ("day", "day_after", "birthday"),
    [
        (date(2023, 2, 6), "BLOCK", "BLOCK"),
        (date(2023, 2, 7), "WARN", ""),
        (date(2023, 2, 8), "", ""),
    ],
)
def test_sixteen_begins_on_the_birthday_or_the_day_after(day: date, day_after: str, birthday: str) -> None:
    born = date(2007, 2, 7)
    assert hired(national(), born, day) == day_after
    assert hired(counting(national(), age_completed="birthday"), born, day) == birthday


@pytest.mark.parametrize(
    ("day", "strictest", "february", "birthday", "birthday_in_february"),
    [
        (date(2026, 2, 27), "BLOCK", "BLOCK", "BLOCK", "BLOCK"),
        (date(2026, 2, 28), "WARN", "WARN", "WARN", ""),
        (date(2026, 3, 1), "WARN", "", "", ""),
        (date(2026, 3, 2), "", "", "", ""),
    ],
)
def test_eighteen_of_one_born_on_29_february_begins_on_one_of_three_days(
    day: date, strictest: str, february: str, birthday: str, birthday_in_february: str
) -> None:
    book = iris(national())
    assert hired(book, LEAP, day) == strictest
    assert hired(counting(book, leap_birthday="28-february"), LEAP, day) == february
    assert hired(counting(book, age_completed="birthday"), LEAP, day) == birthday
    both = counting(book, age_completed="birthday", leap_birthday="28-february")
    assert hired(both, LEAP, day) == birthday_in_february


@pytest.mark.parametrize(("born", "cited"), [(LEAP, True), (date(2008, 3, 1), False)])
def test_what_29_february_means_is_cited_for_those_born_on_it_only(born: date, *, cited: bool) -> None:
    worker = small_case(Programme(applicants=(Applicant(born=born),))).workers[0]
    day = date(2023, 2, 7)
    (finding,) = (
        one for one in national().judge(Hire(worker=worker, first_day=day), "W-1", on=day) if one.rule == "WK-01"
    )
    said = [source.text().en for source in finding.sources]
    assert any("the later day" in text for text in said) is cited
    assert any("day after" in text for text in said)


@pytest.mark.parametrize("name", ["age_completed", "leap_birthday"])
def test_neither_reading_is_stated_as_law(name: str) -> None:
    (value,) = national().parameters[name].values
    assert value.source.mark is Mark.UNVERIFIED


def test_every_rule_that_asks_for_an_age_reads_both_or_says_that_the_birthday_counts() -> None:
    reading = {rule.code: set(rule.parameters) for rule in national() if "leap_birthday" in rule.parameters}
    both = {code for code, names in reading.items() if "age_completed" in names}
    assert both == {
        "SQ-04",
        "TP-01",
        "TP-03",
        *(f"WK-{n:02}" for n in (1, 2, 4, 5, 6, 7, 8, 9, 10, 12, 17, 22)),
    }
    assert reading.keys() - both == {"TR-10", "TR-27", "TR-30"}


def test_without_a_value_the_stricter_reading_holds() -> None:
    book = iris(national())
    names = ("age_completed", "leap_birthday")
    silent = book.with_parameters(*(evolve(book.parameters[name], values=()) for name in names))
    assert [hired(silent, LEAP, date(2026, 3, day)) for day in (1, 2)] == ["WARN", ""]

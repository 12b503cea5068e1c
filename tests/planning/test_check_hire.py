"""One worker, one post, one day: findings with the article, not a yes or no (story U03)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.journey import Purpose, Registration
from laborcoop.kernel.duties import Duties, Venue
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.text import Text
from laborcoop.packs import iris
from laborcoop.rulebook import Convention, DatedValue
from laborcoop.testing import Programme, small_case, synthetic_number

CASE = small_case(Programme())
WAGE = DatedValue(value=1900, source=Convention(Text("本例的约定", "agreed for these tests")))
BOOK = lc.national().with_parameters(
    lc.Parameter(name="minimum_wage", title=Text("最低工资", "minimum wage"), unit="CNY/month", values=(WAGE,))
)
POST = evolve(CASE.posts[0], lowest_age=None)


def born(day: date) -> lc.Worker:
    return evolve(CASE.workers[0], born=day, number=synthetic_number(1, day, Sex.MALE))


against = partial(lc.check_hire, book=BOOK)


def codes(findings: lc.Findings) -> set[tuple[str, str]]:
    return {(finding.rule, finding.subject) for finding in findings}


def test_nothing_stands_against_a_grown_worker_at_a_lawful_post() -> None:
    assert len(against(born(date(1990, 1, 1)), POST, date(2023, 2, 7))) == 0


def test_a_day_short_of_sixteen_is_blocked_with_the_article() -> None:
    found = against(born(date(2007, 2, 8)), POST, date(2023, 2, 7))
    assert codes(found) == {("WK-01", "W-000"), ("WK-02", "W-000")}
    first = next(iter(found))
    assert first.severity is lc.Severity.BLOCK
    assert "15" in first.render("en")
    assert "第15条" in first.render("zh")


def test_the_age_counts_on_the_day_of_signing_where_that_is_earlier() -> None:
    worker = born(date(2007, 2, 1))
    assert len(against(worker, POST, date(2023, 2, 7), signed_on=date(2023, 2, 7)).excluding()) == 0
    assert ("WK-01", "W-000") in codes(against(worker, POST, date(2023, 2, 7), signed_on=date(2023, 1, 20)))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"worker": "W-000"}, "worker must be a Worker"),
        ({"post": None}, "post must be a JobPost"),
        ({"first_day": datetime(2023, 2, 7, tzinfo=UTC)}, "first_day must be a date without an hour"),
        ({"first_day": "2023-02-07"}, "first_day must be a date"),
        ({"signed_on": "2023-02-07"}, "signed_on must be a date"),
        ({"book": {}}, "book must be a RuleBook"),
        ({"duties": "night"}, "duties must be a Duties"),
        ({"registration": CASE.workers[0]}, "registration must be a Registration"),
        (
            {"worker": 7, "post": 8, "duties": 9},
            "worker must be a Worker, not int; post must be a JobPost, not int; duties must be a Duties, not int",
        ),
    ],
)
def test_what_is_of_another_kind_is_refused_with_a_sentence(wrong: dict[str, Any], told: str) -> None:
    given: dict[str, Any] = {"worker": CASE.workers[0], "post": POST, "first_day": date(2023, 2, 7), **wrong}
    with pytest.raises(lc.InvalidValue, match=told) as refused:
        lc.check_hire(**given)
    assert refused.value.text.zh.startswith("check_hire 的参数：")
    assert refused.value.text.en.startswith("arguments of check_hire: ")


def test_the_law_of_the_book_decides() -> None:
    seventeen = born(date(2006, 1, 1))
    assert len(against(seventeen, POST, date(2023, 2, 7))) == 0
    assert ("WK-01", "W-000") in codes(against(seventeen, POST, date(2023, 2, 7), book=iris(BOOK)))


def test_the_duties_protect_a_minor_where_they_are_known() -> None:
    bar = Duties(venue=Venue.ENTERTAINMENT)
    found = against(born(date(2006, 1, 1)), POST, date(2023, 2, 7), duties=bar)
    assert ("WK-09", "W-000") in codes(found)


def test_the_posts_own_faults_are_among_the_findings() -> None:
    found = against(born(date(1990, 1, 1)), evolve(POST, fee=Decimal(50)), date(2023, 2, 7))
    assert codes(found) == {("EM-07", "P-1")}


def test_without_a_book_chinas_national_rules_hold() -> None:
    found = lc.check_hire(born(date(1990, 1, 1)), POST, date(2023, 2, 7))
    assert codes(found) == {("EM-05", "P-1")}, "no minimum wage of Zhuhai was verified: the book says so"


@pytest.mark.parametrize(
    ("asked", "code"),
    [({"lowest_age": 40}, "posts.age"), ({"skills": frozenset({"焊工"})}, "posts.skills")],
)
def test_what_the_post_asks_for_and_the_worker_lacks_is_said(asked: dict[str, object], code: str) -> None:
    found = against(born(date(1990, 1, 1)), evolve(POST, **asked), date(2023, 2, 7))  # type: ignore[arg-type] # cases as data
    assert codes(found) == {(code, "W-000")}
    assert all("post" in finding.suggestion.en for finding in found)


def test_a_wage_below_the_workers_wish_is_said() -> None:
    wish = Registration(worker=CASE.workers[0].id, purpose=Purpose.NEW_PLACEMENT, lowest_wage=Decimal(9000))
    found = against(born(date(1990, 1, 1)), POST, date(2023, 2, 7), registration=wish)
    assert codes(found) == {("posts.wage", "W-000")}

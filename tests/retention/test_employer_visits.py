"""Visits to employers: the largest first, each every few weeks, nobody forgotten."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import EmployerId, StationId
from laborcoop.kernel.periods import Period
from laborcoop.packs import national
from laborcoop.retention import Visit, VisitKind, VisitPace, VisitPlan, VisitRound, plan_employer_visits

MONDAY = date(2023, 3, 6)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


def asked(workers: dict[str, int], weeks: int = 4, visits: tuple[Visit, ...] = ()) -> VisitRound:
    return VisitRound(
        station=StationId("WS-1"),
        period=Period(MONDAY, MONDAY + weeks * WEEK),
        workers={EmployerId(name): number for name, number in workers.items()},
        visits=visits,
    )


def planned(plan_of: tuple[Visit, ...]) -> list[tuple[str | None, int]]:
    return [(visit.employer, (visit.on - MONDAY).days) for visit in plan_of]


def test_the_largest_is_visited_first_and_each_again_after_as_many_weeks() -> None:
    plan = plan_employer_visits(asked({"A": 3, "B": 90, "C": 20}), VisitPace(every_weeks=2))
    assert planned(plan.planned) == [("B", 0), ("C", 1), ("A", 2), ("B", 14), ("C", 15), ("A", 16)]
    assert plan.left_out == {}
    assert not [finding for finding in national().judge(plan.round, "r", on=MONDAY) if finding.rule == "ST-07"]


def test_days_off_and_days_of_the_week_are_kept_and_small_employers_are_passed_over() -> None:
    pace = VisitPace(every_weeks=1, weekdays=frozenset({0, 1, 2}), least_workers=5)
    plan = plan_employer_visits(asked({"A": 5, "B": 9, "C": 4}, weeks=1), pace, not_on={MONDAY})
    assert planned(plan.planned) == [("B", 1), ("A", 2)]


def test_who_has_no_day_in_a_whole_round_is_told_of_with_the_pace_that_would_do() -> None:
    pace = VisitPace(every_weeks=1, weekdays=frozenset({0}))
    plan = plan_employer_visits(asked({"A": 2, "B": 1}, weeks=2), pace)
    assert [reason.code for reason in plan.left_out[EmployerId("B")]] == ["stations.no-visit-day"] * 2
    assert "visit 2 a day" in plan.left_out[EmployerId("B")][0].text.en
    none = plan_employer_visits(asked({"A": 2}, weeks=1), pace, not_on={MONDAY})
    assert "visit - a day" in none.left_out[EmployerId("A")][0].text.en


def test_visits_of_a_round_that_were_made_are_kept_and_the_others_come_after_them() -> None:
    made = (
        Visit(on=MONDAY + 2 * DAY, employer=EmployerId("A")),
        Visit(on=MONDAY + 4 * DAY, kind=VisitKind.WELFARE, employer=EmployerId("B")),
    )
    plan = plan_employer_visits(asked({"A": 9, "B": 5}, weeks=2, visits=made), VisitPace(every_weeks=2))
    assert planned(plan.planned) == [("B", 3)]
    assert plan.round.visits == (*made, *plan.planned)


def test_who_has_no_day_after_a_visit_made_late_in_a_round_is_told_that() -> None:
    made = (Visit(on=MONDAY + 11 * DAY, employer=EmployerId("A")),)
    plan = plan_employer_visits(asked({"A": 9, "B": 5}, weeks=2, visits=made), VisitPace(every_weeks=2))
    (reason,) = plan.left_out[EmployerId("B")]
    assert reason.text.en == "in the round from 2023-03-06 a visit was made on 2023-03-17, and 0 more could be after it"
    assert plan.verify() == ()


def test_a_round_that_the_period_cuts_short_leaves_nobody_out() -> None:
    plan = plan_employer_visits(asked({"A": 9, "B": 5}, weeks=1), VisitPace(every_weeks=2, weekdays=frozenset({0})))
    assert planned(plan.planned) == [("A", 0)]
    assert plan.left_out == {}


def since(later: dict[str, int]) -> dict[EmployerId, date]:
    return {EmployerId(name): MONDAY + days * DAY for name, days in later.items()}


def test_an_employer_is_visited_from_the_day_on_which_its_first_workers_come() -> None:
    later = evolve(asked({"A": 9, "B": 5, "C": 2}, weeks=2), since=since({"A": 2}))
    plan = plan_employer_visits(later, VisitPace(every_weeks=1))
    assert planned(plan.planned) == [("B", 0), ("C", 1), ("A", 2), ("A", 7), ("B", 8), ("C", 9)]
    assert plan.verify() == ()
    assert not [finding for finding in national().judge(plan.round, "r", on=MONDAY) if finding.rule == "ST-07"]
    early = evolve(plan, round=evolve(plan.round, since=since({"A": 3})))
    assert "A is not due on 2023-03-08" in [fault.en for fault in early.verify()]


def test_who_comes_after_the_last_free_day_of_a_round_is_told_of() -> None:
    later = evolve(asked({"A": 9, "B": 5}, weeks=2), since=since({"A": 5, "B": 7}))
    plan = plan_employer_visits(later, VisitPace(every_weeks=1))
    assert planned(plan.planned) == [("A", 7), ("B", 8)]
    assert ["come on 2023-03-11" in reason.text.en for reason in plan.left_out[EmployerId("A")]] == [True]
    assert plan.left_out.keys() == {"A"}
    assert plan.verify() == ()


@given(
    st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(1, 9), max_size=8),
    st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(1, 30), max_size=4),
    st.integers(1, 3),
    st.integers(1, 2),
)
def test_visits_to_those_who_come_later_pass_their_check(
    workers: dict[str, int], later: dict[str, int], weeks: int, per_day: int
) -> None:
    plan = plan_employer_visits(
        evolve(asked(workers, weeks=6), since=since(later)), VisitPace(every_weeks=weeks, per_day=per_day)
    )
    assert plan.verify() == ()
    assert {visit.employer for visit in plan.planned} | plan.left_out.keys() == set(workers)
    assert all((visit.on - MONDAY).days >= later.get(str(visit.employer), 0) for visit in plan.planned)


@given(
    st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(1, 9), max_size=8),
    st.integers(1, 3),
    st.integers(1, 2),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.frozensets(st.integers(0, 41).map(lambda after: MONDAY + after * DAY), max_size=10),
)
def test_in_each_whole_round_everybody_is_visited_once_or_told_of(
    workers: dict[str, int], weeks: int, per_day: int, weekdays: frozenset[int], off: frozenset[date]
) -> None:
    pace = VisitPace(every_weeks=weeks, per_day=per_day, weekdays=weekdays)
    plan = plan_employer_visits(asked(workers, weeks=6), pace, not_on=off)
    for start in range(0, 6, weeks):
        cycle = Period(MONDAY + start * WEEK, MONDAY + (start + weeks) * WEEK)
        seen = [str(visit.employer) for visit in plan.planned if visit.on in cycle]
        missed = [
            str(employer)
            for employer, reasons in plan.left_out.items()
            if any(str(cycle.start) in reason.text.en for reason in reasons)
        ]
        assert sorted([*seen, *missed]) == sorted(workers)
        counts = [workers[employer] for employer in seen]
        assert counts == sorted(counts, reverse=True)
    assert all(visit.on.weekday() in weekdays and visit.on not in off for visit in plan.planned)
    assert all(sum(one.on == visit.on for one in plan.planned) <= per_day for visit in plan.planned)


def test_a_pace_without_days_and_a_period_without_an_end_are_refused() -> None:
    for weekdays in (frozenset[int](), frozenset({7})):
        with pytest.raises(InvalidValue, match="days of the week"):
            VisitPace(every_weeks=1, weekdays=weekdays)
    with pytest.raises(InvalidValue, match="every 1 to 520 weeks"):
        VisitPace(every_weeks=10**12)
    with pytest.raises(InvalidValue, match="ends"):
        plan_employer_visits(evolve(asked({}), period=Period(MONDAY)), VisitPace(every_weeks=1))


def test_visits_that_were_made_to_nobody_here_are_refused_by_name() -> None:
    made = (Visit(on=MONDAY, employer=EmployerId("C")), Visit(on=MONDAY))
    with pytest.raises(InvalidValue, match="visits that were made: nothing has the id C, known are: A"):
        plan_employer_visits(asked({"A": 1}, visits=made), VisitPace(every_weeks=1))
    known = plan_employer_visits(asked({"A": 1}, visits=made), VisitPace(every_weeks=1), employers=[EmployerId("C")])
    assert known.verify() == ()


# The check

MADE = (Visit(on=MONDAY, employer=EmployerId("D")),)
PLAN = plan_employer_visits(
    asked({"A": 9, "B": 5, "C": 5, "D": 4, "E": 1}, weeks=5, visits=MADE),
    VisitPace(every_weeks=2, weekdays=frozenset({0, 1}), least_workers=2),
    not_on={MONDAY + 8 * DAY},
)


def test_the_check_finds_nothing_in_what_was_planned() -> None:
    found = [f"{name}{after}" for name, after in planned(PLAN.planned)]
    assert found == ["A1", "B7", "A14", "B15", "C21", "D22", "A28", "B29"]
    assert set(PLAN.left_out) == {"C"}
    assert PLAN.verify() == ()


def with_visits(*visits: tuple[str | None, int]) -> VisitPlan:
    changed = tuple(
        Visit(on=MONDAY + after * DAY, employer=None if name is None else EmployerId(name)) for name, after in visits
    )
    return evolve(PLAN, planned=changed, round=evolve(PLAN.round, visits=(*MADE, *changed)))


GOOD = [(visit.employer, (visit.on - MONDAY).days) for visit in PLAN.planned]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({0: ("A", 2)}, "1 visits on 2023-03-08, and 0 are the most"),
        ({0: ("A", 8)}, "1 visits on 2023-03-14, and 0 are the most"),
        ({0: ("A", 0)}, "1 visits on 2023-03-06, and 0 are the most"),
        ({1: ("B", 1)}, "2 visits on 2023-03-07, and 1 are the most"),
        ({0: None}, "more could be visited on 2023-03-07"),
        ({0: ("B", 1), 1: ("A", 7)}, "those with most workers do not come first on 2023-03-07"),
        ({1: ("D", 7)}, "D is not due on 2023-03-13"),
        ({1: ("E", 7)}, "E is not due on 2023-03-13"),
        ({1: (None, 7)}, "- is not due on 2023-03-13"),
        ({1: ("A", 7)}, "A is not due on 2023-03-13"),
        ({7: ("B", 35)}, "outside the period"),
        ({1: ("C", 7)}, "those told to have no day"),
    ],
)
def test_the_check_finds_what_is_broken(change: dict[int, tuple[str | None, int] | None], said: str) -> None:
    visits = [change.get(at, visit) for at, visit in enumerate(GOOD)]
    found = with_visits(*(visit for visit in visits if visit is not None)).verify()
    assert any(said in text.en for text in found)


def test_the_check_sees_who_is_told_of_and_that_the_round_holds_the_visits() -> None:
    assert [text.en for text in evolve(PLAN, left_out={}).verify()] == [
        "those told to have no day are not those without a visit"
    ]
    assert "the round does not end" in evolve(PLAN, round=evolve(PLAN.round, visits=MADE)).verify()[0].en


@given(
    st.dictionaries(st.sampled_from("ABCD"), st.integers(1, 4), max_size=4),
    st.integers(1, 2),
    st.frozensets(st.integers(0, 6), min_size=1, max_size=3),
)
def test_by_the_end_of_each_day_no_order_has_visited_more_employers_or_more_workers(
    workers: dict[str, int], per_day: int, weekdays: frozenset[int]
) -> None:
    plan = plan_employer_visits(asked(workers, weeks=1), VisitPace(every_weeks=1, per_day=per_day, weekdays=weekdays))
    assert plan.verify() == ()
    for last in range(7):
        slots = per_day * sum(day <= last for day in weekdays)
        most = max(sum(chosen) for chosen in combinations(workers.values(), min(slots, len(workers))))
        visited = [workers[str(visit.employer)] for visit in plan.planned if (visit.on - MONDAY).days <= last]
        assert (len(visited), sum(visited)) == (min(slots, len(workers)), most)

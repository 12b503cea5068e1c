"""The work list of a station: what is due, to whom it falls, what is late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.cooperation import Agreement, TransferEmployment
from laborcoop.cooperation.pairing import Renewal
from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, StationId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.retention import (
    FollowUpCall,
    HelpCase,
    HelpCaseId,
    HelpKind,
    StaffId,
    StationAgenda,
    StationBook,
    StationStaff,
    StationTask,
    TaskKind,
    Visit,
    VisitKind,
    WorkStation,
    station_agenda,
)

LUSHUI, FUGONG = DivisionCode("533301"), DivisionCode("533323")
MARCH = Period(date(2023, 3, 1), date(2023, 4, 1))
LONG = Period(date(2022, 1, 1), date(2030, 1, 1))


def agreement(end: date | None = LONG.end, **changes: Any) -> Agreement:
    base = Agreement(title=Text("协议", "agreement"), county=LUSHUI, period=Period(LONG.start, end))
    return evolve(base, **changes)


def member(name: str, county: DivisionCode = LUSHUI, **changes: Any) -> StationStaff:
    base = StationStaff(id=StaffId(name), station=StationId("WS-1"), delegated_by=county, posted=LONG, housed=(LONG,))
    return evolve(base, **changes)


def book(*agreements: Agreement, **changes: Any) -> StationBook:
    station = WorkStation(
        id=StationId("WS-1"),
        name=Text("工作站", "station"),
        home=DivisionCode("533300"),
        host=DivisionCode("440400"),
        agreements=agreements,
    )
    return evolve(StationBook(station=station, staff=(member("S-1"),), notice_days=90), **changes)


def spell(name: str, start: date, end: date | None = None, county: DivisionCode = LUSHUI) -> TransferEmployment:
    return TransferEmployment(
        worker=WorkerId(name), registered=county, division=DivisionCode("440403"), period=Period(start, end)
    )


def case(**changes: Any) -> HelpCase:
    base = HelpCase(
        id=HelpCaseId("H-1"),
        worker=WorkerId("W-1"),
        kind=HelpKind.WAGES,
        opened_on=date(2023, 2, 20),
        owner="S-1",
        due_on=date(2023, 3, 10),
    )
    return evolve(base, **changes)


def tasks(book_: StationBook, period: Period = MARCH) -> list[tuple[str, str, str, bool]]:
    """Day, about whom, by whom, late."""
    found = station_agenda(book_, period).tasks
    return [(task.due.isoformat(), task.about, task.owner, task.late) for task in found]


def test_people_in_post_are_called_on_the_30th_90th_and_180th_day() -> None:
    start = date(2023, 2, 7)
    found = [station_agenda(book(spells=(spell("W-1", start),)), month).tasks for month in months(2023, 3, 8)]
    due = [(task.due - start).days for month in found for task in month if not task.late]
    assert due == [30, 90, 180]
    assert found[0][0].owner == "S-1"


def months(year: int, first: int, last: int) -> list[Period]:
    return [Period(date(year, month, 1), date(year, month + 1, 1)) for month in range(first, last + 1)]


def test_who_has_left_or_was_called_is_not_called() -> None:
    start = date(2023, 2, 7)
    due = start + timedelta(days=30)
    assert tasks(book(spells=(spell("W-1", start, due),))) == []
    assert tasks(book(spells=(spell("W-1", start, due + timedelta(days=1)),))) != []
    called = FollowUpCall(worker=WorkerId("W-1"), on=due, day=30)
    assert tasks(book(spells=(spell("W-1", start),), calls=(called,))) == []
    other = evolve(called, worker=WorkerId("W-2"))
    left = spell("W-2", start, due)
    assert tasks(book(spells=(spell("W-1", start), left), calls=(other,))) != []


def test_work_that_is_recorded_twice_is_called_about_once() -> None:
    started = spell("W-1", MARCH.start - timedelta(days=20))
    once = tasks(book(spells=(started,)))
    assert once == tasks(book(spells=(started, started))) == tasks(book(spells=(started,), call_days=(30, 30)))
    assert len(once) == 1


def test_of_the_calls_that_nobody_made_the_last_is_owed_and_late() -> None:
    start = date(2022, 6, 1)
    assert tasks(book(spells=(spell("W-1", start),))) == [("2022-11-28", "W-1", "S-1", True)]
    called = (FollowUpCall(worker=WorkerId("W-1"), on=date(2022, 12, 1), day=180),)
    assert tasks(book(spells=(spell("W-1", start),), calls=called)) == []
    left = spell("W-1", start, date(2023, 2, 1))
    assert tasks(book(spells=(left,))) == []


def test_who_works_for_somebody_else_now_is_called_about_the_new_post_as_well() -> None:
    before, now = spell("W-1", date(2022, 1, 1), date(2022, 12, 1)), spell("W-1", date(2023, 2, 7))
    calls = (FollowUpCall(worker=WorkerId("W-1"), on=date(2022, 6, 30), day=180),)
    assert tasks(book(spells=(before, now), calls=calls)) == [("2023-03-09", "W-1", "S-1", False)]
    called = FollowUpCall(worker=WorkerId("W-1"), on=date(2023, 3, 9), day=30)
    assert tasks(book(spells=(before, now), calls=(*calls, called))) == []


def test_calls_fall_to_the_residents_of_the_workers_county_in_turn() -> None:
    lushui = [spell(f"W-{i}", date(2023, 2, 7)) for i in range(3)]
    spells = (*lushui, spell("W-9", date(2023, 2, 7), county=FUGONG))
    staff = (
        member("S-1"),
        member("S-2"),
        member("S-3", resident=False),
        member("S-4", station=StationId("WS-2")),
        member("S-5", posted=Period(date(2023, 4, 1), date(2023, 5, 1))),
    )
    agenda = station_agenda(book(spells=spells, staff=staff), MARCH)
    calls = [task for task in agenda.tasks if task.kind is TaskKind.FOLLOW_UP_CALL]
    assert [task.owner for task in calls] == ["S-1", "S-2", "S-1", ""]
    assert [task.about for task in agenda.of("S-2")] == ["W-1"]


def test_visits_fall_to_all_residents_in_turn() -> None:
    day = date(2023, 3, 7)
    visits = (
        Visit(on=day, employer=EmployerId("E-2")),
        Visit(on=day, employer=EmployerId("E-1")),
        Visit(on=day, kind=VisitKind.WELFARE, employer=EmployerId("E-3")),
        Visit(on=MARCH.start - timedelta(days=1), employer=EmployerId("E-4")),
        Visit(on=day),
    )
    staff = (member("S-1"), member("S-2", FUGONG))
    assert tasks(book(visits=visits, staff=staff)) == [
        ("2023-03-07", "E-1", "S-1", False),
        ("2023-03-07", "E-2", "S-2", False),
    ]


def test_calls_to_people_whose_work_is_not_followed_are_refused_all_at_once() -> None:
    calls = tuple(FollowUpCall(worker=WorkerId(name), on=date(2023, 3, 9), day=30) for name in ("W-7", "W-8"))
    with pytest.raises(InvalidValue) as refused:
        station_agenda(book(spells=(spell("W-1", date(2023, 2, 7)),), calls=calls), MARCH)
    assert refused.value.text.en == (
        "follow-up calls: nothing has the id W-7, did you mean “W-1”?; "
        "follow-up calls: nothing has the id W-8, did you mean “W-1”?"
    )


@pytest.mark.parametrize(
    ("end", "due"),
    [(date(2023, 6, 29), date(2023, 3, 31)), (date(2023, 6, 30), None), (date(2023, 5, 1), date(2023, 1, 31))],
)
def test_an_agreement_is_to_be_renewed_so_many_days_before_it_ends(end: date, due: date | None) -> None:
    found = [task for task in station_agenda(book(agreement(end)), MARCH).tasks if task.kind is TaskKind.RENEWAL]
    assert [(task.due, task.about, task.late) for task in found] == (
        [] if due is None else [(due, LUSHUI.code, due < MARCH.start)]
    )


def test_an_agreement_that_goes_on_is_renewed_or_was_ended_asks_for_nothing() -> None:
    soon = date(2023, 5, 1)
    for agreements in (
        (agreement(None),),
        (agreement(soon, renewals=(Renewal(signed_on=date(2023, 2, 1), until=date(2026, 1, 1)),)),),
        (agreement(soon), agreement(date(2030, 1, 1), period=Period(soon, date(2030, 1, 1)))),
        (agreement(soon), agreement(None, period=Period(soon))),
        (agreement(None), agreement(soon)),
    ):
        assert tasks(book(*agreements)) == []
    ended = agreement(soon, terminated_on=date(2023, 1, 1), termination_reason="x")
    assert tasks(book(ended)) == []


@pytest.mark.parametrize(
    ("ends", "starts", "due"),
    [
        (date(2023, 6, 20), date(2024, 1, 1), [(date(2023, 3, 22), "the next only from 2024-01-01")]),
        (date(2023, 3, 10), date(2023, 3, 20), [(date(2022, 12, 10), "the next only from 2023-03-20")]),
        (date(2023, 1, 1), date(2023, 3, 20), [(date(2022, 10, 3), "ran out on 2023-01-01")]),
        (date(2023, 1, 1), date(2023, 2, 1), []),
        (date(2023, 6, 20), date(2023, 6, 20), []),
        (date(2023, 6, 20), date(2023, 6, 1), []),
    ],
)
def test_days_between_two_agreements_ask_for_one_until_they_are_over(
    ends: date, starts: date, due: list[tuple[date, str]]
) -> None:
    found = station_agenda(book(agreement(ends), agreement(None, period=Period(starts))), MARCH).tasks
    renewals = [task for task in found if task.kind is TaskKind.RENEWAL]
    assert [task.due for task in renewals] == [on for on, _ in due]
    assert all(said in task.text.en for task, (_, said) in zip(renewals, due, strict=True))


def test_a_draft_that_nobody_signed_renews_nothing() -> None:
    soon, later = date(2023, 5, 1), date(2030, 1, 1)
    draft = agreement(later, period=Period(soon, later), drafted_on=date(2023, 2, 1))
    assert tasks(book(agreement(soon), draft)) == [("2023-01-31", LUSHUI.code, "S-1", True)]
    signed = evolve(draft, signed_on=date(2023, 2, 20))
    assert tasks(book(agreement(soon), signed)) == []


def test_a_renewal_falls_to_the_staff_of_the_county_and_what_ran_out_is_signed_anew() -> None:
    ends = (agreement(date(2023, 6, 1)), agreement(date(2022, 6, 1), county=FUGONG))
    staff = (member("S-1"), member("S-2", FUGONG), member("S-3", FUGONG, posted=Period(date(2023, 4, 1))))
    found = [task for task in station_agenda(book(*ends, staff=staff), MARCH).tasks if task.kind is TaskKind.RENEWAL]
    assert [(task.about, task.owner) for task in found] == [(FUGONG.code, "S-2"), (LUSHUI.code, "S-1")]
    assert ["sign a new one" in task.text.en for task in found] == [True, False]
    assert station_agenda(book(*ends, staff=()), MARCH).of("") != ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [("2023-03-10", "settle it")]),
        ({"owner": ""}, [("2023-02-20", "name an owner")]),
        ({"owner": "", "due_on": None}, [("2023-02-20", "name an owner"), ("2023-02-20", "set a day")]),
        ({"outcome": "已解决", "resolved_on": (date(2023, 2, 25),)}, [("2023-02-20", "confirm and close")]),
        ({"closed_on": date(2023, 2, 28)}, []),
        ({"due_on": date(2023, 4, 1)}, []),
    ],
)
def test_a_help_case_asks_for_an_owner_a_day_an_outcome(
    changes: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    found = station_agenda(book(cases=(case(**changes),)), MARCH).tasks
    assert [task.due.isoformat() for task in found] == sorted(due for due, _ in expected)
    assert all(any(words in task.text.en for _, words in expected) for task in found)
    assert all(task.owner == changes.get("owner", "S-1") for task in found)


def test_two_help_cases_of_one_id_are_refused() -> None:
    with pytest.raises(InvalidValue, match="given twice: H-1"):
        tasks(book(cases=(case(), case(owner="S-2"))))


def test_days_without_staff_or_homes_are_to_be_filled() -> None:
    staff = (member("S-1", posted=Period(date(2023, 3, 5), date(2023, 3, 20)), housed=()),)
    found = [
        (task.due.day, task.about)
        for task in station_agenda(book(agreement(), staff=staff), MARCH).tasks
        if task.kind is TaskKind.STAFFING
    ]
    assert found == [(1, "533301"), (5, "S-1"), (20, "533301")]


def test_a_period_without_an_end_and_tasks_after_it_are_refused() -> None:
    with pytest.raises(InvalidValue, match="end"):
        station_agenda(book(), Period(MARCH.start))
    late = StationTask(kind=TaskKind.RENEWAL, due=date(2023, 4, 1), about="x", text=Text.same("x"))
    for period in (MARCH, Period(MARCH.start)):
        with pytest.raises(InvalidValue, match="the days of notice must be 0 to 3660"):
            book(notice_days=10**12)
        with pytest.raises(InvalidValue, match="due before"):
            StationAgenda(station=book().station, period=period, tasks=(late,))


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 400)), max_size=5))
def test_month_by_month_each_call_is_due_once_and_in_its_order(spans: list[tuple[int, int]]) -> None:
    spells = tuple(
        spell(f"W-{i}", date(2022, 1, 1) + timedelta(days=start), date(2022, 1, 1) + timedelta(days=start + length))
        for i, (start, length) in enumerate(spans)
    )
    periods = [*months(2022, 1, 11), *months(2023, 1, 11)]
    agendas = [station_agenda(book(spells=spells), period).tasks for period in periods]
    due = [(task.due, task.about) for agenda in agendas for task in agenda if not task.late]
    december = Period(date(2022, 12, 1), date(2023, 1, 1))
    expected = sorted(
        (day, one.worker)
        for one in spells
        for day in (one.period.start + timedelta(days=after) for after in (30, 90, 180))
        if day in one.period and day not in december and day < date(2023, 12, 1)
    )
    assert due == expected
    assert {kind.label.zh for kind in TaskKind} == {"求助事项", "驻站值守", "协议续签", "稳岗回访", "走访企业"}

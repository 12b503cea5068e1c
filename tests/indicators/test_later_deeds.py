"""What is recorded as done after the day of the case is told of: no figure counts it, and it may be miswritten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.cooperation import EmployerSubsidyClaim, EmployerSubsidyKind, SubsidyClaim, SubsidyKind, SubsidyLedger
from laborcoop.indicators import year_end_report
from laborcoop.journey import Journey
from laborcoop.kernel.record import Record
from laborcoop.outreach import FairFunnel, HiringIntent, RecruitmentFair
from laborcoop.people import Worker
from laborcoop.planning.verification.ahead import ahead
from laborcoop.retention import HelpCase, HelpKind, Reception, Visit, WelfareVisit

CountedCase = Callable[..., lc.Case]
LUSHUI = lc.DivisionCode("533301")
LATE = date(2032, 2, 1)
LATE_AT = datetime(2032, 2, 1, 8, tzinfo=UTC)
PLACE: dict[str, Any] = {"payer": LUSHUI, "worker": "W-000"}


def claim(day: date) -> SubsidyClaim:
    return SubsidyClaim(**PLACE, id="SC-1", kind=SubsidyKind.TRAVEL, year=2022, claimed_on=day)  # type: ignore[arg-type]


def hiring(day: date) -> EmployerSubsidyClaim:
    return EmployerSubsidyClaim(
        **PLACE,
        id="EC-1",  # type: ignore[arg-type]
        employer="E-1",  # type: ignore[arg-type]
        kind=EmployerSubsidyKind.HIRING,
        registered=LUSHUI,
        paired=frozenset(),
        out_of_poverty=True,
        contract=lc.Period(date(2022, 1, 1)),
        insured_since=None,
        applied_on=day,
    )


def reception(worker: Worker, day: date) -> Reception:
    return Reception(worker=worker, arrived_on=day, lodging="H-1", done={})  # type: ignore[arg-type]


def journey(worker: Worker, day: date) -> Journey:
    at = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    return Journey(
        worker=worker.id,
        convoy="C-1",  # type: ignore[arg-type]
        registered_at=at - timedelta(days=9000),
        left_home_at=at - timedelta(days=8001),
        boarded_at=at - timedelta(days=8000),
        arrived_at=at - timedelta(days=7999),
        received_at=at - timedelta(days=7999),
        entered_factory_at=at,
    )


def helped(day: date) -> HelpCase:
    return HelpCase(id="HC-1", worker="W-000", kind=HelpKind.WAGES, opened_on=day, owner="R-1")  # type: ignore[arg-type]


def intent(day: date) -> HiringIntent:
    return HiringIntent(fair="F-1", worker="W-000", employer="E-1", signed_on=day)  # type: ignore[arg-type]


DEEDS: list[tuple[Callable[[Worker, date], Record], str, str, str]] = [
    (reception, "W-000", "arrived_on", "arrival"),
    (journey, "W-000", "entered_factory_at", "the gate"),
    (lambda _, day: Visit(on=day, employer="E-1"), "E-1", "on", "visit"),  # type: ignore[arg-type]
    (lambda _, day: WelfareVisit(on=day, employer="E-1", greeted=()), "E-1", "on", "visit"),  # type: ignore[arg-type]
    (lambda _, day: Visit(on=day), "1", "on", "visit"),
    (lambda _, day: helped(day), "HC-1", "opened_on", "opening"),
    (lambda _, day: intent(day), "W-000", "signed_on", "signing"),
    (lambda _, day: claim(day), "SC-1", "claimed_on", "claim"),
    (lambda _, day: hiring(day), "EC-1", "applied_on", "claim"),
    (lambda _, day: SubsidyLedger(claims=(claim(day),)), "SC-1", "claimed_on", "claim"),
    (lambda _, day: SubsidyLedger(claims=(), employer_claims=(hiring(day),)), "EC-1", "applied_on", "claim"),
]


def told(case: lc.Case) -> list[lc.Finding]:
    return [one for one in lc.check(case) if one.rule == "PL-29"]


@pytest.mark.parametrize(("make", "subject", "path", "what"), DEEDS)
def test_a_deed_after_the_day_of_the_case_is_told_of_and_one_of_that_day_is_not(
    counted: CountedCase, five: lc.Case, make: Callable[[Worker, date], Record], subject: str, path: str, what: str
) -> None:
    worker, *_ = five.workers
    late = counted(make(worker, LATE))
    (found,) = told(late)
    assert [*ahead(late)] == [subject]
    assert (found.subject, found.path, found.kind, found.severity.value) == (subject, path, "record", "WARN")
    assert what in found.message.en
    assert str(LATE) in found.message.zh
    assert str(five.on) in found.message.en
    assert told(counted(make(worker, five.on))) == []


def test_a_plan_and_a_report_tell_of_it(counted: CountedCase, five: lc.Case) -> None:
    worker, *_ = five.workers
    case = counted(reception(worker, LATE), fairs=(fair(LATE_AT),))
    plan = lc.plan_return(case)
    assert plan.verify() == ()
    assert {one.rule for one in plan.findings} >= {"PL-29"}
    assert plan.findings.where(lambda one: one.rule != "PL-29") != plan.findings
    silent = evolve(plan, findings=plan.findings.where(lambda one: one.rule != "PL-29"))
    assert [one.message.en for one in silent.verify()] == ["findings about the case are missing: PL-29"]
    assert {one.subject for one in year_end_report(case).findings if one.rule == "PL-29"} == {worker.id, "F-1"}


def fair(starts: datetime) -> RecruitmentFair:
    return RecruitmentFair(
        id="F-1",  # type: ignore[arg-type]
        name=lc.Text("首场", "First"),
        division=LUSHUI,
        starts=starts,
        ends=starts + timedelta(hours=3),
    )


def test_a_fair_to_come_is_a_plan_unless_people_came_or_the_campaign_is_over(
    counted: CountedCase, five: lc.Case
) -> None:
    on = datetime(five.on.year, five.on.month, five.on.day, 4, tzinfo=UTC)
    soon, later = fair(on + timedelta(days=1)), fair(LATE_AT)
    during = evolve(five.campaign, window=lc.Period(five.on, five.on + timedelta(days=30)))
    endless = evolve(five.campaign, window=lc.Period(five.on))
    funnel = FairFunnel(fair=soon.id, visitors=300)
    cases = [
        (counted(fairs=(soon,), campaign=during), []),
        (counted(fairs=(fair(on),), campaign=during), []),
        (counted(fairs=(later,), campaign=during), ["F-1"]),
        (counted(fairs=(later,), campaign=endless), []),
        (counted(funnel, fairs=(soon,), campaign=during), ["F-1"]),
        (counted(intent(five.on), fairs=(soon,), campaign=during), ["F-1"]),
        (counted(FairFunnel(fair=soon.id), fairs=(soon,), campaign=during), []),
    ]
    for case, subjects in cases:
        assert [one.subject for one in told(case)] == subjects
        assert [*ahead(case)] == subjects

"""The log of a plan says what its events say: a refusal, an end, a list or a record falsified in it is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import pytest
from attrs import evolve

from laborcoop.exchange.records.document import read_json, write_json
from laborcoop.kernel.ids import ConvoyId, DriverId, EmployerId, EventId, LegId, LodgingId, PlaceId, PostId, RoomId
from laborcoop.kernel.ids import WorkerId as W
from laborcoop.planning.event_log import EventLog
from laborcoop.planning.events import (
    BoardElsewhere,
    ContractDiffersFromOffer,
    DriverOverHours,
    DuplicateIdentity,
    EmployerSuspended,
    Event,
    LateCancel,
    NoShow,
    PostWithdrawn,
    RoomOutOfService,
    TicketMismatch,
    TripCancelled,
    TripDelayed,
    VehicleBreakdown,
    WorkerRefuses,
)
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.replan import replan
from laborcoop.planning.spring_return import plan_return
from laborcoop.rulebook import Findings
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

ONE, TWO, THREE, FOUR = (W(f"W-00{i}") for i in range(4))
E1, E2, NONE = EmployerId("E-1"), EmployerId("E-2"), EmployerId("E-3")
NOBODY = W("W-9")
B1 = ConvoyId("B-1")
EARLY = datetime.fromisoformat("2023-02-04T09:00+08:00")
SET_OUT = datetime.fromisoformat("2023-02-05T08:30+08:00")
Corrupt = Callable[[ReturnPlan], ReturnPlan]


@cache
def first() -> ReturnPlan:
    """Three go back to works 1, one is new at works 2; works 3 has no posts."""
    people = (Applicant(), Applicant(), Applicant(), Applicant(returns=False, employer=None))
    case = small_case(Programme(applicants=people))
    third = evolve(case.employers[0], id=NONE)
    return plan_return(evolve(case, employers=(*case.employers, third)))


def after(*events: Event) -> ReturnPlan:
    """The plan after some events, all of them taken."""
    made = replan(first(), events)
    assert not made.findings
    assert made.plan.verify() == ()
    return made.plan


def happens(kind: type, subject: str, time: datetime = EARLY, **facts: Any) -> Event:
    event: Event = kind(id=EventId(f"{kind.__name__}-{subject}"), time=time, subject=subject, **facts)
    return event


REFUSES = happens(WorkerRefuses, ONE, takes_other=True)
STAYS = happens(WorkerRefuses, TWO, takes_other=False, reason="family")
ABSENT = happens(NoShow, THREE, SET_OUT, leg=LegId("feeder"))


@cache
def eventful() -> ReturnPlan:
    """One takes another post, one refuses and stays at home, one does not come."""
    return after(REFUSES, STAYS, ABSENT)


def logged(**changes: Any) -> Corrupt:
    return lambda plan: evolve(plan, log=evolve(plan.log, **changes))


def with_event(old: Event, **changes: Any) -> Corrupt:
    """One event of the log is another, and nothing else is."""
    return lambda plan: evolve(
        plan,
        log=evolve(
            plan.log, events=tuple(evolve(one, **changes) if one.id == old.id else one for one in plan.log.events)
        ),
    )


def without(old: Event) -> Corrupt:
    return lambda plan: evolve(
        plan, log=evolve(plan.log, events=tuple(one for one in plan.log.events if one.id != old.id))
    )


def _goes_home_only(plan: ReturnPlan) -> ReturnPlan:
    wishes = tuple(evolve(one, accepts_other=False) for one in plan.case.registrations)
    return evolve(plan, case=evolve(plan.case, registrations=wishes))


def _off_the_list(plan: ReturnPlan) -> ReturnPlan:
    lists = {convoy: people - {THREE} for convoy, people in plan.log.lists.items()}
    return evolve(plan, log=evolve(plan.log, lists=lists))


FALSE: dict[str, tuple[str, str, Corrupt]] = {
    "a refusal is struck out": ("PL-17", ONE, logged(refused={})),
    "a refusal is emptied": ("PL-17", ONE, logged(refused={ONE: frozenset()})),
    "a refusal is somebody else's": ("PL-17", FOUR, logged(refused={FOUR: frozenset({E1})})),
    "a refusal is invented beside": ("PL-17", FOUR, logged(refused={ONE: frozenset({E1}), FOUR: frozenset({E1})})),
    "two employers are refused by one event": ("PL-17", ONE, logged(refused={ONE: frozenset({E1, NONE})})),
    "an employer is refused whom nobody goes to": ("PL-17", ONE, logged(refused={ONE: frozenset({NONE})})),
    "an employer of another case is refused": ("PL-17", ONE, logged(refused={ONE: frozenset({EmployerId("E-9")})})),
    "the event of a refusal is struck out": ("PL-17", ONE, without(REFUSES)),
    "a refusal is said to end the way": ("PL-17", ONE, with_event(REFUSES, takes_other=False)),
    "an end is said to be a refusal": ("PL-17", TWO, with_event(STAYS, takes_other=True)),
    "somebody refused, and is still not to take another post": ("PL-13", ONE, _goes_home_only),
    "the event of an end is struck out": ("PL-16", TWO, without(STAYS)),
    "an end has another reason": ("PL-16", TWO, with_event(STAYS, reason="no ticket")),
    "an event is about nobody": ("PL-11", NOBODY, with_event(REFUSES, subject=NOBODY)),
    "somebody did not come to an unknown leg": ("PL-11", THREE, with_event(ABSENT, leg=LegId("no-leg"))),
    "somebody who did not come is on no list": ("PL-11", THREE, _off_the_list),
    "there are no lists": ("PL-11", FOUR, logged(lists={})),
}


@pytest.mark.parametrize(("code", "subject", "corrupt"), FALSE.values(), ids=FALSE.keys())
def test_a_falsified_log_is_found(code: str, subject: str, corrupt: Corrupt) -> None:
    assert (code, subject) in {(fault.rule, fault.subject) for fault in corrupt(eventful()).verify()}


UNKNOWN: dict[str, tuple[Event, dict[str, Any]]] = {
    "stop": (happens(BoardElsewhere, ONE, place=PlaceId("V-2")), {"place": PlaceId("nowhere")}),
    "convoy": (happens(BoardElsewhere, ONE, place=PlaceId("V-2"), convoy=B1), {"convoy": ConvoyId("B-9")}),
    "leg that waits": (
        happens(TripDelayed, "morning", minutes=5, held_legs=(LegId("train"),)),
        {"held_legs": (LegId("no-leg"),)},
    ),
    "leg": (happens(TripDelayed, "morning", minutes=5), {"subject": LegId("no-leg")}),
    "leg of a driver": (
        happens(DriverOverHours, "feeder-driver-1", leg=LegId("feeder"), relief=DriverId("relief")),
        {"leg": LegId("no-leg")},
    ),
    "leg of a ticket": (happens(TicketMismatch, ONE, leg=LegId("train"), reissued=True), {"leg": LegId("no-leg")}),
    "room": (happens(RoomOutOfService, "men-5", lodging=LodgingId("hotel")), {"subject": RoomId("men-99")}),
    "lodging": (happens(RoomOutOfService, "men-5", lodging=LodgingId("hotel")), {"lodging": LodgingId("inn")}),
    "employer": (happens(EmployerSuspended, NONE), {"subject": EmployerId("E-9")}),
    "post": (happens(PostWithdrawn, "P-1", openings_left=1), {"subject": PostId("P-9")}),
    "other record": (happens(DuplicateIdentity, TWO, same_as=ONE), {"same_as": NOBODY}),
}


@pytest.mark.parametrize(("event", "change"), UNKNOWN.values(), ids=UNKNOWN.keys())
def test_an_event_about_what_the_case_does_not_have_is_found(event: Event, change: dict[str, Any]) -> None:
    plan = with_event(event, **change)(after(event))
    said = f"the event {event.id} is about what the case does not have"
    assert said in {fault.message.en for fault in plan.verify()}


OUT: dict[str, tuple[Event, str]] = {
    "a leg that was cancelled": (happens(TripCancelled, "direct"), "direct"),
    "a leg whose coach broke down": (happens(VehicleBreakdown, "direct"), "direct"),
    "a leg whose driver has no hours": (happens(DriverOverHours, "direct-driver-1", leg=LegId("direct")), "direct"),
    "an employer who takes nobody": (happens(EmployerSuspended, NONE), NONE),
    "a post that is not what was offered": (happens(ContractDiffersFromOffer, "P-1"), "P-1"),
}


@pytest.mark.parametrize(("event", "record"), OUT.values(), ids=OUT.keys())
def test_what_an_event_took_out_and_the_case_takes_back_is_found(event: Event, record: str) -> None:
    plan = after(event)
    calm = evolve(
        plan,
        case=evolve(plan.case, findings=Findings(())),
        findings=Findings.of(one for one in plan.findings if not one.rule.startswith("EV-")),
        checked=Findings.of(one for one in plan.checked or () if not one.rule.startswith("EV-")),
    )
    # Whoever is left out for it has a reason that nothing bears out any more, which is found as well.
    (fault,) = (one for one in calm.verify() if one.message.en != "left out for an event that is not on record")
    assert (fault.rule, fault.subject) == ("PL-11", record)
    assert f"the event {event.id} took it out" in fault.message.en


def test_a_leg_that_broke_down_under_way_is_not_asked_to_be_out() -> None:
    plan = after(happens(VehicleBreakdown, "feeder", SET_OUT))
    assert not plan.case.findings
    unknown = with_event(happens(VehicleBreakdown, "feeder"), subject=LegId("no-leg"))(plan)
    assert {fault.rule for fault in unknown.verify()} == {"PL-11"}


def test_who_steps_back_before_any_seat_need_not_be_listed() -> None:
    assert after(happens(LateCancel, ONE)).log.ends


def test_a_log_written_before_it_kept_how_early_people_had_to_know_is_read_without() -> None:
    log = eventful().log
    assert log.cut_off == timedelta(hours=24)
    text = write_json(log, reveal=True)
    assert read_json(text, EventLog).value == log
    document = json.loads(text)
    del document["value"]["cut_off"]
    old = read_json(json.dumps(document), EventLog).value
    assert old == evolve(log, cut_off=None)
    assert evolve(eventful(), log=old).verify() == ()

"""A child whose adult is not there any more: it is found, and whoever can look after it hears of it."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import EventId, LegId, WorkerId
from laborcoop.planning import events
from laborcoop.planning.disruptions.difference import Replanned
from laborcoop.planning.disruptions.notice import Audience
from laborcoop.planning.events import Event
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.replan import replan
from laborcoop.planning.spring_return import plan_return
from laborcoop.rulebook import Findings
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

ONE, TWO, THREE = (WorkerId(f"W-00{number}") for number in range(3))
MOTHER = Applicant(party="H", sex=Sex.FEMALE)
FATHER = Applicant(party="H", born=date(1980, 1, 1))
CHILD = Applicant(party="H", born=date(2017, 5, 1), along=True)
BABY = Applicant(party="H", born=date(2021, 5, 1), along=True)
GRANNY = Applicant(party="H", sex=Sex.FEMALE, born=date(1958, 3, 1), along=True)
STRANGER = Applicant()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """The coach leaves on the 5th at 8:00 and ends at 15:00; one is at the hotel at 16:00; the train leaves at 8:35."""
    return datetime(2023, 2, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


@cache
def planned(*applicants: Applicant) -> ReturnPlan:
    return plan_return(small_case(Programme(applicants=applicants, family_rooms=2)))


def after(plan: ReturnPlan, kind: type, time: datetime, subject: str = ONE, **facts: Any) -> Replanned:
    event: Event = kind(id="event", time=time, subject=subject, **facts)
    change = replan(plan, [event])
    assert not change.findings
    assert change.plan.verify() == ()
    return change


def watch(change: Replanned) -> set[tuple[Audience, str, tuple[str, ...]]]:
    """Who is to see to whom."""
    notices = [one for one in change.to_tell if "under age" in one.text.en]
    assert all(one.events == ("event",) for one in notices)
    return {(one.audience, one.recipient, one.about) for one in notices}


NO_SHOW, HURT = events.NoShow, events.InjuryEnRoute
LEFT: dict[str, tuple[type, datetime, dict[str, Any], set[tuple[Audience, str]], list[str]]] = {
    "not at the coach": (NO_SHOW, at(5, 8, 5), {"leg": "feeder"}, {(Audience.CAPTAIN, "C-feeder")}, ["TR-30"]),
    "not at the train": (NO_SHOW, at(6, 8, 40), {"leg": "train"}, {(Audience.CAPTAIN, "C-train")}, ["TR-27", "TR-30"]),
    "hurt on the coach": (HURT, at(5, 9), {}, {(Audience.CAPTAIN, "C-feeder")}, []),
    "hurt between two coaches": (HURT, at(5, 15, 10), {}, {(Audience.CAPTAIN, "C-feeder")}, []),
    "hurt in the hotel": (HURT, at(5, 23), {}, {(Audience.LODGING, "hotel")}, []),
}


@pytest.mark.parametrize(("kind", "time", "facts", "told", "found"), LEFT.values(), ids=LEFT.keys())
def test_a_child_left_under_way_is_found_and_somebody_is_told_to_look_after_it(
    kind: type, time: datetime, facts: dict[str, Any], told: set[tuple[Audience, str]], found: list[str]
) -> None:
    plan = planned(MOTHER, CHILD, STRANGER)
    change = after(plan, kind, time, **facts)
    assert plan.rides_of(TWO)[: len(change.plan.rides_of(TWO))] == change.plan.rides_of(TWO)
    assert watch(change) == {(audience, recipient, (TWO,)) for audience, recipient in told}
    findings = [one for one in change.plan.findings if one.rule in {"TR-27", "TR-30"}]
    assert [one.rule for one in findings] == found
    for finding in findings:
        silent = evolve(change.plan, findings=Findings.of(one for one in change.plan.findings if one is not finding))
        (fault,) = silent.verify()
        assert finding.rule in fault.message.en


def test_whoever_goes_along_and_is_of_age_looks_after_the_child() -> None:
    change = after(planned(MOTHER, CHILD, GRANNY), NO_SHOW, at(5, 8, 5), leg="feeder")
    assert sorted(change.left_out) == [ONE, TWO, THREE]
    assert watch(change) == set()


def test_of_a_child_who_never_had_an_adult_nobody_else_hears() -> None:
    change = after(planned(MOTHER, evolve(CHILD, party="")), events.LateCancel, at(5, 7))
    assert {one.recipient for one in change.to_tell if one.audience is Audience.WORKER} == {ONE}


def test_two_children_left_in_one_place_are_told_of_together() -> None:
    change = after(planned(MOTHER, CHILD, BABY), NO_SHOW, at(5, 8, 5), leg="feeder")
    assert watch(change) == {(Audience.CAPTAIN, "C-feeder", (TWO, THREE))}


def test_of_a_child_hears_an_adult_of_the_party_who_arrives_and_no_child() -> None:
    """The father, who is the elder, steps back; the child goes on with the mother, and is found another seat or bed."""
    change = after(planned(MOTHER, FATHER, CHILD), events.HealthStop, at(5, 7), subject=TWO)
    assert sorted(change.plan.travellers) == [ONE, THREE]
    change = after(planned(FATHER, CHILD, MOTHER), events.LateCancel, at(5, 7), subject=THREE)
    assert {one.recipient for one in change.to_tell if TWO in one.about and one.audience is Audience.WORKER} <= {ONE}
    alone = after(planned(MOTHER, CHILD), events.LateCancel, at(5, 7))
    notices = {one.recipient: one.text.en for one in alone.to_tell if one.about == (TWO,)}
    assert notices[ONE].startswith("W-001 does not travel as planned:\n")
    assert TWO not in {one.recipient for one in alone.to_tell}


def test_a_train_that_takes_a_child_the_next_day_is_told_to_the_mother() -> None:
    case = small_case(Programme(applicants=(MOTHER, CHILD), batches=2))
    change = after(plan_return(case), events.TripCancelled, at(5, 7), subject="feeder")
    texts = {one.about: (one.recipient, one.text.en) for one in change.to_tell if one.audience is Audience.WORKER}
    assert texts[ONE,][1].startswith("Your way has changed.")
    assert texts[TWO,][0] == ONE
    assert texts[TWO,][1].startswith("The way of W-001 has changed.")


MISSING = (events.MissingAtHandover, at(6, 20, 10))
Told = set[tuple[Audience, str, tuple[str, ...]]]
AT_THE_GATE: Told = {(Audience.CAPTAIN, "C-direct", (TWO,)), (Audience.EMPLOYER, "E-1", (TWO,))}
YOUTH = Applicant(party="H", born=date(2006, 5, 1))
GATES: dict[str, tuple[tuple[Applicant, ...], Told]] = {
    "the only adult": ((MOTHER, CHILD, STRANGER), AT_THE_GATE),
    "somebody under age at work": ((MOTHER, YOUTH, STRANGER), AT_THE_GATE),
    "a father who is there": ((MOTHER, CHILD, FATHER), set()),
    "a grandmother who is there": ((MOTHER, CHILD, GRANNY), set()),
    "nobody else": ((MOTHER, evolve(CHILD, party="", along=False, born=date(2000, 1, 1))), set()),
}


@pytest.mark.parametrize(("people", "told"), GATES.values(), ids=GATES.keys())
def test_a_child_at_the_gate_whose_adult_is_missing_is_found_and_somebody_is_told(
    people: tuple[Applicant, ...], told: Told
) -> None:
    """Nobody knows from where on the mother was not there: on the leg that ends at the gate she answers for nobody."""
    change = after(planned(*people), *MISSING)
    assert change.plan.handovers[TWO].at == at(6, 20)
    assert watch(change) == told
    alone = [one for one in change.plan.findings if (one.rule, one.path) == ("TR-30", "adult")]
    assert [one.subject for one in alone] == [TWO] * bool(told)
    for finding in alone:
        silent = evolve(change.plan, findings=Findings.of(one for one in change.plan.findings if one is not finding))
        assert ["TR-30" in fault.message.en for fault in silent.verify()] == [True]


def test_of_a_child_whose_adult_is_missing_from_the_town_where_both_were_left_the_captain_hears() -> None:
    """Nobody is at the gate: the coach there does not run, and they have got off the train."""
    plan = planned(MOTHER, CHILD)
    legs = (LegId("direct"), LegId("to-home"))
    stuck = [events.TripCancelled(id=EventId(leg), time=at(6, 18), subject=leg) for leg in legs]
    left = replan(plan, stuck).plan
    assert sorted(left.unplaced) == [ONE, TWO]
    change = after(left, events.MissingAtHandover, at(6, 21))
    assert watch(change) == {(Audience.CAPTAIN, "C-train", (TWO,))}

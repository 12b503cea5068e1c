"""Who goes along is told of another way as workers are, of another gate, too; for a child an adult hears it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import event, given, settings
from hypothesis import strategies as st

from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import EmployerId, EventId, LegId, PostId, WorkerId
from laborcoop.planning import events
from laborcoop.planning.disruptions.difference import Replanned
from laborcoop.planning.disruptions.notice import Audience, Notification
from laborcoop.planning.events import Event
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.replan import replan
from laborcoop.planning.spring_return import plan_return
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import TrainNumber

ZONE = ZoneInfo("Asia/Shanghai")
NUMBER = TrainNumber.parse("D1/D2")
FIRST, SECOND, THIRD = (WorkerId(f"W-{number:03}") for number in range(3))
FATHER = Applicant(party="H", born=date(1985, 1, 1))
MOTHER = Applicant(party="H", born=date(1990, 1, 1), sex=Sex.FEMALE)
CHILD = Applicant(party="H", born=date(2015, 3, 3), along=True)
GRANDMOTHER = Applicant(party="H", born=date(1955, 3, 3), sex=Sex.FEMALE, along=True)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, day, hour, minute, tzinfo=ZONE)


@cache
def planned(*people: Applicant) -> ReturnPlan:
    """One coach calls at both gates: at that of employer 1 at eight, at that of employer 2 half an hour later."""
    roomy = Programme(applicants=people, late_gate=False, family_rooms=3)
    return plan_return(small_case(roomy))


def told_of(change: Replanned, audience: Audience, worker: WorkerId) -> list[Notification]:
    return [one for one in change.to_tell if one.audience is audience and worker in one.about]


STEPS_BACK: list[Event] = [
    events.LateCancel(id=EventId("e"), time=at(3, 8), subject=FIRST),
    events.InjuryEnRoute(id=EventId("e"), time=at(6, 19), subject=FIRST),
    events.NoShow(id=EventId("e"), time=at(6, 8, 40), subject=FIRST, leg=LegId("train")),
]


@pytest.mark.parametrize(("his", "hers", "comes"), [(1, 2, "08:30"), (2, 1, "08:00")])
@pytest.mark.parametrize("happened", STEPS_BACK, ids=[type(one).__name__ for one in STEPS_BACK])
def test_whoever_takes_a_child_to_another_gate_in_place_of_the_father_is_told_so_is_each_employer(
    happened: Event, his: int, hers: int, comes: str
) -> None:
    change = replan(planned(evolve(FATHER, employer=his), evolve(MOTHER, employer=hers), CHILD), [happened])
    assert change.plan.handovers[THIRD].employer == change.plan.handovers[SECOND].employer == f"E-{hers}"
    (note,) = told_of(change, Audience.WORKER, THIRD)
    assert (note.recipient, note.about, note.events) == (SECOND, (THIRD,), ("e",))
    head, *_, last = note.text.en.splitlines()
    assert head == "The way of W-002 has changed. This is how W-002 travels now:"
    assert last == f"Tue 7 Feb {comes}: at the gate of Works {hers}"
    assert {one.recipient for one in told_of(change, Audience.EMPLOYER, THIRD)} == {"E-1", "E-2"}
    assert {one.recipient for one in told_of(change, Audience.DRIVER, THIRD)} == {
        "to-gates-driver-1",
        "to-gates-driver-2",
    }
    assert change.plan.verify() == ()


@pytest.mark.parametrize(("along", "hears"), [(GRANDMOTHER, SECOND), (CHILD, FIRST)], ids=["of age", "a child"])
def test_whoever_goes_along_to_another_gate_by_the_same_coach_is_told(along: Applicant, hears: WorkerId) -> None:
    suspended = events.EmployerSuspended(id=EventId("e"), time=at(3, 8), subject=EmployerId("E-1"))
    change = replan(planned(evolve(FATHER, accepts_other=True), along), [suspended])
    assert {one.worker for one in change.moved} == {FIRST, SECOND}
    (note,) = told_of(change, Audience.WORKER, SECOND)
    assert (note.recipient, note.text.en.splitlines()[-1]) == (hears, "Tue 7 Feb 08:30: at the gate of Works 2")


def test_of_a_child_hears_the_adult_who_comes_to_the_same_gate_before_an_elder_one() -> None:
    refuses = events.WorkerRefuses(id=EventId("e"), time=at(3, 8), subject=FIRST, takes_other=True)
    plan = replan(planned(FATHER, MOTHER, CHILD), [refuses]).plan
    assert [plan.handovers[one].employer for one in (FIRST, SECOND, THIRD)] == ["E-2", "E-1", "E-1"]
    other = events.TripRenumbered(id=EventId("f"), time=at(4, 8), subject=LegId("train"), train=NUMBER)
    assert [one.recipient for one in told_of(replan(plan, [other]), Audience.WORKER, THIRD)] == [SECOND]


FAMILIES = st.tuples(
    st.sampled_from([(1, 2), (2, 1)]), st.booleans(), st.sampled_from([(CHILD,), (GRANDMOTHER,), (CHILD, GRANDMOTHER)])
)
ID, SOME_TIME = EventId("e"), at(3, 8)
OF_ONE: tuple[Event, ...] = tuple(
    one
    for worker in (FIRST, SECOND)
    for one in (
        events.LateCancel(id=ID, time=SOME_TIME, subject=worker),
        events.InjuryEnRoute(id=ID, time=SOME_TIME, subject=worker),
        events.NoShow(id=ID, time=SOME_TIME, subject=worker, leg=LegId("train")),
        events.WorkerRefuses(id=ID, time=SOME_TIME, subject=worker, takes_other=True),
    )
)
OF_ALL: tuple[Event, ...] = (
    events.EmployerSuspended(id=ID, time=SOME_TIME, subject=EmployerId("E-1")),
    events.PostWithdrawn(id=ID, time=SOME_TIME, subject=PostId("P-1")),
    events.TripDelayed(id=ID, time=SOME_TIME, subject=LegId("train"), minutes=20, held_legs=(LegId("to-home"),)),
    events.TripCancelled(id=ID, time=SOME_TIME, subject=LegId("to-gates")),
    events.TripRenumbered(id=ID, time=SOME_TIME, subject=LegId("train"), train=NUMBER),
)
STEPS = st.sampled_from([*OF_ONE, *OF_ALL]), st.sampled_from([0, 20, 600])
SEQUENCES = st.builds(
    lambda start, steps: [
        evolve(
            one, id=EventId(f"e-{number}"), time=start + timedelta(minutes=sum(after for _, after in steps[:number]))
        )
        for number, (one, _) in enumerate(steps)
    ],
    start=st.sampled_from([at(3, 8), at(5, 9), at(6, 9)]),
    steps=st.lists(st.tuples(*STEPS), min_size=1, max_size=2),
)
"""One event or two, one after the other: what befalls one of the family, their legs or their work."""


@settings(max_examples=20, deadline=None)
@given(family=FAMILIES, sequence=SEQUENCES)
def test_of_those_who_arrive_exactly_the_people_of_the_difference_are_told_whoever_goes_along_too(
    family: tuple[tuple[int, int], bool, tuple[Applicant, ...]], sequence: list[Event]
) -> None:
    """Each event by itself, and all at once; of minors who go along hears somebody of age."""
    (his, hers), other, along = family
    both = evolve(FATHER, employer=his, accepts_other=other), evolve(MOTHER, employer=hers, accepts_other=other)
    before = plan = planned(*both, *along)
    changes = [replan(before, sequence)]
    for one in sequence:
        changes.append(replan(plan, [one]))
        plan = changes[-1].plan
    for start, change in zip((before, before, *(one.plan for one in changes[1:])), changes, strict=False):
        notes = [note for note in change.to_tell if note.audience is Audience.WORKER]
        arrive = change.plan.handovers
        told = {worker for note in notes for worker in note.about}
        differ = {one.worker for one in change.moved} | {one.worker for one in change.altered}
        assert differ == told & arrive.keys()
        gates = {who for who in arrive if who in start.handovers and arrive[who].gate != start.handovers[who].gate}
        assert gates <= differ
        children = {person.id for person in before.case.workers if person.born == CHILD.born}
        assert not {note.recipient for note in notes} & children
        for who in gates:
            event("another gate, of whoever goes along" if who not in {FIRST, SECOND} else "another gate, of a worker")

"""Somebody of a party asks for another stop: who boards there too, who parts, and that no child stays alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from itertools import permutations
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import EventId, LegId, WorkerId
from laborcoop.planning import events
from laborcoop.planning.disruptions.difference import Replanned
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

ONE, TWO, THREE = WORKERS = tuple(WorkerId(f"W-00{number}") for number in range(3))
MOTHER = Applicant(party="H", sex=Sex.FEMALE)
FATHER = Applicant(party="H", born=date(1985, 3, 1))
CHILD = Applicant(party="H", born=date(2017, 5, 1), along=True)
GRANNY = Applicant(party="H", born=date(1955, 5, 1), along=True)
LONG_BEFORE = datetime(2023, 2, 2, 8, tzinfo=ZoneInfo("Asia/Shanghai"))


def planned(*people: Applicant, batches: int = 2, **short: Any) -> lc.ReturnPlan:
    return lc.plan_return(small_case(Programme(applicants=people, batches=batches, **short)))


def asks(worker: WorkerId, place: str, convoy: str | None = None, number: int = 1) -> events.BoardElsewhere:
    facts: dict[str, Any] = {"subject": worker, "place": place, "convoy": convoy}
    return events.BoardElsewhere(id=EventId(f"e-{number}"), time=LONG_BEFORE, **facts)


def after(plan: lc.ReturnPlan, *asked: events.BoardElsewhere) -> Replanned:
    change = lc.replan(plan, asked)
    assert change.plan.verify() == ()
    again = plan
    for one in asked:
        again = lc.replan(again, [one]).plan
    assert again == change.plan
    return change


def boards(plan: lc.ReturnPlan) -> Mapping[WorkerId, tuple[str, str]]:
    return {worker: (way[0].board, way[0].leg) for worker in plan.travellers if (way := plan.rides_of(worker))}


def parties(plan: lc.ReturnPlan) -> set[frozenset[WorkerId]]:
    of: dict[object, set[WorkerId]] = {}
    for one in plan.case.registrations:
        of.setdefault(one.together, set()).add(one.worker)
    return set(map(frozenset, of.values()))


V1, V2 = ("V-1", "feeder"), ("V-2", "feeder")
LATER_1, LATER_2 = ("V-1", "feeder-2"), ("V-2", "feeder-2")
CASES: dict[str, tuple[tuple[Applicant, ...], list[tuple[WorkerId, str, str | None]], tuple[Any, ...], int]] = {
    "a mother takes the child along": ((MOTHER, CHILD), [(ONE, "V-2", None)], (V2, V2), 1),
    "and the grandmother": ((MOTHER, CHILD, GRANNY), [(ONE, "V-2", None)], (V2, V2, V2), 1),
    "to another batch as well": ((MOTHER, CHILD), [(ONE, "V-2", "B-2")], (LATER_2, LATER_2), 1),
    "the child stays with the father": ((MOTHER, FATHER, CHILD), [(ONE, "V-2", None)], (V2, V1, V1), 1),
    "also where she goes with another batch": (
        (MOTHER, FATHER, CHILD),
        [(ONE, "V-2", "B-2")],
        (LATER_2, V1, V1),
        2,
    ),
    "and goes with the one who is left": (
        (MOTHER, FATHER, CHILD),
        [(ONE, "V-2", "B-2"), (TWO, "V-2", "B-2")],
        (LATER_2, LATER_2, LATER_2),
        1,
    ),
    "with her where he boards at another stop": (
        (MOTHER, evolve(FATHER, village=2), CHILD),
        [(ONE, "V-2", "B-2")],
        (LATER_2, V2, LATER_2),
        2,
    ),
    "a child at another stop stays there": ((MOTHER, evolve(CHILD, village=2)), [(ONE, "V-1", None)], (V1, V2), 1),
    "and comes along to another batch": (
        (MOTHER, evolve(CHILD, village=2)),
        [(ONE, "V-1", "B-2")],
        (LATER_1, LATER_1),
        1,
    ),
    "a child boards at the grandmother's": ((MOTHER, CHILD), [(TWO, "V-2", None)], (V1, V2), 1),
    "and later with the mother": ((MOTHER, CHILD), [(TWO, "V-2", None), (ONE, "V-2", None)], (V2, V2), 1),
    "or where she goes": (
        (MOTHER, CHILD),
        [(TWO, "V-2", None), (ONE, "V-1", "B-2")],
        (LATER_1, LATER_1),
        1,
    ),
    "another family is not asked": (
        (MOTHER, evolve(FATHER, party="G"), evolve(CHILD, party="G")),
        [(ONE, "V-2", None)],
        (V2, V1, V1),
        2,
    ),
    "a couple rides one coach from two stops": ((MOTHER, FATHER), [(TWO, "V-2", None)], (V1, V2), 1),
    "and is parted by two batches": ((MOTHER, FATHER), [(TWO, "V-2", "B-2")], (V1, LATER_2), 2),
    "until he asks for the first again": (
        (MOTHER, FATHER),
        [(TWO, "V-2", "B-2"), (TWO, "V-2", "B-1")],
        (V1, V2),
        1,
    ),
    "whoever is alone goes where they ask": ((evolve(MOTHER, party=""),), [(ONE, "V-2", "B-2")], (LATER_2,), 1),
}


@pytest.mark.parametrize("case", CASES)
def test_the_party_stays_one_where_a_coach_takes_it_and_no_child_stays_alone(case: str) -> None:
    people, asked, boarding, groups = CASES[case]
    change = after(planned(*people), *(asks(*one, number=number) for number, one in enumerate(asked)))
    assert boards(change.plan) == dict(zip(WORKERS, boarding, strict=False))
    assert len(parties(change.plan)) == groups
    assert not change.findings.by_rule()


@pytest.mark.parametrize("order", [*permutations([ONE, TWO, THREE])])
def test_those_of_a_party_who_ask_for_the_same_stay_one_party_in_whatever_order(order: tuple[WorkerId, ...]) -> None:
    """All three ask for the second batch; whoever goes along, before the mother does, is refused and comes with her."""
    change = lc.replan(planned(MOTHER, FATHER, CHILD), [asks(one, "V-2", "B-2", n) for n, one in enumerate(order)])
    assert change.plan.verify() == ()
    assert boards(change.plan) == dict.fromkeys(WORKERS, LATER_2)
    assert parties(change.plan) == {frozenset(WORKERS)}
    assert change.findings.by_rule() == ({"PL-23": 1} if order[-1] != THREE else {})


def test_who_goes_along_is_refused_a_stop_from_which_no_adult_goes() -> None:
    plan = planned(MOTHER, CHILD)
    change = lc.replan(plan, [asks(TWO, "V-2", "B-2")])
    (finding,) = change.findings
    assert finding.rule == "PL-23"
    assert finding.message.en == (
        "W-001 goes along, and no coach that the party can take calls at V-2, too: let the adult ask"
    )
    assert (change.plan.rides, change.plan.case.registrations) == (plan.rides, plan.case.registrations)


def test_where_nobody_has_a_seat_yet_the_coaches_that_suit_count() -> None:
    """No coach calls at both stops: the couple waits until one of them asks for where the other boards."""
    case = small_case(Programme(applicants=(MOTHER, evolve(FATHER, village=2))))
    convoy = case.convoys[0]
    feeder = next(leg for leg in convoy.legs if leg.id == "feeder")
    first = evolve(feeder, stops=tuple(evolve(one, boarding=one.place != "V-1") for one in feeder.stops))
    legs = tuple(first if leg is feeder else leg for leg in convoy.legs)
    plan = lc.plan_return(evolve(case, convoys=(evolve(convoy, legs=legs),)))
    assert plan.travellers == ()
    change = after(plan, asks(ONE, "V-2"))
    assert boards(change.plan) == {ONE: V2, TWO: V2}
    assert len(parties(change.plan)) == 1


def test_a_cancelled_coach_keeps_no_party_together() -> None:
    """Both wait for another coach: she asks for another stop, and none that runs calls at both."""
    plan = planned(MOTHER, FATHER, batches=1)
    cancelled = events.TripCancelled(id=EventId("e-0"), time=LONG_BEFORE, subject=LegId("feeder"))
    change = lc.replan(plan, [cancelled, asks(ONE, "V-2")])
    assert change.plan.verify() == ()
    assert parties(change.plan) == {frozenset({ONE}), frozenset({TWO})}

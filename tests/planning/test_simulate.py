"""A plan played many times: nobody appears from nowhere, slack and waiting lists count, and a seed is an answer."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from math import inf
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import EventId, LegId, PartyId, WorkerId
from laborcoop.planning.events import Event, InjuryEnRoute, NoShow, TripDelayed
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.replan import replan
from laborcoop.planning.simulate import Simulation, simulate
from laborcoop.planning.spring_return import plan_return
from laborcoop.testing import Programme, programmes, small_case
from laborcoop.testing.programme import Applicant

BACK = Applicant()
ZONE = ZoneInfo("Asia/Shanghai")


def planned(*applicants: Applicant, **short: Any) -> ReturnPlan:
    return plan_return(small_case(Programme(applicants=applicants, **short)))


@settings(max_examples=20, deadline=None)
@given(programmes(), st.floats(0, 1), st.floats(0, 1), st.integers(0, 99))
def test_everyone_arrives_stays_away_or_misses_something(
    programme: Programme, no_show: float, late: float, seed: int
) -> None:
    plan = plan_return(small_case(programme))
    played = simulate(plan, no_show=no_show, late=late, runs=5, seed=seed)
    assert played == simulate(plan, no_show=no_show, late=late, runs=5, seed=seed)
    assert len(played.arriving) == len(played.absent) == len(played.moved_up) == 5
    for arriving, absent, moved_up in zip(played.arriving, played.absent, played.moved_up, strict=True):
        missed = len(plan.matches) - absent - (arriving - moved_up)
        assert missed >= 0
        assert 0 <= moved_up <= len(plan.unplaced)
        assert missed == 0 or sum(played.breaks.values()) > 0
    assert sum(played.breaks.values()) <= 5
    assert sum(played.by_person.values()) == sum(played.arriving) + sum(played.accompanying)


def test_a_plan_without_mishaps_goes_as_planned() -> None:
    plan = planned(BACK, BACK)
    assert simulate(plan, runs=3) == Simulation(
        arriving=(2, 2, 2),
        absent=(0, 0, 0),
        moved_up=(0, 0, 0),
        accompanying=(0, 0, 0),
        by_person={WorkerId("W-000"): 3, WorkerId("W-001"): 3},
    )


def test_who_stays_away_leaves_a_seat_to_who_waits_and_goes_alone() -> None:
    plan = planned(BACK, BACK, coach_seats=3)
    (waits,) = plan.unplaced
    (goes,) = plan.travellers
    played = simulate(plan, no_show=0.5, runs=200)
    # Who waits stays away as often as who has a place: (0, 0) is a run in which both did.
    assert {*zip(played.absent, played.moved_up, strict=True)} == {(0, 0), (1, 0), (1, 1)}
    assert played.by_person == {goes: 200 - sum(played.absent), waits: sum(played.moved_up)}
    assert sum(played.by_person.values()) == sum(played.arriving)
    assert simulate(plan, no_show=1, runs=2).arriving == (0, 0)
    assert simulate(plan, runs=2).moved_up == (0, 0)
    pair = tuple(evolve(one, together=PartyId("H")) if one.worker == waits else one for one in plan.case.registrations)
    parted = evolve(plan, case=evolve(plan.case, registrations=pair))
    assert set(simulate(parted, no_show=0.5, runs=50).moved_up) == {0}


MOTHER = Applicant(party="H")
CHILD = Applicant(party="H", born=date(2017, 5, 1), along=True)
FAMILIES: dict[str, tuple[tuple[Applicant, ...], set[tuple[int, int]]]] = {
    "mother and child": ((MOTHER, CHILD), {(0, 0), (1, 0), (1, 1)}),
    "both parents, the child before them": (
        (CHILD, MOTHER, MOTHER),
        {(0, 0), (1, 0), (1, 1), (2, 0), (2, 1)},
    ),
    "parents at two works": (
        (MOTHER, evolve(MOTHER, employer=2, born=date(1995, 1, 1)), CHILD),
        {(0, 0), (1, 0), (1, 1), (2, 0), (2, 1)},
    ),
}


@pytest.mark.parametrize(("people", "seen"), FAMILIES.values(), ids=FAMILIES.keys())
def test_a_child_arrives_with_an_adult_who_takes_it_and_is_counted_apart(
    people: tuple[Applicant, ...], seen: set[tuple[int, int]]
) -> None:
    plan = planned(*people)
    played = simulate(plan, no_show=0.5, runs=200)
    assert {*zip(played.arriving, played.accompanying, strict=True)} == seen
    child = next(WorkerId(f"W-00{number}") for number, one in enumerate(people) if one.along)
    assert sum(played.accompanying) == played.by_person[child]
    assert played.mean == Fraction(sum(played.arriving), 200)
    assert {arriving + absent for arriving, absent in zip(played.arriving, played.absent, strict=True)} == {
        len(people) - 1
    }
    taker = next(worker for worker, match in plan.matches.items() if match.employer == plan.handovers[child].employer)
    goes_alone = len(people) == 3 and people[1].employer != people[0].employer
    assert played.by_person[child] <= played.by_person[taker] or not goes_alone


def test_the_seat_of_a_child_that_stays_at_home_falls_free() -> None:
    plan = planned(MOTHER, CHILD, BACK, coach_seats=4)
    (waits,) = plan.unplaced
    assert waits == "W-002"
    played = simulate(plan, no_show=0.5, runs=100)
    assert (0, 1) in {*zip(played.accompanying, played.moved_up, strict=True)}
    assert (1, 1) not in {*zip(played.accompanying, played.moved_up, strict=True)}, "the family fills the coach"


def test_whoever_moves_up_takes_the_seat_from_the_next() -> None:
    plan = planned(BACK, BACK, BACK, coach_seats=3)
    assert len(plan.unplaced) == 2
    assert set(simulate(plan, no_show=0.5, runs=50).moved_up) == {0, 1}


def test_nobody_moves_up_onto_a_leg_that_is_late() -> None:
    played = simulate(planned(BACK, BACK, coach_seats=3), no_show=0.5, late=1, runs=50)
    assert {*zip(played.absent, played.moved_up, strict=True)} == {(0, 0), (1, 0)}


def test_a_late_leg_breaks_what_has_too_little_slack_and_what_is_left_of_the_gate_hours() -> None:
    plan = planned(BACK)
    hardly = simulate(plan, late=1, late_minutes=0.001, runs=20)
    assert hardly.arriving == (1,) * 20
    assert hardly.breaks == {}
    hopeless = simulate(plan, late=1, late_minutes=1e9, runs=20)
    assert hopeless.arriving == (0,) * 20
    assert sum(hopeless.breaks.values()) == 20
    assert hopeless.weakest()[0][1] == max(hopeless.breaks.values())


def test_a_late_leg_breaks_nothing_for_those_who_stay_away() -> None:
    played = simulate(planned(BACK), no_show=1, late=1, late_minutes=1e9, runs=20)
    assert (played.absent, played.breaks) == ((1,) * 20, {})


def test_what_has_happened_is_not_played_again() -> None:
    plan = planned(BACK, BACK)
    later = replan(plan, [_happened(TripDelayed, datetime(2023, 2, 6, 8, tzinfo=ZONE), "to-home", minutes=1)]).plan
    assert simulate(later, no_show=1, runs=2).absent == (0, 0)
    over = replan(plan, [_happened(TripDelayed, datetime(2023, 2, 6, 21, tzinfo=ZONE), "to-gates", minutes=1)]).plan
    assert simulate(over, no_show=1, late=1, late_minutes=1e9, runs=2).arriving == (2, 2)
    hurt = _happened(InjuryEnRoute, datetime(2023, 2, 5, 9, tzinfo=ZONE), "W-000")
    assert simulate(replan(plan, [hurt]).plan, runs=1).arriving == (1,)
    full = planned(BACK, BACK, coach_seats=3)
    gone = replan(full, [_happened(TripDelayed, datetime(2023, 2, 5, 9, tzinfo=ZONE), "to-home", minutes=1)]).plan
    assert set(simulate(gone, no_show=0.5, runs=50).moved_up) == {0}


def test_nobody_moves_up_into_the_seats_of_those_who_are_aboard_and_arrive_nowhere() -> None:
    waits = Applicant(village=2)
    plan = planned(MOTHER, CHILD, CHILD, waits, waits, coach_seats=5, family_rooms=3)
    away = _happened(NoShow, datetime(2023, 2, 5, 8, 5, tzinfo=ZONE), "W-000", leg=LegId("feeder"))
    left = replan(plan, [away]).plan  # the two children ride on, left out for want of an adult
    played = simulate(left, runs=3)
    assert (left.travellers, played.moved_up) == ((), (1, 1, 1))
    assert len(replan(plan, [away], cut_off=timedelta(0)).plan.travellers) == 1


def _happened(kind: type, time: datetime, subject: str, **facts: Any) -> Event:
    event: Event = kind(id=EventId("e"), time=time, subject=subject, **facts)
    return event


def test_a_gate_without_hours_never_closes_and_a_plan_without_its_check_is_checked() -> None:
    case = planned(BACK).case
    employers = tuple(evolve(one, gate_opens=None, gate_closes=None) for one in case.employers)
    plan = plan_return(evolve(case, employers=employers))
    last = plan.rides_of(WorkerId("W-000"))[-1].leg
    played = simulate(evolve(plan, checked=None), late=1, late_minutes=1e6, runs=30)
    assert last == LegId("direct")
    assert last not in played.breaks


def test_one_in_ten_stays_away_on_average() -> None:
    played = simulate(planned(*[BACK] * 8), no_show=0.1, runs=2000, seed=7)
    assert abs(float(played.mean) - 7.2) < 0.1
    assert played.mean == Fraction(sum(played.arriving), 2000)


def test_how_many_arrive_for_sure_is_read_off_the_runs() -> None:
    played = Simulation(arriving=(5, 9, 7, 8), absent=(0,) * 4, moved_up=(0,) * 4, accompanying=(0,) * 4)
    assert [played.at_least(share) for share in (1, 0.75, 0.76, 0.5, 0.25, 0.01)] == [5, 7, 5, 8, 9, 9]
    for share in (0, 1.01):
        with pytest.raises(InvalidValue):
            played.at_least(share)


@pytest.mark.parametrize(
    "wrong", [{"no_show": 1.1}, {"late": -0.1}, {"runs": 0}, {"runs": 2.5}, {"late_minutes": 0}, {"late_minutes": inf}]
)
def test_an_impossible_play_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue, match="chances must be from 0 to 1"):
        simulate(planned(), **wrong)

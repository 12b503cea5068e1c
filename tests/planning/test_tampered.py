"""Whatever is done to the records of a plan, verification tells of it and never raises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from attrs import evolve

from laborcoop.journey import Proof, Stage
from laborcoop.journey.journey import EarlyEnd, JourneyEnd
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import ConvoyId, EventId, LegId, LodgingId, PlaceId, RoomId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.planning.event_log import EventLog
from laborcoop.planning.events import Event, HealthStop, LateCancel, RoomOutOfService, TripCancelled
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.replan import replan
from laborcoop.planning.spring_return import plan_return
from laborcoop.rulebook import Findings
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

ONE, TWO, CHILD = (WorkerId(f"W-00{i}") for i in range(3))
Tamper = Callable[[ReturnPlan], ReturnPlan]


@pytest.fixture(scope="module")
def plan() -> ReturnPlan:
    """Two go back to work, and a child goes along with one of them."""
    people = (
        Applicant(party="H", sex=Sex.FEMALE),
        Applicant(),
        Applicant(party="H", along=True, returns=False, employer=None, born=date(2017, 5, 1)),
    )
    made = plan_return(small_case(Programme(applicants=people)))
    assert made.verify() == ()
    return made


def stage_of(index: int, **changes: Any) -> Tamper:
    """One stage is another, or gave something else."""
    return lambda plan: evolve(
        plan,
        outcomes=tuple(evolve(one, **changes) if at == index else one for at, one in enumerate(plan.outcomes)),
    )


def gave(index: int, change: Callable[[Any], Any]) -> Tamper:
    """What a stage gave W-000 is something else."""

    def tamper(plan: ReturnPlan) -> ReturnPlan:
        placed = plan.outcomes[index].placed
        return stage_of(index, placed={**placed, ONE: change(placed[ONE])})(plan)

    return tamper


def hop_of(**changes: Any) -> Tamper:
    """The first hop of the way of W-000 is another."""
    return gave(2, lambda route: evolve(route, hops=(evolve(route.hops[0], **changes), *route.hops[1:])))


def logged(**changes: Any) -> Tamper:
    return lambda plan: evolve(plan, log=evolve(plan.log, **changes))


def first_stay(**changes: Any) -> Tamper:
    return lambda plan: evolve(plan, stays=(evolve(plan.stays[0], **changes), *plan.stays[1:]))


def _instead(value: object, _: object) -> object:
    return value


def short_leg(plan: ReturnPlan) -> ReturnPlan:
    leg = plan.outcomes[2].placed[ONE].hops[0].leg
    return hop_of(leg=evolve(leg, stops=leg.stops[1:]))(plan)


def boards_nowhere(plan: ReturnPlan) -> ReturnPlan:
    rides = (
        evolve(ride, board=PlaceId("nowhere")) if (ride.worker, ride.leg) == (CHILD, "train") else ride
        for ride in plan.rides
    )
    return evolve(plan, rides=tuple(rides))


NOON = datetime.fromisoformat("2023-02-06T12:00+08:00")
LAST_YEAR = evolve(LateCancel(id=EventId("e"), time=NOON, subject=ONE), time=NOON.replace(year=9998))
SHAPELESS: dict[str, Tamper] = {
    **{
        f"{given.value} are said to be {stage.value}": stage_of(index, stage=stage)
        for index, given in enumerate([*list(Stage)[:4], Stage.BEDS, Stage.GATE])
        for stage in Stage
        if stage is not given
    },
    **{
        f"{stage.value} gave {value!r}": gave(index, partial(_instead, value))
        for index, stage in enumerate(list(Stage)[:4])
        for value in (None, 5, [5])
    },
    "a hop is beyond the last stop": hop_of(alight=99),
    "a hop is before the first stop": hop_of(board=-1),
    "a hop ends where it begins": hop_of(alight=0),
    "a hop goes backwards": hop_of(board=1, alight=0),
    "a leg of a way lacks a stop": short_leg,
    "a child boards a train nowhere": boards_nowhere,
    "a stay begins with the calendar": first_stay(period=Period(date.min, date(2023, 2, 6))),
    "a stay ends with the calendar": first_stay(period=Period(date(2023, 2, 5), date.max)),
    "no leg runs": lambda plan: evolve(plan, case=evolve(plan.case, convoys=())),
    "people had to know for all time": logged(cut_off=timedelta.max),
    "people had to know after they left": logged(cut_off=timedelta(days=-1)),
    "something happens in the last year": logged(events=(LAST_YEAR,)),
    "a way ends before all time": logged(
        ends={ONE: JourneyEnd(at=datetime.min.replace(tzinfo=NOON.tzinfo), how=EarlyEnd.MISSING)}
    ),
    "a way ends in no zone": logged(ends={ONE: JourneyEnd(at=NOON.replace(tzinfo=None), how=EarlyEnd.MISSING)}),
    "a night has been slept until the calendar ends": lambda plan: logged(
        slept={ONE: (evolve(plan.stays[0], period=Period(date(2023, 2, 5), date.max)),)}
    )(plan),
    "a night has begun a thousand years ago": lambda plan: logged(
        begun={ONE: evolve(plan.stays[0], period=Period(date(1023, 2, 5), date(1023, 2, 6)))}
    )(plan),
}


@pytest.mark.parametrize("tamper", SHAPELESS.values(), ids=SHAPELESS.keys())
def test_what_no_plan_can_look_like_is_found_and_nothing_is_raised(plan: ReturnPlan, tamper: Tamper) -> None:
    found = tamper(plan).verify()
    assert found
    assert all(finding.excludes for finding in found)


def test_days_after_the_last_leg_count_once_something_has_happened_on_them(plan: ReturnPlan) -> None:
    late = LateCancel(id=EventId("e"), time=NOON.replace(month=3), subject=ONE)
    longer = first_stay(period=Period(date(2023, 2, 5), date(2023, 3, 1)))(plan)
    out = "a stay is not within the days on which the legs of the case run"
    assert out in {finding.message.en for finding in longer.verify()}
    assert out not in {finding.message.en for finding in logged(events=(late,))(longer).verify()}


# What events leave in a plan -----------------------------------------------------------------------------------------

SET_OUT = datetime.fromisoformat("2023-02-05T07:30+08:00")
EVENING = datetime.fromisoformat("2023-02-05T22:30+08:00")
B1 = ConvoyId("B-1")
HOME = LodgingId("home")


def happened(plan: ReturnPlan, *events: Event) -> ReturnPlan:
    made = replan(plan, events)
    assert not made.findings
    assert made.plan.verify() == ()
    return made.plan


@pytest.fixture(scope="module")
def stranded(plan: ReturnPlan) -> ReturnPlan:
    """In the evening, with everybody in the hotel, the train is cancelled: nobody arrives, and all have their beds."""
    return happened(plan, TripCancelled(id=EventId("gone"), time=EVENING, subject=LegId("train")))


@pytest.fixture(scope="module")
def treated(plan: ReturnPlan) -> ReturnPlan:
    """W-001 is taken ill aboard the train, after a night in the hotel; the others arrive."""
    made = happened(plan, HealthStop(id=EventId("ill"), time=NOON, subject=TWO))
    assert [stay.lodging for stay in made.stays_of(TWO)] == ["hotel"]
    return made


@pytest.fixture(scope="module")
def unharmed(plan: ReturnPlan) -> ReturnPlan:
    """A room in which nobody sleeps is closed: everybody keeps what they have."""
    return happened(
        plan, RoomOutOfService(id=EventId("shut"), time=SET_OUT, subject=RoomId("men-5"), lodging=LodgingId("hotel"))
    )


def no_log(plan: ReturnPlan) -> ReturnPlan:
    return evolve(plan, log=EventLog())


def lists_alone(plan: ReturnPlan) -> ReturnPlan:
    return evolve(plan, log=EventLog(lists=plan.log.lists))


def without_begun(plan: ReturnPlan) -> ReturnPlan:
    begun = {worker: stay for worker, stay in plan.log.begun.items() if worker != ONE}
    return logged(begun=begun)(plan)


def begun_of_another(plan: ReturnPlan) -> ReturnPlan:
    return logged(begun={**plan.log.begun, ONE: evolve(plan.log.begun[ONE], worker=TWO)})(plan)


def slept_elsewhere(plan: ReturnPlan) -> ReturnPlan:
    return evolve(plan, stays=tuple(evolve(one, lodging=HOME) if one.worker == ONE else one for one in plan.stays))


def night_of(who: WorkerId, /, **changes: Any) -> Tamper:
    """The night of W-001 is another, or another's; with no changes nobody slept it."""

    def tamper(plan: ReturnPlan) -> ReturnPlan:
        others = tuple(stay for stay in plan.stays if stay.worker != who)
        own = tuple(evolve(stay, **changes) for stay in plan.stays_of(who)) if changes else ()
        return evolve(plan, stays=(*others, *own))

    return tamper


def first_stop_of(worker: WorkerId) -> Tamper:
    """Somebody has boarded the first leg at the other stop."""
    other = {"V-1": PlaceId("V-2"), "V-2": PlaceId("V-1")}
    return lambda plan: evolve(
        plan,
        rides=tuple(
            evolve(ride, board=other[ride.board]) if (ride.worker, ride.leg) == (worker, "feeder") else ride
            for ride in plan.rides
        ),
    )


def another_event(plan: ReturnPlan) -> ReturnPlan:
    (gone,) = plan.log.events
    return logged(events=(LateCancel(id=gone.id, time=gone.time, subject=ONE),))(plan)


def off_the_list(plan: ReturnPlan) -> ReturnPlan:
    return logged(lists={B1: plan.log.lists[B1] - {ONE}})(plan)


def on_the_list(plan: ReturnPlan) -> ReturnPlan:
    wishes = tuple(evolve(one, willing=one.worker != ONE) for one in plan.case.registrations)
    return evolve(plan, case=evolve(plan.case, registrations=wishes))


def proof_of(stage: Stage, change: Callable[[Proof], Proof]) -> Tamper:
    def tamper(plan: ReturnPlan) -> ReturnPlan:
        outcomes = (
            evolve(one, proof=change(one.proof)) if one.stage is stage and one.proof is not None else one
            for one in plan.outcomes
        )
        return evolve(plan, outcomes=tuple(outcomes))

    return tamper


def one_more_kept(proof: Proof) -> Proof:
    first, *others = proof.goals
    return evolve(proof, goals=(evolve(first, value=first.value + 1, bound=first.bound + 1), *others))


def one_fewer_kept(proof: Proof) -> Proof:
    first, *others = proof.goals
    return evolve(proof, goals=(evolve(first, value=first.value - 1, bound=first.bound - 1), *others))


def told_twice(plan: ReturnPlan) -> ReturnPlan:
    return evolve(plan, findings=Findings((*plan.findings, plan.findings[0])))


def known_twice(plan: ReturnPlan) -> ReturnPlan:
    assert plan.checked is not None
    return evolve(plan, checked=Findings((*plan.checked, plan.checked[0])))


NIGHTS_SLEPT = "the nights slept are not those on record"
STOPS = "has not boarded at the stops on record"
ON_A_SLOWER_LEG = "a way is along this leg as the case does not have it"
NEVER_KEPT = "a proof counts those who keep what they have once something has happened, and not before"
UNRECORDED = "left out for an event that is not on record"
TRACES: dict[str, tuple[str, str, Tamper]] = {
    "the log is struck out": ("stranded", UNRECORDED, no_log),
    "the log is struck out, and nobody was harmed": ("unharmed", NEVER_KEPT, no_log),
    "the events alone are struck out, and nobody was harmed": ("unharmed", NEVER_KEPT, logged(events=())),
    "the log but for the lists is struck out": ("unharmed", NEVER_KEPT, lists_alone),
    "events are invented": (
        "plan",
        NEVER_KEPT,
        logged(events=(LateCancel(id=EventId("e"), time=SET_OUT, subject=TWO),)),
    ),
    "another event is said to have happened": ("stranded", UNRECORDED, another_event),
    "people had to know early, and nothing has happened": (
        "plan",
        "nothing has happened, and the log says how early people had to know",
        logged(cut_off=timedelta(hours=24)),
    ),
    "the bed of a night that has begun is not on record": (
        "stranded",
        "somebody who does not arrive holds a bed",
        without_begun,
    ),
    "the bed of a night that has begun is another's": (
        "stranded",
        "has come to the house, and the bed of 2023-02-05 is not kept",
        begun_of_another,
    ),
    "somebody slept in another town": ("stranded", "has a bed for a night, and was not there", slept_elsewhere),
    "a night that was slept is struck out": ("treated", NIGHTS_SLEPT, night_of(TWO)),
    "a night that was slept is another's": ("treated", NIGHTS_SLEPT, night_of(TWO, worker=ONE)),
    "somebody slept a thousand miles away": ("treated", NIGHTS_SLEPT, night_of(TWO, lodging=HOME)),
    "somebody slept in another bed": ("treated", NIGHTS_SLEPT, night_of(TWO, bed=4)),
    "somebody slept the night aboard": (
        "treated",
        NIGHTS_SLEPT,
        night_of(TWO, period=Period(date(2023, 2, 4), date(2023, 2, 5))),
    ),
    "somebody who arrives slept in another bed": ("treated", NIGHTS_SLEPT, night_of(ONE, bed=4)),
    "somebody boarded at another stop": ("treated", STOPS, first_stop_of(TWO)),
    "somebody who arrives boarded at another stop": ("treated", STOPS, first_stop_of(ONE)),
    "a night slept is on record for nobody": ("treated", NIGHTS_SLEPT, logged(slept={})),
    "no stop is on record": ("treated", STOPS, logged(stops={})),
    "somebody with a seat is on no list": (
        "unharmed",
        "the lists of the convoys do not agree with who rides with them",
        off_the_list,
    ),
    "somebody is on a list who never wanted to go": (
        "unharmed",
        "the lists of the convoys do not agree with who rides with them",
        on_the_list,
    ),
    "a way is along a leg that is not the case's": (
        "plan",
        ON_A_SLOWER_LEG,
        lambda plan: hop_of(leg=evolve(plan.legs()["feeder"], captain="W-9"))(plan),
    ),
    "more keep a post than have one": (
        "unharmed",
        "2 are placed; the proof speaks of 3",
        proof_of(Stage.POSTS, one_more_kept),
    ),
    "fewer keep a post than have one": (
        "unharmed",
        "2 are placed; the proof speaks of 1",
        proof_of(Stage.POSTS, one_fewer_kept),
    ),
    "more keep a bed than have one": (
        "unharmed",
        "3 are placed; the proof speaks of 4",
        proof_of(Stage.BEDS, one_more_kept),
    ),
    "fewer keep a bed than have one": (
        "unharmed",
        "3 are placed; the proof speaks of 2",
        proof_of(Stage.BEDS, one_fewer_kept),
    ),
    "more keep a way to the gate than there are people": (
        "unharmed",
        "3 are placed; the proof speaks of 4",
        proof_of(Stage.GATE, one_more_kept),
    ),
    "those who keep what they have are not counted": (
        "unharmed",
        NEVER_KEPT,
        proof_of(Stage.POSTS, lambda proof: evolve(proof, goals=())),
    ),
    "a finding is told twice": ("plan", "a finding is told twice", told_twice),
    "a finding is known twice": ("plan", "a finding is told twice", known_twice),
}


@pytest.mark.parametrize(("of", "said", "tamper"), TRACES.values(), ids=TRACES.keys())
def test_what_does_not_fit_the_log_is_found(of: str, said: str, tamper: Tamper, request: pytest.FixtureRequest) -> None:
    plan: ReturnPlan = request.getfixturevalue(of)
    assert said in {finding.message.en for finding in tamper(plan).verify()}

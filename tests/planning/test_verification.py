"""Verification finds every single corruption of a sound plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from laborcoop.exchange.page.nights import occupancy
from laborcoop.exchange.plan_document import plan_document
from laborcoop.hiring import Match
from laborcoop.journey import OtherTrip, Outcome, Proof, Reason, Registration, Stage
from laborcoop.journey.journey import EarlyEnd, JourneyEnd
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import ResidentNumber, Sex
from laborcoop.kernel.ids import (
    ConvoyId,
    EmployerId,
    EventId,
    LegId,
    LodgingId,
    PlaceId,
    PostId,
    RoomId,
    VehicleId,
    WorkerId,
)
from laborcoop.kernel.text import Text
from laborcoop.packs.rse_lodgings import PARAMETERS
from laborcoop.people import Education, Worker
from laborcoop.planning.case import Case, Intake
from laborcoop.planning.event_log import EventLog
from laborcoop.planning.events import (
    BoardElsewhere,
    DriverOverHours,
    EmployerSuspended,
    Event,
    HealthStop,
    InjuryEnRoute,
    LateCancel,
    MissingAtHandover,
    NoShow,
    PostWithdrawn,
    RoomOutOfService,
    StopSkipped,
    TicketMismatch,
    TripCancelled,
    TripDelayed,
    TripRenumbered,
    VehicleBreakdown,
    VehicleSwap,
)
from laborcoop.planning.minors import without_adult
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.replan import replan
from laborcoop.planning.review import review
from laborcoop.planning.spring_return import plan_return
from laborcoop.retention import BedNeed
from laborcoop.rulebook import Convention, DatedValue, Findings, Locus, Parameter, Parameters, RuleBook, Severity
from laborcoop.rulebook.rule import Breach, Check, Context, Rule, rule
from laborcoop.testing import Programme, small_case, synthetic_number
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Leg, Ride, TrainNumber, TransportMode, Vehicle
from laborcoop.transfer.boarding import Boarding
from laborcoop.transfer.fares import MinorTravel

ONE, TWO, NEW, WIFE, GONE = (WorkerId(f"W-00{i}") for i in range(5))
Corrupt = Callable[[ReturnPlan], ReturnPlan]


@pytest.fixture(scope="module")
def plan() -> ReturnPlan:
    """W-000 returns to works 1, a couple returns to works 2, one is new at works 2, one stays at home."""
    applicants = (
        Applicant(),
        Applicant(employer=2, party="H-1"),
        Applicant(returns=False, employer=None),
        Applicant(employer=2, party="H-1", sex=Sex.FEMALE),
        Applicant(willing=False),
    )
    return plan_return(small_case(Programme(applicants=applicants)))


def test_a_sound_plan_has_nothing_to_find(plan: ReturnPlan) -> None:
    assert plan.verify() == ()
    assert plan.travellers == (ONE, TWO, NEW, WIFE)


def _registered(worker: WorkerId, **changes: Any) -> Corrupt:
    def corrupt(plan: ReturnPlan) -> ReturnPlan:
        return _with_registration(plan, worker, lambda registration: evolve(registration, **changes))

    return corrupt


def _with_registration(
    plan: ReturnPlan, worker: WorkerId, change: Callable[[Registration], Registration]
) -> ReturnPlan:
    registrations = tuple(change(r) if r.worker == worker else r for r in plan.case.registrations)
    return _in_case(plan, registrations=registrations)


def _in_case(plan: ReturnPlan, **changes: Any) -> ReturnPlan:
    return evolve(plan, case=evolve(plan.case, **changes))


def _worker(worker: WorkerId, **changes: Any) -> Corrupt:
    def corrupt(plan: ReturnPlan) -> ReturnPlan:
        def changed(person: Worker) -> Worker:
            return evolve(person, **changes) if person.id == worker else person

        return _in_case(plan, workers=tuple(map(changed, plan.case.workers)))

    return corrupt


def _ride(worker: WorkerId, leg_id: str, **changes: Any) -> Corrupt:
    def corrupt(plan: ReturnPlan) -> ReturnPlan:
        def changed(ride: Ride) -> Ride:
            return evolve(ride, **changes) if (ride.worker, ride.leg) == (worker, leg_id) else ride

        return evolve(plan, rides=tuple(map(changed, plan.rides)))

    return corrupt


def _without_ride(worker: WorkerId, leg: str) -> Corrupt:
    return lambda plan: evolve(
        plan, rides=tuple(ride for ride in plan.rides if (ride.worker, ride.leg) != (worker, leg))
    )


def _stay(worker: WorkerId, night: int, **changes: Any) -> Corrupt:
    def corrupt(plan: ReturnPlan) -> ReturnPlan:
        return evolve(
            plan,
            stays=tuple(
                evolve(stay, **changes) if (stay.worker, stay.period.start.day) == (worker, night) else stay
                for stay in plan.stays
            ),
        )

    return corrupt


def _leg(leg_id: str, change: Callable[[Leg], Leg]) -> Corrupt:
    def corrupt(plan: ReturnPlan) -> ReturnPlan:
        convoys = tuple(
            evolve(convoy, legs=tuple(change(leg) if leg.id == leg_id else leg for leg in convoy.legs))
            for convoy in plan.case.convoys
        )
        return _in_case(plan, convoys=convoys)

    return corrupt


def _match(person: WorkerId, **changes: Any) -> Corrupt:
    return lambda plan: evolve(plan, matches={**plan.matches, person: evolve(plan.matches[person], **changes)})


def _handover(person: WorkerId, **changes: Any) -> Corrupt:
    return lambda plan: evolve(plan, handovers={**plan.handovers, person: evolve(plan.handovers[person], **changes)})


def _post(**changes: Any) -> Corrupt:
    return lambda plan: _in_case(plan, posts=tuple(evolve(post, **changes) for post in plan.case.posts))


def _stage(index: int, change: Callable[[Outcome[Any]], Outcome[Any]]) -> Corrupt:
    def corrupt(plan: ReturnPlan) -> ReturnPlan:
        outcomes = list(plan.outcomes)
        outcomes[index] = change(outcomes[index])
        return evolve(plan, outcomes=tuple(outcomes))

    return corrupt


def _forget(worker: WorkerId) -> Callable[[Outcome[Any]], Outcome[Any]]:
    def change(outcome: Outcome[Any]) -> Outcome[Any]:
        placed = {person: place for person, place in outcome.placed.items() if person != worker}
        return evolve(outcome, came_in=outcome.came_in - {worker}, placed=placed)

    return change


def _faulty_proof(outcome: Outcome[Any]) -> Outcome[Any]:
    assert outcome.proof is not None
    return evolve(outcome, proof=evolve(outcome.proof, faults=(Text("超出界", "passes the bound"),)))


def _lost_from_intake(plan: ReturnPlan) -> ReturnPlan:
    workers = {worker: Locus() for worker in plan.case.intake.workers if worker != GONE}
    return _in_case(plan, intake=Intake(rows=len(workers), workers=workers))


def _stranger_matched(plan: ReturnPlan) -> ReturnPlan:
    stranger = WorkerId("W-999")
    match = Match(worker=stranger, employer=EmployerId("E-1"), first_day=date(2023, 2, 7))
    return evolve(plan, matches={**plan.matches, stranger: match})


def _bed_for_one_who_stays(plan: ReturnPlan) -> ReturnPlan:
    return evolve(plan, stays=(*plan.stays, evolve(plan.stays[0], worker=GONE, bed=1, room=RoomId("men-9"))))


def _left_out_because(worker: WorkerId) -> Callable[[Outcome[Any]], Outcome[Any]]:
    def change(outcome: Outcome[Any]) -> Outcome[Any]:
        reason = Reason(code="because", text=Text("无", "because"))
        placed = {person: place for person, place in outcome.placed.items() if person != worker}
        return evolve(outcome, placed=placed, left_out={**outcome.left_out, worker: (reason,)})

    return change


def _another_number(outcome: Outcome[Any]) -> Outcome[Any]:
    assert outcome.proof is not None
    goals = tuple(evolve(goal, value=goal.value + 1) for goal in outcome.proof.goals)
    return evolve(outcome, proof=evolve(outcome.proof, goals=goals))


def _without_findings(plan: ReturnPlan) -> ReturnPlan:
    return evolve(_unlicensed(plan), findings=Findings(()))


def _forbidden(plan: ReturnPlan) -> ReturnPlan:
    plan = _worker(NEW, sex=Sex.FEMALE, number=synthetic_number(2, date(1990, 1, 1), Sex.FEMALE))(plan)
    return _post(forbidden_to_women=True)(plan)


def _same_seat(plan: ReturnPlan) -> ReturnPlan:
    seat = next(ride.seat for ride in plan.rides if (ride.worker, ride.leg) == (ONE, "train"))
    return _ride(TWO, "train", seat=seat)(plan)


def _same_bed(plan: ReturnPlan) -> ReturnPlan:
    stay = next(stay for stay in plan.stays if stay.worker == ONE)
    return _stay(NEW, 5, room=stay.room, bed=stay.bed)(plan)


def _unpaid(plan: ReturnPlan) -> ReturnPlan:
    return _registered(NEW, lowest_wage=Decimal(9000))(plan)


def _unlicensed(plan: ReturnPlan) -> ReturnPlan:
    employers = tuple(
        evolve(employer, licence_checked_on=None) if employer.id == "E-1" else employer
        for employer in plan.case.employers
    )
    return _in_case(plan, employers=employers)


def _gate_hours(plan: ReturnPlan) -> ReturnPlan:
    employers = tuple(evolve(employer, gate_opens=time(12), gate_closes=time(13)) for employer in plan.case.employers)
    return _in_case(plan, employers=employers)


def _two_batches(plan: ReturnPlan) -> ReturnPlan:
    (convoy,) = plan.case.convoys
    first = evolve(convoy, legs=tuple(leg for leg in convoy.legs if leg.id == "feeder"))
    rest = evolve(convoy, id=ConvoyId("B-2"), batch=2, legs=tuple(leg for leg in convoy.legs if leg.id != "feeder"))
    return _in_case(plan, convoys=(first, rest))


def _masked(plan: ReturnPlan) -> ReturnPlan:
    return _worker(ONE, number=ResidentNumber("533399********0012"))(plan)


def _charged(plan: ReturnPlan) -> ReturnPlan:
    return _in_case(plan, lodgings=tuple(evolve(house, charge=Decimal(5)) for house in plan.case.lodgings))


def _two_coaches(plan: ReturnPlan) -> ReturnPlan:
    (convoy,) = plan.case.convoys
    feeder = next(leg for leg in convoy.legs if leg.id == "feeder")
    other = evolve(feeder, id=LegId("feeder-2"))
    plan = _in_case(plan, convoys=(evolve(convoy, legs=(*convoy.legs, other)),))
    return _ride(WIFE, "feeder", leg=other.id)(plan)


def _left_behind(plan: ReturnPlan) -> ReturnPlan:
    def without(outcome: Outcome[Any]) -> Outcome[Any]:
        reason = Reason(code="seats.coach-full", text=Text("满员", "full"))
        placed = {person: place for person, place in outcome.placed.items() if person != WIFE}
        return evolve(outcome, placed=placed, left_out={**outcome.left_out, WIFE: (reason,)})

    return _stage(2, without)(plan)


def _given(index: int, change: Callable[[Any], Any]) -> Corrupt:
    """What a stage gave W-000 is something else."""
    return _stage(index, lambda one: evolve(one, placed={**one.placed, ONE: change(one.placed[ONE])}))


def _proof(index: int, **changes: Any) -> Corrupt:
    def change(outcome: Outcome[Any]) -> Outcome[Any]:
        assert outcome.proof is not None
        return evolve(outcome, proof=evolve(outcome.proof, **changes))

    return _stage(index, change)


def _goals(index: int, **by: int) -> Corrupt:
    """Every goal of a proof has another value, or another bound."""

    def change(outcome: Outcome[Any]) -> Outcome[Any]:
        assert outcome.proof is not None
        goals = (
            evolve(goal, **{name: getattr(goal, name) + more for name, more in by.items()})
            for goal in outcome.proof.goals
        )
        return evolve(outcome, proof=evolve(outcome.proof, goals=tuple(goals)))

    return _stage(index, change)


def _needs_no_bed(outcome: Outcome[Any]) -> Outcome[Any]:
    placed = {person: stay for person, stay in outcome.placed.items() if person != ONE}
    return evolve(outcome, placed=placed, not_needed=outcome.not_needed | {ONE})


def _told_gone(*codes: str) -> Callable[[Outcome[Any]], Outcome[Any]]:
    """The one who stays at home is left out for other reasons."""
    reasons = tuple(Reason(code=code, text=Text.same("because")) for code in codes)
    return lambda outcome: evolve(outcome, left_out={GONE: reasons})


def _reordered(*order: int) -> Corrupt:
    return lambda plan: evolve(plan, outcomes=tuple(plan.outcomes[index] for index in order))


def _two_beds(plan: ReturnPlan) -> ReturnPlan:
    return evolve(plan, stays=(*plan.stays, evolve(plan.stays[0], room=RoomId("men-9"), bed=1)))


def _seat_more(plan: ReturnPlan) -> ReturnPlan:
    ride = next(ride for ride in plan.rides if (ride.worker, ride.leg) == (ONE, "train"))
    return evolve(plan, rides=(*plan.rides, evolve(ride, seat="08A")))


def _unplanned(leg: Leg) -> Leg:
    return evolve(leg, captain="", deputy="")


def _smaller(leg: Leg) -> Leg:
    return evolve(leg, vehicle=evolve(leg.vehicle, rated=8), escorts=3)


def _no_boarding(leg: Leg) -> Leg:
    return evolve(leg, stops=tuple(evolve(stop, boarding=False) for stop in leg.stops))


LATE = datetime.fromisoformat("2023-02-05T09:00+08:00")
TRIP = OtherTrip(depart=LATE, arrive=LATE + timedelta(hours=2))

CORRUPTIONS: dict[str, tuple[str, Corrupt]] = {
    "a worker is lost from the rosters": ("PL-11", _lost_from_intake),
    "a stage forgets somebody": ("PL-11", _stage(1, _forget(ONE))),
    "a match is lost": ("PL-11", lambda p: evolve(p, matches={w: m for w, m in p.matches.items() if w != ONE})),
    "a hand-over is lost": ("PL-11", lambda p: evolve(p, handovers={w: h for w, h in p.handovers.items() if w != ONE})),
    "all rides of one person are lost": (
        "PL-11",
        lambda p: evolve(p, rides=tuple(ride for ride in p.rides if ride.worker != ONE)),
    ),
    "one who stays at home holds a bed": ("PL-11", _bed_for_one_who_stays),
    "an allocation fails its own check": ("PL-18", _stage(1, _faulty_proof)),
    "a stranger is matched": ("PL-12", _stranger_matched),
    "somebody is left out at admission without a rule": ("PL-12", _stage(0, _left_out_because(ONE))),
    "a proof speaks of another number": ("PL-18", _stage(2, _another_number)),
    "the findings about the case are gone": ("PL-11", _without_findings),
    "there are no stages": ("PL-11", lambda p: evolve(p, outcomes=())),
    "a match is somebody else's": ("PL-12", _match(ONE, worker=TWO)),
    "a hand-over is somebody else's": ("PL-16", _handover(ONE, worker=TWO)),
    "a hand-over is signed before it happens": ("PL-16", _handover(ONE, signed_at=LATE)),
    "a woman is sent to work forbidden to women": ("PL-12", _forbidden),
    "more are matched than a post has openings": ("PL-12", _post(openings=0)),
    "a post is unknown": ("PL-12", _match(NEW, post=PostId("P-9"))),
    "a post is another employer's": ("PL-12", _match(NEW, employer=EmployerId("E-1"))),
    "an employer is unknown": ("PL-12", _match(ONE, employer=EmployerId("E-9"))),
    "an employer is barred by a rule": ("PL-12", _unlicensed),
    "a new worker is said to return": ("PL-12", _match(NEW, post=None)),
    "a first working day is not the post's": ("PL-12", _match(NEW, first_day=date(1999, 1, 1))),
    "a worker is too young for the post": ("PL-12", _post(lowest_age=50)),
    "a worker is too old for the post": ("PL-12", _post(highest_age=20)),
    "a worker lacks schooling": ("PL-12", _post(education=Education.COLLEGE)),
    "a worker lacks a skill": ("PL-12", _post(skills=frozenset({"焊工"}))),
    "a post pays too little": ("PL-12", _unpaid),
    "one who wants to stay is sent": ("PL-17", _registered(ONE, willing=False)),
    "one who returns only to the own employer is sent elsewhere": (
        "PL-17",
        _match(ONE, employer=EmployerId("E-2"), post=PostId("P-1")),
    ),
    "a leg is unknown": ("PL-13", _ride(ONE, "train", leg=LegId("no-leg"))),
    "a stop is not the leg's": ("PL-13", _ride(ONE, "train", board=PlaceId("V-1"))),
    "a ride goes backwards": (
        "PL-13",
        _ride(ONE, "train", board=PlaceId("Z-station"), alight=PlaceId("K-station")),
    ),
    "nobody may board there": ("PL-13", _leg("train", _no_boarding)),
    "a leg is barred by a rule": ("PL-13", _leg("feeder", _unplanned)),
    "a rider sits in the driver's seat": ("PL-14", _ride(ONE, "feeder", seat="01")),
    "a seat is unknown": ("PL-14", _ride(ONE, "train", seat="99")),
    "two have one seat": ("PL-14", _same_seat),
    "a coach is overfull": ("PL-14", _leg("feeder", _smaller)),
    "a bed is unknown": ("PL-15", _stay(ONE, 5, bed=9)),
    "a room is unknown": ("PL-15", _stay(ONE, 5, room=RoomId("no-room"))),
    "a lodging is barred by a rule": ("PL-15", _charged),
    "two have one bed": ("PL-15", _same_bed),
    "a man sleeps in a room for women": ("PL-15", _stay(ONE, 5, room=RoomId("women-0"), bed=1)),
    "a woman sleeps in a room for men": ("PL-15", _stay(WIFE, 5, room=RoomId("men-9"), bed=1)),
    "a stranger sleeps with a family": ("PL-15", _stay(NEW, 5, room=RoomId("family-0"), bed=1)),
    "a night has no bed": ("PL-15", lambda p: evolve(p, stays=tuple(s for s in p.stays if s.worker != ONE))),
    "a night's bed was cancelled": ("PL-15", _stay(ONE, 5, cancelled_on=date(2023, 2, 4), cancel_reason="停电")),
    "a bed is left on the day of moving in": (
        "PL-15",
        _stay(ONE, 5, checked_in_on=date(2023, 2, 5), checked_out_on=date(2023, 2, 5)),
    ),
    "a bed is in another town": ("PL-15", _stay(ONE, 5, lodging=LodgingId("home"), room=RoomId("men-9"))),
    "a ride is missing between": ("PL-16", _without_ride(ONE, "morning")),
    "one travels in two batches": ("PL-16", _two_batches),
    "a hand-over is at another gate": ("PL-16", _handover(ONE, gate=PlaceId("G-2"))),
    "a hand-over is at another time": ("PL-16", _handover(ONE, at=LATE)),
    "a hand-over is to another employer": ("PL-16", _handover(ONE, employer=EmployerId("E-2"))),
    "a gate is closed": ("PL-16", _gate_hours),
    "one boards in another village": ("PL-17", _registered(ONE, boarding=PlaceId("V-2"))),
    "one boards in a county that is not home": ("PL-17", _registered(ONE, boarding=None)),
    "one travels in another batch": ("PL-17", _registered(ONE, batches=frozenset({ConvoyId("B-7")}))),
    "one travels too early": ("PL-17", _registered(ONE, available_from=date(2023, 2, 6))),
    "one travels too late": ("PL-17", _registered(ONE, available_until=date(2023, 2, 4))),
    "one is on another trip": ("PL-17", _registered(ONE, other_trip=TRIP)),
    "a ticket has no real number": ("PL-17", _masked),
    "a train has left before the plan is made": ("PL-17", lambda p: _in_case(p, on=date(2023, 2, 8))),
    "a party is parted over two coaches": ("PL-17", _two_coaches),
    "a party leaves one of it behind": ("PL-17", _left_behind),
    "a couple sleeps in two houses": ("PL-17", _stay(WIFE, 6, lodging=LodgingId("hotel"))),
    "one admitted wished something else": ("PL-17", _given(0, lambda wish: evolve(wish, accepts_other=True))),
    "the posts stage gave another employer": (
        "PL-12",
        _given(1, lambda match: evolve(match, employer=EmployerId("E-2"))),
    ),
    "the posts stage gave somebody else's match": ("PL-12", _given(1, lambda match: evolve(match, worker=TWO))),
    "the seats stage gave half of the way": ("PL-13", _given(2, lambda route: evolve(route, hops=route.hops[:1]))),
    "the seats stage gave another convoy": (
        "PL-13",
        _given(2, lambda route: evolve(route, convoy=ConvoyId("B-9"))),
    ),
    "the beds stage gave another bed": ("PL-15", _given(3, lambda stay: evolve(stay, room=RoomId("men-9")))),
    "the beds stage says that one who sleeps needs no bed": ("PL-15", _stage(3, _needs_no_bed)),
    "the gate stage handed over at another time": ("PL-16", _given(5, lambda done: evolve(done, at=LATE))),
    "the beds come before the seats": ("PL-11", _reordered(0, 1, 3, 2, 4, 5)),
    "a stage counts twice": ("PL-11", _reordered(0, 1, 2, 3, 4, 5, 5)),
    "the beds are in an unknown town": ("PL-11", _stage(3, lambda one: evolve(one, hub="nowhere"))),
    "one has two beds in one night": ("PL-15", _two_beds),
    "one has two seats on one leg": ("PL-16", _seat_more),
    "no beds were looked at in a town": ("PL-15", _reordered(0, 1, 2, 4, 5)),
    "the posts stage gave a post from another day": (
        "PL-12",
        _given(1, lambda match: evolve(match, first_day=date(2023, 2, 9))),
    ),
    "who does not want to go is left out for another reason": ("PL-12", _stage(0, _told_gone("WK-01"))),
    "who does not want to go is told so twice": (
        "PL-12",
        _stage(0, _told_gone("admission.unwilling", "admission.unwilling")),
    ),
    **{
        f"the proof of stage {index} is gone": ("PL-18", _stage(index, lambda one: evolve(one, proof=None)))
        for index in range(1, 6)
    },
    "posts are proved for more people than chose one": ("PL-18", _goals(1, value=1, bound=1)),
    "beds are proved for more people than sleep": ("PL-18", _goals(3, value=1, bound=1)),
    "a proof has a status that there is not": ("PL-18", _proof(5, status="good")),
    "a proof has a gap that its goals have not": ("PL-18", _proof(1, gap=7)),
    "a goal passes its bound": ("PL-18", _goals(3, bound=-1)),
    "a goal is said to be proved, and its bound is higher": ("PL-18", _goals(5, bound=1)),
    "a proof with a gap is said to be proved": ("PL-18", lambda p: _proof(1, gap=3)(_goals(1, bound=1)(p))),
}


def test_a_cancelled_booking_of_a_bed_leaves_it_to_the_other(plan: ReturnPlan) -> None:
    booked = next(stay for stay in plan.stays if stay.worker == ONE)
    twice = evolve(booked, worker=NEW)
    assert "AC-05" in {finding.rule for finding in review(evolve(plan, stays=(*plan.stays, twice)))}
    called_off = evolve(plan, stays=(*plan.stays, twice.cancel(booked.period.start, "改住别处")))
    assert called_off.verify() == ()
    assert review(called_off) == review(plan)
    assert called_off.itineraries() == plan.itineraries()
    assert called_off.summary() == plan.summary()
    assert plan_document(called_off) == plan_document(plan)
    assert occupancy(called_off) == occupancy(plan)


@pytest.mark.parametrize(("code", "corrupt"), CORRUPTIONS.values(), ids=CORRUPTIONS.keys())
def test_a_corruption_is_found(plan: ReturnPlan, code: str, corrupt: Corrupt) -> None:
    if corrupt is CORRUPTIONS["one boards in a county that is not home"][1]:
        plan = _worker(ONE, village="别村", registered=_elsewhere(plan.case))(plan)
    found = corrupt(plan).verify()
    assert code in {finding.rule for finding in found}
    assert all(finding.excludes for finding in found)


def _elsewhere(case: Case) -> DivisionCode:
    return case.campaign.pairing.receiving


def test_an_unknown_stage_is_refused_by_name(plan: ReturnPlan) -> None:
    with pytest.raises(LookupError, match="posts somewhere"):
        plan.outcome(Stage.POSTS, "somewhere")


FIRST_OF_FEBRUARY = datetime(2023, 2, 1, tzinfo=UTC)
CLOSED = RoomOutOfService(id=EventId("e"), time=FIRST_OF_FEBRUARY, subject=RoomId("men-0"), lodging=LodgingId("hotel"))
NO_TICKET = TicketMismatch(id=EventId("e"), time=FIRST_OF_FEBRUARY, subject=ONE, leg=LegId("train"))


@pytest.mark.parametrize(
    ("log", "found"),
    [
        (EventLog(events=(CLOSED,)), ("PL-15", "hotel/men-0")),
        (EventLog(events=(NO_TICKET,)), ("PL-13", ONE)),
        (EventLog(refused={ONE: frozenset({EmployerId("E-1")})}), ("PL-17", ONE)),
    ],
)
def test_what_has_happened_counts(plan: ReturnPlan, log: EventLog, found: tuple[str, str]) -> None:
    assert found in {(fault.rule, fault.subject) for fault in evolve(plan, log=log).verify()}


def _later(**changes: Any) -> Corrupt:
    return lambda plan: evolve(plan, log=evolve(plan.log, **changes))


def _happening(kind: type, subject: str, when: datetime, **facts: object) -> Corrupt:
    def corrupt(plan: ReturnPlan) -> ReturnPlan:
        event: Event = kind(id=EventId("e"), time=when, subject=subject, **facts)
        log = EventLog(events=(event,), lists=LISTED, **_past(plan, when))
        kept = (
            one if one.proof is None else evolve(one, proof=Proof.of_kept(len(one.placed))) for one in plan.outcomes
        )
        return evolve(plan, log=log, outcomes=tuple(kept))

    return corrupt


def _past(plan: ReturnPlan, when: datetime) -> dict[str, Any]:
    """Who has boarded each leg by a moment, where, and who has slept the nights before it."""
    boarded: dict[LegId, frozenset[WorkerId]] = {}
    stops: dict[WorkerId, tuple[PlaceId, ...]] = {}
    for ride in (ride for worker in plan.travellers for ride in plan.rides_of(worker)):
        leg = plan.legs()[ride.leg]
        if leg.stops[leg.position(ride.board)].depart <= when:
            boarded[ride.leg] = boarded.get(ride.leg, frozenset()) | {ride.worker}
            stops[ride.worker] = (*stops.get(ride.worker, ()), ride.board)
    over = (stay for stay in plan.stays if stay.period.end is not None and stay.period.end <= when.date())
    return {"boarded": boarded, "stops": stops, "slept": {stay.worker: (stay,) for stay in over}}


def _ended(how: EarlyEnd, when: datetime) -> Corrupt:
    """One whose way has ended at a moment, with every ride of the plan, and no hand-over."""
    kind = {EarlyEnd.HOSPITAL: InjuryEnRoute, EarlyEnd.MISSING: MissingAtHandover}.get(how)
    no_show = NoShow(id=SAME.id, time=when, subject=ONE, leg=LegId("feeder"))
    event: Any = no_show if kind is None else kind(id=SAME.id, time=when, subject=ONE)
    return lambda plan: evolve(
        plan,
        log=EventLog(events=(event,), ends={ONE: JourneyEnd(at=when, how=how)}),
        handovers={worker: done for worker, done in plan.handovers.items() if worker != ONE},
    )


def _measured(plan: ReturnPlan) -> ReturnPlan:
    """Family rooms of six square metres: too small for two, where the book asks for 4.5 for each."""
    lodgings = tuple(
        evolve(house, rooms=tuple(evolve(room, floor_area=Decimal(6)) for room in house.rooms))
        for house in plan.case.lodgings
    )
    book = plan.case.book.overlaid(title=Text.same("RSE"), parameters=PARAMETERS)
    return _in_case(plan, lodgings=lodgings, book=book)


NOON = datetime.fromisoformat("2023-02-06T12:00+08:00")
EVENING = datetime.fromisoformat("2023-02-06T23:00+08:00")
FIRST_LEG = datetime.fromisoformat("2023-02-05T07:00+08:00")
LISTED = {ConvoyId("B-1"): frozenset({ONE, TWO, NEW, WIFE})}
ENDED = JourneyEnd(at=NOON, how=EarlyEnd.HOSPITAL)
SAME = LateCancel(id=EventId("e"), time=NOON, subject=GONE)

VAN = Vehicle(id=VehicleId("van"), mode=TransportMode.CHARTER_COACH, rated=9)

_out_late = _ended(EarlyEnd.MISSING, EVENING)
AFTER_EVENTS: dict[str, tuple[str, str, Corrupt]] = {
    "somebody in hospital is handed over": ("PL-16", ONE, _later(ends={ONE: ENDED})),
    "somebody in hospital rides on": ("PL-16", ONE, _ended(EarlyEnd.HOSPITAL, NOON)),
    "somebody who did not come rides": ("PL-16", ONE, _ended(EarlyEnd.NO_SHOW, EVENING)),
    "an event counts twice": ("PL-11", "small", _later(events=(SAME, SAME))),
    "an event comes before the last": ("PL-11", "small", _later(events=(SAME, evolve(SAME, id=EventId("a"))))),
    "somebody rides who is on no list": ("PL-11", ONE, _later(lists={ConvoyId("B-1"): frozenset({TWO, NEW, WIFE})})),
    "somebody is on two lists": ("PL-11", ONE, _later(lists={**LISTED, ConvoyId("B-2"): frozenset({ONE})})),
    "a stranger is on a list": ("PL-11", "W-9", _later(lists={ConvoyId("B-1"): LISTED[ConvoyId("B-1")] | {"W-9"}})),
    "somebody rides who has gone over": ("PL-11", ONE, _later(lists=LISTED, moved={ConvoyId("B-1"): frozenset({ONE})})),
    "somebody left under way has a gap": ("PL-16", ONE, lambda p: _out_late(_without_ride(ONE, "morning")(p))),
    "a cancelled leg is ridden": ("PL-13", ONE, _happening(TripCancelled, "feeder", FIRST_LEG)),
    "a skipped stop is boarded at": ("PL-13", ONE, _happening(StopSkipped, "feeder", FIRST_LEG, place=PlaceId("V-1"))),
    "a skipped stop is got off at": ("PL-13", ONE, _happening(StopSkipped, "train", NOON, place=PlaceId("Z-station"))),
    "a tired driver drives": (
        "PL-13",
        "feeder-driver-1",
        _happening(DriverOverHours, "feeder-driver-1", FIRST_LEG, leg=LegId("feeder")),
    ),
    "an employer who takes nobody is gone to": ("PL-13", ONE, _happening(EmployerSuspended, "E-1", NOON)),
    "a post withdrawn is gone to": ("PL-13", NEW, _happening(PostWithdrawn, "P-1", NOON)),
    "a room is too small for a couple": ("PL-15", "hotel/family-0", _measured),
    "a train has another number": (
        "PL-13",
        "train",
        _happening(TripRenumbered, "train", FIRST_LEG, train=TrainNumber.parse("D1")),
    ),
    "a coach is another one": ("PL-13", "direct", _happening(VehicleSwap, "direct", FIRST_LEG, vehicle=VAN)),
    "a coach in place of another is not the one that runs": (
        "PL-13",
        "direct",
        _happening(VehicleBreakdown, "direct", FIRST_LEG, replacement=VAN),
    ),
    "a leg runs as if it were not late": ("PL-13", "direct", _happening(TripDelayed, "direct", NOON, minutes=600)),
    "a leg held back runs as if it were not late": (
        "PL-13",
        "train",
        _happening(TripDelayed, "train", EVENING, minutes=640, held_legs=(LegId("to-gates"),)),
    ),
    "somebody boards where they do not want to any more": (
        "PL-13",
        ONE,
        _happening(BoardElsewhere, ONE, FIRST_LEG, place=PlaceId("V-2")),
    ),
    "somebody goes with a convoy that they do not want any more": (
        "PL-13",
        ONE,
        _happening(BoardElsewhere, ONE, FIRST_LEG, place=PlaceId("V-1"), convoy=ConvoyId("B-2")),
    ),
}


@pytest.mark.parametrize(("code", "subject", "corrupt"), AFTER_EVENTS.values(), ids=AFTER_EVENTS.keys())
def test_what_does_not_fit_what_has_happened_is_found(
    plan: ReturnPlan, code: str, subject: str, corrupt: Corrupt
) -> None:
    assert (code, subject) in {(fault.rule, fault.subject) for fault in corrupt(plan).verify()}


def test_events_that_took_nothing_from_the_plan_are_no_fault(plan: ReturnPlan) -> None:
    for corrupt in (
        _happening(StopSkipped, "feeder", EVENING, place=PlaceId("V-1")),
        _happening(DriverOverHours, "feeder-driver-1", EVENING, leg=LegId("feeder")),
        _happening(PostWithdrawn, "P-1", NOON, openings_left=1),
        _happening(TripRenumbered, "train", FIRST_LEG, train=TrainNumber.parse("D3812/D3809")),
        _happening(VehicleSwap, "direct", FIRST_LEG, vehicle=plan.legs()["direct"].vehicle),
        _happening(VehicleBreakdown, "direct", EVENING),
        lambda plan: replan(plan, [EmployerSuspended(id=EventId("e"), time=EVENING, subject=EmployerId("E-1"))]).plan,
        _happening(TripDelayed, "direct", NOON, minutes=60),
        _happening(BoardElsewhere, ONE, FIRST_LEG, place=PlaceId("V-1")),
        _later(lists=LISTED),
    ):
        assert corrupt(plan).verify() == ()
    assert ("PL-16", ONE) not in {(fault.rule, fault.subject) for fault in _out_late(plan).verify()}


# What has ended, and the sums -----------------------------------------------------------------------------------------

BACK_HOME = LateCancel(id=EventId("e"), time=FIRST_LEG, subject=ONE)
ILL = HealthStop(id=EventId("e"), time=FIRST_LEG, subject=ONE)
B1, B2 = ConvoyId("B-1"), ConvoyId("B-2")


def _ends(how: EarlyEnd, at: datetime = FIRST_LEG) -> Corrupt:
    return _later(ends={ONE: JourneyEnd(at=at, how=how)})


SUMS: dict[str, tuple[Event, str, str, Corrupt]] = {
    "who stepped back is said not to have come": (BACK_HOME, "PL-16", ONE, _ends(EarlyEnd.NO_SHOW)),
    "a way has ended at another time": (BACK_HOME, "PL-16", ONE, _ends(EarlyEnd.WITHDRAWN, NOON)),
    "an event ends nothing": (BACK_HOME, "PL-16", ONE, _later(ends={})),
    "somebody has gone over to no convoy": (BACK_HOME, "PL-11", ONE, _later(moved={B1: frozenset({ONE})})),
    "somebody has gone over who was on no list": (BACK_HOME, "PL-11", GONE, _later(moved={B1: frozenset({GONE})})),
    "somebody has gone over from no convoy": (BACK_HOME, "PL-11", ONE, _later(moved={B2: frozenset({ONE})})),
    "somebody is in hospital who never boarded": (ILL, "PL-11", B1, _ends(EarlyEnd.HOSPITAL)),
}


@pytest.mark.parametrize(("event", "code", "subject", "corrupt"), SUMS.values(), ids=SUMS.keys())
def test_ends_and_sums_that_do_not_come_out_are_found(
    plan: ReturnPlan, event: Event, code: str, subject: str, corrupt: Corrupt
) -> None:
    after = replan(plan, [event]).plan
    assert after.verify() == ()
    assert (code, subject) in {(fault.rule, fault.subject) for fault in corrupt(after).verify()}


def test_the_sums_of_a_plan_to_which_nothing_has_happened_are_counted_too(plan: ReturnPlan) -> None:
    lost = evolve(plan, rides=tuple(ride for ride in plan.rides if ride.worker != ONE))
    told = sorted(fault.message.en for fault in lost.verify() if fault.subject == B1)
    assert [text.removeprefix("TR-24: the numbers do not add up: ")[:21] for text in told] == [
        "boarded 3 ≠ handed ov",
        "registered 4 ≠ boarde",
    ]


STRANDED = TripCancelled(id=EventId("e"), time=datetime.fromisoformat("2023-02-06T07:30+08:00"), subject=LegId("train"))


def _never_set_out(plan: ReturnPlan) -> ReturnPlan:
    return evolve(
        plan,
        rides=tuple(ride for ride in plan.rides if ride.worker != ONE),
        stays=tuple(stay for stay in plan.stays if stay.worker != ONE),
    )


def test_whoever_has_boarded_has_boarded(plan: ReturnPlan) -> None:
    after = replan(plan, [STRANDED]).plan
    assert after.verify() == ()
    assert after.log.boarded[LegId("feeder")] == {ONE, TWO, NEW, WIFE}
    assert set(after.log.boarded) == {"feeder", "evening", "morning"}
    lost = {fault.message.en for fault in _never_set_out(after).verify() if fault.subject == ONE}
    assert {f"who rides {leg} is not who is on record as aboard" for leg in ("feeder", "evening", "morning")} <= lost
    early = replan(plan, [evolve(STRANDED, time=FIRST_LEG)]).plan
    invented = evolve(early, rides=tuple(ride for ride in plan.rides if (ride.worker, ride.leg) == (ONE, "feeder")))
    assert early.verify() == ()
    assert invented.verify()
    aboard = evolve(after, log=evolve(after.log, boarded={**after.log.boarded, LegId("train"): frozenset({ONE})}))
    assert {(fault.rule, fault.subject) for fault in aboard.verify()} == {("PL-13", ONE)}


# What rules warn of ---------------------------------------------------------------------------------------------------


def warning(code: str, subject: type[Any], message: str) -> Callable[[Check[Any]], Rule[Any]]:
    """A rule of this test that warns."""
    return rule(
        code,
        f"test.{code.lower()}",
        Severity.WARN,
        subject=subject,
        sources=(Convention(Text.same("test")),),
        message=Text.same(message),
        suggestion=Text.same("look"),
    )


@warning("TR-98", Boarding, "somebody is aboard")
def somebody_aboard(boarding: Boarding, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """Every leg that somebody rides is told of."""
    yield Breach({}, "riders" if boarding.riders else "leg")


def _warned() -> ReturnPlan:
    """A plan of which rules warn: one is under age and alone, one needs a low floor, one night is too many."""
    case = small_case(Programme(applicants=(Applicant(born=date(2006, 1, 1)), Applicant(), Applicant(employer=2))))
    nights = DatedValue(value=0, source=Convention(Text.same("test")))
    few = Parameter(name="transit_nights", title=Text.same("nights"), unit="", values=(nights,))
    floors = tuple(
        evolve(house, rooms=tuple(evolve(room, floor=3 - n % 2) for n, room in enumerate(house.rooms)))
        for house in case.lodgings
    )
    return plan_return(evolve(case, book=case.book.with_parameters(few).with_rules(somebody_aboard), lodgings=floors))


def test_a_plan_that_does_not_tell_what_rules_warn_of_is_found() -> None:
    plan = _warned()
    assert plan.verify() == ()
    low, high = sorted(stay.room for stay in plan.stays if stay.lodging == "hotel")[:2]
    above = next(stay.worker for stay in plan.stays if stay.room == low)
    assert low != high
    needs = _in_case(plan, records=(BedNeed(worker=above, low_floor=True),))
    needing = evolve(needs, findings=Findings.of([*plan.findings, *review(needs)]))
    assert needing.verify() == ()
    for code in ("TR-25", "TR-30", "TR-98", "AC-07", "AC-11"):
        others = Findings.of(finding for finding in needing.findings if finding.rule != code)
        assert len(others) < len(needing.findings), code
        silent = evolve(needing, findings=others)
        assert {f"the plan does not tell what {code} finds"} == {
            fault.message.en.split(":")[0] for fault in silent.verify()
        }


@warning("TR-97", MinorTravel, "rides {leg}")
def minors_by_leg(travel: MinorTravel, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """Every leg that a minor rides is told of by its name."""
    yield Breach({"leg": travel.leg.id}, "leg")


def test_a_minor_is_told_of_on_the_first_leg_that_is_boarded_whichever_sets_out_first() -> None:
    case = small_case(Programme(applicants=(Applicant(born=date(2006, 1, 1)),)))
    plan = plan_return(evolve(case, book=case.book.with_rules(minors_by_leg)))

    def from_further(leg: Leg) -> Leg:
        leaves = FIRST_LEG - timedelta(hours=9)
        return evolve(leg, stops=(evolve(leg.stops[0], place=PlaceId("G-1"), arrive=leaves, depart=leaves), *leg.stops))

    further = _leg("train", from_further)(plan)
    found = [finding for finding in review(further) if finding.rule == "TR-97"]
    assert [finding.message.en for finding in found] == ["rides feeder"]
    told = evolve(further, findings=Findings.of([*plan.case.findings, *review(further)]))
    assert not [fault.message.en for fault in told.verify() if "TR-97" in fault.message.en]
    assert plan.verify() == ()
    assert without_adult(_in_case(plan, book=plan.case.book.without("TR-30")))[ONE] == frozenset()
    assert "feeder" in without_adult(plan)[ONE]


def test_where_nothing_is_known_or_asked_there_is_nothing_to_tell() -> None:
    plan = plan_return(small_case(Programme(applicants=(Applicant(born=date(2006, 1, 1)),))))
    assert _in_case(plan, records=(BedNeed(worker=ONE, low_floor=True),)).verify() == ()
    hurt = replan(plan, [InjuryEnRoute(id=EventId("e"), time=NOON, subject=ONE)]).plan
    assert (hurt.travellers, hurt.verify()) == ((), ())
    asked = Parameters.of(one for one in plan.case.book.parameters if one.name != "adult_age")
    no_rules = plan_return(evolve(plan.case, book=RuleBook(title=Text.same("nothing"), parameters=asked)))
    assert (no_rules.travellers, no_rules.verify()) == ((ONE,), ())


def test_who_comes_of_age_on_the_way_is_told_of_for_the_legs_before() -> None:
    plan = plan_return(small_case(Programme(applicants=(Applicant(born=date(2005, 2, 6)),))))
    assert without_adult(plan) == {ONE: {"feeder", "evening"}}
    assert plan.verify() == ()


def test_a_child_by_rail_without_an_adult_of_the_party_is_found() -> None:
    pair = (Applicant(party="H"), Applicant(party="H"))
    plan = plan_return(small_case(Programme(applicants=pair)))
    born = date(2011, 1, 1)
    with_adult = _worker(ONE, born=born, number=synthetic_number(0, born, Sex.MALE))(plan)
    assert not [fault for fault in with_adult.verify() if "TR-27" in fault.message.en]
    alone = _registered(TWO, together=None)(with_adult)
    assert {fault.subject for fault in alone.verify() if "TR-27" in fault.message.en} == {"train"}

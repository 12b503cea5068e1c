"""Children and others who go along: seat, ticket and bed with their party, handed over with the adult, without work."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.exchange.export import placements
from laborcoop.exchange.plan_document import plan_document
from laborcoop.hiring import Match
from laborcoop.journey import Stage
from laborcoop.journey.journey import Journey
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import ConvoyId, EmployerId, EventId, LegId, LodgingId, PlaceId, RoomId, WorkerId
from laborcoop.planning import events
from laborcoop.planning.coverage import return_coverage
from laborcoop.planning.disruptions.notice import Audience
from laborcoop.planning.tickets import tickets_of
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import TicketKind

ZONE = ZoneInfo("Asia/Shanghai")
ADULT = Applicant(party="H")
FATHER = Applicant(party="H", born=date(1985, 3, 1))
CHILD = Applicant(party="H", born=date(2017, 5, 1), along=True)
ALONE = Applicant()
ONE, TWO, THREE = (WorkerId(f"W-{number:03}") for number in range(3))
BEFORE, NOON, EVENING = (datetime(2023, 2, *at, tzinfo=ZONE) for at in ((4, 12), (5, 12), (6, 20)))


def planned(*people: Applicant, joint: bool = False, **short: Any) -> lc.ReturnPlan:
    plan = lc.plan_return(small_case(Programme(applicants=people, **short)), joint=joint)
    assert plan.verify() == ()
    return plan


FAMILY = planned(ADULT, CHILD, ALONE)


def test_a_child_has_a_seat_beside_the_adult_a_childs_ticket_a_bed_in_their_room_and_no_post() -> None:
    by_leg = {ride.leg: ride.seat for ride in FAMILY.rides_of(ONE)}
    legs = FAMILY.legs()
    assert {ride.leg for ride in FAMILY.rides_of(TWO)} == by_leg.keys()
    assert all(legs[ride.leg].vehicle.are_beside(ride.seat, by_leg[ride.leg]) for ride in FAMILY.rides_of(TWO))
    (ticket,) = [one for one in tickets_of(FAMILY) if (one.worker, one.leg) == (TWO, "train")]
    assert (ticket.kind, ticket.adult) == (TicketKind.CHILD, ONE)
    (bed,), (hers,) = FAMILY.stays_of(ONE), FAMILY.stays_of(TWO)
    assert (bed.room, bed.period) == (hers.room, hers.period) == ("family-0", bed.period)
    posts = FAMILY.outcome(Stage.POSTS)
    assert (set(posts.placed), set(posts.not_needed)) == ({ONE, THREE}, {TWO})
    assert FAMILY.handovers[TWO] == evolve(FAMILY.handovers[ONE], worker=TWO)
    assert set(FAMILY.matches) == {ONE, THREE}
    assert [(step.kind, step.end) for step in FAMILY.itinerary(TWO).steps] == [
        (step.kind, step.end) for step in FAMILY.itinerary(ONE).steps
    ]


def test_who_goes_along_is_counted_apart_from_workers() -> None:
    lines = {line.key: line.count.value for line in FAMILY.summary()}
    assert (lines["travelling"], lines["returning"], lines["new"], lines["batch_1"]) == (2, 2, 0, 2)
    assert (lines["accompanying"], lines["accompanying_left_out"], lines["left_out"]) == (1, 0, 0)
    assert return_coverage(FAMILY).whole.value == 2
    assert FAMILY.reconciliation()[ConvoyId("B-1")].handed_over == 3
    assert {one.worker for one in FAMILY.carried_out().records_of(Journey)} == {ONE, THREE}
    outcomes = {person.id: person.outcome for person in plan_document(FAMILY).people}
    assert outcomes == {ONE: "travelling", TWO: "accompanying", THREE: "travelling"}
    assert {one.worker: (one.employer is None, one.batch) for one in placements(FAMILY)}[TWO] == (True, 1)
    assert "accompanying" not in {line.key for line in planned(ALONE).summary()}


@pytest.mark.parametrize(
    ("people", "codes"),
    [
        ((CHILD, evolve(ALONE, party="")), ["posts.without-adult"]),
        ((evolve(CHILD, party=""), ADULT), ["posts.without-adult"]),
        ((CHILD, evolve(ADULT, born=date(2006, 3, 1))), ["posts.without-adult"]),
        ((CHILD, evolve(CHILD, born=date(1960, 1, 1))), ["posts.without-adult"]),
    ],
)
def test_who_goes_along_with_no_adult_who_works_is_refused_by_name(
    people: tuple[Applicant, ...], codes: list[str]
) -> None:
    plan = planned(*people)
    assert [reason.code for reason in plan.unplaced[ONE]] == codes
    assert [finding.path for finding in plan.findings if (finding.rule, finding.subject) == ("PL-10", ONE)] == [
        "together"
    ]


@pytest.mark.parametrize(
    ("people", "short", "codes"),
    [
        ((evolve(ADULT, willing=False), CHILD), {}, ["posts.without-adult"]),
        ((evolve(ADULT, returns=False), CHILD), {"openings": 0}, ["posts.without-adult", "posts.none-suits"]),
        ((ADULT, CHILD, ALONE), {"train_seats": 1}, ["seats.train-full"]),
        ((ADULT, CHILD), {"beds_men": 1, "family_rooms": 0}, ["beds.not-together"]),
    ],
)
def test_where_the_adult_is_left_out_the_child_is_with_the_reason(
    people: tuple[Applicant, ...], short: dict[str, Any], codes: list[str]
) -> None:
    plan = planned(*people, **short)
    assert plan.unplaced.keys() >= {ONE, TWO}
    assert [reason.code for reason in plan.unplaced[TWO]] == codes
    lines = {line.key: line.count.value for line in plan.summary()}
    assert (lines["accompanying"], lines["accompanying_left_out"], lines["left_out"]) == (0, 1, 1)


def test_a_grandmother_goes_along_too_and_the_eldest_worker_takes_both() -> None:
    granny = Applicant(party="H", sex=Sex.FEMALE, born=date(1958, 3, 1), along=True)
    plan = planned(evolve(ADULT, employer=2), CHILD, granny, late_gate=False)
    assert {plan.handovers[worker].employer for worker in (ONE, TWO, THREE)} == {"E-2"}
    assert set(plan.matches) == {ONE}


def test_seen_together_as_many_workers_arrive_and_the_bound_counts_workers() -> None:
    plan = planned(ADULT, CHILD, ALONE, joint=True)
    assert plan.travellers == (ONE, TWO, THREE)
    gate = plan.outcomes[-1].proof
    assert gate is not None
    assert (gate.status, gate.goals[-1].value, gate.goals[-1].bound) == ("proved", 2, 2)


_SEEN = ("alighted_early", "withdrawn", "handed_over")


@pytest.mark.parametrize(
    ("event", "sums"),
    [
        (events.LateCancel(id=EventId("e"), time=BEFORE, subject=ONE), (0, 1, 1)),  # the child did not step back itself
        (events.NoShow(id=EventId("e"), time=NOON, subject=ONE, leg=LegId("feeder")), (1, 0, 1)),
        (events.InjuryEnRoute(id=EventId("e"), time=NOON, subject=ONE), (1, 0, 1)),
    ],
)
def test_where_the_adult_steps_back_the_child_goes_no_further_and_is_told(
    event: events.Event, sums: tuple[int, int, int]
) -> None:
    again = lc.replan(FAMILY, [event])
    assert again.plan.verify() == ()
    assert again.plan.unplaced[TWO][-1].code == "posts.without-adult"
    assert (ONE, (TWO,)) in {(note.recipient, note.about) for note in again.to_tell}, "the child hears from the mother"
    found = again.plan.reconciliation()[ConvoyId("B-1")]
    assert tuple(getattr(found, name) for name in _SEEN) == sums


def test_where_another_adult_of_the_party_goes_on_so_does_the_child() -> None:
    plan = planned(ADULT, CHILD, FATHER)
    again = lc.replan(plan, [events.LateCancel(id=EventId("e"), time=BEFORE, subject=THREE)]).plan
    assert again.verify() == ()
    assert again.travellers == (ONE, TWO)


def test_a_child_whose_adult_takes_another_post_comes_to_that_gate() -> None:
    refuses = events.WorkerRefuses(id=EventId("e"), time=NOON, subject=ONE, takes_other=True)
    again = lc.replan(FAMILY, [refuses])
    assert again.plan.verify() == ()
    assert again.plan.handovers[TWO] == evolve(again.plan.handovers[ONE], worker=TWO)
    assert again.plan.handovers[TWO].employer == "E-2"
    assert ("E-1", "E-2") in {(move.before, move.after) for move in again.moved if move.worker == TWO}


def test_a_child_that_has_arrived_stays_so_and_has_no_post_to_refuse() -> None:
    missing = events.MissingAtHandover(id=EventId("e"), time=EVENING, subject=ONE)
    after = lc.replan(FAMILY, [missing]).plan
    assert (after.verify(), after.travellers) == ((), (TWO, THREE))
    said = lc.replan(FAMILY, [events.WorkerRefuses(id=EventId("e"), time=NOON, subject=TWO, takes_other=True)])
    assert [finding.message.en for finding in said.findings] == ["W-001 has no post to refuse"]


@pytest.mark.parametrize("takes_other", [True, False])
def test_a_child_leaves_the_gate_with_the_adult_who_refuses_the_work_there(takes_other: bool) -> None:  # noqa: FBT001 - a case
    refuses = events.WorkerRefuses(id=EventId("e"), time=EVENING, subject=ONE, takes_other=takes_other)
    again = lc.replan(FAMILY, [refuses])
    assert again.plan.verify() == ()
    assert again.plan.travellers == (THREE,)
    assert again.left_out.keys() == {ONE, TWO}
    assert (Audience.EMPLOYER, "E-1") in {(note.audience, note.recipient) for note in again.to_tell}


def test_a_child_stays_at_the_gate_with_the_other_adult_and_nobody_is_said_to_leave_anyone_behind() -> None:
    plan = planned(ADULT, CHILD, FATHER)
    refuses = events.WorkerRefuses(id=EventId("e"), time=EVENING, subject=ONE, takes_other=True)
    again = lc.replan(plan, [refuses]).plan
    assert again.verify() == ()
    assert again.travellers == (TWO, THREE)


def test_a_plan_that_gives_a_child_work_or_another_gate_is_not_sound() -> None:
    match = Match(worker=TWO, employer=EmployerId("E-1"), first_day=date(2023, 2, 7))
    at_work = evolve(FAMILY, matches={**FAMILY.matches, TWO: match})
    assert "goes along, and is given work" in {fault.message.en for fault in at_work.verify()}
    elsewhere = evolve(FAMILY.handovers[TWO], employer=EmployerId("E-2"), gate=PlaceId("G-2"))
    astray = evolve(FAMILY, handovers={**FAMILY.handovers, TWO: elsewhere})
    assert "goes along to an employer to whom no adult of the party goes" in {
        fault.message.en for fault in astray.verify()
    }


def test_whoever_keeps_a_bed_stays_with_the_adult_who_has_none_any_more() -> None:
    """Adult and child share the family room; the grandmother has a woman's bed, and goes no further without them."""
    granny = Applicant(party="H", sex=Sex.FEMALE, born=date(1958, 3, 1), along=True)
    plan = planned(ADULT, granny, evolve(CHILD, sex=Sex.FEMALE), beds_men=0, beds_women=1, family_rooms=1)
    at_the_house = datetime(2023, 2, 5, 23, tzinfo=ZONE)
    shut = events.RoomOutOfService(
        id=EventId("e"), time=at_the_house, subject=RoomId("family-0"), lodging=LodgingId("hotel")
    )
    again = lc.replan(plan, [shut]).plan
    assert again.verify() == ()
    assert again.travellers == ()
    assert [reason.code for reason in again.unplaced[TWO]] == ["EV-11", "gate.company"]

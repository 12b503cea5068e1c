"""What is asked of a party once something has happened: to go on together from one place, and no more than that."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LodgingId, PartyId, WorkerId
from laborcoop.planning import events
from laborcoop.testing import Programme, small_case
from laborcoop.testing.busy import busy_case
from laborcoop.testing.programme import Applicant

ONE, TWO, THREE = (WorkerId(f"W-00{number}") for number in range(3))
TO_ONE, TO_TWO = Applicant(party="H"), Applicant(party="H", employer=2)
MOTHER = Applicant(party="H", sex=Sex.FEMALE, accepts_other=True)
CHILD = Applicant(party="H", born=date(2017, 5, 1), along=True)
FATHER = Applicant(party="H", born=date(1980, 1, 1), employer=2)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


def of(kind: type[Any], subject: str, time: datetime, **facts: Any) -> events.Event:
    event: events.Event = kind(id=f"e-{time:%d%H}", time=time, subject=subject, **facts)
    return event


def after(people: tuple[Applicant, ...], *happened: events.Event, **short: Any) -> lc.ReturnPlan:
    change = lc.replan(lc.plan_return(small_case(Programme(applicants=people, **short))), happened)
    assert not change.findings.by_rule()
    return change.plan


COUPLE = (TO_ONE, TO_TWO)
FAMILY = (MOTHER, CHILD, FATHER)
SOUND: dict[str, tuple[tuple[Applicant, ...], bool, events.Event, set[WorkerId]]] = {
    "no coach to the home": (COUPLE, True, of(events.TripCancelled, "to-home", at(6, 18, 50)), {TWO}),
    "nor on from it": (COUPLE, True, of(events.TripCancelled, "to-gates", at(6, 18, 50)), {TWO}),
    "a gate is passed by": (COUPLE, False, of(events.StopSkipped, "to-gates", at(6, 18, 50), place="G-1"), {ONE}),
    "known in time both stay": (COUPLE, True, of(events.TripCancelled, "to-gates", at(5, 6)), {ONE, TWO}),
    "a child goes to the other gate": (FAMILY, True, of(events.HealthStop, THREE, at(6, 19, 25)), {THREE}),
    "one follows in the morning": (FAMILY, True, of(events.WorkerRefuses, ONE, at(7, 7, 45), takes_other=True), set()),
}


def test_who_is_aboard_a_coach_that_breaks_down_is_apart_from_who_would_board_later() -> None:
    plan = after((TO_ONE, evolve(TO_ONE, village=2)), of(events.VehicleBreakdown, "feeder", at(5, 9)), batches=2)
    assert (plan.verify(), plan.travellers, set(plan.unplaced)) == ((), (TWO,), {ONE})


@pytest.mark.parametrize("case", SOUND)
def test_who_goes_on_alone_across_the_town_of_the_gate_leaves_nobody_behind(case: str) -> None:
    people, late, event, left = SOUND[case]
    plan = after(people, event, late_gate=late)
    assert (plan.verify(), set(plan.unplaced)) == ((), left)


@pytest.mark.parametrize("time", [at(5, 12), at(6, 12)], ids=["in the coach", "in the train"])
def test_who_has_set_out_goes_on_though_another_of_the_party_has_no_bed_any_more_before_the_own_gate(
    time: datetime,
) -> None:
    closed = of(events.RoomOutOfService, "women-0", time, lodging="home")
    people = (TO_ONE, evolve(TO_TWO, sex=Sex.FEMALE))
    assert lc.plan_return(small_case(Programme(applicants=people, family_rooms=0, beds_women=1))).unplaced == {}
    plan = after(people, closed, family_rooms=0, beds_women=1)
    assert (plan.verify(), set(plan.unplaced)) == ((), {TWO})


def test_who_gets_off_at_the_own_gate_goes_no_further_with_one_who_has_refused_it_and_rides_on() -> None:
    """Two ride to the works halfway; one of them refuses it in the train, and takes the post two hours further on."""
    case = busy_case(Programme(applicants=(evolve(TO_ONE, employer=3), evolve(TO_ONE, employer=3))))
    refuses = of(events.WorkerRefuses, ONE, at(6, 12), takes_other=True)
    plan = lc.replan(lc.plan_return(case), [refuses]).plan
    assert {worker: handover.employer for worker, handover in plan.handovers.items()} == {ONE: "E-2", TWO: "E-3"}
    assert plan.verify() == ()


def told_as_one_party(plan: lc.ReturnPlan) -> list[str]:
    """What is told of a plan for strangers if the first two had registered together."""
    wishes = plan.case.registrations
    party = tuple(evolve(one, together=PartyId("P")) if one.worker in {ONE, TWO} else one for one in wishes)
    told = evolve(plan, case=evolve(plan.case, registrations=party)).verify()
    return [one.message.en for one in told if "party" in one.message.en and one.rule == "PL-17"]


STRANGERS = (Applicant(employer=2), Applicant(employer=2), Applicant())
BEHIND = "the others of the party leave this one behind"
APART = "a party does not travel and lodge together"
STEPS_BACK = of(events.LateCancel, THREE, at(4, 6))


def wrong_ticket(time: datetime) -> events.Event:
    return of(events.TicketMismatch, TWO, time, leg="train")


@pytest.mark.parametrize(
    ("happened", "batches", "told"),
    [
        ((wrong_ticket(at(5, 6)),), 1, [BEHIND]),
        ((STEPS_BACK, wrong_ticket(at(5, 6))), 1, [BEHIND]),
        ((wrong_ticket(at(5, 12)),), 1, [BEHIND]),
        ((wrong_ticket(at(6, 7, 30)),), 1, [BEHIND]),
        ((wrong_ticket(at(6, 7, 30)), of(events.PostWithdrawn, "P-1", at(6, 9))), 2, []),
        ((wrong_ticket(at(5, 6)),), 2, [APART]),
        ((wrong_ticket(at(5, 6)), of(events.LateCancel, THREE, at(5, 7))), 2, [APART]),
        ((STEPS_BACK,), 1, []),
    ],
)
def test_those_who_were_in_one_place_go_together_from_there(
    happened: tuple[events.Event, ...], batches: int, told: list[str]
) -> None:
    assert told_as_one_party(after(STRANGERS, *happened, batches=batches)) == told


@pytest.mark.parametrize(("later", "told"), [((), [APART]), ((of(events.PostWithdrawn, "P-1", at(6, 9)),), [])])
def test_nights_to_come_are_compared_and_those_slept_are_not(later: tuple[events.Event, ...], told: list[str]) -> None:
    """A room is closed while all ride the feeder: its guest sleeps in the inn beside the hotel."""
    case = small_case(Programme(applicants=STRANGERS[:2], beds_men=2, family_rooms=0))
    hotel, home = case.lodgings
    plan = lc.plan_return(
        evolve(case, lodgings=(hotel, evolve(hotel, id=LodgingId("inn"), price=hotel.price + 1), home))
    )
    (room,) = (stay.room for stay in plan.stays_of(TWO) if stay.lodging == "hotel")
    closed = of(events.RoomOutOfService, room, at(5, 9), lodging="hotel")
    assert told_as_one_party(plan) == []
    assert told_as_one_party(lc.replan(plan, [closed, *later]).plan) == told

"""The twenty disruptions on the example case: how many still arrive and how many move, and that the plan is sound."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.kernel.ids import EventId, LegId, VehicleId, WorkerId
from laborcoop.planning import events
from laborcoop.planning.disruptions.difference import Replanned
from laborcoop.planning.disruptions.notice import Audience
from laborcoop.planning.events import Event
from laborcoop.planning.reconciliation import reconcile
from laborcoop.planning.review import review
from laborcoop.transfer import TrainNumber, TransportMode, Vehicle

ZONE = ZoneInfo("Asia/Shanghai")
LOCAL = tuple(
    LegId(f"L1-Z{kind}-0{number}")
    for kind, most in {"A": 3, "B": 2, "C": 1, "D": 1, "H": 4}.items()
    for number in range(1, most + 1)
)
"""The coaches that meet the first train on its evening."""


@pytest.fixture(scope="module")
def plan(spring_return_plan: lc.ReturnPlan) -> lc.ReturnPlan:
    return spring_return_plan


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, day, hour, minute, tzinfo=ZONE)


def rider(plan: lc.ReturnPlan, leg: str, number: int = 0) -> WorkerId:
    """One of those who ride a leg, by id."""
    return [worker for worker in plan.travellers if any(ride.leg == leg for ride in plan.rides_of(worker))][number]


def coach(seats: int) -> Vehicle:
    return Vehicle(id=VehicleId("V-X"), mode=TransportMode.CHARTER_COACH, rated=seats)


HAPPENED: list[tuple[type, datetime, dict[str, Any], int, int]] = [
    (events.NoShow, at(1, 12), {"subject": "F1-LP-1", "leg": "F1-LP-1"}, 996, 0),
    (events.LateCancel, at(4, 8), {"subject": "T2"}, 996, 0),
    (events.BoardElsewhere, at(4, 8), {"subject": "F2-LP-4", "place": "P-LS-LK"}, 997, 1),
    (events.TripCancelled, at(4, 8), {"subject": "F2-LS-5"}, 975, 43),
    (events.TripDelayed, at(2, 8), {"subject": "T1", "minutes": 40, "held_legs": LOCAL}, 997, 0),
    (events.TripRenumbered, at(1, 13), {"subject": "T2", "train": TrainNumber.parse("D3812/D3813")}, 997, 0),
    (events.VehicleBreakdown, at(5, 12), {"subject": "F2-LS-1", "minutes": 20}, 953, 0),
    (events.VehicleSwap, at(4, 8), {"subject": "F2-LP-1", "vehicle": coach(30)}, 990, 12),
    (events.DriverOverHours, at(5, 12, 30), {"subject": "D-206A", "leg": "F2-LP-1", "relief": "D-R"}, 997, 0),
    (events.StopSkipped, at(4, 9), {"subject": "F2-LS-2", "place": "P-S-03"}, 988, 0),
    (events.RoomOutOfService, at(1, 12), {"subject": "101", "lodging": "H-KM-1"}, 997, 8),
    (events.PostWithdrawn, at(4, 9, 30), {"subject": "J-02", "openings_left": 3}, 997, 27),
    (events.EmployerSuspended, at(4, 10), {"subject": "E-03"}, 918, 30),
    (events.DuplicateIdentity, at(4, 10), {"subject": "T2", "same_as": "W-0412"}, 996, 0),
    (events.TicketMismatch, at(4, 10), {"subject": "T2", "leg": "T2"}, 996, 0),
    (events.HealthStop, at(4, 10), {"subject": "T2"}, 996, 0),
    (events.InjuryEnRoute, at(6, 12), {"subject": "T2"}, 996, 0),
    (events.MissingAtHandover, at(7, 9, 30), {"subject": "T2"}, 996, 0),
    (events.WorkerRefuses, at(4, 11), {"subject": "T2"}, 996, 0),
    (events.ContractDiffersFromOffer, at(4, 12), {"subject": "J-06"}, 995, 10),
]
REVIEWED_WHOLE = {events.TripCancelled, events.VehicleSwap, events.RoomOutOfService, events.DuplicateIdentity}
"""A leg that is out, a vehicle, a room and a person: a review of what changed finds what a whole review does."""
TOGETHER = {kind for kind, *_, move in HAPPENED if kind.__annotations__["subject"] == "WorkerId" and not move}
"""What befalls one person and moves nobody else: the plan after all of these together is verified, not each."""
PERSONAL = {one for one, *_ in HAPPENED if one.__annotations__["subject"] == "WorkerId"}


def happening(plan: lc.ReturnPlan, kind: type, time: datetime, facts: dict[str, Any], number: int = 60) -> Event:
    """An event; to a person it happens to the first rider of a coach, or to one of those in the second train."""
    named = facts
    if kind in PERSONAL:
        named = facts | {"subject": rider(plan, facts["subject"], number if facts["subject"] == "T2" else 0)}
    event: Event = kind(**{"id": EventId(f"e-{kind.__name__}"), "time": time} | named)
    return event


@pytest.mark.parametrize(
    ("kind", "time", "facts", "arrive", "move"), HAPPENED, ids=[kind.__name__ for kind, *_ in HAPPENED]
)
def test_a_disruption_of_the_example(
    plan: lc.ReturnPlan, kind: type, time: datetime, facts: dict[str, Any], arrive: int, move: int
) -> None:
    change = lc.replan(plan, [happening(plan, kind, time, facts)])
    assert [finding.render("en") for finding in change.findings] == []
    assert change.plan.checked is not None
    if kind in REVIEWED_WHOLE:
        assert change.plan.findings == change.plan.checked + review(change.plan)
    assert len(change.plan.travellers) == arrive
    assert len({one.worker for one in change.moved}) == move
    assert set(plan.travellers) - set(change.left_out) <= set(change.plan.travellers)
    assert_sums(change.plan)
    told = {one.recipient for one in change.to_tell}
    assert told >= {one.worker for one in change.moved} | {one.worker for one in change.altered} | set(change.left_out)
    assert_told_by_name(change)
    if kind not in TOGETHER:
        assert change.plan.verify() == ()


def test_what_befalls_one_person_each_befalls_several_in_one_plan(plan: lc.ReturnPlan) -> None:
    """One after the other, each to somebody else; the plan after all of them is verified, and the sums come out."""
    befell = [
        happening(plan, kind, time, facts, number=60 + number)
        for number, (kind, time, facts, *_) in enumerate(HAPPENED)
        if kind in TOGETHER
    ]
    change = lc.replan(plan, befell)
    assert [finding.render("en") for finding in change.findings] == []
    assert change.plan.verify() == ()
    assert {event.subject for event in befell} <= set(change.left_out)
    assert_sums(change.plan)


def test_a_late_train_names_the_coaches_that_carry_all_its_riders_if_they_wait(plan: lc.ReturnPlan) -> None:
    late = events.TripDelayed(id=EventId("late"), time=at(2, 11), subject=LegId("T1"), minutes=90)
    change = lc.replan(plan, [late])
    assert len(change.left_out) == len({worker for one in change.missed for worker in one.workers}) == 400
    assert {one.leg for one in change.missed} < set(LOCAL)
    assert {one.minutes for one in change.missed} == {38, 39, 40, 45, 48, 49, 50}
    held = lc.replan(plan, [evolve(late, held_legs=tuple(one.leg for one in change.missed))])
    assert (held.left_out, held.missed, held.plan.verify()) == ({}, (), ())


def assert_told_by_name(change: Replanned) -> None:
    """Whoever travels otherwise reads of no place, lodging or employer by its id."""
    case = change.plan.case
    ids = {one.id for records in (case.places, case.lodgings, case.employers) for one in records}
    texts = [
        one.text
        for one in change.to_tell
        if one.audience is Audience.WORKER and {*one.about} <= {*change.plan.travellers}
    ]
    words = {word for text in texts for word in re.findall(r"[A-Z0-9-]+", text.zh + text.en)}
    assert not words & ids


def assert_sums(plan: lc.ReturnPlan) -> None:
    for sums in reconcile(plan).values():
        assert sums.registered == sums.boarded + sums.no_show + sums.withdrawn + sums.moved


def test_only_those_who_must_are_moved_for_a_cancelled_coach(plan: lc.ReturnPlan) -> None:
    """Forty-five rode it: those without another coach are left out, one moves for each one who is saved by it."""
    event = events.TripCancelled(id=EventId("e"), time=at(1, 6), subject=LegId("F1-LS-2"))
    riders = {worker for worker in plan.travellers if plan.rides_of(worker)[0].leg == "F1-LS-2"}
    change = lc.replan(plan, [event])
    moved = {one.worker for one in change.moved}
    assert len(riders) == 45
    assert set(change.left_out) <= riders
    assert {codes[-1].code for codes in change.left_out.values()} == {"seats.not-in-batch", "seats.not-in-window"}
    assert moved >= riders - set(change.left_out)
    assert len(moved - riders) == 20

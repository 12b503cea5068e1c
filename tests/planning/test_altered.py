"""What is otherwise on a leg that somebody rides as before is in the difference: whoever is told of it can be found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from laborcoop.kernel.ids import EventId, LegId, VehicleId
from laborcoop.planning import events
from laborcoop.planning.disruptions.altered import Altered, RideDetail
from laborcoop.planning.disruptions.difference import Replanned
from laborcoop.planning.disruptions.notice import Audience
from laborcoop.planning.events import Event
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.replan import replan
from laborcoop.planning.spring_return import plan_return
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import TrainNumber, TransportMode, Vehicle


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


@cache
def plan() -> ReturnPlan:
    return plan_return(small_case(Programme(applicants=(Applicant(), Applicant()))))


def train(name: str, *carriages: int) -> Vehicle:
    return Vehicle(id=VehicleId(name), mode=TransportMode.SPECIAL_TRAIN, rated=sum(carriages), carriages=carriages)


def coach(name: str) -> Vehicle:
    return Vehicle(id=VehicleId(name), mode=TransportMode.CHARTER_COACH, rated=9)


def swap(number: int, leg: str, vehicle: Vehicle, hour: int = 5) -> Event:
    return events.VehicleSwap(id=EventId(f"e-{number}"), time=at(5, hour), subject=LegId(leg), vehicle=vehicle)


def changed(*happened: Event) -> Replanned:
    """The change; of those who arrive, those whose message says that the way is another are those of the difference."""
    change = replan(plan(), happened, cut_off=timedelta(hours=1))
    assert change.findings.by_rule() == {}
    told = {one for note in change.to_tell if note.audience is Audience.WORKER for one in note.about}
    assert {one.worker for one in change.moved} | {
        one.worker for one in change.altered
    } == told & change.plan.handovers.keys()
    return change


def rows(altered: Sequence[Altered]) -> list[tuple[str, str, str, str, str, str]]:
    return [(one.worker, one.leg, one.what.value, one.before, one.after, one.event) for one in altered]


def test_another_seat_of_another_train_is_in_the_difference_and_the_message_names_its_event() -> None:
    change = changed(swap(1, "train", train("long", 4, 4)))
    before = {ride.worker: ride.seat for ride in plan().rides if ride.leg == "train"}
    after = {ride.worker: ride.seat for ride in change.plan.rides if ride.leg == "train"}
    assert change.moved == ()
    assert rows(change.altered) == [
        (worker, "train", "seat", before[worker], after[worker], "e-1") for worker in sorted(before)
    ]
    assert {note.events for note in change.to_tell if note.audience is Audience.WORKER} == {("e-1",)}


@pytest.mark.parametrize(
    ("happened", "expected"),
    [
        (swap(1, "feeder", coach("other")), ("feeder", "vehicle", plan().legs()["feeder"].vehicle.id, "other")),
        (
            events.TripRenumbered(
                id=EventId("e-1"), time=at(5, 9), subject=LegId("train"), train=TrainNumber.parse("D1/D2")
            ),
            ("train", "train", f"K-station {plan().legs()['train'].train}", "K-station D1/D2"),
        ),
        (
            events.TripDelayed(
                id=EventId("e-1"),
                time=at(6, 8),
                subject=LegId("train"),
                minutes=60,
                held_legs=(LegId("direct"), LegId("to-home")),
            ),
            ("direct", "departure", "2023-02-06 19:20+08:00", "2023-02-06 20:20+08:00"),
        ),
    ],
    ids=["vehicle", "number", "hour"],
)
def test_each_detail_of_a_ride_is_told_from_what_to_what(happened: Event, expected: tuple[str, ...]) -> None:
    change = changed(happened)
    assert change.moved == ()
    assert {row[1:] for row in rows(change.altered)} >= {(*expected, "e-1")}


def test_what_is_as_before_in_the_end_is_no_row_and_else_the_last_event_is_named() -> None:
    own = plan().legs()["feeder"].vehicle
    assert changed(swap(1, "feeder", coach("other")), swap(2, "feeder", own, hour=6)).altered == ()
    twice = changed(swap(1, "feeder", coach("one")), swap(2, "feeder", coach("two"), hour=6))
    assert {row[2:] for row in rows(twice.altered)} == {("vehicle", own.id, "two", "e-2")}


def test_whoever_was_left_out_in_between_rides_otherwise_for_the_event_that_lets_them_ride_again() -> None:
    none = Vehicle(id=VehicleId("van"), mode=TransportMode.CHARTER_COACH, rated=3)
    change = changed(swap(1, "feeder", none), swap(2, "feeder", coach("two"), hour=6))
    assert change.left_out == {}
    assert {one.event for one in change.altered if one.what is RideDetail.VEHICLE} == {"e-2"}
    assert len({one.worker for one in change.altered}) == 2

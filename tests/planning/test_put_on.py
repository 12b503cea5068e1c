"""Legs that run instead of one that was cancelled: people go on with them, and their crews are told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.kernel.ids import DriverId, EventId, LegId, PlaceId, VehicleId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning import ReturnPlan, events
from laborcoop.planning.disruptions.difference import Replanned
from laborcoop.planning.disruptions.notice import Audience, Notification
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Leg, Road


@pytest.fixture(scope="module")
def plan() -> ReturnPlan:
    return lc.plan_return(small_case(Programme(applicants=(Applicant(),) * 3)))


def at(plan: ReturnPlan, day: int, hour: int) -> datetime:
    return datetime(2023, 2, day, hour, tzinfo=plan.case.campaign.zone)


def put_on(plan: ReturnPlan, leg: str, minutes: int = 120, name: str = "x", first: int = 0, rated: int = 10) -> Leg:
    """A leg like one of the plan from a stop on, so much later, with another vehicle and crew."""
    by, old = timedelta(minutes=minutes), plan.legs()[leg]
    stops = tuple(
        evolve(
            stop,
            arrive=stop.arrive + by,
            depart=stop.depart + by,
            driver=None if stop.driver is None else DriverId(f"{stop.driver}-{name}"),
        )
        for stop in old.stops[first:]
    )
    return evolve(
        old,
        id=LegId(f"{leg}-{name}"),
        vehicle=evolve(old.vehicle, id=VehicleId(f"{old.vehicle.id}-{name}"), rated=rated),
        stops=stops,
        captain=f"{old.captain}-{name}",
        deputy=f"{old.deputy}-{name}",
    )


def cancelled(plan: ReturnPlan, *instead: str, name: str = "a", hour: int = 12) -> events.TripCancelled:
    return events.TripCancelled(
        id=EventId(name),
        time=at(plan, 5, hour),
        subject=LegId("train"),
        instead=tuple(put_on(plan, leg) for leg in instead),
    )


def told(change: Replanned, audience: Audience) -> dict[str, Notification]:
    return {notice.recipient: notice for notice in change.to_tell if notice.audience is audience}


def test_whoever_is_under_way_goes_on_with_what_runs_instead_and_its_crew_is_told(plan: ReturnPlan) -> None:
    change = lc.replan(plan, [cancelled(plan, "train", "direct", "to-home", "morning")])
    assert change.findings.by_rule() == {}
    assert change.left_out == {}
    ridden = [ride.leg for ride in change.plan.rides_of(WorkerId("W-000"))]
    assert ridden == ["feeder", "evening", "morning", "train-x", "direct-x"]
    assert change.plan.verify() == ()
    assert "put on" in told(change, Audience.CAPTAIN)["C-train-x"].text.en
    drivers = told(change, Audience.DRIVER)
    assert drivers["direct-driver-1-x"].text.en == "leg direct-x is put on: it leaves on Mon 6 Feb 21:20 with 3 aboard"
    assert "morning-driver-1-x" not in drivers  # nobody rides on it
    assert drivers["direct-driver-1"].text.en.endswith("it need not run")


def test_it_may_be_found_later_than_the_leg_was_cancelled_and_all_at_once_gives_the_same_plan(plan: ReturnPlan) -> None:
    first = cancelled(plan)
    stranded = lc.replan(plan, [first])
    assert len(stranded.left_out) == 3
    found = cancelled(plan, "train", "direct", name="b", hour=13)
    late = events.TripDelayed(id=EventId("c"), time=at(plan, 5, 14), subject=LegId("train-x"), minutes=5)
    change = lc.replan(stranded.plan, [found, late])
    assert len(change.plan.handovers) == 3
    assert change.plan.verify() == ()
    assert change.plan == lc.replan(plan, [late, found, first]).plan


@pytest.mark.parametrize("coach", [True, False])
def test_nobody_waits_through_a_night_at_the_station_for_the_train_of_the_next_day(
    plan: ReturnPlan, *, coach: bool
) -> None:
    """In the house both nights and to the station in the morning, or no way on where no coach goes then."""
    legs = tuple(put_on(plan, leg, 1440) for leg in ("train", "direct", *(["morning"] if coach else [])))
    change = lc.replan(plan, [evolve(cancelled(plan), instead=legs)])
    assert change.plan.verify() == ()
    assert sorted(change.left_out) == ([] if coach else ["W-000", "W-001", "W-002"])
    nights = [night.day for stay in change.plan.stays_of(WorkerId("W-000")) for night in stay.nights()]
    assert nights == ([5, 6] if coach else [])


@pytest.mark.parametrize(
    ("name", "minutes", "end", "rule", "said"),
    [
        ("direct", 120, "Z-station", "PL-23", "direct, put on, has the id of another leg"),
        ("train-x", -1500, "Z-station", "PL-23", "train-x has left"),
        ("train-x", 120, "nowhere", "PL-21", "the case has no stop of train-x nowhere"),
    ],
)
def test_a_leg_that_cannot_run_instead_is_refused(
    plan: ReturnPlan, name: str, minutes: int, end: str, rule: str, said: str
) -> None:
    made = put_on(plan, "train", minutes)
    stops = (made.stops[0], evolve(made.stops[1], place=PlaceId(end)))
    one = evolve(cancelled(plan), instead=(evolve(made, id=LegId(name), stops=stops),))
    change = lc.replan(plan, [one])
    assert [(found.rule, found.message.en) for found in change.findings] == [(rule, said)]
    assert change.plan == plan


def test_a_plan_without_the_leg_that_its_event_puts_on_or_with_another_is_named(plan: ReturnPlan) -> None:
    change = lc.replan(plan, [cancelled(plan, "train", "direct", "to-home")]).plan
    (convoy,) = change.case.convoys

    def with_legs(*legs: Leg) -> list[Text]:
        other = evolve(change, case=evolve(change.case, convoys=(evolve(convoy, legs=legs),)))
        return [fault.message for fault in other.verify() if "is not as the event a says" in fault.message.en]

    assert with_legs(*convoy.legs) == []
    assert len(with_legs(*(leg for leg in convoy.legs if leg.id != "to-home-x"))) == 1
    assert len(with_legs(*(leg for leg in convoy.legs if leg.id != "train"))) == 1
    late = (evolve(leg, captain="C-other") if leg.id == "to-home-x" else leg for leg in convoy.legs)
    assert len(with_legs(*late)) == 1


def test_the_people_of_a_broken_coach_go_on_in_two_smaller_ones() -> None:
    plan = lc.plan_return(small_case(Programme(applicants=(Applicant(),) * 8)))
    vans = tuple(put_on(plan, "feeder", 25, name, first=1, rated=7) for name in ("van-1", "van-2"))
    broken = events.VehicleBreakdown(
        id=EventId("a"), time=at(plan, 5, 9), subject=LegId("feeder"), minutes=20, instead=vans
    )
    change = lc.replan(plan, [broken])
    assert change.findings.by_rule() == {}
    assert change.left_out == {}
    assert {ride.leg for ride in change.plan.rides} >= {"feeder", "feeder-van-1", "feeder-van-2"}
    assert change.plan.verify() == ()


def tampered(change: ReturnPlan, name: str, **changes: Any) -> set[str]:
    """What verification says of events where a leg is otherwise."""
    (convoy,) = change.case.convoys
    legs = tuple(evolve(leg, **changes) if leg.id == name else leg for leg in convoy.legs)
    other = evolve(change, case=evolve(change.case, convoys=(evolve(convoy, legs=legs),)))
    return {fault.message.en for fault in other.verify() if "is not as the event" in fault.message.en}


NOT_AS_SAID = {"is not as the event a says"}
VAN = evolve(small_case(Programme()).convoys[0].legs[0].vehicle, id=VehicleId("van"), rated=9)


def test_a_later_event_about_a_leg_put_on_excuses_only_what_it_changes(plan: ReturnPlan) -> None:
    put = cancelled(plan, "train", "direct", "to-home")
    swap = events.VehicleSwap(id=EventId("b"), time=at(plan, 5, 13), subject=LegId("direct-x"), vehicle=VAN)
    ticket = events.TicketMismatch(
        id=EventId("c"), time=at(plan, 5, 14), subject=WorkerId("W-000"), leg=LegId("train-x"), reissued=True
    )
    change = lc.replan(plan, [put, swap, ticket]).plan
    assert change.verify() == ()
    leg = change.legs()["direct-x"]
    start, end = leg.stops
    for stop in (
        evolve(start, driver=DriverId("X-1")),
        evolve(start, road=Road.MOUNTAIN),
        evolve(start, km=None),
        evolve(start, alighting=False),
    ):
        assert tampered(change, "direct-x", stops=(stop, end)) == NOT_AS_SAID
    assert tampered(change, "direct-x", stops=(start, evolve(end, boarding=False))) == NOT_AS_SAID
    assert tampered(change, "direct-x", captain="C-other") == NOT_AS_SAID
    assert tampered(change, "direct-x", vehicle=evolve(VAN, rated=8)) == {"is not as the event b says"}
    assert tampered(change, "train-x", captain="C-other") == NOT_AS_SAID  # no ticket changes a train


UNDER_WAY: dict[str, Any] = {"id": EventId("b"), "time": datetime.fromisoformat("2023-02-05T10:00+08:00")}
COACH, AT_THE_WHEEL = LegId("feeder-x"), DriverId("feeder-driver-1-x")


@pytest.mark.parametrize(
    ("later", "stops"),
    [
        (events.TripDelayed(subject=COACH, minutes=9, **UNDER_WAY), 3),
        (events.TripDelayed(subject=LegId("evening-x"), minutes=9, held_legs=(COACH,), **UNDER_WAY), 3),
        (events.VehicleBreakdown(subject=COACH, minutes=9, replacement=VAN, **UNDER_WAY), 3),
        (events.VehicleBreakdown(subject=COACH, minutes=9, **UNDER_WAY), 2),
        (events.DriverOverHours(subject=AT_THE_WHEEL, leg=COACH, relief=DriverId("D-9"), **UNDER_WAY), 3),
        (events.DriverOverHours(subject=AT_THE_WHEEL, leg=COACH, **UNDER_WAY), 2),
        (events.StopSkipped(subject=COACH, place=PlaceId("V-2"), **UNDER_WAY), 3),
    ],
)
def test_a_coach_put_on_may_be_as_a_later_event_leaves_it_and_in_nothing_else_otherwise(
    plan: ReturnPlan, later: events.Event, stops: int
) -> None:
    put = events.TripCancelled(
        id=EventId("a"),
        time=at(plan, 5, 7),
        subject=LegId("feeder"),
        instead=(put_on(plan, "feeder", 60), put_on(plan, "evening", 60)),
    )
    change = lc.replan(plan, [put, later])
    assert not change.findings
    assert change.plan.verify() == ()
    left = change.plan.legs()["feeder-x"].stops
    assert len(left) == stops
    assert tampered(change.plan, "feeder-x", captain="C-other") >= NOT_AS_SAID
    for where in range(stops):
        wrong = (*left[:where], evolve(left[where], km=None), *left[where + 1 :])
        assert tampered(change.plan, "feeder-x", stops=wrong) >= NOT_AS_SAID


def test_a_coach_put_on_that_ends_early_without_an_event_is_named(plan: ReturnPlan) -> None:
    put = events.TripCancelled(
        id=EventId("a"), time=at(plan, 5, 7), subject=LegId("feeder"), instead=(put_on(plan, "feeder", 60),)
    )
    change = lc.replan(plan, [put, events.TripDelayed(subject=COACH, minutes=9, **UNDER_WAY)]).plan
    assert tampered(change, "feeder-x", stops=change.legs()["feeder-x"].stops[:2]) >= NOT_AS_SAID

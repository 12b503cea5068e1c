"""No vehicle, driver or captain is in two places at once, and hours behind a driver count, whoever asks and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.kernel.ids import DriverId, EventId, LegId, WorkerId
from laborcoop.planning import events
from laborcoop.planning.check import check_again
from laborcoop.planning.plan import ReturnPlan
from laborcoop.rulebook import Severity
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import DriverHours, Leg, Vehicle
from laborcoop.transfer.hours import Span

ZONE = ZoneInfo("Asia/Shanghai")
DIRECT, HOME, FEEDER = LegId("direct"), LegId("to-home"), LegId("feeder")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, day, hour, minute, tzinfo=ZONE)


def small() -> lc.Case:
    return small_case(Programme(applicants=(Applicant(), Applicant(returns=False, employer=None))))


def with_leg(case: lc.Case, leg_id: LegId, **changes: Any) -> lc.Case:
    (convoy,) = case.convoys
    legs = tuple(evolve(leg, **changes) if leg.id == leg_id else leg for leg in convoy.legs)
    return evolve(case, convoys=(evolve(convoy, legs=legs),))


def leg(case: lc.Case, leg_id: LegId) -> Leg:
    return case.convoys[0].leg(leg_id)


def twice(case: lc.Case) -> set[tuple[str, str, str]]:
    return {(one.kind, one.subject, one.path) for one in lc.check(case) if one.rule == "TR-19"}


def on_direct(plan: ReturnPlan) -> set[WorkerId]:
    return {ride.worker for ride in plan.rides if ride.leg == DIRECT}


def test_the_second_of_two_legs_at_once_that_share_a_captain_or_deputy_is_barred_and_in_turn_both_run() -> None:
    case = small()
    sound, home = lc.plan_return(case), leg(case, HOME)
    for captain in (home.captain, home.deputy):
        shared = with_leg(case, DIRECT, captain=captain)
        assert twice(shared) == {("leg", DIRECT, "captain")}
        plan = lc.plan_return(shared)
        assert (on_direct(plan), plan.verify()) == (set(), ())
        told = [one for one in plan.findings if one.rule == "TR-19"]
        assert [(one.severity, one.subject) for one in told] == [(Severity.ERROR, DIRECT)]
        forced = evolve(sound, case=shared, findings=sound.findings + lc.check(shared))
        assert {("PL-13", one) for one in on_direct(sound)} <= {(one.rule, one.subject) for one in forced.verify()}
    in_turn = with_leg(case, FEEDER, captain=home.captain)
    assert twice(in_turn) == set()
    assert on_direct(lc.plan_return(in_turn)) == on_direct(sound)


def test_a_captain_who_comes_too_late_for_the_next_leg_bars_it_until_another_one_is_named() -> None:
    plan = lc.plan_return(with_leg(small(), DIRECT, captain=leg(small(), FEEDER).captain))
    feeder, direct = leg(plan.case, FEEDER), leg(plan.case, DIRECT)
    late = int((direct.depart - feeder.arrive).total_seconds()) // 60 + 1
    change = lc.replan(plan, [events.TripDelayed(id=EventId("e"), time=at(5, 10), subject=FEEDER, minutes=late)])
    assert ("leg", DIRECT, "captain") in twice(change.plan.case)
    assert (on_direct(change.plan), change.plan.verify()) == (set(), ())


def test_the_second_of_two_legs_that_share_a_vehicle_is_barred() -> None:
    case = small()
    sound = lc.plan_return(case)
    assert (twice(case), sound.verify()) == (set(), ())
    assert on_direct(sound)
    home = leg(case, HOME)
    shared = with_leg(case, DIRECT, vehicle=home.vehicle)
    assert twice(shared) == {("leg", DIRECT, "vehicle")}
    plan = lc.plan_return(shared)
    assert (on_direct(plan), plan.verify()) == (set(), ())
    forced = evolve(sound, case=shared, findings=sound.findings + lc.check(shared))
    assert {("PL-13", worker) for worker in on_direct(sound)} <= {(one.rule, one.subject) for one in forced.verify()}


def test_a_driver_who_leaves_elsewhere_at_the_minute_of_arrival_is_barred() -> None:
    case = small()
    home = leg(case, HOME)
    moved = [
        evolve(stop, arrive=stop.arrive + late, depart=stop.depart + late, driver=home.stops[0].driver)
        for late in [timedelta(minutes=20)]
        for stop in leg(case, DIRECT).stops
    ]
    assert twice(with_leg(case, DIRECT, stops=tuple(moved))) == {("driver", "to-home-driver-1", "sections")}
    later = [evolve(stop, arrive=stop.arrive + MINUTE, depart=stop.depart + MINUTE) for stop in moved]
    assert twice(with_leg(case, DIRECT, stops=tuple(later))) == set()


MINUTE = timedelta(minutes=1)


def swapped(vehicle: Vehicle) -> events.Event:
    return events.VehicleSwap(id=EventId("e"), time=at(5, 7), subject=DIRECT, vehicle=vehicle)


def replaced(vehicle: Vehicle) -> events.Event:
    return events.VehicleBreakdown(id=EventId("e"), time=at(5, 7), subject=DIRECT, replacement=vehicle)


@pytest.mark.parametrize("event", [swapped, replaced])
def test_a_vehicle_that_is_busy_takes_no_other_leg_when_the_day_goes_wrong(
    event: Callable[[Vehicle], events.Event],
) -> None:
    plan = lc.plan_return(small())
    changed = lc.replan(plan, [event(leg(plan.case, HOME).vehicle)])
    after = changed.plan
    assert not changed.findings
    assert (on_direct(after), after.verify()) == (set(), ())
    assert twice(after.case) == {("leg", DIRECT, "vehicle")}
    assert set(after.checked or ()) == set(lc.check(after.case))
    cancelled = events.TripCancelled(id=EventId("f"), time=at(5, 8), subject=HOME)
    freed = lc.replan(after, [cancelled]).plan
    assert twice(freed.case) == set()
    assert set(freed.checked or ()) == set(lc.check(freed.case))
    assert freed.verify() == ()


HOURS = DriverHours(
    driver=DriverId("feeder-driver-1"), driven=(Span(at(4, 17), at(4, 20)), Span(at(5, 1), at(5, 3, 0)))
)


def test_hours_behind_a_driver_count_in_the_check_the_plan_and_whatever_goes_wrong() -> None:
    case = small()
    drives = leg(case, FEEDER).sections()[0].duration
    assert drives == timedelta(hours=3, minutes=30)
    assert lc.plan_return(evolve(case, records=(HOURS,))).travellers == ()
    fewer = evolve(HOURS, driven=HOURS.driven[:1])
    rested = evolve(case, records=(fewer,))
    plan = lc.plan_return(rested)
    assert (len(plan.travellers), plan.verify()) == (2, ())
    delayed = [events.TripDelayed(id=EventId("e"), time=at(5, 10), subject=FEEDER, minutes=25)]
    without = lc.replan(lc.plan_return(case), delayed).plan
    assert "TR-06" not in {one.rule for one in without.findings}
    more = evolve(plan, case=evolve(case, records=(evolve(HOURS, driven=(Span(at(4, 15), at(4, 19, 20)),)),)))
    assert not [one for one in lc.check(more.case) if one.rule == "TR-06"]
    late = lc.replan(evolve(more, checked=None), delayed).plan
    assert {(one.rule, one.subject) for one in late.findings if one.rule == "TR-06"} == {("TR-06", HOURS.driver)}
    assert set(late.checked or ()) == set(lc.check(late.case))
    for behind in ((HOURS,), (fewer,)):
        asked = evolve(case, records=behind)
        assert set(check_again(asked, case, lc.check(case))) == set(lc.check(asked))
    tired = evolve(plan, case=evolve(case, records=(HOURS,)))
    assert "PL-13" in {one.rule for one in tired.verify()}

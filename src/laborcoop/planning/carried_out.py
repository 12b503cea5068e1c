"""From a plan to the records of what was done: journeys, rides and stays, for figures and the report to count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from attrs import evolve

from laborcoop.journey import Journey
from laborcoop.journey.journey import EarlyEnd, JourneyEnd
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.moments import has_zone, instant
from laborcoop.planning.case import Case
from laborcoop.planning.reconciliation import became
from laborcoop.retention import Stay
from laborcoop.transfer import Convoy, Ride
from laborcoop.transfer.route import first_night

if TYPE_CHECKING:
    from laborcoop.planning.plan import ReturnPlan

_BEFORE_BOARDING = frozenset({EarlyEnd.NO_SHOW, EarlyEnd.WITHDRAWN, EarlyEnd.MOVED})


def carried_out(plan: ReturnPlan, until: datetime | None = None) -> Case:
    """The case with what was done by a moment: see `ReturnPlan.carried_out`."""
    if until is not None:
        check_arguments("carried_out", (("until", until, datetime),))
        has_zone(None, None, until)
    opened = datetime.combine(plan.case.on, time(), plan.case.campaign.zone)
    now = _last(plan, opened) if until is None else until
    day = now.astimezone(opened.tzinfo).date()
    given = {(one.convoy, one.worker) for one in plan.case.records_of(Journey)}
    slept = {(one.worker, one.period) for one in plan.case.records_of(Stay)}
    journeys = (one for one in _journeys(plan, opened, now) if (one.convoy, one.worker) not in given)
    stays = (
        _slept(one, day) for one in plan.stays if _has_begun(plan, one, now) and (one.worker, one.period) not in slept
    )
    ridden = {(one.worker, one.leg) for one in plan.case.records_of(Ride)}
    rides = (
        one for one in plan.rides if (one.worker, one.leg) not in ridden and instant(_boards(plan, one)) <= instant(now)
    )
    return evolve(plan.case, on=max(plan.case.on, day), records=(*plan.case.records, *journeys, *rides, *stays))


def _last(plan: ReturnPlan, opened: datetime) -> datetime:
    """When everybody is at the gate, or where the rides end."""
    rides_end = (_arrivals(plan, worker)[-1] for worker in {ride.worker for ride in plan.rides})
    handed_over = (one.at for one in plan.handovers.values())
    return max((opened, plan.log.now or opened, *rides_end, *handed_over), key=instant)


def _has_begun(plan: ReturnPlan, stay: Stay, now: datetime) -> bool:
    """Whether somebody has come to the house; a day on which no ride leads there is the day of a change of beds."""
    zone = plan.case.campaign.zone
    house = next(one.place for one in plan.case.lodgings if one.id == stay.lodging)
    comes = [
        at
        for ride, at in zip(plan.rides_of(stay.worker), _arrivals(plan, stay.worker), strict=True)
        if ride.alight == house and first_night(at.astimezone(zone)) == stay.period.start
    ]
    return instant(min(comes)) <= instant(now) if comes else stay.period.start <= now.astimezone(zone).date()


def _slept(stay: Stay, day: date) -> Stay:
    left = stay.period.end is not None and stay.period.end <= day
    return evolve(stay, checked_in_on=stay.period.start, checked_out_on=stay.period.end if left else None)


def _journeys(plan: ReturnPlan, opened: datetime, now: datetime) -> Iterator[Journey]:
    """A journey for every worker who was ever on the list of a convoy, as far as it has come: figures count workers."""
    ends = became(plan)
    works = {one.worker for one in plan.case.registrations if one.works}
    for convoy in plan.case.convoys:
        for worker, how in ((one, how) for one, how in ends.get(convoy.id, {}).items() if one in works):
            passed = {} if how in _BEFORE_BOARDING else _passed(plan, worker)
            end = None if how is None else _end(plan, worker, how, convoy, passed)
            if how is EarlyEnd.ALIGHTED_EARLY:
                # By the lifecycle nobody alights early who has been met already.
                passed = {name: at for name, at in passed.items() if name in {"left_home_at", "boarded_at"}}
            last = now if end is None else min(now, end.at, key=instant)
            yield Journey(
                worker=worker,
                convoy=convoy.id,
                registered_at=min((opened, *passed.values(), *([] if end is None else [end.at])), key=instant),
                end=end if end is not None and instant(end.at) <= instant(now) else None,
                **{name: at for name, at in passed.items() if instant(at) <= instant(last)},
            )


def _passed(plan: ReturnPlan, worker: WorkerId) -> Mapping[str, datetime]:
    """The moments of a journey in their order: home is left, at the latest, when the first vehicle leaves."""
    rides, arrivals = plan.rides_of(worker), _arrivals(plan, worker)
    boarded = _boards(plan, rides[0])
    passed = {"left_home_at": boarded, "boarded_at": boarded}
    receiving, regions = plan.case.campaign.pairing.receiving, [plan.case.region_of(one.alight) for one in rides]
    inside = (at for at, region in zip(arrivals, regions, strict=True) if region and region.within(receiving))
    handover = plan.handovers.get(worker)
    # The gate lies in the receiving region, even where the case does not say in which division.
    arrived = next(inside, None if handover is None else arrivals[-1])
    if arrived is not None:
        passed |= {"arrived_at": arrived, "received_at": arrived}
    return passed if handover is None else {**passed, "entered_factory_at": handover.at}


def _end(
    plan: ReturnPlan, worker: WorkerId, how: EarlyEnd, convoy: Convoy, passed: Mapping[str, datetime]
) -> JourneyEnd:
    """How a way ended; one without a moment of its own by the last event: before boarding, or where the rides end."""
    known = plan.log.ends.get(worker)
    if known is not None and known.how is how:
        return known
    now = plan.log.now or convoy.depart
    if not passed:
        return JourneyEnd(how=how, at=min(now, convoy.depart, key=instant))
    return JourneyEnd(how=how, at=max(now, _arrivals(plan, worker)[-1], key=instant))


def _boards(plan: ReturnPlan, ride: Ride) -> datetime:
    return next(stop.depart for stop in plan.legs()[ride.leg].stops if stop.place == ride.board)


def _arrivals(plan: ReturnPlan, worker: WorkerId) -> list[datetime]:
    legs = plan.legs()
    return [
        next(stop.arrive for stop in legs[ride.leg].stops if stop.place == ride.alight)
        for ride in plan.rides_of(worker)
    ]

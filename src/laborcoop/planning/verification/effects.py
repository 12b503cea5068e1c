"""Every event has its effect: what it took out of the plan is used by nobody afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from laborcoop.kernel.moments import instant
from laborcoop.kernel.text import Text
from laborcoop.planning import events
from laborcoop.planning.verification.fault import Check, fault
from laborcoop.planning.verification.put_on import not_put_on
from laborcoop.transfer import Vehicle

if TYPE_CHECKING:
    from laborcoop.journey import Registration
    from laborcoop.kernel.ids import WorkerId
    from laborcoop.planning.events import Event
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.planning.verification.ways import Ridden
    from laborcoop.rulebook import Finding
    from laborcoop.transfer import Leg


def check_effects(plan: ReturnPlan, rides: Mapping[WorkerId, Sequence[Ridden]]) -> Iterator[Finding]:
    """Cancelled legs, skipped stops, tired drivers, employers and posts that take nobody: not used after the event."""
    every = [(worker, ride) for worker, way in sorted(rides.items()) for ride in way] if plan.log.events else []
    for event in plan.log.events:
        used = next(_used_after(plan, event, every), None)
        if used is not None:
            yield fault(
                Check.RIDE,
                used,
                Text("计划仍在使用事件 {event} 已经取消的安排", "the plan still uses what the event {event} took out"),
                event=event.id,
            )


def check_changes(plan: ReturnPlan) -> Iterator[Finding]:
    """Legs and wishes that events changed are as the last event about them says."""
    legs, stated = plan.legs(), {one.worker: one for one in plan.case.registrations}
    # A leg that an event took out keeps its times: it does not run late, it does not run.
    out = {found.subject for found in plan.case.findings.excluding() if found.kind == "leg"}
    trains: dict[str, events.TripRenumbered] = {}
    vehicles: dict[str, tuple[Event, Vehicle]] = {}
    otherwise: list[Event] = []
    for event in plan.log.events:
        match event:
            case events.TripRenumbered():
                trains[event.subject] = event
            case events.VehicleSwap():
                vehicles[event.subject] = event, event.vehicle
            case events.VehicleBreakdown(replacement=Vehicle() as vehicle):
                vehicles[event.subject] = event, vehicle
            case events.WorkerRefuses(takes_other=True) if event.subject in stated:
                otherwise += [] if stated[event.subject].accepts_other else [event]
        if isinstance(event, (events.TripDelayed, events.VehicleBreakdown)):
            late = legs.keys() & {event.subject, *getattr(event, "held_legs", ())} - out
            otherwise += [event] if any(_too_early(event, legs[leg]) for leg in late) else []
    otherwise += [event for leg, event in trains.items() if leg in legs and legs[leg].train != event.train]
    otherwise += [event for leg, (event, one) in vehicles.items() if leg in legs and legs[leg].vehicle != one]
    otherwise += not_put_on(plan)
    otherwise += _not_as_asked(plan, stated)
    for event in otherwise:
        yield fault(
            Check.RIDE,
            event.subject,
            Text("与事件 {event} 所报不符", "is not as the event {event} says"),
            event=event.id,
        )


def _not_as_asked(plan: ReturnPlan, stated: Mapping[WorkerId, Registration]) -> Iterator[Event]:
    """What somebody asked for last and does not have; who goes along may have followed one of the party since."""
    asked = [event for event in plan.log.events if isinstance(event, events.BoardElsewhere) and event.subject in stated]
    last = {event.subject: number for number, event in enumerate(asked)}
    for worker, number in last.items():
        own = stated[worker]
        counting = [
            event
            for event in asked[number:]
            if event.subject == worker
            or (not own.works and own.together is not None and stated[event.subject].together == own.together)
        ]
        if not any(
            own.boarding == event.place and (event.convoy is None or own.batches == {event.convoy})
            for event in counting
        ):
            yield asked[number]


def _too_early(event: events.TripDelayed | events.VehicleBreakdown, leg: Leg) -> bool:
    """Whether a leg reaches or leaves a stop after the event, but sooner than a leg can that runs so late from then."""
    late = instant(event.time) + timedelta(minutes=event.minutes)
    return any(instant(event.time) < instant(at) <= late for stop in leg.stops for at in (stop.arrive, stop.depart))


def _used_after(plan: ReturnPlan, event: Event, every: Sequence[tuple[WorkerId, Ridden]]) -> Iterator[str]:
    """Who or what uses it all the same."""
    match event:
        case events.TripCancelled():
            yield from (worker for worker, ride in every if ride.leg == event.subject)
        case events.StopSkipped():
            on = [(worker, ride) for worker, ride in every if ride.leg == event.subject]
            yield from (worker for worker, ride in on if ride.start == event.place and _after(event, ride.depart))
            yield from (worker for worker, ride in on if ride.end == event.place and _after(event, ride.arrive))
        case events.DriverOverHours():
            leg = plan.legs().get(event.leg)
            stops = leg.stops[:-1] if leg is not None and event.leg in {ride.leg for _, ride in every} else ()
            yield from (event.subject for one in stops if one.driver == event.subject and _after(event, one.depart))
        case events.EmployerSuspended() | events.PostWithdrawn() | events.ContractDiffersFromOffer():
            most = event.openings_left if isinstance(event, events.PostWithdrawn) else 0
            later = [
                worker
                for worker, match in sorted(plan.matches.items())
                if event.subject in {match.employer, match.post}
                if worker in plan.handovers and _after(event, plan.handovers[worker].at)
            ]
            yield from later[most:]
        case _:
            return


def _after(event: Event, moment: datetime) -> bool:
    return instant(moment) > instant(event.time)

"""The log says what its events say: of whom and what they are, what they took out, who refuses whom, who was listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from laborcoop.journey.journey import EarlyEnd
from laborcoop.kernel.moments import instant
from laborcoop.kernel.text import Text
from laborcoop.planning import events
from laborcoop.planning.verification.fault import Check, fault

if TYPE_CHECKING:
    from laborcoop.planning.events import Event
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.rulebook import Finding

_SUBJECTS: Mapping[type, str] = {
    **dict.fromkeys(
        (
            events.NoShow,
            events.LateCancel,
            events.BoardElsewhere,
            events.DuplicateIdentity,
            events.TicketMismatch,
            events.HealthStop,
            events.InjuryEnRoute,
            events.MissingAtHandover,
            events.WorkerRefuses,
        ),
        "worker",
    ),
    **dict.fromkeys(
        (
            events.TripCancelled,
            events.TripDelayed,
            events.TripRenumbered,
            events.VehicleBreakdown,
            events.VehicleSwap,
            events.StopSkipped,
        ),
        "leg",
    ),
    events.EmployerSuspended: "employer",
    events.PostWithdrawn: "post",
    events.ContractDiffersFromOffer: "post",
}
"""What the subject of each event is; a driver who was relieved drives nothing of the case any more."""


def check_recorded(plan: ReturnPlan) -> Iterator[Finding]:
    """The events, the employers that people refuse, and the lists of those who did not come."""
    names = _names_of(plan)
    for event in plan.log.events:
        if not set(_named(event)) <= names:
            yield fault(
                Check.NOBODY_LOST,
                event.subject,
                Text("事件 {event} 所指的记录不在案例中", "the event {event} is about what the case does not have"),
                event=event.id,
            )
    yield from _still_in(plan)
    yield from _refusals(plan)
    yield from _unlisted(plan)


def _names_of(plan: ReturnPlan) -> set[tuple[str, str]]:
    case = plan.case
    return {
        *(("worker", one.id) for one in case.workers),
        *(("leg", name) for name in plan.legs()),
        *(("employer", one.id) for one in case.employers),
        *(("post", one.id) for one in case.posts),
        *(("place", one.id) for one in case.places),
        *(("convoy", one.id) for one in case.convoys),
        *(("room", f"{house.id}/{room.id}") for house in case.lodgings for room in house.rooms),
    }


def _named(event: Event) -> Iterator[tuple[str, str]]:
    """The kind and id of what an event is about."""
    if type(event) in _SUBJECTS:
        yield _SUBJECTS[type(event)], event.subject
    match event:
        case events.NoShow() | events.TicketMismatch() | events.DriverOverHours():
            yield "leg", event.leg
        case events.TripDelayed():
            yield from (("leg", leg) for leg in event.held_legs)
        case events.BoardElsewhere():
            yield "place", event.place
            yield from (("convoy", convoy) for convoy in [event.convoy] if convoy is not None)
        case events.DuplicateIdentity():
            yield "worker", event.same_as
        case events.RoomOutOfService():
            yield "room", f"{event.lodging}/{event.subject}"


def _still_in(plan: ReturnPlan) -> Iterator[Finding]:
    """What an event has taken out is barred by a finding of the case, by which the next plan goes."""
    out = {(found.kind, found.subject) for found in plan.case.findings if found.severity.excludes}
    for event in plan.log.events:
        taken = _taken_out(plan, event)
        if taken is not None and taken not in out:
            yield fault(
                Check.NOBODY_LOST,
                taken[1],
                Text(
                    "事件 {event} 已经取消，案例却没有写明",
                    "the event {event} took it out, and the case does not say so",
                ),
                event=event.id,
            )


def _taken_out(plan: ReturnPlan, event: Event) -> tuple[str, str] | None:
    """The kind and id of what an event takes out of all plans."""
    match event:
        case events.TripCancelled():
            return "leg", event.subject
        case events.EmployerSuspended():
            return "employer", event.subject
        case events.ContractDiffersFromOffer():
            return "post", event.subject
        case events.VehicleBreakdown(replacement=None):
            leg = plan.legs().get(event.subject)
        case events.DriverOverHours(relief=None):
            leg = plan.legs().get(event.leg)
        case _:
            return None
    # Under way it ends at its next stop instead.
    return ("leg", leg.id) if leg is not None and instant(leg.depart) > instant(event.time) else None


def _refusals(plan: ReturnPlan) -> Iterator[Finding]:
    """Who takes another post has refused an employer: the own one or one with posts, and no more than one each time."""
    times = Counter(
        event.subject for event in plan.log.events if isinstance(event, events.WorkerRefuses) and event.takes_other
    )
    hiring = {post.employer for post in plan.case.posts}
    own = {one.worker: one.employer for one in plan.case.registrations}
    for worker in sorted(times.keys() | plan.log.refused.keys()):
        refused = plan.log.refused.get(worker, frozenset())
        if not 0 < len(refused) <= times[worker] or refused - hiring - {own.get(worker)}:
            yield fault(
                Check.WISH,
                worker,
                Text("所拒绝的用人单位与事件不符", "the employers refused are not what the events say"),
            )


def _unlisted(plan: ReturnPlan) -> Iterator[Finding]:
    """Who did not come had a seat, and so is on the list of that convoy."""
    convoys = {leg.id: convoy.id for convoy in plan.case.convoys for leg in convoy.legs}
    for event in (one for one in plan.log.events if isinstance(one, events.NoShow)):
        end, convoy = plan.log.ends.get(event.subject), convoys.get(event.leg)
        if end is None or end.how is not EarlyEnd.NO_SHOW or convoy is None:
            continue
        if event.subject not in plan.log.lists.get(convoy, frozenset()):
            yield fault(
                Check.NOBODY_LOST,
                event.subject,
                Text("未到的人不在该批次名单上", "did not come, and is not on the list of that convoy"),
            )

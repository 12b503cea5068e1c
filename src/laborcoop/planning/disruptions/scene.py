"""The scene on which an event comes in: the case, how everyone stands, and what has happened by then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NoReturn

from attrs import evolve, frozen

from laborcoop.errors import LaborcoopError
from laborcoop.journey import Reason, Stage
from laborcoop.journey.journey import EarlyEnd, JourneyEnd
from laborcoop.kernel.ids import LegId, WorkerId
from laborcoop.kernel.moments import instant
from laborcoop.kernel.text import Text
from laborcoop.planning import events
from laborcoop.planning.case import Case
from laborcoop.planning.disruptions.standing import Left, Standing, boards, slept
from laborcoop.planning.disruptions.tonight import Tonight
from laborcoop.planning.event_log import EventLog
from laborcoop.planning.events import Event, HealthStop, InjuryEnRoute, WorkerRefuses
from laborcoop.planning.names import Names, leg_text
from laborcoop.rulebook import Convention, Finding, Findings, Severity
from laborcoop.transfer import Leg, Ride

UNKNOWN = "PL-21"
OUT_OF_ORDER = "PL-22"
CONTRADICTION = "PL-23"
_WHY = Convention(Text("途中的突发情况，由所报事件记录", "a disruption under way, as the event reports it"))


class Refusal(LaborcoopError):
    """An event cannot be taken: what it names is not there, or what it says cannot have happened."""

    def __init__(self, code: str, text: Text) -> None:
        super().__init__(text)
        self.code = code


def refuse(text: Text, **facts: object) -> NoReturn:
    """Refuse an event because of what has happened.

    Raises:
        Refusal: always.
    """
    raise Refusal(CONTRADICTION, text.format(**facts))


def unknown(what: Text, name: str) -> NoReturn:
    """Refuse an event that is about something that the case does not have.

    Raises:
        Refusal: always.
    """
    raise Refusal(
        UNKNOWN, Text("案例中没有{what} {name}", "the case has no {what} {name}").format(what=what, name=name)
    )


@frozen(kw_only=True)
class Scene:
    """Where an event comes in; ``log`` holds the events before it, ``now`` is its time."""

    case: Case
    standings: Mapping[WorkerId, Standing]
    log: EventLog
    now: datetime

    def has_come(self, moment: datetime) -> bool:
        """Whether a moment has come."""
        return instant(moment) <= instant(self.now)

    def legs(self) -> Mapping[str, Leg]:
        """Every leg of the case, by id."""
        return {leg.id: leg for convoy in self.case.convoys for leg in convoy.legs}

    def leg(self, leg_id: LegId) -> Leg:
        """The leg of this id.

        Raises:
            Refusal: there is none.
        """
        return self.legs().get(leg_id) or unknown(Text("班次", "leg"), leg_id)

    def traveller(self, worker: WorkerId) -> Standing:
        """How a person stands whose way has not ended.

        Raises:
            Refusal: the case has nobody of this id, or the way has ended, or the employer has signed.
        """
        standing = self.standings.get(worker)
        if standing is None:
            unknown(Text("人员", "worker"), worker)
        if worker in self.log.ends:
            refuse(Text("{worker} 的行程已经结束", "the way of {worker} has ended already"), worker=worker)
        if standing.handover is not None and standing.handover.signed_at is not None:
            refuse(Text("用人单位已签收 {worker}", "the employer has signed for {worker}"), worker=worker)
        return standing

    def boarded(self, worker: WorkerId) -> tuple[Ride, ...]:
        """The rides that somebody has boarded by now."""
        legs = self.legs()
        return tuple(ride for ride in self.standings[worker].rides if self.has_come(boards(ride, legs)))

    def is_at_gate(self, worker: WorkerId) -> bool:
        """Whether somebody has been brought to the gate, and the employer has not signed."""
        handover = self.standings[worker].handover
        return handover is not None and handover.signed_at is None and self.has_come(handover.at)

    def bar(self, event: Event, kind: str, record: str, message: Text) -> Scene:
        """The scene in which no plan can use a record any more: an event has taken it out."""
        finding = Finding(
            rule=code_of(event), severity=Severity.BLOCK, subject=record, kind=kind, message=message, sources=(_WHY,)
        )
        return evolve(self, case=evolve(self.case, findings=Findings.of([*self.case.findings, finding])))

    def end_before_boarding(self, event: Event, worker: WorkerId, how: EarlyEnd, message: Text) -> Scene:
        """The scene in which somebody does not travel at all."""
        return self.bar(event, "worker", worker, message).with_standing(worker, Standing()).with_end(event, worker, how)

    def end_under_way(
        self, event: Event, worker: WorkerId, how: EarlyEnd, message: Text, boarded: tuple[Ride, ...]
    ) -> Scene:
        """The scene in which somebody who has boarded does not reach the gate; ``boarded`` are the rides that were.

        Whoever was left out under way before, for want of a post, a seat or a bed, is left out at that stage still.
        """
        standing = self.standings[worker]
        reason = Reason(code=code_of(event), text=message)
        stays = slept(standing.stays, self.now)
        if isinstance(event, WorkerRefuses):
            # Nothing takes this person away from the bed of the night.
            stays = Tonight.of(self.case, self.log, self.legs(), self.now).kept(standing.stays, boarded)
        # It may be told the next day that somebody was not in the coach to the house.
        reached = {ride.alight for ride in boarded}
        houses = {lodging.id for lodging in self.case.lodgings if lodging.place in reached}
        ended = evolve(
            standing,
            rides=boarded,
            stays=tuple(stay for stay in stays if stay.lodging in houses),
            handover=None,
            left=evolve(standing.left or Left(stage=Stage.GATE, reasons=(reason,)), reasons=(reason,)),
        )
        return self.with_standing(worker, ended).with_end(event, worker, how)

    def without_no_show(self, worker: WorkerId) -> Scene:
        """The scene in which somebody who did not come to board waits for a seat again; this one for anybody else."""
        end = self.log.ends.get(worker)
        if end is None or end.how is not EarlyEnd.NO_SHOW:
            return self
        ends = {one: other for one, other in self.log.ends.items() if one != worker}
        stayed_away = ("worker", worker, _STAYED_AWAY)
        others = [found for found in self.case.findings if (found.kind, found.subject, found.rule) != stayed_away]
        case = evolve(self.case, findings=Findings.of(others))
        return evolve(self, case=case, log=evolve(self.log, ends=ends))

    def with_standing(self, worker: WorkerId, standing: Standing) -> Scene:
        """The scene with another standing of one person."""
        return evolve(self, standings={**self.standings, worker: standing})

    def with_end(self, event: Event, worker: WorkerId, how: EarlyEnd) -> Scene:
        """The scene with the end of a way on record."""
        end = JourneyEnd(at=event.time, how=how, reason=event.reason)
        return evolve(self, log=evolve(self.log, ends={**self.log.ends, worker: end}))


def cause_of(event: Event, case: Case) -> Text:
    """The sentence that says for which event somebody has no way any more: what befell a leg, a room or a post.

    What befell a person is that person's own: others are told of the event alone.
    """
    cause, what = _FOR.format(event=event.id), _WHAT.get(type(event))
    if what is None:
        return cause
    return _FOR_WHAT.format(cause=cause, what=what.format(of=_befallen(event, case)))


def tells_of(reason: Reason, event: Event) -> bool:
    """Whether a reason is the sentence of an event, whatever what it befell was called then."""
    cause = _FOR.format(event=event.id).en
    return reason.code == code_of(event) and (reason.text.en == cause or reason.text.en.startswith(f"{cause} ("))


_FOR = Text("因事件 {event} 重新安排", "planned again for the event {event}")
_FOR_WHAT = Text("{cause}（{what}）", "{cause} ({what})")


def _befallen(event: Event, case: Case) -> Text:
    """What an event befell, as travellers know it."""
    names = Names.of(case)
    match event:
        case events.RoomOutOfService():
            return _ROOM.format(lodging=names.lodging(event.lodging), room=event.subject)
        case events.PostWithdrawn() | events.ContractDiffersFromOffer():
            return Text.same(names.post(event.subject))
        case events.EmployerSuspended():
            return names.employer(event.subject)
    named = event.leg if isinstance(event, events.DriverOverHours) else event.subject
    return next(leg_text(leg) for convoy in case.convoys for leg in convoy.legs if leg.id == named)


_ROOM = Text("{lodging} {room} 房", "room {room} of {lodging}")
_WHAT: Mapping[type, Text] = {
    events.TripCancelled: Text("{of}取消", "cancelled: {of}"),
    events.TripDelayed: Text("{of}晚点", "late: {of}"),
    events.VehicleBreakdown: Text("{of}的车辆故障", "broken down: {of}"),
    events.VehicleSwap: Text("{of}换车", "another vehicle: {of}"),
    events.DriverOverHours: Text("{of}的驾驶员工时已满", "its driver has no hours left: {of}"),
    events.StopSkipped: Text("{of}甩站", "a stop skipped: {of}"),
    events.RoomOutOfService: Text("{of}停用", "out of service: {of}"),
    events.PostWithdrawn: Text("岗位撤回：{of}", "post withdrawn: {of}"),
    events.EmployerSuspended: Text("{of}暂停接收人员", "takes no more arrivals: {of}"),
    events.ContractDiffersFromOffer: Text("合同与招聘不符：{of}", "contract not as offered: {of}"),
}


def code_of(event: Event) -> str:
    """The code under which a plan names what an event took out: ``EV-01`` for the first of the twenty.

    All that may tell of a person's health is EV-00: a reason stands in lists that many people see.
    """
    return "EV-00" if isinstance(event, (HealthStop, InjuryEnRoute)) else _code(type(event))


def _code(kind: type[Event]) -> str:
    return f"EV-{Event.__args__.index(kind) + 1:02}"


_STAYED_AWAY = _code(events.NoShow)

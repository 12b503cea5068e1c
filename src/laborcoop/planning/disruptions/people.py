"""What befalls a person: does not come, steps back, boards elsewhere, is stopped, hurt, missing, or refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from attrs import evolve

from laborcoop.journey import Reason, Registration, Stage
from laborcoop.journey.journey import EarlyEnd
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.moments import later
from laborcoop.kernel.places import PlaceKind
from laborcoop.kernel.text import Text
from laborcoop.planning.accompanying import takers
from laborcoop.planning.disruptions.other_stop import with_other_stop
from laborcoop.planning.disruptions.scene import Scene, code_of, refuse, unknown
from laborcoop.planning.disruptions.standing import Left, boards
from laborcoop.planning.events import (
    BoardElsewhere,
    DuplicateIdentity,
    HealthStop,
    InjuryEnRoute,
    LateCancel,
    MissingAtHandover,
    NoShow,
    TicketMismatch,
    WorkerRefuses,
)

_NO_SHOW = Text("本人未到上车点上车", "did not come to board")
_LEFT_EARLY = Text("途中未再上车", "did not board again on the way")
_CANCELLED = Text("本人在上车前退出", "stepped back before boarding")
_SAME = Text("与 {other} 为同一人", "is the same person as {other}")
_NOT_NOW = Text("暂不能继续本次行程", "cannot go on with this trip for now")
_MISSING = Text("交接时不在场，正在联系", "was not there at the hand-over and is being looked for")
_REFUSES = Text("本人不愿到该用人单位工作", "does not want to work for this employer")


def no_show(event: NoShow, scene: Scene) -> Scene:
    """Nobody came to the leg: a no-show where it is the first one, else somebody who left on the way."""
    scene.leg(event.leg)
    legs, rides = scene.legs(), scene.traveller(event.subject).rides
    ride = next((ride for ride in rides if ride.leg == event.leg), None)
    if ride is None:
        refuse(_NOT_ON, worker=event.subject, leg=event.leg)
    if not scene.has_come(boards(ride, legs)):
        refuse(Text("{leg} 尚未从该站发车", "{leg} has not left that stop yet"), leg=event.leg)
    _not_handed_over(scene, event.subject)
    before = rides[: rides.index(ride)]
    if before:
        return scene.end_under_way(event, event.subject, EarlyEnd.ALIGHTED_EARLY, _LEFT_EARLY, before)
    return scene.end_before_boarding(event, event.subject, EarlyEnd.NO_SHOW, _NO_SHOW)


_NOT_ON = Text("{worker} 不乘 {leg}", "{worker} does not ride {leg}")


def late_cancel(event: LateCancel, scene: Scene) -> Scene:
    """Steps back before boarding."""
    _not_boarded(scene, event.subject)
    return scene.end_before_boarding(event, event.subject, EarlyEnd.WITHDRAWN, _CANCELLED)


def board_elsewhere(event: BoardElsewhere, scene: Scene) -> Scene:
    """Asks for another stop, as far as a coach calls there with the others of the party or else without them.

    So may who did not come to the first leg: to a later stop of it after all, or to another convoy.
    """
    scene = scene.without_no_show(event.subject)
    _not_boarded(scene, event.subject)
    place = scene.case.place(event.place)
    if place is None:
        unknown(Text("地点", "place"), event.place)
    if place.kind is PlaceKind.GATE:
        refuse(
            Text("{place} 是厂门，不是上车点", "{place} is a factory gate, where ways end and nobody boards"),
            place=event.place,
        )
    if event.convoy is not None and event.convoy not in {convoy.id for convoy in scene.case.convoys}:
        unknown(Text("批次", "convoy"), event.convoy)
    return with_other_stop(event, scene)


def _registered(scene: Scene, worker: WorkerId, change: Callable[[Registration], Registration]) -> Scene:
    registrations = tuple(
        change(registration) if registration.worker == worker else registration
        for registration in scene.case.registrations
    )
    return evolve(scene, case=evolve(scene.case, registrations=registrations))


def duplicate_identity(event: DuplicateIdentity, scene: Scene) -> Scene:
    """One of the two records goes: the one named, or the other where only the one named has boarded or has a place."""
    pair = (event.subject, event.same_as)
    for worker in pair:
        scene.traveller(worker)
    boarded = [worker for worker in pair if scene.boarded(worker)]
    if len(set(pair)) == 1 or len(boarded) == len(pair):
        refuse(
            Text("{one} 与 {other} 不可能是同一人", "{one} and {other} cannot be one person"),
            one=event.subject,
            other=event.same_as,
        )
    waits = scene.standings[event.same_as].left
    alone_has_a_place = (
        scene.standings[event.subject].is_arriving and waits is not None and waits.stage is not Stage.ADMISSION
    )
    is_kept = event.subject in boarded or (not boarded and alone_has_a_place)
    goes, stays = reversed(pair) if is_kept else pair
    return scene.end_before_boarding(event, goes, EarlyEnd.WITHDRAWN, _SAME.format(other=stays))


def ticket_mismatch(event: TicketMismatch, scene: Scene) -> Scene:
    """Whoever holds no right ticket cannot take the leg, until it is issued anew; the log says for whom."""
    leg = scene.leg(event.leg)
    standing = scene.traveller(event.subject)
    if not leg.mode.is_rail:
        refuse(Text("{leg} 不凭实名车票乘坐", "nobody needs a ticket in the own name for {leg}"), leg=leg.id)
    ride = next((ride for ride in standing.rides if ride.leg == event.leg), None)
    is_put_right = event.reissued and event.leg in scene.log.not_on().get(event.subject, ())
    if ride is None and not is_put_right:
        refuse(_NOT_ON, worker=event.subject, leg=event.leg)
    leaves = leg.stops[-2].depart if ride is None else boards(ride, scene.legs())
    if scene.has_come(leaves):
        refuse(Text("{leg} 已从该站发车", "{leg} has left that stop"), leg=event.leg)
    return scene


def health_stop(event: HealthStop, scene: Scene) -> Scene:
    """Steps back before boarding; is treated after it."""
    if not _is_under_way(scene, event.subject):
        return scene.end_before_boarding(event, event.subject, EarlyEnd.WITHDRAWN, _NOT_NOW)
    boarded = scene.boarded(event.subject)
    return scene.end_under_way(event, event.subject, EarlyEnd.HOSPITAL, _NOT_NOW, boarded)


def injury_en_route(event: InjuryEnRoute, scene: Scene) -> Scene:
    """Goes to hospital from where the way has led."""
    if not _is_under_way(scene, event.subject):
        refuse(_NOT_BOARDED, worker=event.subject)
    boarded = scene.boarded(event.subject)
    return scene.end_under_way(event, event.subject, EarlyEnd.HOSPITAL, _NOT_NOW, boarded)


_NOT_BOARDED = Text("{worker} 尚未上车", "{worker} has not boarded")


def missing_at_handover(event: MissingAtHandover, scene: Scene) -> Scene:
    """Boarded, and is not there when the employer counts; known from then on, and until it is taken for done."""
    standing = scene.traveller(event.subject)
    boarded = scene.boarded(event.subject)
    if not boarded:
        refuse(_NOT_BOARDED, worker=event.subject)
    if standing.handover is not None and not scene.has_come(standing.handover.at):
        refuse(
            Text("{worker} 到 {at} 才交接", "{worker} is not handed over before {at}"),
            worker=event.subject,
            at=standing.handover.at,
        )
    _not_handed_over(scene, event.subject, _AT_THE_GATE)
    return scene.end_under_way(event, event.subject, EarlyEnd.MISSING, _MISSING, boarded)


def worker_refuses(event: WorkerRefuses, scene: Scene) -> Scene:
    """Takes another of the open posts, or goes no further."""
    standing = scene.traveller(event.subject)
    boarded = scene.boarded(event.subject)
    works = next(one.works for one in scene.case.registrations if one.worker == event.subject)
    if standing.match is None or not works:
        refuse(Text("{worker} 还没有岗位", "{worker} has no post to refuse"), worker=event.subject)
    _not_handed_over(scene, event.subject, _AT_THE_GATE)
    if event.takes_other:
        refused = scene.log.refused.get(event.subject, frozenset()) | {standing.match.employer}
        log = evolve(scene.log, refused={**scene.log.refused, event.subject: refused})
        if scene.is_at_gate(event.subject):
            scene = _companions_leave_the_gate(event, _leaves_the_gate(event, event.subject, _REFUSES, scene))
        return _registered(evolve(scene, log=log), event.subject, lambda one: evolve(one, accepts_other=True))
    if boarded:
        scene = _companions_leave_the_gate(event, scene)
        return scene.end_under_way(event, event.subject, EarlyEnd.ALIGHTED_EARLY, _REFUSES, boarded)
    return scene.end_before_boarding(event, event.subject, EarlyEnd.WITHDRAWN, _REFUSES)


def _companions_leave_the_gate(event: WorkerRefuses, scene: Scene) -> Scene:
    """Whoever went along with somebody who leaves a gate leaves it, too, where no other adult of theirs stays."""
    for worker, adults in takers(scene.case).items():
        goal = scene.standings[worker].match
        others = [scene.standings[one.id] for one in adults if one.id != event.subject]
        stays = any(one.is_arriving and one.match and goal and one.match.employer == goal.employer for one in others)
        if len(others) < len(adults) and not stays and scene.is_at_gate(worker):
            scene = _leaves_the_gate(event, worker, _GOES_WITH.format(adult=event.subject), scene)
    return scene


def _leaves_the_gate(event: WorkerRefuses, worker: WorkerId, why: Text, scene: Scene) -> Scene:
    left = Left(stage=Stage.POSTS, reasons=(Reason(code=code_of(event), text=why),))
    return scene.with_standing(worker, evolve(scene.standings[worker], handover=None, left=left))


_GOES_WITH = Text("随 {adult} 离开该用人单位", "leaves this employer with {adult}")


def _not_boarded(scene: Scene, worker: WorkerId) -> None:
    scene.traveller(worker)
    if scene.boarded(worker):
        refuse(Text("{worker} 已经上车", "{worker} has boarded"), worker=worker)


def _is_under_way(scene: Scene, worker: WorkerId) -> bool:
    scene.traveller(worker)
    _not_handed_over(scene, worker)
    return bool(scene.boarded(worker))


_AT_THE_GATE = timedelta(days=1)
"""How long after its moment a hand-over that nobody signed can still be undone by what is said at the gate.

Somebody may sleep there before refusing the work. A choice of the library's, not a rule of law.
"""


def _not_handed_over(scene: Scene, worker: WorkerId, for_long: timedelta = timedelta()) -> None:
    handover = scene.standings[worker].handover
    if handover is not None and scene.has_come(later(handover.at, for_long)):
        refuse(Text("{worker} 已在厂门交接", "{worker} has been handed over"), worker=worker)

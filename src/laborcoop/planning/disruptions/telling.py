"""Who must be told what after a disruption: those who travel, employers, drivers, lodgings. Ids only, no names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from attrs import field, frozen

from laborcoop.journey.journey import EarlyEnd
from laborcoop.kernel.ids import EmployerId, EventId, LodgingId, PlaceId, PostId, RoomId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.disruptions.companions import companions, recipients
from laborcoop.planning.disruptions.crews import crews
from laborcoop.planning.disruptions.notice import (
    Audience,
    Because,
    Notification,
    People,
    Touching,
    name_of,
    told,
    touching_events,
)
from laborcoop.planning.event_log import first_night
from laborcoop.planning.events import Event
from laborcoop.planning.plan import ReturnPlan
from laborcoop.retention import Stay
from laborcoop.transfer import Leg, Ride
from laborcoop.transfer.train_numbers import told_of_ride


def notifications(
    before: ReturnPlan, after: ReturnPlan, people: frozenset[WorkerId], events: Sequence[Event], because: Because
) -> tuple[Notification, ...]:
    """Everybody who must be told that one plan took the place of another, by audience and id.

    Args:
        before: the plan that was.
        after: the plan that is.
        people: those of whom anything is otherwise; nobody is told of anyone else.
        events: what happened in between.
        because: the last event that changed each person's way.
    """
    touching = touching_events(events)
    return (
        *_workers(before, after, people, because, touching),
        *_employers(before, after, people, because, touching),
        *crews(before, after, people, because, touching),
        *companions(before, after, because),
        *_lodgings(before, after, people, because, touching),
    )


def _workers(
    before: ReturnPlan, after: ReturnPlan, people: People, because: Because, touching: Touching
) -> Iterator[Notification]:
    old, new = _own_ways(before, people), _own_ways(after, people)
    unplaced, adults, beds = after.unplaced, recipients(before, after), _other_beds(before, after, people)
    for worker in sorted(old.keys() | new.keys() | beds.keys()):
        if old.get(worker) == new.get(worker) and worker not in beds:
            continue
        hears = adults.get(worker, worker)
        bed = beds.get(worker)
        if worker in new:
            ahead = [part for part in new[worker] if not part.is_over(after)]
            text = (_NEW_WAY if worker == hears else _NEW_WAY_OF).format(
                worker=worker, way=tuple(part.text() for part in ahead), at=after.handovers[worker].at
            )
        elif worker in old:
            reasons = tuple(reason.text for reason in unplaced[worker])
            text = (_NO_WAY if worker == hears else _NO_WAY_OF).format(worker=worker, reasons=reasons)
            text = text if bed is None else _AND.format(text=text, bed=bed)
        else:
            text = beds[worker] if worker == hears else _FOR.format(worker=worker, text=beds[worker])
        yield told(Audience.WORKER, hears, (worker,), text, _causes(after, worker, because, touching))


_NEW_WAY = Text("行程有变：{way}；{at} 到厂", "your way has changed: {way}; at the gate {at}")
_NEW_WAY_OF = Text(
    "随行人员 {worker} 行程有变：{way}；{at} 到厂", "the way of {worker} has changed: {way}; at the gate {at}"
)
_NO_WAY = Text("不能按计划出行：{reasons}", "you do not travel as planned: {reasons}")
_NO_WAY_OF = Text("随行人员 {worker} 不能按计划出行：{reasons}", "{worker} does not travel as planned: {reasons}")


_AND = Text("{text}；{bed}", "{text}; {bed}")
_FOR = Text("随行人员 {worker}：{text}", "{worker}: {text}")
_OTHER_BED = Text("床位有变：{bed}", "your bed is another one: {bed}")
_NO_BED = Text(
    "{lodging} {room} 房停用，当夜没有其他空床", "room {room} of {lodging} is out of service, and no other bed is free"
)


def _other_beds(before: ReturnPlan, after: ReturnPlan, people: People) -> dict[WorkerId, Text]:
    """What those who go no further must know of their bed, where its room is closed: which they have, or that none is.

    Whoever is in hospital, or missed, sleeps elsewhere.
    """
    closed = list(after.log.closed())
    found: dict[WorkerId, Text] = {}
    for worker in sorted(people - after.handovers.keys()) if closed else ():
        end = after.log.ends.get(worker)
        if end is None or end.how is EarlyEnd.ALIGHTED_EARLY:
            now = {night: stay for stay in after.stays_of(worker) for night in stay.nights()}
            had = [(night, stay) for stay in before.stays_of(worker) for night in stay.nights()]
            for night, stay in had:
                is_closed = any(
                    (stay.lodging, stay.room) == (house, room) and night in days for house, room, days in closed
                )
                if is_closed and night in now:
                    found[worker] = _OTHER_BED.format(bed=_bed(now[night]).text())
                elif is_closed and worker not in before.handovers:
                    found[worker] = _NO_BED.format(lodging=stay.lodging, room=stay.room)
    return found


def _causes(plan: ReturnPlan, worker: WorkerId, because: Because, touching: Touching) -> list[EventId | None]:
    """The events for which somebody's way is another: the last that changed it, and those that befell its legs."""
    legs = [ride.leg for ride in plan.rides_of(worker)]
    return [because.get(worker), *(event for leg in legs for event in touching.get(leg, ()))]


@frozen
class _Boarding:
    """A leg that somebody boards, as that person must know it."""

    at: datetime
    place: PlaceId
    leg: Text
    vehicle: str
    seat: str
    # Whoever is aboard is told of the leg still; when it comes is told by what follows.
    until: datetime = field(eq=False)

    def is_over(self, plan: ReturnPlan) -> bool:
        """Whether somebody has got off it."""
        return plan.log.is_past(self.until)

    def text(self) -> Text:
        """The sentence of it; what is known by its train number needs no vehicle."""
        return (_BY_COACH if self.vehicle else _BY_TRAIN).format(
            at=self.at, place=self.place, leg=self.leg, vehicle=self.vehicle, seat=self.seat
        )


_BY_TRAIN = Text("{at} 在 {place} 乘 {leg} {seat} 座", "{at} from {place} by {leg}, seat {seat}")
_BY_COACH = Text(
    "{at} 在 {place} 乘 {leg}（车辆 {vehicle}）{seat} 座", "{at} from {place} by {leg} (vehicle {vehicle}), seat {seat}"
)


@frozen
class _Bed:
    """A bed that somebody sleeps in."""

    night: date
    until: date | None
    lodging: LodgingId
    room: RoomId
    bed: int

    def is_over(self, plan: ReturnPlan) -> bool:
        """Whether the nights are slept."""
        return plan.log.now is not None and self.until is not None and self.until <= first_night(plan.log.now)

    def text(self) -> Text:
        """The sentence of it."""
        return Text(
            "{night} 起住 {lodging} {room} 房 {bed} 床", "from {night} {lodging}, room {room}, bed {bed}"
        ).format(night=self.night, lodging=self.lodging, room=self.room, bed=self.bed)


@frozen
class _Work:
    """Whom somebody works for, and in which of the open posts."""

    employer: EmployerId
    post: PostId | None

    def is_over(self, _: ReturnPlan) -> bool:
        """Whether it is behind somebody: it never is."""
        return False

    def text(self) -> Text:
        """The sentence of it."""
        if self.post is None:
            return Text("到 {employer} 上岗", "work for {employer}").format(employer=self.employer)
        return Text("到 {employer} 上岗（岗位 {post}）", "work for {employer}, post {post}").format(
            employer=self.employer, post=self.post
        )


def _own_ways(plan: ReturnPlan, people: People) -> dict[WorkerId, tuple[_Boarding | _Bed | _Work, ...]]:
    """What those of some people who arrive must know of the own way.

    Every leg with its number, stop, time and seat, every bed, and where the work is.
    """
    legs = plan.legs()
    return {
        worker: (
            *(_boarding(ride, legs[ride.leg]) for ride in plan.rides_of(worker)),
            *map(_bed, plan.stays_of(worker)),
            *(_Work(match.employer, match.post) for match in [plan.matches.get(worker)] if match is not None),
        )
        for worker in people & plan.handovers.keys()
    }


def _bed(stay: Stay) -> _Bed:
    return _Bed(stay.period.start, stay.period.end, stay.lodging, stay.room, stay.bed)


def _boarding(ride: Ride, leg: Leg) -> _Boarding:
    departs = leg.stops[leg.position(ride.board)].depart
    vehicle = "" if leg.train else leg.vehicle.id
    name = Text.same(name_of(leg))
    if number := told_of_ride(leg, ride.board, ride.alight, {}):
        name = Text.same("{leg} ({number})").format(leg=leg.id, number=number)
    return _Boarding(departs, ride.board, name, vehicle, ride.seat, _gets_off(ride, leg))


def _employers(
    before: ReturnPlan, after: ReturnPlan, people: People, because: Because, touching: Touching
) -> Iterator[Notification]:
    old, new = _arrivals(before, people), _arrivals(after, people)
    in_all = Counter(handover.employer for handover in after.handovers.values())
    for employer in sorted(old.keys() | new.keys()):
        was, now = old.get(employer, {}), new.get(employer, {})
        more, fewer = sorted(now.keys() - was.keys()), sorted(was.keys() - now.keys())
        later = sorted(worker for worker in now.keys() & was.keys() if now[worker] != was[worker])
        about = (*more, *fewer, *later)
        if about:
            due = [now[worker] for worker in (*more, *later)]
            text = Text(
                "到厂人员有变：增加 {more} 人，减少 {fewer} 人，{later} 人到达时间改变；共 {all} 人",
                "arrivals have changed: {more} more, {fewer} fewer, {later} at another time; {all} in all",
            ).format(more=len(more), fewer=len(fewer), later=len(later), all=in_all[employer])
            if due:
                text = (_DUE if min(due) == max(due) else _DUE_BETWEEN).format(text=text, first=min(due), last=max(due))
            causes = (event for worker in about for event in _causes(after, worker, because, touching))
            yield told(Audience.EMPLOYER, employer, about, text, causes)


_DUE = Text("{text}；新增和改时的人员 {first} 到厂", "{text}; those more or at another time come at {first}")
_DUE_BETWEEN = Text(
    "{text}；新增和改时的人员 {first} 至 {last} 到厂",
    "{text}; those more or at another time come from {first} to {last}",
)


def _arrivals(plan: ReturnPlan, people: People) -> dict[EmployerId, dict[WorkerId, datetime]]:
    found: dict[EmployerId, dict[WorkerId, datetime]] = defaultdict(dict)
    for worker in people & plan.handovers.keys():
        handover = plan.handovers[worker]
        found[handover.employer][worker] = handover.at
    return found


def _lodgings(
    before: ReturnPlan, after: ReturnPlan, people: People, because: Because, touching: Touching
) -> Iterator[Notification]:
    old, new = _guests(before, people), _guests(after, people)
    for lodging in sorted(old.keys() | new.keys()):
        was, now = old.get(lodging, {}), new.get(lodging, {})
        if was == now:
            continue
        more, fewer = now.keys() - was.keys(), was.keys() - now.keys()
        late = {key[0]: comes for key, comes in now.items() if key in was and comes is not None and comes != was[key]}
        text = Text(
            "入住人员有变：增加 {more} 个床晚，减少 {fewer} 个床晚",
            "guests have changed: {more} bed-nights more, {fewer} fewer",
        ).format(more=len(more), fewer=len(fewer))
        if late:
            text = _LATE.format(text=text, late=len(late), at=max(late.values()))
        about = sorted({worker for worker, *_ in more | fewer} | late.keys())
        causes = (event for worker in about for event in _causes(after, worker, because, touching))
        yield told(Audience.LODGING, lodging, about, text, causes)


_LATE = Text("{text}；{late} 人改时入住，最晚 {at}", "{text}; {late} come at another time, the last at {at}")
_Guest = tuple[WorkerId, RoomId, int, date]


def _guests(plan: ReturnPlan, people: People) -> dict[LodgingId, dict[_Guest, datetime | None]]:
    """The bed-nights of some people in each house, and when they come for the first night of a stay, where known."""
    houses = {lodging.id: lodging.place for lodging in plan.case.lodgings}
    found: dict[LodgingId, dict[_Guest, datetime | None]] = defaultdict(dict)
    for stay in (stay for worker in people for stay in plan.stays_of(worker)):
        comes = [
            at
            for ride in plan.rides_of(stay.worker)
            if ride.alight == houses[stay.lodging]
            if (at := _gets_off(ride, plan.legs()[ride.leg])).date() == stay.period.start
        ]
        for night in stay.nights():
            first = max(comes, default=None) if night == stay.period.start else None
            found[stay.lodging][stay.worker, stay.room, stay.bed, night] = first
    return found


def _gets_off(ride: Ride, leg: Leg) -> datetime:
    return leg.stops[leg.position(ride.alight)].arrive

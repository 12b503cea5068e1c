"""Who must be told what after a disruption: those who travel, employers, drivers, lodgings. Ids only, no names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import Enum

from attrs import frozen

from laborcoop.kernel.ids import EmployerId, EventId, LegId, LodgingId, PlaceId, RoomId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.planning.events import Event
from laborcoop.planning.plan import ReturnPlan
from laborcoop.transfer import Leg, Ride


class Audience(Enum):
    """Who must be told; a leg without drivers of the programme's, such as a train, has its captain."""

    WORKER = "worker"
    EMPLOYER = "employer"
    DRIVER = "driver"
    CAPTAIN = "captain"
    LODGING = "lodging"


@frozen(kw_only=True)
class Notification(Record):
    """What somebody must be told (通知): about whom, what, and for which events; ids stand in it, and no names."""

    audience: Audience
    recipient: str
    about: tuple[WorkerId, ...] = ()
    text: Text
    events: tuple[EventId, ...] = ()


Because = Mapping[WorkerId, EventId]


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
    touching = _touching(events)
    return (
        *_workers(before, after, people, because, touching),
        *_employers(before, after, people, because),
        *_crews(before, after, people, because, touching),
        *_lodgings(before, after, people, because),
    )


def _touching(events: Iterable[Event]) -> Mapping[str, tuple[EventId, ...]]:
    """The events by the ids that they name."""
    found: dict[str, list[EventId]] = defaultdict(list)
    for event in events:
        named = (event.subject, getattr(event, "leg", None), *getattr(event, "held_legs", ()))
        for name in dict.fromkeys(one for one in named if one):
            found[name].append(event.id)
    return {name: tuple(ids) for name, ids in found.items()}


_Touching = Mapping[str, tuple[EventId, ...]]
_People = frozenset[WorkerId]


def _workers(
    before: ReturnPlan, after: ReturnPlan, people: _People, because: Because, touching: _Touching
) -> Iterator[Notification]:
    old, new = _own_ways(before, people), _own_ways(after, people)
    unplaced = after.unplaced
    for worker in sorted(old.keys() | new.keys()):
        if old.get(worker) == new.get(worker):
            continue
        if worker in new:
            text = Text("行程有变：{way}；{at} 到厂", "your way has changed: {way}; at the gate {at}").format(
                way=tuple(part.text() for part in new[worker]), at=after.handovers[worker].at
            )
        else:
            reasons = tuple(reason.text for reason in unplaced[worker])
            text = Text("不能按计划出行：{reasons}", "you do not travel as planned: {reasons}").format(reasons=reasons)
        legs = [ride.leg for ride in after.rides_of(worker)]
        own = (because.get(worker), *(event for leg in legs for event in touching.get(leg, ())))
        yield _told(Audience.WORKER, worker, (worker,), text, own)


@frozen
class _Boarding:
    """A leg that somebody boards, as that person must know it."""

    at: datetime
    place: PlaceId
    leg: str
    seat: str

    def text(self) -> Text:
        """The sentence of it."""
        return Text("{at} 在 {place} 乘 {leg} {seat} 座", "{at} from {place} by {leg}, seat {seat}").format(
            at=self.at, place=self.place, leg=self.leg, seat=self.seat
        )


@frozen
class _Bed:
    """A bed that somebody sleeps in."""

    night: date
    lodging: LodgingId
    room: RoomId
    bed: int

    def text(self) -> Text:
        """The sentence of it."""
        return Text(
            "{night} 起住 {lodging} {room} 房 {bed} 床", "from {night} {lodging}, room {room}, bed {bed}"
        ).format(night=self.night, lodging=self.lodging, room=self.room, bed=self.bed)


def _own_ways(plan: ReturnPlan, people: _People) -> dict[WorkerId, tuple[_Boarding | _Bed, ...]]:
    """What those of some people who arrive must know of the own way.

    Every leg with its number, stop, time and seat, and every bed.
    """
    legs = plan.legs()
    return {
        worker: (
            *(_boarding(ride, legs[ride.leg]) for ride in plan.rides_of(worker)),
            *(_Bed(stay.period.start, stay.lodging, stay.room, stay.bed) for stay in plan.stays_of(worker)),
        )
        for worker in people & plan.handovers.keys()
    }


def _boarding(ride: Ride, leg: Leg) -> _Boarding:
    return _Boarding(leg.stops[leg.index(ride.board) or 0].depart, ride.board, _name(leg), ride.seat)


def _name(leg: Leg) -> str:
    return f"{leg.id} ({leg.train})" if leg.train else str(leg.id)


def _employers(before: ReturnPlan, after: ReturnPlan, people: _People, because: Because) -> Iterator[Notification]:
    old, new = _arrivals(before, people), _arrivals(after, people)
    in_all = Counter(handover.employer for handover in after.handovers.values())
    for employer in sorted(old.keys() | new.keys()):
        was, now = old.get(employer, {}), new.get(employer, {})
        more, fewer = sorted(now.keys() - was.keys()), sorted(was.keys() - now.keys())
        later = sorted(worker for worker in now.keys() & was.keys() if now[worker] != was[worker])
        about = (*more, *fewer, *later)
        if about:
            text = Text(
                "到厂人员有变：增加 {more} 人，减少 {fewer} 人，{later} 人到达时间改变；共 {all} 人",
                "arrivals have changed: {more} more, {fewer} fewer, {later} at another time; {all} in all",
            ).format(more=len(more), fewer=len(fewer), later=len(later), all=in_all[employer])
            yield _told(Audience.EMPLOYER, employer, about, text, map(because.get, about))


def _arrivals(plan: ReturnPlan, people: _People) -> dict[EmployerId, dict[WorkerId, datetime]]:
    found: dict[EmployerId, dict[WorkerId, datetime]] = defaultdict(dict)
    for worker in people & plan.handovers.keys():
        handover = plan.handovers[worker]
        found[handover.employer][worker] = handover.at
    return found


def _crews(
    before: ReturnPlan, after: ReturnPlan, people: _People, because: Because, touching: _Touching
) -> Iterator[Notification]:
    old_legs, legs = before.legs(), after.legs()
    old, new = _riders(before, people), _riders(after, people)
    aboard = _aboard(after)
    out = {finding.subject for finding in after.case.findings.excluding() if finding.kind == "leg"}
    for leg_id, leg in sorted(legs.items()):
        was, now = old.get(leg.id, frozenset()), new.get(leg.id, frozenset())
        old_leg = old_legs[leg_id]
        if was == now and (leg is old_leg or leg == old_leg) and leg_id not in touching:
            continue
        about = sorted({worker for worker, *_ in was ^ now})
        text = _STOPS_RUNNING if leg_id in out else _RUNS
        text = text.format(leg=_name(leg), at=leg.depart, riders=len(aboard[leg.id]))
        drivers = sorted(leg.drivers | old_leg.drivers)
        audience, told = (
            (Audience.DRIVER, drivers) if drivers else (Audience.CAPTAIN, [leg.captain] if leg.captain else [])
        )
        for recipient in told:
            yield _told(audience, recipient, about, text, (*map(because.get, about), *touching.get(leg_id, ())))


_RUNS = Text(
    "班次 {leg} 有变：{at} 发车，乘车 {riders} 人", "leg {leg} has changed: it leaves at {at} with {riders} riders"
)
_STOPS_RUNNING = Text("班次 {leg} 停运，原定 {at} 发车", "leg {leg}, planned for {at}, does not run")


def _riders(plan: ReturnPlan, people: _People) -> dict[LegId, frozenset[tuple[WorkerId, str, str]]]:
    found: dict[LegId, set[tuple[WorkerId, str, str]]] = defaultdict(set)
    for ride in (ride for worker in people for ride in plan.rides_of(worker)):
        found[ride.leg].add((ride.worker, ride.board, ride.alight))
    return {leg: frozenset(riders) for leg, riders in found.items()}


def _aboard(plan: ReturnPlan) -> dict[LegId, set[WorkerId]]:
    found: dict[LegId, set[WorkerId]] = defaultdict(set)
    for ride in plan.rides:
        found[ride.leg].add(ride.worker)
    return found


def _lodgings(before: ReturnPlan, after: ReturnPlan, people: _People, because: Because) -> Iterator[Notification]:
    old, new = _guests(before, people), _guests(after, people)
    for lodging in sorted(old.keys() | new.keys()):
        was, now = old.get(lodging, set()), new.get(lodging, set())
        if was == now:
            continue
        text = Text(
            "入住人员有变：增加 {more} 个床晚，减少 {fewer} 个床晚",
            "guests have changed: {more} bed-nights more, {fewer} fewer",
        ).format(more=len(now - was), fewer=len(was - now))
        about = sorted({worker for worker, *_ in was ^ now})
        yield _told(Audience.LODGING, lodging, about, text, map(because.get, about))


def _guests(plan: ReturnPlan, people: _People) -> dict[LodgingId, set[tuple[WorkerId, RoomId, int, date]]]:
    found: dict[LodgingId, set[tuple[WorkerId, RoomId, int, date]]] = defaultdict(set)
    for stay in (stay for worker in people for stay in plan.stays_of(worker)):
        found[stay.lodging].update((stay.worker, stay.room, stay.bed, night) for night in stay.nights())
    return found


def _told(
    audience: Audience, recipient: str, about: Iterable[WorkerId], text: Text, events: Iterable[EventId | None]
) -> Notification:
    return Notification(
        audience=audience,
        recipient=recipient,
        about=tuple(about),
        text=text,
        events=tuple(dict.fromkeys(event for event in events if event)),
    )

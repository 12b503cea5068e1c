"""Who must be told what after a disruption: those who travel, employers, drivers, lodgings. No person's name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from laborcoop.kernel.ids import EmployerId, EventId, LodgingId, RoomId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.disruptions.closed_beds import other_beds
from laborcoop.planning.disruptions.companions import companions, recipients
from laborcoop.planning.disruptions.crews import crews
from laborcoop.planning.disruptions.missed import Missed
from laborcoop.planning.disruptions.notice import (
    Audience,
    Because,
    Notification,
    People,
    Touching,
    told,
    touching_events,
)
from laborcoop.planning.disruptions.own_way import gets_off, own_ways
from laborcoop.planning.events import Event, MissingAtHandover
from laborcoop.planning.names import Names, at_clock, in_lines
from laborcoop.planning.plan import ReturnPlan


def notifications(
    before: ReturnPlan,
    after: ReturnPlan,
    people: frozenset[WorkerId],
    events: Sequence[Event],
    because: Because,
    missed: Iterable[Missed],
) -> tuple[Notification, ...]:
    """Everybody who must be told that one plan took the place of another, by audience and id.

    Args:
        before: the plan that was.
        after: the plan that is.
        people: those of whom anything is otherwise; nobody is told of anyone else.
        events: what happened in between.
        because: the last event that changed each person's way.
        missed: the legs that leave without people who are left out, and may yet wait for them.
    """
    touching = touching_events(events)
    # Of somebody who had no way any more nothing is otherwise, and the minors of the party are alone now all the same.
    missing = {event.subject: event.id for event in events if isinstance(event, MissingAtHandover)}
    return (
        *_workers(before, after, people, because, touching),
        *_employers(before, after, people, because, touching),
        *crews(before, after, people, because, events, missed),
        *companions(before, after, {**missing, **because}),
        *_lodgings(before, after, people, because, touching),
    )


def _workers(
    before: ReturnPlan, after: ReturnPlan, people: People, because: Because, touching: Touching
) -> Iterator[Notification]:
    names = Names.of(after.case)
    old, new = own_ways(before, people, names), own_ways(after, people, names)
    unplaced, adults, beds = after.unplaced, recipients(before, after), other_beds(before, after, people, names)
    for worker in sorted(old.keys() | new.keys() | beds.keys()):
        if old.get(worker) == new.get(worker) and worker not in beds:
            continue
        hears = adults.get(worker, worker)
        if worker in new:
            head = _NEW_WAY if worker == hears else _NEW_WAY_OF
            lines = [part.text(names) for part in new[worker] if not part.is_over(after)]
        elif worker in old:
            head = _NO_WAY if worker == hears else _NO_WAY_OF
            lines = [*(reason.text for reason in unplaced[worker]), *beds.get(worker, ())]
        else:
            head = _BED if worker == hears else _BED_OF
            lines = [*beds[worker]]
        yield told(
            Audience.WORKER,
            hears,
            (worker,),
            in_lines([head.format(worker=worker), *lines]),
            _causes(after, worker, because, touching),
        )


_NEW_WAY = Text("行程有变，现在请这样走：", "Your way has changed. This is how you travel now:")
_NEW_WAY_OF = Text(
    "随行人员 {worker} 行程有变，现在请这样走：", "The way of {worker} has changed. This is how {worker} travels now:"
)
_NO_WAY = Text("您不能按计划出行：", "You do not travel as planned:")
_NO_WAY_OF = Text("随行人员 {worker} 不能按计划出行：", "{worker} does not travel as planned:")
_BED = Text("您的住宿有变：", "Your bed has changed:")
_BED_OF = Text("随行人员 {worker} 的住宿有变：", "The bed of {worker} has changed:")


def _causes(plan: ReturnPlan, worker: WorkerId, because: Because, touching: Touching) -> list[EventId | None]:
    """The events for which somebody's way is another: the last that changed it, and those that befell its legs."""
    legs = [ride.leg for ride in plan.rides_of(worker)]
    return [because.get(worker), *(event for leg in legs for event in touching.get(leg, ()))]


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
                first, last = min(due), max(due)
                text = (_DUE if first == last else _DUE_BETWEEN).format(
                    text=text, first=at_clock(first), last=at_clock(last)
                )
            causes = (event for worker in about for event in _causes(after, worker, because, touching))
            yield told(Audience.EMPLOYER, employer, about, text, causes)


_DUE = Text("{text}；新增和改时的人员 {first} 到厂", "{text}; those more or at another time come on {first}")
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
            "入住人员有变：增加 {more} 床夜，减少 {fewer} 床夜",
            "guests have changed: {more} bed-nights more, {fewer} fewer",
        ).format(more=len(more), fewer=len(fewer))
        if late:
            text = _LATE.format(text=text, late=len(late), at=at_clock(max(late.values())))
        about = sorted({worker for worker, *_ in more | fewer} | late.keys())
        causes = (event for worker in about for event in _causes(after, worker, because, touching))
        yield told(Audience.LODGING, lodging, about, text, causes)


_LATE = Text("{text}；{late} 人改时入住，最晚 {at}", "{text}; {late} come at another time, the last on {at}")
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
            if (at := gets_off(ride, plan.legs()[ride.leg])).date() == stay.period.start
        ]
        for night in stay.nights():
            first = max(comes, default=None) if night == stay.period.start else None
            found[stay.lodging][stay.worker, stay.room, stay.bed, night] = first
    return found

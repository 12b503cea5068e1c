"""What drivers and captains are told of their legs: how they run now, and how many ride."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import starmap

from laborcoop.kernel.ids import DriverId, LegId, PlaceId, WorkerId
from laborcoop.kernel.moments import instant
from laborcoop.kernel.text import Text
from laborcoop.planning.disruptions.against_rules import against_rules
from laborcoop.planning.disruptions.missed import Missed
from laborcoop.planning.disruptions.notice import (
    Audience,
    Because,
    Notification,
    People,
    name_of,
    told,
    touching_events,
)
from laborcoop.planning.events import DriverOverHours, Event
from laborcoop.planning.names import Names, at_clock
from laborcoop.planning.plan import ReturnPlan
from laborcoop.transfer import Leg


def crews(
    before: ReturnPlan,
    after: ReturnPlan,
    people: People,
    because: Because,
    events: Sequence[Event],
    missed: Iterable[Missed],
) -> Iterator[Notification]:
    """The drivers of every leg that runs otherwise or carries others; the captain where it has no drivers.

    A relief hears of the leg even where no stretch is left to take over. Where a rule excludes a leg on which people
    ride on, its drivers and its captain are told of that. Where people come too late for a leg that has not left, they
    are told by how much: whether it waits is for the dispatcher to say.
    """
    old_legs, legs, touching = before.legs(), after.legs(), touching_events(events)
    old, new = _riders(before, people), _riders(after, people)
    aboard, names, against = _aboard(after), Names.of(after.case), against_rules(before, after)
    out = after.case.stopped_legs()
    too_late = {one.leg: one for one in missed}
    for leg_id, leg in sorted(legs.items()):
        was, now = old.get(leg.id, frozenset()), new.get(leg.id, frozenset())
        old_leg = old_legs.get(leg_id, leg)
        is_put_on = leg_id not in old_legs
        if is_put_on and not now:
            continue
        wrong = against.get(leg.id, ())
        if was == now and (leg is old_leg or leg == old_leg) and leg_id not in touching and not wrong:
            continue
        about = sorted({worker for worker, *_ in was ^ now})
        has_left = after.log.is_past(leg.depart)
        runs = leg_id not in out and (has_left or leg.id in aboard)
        if runs:
            text = (_HAS_LEFT if has_left else _PUT_ON if is_put_on else _RUNS).format(
                leg=name_of(leg), at=at_clock(leg.depart), aboard=_how_many(aboard.get(leg.id, {}), leg)
            )
        else:
            reserved = _ONLY_IF_IT_WAITS if leg.id in too_late else _CARRIES_NOBODY
            empty = reserved if leg.mode.is_reserved else _PUBLIC_CARRIES_NOBODY
            text = (_STOPS_RUNNING if leg_id in out else empty).format(leg=name_of(leg), at=at_clock(leg.depart))
        in_vain = dict(_reliefs(events, leg)) if runs else {}
        otherwise = (*_otherwise(old_leg, leg, names), *starmap(_in_vain, in_vain.items())) if runs else ()
        if otherwise:
            text = _OTHERWISE.format(text=text, otherwise=otherwise)
        late = too_late.get(leg.id)
        if late is not None:
            text = _TOO_LATE.format(text=text, people=len(late.workers), minutes=late.minutes)
        if wrong:
            text = _AGAINST.format(text=text, rules=wrong)
        drivers = [(Audience.DRIVER, driver) for driver in sorted(leg.drivers | old_leg.drivers | in_vain.keys())]
        captain = [(Audience.CAPTAIN, leg.captain)] if leg.captain and (wrong or not drivers) else []
        for audience, recipient in (*drivers, *captain):
            yield told(audience, recipient, about, text, (*map(because.get, about), *touching.get(leg_id, ())))


_RUNS = Text("班次 {leg} 有变：{at} 发车，{aboard}", "leg {leg} has changed: it leaves on {at} with {aboard}")
_PUT_ON = Text("加开班次 {leg}：{at} 发车，{aboard}", "leg {leg} is put on: it leaves on {at} with {aboard}")
_HAS_LEFT = Text("班次 {leg} 有变：已于 {at} 发车，{aboard}", "leg {leg} has changed: it left on {at}, {aboard}")
_ABOARD = Text("乘车 {riders} 人", "{riders} aboard")
_ON_ITS_RUN = Text("发车时 {first} 人，全程共 {riders} 人乘车", "{first} aboard, {riders} in all on its run")
_CARRIES_NOBODY = Text(
    "班次 {leg}（原定 {at} 发车）已无人乘坐，可不开行",
    "leg {leg}, planned for {at}: nobody rides on it any more, it need not run",
)
_ONLY_IF_IT_WAITS = Text(
    "班次 {leg}（原定 {at} 发车）如不等候，已无人乘坐",
    "leg {leg}, planned for {at}: unless it waits nobody rides on it any more",
)
_TOO_LATE = Text(
    "{text}；应在此换乘的 {people} 人最晚在发车后 {minutes} 分钟到达",
    "{text}; {people} who were to change to it come up to {minutes} min after it leaves",
)
_PUBLIC_CARRIES_NOBODY = Text(
    "班次 {leg}（{at} 发车）已没有本项目的人员乘坐",
    "leg {leg}, planned for {at}: nobody of the programme rides on it any more",
)
_STOPS_RUNNING = Text("班次 {leg} 停运，原定 {at} 发车", "leg {leg}, planned for {at}, does not run")
_OTHERWISE = Text("{text}；{otherwise}", "{text}; {otherwise}")
_AGAINST = Text("{text}；车上有人，但违反规则：{rules}", "{text}; against a rule, with people aboard: {rules}")


def _how_many(boards: Mapping[WorkerId, PlaceId], leg: Leg) -> Text:
    """How many ride a leg: at its leaving and on all of its run, where some board on the way."""
    first = sum(place == leg.stops[0].place for place in boards.values())
    return (_ABOARD if first == len(boards) else _ON_ITS_RUN).format(first=first, riders=len(boards))


def _otherwise(before: Leg, after: Leg, names: Names) -> Iterator[Text]:
    """How a leg runs otherwise than it was to run: whatever its crew must do for it."""
    if before.vehicle != after.vehicle:
        yield Text("车辆 {vehicle}", "vehicle {vehicle}").format(vehicle=after.vehicle.id)
    if before.drivers != after.drivers:
        yield Text("驾驶员 {drivers}", "drivers {drivers}").format(drivers=after.drivers)
    else:
        yield from _other_turns(before, after, names)
    called = {stop.place for stop in before.stops if stop.boarding or stop.alighting}
    calls = {stop.place for stop in after.stops if stop.boarding or stop.alighting}
    if called - calls:
        yield Text("不再停靠 {places}", "no longer calls at {places}").format(
            places=[names.place(place) for place in sorted(called - calls)]
        )
    end = after.stops[-1]
    if (before.stops[-1].place, before.arrive) != (end.place, end.arrive):
        yield Text("{at} 终到 {place}", "ends at {place} on {at}").format(
            at=at_clock(end.arrive), place=names.place(end.place)
        )


def _other_turns(before: Leg, after: Leg, names: Names) -> Iterator[Text]:
    """The stretches that another of the same drivers drives."""
    was = {(one.start, one.end): one.driver for one in before.sections()}
    for one in after.sections():
        if was.get((one.start, one.end), one.driver) != one.driver:
            yield Text("{start} 至 {end} 由 {driver} 驾驶", "{driver} drives from {start} to {end}").format(
                start=names.place(one.start), end=names.place(one.end), driver=one.driver
            )


def _reliefs(events: Iterable[Event], leg: Leg) -> Iterator[tuple[DriverId, DriverId]]:
    """Each relief named for a leg who drives no stretch of it that was to come then, with whom to relieve."""
    for event in events:
        if isinstance(event, DriverOverHours) and event.leg == leg.id and event.relief is not None:
            to_come = [one.driver for one in leg.sections() if instant(one.depart) > instant(event.time)]
            if event.relief not in to_come:
                yield event.relief, event.subject


def _in_vain(relief: DriverId, driver: DriverId) -> Text:
    return Text(
        "{driver} 工时已满，正在行驶的一段之后不再驾驶，{relief} 没有需要接替的路段",
        "{driver} has no hours left and drives no stretch after the one under way: {relief} has nothing to take over",
    ).format(driver=driver, relief=relief)


def _riders(plan: ReturnPlan, people: People) -> dict[LegId, frozenset[tuple[WorkerId, str, str]]]:
    found: dict[LegId, set[tuple[WorkerId, str, str]]] = defaultdict(set)
    for ride in (ride for worker in people for ride in plan.rides_of(worker)):
        found[ride.leg].add((ride.worker, ride.board, ride.alight))
    return {leg: frozenset(riders) for leg, riders in found.items()}


def _aboard(plan: ReturnPlan) -> dict[LegId, dict[WorkerId, PlaceId]]:
    """Where each rider of a leg boards it."""
    found: dict[LegId, dict[WorkerId, PlaceId]] = defaultdict(dict)
    for ride in plan.rides:
        found[ride.leg][ride.worker] = ride.board
    return found

"""What befalls a leg: it does not run, runs late, under another number, with another vehicle or driver, or shorter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import reduce
from itertools import pairwise

from attrs import evolve

from laborcoop.kernel.ids import DriverId, LegId
from laborcoop.kernel.moments import instant, later
from laborcoop.kernel.text import Text
from laborcoop.planning.disruptions.notice import name_of
from laborcoop.planning.disruptions.scene import Scene, refuse, unknown
from laborcoop.planning.disruptions.standing import boards, gets_off
from laborcoop.planning.events import (
    DriverOverHours,
    Event,
    StopSkipped,
    TripCancelled,
    TripDelayed,
    TripRenumbered,
    VehicleBreakdown,
    VehicleSwap,
)
from laborcoop.planning.leg_room import drivers_count
from laborcoop.transfer import Leg, Stop, Vehicle
from laborcoop.transfer.hours import Span, merged

_CANCELLED = Text("班次 {leg} 停运", "leg {leg} does not run")
_GONE = Text("{leg} 已经发车", "{leg} has left")
_OVER = Text("{leg} 已经到达终点", "{leg} has reached its last stop")


def trip_cancelled(event: TripCancelled, scene: Scene) -> Scene:
    """The leg is out of every plan, and its convoy has those that run instead."""
    leg = scene.leg(event.subject)
    if event.instead and any(
        (found.kind, found.subject) == ("leg", leg.id) and found.rule.startswith("EV-")
        for found in scene.case.findings.excluding()
    ):
        # It was known before that it does not run, and now what runs instead.
        return _put_on(scene, leg, event.instead)
    return _put_on(_without(event, scene, _not_left(scene, leg.id)), leg, event.instead)


def trip_delayed(event: TripDelayed, scene: Scene) -> Scene:
    """Every stop not left yet comes later, of the leg and of those held back for it; it alone is said to stand."""
    legs = [_running(scene, leg) for leg in dict.fromkeys((event.subject, *event.held_legs))]
    late = [_late(scene, leg, event.minutes, event.standing if leg.id == event.subject else 0) for leg in legs]
    return reduce(_instead, late, scene)


def trip_renumbered(event: TripRenumbered, scene: Scene) -> Scene:
    """The same train under other numbers; where each of them holds is not known any more."""
    leg = _running(scene, event.subject)
    if leg.train is None:
        refuse(Text("{leg} 不是列车", "{leg} is no train"), leg=leg.id)
    if leg.train == event.train:
        return scene
    return _instead(scene, evolve(leg, train=event.train, stops=tuple(evolve(stop, train=None) for stop in leg.stops)))


def vehicle_breakdown(event: VehicleBreakdown, scene: Scene) -> Scene:
    """Goes on in another vehicle; else does not run, or ends at the next stop, and others may go on from there."""
    leg = _running(scene, event.subject)
    if event.replacement is not None:
        goes_on = _late(scene, _with_vehicle(scene, leg, event.replacement), event.minutes, event.standing)
        return _put_on(_instead(scene, goes_on), leg, event.instead)
    return _put_on(_stopped(event, scene, leg, event.minutes, event.standing), leg, event.instead)


def vehicle_swap(event: VehicleSwap, scene: Scene) -> Scene:
    """Another vehicle, before the leg leaves."""
    return _instead(scene, _with_vehicle(scene, _not_left(scene, event.subject), event.vehicle))


def driver_over_hours(event: DriverOverHours, scene: Scene) -> Scene:
    """The relief drives what is left to drive; without one the leg ends as after a breakdown.

    A relief who is not aboard comes at the next stop, and whoever has driven up to there gets off: a coach that is full
    has a seat for one of them.
    """
    leg = _running(scene, event.leg)
    if not any(event.subject in one.drivers for one in scene.legs().values()):
        unknown(Text("驾驶员", "driver"), event.subject)
    if event.subject not in leg.drivers:
        refuse(Text("{driver} 不驾驶 {leg}", "{driver} does not drive {leg}"), driver=event.subject, leg=leg.id)
    if event.relief is None:
        return _stopped(event, scene, leg)
    if event.relief == event.subject:
        refuse(Text("{driver} 不能接替自己", "{driver} cannot relieve the same driver"), driver=event.subject)
    if any(
        isinstance(one, DriverOverHours) and (one.leg, one.subject) == (leg.id, event.relief)
        for one in scene.log.events
    ):
        refuse(_NO_HOURS, driver=event.relief, leg=leg.id)
    stops = list(leg.stops)
    ahead = [at for at, stop in enumerate(stops) if not scene.has_come(stop.depart)]
    to_drive = [at for at in ahead if stops[at].driver == event.subject]
    _free_for(scene, leg, event.relief, [at for at in to_drive if at < len(stops) - 1])
    for at in to_drive:
        stops[at] = evolve(stops[at], driver=event.relief)
    is_aboard = event.relief in leg.drivers - leg.relieved
    if scene.has_come(leg.depart) and to_drive and to_drive[0] < len(stops) - 1 and not is_aboard:
        following = stops[ahead[0]]
        stops[ahead[0]] = evolve(following, relieved=following.relieved | {event.subject})
    return _instead(scene, evolve(leg, stops=tuple(stops)))


def _free_for(scene: Scene, leg: Leg, relief: DriverId, to_drive: Sequence[int]) -> None:
    """Refuse a relief who is at the wheel of another leg while those sections are driven."""
    if not to_drive:
        return
    since, until = leg.stops[to_drive[0]].depart, leg.stops[to_drive[-1] + 1].arrive
    for other in scene.legs().values():
        busy = (one for one in other.sections() if one.driver == relief and other.id != leg.id)
        if any(instant(one.depart) < instant(until) and instant(since) < instant(one.arrive) for one in busy):
            refuse(
                Text("{driver} 此时正驾驶 {other}", "{driver} drives {other} at that time"),
                driver=relief,
                other=other.id,
            )


_NO_HOURS = Text("{driver} 驾驶 {leg} 的工时已满", "{driver} has no hours left for {leg}")


def stop_skipped(event: StopSkipped, scene: Scene) -> Scene:
    """Nobody boards or gets off there any more."""
    leg = _running(scene, event.subject)
    at = leg.index(event.place)
    if at is None:
        unknown(Text("{leg} 的停靠点", "stop of {leg}").format(leg=leg.id), event.place)
    if scene.has_come(leg.stops[at].arrive):
        refuse(Text("{leg} 已经到过该站", "{leg} has called there"), leg=leg.id)
    if at == len(leg.stops) - 1:
        refuse(Text("{leg} 的终点站不能甩站", "the last stop of {leg} cannot be skipped"), leg=leg.id)
    skipped = evolve(leg.stops[at], boarding=False, alighting=False)
    return _instead(scene, evolve(leg, stops=(*leg.stops[:at], skipped, *leg.stops[at + 1 :])))


def _running(scene: Scene, leg_id: LegId) -> Leg:
    """A leg that runs and has not reached its last stop."""
    leg = scene.leg(leg_id)
    if leg_id in scene.case.stopped_legs():
        refuse(_CANCELLED, leg=leg_id)
    if scene.has_come(leg.arrive):
        refuse(_OVER, leg=leg_id)
    return leg


def _not_left(scene: Scene, leg_id: LegId) -> Leg:
    leg = _running(scene, leg_id)
    if scene.has_come(leg.depart):
        refuse(_GONE, leg=leg_id)
    return leg


def _without(event: Event, scene: Scene, leg: Leg) -> Scene:
    return scene.bar(event, "leg", leg.id, _CANCELLED.format(leg=name_of(leg)))


def _put_on(scene: Scene, leg: Leg, instead: Sequence[Leg]) -> Scene:
    """The convoy of a leg has more of them."""
    places = {place.id for place in scene.case.places}
    known = set(scene.legs())
    for one in instead:
        if one.id in known:
            refuse(Text("加开的班次 {leg} 与已有班次同号", "{leg}, put on, has the id of another leg"), leg=one.id)
        if scene.has_come(one.depart):
            refuse(_GONE, leg=one.id)
        for stop in one.stops:
            if stop.place not in places:
                unknown(Text("{leg} 的停靠点", "stop of {leg}").format(leg=one.id), stop.place)
        known.add(one.id)
    convoys = tuple(
        evolve(convoy, legs=(*convoy.legs, *instead)) if any(one.id == leg.id for one in convoy.legs) else convoy
        for convoy in scene.case.convoys
    )
    return evolve(scene, case=evolve(scene.case, convoys=convoys))


def _stopped(event: Event, scene: Scene, leg: Leg, minutes: int = 0, standing: int = 0) -> Scene:
    """The leg does not run, or ends at its next stop that no event lets it skip, where everyone aboard gets off."""
    if not scene.has_come(leg.depart):
        return _without(event, scene, leg)
    late = _late(scene, leg, minutes, standing) if minutes else leg
    skipped = {one.place for one in scene.log.events if isinstance(one, StopSkipped) and one.subject == leg.id}
    to_come = (i for i, stop in enumerate(late.stops) if not scene.has_come(stop.arrive))
    ahead = next(i for i in to_come if late.stops[i].place not in skipped)
    last = evolve(late.stops[ahead], boarding=False, alighting=True, depart=late.stops[ahead].arrive, driver=None)
    return _instead(scene, evolve(late, stops=(*late.stops[:ahead], last)))


def _late(scene: Scene, leg: Leg, minutes: int, standing: int) -> Leg:
    """A leg that comes later to every stop not left yet; on the way to one it stands from now on for so many minutes.

    At a stop that it has reached and not left it stands there, and on no way.
    """
    by = timedelta(minutes=minutes)
    stands = (Span(scene.now, later(scene.now, timedelta(minutes=standing))),) if standing else ()
    on_the_way = [
        scene.has_come(stop.depart) and not scene.has_come(following.arrive) for stop, following in pairwise(leg.stops)
    ]
    stood = [stands if is_now else () for is_now in (*on_the_way, False)]

    def moved(stop: Stop, stood: tuple[Span, ...]) -> Stop:
        arrive = stop.arrive if scene.has_come(stop.arrive) else later(stop.arrive, by)
        depart = stop.depart if scene.has_come(stop.depart) else later(stop.depart, by)
        return evolve(stop, arrive=arrive, depart=depart, stood=merged((*stop.stood, *stood)))

    return evolve(leg, stops=tuple(map(moved, leg.stops, stood)))


def _with_vehicle(scene: Scene, leg: Leg, vehicle: Vehicle) -> Leg:
    if vehicle.mode.is_rail != leg.mode.is_rail:
        refuse(
            Text("{leg}：列车和客车不能互换", "{leg}: a train and a coach do not stand in for each other"), leg=leg.id
        )
    legs = scene.legs()
    aboard = sum(
        any(
            ride.leg == leg.id and scene.has_come(boards(ride, legs)) and not scene.has_come(gets_off(ride, legs))
            for ride in standing.rides
        )
        for standing in scene.standings.values()
    )
    crew = leg.crew_seats(drivers_count=drivers_count(scene.case, leg))
    if crew > vehicle.rated:
        refuse(
            Text(
                "{leg} 的驾驶员和随车人员需要 {crew} 个座位，该车只有 {rated} 个",
                "the crew of {leg} takes {crew} seats: that vehicle has {rated}",
            ),
            leg=leg.id,
            crew=crew,
            rated=vehicle.rated,
        )
    if aboard + crew > vehicle.rated:
        refuse(
            Text(
                "{leg} 车上已有 {aboard} 人，替换车辆坐不下",
                "{aboard} are aboard {leg}: they do not fit into that vehicle",
            ),
            leg=leg.id,
            aboard=aboard,
        )
    return evolve(leg, vehicle=vehicle)


def _instead(scene: Scene, leg: Leg) -> Scene:
    convoys = tuple(
        evolve(convoy, legs=tuple(leg if one.id == leg.id else one for one in convoy.legs))
        if any(one.id == leg.id for one in convoy.legs)
        else convoy
        for convoy in scene.case.convoys
    )
    return evolve(scene, case=evolve(scene.case, convoys=convoys))

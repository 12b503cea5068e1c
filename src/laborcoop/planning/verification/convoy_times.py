"""Planned coaches are where they are to be in time: at the station before the train, at the gates after it, while open.

It reads the records alone, and shares no code with what made them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from laborcoop.kernel.ids import ConvoyId, PlaceId, WorkerId
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from laborcoop.planning.convoy_coaches import ConvoyCoaches
    from laborcoop.planning.convoys import PlannedConvoys
    from laborcoop.transfer import FeederRun, Leg


def out_of_time(planned: PlannedConvoys) -> Iterator[Text]:
    """Feeder coaches reach their station in time; coaches leave for gates that are open, once people are there."""
    asked = {one.convoy: one for one in planned.coaches}
    for convoy, found in planned.collected.items():
        kept = _kept(planned, convoy)
        for run in found.runs:
            yield from _at_another_hour([run.empty or run.leg], asked[convoy].collect_between)
            yield from _late(planned, asked[convoy], run)
            yield from _left_behind(planned, run, kept)
    for convoy, found in planned.delivered.items():
        latest = max((run.leg.arrive.timestamp() for run in planned.collected[convoy].runs), default=0.0)
        for run in found.runs:
            if run.leg.depart.timestamp() < latest:
                yield Text("{leg} 在接人之前发车", "{leg} leaves before people are collected").format(leg=run.leg.id)
            own = [leg for leg in (run.empty, run.leg) if leg is not None]
            yield from _at_another_hour(own, asked[convoy].deliver_between)
            yield from _ahead_of_people(planned, run, _kept(planned, convoy))
            yield from _shut(planned, run)
        yield from _on_no_train(planned, convoy)


def _kept(planned: PlannedConvoys, convoy: ConvoyId) -> list[Leg]:
    """The legs of a convoy that are none of the new ones."""
    new = {leg.id for leg in planned.legs}
    return [leg for one in planned.case.convoys if one.id == convoy for leg in one.legs if leg.id not in new]


def _at_another_hour(legs: Sequence[Leg], between: tuple[datetime, datetime] | None) -> Iterator[Text]:
    """A coach of whose legs none sets out when it is asked to."""
    if between is not None and not any(between[0] <= leg.depart <= between[1] for leg in legs):
        yield Text(
            "{leg} 的发车时间 {depart} 不在所要求的时段内", "{leg} sets out at {depart}, and not when asked to"
        ).format(leg=legs[-1].id, depart=legs[-1].depart)


def _late(planned: PlannedConvoys, asked: ConvoyCoaches, run: FeederRun) -> Iterator[Text]:
    """A feeder coach that ends elsewhere, or after it is asked to."""
    moments = [asked.arrive_by] if asked.arrive_by is not None else []
    if asked.before_train is not None:
        moments.append(asked.before_train - _to_change(planned, asked.before_train))
    if run.leg.stops[-1].place != asked.station or any(run.leg.arrive > moment for moment in moments):
        yield Text("{leg} 没有按时到站", "{leg} does not reach its station in time").format(leg=run.leg.id)


def _to_change(planned: PlannedConvoys, train: datetime) -> timedelta:
    """The time to change to a train; none where the book gives none."""
    minutes = planned.case.book.context(train.date(), planned.case.campaign.pairing.sending).value("transfer_buffer")
    return timedelta(minutes=float(str(minutes or 0)))


def _towns(planned: PlannedConvoys) -> dict[PlaceId, str]:
    return {place.id: place.hub for place in planned.case.places if place.hub}


def _left_behind(planned: PlannedConvoys, run: FeederRun, kept: Sequence[Leg]) -> Iterator[Text]:
    """A feeder coach that comes when the train of its station, or of its town, or every coach there, has left."""
    towns = _towns(planned)
    end = run.leg.stops[-1]
    calls = [(leg, stop) for leg in kept for stop in leg.stops[:-1] if stop.boarding]
    at_station = [(leg, stop) for leg, stop in calls if stop.place == end.place]
    by_train = [stop.depart - _to_change(planned, stop.depart) for leg, stop in at_station if not leg.mode.is_coach]
    of_town = [
        stop.depart
        for leg, stop in calls
        if not leg.mode.is_coach and end.place in towns and towns.get(stop.place) == towns[end.place]
    ]
    by_coach = [stop.depart for leg, stop in at_station if leg.mode.is_coach]
    for ways in [by_train] if by_train else [of_town, by_coach]:
        if ways and max(ways) < end.arrive:
            yield Text(
                "{leg} 于 {arrive} 到达 {station} 时，后续班次已经开出",
                "{leg} reaches {station} at {arrive}, after what goes on from there has left",
            ).format(leg=run.leg.id, arrive=end.arrive, station=end.place)
            return


def _ahead_of_people(planned: PlannedConvoys, run: FeederRun, kept: Sequence[Leg]) -> Iterator[Text]:
    """A coach that leaves for the gates before any train of its station, or of its town, or any coach, has come."""
    towns = _towns(planned)
    start = run.leg.stops[0]
    calls = [(leg, stop) for leg in kept for stop in leg.stops[1:] if stop.alighting]
    by_train = [stop.arrive for leg, stop in calls if not leg.mode.is_coach and stop.place == start.place]
    of_town = [
        stop.arrive
        for leg, stop in calls
        if not leg.mode.is_coach and start.place in towns and towns.get(stop.place) == towns[start.place]
    ]
    by_coach = [stop.arrive for leg, stop in calls if leg.mode.is_coach and stop.place == start.place]
    for ways in [by_train] if by_train else [of_town, by_coach]:
        if ways and min(ways) > start.depart:
            yield Text(
                "{leg} 于 {depart} 从 {station} 发车，乘客尚未到达",
                "{leg} leaves {station} at {depart}, before people are there",
            ).format(leg=run.leg.id, depart=start.depart, station=start.place)
            return


def _on_no_train(planned: PlannedConvoys, convoy: ConvoyId) -> Iterator[Text]:
    """Whoever is delivered could be on a train or flight in between, where some of the convoy join the two stations."""
    comes = {ride.worker: run.leg.stops[-1] for run in planned.collected[convoy].runs for ride in run.rides}
    goes = {ride.worker: run.leg.stops[0] for run in planned.delivered[convoy].runs for ride in run.rides}
    worker: WorkerId
    for worker in sorted(comes.keys() & goes.keys()):
        end, start = comes[worker], goes[worker]
        times = [
            (boards.depart, alights.arrive)
            for leg in _kept(planned, convoy)
            if not leg.mode.is_coach
            for i, boards in enumerate(leg.stops)
            for alights in leg.stops[i + 1 :]
            if _same_town(planned, boards.place, end.place) and _same_town(planned, alights.place, start.place)
        ]
        if times and not any(end.arrive <= depart and arrive <= start.depart for depart, arrive in times):
            yield Text(
                "{worker}：接人客车到站之后、送厂客车发车之前没有列车或航班可乘",
                "{worker}: no train or flight leaves after the feeder coach comes and arrives before the coach to the "
                "gate goes",
            ).format(worker=worker)


def _same_town(planned: PlannedConvoys, one: PlaceId, other: PlaceId) -> bool:
    towns = _towns(planned)
    return one == other or (one in towns and towns[one] == towns.get(other))


def _shut(planned: PlannedConvoys, run: FeederRun) -> Iterator[Text]:
    """Gates that are reached while nobody is received."""
    for stop in run.leg.stops[1:]:
        owners = [employer for employer in planned.case.employers if employer.gate == stop.place]
        if stop.alighting and not any(one.gate_open_at(stop.arrive.time()) for one in owners):
            yield Text("{leg} 到达 {place} 时不接收", "{leg} is at {place} when nobody is received").format(
                leg=run.leg.id, place=stop.place
            )

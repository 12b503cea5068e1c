"""Coaches are on the roads of the table: on their legs, and between two of them with whoever goes along.

It reads the records alone, and shares no code with what made them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from laborcoop.kernel.text import Text
from laborcoop.transfer import Road

if TYPE_CHECKING:
    from laborcoop.planning.convoys import PlannedConvoys
    from laborcoop.transfer import Leg, Way

_BY_HARDNESS = (Road.MOTORWAY, Road.ORDINARY, Road.MOUNTAIN)


def jumps(planned: PlannedConvoys) -> Iterator[Text]:
    """Whoever would have to be somewhere sooner than the road there allows, where the ways of the plan know it.

    Of each two legs that follow one another one is new; those at one time break a rule (TR-19).
    """
    new = {leg.id for leg in planned.legs}
    runs: dict[tuple[str, str], list[Leg]] = defaultdict(list)
    for leg in (leg for convoy in planned.case.convoys for leg in convoy.legs):
        people = {("driver", str(driver)) for driver in leg.drivers} if leg.mode.is_coach else set()
        people |= {("captain", name) for name in (leg.captain, leg.deputy) if name}
        vehicle = {("vehicle", str(leg.vehicle.id))} if leg.mode.is_coach else set()
        for who in people | vehicle:
            runs[who].append(leg)
    for (_, name), legs in sorted(runs.items()):
        for first, second in pairwise(sorted(legs, key=lambda leg: leg.depart.timestamp())):
            start, end = first.stops[-1], second.stops[0]
            way = None if start.place == end.place else planned.travel.find(start.place, end.place)
            seconds = end.depart.timestamp() - start.arrive.timestamp()
            if way is not None and {first.id, second.id} & new and 0 <= seconds < way.minutes * 60:
                yield Text(
                    "{name} 须于 {depart} 在 {end} 出车（{leg}），而 {arrive} 才到 {start}，其间路程 {minutes} 分钟",
                    "{name} is to be at {end} for {leg} by {depart}, and comes from {start} by way of {minutes} min "
                    "only from {arrive} on",
                ).format(
                    name=name,
                    end=end.place,
                    leg=second.id,
                    depart=end.depart,
                    start=start.place,
                    minutes=way.minutes,
                    arrive=start.arrive,
                )


def off_the_ways(planned: PlannedConvoys) -> Iterator[Text]:
    """New legs that are faster than the ways between their halts, on easier roads, or stop elsewhere on the way."""
    for leg in planned.legs:
        ends = (0, len(leg.stops) - 1)
        halts = [i for i, stop in enumerate(leg.stops) if i in ends or stop.boarding or stop.alighting]
        for first, last in pairwise(halts):
            way = planned.travel.find(leg.stops[first].place, leg.stops[last].place)
            if way is not None:
                yield from _off(leg, range(first, last), way)


def _off(leg: Leg, sections: range, way: Way) -> Iterator[Text]:
    minutes = {way.start: 0, **{rest.place: rest.minutes for rest in way.rests}, way.end: way.minutes}
    elsewhere = [leg.stops[i].place for i in sections if leg.stops[i].place not in minutes]
    if elsewhere:
        yield Text(
            "{leg}：{place} 不在 {start} 到 {end} 的路上", "{leg}: {place} is not on the way from {start} to {end}"
        ).format(leg=leg.id, place=elsewhere[0], start=way.start, end=way.end)
        return
    roads = [*((rest.minutes, rest.road or way.road) for rest in way.rests), (way.minutes, way.road)]
    for section in (leg.sections()[i] for i in sections):
        since, until = minutes[section.start], minutes[section.end]
        hardest = max((_BY_HARDNESS.index(road) for end, road in roads if since < end <= until), default=0)
        if _BY_HARDNESS.index(section.road) < hardest:
            yield Text(
                "{leg}：{start} 到 {end} 的道路比所写的难行",
                "{leg}: from {start} to {end} the road is harder than is said",
            ).format(leg=leg.id, start=section.start, end=section.end)
        if section.duration.total_seconds() < (until - since) * 60:
            yield Text(
                "{leg}：{start} 到 {end} 需要 {minutes} 分钟", "{leg}: from {start} to {end} it takes {minutes} min"
            ).format(leg=leg.id, start=section.start, end=section.end, minutes=until - since)

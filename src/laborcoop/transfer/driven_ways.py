"""A table of ways from legs as they are driven: what a case's own timetable says of minutes, kilometres and roads."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from laborcoop.kernel.ids import PlaceId
from laborcoop.transfer.leg import Leg, Section
from laborcoop.transfer.travel_times import RestPlace, TravelTimes, Way

_MINUTE = 60


def ways_driven(legs: Iterable[Leg]) -> tuple[Way, ...]:
    """The ways between the stops of coaches' legs, those of the table `TravelTimes`; of several the shortest in time.

    A stop between at which nobody boards or alights, or at which the road changes, is a rest place. A section of which
    the kilometres are not recorded makes no way.
    """
    found: dict[tuple[PlaceId, PlaceId], Way] = {}
    for leg in legs:
        sections = () if leg.mode.is_rail else leg.sections()
        resting = {stop.place for stop in leg.stops if not stop.boarding and not stop.alighting}
        for first in range(len(sections)):
            for last in range(first, len(sections)):
                way = _way(sections[first : last + 1], resting)
                known = None if way is None else found.get((way.start, way.end))
                if way is not None and (known is None or way.minutes < known.minutes):
                    found[way.start, way.end] = way
    return tuple(found.values())


def _way(sections: tuple[Section, ...], resting: set[PlaceId]) -> Way | None:
    minutes, km = 0, Decimal(0)
    rests: list[RestPlace] = []
    for section in sections:
        if section.km is None:
            return None
        minutes += max(1, -(-int(section.duration.total_seconds()) // _MINUTE))
        km += section.km
        rests.append(RestPlace(place=section.end, minutes=minutes, km=km, road=section.road))
    return Way(
        start=sections[0].start,
        end=sections[-1].end,
        minutes=minutes,
        km=km,
        road=sections[-1].road,
        rests=tuple(
            rest
            for rest, onward in zip(rests, sections[1:], strict=False)
            if rest.place in resting or rest.road is not onward.road
        ),
    )


def joined_to(station: PlaceId, travel: TravelTimes, places: Iterable[PlaceId]) -> TravelTimes:
    """The table, with a way to the station added for each place that has none, through one place in between.

    The place in between is the one that makes the way quickest; a driver can rest there. A place from which no way
    leads to such a place stays without one.
    """
    onward = {way.start: way for way in travel.ways if way.end == station}
    added: list[Way] = []
    for place in sorted(set(places) - set(onward) - {station}):
        firsts = [first for over in sorted(onward) if (first := travel.find(place, over)) is not None]
        joined = [way for first in firsts if (way := _joined(first, onward[first.end])) is not None]
        added += sorted(joined, key=lambda way: way.minutes)[:1]
    return TravelTimes((*travel.ways, *added), travel.places, travel.estimate)


def _joined(first: Way, then: Way) -> Way | None:
    """One way after another, and where they meet a rest place; None where a place would be passed twice."""
    minutes, km = 0, Decimal(0)
    rests: list[RestPlace] = []
    for part in (*first.parts(), *then.parts()):
        minutes += part.minutes
        km += part.km
        rests.append(RestPlace(place=part.end, minutes=minutes, km=km, road=part.road))
    if len({first.start, *(rest.place for rest in rests)}) <= len(rests):
        return None
    return Way(
        start=first.start,
        end=then.end,
        minutes=minutes,
        km=km,
        road=then.road,
        rests=tuple(rests[:-1]),
        estimated=first.estimated or then.estimated,
    )

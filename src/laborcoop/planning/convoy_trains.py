"""When a convoy's own legs leave the station to which people are collected, and reach the one they are delivered from.

What feeder coaches bring people to, and what brings those whom coaches deliver, are the legs that the convoy keeps: its
train or flight, or coaches across a town to it. Of several that take people on, the last counts; of several that bring
them, the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from laborcoop.kernel.ids import PlaceId
from laborcoop.kernel.moments import instant
from laborcoop.planning.case import Case
from laborcoop.transfer import Leg


def train_leaves(station: PlaceId, legs: Sequence[Leg]) -> datetime | None:
    """The last departure of a train or flight at a station; None where none leaves there."""
    return max(_departures({station}, legs, coaches=False), key=instant, default=None)


def ways_on_leave(case: Case, station: PlaceId, legs: Sequence[Leg]) -> datetime | None:
    """By when a station is to be reached from which no train leaves: the last coach on, the last train of the town."""
    coaches = _departures({station}, legs, coaches=True)
    trains = _departures(_town(case, station), legs, coaches=False)
    last = (max(moments, key=instant, default=None) for moments in (coaches, trains))
    return min((moment for moment in last if moment is not None), key=instant, default=None)


def people_arrive(case: Case, station: PlaceId, legs: Sequence[Leg]) -> datetime | None:
    """From when people can be at a station; None where no leg brings them there.

    Where no train reaches the station itself: the first coach there, and not before the first train of the town.
    """
    trains = list(_arrivals({station}, legs, coaches=False))
    if trains:
        return min(trains, key=instant)
    coaches = _arrivals({station}, legs, coaches=True)
    first = (
        min(moments, key=instant, default=None)
        for moments in (coaches, _arrivals(_town(case, station), legs, coaches=False))
    )
    return max((moment for moment in first if moment is not None), key=instant, default=None)


def _town(case: Case, station: PlaceId) -> set[PlaceId]:
    """A station and the places of its town."""
    known = case.place(station)
    return {station, *(one.id for one in case.places if known is not None and known.hub and one.hub == known.hub)}


def _departures(places: set[PlaceId], legs: Sequence[Leg], *, coaches: bool) -> Iterator[datetime]:
    """When legs take people on at some places."""
    return (
        stop.depart
        for leg in legs
        if leg.mode.is_coach is coaches
        for stop in leg.stops[:-1]
        if stop.boarding and stop.place in places
    )


def _arrivals(places: set[PlaceId], legs: Sequence[Leg], *, coaches: bool) -> Iterator[datetime]:
    """When legs set people down at some places."""
    return (
        stop.arrive
        for leg in legs
        if leg.mode.is_coach is coaches
        for stop in leg.stops[1:]
        if stop.alighting and stop.place in places
    )

"""Runs of vehicles as records: a stop, a leg, and how a timetable is laid out minute by minute."""

from __future__ import annotations

from datetime import datetime, timedelta

from attrs import frozen

COACH = 49
"""Rated seats of the usual coach."""

ON, OFF, REST = "on", "off", "rest"
"""What a stop is for: to board, to alight, or to rest only."""


@frozen(kw_only=True)
class Call:
    """A stop of a leg with what follows it: the driver, the kilometres, the road."""

    place: str
    arrive: datetime | None
    depart: datetime | None
    serves: str = ON
    driver: str = ""
    km: str = ""
    road: str = ""


@frozen(kw_only=True)
class Run:
    """A leg: one run of one vehicle."""

    id: str
    convoy: str
    vehicle: str
    calls: tuple[Call, ...]
    mode: str = "包车"
    rated: int = COACH
    carriages: tuple[int, ...] = ()
    train: str = ""
    captain: str = ""
    deputy: str = ""
    escorts: int = 0


@frozen
class Hop:
    """The way to the next stop: minutes, kilometres, road, driver; and what the stop is for and how long."""

    place: str
    minutes: int
    km: int
    road: str
    driver: str
    serves: str
    stay: int = 5


def lay_out(start: datetime, first: str, hops: tuple[Hop, ...]) -> tuple[Call, ...]:
    """The calls of a run that leaves ``first`` at ``start`` and makes the hops one after the other."""
    calls: list[Call] = []
    place, arrive, depart, serves = first, None, start, ON
    for hop in hops:
        calls.append(
            Call(
                place=place,
                arrive=arrive,
                depart=depart,
                serves=serves,
                driver=hop.driver,
                km=str(hop.km),
                road=hop.road,
            )
        )
        arrive = depart + timedelta(minutes=hop.minutes)
        place, depart, serves = hop.place, arrive + timedelta(minutes=hop.stay), hop.serves
    return (*calls, Call(place=place, arrive=arrive, depart=None, serves=OFF))

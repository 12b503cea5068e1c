"""The clock of a case: nights, gates and days go by the zone of its campaign, in whatever zone timetables are given."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from attrs import evolve

from laborcoop.planning.case import Case
from laborcoop.transfer import Leg, Stop


def on_own_clock(case: Case) -> Case:
    """The case with its timetables on the clock of the campaign: the same moments; itself where they are on it."""
    zone = case.campaign.zone
    if all(_tells(zone, moment) for leg in _legs(case) for moment in _moments(leg)):
        return case
    convoys = (evolve(one, legs=tuple(_told_by(zone, leg) for leg in one.legs)) for one in case.convoys)
    return evolve(case, convoys=tuple(convoys))


def _legs(case: Case) -> list[Leg]:
    return [leg for convoy in case.convoys for leg in convoy.legs]


def _moments(leg: Leg) -> list[datetime]:
    return [moment for stop in leg.stops for moment in (stop.arrive, stop.depart)]


def _tells(zone: ZoneInfo, moment: datetime) -> bool:
    """Whether a clock of a zone shows what is written of a moment."""
    return moment.tzinfo is zone or moment.astimezone(zone).utcoffset() == moment.utcoffset()


def _told_by(zone: ZoneInfo, leg: Leg) -> Leg:
    def told(stop: Stop) -> Stop:
        return evolve(stop, arrive=stop.arrive.astimezone(zone), depart=stop.depart.astimezone(zone))

    return evolve(leg, stops=tuple(map(told, leg.stops)))

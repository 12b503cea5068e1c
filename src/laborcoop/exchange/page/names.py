"""What the ids of a case are called on the page. People are shown by id and masked name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from attrs import frozen

from laborcoop.kernel.divisions import DivisionCode, find_division
from laborcoop.kernel.ids import LegId, PlaceId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning import names
from laborcoop.planning.case import Case
from laborcoop.transfer import Convoy, Leg

_TITLES = {
    "local": Text("{start}市内接驳", "Local coaches in {start}"),
    "coach": Text("客车：{start} → {end}", "Coaches: {start} → {end}"),
    "train": Text("列车：{start} → {end}", "Train: {start} → {end}"),
    "flight": Text("航班：{start} → {end}", "Flight: {start} → {end}"),
}


def division_text(code: DivisionCode) -> Text:
    """A division by its short name; an unknown one by its code."""
    division = find_division(code)
    return Text.same(code.code) if division is None else division.short_name


@frozen
class Names(names.Names):
    """The names of a case by id, beside what people are told by, and its zone."""

    zone: ZoneInfo
    hub_of: Mapping[PlaceId, str]
    hubs: Mapping[str, Text]
    people: Mapping[WorkerId, str]
    convoys: Mapping[LegId, Convoy]

    @classmethod
    def of(cls, case: Case) -> Names:
        """The names of a case."""
        told = names.Names.of(case)
        return cls(
            told.places,
            told.lodgings,
            told.employers,
            told.posts,
            zone=case.campaign.zone,
            hub_of={place.id: place.hub for place in case.places},
            hubs={hub: case.hub_name(hub) for hub in dict.fromkeys(place.hub for place in case.places)},
            people={worker.id: worker.name.masked for worker in case.workers},
            convoys={leg.id: convoy for convoy in case.convoys for leg in convoy.legs},
        )

    def town(self, hub: str) -> Text:
        """A hub by the name of its town; where that is not known, by its key."""
        return self.hubs.get(hub, Text.same(hub))

    def hub(self, place: PlaceId) -> str:
        """The hub that a place lies in; empty where it lies in none."""
        return self.hub_of.get(place, "")

    def is_local(self, leg: Leg) -> bool:
        """Whether all stops of a leg lie in one hub; one that goes on to another is listed as going there."""
        return len({self.hub(stop.place) for stop in leg.stops}) == 1 and bool(self.hub(leg.stops[0].place))

    def kind(self, leg: Leg) -> str:
        """What a leg is to the page: ``local``, ``coach``, ``train`` or ``flight``."""
        if self.is_local(leg):
            return "local"
        if leg.mode.is_rail:
            return "train"
        return "coach" if leg.mode.is_coach else "flight"

    def group(self, leg: Leg) -> tuple[Text, str]:
        """What a leg is listed under, as a title, and its kind: the local coaches of a town, the trains between two."""
        kind = self.kind(leg)
        start, end = self.hub(leg.stops[0].place), self.hub(leg.stops[-1].place)
        return _TITLES[kind].format(
            start=self.town(start) if start else Text("各县", "counties"),
            end=self.town(end) if end else self.place(leg.stops[-1].place),
        ), kind

    def local(self, moment: datetime) -> datetime:
        """A moment by the clock of the case."""
        return moment.astimezone(self.zone)

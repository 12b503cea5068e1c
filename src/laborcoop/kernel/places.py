"""Places that a journey touches.

A hub is where a batch gathers and changes: Kunming with its hotels and its station, Zhuhai with its station, its
lodgings and the employers' gates. Places of one hub are linked by local coaches; between hubs runs the long haul.
"""

from __future__ import annotations

from enum import Enum

from attrs import field, frozen

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import PlaceId, check_id
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


class PlaceKind(Enum):
    """What a place is on the way from home to gate."""

    VILLAGE = "village"
    RESETTLEMENT_SITE = "resettlement-site"
    STOP = "stop"
    STATION = "station"
    LODGING = "lodging"
    GATE = "gate"


@frozen(kw_only=True)
class Place(Record):
    """A place on the way: where one boards, changes, sleeps or arrives.

    ``hub`` names the town whose places local coaches link; empty for places along the feeder roads.
    ``latitude`` and ``longitude`` are degrees (WGS 84), for pictures only.
    """

    id: PlaceId = field(validator=check_id)
    name: Text
    kind: PlaceKind
    division: DivisionCode | None = None
    hub: str = ""
    latitude: float | None = None
    longitude: float | None = None

"""Places that a journey touches.

A hub is where a batch gathers and changes: Kunming with its hotels and its station, Zhuhai with its station, its
lodgings and the employers' gates. Places of one hub are linked by local coaches; between hubs runs the long haul.
"""

from __future__ import annotations

from enum import Enum

from attrs import field, frozen

from laborcoop.errors import InvalidValue
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
    ``latitude`` and ``longitude`` are degrees (WGS 84), for pictures and for estimates of what no table says.

    Raises:
        InvalidValue: ``id`` is not an id, ``latitude`` or ``longitude`` lies outside the globe, or a part is of the
            wrong type.
    """

    id: PlaceId = field(validator=check_id)
    name: Text
    kind: PlaceKind
    division: DivisionCode | None = None
    hub: str = ""
    latitude: float | None = None
    longitude: float | None = None

    def __attrs_post_init__(self) -> None:
        if not (_within(self.latitude, 90) and _within(self.longitude, 180)):
            raise InvalidValue(
                Text(
                    "纬度应在 -90 到 90 度之间，经度应在 -180 到 180 度之间",
                    "a latitude must lie from -90 to 90 degrees, a longitude from -180 to 180",
                )
            )


def _within(degrees: float | None, most: int) -> bool:
    is_number = isinstance(degrees, (int, float)) and not isinstance(degrees, bool)
    return degrees is None or (is_number and -most <= degrees <= most)

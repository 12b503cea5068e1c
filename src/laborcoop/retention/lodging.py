"""Where people sleep on the way: the Employees' Home, transit hotels, and their rooms."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import AMOUNT, at_least, between
from laborcoop.kernel.ids import LodgingId, PlaceId, RoomId, check_id
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

_MOST_BEDS = 500
"""More than any room has: a larger number is a slip of the pen."""
_BED_COUNT = Text("房间的床位数应为 1 到 {most}", "a room must have 1 to {most} beds").format(most=_MOST_BEDS)
_AMOUNT = at_least(0, Text("金额不能为负数", "amounts must not be negative"))


class LodgingKind(Enum):
    """What a lodging is to the programme."""

    EMPLOYEES_HOME = "employees-home"
    TRANSIT_HOTEL = "transit-hotel"


class RoomUse(Enum):
    """Whom a room is for: sexes apart, couples and families together (AC-02)."""

    MEN = "men"
    WOMEN = "women"
    FAMILY = "family"


@frozen(kw_only=True)
class Room(Record):
    """A room and its beds; ``floor_area`` in square metres where it is known.

    Beds are numbered from 1; the last ``upper_beds`` of them are upper bunks. ``floor`` counts from the ground floor,
    which is 1; None: not known. Nobody sleeps in the room in the nights of ``closed``.

    Raises:
        InvalidValue: ``beds`` is below 1 or more than a room can have, or ``upper_beds`` is more than ``beds``.
    """

    id: RoomId = field(validator=check_id)
    beds: int = field(validator=between(1, _MOST_BEDS, _BED_COUNT))
    use: RoomUse
    floor_area: Decimal | None = field(default=None, validator=AMOUNT)
    floor: int | None = field(default=None, validator=at_least(1, Text("楼层从 1 开始", "floors must count from 1")))
    upper_beds: int = field(
        default=0, validator=at_least(0, Text("上铺数不能为负数", "upper beds must not be negative"))
    )
    closed: tuple[Period, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.upper_beds > self.beds:
            raise InvalidValue(
                Text("房间 {room} 的上铺多于床位", "room {room} has more upper beds than beds").format(room=self.id)
            )

    @property
    def lower_beds(self) -> int:
        """How many of the beds, the first ones, are no upper bunks."""
        return self.beds - self.upper_beds


@frozen(kw_only=True)
class Lodging(Record):
    """A home or hotel, with its rooms.

    ``price`` is what the programme pays for a bed and night, in yuan; ``charge`` what a worker pays, and must be zero
    (AC-01).

    Raises:
        InvalidValue: two of ``rooms`` share an id, or ``price`` or ``charge`` is negative.
    """

    id: LodgingId = field(validator=check_id)
    name: Text
    kind: LodgingKind
    place: PlaceId
    price: Decimal = field(default=Decimal(0), validator=_AMOUNT)
    charge: Decimal = field(default=Decimal(0), validator=_AMOUNT)
    rooms: tuple[Room, ...] = ()

    def __attrs_post_init__(self) -> None:
        if len({room.id for room in self.rooms}) < len(self.rooms):
            raise InvalidValue(
                Text("{lodging} 中有重复的房间编号", "{lodging} has two rooms of one id").format(lodging=self.id)
            )

    def __repr__(self) -> str:
        """Counts only."""
        beds = sum(room.beds for room in self.rooms)
        return f"<Lodging {self.id}: {len(self.rooms)} rooms, {beds} beds>"

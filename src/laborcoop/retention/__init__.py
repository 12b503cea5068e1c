"""稳岗: work stations lodge and look after those who arrived: lodgings, rooms, stays, stations."""

from laborcoop.retention.housing import BedSpace, BuildingSafety, GuestRegister, LodgingPlan, LodgingRent, Sanitation
from laborcoop.retention.lodging import Lodging, LodgingKind, Room, RoomUse
from laborcoop.retention.nights import PartyStay, RoomClosure, TransitStay
from laborcoop.retention.room_night import RoomNight, Sleeper
from laborcoop.retention.station import WorkStation
from laborcoop.retention.stay import Stay

__all__ = [
    "BedSpace",
    "BuildingSafety",
    "GuestRegister",
    "Lodging",
    "LodgingKind",
    "LodgingPlan",
    "LodgingRent",
    "PartyStay",
    "Room",
    "RoomClosure",
    "RoomNight",
    "RoomUse",
    "Sanitation",
    "Sleeper",
    "Stay",
    "TransitStay",
    "WorkStation",
]

"""稳岗: work stations lodge and look after those who arrived: lodgings, rooms, stays, stations."""

from laborcoop.retention.lodging import Lodging, LodgingKind, Room, RoomUse
from laborcoop.retention.room_night import RoomNight, Sleeper
from laborcoop.retention.station import WorkStation
from laborcoop.retention.stay import Stay

__all__ = ["Lodging", "LodgingKind", "Room", "RoomNight", "RoomUse", "Sleeper", "Stay", "WorkStation"]

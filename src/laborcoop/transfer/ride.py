"""A ride: one worker on one leg, from stop to stop, in one seat."""

from __future__ import annotations

from attrs import frozen

from laborcoop.kernel.ids import LegId, PlaceId, WorkerId
from laborcoop.kernel.record import Record


@frozen(kw_only=True)
class Ride(Record):
    """One person, one seat, on the sections from ``board`` to ``alight``; the seat is free again after that."""

    worker: WorkerId
    leg: LegId
    board: PlaceId
    alight: PlaceId
    seat: str

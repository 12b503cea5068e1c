"""A stay: one worker in one bed for a period of nights."""

from __future__ import annotations

from attrs import frozen

from laborcoop.kernel.ids import LodgingId, RoomId, WorkerId
from laborcoop.kernel.periods import Period


@frozen(kw_only=True)
class Stay:
    """One person, one bed, for half-open days: out on the 7th and in on the 7th do not meet (AC-05)."""

    worker: WorkerId
    lodging: LodgingId
    room: RoomId
    bed: int
    period: Period

"""A stay: one worker in one bed for a period of nights."""

from __future__ import annotations

from attrs import frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import LodgingId, RoomId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


@frozen(kw_only=True)
class Stay(Record):
    """One person, one bed, for half-open days: out on the 7th and in on the 7th do not meet (AC-05).

    Raises:
        InvalidValue: the period has no end.
    """

    worker: WorkerId
    lodging: LodgingId
    room: RoomId
    bed: int
    period: Period

    def __attrs_post_init__(self) -> None:
        if self.period.end is None:
            raise InvalidValue(Text("住宿必须有离开日期", "a stay has a day on which it ends"))

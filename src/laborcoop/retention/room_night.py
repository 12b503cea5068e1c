"""Who sleeps in a room on one night."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LodgingId, PartyId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.retention.lodging import Room


@frozen(kw_only=True)
class Sleeper(Record):
    """One person in one bed (from 1); ``party`` names the party that may share a family room."""

    worker: WorkerId
    sex: Sex
    bed: int
    party: PartyId | None = None


def _by_bed(sleepers: tuple[Sleeper, ...]) -> tuple[Sleeper, ...]:
    return tuple(sorted(sleepers, key=lambda sleeper: (sleeper.bed, sleeper.worker)))


@frozen(kw_only=True)
class RoomNight(Record):
    """A room on the night that begins on the day ``night``, and everyone whose stay holds that night (AC-02, AC-05).

    A stay that ends on the day does not hold it: out on the 7th and in on the 7th do not meet. Nor does one that was
    cancelled, or that the worker left before: `Stay.nights` tells.
    """

    lodging: LodgingId
    room: Room
    night: date
    sleepers: tuple[Sleeper, ...] = field(converter=_by_bed)

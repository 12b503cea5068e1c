"""The beds of a house that are free in every night of a stay: those for one sex, and whole family rooms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from laborcoop.kernel.identity import Sex
from laborcoop.kernel.periods import Period
from laborcoop.retention import Lodging, RoomUse
from laborcoop.retention.beds import Bed

_SEXES = {RoomUse.MEN: Sex.MALE, RoomUse.WOMEN: Sex.FEMALE}


def free_beds(
    lodging: Lodging, period: Period, taken: Mapping[Bed, Sequence[Period]]
) -> tuple[Counter[Sex], Counter[int]]:
    """The beds of a house that nobody has in any night of a period, by sex, and its family rooms by their beds."""
    beds: Counter[Sex] = Counter()
    rooms: Counter[int] = Counter()
    for room in lodging.rooms:
        if any(period.overlaps(closed) for closed in room.closed):
            continue
        free = sum(
            not any(period.overlaps(other) for other in taken.get((lodging.id, room.id, bed), ()))
            for bed in range(1, room.beds + 1)
        )
        if room.use is not RoomUse.FAMILY:
            beds[_SEXES[room.use]] += free
        elif free == room.beds:
            rooms[room.beds] += 1
    return beds, rooms

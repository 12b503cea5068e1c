"""What those who go no further are told of their bed for the night, where its room is closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from laborcoop.journey.journey import EarlyEnd
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.disruptions.notice import People
from laborcoop.planning.disruptions.own_way import Bed
from laborcoop.planning.names import Names
from laborcoop.planning.plan import ReturnPlan

_OTHER_BED = Text("床位改为：{bed}", "another bed: {bed}")
_NO_BED = Text(
    "{lodging} {room} 房停用，当夜没有其他空床", "room {room} of {lodging} is out of service, and no other bed is free"
)


def other_beds(
    before: ReturnPlan, after: ReturnPlan, people: People, names: Names
) -> Mapping[WorkerId, Sequence[Text]]:
    """For each of them which bed they have, or that there is none, night by night.

    Whoever is in hospital, or missed, sleeps elsewhere.
    """
    closed = list(after.log.closed())
    found: dict[WorkerId, list[Text]] = defaultdict(list)
    for worker in sorted(people - after.handovers.keys()) if closed else ():
        end = after.log.ends.get(worker)
        if end is None or end.how is EarlyEnd.ALIGHTED_EARLY:
            now = {night: stay for stay in after.stays_of(worker) for night in stay.nights()}
            had = [(night, stay) for stay in before.stays_of(worker) for night in stay.nights()]
            for night, stay in had:
                is_closed = any(
                    (stay.lodging, stay.room) == (house, room) and night in days for house, room, days in closed
                )
                if is_closed and night in now:
                    found[worker].append(_OTHER_BED.format(bed=Bed.of(night, now[night]).text(names)))
                elif is_closed and worker not in before.handovers:
                    found[worker].append(_NO_BED.format(lodging=names.lodging(stay.lodging), room=stay.room))
    return found

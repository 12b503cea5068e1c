"""What those who go no further are told of their bed for the night: it is kept, closed, or they do not come to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from laborcoop.journey.journey import EarlyEnd
from laborcoop.kernel.days import day_text
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.disruptions.notice import People
from laborcoop.planning.disruptions.own_way import Bed
from laborcoop.planning.names import Names
from laborcoop.planning.plan import ReturnPlan
from laborcoop.transfer.route import first_night

_OTHER_BED = Text("床位改为：{bed}", "another bed: {bed}")
_NO_BED = Text(
    "{lodging} {room} 房停用，当夜没有其他空床", "room {room} of {lodging} is out of service, and no other bed is free"
)


_STRANDED = Text(
    "{day}夜不再有床位，原定住 {lodging}",
    "no bed is planned for the night of {day} any more; it was to be in {lodging}",
)


_KEPT = Text("当夜床位保留：{bed}", "the bed of this night is kept: {bed}")


def other_beds(
    before: ReturnPlan, after: ReturnPlan, people: People, names: Names
) -> Mapping[WorkerId, Sequence[Text]]:
    """For each of them which bed they have where their room is closed, or that there is none, night by night.

    Whoever has no way on from now on, and is at the house or in the coach to it, reads that the bed is kept.
    Whoever is stranded before boarding the coach to the next house has none for the night there. Whoever is in
    hospital, or missed, sleeps elsewhere.
    """
    closed = list(after.log.closed())
    tonight = first_night(after.log.now) if after.log.now is not None else date.max
    found: dict[WorkerId, list[Text]] = defaultdict(list)
    for worker in sorted(people - after.handovers.keys()):
        end = after.log.ends.get(worker)
        if end is not None and end.how is not EarlyEnd.ALIGHTED_EARLY:
            continue
        is_stranded = end is None and bool(after.rides_of(worker))
        now = {night: stay for stay in after.stays_of(worker) for night in stay.nights()}
        had = [(night, stay) for stay in before.stays_of(worker) for night in stay.nights()]
        following = min((night for night, _ in had if night >= tonight), default=None)
        for night, stay in had:
            is_closed = any(
                (stay.lodging, stay.room) == (house, room) and night in days for house, room, days in closed
            )
            has = Bed.of(night, now[night]) if night in now else None
            if is_closed and has is not None:
                found[worker].append(_OTHER_BED.format(bed=has.text(names)))
            elif night == tonight and worker in before.handovers and has == Bed.of(night, stay):
                found[worker].append(_KEPT.format(bed=has.text(names)))
            elif is_closed and worker not in before.handovers:
                found[worker].append(_NO_BED.format(lodging=names.lodging(stay.lodging), room=stay.room))
            elif is_stranded and night == following and has is None:
                lodging = names.lodging(stay.lodging)
                found[worker].append(_STRANDED.format(day=day_text(night), lodging=lodging))
    return found

"""Every stay is in a bed that exists and that nobody else has that night; sexes apart, families among themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from laborcoop.kernel.identity import Sex
from laborcoop.kernel.text import Text
from laborcoop.planning.verification.fault import Barred, Check, fault
from laborcoop.planning.verification.moments import closed_by, is_over
from laborcoop.retention import RoomUse

if TYPE_CHECKING:
    from laborcoop.kernel.ids import LodgingId, RoomId, WorkerId
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.rulebook import Finding


def check_beds(plan: ReturnPlan, barred: Barred) -> Iterator[Finding]:
    """Rooms, beds, nights, sexes and families."""
    case = plan.case
    rooms = {(lodging.id, room.id): room for lodging in case.lodgings for room in lodging.rooms}
    holders: dict[tuple[LodgingId, RoomId, int, date], list[WorkerId]] = defaultdict(list)
    sleeping: dict[tuple[LodgingId, RoomId, date], list[WorkerId]] = defaultdict(list)
    for stay in plan.stays:
        room = rooms.get((stay.lodging, stay.room))
        over = is_over(plan.log, (stay.period.end or stay.period.start) - timedelta(days=1))
        if room is None or not 1 <= stay.bed <= room.beds or (("lodging", stay.lodging) in barred and not over):
            yield fault(
                Check.BED,
                stay.worker,
                Text("没有这张床，或住宿点被规则排除", "there is no such bed, or a rule bars the lodging"),
            )
            continue
        for night in stay.nights():
            holders[stay.lodging, stay.room, stay.bed, night].append(stay.worker)
            sleeping[stay.lodging, stay.room, night].append(stay.worker)
    yield from _closed(plan, sleeping)
    yield from _in_two(holders)
    for (lodging, room_id, bed, night), people in sorted(holders.items()):
        if len(people) > 1:
            yield fault(
                Check.BED,
                f"{lodging}/{room_id}",
                Text("{night} 夜 {bed} 号床有 {people} 人", "bed {bed} has {people} people in the night of {night}"),
                night=night,
                bed=bed,
                people=len(people),
            )
    sexes = {worker.id: worker.sex for worker in case.workers}
    parties = {registration.worker: registration.together for registration in case.registrations}
    for (lodging, room_id, night), people in sorted(sleeping.items()):
        use = rooms[lodging, room_id].use
        wrong = {
            RoomUse.MEN: any(sexes.get(person) is not Sex.MALE for person in people),
            RoomUse.WOMEN: any(sexes.get(person) is not Sex.FEMALE for person in people),
            RoomUse.FAMILY: len(people) > 1
            and (len({parties.get(person) for person in people}) > 1 or parties.get(people[0]) is None),
        }[use]
        if wrong:
            yield fault(
                Check.BED,
                f"{lodging}/{room_id}",
                Text("{night} 夜入住人员与房间用途不符", "the room is not for those who sleep there on {night}"),
                night=night,
            )


def _in_two(holders: Mapping[tuple[LodgingId, RoomId, int, date], Sequence[WorkerId]]) -> Iterator[Finding]:
    """Nobody has two beds in one night."""
    beds = Counter((worker, night) for (*_, night), people in holders.items() for worker in people)
    for (worker, night), times in sorted(beds.items()):
        if times > 1:
            yield fault(
                Check.BED,
                worker,
                Text("{night} 夜有 {beds} 张床", "has {beds} beds in the night of {night}"),
                night=night,
                beds=times,
            )


def _closed(
    plan: ReturnPlan, sleeping: Mapping[tuple[LodgingId, RoomId, date], Sequence[WorkerId]]
) -> Iterator[Finding]:
    """Nobody sleeps in a room that is out of service."""
    shut = {(lodging.id, room.id): room.closed for lodging in plan.case.lodgings for room in lodging.rooms}
    for (lodging, room, night), people in sorted(sleeping.items()):
        if any(night in period for period in shut[lodging, room]) or closed_by(plan.log, lodging, room, night):
            yield fault(
                Check.BED,
                f"{lodging}/{room}",
                Text(
                    "{night} 夜房间停用，却有 {people} 人",
                    "the room is out of service on {night}; {people} sleep there",
                ),
                night=night,
                people=len(people),
            )

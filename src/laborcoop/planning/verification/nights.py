"""The night that has begun: whoever had come to the house by the last event has its bed, unless they go on before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from laborcoop.kernel.text import Text
from laborcoop.planning.verification.fault import Check, fault
from laborcoop.planning.verification.moments import has_come, is_over, small_hours

if TYPE_CHECKING:
    from laborcoop.kernel.ids import PlaceId, WorkerId
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.planning.verification.ways import Ridden
    from laborcoop.retention import Stay
    from laborcoop.rulebook import Finding

_ONE_DAY = timedelta(days=1)


def check_nights(plan: ReturnPlan, rides: Mapping[WorkerId, Sequence[Ridden]]) -> Iterator[Finding]:
    """Nobody who does not arrive holds a bed to come, and nobody has lost the bed of a night that had begun.

    The nights that were over by the last event were slept as is on record.
    """
    ways = {worker: rides.get(worker, ()) for worker in (*(stay.worker for stay in plan.stays), *plan.log.begun)}
    yield from _left_out(plan, ways)
    yield from _slept(plan)
    for worker, had in sorted(plan.log.begun.items()):
        keeps = any(
            (stay.lodging, stay.room, stay.bed) == (had.lodging, had.room, had.bed)
            and had.period.start in stay.nights()
            for stay in plan.stays
            if stay.worker == worker
        )
        begun = had.worker == worker and _has_begun(plan, ways[worker], had)
        if not begun or not (keeps or _goes_on(plan, ways[worker], had.period.start)):
            yield fault(
                Check.BED,
                worker,
                Text(
                    "已入住的人 {night} 夜的床位没有保留",
                    "has come to the house, and the bed of {night} is not kept",
                ),
                night=had.period.start,
            )


def _left_out(plan: ReturnPlan, ways: Mapping[WorkerId, Sequence[Ridden]]) -> Iterator[Finding]:
    """Whoever does not arrive has slept where they were, and holds no bed but that of the night that has begun."""
    houses = {one.id: one.place for one in plan.case.lodgings}
    booked, elsewhere = set(), set()
    for stay in (one for one in plan.stays if one.worker not in plan.handovers):
        way = ways[stay.worker]
        if not all(_is_slept(plan, night) for night in stay.nights()) and not (
            stay.worker in plan.log.begun and _has_begun(plan, way, stay)
        ):
            booked.add(stay.worker)
        if not all(_is_at(plan, way, houses.get(stay.lodging), night) for night in stay.nights()):
            elsewhere.add(stay.worker)
    for worker in sorted(booked):
        yield fault(Check.NOBODY_LOST, worker, Text("未到达的人占用床位", "somebody who does not arrive holds a bed"))
    for worker in sorted(elsewhere):
        yield fault(Check.BED, worker, Text("住宿时本人不在该地", "has a bed for a night, and was not there"))


def _slept(plan: ReturnPlan) -> Iterator[Finding]:
    """Everyone has slept the nights that are on record, in those beds, and no others."""
    on_record = Counter(night for own in plan.log.slept.values() for night in _each_night(own))
    has = Counter(night for night in _each_night(plan.stays) if is_over(plan.log, night[0]))
    otherwise = {worker for _, worker, _ in (has - on_record) + (on_record - has)}
    otherwise |= {worker for worker, own in plan.log.slept.items() if {stay.worker for stay in own} != {worker}}
    for worker in sorted(otherwise):
        yield fault(Check.BED, worker, Text("已过去的住宿与记录不符", "the nights slept are not those on record"))


def _each_night(stays: Iterable[Stay]) -> Iterator[tuple[date, WorkerId, tuple[object, ...]]]:
    """Each night of some stays: who slept it where, and what else is said of the stay."""
    for stay in stays:
        said = stay.lodging, stay.room, stay.bed, stay.booked_on, stay.checked_in_on, stay.checked_out_on
        yield from ((night, stay.worker, said) for night in stay.nights())


def _is_at(plan: ReturnPlan, way: Sequence[Ridden], place: PlaceId | None, night: date) -> bool:
    """Whether somebody is at a place when a night counts as slept."""
    then = small_hours(night, plan.case.campaign.zone)
    before = [ride for ride in way if ride.depart < then]
    return bool(before) and before[-1].end == place and before[-1].arrive <= then


def _is_slept(plan: ReturnPlan, night: date) -> bool:
    """Whether a night was over by the last event: its small hours had come."""
    return has_come(plan.log, small_hours(night, plan.case.campaign.zone))


def _has_begun(plan: ReturnPlan, way: Sequence[Ridden], stay: Stay) -> bool:
    """Whether the last night of a stay is the next to be slept, by somebody who had come to the house.

    Of whoever is in the coach to it, it is the next after they have come.
    """
    last = (stay.period.end or stay.period.start) - _ONE_DAY
    house = next((one.place for one in plan.case.lodgings if one.id == stay.lodging), None)
    boarded = [ride for ride in way if has_come(plan.log, ride.depart)]
    if not boarded or boarded[-1].end != house:
        return False
    if has_come(plan.log, boarded[-1].arrive):
        return is_over(plan.log, last - _ONE_DAY)
    zone = plan.case.campaign.zone
    return small_hours(last - _ONE_DAY, zone) < boarded[-1].arrive <= small_hours(last, zone)


def _goes_on(plan: ReturnPlan, way: Sequence[Ridden], night: date) -> bool:
    """Whether the next ride leaves before a night is over."""
    zone = plan.case.campaign.zone
    return any(not has_come(plan.log, ride.depart) and ride.depart < small_hours(night, zone) for ride in way)

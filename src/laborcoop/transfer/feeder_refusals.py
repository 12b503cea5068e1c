"""Why somebody is not collected: a rule and a minute, no seat, no way, or nothing to be done."""

from __future__ import annotations

from collections import Counter

from laborcoop.journey import Reason
from laborcoop.kernel.ids import PlaceId
from laborcoop.kernel.text import Text
from laborcoop.transfer.collecting import Collecting
from laborcoop.transfer.feeder_choice import Choice
from laborcoop.transfer.feeder_rows import Rows
from laborcoop.transfer.timetable_refusal import NoTimetable


def too_large(size: int, most: int) -> Reason:
    """A company that no coach has the seats for."""
    return Reason(
        code="collecting.group-too-large",
        text=Text(
            "同行 {size} 人，最大的车只有 {most} 座", "{size} go together; the largest coach has {most} seats"
        ).format(size=size, most=most),
    )


def at_station(station: PlaceId) -> Reason:
    """Somebody who is there already."""
    return Reason(
        code="collecting.at-station",
        about=(station,),
        text=Text("已在 {station}，无须接送", "waits at {station} already and need not be collected").format(
            station=station
        ),
    )


def why_left(rows: Rows, chosen: Choice, place: PlaceId) -> tuple[Reason, ...]:
    """Why somebody at a place is not collected.

    Where no coach could lawfully bring them, were it sent to them alone: what forbids it to the nearest one. Else the
    coaches that could are taken; what forbids the others stands behind that.
    """
    start, end = rows.question.ends(place)
    if rows.question.travel.find(start, end) is None:
        return (_no_way(start, end),)
    kinds = sorted(range(len(rows.kinds)), key=lambda kind: _length(rows, kind, (place,)))
    if any(rows.find(kind, (place,)) is not None for kind in kinds):
        return _no_coach(rows.question, place), *_longer(rows, chosen, place)
    refused = (rows.timetable(kind, (place,)) for kind in kinds)
    reason = next((found.reason for found in refused if isinstance(found, NoTimetable)), None)
    return (reason or _no_coach(rows.question, place),)


def _longer(rows: Rows, chosen: Choice, place: PlaceId) -> list[Reason]:
    """What forbids the coach that has a seat free, or is not sent at all, and has the shortest way, to come by."""
    used = Counter(row.kind for row, _ in chosen.driven)
    spare: list[tuple[int, tuple[PlaceId, ...]]] = [
        (kind, (place,)) for kind in range(len(rows.kinds)) if used[kind] < len(rows.kinds[kind].coaches)
    ]
    for row, riders in chosen.driven:
        if sum(map(len, riders)) < rows.kinds[row.kind].seats:
            spare += [(row.kind, longer) for longer in rows.with_place(row.kind, row.places, place)[:1]]
    for kind, places in sorted(spare, key=lambda one: _length(rows, *one)):
        found = None if rows.find(kind, places) is not None else rows.timetable(kind, places)
        if isinstance(found, NoTimetable):
            return [found.reason]
    return []


def _length(rows: Rows, kind: int, places: tuple[PlaceId, ...]) -> tuple[bool, tuple[int, int], int]:
    length = rows.length(kind, places)
    return length is None, length or (0, 0), kind


def _no_way(start: PlaceId, end: PlaceId) -> Reason:
    return Reason(
        code="collecting.no-way",
        about=(start, end),
        text=Text("没有从 {start} 到 {end} 的道路数据", "no way from {start} to {end} is known").format(
            start=start, end=end
        ),
    )


def _no_coach(question: Collecting, place: PlaceId) -> Reason:
    start, end = question.ends(place)
    return Reason(
        code="collecting.no-coach",
        about=(place,),
        text=Text(
            "能依法按时从 {start} 送到 {end} 的客车都已坐满或另有任务",
            "no coach that could lawfully bring them from {start} to {end} in time has seats left",
        ).format(start=start, end=end),
    )

"""Ways that a table lacks, over the ways that it has: the quickest, and one can rest where two of them meet.

A table made from legs knows the ways of those legs alone. Whoever sends a coach elsewhere drives over the same roads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from heapq import heappop, heappush

from laborcoop.kernel.ids import PlaceId
from laborcoop.transfer.travel_times import RestPlace, TravelTimes, Way


def joined(travel: TravelTimes, places: Iterable[PlaceId], *, longest: int | None = None) -> TravelTimes:
    """The table, completed: for every two of the given places without a way, one made of ways that the table has.

    Ways are joined at their ends and at their rest places, in the direction given or back. Of several the quickest is
    taken. Two places that no ways join stay without one.

    Args:
        travel: the table.
        places: between which ways are asked for.
        longest: the minutes that can be driven without a rest. A way with a longer section gives room to one over
            other ways on which one can rest in time, where there is such a one.
    """
    wanted = sorted(set(places))
    lacking: dict[PlaceId, list[PlaceId]] = defaultdict(list)
    for start in wanted:
        ways = ((end, travel.find(start, end)) for end in wanted if end != start)
        lacking[start] += [end for end, way in ways if way is None or not _can_be_driven(way, longest)]
    if not any(lacking.values()):
        return travel
    parts = _parts(travel)
    short = {place: [part for part in own if _can_be_driven(part, longest)] for place, own in parts.items()}
    added: dict[tuple[PlaceId, PlaceId], Way] = {}
    for start, ends in lacking.items():
        came, at_all = _quickest(short, start), _quickest(parts, start)
        for end in ends:
            found = _found(came, start, end)
            if not found and travel.find(start, end) is None:
                found = _found(at_all, start, end)
            if found:
                added[start, end] = _along(found)
    # What was the way back of a way that another took the place of is none of that other one.
    for start, end in tuple(added):
        back = travel.find(end, start)
        if back is not None:
            added.setdefault((end, start), back)
    kept = (way for way in travel.ways if (way.start, way.end) not in added)
    return TravelTimes((*kept, *added.values()), travel.places, travel.estimate)


def _can_be_driven(way: Way, longest: int | None) -> bool:
    """Whether no section of a way is longer than can be driven without a rest."""
    return longest is None or all(part.minutes <= longest for part in way.parts())


def _parts(travel: TravelTimes) -> dict[PlaceId, list[Way]]:
    """The ways between places and rest places that follow each other, by where they start; of several the quickest."""
    quickest: dict[tuple[PlaceId, PlaceId], Way] = {}
    given = {(way.start, way.end) for way in travel.ways}
    back = [way.back for way in travel.ways if (way.end, way.start) not in given]
    for way in (*travel.ways, *back):
        for part in way.parts():
            known = quickest.get((part.start, part.end))
            if known is None or part.minutes < known.minutes:
                quickest[part.start, part.end] = part
    parts: dict[PlaceId, list[Way]] = defaultdict(list)
    for part in quickest.values():
        parts[part.start].append(part)
    return parts


def _quickest(parts: Mapping[PlaceId, Sequence[Way]], start: PlaceId) -> dict[PlaceId, Way]:
    """The last part of the quickest way to each place that can be reached (Dijkstra, 1959)."""
    came: dict[PlaceId, Way] = {}
    reached = {start}
    queue = [(part.minutes, part.end, part.start, part) for part in parts.get(start, ())]
    queue.sort(key=lambda one: one[:3])
    while queue:
        minutes, place, _, last = heappop(queue)
        if place in reached:
            continue
        reached.add(place)
        came[place] = last
        for part in parts.get(place, ()):
            if part.end not in reached:
                heappush(queue, (minutes + part.minutes, part.end, part.start, part))
    return came


def _found(came: Mapping[PlaceId, Way], start: PlaceId, end: PlaceId) -> list[Way]:
    """The parts from the start to an end, in order; none where it is not reached."""
    found: list[Way] = []
    while end != start:
        if end not in came:
            return []
        found.append(came[end])
        end = came[end].start
    return found[::-1]


def _along(parts: Sequence[Way]) -> Way:
    """One way along some parts; where they meet one can rest."""
    minutes, km = 0, Decimal(0)
    rests: list[RestPlace] = []
    for part in parts:
        minutes, km = minutes + part.minutes, km + part.km
        rests.append(RestPlace(place=part.end, minutes=minutes, km=km, road=part.road))
    return Way(
        start=parts[0].start,
        end=parts[-1].end,
        minutes=minutes,
        km=km,
        road=parts[-1].road,
        rests=tuple(rests[:-1]),
        estimated=any(part.estimated for part in parts),
    )

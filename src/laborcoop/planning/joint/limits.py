"""The limits of a whole return, as caps on who takes which way: openings, seats, local seats, beds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from laborcoop.allocation import Cap
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import WorkerId
from laborcoop.planning.bed_rules import room_limits
from laborcoop.planning.joint.needs import Cut, Night
from laborcoop.planning.travel import TravelCase
from laborcoop.retention import RoomUse

Pair = tuple[WorkerId, str]
"""A person and one of the ways open to this person, by its id."""
_SEXES = {Sex.MALE: RoomUse.MEN, Sex.FEMALE: RoomUse.WOMEN}


@frozen(kw_only=True)
class Limit:
    """At most so many of these pairs."""

    name: str
    pairs: frozenset[Pair]
    most: int


def seat_and_bed_limits(travel: TravelCase, users: Mapping[Cut, frozenset[Pair]]) -> Iterator[Limit]:
    """The limits that cuts set: those who need a cut, or one that lies within it, at most as many as it has room for.

    Beds for men and for women are counted apart, and family rooms are for those who do not travel alone.

    Args:
        travel: the case laid out.
        users: who needs each cut, on which way.
    """
    beds = _Beds(travel, users)
    sexes = {worker.id: worker.sex for worker in travel.case.workers}
    for number, cut in enumerate(sorted(users, key=_in_order)):
        within = frozenset(pair for other, pairs in users.items() if other <= cut for pair in pairs)
        seats = sum(travel.seats.free(part) for part in cut if not isinstance(part, Night))
        nights = [part for part in cut if isinstance(part, Night)]
        yield Limit(name=f"{number}", pairs=within, most=seats + sum(beds.of(part) for part in nights))
        for sex, use in _SEXES.items() if nights else ():
            own = seats + sum(beds.of(part, use) for part in nights)
            families = sum(beds.of(part, RoomUse.FAMILY) for part in nights)
            of_sex = frozenset(pair for pair in within if sexes[pair[0]] is sex)
            alone = frozenset(pair for pair in of_sex if travel.registrations[pair[0]].together is None)
            yield Limit(name=f"{number}/{sex.value}", pairs=of_sex, most=own + families)
            yield Limit(name=f"{number}/{sex.value}/alone", pairs=alone, most=own)


class _Beds:
    """The beds that people can have in a night: none of rooms out of service, and as many as the floor is for."""

    def __init__(self, travel: TravelCase, cuts: Iterable[Cut]) -> None:
        self._lodgings = {lodging.id: lodging for lodging in travel.case.lodgings}
        nights = {part.date for cut in cuts for part in cut if isinstance(part, Night)}
        self._holds = room_limits(travel.case, nights)

    def of(self, night: Night, use: RoomUse | None = None) -> int:
        """The beds of a lodging in a night, all or those of one use."""
        return sum(
            self._holds.get((night.lodging, room.id, night.date), room.beds)
            for room in self._lodgings[night.lodging].rooms
            if (use is None or room.use is use) and not any(night.date in closed for closed in room.closed)
        )


def _in_order(cut: Cut) -> list[str]:
    return sorted(map(str, cut))


def caps_of(limits: Iterable[Limit], ways: Mapping[WorkerId, frozenset[str]]) -> list[Cap]:
    """The limits as caps, those alone that can bind, the tightest of those alike.

    A cap counts each of its people at each of its places. Whoever has a way there that the limit does not count is left
    out of it: it is then looser than the limit, and never tighter.

    Args:
        limits: the limits.
        ways: the ways open to each person.
    """
    tightest: dict[tuple[frozenset[WorkerId], frozenset[str]], Limit] = {}
    for limit in limits:
        counted: dict[WorkerId, set[str]] = defaultdict(set)
        for worker, way in limit.pairs:
            counted[worker].add(way)
        places = frozenset(way for _, way in limit.pairs)
        people = frozenset(worker for worker, mine in counted.items() if ways[worker] & places == mine)
        other = tightest.get((people, places))
        if len(people) > limit.most and (other is None or limit.most < other.most):
            tightest[people, places] = limit
    return [Cap(limit.name, people, places, most=limit.most) for (people, places), limit in tightest.items()]

"""The seats and beds that nobody has in the end: what is left on legs, on local coaches and in the houses of towns."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from laborcoop.kernel.identity import Sex
from laborcoop.planning.verification.moments import closed_by
from laborcoop.planning.verification.room import room_for_workers
from laborcoop.retention import RoomUse
from laborcoop.transfer import Precautions

if TYPE_CHECKING:
    from datetime import date

    from laborcoop.kernel.ids import WorkerId
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.planning.verification.open_ways import Crossing, Part
    from laborcoop.retention import Lodging, Room

_USE = {Sex.MALE: RoomUse.MEN, Sex.FEMALE: RoomUse.WOMEN}


class LeftFree:
    """What a plan leaves free."""

    def __init__(self, plan: ReturnPlan) -> None:
        self.plan, self.case = plan, plan.case
        self.workers = {one.id: one for one in plan.case.workers}

    @cached_property
    def most(self) -> Mapping[str, int]:
        """The workers that each leg takes."""
        kept = {one.leg.id: one for one in self.case.records_of(Precautions)}
        return {leg.id: room_for_workers(self.case, leg, kept.get(leg.id)) for leg in self.plan.legs().values()}

    def ridden(self) -> Iterator[tuple[WorkerId, str, int]]:
        """Each section that somebody rides, with whom."""
        legs = self.plan.legs().values()
        places = {leg.id: {stop.place: number for number, stop in enumerate(leg.stops)} for leg in legs}
        for ride in self.plan.rides:
            at = places.get(ride.leg, {})
            yield from ((ride.worker, ride.leg, one) for one in range(at.get(ride.board, 0), at.get(ride.alight, 0)))

    def has_seats(self, parts: Iterable[Part]) -> bool:
        """Whether there is a seat for each of those who ride these legs, one for each time that one is named."""
        aboard = Counter(section for part in parts for section in part.sections())
        return all(self.most.get(leg, 0) - self.riding[leg, one] >= aboard[leg, one] for leg, one in aboard)

    def leads_across(
        self, crossing: Crossing, people: Collection[WorkerId], beside: Collection[WorkerId] = (), strangers: int = 0
    ) -> bool:
        """Whether a crossing of a town is free for some people, beside others who have nothing yet.

        Args:
            crossing: the local coaches, and the house if a night lies between.
            people: who would take it.
            beside: those of their party who cross the town to another gate.
            strangers: how many others may hold what the plan does not tell of.
        """
        others = strangers + len(beside)
        for chains in (crossing.there, crossing.onward):
            if not any(self._room(parts) >= len(people) + others for parts in chains):
                return False
        house, nights = crossing.house, crossing.nights
        wanted = Counter(self.workers[worker].sex for worker in people)
        of_party = wanted + Counter(self.workers[worker].sex for worker in beside)
        return (
            house is None
            or all(self._beds(house, nights, sex) >= of_party[sex] + strangers for sex in wanted)
            or (len(people) > 1 and self._family_rooms(house, nights, len(people)) > others)
            or (len(people) > 1 and self._in_parts(house, nights, wanted, others))
        )

    @cached_property
    def riding(self) -> Counter[tuple[str, int]]:
        """The riders of each section by the rides of the plan."""
        return Counter((leg, section) for _, leg, section in self.ridden())

    def _room(self, parts: Iterable[Part]) -> int:
        """The seats that some legs have left on all their sections."""
        left = (self.most.get(part.leg.id, 0) - self.riding[one] for part in parts for one in part.sections())
        return min(left, default=len(self.workers))

    @cached_property
    def _sleeping(self) -> Mapping[tuple[object, ...], list[int]]:
        """The beds taken in each room in each night."""
        found: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for stay in self.plan.stays:
            for night in stay.nights():
                found[stay.lodging, stay.room, night].append(stay.bed)
        return found

    def _beds(self, house: Lodging, nights: tuple[date, ...], sex: Sex) -> int:
        """The beds of a house for a sex that nobody has on some nights."""
        return sum(self._spare(house, room, nights) for room in house.rooms if room.use is _USE[sex])

    def _in_parts(self, house: Lodging, nights: tuple[date, ...], wanted: Counter[Sex], others: int) -> bool:
        """Whether those of a party for whom no bed for their sex is left find one in empty family rooms.

        Each of the others left out counts as a guest of such a room, too, and of the largest.
        """
        free = sorted(self._empty_family_rooms(house, nights))
        free = free[: max(0, len(free) - others)]
        short = (max(0, number - max(0, self._beds(house, nights, sex) - others)) for sex, number in wanted.items())
        return sum(short) <= sum(free)

    def _family_rooms(self, house: Lodging, nights: tuple[date, ...], people: int) -> int:
        """The family rooms for so many people in which nobody sleeps on some nights."""
        return sum(beds >= people for beds in self._empty_family_rooms(house, nights))

    def _empty_family_rooms(self, house: Lodging, nights: tuple[date, ...]) -> list[int]:
        """The beds of each family room in which nobody sleeps on some nights."""
        family = [room for room in house.rooms if room.use is RoomUse.FAMILY]
        empty = [room for room in family if not any((house.id, room.id, night) in self._sleeping for night in nights)]
        return [self._spare(house, room, nights) for room in empty]

    def _spare(self, house: Lodging, room: Room, nights: tuple[date, ...]) -> int:
        """The beds of a room that nobody has on any of some nights, as many as its floor is for (AC-03)."""
        shut = any(night in closed for closed in room.closed for night in nights)
        if shut or any(closed_by(self.plan.log, house.id, room.id, night) for night in nights):
            return 0
        taken = [self._sleeping.get((house.id, room.id, night), []) for night in nights]
        beds = room.beds - len(set[int]().union(*taken))
        return max(0, min(beds, self._most_in(house, room, nights[0]) - max(map(len, taken))))

    def _most_in(self, house: Lodging, room: Room, night: date) -> int:
        then = self.case.book.context(night, self.case.region_of(house.place))
        each = then.value("floor_area_per_person") if "floor_area_per_person" in then.parameters else None
        return room.beds if each is None or room.floor_area is None else int(room.floor_area / Decimal(str(each)))

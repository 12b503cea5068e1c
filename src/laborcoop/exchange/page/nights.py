"""How many beds are taken, by lodging and night, and by whom a room is for."""

from __future__ import annotations

from collections import Counter
from datetime import date

from attrs import frozen

from laborcoop.kernel.days import night_text
from laborcoop.kernel.text import Text
from laborcoop.planning.plan import ReturnPlan
from laborcoop.retention import RoomUse

_USES = {
    RoomUse.MEN: Text("男", "men"),
    RoomUse.WOMEN: Text("女", "women"),
    RoomUse.FAMILY: Text("家庭", "family"),
}


@frozen(kw_only=True)
class Taken:
    """Beds taken of beds there are; ``use`` says in which rooms."""

    use: Text
    key: str
    taken: int
    beds: int

    @property
    def share(self) -> float:
        """The share of the beds, in per cent; 0 where there are none."""
        return round(100 * self.taken / self.beds, 1) if self.beds else 0.0


@frozen(kw_only=True)
class House:
    """A lodging: for each night the whole and the parts."""

    name: Text
    nights: tuple[tuple[Taken, tuple[Taken, ...]], ...]


@frozen(kw_only=True)
class Occupancy:
    """The nights on which somebody is lodged, the lodgings, and how many sleep somewhere on each night."""

    nights: tuple[Text, ...]
    houses: tuple[House, ...]
    totals: tuple[int, ...]


def occupancy(plan: ReturnPlan) -> Occupancy:
    """The occupancy of every lodging on every night of the plan."""
    rooms = {(lodging.id, room.id): room for lodging in plan.case.lodgings for room in lodging.rooms}
    taken: Counter[tuple[str, RoomUse, date]] = Counter()
    for stay in plan.stays:
        for night in stay.nights():
            taken[stay.lodging, rooms[stay.lodging, stay.room].use, night] += 1
    nights = sorted({night for _, _, night in taken})
    houses = []
    for lodging in sorted(plan.case.lodgings, key=lambda lodging: lodging.id):
        beds: Counter[RoomUse] = Counter()
        for room in lodging.rooms:
            beds[room.use] += room.beds
        cells = []
        for night in nights:
            parts = tuple(
                Taken(use=_USES[use], key=use.value, taken=taken[lodging.id, use, night], beds=beds[use])
                for use in RoomUse
                if beds[use]
            )
            whole = Taken(
                use=Text("合计", "all"),
                key="all",
                taken=sum(part.taken for part in parts),
                beds=sum(part.beds for part in parts),
            )
            cells.append((whole, parts))
        houses.append(House(name=lodging.name, nights=tuple(cells)))
    return Occupancy(
        nights=tuple(night_text(night) for night in nights),
        houses=tuple(houses),
        totals=tuple(sum(count for (_, _, when), count in taken.items() if when == night) for night in nights),
    )

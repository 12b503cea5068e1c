"""The beds stage: a bed for every night of a wait, sexes apart, families together.

A party of both sexes gets a family room where one is big enough; where none is left it gets beds in one lodging, sexes
apart. Everyone else gets a bed of the own sex, the cheapest lodging first; a party that then has none gets a family
room that is still free. A party lodges in one house or not at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import field, frozen

from laborcoop.allocation import Cap, Problem, Result, allocate
from laborcoop.journey import Proof, Reason
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LodgingId, PartyId, RoomId, WorkerId, order_key
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.retention.lodging import Lodging, Room, RoomUse
from laborcoop.retention.stay import Stay

_TURN = at_least(0, Text("先后次序从 0 开始", "turns count from 0"))


@frozen(kw_only=True)
class BedRequest(Record):
    """One person's need of a bed for a period, and the lodgings that can be reached and left in time.

    ``kept`` is the stay that was planned before, to be left only for a reason; ``turn`` says who comes first: those who
    have a place (0) before those who wait for one (1).
    """

    worker: WorkerId
    sex: Sex
    period: Period
    lodgings: frozenset[LodgingId]
    party: PartyId | None = None
    beside: tuple[str, ...] = ()
    kept: Stay | None = None
    turn: int = field(default=0, validator=_TURN)


@frozen(kw_only=True)
class Bedded(Record):
    """The answer: a stay for everyone who has one, the reasons of everyone else, and the proofs."""

    stays: Mapping[WorkerId, Stay] = field(factory=dict, hash=False)
    left_out: Mapping[WorkerId, tuple[Reason, ...]] = field(factory=dict, hash=False)
    proof: Proof | None = None


_USE = {Sex.MALE: RoomUse.MEN, Sex.FEMALE: RoomUse.WOMEN}
Bed = tuple[LodgingId, RoomId, int]
"""A bed: its lodging, its room, its number from 1."""
_MOVE = 100


def find_beds(
    requests: Iterable[BedRequest],
    lodgings: Iterable[Lodging],
    most: Mapping[tuple[LodgingId, Period], int] | None = None,
    *,
    taken: Mapping[Bed, Sequence[Period]] | None = None,
) -> Bedded:
    """Give as many people as possible a bed for their whole period.

    People of one period are served in one exact problem; periods follow each other by their first night, and a bed is
    free for a period if no earlier one holds it on any of its nights.

    Args:
        requests: who needs a bed, when and where it may be.
        lodgings: the houses with their rooms.
        most: how many people local coaches can bring to a house in one period, where that is a limit.
        taken: the beds that nobody here can have, and when: they are somebody else's, or out of service.
    """
    houses = {lodging.id: lodging for lodging in lodgings}
    waves: dict[Period, list[BedRequest]] = defaultdict(list)
    for request in requests:
        waves[request.period].append(request)
    held: dict[Bed, list[Period]] = defaultdict(list)
    for place, periods in (taken or {}).items():
        held[place].extend(periods)
    stays: dict[WorkerId, Stay] = {}
    left_out: dict[WorkerId, tuple[Reason, ...]] = {}
    results: list[Result] = []
    for period in sorted(waves, key=lambda wave: (wave.start, wave.end or date.max)):
        free = {
            (house.id, room.id): [
                bed
                for bed in range(1, room.beds + 1)
                if not any(period.overlaps(other) for other in held[house.id, room.id, bed])
            ]
            for house in houses.values()
            for room in house.rooms
        }
        limits = {house: limit for (house, when), limit in (most or {}).items() if when == period}
        wave = _Wave(waves[period], houses, free, limits)
        stays |= wave.stays
        left_out |= wave.left_out
        results += wave.results
        for stay in wave.stays.values():
            held[stay.lodging, stay.room, stay.bed].append(period)
    return Bedded(stays=stays, left_out=left_out, proof=Proof.joined(map(Proof.of, results)))


class _Wave:
    """One period's people and the beds that are free for it."""

    def __init__(
        self,
        requests: Sequence[BedRequest],
        houses: Mapping[LodgingId, Lodging],
        free: dict[tuple[LodgingId, RoomId], list[int]],
        most: Mapping[LodgingId, int],
    ) -> None:
        self.houses = houses
        self.free = free
        self.most = dict(most)
        self.stays: dict[WorkerId, Stay] = {}
        self.results: list[Result] = []
        self.groups = _groups(requests)
        order = sorted(houses, key=lambda house: (houses[house].price, house))
        self.worth = {house: max(1, 100 - 5 * rank) for rank, house in enumerate(order)}
        mixed = {key: group for key, group in self.groups.items() if len({member.sex for member in group}) > 1}
        self._house_families(mixed)
        self._house_others([request for request in requests if request.worker not in self.stays])
        self._house_families({key: group for key, group in self.groups.items() if group[0].worker not in self.stays})
        self.left_out = {
            request.worker: (self._why(request),) for request in requests if request.worker not in self.stays
        }

    def _rooms(self, house: LodgingId, use: RoomUse) -> list[Room]:
        return sorted((room for room in self.houses[house].rooms if room.use is use), key=lambda room: room.id)

    def _house_families(self, families: Mapping[PartyId, tuple[BedRequest, ...]]) -> None:
        """Give parties a family room each; the closest fit is worth most."""
        rooms = {
            f"{house}/{room.id}": (house, room)
            for house in sorted(self.houses)
            for room in self._rooms(house, RoomUse.FAMILY)
            if len(self.free[house, room.id]) == room.beds
        }
        result = allocate(
            Problem.from_pairs(
                [
                    (key, name, self.worth[house] - (room.beds - len(group)))
                    for key, group in families.items()
                    for name, (house, room) in rooms.items()
                    if len(group) <= min(room.beds, self.most.get(house, room.beds))
                    and all(house in member.lodgings for member in group)
                ],
                capacity=dict.fromkeys(rooms, 1),
                applicants=list(families),
                tier={key: turn for key, group in families.items() if (turn := max(one.turn for one in group))},
                previous={
                    key: f"{kept.lodging}/{kept.room}" for key, (first, *_) in families.items() if (kept := first.kept)
                },
            ),
            objective="count-then-score",
            move_cost=_MOVE,
        )
        self.results.append(result)
        for key, name in result.placed.items():
            house, room = rooms[name]
            self._fill(house, [room], families[PartyId(key)])

    def _house_others(self, requests: Sequence[BedRequest]) -> None:
        beds = {
            (house, sex): sum(len(self.free[house, room.id]) for room in self._rooms(house, _USE[sex]))
            for house in self.houses
            for sex in Sex
        }
        by_sex = {sex: frozenset(request.worker for request in requests if request.sex is sex) for sex in Sex}
        waiting = {request.worker for request in requests}
        groups = [
            frozenset(member.worker for member in group)
            for group in self.groups.values()
            if all(member.worker in waiting for member in group)
        ]
        result = allocate(
            Problem.from_pairs(
                [
                    (request.worker, house, self.worth[house])
                    for request in requests
                    for house in sorted(request.lodgings & set(self.houses))
                    if beds[house, request.sex]
                ],
                capacity={
                    house: min(sum(beds[house, sex] for sex in Sex), self.most.get(house, len(requests)))
                    for house in self.houses
                },
                applicants=[request.worker for request in requests],
                groups=groups,
                caps=[
                    Cap(
                        f"{house}/{sex.value}", applicants=by_sex[sex], places=frozenset({house}), most=beds[house, sex]
                    )
                    for house in sorted(self.houses)
                    for sex in Sex
                    if by_sex[sex]
                ],
                tier={request.worker: request.turn for request in requests if request.turn},
                previous={request.worker: request.kept.lodging for request in requests if request.kept},
            ),
            objective="count-then-score",
            move_cost=_MOVE,
        )
        self.results.append(result)
        for house in sorted(self.houses):
            for sex in Sex:
                here = [r for r in requests if r.sex is sex and result.placed.get(r.worker) == house]
                self._fill(house, self._rooms(house, _USE[sex]), here)

    def _has_bed(self, house: LodgingId, sex: Sex) -> bool:
        return any(self.free[house, room.id] for room in self._rooms(house, _USE[sex]))

    def _fill(self, house: LodgingId, rooms: Sequence[Room], people: Iterable[BedRequest]) -> None:
        beds = {(room.id, bed): None for room in rooms for bed in self.free[house, room.id]}
        settled, others = {}, []
        for request in sorted(people, key=_side_by_side):
            own = request.kept and (request.kept.room, request.kept.bed)
            if own in beds and request.kept and request.kept.lodging == house:
                settled[own] = request
                del beds[own]
            else:
                others.append(request)
        for (room, bed), request in (*settled.items(), *zip(beds, others, strict=False)):
            if house in self.most:
                self.most[house] = max(0, self.most[house] - 1)
            self.free[house, room].remove(bed)
            self.stays[request.worker] = Stay(
                worker=request.worker, lodging=house, room=room, bed=bed, period=request.period
            )

    def _why(self, request: BedRequest) -> Reason:
        if not request.lodgings & set(self.houses):
            return Reason(
                code="beds.no-coach",
                text=Text(
                    "没有市内接驳车能按时送到住宿点再送往下一站或厂门",
                    "no local coach goes to a lodging and from there, in time, to the next leg or the gate",
                ),
            )
        if request.party in self.groups:
            return Reason(
                code="beds.not-together",
                text=Text(
                    "没有一处住宿点能同时安置同行的 {size} 人", "no lodging has beds for the {size} who go together"
                ).format(size=len(self.groups[request.party])),
            )
        reached = sorted(request.lodgings & set(self.houses))
        if any(self._has_bed(house, request.sex) for house in reached):
            return Reason(
                code="beds.coach-full",
                text=Text(
                    "有空床，但去往或离开住宿点的市内接驳车已满",
                    "beds are free, but the local coaches to them or on are full",
                ),
            )
        names = tuple(self.houses[house].name for house in reached)
        sex = Text("男", "men") if request.sex is Sex.MALE else Text("女", "women")
        return Reason(
            code="beds.full",
            text=Text("{houses} 的{sex}床位已满", "the beds for {sex} are taken: {houses}").format(
                houses=names, sex=sex
            ),
        )


def _groups(requests: Iterable[BedRequest]) -> dict[PartyId, tuple[BedRequest, ...]]:
    members: dict[PartyId, list[BedRequest]] = defaultdict(list)
    for request in requests:
        if request.party is not None:
            members[request.party].append(request)
    return {key: tuple(group) for key, group in sorted(members.items()) if len(group) > 1}


def _side_by_side(request: BedRequest) -> tuple[object, ...]:
    return request.party or "", request.beside, order_key(request.worker)

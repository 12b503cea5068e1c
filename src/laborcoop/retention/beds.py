"""The beds stage: a bed for every night of a wait, sexes apart, families together, those in need in lower beds.

All nights are one exact search (`bed_search`), with these goals, the first deciding before the next:

1. people who have a bed, first those who have a place already;
2. few children among strangers: in a family room, or among those of their sex, an adult of the party sleeps, too;
3. few parties of which a part has family rooms, and the others sleep elsewhere;
4. parties of both sexes, and those with somebody who goes along, in a room of their own;
5. lower beds, then low floors, for those who need them;
6. no beds that a rule finds fault with;
7. the lodging, then the bed, planned before;
8. few changes of bed during a stay;
9. family rooms left to families;
10. the Employees' Home before other houses, then a low price, then a short way;
11. family rooms that fit.

A party lodges in one house or not at all, and everybody in one house for the whole wait. A party is parted among family
rooms only where somebody would else have no bed, or a child sleep among strangers: whatever stays whole is looked at
first, and where that gives everybody a bed, no goal can gain by another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import inf

from attrs import evolve

from laborcoop.errors import InvalidValue
from laborcoop.journey import Proof, Reason
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LodgingId, PartyId, RoomId, WorkerId, check_once
from laborcoop.kernel.kinds import check_items
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.retention import bed_goals as goals
from laborcoop.retention.bed_audit import faults
from laborcoop.retention.bed_keeping import keep_beds
from laborcoop.retention.bed_kinds import Kind, Unit, kinds_of, parties_of
from laborcoop.retention.bed_labels import give_beds
from laborcoop.retention.bed_parts import least_room
from laborcoop.retention.bed_pools import Pools, pools_of
from laborcoop.retention.bed_request import Bed, Bedded, BedNeed, BedQuestion, BedRequest
from laborcoop.retention.bed_search import Sleeping, sleep
from laborcoop.retention.lodging import Lodging, RoomUse
from laborcoop.retention.stay import Stay

__all__ = ["Bed", "BedNeed", "BedRequest", "Bedded", "find_beds"]


def find_beds(
    requests: Iterable[BedRequest],
    lodgings: Iterable[Lodging],
    most: Mapping[tuple[LodgingId, Period], int] | None = None,
    *,
    taken: Mapping[Bed, Sequence[Period]] | None = None,
    holds: Mapping[tuple[LodgingId, RoomId, date], int] | None = None,
    unfit: Iterable[tuple[LodgingId, RoomId]] = (),
) -> Bedded:
    """Give as many people as possible a bed for their whole period, by the goals of this module, each proved.

    Args:
        requests: who needs a bed, when and where it may be; each once.
        lodgings: the houses with their rooms.
        most: how many people local coaches can bring to a house in one period, where that is a limit.
        taken: the beds that nobody here can have, and when: they are somebody else's, or out of service.
        holds: how many people a rule lets sleep in a room on a night, where those are fewer than its beds (AC-03).
        unfit: rooms whose beds a rule finds fault with (AC-04): used last.

    Raises:
        InvalidValue: ``requests`` or ``lodgings`` hold something else or one of them twice, somebody asks for a period
            without an end, or a number of ``most`` is negative.
        MissingExtra: OR-tools is not installed (extra ``plan``).
    """
    asked = check_items("find_beds", "requests", requests, BedRequest)
    houses = check_items("find_beds", "lodgings", lodgings, Lodging)
    check_once(request.worker for request in asked)
    check_once(house.id for house in houses)
    if any(people < 0 for people in (most or {}).values()):
        raise InvalidValue(
            Text("接驳车能送的人数不能为负数", "most: local coaches cannot bring fewer people than none")
        )
    question = BedQuestion(
        requests=asked,
        houses={house.id: house for house in houses},
        most=most or {},
        taken=taken or {},
        holds=holds or {},
        unfit=frozenset(unfit),
    )
    alone = {(one.party, one.period) for one in asked if one.party is not None and not question.reached(one)}
    reaching = tuple(one for one in asked if question.reached(one) and (one.party, one.period) not in alone)
    if any(request.period.end is None for request in reaching):
        raise InvalidValue(Text("住宿必须有离开日期", "a stay must have a day on which it ends"))
    within = evolve(question, requests=reaching)
    if not reaching:
        why = _Why(question, Pools((), (), (), sees_own=False), {})
        return Bedded(left_out={one.worker: (why.of(one),) for one in asked}, proof=Proof(status="proved"))
    pools = pools_of(within)
    kinds, sleeping = _asleep(within, pools)
    given = give_beds(kinds, pools, sleeping)
    stays = given if pools.sees_own else keep_beds(within, given)
    why = _Why(question, pools, stays)
    gap = sum(goal.gap for goal in sleeping.goals)
    return Bedded(
        stays=stays,
        left_out={one.worker: (why.of(one),) for one in asked if one.worker not in stays},
        proof=Proof(
            status="feasible" if gap else "proved",
            goals=sleeping.goals,
            gap=gap,
            faults=faults(within, stays, sleeping.goals),
        ),
    )


def _asleep(question: BedQuestion, pools: Pools) -> tuple[tuple[Kind, ...], Sleeping]:
    """Where everybody sleeps, parties whole; if that leaves anybody out, or a child alone, parted where that helps."""
    kinds = kinds_of(question, sees_own=pools.sees_own)
    sleeping = sleep(question, kinds, pools)
    least = least_room(pools)
    asking = sum(kind.size * len(kind.units) for kind in kinds if kind.minutes)
    placed = sum(kinds[at].size * units for (at, _), units in sleeping.houses.items())
    lonely = sum(goal.value for goal in sleeping.goals if goal.name == goals.CHILDREN)
    can_part = least is not None and any(kind.size > max(1, least) for kind in kinds)
    if can_part and (placed < asking or lonely):
        apart = kinds_of(question, sees_own=pools.sees_own, parted_above=least)
        parted = sleep(question, apart, pools, parting=True)
        # The first answer stands where it is proved that none is better by parting.
        if parted.parts or any(goal.gap for goal in parted.goals):
            return apart, parted
    return kinds, sleeping


class _Why:
    """Why somebody has no bed, from what the others leave free."""

    def __init__(self, question: BedQuestion, pools: Pools, stays: Mapping[WorkerId, Sequence[Stay]]) -> None:
        self.question = question
        self.parties: Mapping[tuple[PartyId, Period], Unit] = parties_of(question.requests)
        of_bed = {bed: pool for pool in pools.beds for bed in pool.beds}
        self.brought: Counter[tuple[LodgingId, Period]] = Counter(
            (stays[one.worker][0].lodging, one.period) for one in question.requests if one.worker in stays
        )
        self.free: Counter[tuple[LodgingId, Sex, date]] = Counter()
        for pool in pools.beds:
            self.free.update({(pool.house, pool.sex, night): len(pool.beds) for night in pool.nights})
        for stay in (stay for own in stays.values() for stay in own):
            held = of_bed.get((stay.lodging, stay.room, stay.bed))
            if held is not None:
                self.free.subtract((held.house, held.sex, night) for night in stay.nights())

    def _seats(self, house: LodgingId, period: Period) -> float:
        """The seats that are left to a house and on from it."""
        return self.question.most.get((house, period), inf) - self.brought[house, period]

    def of(self, request: BedRequest) -> Reason:
        """The reason of one person."""
        reached = self.question.reached(request)
        if not reached:
            return _NO_COACH
        if request.party is not None and (request.party, request.period) in self.parties:
            size = len(self.parties[request.party, request.period])
            if all(self._seats(house, request.period) < size for house in reached):
                return Reason(code="beds.coach-full", text=_NO_SEATS.format(size=size))
            return Reason(
                code="beds.not-together",
                text=Text(
                    "没有一处住宿点能同时安置同行的 {size} 人", "no lodging has beds for the {size} who go together"
                ).format(size=size),
            )
        free = [
            house
            for house in reached
            if all(self.free[house, request.sex, night] > 0 for night in request.period.days())
        ]
        if any(self._seats(house, request.period) <= 0 for house in free):
            return Reason(
                code="beds.coach-full",
                text=Text(
                    "有空床，但去往或离开住宿点的市内接驳车已满",
                    "beds are free, but the local coaches to them or on are full",
                ),
            )
        names = tuple(self.question.houses[house].name for house in reached)
        sex = Text("男", "men") if request.sex is Sex.MALE else Text("女", "women")
        own_use = RoomUse.MEN if request.sex is Sex.MALE else RoomUse.WOMEN
        rooms = [room for house in reached for room in self.question.houses[house].rooms]
        if all(room.use not in {own_use, RoomUse.FAMILY} for room in rooms):
            return Reason(code="beds.full", text=_NO_ROOMS.format(houses=names, sex=sex))
        return Reason(
            code="beds.full",
            text=(
                Text(
                    "{houses} 的{sex}床位已满，空床按规定不能再住人",
                    "the beds for {sex} are taken, and a rule lets nobody sleep in those that are free: {houses}",
                )
                if free
                else Text("{houses} 的{sex}床位已满", "the beds for {sex} are taken: {houses}")
            ).format(houses=names, sex=sex),
        )


_NO_SEATS = Text(
    "去往或离开住宿点的市内接驳车坐不下同行的 {size} 人",
    "the local coaches to the lodgings or on have no seats for the {size} who go together",
)
_NO_ROOMS = Text("{houses} 没有{sex}床位", "there are no beds for {sex}: {houses}")
_NO_COACH = Reason(
    code="beds.no-coach",
    text=Text(
        "没有市内接驳车能按时送到住宿点再送往下一站或厂门",
        "no local coach goes to a lodging and from there, in time, to the next leg or the gate",
    ),
)

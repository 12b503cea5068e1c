"""What a plan itself makes one say, worked out anew: late starts, full legs, upper beds, families, children."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from laborcoop.planning.own_findings import ChildrenApart, FullLeg, LateStart, TakenForFamily, UpperBeds
from laborcoop.planning.verification.fault import Check
from laborcoop.planning.verification.findings import Said
from laborcoop.planning.verification.room import room_for_workers
from laborcoop.retention import BedNeed, RoomUse
from laborcoop.transfer import Precautions

if TYPE_CHECKING:
    from laborcoop.kernel.identity import Sex
    from laborcoop.kernel.ids import LodgingId, RoomId, WorkerId
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.retention import Room


def own_notices(plan: ReturnPlan) -> Iterator[Said]:
    """All of them."""
    yield from _late_starts(plan)
    yield from _full_legs(plan)
    rooms = {(house.id, room.id): room for house in plan.case.lodgings for room in house.rooms}
    yield from _upper_beds(plan, rooms)
    yield from _families(plan, rooms)
    yield from _children(plan)


def _late_starts(plan: ReturnPlan) -> Iterator[Said]:
    starts = {post.id: post.starts_on for post in plan.case.posts}
    for worker, match in plan.matches.items():
        start = starts.get(match.post) if match.post else None
        if match.post and start and worker in plan.handovers and plan.handovers[worker].at.date() > start:
            late = LateStart(worker=worker, post=match.post, start=start, arrives=plan.handovers[worker].at.date())
            yield Said(Check.MATCH, worker, (late.finding(),))


def _full_legs(plan: ReturnPlan) -> Iterator[Said]:
    """The legs that stand in the way of those left out, with how many each is full for."""
    legs = plan.legs()
    full: Counter[str] = Counter()
    for reasons in (reasons for outcome in plan.outcomes for reasons in outcome.left_out.values()):
        full.update(legs.keys() & {name for reason in reasons for name in reason.about})
    taken = {one.leg.id: one for one in plan.case.records_of(Precautions)}
    for name, people in full.items():
        leg = legs[name]
        seats = max(0, room_for_workers(plan.case, leg, taken.get(leg.id)))
        yield Said(Check.SEAT, name, (FullLeg(leg=leg.id, seats=seats, people=people).finding(),))


def _upper_beds(plan: ReturnPlan, rooms: Mapping[tuple[LodgingId, RoomId], Room]) -> Iterator[Said]:
    lower = {one.worker for one in plan.case.records_of(BedNeed) if one.lower_bed}
    above: dict[LodgingId, set[WorkerId]] = defaultdict(set)
    for stay in plan.stays if lower else ():
        room = rooms.get((stay.lodging, stay.room))
        if stay.worker in lower and room is not None and stay.bed > room.lower_beds:
            above[stay.lodging].add(stay.worker)
    for lodging, people in above.items():
        yield Said(Check.BED, lodging, (UpperBeds(lodging=lodging, people=len(people)).finding(),))


def _families(plan: ReturnPlan, rooms: Mapping[tuple[LodgingId, RoomId], Room]) -> Iterator[Said]:
    """The houses with family rooms in which adults of both sexes sleep in one night."""
    workers = {worker.id: worker for worker in plan.case.workers}
    sexes: dict[tuple[LodgingId, RoomId, date], set[Sex]] = defaultdict(set)
    of_age: dict[date, int] = {}
    for stay in plan.stays:
        room, worker = rooms.get((stay.lodging, stay.room)), workers.get(stay.worker)
        if room is None or worker is None or room.use is not RoomUse.FAMILY:
            continue
        for night in stay.nights():
            if night not in of_age:
                then = plan.case.book.context(night)
                of_age[night] = then.whole("adult_age") if "adult_age" in then.parameters else 0
            if worker.age(night) >= of_age[night]:
                sexes[stay.lodging, stay.room, night].add(worker.sex)
    shared = {(lodging, room) for (lodging, room, _), both in sexes.items() if len(both) > 1}
    for house in plan.case.lodgings:
        number = sum(lodging == house.id for lodging, _ in shared)
        if number:
            told = TakenForFamily(lodging=house.id, name=house.name, rooms=number)
            yield Said(Check.BED, house.id, (told.finding(),))


def _children(plan: ReturnPlan) -> Iterator[Said]:
    """The houses in which somebody too young to go by train alone has no adult of the party in the room some night."""
    born = {worker.id: worker for worker in plan.case.workers}
    parties = {one.worker: one.together for one in plan.case.registrations}
    alone: dict[LodgingId, set[WorkerId]] = defaultdict(set)
    adults: set[tuple[object, ...]] = set()
    young: list[tuple[LodgingId, RoomId, date, WorkerId]] = []
    ages: dict[date, tuple[int, int]] = {}
    for stay in plan.stays:
        for night in stay.nights() if stay.worker in born else ():
            if night not in ages:
                ages[night] = _ages_asked(plan, night)
            (grown, alone_from), age = ages[night], born[stay.worker].age(night)
            if age >= grown:
                adults.add((stay.lodging, stay.room, night, parties[stay.worker]))
            elif age < alone_from:
                young.append((stay.lodging, stay.room, night, stay.worker))
    for lodging, room, night, worker in young:
        if parties[worker] is None or (lodging, room, night, parties[worker]) not in adults:
            alone[lodging].add(worker)
    for house in plan.case.lodgings:
        if alone[house.id]:
            told = ChildrenApart(lodging=house.id, name=house.name, children=len(alone[house.id]))
            yield Said(Check.BED, house.id, (told.finding(),))


def _ages_asked(plan: ReturnPlan, night: date) -> tuple[int, int]:
    """From which age somebody is grown up on a day, and from which one may go by train alone; 0 where none is asked."""
    then = plan.case.book.context(night)
    names = ("adult_age", "rail_full_ticket_age")
    grown, alone = (
        then.whole(name) if name in then.parameters and then.value(name) is not None else 0 for name in names
    )
    return grown, alone

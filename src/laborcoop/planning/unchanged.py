"""What a plan has as the plan before it had it, so that what the rules said then still stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen

from laborcoop.kernel.ids import LegId, LodgingId, RoomId, WorkerId
from laborcoop.rulebook import Finding
from laborcoop.transfer import Ride

if TYPE_CHECKING:
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.retention import Stay

RoomKey = tuple[LodgingId, RoomId]


@frozen(kw_only=True)
class Unchanged:
    """The legs, rooms and workers of whom a rule sees what it saw before, and what was found then."""

    legs: frozenset[LegId] = frozenset()
    rooms: frozenset[RoomKey] = frozenset()
    workers: frozenset[WorkerId] = frozenset()
    found: Mapping[tuple[str, str], tuple[Finding, ...]] = field(factory=dict)

    @classmethod
    def between(cls, plan: ReturnPlan, before: ReturnPlan) -> Unchanged:
        """What two plans have in common; nothing where the book, the day or the places are others."""
        if before.checked is None or _ground(plan) != _ground(before):
            return cls()
        old_legs = before.legs()
        legs = {leg for leg, run in plan.legs().items() if old_legs.get(leg) == run}
        aboard, was_aboard = rides_by_leg(plan), rides_by_leg(before)
        slept_in, was_slept_in = _rooms(plan), _rooms(before)
        stays, old_stays = _stays(plan), _stays(before)
        return cls(
            legs=frozenset(leg for leg, rides in aboard.items() if leg in legs and was_aboard.get(leg) == rides),
            rooms=frozenset(room for room, seen in slept_in.items() if was_slept_in.get(room) == seen),
            workers=frozenset(
                worker
                for worker, handover in plan.handovers.items()
                if before.handovers.get(worker) == handover
                and before.rides_of(worker) == plan.rides_of(worker)
                and old_stays.get(worker) == stays.get(worker)
                and all(ride.leg in legs for ride in plan.rides_of(worker))
            ),
            found=before.findings.by_record(),
        )

    def said(self, kind: str, record: str, codes: frozenset[str]) -> tuple[Finding, ...]:
        """What some rules found about a record; what a waiver covers was found by the check, and not about the plan."""
        return tuple(one for one in self.found.get((kind, record), ()) if one.rule in codes and not one.waived)


def rides_by_leg(plan: ReturnPlan) -> dict[LegId, list[Ride]]:
    """The rides on each leg that somebody rides, in one order for every plan."""
    aboard: dict[LegId, list[Ride]] = defaultdict(list)
    for ride in plan.rides:
        aboard[ride.leg].append(ride)
    for rides in aboard.values():
        rides.sort(key=lambda ride: (ride.seat, ride.worker))
    return aboard


def _ground(plan: ReturnPlan) -> tuple[object, ...]:
    """What the rules go by whatever they look at."""
    return plan.case.book, plan.case.on, plan.case.places, [(one.id, one.place) for one in plan.case.lodgings]


def _rooms(plan: ReturnPlan) -> dict[RoomKey, list[object]]:
    """What is seen of each room that somebody sleeps in: the room, who sleeps there and with whom they go together."""
    rooms = {(lodging.id, room.id): room for lodging in plan.case.lodgings for room in lodging.rooms}
    sexes = {worker.id: worker.sex for worker in plan.case.workers}
    together = {registration.worker: registration.together for registration in plan.case.registrations}
    seen: dict[RoomKey, list[object]] = {}
    for stay in plan.stays:
        room = (stay.lodging, stay.room)
        seen.setdefault(room, [rooms[room]]).append((stay, sexes[stay.worker], together[stay.worker]))
    return seen


def _stays(plan: ReturnPlan) -> dict[WorkerId, list[Stay]]:
    stays: dict[WorkerId, list[Stay]] = defaultdict(list)
    for stay in plan.stays:
        stays[stay.worker].append(stay)
    return stays

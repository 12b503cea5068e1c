"""What a plan has as the plan before it had it, so that what the rules said then still stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen

from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LegId, LodgingId, PartyId, RoomId, WorkerId
from laborcoop.planning.case import Case
from laborcoop.planning.touched import altered_legs, touched
from laborcoop.rulebook import Finding

if TYPE_CHECKING:
    from laborcoop.planning.plan import ReturnPlan

RoomKey = tuple[LodgingId, RoomId]


@frozen(kw_only=True)
class Unchanged:
    """The legs, rooms and workers of whom a rule sees what it saw before, and what was found then.

    The riders of ``calm`` legs have their whole way as before, so that they change to these legs as they did.
    """

    legs: frozenset[LegId] = frozenset()
    calm: frozenset[LegId] = frozenset()
    rooms: frozenset[RoomKey] = frozenset()
    workers: frozenset[WorkerId] = frozenset()
    found: Mapping[tuple[str, str], tuple[Finding, ...]] = field(factory=dict)

    @classmethod
    def between(cls, plan: ReturnPlan, before: ReturnPlan) -> Unchanged:
        """What two plans have in common; nothing where the book, the day or the places are others."""
        if before.checked is None or _ground(plan) != _ground(before):
            return cls()
        people = touched(before, plan)
        altered = altered_legs(before, plan)
        boarded = {ride.leg for worker in people for ride in {*before.rides_of(worker)} ^ {*plan.rides_of(worker)}}
        ridden = {ride.leg for worker in people for one in (before, plan) for ride in one.rides_of(worker)}
        legs = frozenset(ride.leg for ride in plan.rides).difference(altered)
        return cls(
            legs=legs - boarded,
            calm=legs - ridden,
            rooms=_rooms(plan) - _other_rooms(plan, before, people),
            workers=frozenset(plan.handovers.keys() - people),
            found=before.findings.by_record(),
        )

    def said(self, kind: str, record: str, codes: frozenset[str]) -> tuple[Finding, ...]:
        """What some rules found about a record; what a waiver covers was found by the check, and not about the plan."""
        return tuple(one for one in self.found.get((kind, record), ()) if one.rule in codes and not one.waived)


def _ground(plan: ReturnPlan) -> tuple[object, ...]:
    """What the rules go by whatever they look at."""
    return plan.case.book, plan.case.on, plan.case.places, [(one.id, one.place) for one in plan.case.lodgings]


def _rooms(plan: ReturnPlan) -> frozenset[RoomKey]:
    """The rooms that somebody sleeps in."""
    return frozenset((stay.lodging, stay.room) for stay in plan.stays)


def _other_rooms(plan: ReturnPlan, before: ReturnPlan, people: frozenset[WorkerId]) -> set[RoomKey]:
    """The rooms that are others, or of whose guests one is another, sleeps otherwise or goes with others."""
    was, now = (
        {(house.id, room.id): room for house in one.case.lodgings for room in house.rooms} for one in (before, plan)
    )
    rooms = set() if before.case.lodgings is plan.case.lodgings else {key for key in now if was.get(key) != now[key]}
    for worker in people:
        rooms |= {(stay.lodging, stay.room) for stay in {*before.stays_of(worker)} ^ {*plan.stays_of(worker)}}
    for worker in _other_guests(plan.case, before.case):
        rooms |= {(stay.lodging, stay.room) for stay in plan.stays_of(worker)}
    return rooms


def _other_guests(case: Case, before: Case) -> set[WorkerId]:
    """Those whom a lodging sees otherwise: of another sex, or going with others."""
    if case.workers is before.workers and case.registrations is before.registrations:
        return set()
    was, now = _guests(before), _guests(case)
    return {worker for worker in now if was.get(worker) != now[worker]}


def _guests(case: Case) -> dict[WorkerId, tuple[Sex, PartyId | None]]:
    together = {registration.worker: registration.together for registration in case.registrations}
    return {worker.id: (worker.sex, together[worker.id]) for worker in case.workers}

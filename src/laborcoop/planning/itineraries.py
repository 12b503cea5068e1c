"""Itineraries from the records of a plan: rides, stays and hand-overs become one way for each person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta

from laborcoop.errors import UnknownName
from laborcoop.journey import Itinerary, Step, StepKind
from laborcoop.kernel.ids import LodgingId, PlaceId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.retention import Stay
from laborcoop.transfer import Handover, Leg, Ride, TransportMode
from laborcoop.transfer.train_numbers import number_of_ride

_SMALL_HOURS = time(3)
_NOON = time(12)


def build_itineraries(
    handovers: Mapping[WorkerId, Handover],
    rides: Iterable[Ride],
    stays: Iterable[Stay],
    *,
    legs: Mapping[str, Leg],
    lodgings: Mapping[LodgingId, PlaceId],
) -> dict[WorkerId, Itinerary]:
    """The way of everyone with a hand-over, from the rides and stays of these people.

    Raises:
        UnknownName: a ride names a leg or a stop that does not exist.
    """
    steps: dict[WorkerId, list[Step]] = {
        worker: [
            Step(kind=StepKind.HANDOVER, start=done.gate, end=done.gate, depart=done.at, arrive=done.at),
        ]
        for worker, done in handovers.items()
    }
    for ride in rides:
        steps[ride.worker].append(_ride(ride, legs))
    held: dict[WorkerId, list[Stay]] = {}
    for stay in stays:
        if stay.held is not None:
            held.setdefault(stay.worker, []).append(stay)
    for worker, own in held.items():
        steps[worker] += [_stay(stay, own, lodgings[stay.lodging], steps[worker]) for stay in own]
    return {
        worker: Itinerary(worker=worker, steps=tuple(sorted(way, key=lambda step: (step.depart, step.arrive))))
        for worker, way in steps.items()
    }


def rides_by_worker(rides: Iterable[Ride], legs: Mapping[str, Leg]) -> dict[WorkerId, tuple[Ride, ...]]:
    """Everyone's rides in the order of boarding: a train may have left its first stop before the coach to it did."""
    boards = {(leg.id, stop.place): stop.depart for leg in legs.values() for stop in leg.stops}
    unknown = datetime.max.replace(tzinfo=UTC)
    taken: dict[WorkerId, list[Ride]] = {}
    for ride in rides:
        taken.setdefault(ride.worker, []).append(ride)
    return {
        worker: tuple(sorted(mine, key=lambda ride: boards.get((ride.leg, ride.board), unknown)))
        for worker, mine in taken.items()
    }


def stays_by_worker(stays: Iterable[Stay]) -> dict[WorkerId, tuple[Stay, ...]]:
    """Everyone's stays, in the order given."""
    held: dict[WorkerId, list[Stay]] = {}
    for stay in stays:
        held.setdefault(stay.worker, []).append(stay)
    return {worker: tuple(mine) for worker, mine in held.items()}


def _ride(ride: Ride, legs: Mapping[str, Leg]) -> Step:
    leg = legs.get(ride.leg)
    board = leg.index(ride.board) if leg else None
    alight = leg.index(ride.alight) if leg else None
    if leg is None or board is None or alight is None:
        raise UnknownName(
            Text(
                "班次 {leg} 不存在，或不停靠乘车、下车地点", "there is no leg {leg}, or it does not stop there"
            ).format(leg=ride.leg)
        )
    return Step(
        kind=_kind(leg.mode),
        start=ride.board,
        end=ride.alight,
        depart=leg.stops[board].depart,
        arrive=leg.stops[alight].arrive,
        vehicle=str(number_of_ride(leg, ride.board, ride.alight) or leg.vehicle.id),
        seat=ride.seat,
    )


def _kind(mode: TransportMode) -> StepKind:
    if mode.is_rail:
        return StepKind.TRAIN
    return StepKind.COACH if mode.is_coach else StepKind.FLIGHT


def _stay(stay: Stay, own: Iterable[Stay], place: PlaceId, way: Iterable[Step]) -> Step:
    """The stay from the ride that brings one to the ride that takes one on; beds are changed at noon."""
    rides = [step for step in way if step.kind.is_ride]
    zone = rides[0].depart.tzinfo if rides else None
    nights = list(stay.nights())
    first = datetime.combine(nights[0] + timedelta(days=1), _SMALL_HOURS, zone)
    last = datetime.combine(nights[-1] + timedelta(days=1), _SMALL_HOURS, zone)
    others = {night for other in own for night in other.nights()}
    moved_in, moved_out = (datetime.combine(day, _NOON, zone) for day in (nights[0], nights[-1] + timedelta(days=1)))
    came = max((step.arrive for step in rides if step.arrive <= first), default=first)
    goes = min((step.depart for step in rides if step.depart >= last), default=last)
    slept_before = nights[0] - timedelta(days=1) in others and came < moved_in
    sleeps_on = nights[-1] + timedelta(days=1) in others and goes > moved_out
    return Step(
        kind=StepKind.STAY,
        start=place,
        end=place,
        depart=moved_in if slept_before else came,
        arrive=moved_out if sleeps_on else goes,
        vehicle=f"{stay.lodging} {stay.room}",
        seat=str(stay.bed),
    )

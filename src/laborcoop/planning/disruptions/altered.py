"""What is otherwise on a leg that somebody rides as before: another seat, vehicle, train number or time of leaving."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum

from attrs import frozen

from laborcoop.kernel.ids import EventId, LegId, PlaceId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.planning.plan import ReturnPlan
from laborcoop.transfer import Leg, Ride
from laborcoop.transfer.train_numbers import numbers_on_way


class RideDetail(Enum):
    """What somebody must know of a ride beside the leg and its stops."""

    DEPARTURE = "departure"
    TRAIN = "train"
    """The number of a train or flight, or the numbers where it changes on the way."""
    VEHICLE = "vehicle"
    """The vehicle of a coach; a train is known by its number."""
    SEAT = "seat"


@frozen(kw_only=True)
class Altered(Record):
    """One detail of a leg that somebody rides as before, between the same stops: from what to what, and why.

    ``before`` and ``after`` are a seat, the id of a vehicle, a train number, or a moment; ``event`` is the last that
    it is for.
    """

    worker: WorkerId
    leg: LegId
    what: RideDetail
    before: str
    after: str
    event: EventId


_Ridden = tuple[LegId, PlaceId, PlaceId]
Details = Mapping[tuple[_Ridden, RideDetail], str]


def details_of(plan: ReturnPlan, worker: WorkerId) -> Details:
    """Each detail of each ride of somebody who arrives; none of anyone else."""
    if worker not in plan.handovers:
        return {}
    legs = plan.legs()
    return {
        ((ride.leg, ride.board, ride.alight), what): told
        for ride in plan.rides_of(worker)
        for what, told in _details(ride, legs[ride.leg], plan)
    }


def _details(ride: Ride, leg: Leg, plan: ReturnPlan) -> Iterator[tuple[RideDetail, str]]:
    leaves = leg.stops[leg.position(ride.board)].depart.astimezone(plan.case.campaign.zone)
    yield RideDetail.DEPARTURE, leaves.isoformat(sep=" ", timespec="minutes")
    if leg.train is None:
        yield RideDetail.VEHICLE, leg.vehicle.id
    else:
        numbers = numbers_on_way(leg, ride.board, ride.alight)
        yield RideDetail.TRAIN, ", ".join(f"{place} {number}" for place, number in numbers)
    yield RideDetail.SEAT, ride.seat


def altered_details(before: Details, after: Details) -> Iterator[tuple[LegId, RideDetail, str, str]]:
    """The details that differ of the rides that are in both."""
    for (ridden, what), now in after.items():
        was = before.get((ridden, what), now)
        if was != now:
            yield ridden[0], what, was, now

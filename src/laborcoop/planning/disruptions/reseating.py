"""Seats for those who are planned again: their own where it is free, and nobody else's unless it cannot be helped.

Those of a party who cannot all have their own sit side by side where a row of seats is free, and a minor beside the
adult who answers for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from laborcoop.kernel.ids import LegId, PartyId, order_key
from laborcoop.planning.disruptions.standing import Legs
from laborcoop.transfer import Leg, Ride
from laborcoop.transfer.minders import Company, Rider, accompanied, in_seat_order
from laborcoop.transfer.seat_plan import SeatPlan, give_seats


@frozen(kw_only=True)
class Boarding:
    """A ride with a seat, or one that needs it: ``ride.seat`` is then the one wished for, empty where there is none.

    ``order`` is that of a party's people by age, the eldest first; a ``minor`` sits beside an adult of the party.
    """

    ride: Ride
    beside: tuple[str, ...] = ()
    party: PartyId | None = None
    order: int = 0
    minor: bool = False


def reseat(
    held: Iterable[Boarding],
    asking: Iterable[Boarding],
    legs: Legs,
    crew: Mapping[LegId, int],
    rear: Mapping[LegId, int] | None = None,
) -> tuple[Ride, ...]:
    """Every ride with its seat.

    Args:
        held: the rides that keep their seats, where the vehicle has them.
        asking: the rides that need one.
        legs: every leg by id.
        crew: the seats, counted from the first, that the crew of each leg takes.
        rear: the seats, counted from the last, that nobody takes; none where not given.
    """
    behind = rear or {}
    on_leg: dict[LegId, list[Boarding]] = defaultdict(list)
    for one in held:
        on_leg[one.ride.leg].append(one)
    wanting: dict[LegId, list[Boarding]] = defaultdict(list)
    for one in asking:
        wanting[one.ride.leg].append(one)
    found: list[Ride] = []
    for leg_id in sorted({*on_leg, *wanting}):
        found += _on_leg(legs[leg_id], (crew[leg_id], behind.get(leg_id, 0)), on_leg[leg_id], wanting[leg_id])
    return tuple(found)


def _on_leg(leg: Leg, kept: tuple[int, int], held: list[Boarding], asking: list[Boarding]) -> list[Ride]:
    """Those who hold a seat that the vehicle has keep it; only where somebody else then finds none, all sit anew."""
    crew, rear = kept
    every = frozenset(leg.vehicle.seat_labels())
    riders = _riders(leg, [*held, *asking])
    staying = [rider for rider in riders[: len(held)] if rider.seat in every]
    plan = SeatPlan(leg, crew, rear)
    for rider in staying:
        plan.hold(rider)
    seated = [one.ride for one in held if one.ride.seat in every]
    moving = [rider for rider in riders[: len(held)] if rider.seat not in every] + riders[len(held) :]
    for company in _companies(moving, every):
        found = plan.sit(company)
        if found is None:
            return give_seats(leg, riders, crew=crew, rear=rear)
        seated += found
    return seated


def _riders(leg: Leg, boarding: Sequence[Boarding]) -> list[Rider]:
    """The riders of a leg, each minor with the adult who answers for the minor there."""
    riders = (
        Rider(
            worker=one.ride.worker,
            board=leg.position(one.ride.board),
            alight=leg.position(one.ride.alight),
            party=one.party,
            order=one.order,
            beside=one.beside,
            seat=one.ride.seat,
        )
        for one in boarding
    )
    return accompanied(riders, {one.ride.worker for one in boarding if one.minor})


def _companies(riders: Iterable[Rider], labels: frozenset[str]) -> list[Company]:
    """Those of a party together, everybody else alone: first whoever has a seat to keep, then by neighbours."""

    def order(one: Rider) -> tuple[object, ...]:
        return one.seat not in labels, one.beside, order_key(one.worker)

    companies: dict[str, list[Rider]] = defaultdict(list)
    for one in sorted(riders, key=order):
        companies[f"party {one.party}" if one.party else f"alone {one.worker}"].append(one)
    return [in_seat_order(company) for company in companies.values()]

"""Seats for those who are planned again: their own where it is free, and nobody else's unless it cannot be helped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from laborcoop.kernel.ids import LegId, order_key
from laborcoop.planning.disruptions.standing import Legs
from laborcoop.transfer import Leg, Ride


@frozen(kw_only=True)
class Boarding:
    """A ride that needs a seat: ``ride.seat`` is the one wished for, empty where there is none."""

    ride: Ride
    beside: tuple[str, ...]


def reseat(held: Iterable[Ride], asking: Iterable[Boarding], legs: Legs, crew: Mapping[LegId, int]) -> tuple[Ride, ...]:
    """Every ride with its seat.

    Args:
        held: the rides that keep their seats, where the vehicle has them.
        asking: the rides that need one.
        legs: every leg by id.
        crew: the seats, counted from the first, that the crew of each leg takes.
    """
    on_leg: dict[LegId, list[Ride]] = defaultdict(list)
    for ride in held:
        on_leg[ride.leg].append(ride)
    wanting: dict[LegId, list[Boarding]] = defaultdict(list)
    for one in asking:
        wanting[one.ride.leg].append(one)
    found: list[Ride] = []
    for leg_id in sorted({*on_leg, *wanting}):
        found += _on_leg(legs[leg_id], crew[leg_id], on_leg[leg_id], wanting[leg_id])
    return tuple(found)


def _on_leg(leg: Leg, crew: int, held: list[Ride], asking: list[Boarding]) -> list[Ride]:
    every = leg.vehicle.seat_labels()
    labels = every[crew:]
    if not {ride.seat for ride in held} <= set(every):
        return _anew(leg, labels, [*held, *(one.ride for one in asking)])
    taken: dict[str, list[range]] = defaultdict(list)
    for ride in held:
        taken[ride.seat].append(_span(leg, ride))
    seated = list(held)
    for one in sorted(asking, key=lambda one: (one.ride.seat not in labels, one.beside, order_key(one.ride.worker))):
        span = _span(leg, one.ride)
        choice = (one.ride.seat, *labels) if one.ride.seat in labels else labels
        free = next((seat for seat in choice if all(_apart(span, other) for other in taken[seat])), None)
        if free is None:
            return _anew(leg, labels, [*held, *(one.ride for one in asking)])
        taken[free].append(span)
        seated.append(evolve(one.ride, seat=free))
    return seated


def _anew(leg: Leg, labels: tuple[str, ...], rides: list[Ride]) -> list[Ride]:
    """Every rider of a leg in another seat, in the order of boarding: a seat is found while the numbers fit."""
    until: dict[str, int] = dict.fromkeys(labels, 0)
    seated = []
    for ride in sorted(rides, key=lambda ride: (_span(leg, ride).start, order_key(ride.worker))):
        span = _span(leg, ride)
        seats = [seat for seat, end in until.items() if end <= span.start]
        seat = ride.seat if ride.seat in seats else seats[0]
        until[seat] = span.stop
        seated.append(evolve(ride, seat=seat))
    return seated


def _span(leg: Leg, ride: Ride) -> range:
    return range(leg.index(ride.board) or 0, leg.index(ride.alight) or 0)


def _apart(one: range, other: range) -> bool:
    return one.stop <= other.start or other.stop <= one.start

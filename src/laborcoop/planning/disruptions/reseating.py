"""Seats for those who are planned again: their own where it is free, and nobody else's unless it cannot be helped.

Those of a party who cannot all have their own sit side by side where a row of seats is free.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from attrs import evolve, frozen

from laborcoop.kernel.ids import LegId, PartyId, order_key
from laborcoop.planning.disruptions.standing import Legs
from laborcoop.transfer import Leg, Ride


@frozen(kw_only=True)
class Boarding:
    """A ride that needs a seat: ``ride.seat`` is the one wished for, empty where there is none."""

    ride: Ride
    beside: tuple[str, ...]
    party: PartyId | None = None


def reseat(
    held: Iterable[Ride],
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
    on_leg: dict[LegId, list[Ride]] = defaultdict(list)
    for ride in held:
        on_leg[ride.leg].append(ride)
    wanting: dict[LegId, list[Boarding]] = defaultdict(list)
    for one in asking:
        wanting[one.ride.leg].append(one)
    found: list[Ride] = []
    for leg_id in sorted({*on_leg, *wanting}):
        found += _on_leg(legs[leg_id], (crew[leg_id], behind.get(leg_id, 0)), on_leg[leg_id], wanting[leg_id])
    return tuple(found)


def _on_leg(leg: Leg, kept: tuple[int, int], held: list[Ride], asking: list[Boarding]) -> list[Ride]:
    every = leg.vehicle.seat_labels()
    labels = every[kept[0] : len(every) - kept[1]]
    if not {ride.seat for ride in held} <= set(every):
        return _anew(leg, labels, [*held, *(one.ride for one in asking)])
    taken: dict[str, list[range]] = defaultdict(list)
    for ride in held:
        taken[ride.seat].append(_span(leg, ride))
    seated = list(held)
    for company in _companies(asking, labels):
        spans = [_span(leg, one.ride) for one in company]
        seats = (
            _own(company, labels, spans, taken)
            or _row(labels, spans, taken)
            or _one_by_one(company, labels, spans, taken)
        )
        if seats is None:
            return _anew(leg, labels, [*held, *(one.ride for one in asking)])
        for one, span, seat in zip(company, spans, seats, strict=True):
            taken[seat].append(span)
            seated.append(evolve(one.ride, seat=seat))
    return seated


_Taken = Mapping[str, Sequence[range]]
"""The sections of the way on which each seat is somebody's."""


def _companies(asking: Iterable[Boarding], labels: Sequence[str]) -> list[list[Boarding]]:
    """Those of a party together, everybody else alone: first whoever has a seat to keep, then by neighbours."""

    def order(one: Boarding) -> tuple[object, ...]:
        return one.ride.seat not in labels, one.beside, order_key(one.ride.worker)

    companies: dict[str, list[Boarding]] = defaultdict(list)
    for one in sorted(asking, key=order):
        companies[f"party {one.party}" if one.party else f"alone {one.ride.worker}"].append(one)
    return list(companies.values())


def _own(company: Sequence[Boarding], labels: Sequence[str], spans: Sequence[range], taken: _Taken) -> list[str]:
    """The seats that they had; none where one of them is somebody else's by now, or not of this vehicle."""
    own = [one.ride.seat for one in company]
    are_theirs = len(set(own)) == len(own) and set(own) <= set(labels)
    return own if are_theirs and all(map(partial(_is_free, taken), own, spans)) else []


def _row(labels: Sequence[str], spans: Sequence[range], taken: _Taken) -> list[str]:
    """The first seats in a row that are free for all of them; none where no row is."""
    if len(spans) == 1:
        return next(([seat] for seat in labels if _is_free(taken, seat, spans[0])), [])
    rows = (labels[first : first + len(spans)] for first in range(len(labels) - len(spans) + 1))
    return next((list(row) for row in rows if all(map(partial(_is_free, taken), row, spans))), [])


def _one_by_one(
    company: Sequence[Boarding], labels: Sequence[str], spans: Sequence[range], taken: _Taken
) -> list[str] | None:
    """For each the own seat, else the first that is free; None where somebody finds none."""
    found: list[str] = []
    for one, span in zip(company, spans, strict=True):
        wished = (one.ride.seat, *labels) if one.ride.seat in labels else labels
        free = next((seat for seat in wished if seat not in found and _is_free(taken, seat, span)), None)
        if free is None:
            return None
        found.append(free)
    return found


def _is_free(taken: _Taken, seat: str, span: range) -> bool:
    return all(_apart(span, other) for other in taken.get(seat, ()))


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
    return range(leg.position(ride.board), leg.position(ride.alight))


def _apart(one: range, other: range) -> bool:
    return one.stop <= other.start or other.stop <= one.start

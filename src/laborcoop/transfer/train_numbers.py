"""Under which of its numbers a train runs where: at a stop, and on somebody's way from stop to stop (TR-16)."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from laborcoop.kernel.ids import PlaceId
from laborcoop.kernel.text import Text
from laborcoop.transfer.leg import Leg, Stop
from laborcoop.transfer.vehicle import TrainNumber

_FROM_THERE = Text("{so_far}，自 {place} 起 {number}", "{so_far}, from {place} on {number}")


def number_at(leg: Leg, stop: Stop) -> TrainNumber | None:
    """The number under which a leg leaves one of its stops: all of them where none is said; None of a coach."""
    if leg.train is None:
        return None
    said = [one.train for one in leg.stops[: leg.position(stop.place) + 1] if one.train is not None]
    return said[-1] if said else leg.train


def numbers_on_way(leg: Leg, board: PlaceId, alight: PlaceId) -> tuple[tuple[PlaceId, TrainNumber], ...]:
    """From which stop on under which number: first where one boards, then where it changes; empty of a coach.

    Raises:
        UnknownName: the leg does not stop at one of them.
    """
    way = leg.stops[leg.position(board) : leg.position(alight)]
    held = [(stop.place, number) for stop in way if (number := number_at(leg, stop)) is not None]
    return tuple(next(same) for _, same in groupby(held, key=lambda one: one[1]))


def number_of_ride(leg: Leg, board: PlaceId, alight: PlaceId) -> TrainNumber | None:
    """The numbers of the train on that way alone, in their order; None of a coach.

    Raises:
        UnknownName: the leg does not stop at one of them.
    """
    numbers = [one for _, held in numbers_on_way(leg, board, alight) for one in held.numbers]
    return TrainNumber(tuple(one for one, _ in groupby(numbers))) if numbers else None


def told_of_ride(leg: Leg, board: PlaceId, alight: PlaceId, names: Mapping[PlaceId, str | Text]) -> Text | None:
    """The number where one boards, and each change by the name of its stop (``D3812, from X on D3809``).

    ``names`` are those of the places; one without a name is told by its id. None of a coach.

    Raises:
        UnknownName: the leg does not stop at one of them.
    """
    told = None
    for place, number in numbers_on_way(leg, board, alight):
        if told is None:
            told = Text.same(str(number))
        else:
            told = _FROM_THERE.format(so_far=told, place=names.get(place, place), number=str(number))
    return told

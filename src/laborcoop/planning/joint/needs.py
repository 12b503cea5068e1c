"""What a way needs beside the seats of the long haul: local seats and beds, as far as no choice avoids them.

A *cut* is a set of parts of which everyone on a way needs at least one: the last sections into a gate, the beds of the
lodgings where a night has to be spent. So a cut bounds how many people can go that way, whatever each of them is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import frozen

from laborcoop.kernel.ids import LegId, LodgingId
from laborcoop.planning.travel import TravelCase
from laborcoop.planning.waits import Layover, lodging_options, same_day, straight_to_gate
from laborcoop.transfer.route import Route


@frozen(order=True)
class Night:
    """A night in a lodging."""

    lodging: LodgingId
    date: date


Section = tuple[LegId, int]
Part = Section | Night
"""A section of a leg, by the stop that it leaves, or a night in a lodging."""
Cut = frozenset[Part]


def cuts_of(travel: TravelCase, layover: Layover) -> tuple[Cut, ...]:
    """The cuts of a layover, each once; none where nothing is needed, or where it is over."""
    if layover.is_over:
        return ()
    across = same_day(travel, layover)
    if across is not None:
        return () if layover.start == layover.end else _each_once([_first(across), _last(across)])
    straight = straight_to_gate(travel, layover)
    options = lodging_options(travel, layover)
    nights = (list(option.period.days()) for option in options[:1])
    return _each_once(
        [
            *({*_last(straight), *(Night(option.lodging, night) for option in options)} for night in next(nights, [])),
            _through(straight, [option.there for option in options], last=False),
            _through(straight, [option.onward for option in options], last=False),
            _through(straight, [option.onward for option in options], last=True),
        ]
    )


def _through(straight: Sequence[Route], parts: Sequence[Sequence[Route]], *, last: bool) -> set[Part]:
    """A cut of first or last sections; empty, and so none, where somebody needs no local coach for that part."""
    end = _last if last else _first
    if not all(parts):
        return set()
    return {*end(straight), *(section for routes in parts for section in end(routes))}


def _first(routes: Iterable[Route]) -> set[Part]:
    return {(route.hops[0].leg.id, route.hops[0].board) for route in routes}


def _last(routes: Iterable[Route]) -> set[Part]:
    return {(route.hops[-1].leg.id, route.hops[-1].alight - 1) for route in routes}


def _each_once(cuts: Iterable[set[Part]]) -> tuple[Cut, ...]:
    return tuple(dict.fromkeys(frozenset(cut) for cut in cuts if cut))

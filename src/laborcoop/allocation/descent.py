"""Prices by steepest descent: exact, warm from any start, with one maximum flow for each step.

Prices bound every answer: what each applicant gets at best after paying, plus price times openings. The bound is
a convex function of whole numbers (L-natural-convex: Murota, Discrete Convex Analysis, 2003). At its least, those who
gain can all be seated where they gain most while every place with a price is full: a flow over the few best pairs says
so, and is the placement. Elsewhere the flow's smallest cut names the places whose prices have to rise, or to fall.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from laborcoop.allocation.seating import seat
from laborcoop.allocation.settle import settle
from laborcoop.allocation.shortlist import shortlist
from laborcoop.errors import MissingExtra

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from laborcoop.allocation.blocks import Market
    from laborcoop.allocation.seating import Flow
    from laborcoop.allocation.shortlist import Shortlist, Standing

    Array = NDArray[Any]

FEW = 64
"""Best pairs that are held for each class, to begin with."""
SETTLED = 6000
"""Up to so many classes, and ..."""
SETTLED_PAIRS = 120_000
"""... so many pairs within reach of the best, the descent starts from the best prices for those."""


def descend(
    market: Market, price: Array, window: int, tell: Callable[[int], bool], reach: int, held: Shortlist | None = None
) -> tuple[Standing, Flow]:
    """Lower the bound until a placement meets it, or ``tell`` (given the bound) says to stop: prices and placement.

    ``held`` are pairs that are known to begin with.

    Raises:
        MissingExtra: OR-tools is not installed.
    """
    try:
        from ortools.graph.python import max_flow, min_cost_flow  # noqa: F401 - what every step needs
    except ImportError as error:
        raise MissingExtra("ortools", "plan") from error
    few = FEW
    if reach and len(market.classes) <= SETTLED:
        wide = shortlist(market, price, max(reach, window), market.blocks.columns)
        if not tell(wide.bound) and len(wide.held.who) <= SETTLED_PAIRS:
            price = settle(wide)
    here = shortlist(market, price, window, few) if held is None else held.reaching(price)
    while True:
        flow = seat(here)
        if tell(here.bound):
            # That it is full says nothing of the pairs that are not held, unless these have been asked.
            return here, flow if here.is_sure() else evolve(flow, is_full=False)
        if flow.way is None:
            if here.is_sure():
                return here, flow
        else:
            there = _further(here, flow.way)
            if there.bound < here.bound:
                here = there
                continue
        # Pairs that were not held mislead: look again from here, for the classes that may have them, or for all.
        few *= 2
        wider = here.with_equals(few)
        here = wider if wider is not here else shortlist(market, here.price, window, few)


def _further(here: Standing, way: Array) -> Standing:
    """Along the way, twice as far as long as the bound falls: over the pairs held, then with those that come near."""
    held, top = here.held, here.held.market.blocks.top
    step, found = 1, held.at((here.price + way).clip(0, top))
    while 2 * step <= held.window:
        beyond = held.at((here.price + 2 * step * way).clip(0, top))
        if beyond.bound >= found.bound:
            return held.reaching(found.price, found)
        step, found = 2 * step, beyond
    found = held.reaching(found.price, found)
    while True:
        step *= 2
        # The pairs held say too little rather than too much: if that does not fall, nothing need be looked at again.
        beyond = found.held.at((here.price + step * way).clip(0, top))
        if beyond.bound < found.bound:
            beyond = found.held.reaching(beyond.price, beyond)
        if beyond.bound >= found.bound:
            return found
        found = beyond

"""What one driver drives and what one vehicle or captain runs, gathered from the legs anew for the rules about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from laborcoop.transfer.duty import DriverDuty, DriverHours, LegsInTurn, Shared

if TYPE_CHECKING:
    from laborcoop.kernel.ids import DriverId
    from laborcoop.transfer import Leg
    from laborcoop.transfer.hours import Span
    from laborcoop.transfer.leg import Section


def driven(legs: Iterable[Leg], hours: Iterable[DriverHours]) -> Iterator[DriverDuty]:
    """All that each driver of a coach drives; trains and flights have their own law."""
    ways: dict[DriverId, list[Section]] = defaultdict(list)
    for leg in legs:
        if leg.mode.is_coach:
            for section in leg.sections():
                if section.driver is not None:
                    ways[section.driver].append(section)
    behind: dict[DriverId, list[Span]] = defaultdict(list)
    for one in hours:
        behind[one.driver] += one.driven
    for driver, sections in ways.items():
        yield DriverDuty(driver=driver, sections=tuple(sections), driven=tuple(behind[driver]))


def run_in_turn(legs: Iterable[Leg]) -> Iterator[LegsInTurn]:
    """Each leg with the one that keeps its vehicle, captain or deputy longest of those that leave before it."""
    sharing: dict[tuple[Shared, str], list[Leg]] = defaultdict(list)
    for leg in legs:
        if leg.mode.is_reserved:
            sharing[Shared.VEHICLE, leg.vehicle.id].append(leg)
        for person in {leg.captain, leg.deputy} - {""}:
            sharing[Shared.CAPTAIN, person].append(leg)
    for (shared, name), theirs in sharing.items():
        theirs.sort(key=lambda leg: (leg.depart.timestamp(), leg.arrive.timestamp(), leg.id))
        for place, second in enumerate(theirs[1:], start=1):
            first = max(theirs[:place], key=lambda leg: leg.arrive.timestamp())
            yield LegsInTurn(shared=shared, name=name, first=first, second=second)

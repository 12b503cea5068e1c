"""itineraries.csv: one line for each step of each person's way, from the home door to the factory gate."""

from __future__ import annotations

from collections.abc import Iterator

from laborcoop.exchange.csv_text import csv_bytes
from laborcoop.journey import Itinerary
from laborcoop.planning.plan import ReturnPlan

COLUMNS = ("worker_id", "seq", "kind", "from", "to", "depart", "arrive", "vehicle", "seat")


def itineraries_csv(plan: ReturnPlan) -> bytes:
    """The ways of everyone who arrives as CSV (UTF-8, no BOM), by worker id and then by time.

    ``from`` and ``to`` are ids of places; times are ISO 8601 with their offset from UTC, to the second.
    """
    return csv_bytes(COLUMNS, (line for _, way in sorted(plan.itineraries().items()) for line in _lines(way)))


def _lines(way: Itinerary) -> Iterator[tuple[str | int, ...]]:
    for seq, step in enumerate(way.steps, start=1):
        yield (
            way.worker,
            seq,
            step.kind.value,
            step.start,
            step.end,
            step.depart.isoformat(timespec="seconds"),
            step.arrive.isoformat(timespec="seconds"),
            step.vehicle,
            step.seat,
        )

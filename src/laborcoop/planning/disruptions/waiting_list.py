"""Who of those who wait for a place comes first: whoever registered first (AL-09)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from laborcoop.journey import Registration
from laborcoop.kernel.ids import PartyId, WorkerId
from laborcoop.kernel.moments import instant

_TURNS = 60
"""So many times of registration are told apart: each is a search of its own, and few places fall free at once."""


def turns_of(registrations: Mapping[WorkerId, Registration], waiting: Iterable[WorkerId]) -> Mapping[WorkerId, int]:
    """The turn of everybody who waits, from 1, by the time of registration; a party's is that of the last of it.

    Those without a time come last, all in one turn, and so do those behind the first sixty times: among them as many as
    possible get a place.
    """
    parties: dict[PartyId | WorkerId, list[WorkerId]] = {}
    for worker in waiting:
        parties.setdefault(registrations[worker].together or worker, []).append(worker)
    since: dict[WorkerId, datetime] = {}
    for members in parties.values():
        times = [at for worker in members if (at := registrations[worker].registered_at) is not None]
        if len(times) == len(members):
            since |= dict.fromkeys(members, max(map(instant, times)))
    first = sorted(set(since.values()))[:_TURNS]
    order: dict[datetime | None, int] = {at: turn for turn, at in enumerate(first, start=1)}
    last = len(order) + 1
    return {worker: order.get(since.get(worker), last) for members in parties.values() for worker in members}

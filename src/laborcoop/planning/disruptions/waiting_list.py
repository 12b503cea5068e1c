"""Who of those who wait for a place comes first: whoever registered first, inside each class (AL-09)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from laborcoop.journey import Registration
from laborcoop.kernel.ids import PartyId, WorkerId
from laborcoop.kernel.moments import instant

_TURNS = 60
"""So many times of registration are told apart: each is a search of its own, and few places fall free at once."""
_NEVER = datetime.max.replace(tzinfo=UTC)


def turns_of(
    registrations: Mapping[WorkerId, Registration],
    waiting: Iterable[WorkerId],
    classes: Mapping[WorkerId, int] | None = None,
) -> Mapping[WorkerId, int]:
    """The turn of everybody who waits, from 1, by the time of registration; a party's is that of the last of it.

    Those without a time come last in their class, all in one turn, and so do those behind the first sixty times: among
    them as many as possible get a place.

    Args:
        registrations: what each registered for.
        waiting: who waits.
        classes: whoever is of a lower class comes first, whatever the time (AL-03); None where nobody does.
    """
    parties: dict[PartyId | WorkerId, list[WorkerId]] = {}
    for worker in waiting:
        parties.setdefault(registrations[worker].together or worker, []).append(worker)
    places: dict[WorkerId, tuple[int, datetime]] = {}
    for members in parties.values():
        times = [at for worker in members if (at := registrations[worker].registered_at) is not None]
        since = max(map(instant, times)) if len(times) == len(members) else _NEVER
        places |= {worker: (0 if classes is None else classes[worker], since) for worker in members}
    told_apart = frozenset(sorted(place for place in {*places.values()} if place[1] is not _NEVER)[:_TURNS])
    own = {worker: place if place in told_apart else (place[0], _NEVER) for worker, place in places.items()}
    turns = {place: turn for turn, place in enumerate(sorted({*own.values()}), start=1)}
    return {worker: turns[place] for worker, place in own.items()}

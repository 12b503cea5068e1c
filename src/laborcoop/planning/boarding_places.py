"""Where somebody can board at home: the stop asked for, else those of the village, else those of the county."""

from __future__ import annotations

from collections.abc import Iterable

from laborcoop.journey import Registration
from laborcoop.kernel.ids import PlaceId
from laborcoop.kernel.places import Place, PlaceKind
from laborcoop.people import Worker

NEAR_HOME = frozenset({PlaceKind.VILLAGE, PlaceKind.RESETTLEMENT_SITE, PlaceKind.STOP})
"""Kinds of places at which coaches collect people."""


def boarding_places(places: Iterable[Place], worker: Worker, registration: Registration) -> tuple[PlaceId, ...]:
    """The places at which a worker can board, by their ids, in whatever order the case has them."""
    if registration.boarding is not None:
        return (registration.boarding,)
    stops = sorted((place for place in places if place.kind in NEAR_HOME), key=lambda place: place.id)
    at_home = [place.id for place in stops if worker.village and worker.village in {place.name.zh, place.name.en}]
    return tuple(at_home) or tuple(place.id for place in stops if place.division == worker.registered)

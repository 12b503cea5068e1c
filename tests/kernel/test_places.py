"""Places: known by id, in a hub or along the road."""

from __future__ import annotations

from typing import Any

import pytest

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import PlaceId
from laborcoop.kernel.places import Place, PlaceKind
from laborcoop.kernel.text import Text


def test_a_place_along_the_feeder_roads_has_no_hub() -> None:
    stop = Place(id=PlaceId("stop-1"), name=Text("上车点", "stop"), kind=PlaceKind.STOP)
    assert (stop.hub, stop.division, stop.latitude, stop.longitude) == ("", None, None, None)


def test_a_place_needs_an_id() -> None:
    with pytest.raises(InvalidValue, match=r"Place\.id"):
        Place(id=PlaceId(""), name=Text.same("stop"), kind=PlaceKind.STOP)


@pytest.mark.parametrize(
    ("latitude", "longitude", "right"),
    [
        (90, 180, True),
        (-90, -180, True),
        (90.01, 0, False),
        (-90.01, 0, False),
        (0, 180.01, False),
        (0, -180.01, False),
        (None, None, True),
        (0, None, True),
        (None, 0, True),
        ("25", 0, False),
        (0, "25", False),
        (True, 0, False),
    ],
)
def test_degrees_lie_on_the_globe(latitude: Any, longitude: Any, *, right: bool) -> None:  # noqa: ANN401 - also wrong ones
    def place() -> Place:
        return Place(
            id=PlaceId("P"), name=Text.same("stop"), kind=PlaceKind.STOP, latitude=latitude, longitude=longitude
        )

    if right:
        assert (place().latitude, place().longitude) == (latitude, longitude)
    else:
        with pytest.raises(InvalidValue):
            place()

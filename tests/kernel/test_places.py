"""Places: known by id, in a hub or along the road."""

from __future__ import annotations

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

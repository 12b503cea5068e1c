"""How long a coach drives from one place to another: a table that the user gives, and a stated estimate beside it.

The table comes first. What it does not hold is estimated from the great circle between the two places, by a detour
factor and a speed that the user states: there is no default, since a road along a gorge is no motorway.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from itertools import pairwise

from attrs import Factory, evolve, field, frozen

from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.kernel.bounds import AMOUNT, at_least
from laborcoop.kernel.ids import PlaceId, check_id
from laborcoop.kernel.places import Place
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.transfer.leg import Road

_EARTH_KM = 6371.0088
"""The mean radius of the earth (IUGG)."""

_MINUTES = at_least(1, Text("行驶时间至少为 1 分钟", "a way must take one minute or more"))


@frozen(kw_only=True)
class RestPlace(Record):
    """A place on a way where a coach can stand and its driver rest: how far it is from the start of the way.

    ``road`` is the road that leads there from the rest place before it, or from the start; None: as all of the way.
    """

    place: PlaceId = field(validator=check_id)
    minutes: int = field(validator=_MINUTES)
    km: Decimal = field(validator=AMOUNT)
    road: Road | None = None


@frozen(kw_only=True)
class Way(Record):
    """The way from one place to another: minutes at the wheel, kilometres, the road, where one can rest.

    ``road`` is that of all parts for which no rest place names another: the last part is of this road. ``estimated``
    says that it is no entry of the table.

    Raises:
        InvalidValue: ``minutes`` is below 1, ``km`` is negative, ``end`` is ``start``, or ``rests`` are not in order
            between the two ends.
    """

    start: PlaceId = field(validator=check_id)
    end: PlaceId = field(validator=check_id)
    minutes: int = field(validator=_MINUTES)
    km: Decimal = field(validator=AMOUNT)
    road: Road = Road.ORDINARY
    rests: tuple[RestPlace, ...] = ()
    estimated: bool = False

    def __attrs_post_init__(self) -> None:
        if self.start == self.end:
            raise InvalidValue(
                Text("{place}：路段的起点和终点相同", "{place}: a way must lead from one place to another").format(
                    place=self.start
                )
            )
        minutes = [0, *(rest.minutes for rest in self.rests), self.minutes]
        km = [Decimal(0), *(rest.km for rest in self.rests), self.km]
        places = [self.start, *(rest.place for rest in self.rests), self.end]
        ordered = all(a < b for a, b in pairwise(minutes)) and km == sorted(km)
        if not ordered or len(set(places)) < len(places):
            raise InvalidValue(
                Text(
                    "{start} 到 {end}：停车休息点应依次位于两端之间，不得重复",
                    "{start} to {end}: rest places must lie between the two ends, in order, each once",
                ).format(start=self.start, end=self.end)
            )

    @property
    def back(self) -> Way:
        """The same way in the other direction, with the same minutes."""
        roads = [part.road for part in self.parts()]
        return Way(
            start=self.end,
            end=self.start,
            minutes=self.minutes,
            km=self.km,
            road=roads[0],
            rests=tuple(
                RestPlace(
                    place=rest.place,
                    minutes=self.minutes - rest.minutes,
                    km=self.km - rest.km,
                    road=None if road is roads[0] else road,
                )
                for rest, road in zip(reversed(self.rests), reversed(roads), strict=False)
            ),
            estimated=self.estimated,
        )

    def parts(self) -> tuple[Way, ...]:
        """The ways from one rest place to the next."""
        ends = [
            *((rest.place, rest.minutes, rest.km, rest.road or self.road) for rest in self.rests),
            (self.end, self.minutes, self.km, self.road),
        ]
        found: list[Way] = []
        place, minutes, km = self.start, 0, Decimal(0)
        for to, until, far, road in ends:
            found.append(
                Way(
                    start=place,
                    end=to,
                    minutes=until - minutes,
                    km=far - km,
                    road=road,
                    estimated=self.estimated,
                )
            )
            place, minutes, km = to, until, far
        return tuple(found)

    def without(self, places: AbstractSet[PlaceId]) -> Way:
        """The way without some of its rest places: what they parted is one part, of the harder of its roads."""
        rests: list[RestPlace] = []
        roads: list[Road] = []
        for rest, part in zip(self.rests, self.parts(), strict=False):
            roads.append(part.road)
            if rest.place not in places:
                rests.append(evolve(rest, road=hardest(roads)))
                roads = []
        return evolve(self, rests=tuple(rests), road=hardest([*roads, self.road]))


def hardest(roads: Iterable[Road]) -> Road:
    """The road of which the rules ask most: a mountain road, else one that is no motorway."""
    return max(roads, key=tuple(Road).index)


@frozen(kw_only=True)
class GreatCircle(Record):
    """The estimate for ways that the table lacks: great-circle distance times ``detour``, driven at ``kmh``.

    ``road`` is what such ways are taken to be.

    Raises:
        InvalidValue: ``detour`` is below 1 or not finite, or ``kmh`` is not above zero.
    """

    detour: Decimal = field(validator=AMOUNT)
    kmh: Decimal = field(validator=AMOUNT)
    road: Road

    def __attrs_post_init__(self) -> None:
        if self.detour < 1 or self.kmh <= 0:
            raise InvalidValue(
                Text(
                    "绕行系数至少为 1，速度应大于 0",
                    "a detour factor must be 1 or more, and a speed above zero",
                )
            )

    @property
    def text(self) -> Text:
        """The estimate in words, to stand beside what was made with it."""
        return Text(
            "表中没有的路段按大圆距离 × {detour}、时速 {kmh} 公里估算",
            "ways not in the table are estimated: great-circle distance times {detour}, at {kmh} km/h",
        ).format(detour=self.detour, kmh=self.kmh)

    def way(self, start: Place, end: Place) -> Way | None:
        """The way between two places; None where one of them has no latitude and longitude."""
        air = great_circle_km(start, end)
        if air is None:
            return None
        km = (Decimal(air) * self.detour).quantize(Decimal("0.1"), ROUND_HALF_UP)
        minutes = int((km / self.kmh * 60).to_integral_value(ROUND_CEILING))
        return Way(start=start.id, end=end.id, minutes=max(1, minutes), km=km, road=self.road, estimated=True)


def great_circle_km(start: Place, end: Place) -> float | None:
    """The distance on the sphere, in km (haversine); None where a place has no latitude or no longitude."""
    degrees = (start.latitude, start.longitude, end.latitude, end.longitude)
    if None in degrees:
        return None
    north, east, north_end, east_end = (math.radians(value) for value in degrees if value is not None)
    across = (
        math.sin((north_end - north) / 2) ** 2
        + math.cos(north) * math.cos(north_end) * math.sin((east_end - east) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(across)))


def _both_ways(times: TravelTimes) -> dict[tuple[PlaceId, PlaceId], Way]:
    """The ways back, and over them the ways that are given."""
    back = {(way.end, way.start): way.back for way in times.ways}
    return back | {(way.start, way.end): way for way in times.ways}


def _named(times: TravelTimes) -> dict[PlaceId, Place]:
    return {place.id: place for place in times.places}


@frozen
class TravelTimes(Record):
    """Ways by their two ends, as given; a way not given is the given one back, or else estimated.

    Attributes:
        ways: the table; of a pair of places it has one way in each direction at the most.
        places: where the places are, for the estimate.
        estimate: how to estimate; None: nothing is.

    Raises:
        InvalidValue: ``ways`` has two from one place to another.
    """

    ways: tuple[Way, ...] = ()
    places: tuple[Place, ...] = ()
    estimate: GreatCircle | None = None
    _by_ends: Mapping[tuple[PlaceId, PlaceId], Way] = field(
        init=False, repr=False, eq=False, default=Factory(_both_ways, takes_self=True)
    )
    _by_id: Mapping[PlaceId, Place] = field(init=False, repr=False, eq=False, default=Factory(_named, takes_self=True))

    def __attrs_post_init__(self) -> None:
        twice = sorted(
            f"{start} → {end}"
            for (start, end), times in Counter((way.start, way.end) for way in self.ways).items()
            if times > 1
        )
        if twice:
            raise InvalidValue(
                Text("行驶时间表中有重复的路段：{ways}", "ways that are in the table twice: {ways}").format(ways=twice)
            )

    def find(self, start: PlaceId, end: PlaceId) -> Way | None:
        """The way from one place to another; None where it is neither given nor to be estimated."""
        way = self._by_ends.get((start, end))
        if way is not None or self.estimate is None or start == end:
            return way
        known = self._by_id.get(start), self._by_id.get(end)
        return None if known[0] is None or known[1] is None else self.estimate.way(known[0], known[1])

    @property
    def reversed(self) -> TravelTimes:
        """The same ways, each in the other direction."""
        return TravelTimes(tuple(way.back for way in self.ways), self.places, self.estimate)

    def between(self, start: PlaceId, end: PlaceId) -> Way:
        """The way from one place to another.

        Raises:
            UnknownName: the way is neither in the table nor can it be estimated; the error names the two places.
        """
        way = self.find(start, end)
        if way is None:
            raise UnknownName(
                Text(
                    "行驶时间表中没有 {start} 到 {end} 的路段，也无法估算",
                    "no way from {start} to {end} is in the table of travel times, nor can it be estimated",
                ).format(start=start, end=end)
            )
        return way

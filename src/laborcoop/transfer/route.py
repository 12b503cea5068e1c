"""Routes: the chains of legs by which somebody can go from a stop to a goal.

A network is a set of legs and the hubs that their places lie in. On the long haul one changes anywhere within a hub,
for local coaches bring people across the town; on local coaches one changes once at the most,
and only where one gets off.

What is local is a ride, and not a leg: a coach from a station to a gate of its town, and on to one of the next, carries
the first people across the town and the others between towns, each in the seats of their own sections.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from attrs import field, frozen

from laborcoop.kernel.ids import ConvoyId, LegId, PlaceId
from laborcoop.kernel.moments import instant, later
from laborcoop.kernel.record import Record
from laborcoop.transfer.convoy import Convoy
from laborcoop.transfer.leg import Leg
from laborcoop.transfer.ride import Ride

_SMALL_HOURS = time(3)
_TO_GO_TO_BED = timedelta(hours=1)
_MOST_LEGS = 4
_MOST_LOCAL_LEGS = 2
_ONE_DAY = timedelta(days=1)
_TO_CHANGE = timedelta(minutes=10)


@frozen(kw_only=True)
class Hop(Record):
    """One leg of a route: where one boards and alights, by stop number (from 0)."""

    leg: Leg
    board: int
    alight: int

    @property
    def start(self) -> PlaceId:
        """Where one boards."""
        return self.leg.stops[self.board].place

    @property
    def end(self) -> PlaceId:
        """Where one alights."""
        return self.leg.stops[self.alight].place

    @property
    def depart(self) -> datetime:
        """When the leg leaves the stop boarded at."""
        return self.leg.stops[self.board].depart

    @property
    def arrive(self) -> datetime:
        """When the leg reaches the stop alighted at."""
        return self.leg.stops[self.alight].arrive

    def sections(self) -> Iterator[tuple[LegId, int]]:
        """The sections ridden, each named by its leg and the stop that it starts from."""
        return ((self.leg.id, i) for i in range(self.board, self.alight))


@frozen(kw_only=True)
class Route(Record):
    """A chain of hops within one convoy."""

    convoy: ConvoyId
    hops: tuple[Hop, ...]

    @property
    def id(self) -> str:
        """A text that names the route: its legs and stops."""
        return "|".join(f"{hop.leg.id}:{hop.board}-{hop.alight}" for hop in self.hops)

    @property
    def way(self) -> str:
        """A text that names the route but for where one boards first: people of several stops go by one way."""
        return "|".join(f"{hop.leg.id}:{hop.board if i else ''}-{hop.alight}" for i, hop in enumerate(self.hops))

    @property
    def legs(self) -> str:
        """A text that names the legs: people of several stops, bound for several gates, go by them together."""
        return "|".join(hop.leg.id for hop in self.hops)

    @property
    def depart(self) -> datetime:
        """When the first leg leaves."""
        return self.hops[0].depart

    @property
    def arrive(self) -> datetime:
        """When the last leg arrives."""
        return self.hops[-1].arrive

    @property
    def end(self) -> PlaceId:
        """Where the last leg ends for its rider."""
        return self.hops[-1].end

    def sections(self) -> Iterator[tuple[LegId, int]]:
        """All sections ridden."""
        for hop in self.hops:
            yield from hop.sections()

    def waits_a_night(self, since: datetime, until: datetime | None = None) -> bool:
        """Whether a night lies in one of its waits: from a moment to the first leg, between two, or until a moment."""
        begins = [since, *(hop.arrive for hop in self.hops)]
        ends = [*(hop.depart for hop in self.hops), until or self.arrive]
        return any(nights(arrive, depart) for arrive, depart in zip(begins, ends, strict=True))


@frozen
class Network(Record):
    """The legs of convoys: those that leave a hub, or lie in none, and those that have a local part; some are both."""

    _hubs: Mapping[PlaceId, str] = field(hash=False)
    _haul: Mapping[ConvoyId, tuple[Leg, ...]] = field(alias="haul", hash=False)
    _local: Mapping[ConvoyId, tuple[Leg, ...]] = field(alias="local", hash=False)
    _both: frozenset[LegId] = field(alias="both")
    # Thousands ask the same: what was found once is looked up. None of it is more than the legs say.
    _long: dict[tuple[ConvoyId, PlaceId, str], tuple[Route, ...]] = field(
        factory=dict, init=False, eq=False, repr=False
    )
    _short: dict[tuple[ConvoyId, PlaceId, PlaceId], tuple[Route, ...]] = field(
        factory=dict, init=False, eq=False, repr=False
    )
    _leaving: dict[tuple[ConvoyId, PlaceId], Mapping[PlaceId, Sequence[tuple[Hop, ...]]]] = field(
        factory=dict, init=False, eq=False, repr=False
    )
    _calling: dict[ConvoyId, Mapping[str, tuple[Leg, ...]]] = field(factory=dict, init=False, eq=False, repr=False)

    @classmethod
    def of(cls, convoys: Iterable[Convoy], hubs: Mapping[PlaceId, str], barred: Iterable[LegId] = ()) -> Network:
        """The network of some convoys, without the legs that are barred."""
        out = frozenset(barred)
        haul: dict[ConvoyId, tuple[Leg, ...]] = {}
        local: dict[ConvoyId, tuple[Leg, ...]] = {}
        for convoy in convoys:
            legs = sorted((leg for leg in convoy.legs if leg.id not in out), key=lambda leg: leg.id)
            haul[convoy.id] = tuple(leg for leg in legs if not _in_one_hub(leg, hubs))
            local[convoy.id] = tuple(leg for leg in legs if _has_local_part(leg, hubs))
        hauls, locals_ = (frozenset(leg.id for legs in found.values() for leg in legs) for found in (haul, local))
        return cls(hubs, haul=haul, local=local, both=hauls & locals_)

    def hub(self, place: PlaceId) -> str:
        """The hub that a place lies in; empty where it lies in none."""
        return self._hubs.get(place, "")

    def on_both(self, hops: Iterable[Hop]) -> frozenset[LegId]:
        """The legs of some hops of the long haul that could carry people across a town as well."""
        return self._both.intersection([hop.leg.id for hop in hops]) if self._both else self._both

    def long_haul(self, convoy: ConvoyId, start: PlaceId, gate: PlaceId) -> tuple[Route, ...]:
        """The routes of a convoy from a stop to a gate, or to the first place of its town; no town is entered twice."""
        town = self.hub(gate)
        asked = (convoy, start, f"town {town}" if town else gate)
        if asked not in self._long:
            self._long[asked] = self._to_town(convoy, start, gate, town)
        return self._long[asked]

    def _to_town(self, convoy: ConvoyId, start: PlaceId, gate: PlaceId, town: str) -> tuple[Route, ...]:
        def there(hop: Hop) -> bool:
            return hop.end == gate or (town != "" and self.hub(hop.end) == town)

        def towns(hops: tuple[Hop, ...]) -> list[str]:
            return [self.hub(hop.end) for hop in hops if self.hub(hop.end)]

        return tuple(
            Route(convoy=convoy, hops=hops)
            for hops in self._chains(self._calling_around(convoy), (), start, across=True)
            if there(hops[-1]) and not any(map(there, hops[:-1])) and len(set(towns(hops))) == len(towns(hops))
        )

    def _calling_around(self, convoy: ConvoyId) -> Callable[[PlaceId], Sequence[Leg]]:
        """What gives the long-haul legs that call at a place, or anywhere in its town, in their order."""
        if convoy not in self._calling:
            calling: dict[str, dict[LegId, Leg]] = {}
            for leg in self._haul.get(convoy, ()):
                for stop in leg.stops[:-1]:
                    calling.setdefault(self._around(stop.place), {})[leg.id] = leg
            self._calling[convoy] = {around: tuple(legs.values()) for around, legs in calling.items()}
        found = self._calling[convoy]
        return lambda place: found.get(self._around(place), ())

    def _around(self, place: PlaceId) -> str:
        """The town of a place, or the place where it lies in none."""
        town = self.hub(place)
        return f"town {town}" if town else f"place {place}"

    def onward(self, convoy: ConvoyId, start: PlaceId, since: datetime, gate: PlaceId) -> tuple[Route, ...]:
        """The routes of a convoy to a gate, or its town, from where somebody is: from anywhere in that town."""
        town = self.hub(start)
        return tuple(
            route
            for place in self._in_town(start)
            for route in self.long_haul(convoy, place, gate)
            if route.depart >= since and not (town and any(self.hub(hop.end) == town for hop in route.hops))
        )

    def missed(self, convoy: ConvoyId, start: PlaceId, gate: PlaceId) -> tuple[Hop, Hop] | None:
        """The change missed by the fewest minutes on ways from a stop to a gate: the hop that is late, and the next."""
        found = (
            (hops[-1], onward.hops[0])
            for hops in self._chains(self._calling_around(convoy), (), start, across=True)
            for place in self._in_town(hops[-1].end)
            for onward in self.long_haul(convoy, place, gate)
            if onward.depart < hops[-1].arrive
        )
        return min(found, key=lambda two: (two[0].arrive - two[1].depart, two[0].leg.id, two[1].leg.id), default=None)

    def _in_town(self, place: PlaceId) -> list[PlaceId]:
        """A place and those of its town."""
        town = self.hub(place)
        return sorted({place, *(other for other, hub in self._hubs.items() if town and hub == town)})

    def across(
        self, convoy: ConvoyId, start: PlaceId, end: PlaceId, after: datetime, without: frozenset[LegId] = frozenset()
    ) -> tuple[Route, ...]:
        """The local routes of a convoy from one place to another, leaving at ``after`` or later, the best first.

        Nobody spends a night between two local legs. Routes that leave ten minutes to change go before those that do
        not; then the earlier arrival counts. Those by a leg of ``without`` are left out.
        """
        routes: Iterable[Route] = self._between(convoy, start, end)
        if without:
            routes = (route for route in routes if without.isdisjoint(hop.leg.id for hop in route.hops))
        departs = ((route.depart, route) for route in routes)
        in_time = [(depart, route) for depart, route in departs if depart >= after]
        to_change = later(after, _TO_CHANGE)
        at_ease = [route for depart, route in in_time if depart >= to_change]
        return (*at_ease, *(route for depart, route in in_time if depart < to_change))

    def _between(self, convoy: ConvoyId, start: PlaceId, end: PlaceId) -> tuple[Route, ...]:
        """The local routes of a convoy from one place to another, the earlier arrival first."""
        asked = (convoy, start, end)
        if asked not in self._short:
            routes = (Route(convoy=convoy, hops=hops) for hops in self._from(convoy, start).get(end, ()))
            self._short[asked] = tuple(sorted(routes, key=lambda route: (route.arrive, route.id)))
        return self._short[asked]

    def _from(self, convoy: ConvoyId, start: PlaceId) -> Mapping[PlaceId, Sequence[tuple[Hop, ...]]]:
        """The chains of local rides of a convoy from a place, by where they end."""
        if (convoy, start) not in self._leaving:
            calling: dict[PlaceId, list[Leg]] = {}
            for leg in self._local.get(convoy, ()):
                for stop in leg.stops[:-1]:
                    calling.setdefault(stop.place, []).append(leg)
            found: dict[PlaceId, list[tuple[Hop, ...]]] = {}
            for hops in self._chains(lambda place: calling.get(place, ()), (), start, across=False):
                found.setdefault(hops[-1].end, []).append(hops)
            self._leaving[convoy, start] = found
        return self._leaving[convoy, start]

    def _chains(
        self, legs: Callable[[PlaceId], Sequence[Leg]], so_far: tuple[Hop, ...], start: PlaceId, *, across: bool
    ) -> Iterator[tuple[Hop, ...]]:
        """The chains from a place; ``legs`` gives those to try there."""
        for leg in legs(start):
            if any(hop.leg.id == leg.id for hop in so_far):
                continue
            for board in self._boardings(leg, start, so_far, across=across):
                for alight in range(board + 1, len(leg.stops)):
                    if not leg.stops[alight].alighting or not (
                        across or is_local(leg, leg.stops[board].place, leg.stops[alight].place, self._hubs)
                    ):
                        continue
                    hops = (*so_far, Hop(leg=leg, board=board, alight=alight))
                    yield hops
                    if len(hops) < (_MOST_LEGS if across else _MOST_LOCAL_LEGS):
                        yield from self._chains(legs, hops, leg.stops[alight].place, across=across)

    def _boardings(self, leg: Leg, start: PlaceId, so_far: tuple[Hop, ...], *, across: bool) -> Iterator[int]:
        for i, stop in enumerate(leg.stops[:-1]):
            same_town = across and bool(so_far) and self.hub(start) != "" and self.hub(stop.place) == self.hub(start)
            if not stop.boarding or not (stop.place == start or same_town):
                continue
            in_time = not so_far or stop.depart >= so_far[-1].arrive
            if in_time and (across or not so_far or not nights(so_far[-1].arrive, stop.depart)):
                yield i


def is_local(leg: Leg, start: PlaceId, end: PlaceId, hubs: Mapping[PlaceId, str]) -> bool:
    """Whether a ride on a leg from one place to another is local: it ends in the hub in which it began.

    Of a coach, that is; where it has been meanwhile is no matter: it may serve the gate of another town first. Nobody
    is put on a train for a stop within the town that it calls at on its way: that asks for a ticket in a real name,
    which is not looked at where people cross a town (TR-14). Only a train that never leaves the town is local.
    """
    town = hubs.get(start, "")
    return town != "" and hubs.get(end) == town and (leg.mode.is_coach or _in_one_hub(leg, hubs))


def parted(
    rides: Iterable[Ride], legs: Mapping[str, Leg], hubs: Mapping[PlaceId, str]
) -> tuple[tuple[Ride, ...], tuple[Ride, ...]]:
    """The rides of somebody's way, parted into those of the long haul and the local ones.

    The first is always of the long haul: by it one sets out from home, wherever that is.

    Args:
        rides: all rides of one person, in their order.
        legs: their legs.
        hubs: of each place in a hub that hub.
    """
    haul: list[Ride] = []
    local: list[Ride] = []
    for ride in rides:
        (local if haul and is_local(legs[ride.leg], ride.board, ride.alight, hubs) else haul).append(ride)
    return tuple(haul), tuple(local)


def _in_one_hub(leg: Leg, hubs: Mapping[PlaceId, str]) -> bool:
    """Whether all stops of a leg lie in one hub."""
    towns = {hubs.get(stop.place, "") for stop in leg.stops}
    return len(towns) == 1 and "" not in towns


def _has_local_part(leg: Leg, hubs: Mapping[PlaceId, str]) -> bool:
    """Whether one can take a leg from one of its stops to another in one hub."""
    boarded: set[str] = set()
    if not leg.mode.is_coach and not _in_one_hub(leg, hubs):
        return False
    for stop in leg.stops:
        town = hubs.get(stop.place, "")
        if stop.alighting and town in boarded:
            return True
        if stop.boarding and town:
            boarded.add(town)
    return False


def first_night(moment: datetime) -> date:
    """The first night that is still to be slept: until three in the morning, the one of the day before."""
    return moment.date() - timedelta(days=moment.time() <= _SMALL_HOURS)


def nights(arrive: datetime, depart: datetime) -> tuple[date, ...]:
    """The nights of a wait: those whose small hours (03:00 of the next day) lie in it, each by its evening's date.

    A wait of less than an hour holds none: nobody goes to bed for it.

    >>> from datetime import timezone
    >>> zone = timezone(timedelta(hours=8))
    >>> nights(datetime(2023, 2, 5, 21, 30, tzinfo=zone), datetime(2023, 2, 6, 8, 35, tzinfo=zone))
    (datetime.date(2023, 2, 5),)
    """
    if instant(depart) - instant(arrive) < _TO_GO_TO_BED:
        return ()
    small_hours = datetime.combine(arrive.date(), _SMALL_HOURS, arrive.tzinfo)
    if small_hours < arrive:
        small_hours += _ONE_DAY
    found = []
    while small_hours <= depart:
        found.append(small_hours.date() - _ONE_DAY)
        small_hours += _ONE_DAY
    return tuple(found)

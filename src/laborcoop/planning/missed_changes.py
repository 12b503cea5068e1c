"""Changes that are missed: which vehicle comes too late for which, and by how many minutes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from attrs import frozen

from laborcoop.journey import Reason
from laborcoop.kernel.ids import ConvoyId, PlaceId
from laborcoop.kernel.moments import elapsed, instant, later
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case
from laborcoop.planning.names import Names
from laborcoop.planning.travel import TravelCase
from laborcoop.planning.waits import Layover
from laborcoop.rulebook import Finding, Severity
from laborcoop.transfer import Convoy, Leg, Stop
from laborcoop.transfer.route import Hop, Route

MISSED_CHANGE = "PL-09"
_A_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


@frozen(kw_only=True)
class MissedChange:
    """A leg that reaches a place after another has left that place, or its town."""

    late: Leg
    place: PlaceId
    arrive: datetime
    gone: Leg
    gone_from: PlaceId
    depart: datetime

    @classmethod
    def between(cls, late: Hop, gone: Hop) -> MissedChange:
        """The change between two hops, the second of which has left before the first arrives."""
        return cls(
            late=late.leg,
            place=late.end,
            arrive=late.arrive,
            gone=gone.leg,
            gone_from=gone.start,
            depart=gone.depart,
        )

    @property
    def minutes(self) -> int:
        """By how many minutes it is missed."""
        return elapsed(self.depart, self.arrive) // _MINUTE

    def order(self) -> tuple[object, ...]:
        """The least missed first."""
        return self.minutes, self.late.id, self.gone.id

    def text(self, place: Callable[[PlaceId], Text]) -> Text:
        """What is missed, in a sentence; ``place`` says what a place is called."""
        return Text(
            "{late} 于 {arrive} 到达 {place}，{gone} 已在 {minutes} 分钟前（{depart}）从 {start} 开出",
            "{late} reaches {place} at {arrive}, {minutes} min after {gone} has left {start} at {depart}",
        ).format(
            late=_name(self.late),
            place=place(self.place),
            arrive=self.arrive,
            gone=_name(self.gone),
            start=place(self.gone_from),
            minutes=self.minutes,
            depart=self.depart,
        )


def nothing_goes_on(
    travel: TravelCase, convoys: Iterable[ConvoyId], starts: Sequence[PlaceId], gate: PlaceId
) -> tuple[Reason, ...]:
    """Why no legs lead from some stops to a gate: a missed change, or a leg that could not be read; else nothing.

    Of several changes that are missed the one missed by the fewest minutes is told.
    """
    pairs = (travel.network.missed(convoy, start, gate) for convoy in convoys for start in starts)
    missed = [MissedChange.between(*pair) for pair in pairs if pair is not None]
    if missed:
        return (_reason(travel, min(missed, key=MissedChange.order)),)
    legs = [leg for convoy in travel.case.convoys for leg in convoy.legs]
    refused = sorted({one.subject for one in travel.case.findings if one.kind == "leg"} - {str(leg.id) for leg in legs})
    calling = [leg for leg in legs if any(stop.place in starts and stop.boarding for stop in leg.stops[:-1])]
    if not refused or not calling:
        return ()
    return (
        Reason(
            code="seats.leg-refused",
            text=Text(
                "{legs} 未能读入，{coaches} 到站后没有其他班次前往用人单位所在地",
                "{legs} could not be read, and nothing else goes to the employer's town from the end of {coaches}",
            ).format(legs=tuple(refused), coaches=tuple(sorted(map(_name, calling)))),
        ),
    )


def no_time_to_change(travel: TravelCase, ways: Iterable[tuple[Route, Sequence[Layover]]]) -> tuple[Reason, ...]:
    """Why nothing joins the legs of some ways, where a local coach comes too late or has left; else nothing.

    Args:
        travel: the case laid out.
        ways: routes with those of their layovers that nothing leads through.
    """
    found = [missed for route, waits in ways for wait in waits for missed in _within(travel, route, wait)]
    return (_reason(travel, min(found, key=MissedChange.order)),) if found else ()


def _within(travel: TravelCase, route: Route, wait: Layover) -> Iterator[MissedChange]:
    """The local coaches that come after the next leg has left, or have left before the leg before arrives."""
    town = travel.network.hub(wait.start)
    places = {wait.start, *(place for place in travel.places if town and travel.network.hub(place) == town)}
    before = next((hop for hop in route.hops if (hop.end, hop.arrive) == (wait.start, wait.since)), None)
    onward = next((hop for hop in route.hops if (hop.start, hop.depart) == (wait.end, wait.until)), None)
    if before is not None and onward is not None and before.end == onward.start:
        return
    if onward is not None:
        for place in sorted(places):
            for local in travel.network.across(wait.convoy, place, wait.end, wait.since, wait.ridden):
                if local.arrive > onward.depart:
                    yield MissedChange.between(local.hops[-1], onward)
    if before is not None:
        lodged = {lodging.place for lodging in travel.case.lodgings} & places
        for end in sorted({wait.end, *lodged}):
            for local in travel.network.across(wait.convoy, wait.start, end, later(wait.since, -_A_DAY), wait.ridden):
                if local.depart < wait.since:
                    yield MissedChange.between(before, local.hops[0])


def about_missed_changes(case: Case) -> Iterator[Finding]:
    """Legs that reach each of their stops after every leg of their convoy has left that leads further."""
    gates = {employer.gate for employer in case.employers}
    hubs, names = {place.id: place.hub for place in case.places}, Names.of(case)
    for convoy in case.convoys:
        leaving = _leaving(convoy, hubs)
        for leg in convoy.legs:
            missed = _too_late(leg, leaving, gates, hubs)
            if missed is not None:
                yield Finding(
                    rule=MISSED_CHANGE,
                    severity=Severity.WARN,
                    subject=leg.id,
                    kind="leg",
                    path="stops",
                    message=Text(
                        "{missed}；此后本批次没有班次可以换乘",
                        "{missed}; no later leg of the convoy goes on from there",
                    ).format(missed=missed.text(names.place)),
                    suggestion=Text("更正时刻，或改编到以后的批次", "mend the times, or put it into a later convoy"),
                    where=case.locus("leg", leg.id, "stops"),
                )


@frozen
class _Leaving:
    """A leg that takes people on at a stop, and where it goes from there."""

    leg: Leg
    stop: Stop
    departs: datetime
    further: frozenset[PlaceId]


_Town = tuple[str, str]


def _town(place: PlaceId, hubs: Mapping[PlaceId, str]) -> _Town:
    """The town of a place, or the place itself where it is in none."""
    hub = hubs.get(place, "")
    return (hub, "") if hub else ("", place)


def _leaving(convoy: Convoy, hubs: Mapping[PlaceId, str]) -> Mapping[_Town, Sequence[_Leaving]]:
    """What leaves each town of a convoy."""
    found: dict[_Town, list[_Leaving]] = defaultdict(list)
    for leg in convoy.legs:
        for at, stop in enumerate(leg.stops[:-1]):
            if stop.boarding:
                further = frozenset(later.place for later in leg.stops[at + 1 :])
                found[_town(stop.place, hubs)].append(_Leaving(leg, stop, instant(stop.depart), further))
    return found


def _too_late(
    leg: Leg, leaving: Mapping[_Town, Sequence[_Leaving]], gates: Container[PlaceId], hubs: Mapping[PlaceId, str]
) -> MissedChange | None:
    """The last change that a leg misses, where it misses all of them; None where it makes one or there is none."""
    found: list[MissedChange] = []
    own = frozenset(stop.place for stop in leg.stops)
    for stop in leg.stops[1:]:
        if not stop.alighting:
            continue
        if stop.place in gates:
            return None
        others = [one for one in leaving.get(_town(stop.place, hubs), ()) if not one.further <= own]
        here = [one for one in others if one.stop.place == stop.place]
        arrives = instant(stop.arrive)
        if any(one.departs >= arrives for one in here):
            return None
        in_time = any(one.departs >= arrives for one in others)
        found += [
            MissedChange(
                late=leg,
                place=stop.place,
                arrive=stop.arrive,
                gone=one.leg,
                gone_from=one.stop.place,
                depart=one.stop.depart,
            )
            for one in (others if here and not in_time else here)
        ]
    return min(found, key=MissedChange.order, default=None)


def _reason(travel: TravelCase, missed: MissedChange) -> Reason:
    return Reason(code="seats.missed-change", text=missed.text(travel.place_name))


def _name(leg: Leg) -> str:
    return f"{leg.id} ({leg.train})" if leg.train else str(leg.id)

"""Whom no coach of a convoy is to carry: the convoy's train takes real names only, or they are on another trip then.

`laborcoop.plan_return` gives such people no seat on that convoy (TR-14, TR-15, and whatever else a book asks of a
ticket): a seat in a coach to its station would be lost to somebody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from attrs import evolve

from laborcoop.journey import Reason, Registration
from laborcoop.kernel.ids import ConvoyId, PartyId, PlaceId, WorkerId
from laborcoop.kernel.moments import instant
from laborcoop.kernel.text import Text
from laborcoop.people import Worker
from laborcoop.planning.case import Case
from laborcoop.planning.convoy_coaches import ConvoyCoaches
from laborcoop.transfer import Leg, Ticket, Wish
from laborcoop.transfer.change import TripOverlap
from laborcoop.transfer.route import Network, Route

Unfit = Mapping[WorkerId, Mapping[ConvoyId, tuple[Reason, ...]]]
"""For whom which convoys are none, and why."""


def unfit_for(
    case: Case,
    coaches: Sequence[ConvoyCoaches],
    legs: Mapping[ConvoyId, Sequence[Leg]],
    wishes: Sequence[Wish],
    gates: Mapping[WorkerId, PlaceId],
) -> Unfit:
    """For everybody the convoys on which the rules leave them no way on from the station, and for those who go along.

    When its coaches run is not known yet: whoever is on another trip between the first departure and the last arrival
    that a convoy may have is not carried by it, and has what stays free of its seats.

    Args:
        case: the case.
        coaches: what each convoy is to be given.
        legs: those that each convoy keeps.
        wishes: who is to be carried.
        gates: where each of them is bound.
    """
    workers = {worker.id: worker for worker in case.workers}
    registered = {one.worker: one for one in case.registrations}
    asks_more = any(rule.code != "TR-14" for rule in case.book.about(Ticket))
    hubs = {place.id: place.hub for place in case.places if place.hub}
    kept = [evolve(one, legs=tuple(own)) for one in case.convoys if (own := legs.get(one.id))]
    network = Network.of(kept, hubs)
    parties: dict[PartyId | WorkerId, list[Wish]] = {}
    for wish in wishes:
        parties.setdefault(wish.together or wish.worker, []).append(wish)
    found: dict[WorkerId, dict[ConvoyId, tuple[Reason, ...]]] = {}
    for party in parties.values():
        members = [wish.worker for wish in party]
        judged = [
            _Traveller(case, workers[one], registered[one], asks_more)
            for one in members
            if asks_more or workers[one].number.is_masked or registered[one].other_trip is not None
        ]
        wished = [one for one in coaches if all(not wish.trips or one.convoy in wish.trips for wish in party)]
        for asked in wished if judged else ():
            against = {one.name: why for one in judged if (why := one.against(asked, network, gates[one.name]))}
            company = Reason(code="convoys.company", text=_COMPANY.format(workers=tuple(sorted(against))))
            for member in members if against else ():
                found.setdefault(member, {})[asked.convoy] = against.get(member, (company,))
    return found


_COMPANY = Text("同行的 {workers} 不能成行", "{workers}, in the same party, cannot go")


class _Traveller:
    """Somebody of whom the rules may ask more than of others."""

    def __init__(self, case: Case, worker: Worker, registered: Registration, asks_more: bool) -> None:  # noqa: FBT001 - private
        self.case, self.worker, self.trip = case, worker, registered.other_trip
        self.asks = asks_more or worker.number.is_masked

    @property
    def name(self) -> WorkerId:
        return self.worker.id

    def against(self, asked: ConvoyCoaches, network: Network, gate: PlaceId) -> tuple[Reason, ...]:
        """Why no way on from the station is open to this person; empty where one is."""
        since = asked.collect_between[0]
        routes = network.onward(asked.convoy, asked.station, since, gate)
        reasons: dict[Reason, None] = {}
        for route in routes or (None,):
            broken = tuple(self._broken(asked, route))
            if not broken:
                return ()
            reasons |= dict.fromkeys(broken)
        return tuple(reasons)

    def _broken(self, asked: ConvoyCoaches, route: Route | None) -> Iterator[Reason]:
        since = asked.collect_between[0]
        hops = () if route is None else route.hops
        subjects: list[object] = [Ticket(worker=self.worker, leg=hop.leg) for hop in hops if self.asks]
        until = max(_ends(asked, route), key=instant)
        if self.trip is not None and instant(since) < instant(until):
            subjects.append(TripOverlap(worker=self.name, booked=self.trip, depart=since, arrive=until))
        region = self.case.region_of(asked.station)
        for subject in subjects:
            said = self.case.book.judge(subject, self.name, on=since.date(), region=region)
            yield from (Reason.of(finding) for finding in said if finding.excludes)


def _ends(asked: ConvoyCoaches, route: Route | None) -> Iterable[datetime]:
    """The moments of which the last is the end of the trip, as far as it is known."""
    known = [asked.arrive_by, asked.before_train, None if route is None else route.arrive]
    yield from (moment for moment in (*asked.collect_between, *(asked.deliver_between or ()), *known) if moment)

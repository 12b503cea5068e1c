"""The long haul: by which legs each matched person can go from the villages to the employers' town."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from attrs import field, frozen

from laborcoop.employers import Employer
from laborcoop.hiring import Match
from laborcoop.journey import Outcome, Reason, Registration
from laborcoop.kernel.ids import ConvoyId, EmployerId, HouseholdId, LegId, PlaceId, WorkerId
from laborcoop.kernel.places import Place, PlaceKind
from laborcoop.kernel.text import Text
from laborcoop.people import Worker
from laborcoop.planning.admission import Barred
from laborcoop.planning.case import Case
from laborcoop.transfer.boarding import Ticket
from laborcoop.transfer.change import TripOverlap
from laborcoop.transfer.route import Network, Route
from laborcoop.transfer.seats import SeatRequest, Seats, choose_routes, seats_outcome

CREW_COUNTS = "crew_counts"
_STARTS = {PlaceKind.VILLAGE, PlaceKind.RESETTLEMENT_SITE, PlaceKind.STOP}


@frozen(kw_only=True)
class Haul:
    """A case laid out for travelling: its records by id, its network of lawful legs, and the seats on them."""

    case: Case
    barred: Barred
    workers: Mapping[WorkerId, Worker]
    registrations: Mapping[WorkerId, Registration]
    employers: Mapping[EmployerId, Employer]
    places: Mapping[PlaceId, Place]
    network: Network
    whole_network: Network = field(repr=False)
    seats: Seats
    crew: Mapping[LegId, int]

    @classmethod
    def of(cls, case: Case, barred: Barred) -> Haul:
        """Lay out a case."""
        hubs = {place.id: place.hub for place in case.places if place.hub}
        legs = [leg for convoy in case.convoys for leg in convoy.legs]
        counts = {leg.id: bool(case.book.context(leg.depart.date()).value(CREW_COUNTS)) for leg in legs}
        return cls(
            case=case,
            barred=barred,
            workers={worker.id: worker for worker in case.workers},
            registrations={registration.worker: registration for registration in case.registrations},
            employers={employer.id: employer for employer in case.employers},
            places={place.id: place for place in case.places},
            network=Network.of(case.convoys, hubs, (LegId(leg) for leg in barred.legs)),
            whole_network=Network.of(case.convoys, hubs),
            seats=Seats({leg.id: leg.worker_seats(drivers_count=counts[leg.id]) for leg in legs}),
            crew={leg.id: leg.crew_seats(drivers_count=counts[leg.id]) for leg in legs},
        )

    def hub_of_gate(self, match: Match) -> str:
        """The town of the employer's gate; empty where it lies in none."""
        return self.network.hub(self.employers[match.employer].gate)

    def beside(self, worker: WorkerId) -> tuple[str, ...]:
        """What makes two people neighbours: county, then village."""
        person = self.workers[worker]
        return person.registered.code, person.village

    def company(self, worker: WorkerId, end: PlaceId | None = None) -> HouseholdId | None:
        """Those who go together; on the way across a town, those of them who go to the same place there."""
        party = self.registrations[worker].together
        return party if party is None or end is None else HouseholdId(f"{party}@{end}")

    def request(
        self,
        worker: WorkerId,
        routes: Iterable[Route],
        no_route: tuple[Reason, ...] = (),
        *,
        end: PlaceId | None = None,
    ) -> SeatRequest:
        """A request for a seat, with the company (as far as ``end``) and the neighbours of the worker."""
        return SeatRequest(
            worker=worker,
            routes=tuple(routes),
            no_route=no_route,
            together=self.company(worker, end),
            beside=self.beside(worker),
        )


def seat_long_haul(haul: Haul, posts: Outcome[Match]) -> Outcome[Route]:
    """The seats stage: a route from the villages to the employer's town for as many as possible."""
    find = cache(haul.network.long_haul)
    find_any = cache(haul.whole_network.long_haul)
    requests = [_request(haul, match, find, find_any) for _, match in sorted(posts.placed.items())]
    return seats_outcome(requests, choose_routes(requests, haul.seats))


_Find = Callable[[ConvoyId, PlaceId, str], tuple[Route, ...]]


def _request(haul: Haul, match: Match, find: _Find, find_any: _Find) -> SeatRequest:
    registration = haul.registrations[match.worker]
    hub = haul.hub_of_gate(match)
    starts = _starts(haul, registration)
    if registration.boarding is None and registration.boarding_as_written:
        return haul.request(match.worker, (), (_UNKNOWN_STOP,))
    convoys = [convoy.id for convoy in haul.case.convoys]
    routes = [route for convoy in convoys for start in starts for route in find(convoy, start, hub)]
    if not routes:
        barred = [route for convoy in convoys for start in starts for route in find_any(convoy, start, hub)]
        return haul.request(match.worker, (), _barred_reasons(haul, barred) or (_NO_COACH,))
    reasons: tuple[Reason, ...] = ()
    for sift in (_in_batch, _not_departed, _in_window, _lawful):
        kept, why = sift(haul, registration, routes)
        reasons = reasons or (() if kept else why)
        routes = kept
    return haul.request(match.worker, sorted(routes, key=lambda route: (route.depart, route.id)), reasons)


def _starts(haul: Haul, registration: Registration) -> tuple[PlaceId, ...]:
    if registration.boarding is not None:
        return (registration.boarding,)
    worker = haul.workers[registration.worker]
    stops = [place for place in haul.case.places if place.kind in _STARTS]
    at_home = [place.id for place in stops if worker.village and worker.village in {place.name.zh, place.name.en}]
    return tuple(at_home) or tuple(place.id for place in stops if place.division == worker.registered)


_Sifted = tuple[list[Route], tuple[Reason, ...]]


def _in_batch(_: Haul, registration: Registration, routes: list[Route]) -> _Sifted:
    kept = [route for route in routes if not registration.batches or route.convoy in registration.batches]
    return kept, (_NOT_IN_BATCH,)


def _not_departed(haul: Haul, _: Registration, routes: list[Route]) -> _Sifted:
    return [route for route in routes if route.depart.date() >= haul.case.on], (_DEPARTED,)


def _in_window(_: Haul, registration: Registration, routes: list[Route]) -> _Sifted:
    first, last = registration.available_from, registration.available_until
    kept = [
        route
        for route in routes
        if (first is None or route.depart.date() >= first) and (last is None or route.depart.date() <= last)
    ]
    return kept, (_NOT_IN_WINDOW,)


def _lawful(haul: Haul, registration: Registration, routes: list[Route]) -> _Sifted:
    """Routes that no rule about this person and this route forbids: real names on rail, no other trip meanwhile."""
    worker = haul.workers[registration.worker]
    if not worker.number.is_masked and registration.other_trip is None:
        return routes, ()
    kept: list[Route] = []
    why: dict[str, Reason] = {}
    for route in routes:
        subjects: list[object] = [Ticket(worker=worker, leg=hop.leg) for hop in route.hops]
        if registration.other_trip is not None:
            subjects.append(
                TripOverlap(worker=worker.id, booked=registration.other_trip, depart=route.depart, arrive=route.arrive)
            )
        broken = [
            finding
            for subject in subjects
            for finding in haul.case.book.judge(subject, worker.id, on=route.depart.date())
            if finding.excludes
        ]
        for finding in broken:
            why.setdefault(finding.rule, Reason.of(finding))
        if not broken:
            kept.append(route)
    return kept, tuple(why.values())


def _barred_reasons(haul: Haul, routes: Iterable[Route]) -> tuple[Reason, ...]:
    found: dict[Reason, None] = {}
    for route in routes:
        for hop in route.hops:
            found.update(dict.fromkeys(haul.barred.legs.get(hop.leg.id, ())))
    return tuple(sorted(found, key=lambda reason: (reason.code, reason.text.en)))


_UNKNOWN_STOP = Reason(
    code="seats.unknown-stop",
    text=Text("案例中没有花名册所写的上车点", "the case has no place like the stop that the roster asks for"),
)
_NO_COACH = Reason(
    code="seats.no-coach-at-stop",
    text=Text("没有班次从上车点通往用人单位所在地", "no leg goes from the stop to the employer's town"),
)
_NOT_IN_BATCH = Reason(
    code="seats.not-in-batch",
    text=Text("所报批次没有班次停靠上车点", "the batch registered for has no leg that calls at the stop"),
)
_DEPARTED = Reason(code="seats.departed", text=Text("所报批次已经出发", "the batch registered for has left"))
_NOT_IN_WINDOW = Reason(
    code="seats.not-in-window",
    text=Text("没有批次在本人可出发的日期内", "no batch leaves on the days on which this person can go"),
)

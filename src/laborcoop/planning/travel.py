"""A case laid out for travelling: its records by id, its network of lawful legs, and the seats on them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cached_property
from typing import Any, TypeVar

from attrs import field, frozen

from laborcoop.employers import Employer
from laborcoop.journey import Reason, Registration
from laborcoop.kernel.ids import ConvoyId, EmployerId, LegId, PartyId, PlaceId, WorkerId
from laborcoop.kernel.places import Place
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.people import Worker
from laborcoop.planning.admission import Barred
from laborcoop.planning.case import Case
from laborcoop.planning.leg_room import drivers_count, leg_room, rear_rows
from laborcoop.planning.not_carried import NotCarried
from laborcoop.planning.so_far import SoFar
from laborcoop.transfer import Ticket, Vehicle
from laborcoop.transfer.route import Network, Route
from laborcoop.transfer.seats import SeatRequest, Seats

Asked = TypeVar("Asked", bound=Hashable)
Answer = TypeVar("Answer")


@frozen(kw_only=True)
class TravelCase(Record):
    """A case laid out for travelling: its records by id, its network of lawful legs, and the seats on them."""

    case: Case
    barred: Barred
    workers: Mapping[WorkerId, Worker] = field(hash=False)
    registrations: Mapping[WorkerId, Registration] = field(hash=False)
    employers: Mapping[EmployerId, Employer] = field(hash=False)
    places: Mapping[PlaceId, Place] = field(hash=False)
    network: Network
    whole_network: Network = field(repr=False)
    seats: Seats
    crew: Mapping[LegId, int] = field(hash=False)
    rear: Mapping[LegId, int] = field(factory=dict, hash=False)
    left_out: Mapping[WorkerId, tuple[Reason, ...]] = field(factory=dict, hash=False)
    so_far: SoFar = field(factory=SoFar, repr=False, hash=False)
    # Thousands ask the same, stage after stage, whatever seats are left: what was found once is looked up.
    _found: dict[Any, Any] = field(factory=dict, alias="found", repr=False, eq=False)

    @classmethod
    def of(cls, case: Case, barred: Barred) -> TravelCase:
        """Lay out a case."""
        hubs = {place.id: place.hub for place in case.places if place.hub}
        legs = [leg for convoy in case.convoys for leg in convoy.legs]
        return cls(
            case=case,
            barred=barred,
            workers={worker.id: worker for worker in case.workers},
            registrations={registration.worker: registration for registration in case.registrations},
            employers={employer.id: employer for employer in case.employers},
            places={place.id: place for place in case.places},
            network=Network.of(case.convoys, hubs, (LegId(leg) for leg in barred.legs)),
            whole_network=Network.of(case.convoys, hubs),
            seats=Seats(leg_room(case)),
            left_out=_left_out(case),
            rear={leg.id: rear_rows(case, leg) for leg in legs},
            crew={leg.id: leg.crew_seats(drivers_count=drivers_count(case, leg)) for leg in legs},
        )

    @cached_property
    def ticket_rules(self) -> bool:
        """Whether the book asks more of a ticket than a real name (TR-14), which whoever has a whole number has."""
        return any(rule.code != "TR-14" for rule in self.case.book.about(Ticket))

    def once(self, find: Callable[[TravelCase, Asked], Answer], asked: Asked) -> Answer:
        """What a function finds about something: looked up where it was found before, with whatever seats and past.

        Args:
            find: a function of the module level that goes by the records, the network and what is barred, and neither
                by the seats nor by what people had.
            asked: what it is asked about.
        """
        key = (find, asked)
        if key not in self._found:
            self._found[key] = find(self, asked)
        found: Answer = self._found[key]
        return found

    @cached_property
    def behind(self) -> frozenset[WorkerId]:
        """Those whom planned convoys leave out, with their parties: they take what stays free of those carried."""
        parties = {self.registrations[worker].together for worker in self.left_out} - {None}
        return frozenset(
            worker for worker, one in self.registrations.items() if worker in self.left_out or one.together in parties
        )

    def place_name(self, place_id: PlaceId) -> Text:
        """The name of a place; the id of one that the case does not have."""
        place = self.places.get(place_id)
        return Text.same(place_id) if place is None else place.name

    def convoy_of(self, leg: LegId) -> ConvoyId:
        """The convoy that a leg of the case belongs to."""
        return self._convoys[leg]

    @cached_property
    def _convoys(self) -> Mapping[LegId, ConvoyId]:
        return {leg.id: convoy.id for convoy in self.case.convoys for leg in convoy.legs}

    def beside(self, worker: WorkerId) -> tuple[str, ...]:
        """What makes two people neighbours: county, then village."""
        person = self.workers[worker]
        return person.registered.code, person.village

    def party_of(self, worker: WorkerId) -> PartyId | None:
        """Those who go together: of a party that is under way, those of it who are in one place."""
        party, here = self.registrations[worker].together, self.so_far.under_way.get(worker)
        return party if party is None or here is None else PartyId(f"{party}@{here.place}")

    def waits_turn(self, worker: WorkerId) -> int:
        """The turn of a person: 0 for those who have a place, from 1 on for those who wait for one."""
        return self.so_far.waiting.get(worker, 0)

    def _has_seats(self, worker: WorkerId, route: Route) -> bool:
        """Whether the vehicles of a route have the seats that this person holds in them."""
        seat = {(ride.leg, ride.board): ride.seat for ride in self.so_far.rides.get(worker, ())}
        return all(seat.get((hop.leg.id, hop.start)) in self.once(_labels, hop.leg.vehicle) for hop in route.hops)

    def request(
        self,
        worker: WorkerId,
        routes: Iterable[Route],
        no_route: tuple[Reason, ...] = (),
    ) -> SeatRequest:
        """A request for a seat, with the company and the neighbours of the worker."""
        offered = tuple(routes)
        kept = self.so_far.kept(worker, offered)
        return SeatRequest(
            worker=worker,
            routes=offered,
            no_route=no_route,
            party=self.party_of(worker),
            beside=self.beside(worker),
            kept=kept,
            seated=any(route.id == kept and self._has_seats(worker, route) for route in offered),
            turn=self.waits_turn(worker),
        )


def _labels(_: TravelCase, vehicle: Vehicle) -> frozenset[str]:
    return frozenset(vehicle.seat_labels())


def _left_out(case: Case) -> dict[WorkerId, tuple[Reason, ...]]:
    """What the coaches of planned convoys said of those whom they leave out, as far as one of these is registered for.

    Whom one convoy leaves out and another one carries is registered for this one alone.
    """
    wished = {registration.worker: registration.batches for registration in case.registrations}
    found: dict[WorkerId, tuple[Reason, ...]] = {}
    for record in case.records_of(NotCarried):
        batches = wished.get(record.worker)
        if batches is not None and (not batches or batches & record.convoys):
            found[record.worker] = (*found.get(record.worker, ()), *record.reasons)
    return found

"""The tickets of a plan, as the records say: by age on the day, with the adult of a minor, and who is a student."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve, frozen

from laborcoop.kernel.ids import LegId, PartyId, WorkerId
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.record import Record
from laborcoop.people import Worker
from laborcoop.planning.adults import minders_aboard, of_age
from laborcoop.planning.plan import ReturnPlan
from laborcoop.training import TrainingPlacement
from laborcoop.transfer import Fare, FareParty, Leg, Ride, TicketKind, least_tickets


@frozen(kw_only=True)
class RideTicket(Record):
    """The ticket that somebody needs for a leg (TR-27), by the age on the day on which the leg departs.

    ``adult`` is who answers for a minor on the way, of the same party (TR-30); None for an adult, and where
    there is nobody. ``student`` says that the records have the rider enrolled at a school that day: whether the way is
    one between home and school, as a student's price asks (TR-28), is for the railway to say.
    """

    worker: WorkerId
    leg: LegId
    kind: TicketKind
    adult: WorkerId | None = None
    student: bool = False


def tickets_of(plan: ReturnPlan) -> tuple[RideTicket, ...]:
    """The tickets of all rides of a plan, one for each rider of a leg, by leg, then by rider.

    Whoever rides on, bound for another stop since, has one for all of the way.

    Raises:
        UnknownName: the book has no age from which somebody is an adult.
        InvalidValue: ``plan`` is not a plan.
    """
    check_arguments("tickets_of", (("plan", plan, ReturnPlan),))
    workers = {worker.id: worker for worker in plan.case.workers}
    together = {one.worker: one.together for one in plan.case.registrations}
    aboard: dict[tuple[LegId, PartyId | WorkerId], list[Ride]] = defaultdict(list)
    for ride in plan.rides:
        aboard[ride.leg, together[ride.worker] or ride.worker].append(ride)
    studies: dict[WorkerId, list[TrainingPlacement]] = defaultdict(list)
    for record in plan.case.records_of(TrainingPlacement):
        studies[record.worker].append(record)
    legs = plan.legs()
    found = [
        ticket
        for (leg, _), rides in aboard.items()
        for ticket in _of_party(
            plan, legs[leg], [(ride, workers[ride.worker]) for ride in _whole(legs[leg], rides)], studies
        )
    ]
    return tuple(sorted(found, key=lambda ticket: (ticket.leg, ticket.worker)))


def _whole(leg: Leg, rides: Iterable[Ride]) -> Iterable[Ride]:
    """One ride of each rider of a leg: from where the first begins to where the last ends."""
    found: dict[WorkerId, Ride] = {}
    for ride in sorted(rides, key=lambda ride: leg.position(ride.board)):
        found[ride.worker] = evolve(found.get(ride.worker, ride), alight=ride.alight)
    return found.values()


def _of_party(
    plan: ReturnPlan,
    leg: Leg,
    riders: list[tuple[Ride, Worker]],
    studies: Mapping[WorkerId, list[TrainingPlacement]],
) -> Iterator[RideTicket]:
    """The adults of a party who ride along answer for its minors, each for as few as may be."""
    day = leg.depart.date()
    adult = minders_aboard(leg, riders, of_age(plan.case, day))
    party = FareParty(
        leg=leg,
        fares=tuple(
            Fare(id=one.id, born=one.born, ticket=TicketKind.FULL, alight=ride.alight, adult=adult.get(one.id))
            for ride, one in riders
        ),
    )
    for fare in least_tickets(party, plan.case.book).fares:
        worker = WorkerId(fare.id)
        yield RideTicket(
            worker=worker,
            leg=leg.id,
            kind=fare.ticket,
            adult=adult.get(worker),
            student=any(one.enrolled(day) for one in studies.get(worker, ())),
        )

"""The gate stage: local coaches across the towns, and the hand-over at the employer's gate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from attrs import evolve

from laborcoop.hiring import Match
from laborcoop.journey import Outcome, Proof, Stage
from laborcoop.kernel.ids import PartyId, WorkerId
from laborcoop.people import Worker
from laborcoop.planning.adults import eldest_first, of_age
from laborcoop.planning.lodge import LocalTrips
from laborcoop.planning.travel import TravelCase
from laborcoop.retention import Stay
from laborcoop.transfer import Handover, Ride
from laborcoop.transfer.route import Route
from laborcoop.transfer.seats import label_seats


def reach_gates(
    travel: TravelCase,
    posts: Outcome[Match],
    seats: Outcome[Route],
    beds: Sequence[Outcome[Stay]],
    local: LocalTrips,
) -> tuple[Outcome[Handover], Mapping[WorkerId, Sequence[Route]]]:
    """Hand everyone over who has a way across all towns.

    Args:
        travel: the case laid out.
        posts: the outcome of the posts stage.
        seats: the outcome of the seats stage.
        beds: the outcomes of the beds stage, in their order.
        local: the ways across the towns.

    Returns:
        The outcome of the stage, and all routes of those who arrive.
    """
    came_in = beds[-1].went_on if beds else seats.went_on
    left_out = {worker: reasons for worker, reasons in local.left_out.items() if worker in came_in}
    arriving = {
        worker: (*((route,) if (route := seats.placed[worker]).hops else ()), *local.ways.get(worker, ()))
        for worker in sorted(came_in - left_out.keys())
    }
    outcome = Outcome(
        stage=Stage.GATE,
        came_in=came_in,
        placed={worker: _handover(travel, posts.placed[worker], ways) for worker, ways in arriving.items()},
        left_out=left_out,
        proof=Proof.joined(local.proofs),
    )
    return outcome, arriving


def _handover(travel: TravelCase, match: Match, ways: Sequence[Route]) -> Handover:
    return Handover(
        worker=match.worker,
        employer=match.employer,
        gate=travel.employers[match.employer].gate,
        at=max([way.arrive for way in ways] or [travel.so_far.under_way[match.worker].arrive]),
    )


def take_seats(
    travel: TravelCase, posts: Outcome[Match], routes: Mapping[WorkerId, Sequence[Route]]
) -> tuple[Ride, ...]:
    """All rides of those who arrive, each with its seat: parties together, then people of a village and an employer."""
    order, minors = seat_order(travel)
    requests = {
        worker: evolve(
            travel.request(worker, ()),
            beside=(*travel.beside(worker), posts.placed[worker].employer),
            order=order.get(worker, 0),
            minor=worker in minors,
        )
        for worker in routes
    }
    ridden = [(requests[worker], route) for worker, ways in routes.items() for route in ways]
    return label_seats(ridden, travel.crew, travel.rear)


def seat_order(travel: TravelCase) -> tuple[Mapping[WorkerId, int], frozenset[WorkerId]]:
    """Who of a party sits down first: the eldest; and its minors, each of whom sits beside an adult of it (TR-30)."""
    age = of_age(travel.case, travel.case.on)
    parties: dict[PartyId, list[Worker]] = defaultdict(list)
    for registration in travel.registrations.values():
        if registration.together is not None:
            parties[registration.together].append(travel.workers[registration.worker])
    order = {one.id: place for people in parties.values() for place, one in enumerate(eldest_first(people))}
    return order, frozenset(worker for worker in order if travel.workers[worker].age(travel.case.on) < age)

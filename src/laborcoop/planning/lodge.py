"""The beds stage, once for each hub: a bed for every night of a wait, or no need of one.

At a hub on the way one sleeps if no leg goes on the same day. In the employers' town one goes straight to the gate
where a local coach reaches it while it is open: no bed is needed then. Else one sleeps at a lodging that local coaches
link with the arrival and with the gate. Who has no seat on them goes no further, and needs nothing in the next town.
Nor does the company of those who get no further, unless it is under way: a party goes together or not at all, to gates
of one town.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache, partial

from attrs import field, frozen

from laborcoop.hiring import Match
from laborcoop.journey import Outcome, Proof, Reason, Stage
from laborcoop.kernel.ids import PartyId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.planning.town import across_town
from laborcoop.planning.travel import TravelCase
from laborcoop.planning.waits import Wait, lodging_options, straight_to_gate, waits_by_hub
from laborcoop.retention import Stay
from laborcoop.transfer.route import Route
from laborcoop.transfer.seats import Seated, Seats, choose_routes, without_company


@frozen(kw_only=True)
class Lodged:
    """The beds stage: its outcome and the stays at each hub, in the order in which convoys reach them.

    An outcome holds one stay of each person, the last of those who change beds; ``stays`` holds all.
    """

    outcomes: tuple[Outcome[Stay], ...]
    stays: Mapping[str, Mapping[WorkerId, tuple[Stay, ...]]] = field(hash=False)
    local: LocalTrips


@frozen(kw_only=True)
class LocalTrips(Record):
    """The ways across the towns by local coaches, who has no seat on them and why, and how good the choices are."""

    ways: Mapping[WorkerId, tuple[Route, ...]] = field(factory=dict, hash=False)
    left_out: Mapping[WorkerId, tuple[Reason, ...]] = field(factory=dict, hash=False)
    proofs: tuple[Proof, ...] = ()


def lodge(travel: TravelCase, posts: Outcome[Match], seats: Outcome[Route]) -> Lodged:
    """The beds stage at every hub, in the order in which convoys reach them, and the ways across the hubs."""
    still_in = seats.went_on
    outcomes: list[Outcome[Stay]] = []
    stays: dict[str, Mapping[WorkerId, tuple[Stay, ...]]] = {}
    proofs: list[Proof] = []
    ways: dict[WorkerId, tuple[Route, ...]] = defaultdict(tuple)
    no_seat: dict[WorkerId, tuple[Reason, ...]] = {}
    free = travel.seats.after(seats.placed.values())
    for hub, waits in waits_by_hub(travel, posts, seats).items():
        here = [wait for wait in waits if wait.worker in still_in and wait.worker not in no_seat]
        straight = _straight(travel, here, free)
        free = free.after(straight.routes.values())
        full = _without_a_night(travel, here, straight)
        rest = [wait for wait in here if wait.worker not in straight.routes and wait.worker not in full]
        town = across_town(travel, rest, free)
        free = town.free
        stays[hub] = town.stays
        behind = {**town.no_bed, **town.no_seat, **full}
        no_seat |= {**town.no_seat, **full, **_company(travel, still_in - no_seat.keys(), behind.keys())}
        proofs += [straight.proof, *town.seat_proofs]
        for worker, own in (*((one, (route,)) for one, route in straight.routes.items()), *town.ways.items()):
            ways[worker] += own
        outcome = Outcome(
            stage=Stage.BEDS,
            hub=hub,
            came_in=still_in,
            placed={worker: own[-1] for worker, own in town.stays.items()},
            not_needed=still_in.difference(town.stays, town.no_bed),
            left_out=town.no_bed,
            proof=town.bed_proof,
        )
        outcomes.append(outcome)
        still_in = outcome.went_on
    local = LocalTrips(ways=ways, left_out=no_seat, proofs=tuple(proofs))
    return Lodged(outcomes=tuple(outcomes), stays=stays, local=local)


def _without_a_night(travel: TravelCase, waits: Iterable[Wait], straight: Seated) -> dict[WorkerId, tuple[Reason, ...]]:
    """Those for whom the coaches to the gate are full, where there is no house to wait in for another."""
    return {
        wait.worker: straight.left_out[wait.worker]
        for wait in waits
        if wait.worker in straight.left_out and not lodging_options(travel, wait.layover)
    }


def _company(
    travel: TravelCase, going: Iterable[WorkerId], behind: Collection[WorkerId]
) -> dict[WorkerId, tuple[Reason, ...]]:
    """Those who have not set out and could go on, had the others of their party not to stay."""
    parties: dict[PartyId | None, list[WorkerId]] = defaultdict(list)
    for worker in sorted(behind):
        parties[travel.registrations[worker].together].append(worker)
    return {
        worker: (without_company(tuple(parties[party]), Stage.GATE),)
        for worker in going
        if worker not in behind
        and worker not in travel.so_far.under_way
        and (party := travel.registrations[worker].together) is not None
        and party in parties
    }


def _straight(travel: TravelCase, waits: Iterable[Wait], free: Seats) -> Seated:
    find = cache(partial(straight_to_gate, travel))
    requests = [travel.request(wait.worker, routes) for wait in waits if (routes := find(wait.layover))]
    return choose_routes(requests, free, Stage.GATE)

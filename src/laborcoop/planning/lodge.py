"""The beds stage, once for each hub: a bed for every night of a wait, or no need of one.

At a hub on the way one sleeps if no leg goes on the same day. In the employers' town one goes straight to the gate
where a local coach reaches it while it is open: no bed is needed then. Else one sleeps at a lodging that local coaches
link with the arrival and with the gate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from functools import cache, partial

from attrs import field, frozen

from laborcoop.hiring import Match
from laborcoop.journey import Outcome, Proof, Stage
from laborcoop.kernel.ids import LegId, LodgingId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.planning.bed_rules import bed_needs, room_limits, unfit_rooms
from laborcoop.planning.travel import TravelCase
from laborcoop.planning.waits import Option, Wait, lodging_options, same_day, straight_to_gate, waits_by_hub
from laborcoop.retention import Stay
from laborcoop.retention.beds import BedNeed, BedRequest, find_beds
from laborcoop.transfer.route import Route
from laborcoop.transfer.seats import Seated, SeatRequest, Seats, choose_routes


@frozen(kw_only=True)
class Lodged:
    """The beds stage: its outcome and the stays at each hub, in the order in which the first people reach them.

    An outcome holds one stay of each person, the last of those who change beds; ``stays`` holds all.
    """

    outcomes: tuple[Outcome[Stay], ...]
    stays: Mapping[str, Mapping[WorkerId, tuple[Stay, ...]]] = field(hash=False)
    local: LocalTrips


@frozen(kw_only=True)
class LocalTrips(Record):
    """What is left for the local coaches: the ways straight to a gate, chosen already, and requests still to seat.

    ``phases`` follow each other: those of one phase compete for the same coaches, and who gets no seat in one is out
    of the later ones. ``seats`` are the seats still free, ``proofs`` how good the choices so far are.
    """

    direct: Mapping[WorkerId, Route] = field(factory=dict, hash=False)
    phases: tuple[tuple[SeatRequest, ...], ...] = ()
    seats: Seats
    proofs: tuple[Proof, ...] = ()


def lodge(travel: TravelCase, posts: Outcome[Match], seats: Outcome[Route]) -> Lodged:
    """The beds stage at every hub, in the order in which the first people reach them, and what is left to move."""
    still_in = seats.went_on
    outcomes: list[Outcome[Stay]] = []
    stays: dict[str, Mapping[WorkerId, tuple[Stay, ...]]] = {}
    phases: list[tuple[SeatRequest, ...]] = []
    proofs: list[Proof] = []
    direct: dict[WorkerId, Route] = {}
    free = travel.seats.after(seats.placed.values())
    for hub, waits in waits_by_hub(travel, posts, seats).items():
        here = [wait for wait in waits if wait.worker in still_in]
        straight = _straight(travel, here, free)
        direct |= straight.routes
        proofs.append(straight.proof)
        free = free.after(straight.routes.values())
        rest = [wait for wait in here if wait.worker not in straight.routes]
        outcome, stays[hub], moves = _at_hub(travel, hub, rest, still_in, free)
        outcomes.append(outcome)
        phases += moves
        still_in = outcome.went_on
    local = LocalTrips(direct=direct, phases=tuple(phases), seats=free, proofs=tuple(proofs))
    return Lodged(outcomes=tuple(outcomes), stays=stays, local=local)


def _straight(travel: TravelCase, waits: Iterable[Wait], free: Seats) -> Seated:
    find = cache(partial(straight_to_gate, travel))
    requests = [
        travel.request(wait.worker, routes, end=wait.layover.end) for wait in waits if (routes := find(wait.layover))
    ]
    return choose_routes(requests, free, Stage.GATE)


def _at_hub(
    travel: TravelCase, hub: str, waits: Sequence[Wait], came_in: frozenset[WorkerId], free: Seats
) -> tuple[Outcome[Stay], Mapping[WorkerId, tuple[Stay, ...]], list[tuple[SeatRequest, ...]]]:
    cross = cache(partial(same_day, travel))
    across = [(wait, cross(wait.layover)) for wait in waits if not wait.layover.is_over]
    sleepers = [wait for wait, routes in across if routes is None]
    find = cache(partial(lodging_options, travel))
    options = {wait.worker: find(wait.layover) for wait in sleepers}
    needs = bed_needs(travel.case)
    requests = [
        _bed_request(travel, wait, options[wait.worker], needs.get(wait.worker, BedNeed(worker=wait.worker)))
        for wait in sleepers
    ]
    beds = find_beds(
        requests,
        travel.case.lodgings,
        _coach_limits(options.values(), free),
        taken=travel.so_far.taken,
        holds=room_limits(travel.case, {night for request in requests for night in request.period.days()}),
        unfit=unfit_rooms(travel.case),
    )
    outcome = Outcome(
        stage=Stage.BEDS,
        hub=hub,
        came_in=came_in,
        placed={worker: stays[-1] for worker, stays in beds.stays.items()},
        not_needed=came_in - set(beds.stays) - set(beds.left_out),
        left_out=beds.left_out,
        proof=beds.proof,
    )
    chosen = [
        (worker, next(option for option in options[worker] if option.lodging == stays[0].lodging))
        for worker, stays in sorted(beds.stays.items())
    ]
    ends = {wait.worker: wait.layover.end for wait in waits}
    phases = [
        [
            travel.request(wait.worker, routes, end=wait.layover.end)
            for wait, routes in across
            if routes is not None and wait.layover.start != wait.layover.end
        ],
        [travel.request(worker, option.there, end=ends[worker]) for worker, option in chosen if option.there],
        [travel.request(worker, option.onward, end=ends[worker]) for worker, option in chosen if option.onward],
    ]
    return outcome, beds.stays, [tuple(phase) for phase in phases if phase]


def _bed_request(travel: TravelCase, wait: Wait, options: Sequence[Option], need: BedNeed) -> BedRequest:
    """A request for a bed; one who could only go straight to the gate, and got no seat, has no lodging to ask for."""
    since = wait.layover.since.date()
    period = options[0].period if options else Period(since, since + timedelta(days=1))
    reached = frozenset(option.lodging for option in options)
    had = [stay for stay in travel.so_far.stays.get(wait.worker, ()) if stay.lodging in reached]
    return BedRequest(
        worker=wait.worker,
        sex=travel.workers[wait.worker].sex,
        period=period,
        lodgings=reached,
        party=travel.party_to(wait.worker, wait.layover.end),
        beside=travel.beside(wait.worker),
        kept=next((stay for stay in had if stay.period.overlaps(period)), had[0] if had else None),
        turn=travel.waits_turn(wait.worker),
        lower_bed=need.lower_bed,
        low_floor=need.low_floor,
        minutes={option.lodging: _minutes(option.there) + _minutes(option.onward) for option in options},
    )


def _minutes(routes: Iterable[Route]) -> int:
    """The minutes of the shortest of some local routes; 0 where none is needed."""
    return min((int((route.arrive - route.depart).total_seconds()) // 60 for route in routes), default=0)


def _coach_limits(options: Iterable[Sequence[Option]], free: Seats) -> dict[tuple[LodgingId, Period], int]:
    """How many people the local coaches can bring to a lodging, and on from it, at the most."""
    legs: dict[tuple[LodgingId, Period, bool], dict[LegId, int]] = {}
    for found in {id(one): one for one in options}.values():  # all who wait alike have the same options
        for option in found:
            for on, routes in ((False, option.there), (True, option.onward)):
                seats = legs.setdefault((option.lodging, option.period, on), {}) if routes else {}
                for route in routes:
                    hop = route.hops[0]
                    seats[hop.leg.id] = max(seats.get(hop.leg.id, 0), min(map(free.free, hop.sections())))
    limits: dict[tuple[LodgingId, Period], int] = {}
    for (lodging, period, _), by_leg in legs.items():
        limits[lodging, period] = min(sum(by_leg.values()), limits.get((lodging, period), sum(by_leg.values())))
    return limits

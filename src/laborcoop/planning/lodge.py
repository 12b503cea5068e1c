"""The beds stage, once for each hub: a bed for every night of a wait, or no need of one.

At a hub on the way one sleeps if no leg goes on the same day. In the employers' town one goes straight to the gate
where a local coach reaches it while it is open: no bed is needed then. Else one sleeps at a lodging that local coaches
link with the arrival and with the gate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from functools import cache, partial

from attrs import evolve, field, frozen

from laborcoop.hiring import Match
from laborcoop.journey import Outcome, Proof, Stage
from laborcoop.kernel.ids import LegId, LodgingId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.planning.bed_rules import bed_needs, room_limits, unfit_rooms
from laborcoop.planning.shared_coaches import share_coaches
from laborcoop.planning.so_far import SoFar
from laborcoop.planning.travel import TravelCase
from laborcoop.planning.waits import Option, Wait, lodging_options, same_day, straight_to_gate, waits_by_hub
from laborcoop.retention import Stay
from laborcoop.retention.beds import Bed, BedNeed, BedRequest, find_beds
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

    ``riding`` are the ways across the towns of those who keep their beds and stay on the coaches that they had.
    ``phases`` follow each other: those of one phase compete for the same coaches, and who gets no seat in one is out
    of the later ones. ``seats`` are the seats still free, ``proofs`` how good the choices so far are.
    """

    direct: Mapping[WorkerId, Route] = field(factory=dict, hash=False)
    riding: Mapping[WorkerId, tuple[Route, ...]] = field(factory=dict, hash=False)
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
    riding: dict[WorkerId, tuple[Route, ...]] = {}
    free = travel.seats.after(seats.placed.values())
    for hub, waits in waits_by_hub(travel, posts, seats).items():
        here = [wait for wait in waits if wait.worker in still_in]
        straight = _straight(travel, here, free)
        direct |= straight.routes
        proofs.append(straight.proof)
        free = free.after(straight.routes.values())
        rest = [wait for wait in here if wait.worker not in straight.routes]
        outcome, stays[hub], on_own, moves = _at_hub(travel, hub, rest, still_in, free)
        outcomes.append(outcome)
        phases += moves
        free = free.after(route for routes in on_own.values() for route in routes)
        riding |= {worker: (*riding.get(worker, ()), *routes) for worker, routes in on_own.items()}
        still_in = outcome.went_on
    local = LocalTrips(direct=direct, riding=riding, phases=tuple(phases), seats=free, proofs=tuple(proofs))
    return Lodged(outcomes=tuple(outcomes), stays=stays, local=local)


def _straight(travel: TravelCase, waits: Iterable[Wait], free: Seats) -> Seated:
    find = cache(partial(straight_to_gate, travel))
    requests = [
        travel.request(wait.worker, routes, end=wait.layover.end) for wait in waits if (routes := find(wait.layover))
    ]
    return choose_routes(requests, free, Stage.GATE)


def _at_hub(
    travel: TravelCase, hub: str, waits: Sequence[Wait], came_in: frozenset[WorkerId], free: Seats
) -> tuple[Outcome[Stay], _Stays, _Riding, list[tuple[SeatRequest, ...]]]:
    cross = cache(partial(same_day, travel))
    across = [(wait, cross(wait.layover)) for wait in waits if not wait.layover.is_over]
    sleepers = [wait for wait, routes in across if routes is None]
    find = cache(partial(lodging_options, travel))
    options = {wait.worker: find(wait.layover) for wait in sleepers}
    held = {
        wait.worker: stays for wait in sleepers if (stays := _held(travel.so_far, wait.worker, options[wait.worker]))
    }
    taken = _taken(travel.so_far.taken, held.values())
    seeking = {worker: found for worker, found in options.items() if worker not in held}
    riding: _Riding = {}
    if travel.so_far.by_coach and any(seeking.values()):
        houses = {worker: _in_house(options[worker], stays[0].lodging) for worker, stays in held.items()}
        shared = share_coaches(travel, seeking, houses, taken, free)
        riding = shared.riding
        seeking = {
            worker: tuple(option for option in found if option.lodging == shared.houses.get(worker))
            for worker, found in seeking.items()
        }
    needs = bed_needs(travel.case)
    requests = [
        _bed_request(travel, wait, seeking[wait.worker], needs.get(wait.worker, BedNeed(worker=wait.worker)))
        for wait in sleepers
        if wait.worker in seeking
    ]
    beds = find_beds(
        requests,
        travel.case.lodgings,
        _coach_limits(options, free, held),
        taken=taken,
        holds=room_limits(travel.case, {night for request in requests for night in request.period.days()}),
        unfit=unfit_rooms(travel.case),
    )
    slept = {**beds.stays, **held}
    outcome = Outcome(
        stage=Stage.BEDS,
        hub=hub,
        came_in=came_in,
        placed={worker: stays[-1] for worker, stays in slept.items()},
        not_needed=came_in - set(slept) - set(beds.left_out),
        left_out=beds.left_out,
        proof=beds.proof,
    )
    chosen = [
        (worker, _in_house(options[worker], stays[0].lodging))
        for worker, stays in sorted(slept.items())
        if worker not in riding
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
    return outcome, slept, riding, [tuple(phase) for phase in phases if phase]


_Stays = Mapping[WorkerId, tuple[Stay, ...]]
_Riding = Mapping[WorkerId, tuple[Route, ...]]


def _in_house(options: Iterable[Option], house: LodgingId) -> Option:
    return next(option for option in options if option.lodging == house)


def _held(so_far: SoFar, worker: WorkerId, options: Sequence[Option]) -> tuple[Stay, ...]:
    """The stays that somebody keeps who changes coaches alone; none where they are not those of the wait any more."""
    period = options[0].period if options else None
    houses = {option.lodging for option in options}
    stays = tuple(
        evolve(stay, period=Period(max(stay.period.start, period.start), stay.period.end))
        for stay in so_far.held.get(worker, ())
        if period is not None and stay.lodging in houses and stay.period.overlaps(period)
    )
    nights = [night for stay in stays for night in stay.nights()]
    return stays if period is not None and sorted(nights) == list(period.days()) else ()


def _taken(taken: Mapping[Bed, Sequence[Period]], held: Iterable[Sequence[Stay]]) -> Mapping[Bed, Sequence[Period]]:
    """The beds that nobody else can have, with those that are held."""
    found = dict(taken)
    for stay in (stay for stays in held for stay in stays):
        bed = (stay.lodging, stay.room, stay.bed)
        found[bed] = (*found.get(bed, ()), stay.period)
    return found


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
        minutes={option.lodging: option.minutes for option in options},
    )


def _coach_limits(
    options: Mapping[WorkerId, Sequence[Option]], free: Seats, held: Mapping[WorkerId, Sequence[Stay]]
) -> dict[tuple[LodgingId, Period], int]:
    """How many people the local coaches can bring to a lodging, and on from it, beside those who keep their beds."""
    legs: dict[tuple[LodgingId, Period, bool], dict[LegId, int]] = {}
    for found in {id(one): one for one in options.values()}.values():  # all who wait alike have the same options
        for option in found:
            for on, routes in ((False, option.there), (True, option.onward)):
                seats = legs.setdefault((option.lodging, option.period, on), {}) if routes else {}
                for route in routes:
                    hop = route.hops[0]
                    seats[hop.leg.id] = max(seats.get(hop.leg.id, 0), min(map(free.free, hop.sections())))
    limits: dict[tuple[LodgingId, Period], int] = {}
    for (lodging, period, _), by_leg in legs.items():
        limits[lodging, period] = min(sum(by_leg.values()), limits.get((lodging, period), sum(by_leg.values())))
    brought = Counter((stays[0].lodging, options[worker][0].period) for worker, stays in held.items())
    return {at: max(0, most - brought[at]) for at, most in limits.items()}

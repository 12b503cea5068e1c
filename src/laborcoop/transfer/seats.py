"""The seats stage: who travels by which legs, and in which seat.

Each person has a few routes; each section of each leg has so many seats. As many people as possible get a route, then
the best routes; people who go together go by one way or not at all, each from the own stop. Then every rider gets a
seat for the sections ridden, and the seat is free again behind them.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from attrs import field, frozen

from laborcoop.allocation import Problem, allocate
from laborcoop.journey import Outcome, Proof, Reason, Stage
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.ids import LegId, PartyId, WorkerId
from laborcoop.kernel.record import Record, unchecked
from laborcoop.kernel.text import Text
from laborcoop.transfer.leg import Leg
from laborcoop.transfer.minders import Rider, accompanied
from laborcoop.transfer.ride import Ride
from laborcoop.transfer.route import Hop, Route
from laborcoop.transfer.seat_offers import Offers, caps, kept, offers, riders_at, room_at, with_room
from laborcoop.transfer.seat_plan import give_seats
from laborcoop.transfer.seats_apart import apart, summed

_TURN = at_least(0, Text("先后次序从 0 开始", "turns must count from 0"))


@frozen(kw_only=True)
class SeatRequest(Record):
    """One person's routes, best first, or the reason why there is none.

    ``party`` names people who go by one way or not at all: the same legs, which each boards at the own stop. They sit
    side by side, in the ``order`` given: the eldest first, with each ``minor`` beside the adult who answers for them
    (`minders`). ``beside`` sorts neighbours into neighbouring seats. ``kept`` names the route that was planned before,
    to be left only for a reason; ``seated`` says that its vehicles have the seats held there: of those alike the others
    leave it. ``turn`` says who comes first: those who have a place (0) before those who wait for one (1).
    """

    worker: WorkerId
    routes: tuple[Route, ...] = ()
    no_route: tuple[Reason, ...] = ()
    party: PartyId | None = None
    beside: tuple[str, ...] = ()
    order: int = field(default=0, validator=_TURN)
    minor: bool = field(default=False, repr=False)
    kept: str = ""
    seated: bool = False
    turn: int = field(default=0, validator=_TURN)


@frozen(kw_only=True)
class Seated(Record):
    """The answer: a route for everyone who has one, the reasons of everyone else, and the proof."""

    routes: Mapping[WorkerId, Route] = field(factory=dict, hash=False)
    left_out: Mapping[WorkerId, tuple[Reason, ...]] = field(factory=dict, hash=False)
    proof: Proof

    def __repr__(self) -> str:
        """Counts only."""
        return f"<Seated: {len(self.routes)} seated, {len(self.left_out)} left out>"


@frozen
class Seats(Record):
    """The seats for workers on each leg, and how many are taken on which sections (a leg, and the stop it leaves)."""

    _on_leg: Mapping[LegId, int] = field(alias="on_leg", hash=False)
    _taken: Mapping[tuple[LegId, int], int] = field(factory=dict, alias="taken", hash=False)

    def free(self, section: tuple[LegId, int]) -> int:
        """The seats still free on a section."""
        return self._on_leg[section[0]] - self._taken.get(section, 0)

    def all(self, leg: LegId) -> int:
        """The seats for workers on a leg."""
        return self._on_leg[leg]

    def without(self, sections: Iterable[tuple[LegId, int]]) -> Seats:
        """The seats once each of these sections is ridden by one person."""
        taken = Counter(self._taken)
        taken.update(sections)
        return self._with(taken)

    def ridden(self, riders: Mapping[tuple[LegId, int], int]) -> Seats:
        """The seats once so many people ride each of these sections."""
        return self._with(Counter(self._taken) + Counter(riders))

    def _with(self, taken: Mapping[tuple[LegId, int], int]) -> Seats:
        """These seats with others taken: legs and sections were looked at where they came in, and not at each step."""
        made = Seats.__new__(Seats)
        unchecked(Seats)(made, self._on_leg, taken)
        return made

    def after(self, routes: Iterable[Route]) -> Seats:
        """The seats once these routes are ridden, each by one person."""
        return self.without(section for route in routes for section in route.sections())


_BEST = 100
_STEP = 5
_EFFORT = 5.0
"""How long the best routes are sought, in the solver's measure of work: thousands of people may keep a small gap."""


def choose_routes(requests: Sequence[SeatRequest], seats: Seats, stage: Stage = Stage.SEATS) -> Seated:
    """Give as many people as possible a route, within the seats of every section.

    ``stage`` names the reasons. On the way to the gates those of a party may be bound for several of them.
    """
    parts = [_chosen(part, seats, stage) for part in apart(requests)]
    return Seated(
        routes={worker: route for part in parts for worker, route in part.routes.items()},
        left_out={worker: reasons for part in parts for worker, reasons in part.left_out.items()},
        proof=summed(part.proof for part in parts),
    )


def _chosen(requests: Sequence[SeatRequest], seats: Seats, stage: Stage) -> Seated:
    """Routes for those who compete for the same seats."""
    stranded = _stranded(requests)
    able = [request for request in requests if request.routes and request.party not in stranded]
    groups = _groups(able)
    offered = offers(able, groups, to_own_ends=stage is Stage.GATE)
    riders = riders_at(offered)
    room = room_at(riders, seats)
    still_open = with_room(able, offered, groups, room)
    hopeful = [request for request in able if still_open[request.worker]]
    capacity = {place: room[place] for ranked in still_open.values() for _, place in ranked}
    planned = kept(hopeful, offered, capacity)
    result = allocate(
        Problem.from_pairs(
            [
                (
                    request.worker,
                    place,
                    max(1, _BEST - _STEP * rank) + (request.seated and planned.get(request.worker) == place),
                )
                for request in hopeful
                for rank, place in still_open[request.worker]
            ],
            capacity=capacity,
            applicants=[request.worker for request in hopeful],
            groups=[group for group in groups.values() if all(still_open[WorkerId(name)] for name in group)],
            caps=caps({place: riders[place] for place in capacity}, seats, still_open),
            tier={request.worker: request.turn for request in hopeful if request.turn},
            previous=planned,
        ),
        objective="count-then-score",
        move_cost=_BEST,
        effort=_EFFORT,
    )
    chosen = {WorkerId(worker): offered[WorkerId(worker)][place] for worker, place in result.placed.items()}
    left = seats.after(chosen.values())
    return Seated(
        routes=chosen,
        left_out={
            request.worker: request.no_route
            if not request.routes
            else (without_company(stranded[request.party], stage),)
            if request.party in stranded
            else _full(request, offered, left, groups, stage)
            for request in requests
            if request.worker not in chosen
        },
        proof=Proof.of(result),
    )


def _stranded(requests: Iterable[SeatRequest]) -> dict[PartyId | None, tuple[WorkerId, ...]]:
    """The parties of which somebody has no route, and who."""
    found: dict[PartyId | None, list[WorkerId]] = defaultdict(list)
    for request in requests:
        if request.party is not None and not request.routes:
            found[request.party].append(request.worker)
    return {party: tuple(sorted(workers)) for party, workers in found.items()}


def without_company(workers: tuple[WorkerId, ...], stage: Stage) -> Reason:
    """Why somebody stays of whose party others cannot go."""
    return Reason(
        code=f"{stage.value}.company",
        text=Text("同行的 {workers} 不能成行", "{workers}, in the same party, cannot go").format(workers=workers),
    )


def _groups(able: Iterable[SeatRequest]) -> dict[PartyId, frozenset[str]]:
    members: dict[PartyId, set[str]] = defaultdict(set)
    for request in able:
        if request.party is not None:
            members[request.party].add(request.worker)
    return {key: frozenset(group) for key, group in sorted(members.items()) if len(group) > 1}


def _full(
    request: SeatRequest,
    offered: Offers,
    left: Seats,
    groups: Mapping[PartyId, frozenset[str]],
    stage: Stage,
) -> tuple[Reason, ...]:
    company = groups.get(request.party, {request.worker}) if request.party is not None else {request.worker}
    size = len(company)
    if not offered[request.worker]:
        return (
            Reason(
                code=f"{stage.value}.not-together",
                text=Text(
                    "同行的 {size} 人没有共同可乘的路线：同行的人自各自的上车点起乘相同的班次",
                    "the {size} who go together have no route in common: a party goes by the same legs, "
                    "each from the own stop",
                ).format(size=size),
            ),
        )
    in_the_way: dict[LegId, Leg] = {}
    for route in (route for worker in sorted(company) for route in offered[WorkerId(worker)].values()):
        full = [hop.leg for hop in route.hops if any(left.free(section) < size for section in hop.sections())]
        # Where a train is full as well, a larger coach to it would be of no use.
        in_the_way |= {leg.id: leg for leg in [leg for leg in full if leg.mode.is_rail] or full}
    rail = [leg for _, leg in sorted(in_the_way.items()) if leg.mode.is_rail]
    road = [leg for _, leg in sorted(in_the_way.items()) if not leg.mode.is_rail]
    return (
        *([_are_full(f"{stage.value}.train-full", _TRAINS_FULL, rail)] if rail else []),
        *([_are_full(f"{stage.value}.coach-full", _COACHES_FULL, road)] if road or not rail else []),
    )


_TRAINS_FULL = Text("列车 {legs} 已满员", "full: train {legs}")
_COACHES_FULL = Text("客车 {legs} 已满员", "full: coach {legs}")


def _are_full(code: str, text: Text, legs: Sequence[Leg]) -> Reason:
    return Reason(code=code, about=tuple(leg.id for leg in legs), text=text.format(legs=tuple(map(_name, legs))))


def _name(leg: Leg) -> str:
    return f"{leg.id} ({leg.train})" if leg.train else str(leg.id)


def seats_outcome(requests: Sequence[SeatRequest], seated: Seated) -> Outcome[Route]:
    """The seats stage's outcome."""
    return Outcome(
        stage=Stage.SEATS,
        came_in=frozenset(request.worker for request in requests),
        placed=seated.routes,
        left_out=seated.left_out,
        proof=seated.proof,
    )


def label_seats(
    routes: Iterable[tuple[SeatRequest, Route]],
    crew_seats: Mapping[LegId, int],
    rear_seats: Mapping[LegId, int] | None = None,
) -> tuple[Ride, ...]:
    """Give every rider of every leg a seat, neighbours side by side; a seat is used again after its rider alights.

    A minor sits beside an adult of the party (`laborcoop.transfer.seat_plan`).

    Args:
        routes: who goes by which route.
        crew_seats: the seats, counted from the first, that the crew of each leg takes.
        rear_seats: the seats, counted from the last, that nobody takes; none where not given.
    """
    rear = rear_seats or {}
    riders: dict[LegId, list[tuple[SeatRequest, Hop]]] = defaultdict(list)
    for request, route in routes:
        for hop in route.hops:
            riders[hop.leg.id].append((request, hop))
    rides: list[Ride] = []
    for leg_id, aboard in sorted(riders.items()):
        minors = {request.worker for request, _ in aboard if request.minor}
        people = accompanied(itertools.starmap(_rider, aboard), minors)
        rides += give_seats(aboard[0][1].leg, people, crew=crew_seats[leg_id], rear=rear.get(leg_id, 0))
    return tuple(rides)


def _rider(request: SeatRequest, hop: Hop) -> Rider:
    return Rider(
        worker=request.worker,
        board=hop.board,
        alight=hop.alight,
        party=request.party,
        order=request.order,
        beside=request.beside,
    )

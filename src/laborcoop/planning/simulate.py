"""What-if: a plan played many times, with people who do not come and legs that run late, and nothing planned again."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from math import inf
from numbers import Real
from random import Random

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.journey import Stage
from laborcoop.kernel.ids import LegId, WorkerId, order_key
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.moments import elapsed
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.planning.accompanying import takers
from laborcoop.planning.admission import Barred
from laborcoop.planning.check import check
from laborcoop.planning.disruptions.waiting_list import turns_of
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.seating import seat_requests
from laborcoop.planning.travel import TravelCase
from laborcoop.transfer import Leg, Ride
from laborcoop.transfer.seats import SeatRequest

_MINUTE = timedelta(minutes=1)
_Section = tuple[LegId, int]


@frozen(kw_only=True)
class Simulation(Record):
    """How a plan fared, run by run.

    ``arriving``, ``absent`` and ``moved_up`` hold a number of workers for each run, in the order of the runs: those at
    the gate in time, those of the plan who did not come, those from the waiting list who took a free seat;
    ``accompanying`` whoever goes along with workers and is at the gate in time. ``breaks`` counts for each leg the runs
    in which its lateness was the first to break somebody's way; ``by_person`` for everyone of the plan, and for those
    who moved up, the runs in which they arrived.
    """

    arriving: tuple[int, ...]
    absent: tuple[int, ...]
    moved_up: tuple[int, ...]
    accompanying: tuple[int, ...]
    breaks: Mapping[LegId, int] = field(factory=dict, hash=False)
    by_person: Mapping[WorkerId, int] = field(factory=dict, hash=False)

    def __repr__(self) -> str:
        """Counts only."""
        return f"<Simulation: {len(self.arriving)} runs, {len(self.breaks)} legs that broke a way first>"

    @property
    def mean(self) -> Fraction:
        """The workers who arrive in a run, on average, exactly."""
        return Fraction(sum(self.arriving), len(self.arriving))

    def at_least(self, share: float) -> int:
        """The largest number of workers who arrive in at least this share of the runs.

        Raises:
            InvalidValue: the share is not above 0 and up to 1.
        """
        check_arguments("at_least", (("share", share, Real),))
        if not 0 < share <= 1:
            raise InvalidValue(Text("比例应大于 0、不超过 1", "a share must be above 0 and at most 1"))
        least = sorted(self.arriving, reverse=True)
        shares = [(position + 1) / len(least) for position in range(len(least))]
        return least[bisect_left(shares, share)]

    def weakest(self) -> tuple[tuple[LegId, int], ...]:
        """The legs that broke first, the one that did so most often first."""
        return tuple(sorted(self.breaks.items(), key=lambda item: (-item[1], item[0])))


def simulate(
    plan: ReturnPlan,
    *,
    no_show: float = 0.0,
    late: float = 0.0,
    late_minutes: float = 30.0,
    runs: int = 1000,
    seed: int = 0,
) -> Simulation:
    """Play a plan many times as it stands.

    In each run everyone who has not boarded yet stays away with the same chance, and whoever goes along also where none
    comes of the adults of the party who go to work there; and every leg that has not arrived yet
    is late with the same chance, by an exponentially distributed delay, at all its stops alike; all of it is drawn
    independently. A way breaks where a leg arrives after the next one leaves, or after the gate closes; nothing waits,
    and nobody is planned again. People left out at the seats stage who travel alone take seats that stay free on all
    sections of a route whose legs are on time, where they have come: they stay away as often. Who does not come
    is known before their coach leaves, and a bed and a local coach are taken for granted.

    Args:
        plan: the plan.
        no_show: the chance, from 0 to 1, that a person does not come.
        late: the chance, from 0 to 1, that a leg runs late.
        late_minutes: how late it then is on average, in minutes.
        runs: how often to play.
        seed: where the random numbers start: the same seed gives the same answer.

    Raises:
        InvalidValue: an argument has the wrong type, ``no_show`` or ``late`` is not between 0 and 1, ``runs`` is not a
            whole number above 0, or ``late_minutes`` is not above 0.
    """
    chances = (("no_show", no_show, Real), ("late", late, Real), ("late_minutes", late_minutes, Real))
    check_arguments("simulate", (("plan", plan, ReturnPlan), *chances, ("seed", seed, int)))
    whole = isinstance(runs, int) and runs >= 1
    if not (0 <= no_show <= 1 and 0 <= late <= 1 and whole and 0 < late_minutes < inf):
        raise InvalidValue(
            Text(
                "概率应在 0 到 1 之间，推演次数应为不小于 1 的整数，平均晚点分钟数大于 0",
                "chances must be from 0 to 1, runs a whole number from 1, and the mean delay above 0 minutes",
            )
        )
    play = _Play.of(plan)
    random = Random(seed)  # noqa: S311 - a play, not a secret
    results = [play.run(random, no_show, late, late_minutes) for _ in range(runs)]
    firsts = Counter(run.first for run in results if run.first is not None)
    arrived = Counter(dict.fromkeys((one.worker for one in play.people), 0))
    for run in results:
        arrived.update((*run.arriving, *run.accompanying))
        arrived.update(run.moved_up)
    return Simulation(
        arriving=tuple(len(run.arriving) + len(run.moved_up) for run in results),
        absent=tuple(run.absent for run in results),
        moved_up=tuple(len(run.moved_up) for run in results),
        accompanying=tuple(len(run.accompanying) for run in results),
        breaks=dict(sorted(firsts.items())),
        by_person=dict(sorted(arrived.items())),
    )


@frozen
class _Meeting:
    """A leg that must not be later, beyond another, than some minutes; ``then`` is None for a gate that closes."""

    first: LegId
    then: LegId | None
    slack: float
    at: datetime


@frozen
class _Traveller:
    """Somebody of the plan: with whom they go along, whether they may still stay away, what must meet, the sections."""

    worker: WorkerId
    adults: frozenset[WorkerId]
    may_stay_away: bool
    meetings: tuple[_Meeting, ...]
    sections: tuple[_Section, ...]


@frozen
class _Run:
    """One run: who arrives, and goes along, how many stay away, who moves up, and the leg that broke first."""

    arriving: Sequence[WorkerId]
    accompanying: Sequence[WorkerId]
    absent: int
    moved_up: Sequence[WorkerId]
    first: LegId | None


@frozen(kw_only=True)
class _Play:
    """What stays the same from run to run."""

    people: Sequence[_Traveller]
    meetings: Sequence[_Meeting]
    legs: Sequence[LegId]
    free: Mapping[_Section, int]
    waiting: Sequence[SeatRequest]

    @classmethod
    def of(cls, plan: ReturnPlan) -> _Play:
        """The play of a plan."""
        legs, adults = plan.legs(), _adults(plan)
        people = []
        riders = Counter(section for ride in plan.rides for section in _sections(ride, legs))
        for worker in plan.travellers:
            rides = plan.rides_of(worker)
            sections = tuple(section for ride in rides for section in _sections(ride, legs))
            may_stay_away = not plan.log.is_past(_departs(rides[0], legs))
            own = adults.get(worker, frozenset())
            people.append(_Traveller(worker, own, may_stay_away, _meetings(plan, worker, legs), sections))
        travel = TravelCase.of(plan.case, Barred.of(plan.case, plan.checked or check(plan.case)))
        free = {
            (leg.id, section): travel.seats.all(leg.id) - riders[leg.id, section]
            for leg in legs.values()
            for section in range(len(leg.stops) - 1)
        }
        meetings = sorted(
            {one for traveller in people for one in traveller.meetings},
            key=lambda one: (one.at, one.first, one.then or ""),
        )
        running = [leg.id for leg in legs.values() if not plan.log.is_past(leg.arrive)]
        return cls(people=people, meetings=meetings, legs=sorted(running), free=free, waiting=_waiting(plan, travel))

    def run(self, random: Random, no_show: float, late: float, late_minutes: float) -> _Run:
        """One run."""
        delay = {leg: random.expovariate(1 / late_minutes) if random.random() < late else 0.0 for leg in self.legs}
        missed = [
            one
            for one in self.meetings
            if delay.get(one.first, 0.0) - (delay.get(one.then, 0.0) if one.then else 0.0) > one.slack
        ]
        broken = frozenset(missed)
        broke: set[_Meeting] = set()
        arriving: list[WorkerId] = []
        accompanying: list[WorkerId] = []
        absent = 0
        away = {one.worker for one in self.people if one.may_stay_away and random.random() < no_show}
        freed: Counter[_Section] = Counter()
        for one in self.people:
            if one.worker in away or (one.adults and one.adults <= away):
                absent += not one.adults
                freed.update(one.sections)
            elif broken.isdisjoint(one.meetings):
                (accompanying if one.adults else arriving).append(one.worker)
            else:
                broke.update(one.meetings)
        came = [request for request in self.waiting if random.random() >= no_show]
        first = next((one.first for one in missed if one in broke), None)
        return _Run(arriving, accompanying, absent, list(self._moving_up(came, freed, delay)), first)

    def _moving_up(
        self, came: Iterable[SeatRequest], freed: Counter[_Section], delay: Mapping[LegId, float]
    ) -> Iterator[WorkerId]:
        """Those who wait and take a seat that stays free all the way."""
        for request in came:
            for route in request.routes:
                sections = list(route.sections())
                on_time = not any(delay.get(hop.leg.id) for hop in route.hops)
                if on_time and all(self.free[section] + freed[section] > 0 for section in sections):
                    freed.subtract(sections)
                    yield request.worker
                    break


def _adults(plan: ReturnPlan) -> Mapping[WorkerId, frozenset[WorkerId]]:
    """For whoever goes along the adults of the party who go to work at the same gate."""
    employers = {worker: match.employer for worker, match in plan.matches.items()}
    return {
        worker: frozenset(one.id for one in adults if employers.get(one.id) == plan.handovers[worker].employer)
        for worker, adults in takers(plan.case).items()
        if worker in plan.handovers
    }


def _waiting(plan: ReturnPlan, travel: TravelCase) -> list[SeatRequest]:
    """The requests of those whom the seats stage left out and who go alone: first who registered first."""
    posts, left_out = plan.outcome(Stage.POSTS).placed, plan.outcome(Stage.SEATS).left_out
    turns = turns_of(travel.registrations, left_out)
    alone = [
        posts[worker]
        for worker in sorted(left_out, key=lambda worker: (turns[worker], order_key(worker)))
        if travel.registrations[worker].together is None and worker not in plan.log.ends
    ]
    requests = seat_requests(travel, alone)
    upcoming = [[route for route in request.routes if not plan.log.is_past(route.depart)] for request in requests]
    return [
        SeatRequest(worker=request.worker, routes=tuple(routes))
        for request, routes in zip(requests, upcoming, strict=True)
        if routes
    ]


def _meetings(plan: ReturnPlan, worker: WorkerId, legs: Mapping[str, Leg]) -> tuple[_Meeting, ...]:
    """What must meet on somebody's way: each leg the next, and the last one the gate that closes."""
    rides = plan.rides_of(worker)
    found = [
        _Meeting(
            here.leg, then.leg, elapsed(_arrives(here, legs), _departs(then, legs)) / _MINUTE, _arrives(here, legs)
        )
        for here, then in pairwise(rides)
    ]
    employer = plan.case.employer(plan.handovers[worker].employer)
    if employer is not None and employer.gate_closes is not None:
        at = _arrives(rides[-1], legs)
        closes = datetime.combine(at.date(), employer.gate_closes, at.tzinfo)
        found.append(_Meeting(rides[-1].leg, None, elapsed(at, closes) / _MINUTE, at))
    return tuple(found)


def _sections(ride: Ride, legs: Mapping[str, Leg]) -> Iterable[_Section]:
    leg = legs[ride.leg]
    return ((leg.id, i) for i in range(leg.position(ride.board), leg.position(ride.alight)))


def _departs(ride: Ride, legs: Mapping[str, Leg]) -> datetime:
    leg = legs[ride.leg]
    return leg.stops[leg.position(ride.board)].depart


def _arrives(ride: Ride, legs: Mapping[str, Leg]) -> datetime:
    leg = legs[ride.leg]
    return leg.stops[leg.position(ride.alight)].arrive

"""Feeder coaches: people are collected at villages and resettlement sites and reach the station in time.

Places that fill more than a coach are parted into loads; routes over the loads are found (`find_routes`), and each is
given its lawful timetable. A route that has none gives up the load that costs it most, and what is given up is routed
again on the coaches that are left. Nobody is lost: collected and left out with reasons are everyone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

from attrs import evolve, field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.journey import Reason
from laborcoop.journey.moments import instant, later
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import LegId, PlaceId, VehicleId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.rulebook.book import RuleBook
from laborcoop.transfer.coach_routes import CoachRoute, Pickup, RouteCoach, RouteProblem, find_routes, measured
from laborcoop.transfer.coach_way import Halt
from laborcoop.transfer.convoy import Convoy
from laborcoop.transfer.driving_limits import minute_of
from laborcoop.transfer.leg import Leg
from laborcoop.transfer.loads import Waiting, companies, parted
from laborcoop.transfer.ride import Ride
from laborcoop.transfer.timetable import CrewMember, Timetable, time_to_change, timetable
from laborcoop.transfer.timetable_refusal import NoTimetable
from laborcoop.transfer.travel_times import TravelTimes
from laborcoop.transfer.vehicle import Vehicle


@frozen(kw_only=True)
class FeederCoach(Record):
    """A coach that can collect people: where it stands, who drives it, how many escorts take seats.

    ``captain`` and ``deputy`` (车长、副车长) go into its legs; a leg without them is barred from a plan (TR-19).
    """

    vehicle: Vehicle
    depot: PlaceId
    crew: tuple[CrewMember, ...]
    escorts: int = 0
    captain: str = ""
    deputy: str = ""


@frozen(kw_only=True)
class FeederRun(Record):
    """One coach on its way: its timetable, its leg, the empty run before it, and who rides in which seat."""

    coach: VehicleId
    timetable: Timetable
    leg: Leg
    empty: Leg | None
    rides: tuple[Ride, ...]


@frozen(kw_only=True)
class Collected(Record):
    """Everyone who was waiting: collected (or delivered) by some run, or left out with reasons.

    ``km`` are driven by all runs, empty ones too; ``bound_km`` is what no routes of these coaches to the same loads
    undercut, by seats and distances alone; ``least_coaches`` is how many coaches those collected fill at least.

    Raises:
        InvalidValue: somebody is lost, twice, or left out without a reason.
    """

    came_in: frozenset[WorkerId]
    runs: tuple[FeederRun, ...]
    left_out: Mapping[WorkerId, tuple[Reason, ...]] = field(factory=dict, hash=False)
    km: Decimal = Decimal(0)
    bound_km: Decimal = Decimal(0)
    least_coaches: int = 0

    def __attrs_post_init__(self) -> None:
        aboard = [ride.worker for run in self.runs for ride in run.rides]
        whole = {*aboard, *self.left_out}
        if whole != self.came_in or len(aboard) + len(self.left_out) != len(whole) or not all(self.left_out.values()):
            raise InvalidValue(
                Text(
                    "接送：登记 {came} 人，但上车 {aboard} + 未安排 {left}，有人丢失或重复",
                    "collecting: {came} were waiting, {aboard} ride, {left} are left out: somebody is lost or twice",
                ).format(came=len(self.came_in), aboard=len(aboard), left=len(self.left_out))
            )

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The legs of all runs, empty ones first."""
        return tuple(leg for run in self.runs for leg in (run.empty, run.leg) if leg is not None)

    def added_to(self, convoy: Convoy) -> Convoy:
        """The convoy with the legs of these runs: its people can be planned on them as on any leg.

        Raises:
            InvalidValue: the convoy has a leg of one of these ids.
        """
        return evolve(convoy, legs=(*convoy.legs, *self.legs))

    @property
    def gap(self) -> float:
        """By how much the kilometres may exceed the fewest, as a share of the bound; 0 is proved best."""
        return float((self.km - self.bound_km) / self.bound_km) if self.bound_km else 0.0


@frozen(kw_only=True)
class Collecting(Record):
    """The question: the coaches, the ways, the station, the train to be caught, and the law of the place.

    ``points`` says for some places how long a coach stands there and when it may leave; a place without one is left at
    once. Coaches set out between the two moments of ``depart_between``. The legs are called by ``prefix`` and coach.

    Raises:
        InvalidValue: two coaches of one id, or a driver of two of them.
    """

    coaches: tuple[FeederCoach, ...]
    station: PlaceId
    travel: TravelTimes = field(repr=False)
    book: RuleBook = field(repr=False)
    region: DivisionCode | None = None
    depart_between: tuple[datetime, datetime]
    arrive_by: datetime | None = None
    before_train: datetime | None = None
    points: tuple[Halt, ...] = ()
    prefix: str = "F"

    def __attrs_post_init__(self) -> None:
        ids = [coach.vehicle.id for coach in self.coaches]
        if len(set(ids)) < len(ids):
            raise InvalidValue(Text("车辆编号重复", "two coaches share an id"))
        drivers = [member.driver for coach in self.coaches for member in coach.crew]
        if len(set(drivers)) < len(drivers):
            raise InvalidValue(Text("同一驾驶员不能同时驾驶两辆车", "a driver is in the crew of one coach, once"))

    def seats(self, coach: FeederCoach) -> int:
        """The seats of a coach for those it collects (the parameter ``crew_counts`` says whether drivers take some)."""
        counts = "crew_counts" in self.book.parameters and bool(
            self.book.context(self.depart_between[0].date(), self.region).value("crew_counts")
        )
        return max(0, coach.vehicle.rated - coach.escorts - (len(coach.crew) if counts else 0))

    def halt(self, place: PlaceId) -> Halt:
        """The stop to be made at a place."""
        return next((point for point in self.points if point.place == place), Halt(place=place))

    def latest(self) -> datetime | None:
        """The latest arrival at the station; None where there is none."""
        moments = [] if self.arrive_by is None else [self.arrive_by]
        if self.before_train is not None:
            change = time_to_change(self.book, self.region, self.before_train)
            moments.append(self.before_train if change is None else later(self.before_train, -change))
        return min(moments, key=instant, default=None)

    @property
    def routing(self) -> TravelTimes:
        """The ways as routes are sought over them, from a depot over the places to the station."""
        return self.travel

    def ends(self, place: PlaceId) -> tuple[PlaceId, PlaceId]:
        """Where somebody who waits at a place boards and alights."""
        return place, self.station

    def timetable(self, coach: FeederCoach, places: Sequence[PlaceId]) -> Timetable | NoTimetable:
        """The timetable of a coach over some places to the station: as late as it may be, where there is a latest."""
        return timetable(
            [
                *(evolve(self.halt(place), alighting=False) for place in places),
                Halt(place=self.station, boarding=False),
            ],
            self.travel,
            crew=coach.crew,
            depart_between=self.depart_between,
            book=self.book,
            region=self.region,
            arrive_by=self.arrive_by,
            before_train=self.before_train,
            depot=coach.depot,
            leave_late=True,
        )


def collect(
    people: Sequence[Waiting], question: Collecting, *, seed: int = 0, iterations: int = 1000, bound_rounds: int = 100
) -> Collected:
    """Collect people and bring them to the station in time.

    The same seed and iterations give the same plan, in whatever order people are given.

    Args:
        people: who waits, and where; each once.
        question: coaches, ways, station, times and law.
        seed: of the search for routes.
        iterations: how long it searches, for each round.
        bound_rounds: how often the bound is raised at the most.

    Raises:
        InvalidValue: somebody waits twice.
        MissingExtra: PyVRP or OR-tools is not installed (extra ``plan``).
        UnknownName: a limit has no value in force.
    """
    ids = [person.worker for person in people]
    if len(set(ids)) < len(ids):
        raise InvalidValue(Text("有人重复等候", "somebody waits twice"))
    loads, left_out = _loads(people, question)
    left, coaches = dict(loads), list(question.coaches)
    refused: dict[str, Reason] = {}
    routes: list[CoachRoute] = []
    runs: list[FeederRun] = []
    while left and coaches:
        found = find_routes(_problem(question, coaches, left), seed=seed, iterations=iterations, bound_rounds=0)
        by_id = {coach.vehicle.id: coach for coach in coaches}
        made = [
            run
            for route in found.routes
            if (run := _run(question, by_id[route.coach], route, left, refused)) is not None
        ]
        if not made:
            break
        for route, run_made in made:
            routes.append(route)
            runs.append(run_made)
            coaches.remove(by_id[route.coach])
            for load in route.pickups:
                del left[load]
    for load, group in left.items():
        reason = refused.get(load) or _no_coach(question, group[0].place)
        left_out |= {person.worker: (reason,) for person in group}
    whole = _problem(question, question.coaches, {load: loads[load] for route in routes for load in route.pickups})
    proof = measured(whole, routes, bound_rounds=bound_rounds)
    return Collected(
        came_in=frozenset(ids),
        runs=tuple(sorted(runs, key=lambda run: run.coach)),
        left_out=left_out,
        km=proof.km,
        bound_km=proof.bound_km,
        least_coaches=proof.least_coaches,
    )


def _loads(
    people: Sequence[Waiting], question: Collecting
) -> tuple[dict[str, tuple[Waiting, ...]], dict[WorkerId, tuple[Reason, ...]]]:
    """The loads of each place by their ids, and those who cannot ride with whom they belong to."""
    groups, left_out = companies(people)
    most = max(map(question.seats, question.coaches), default=0)
    places: dict[PlaceId, list[tuple[Waiting, ...]]] = defaultdict(list)
    for group in groups:
        place = group[0].place
        if len(group) <= most and place != question.station:
            places[place].append(group)
        else:
            reason = _too_large(len(group), most) if place != question.station else _at_station(place)
            left_out |= {person.worker: (reason,) for person in group}
    return {
        f"{place}#{number}": load
        for place in sorted(places)
        for number, load in enumerate(parted(places[place], most), start=1)
    }, left_out


def _too_large(size: int, most: int) -> Reason:
    return Reason(
        code="collecting.group-too-large",
        text=Text(
            "同行 {size} 人，最大的车只有 {most} 座", "{size} go together; the largest coach has {most} seats"
        ).format(size=size, most=most),
    )


def _at_station(station: PlaceId) -> Reason:
    return Reason(
        code="collecting.at-station",
        about=(station,),
        text=Text("已在 {station}，无须接送", "waits at {station} already and need not be collected").format(
            station=station
        ),
    )


def _problem(
    question: Collecting, coaches: Sequence[FeederCoach], loads: Mapping[str, tuple[Waiting, ...]]
) -> RouteProblem:
    start = minute_of(question.depart_between[0], up=True)
    latest = question.latest()

    def pickup(load: str, group: Sequence[Waiting]) -> Pickup:
        halt = question.halt(group[0].place)
        opens = None if halt.not_before is None else minute_of(halt.not_before, up=True) - halt.dwell - start
        closes = None if halt.not_after is None else minute_of(halt.not_after) - halt.dwell - start
        return Pickup(
            id=load,
            place=halt.place,
            people=len(group),
            minutes=halt.dwell,
            opens=None if opens is None else max(0, opens),
            closes=None if closes is None else max(0, closes),
        )

    return RouteProblem(
        pickups=tuple(pickup(load, group) for load, group in loads.items()),
        coaches=tuple(
            RouteCoach(id=coach.vehicle.id, depot=coach.depot, seats=seats)
            for coach in sorted(coaches, key=lambda coach: coach.vehicle.id)
            if (seats := question.seats(coach)) > 0
        ),
        station=question.station,
        travel=question.routing,
        latest=None if latest is None else max(0, minute_of(latest) - start),
    )


def _run(
    question: Collecting,
    coach: FeederCoach,
    route: CoachRoute,
    loads: Mapping[str, tuple[Waiting, ...]],
    refused: dict[str, Reason],
) -> tuple[CoachRoute, FeederRun] | None:
    """The run of a route, without the loads for which there is no lawful timetable; None where none is left."""
    kept = list(route.pickups)
    while kept:
        places = list(dict.fromkeys(loads[load][0].place for load in kept))
        stops = [coach.depot, *places, question.station]
        if any(start != end and question.routing.find(start, end) is None for start, end in pairwise(stops)):
            kept = [
                load for load in kept if loads[load][0].place != places[0]
            ]  # once others are left out, no way leads on
            continue
        found = question.timetable(coach, places)
        if isinstance(found, Timetable):
            staff = {"captain": coach.captain, "deputy": coach.deputy}
            leg = found.leg(
                LegId(f"{question.prefix}-{coach.vehicle.id}"), coach.vehicle, escorts=coach.escorts, **staff
            )
            empty = found.empty_leg(LegId(f"{question.prefix}-{coach.vehicle.id}-E"), coach.vehicle, **staff)
            run = FeederRun(
                coach=coach.vehicle.id,
                timetable=found,
                leg=leg,
                empty=empty,
                rides=_rides(question, coach, leg, [person for load in kept for person in loads[load]]),
            )
            return evolve(route, pickups=tuple(kept)), run
        dearest = min(places, key=lambda place: (_minutes(question, coach, [p for p in places if p != place]), place))
        for load in [load for load in kept if loads[load][0].place == dearest]:
            refused[load] = found.reason
            kept.remove(load)
    return None


def _minutes(question: Collecting, coach: FeederCoach, places: Sequence[PlaceId]) -> int:
    """The minutes of driving over some places to the station."""
    stops = [coach.depot, *places, question.station]
    ways = [question.routing.find(start, end) for start, end in pairwise(stops)]
    return sum(way.minutes for way in ways if way is not None)


def _rides(question: Collecting, coach: FeederCoach, leg: Leg, people: Sequence[Waiting]) -> tuple[Ride, ...]:
    """A seat for each, those who ride together side by side."""
    labels = coach.vehicle.seat_labels()[coach.vehicle.rated - question.seats(coach) :]
    return tuple(
        Ride(worker=person.worker, leg=leg.id, board=board, alight=alight, seat=seat)
        for person, seat in zip(people, labels, strict=False)
        for board, alight in [question.ends(person.place)]
    )


def _no_coach(question: Collecting, place: PlaceId) -> Reason:
    start, end = question.ends(place)
    if question.travel.find(start, end) is None:
        return Reason(
            code="collecting.no-way",
            about=(place,),
            text=Text("没有从 {start} 到 {end} 的道路数据", "no way from {start} to {end} is known").format(
                start=start, end=end
            ),
        )
    return Reason(
        code="collecting.no-coach",
        about=(place,),
        text=Text(
            "没有客车能按时从 {start} 送到 {end}",
            "no coach that is left brings them from {start} to {end} in time",
        ).format(start=start, end=end),
    )

"""Routes of feeder coaches: which coach collects where, in which order, over the fewest kilometres.

The search is PyVRP's (extra ``plan``): coaches of several sizes and depots, all ending at one station, times at which a
place can be left. Beside the routes stands a bound: no routes are shorter (`laborcoop.transfer.route_bound`), so the
reader knows how much is left to gain at the most.

Wouda, Lan and Kool, PyVRP: a high-performance VRP solver package, INFORMS Journal on Computing 36 (2024).
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attrs import field, frozen
from attrs.validators import optional

from laborcoop.errors import InvalidValue, MissingExtra
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.ids import PlaceId, VehicleId, check_id
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.transfer.travel_times import TravelTimes

if TYPE_CHECKING:
    import pyvrp

_FORBIDDEN = 2**44
"""Metres for a way that does not exist: more than any prize."""

_METRES = 1000

_NO_TIME = Text("分钟数不能为负数", "minutes must not be negative")


@frozen(kw_only=True)
class Pickup(Record):
    """People to be collected at one place by one coach; times are minutes from a start that the caller knows.

    ``minutes`` is how long the coach stands; it begins to board between ``opens`` and ``closes`` (None: at any time).
    """

    id: str = field(validator=check_id)
    place: PlaceId = field(validator=check_id)
    people: int = field(validator=at_least(1, Text("至少要有一人", "one person or more must be collected")))
    minutes: int = field(default=0, validator=at_least(0, Text("停留时间不能为负数", "a dwell must not be negative")))
    opens: int | None = None
    closes: int | None = None


@frozen(kw_only=True)
class RouteCoach(Record):
    """A coach that can be sent: its depot, its seats for those it collects, and what its drivers may drive.

    ``most_minutes`` is how long its route may take, from the depot to the station; None: any time.
    """

    id: VehicleId = field(validator=check_id)
    depot: PlaceId = field(validator=check_id)
    seats: int = field(validator=at_least(1, Text("至少要有一个座位", "a coach must have a seat or more")))
    most_minutes: int | None = field(default=None, validator=optional(at_least(0, _NO_TIME)))


@frozen(kw_only=True)
class RouteProblem(Record):
    """What is to be collected, by which coaches, to which station, until which minute (None: at any time).

    Coaches set out by minute ``sets_out`` and reach the station from minute ``earliest`` on.

    Raises:
        InvalidValue: two of ``pickups`` or of ``coaches`` share an id.
    """

    pickups: tuple[Pickup, ...]
    coaches: tuple[RouteCoach, ...]
    station: PlaceId
    travel: TravelTimes = field(repr=False)
    latest: int | None = None
    earliest: int = field(default=0, validator=at_least(0, _NO_TIME))
    sets_out: int | None = field(default=None, validator=optional(at_least(0, _NO_TIME)))

    def __attrs_post_init__(self) -> None:
        for ids in ([pickup.id for pickup in self.pickups], [coach.id for coach in self.coaches]):
            if len(set(ids)) < len(ids):
                raise InvalidValue(Text("接人点或车辆编号重复", "two pickups or two coaches share an id"))

    def metres(self, start: PlaceId, end: PlaceId) -> int | None:
        """The metres from one place to another; None where there is no way."""
        if start == end:
            return 0
        way = self.travel.find(start, end)
        return None if way is None else int(way.km * _METRES)


@frozen(kw_only=True)
class CoachRoute(Record):
    """The pickups of one coach in order, and the kilometres from its depot to the station."""

    coach: VehicleId
    pickups: tuple[str, ...]
    km: Decimal


@frozen(kw_only=True)
class CoachRoutes(Record):
    """Routes, the pickups that none of them makes, and how far they may be from the best.

    No routes of these coaches to the same pickups are shorter than ``bound_km``, which is worked out from capacity
    alone: times are not in it. ``least_coaches`` is how many coaches the people fill at the least.
    """

    routes: tuple[CoachRoute, ...]
    left: tuple[str, ...]
    bound_km: Decimal
    least_coaches: int

    @property
    def km(self) -> Decimal:
        """The kilometres of all routes."""
        return sum((route.km for route in self.routes), Decimal(0))

    @property
    def gap(self) -> float:
        """By how much the routes may exceed the best, as a share of the bound; 0 is proved best."""
        return float((self.km - self.bound_km) / self.bound_km) if self.bound_km else 0.0


def check_search(function: str, **numbers: object) -> None:
    """Refuse what is no whole number from 0 on: a seed, or how long a search goes on.

    Raises:
        InvalidValue: one of the numbers is none, or is negative.
    """
    check_arguments(function, ((name, number, int) for name, number in numbers.items()))
    below = [name for name, number in numbers.items() if isinstance(number, int) and number < 0]
    if below:
        raise InvalidValue(
            Text(
                "{function} 的参数不能为负数：{names}", "arguments of {function} must not be negative: {names}"
            ).format(function=function, names=tuple(below))
        )


def find_routes(
    problem: RouteProblem, *, seed: int = 0, iterations: int = 2000, bound_rounds: int = 100
) -> CoachRoutes:
    """Routes that collect as many people as they can, over few kilometres.

    The same seed and iterations give the same routes, whatever the machine.

    Args:
        problem: the pickups, coaches and times.
        seed: of the search.
        iterations: how long it searches.
        bound_rounds: how often the bound is raised at the most.

    Raises:
        InvalidValue: ``problem`` is not a problem; or ``seed``, ``iterations`` or ``bound_rounds`` is no whole number,
            or is negative.
        MissingExtra: PyVRP or OR-tools is not installed (extra ``plan``).
    """
    check_search("find_routes", seed=seed, iterations=iterations, bound_rounds=bound_rounds)
    check_arguments("find_routes", (("problem", problem, RouteProblem),))
    in_time = problem.latest is None or problem.earliest <= problem.latest
    reachable = [pickup for pickup in problem.pickups if in_time and _reachable(problem, pickup)]
    found: list[CoachRoute] = []
    if reachable and problem.coaches:
        fits = sum(pickup.people for pickup in reachable) <= sum(coach.seats for coach in problem.coaches)
        routes = _solved(problem, reachable, seed, iterations, everyone=True) if fits else None
        if routes is None:
            routes = _solved(problem, reachable, seed, iterations, everyone=False) or []
        found = routes
    return measured(problem, found, bound_rounds=bound_rounds)


def measured(problem: RouteProblem, routes: Sequence[CoachRoute], *, bound_rounds: int = 100) -> CoachRoutes:
    """Some routes with their bound, however they were found; with no rounds there is none, and the bound is 0.

    Raises:
        MissingExtra: OR-tools is not installed (extra ``plan``).
    """
    from laborcoop.transfer.route_bound import bound_metres, coaches_needed

    coaches = {coach.id: coach for coach in problem.coaches}
    pickups = {pickup.id: pickup for pickup in problem.pickups}
    driven = [_route(problem, coaches[route.coach], [pickups[each] for each in route.pickups]) for route in routes]
    served = {pickup for route in routes for pickup in route.pickups}
    collected = [pickup for pickup in problem.pickups if pickup.id in served]
    numbers = {pickup.id: i for i, pickup in enumerate(collected)}
    known = [(coaches[route.coach].depot, [numbers[pickup] for pickup in route.pickups]) for route in driven]
    upper = sum((route.km for route in driven), Decimal(0))
    bound = bound_metres(problem, collected, known, rounds=bound_rounds) if bound_rounds else 0
    return CoachRoutes(
        routes=tuple(driven),
        left=tuple(pickup.id for pickup in problem.pickups if pickup.id not in served),
        bound_km=min(upper, Decimal(bound) / _METRES),
        least_coaches=coaches_needed(
            [pickup.people for pickup in collected], [coach.seats for coach in problem.coaches]
        ),
    )


def _reachable(problem: RouteProblem, pickup: Pickup) -> bool:
    """Whether it can be boarded at all, some coach has the seats, and some way leads there and some on from there."""
    others = [other.place for other in problem.pickups if other.place != pickup.place]
    before, after = [*(coach.depot for coach in problem.coaches), *others], [problem.station, *others]
    return (
        (pickup.closes is None or (pickup.opens or 0) <= pickup.closes)
        and any(coach.seats >= pickup.people for coach in problem.coaches)
        and any(problem.metres(start, pickup.place) is not None for start in before)
        and any(problem.metres(pickup.place, end) is not None for end in after)
    )


def _solved(
    problem: RouteProblem, pickups: Sequence[Pickup], seed: int, iterations: int, *, everyone: bool
) -> list[CoachRoute] | None:
    """PyVRP's routes; None where it finds none that are lawful in time and seats and drive on ways that there are."""
    pyvrp = _pyvrp()
    # Where people may be left behind, one more of them is worth more than all the driving that a plan can hold, and a
    # seat too many, or a minute too late, costs more than leaving the largest pickup behind.
    prize = 0 if everyone else (len(pickups) + len(problem.coaches)) * _longest(problem, pickups) + 1
    model, kinds = _model(pyvrp, problem, pickups, prize)
    params = pyvrp.SolveParams()
    if prize:
        dearest = float(prize * max(pickup.people for pickup in pickups) + 1)
        params = pyvrp.SolveParams(penalty=pyvrp.PenaltyParams(min_penalty=dearest, max_penalty=2 * dearest))
    with warnings.catch_warnings():
        # That it finds no routes for everyone is an answer here, and no cause for a warning.
        warnings.simplefilter("ignore", pyvrp.exceptions.PenaltyBoundWarning)
        warnings.simplefilter("ignore", pyvrp.exceptions.ScalingWarning)
        result = model.solve(
            pyvrp.stop.MaxIterations(iterations),
            seed=seed,
            collect_stats=False,
            display=False,
            params=params,
            missing_value=_FORBIDDEN,
        )
    if not result.is_feasible() or result.best.distance() >= _FORBIDDEN:
        return None
    free = {kind: list(coaches) for kind, coaches in enumerate(kinds)}
    routes = [
        _route(problem, free[route.vehicle_type()].pop(0), [pickups[i] for i in _clients(route)])
        for route in result.best.routes()
    ]
    return sorted(routes, key=lambda route: route.coach)


def _pyvrp() -> Any:  # noqa: ANN401 - a package without types
    try:
        import pyvrp
        import pyvrp.exceptions
        import pyvrp.stop
    except ImportError:
        raise MissingExtra("pyvrp", "plan") from None
    return pyvrp


def _clients(route: Any) -> list[int]:  # noqa: ANN401 - a package without types
    return [activity.idx for activity in route if activity.is_client()]


def _route(problem: RouteProblem, coach: RouteCoach, pickups: Sequence[Pickup]) -> CoachRoute:
    places = [coach.depot, *(pickup.place for pickup in pickups), problem.station]
    metres = [problem.metres(start, end) or 0 for start, end in pairwise(places)]
    return CoachRoute(coach=coach.id, pickups=tuple(pickup.id for pickup in pickups), km=Decimal(sum(metres)) / _METRES)


def _model(
    pyvrp: Any,  # noqa: ANN401 - a package without types
    problem: RouteProblem,
    pickups: Sequence[Pickup],
    prize: int,
) -> tuple[pyvrp.Model, list[list[RouteCoach]]]:
    """The problem as PyVRP takes it, and the coaches of each kind."""
    model = pyvrp.Model()
    depots = sorted({coach.depot for coach in problem.coaches})
    places = list(dict.fromkeys([problem.station, *depots, *(pickup.place for pickup in pickups)]))
    at = {place: model.add_location(0, 0, name=place) for place in places}
    no_later = {} if problem.latest is None else {"tw_late": problem.latest}
    station = model.add_depot(at[problem.station], tw_early=problem.earliest, **no_later)
    homes = {depot: model.add_depot(at[depot]) for depot in depots}
    kinds: dict[tuple[PlaceId, int, int | None], list[RouteCoach]] = {}
    for coach in problem.coaches:
        kinds.setdefault((coach.depot, coach.seats, coach.most_minutes), []).append(coach)
    for (depot, seats, minutes), coaches in kinds.items():
        most = {"shift_duration": minutes, "start_late": problem.sets_out}
        model.add_vehicle_type(
            len(coaches),
            seats,
            start_depot=homes[depot],
            end_depot=station,
            **{name: limit for name, limit in most.items() if limit is not None},
        )
    for start in places:
        for end in places:
            metres = problem.metres(start, end)
            if start != end and metres is not None:
                way = problem.travel.between(start, end)
                model.add_edge(at[start], at[end], distance=metres, duration=way.minutes)
    for pickup in pickups:
        window = _window(pickup)
        model.add_client(
            at[pickup.place],
            pickup.people,
            service_duration=pickup.minutes,
            required=not prize,
            prize=prize * pickup.people,
            **window,
        )
    return model, list(kinds.values())


def _longest(problem: RouteProblem, pickups: Sequence[Pickup]) -> int:
    """The metres of the longest way between two places of the problem."""
    places = {problem.station, *(coach.depot for coach in problem.coaches), *(pickup.place for pickup in pickups)}
    return max(problem.metres(start, end) or 1 for start in places for end in places)


def _window(pickup: Pickup) -> Mapping[str, int]:
    window = {"tw_early": pickup.opens, "tw_late": pickup.closes}
    return {name: minute for name, minute in window.items() if minute is not None}

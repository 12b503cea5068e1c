"""Feeder coaches: people are collected at villages and resettlement sites and reach the station in time.

PyVRP finds routes that know what is known of the law beforehand: when coaches set out and arrive, how long a crew may
drive within a day, when mountain roads are open. Each route is given its timetable; one that has none is parted, and
routes are sought again with a shorter limit for such coaches. From all lawful rows of places found, `choose` takes
those that carry most people. Where somebody is left, rows are lengthened towards them, until nothing helps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import cast

from attrs import evolve

from laborcoop.errors import InvalidValue
from laborcoop.journey import Reason
from laborcoop.kernel.ids import LegId, PartyId, PlaceId, WorkerId
from laborcoop.kernel.kinds import check_arguments, check_items
from laborcoop.kernel.text import Text
from laborcoop.transfer.coach_routes import (
    CoachRoute,
    CoachRoutes,
    Pickup,
    RouteCoach,
    RouteProblem,
    check_search,
    find_routes,
    measured,
)
from laborcoop.transfer.collected import Collected, FeederRun
from laborcoop.transfer.collecting import Collecting, FeederCoach
from laborcoop.transfer.feeder_choice import Choice, Company, choose
from laborcoop.transfer.feeder_refusals import at_station, too_large, why_left
from laborcoop.transfer.feeder_rows import STATES, Row, Rows, kinds_of, nights_aboard
from laborcoop.transfer.leg import Leg
from laborcoop.transfer.loads import Waiting, companies, parted
from laborcoop.transfer.minders import Rider
from laborcoop.transfer.seat_plan import give_seats
from laborcoop.transfer.timetables import MOST_STATES, Timetable
from laborcoop.transfer.ways_joined import joined

_ROUNDS = 3
"""So often routes are sought at the most, each time with shorter limits where the law asked for them."""
_TRIES = 200
"""So many timetables are made at the most, each time that rows are lengthened towards those who are left."""
_TRIES_BY_NIGHT = 30
"""So many of those that take more than a day: to find one, very many ways to rest are gone through."""
_ORDERS = 3
"""So many places in a row, the shortest first, are tried for one more stop."""
_QUARTER = 4
_MOST_LOADS = 200
_METRES = 1000


def collect(
    people: Sequence[Waiting], question: Collecting, *, seed: int = 0, iterations: int = 1000, bound_rounds: int = 100
) -> Collected:
    """Collect people and bring them to the station in time.

    The same seed and iterations give the same plan, in whatever order people are given. Ways that the table lacks, and
    those that are too long to be driven without a rest, are driven over others that it has
    (`laborcoop.transfer.joined`).

    Args:
        people: who waits, and where; each once.
        question: coaches, ways, station, times and law.
        seed: of the search for routes.
        iterations: how long it searches, for each round.
        bound_rounds: how often the bound is raised at the most.

    Raises:
        InvalidValue: ``people`` name somebody twice; an argument is of another kind; or a number is no whole one, or
            negative.
        MissingExtra: PyVRP or OR-tools is not installed (extra ``plan``).
        UnknownName: a limit has no value in force.
    """
    check_search("collect", seed=seed, iterations=iterations, bound_rounds=bound_rounds)
    check_arguments("collect", (("question", question, Collecting),))
    people = check_items("collect", "people", people, Waiting)
    ids = [person.worker for person in people]
    if len(set(ids)) < len(ids):
        raise InvalidValue(Text("有人重复等候", "somebody waits twice"))
    waiting, left_out = _by_place(people, question)
    places = [question.station, *waiting, *(coach.depot for coach in question.coaches)]
    question = evolve(question, travel=joined(question.travel, places, longest=question.longest_drive()))
    rows = Rows(question, kinds_of(question))
    chosen = _search(rows, waiting, seed, iterations)
    runs = _runs(rows, chosen)
    for place, left in chosen.left(waiting).items():
        reasons = why_left(rows, chosen, place)
        left_out |= {person.worker: reasons for company in left for person in company}
    proof = _measured(rows, chosen, bound_rounds)
    return Collected(
        came_in=frozenset(ids),
        runs=tuple(sorted(runs, key=lambda run: run.coach)),
        left_out=left_out,
        km=proof.km,
        bound_km=proof.bound_km,
        least_coaches=proof.least_coaches,
    )


def _by_place(
    people: Sequence[Waiting], question: Collecting
) -> tuple[dict[PlaceId, list[Company]], dict[WorkerId, tuple[Reason, ...]]]:
    """Those who ride together, by their place; and those who cannot ride with whom they belong to."""
    groups, left_out = companies(people)
    most = max(map(question.seats, question.coaches), default=0)
    places: dict[PlaceId, list[Company]] = defaultdict(list)
    for group in groups:
        place = group[0].place
        if place != question.station and (len(group) <= most or not most):
            places[place].append(group)
        else:
            reason = at_station(place) if place == question.station else too_large(len(group), most)
            left_out |= {person.worker: (reason,) for person in group}
    return dict(sorted(places.items())), left_out


def _search(rows: Rows, waiting: Mapping[PlaceId, Sequence[Company]], seed: int, iterations: int) -> Choice:
    """The best choice among the rows that routes and their lengthening bring."""
    if not rows.kinds or not waiting:
        return Choice()
    chosen, rounds = Choice(), 0
    limits: list[int | None] = []
    shorter = _first_limits(rows)
    while rounds < _ROUNDS and shorter != limits and chosen.left(waiting):
        rounds, limits = rounds + 1, shorter
        shorter = _sought(rows, waiting, limits, seed, iterations)
        chosen = choose(rows.lawful, rows.kinds, waiting, chosen, short=False)
    latest = [rows.question.reaches()[1]] * len(rows.kinds)
    for limits, tries in ((_first_limits(rows), _TRIES), (latest, _TRIES_BY_NIGHT)):
        while _lengthened(rows, chosen, waiting, limits, tries):
            before, chosen = chosen, choose(rows.lawful, rows.kinds, waiting, chosen, short=False)
            if chosen.people == before.people:
                break
    return choose(rows.lawful, rows.kinds, waiting, chosen)


def _first_limits(rows: Rows) -> list[int | None]:
    """How many minutes a route of each kind may take: what its crew may drive within a day, and the stands between."""
    stands = sum(sorted(point.dwell for point in rows.question.points)[-_QUARTER:])
    driving = [rows.question.drives_for(kind.coaches[0]) for kind in rows.kinds]
    return [None if minutes is None else minutes + stands for minutes in driving]


def _sought(
    rows: Rows,
    waiting: Mapping[PlaceId, Sequence[Company]],
    limits: Sequence[int | None],
    seed: int,
    iterations: int,
) -> list[int | None]:
    """Ask for the rows of new routes, and for parts of the unlawful ones; the limits that would rule these out."""
    loads = _loads(rows, waiting)
    found = find_routes(_problem(rows, loads, limits), seed=seed, iterations=iterations, bound_rounds=0)
    of_coach = {coach.vehicle.id: number for number, kind in enumerate(rows.kinds) for coach in kind.coaches}
    shorter = list(limits)
    for route in found.routes:
        kind = of_coach[route.coach]
        places = tuple(dict.fromkeys(loads[load][0] for load in route.pickups))
        if rows.find(kind, places) is not None:
            continue
        rows.part(kind, places)
        driving, _ = rows.length(kind, places) or (0, 0)
        minutes = driving + sum(rows.question.halt(place).dwell for place in places) - 1
        known = shorter[kind]
        shorter[kind] = max(0, minutes if known is None else min(known, minutes))
    return shorter


def _loads(rows: Rows, waiting: Mapping[PlaceId, Sequence[Company]]) -> dict[str, tuple[PlaceId, int]]:
    """The people of each place in loads of at most a quarter of the largest coach, unless these were very many."""
    people = sum(len(company) for groups in waiting.values() for company in groups)
    most = max(kind.seats for kind in rows.kinds)
    seats = min(most, max(-(-most // _QUARTER), -(-people // _MOST_LOADS)))
    loads: dict[str, tuple[PlaceId, int]] = {}
    for place, groups in waiting.items():
        small = max(seats, *map(len, groups))
        for number, load in enumerate(parted(groups, small), start=1):
            loads[f"{place}#{number}"] = place, len(load)
    return loads


def _problem(
    rows: Rows, loads: Mapping[str, tuple[PlaceId, int]], limits: Sequence[int | None] | None = None
) -> RouteProblem:
    """Some loads as a question to the search for routes; without limits as it is for the bound."""
    question = rows.question
    earliest, latest = question.reaches()

    def pickup(load: str, place: PlaceId, people: int) -> Pickup:
        opens, closes = question.boards(place)
        minutes = question.halt(place).dwell
        return Pickup(id=load, place=place, people=people, minutes=minutes, opens=opens, closes=closes)

    return RouteProblem(
        pickups=tuple(pickup(load, place, people) for load, (place, people) in loads.items()),
        coaches=tuple(
            RouteCoach(
                id=coach.vehicle.id,
                depot=kind.depot,
                seats=kind.seats,
                most_minutes=None if limits is None else limits[number],
            )
            for number, kind in enumerate(rows.kinds)
            for coach in kind.coaches
        ),
        station=question.station,
        travel=question.routing,
        latest=latest,
        earliest=earliest,
        sets_out=question.sets_out(),
    )


def _lengthened(
    rows: Rows, chosen: Choice, waiting: Mapping[PlaceId, Sequence[Company]], limits: Sequence[int | None], most: int
) -> bool:
    """Ask for longer rows and for other coaches over them; whether one is new and lawful.

    Those that call where somebody is left come first, then those that free a seat or a coach for them by carrying
    others; of each the shortest.
    Rows that take longer than the limits are left for later.
    """
    tries: set[tuple[bool, int, int, tuple[PlaceId, ...]]] = set()
    left = chosen.left(waiting)
    for place in waiting if left else ():
        for kind, row in _longer(rows, chosen, place):
            length, limit = rows.length(kind, row), limits[kind]
            if rows.is_new(kind, row) and length is not None and (limit is None or length[0] <= limit):
                tries.add((left.keys().isdisjoint(row), length[1], kind, row))
    found = [rows.find(kind, row) for _, _, kind, row in sorted(tries)[:most]]
    return any(row is not None for row in found)


def _longer(rows: Rows, chosen: Choice, place: PlaceId) -> Iterator[tuple[int, tuple[PlaceId, ...]]]:
    """A place alone; then with it the rows that are driven, as they are and without one of their places.

    Alone it is asked of each kind of coach: one that could come for who is left is free once another drives its row.
    """
    yield from ((kind, (place,)) for kind in range(len(rows.kinds)))
    for row, _ in chosen.driven:
        fewer = [(*row.places[:i], *row.places[i + 1 :]) for i in range(len(row.places))]
        for places in (row.places, *fewer):
            if places:
                yield row.kind, places
            yield from ((row.kind, longer) for longer in islice(rows.with_place(row.kind, places, place), _ORDERS))


def _runs(rows: Rows, chosen: Choice) -> list[FeederRun]:
    """A coach for each row that is driven, and its run."""
    free = {number: list(kind.coaches) for number, kind in enumerate(rows.kinds)}
    return [
        _run(
            rows.question,
            free[row.kind].pop(0),
            row,
            [person for place in row.places for company in riders for person in company if person.place == place],
        )
        for row, riders in chosen.driven
    ]


def _run(question: Collecting, coach: FeederCoach, row: Row, people: Sequence[Waiting]) -> FeederRun:
    """The run of a coach over a row: as late as it may be, unless only an earlier one spares people a night.

    That there is one is known of another coach of its kind.
    """
    states = STATES if row.nights else MOST_STATES
    found = cast("Timetable", question.timetable(coach, row.places, most_states=states))
    if nights_aboard(found) > row.nights:
        found = cast("Timetable", question.timetable(coach, row.places, leave_late=False, most_states=states))
    staff = {"captain": coach.captain, "deputy": coach.deputy}
    crew = question.crew_seats(coach)
    # Whoever of the crew drives nothing of this run rides along all the same, and has a seat as an escort has.
    driving = {stop.driver for stop in found.stops[:-1]} if crew > coach.escorts else set()
    escorts = crew - len(driving)
    leg = found.leg(LegId(f"{question.prefix}-{coach.vehicle.id}"), coach.vehicle, escorts=escorts, **staff)
    return FeederRun(
        coach=coach.vehicle.id,
        timetable=found,
        leg=leg,
        empty=found.empty_leg(LegId(f"{question.prefix}-{coach.vehicle.id}-E"), coach.vehicle, **staff),
        rides=tuple(
            give_seats(
                leg,
                _riders(question, leg, people),
                crew=crew,
                rear=coach.vehicle.rated - crew - question.seats(coach),
            )
        ),
    )


def _riders(question: Collecting, leg: Leg, people: Sequence[Waiting]) -> Iterator[Rider]:
    """The riders of a run: those of a household sit side by side, and so do a minor and the adult without one."""
    households = {person.worker: person.household for person in people}
    for person in people:
        board, alight = map(leg.position, question.ends(person.place))
        head = person.adult or person.worker
        party = person.household or households.get(head) or PartyId(head)
        yield Rider(worker=person.worker, board=board, alight=alight, party=party, adult=person.adult)


def _measured(rows: Rows, chosen: Choice, bound_rounds: int) -> CoachRoutes:
    """The rows that are driven as routes, with their bound: each coach's people of a place are one load."""
    free = {number: list(kind.coaches) for number, kind in enumerate(rows.kinds)}
    loads: dict[str, tuple[PlaceId, int]] = {}
    routes = []
    for row, riders in chosen.driven:
        coach = free[row.kind].pop(0).vehicle.id
        pickups = {f"{place}#{coach}": place for place in row.places}
        for load, place in pickups.items():
            loads[load] = place, sum(len(company) for company in riders if company[0].place == place)
        routes.append(CoachRoute(coach=coach, pickups=tuple(pickups), km=Decimal(row.metres) / _METRES))
    return measured(_problem(rows, loads), routes, bound_rounds=bound_rounds)

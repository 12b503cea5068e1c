"""Beds for those who wait in a town, as far as local coaches can carry them to the houses and on.

Several houses share a coach, so that the best beds may be such as nobody is brought to. Beds are sought first as if
each house had its coaches alone. Where these cannot carry all who then have a bed, their seats are shared out
(`shared_coaches`) and beds are sought again: for each in the house that one is carried to, for the others what is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from attrs import evolve, frozen

from laborcoop.kernel.ids import LegId, LodgingId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.planning.adults import child_age, of_age
from laborcoop.planning.bed_rules import bed_needs, room_limits, unfit_rooms
from laborcoop.planning.shared_coaches import Shared, share_coaches
from laborcoop.planning.travel import TravelCase
from laborcoop.planning.waits import Option, Wait
from laborcoop.retention.beds import Bed, Bedded, BedNeed, BedRequest, find_beds
from laborcoop.transfer.route import Route
from laborcoop.transfer.seats import Seats


@frozen(kw_only=True)
class BedsSought:
    """Who seeks a bed in a town, and what is to be had.

    Attributes:
        travel: the case laid out, with what people had.
        waits: those who seek one.
        options: the lodgings that suit each of them, and each who keeps a bed.
        taken: the beds that those who seek one cannot have, and when.
        held: where those sleep who keep their beds.
        free: the seats on every section.
    """

    travel: TravelCase
    waits: Sequence[Wait]
    options: Mapping[WorkerId, Sequence[Option]]
    taken: Mapping[Bed, Sequence[Period]]
    held: Mapping[WorkerId, Option]
    free: Seats

    def shared(self, seeking: Mapping[WorkerId, Sequence[Option]]) -> Shared:
        """The seats shared out to some people with the lodgings that each may go to."""
        return share_coaches(self.travel, seeking, self.held, self.taken, self.free)

    def beds(self, houses: Mapping[WorkerId, LodgingId] | None = None) -> Bedded:
        """Beds; where ``houses`` says who is carried where, for these first, and for the others what is left."""
        case, needs = self.travel.case, bed_needs(self.travel.case)
        requests = [
            _bed_request(
                self.travel,
                wait,
                _to_house(self.options[wait.worker], None if houses is None else houses.get(wait.worker)),
                needs.get(wait.worker, BedNeed(worker=wait.worker)),
                _turn(self.travel, wait.worker, houses),
            )
            for wait in self.waits
        ]
        reached = frozenset().union(*(request.lodgings for request in requests))
        return find_beds(
            requests,
            [lodging for lodging in case.lodgings if lodging.id in reached],
            _coach_limits(self.options, self.free, self.held),
            taken=self.taken,
            holds=room_limits(case, {night for request in requests for night in request.period.days()}),
            unfit=unfit_rooms(case),
        )


def beds_by_coach(sought: BedsSought) -> tuple[Bedded, Mapping[WorkerId, tuple[Route, ...]]]:
    """Beds, and the ways of those who keep theirs and stay on the coaches that they had."""
    seeking = {wait.worker: sought.options[wait.worker] for wait in sought.waits}
    beds = sought.beds()
    if not any(seeking.values()) and not sought.held:
        return beds, {}
    brought = sought.shared(_in_houses(seeking, {worker: stays[0].lodging for worker, stays in beds.stays.items()}))
    if len(brought.houses) < len(beds.stays):
        carried, shared = _count(sought.travel, brought.houses), sought.shared(seeking)
        if _count(sought.travel, shared.houses) > carried:
            others = sought.beds(shared.houses)
            # The program that shares out seats rounds: not everybody has a bed where it sends them.
            if _count(sought.travel, others.stays) > carried:
                return _bounded(others, beds), shared.riding
    return beds, brought.riding


def _bounded(others: Bedded, beds: Bedded) -> Bedded:
    """What was found where each had one house, with the bound of the search in which every house was open."""
    missing = _people(beds) - _people(others)
    if others.proof is None or missing <= 0:
        return others
    first, *rest = others.proof.goals
    goals = (evolve(first, bound=first.bound + missing), *rest)
    return evolve(others, proof=evolve(others.proof, status="feasible", goals=goals, gap=others.proof.gap + missing))


def _people(found: Bedded) -> int:
    """How many people can have a bed at the most, as is proved."""
    return sum(goal.bound for goal in (found.proof.goals if found.proof else ()) if goal.kind == "people")


def _in_houses(
    seeking: Mapping[WorkerId, Sequence[Option]], houses: Mapping[WorkerId, LodgingId]
) -> dict[WorkerId, Sequence[Option]]:
    """The house of each alone: one object for all who had the same to choose from, by which a party is known as one."""
    alone: dict[tuple[int, LodgingId], Sequence[Option]] = {}
    for worker, house in houses.items():
        alone.setdefault((id(seeking[worker]), house), (in_house(seeking[worker], house),))
    return {worker: alone[id(seeking[worker]), house] for worker, house in houses.items()}


def in_house(options: Iterable[Option], house: LodgingId) -> Option:
    """The option of a house."""
    return next(option for option in options if option.lodging == house)


def _to_house(options: Sequence[Option], house: LodgingId | None) -> Sequence[Option]:
    return options if house is None else (in_house(options, house),)


def _turn(travel: TravelCase, worker: WorkerId, houses: Mapping[WorkerId, LodgingId] | None) -> int:
    turn = travel.waits_turn(worker)
    return turn if houses is None else 2 * turn + (worker not in houses)


def _count(travel: TravelCase, workers: Collection[WorkerId]) -> tuple[int, int]:
    """How many they are: of those who have a place already, and of all."""
    return sum(not travel.waits_turn(worker) for worker in workers), len(workers)


def _bed_request(travel: TravelCase, wait: Wait, options: Sequence[Option], need: BedNeed, turn: int) -> BedRequest:
    """A request for a bed; one who could only go straight to the gate, and got no seat, has no lodging to ask for."""
    since = wait.layover.since.date()
    period = options[0].period if options else Period(since, since + timedelta(days=1))
    reached = frozenset(option.lodging for option in options)
    age = travel.workers[wait.worker].age(period.start)
    child, grown = travel.once(_ages, period.start)
    had = [stay for stay in travel.so_far.stays.get(wait.worker, ()) if stay.lodging in reached]
    return BedRequest(
        worker=wait.worker,
        sex=travel.workers[wait.worker].sex,
        period=period,
        lodgings=reached,
        party=travel.party_of(wait.worker),
        along=not travel.registrations[wait.worker].works,
        child=age < child,
        adult=age >= grown,
        beside=travel.beside(wait.worker),
        kept=next((stay for stay in had if stay.period.overlaps(period)), had[0] if had else None),
        turn=turn,
        lower_bed=need.lower_bed,
        low_floor=need.low_floor,
        minutes={option.lodging: option.minutes for option in options},
    )


def _ages(travel: TravelCase, night: date) -> tuple[int, int]:
    """The ages, in a night, from which on nobody is a child and everybody an adult."""
    return child_age(travel.case, night), of_age(travel.case, night)


def _coach_limits(
    options: Mapping[WorkerId, Sequence[Option]], free: Seats, held: Mapping[WorkerId, Option]
) -> dict[tuple[LodgingId, Period], int]:
    """How many people the local coaches can bring to a lodging, and on from it, beside those who keep their beds.

    Whoever needs none to it, or none on from it, as who goes on to another town, takes no seat from others.
    """
    room = cache(lambda leg, board, alight: min(free.free((leg, section)) for section in range(board, alight)))
    legs: dict[tuple[LodgingId, Period, bool], dict[LegId, int]] = {}
    by_none: Counter[tuple[LodgingId, Period, bool]] = Counter()
    people = Counter(map(id, options.values()))
    for found in {id(one): one for one in options.values()}.values():  # all who wait alike have the same options
        for option in found:
            for on, routes in ((False, option.there), (True, option.onward)):
                asked = option.lodging, option.period, on
                if not routes:
                    by_none[asked] += people[id(found)]
                    continue
                seats = legs.setdefault(asked, {})
                for route in routes:
                    hop = route.hops[0]
                    seats[hop.leg.id] = max(seats.get(hop.leg.id, 0), room(hop.leg.id, hop.board, hop.alight))
    limits: dict[tuple[LodgingId, Period], int] = {}
    for (lodging, period, on), by_leg in legs.items():
        most = sum(by_leg.values()) + by_none[lodging, period, on]
        limits[lodging, period] = min(most, limits.get((lodging, period), most))
    brought = Counter((option.lodging, option.period) for option in held.values())
    return {at: max(0, most - brought[at]) for at, most in limits.items()}

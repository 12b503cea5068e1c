"""One town: a bed for every night of a wait there, with seats on the local coaches to it and on from it.

A bed counts only with those seats (`beds_by_coach`). Who gets none all the same is lodged once more, in what is still
free.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, partial
from operator import attrgetter
from typing import TypeVar

from attrs import evolve, field, frozen

from laborcoop.journey import Proof, Reason, Stage
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.planning.beds_by_coach import BedsSought, beds_by_coach, in_house
from laborcoop.planning.travel import TravelCase
from laborcoop.planning.waits import Option, Wait, lodging_options, same_day
from laborcoop.retention import Stay
from laborcoop.retention.beds import Bed, Bedded
from laborcoop.transfer.route import Route
from laborcoop.transfer.seats import Seats, choose_routes

_Given = TypeVar("_Given")
_Stays = Mapping[WorkerId, tuple[Stay, ...]]


@frozen(kw_only=True)
class Town:
    """Who sleeps where in a town, by which local coaches people cross it, and who has no bed or no seat and why.

    Who has a bed and no seat is in ``stays`` and in ``no_seat``. ``free`` are the seats that are left.
    """

    stays: Mapping[WorkerId, tuple[Stay, ...]] = field(factory=dict)
    ways: Mapping[WorkerId, tuple[Route, ...]] = field(factory=dict)
    no_bed: Mapping[WorkerId, tuple[Reason, ...]] = field(factory=dict)
    no_seat: Mapping[WorkerId, tuple[Reason, ...]] = field(factory=dict)
    bed_proof: Proof | None = None
    seat_proofs: tuple[Proof, ...] = ()
    free: Seats

    @property
    def behind(self) -> frozenset[WorkerId]:
        """Those who do not get on from the town."""
        return frozenset((*self.no_bed, *self.no_seat))

    def then(self, later: Town) -> Town:
        """The town once some of those behind have been lodged again, on what was free."""
        again = later.behind | later.stays.keys()

        def joined(one: Mapping[WorkerId, _Given], two: Mapping[WorkerId, _Given]) -> dict[WorkerId, _Given]:
            return {**{worker: given for worker, given in one.items() if worker not in again}, **two}

        return Town(
            stays=joined(self.stays, later.stays),
            ways=joined(self.ways, later.ways),
            no_bed=joined(self.no_bed, later.no_bed),
            no_seat=joined(self.no_seat, later.no_seat),
            bed_proof=self._proved_with(later),
            seat_proofs=(*self.seat_proofs, *later.seat_proofs),
            free=later.free,
        )

    def _proved_with(self, later: Town) -> Proof | None:
        """How many have a bed in the end, and how many could by the first search, for which all was free."""
        first = self.bed_proof
        if first is None or later.bed_proof is None:
            return first or later.bed_proof
        goals = [goal for goal in first.goals if goal.kind == "people"]
        lost = self.behind & self.stays.keys() - later.stays.keys()
        lodged = sum(goal.value for goal in goals) - len(lost) + len(later.stays.keys() - self.stays.keys())
        most = sum(goal.bound for goal in goals)
        return Proof(
            status="feasible" if lodged < most else "proved",
            goals=tuple(evolve(goal, value=lodged, bound=most) for goal in goals[:1]),
            gap=most - lodged,
            faults=(*first.faults, *later.bed_proof.faults),
        )


def across_town(travel: TravelCase, waits: Sequence[Wait], free: Seats) -> Town:
    """Take people across a town: those who go on the same day first, then those who sleep there.

    Args:
        travel: the case laid out.
        waits: who waits there, except those who go straight to a gate.
        free: the seats on every section.
    """
    cross = cache(partial(same_day, travel))
    across = [(wait, cross(wait.layover)) for wait in waits if not wait.layover.is_over]
    by_coach = [
        travel.request(wait.worker, routes)
        for wait, routes in across
        if routes is not None and wait.layover.start != wait.layover.end
    ]
    same = Town(free=free)
    if by_coach:
        seated = choose_routes(by_coach, free, Stage.GATE)
        same = Town(
            ways={worker: (route,) for worker, route in seated.routes.items()},
            no_seat=seated.left_out,
            seat_proofs=(seated.proof,),
            free=free.after(seated.routes.values()),
        )
    sleepers = [wait for wait, routes in across if routes is None]
    night = _lodged(travel, sleepers, travel.so_far.taken, same.free)
    behind = [wait for wait in sleepers if wait.worker in night.behind]
    if behind and len(behind) < len(sleepers):
        again = _lodged(travel, behind, beds_taken(travel.so_far.taken, _carried(night).values()), night.free)
        if len(again.behind) < len(behind):
            night = night.then(again)
    return same.then(night)


def _carried(town: Town) -> dict[WorkerId, tuple[Stay, ...]]:
    return {worker: stays for worker, stays in town.stays.items() if worker not in town.no_seat}


def _lodged(travel: TravelCase, sleepers: Sequence[Wait], taken: Mapping[Bed, Sequence[Period]], free: Seats) -> Town:
    """Beds for those who sleep in a town, and seats to them and on from them."""
    find = cache(partial(lodging_options, travel))
    options = {wait.worker: find(wait.layover) for wait in sleepers}
    held = {
        worker: stays for worker, own in options.items() if (stays := _whole(travel.so_far.held.get(worker, ()), own))
    }
    held = {**_in_bed(travel, options, taken), **held}
    # Who sleeps on otherwise than planned has the night that has begun, and asks for those after it.
    begun = {worker: tonight for worker, tonight, _ in _from_house(travel, options) if worker not in held}
    options |= {
        worker: (evolve(option, period=Period(_day_after(tonight), option.period.end)),)
        for worker, tonight, option in _from_house(travel, options)
        if worker in begun
    }
    kept, beds, riding = _beds(partial(_sought, travel, sleepers, options, taken, free), held)
    slept = {**beds.stays, **kept}
    slept |= {worker: (tonight, *slept[worker]) for worker, tonight in begun.items() if worker in slept}
    chosen = {worker: in_house(options[worker], slept[worker][0].lodging) for worker in sorted(slept)}
    seats = free.after(route for own in riding.values() for route in own)
    ways, no_seat, proofs = _seated(travel, {one: own for one, own in chosen.items() if one not in riding}, seats)
    ways |= riding
    return Town(
        stays=slept,
        ways=ways,
        no_bed=beds.left_out,
        no_seat=no_seat,
        bed_proof=beds.proof,
        seat_proofs=proofs,
        free=free.after(route for own in ways.values() for route in own),
    )


def _beds(
    seek: Callable[[_Stays], BedsSought], held: _Stays
) -> tuple[_Stays, Bedded, Mapping[WorkerId, tuple[Route, ...]]]:
    """Who keeps a bed, the beds of the others, and the ways of those who keep theirs.

    Whoever does as well in the house where they are stays, unless more people have a bed where they need not: it is
    seen in fractions of all at once, and the bed that is theirs may be what a whole party needs.
    """
    sought = seek(held)
    staying, promised = _staying(sought)
    if not staying:
        return held, *beds_by_coach(sought)
    settled = {**held, **staying}
    beds, riding = beds_by_coach(seek(settled))
    if len(beds.stays) >= promised:
        return settled, beds, riding
    return max(
        (settled, beds, riding), (held, *beds_by_coach(sought)), key=lambda found: len(found[0]) + len(found[1].stays)
    )


def _seated(
    travel: TravelCase, chosen: Mapping[WorkerId, Option], free: Seats
) -> tuple[dict[WorkerId, tuple[Route, ...]], dict[WorkerId, tuple[Reason, ...]], tuple[Proof, ...]]:
    """Seats to the houses, then on from them; who gets none on from one leaves the other to others."""
    ways: dict[WorkerId, tuple[Route, ...]] = dict.fromkeys(chosen, ())
    no_seat: dict[WorkerId, tuple[Reason, ...]] = {}
    proofs: list[Proof] = []
    for part in (attrgetter("there"), attrgetter("onward")):
        wanting = [
            travel.request(worker, part(option)) for worker, option in chosen.items() if worker in ways and part(option)
        ]
        if wanting:
            seated = choose_routes(wanting, free, Stage.GATE)
            free = free.after(seated.routes.values())
            proofs.append(seated.proof)
            no_seat |= seated.left_out
            for worker, route in seated.routes.items():
                ways[worker] += (route,)
            ways = {worker: own for worker, own in ways.items() if worker not in no_seat}
    return ways, no_seat, tuple(proofs)


def _sought(
    travel: TravelCase,
    sleepers: Sequence[Wait],
    options: Mapping[WorkerId, Sequence[Option]],
    taken: Mapping[Bed, Sequence[Period]],
    free: Seats,
    held: _Stays,
) -> BedsSought:
    """What those seek who do not keep their beds."""
    return BedsSought(
        travel=travel,
        waits=[wait for wait in sleepers if wait.worker not in held],
        options=options,
        taken=beds_taken(taken, held.values()),
        held={worker: in_house(options[worker], stays[0].lodging) for worker, stays in held.items()},
        free=free,
    )


def _in_bed(
    travel: TravelCase, options: Mapping[WorkerId, Sequence[Option]], taken: Mapping[Bed, Sequence[Period]]
) -> dict[WorkerId, tuple[Stay, ...]]:
    """The nights of those who are in the house already, where they can have them as they had them."""
    found: dict[WorkerId, tuple[Stay, ...]] = {}
    for worker, tonight, option in _from_house(travel, options):
        whole = _whole(travel.so_far.stays[worker], [option])
        # The bed of this night is among those that nobody else can have.
        later = nights_from(whole, _day_after(tonight))
        if option.period == tonight.period:
            found[worker] = (tonight,)
        elif whole and not any(_overlap(stay, taken) for stay in later):
            found[worker] = whole
    return found


def _from_house(
    travel: TravelCase, options: Mapping[WorkerId, Sequence[Option]]
) -> Iterator[tuple[WorkerId, Stay, Option]]:
    """Those who are in the house already, the night that has begun, and how they go on from there after it."""
    for worker, tonight in travel.so_far.begun.items():
        for option in options.get(worker, ()):
            if option.lodging == tonight.lodging and option.period.start == tonight.period.start:
                yield worker, tonight, option


def _day_after(night: Stay) -> date:
    return night.period.start + timedelta(days=1)


def _staying(sought: BedsSought) -> tuple[dict[WorkerId, tuple[Stay, ...]], int]:
    """Those who might sleep elsewhere, and for whom the seats and beds of the town do as well where they are.

    Of a party all stay, or none. Beside them, how many others there should be beds for.
    """
    so_far, party_of = sought.travel.so_far, sought.travel.registrations
    own = {
        wait.worker: stays
        for wait in sought.waits
        if (stays := _whole(so_far.stays.get(wait.worker, ()), sought.options[wait.worker]))
        and not any(_overlap(stay, sought.taken) for stay in stays)
    }
    if not own:
        return {}, 0
    houses = sought.shared({wait.worker: sought.options[wait.worker] for wait in sought.waits}).houses
    stay = {worker for worker, stays in own.items() if houses.get(worker) == stays[0].lodging}
    parted = {party_of[wait.worker].together for wait in sought.waits if wait.worker not in stay} - {None}
    staying = {worker: own[worker] for worker in own if worker in stay and party_of[worker].together not in parted}
    return staying, len(houses.keys() - staying.keys())


def _overlap(stay: Stay, taken: Mapping[Bed, Sequence[Period]]) -> bool:
    return any(stay.period.overlaps(period) for period in taken.get((stay.lodging, stay.room, stay.bed), ()))


def _whole(had: Iterable[Stay], options: Sequence[Option]) -> tuple[Stay, ...]:
    """The stays of a wait, of all that somebody had; none where they are not those of the wait any more."""
    period = options[0].period if options else None
    houses = {option.lodging for option in options}
    stays = nights_from(
        [stay for stay in had if period is not None and stay.lodging in houses and stay.period.overlaps(period)],
        date.min if period is None else period.start,
    )
    nights = [night for stay in stays for night in stay.nights()]
    return stays if period is not None and sorted(nights) == list(period.days()) else ()


def nights_from(stays: Iterable[Stay], first: date) -> tuple[Stay, ...]:
    """The nights from one on: stays that began before it begin with it."""
    return tuple(
        stay if stay.period.start >= first else evolve(stay, period=Period(first, stay.period.end))
        for stay in stays
        if stay.period.end is None or stay.period.end > first
    )


def beds_taken(taken: Mapping[Bed, Sequence[Period]], held: Iterable[Sequence[Stay]]) -> Mapping[Bed, Sequence[Period]]:
    """The beds that nobody else can have, with those that are held."""
    found = dict(taken)
    for stay in (stay for stays in held for stay in stays):
        bed = (stay.lodging, stay.room, stay.bed)
        found[bed] = (*found.get(bed, ()), stay.period)
    return found

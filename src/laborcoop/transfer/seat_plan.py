"""Who sits where on a leg: those who go together side by side, each minor beside the adult who answers for them.

Seats are beside each other where their numbers follow one another in one row of one carriage. Those who go together sit
in one row where one holds them, else in one carriage; an adult and the minors beside are never parted where a row
holds them, and TR-30 tells of those whom none does. A seat is used again behind its rider.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import WorkerId, order_key
from laborcoop.kernel.text import Text
from laborcoop.transfer.leg import Leg
from laborcoop.transfer.minders import Company, Rider, in_seat_order, knots
from laborcoop.transfer.ride import Ride


def give_seats(leg: Leg, riders: Iterable[Rider], *, crew: int, rear: int = 0) -> list[Ride]:
    """The rides of all who ride a leg: who boards first sits down first, neighbours beside neighbours.

    Adults with minors choose before everybody else, the most minors first, as far as all others then find a seat.

    Args:
        leg: the leg.
        riders: who rides it, from where to where.
        crew: the seats, counted from the first, that the crew takes.
        rear: the seats, counted from the last, that nobody takes.

    Raises:
        InvalidValue: more ride on some section than there are seats.
    """
    riders = list(riders)
    companies = _companies(riders)
    found = _shared_out(leg, companies, crew, rear)
    if found is None:
        raise InvalidValue(Text("班次 {leg} 的座位不够", "leg {leg} has fewer seats than riders").format(leg=leg.id))
    apart = _apart(leg, riders, found)
    if apart:
        # A row may hold an adult and the minors, where it does not hold all who go with them.
        parted = _shared_out(leg, [knot for company in companies for knot in knots(company)], crew, rear)
        if parted is not None and _apart(leg, riders, parted) < apart:
            return parted
    return found


def _shared_out(leg: Leg, companies: Sequence[Company], crew: int, rear: int) -> list[Ride] | None:
    """Everyone's ride, as many families first as leave a seat for all others; None where somebody finds no seat."""
    families = sorted(filter(_ties, companies), key=lambda company: -max(map(len, knots(company))))
    longest = sorted(companies, key=lambda company: (company[0].board, -max(rider.alight for rider in company)))
    for many in _fewer(len(families)):
        for others in (companies, longest) if many else (companies,):
            found = _seated(SeatPlan(leg, crew, rear), others, families[:many])
            if found is not None:
                return found
    return None


def _apart(leg: Leg, riders: Iterable[Rider], rides: Iterable[Ride]) -> int:
    """How many minors do not sit beside the adult who answers for them."""
    seats = {ride.worker: ride.seat for ride in rides}
    answered = ((rider.worker, rider.adult) for rider in riders if rider.adult is not None)
    return sum(not leg.vehicle.are_beside(seats[minor], seats[adult]) for minor, adult in answered)


def _companies(riders: Iterable[Rider]) -> list[Company]:
    """Those of a party who board together, and everybody else alone: by boarding, then neighbours by neighbours."""
    companies: dict[tuple[int, str], list[Rider]] = defaultdict(list)
    for rider in riders:
        companies[rider.board, f"party {rider.party}" if rider.party else f"alone {rider.worker}"].append(rider)
    together = map(in_seat_order, companies.values())
    return sorted(together, key=lambda company: (company[0].board, *min(map(_neighbours, company))))


def _neighbours(rider: Rider) -> tuple[tuple[str, ...], bytes]:
    return rider.beside, order_key(rider.worker)


def _fewer(many: int) -> Iterator[int]:
    """A number, its half, and so on down to none."""
    while many:
        yield many
        many //= 2
    yield 0


def _seated(plan: SeatPlan, companies: Sequence[Company], families: Sequence[Company]) -> list[Ride] | None:
    """Everyone's ride, families first; None where somebody else then finds no seat."""
    rides: list[Ride] = []
    seated: set[Company] = set()
    for family in families:
        own = plan.sit(family, strictly=True)
        if own is not None:
            rides += own
            seated.add(family)
    for company in companies:
        if company not in seated:
            own = plan.sit(company, tightly=bool(seated))
            if own is None:
                return None
            rides += own
    return rides


class SeatPlan:
    """The seats of a leg that riders may have, counted from behind the crew's, and when each is somebody's."""

    def __init__(self, leg: Leg, crew: int, rear: int) -> None:
        every = leg.vehicle.seat_labels()
        behind = slice(crew, len(every) - rear)
        self.leg = leg
        self._labels = every[behind]
        self._rows = leg.vehicle.seat_rows()[behind]
        self._place = {label: seat for seat, label in enumerate(self._labels)}
        self._taken = [0] * len(self._labels)
        self._seat_of: dict[WorkerId, int] = {}

    def hold(self, rider: Rider) -> None:
        """Leave somebody the seat that they had; one that is not for riders is nobody else's anyway."""
        seat = self._place.get(rider.seat)
        if seat is not None:
            self._hold(seat, rider)

    def sit(self, company: Company, *, strictly: bool = False, tightly: bool = False) -> list[Ride] | None:
        """Give a company its seats: the rides, or None where somebody finds none, and then nobody has one.

        They keep the seats that they had where all of those are free and no minor is apart from the adult.

        Args:
            company: who sit side by side, in the order of their seats.
            strictly: None also where a minor would sit apart from the adult.
            tightly: whoever sits alone takes the seat that is free for least longer than the way.
        """
        for seats in (self._own(company), self._side_by_side(company) if len(company) > 1 else ()):
            if seats and not self._parted(company, seats):
                return [self._take(seat, rider) for seat, rider in zip(seats, company, strict=True)]
        before = [*self._taken], {**self._seat_of}
        rides: list[Ride] = []
        for knot in sorted(knots(company), key=len, reverse=True):
            own = self._of_knot(knot, strictly=strictly, tightly=tightly)
            if own is None:
                self._taken, self._seat_of = before
                return None
            rides += own
        return rides

    def _of_knot(self, knot: Company, *, strictly: bool, tightly: bool) -> list[Ride] | None:
        if len(knot) == 1:
            seat = self._alone(knot[0], tightly=tightly)
            return None if seat is None else [self._take(seat, knot[0])]
        seats = self._side_by_side(knot)
        if not seats and not strictly:
            seats = self._own(knot) or self._side_by_side(knot, parted=True)
        if seats:
            return [self._take(seat, rider) for seat, rider in zip(seats, knot, strict=True)]
        most = None if strictly else self._of_knot(knot[:-1], strictly=False, tightly=tightly)
        last = None if most is None else self._of_knot(knot[-1:], strictly=False, tightly=tightly)
        return None if most is None or last is None else [*most, *last]

    def _hold(self, seat: int, rider: Rider) -> None:
        self._taken[seat] |= rider.sections
        self._seat_of[rider.worker] = seat

    def _take(self, seat: int, rider: Rider) -> Ride:
        self._hold(seat, rider)
        return rider.ride(self.leg, self._labels[seat])

    def _is_free(self, seat: int, rider: Rider) -> bool:
        return not self._taken[seat] & rider.sections

    def _own(self, company: Company) -> list[int]:
        """The seats that a company had; none where one of them is somebody else's by now, or not of this vehicle."""
        seats = [self._place[rider.seat] for rider in company if rider.seat in self._place]
        if len(set(seats)) < len(company) or not all(map(self._is_free, seats, company)):
            return []
        return seats

    def _parted(self, company: Company, seats: Sequence[int]) -> bool:
        """Whether a minor would sit apart from the adult, of the same knot or seated already."""
        if any(not self._are_beside(seats[i], seats[i + 1]) for i in _ties(company)):
            return True
        here = {rider.worker for rider in company}
        return any(
            rider.adult not in here and not self._are_beside(seat, self._seat_of[rider.adult])
            for rider, seat in zip(company, seats, strict=True)
            if rider.adult in self._seat_of
        )

    def _are_beside(self, one: int, other: int) -> bool:
        return abs(one - other) == 1 and self._rows[one] == self._rows[other]

    def _side_by_side(self, company: Company, *, parted: bool = False) -> Sequence[int]:
        """The first seats that follow one another in one row, else in one carriage; none where none are free.

        No row ends between an adult and a minor answered for, unless they may be ``parted``.
        """
        rows, found = self._rows, range(0)
        inside = [] if parted else _ties(company)
        for first in range(len(rows) - len(company) + 1):
            seats = range(first, first + len(company))
            if not all(map(self._is_free, seats, company)):
                continue
            start, end = rows[first], rows[seats[-1]]
            if start == end:
                return seats
            in_carriage = start.carriage == end.carriage
            if in_carriage and not found and all(rows[first + i] == rows[first + i + 1] for i in inside):
                found = seats
        return found

    def _alone(self, rider: Rider, *, tightly: bool) -> int | None:
        """A seat beside the adult who has one already, else the own one, else the first that is free."""
        ways = rider.sections
        free = (seat for seat, taken in enumerate(self._taken) if not taken & ways)
        adult = None if rider.adult is None else self._seat_of.get(rider.adult)
        if adult is None and not rider.seat and not tightly:
            return next(free, None)
        had = self._place.get(rider.seat)

        def order(seat: int) -> tuple[bool, bool, int]:
            apart = adult is not None and not self._are_beside(seat, adult)
            return apart, seat != had, self._spare(seat, rider) if tightly else 0

        return min(free, key=order, default=None)

    def _spare(self, seat: int, rider: Rider) -> int:
        """How many sections a seat stays free just before and just behind somebody's way."""
        taken, last = self._taken[seat], len(self.leg.stops) - 1
        before, behind = 0, 0
        while rider.board - before > 0 and not taken >> (rider.board - before - 1) & 1:
            before += 1
        while rider.alight + behind < last and not taken >> (rider.alight + behind) & 1:
            behind += 1
        return before + behind


def _ties(company: Company) -> list[int]:
    """The places in a company after which no row may end: those of one knot sit in one row."""
    ends, found = 0, list[int]()
    for knot in knots(company):
        found += range(ends, ends + len(knot) - 1)
        ends += len(knot)
    return found

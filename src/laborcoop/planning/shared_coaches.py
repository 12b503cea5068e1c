"""Seats on local coaches shared out: to which lodging those who seek a bed can be carried, and on from it.

Several houses share a coach, so that the seats to each house alone promise more than there are. One linear program
looks at all who wait at once: as many as possible find a bed with seats to it and on from it, and few of those who
keep their beds have to take another coach. The stages decide in whole people; this tells them where to look.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice
from math import floor, inf

from attrs import field, frozen

from laborcoop.allocation.solver import solved
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LegId, LodgingId, PartyId, WorkerId, order_key
from laborcoop.kernel.periods import Period
from laborcoop.planning.travel import TravelCase
from laborcoop.planning.waits import Option
from laborcoop.retention import Lodging, LodgingKind, RoomUse
from laborcoop.retention.beds import Bed
from laborcoop.transfer.route import Route
from laborcoop.transfer.seats import Seats

_SEXES = {RoomUse.MEN: Sex.MALE, RoomUse.WOMEN: Sex.FEMALE}
_BY_TURN = (10_000.0, 100.0)
"""What somebody with a bed counts, by turn: more than all who change coaches for one."""
_STAYS = 1.0
_KEPT_HOUSE = 5.0
_OUTSIDE, _DEAR = 0.4, 0.2
"""What a bed outside the Employees' Home, and the dearest, take off."""
_ALMOST = 1e-6

Unit = tuple[WorkerId, ...]
"""Those who lodge together: a party, or somebody alone."""
Ways = tuple[int, ...]
"""Local routes that lead the same way, one by one the same objects: the network finds each only once."""


@frozen(kw_only=True)
class Shared:
    """Where each of those who seek a bed can be carried, and the ways of those who stay on the coaches they had."""

    houses: Mapping[WorkerId, LodgingId] = field(factory=dict)
    riding: Mapping[WorkerId, tuple[Route, ...]] = field(factory=dict)


def share_coaches(
    travel: TravelCase,
    seeking: Mapping[WorkerId, Sequence[Option]],
    held: Mapping[WorkerId, Option],
    taken: Mapping[Bed, Sequence[Period]],
    free: Seats,
) -> Shared:
    """Share out the seats of the local coaches of a town.

    Args:
        travel: the case laid out, with what people had.
        seeking: the lodgings that suit each of those who seek a bed.
        held: where those sleep who keep their beds; they can be carried on the seats that are free.
        taken: the beds that those who seek one cannot have, and when.
        free: the seats on every section.

    Raises:
        MissingExtra: OR-tools is not installed (extra ``plan``).
    """
    program = _Program(travel, seeking, held, taken, free)
    _, values = solved(program.columns, [(terms, -inf, most) for terms, most in program.limits.values()])
    return Shared(houses=program.houses(values), riding=program.riding(values))


@frozen
class _Alike:
    """Units that nothing tells apart here."""

    options: tuple[Option, ...]
    turn: int
    sex: Sex | None
    """Of those who lodge alone; None for a party, which may have a family room."""
    had: LodgingId | None
    size: int


class _Program:
    """The columns and rows of the linear program, by name."""

    def __init__(
        self,
        travel: TravelCase,
        seeking: Mapping[WorkerId, Sequence[Option]],
        held: Mapping[WorkerId, Option],
        taken: Mapping[Bed, Sequence[Period]],
        free: Seats,
    ) -> None:
        self.travel, self.free = travel, free
        self.columns: dict[object, tuple[float, float]] = {}
        self.limits: dict[object, tuple[dict[object, float], float]] = {}
        self.asked: dict[object, dict[object, float]] = defaultdict(dict)
        """By way: what asks for a seat on one of its routes."""
        self.ways: dict[Ways, tuple[Route, ...]] = {}
        self.alike = self._units(seeking)
        self.staying: dict[tuple[Ways, str], list[WorkerId]] = defaultdict(list)
        self.changing: Counter[Ways] = Counter()
        self.own: dict[WorkerId, tuple[Route, ...]] = {}
        self.parts: dict[WorkerId, int] = {}
        for number, (kind, units) in enumerate(self.alike):
            self._seek(number, kind, len(units))
        for worker, option in held.items():
            self._stay(worker, option)
        self._beds(taken)
        self._seats()

    def _units(self, seeking: Mapping[WorkerId, Sequence[Option]]) -> list[tuple[_Alike, list[Unit]]]:
        parties: dict[tuple[PartyId | WorkerId, int], list[WorkerId]] = defaultdict(list)
        for worker in sorted(seeking, key=order_key):
            parties[self.travel.registrations[worker].together or worker, id(seeking[worker])].append(worker)
        found: dict[tuple[object, ...], tuple[_Alike, list[Unit]]] = {}
        for members in parties.values():
            first = members[0]
            stays = self.travel.so_far.stays.get(first, ())
            houses = {option.lodging for option in seeking[first]}
            kind = _Alike(
                options=tuple(seeking[first]),
                turn=max(map(self.travel.waits_turn, members)),
                sex=self.travel.workers[first].sex if len(members) == 1 else None,
                had=next((stay.lodging for stay in stays if stay.lodging in houses), None),
                size=len(members),
            )
            key = (id(seeking[first]), kind.turn, kind.sex, kind.had, kind.size)
            found.setdefault(key, (kind, []))[1].append(tuple(members))
        return list(found.values())

    def _seek(self, number: int, kind: _Alike, units: int) -> None:
        """Units of a kind go to one of its houses, or to none."""
        lodgings = {one.id: one for one in self.travel.case.lodgings}
        dearest = max((float(one.price) for one in lodgings.values()), default=0.0) or 1.0
        terms: dict[object, float] = {}
        for option in kind.options:
            lodging = lodgings[option.lodging]
            worth = _BY_TURN[kind.turn] + _KEPT_HOUSE * (kind.had == option.lodging)
            worth -= _OUTSIDE * (lodging.kind is not LodgingKind.EMPLOYEES_HOME)
            worth -= _DEAR * float(lodging.price) / dearest
            column = ("lodge", number, option.lodging)
            self.columns[column] = (worth * kind.size, units)
            terms[column] = 1.0
            for routes in (option.there, option.onward):
                if routes:
                    self.asked[self._way(routes)][column] = float(kind.size)
        self.limits["units", number] = (terms, units)

    def _way(self, routes: tuple[Route, ...]) -> Ways:
        way = tuple(map(id, routes))
        self.ways[way] = routes
        return way

    def _stay(self, worker: WorkerId, option: Option) -> None:
        """Whoever keeps a bed is carried, on the coaches that were planned or on others."""
        own = []
        for routes in (option.there, option.onward):
            if routes:
                way, kept = self._way(routes), self.travel.so_far.kept(worker, routes)
                if kept:
                    own.append(next(route for route in routes if route.id == kept))
                    self.staying[way, kept].append(worker)
                else:
                    self.changing[way] += 1
        self.own[worker] = tuple(own)
        self.parts[worker] = bool(option.there) + bool(option.onward)

    def _beds(self, taken: Mapping[Bed, Sequence[Period]]) -> None:
        """No more people than free beds; those alone in beds for their sex, parties in family rooms as well."""
        asking: dict[tuple[LodgingId, Period, Sex | None], dict[object, float]] = defaultdict(dict)
        for number, (kind, _) in enumerate(self.alike):
            for option in kind.options:
                column = ("lodge", number, option.lodging)
                asking[option.lodging, option.period, None][column] = float(kind.size)
                if kind.sex is not None:
                    asking[option.lodging, option.period, kind.sex][column] = 1.0
        lodgings = {one.id: one for one in self.travel.case.lodgings}
        free = {key: _free_beds(lodgings[key[0]], key[1], taken) for key in asking if key[2] is None}
        for (house, period, sex), terms in asking.items():
            beds = free[house, period, None]
            self.limits["beds", house, period, sex] = (terms, float(sum(beds.values()) if sex is None else beds[sex]))

    def _seats(self) -> None:
        """No more riders on a section than seats."""
        riders: dict[tuple[LegId, int], dict[object, float]] = defaultdict(dict)
        for (way, kept), workers in self.staying.items():
            column = ("stay", way, kept)
            self.columns[column] = (_STAYS, len(workers))
            self.changing[way] += len(workers)
            self.asked[way][column] = -1.0
            for section in next(route for route in self.ways[way] if route.id == kept).sections():
                riders[section][column] = 1.0
        for way, routes in self.ways.items():
            for route in routes:
                column = ("ride", way, route.id)
                self.columns[column] = (0.0, float(max(0, min(map(self.free.free, route.sections())))))
                self.asked[way][column] = -1.0
                for section in route.sections():
                    riders[section][column] = 1.0
            self.limits["way", way] = (self.asked[way], -float(self.changing[way]))
        for section, all_on_it in riders.items():
            self.limits["section", section] = (all_on_it, float(max(0, self.free.free(section))))

    def houses(self, values: Mapping[object, float]) -> dict[WorkerId, LodgingId]:
        """A house for as many units of each kind as the program has there, rounded to whole units."""
        found: dict[WorkerId, LodgingId] = {}
        for number, (kind, units) in enumerate(self.alike):
            shares = {one.lodging: values["lodge", number, one.lodging] for one in kind.options}
            whole = {house: floor(share + _ALMOST) for house, share in shares.items()}
            rest = round(sum(shares.values())) - sum(whole.values())
            for house in sorted(shares, key=lambda house: (whole[house] - shares[house], house))[: max(0, rest)]:
                whole[house] += 1
            waiting = iter(sorted(units, key=lambda unit: (self.travel.beside(unit[0]), order_key(unit[0]))))
            for house, count in whole.items():
                for unit in islice(waiting, count):
                    found.update(dict.fromkeys(unit, house))
        return found

    def riding(self, values: Mapping[object, float]) -> dict[WorkerId, tuple[Route, ...]]:
        """The ways of those who stay on all their coaches; of a party all do, or all are asked anew."""
        moving: set[WorkerId] = set()
        for (way, kept), workers in self.staying.items():
            stay = floor(values["stay", way, kept] + _ALMOST)
            moving.update(workers[stay:])
        moving.update(worker for worker, own in self.own.items() if len(own) < self.parts[worker])
        parties = {self.travel.registrations[worker].together for worker in moving} - {None}
        return {
            worker: own
            for worker, own in self.own.items()
            if worker not in moving and self.travel.registrations[worker].together not in parties
        }


def _free_beds(lodging: Lodging, period: Period, taken: Mapping[Bed, Sequence[Period]]) -> Counter[Sex | None]:
    """The beds of a house that nobody has in any night of a period, by whom they are for; None: family rooms."""
    found: Counter[Sex | None] = Counter()
    for room in lodging.rooms:
        out = any(period.overlaps(closed) for closed in room.closed)
        for bed in range(1, room.beds + 1) if not out else ():
            if not any(period.overlaps(other) for other in taken.get((lodging.id, room.id, bed), ())):
                found[_SEXES.get(room.use)] += 1
    return found

"""Seats on local coaches shared out: to which lodging those who seek a bed can be carried, and on from it.

Several houses share a coach, so that the seats to each house alone promise more than there are. One linear program
looks at all who wait at once: as many as possible find a bed with seats to it and on from it, and few of those who
keep their beds have to take another coach. Where they are few it is asked in whole people, and a party has seats on one
coach; else it is rounded, and parties are seats like others, since programs with them end in more fractions: the stages
decide, and this tells them where to look.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from math import floor, inf

from attrs import field, frozen

from laborcoop.allocation.solver import in_whole, solved
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LegId, LodgingId, PartyId, WorkerId, order_key
from laborcoop.kernel.periods import Period
from laborcoop.planning.free_beds import free_beds
from laborcoop.planning.travel import TravelCase
from laborcoop.planning.waits import Option
from laborcoop.retention import LodgingKind
from laborcoop.retention.beds import Bed
from laborcoop.transfer.route import Route
from laborcoop.transfer.seats import Seats

_BY_TURN = (10_000.0, 100.0)
"""What somebody with a bed counts, by turn: more than all who change coaches for one."""
_STAYS = 1.0
_OWN_ROOM = 8.0
"""What a family room counts for a party of both sexes."""
_PARTED = 1.0
"""What one of a party takes off who has a bed of a family room that does not take all of the party."""
_KEPT_HOUSE = 5.0
_OUTSIDE, _DEAR = 0.4, 0.2
"""What a bed outside the Employees' Home, and the dearest, take off."""
_ALMOST = 1e-6
_FEW = 300
"""Up to how many columns a program that ends in fractions is asked for whole people instead."""

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

    def program(*, parting: bool) -> _Program:
        asked = _Program(travel, seeking, held, taken, free, parting=parting, dividing=True)
        if not asked.has_parties or not asked.is_small:
            return asked
        on_one_coach = _Program(travel, seeking, held, taken, free, parting=parting)
        return on_one_coach if on_one_coach.is_small else asked

    whole = program(parting=False)
    found = whole.shared()
    if whole.could_part and len(found.houses) < len(seeking):
        parted = program(parting=True).shared()
        if len(parted.houses) > len(found.houses):
            return parted
    return found


def apart(
    columns: Mapping[object, tuple[float, float]], limits: Iterable[tuple[Mapping[object, float], float]]
) -> list[tuple[dict[object, tuple[float, float]], list[tuple[Mapping[object, float], float, float]]]]:
    """The programs that nothing joins: coaches and houses of other days, which are solved sooner one by one."""
    rows = [(terms, most) for terms, most in limits if terms]
    first: dict[object, object] = {column: column for column in columns}

    def root(column: object) -> object:
        while first[column] is not column:
            first[column] = first[first[column]]
            column = first[column]
        return column

    for terms, _ in rows:
        one, *others = map(root, terms)
        first.update(dict.fromkeys(others, one))
    parts: dict[object, tuple[dict[object, tuple[float, float]], list[tuple[Mapping[object, float], float, float]]]]
    parts = defaultdict(lambda: ({}, []))
    for column, worth in columns.items():
        parts[root(column)][0][column] = worth
    for terms, most in rows:
        parts[root(next(iter(terms)))][1].append((terms, -inf, most))
    return list(parts.values())


@frozen
class _Alike:
    """Units that nothing tells apart here."""

    options: tuple[Option, ...]
    turn: int
    men: int
    women: int
    had: LodgingId | None

    @property
    def size(self) -> int:
        """The people of a unit."""
        return self.men + self.women

    def people(self, sex: Sex) -> int:
        """The people of a unit of one sex."""
        return self.men if sex is Sex.MALE else self.women


def _leads(options: Sequence[Option]) -> tuple[object, ...]:
    """Where some options lead, when and by which routes: people wait for other trains and have the same."""
    return tuple(
        (option.lodging, option.period, tuple(map(id, option.there)), tuple(map(id, option.onward)))
        for option in options
    )


class _Program:
    """The columns and rows of the linear program, by name."""

    def __init__(
        self,
        travel: TravelCase,
        seeking: Mapping[WorkerId, Sequence[Option]],
        held: Mapping[WorkerId, Option],
        taken: Mapping[Bed, Sequence[Period]],
        free: Seats,
        *,
        parting: bool = False,
        dividing: bool = False,
    ) -> None:
        self.travel, self.free, self.parting, self.dividing = travel, free, parting, dividing
        self.could_part = False
        """Whether there is a party that a family room does not take whole."""
        self.columns: dict[object, tuple[float, float]] = {}
        self.limits: dict[object, tuple[dict[object, float], float]] = {}
        self.inside: dict[tuple[LodgingId, Period], tuple[dict[object, float], float]] = {}
        """By house and period: who has beds of its family rooms, and how many these are."""
        self.asked: dict[Ways, dict[object, float]] = defaultdict(dict)
        """By way: what asks for a seat on one of its routes."""
        self.together: dict[tuple[Ways, int], dict[object, float]] = defaultdict(dict)
        """By way and number of people: the parties that ask for so many seats on one of its routes."""
        self.ways: dict[Ways, dict[str, Route]] = {}
        """By way: its routes by id."""
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
        self.programs = apart(self.columns, self.limits.values())

    @property
    def has_parties(self) -> bool:
        """Whether some who seek a bed go together."""
        return any(kind.size > 1 for kind, _ in self.alike)

    @property
    def is_small(self) -> bool:
        """Whether all of it can be asked in whole people."""
        return all(len(columns) <= _FEW for columns, _ in self.programs)

    def _units(self, seeking: Mapping[WorkerId, Sequence[Option]]) -> list[tuple[_Alike, list[Unit]]]:
        same: dict[tuple[object, ...], int] = {}
        alike = {
            key: same.setdefault(_leads(own), key) for key, own in {id(own): own for own in seeking.values()}.items()
        }
        parties: dict[tuple[PartyId | WorkerId, int], list[WorkerId]] = defaultdict(list)
        for worker in sorted(seeking, key=order_key):
            parties[self.travel.registrations[worker].together or worker, alike[id(seeking[worker])]].append(worker)
        found: dict[tuple[object, ...], tuple[_Alike, list[Unit]]] = {}
        for (_, leads), members in parties.items():
            first = members[0]
            stays = self.travel.so_far.stays.get(first, ())
            houses = {option.lodging for option in seeking[first]}
            sexes = Counter(self.travel.workers[worker].sex for worker in members)
            kind = _Alike(
                options=tuple(seeking[first]),
                turn=max(map(self.travel.waits_turn, members)),
                men=sexes[Sex.MALE],
                women=sexes[Sex.FEMALE],
                had=next((stay.lodging for stay in stays if stay.lodging in houses), None),
            )
            key = (leads, kind.turn, kind.men, kind.women, kind.had)
            found.setdefault(key, (kind, []))[1].append(tuple(members))
        return list(found.values())

    def _seek(self, number: int, kind: _Alike, units: int) -> None:
        """Units of a kind go to one of its houses, or to none."""
        lodgings = {one.id: one for one in self.travel.case.lodgings}
        dearest = max((float(one.price) for one in lodgings.values()), default=0.0) or 1.0
        terms: dict[object, float] = {}
        for option in kind.options:
            lodging = lodgings[option.lodging]
            worth = _BY_TURN[min(1, kind.turn)] + _KEPT_HOUSE * (kind.had == option.lodging)
            worth -= _OUTSIDE * (lodging.kind is not LodgingKind.EMPLOYEES_HOME)
            worth -= _DEAR * float(lodging.price) / dearest
            column = ("lodge", number, option.lodging)
            self.columns[column] = (worth * kind.size, units)
            terms[column] = 1.0
            for routes in (option.there, option.onward):
                if routes:
                    way = self._way(routes)
                    if kind.size == 1 or self.dividing:
                        self.asked[way][column] = float(kind.size)
                    else:
                        self.together[way, kind.size][column] = 1.0
        self.limits["units", number] = (terms, units)

    def _way(self, routes: tuple[Route, ...]) -> Ways:
        way = tuple(map(id, routes))
        if way not in self.ways:
            self.ways[way] = {route.id: route for route in routes}
        return way

    def _stay(self, worker: WorkerId, option: Option) -> None:
        """Whoever keeps a bed is carried, on the coaches that were planned or on others."""
        own = []
        for routes in (option.there, option.onward):
            if routes:
                way, kept = self._way(routes), self.travel.so_far.kept(worker, routes)
                if kept:
                    own.append(self.ways[way][kept])
                    self.staying[way, kept].append(worker)
                else:
                    self.changing[way] += 1
        self.own[worker] = tuple(own)
        self.parts[worker] = bool(option.there) + bool(option.onward)

    def _beds(self, taken: Mapping[Bed, Sequence[Period]]) -> None:
        """Everyone in a bed for the own sex, or with the party in a family room that it fits in; nobody alone there.

        A party may be parted among family rooms that do not take it whole (``parting``): here each has a bed of any.
        """
        lodgings = {one.id: one for one in self.travel.case.lodgings}
        free: dict[tuple[LodgingId, Period], tuple[Counter[Sex], Counter[int]]] = {}
        for number, (kind, units) in enumerate(self.alike):
            for option in kind.options:
                at = option.lodging, option.period
                if at not in free:
                    free[at] = free_beds(lodgings[option.lodging], option.period, taken)
                beds, rooms = free[at]
                column = ("lodge", number, option.lodging)
                inside = self._inside(number, kind, len(units), option, rooms)
                for sex in Sex:
                    if kind.people(sex):
                        terms, _ = self.limits.setdefault(("beds", *at, sex), ({}, float(beds[sex])))
                        terms[column] = float(kind.people(sex))
                        terms.update({one: -people for one, people in inside[sex].items()})

    def _inside(
        self, number: int, kind: _Alike, units: int, option: Option, rooms: Counter[int]
    ) -> dict[Sex, dict[object, float]]:
        """What stands for people of a kind in family rooms: parties whole, or one by one, and how many of each sex."""
        at, column = (option.lodging, option.period), ("lodge", number, option.lodging)
        found: dict[Sex, dict[object, float]] = {sex: {} for sex in Sex}
        family = ("family", number, option.lodging)
        fitting = [size for size in rooms if size >= kind.size] if kind.size > 1 else []
        if fitting:
            self.columns[family] = (_OWN_ROOM * bool(kind.men and kind.women), units)
            self.limits["within", number, option.lodging] = ({family: 1.0, column: -1.0}, 0.0)
            for sex in Sex:
                found[sex][family] = float(kind.people(sex))
        for size in [size for size in rooms if size <= min(fitting)] if fitting else ():
            most = sum(count for of, count in rooms.items() if of >= size)
            self.limits.setdefault(("family", *at, size), ({}, float(most)))[0][family] = 1.0
        total = float(sum(size * count for size, count in rooms.items()))
        everybody, _ = self.inside.setdefault(at, ({}, total))
        if fitting:
            everybody[family] = float(kind.size)
        is_larger = kind.size > 1 and any(size < kind.size for size in rooms)
        self.could_part |= is_larger
        for sex in Sex if is_larger and self.parting else ():
            part, people = ("part", number, option.lodging, sex), float(kind.people(sex))
            self.columns[part] = (-_PARTED, units * people)
            within: dict[object, float] = {part: 1.0, column: -people}
            if fitting:
                within[family] = people
            self.limits["within", number, option.lodging, sex] = (within, 0.0)
            # Whole parties are within the rooms already.
            self.limits["inside", *at] = self.inside[at]
            found[sex][part] = everybody[part] = 1.0
        return found

    def _seats(self) -> None:
        """No more riders on a section than seats."""
        riders: dict[tuple[LegId, int], dict[object, float]] = defaultdict(dict)
        for (way, kept), workers in self.staying.items():
            column = ("stay", way, kept)
            self.columns[column] = (_STAYS, len(workers))
            self.changing[way] += len(workers)
            self.asked[way][column] = -1.0
            for section in self.ways[way][kept].sections():
                riders[section][column] = 1.0
        for way in dict.fromkeys((*self.asked, *self.changing)):
            for name, route in self.ways[way].items():
                column = ("ride", way, name)
                self.columns[column] = (0.0, float(max(0, min(map(self.free.free, route.sections())))))
                self.asked[way][column] = -1.0
                for section in route.sections():
                    riders[section][column] = 1.0
            self.limits["way", way] = (self.asked[way], -float(self.changing[way]))
        for (way, size), asked in self.together.items():
            for name, route in self.ways[way].items():
                party = ("ride", way, name, size)
                self.columns[party] = (0.0, float(max(0, min(map(self.free.free, route.sections()))) // size))
                asked[party] = -1.0
                for section in route.sections():
                    riders[section][party] = float(size)
            self.limits["way", way, size] = (asked, 0.0)
        for section, all_on_it in riders.items():
            self.limits["section", section] = (all_on_it, float(max(0, self.free.free(section))))

    def shared(self) -> Shared:
        """What the program finds."""
        values: dict[object, float] = {}
        for columns, rows in self.programs:
            found = solved(columns, rows)[1]
            if len(columns) <= _FEW and any(abs(value - round(value)) > _ALMOST for value in found.values()):
                found = in_whole(columns, rows) or found
            values |= found
        return Shared(houses=self.houses(values), riding=self.riding(values))

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

"""How many of each kind of people sleep in which pool of beds in each night: one exact search, goal by goal.

Everyone sleeps in one house, in each night in a bed for the own sex, or with the party in a family room of its own, or,
where the search may part parties (`bed_parts`), with a part of it for the whole wait. How
many people change pools from one night to the next is how many change beds: people who need the same bed for nights
that follow each other can always be given the beds of one pool so that none of them moves within it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import islice
from typing import Any

from attrs import field, frozen

from laborcoop.allocation import Goal
from laborcoop.allocation.in_order import Wanted, best_in_order
from laborcoop.allocation.solver import load
from laborcoop.kernel.ids import LodgingId
from laborcoop.kernel.text import Text
from laborcoop.retention import bed_goals as goals
from laborcoop.retention.bed_kinds import Kind
from laborcoop.retention.bed_parts import Parting
from laborcoop.retention.bed_pools import FamilyPool, Pool, Pools
from laborcoop.retention.bed_request import BedQuestion
from laborcoop.retention.lodging import LodgingKind

_EFFORT = 20.0
"""The limit of one search in the solver's own measure of work: where it ends before the proof, the gap says so."""
_FEN = 100


@frozen
class Sleeping:
    """The numbers found: units of a kind in a house, people of a role in a pool, units in a family pool, by night."""

    houses: Mapping[tuple[int, LodgingId], int]
    beds: Mapping[tuple[int, int, int, date], int]
    """By kind, role, pool, night."""
    families: Mapping[tuple[int, int, date], int]
    """By kind, family pool, night."""
    goals: tuple[Goal, ...]
    parts: tuple[tuple[int, int, tuple[int, ...]], ...] = ()
    """The rooms that parts of parties sleep in: kind, family pool, how many of each role are in."""


def sleep(question: BedQuestion, kinds: Sequence[Kind], pools: Pools, *, parting: bool = False) -> Sleeping:
    """Search for the numbers.

    Args:
        question: what is asked.
        kinds: its units, by kind.
        pools: its beds and rooms.
        parting: whether parties that are of a kind of their own may be parted among rooms.

    Raises:
        MissingExtra: OR-tools is not installed (extra ``plan``).
    """
    model = _Model(question, kinds, pools, parting)
    aims = list(model.aims())
    parts = model.parting.variables()
    variables = [*model.houses.values(), *model.beds.values(), *model.families.values(), *parts, *model.moves]
    wanted = [Wanted(total, sign, ideal) for _, sign, total, ideal, _ in aims]
    values, reached = best_in_order(model.cp_model, variables, wanted, effort=_EFFORT, plain=True)
    found = iter(values)
    return Sleeping(
        houses=dict(zip(model.houses, found, strict=False)),
        beds=dict(zip(model.beds, found, strict=False)),
        families=dict(zip(model.families, found, strict=False)),
        parts=tuple(
            (part.at, part.number, part.people)
            for part, rooms in zip(model.parting.parts, islice(found, len(parts)), strict=True)
            for _ in range(rooms)
        ),
        goals=tuple(
            Goal(
                name.format(key=key),
                "people" if name is goals.PEOPLE else "score" if sign > 0 else "moves",
                key,
                *values,
            )
            for (name, sign, _, _, key), values in zip(aims, reached, strict=True)
        ),
    )


_Aim = tuple[Text, int, Any, int | None, int]
"""A goal: its name, its sign, what it counts, the value that nothing passes, its tier."""


@frozen
class _Model:
    question: BedQuestion
    kinds: Sequence[Kind]
    pools: Pools
    may_part: bool
    cp: Any = field(init=False, factory=load)
    cp_model: Any = field(init=False)
    houses: dict[tuple[int, LodgingId], Any] = field(init=False, factory=dict)
    beds: dict[tuple[int, int, int, date], Any] = field(init=False, factory=dict)
    families: dict[tuple[int, int, date], Any] = field(init=False, factory=dict)
    moves: list[Any] = field(init=False, factory=list)
    """Units or people who come into a pool from another one, and how many people one of them is."""
    movers: list[int] = field(init=False, factory=list)
    parting: Parting = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "cp_model", self.cp.CpModel())
        object.__setattr__(self, "parting", Parting(self.cp, self.cp_model))
        for at, kind in enumerate(self.kinds):
            self._place(at, kind)
        self._keep_within_beds()
        self._keep_within_coaches()
        for at, kind in enumerate(self.kinds):
            self._count_moves(at, kind)

    def _number(self, most: int) -> Any:  # noqa: ANN401 - the solver has no types
        return self.cp_model.new_int_var(0, most, "")

    def _sum(self, terms: Iterable[Any]) -> Any:  # noqa: ANN401 - the solver has no types
        return self.cp.LinearExpr.sum(list(terms))

    def _place(self, at: int, kind: Kind) -> None:
        """Whoever is placed in a house sleeps in it every night."""
        units = len(kind.units)
        for house in kind.minutes:
            here = self.houses[at, house] = self._number(units)
            if self.may_part and units == 1 and kind.size > 1:
                self.parting.add(at, kind, house, here, self.pools)
            for night in kind.nights:
                together = self._in_family_rooms(at, kind, house, night)
                for role, who in enumerate(kind.roles):
                    apart = []
                    for number, pool in enumerate(self.pools.beds):
                        if (pool.house, pool.sex) == (house, who.sex) and night in pool.nights:
                            apart.append(self._number(min(units * who.people, len(pool.beds))))
                            self.beds[at, role, number, night] = apart[-1]
                    asleep = [*apart, *(who.people * one for one in together), *self.parting.role(at, house, role)]
                    self.cp_model.add(self._sum(asleep) == who.people * here)
        self.cp_model.add(self._sum(self.houses[at, house] for house in kind.minutes) <= units)

    def _in_family_rooms(self, at: int, kind: Kind, house: LodgingId, night: date) -> list[Any]:
        """A party can have a family room of its own; nobody alone has one."""
        found = []
        for number, pool in enumerate(self.pools.families if kind.size > 1 else ()):
            if pool.house == house and pool.holds.get(night, 0) >= kind.size:
                found.append(self._number(min(len(kind.units), len(pool.rooms))))
                self.families[at, number, night] = found[-1]
        return found

    def _keep_within_beds(self) -> None:
        """No more people than beds, parties than family rooms, people in a room than a rule lets sleep there."""
        used: dict[tuple[int, date], list[Any]] = defaultdict(list)
        for (_, _, number, night), people in self.beds.items():
            used[number, night].append(people)
        for (number, _), people in used.items():
            self.cp_model.add(self._sum(people) <= len(self.pools.beds[number].beds))
        for room in self.pools.shared:
            for night, most in room.most.items():
                self.cp_model.add(self._sum(one for pool in room.pools for one in used.get((pool, night), ())) <= most)
        rooms: dict[tuple[int, date], list[Any]] = defaultdict(list)
        for (_, number, night), parties in self.families.items():
            rooms[number, night].append(parties)
        for part in self.parting.parts:
            for night in part.kind.nights:
                rooms[part.number, night].append(part.rooms)
        for (number, _), parties in rooms.items():
            self.cp_model.add(self._sum(parties) <= len(self.pools.families[number].rooms))

    def _keep_within_coaches(self) -> None:
        for (house, period), most in self.question.most.items():
            brought = [
                kind.size * self.houses[at, house]
                for at, kind in enumerate(self.kinds)
                if kind.period == period and house in kind.minutes
            ]
            self.cp_model.add(self._sum(brought) <= most)

    def _count_moves(self, at: int, kind: Kind) -> None:
        """Whoever comes into a pool that the night before had fewer of them has come from another one."""
        for before, night in zip(kind.nights, kind.nights[1:], strict=False):
            for role, who in enumerate(kind.roles):
                for number in range(len(self.pools.beds)):
                    self._count_move(self.beds, (at, role, number), before, night, len(kind.units) * who.people, 1)
            for number in range(len(self.pools.families)):
                self._count_move(self.families, (at, number), before, night, len(kind.units), kind.size)

    def _count_move(
        self, counts: Mapping[Any, Any], key: tuple[int, ...], before: date, night: date, most: int, people: int
    ) -> None:
        if (*key, night) in counts:
            come = self._number(most)
            self.cp_model.add(come >= counts[(*key, night)] - counts.get((*key, before), 0))
            self.moves.append(come)
            self.movers.append(people)

    def aims(self) -> Iterator[_Aim]:
        """The goals that anything depends on, the most important first."""
        for turn in sorted({kind.turn for kind in self.kinds}):
            those = [(at, kind) for at, kind in enumerate(self.kinds) if kind.turn == turn and kind.minutes]
            people = self._sum(kind.size * self.houses[at, house] for at, kind in those for house in kind.minutes)
            yield goals.PEOPLE, 1, people, sum(kind.size * len(kind.units) for _, kind in those), turn
        yield from self._fewest(goals.CHILDREN, [*self._lonely(), *self.parting.lonely()])
        yield from self._fewest(goals.PARTED, list(self.parting.parted.values()))
        nights = sum(len(kind.units) * len(kind.nights) for kind in self.kinds if kind.is_family)
        rooms = [number for (at, *_), number in self.families.items() if self.kinds[at].is_family]
        if rooms:
            yield goals.FAMILIES, 1, self._sum(rooms), nights, 0
        for name, terms in ((goals.LOWER, self._upper()), (goals.FLOORS, self._floors()), (goals.UNFIT, self._unfit())):
            yield from self._fewest(name, terms)
        yield from self._kept()
        yield from self._fewest(
            goals.MOVES, [people * move for people, move in zip(self.movers, self.moves, strict=True)]
        )
        spared = [number for (at, *_), number in self.families.items() if not self.kinds[at].is_family]
        yield from self._fewest(goals.SPARED, [*spared, *self.parting.not_for_families()])
        yield from self._of_houses()
        empty = [
            (self.pools.families[number].beds - self.kinds[at].size) * parties
            for (at, number, _), parties in self.families.items()
        ]
        yield from self._fewest(
            goals.EMPTY, [*empty, *self.parting.empty()] if len(self.pools.families) > 1 or self.parting.parts else []
        )

    def _fewest(self, name: Text, terms: Sequence[Any]) -> Iterator[_Aim]:
        if terms:
            yield name, -1, self._sum(terms), 0, 0

    def _lonely(self) -> Iterator[Any]:
        """The children of parties apart by sexes, as far as no adult of the party is of their own."""
        for at, kind in enumerate(self.kinds):
            for house in kind.minutes if kind.lonely else ():
                for night in kind.nights:
                    together = [
                        parties
                        for (kind_at, number, on), parties in self.families.items()
                        if (kind_at, on) == (at, night) and self.pools.families[number].house == house
                    ]
                    parted = [self.parting.parted[at, house]] if (at, house) in self.parting.parted else []
                    yield kind.lonely * (self.houses[at, house] - self._sum([*together, *parted]))

    def _upper(self) -> list[Any]:
        apart = [
            people
            for (at, role, number, _), people in self.beds.items()
            if self.kinds[at].roles[role].lower_bed and not self.pools.beds[number].lower
        ]
        together = []
        for (at, number, _), parties in self.families.items():
            need = sum(role.people for role in self.kinds[at].roles if role.lower_bed)
            short = max(0, need - self.pools.families[number].lower_beds)
            together += [short * parties] if short else []
        return [*apart, *together, *self.parting.upper()]

    def _floors(self) -> list[Any]:
        """A floor that is not known counts as one above all others."""
        known = {room.floor or 0 for house in self.question.houses.values() for room in house.rooms}
        unknown = max(known, default=0) + 1

        def above(pool: Pool | FamilyPool) -> int:
            return (pool.floor or unknown) - 1

        apart = [
            above(self.pools.beds[number]) * people
            for (at, role, number, _), people in self.beds.items()
            if self.kinds[at].roles[role].low_floor
        ]
        together = [
            need * above(self.pools.families[number]) * parties
            for (at, number, _), parties in self.families.items()
            if (need := sum(role.people for role in self.kinds[at].roles if role.low_floor))
        ]
        return [*apart, *together, *self.parting.asleep(lambda pool, role: above(pool) * role.low_floor)]

    def _unfit(self) -> list[Any]:
        apart = [people for (*_, number, _), people in self.beds.items() if self.pools.beds[number].unfit]
        together = [
            self.kinds[at].size * parties
            for (at, number, _), parties in self.families.items()
            if self.pools.families[number].unfit
        ]
        return [*apart, *together, *self.parting.asleep(lambda pool, _: int(pool.unfit))]

    def _kept(self) -> Iterator[_Aim]:
        had = [(at, role) for at, kind in enumerate(self.kinds) for role in kind.roles if role.house is not None]
        houses = [
            role.people * self.houses[at, role.house]
            for at, role in had
            if role.house and (at, role.house) in self.houses
        ]
        if houses:
            asked = sum(role.people * len(self.kinds[at].units) for at, role in had)
            yield goals.HOUSE, 1, self._sum(houses), asked, 0
        beds = [
            people
            for (at, role, number, _), people in self.beds.items()
            if self.pools.beds[number].beds == (self.kinds[at].roles[role].own,)
        ]
        rooms = [
            role.people * parties
            for (at, number, _), parties in self.families.items()
            for role in self.kinds[at].roles
            if role.own and _is_room(self.pools.families[number], role.own)
        ]
        rooms += self.parting.asleep(lambda pool, role: int(role.own is not None and _is_room(pool, role.own)))
        if self.pools.sees_own and (beds or rooms):
            nights = sum(role.people * len(self.kinds[at].nights) for at, role in had)
            yield goals.BED, 1, self._sum([*beds, *rooms]), nights, 0

    def _of_houses(self) -> Iterator[_Aim]:
        """The Home before other houses, then the price, then the way."""
        outside = {
            name: int(lodging.kind is not LodgingKind.EMPLOYEES_HOME) for name, lodging in self.question.houses.items()
        }
        fen = {name: int((lodging.price * _FEN).to_integral_value()) for name, lodging in self.question.houses.items()}
        for name, night in ((goals.HOME, outside), (goals.COST, fen)):
            yield from self._least(
                name,
                [{house: kind.size * len(kind.nights) * night[house] for house in kind.minutes} for kind in self.kinds],
            )
        yield from self._least(goals.WAY, [kind.minutes for kind in self.kinds])

    def _least(self, name: Text, worth: Sequence[Mapping[LodgingId, int]]) -> Iterator[_Aim]:
        """A goal that a unit of each kind adds to by its house, unless the number of people decides it."""
        each_of: dict[int, set[Fraction]] = defaultdict(set)
        for kind, each in zip(self.kinds, worth, strict=True):
            each_of[kind.turn].update(Fraction(value, kind.size) for value in each.values())
        if any(len(values) > 1 for values in each_of.values()):
            terms = (each[house] * self.houses[at, house] for at, each in enumerate(worth) for house in each)
            yield name, -1, self._sum(terms), None, 0


def _is_room(pool: FamilyPool, bed: tuple[LodgingId, Any, int]) -> bool:
    return (pool.house, *pool.rooms) == bed[:2]

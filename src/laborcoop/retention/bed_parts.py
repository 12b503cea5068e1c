"""Parties that fill no single room: a part of them in one or several family rooms, the others in beds for their sex.

Such a party keeps its rooms for the whole wait. No room that takes all of it is among them: all of it would be there.
The search counts rooms by who of the party is in them, so that what a room is worth is known before it begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import Any

from attrs import frozen

from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LodgingId
from laborcoop.retention.bed_kinds import Age, Kind, Role
from laborcoop.retention.bed_pools import FamilyPool, Pools


@frozen
class Part:
    """The family rooms of a pool in which the same part of a party is: how many rooms, and who is in each, by role."""

    at: int
    kind: Kind
    number: int
    pool: FamilyPool
    people: tuple[int, ...]
    rooms: Any

    def of(self, age: Age) -> int:
        """How many of an age are in each room."""
        return sum(self._of(lambda role: role.age is age))

    def lower_bed(self) -> int:
        """How many who need a lower bed are in each room."""
        return sum(self._of(lambda role: role.lower_bed))

    def _of(self, wanted: Callable[[Role], bool]) -> Iterator[int]:
        return (people for role, people in zip(self.kind.roles, self.people, strict=True) if wanted(role))


def least_room(pools: Pools) -> int | None:
    """How many people the smallest family room takes in any night in which somebody can sleep there."""
    return min((holds for pool in pools.families for holds in pool.holds.values() if holds), default=None)


class Parting:
    """The family rooms of parts of parties, as numbers of a search."""

    def __init__(self, cp: Any, model: Any) -> None:  # noqa: ANN401 - the solver has no types
        self._cp, self._model = cp, model
        self.parts: list[Part] = []
        self._of: dict[tuple[int, LodgingId], list[Part]] = {}
        self.parted: dict[tuple[int, LodgingId], Any] = {}
        """By kind and house: whether the party of the kind is parted there."""

    def variables(self) -> list[Any]:
        """How many rooms each part has, in the order of the parts."""
        return [part.rooms for part in self.parts]

    def add(self, at: int, kind: Kind, house: LodgingId, here: Any, pools: Pools) -> None:  # noqa: ANN401 - terms of the solver
        """The rooms of a house that a party may be parted among."""
        parts = [
            Part(at, kind, number, pool, people, self._model.new_int_var(0, most, ""))
            for number, pool in enumerate(pools.families)
            if pool.house == house and 0 < (holds := min(pool.holds.get(night, 0) for night in kind.nights)) < kind.size
            for people in product(*(range(min(role.people, holds) + 1) for role in kind.roles))
            if 0 < sum(people) <= holds
            if (most := _most(kind, people, len(pool.rooms)))
        ]
        if not parts:
            return
        parted = self.parted[at, house] = self._model.new_bool_var("")
        self._model.add(parted <= here)
        self._model.add(parted <= self._sum(part.rooms for part in parts))
        for number, role in enumerate(kind.roles):
            self._model.add(self._sum(part.people[number] * part.rooms for part in parts) <= role.people * parted)
        self.parts += parts
        self._of[at, house] = parts

    def role(self, at: int, house: LodgingId, role: int) -> list[Any]:
        """How many of a role of a party are in rooms of a house, part by part."""
        return [part.people[role] * part.rooms for part in self._of.get((at, house), ()) if part.people[role]]

    # What the goals count, for all nights together --------------------------------------------------------------------

    def lonely(self) -> Iterator[Any]:
        """Children of parted parties, where no adult of the party sleeps."""
        for (at, house), parted in self.parted.items():
            parts = self._of[at, house]
            kind = parts[0].kind
            if not kind.of(Age.CHILD):
                continue
            for part in parts:
                if part.of(Age.CHILD) and not part.of(Age.ADULT):
                    yield len(kind.nights) * part.of(Age.CHILD) * part.rooms
            for sex in Sex:
                children, adults = (self._rest(parts, parted, age, sex) for age in (Age.CHILD, Age.ADULT))
                if kind.of(Age.CHILD, sex):
                    yield len(kind.nights) * self._without(children, adults, kind.of(Age.CHILD, sex))

    def _rest(self, parts: Sequence[Part], parted: Any, age: Age, sex: Sex) -> Any:  # noqa: ANN401 - terms of the solver
        """How many of an age and a sex of a parted party are in none of its rooms."""
        those = [number for number, role in enumerate(parts[0].kind.roles) if role.age is age and role.sex is sex]
        inside = self._sum(sum(part.people[number] for number in those) * part.rooms for part in parts)
        return parts[0].kind.of(age, sex) * parted - inside

    def _without(self, children: Any, adults: Any, most: int) -> Any:  # noqa: ANN401 - terms of the solver
        """The children among some people, unless an adult is among them."""
        watched = self._model.new_bool_var("")
        self._model.add(adults >= watched)
        alone = self._model.new_int_var(0, most, "")
        self._model.add(alone >= children - most * watched)
        return alone

    def upper(self) -> Iterator[Any]:
        """Those who need a lower bed and have an upper one."""
        for part in self.parts:
            short = part.lower_bed() - part.pool.lower_beds
            if short > 0:
                yield len(part.kind.nights) * short * part.rooms

    def asleep(self, worth: Callable[[FamilyPool, Role], int]) -> Iterator[Any]:
        """The people in these rooms, each counted as one of the role in such a room is worth."""
        for part in self.parts:
            each = sum(
                people * worth(part.pool, role) for role, people in zip(part.kind.roles, part.people, strict=True)
            )
            if each:
                yield len(part.kind.nights) * each * part.rooms

    def not_for_families(self) -> Iterator[Any]:
        """The rooms that parties have who are no families."""
        for part in self.parts:
            if not part.kind.is_family:
                yield len(part.kind.nights) * part.rooms

    def empty(self) -> Iterator[Any]:
        """The beds of these rooms in which nobody sleeps."""
        for part in self.parts:
            yield len(part.kind.nights) * (part.pool.beds - sum(part.people)) * part.rooms

    def _sum(self, terms: Iterable[Any]) -> Any:  # noqa: ANN401 - terms of the solver
        return self._cp.LinearExpr.sum(list(terms))


def _most(kind: Kind, people: Sequence[int], rooms: int) -> int:
    """How many rooms the same part of a party can have."""
    return min(rooms, *(role.people // each for role, each in zip(kind.roles, people, strict=True) if each))

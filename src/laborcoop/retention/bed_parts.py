"""Parties that fill no single room: a part of them in one or several family rooms, the others in beds for their sex.

Such a party keeps its rooms for the whole wait. No room that takes all of it is among them: all of it would be there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from attrs import frozen

from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LodgingId
from laborcoop.retention.bed_kinds import Age, Kind, Role
from laborcoop.retention.bed_pools import FamilyPool, Pools


@frozen
class Part:
    """A family room that a part of a party may have: whether it does, and how many of each role of its kind are in."""

    at: int
    kind: Kind
    number: int
    pool: FamilyPool
    holds: int
    used: Any
    people: tuple[Any, ...]


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
        """How many of each role are in each room, in the order of the parts."""
        return [people for part in self.parts for people in part.people]

    def add(self, at: int, kind: Kind, house: LodgingId, here: Any, pools: Pools) -> None:  # noqa: ANN401
        """The rooms of a house that a party may be parted among."""
        parts = [
            self._part(at, kind, number, pool, holds)
            for number, pool in enumerate(pools.families)
            if pool.house == house and 0 < (holds := min(pool.holds.get(night, 0) for night in kind.nights)) < kind.size
            for _ in range(min(len(pool.rooms), kind.size))
        ]
        if not parts:
            return
        parted = self.parted[at, house] = self._model.new_bool_var("")
        self._model.add_max_equality(parted, [part.used for part in parts])
        self._model.add(parted <= here)
        for first, then in pairwise(parts):
            if first.number == then.number:
                self._model.add(first.used >= then.used)
        self.parts += parts
        self._of[at, house] = parts

    def _part(self, at: int, kind: Kind, number: int, pool: FamilyPool, holds: int) -> Part:
        used = self._model.new_bool_var("")
        people = tuple(self._model.new_int_var(0, min(role.people, holds), "") for role in kind.roles)
        self._model.add(self._sum(people) <= holds * used)
        self._model.add(self._sum(people) >= used)
        return Part(at, kind, number, pool, holds, used, people)

    def of(self, at: int, house: LodgingId) -> list[Part]:
        """The rooms of a house that the party of a kind may be parted among."""
        return self._of.get((at, house), [])

    def role(self, at: int, house: LodgingId, role: int) -> list[Any]:
        """How many of a role are in each of these rooms."""
        return [part.people[role] for part in self.of(at, house)]

    # What the goals count, for all nights together --------------------------------------------------------------------

    def lonely(self) -> Iterator[Any]:
        """Children of parted parties, where no adult of the party sleeps."""
        for (at, house), parted in self.parted.items():
            parts = self.of(at, house)
            kind = parts[0].kind
            if kind.of(Age.CHILD):
                for part in parts:
                    yield self._without(_of(part, Age.CHILD), _of(part, Age.ADULT), part.holds, kind)
                for sex in Sex:
                    rest = {
                        age: kind.of(age, sex) * parted
                        - self._sum(one for part in parts for one in _of(part, age, sex))
                        for age in (Age.CHILD, Age.ADULT)
                    }
                    yield self._without([rest[Age.CHILD]], [rest[Age.ADULT]], kind.size, kind)

    def _without(self, children: Sequence[Any], adults: Sequence[Any], most: int, kind: Kind) -> Any:  # noqa: ANN401
        """The children among some people, unless an adult is among them, in all nights of a kind."""
        watched = self._model.new_bool_var("")
        self._model.add(self._sum(adults) >= watched)
        self._model.add(self._sum(adults) <= most * watched)
        return len(kind.nights) * self._above(self._sum(children) - most * watched, most)

    def upper(self) -> Iterator[Any]:
        """Those who need a lower bed and have an upper one."""
        for part in self.parts:
            need = [one for role, one in zip(part.kind.roles, part.people, strict=True) if role.lower_bed]
            if need:
                short = self._above(self._sum(need) - part.pool.lower_beds, part.holds)
                yield len(part.kind.nights) * short

    def asleep(self, worth: Callable[[FamilyPool, Role], int]) -> Iterator[Any]:
        """The people in these rooms, each counted as one of the role in such a room is worth."""
        for part in self.parts:
            for role, people in zip(part.kind.roles, part.people, strict=True):
                each = worth(part.pool, role)
                if each:
                    yield len(part.kind.nights) * each * people

    def not_for_families(self) -> Iterator[Any]:
        """The rooms that parties have who are no families."""
        for part in self.parts:
            if not part.kind.is_family:
                yield len(part.kind.nights) * part.used

    def empty(self) -> Iterator[Any]:
        """The beds of these rooms in which nobody sleeps."""
        for part in self.parts:
            yield len(part.kind.nights) * (part.pool.beds * part.used - self._sum(part.people))

    def _above(self, total: Any, most: int) -> Any:  # noqa: ANN401
        """A number, or 0 where it is less."""
        number = self._model.new_int_var(0, most, "")
        self._model.add_max_equality(number, [total, 0])
        return number

    def _sum(self, terms: Iterable[Any]) -> Any:  # noqa: ANN401
        return self._cp.LinearExpr.sum(list(terms))


def _of(part: Part, age: Age, sex: Sex | None = None) -> list[Any]:
    """How many of an age, and of one sex or of both, are in a room."""
    return [
        one
        for role, one in zip(part.kind.roles, part.people, strict=True)
        if role.age is age and sex in {None, role.sex}
    ]

"""Parties: those who are placed together or not at all; and classes of parties that nothing tells apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from laborcoop.allocation.order import key, ordered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from laborcoop.allocation.goals import Aim
    from laborcoop.allocation.problem import Problem


@frozen
class Party:
    """One applicant, or a group; ``gains`` holds place id -> what placing all of it there adds to each aim."""

    members: tuple[str, ...]
    sizes: Mapping[str, int]
    """Place id -> the places that all of it takes there."""
    pin: str | None
    gains: Mapping[str, tuple[int, ...]]

    @property
    def is_pinned(self) -> bool:
        """Whether it has to be where it is; the number of the first column is a place like any other."""
        return self.pin is not None


@frozen
class Class:
    """Interchangeable parties, in the stable order: the solver counts them, the hash says who goes where."""

    parties: tuple[Party, ...]
    loads: Mapping[str, tuple[tuple[int, int], ...]]
    """Place id -> (number of a cap, places that one party there takes of it) for each cap that concerns them."""

    @property
    def one(self) -> Party:
        """Any of them: for what they share."""
        return self.parties[0]


def units(problem: Problem) -> list[tuple[str, ...]]:
    """The members of every party, in the stable order."""
    grouped = {name: group for group in problem.groups for name in group}
    found: list[tuple[str, ...]] = []
    for name in ordered(problem.applicants):
        group = grouped.get(name)
        if group is None:
            found.append((name,))
        elif name == min(group, key=key):
            found.append(tuple(ordered(group)))
    return found


def open_to(problem: Problem, members: Sequence[str]) -> list[str]:
    """The places where every member may go."""
    first, *others = members
    return [place for place in problem.pairs.of(first) if all(place in problem.pairs.of(name) for name in others)]


def parties(problem: Problem, aims: Sequence[Aim]) -> list[Party]:
    """Every party that has somewhere to go, in the stable order."""
    found = []
    for members in units(problem):
        pin = next((problem.pinned[name] for name in members if name in problem.pinned), None)
        places = open_to(problem, members) if pin is None else [pin]
        gains = {
            place: tuple(
                sum(aim.gain(problem, name, place, problem.pairs.of(name)[place]) for name in members) for aim in aims
            )
            for place in ordered(places)
        }
        sizes = {place: sum(problem.size_of(name, place) for name in members) for place in gains}
        if gains:
            found.append(Party(members, sizes, pin, gains))
    return found


def classes(problem: Problem, everyone: Sequence[Party]) -> list[Class]:
    """The parties sorted into classes that agree in everything that a constraint or a goal can see."""
    concerned: dict[str, list[int]] = {}
    for number, cap in enumerate(problem.caps):
        for name in cap.applicants:
            concerned.setdefault(name, []).append(number)
    alike: dict[object, Class] = {}
    sorts: dict[object, list[Party]] = {}
    for party in everyone:
        loads = _loads(problem, party, concerned)
        sign = (party.pin, *(tuple(part.items()) for part in (party.gains, party.sizes, loads)))
        sorts.setdefault(sign, []).append(party)
        alike.setdefault(sign, Class((party,), loads))
    return [evolve(one, parties=tuple(sorts[sign])) for sign, one in alike.items()]


def _loads(
    problem: Problem, party: Party, concerned: Mapping[str, Sequence[int]]
) -> dict[str, tuple[tuple[int, int], ...]]:
    def at(place: str) -> tuple[tuple[int, int], ...]:
        taken: dict[int, int] = {}
        for name in party.members:
            for number in concerned.get(name, ()):
                taken[number] = taken.get(number, 0) + problem.size_of(name, place)
        return tuple(sorted(taken.items()))

    if any(isinstance(problem.size.get(name), Mapping) for name in party.members):
        return {place: at(place) for place in party.gains}
    return dict.fromkeys(party.gains, at(next(iter(party.gains))))

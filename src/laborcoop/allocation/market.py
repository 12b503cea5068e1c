"""The independent check of the mechanisms ``stable`` and ``queue``: by their definitions."""

from __future__ import annotations

from collections import Counter
from math import inf
from typing import TYPE_CHECKING

from laborcoop.allocation.audit import Reading
from laborcoop.allocation.certificate import is_plain
from laborcoop.allocation.market_lists import blocks_down, strict_lists
from laborcoop.allocation.ranked import Ranked
from laborcoop.allocation.ruled import Ruled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from laborcoop.allocation.ledger import Ledger, Team
    from laborcoop.allocation.result import Result

_BEYOND = 2**63 - 1
"""More than any score or regard."""


def check_stable(result: Result, ledger: Ledger) -> None:
    """Nobody blocks an answer that says it is stable; somebody does where it says it is not."""
    blocks = _found(ledger)
    if ledger.faults:
        return
    if blocks and result.status == "proved":
        for team, place in blocks:
            ledger.fault(
                "{team} 与 {place} 都更愿意选择对方",
                "{team} and {place} would both rather have each other",
                team=team,
                place=place,
            )
    elif not blocks and result.status == "not-stable":
        ledger.fault("结果其实是稳定的", "the answer says that it is not stable, but it is")


def _found(ledger: Ledger) -> list[tuple[Team, str]]:
    """The teams that block, each with the place, by the way that the pairs are held."""
    pairs, lists = ledger.problem.pairs, strict_lists(ledger.problem)
    if not is_plain(ledger.problem):
        return list(_blocks(ledger, _Doors(ledger)))
    if lists is not None:
        return list(blocks_down(ledger, *lists))
    if isinstance(pairs, Ranked):
        return list(_blocks_by_lists(ledger, pairs, _Doors(ledger)))
    if isinstance(pairs, Ruled):
        return list(_blocks_by_rules(ledger, pairs, _Doors(ledger)))
    return list(_blocks(ledger, _Doors(ledger)))


def _blocks(ledger: Ledger, doors: _Doors) -> Iterator[tuple[Team, str]]:
    """The teams that like a place better than where they are, and that it would take in."""
    for team in ledger.teams:
        for place in () if ledger.is_pinned(team) else _better(ledger, team):
            if _regard(ledger, team, place) > doors.bar(place, ledger.size(team, place)):
                yield team, place


def _blocks_by_lists(ledger: Ledger, pairs: Ranked, doors: _Doors) -> Iterator[tuple[Team, str]]:
    """The same of single people who are ranked: down the list of each place as far as it would take anybody in."""
    own = {name: pairs.wishes[name][place] for name, place in ledger.placed.items()}
    for place, ranking in pairs.wanted.items():
        bar = doors.bar(place, 1)
        for name, regard in ranking.items():
            if regard <= bar:
                break
            score = pairs.wishes[name].get(place)
            if score is not None and score > own.get(name, -inf) and name not in ledger.problem.pinned:
                yield frozenset([name]), place


def _better(ledger: Ledger, team: Team) -> list[str]:
    """The places that a team likes better than where it is."""
    rows = [dict(ledger.problem.pairs.of(name).items()) for name in team]
    scores = {place: sum(row[place] for row in rows) for place in set.intersection(*map(set, rows))}
    here = ledger.place(team)
    own = -inf if here is None else scores[here]
    return [place for place, score in scores.items() if score > own]


def _regard(ledger: Ledger, team: Team, place: str) -> int:
    regard = ledger.problem.regard
    if regard is None:
        return min(ledger.problem.pairs.of(name)[place] for name in team)
    return min(regard[place][name] for name in team)


class _Doors:
    """Whom each place would take in, if need be by letting go of teams that it wants less."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._there: dict[str, list[tuple[int, int]]] = {place: [] for place in ledger.problem.capacity}
        """Place -> (regard, size) of those who may be let go."""
        self._stay = dict.fromkeys(ledger.problem.capacity, 0)
        """Place -> what the pinned take."""
        for team in ledger.teams:
            place = ledger.place(team)
            if place is None:
                continue
            if ledger.is_pinned(team):
                self._stay[place] += ledger.size(team, place)
            else:
                self._there[place].append((_regard(ledger, team, place), ledger.size(team, place)))
        self._bars: dict[tuple[str, int], float] = {}

    def bar(self, place: str, size: int) -> float:
        """What its regard for a team of this size has to pass: whoever is wanted as much would stay."""
        if (place, size) not in self._bars:
            self._bars[place, size] = self._found(place, size)
        return self._bars[place, size]

    def _found(self, place: str, size: int) -> float:
        room = self._ledger.problem.capacity[place] - self._stay[place] - size
        if room < 0:
            return inf
        for regard, taken in sorted(self._there[place], reverse=True):
            room -= taken
            if room < 0:
                return regard
        return -inf


def _blocks_by_rules(ledger: Ledger, pairs: Ruled, doors: _Doors) -> Iterator[tuple[Team, str]]:
    """The same of single people whose pairs are computed: all pairs, in blocks, the keys read anew."""
    import numpy as np

    names, places = list(pairs.workers), list(pairs.posts)
    column = {place: number for number, place in enumerate(places)}
    bars = np.array([max(-_BEYOND, min(_BEYOND, doors.bar(place, 1))) for place in places], dtype=np.int64)
    where = map(ledger.placed.get, names)
    here = np.array([-1 if place is None else column.get(place, -1) for place in where], dtype=np.int64)
    free = np.flatnonzero([name not in ledger.problem.pinned for name in names])
    reading = Reading(pairs, np.zeros(len(places), dtype=bool))
    for some, score in reading.blocks(free):
        at = here[some]
        # What a rule forbids is below every score.
        own = np.where(at < 0, -reading.reach - 1, score[np.arange(len(some)), at])
        for row, post in np.argwhere((score > own[:, None]) & (score > bars)).tolist():
            yield frozenset([names[some[row]]]), places[post]


def check_queue(_: Result, ledger: Ledger) -> None:
    """Nobody would rather be where there was still room when their turn came."""
    day = _Day(ledger)
    problem = ledger.problem
    brought: Counter[str] = Counter()
    for team in ledger.teams:
        place = ledger.place(team)
        if place is not None and ledger.is_pinned(team):
            brought[place] += ledger.size(team, place)
    # Whoever is where the pinned are too few may have been sent there, out of turn.
    calling = {place for place, count in brought.items() if count < problem.minimum.get(place, 0)}
    first = [team for team in ledger.teams if ledger.is_pinned(team) or ledger.place(team) in calling]
    for team in first:
        day.seat(team)
    for team in [team for team in ledger.teams if team not in frozenset(first)]:
        for place in _better(ledger, team):
            if day.has_room(team, place):
                ledger.fault(
                    "轮到 {team} 时 {place} 仍有名额",
                    "{place} still had room when the turn of {team} came",
                    team=team,
                    place=place,
                )
        day.seat(team)


class _Day:
    """What is taken as one team after the other has its turn."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._load = dict.fromkeys(ledger.problem.capacity, 0)
        self._taken = [0] * len(ledger.problem.caps)
        used = set(ledger.placed.values())
        # A place that nobody is at in the end, though it has a least cohort, was closed to everybody.
        self._shut = {place for place, least in ledger.problem.minimum.items() if least > 0 and place not in used}

    def seat(self, team: Team) -> None:
        place = self._ledger.place(team)
        if place is not None:
            self._load[place] += self._ledger.size(team, place)
            for number, more in self._capped(team, place):
                self._taken[number] += more

    def has_room(self, team: Team, place: str) -> bool:
        caps = self._ledger.problem.caps
        return (
            place not in self._shut
            and self._load[place] + self._ledger.size(team, place) <= self._ledger.problem.capacity[place]
            and not any(
                most is not None and more and self._taken[number] + more > most
                for number, more in self._capped(team, place)
                for most in [caps[number].most]
            )
        )

    def _capped(self, team: Team, place: str) -> list[tuple[int, int]]:
        caps = enumerate(self._ledger.problem.caps)
        return [
            (number, self._ledger.size(team & cap.applicants, place)) for number, cap in caps if place in cap.places
        ]

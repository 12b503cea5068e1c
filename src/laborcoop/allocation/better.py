"""The independent check's own search: is there a better answer, where groups, sizes, cohorts and caps leave a gap?

Prices of the limits bound every answer, and say which choices no better answer can use. Among the others the teams
choose one after the other; of all ways to have taken the same openings only the best is remembered. Whatever could
still be better is gone through, or the search gives up: it never guesses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Self

from attrs import frozen

if TYPE_CHECKING:
    Loads = tuple[int, ...]
    States = dict[Loads, tuple[int, int]]
    """What is taken of every limit -> the most that this can add up to, and what is lost by it at the prices."""

_EFFORT = 200_000
"""Choices that are looked at in search of prices."""
_FEWEST, _MOST = 20, 400
"""Trials of prices: fewer lead nowhere, more are not needed."""
LARGEST = _EFFORT // _FEWEST
"""Choices among which prices are sought at all."""
_STEPS = 50_000
"""Choices that are tried in the search for a better answer."""
_UNIT = 2**10
"""Prices are whole numbers of this part of what is counted."""
_PATIENCE = 6
"""Trials without a lower bound after which the steps become half as long."""


@frozen
class Choice:
    """A place that a team may have: what that adds, and (limit, how much of it) for each limit that counts it."""

    worth: int
    takes: tuple[tuple[int, int], ...]

    def left(self, price: Sequence[int]) -> int:
        """What it adds after paying."""
        return self.worth * _UNIT - sum(price[limit] * much for limit, much in self.takes)


@frozen
class Limit:
    """Between ``least`` and ``most``, of which ``own`` is taken by those who have no choice."""

    own: int
    least: int
    most: int | None
    or_none: bool
    """Whether nothing at all does as well as the least."""

    def kept(self, load: int, still: int) -> int | None:
        """What matters of a load that at most ``still`` may come on top of; None if the limit cannot hold any more."""
        needed = self.least if load or not self.or_none else 0
        if load + still < needed or (self.most is not None and load > self.most):
            return None
        if load < self.least:
            return load
        return self.least if self.most is None else max(load, self.most - still)

    def cost(self, price: int) -> int:
        """What the limit adds to the bound: a price is for the most, or if it is negative for the least."""
        return price * ((self.most or 0 if price > 0 else self.least) - self.own)

    def beyond(self, price: int, load: int) -> int:
        """By how much a load is above what the price should make of it; negative if it is below."""
        if self.most is not None and (price > 0 or load > self.most):
            return load - self.most
        short = not self.or_none and (price < 0 or load < self.least)
        return load - self.least if short else 0

    def priced(self, price: int) -> int:
        """The nearest price that proves something."""
        low = self.or_none or not self.least
        return max(0, price) if low and price < 0 else min(0, price) if self.most is None else price


@frozen(eq=False)
class _Turn:
    """What one team can still choose, each choice with what is lost by it, and the most it can take of each limit."""

    choices: Sequence[tuple[int, Choice]]
    most: Mapping[int, int]

    @classmethod
    def of(cls, choices: Sequence[Choice], price: Sequence[int], slack: int) -> Self:
        """The choices that an answer within ``slack`` of the bound of these prices can make."""
        left = [choice.left(price) for choice in choices]
        losses = [(max(left) - own, choice) for own, choice in zip(left, choices, strict=True)]
        kept = sorted((one for one in losses if one[0] <= slack), key=itemgetter(0))
        most: dict[int, int] = {}
        for _, choice in kept:
            for at, much in choice.takes:
                most[at] = max(most.get(at, 0), much)
        return cls(kept, most)


@frozen(eq=False)
class Search:
    """Teams of which each makes one of its choices, to be nowhere among them, under limits that they share."""

    teams: Sequence[Sequence[Choice]]
    limits: Sequence[Limit]

    def is_beaten(self, value: int) -> bool | None:
        """Whether choices that keep every limit add up to more than ``value``; None where the search gave up."""
        found = self._priced(value)
        if found is None:
            return None
        bound, price = found
        slack = bound - (value + 1) * _UNIT
        return slack >= 0 and self._go_through(value, [_Turn.of(one, price, slack) for one in self.teams], slack)

    def _priced(self, value: int) -> tuple[int, list[int]] | None:
        """A low bound and its prices; None if there are too many choices to look for one.

        Prices rise where the teams would take more than the limits leave, and fall where less (Polyak's steps: as far
        as would bring the bound to ``value`` if it went on falling as it does here).
        """
        rounds = min(_MOST, _EFFORT // max(1, sum(map(len, self.teams))))
        if rounds < _FEWEST:
            return None
        price = [0] * len(self.limits)
        here, loads = lowest, _ = self._bound(price)
        best = price, loads
        part, tried = 1, 0
        for _ in range(rounds):
            slope = [limit.beyond(at, load) for limit, at, load in zip(self.limits, price, loads, strict=True)]
            length = part * sum(one * one for one in slope)
            if not length or lowest < (value + 1) * _UNIT:
                break
            price = [
                limit.priced(at + one * (here - value * _UNIT) // length)
                for limit, at, one in zip(self.limits, price, slope, strict=True)
            ]
            here, loads = self._bound(price)
            tried += 1
            if here < lowest:
                lowest, best, tried = here, (price, loads), 0
            elif tried > _PATIENCE:
                here, (price, loads) = lowest, best
                part, tried = 2 * part, 0
        return lowest, best[0]

    def _bound(self, price: Sequence[int]) -> tuple[int, list[int]]:
        """What no answer adds up to more than, and what the teams would take of each limit at these prices."""
        loads = [limit.own for limit in self.limits]
        total = sum(limit.cost(at) for limit, at in zip(self.limits, price, strict=True))
        for choices in self.teams:
            left, best = max(((choice.left(price), at) for at, choice in enumerate(choices)))
            total += left
            for limit, much in choices[best].takes:
                loads[limit] += much
        return total, loads

    def _go_through(self, value: int, turns: list[_Turn], slack: int) -> bool | None:
        """Whether choices that lose no more than ``slack`` together add up to more; None after too many steps."""
        turns.sort(key=lambda turn: len(turn.choices))
        still = [sum(turn.most.get(at, 0) for turn in turns) for at in range(len(self.limits))]
        start = []
        for limit, most in zip(self.limits, still, strict=True):
            kept = limit.kept(limit.own, most)
            if kept is None:
                return False
            start.append(kept)
        states: States = {tuple(start): (0, 0)}
        steps = 0
        for turn in turns:
            for at, most in turn.most.items():
                still[at] -= most
            following: States = {}
            for loads, (worth, lost) in states.items():
                for loss, choice in turn.choices:
                    if lost + loss > slack:
                        break
                    steps += 1
                    after, adds = self._after(loads, choice, turn, still), worth + choice.worth
                    if after is not None and (after not in following or following[after][0] < adds):
                        following[after] = adds, lost + loss
                if steps > _STEPS:
                    return None
            states = following
        return any(worth > value for worth, _ in states.values())

    def _after(self, loads: Loads, choice: Choice, turn: _Turn, still: Sequence[int]) -> Loads | None:
        """What is taken of every limit after one more choice; None if it passes a limit, or leaves one out of reach."""
        after = list(loads)
        for at, much in choice.takes:
            after[at] += much
        for at in turn.most:
            kept = self.limits[at].kept(after[at], still[at])
            if kept is None:
                return None
            after[at] = kept
        return tuple(after)

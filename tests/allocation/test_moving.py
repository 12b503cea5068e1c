"""The cheapest moves after which everybody can be seated, against every way in which people could go."""

from __future__ import annotations

from collections import Counter
from itertools import product
from random import Random

import numpy as np
import pytest
from attrs import frozen
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from laborcoop.allocation import moving
from laborcoop.allocation.moving import Parties, cheapest


@frozen
class Drawn:
    size: list[int]
    home: list[int]
    trait: list[int]
    ways: list[dict[int, int]]
    """Party -> column -> loss: the same for parties of one trait."""
    room: list[int]
    full: list[bool]

    @classmethod
    def of(cls, chance: Random) -> Drawn:
        places = chance.randint(1, 4)
        size = [chance.choice([1, 1, 2]) for _ in range(chance.randint(0, 6))]
        home = [chance.choice([-1, *range(places), *range(places)]) for _ in size]
        trait = [chance.randint(0, 1) for _ in size]
        loss = [[chance.randint(0, 2) for _ in range(places + 1)] for _ in range(2)]
        ways = [
            {to: loss[one][to] for to in range(places + 1) if to != at and chance.random() < 0.6}
            for at, one in zip(home, trait, strict=True)
        ]
        room = [chance.randint(0, 3) for _ in range(places)]
        return cls(size, home, trait, ways, room, [chance.random() < 0.5] * places)

    @property
    def parties(self) -> Parties:
        listed = [(party, to, loss) for party, mine in enumerate(self.ways) for to, loss in mine.items()]
        who, where, loss = (np.array([way[at] for way in listed], dtype=np.int64) for at in range(3))
        size, home, trait = (np.array(given, dtype=np.int64) for given in (self.size, self.home, self.trait))
        return Parties(size=size, home=home, who=who, where=where, loss=loss, trait=trait)

    @property
    def options(self) -> list[dict[int, int]]:
        """Of each person, column -> loss."""
        each = zip(self.ways, self.home, self.size, strict=True)
        return [{**mine, **({} if at < 0 else {at: 0})} for mine, at, people in each for _ in range(people)]

    def fits(self, load: Counter[int]) -> bool:
        limits = enumerate(zip(self.room, self.full, strict=True))
        return all(load[at] == most if must else load[at] <= most for at, (most, must) in limits)

    @property
    def least(self) -> int | None:
        """The least that is lost, of all ways in which everybody can go; None if there is none."""
        options = self.options
        fitting = (chosen for chosen in product(*options) if self.fits(Counter(chosen)))
        return min(
            (sum(mine[to] for mine, to in zip(options, chosen, strict=True)) for chosen in fitting), default=None
        )

    def lost(self) -> int:
        """What the seats that are found lose; they must be seats that there are."""
        seats = cheapest(self.parties, np.array(self.room), np.array(self.full))
        assert (np.diff(seats[0]) >= 0).all()
        load: Counter[int] = Counter()
        here = Counter(dict(enumerate(self.size)))
        total = 0
        for party, place, people in zip(*(part.tolist() for part in seats), strict=True):
            assert people > 0
            assert place < len(self.room)
            load[place] += people
            here[party] -= people
            total += people * (0 if place == self.home[party] else self.ways[party][place])
        for party, people in here.items():
            assert people >= 0
            total += people * self.ways[party][len(self.room)] if people else 0
        assert self.fits(load)
        return total


@pytest.mark.parametrize("few", [0, 16])
@settings(deadline=None, max_examples=75)
@given(seed=st.integers(0, 10**9))
def test_no_way_in_which_everybody_can_go_loses_less(few: int, seed: int) -> None:
    given = Drawn.of(Random(seed))
    best = given.least
    assume(best is not None)
    with pytest.MonkeyPatch.context() as patch:
        # Few people may go each way: as if there were many, and as there are.
        patch.setattr(moving, "_FEW", few)
        assert given.lost() == best


def test_nobody_goes_two_ways_though_their_place_has_as_many_people() -> None:
    given = Drawn(size=[1, 1], home=[0, 0], trait=[0, 0], ways=[{1: 1, 3: 1}, {2: 5}], room=[0, 1, 1], full=[False] * 3)
    assert given.lost() == given.least == 6


def test_whoever_is_where_openings_may_stay_free_leaves_one_where_another_must_be_taken() -> None:
    given = Drawn(size=[2], home=[0], trait=[0], ways=[{1: 1}], room=[3, 1], full=[False, True])
    assert given.lost() == given.least == 1


def test_whoever_leaves_a_place_that_is_looked_at_one_by_one_loses_no_more_than_before() -> None:
    given = Drawn(
        size=[1, 1, 1, 1, 2],
        home=[0, 1, 2, 0, 0],
        trait=[0, 0, 1, 0, 1],
        ways=[{3: 0}, {0: 0, 2: 1}, {0: 0, 1: 1, 3: 0}, {2: 1}, {1: 1, 3: 0}],
        room=[1, 3, 1],
        full=[True] * 3,
    )
    assert given.lost() == given.least == 2

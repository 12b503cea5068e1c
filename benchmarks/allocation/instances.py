"""Synthetic workers and posts of any number from a seed, with the rules and preferences between them.

About a fifth of the pairs are allowed. Nothing here is a real person or employer: an id is a number.
"""

from __future__ import annotations

from operator import attrgetter, ge, le
from random import Random

from attrs import frozen

from laborcoop.allocation import PairRule, Preference

COUNTIES = tuple(f"county {number}" for number in range(8))
PROVINCES = tuple(f"province {number}" for number in range(6))
SKILLS = tuple(f"skill {number}" for number in range(10))


@frozen
class Seeker:
    """What the rules read of a worker."""

    id: str
    county: str
    age: int
    education: int
    skills: frozenset[str]
    wage_floor: int
    wish: str


@frozen
class Opening:
    """What the rules read of a post."""

    id: str
    openings: int
    province: str
    ages: tuple[int, int]
    education: int
    skill: str | None
    wage: int


def seekers(count: int, seed: int = 1, first: int = 0) -> list[Seeker]:
    """So many workers, numbered from ``first``."""
    chance = Random(seed)
    return [
        Seeker(
            id=f"W-{number:07}",
            county=chance.choice(COUNTIES),
            age=min(59, max(18, round(chance.gauss(36, 10)))),
            education=chance.choices(range(5), (3, 5, 4, 2, 1))[0],
            skills=frozenset(chance.sample(SKILLS, chance.choice((1, 2, 2, 3)))),
            wage_floor=100 * round(min(75, max(30, chance.gauss(48, 7)))),
            wish=chance.choice(PROVINCES),
        )
        for number in range(first, first + count)
    ]


def openings(count: int, people: int, seed: int = 2) -> list[Opening]:
    """So many posts, with openings for about four in five of the people."""
    chance = Random(seed)
    mean = 0.8 * people / count
    found = []
    for number in range(count):
        low = chance.choice((18, 18, 18, 20, 25))
        found.append(
            Opening(
                id=f"P-{number:05}",
                openings=1 + round(chance.expovariate(1 / mean)),
                province=chance.choice(PROVINCES),
                ages=(low, chance.choice((40, 45, 50, 55, 59))),
                education=chance.choices(range(4), (5, 4, 2, 1))[0],
                skill=chance.choice((None, None, *SKILLS[:6])),
                wage=50 * round(min(170, max(70, chance.gauss(106, 14)))),
            )
        )
    return found


def _partner(county: str, province: str) -> int:
    """How close a county's programme is with a province: from 0 to 25."""
    return (COUNTIES.index(county) * 7 + PROVINCES.index(province) * 11) % 26


def _of_age(age: int, ages: tuple[int, int]) -> bool:
    return ages[0] <= age <= ages[1]


def _has_skill(has: frozenset[str], asked: str | None) -> bool:
    return asked is None or asked in has


def _wish(wish: str, there: str) -> int:
    return 30 * (wish == there)


def _pay(floor: int, wage: int) -> int:
    return min(40, max(0, (wage - floor) // 50))


def _schooling(has: int, asked: int) -> int:
    return max(0, 10 - 4 * abs(has - asked))


def _skill(has: frozenset[str], asked: str | None) -> int:
    return 15 * (asked in has)


def _prime(age: int, ages: tuple[int, int]) -> int:
    return max(0, 12 - abs(2 * age - sum(ages)) // 3)


# Functions that stand at the top of a module, so that they can be sent to another process.
RULES = (
    PairRule("age", attrgetter("age"), attrgetter("ages"), _of_age),
    PairRule("education", attrgetter("education"), attrgetter("education"), ge),
    PairRule("skill", attrgetter("skills"), attrgetter("skill"), _has_skill),
    PairRule("wage", attrgetter("wage_floor"), attrgetter("wage"), le),
)

PREFERENCES = (
    Preference("county", attrgetter("county"), attrgetter("province"), _partner),
    Preference("wish", attrgetter("wish"), attrgetter("province"), _wish),
    Preference("wage", attrgetter("wage_floor"), attrgetter("wage"), _pay),
    Preference("education", attrgetter("education"), attrgetter("education"), _schooling),
    Preference("skill", attrgetter("skills"), attrgetter("skill"), _skill),
    Preference("age", attrgetter("age"), attrgetter("ages"), _prime),
)

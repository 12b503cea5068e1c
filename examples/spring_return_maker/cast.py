"""Who is in the case: those meant to travel, by coach and employer, and those left out, each for a reason of the data.

The counts are laid out so that the number left out at each place is forced by what there is, whoever is chosen:
403 people can go with the first batch only, and its train has 400 seats; 17 want the one small coach of a stop, and it
has 15; 12 women must sleep at the transit hotel, and it has 10 beds for women; 9 go to a gate that a van with 7 seats
reaches; 5 fit only a post with 3 openings.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

from attrs import evolve

from spring_return_maker.feeders import Line, lines_of
from spring_return_maker.frame import COUNTIES, stream
from spring_return_maker.geography import SITES
from spring_return_maker.left_out import extras
from spring_return_maker.people import MAN, NEW, TUOTUO, WOMAN, Person, born_at_age, dressed, numbered

_ABOARD = {
    1: {"LS": 150, "LP": 125, "FG": 84, "GS": 44},
    2: {"LS": 205, "LP": 170, "FG": 138, "GS": 74},
}
"""People meant for the usual coaches of each county."""

_EMPLOYERS = {
    1: {
        "E-01": 118,
        "E-02": 88,
        "E-03": 64,
        "E-04": 34,
        "E-05": 24,
        "E-06": 20,
        "E-07": 17,
        "E-08": 15,
        "E-09": 12,
        "E-10": 11,
    },
    2: {
        "E-01": 132,
        "E-02": 96,
        "E-03": 84,
        "E-04": 42,
        "E-05": 30,
        "E-06": 26,
        "E-08": 15,
        "E-09": 12,
        "E-10": 14,
        "E-14": 1,
        "E-16": 9,
    },
}
"""Returning people by employer, without E-07 of the second batch: its women are counted apart."""

_E07_MEN, _E07_WOMEN = 12, 12
_NEW = 117
_CLEANERS = 5
_CLEANER_OPENINGS = 3
_MINIBUS, _MINIBUS_SEATS = 17, 15
_MINIBUS_FIRM = "E-01"
_COUPLES = {1: 18, 2: 26}
_TRIPLES = {1: 3, 2: 6}
_WOMEN = {1: 146, 2: 236}
"""Women among those who travel alone."""

_FAMILY_FIRMS = ("E-01", "E-02", "E-03", "E-04", "E-06")
_SKILLED = (("电工", 10), ("缝纫", 14), ("叉车", 5))
_SCHOOLED = 30
_BY_DATE, _BY_BATCH, _ANY_BATCH = 0.2, 0.7, 0.85
_FLEXIBLE_DAY = date(2023, 2, 4)
_EARLY_DAY = date(2023, 2, 3)
SPECIAL = "W-0412"
"""The id of the worker from Tuotuo village whose way the documentation shows."""


def everyone() -> list[Person]:
    """All 1 038 people with sound data, numbered, in no telling order."""
    rng = stream("people")
    people = [
        *_travellers(1, rng),
        *_travellers(2, rng),
        *_minibus(rng),
        *extras(rng),
    ]
    clothed = [_sited(dressed(person, rng), rng) for person in people]
    rng.shuffle(clothed)
    return _with_ids(numbered(clothed))


def _travellers(batch: int, rng: random.Random) -> list[Person]:
    parties = [*_families(batch, rng), *([person] for person in _alone(batch, rng))]
    rng.shuffle(parties)
    parties.sort(key=len, reverse=True)
    free = {line.id_in(batch): quota for line, quota in _quotas(batch)}
    lines = {line.id_in(batch): line for line, _ in _quotas(batch)}
    people = []
    for party in parties:
        open_lines = [key for key in sorted(free) if free[key] >= len(party)]
        key = rng.choices(open_lines, [free[name] for name in open_lines])[0]
        free[key] -= len(party)
        people += _aboard(party, lines[key], batch, rng)
    return people


def _quotas(batch: int) -> list[tuple[Line, int]]:
    quotas = []
    for county in COUNTIES:
        lines = lines_of(batch, county.key)
        share, more = divmod(_ABOARD[batch][county.key], len(lines))
        quotas += [(line, share + (number < more)) for number, line in enumerate(lines)]
    # The two cleaners too many need seats as well: nobody knows which of the five are matched.
    extra = _CLEANERS - _CLEANER_OPENINGS if batch > 1 else 0
    return [(line, quota + (number < extra)) for number, (line, quota) in enumerate(quotas)]


def _families(batch: int, rng: random.Random) -> Iterator[list[Person]]:
    for number in range(_COUPLES[batch] + _TRIPLES[batch]):
        age = rng.randrange(43, 52)
        members = [(MAN, age), (WOMAN, age - rng.randrange(3))]
        if number >= _COUPLES[batch]:
            members.append(((MAN, WOMAN)[number % 2], rng.randrange(19, 22)))
        firm = _FAMILY_FIRMS[number % len(_FAMILY_FIRMS)]
        code = f"TX-{batch}{number + 1:02}"
        yield [
            Person(role="family", sex=sex, born=born_at_age(rng, years), employer=firm, together=code)
            for sex, years in members
        ]


def _alone(batch: int, rng: random.Random) -> list[Person]:
    firms = dict(_EMPLOYERS[batch])
    if batch > 1:
        firms[_MINIBUS_FIRM] -= _MINIBUS_SEATS
    for number in range(_COUPLES[batch] + _TRIPLES[batch]):
        size = 2 + (number >= _COUPLES[batch])
        firms[_FAMILY_FIRMS[number % len(_FAMILY_FIRMS)]] -= size
    returning = [firm for firm, count in sorted(firms.items()) for _ in range(count)]
    if batch == 1:
        sexes = _sexes(len(returning), _WOMEN[1], rng)
        return [_returning(sex, firm, rng) for sex, firm in zip(sexes, returning, strict=True)]
    new = _NEW - _CLEANER_OPENINGS
    women = _WOMEN[2] - _E07_WOMEN - _CLEANERS
    sexes = _sexes(len(returning) + new, women, rng)
    return [
        *(_returning(sexes.pop(), firm, rng) for firm in returning),
        *(_returning(sex, "E-07", rng) for sex in [MAN] * _E07_MEN + [WOMAN] * _E07_WOMEN),
        *_newcomers([sexes.pop() for _ in range(new)], rng),
        *(
            Person(role="cleaner", sex=WOMAN, born=born_at_age(rng, age), kind=NEW, education="小学")
            for age in (47, 48, 50, 52, 53)
        ),
    ]


def _sexes(count: int, women: int, rng: random.Random) -> list[str]:
    sexes = [WOMAN] * women + [MAN] * (count - women)
    rng.shuffle(sexes)
    return sexes


def _returning(sex: str, firm: str, rng: random.Random) -> Person:
    age = round(rng.triangular(19, 55, 30))
    return Person(
        role="return",
        sex=sex,
        born=born_at_age(rng, age),
        employer=firm,
        accepts_other=rng.randrange(10) == 0 and firm != "E-14",
    )


def _newcomers(sexes: list[str], rng: random.Random) -> Iterator[Person]:
    skills = [skill for skill, count in _SKILLED for _ in range(count)]
    for number, sex in enumerate(sexes):
        skill = skills[number] if number < len(skills) else ""
        schooled = len(skills) <= number < len(skills) + _SCHOOLED
        yield Person(
            role="new",
            sex=sex,
            born=born_at_age(rng, rng.randrange(21, 39)),
            kind=NEW,
            skills=skill or rng.choice(("", "", "", "驾驶", "烹饪")),
            education=rng.choice(("高中", "中专", "大专"))
            if schooled
            else rng.choice(("初中", "初中", "初中", "小学")),
            employer=rng.choice(("", "", "E-01", "E-02")),
            lowest_wage=rng.choice((0, 4000, 4500, 4800)),
        )


def _aboard(party: list[Person], line: Line, batch: int, rng: random.Random) -> list[Person]:
    stop = rng.choice(line.stops)
    asked = rng.randrange(4) > 0
    number, first, last = _when(batch, line.county, rng)
    return [
        evolve(
            person,
            county=line.county,
            boarding=stop if asked else "",
            employer=person.employer if person.kind != NEW or line.county in {"LS", "FG"} else "",
            batch=number,
            available_from=first,
            available_until=last,
        )
        for person in party
    ]


def _when(batch: int, county: str, rng: random.Random) -> tuple[int, date | None, date | None]:
    """The batch wished for (0: any), and the first and last day: all fit the batch meant."""
    chance = rng.random()
    if batch == 1:
        by_date = county == "LS" and chance < _BY_DATE
        return (0, None, _EARLY_DAY) if by_date else (1, None, None)
    if chance < _BY_BATCH or county == "GS":
        return 2, None, None
    return 0, _FLEXIBLE_DAY if chance < _ANY_BATCH else None, None


def _minibus(rng: random.Random) -> Iterator[Person]:
    for _ in range(_MINIBUS):
        person = _returning(MAN, _MINIBUS_FIRM, rng)
        yield evolve(person, role="minibus", county="GS", boarding="P-GS-PD", batch=2)


def _sited(person: Person, rng: random.Random) -> Person:
    by_stop = {site.place: site.id for site in SITES}
    near = [site.id for site in SITES if site.county == person.county]
    site = by_stop.get(person.boarding, "") or (rng.choice(near) if rng.randrange(3) == 0 else "")
    return evolve(person, site=site)


def _with_ids(people: list[Person]) -> list[Person]:
    """Ids W-0001 and on in three counties; Gongshan gives none."""
    order = {"LP": 0, "LS": 1, "FG": 2, "GS": 3}
    people = sorted(people, key=lambda person: order[person.county])
    at = int(SPECIAL[2:]) - 1
    chosen = next(number for number, person in enumerate(people) if _could_be_special(person))
    speaker = evolve(
        people[chosen],
        name="阿普·迪",
        ethnicity="傈僳族",
        boarding="P-LS-TT",
        township=COUNTIES[0].townships[0],
        village=TUOTUO,
        site="",
    )
    people[chosen], people[at] = people[at], speaker
    return [
        evolve(person, worker_id="" if person.county == "GS" else f"W-{number:04}")
        for number, person in enumerate(people, start=1)
    ]


def _could_be_special(person: Person) -> bool:
    return (person.county, person.employer, person.batch, person.role) == ("LS", "E-03", 2, "return")

"""What stands in each cell of a roster row, by the key of its column."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta

from attrs import frozen

from spring_return_maker import writing
from spring_return_maker.employers import FIRMS
from spring_return_maker.frame import COUNTIES, PLANNED_ON, stream
from spring_return_maker.geography import SITES, Spot
from spring_return_maker.layouts import Form
from spring_return_maker.left_out import MASKED
from spring_return_maker.people import Person
from spring_return_maker.rows import Entry
from spring_return_maker.writing import Cell

_BATCHES = {1: ("第一批", "第一批", "1", 1, "C-1"), 2: ("第二批", "第二批", "2", 2, "C-2"), 0: (None,)}
_EXPIRED = 40
"""One in so many cards has run out."""

_WRONG_BIRTH = 250
"""One in so many birth dates differs from the number."""


@frozen
class Words:
    """What the rosters call the places, sites and employers of the case."""

    places: Mapping[str, str]
    sites: Mapping[str, str]
    firms: Mapping[str, tuple[str, str]]

    @classmethod
    def of(cls, spots: tuple[Spot, ...]) -> Words:
        """The words for these places."""
        return cls(
            {spot.id: spot.name for spot in spots},
            {site.id: site.name for site in SITES},
            {firm.id: (firm.name, firm.alias) for firm in FIRMS},
        )

    def firm(self, employer: str, rng: random.Random) -> str:
        """An employer by its name or its short name; one that the case does not have as it is."""
        return rng.choice(self.firms.get(employer, (employer, employer)))

    def stop(self, place: str, rng: random.Random) -> Cell:
        """A stop by its name, now and then by its id."""
        if not place:
            return None
        return place if rng.randrange(12) == 0 else self.places.get(place, place)


def row_of(entry: Entry, form: Form, words: Words, rng: random.Random) -> dict[str, Cell]:
    """Every cell of a row, by key; a form takes those that it has columns for."""
    person = entry.person
    county = next(county for county in COUNTIES if county.key == person.county)
    poor, monitored = person.status == "脱贫户", person.status == "监测户"
    return {
        "worker_id": person.worker_id,
        "name": None if entry.no_name else writing.name(person, rng),
        "sex": writing.sex(person, form.sexes, rng),
        "id_number": entry.number if entry.spoilt else writing.number(person, rng),
        "birth_date": _birth(person, rng),
        "ethnicity": person.ethnicity,
        "education": person.education,
        "phone": writing.phone(person, rng),
        "county": rng.choice((county.short, county.name)),
        "township": person.township,
        "village": person.village,
        "address": f"怒江州{county.name}{person.township}{person.village}",
        "site": words.sites.get(person.site),
        "poor": writing.yes(poor, form.yes_no),
        "monitored": writing.yes(monitored, form.yes_no),
        "status": person.status,
        "skills": person.skills or None,
        "kind": None if person.employer and person.kind == "返岗" and rng.randrange(6) == 0 else person.kind,
        "employer": words.firm(person.employer, rng) if person.employer else None,
        "lowest_wage": writing.wage(person.lowest_wage, rng),
        "accepts_other": writing.yes(person.accepts_other, form.yes_no),
        "batch": rng.choice(_BATCHES[person.batch]),
        "boarding": words.stop(person.boarding, rng),
        "available_from": writing.day(person.available_from, rng),
        "available_until": writing.day(person.available_until, rng),
        "trip": person.trip or None,
        "together": person.together or None,
        "willing": writing.yes(person.willing, form.yes_no),
        "card_valid_until": writing.day(card_valid_until(person), rng),
        "remark": None,
    }


def _birth(person: Person, rng: random.Random) -> Cell:
    slip = timedelta(days=1) if person.role != MASKED and rng.randrange(_WRONG_BIRTH) == 0 else timedelta(0)
    return writing.day(person.born - slip, rng)


def card_valid_until(person: Person) -> date:
    """The last day of somebody's card: the same in every row about the person."""
    rng = stream(f"card {person.number}")
    days = rng.randrange(300, 5000)
    return PLANNED_ON - timedelta(days=days) if rng.randrange(_EXPIRED) == 0 else PLANNED_ON + timedelta(days=days)

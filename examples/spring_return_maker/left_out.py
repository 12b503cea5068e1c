"""Those who cannot go, each for a reason that lies in the data; the scarce seats and beds are in `cast`."""

from __future__ import annotations

import random
from datetime import date

from attrs import evolve, frozen

from spring_return_maker.employers import UNKNOWN
from spring_return_maker.people import MAN, NEW, WOMAN, Person, born_at_age

MASKED = "masked"
"""The role of somebody whose number is written with stars."""


@frozen
class Kind:
    """One way of being left out: what is entered, in which counties, and the ages in turn."""

    entered: Person
    counties: tuple[str, ...]
    ages: tuple[int, ...] = (24, 31)


_TRIP = "2023-02-05 10:00至2023-02-06 09:00"

_KINDS = (
    Kind(Person(role="under 16", kind=NEW, education="初中", batch=2), ("LP", "FG"), (15, 15)),
    Kind(Person(role="unwilling", employer="E-04", batch=2, willing=False), ("LS",)),
    Kind(Person(role="unwilling", kind=NEW, batch=2, willing=False), ("FG",)),
    Kind(Person(role=MASKED, employer="E-05", batch=2), ("LS", "LP")),
    Kind(Person(role="other trip", employer="E-04", batch=2, trip=_TRIP), ("LS", "FG")),
    Kind(Person(role="unknown employer", employer=UNKNOWN[0], batch=2), ("LS",)),
    Kind(Person(role="unknown employer", employer=UNKNOWN[1], batch=2), ("LP",)),
    Kind(Person(role="licence not checked", employer="E-11", batch=2), ("LP", "FG")),
    Kind(Person(role="wrong credit code", employer="E-12", batch=2), ("LS", "GS")),
    Kind(Person(role="too old for every post", kind=NEW, batch=2), ("LP",), (66,)),
    Kind(Person(role="suits only a post with a deposit", kind=NEW, batch=2), ("FG",), (57,)),
    Kind(Person(role="suits only a post below the minimum wage", kind=NEW, batch=2), ("LS",), (62,)),
    Kind(Person(role="asks for more than any post pays", kind=NEW, batch=2, lowest_wage=12000), ("LS",)),
    Kind(Person(role="can go only later", employer="E-06", available_from=date(2023, 2, 10)), ("LP", "FG")),
    Kind(Person(role="no coach at the stop", employer="E-05", batch=2, boarding="P-LS-PM"), ("LS", "LS")),
    Kind(Person(role="unknown stop", employer="E-08", batch=2, boarding="老街口"), ("FG",)),
    Kind(Person(role="only an unlawful coach", employer="E-04", batch=2, boarding="P-FG-SY"), ("FG", "FG")),
    Kind(Person(role="nobody signs at the gate", employer="E-13", batch=2), ("LP", "LS")),
)


def extras(rng: random.Random) -> list[Person]:
    """Everyone who is left out for a reason of the own data, of the employer or of the stop."""
    alone = [
        evolve(kind.entered, county=county, sex=(MAN, WOMAN)[number], born=born_at_age(rng, kind.ages[number]))
        for kind in _KINDS
        for number, county in enumerate(kind.counties)
    ]
    return alone + _apart(rng)


def _apart(rng: random.Random) -> list[Person]:
    """A couple that wants to travel together, each of them with another batch."""
    couple = Person(role="couple with two batches", county="LP", employer="E-06", together="TX-999")
    return [evolve(couple, sex=sex, born=born_at_age(rng, 35), batch=batch) for batch, sex in ((1, MAN), (2, WOMAN))]

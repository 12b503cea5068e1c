"""The rows of the rosters: everyone once, 42 people twice, and 12 rows whose data cannot be used."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, datetime

from attrs import frozen

from laborcoop.kernel.identity import check_character
from spring_return_maker.frame import AREA, COUNTIES, stream
from spring_return_maker.people import MAN, Person, born_at_age, draw_number, dressed
from spring_return_maker.writing import Cell

_SAME_SHEET, _OTHER_SHEET, _OTHER_FILE = 8, 22, 12
"""How many people stand twice: in one sheet, in two sheets of a file, in two files."""

_NAMELESS = 11
"""The last of the rows that cannot be used has a sound number and no name."""


@frozen(kw_only=True)
class Entry:
    """A row of a roster: a person, where it stands, and what is wrong with it.

    ``number`` replaces the resident number, ``no_name`` leaves out the name, ``double`` marks a repetition.
    """

    person: Person
    county: str
    township: str
    double: bool = False
    no_name: bool = False
    number: Cell = None
    spoilt: bool = False


Sheets = dict[tuple[str, str], list[Entry]]


def sheets(people: list[Person]) -> Sheets:
    """All 1 092 rows by county and township, in the order of the sheets."""
    rng = stream("rows")
    by_sheet: Sheets = defaultdict(list)
    for person in people:
        by_sheet[person.county, person.township].append(
            Entry(person=person, county=person.county, township=person.township)
        )
    for entry in [*_doubles(people, rng), *_refused(people, rng)]:
        by_sheet[entry.county, entry.township].append(entry)
    return by_sheet


def _doubles(people: list[Person], rng: random.Random) -> list[Entry]:
    usual = [person for person in people if person.role == "return" and not person.together and person.county != "GS"]
    chosen = rng.sample(sorted(usual, key=lambda person: person.worker_id), _SAME_SHEET + _OTHER_SHEET + _OTHER_FILE)
    return [_elsewhere(person, number) for number, person in enumerate(chosen)]


def _elsewhere(person: Person, number: int) -> Entry:
    if number < _SAME_SHEET:
        return Entry(person=person, double=True, county=person.county, township=person.township)
    county = person.county
    if number >= _SAME_SHEET + _OTHER_SHEET:
        county = {"LS": "LP", "LP": "FG", "FG": "LS"}[county]
    townships = next(place.townships for place in COUNTIES if place.key == county)
    others = [township for township in townships if township != person.township]
    return Entry(person=person, double=True, county=county, township=others[number % len(others)])


def _refused(people: list[Person], rng: random.Random) -> list[Entry]:
    """Twelve rows that cannot become workers: wrong, missing, spoilt and doubtful numbers, and one without a name."""
    taken = {person.number for person in people}
    shared = draw_number(rng, date(1990, 5, 17), MAN, taken)
    month13 = f"{AREA}1991131301{rng.randrange(10)}"
    future = f"{AREA}2031040502{rng.randrange(10)}"
    ages = (23, 29, 33, 37, 41)
    sound = [draw_number(rng, born_at_age(rng, age), MAN, taken) for age in ages]
    wrong_check = sound[0][:-1] + ("0" if sound[0][-1] != "0" else "1")
    faults: tuple[tuple[str, Cell], ...] = (
        ("LS", sound[1][:-1]),
        ("LP", ""),
        ("FG", wrong_check),
        ("LS", month13 + check_character(month13)),
        ("LP", future + check_character(future)),
        ("LS", shared),
        ("LP", shared),
        ("LP", float(sound[2][:15] + "000")),
        ("GS", f"{float(sound[3][:15] + '000'):.5E}"),
        ("FG", "0" * 18),
        ("GS", f"000000{born_at_age(rng, 27):%Y%m%d}0000"),
        ("LS", sound[4]),
    )
    return [_spoilt(order, county, number, rng) for order, (county, number) in enumerate(faults)]


def _spoilt(order: int, county: str, number: Cell, rng: random.Random) -> Entry:
    person = Person(
        role="refused",
        county=county,
        born=_born(number, rng),
        worker_id="" if county == "GS" else f"W-{9001 + order}",
        employer="E-04",
        batch=2,
        phone=f"1990000{9100 + order}",
    )
    person = dressed(person, rng)
    no_name = order == _NAMELESS
    return Entry(person=person, county=county, township=person.township, number=number, no_name=no_name, spoilt=True)


def _born(number: Cell, rng: random.Random) -> date:
    """The birth date that the number tells, where it tells one."""
    try:
        return datetime.strptime(str(number)[6:14], "%Y%m%d").date()  # noqa: DTZ007 - a birth date has no zone
    except ValueError:
        return born_at_age(rng, 30)

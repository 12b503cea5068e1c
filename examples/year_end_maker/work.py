"""Spells of work: who began when, left when, came back; and where else they had worked."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from attrs import frozen
from spring_return_maker.frame import stream

from year_end_maker.people import Person

ON = date(2023, 2, 7)
"""The last day that the ledgers know."""

DIVISIONS = {
    "E-01": "440403",
    "E-02": "440404",
    "E-03": "440403",
    "E-04": "440402",
    "E-05": "440404",
    "E-06": "440403",
    "E-07": "440403",
    "E-08": "440404",
    "E-09": "440404",
    "E-10": "440404",
}
"""Where each employer is."""

_GUANGZHOU = "440100"
_WEIGHTS = (24, 16, 12, 9, 8, 8, 7, 6, 5, 5)
_STAY, _RETURN, _ORGANISED = 46, 25, 72
"""In per cent: who stays for good, who comes back after leaving, whom the programme brought."""


@frozen(kw_only=True)
class Spell:
    """A spell of work; ``left_on`` is the first day no longer in post."""

    worker: str
    start: date
    left_on: date | None
    division: str
    employer: str
    organised: bool


def spells(people: Iterable[Person]) -> tuple[Spell, ...]:
    """The spells of everybody, in order of person and day."""
    rng = stream("year-end/work")
    return tuple(spell for person in people for spell in _of(person, rng))


def _of(person: Person, rng: random.Random) -> Iterator[Spell]:
    if person.cohort == "2022" and rng.randrange(40) == 0:
        # Work elsewhere in the province is no work in Zhuhai: who has been there is new here all the same.
        yield _spell(person, rng, date(2021, 3, 1), date(2021, 11, 1), division=_GUANGZHOU)
    start = _start(person.cohort, rng)
    left = _left(start, person.cohort, rng)
    yield _spell(person, rng, start, left)
    if left is not None and rng.randrange(100) < _RETURN:
        again = left + timedelta(days=rng.randrange(20, 200))
        if again < ON:
            yield _spell(person, rng, again, _left(again, person.cohort, rng))


def _start(cohort: str, rng: random.Random) -> date:
    if cohort == "2023":
        return ON - timedelta(days=rng.choice((0, 0, 3)))
    first = date(2019, 2, 1) if cohort == "before" else date(int(cohort), 1, 6)
    return first + timedelta(days=rng.randrange(690 if cohort == "before" else 355))


def _left(start: date, cohort: str, rng: random.Random) -> date | None:
    if cohort == "2023" or rng.randrange(100) < _STAY:
        return None
    left = start + timedelta(days=1 + int(rng.expovariate(1 / 210)))
    return left if left < ON else None


def _spell(person: Person, rng: random.Random, start: date, left: date | None, *, division: str = "") -> Spell:
    employer = rng.choices(tuple(DIVISIONS), _WEIGHTS)[0]
    return Spell(
        worker=person.id,
        start=start,
        left_on=left,
        division=division or DIVISIONS[employer],
        employer="" if division else employer,
        organised=person.cohort == "2023" or rng.randrange(100) < _ORGANISED,
    )


def in_post(work: Iterable[Spell], on: date) -> Mapping[str, Spell]:
    """Who was in post in Zhuhai on a day, with the spell."""
    return {
        one.worker: one
        for one in work
        if one.division != _GUANGZHOU and one.start <= on and (one.left_on is None or on < one.left_on)
    }


def transfer_rows(work: Iterable[Spell]) -> Iterator[tuple[str, ...]]:
    """The rows of the table of transfers."""
    yield "务工人员编号", "上岗日期", "离岗日期", "就业地区划", "企业编号", "有组织输出"
    for one in work:
        left = "" if one.left_on is None else str(one.left_on)
        yield one.worker, str(one.start), left, one.division, one.employer, "是" if one.organised else "否"

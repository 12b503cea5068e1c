"""Who is of age by the book of a case, and the adult of a party beside whom its minors ride (TR-30)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from laborcoop.people import Worker
from laborcoop.planning.case import Case


def of_age(case: Case, on: date) -> int:
    """The age of majority on a day (the parameter ``adult_age``), in years; 0 where the book asks for none."""
    then = case.book.context(on)
    return then.whole("adult_age") if "adult_age" in then.parameters else 0


def eldest_adult(people: Iterable[Worker], on: date, age: int) -> Worker | None:
    """The eldest of those who are of that age on the day, by id among twins; None where nobody is."""
    return min((one for one in people if one.age(on) >= age), key=lambda one: (one.born, one.id), default=None)

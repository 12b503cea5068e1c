"""What a finding is about in figures and words: the facts that its sentence was made of, for programs to read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from attrs import frozen

from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text, worded

FactValue = bool | int | Decimal | date | datetime | str | Text


@frozen
class Fact(Record):
    """One fact of a finding by its name in the wording: ``age`` 15, ``minimum`` 16."""

    name: str
    value: FactValue


def facts_of(given: Mapping[str, object]) -> tuple[Fact, ...]:
    """The facts of a breach, by name: numbers and days as they are, everything else as it is worded."""
    return tuple(Fact(name, _plain(value)) for name, value in sorted(given.items()))


def _plain(value: object) -> FactValue:
    match value:
        case Enum():
            return str(value.value)
        case bool() | int() | Decimal() | date() | str() | Text():
            return value
        case _:
            zh, en = worded(value, "zh"), worded(value, "en")
            return zh if zh == en else Text(zh, en)

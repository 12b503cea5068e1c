"""People of the unallocated area 533399, and how a case of a rule is judged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from stdnum.cn import ric

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import ResidentNumber, Sex
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.personal import PersonName
from laborcoop.people import Worker


@pytest.fixture(scope="session")
def born_on() -> Callable[..., Worker]:
    """A worker born on a day; the card is valid until the day given, or has no end."""

    def made(born: date, card_valid_until: date | None = None) -> Worker:
        first = f"533399{born:%Y%m%d}001"
        number = first + ric.calc_check_digit(first + "0")
        return Worker(
            id=WorkerId("W-1"),
            name=PersonName("阿普·迪"),
            sex=Sex.MALE,
            number=ResidentNumber(number),
            born=born,
            registered=DivisionCode("533301"),
            card_valid_until=card_valid_until,
        )

    return made

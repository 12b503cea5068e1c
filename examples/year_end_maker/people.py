"""Everybody whom the ledgers name: who came before 2021, in 2021 and 2022, and with the return of 2023."""

from __future__ import annotations

import random
from datetime import date, timedelta

from attrs import define, field, frozen
from spring_return_maker.frame import AREA, COUNTIES, stream
from spring_return_maker.people import ETHNIC, MAN, WOMAN, invented_name

from laborcoop.kernel.identity import check_character

COHORTS = {"before": 300, "2021": 1104, "2022": 1265, "2023": 117}
"""Persons by when they first came to work in Zhuhai; 1 104 and 1 265 are the 2 369 of two years."""

_WEIGHTS = (38, 30, 22, 10)
"""Of the four counties, in their order."""

_OUT_OF_POVERTY, _RELOCATED, _MEN = 57, 24, 58
"""In per cent, made up."""

_ELDEST = date(1972, 1, 1)


@frozen(kw_only=True)
class Person:
    """Somebody of the ledgers."""

    id: str
    cohort: str
    county: str
    name: str
    sex: str
    born: date
    number: str = field(repr=False)
    out_of_poverty: bool
    relocated: bool


@define
class Invention:
    """Invents people from a random stream, no two with one number."""

    rng: random.Random
    taken: set[str] = field(factory=set)

    def person(self, person_id: str, cohort: str, eldest: date, years: int) -> Person:
        """Somebody born within so many years from a day on."""
        county = self.rng.choices(COUNTIES, _WEIGHTS)[0]
        sex = MAN if self._chance(_MEN) else WOMAN
        born = eldest + timedelta(days=self.rng.randrange(365 * years))
        return Person(
            id=person_id,
            cohort=cohort,
            county=county.code,
            name=invented_name(self.rng, self.rng.choice(ETHNIC[county.key]), sex),
            sex=sex,
            born=born,
            number=self._number(born, sex),
            out_of_poverty=self._chance(_OUT_OF_POVERTY),
            relocated=self._chance(_RELOCATED),
        )

    def _chance(self, per_cent: int) -> bool:
        return self.rng.randrange(100) < per_cent

    def _number(self, born: date, sex: str) -> str:
        while True:
            digits = f"{AREA}{born:%Y%m%d}{self.rng.randrange(100):02}{1 if sex == MAN else 2}"
            if digits not in self.taken:
                self.taken.add(digits)
                return digits + check_character(digits)


def everyone() -> tuple[Person, ...]:
    """The workers, the earliest cohort first."""
    invention = Invention(stream("year-end/people"))
    cohorts = [cohort for cohort, size in COHORTS.items() for _ in range(size)]
    return tuple(
        invention.person(f"Y-{number:04}", cohort, _ELDEST, 31) for number, cohort in enumerate(cohorts, start=1)
    )

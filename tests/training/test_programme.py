"""Technical education for a paired region: schools, cohorts, persons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from attrs import evolve

from laborcoop.cooperation import Pairing
from laborcoop.errors import InvalidValue
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import PlacementId, SchoolId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.personal import PersonName
from laborcoop.kernel.text import Text
from laborcoop.people import Worker
from laborcoop.testing.programme import synthetic_number
from laborcoop.training import TrainingPlacement, TrainingProgramme, TrainingSchool

BORN = date(2006, 1, 1)


def school(number: int, division: str = "440402") -> TrainingSchool:
    return TrainingSchool(
        id=SchoolId(f"SC-{number}"), name=Text("技工学校", "technical school"), division=DivisionCode(division)
    )


def student(number: int, registered: str = "533301") -> Worker:
    return Worker(
        id=WorkerId(f"S-{number}"),
        name=PersonName("阿普"),
        sex=Sex.FEMALE,
        number=synthetic_number(number, BORN, Sex.FEMALE),
        born=BORN,
        registered=DivisionCode(registered),
    )


def place(number: int, at: int, year: int, left_on: date | None = None) -> TrainingPlacement:
    return TrainingPlacement(
        id=PlacementId(f"PL-{number}-{at}-{year}"),
        worker=WorkerId(f"S-{number}"),
        school=SchoolId(f"SC-{at}"),
        programme="welding",
        enrolled_on=date(year, 9, 1),
        left_on=left_on,
    )


PROGRAMME = TrainingProgramme(
    pairing=Pairing(sending=DivisionCode("533300"), receiving=DivisionCode("440400"), period=Period(date(2021, 1, 1))),
    schools=(school(1), school(2)),
    students=(student(1), student(2), student(3, registered="440402")),
    placements=(place(2, 1, 2022), place(1, 1, 2022), place(3, 1, 2022), place(1, 2, 2023)),
)


def test_a_cohort_holds_those_of_the_sending_region_who_were_enrolled_in_the_year() -> None:
    assert [one.worker for one in PROGRAMME.cohort(2022)] == ["S-1", "S-2"]
    assert PROGRAMME.cohort(2021) == ()
    assert PROGRAMME.recruited(2022) == {"SC-1": Count(2, Unit.PERSON), "SC-2": Count(0, Unit.PERSON)}


def test_who_changes_school_in_a_year_counts_at_both_schools_and_once_in_all() -> None:
    moved = evolve(PROGRAMME, placements=(place(1, 1, 2022, left_on=date(2022, 10, 1)), place(1, 2, 2022)))
    assert sum(count.value for count in moved.recruited(2022).values()) == 2
    assert moved.recruited_in_all(2022) == Count(1, Unit.PERSON)


def test_years_in_which_nobody_was_enrolled_are_named() -> None:
    assert PROGRAMME.years_without(2022, 2023) == ()
    assert PROGRAMME.years_without(2021, 2024) == (2021, 2024)


@pytest.mark.parametrize(
    "make",
    [
        lambda: evolve(PROGRAMME, schools=(school(1), school(2), school(1))),
        lambda: evolve(PROGRAMME, students=(*PROGRAMME.students, student(1))),
        lambda: evolve(PROGRAMME, schools=(school(1), school(2, division="533301"))),
        lambda: evolve(PROGRAMME, placements=(place(4, 1, 2022),)),
        lambda: evolve(PROGRAMME, placements=(place(1, 3, 2022),)),
    ],
)
def test_a_programme_that_contradicts_itself_is_refused(make: Callable[[], TrainingProgramme]) -> None:
    with pytest.raises(InvalidValue):
        make()

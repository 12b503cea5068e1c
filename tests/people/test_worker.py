"""A worker: what the record holds together, and what it never shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from attrs import evolve

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ages import Completion
from laborcoop.kernel.identity import ResidentNumber
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.personal import Phone
from laborcoop.people import Education, Flag, FlagKind, Worker

BORN = date(2007, 2, 7)
Made = Callable[..., Worker]


def test_a_birth_date_that_contradicts_the_number_is_refused(born_on: Made) -> None:
    with pytest.raises(InvalidValue) as refused:
        evolve(born_on(BORN), born=date(2007, 2, 8))
    assert refused.value.code == "ID-06"
    assert "2007" not in str(refused.value)


def test_a_masked_number_leaves_the_birth_date_to_the_declaration(born_on: Made) -> None:
    masked = evolve(born_on(BORN), number=ResidentNumber("533399********0012"), born=date(2007, 2, 8))
    assert masked.born == date(2007, 2, 8)


@pytest.mark.parametrize("wrong", ["", " W-1", "W\n1", "W" * 65])
def test_an_id_is_visible_and_short(born_on: Made, wrong: str) -> None:
    with pytest.raises(InvalidValue, match=r"Worker\.id"):
        evolve(born_on(BORN), id=WorkerId(wrong))


def test_age_is_in_completed_years_by_either_reading(born_on: Made) -> None:
    worker = born_on(BORN)
    day = date(2023, 2, 7)
    assert (worker.age(day), worker.age(day, Completion.DAY_AFTER)) == (16, 15)


def test_one_flag_never_implies_another(born_on: Made) -> None:
    flag = Flag(kind=FlagKind.RELOCATED, as_of=date(2022, 12, 31), source="register")
    worker = evolve(born_on(BORN), flags=(flag,))
    assert [kind for kind in FlagKind if worker.has(kind)] == [FlagKind.RELOCATED]


def test_education_rises() -> None:
    assert [step.level for step in Education] == [0, 1, 2, 3, 4, 5]
    assert Education.JUNIOR_SECONDARY.level < Education.COLLEGE.level


def test_a_worker_shows_neither_name_nor_number_nor_phone(born_on: Made) -> None:
    shown = repr(evolve(born_on(BORN), phone=Phone("13800000001")))
    for personal in ("阿普", "20070207", "13800000001"):
        assert personal not in shown

"""Copies and pickles of records are built anew: nothing wrong comes back."""

from __future__ import annotations

import copy
import pickle

import pytest
from attrs import evolve

from laborcoop.errors import InvalidValue
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.record import Record, arguments, build
from laborcoop.rulebook import Findings
from laborcoop.testing import Programme, small_case

WORKER = small_case(Programme()).workers[0]


def corrupted() -> Count:
    count = Count(1, Unit.PERSON)
    object.__setattr__(count, "value", -1)
    return count


def test_a_record_that_was_tampered_with_is_refused_by_its_pickle() -> None:
    with pytest.raises(InvalidValue):
        pickle.loads(pickle.dumps(corrupted()))  # noqa: S301 - our own bytes


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, evolve])
def test_a_record_that_was_tampered_with_is_refused_by_its_copy(duplicate: object) -> None:
    assert callable(duplicate)
    with pytest.raises(InvalidValue):
        duplicate(corrupted())


def test_a_pickled_worker_is_the_same_worker() -> None:
    assert pickle.loads(pickle.dumps(WORKER)) == WORKER  # noqa: S301 - our own bytes
    assert copy.deepcopy(WORKER) == copy.copy(WORKER) == WORKER


def test_a_record_tells_what_its_constructor_took() -> None:
    assert isinstance(WORKER, Record)
    assert list(arguments(Findings(()))) == ["all"]


def test_a_record_is_built_of_what_its_constructor_took() -> None:
    count = Count(5, Unit.PERSON)
    assert arguments(count) == {"value": 5, "unit": Unit.PERSON}
    assert build(Count, {"value": 5, "unit": Unit.PERSON}) == count
    assert count.__reduce__() == (build, (Count, {"value": 5, "unit": Unit.PERSON}))

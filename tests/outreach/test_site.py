"""Resettlement sites: which are targets, and on what day that was so (SQ-01)."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import SiteId
from laborcoop.kernel.text import Text
from laborcoop.outreach import Population, ResettlementSite

DAY = date(2023, 1, 1)


def site(*populations: tuple[int, date]) -> ResettlementSite:
    return ResettlementSite(
        id=SiteId("S-1"),
        name=Text("安置点", "site"),
        division=DivisionCode("533301"),
        populations=tuple(Population(people=people, as_of=as_of) for people, as_of in populations),
    )


@pytest.mark.parametrize(("people", "target"), [(799, False), (800, True), (801, True), (0, False)])
def test_a_site_of_the_threshold_or_more_is_a_target(people: int, target: bool) -> None:  # noqa: FBT001 - a case as data
    assert site((people, DAY)).is_target(DAY, 800) is target


def test_a_site_whose_population_is_not_known_yet_is_no_target() -> None:
    later = site((1000, DAY))
    assert later.population(DAY - timedelta(days=1)) is None
    assert not later.is_target(DAY - timedelta(days=1), 0)
    assert not site().is_target(DAY, 0)


@settings(deadline=None)
@given(
    counted=st.dictionaries(st.integers(0, 30), st.integers(0, 2000), min_size=1),
    asked=st.integers(0, 30),
    order=st.randoms(use_true_random=True),
)
def test_the_latest_count_up_to_the_day_stands_in_any_order(counted: dict[int, int], asked: int, order: Random) -> None:
    rows = [(people, DAY + timedelta(days=day)) for day, people in counted.items()]
    order.shuffle(rows)
    known = [day for day in counted if day <= asked]
    expected = counted[max(known)] if known else None
    assert site(*rows).population(DAY + timedelta(days=asked)) == expected


def test_a_population_is_not_negative() -> None:
    with pytest.raises(InvalidValue, match="not be negative"):
        Population(people=-1, as_of=DAY)

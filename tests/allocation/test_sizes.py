"""An applicant may take another number of places at each place."""

from __future__ import annotations

from typing import Literal

import pytest
from attrs import evolve

from laborcoop.allocation import Cap, Problem, allocate

PAIRS = [("van", "P", 9), ("van", "Q", 5), ("A", "P", 4), ("B", "P", 4), ("A", "Q", 1)]
BY_PLACE = {"van": {"P": 2, "Q": 1}}


def asked(**parts: object) -> Problem:
    """A van that takes two places at P and one at Q, beside two people."""
    return Problem.from_pairs(PAIRS, **{"capacity": {"P": 2, "Q": 1}, "size": BY_PLACE, **parts})  # type: ignore[arg-type]  # the parts are those of from_pairs


def test_the_size_that_counts_is_the_one_at_the_place() -> None:
    assert dict(allocate(asked()).placed) == {"A": "P", "B": "P", "van": "Q"}
    assert dict(allocate(asked(size={})).placed) == {"A": "Q", "B": "P", "van": "P"}
    assert dict(allocate(asked(capacity={"P": 1, "Q": 0})).placed) in ({"A": "P"}, {"B": "P"})


def test_a_minimum_and_a_cap_count_the_size_at_the_place() -> None:
    cohort = allocate(asked(minimum={"P": 2}, pinned={"A": "Q"}, size={"van": {"P": 2, "Q": 1}, "B": 1}))
    assert dict(cohort.placed) == {"A": "Q", "van": "P"}
    cap = Cap("yard", ["van", "B"], ["P", "Q"], most=1)
    capped = allocate(asked(caps=[cap], capacity={"P": 3, "Q": 3}))
    assert dict(capped.placed) == {"A": "P", "van": "Q"}
    assert capped.verify() == ()
    assert capped.why_not("van", "P").code == "cap-too-small"
    floor = allocate(asked(caps=[Cap("yard", ["van"], ["P", "Q"], least=2)], capacity={"P": 3, "Q": 3}))
    assert dict(floor.placed) == {"A": "Q", "B": "P", "van": "P"}
    assert floor.why_not("van", "Q").code == "needed"


def test_what_is_too_large_for_a_place_is_told_with_the_size_there() -> None:
    result = allocate(asked(capacity={"P": 1, "Q": 1}, pinned={"A": "Q"}))
    assert [option.code for option in result.why("van").options] == ["too-large", "pinned-away"]
    assert "2 openings" in result.why_not("van", "P").render("en")


def test_a_size_of_one_everywhere_is_still_a_flow() -> None:
    result = allocate(asked(size={"van": {"P": 1, "Q": 1}}))
    assert dict(result.placed) == {"A": "Q", "B": "P", "van": "P"}
    assert result.worth == allocate(asked(size={})).worth
    assert result.verify() == ()


@pytest.mark.parametrize("mechanism", ["stable", "queue"])
def test_the_other_mechanisms_count_the_same_way(mechanism: Literal["stable", "queue"]) -> None:
    result = allocate(asked(applicants=["A", "B", "van"]), mechanism=mechanism)
    expected = {"stable": {"van": "P", "A": "Q"}, "queue": {"A": "P", "B": "P", "van": "Q"}}
    assert (dict(result.placed), result.verify()) == (expected[mechanism], ())
    pinned = allocate(asked(applicants=["A", "B", "van"], pinned={"van": "P"}), mechanism=mechanism)
    assert (dict(pinned.placed), pinned.verify()) == ({"van": "P", "A": "Q"}, ())


@pytest.mark.parametrize("mechanism", ["optimal", "stable", "queue"])
def test_pins_that_do_not_fit_by_their_size_there_are_a_conflict(
    mechanism: Literal["optimal", "stable", "queue"],
) -> None:
    result = allocate(asked(pinned={"van": "P", "A": "P"}), mechanism=mechanism)
    assert [demand.text.en for demand in result.conflict][-1] == "P has 2 openings"
    assert {"van is pinned to P"} < {demand.text.en for demand in result.conflict}


def test_the_check_counts_the_size_at_the_place() -> None:
    result = allocate(asked())
    moved = evolve(result, placed={"van": "P", "A": "P", "B": "P"}, unplaced={})
    assert "P has 4; it must have between 0 and 2" in [text.en for text in moved.verify()]

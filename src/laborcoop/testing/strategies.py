"""Hypothesis strategies for small programmes in which anything can be short."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from laborcoop.kernel.identity import Sex
from laborcoop.testing.programme import Applicant, Programme

_BORN = st.dates(min_value=date(1965, 1, 1), max_value=date(2008, 12, 31))


def _applicants(born: st.SearchStrategy[date], *, families: bool) -> st.SearchStrategy[Applicant]:
    return st.builds(
        Applicant,
        sex=st.sampled_from(Sex),
        born=born,
        returns=st.booleans(),
        employer=st.sampled_from([1, 1, 2, 9, None]),
        accepts_other=st.booleans(),
        village=st.sampled_from([1, 2]),
        party=st.sampled_from(["", "", "", "H-1", "H-2"]),
        willing=st.sampled_from([True, True, True, True, False]),
        along=st.sampled_from([False, False, False, True] if families else [False]),
    )


def programmes(
    most_applicants: int = 8,
    *,
    least_applicants: int = 0,
    born: st.SearchStrategy[date] = _BORN,
    families: bool = True,
) -> st.SearchStrategy[Programme]:
    """Small programmes: a few applicants, and seats, beds and openings from none to enough.

    Args:
        most_applicants: the most that apply.
        least_applicants: the fewest.
        born: when they were born; some are too young to be hired unless given.
        families: whether some go along with others and do no work; all go to work otherwise.
    """
    few = st.integers(min_value=0, max_value=most_applicants)
    some = st.integers(min_value=1, max_value=most_applicants)
    return st.builds(
        Programme,
        applicants=st.lists(
            _applicants(born, families=families), min_size=least_applicants, max_size=most_applicants
        ).map(tuple),
        coach_seats=some,
        train_seats=some,
        shuttle_seats=some,
        openings=few,
        beds_men=few,
        beds_women=few,
        family_rooms=st.integers(min_value=0, max_value=2),
        late_gate=st.booleans(),
    )

"""The Kaplan–Meier estimate against the textbooks' own example, and against the simple ratio."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.indicators import kaplan_meier

# Weeks in remission of 21 patients on 6-mercaptopurine (Freireich et al., Blood 21 (1963) 699; Gehan, Biometrika 52
# (1965) 203): the example of most textbooks. True: the remission ended; False: it lasted when last seen.
LEFT = (6, 6, 6, 7, 10, 13, 16, 22, 23)
SEEN = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
FREIREICH = [*((week, True) for week in LEFT), *((week, False) for week in SEEN)]

TIMES = st.lists(st.tuples(st.integers(0, 400), st.booleans()), max_size=40)


def test_the_textbook_example_comes_out_step_by_step() -> None:
    steps = kaplan_meier(FREIREICH).steps
    assert [(one.days, one.at_risk, one.left) for one in steps] == [
        (6, 21, 3),
        (7, 17, 1),
        (10, 15, 1),
        (13, 12, 1),
        (16, 11, 1),
        (22, 7, 1),
        (23, 6, 1),
    ]
    printed = [Decimal(one.stayed.numerator) / one.stayed.denominator for one in steps]
    assert [str(share.quantize(Decimal("0.001"))) for share in printed] == [
        "0.857",
        "0.807",
        "0.753",
        "0.690",
        "0.627",
        "0.538",
        "0.448",
    ]


@pytest.mark.parametrize(("days", "share"), [(6, 1), (7, Fraction(18, 21)), (35, None), (36, None), (0, 1)])
def test_who_left_after_just_so_many_days_stayed_them(days: int, share: Fraction | None) -> None:
    curve = kaplan_meier(FREIREICH)
    assert curve.after(days) == (curve.steps[-1].stayed if days == 35 else share)


def test_of_nobody_there_is_nothing_to_say() -> None:
    assert kaplan_meier([]).steps == ()
    assert kaplan_meier([]).after(1) is None
    assert kaplan_meier([(5, False)]).after(5) == 1


@given(st.lists(st.integers(1, 200), min_size=1, max_size=40), st.integers(1, 200))
def test_where_everybody_was_seen_to_the_end_it_is_the_simple_ratio(lasted: list[int], days: int) -> None:
    share = kaplan_meier((one, True) for one in lasted).after(days)
    expected = Fraction(sum(one >= days for one in lasted), len(lasted))
    assert share == expected


def test_where_everybody_left_nobody_is_there_ever_after() -> None:
    curve = kaplan_meier([(10, True), (12, False), (20, True)])
    assert [curve.after(days) for days in (12, 20, 21, 90)] == [Fraction(2, 3), Fraction(2, 3), 0, 0]
    # Somebody seen as long as the last who left may be there yet: nothing is known of afterwards.
    assert kaplan_meier([(20, True), (20, False)]).after(21) is None


@given(TIMES)
def test_the_curve_only_goes_down_and_nobody_is_lost_from_those_at_risk(seen: list[tuple[int, bool]]) -> None:
    steps = kaplan_meier(seen).steps
    shares = [Fraction(1), *(one.stayed for one in steps)]
    assert shares == sorted(shares, reverse=True)
    for one in steps:
        assert one.at_risk == sum(days >= one.days for days, _ in seen)
        assert one.left == sum(gone and days == one.days for days, gone in seen)

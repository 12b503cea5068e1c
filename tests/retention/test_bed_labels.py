"""Which bed each gets of a pool whose beds are alike: the own one, unless somebody would then have none."""

from __future__ import annotations

from datetime import date

import pytest

from laborcoop.kernel.periods import Period
from laborcoop.retention.bed_labels import Run, settled

FIRST = Run((), Period(date(2023, 2, 5), date(2023, 2, 6)))
SECOND = Run((), Period(date(2023, 2, 6), date(2023, 2, 7)))
BOTH = Run((), Period(date(2023, 2, 5), date(2023, 2, 7)))


@pytest.mark.parametrize(
    ("own", "beds"),
    [
        pytest.param([None, None, None], ["a", "b", "a"], id="nobody had one: first come, first served"),
        pytest.param(["b", None, "b"], ["b", "a", "b"], id="the own bed"),
        pytest.param(["a", None, "b"], ["a", "b", "a"], id="both own beds would leave none for two nights"),
        pytest.param(["c", None, None], ["a", "b", "a"], id="the own bed is in another pool"),
    ],
)
def test_the_own_bed_is_given_where_that_leaves_one_for_everybody(own: list[str | None], beds: list[str]) -> None:
    assert settled("ab", [FIRST, BOTH, SECOND], own) == beds

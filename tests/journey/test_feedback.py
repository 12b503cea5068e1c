"""What people say of their way: one voice each, and their words stay theirs."""

from __future__ import annotations

from datetime import date

import pytest

from laborcoop.errors import InvalidValue
from laborcoop.journey import Feedback, satisfied
from laborcoop.kernel.ids import WorkerId

DAY = date(2023, 2, 7)


def said(worker: str, score: int, on: date = DAY) -> Feedback:
    return Feedback(worker=WorkerId(worker), on=on, score=score)


@pytest.mark.parametrize("score", [0, 6])
def test_a_score_is_one_to_five(score: int) -> None:
    with pytest.raises(InvalidValue, match="1 to 5"):
        said("W-1", score)


def test_who_speaks_twice_counts_once_with_what_was_said_last() -> None:
    earlier, later = said("W-1", 5), said("W-1", 1, date(2023, 2, 8))
    for order in ([earlier, later], [later, earlier]):
        share = satisfied(order)
        assert (share.part.value, share.whole.value) == (0, 1)


def test_satisfied_is_the_score_asked_for_or_more() -> None:
    voices = [said("W-1", 3), said("W-2", 4)]
    assert satisfied(voices).part.value == 1
    assert satisfied(voices, least=3).is_full


def test_nobody_asked_is_no_share() -> None:
    assert satisfied([]).per_cent is None

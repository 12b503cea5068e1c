"""The article's headline and first paragraph: the train of 6 February (F001 to F016)."""

from __future__ import annotations

import pytest

from laborcoop.transfer import TrainNumber


@pytest.mark.fact("F011", "D3812/D3809次", carries="`TrainNumber`, `Leg.runs_as`")
def test_the_train_with_two_numbers_is_one_train() -> None:
    train = TrainNumber.parse("D3812/D3809次")
    assert train.names("D3812")
    assert train.names("D3809")
    assert not train.names("D3810")

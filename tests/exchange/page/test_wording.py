"""Spans of time on the page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from laborcoop.exchange.page.wording import lasting


@pytest.mark.parametrize(
    ("minutes", "zh", "en"),
    [(0, "0 分", "0 min"), (59, "59 分", "59 min"), (60, "1 小时", "1 h"), (65, "1 小时 5 分", "1 h 05 min")],
)
def test_a_span_is_hours_and_minutes(minutes: int, zh: str, en: str) -> None:
    text = lasting(timedelta(minutes=minutes))

    assert (text.zh, text.en) == (zh, en)


def test_a_span_below_zero_keeps_its_size() -> None:
    assert lasting(timedelta(minutes=-95)).en == "−1 h 35 min"

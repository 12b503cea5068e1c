"""Levels of schooling rise in the order in which they are named."""

from __future__ import annotations

from laborcoop.kernel.education import Education


def test_levels_rise_from_none_to_university() -> None:
    assert [education.level for education in Education] == [0, 1, 2, 3, 4, 5]
    assert (Education.NONE.level, Education.JUNIOR_SECONDARY.level, Education.UNIVERSITY.level) == (0, 2, 5)

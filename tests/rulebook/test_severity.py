"""Severities: two exclude, two do not, and the heaviest comes first."""

from __future__ import annotations

import pytest

from laborcoop.rulebook import Severity


@pytest.mark.parametrize(
    ("severity", "excludes", "rank"),
    [(Severity.BLOCK, True, 0), (Severity.ERROR, True, 1), (Severity.WARN, False, 2), (Severity.INFO, False, 3)],
)
def test_block_and_error_exclude(severity: Severity, excludes: bool, rank: int) -> None:  # noqa: FBT001 - a column
    assert (severity.excludes, severity.rank) == (excludes, rank)


def test_each_has_its_own_word_in_both_languages() -> None:
    assert len({severity.label.zh for severity in Severity}) == len({severity.label.en for severity in Severity}) == 4

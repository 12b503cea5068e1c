"""Levels of schooling, as rosters and posts name them."""

from __future__ import annotations

from enum import Enum


class Education(Enum):
    """The highest school finished, in rising order."""

    NONE = "none"
    PRIMARY = "primary"
    JUNIOR_SECONDARY = "junior-secondary"
    SENIOR_SECONDARY = "senior-secondary"
    COLLEGE = "college"
    UNIVERSITY = "university"

    @property
    def level(self) -> int:
        """0 for the lowest."""
        return list(Education).index(self)

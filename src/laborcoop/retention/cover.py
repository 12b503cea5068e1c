"""Days that ought to be covered, and those that are not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from laborcoop.kernel.periods import Period

_DAY = timedelta(days=1)


def gaps(window: Period, wanted: Callable[[date], bool], covers: Sequence[Period]) -> tuple[tuple[date, date], ...]:
    """The stretches of wanted days of a window that no cover holds: first and last day of each, in order.

    The window must have an end.
    """
    return stretches(day for day in window.days() if wanted(day) and not any(day in cover for cover in covers))


def stretches(days: Iterable[date]) -> tuple[tuple[date, date], ...]:
    """Days in order as stretches without a hole: first and last day of each."""
    found: list[tuple[date, date]] = []
    for day in days:
        if found and day - found[-1][1] == _DAY:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return tuple(found)

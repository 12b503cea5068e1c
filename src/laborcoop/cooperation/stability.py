"""Whether somebody has been in post long enough: spells of work, and the days between them that are let pass."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from laborcoop.kernel.periods import Period


def in_post_for(spells: Iterable[Period], until: date, months: int, gap_days: int = 0) -> bool:
    """Whether work went on for so many calendar months in a row, up to the day ``until`` (not included).

    Spells that are ``gap_days`` apart or less count as one, the days between included.

    >>> in_post_for([Period(date(2020, 3, 1))], date(2020, 6, 1), 3)
    True
    """
    start: date | None = None
    end: date | None = None
    for spell in sorted(spells, key=lambda spell: spell.start):
        if spell.start >= until:
            break
        if start is None or end is None or spell.start > end + timedelta(days=gap_days):
            start, end = spell.start, spell.start
        end = max(end, min(spell.end or until, until))
        if start + relativedelta(months=months) <= end:
            return True
    return False

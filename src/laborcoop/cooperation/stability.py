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
    return bool(stretches_of(spells, until, months, gap_days))


def stretches_of(spells: Iterable[Period], until: date, months: int, gap_days: int = 0) -> tuple[Period, ...]:
    """The stretches of work of so many calendar months in a row or more, each up to ``until`` at the most.

    Spells that are ``gap_days`` apart or less are one stretch, the days between included.
    """
    found: list[Period] = []
    for spell in sorted(spells, key=lambda spell: spell.start):
        if spell.start >= until:
            break
        end = min(spell.end or until, until)
        before = found[-1].end if found else None
        if before is not None and spell.start <= before + timedelta(days=gap_days):
            found[-1] = Period(found[-1].start, max(before, end))
        else:
            found.append(Period(spell.start, end))
    return tuple(one for one in found if one.end is not None and one.start + relativedelta(months=months) <= one.end)

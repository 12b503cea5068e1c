"""Plain values for hypothesis: ids, days, moments, amounts, texts. Small and readable, with the edges that bite.

Days lie in 2019 to 2027, moments have a zone without clock changes, amounts have two places. Texts hold what breaks a
writer: braces, quotes, commas, line breaks.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from laborcoop.kernel.ids import LONGEST_ID

FIRST_DAY = date(2019, 1, 1)
LAST_DAY = date(2027, 12, 31)
SHANGHAI = ZoneInfo("Asia/Shanghai")

_EDGE_DAYS = (
    date(2020, 2, 29),
    date(2024, 2, 29),
    date(2023, 2, 28),
    date(2022, 12, 31),
    date(2023, 1, 1),
    date(2023, 1, 28),
    date(2023, 2, 7),
)
_ZONES = (SHANGHAI, UTC, timezone(timedelta(hours=8)))
_SECONDS = tuple(60 * minute for minute in (480, 0, 1, 210, 359, 360, 719, 720, 1110, 1320, 1439))
_WORDS = ("", "工厂", "装配", "Works", "泸水", "a, b", '"quoted"', "{left}", "第一行\n第二行", " ", "x" * 60, "🚌")
_ALPHABET = "abcXYZ工厂村镇车0123456789 {}\"',;|<>&\n"


def days() -> st.SearchStrategy[date]:
    """Days of the years in which the examples lie; 29 February and the turn of a year more often."""
    return _between(FIRST_DAY, LAST_DAY) | st.sampled_from(_EDGE_DAYS)


def births(oldest: date = date(1940, 1, 1), youngest: date = date(2012, 12, 31)) -> st.SearchStrategy[date]:
    """Birth dates; those who turn 16 or 18 in the early spring of 2023, and a 29 February, more often."""
    edges = (date(2007, 2, 7), date(2007, 2, 8), date(2005, 2, 7), date(2004, 2, 29), date(1990, 1, 1))
    near = [day for day in edges if oldest <= day <= youngest]
    return _between(oldest, youngest) | st.sampled_from(near or (oldest, youngest))


def _between(first: date, last: date) -> st.SearchStrategy[date]:
    return st.integers(0, (last - first).days).map(lambda number: first + timedelta(days=number))


def moments() -> st.SearchStrategy[datetime]:
    """Moments with a zone, most of them on a whole minute, some at midnight or a second."""
    return st.builds(_moment, days(), st.sampled_from(_SECONDS) | st.integers(0, 86_399), st.sampled_from(_ZONES))


def _moment(day: date, second: int, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(0), zone) + timedelta(seconds=second)


def amounts(least: str = "0") -> st.SearchStrategy[Decimal]:
    """Amounts with two places, from ``least`` to under 100 000."""
    cents = int(Decimal(least) * 100)
    return st.integers(cents, 9_999_999).map(lambda number: Decimal(number).scaleb(-2))


def numbers() -> st.SearchStrategy[int]:
    """Whole numbers from zero: small ones, those at legal thresholds, large ones."""
    return st.sampled_from((*range(10), 16, 18, 30, 100, 2023)) | st.integers(0, 3000)


def ids(prefix: str = "N") -> st.SearchStrategy[str]:
    """Ids: a prefix and a small number, so that two records may well share one; one character; 64; Chinese."""
    plain = [f"{prefix}-{number}" for number in range(1, 10)]
    return st.sampled_from([*plain, prefix, f"{prefix}岗-1", prefix + "x" * (LONGEST_ID - len(prefix))])


def words() -> st.SearchStrategy[str]:
    """Texts, also empty ones and those with braces, quotes and line breaks."""
    return st.sampled_from(_WORDS) | spelt(_ALPHABET, 0, 8)


def spelt(alphabet: str, least: int, most: int) -> st.SearchStrategy[str]:
    """Texts over an alphabet; hypothesis' own ``text`` would work through all of Unicode first."""
    return st.lists(st.sampled_from(alphabet), min_size=least, max_size=most).map("".join)

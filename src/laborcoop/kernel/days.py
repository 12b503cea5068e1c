"""Days and nights as people are told of them, in both languages and in nobody's locale."""

from __future__ import annotations

from datetime import date, timedelta

from laborcoop.kernel.text import Text

_WEEKDAYS = (("一", "Mon"), ("二", "Tue"), ("三", "Wed"), ("四", "Thu"), ("五", "Fri"), ("六", "Sat"), ("日", "Sun"))
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_text(day: date) -> Text:
    """A day with its weekday.

    >>> day_text(date(2023, 2, 5)).en, day_text(date(2023, 2, 5)).zh
    ('Sun 5 Feb', '2月5日 周日')
    """
    zh, en = _WEEKDAYS[day.weekday()]
    return Text(f"{day.month}月{day.day}日 周{zh}", f"{en} {day.day} {_MONTHS[day.month - 1]}")


def year_text(day: date) -> Text:
    """A day with its year."""
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {_MONTHS[day.month - 1]} {day.year}")


def night_text(evening: date) -> Text:
    """The night that begins on the evening of a day."""
    morning = evening + timedelta(days=1)
    zh = f"{evening.month}月{evening.day}日夜"
    if evening.month == morning.month:
        return Text(zh, f"night of {evening.day}–{morning.day} {_MONTHS[evening.month - 1]}")
    months = _MONTHS[evening.month - 1], _MONTHS[morning.month - 1]
    return Text(zh, f"night of {evening.day} {months[0]}–{morning.day} {months[1]}")

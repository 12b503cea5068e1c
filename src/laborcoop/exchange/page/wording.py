"""Days, hours and spans of time as they stand on the page, in both languages and in nobody's locale."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from laborcoop.kernel.text import Text

_WEEKDAYS = (("一", "Mon"), ("二", "Tue"), ("三", "Wed"), ("四", "Thu"), ("五", "Fri"), ("六", "Sat"), ("日", "Sun"))
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HOUR = timedelta(hours=1)


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


def clock(moment: datetime) -> str:
    """The hour and minute on the wall.

    >>> clock(datetime(2023, 2, 6, 8, 35))
    '08:35'
    """
    return f"{moment:%H:%M}"


def lasting(span: timedelta) -> Text:
    """A span of time in hours and minutes; below zero with a minus sign.

    >>> lasting(timedelta(minutes=95)).en, lasting(timedelta(minutes=95)).zh
    ('1 h 35 min', '1 小时 35 分')
    """
    sign = "−" if span < timedelta(0) else ""
    hours, rest = divmod(abs(span), _HOUR)
    minutes = rest // timedelta(minutes=1)
    if not hours:
        return Text(f"{sign}{minutes} 分", f"{sign}{minutes} min")
    if not minutes:
        return Text(f"{sign}{hours} 小时", f"{sign}{hours} h")
    return Text(f"{sign}{hours} 小时 {minutes} 分", f"{sign}{hours} h {minutes:02} min")

"""Hours and spans of time as they stand on the page, in both languages and in nobody's locale."""

from __future__ import annotations

from datetime import datetime, timedelta

from laborcoop.kernel.text import Text

_HOUR = timedelta(hours=1)


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

"""How many are still there: shares of one that go down in steps, day by day."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from laborcoop.errors import InvalidValue
from laborcoop.exchange.charts.chart import Chart
from laborcoop.exchange.charts.drawing import TONES, Drawing, width_of
from laborcoop.kernel.kinds import check_arguments, check_items
from laborcoop.kernel.text import Locale, Text

_WIDTH, _HEIGHT = 560.0, 240.0
_LEFT, _EDGE = 60.0, 12.0
_PARTS = 4
_SAMPLE, _BETWEEN, _LINE = 18.0, 20.0, 20.0
_DASHES = ("", " d1", " d2")

Step = tuple[int, float | Fraction]


def curves(title: Text, lines: Mapping[Text, Sequence[Step]], *, days: int, locale: Locale = "zh") -> Chart:
    """A line for each group: all of it on day 0, then each step's share from the step's day on.

    Args:
        title: what the shares are of.
        lines: the name of each group and its steps (a day, and the share from 0 to 1 from that day on), by day.
        days: how many days the picture shows, one or more; later steps are left out.
        locale: the language of the picture.

    Raises:
        InvalidValue: ``days`` is less than one, ``title`` or a name is no `Text`, or the steps of a line are not by day
            or its shares not from 0 to 1.
    """
    check_arguments("charts.curves", (("title", title, Text), ("lines", lines, Mapping)))
    check_items("charts.curves", "lines.keys()", lines, Text)
    for name, steps in lines.items():
        _check_steps(name, steps)
    if days < 1:
        raise InvalidValue(
            Text("天数 {days} 必须为 1 或更多", "days must be one or more, not {days}").format(days=days)
        )
    sheet = Drawing(title, locale)
    top = sheet.top + 6
    for i in range(_PARTS + 1):
        y = top + _HEIGHT * (1 - i / _PARTS)
        sheet.path(f"M{_LEFT:g} {y:g}H{_LEFT + _WIDTH:g}", kind="line")
        sheet.words(f"{100 * i // _PARTS} %", _LEFT - 8, y + 4, kind="quiet", anchor="end")
    for day in sorted({days * i // _PARTS for i in range(_PARTS + 1)}):
        x = _LEFT + _WIDTH * day / days
        sheet.words(str(day), x, top + _HEIGHT + 20, kind="quiet", anchor="middle")
    for i, (name, steps) in enumerate(lines.items()):
        shown = [(day, share) for day, share in steps if day <= days]
        corners = "".join(
            f"H{_LEFT + _WIDTH * day / days:.1f}V{top + _HEIGHT * (1 - float(share)):.1f}" for day, share in shown
        )
        sheet.path(f"M{_LEFT:g} {top:g}{corners}H{_LEFT + _WIDTH:g}", kind=_curve(i), note=sheet.say(name))
    right, below = _key(sheet, [sheet.say(name) for name in lines], top + _HEIGHT + 44)
    return sheet.finished(max(_LEFT + _WIDTH, right, width_of(sheet.say(title))) + 40, below + _EDGE)


def _curve(number: int) -> str:
    """How the line of a number is drawn: by its tone, and in dashes where a line before it has that tone."""
    dashes = number // TONES % len(_DASHES)
    return f"curve s{number % TONES}{_DASHES[dashes]}"


def _key(sheet: Drawing, names: Sequence[str], y: float) -> tuple[float, float]:
    """Which line is which, on as many lines of words as they need; how far it reaches to the right, and down."""
    unit = sheet.say(Text("天", "days"))
    sheet.words(unit, _LEFT + _WIDTH, y, kind="quiet", anchor="end")
    x, right, end = _LEFT, 0.0, _LEFT + _WIDTH - width_of(unit) - _BETWEEN
    for i, words in enumerate(names):
        wide = _SAMPLE + width_of(words)
        if x > _LEFT and x + wide > end:
            x, y, end = _LEFT, y + _LINE, _LEFT + _WIDTH
        if i < TONES:
            sheet.box(x, y - 10, 12, 12, kind=f"t{i}")
        else:
            sheet.path(f"M{x:g} {y - 4:g}h14", kind=_curve(i))
        sheet.words(words, x + _SAMPLE, y)
        right = max(right, x + wide)
        x += wide + _BETWEEN
    return right, y


def _check_steps(name: Text, steps: Sequence[Step]) -> None:
    by_day = all(0 <= day < later for (day, _), (later, _) in pairwise([*steps, (math.inf, 0)]))
    if not (by_day and all(0 <= share <= 1 for _, share in steps)):
        raise InvalidValue(
            Text(
                "“{name}”的各步应按天数从小到大，比例在 0 到 1 之间",
                "the steps of “{name}” must be by day, each later than the one before, with shares from 0 to 1",
            ).format(name=name)
        )

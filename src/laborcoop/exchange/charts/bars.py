"""Counts side by side, of one unit."""

from __future__ import annotations

from collections.abc import Mapping

from laborcoop.exchange.charts.chart import Chart
from laborcoop.exchange.charts.drawing import Drawing, width_of, wrapped
from laborcoop.kernel.counts import Count
from laborcoop.kernel.kinds import check_arguments, check_items
from laborcoop.kernel.text import Locale, Text

_ROW, _BAR = 28.0, 16.0
_TRACK = 460.0
_MOST_NAME = 240.0
_MOST_LINES, _LINE = 3, 15.0
_EDGE = 12.0


def bars(title: Text, counts: Mapping[Text, Count], *, locale: Locale = "zh") -> Chart:
    """A bar for each count, in the order given; the longest takes the whole width.

    Args:
        title: what is counted.
        counts: the name of each bar and its count.
        locale: the language of the picture.

    Raises:
        InvalidValue: ``title`` or a name is no `Text`, or a count no `Count`.
        UnitMismatch: ``counts`` are of different units.
    """
    check_arguments("charts.bars", (("title", title, Text), ("counts", counts, Mapping)))
    check_items("charts.bars", "counts.keys()", counts, Text)
    check_items("charts.bars", "counts.values()", counts.values(), Count)
    sheet = Drawing(title, locale)
    most = max(counts.values()).value if counts else 0
    name_room = min(_MOST_NAME, max((width_of(sheet.say(name)) for name in counts), default=0.0))
    left = _EDGE + name_room + 10
    y = sheet.top
    widest = 0.0
    for name, count in counts.items():
        length = _TRACK * count.value / most if most else 0.0
        said = count.render(locale)
        lines = wrapped(sheet.say(name), name_room + 1, _MOST_LINES)
        for at, line in enumerate(lines):
            sheet.words(line, left - 10, y + 13 + at * _LINE, anchor="end")
        sheet.box(left, y, length, _BAR, kind="t0", note=f"{sheet.say(name)}: {said}")
        sheet.words(said, left + length + 6, y + 13, kind="quiet")
        widest = max(widest, width_of(said))
        y += _ROW + _LINE * max(0, len(lines) - 1)
    return sheet.finished(max(left + _TRACK + 6 + widest + _EDGE, width_of(sheet.say(title)) + 2 * _EDGE), y + _EDGE)

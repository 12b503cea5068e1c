"""How many are still there: shares of one that go down in steps, day by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from laborcoop.errors import InvalidValue
from laborcoop.exchange.charts.chart import Chart
from laborcoop.exchange.charts.drawing import TONES, Drawing, width_of
from laborcoop.kernel.kinds import check_arguments, check_items
from laborcoop.kernel.text import Locale, Text

_WIDTH, _HEIGHT = 560.0, 240.0
_LEFT, _EDGE = 60.0, 12.0
_PARTS = 4

Step = tuple[int, float | Fraction]


def curves(title: Text, lines: Mapping[Text, Sequence[Step]], *, days: int, locale: Locale = "zh") -> Chart:
    """A line for each group: all of it on day 0, then each step's share from the step's day on.

    Args:
        title: what the shares are of.
        lines: the name of each group and its steps (a day, and the share from 0 to 1 from that day on), by day.
        days: how many days the picture shows, one or more; later steps are left out.
        locale: the language of the picture.

    Raises:
        InvalidValue: ``days`` is less than one, or ``title`` or a name is no `Text`.
    """
    check_arguments("charts.curves", (("title", title, Text), ("lines", lines, Mapping)))
    check_items("charts.curves", "lines.keys()", lines, Text)
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
    below = top + _HEIGHT + 44
    sheet.words(sheet.say(Text("天", "days")), _LEFT + _WIDTH, below, kind="quiet", anchor="end")
    key = _LEFT
    for i, (name, steps) in enumerate(lines.items()):
        words = sheet.say(name)
        shown = [(day, share) for day, share in steps if day <= days]
        corners = "".join(
            f"H{_LEFT + _WIDTH * day / days:.1f}V{top + _HEIGHT * (1 - float(share)):.1f}" for day, share in shown
        )
        sheet.path(f"M{_LEFT:g} {top:g}{corners}H{_LEFT + _WIDTH:g}", kind=f"curve s{i % TONES}", note=words)
        sheet.box(key, below - 10, 12, 12, kind=f"t{i % TONES}")
        sheet.words(words, key + 18, below)
        key += 38 + width_of(words)
    return sheet.finished(max(_LEFT + _WIDTH + 40, key + 40, width_of(sheet.say(title)) + 2 * _EDGE), below + _EDGE)

"""How full every lodging is on every night."""

from __future__ import annotations

from laborcoop.exchange.charts.chart import Chart
from laborcoop.exchange.charts.drawing import Drawing
from laborcoop.exchange.page.nights import occupancy as nights_of
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.text import Locale, Text
from laborcoop.planning.plan import ReturnPlan

_EDGE = 12.0
_NAMES, _CELL = 240.0, 170.0
_TRACK, _BAR = 150.0, 8.0
_ROW = 36.0


def occupancy(plan: ReturnPlan, *, locale: Locale = "zh") -> Chart:
    """A line for each lodging and a bar for each night: beds taken of the beds there are.

    Args:
        plan: the plan.
        locale: the language of the picture.

    Raises:
        InvalidValue: ``plan`` is no plan.
    """
    check_arguments("charts.occupancy", (("plan", plan, ReturnPlan),))
    found = nights_of(plan.only_arriving())
    sheet = Drawing(Text("各晚床位", "Beds of each night"), locale)
    y = sheet.top + 8
    for column, (night, total) in enumerate(zip(found.nights, found.totals, strict=True)):
        x = _EDGE + _NAMES + column * _CELL
        sheet.words(sheet.say(night), x, y, kind="head", room=_CELL - 8)
        sheet.words(sheet.say(Text("共 {n} 人", "{n} persons").format(n=total)), x, y + 18, kind="quiet")
    y += 34
    for house in found.houses:
        sheet.words(sheet.say(house.name), _EDGE, y + 12, room=_NAMES - 8)
        for column, (whole, _) in enumerate(house.nights):
            x = _EDGE + _NAMES + column * _CELL
            said = Text("{taken} / {beds} 床", "{taken} / {beds} beds").format(taken=whole.taken, beds=whole.beds)
            sheet.words(sheet.say(said), x, y + 8, kind="quiet")
            sheet.box(x, y + 14, _TRACK, _BAR, kind="track")
            sheet.box(x, y + 14, _TRACK * whole.share / 100, _BAR, kind="t0", note=sheet.say(said))
        y += _ROW
    return sheet.finished(_EDGE * 2 + _NAMES + _CELL * max(1, len(found.nights)), y + _EDGE)

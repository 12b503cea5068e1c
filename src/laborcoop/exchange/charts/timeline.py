"""The days of every convoy: who drives when, how many ride, and the nights between."""

from __future__ import annotations

from laborcoop.exchange.charts.chart import Chart
from laborcoop.exchange.charts.drawing import Drawing
from laborcoop.exchange.page.changes import connections
from laborcoop.exchange.page.days import ConvoyDays, Lane, convoy_days
from laborcoop.exchange.page.flow import tones_of
from laborcoop.exchange.page.names import Names
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.text import Locale, Text
from laborcoop.planning.plan import ReturnPlan

_EDGE = 12.0
_NAMES, _TRACK, _COUNTS = 270.0, 560.0, 170.0
_ROW, _BAR = 24.0, 14.0
_GAP = 30.0


def timeline(plan: ReturnPlan, *, locale: Locale = "zh") -> Chart:
    """A block for each convoy: a line for each group of vehicles and each night, its bars along the days.

    Args:
        plan: the plan.
        locale: the language of the picture.

    Raises:
        InvalidValue: ``plan`` is no plan.
    """
    check_arguments("charts.timeline", (("plan", plan, ReturnPlan),))
    names = Names.of(plan.case)
    convoys = sorted(plan.case.convoys, key=lambda convoy: (convoy.batch, convoy.id))
    tones = tones_of([convoy.id for convoy in convoys])
    arriving = plan.only_arriving()
    found = convoy_days(arriving, names, tones, connections(arriving, names), plan.itineraries())
    sheet = Drawing(Text("各批次的行程", "The days of each batch"), locale)
    y = sheet.top
    for convoy in found:
        y = _block(sheet, convoy, y) + _GAP
    return sheet.finished(_NAMES + _TRACK + _COUNTS + 2 * _EDGE, max(y - _GAP, sheet.top) + _EDGE)


def _block(sheet: Drawing, convoy: ConvoyDays, y: float) -> float:
    """The block of a convoy from a height downwards; the height at which it ends."""
    left = _EDGE + _NAMES
    head = Text("{name}，{people}", "{name}, {people}").format(name=convoy.name, people=_persons(convoy.people))
    sheet.words(sheet.say(head), _EDGE, y + 14, kind="head", room=_NAMES - 8)
    for share, day in convoy.axis.ticks:
        sheet.words(sheet.say(day), left + _TRACK * share / 100 + 4, y + 14, kind="quiet")
    top, y = y + 20, y + 26
    bottom = y + _ROW * len(convoy.lanes)
    for share, _ in convoy.axis.ticks:
        x = left + _TRACK * share / 100
        sheet.path(f"M{x:.1f} {top:.1f}V{bottom:.1f}", kind="line")
    for lane in convoy.lanes:
        _lane(sheet, lane, convoy.tone, y)
        y += _ROW
    return y


def _lane(sheet: Drawing, lane: Lane, tone: int, y: float) -> None:
    title = sheet.say(lane.title)
    said = _persons(lane.people)
    if lane.vehicles > 1:
        said = Text("{people}，{v} 辆", "{people}, {v} vehicles").format(people=said, v=lane.vehicles)
    sheet.words(title, _EDGE, y + 12, room=_NAMES - 8)
    for start, width in lane.bars:
        kind = "track" if lane.kind == "night" else f"t{tone}"
        x = _EDGE + _NAMES + _TRACK * start / 100
        sheet.box(x, y, max(2.0, _TRACK * width / 100), _BAR, kind=kind, note=f"{title}: {sheet.say(said)}")
    sheet.words(sheet.say(said), _EDGE + _NAMES + _TRACK + 8, y + 12, kind="quiet")


def _persons(number: int) -> Text:
    return Count(number, Unit.PERSON).text()

"""The flow of people: from their counties over coaches, nights and trains to their employers."""

from __future__ import annotations

from laborcoop.exchange.charts.chart import Chart
from laborcoop.exchange.charts.drawing import Drawing, width_of
from laborcoop.exchange.page.flow import Flow, tones_of
from laborcoop.exchange.page.flow import flow as flow_of
from laborcoop.exchange.page.names import Names
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.text import Locale, Text
from laborcoop.planning.plan import ReturnPlan

_EDGE = 12.0
_BELOW = 10.0
_KEYS, _HEADS = 18.0, 70.0


def flow(plan: ReturnPlan, *, locale: Locale = "zh") -> Chart:
    """Everyone who arrives, as bands from county to employer: the broader the band, the more people.

    Args:
        plan: the plan; people who do not arrive are not in the picture.
        locale: the language of the picture.

    Raises:
        InvalidValue: ``plan`` is no plan.
    """
    check_arguments("charts.flow", (("plan", plan, ReturnPlan),))
    convoys = sorted(plan.case.convoys, key=lambda convoy: (convoy.batch, convoy.id))
    tones = tones_of([convoy.id for convoy in convoys])
    found = flow_of(plan, Names.of(plan.case), tones)
    sheet = Drawing(Text("从县里到厂门", "From the counties to the gates"), locale)
    if not found.picture.boxes:
        sheet.words(sheet.say(Text("没有人出行", "Nobody travels")), _EDGE, sheet.top + 10)
        return sheet.finished(300, sheet.top + 24)
    _keys(sheet, found)
    down = sheet.top + _HEADS
    for x, head in found.heads:
        sheet.lines(sheet.say(head), _EDGE + x, down - 44, room=found.room, most=3, kind="quiet")
    lowest = found.picture.height
    # What was laid out without the margins is moved as a whole.
    with sheet.moved(_EDGE, down):
        _bands(sheet, found)
        lowest = max(lowest, _stations(sheet, found))
    return sheet.finished(found.width + 2 * _EDGE, down + lowest + _EDGE)


def _keys(sheet: Drawing, found: Flow) -> None:
    """Which colour is which batch."""
    x = _EDGE
    for tone, name in found.tones:
        sheet.box(x, sheet.top - 4, 12, 12, kind=f"t{tone}")
        sheet.words(sheet.say(name), x + _KEYS, sheet.top + 7)
        x += _KEYS + width_of(sheet.say(name)) + 20


def _bands(sheet: Drawing, found: Flow) -> None:
    for ribbon in found.picture.ribbons:
        said = Text("{start} → {end}：{n} 人", "{start} → {end}: {n} persons").format(
            start=found.nodes[ribbon.start].title, end=found.nodes[ribbon.end].title, n=ribbon.value
        )
        sheet.path(ribbon.path, kind=f"ribbon t{ribbon.tone}", note=sheet.say(said))


def _stations(sheet: Drawing, found: Flow) -> float:
    """The boxes and what they are called; how far down that reaches."""
    lowest = 0.0
    last = len(found.heads) - 1
    for box in found.picture.boxes:
        node = found.nodes[box.key]
        sheet.box(box.x, box.y, found.picture.box_width, box.height, kind="box")
        room = found.last_room if box.column == last else found.room
        x, y = box.x + found.picture.box_width + 6, box.y + box.height / 2
        below = sheet.lines(f"{box.value} · {sheet.say(node.title)}", x, y + 4, room=room, most=3)
        below = sheet.lines(sheet.say(node.note), x, below, room=room, most=2, kind="quiet")
        # The next line would stand there: the letters of the last one reach a little below their own.
        lowest = max(lowest, below - _BELOW)
    return lowest

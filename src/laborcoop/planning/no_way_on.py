"""Why nothing leads through the layovers of any route: between two of its legs, or from its end to the gate."""

from __future__ import annotations

from collections.abc import Sequence

from laborcoop.journey import Reason
from laborcoop.kernel.text import Text
from laborcoop.planning.travel import TravelCase
from laborcoop.planning.waits import Layover


def no_way_on(travel: TravelCase, stuck: Sequence[Sequence[Layover]]) -> Reason:
    """What is wanting on the way that comes furthest: of those that fail at the gate alone the first, else the first.

    Args:
        travel: the case laid out.
        stuck: for each route the layovers that nothing leads through, in their order: one or more routes.
    """
    wait = min(stuck, key=lambda waits: waits[0].employer is None)[0]
    employer = None if wait.employer is None else travel.employers[wait.employer].name
    text = _NOTHING_JOINS if employer is None else _CLOSED if wait.is_over else _NO_COACH_TO_GATE
    return Reason(
        code="seats.no-way-on",
        text=text.format(
            start=travel.place_name(wait.start), end=travel.place_name(wait.end), employer=employer, at=wait.since
        ),
    )


_NOTHING_JOINS = Text(
    "途中没有住宿或市内接驳车衔接：{at} 到达 {start}，无法前往 {end} 换乘下一班次",
    "no lodging or local coach joins the legs: {start} is reached at {at}, and nothing leads to the next leg at {end}",
)
_NO_COACH_TO_GATE = Text(
    "没有接驳车在厂门开放时间内从 {start} 送到 {employer} 厂门，在当地住一晚之后也没有",
    "no coach goes from {start} to the gate of {employer} while it is open, not after a night there either",
)
_CLOSED = Text(
    "{at} 到达 {employer} 厂门，当时厂门不开放", "reaches the gate of {employer} at {at}, when it is not open"
)

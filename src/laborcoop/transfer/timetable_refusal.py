"""Why there is no lawful timetable: the rule and the minute, in both languages, and what may help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import field, frozen
from attrs.validators import optional

from laborcoop.journey import Reason
from laborcoop.kernel.ids import PlaceId
from laborcoop.kernel.moments import has_zone
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import NO_TEXT, Text
from laborcoop.transfer.driving_limits import minute_of, moment_of
from laborcoop.transfer.timetable_search import Search, State, Stuck
from laborcoop.transfer.wheel import Hindrance


@frozen(kw_only=True)
class NoTimetable(Record):
    """What forbids a timetable.

    ``code`` is the rule's (``TR-04``), or one of its own where no rule of driving is at fault: ``timetable.too-late``
    (a stop or the end is not reached in time), ``timetable.train-gone`` (the train has left by then). ``at`` is the
    minute from which the rule would be broken by setting out at the first moment and waiting nowhere; ``place`` the
    stop at which the way ends or is late, ``earliest`` when it is reached lawfully at the earliest; None: never, or not
    known. ``proved`` is False where there were too many ways to follow them all.
    """

    code: str
    at: datetime | None = field(default=None, validator=optional(has_zone))
    place: PlaceId
    earliest: datetime | None = field(default=None, validator=optional(has_zone))
    text: Text
    suggestion: Text = NO_TEXT
    proved: bool = True

    @property
    def reason(self) -> Reason:
        """The refusal as a reason why somebody is left out."""
        return Reason(code=self.code, text=self.text, about=(self.place,))


TOO_LATE = "timetable.too-late"
TRAIN_GONE = "timetable.train-gone"

_HELP: Mapping[str, Text] = {
    "TR-04": Text(
        "增加一名驾驶员，或在该路段设停车休息点",
        "add a driver, or name a place on this section where the coach can stand",
    ),
    "TR-05": Text("改在白天通过，或增加驾驶员、停车休息点", "drive it by day, or add a driver or a rest place"),
    "TR-06": Text("换用或增加驾驶员，或推迟发车", "take another driver or a second one, or set out later"),
    "TR-07": Text(
        "在凌晨停车时段之前到达，或在其后发车", "arrive before the hours in which coaches stand, or go after them"
    ),
    "TR-08": Text("在白天通过山区道路", "drive mountain roads by day"),
    "TR-09": Text("增加一名驾驶员，并设可换人的停靠点", "add a driver, and a stop at which they can change"),
    "TR-25": Text("提前发车，或改乘晚一班火车", "set out earlier, or take a later train"),
    TOO_LATE: Text("提前发车或放宽时限", "set out earlier, or allow a later arrival"),
    TRAIN_GONE: Text("提前发车，或改乘晚一班火车", "set out earlier, or take a later train"),
}

_NEVER = Text(
    "{start} 到 {end}：{at} 起违反 {rule}，怎样等候也无济于事",
    "{start} to {end}: {rule} would be broken from {at} on, and no wait helps",
)
_HELD = Text(
    "不等候则 {at} 起违反 {rule}；依规等候，最早 {earliest} 到达 {place}，晚于 {deadline}",
    "without a wait {rule} is broken from {at} on; with the waits asked for, {place} is reached at {earliest} at the "
    "earliest, after {deadline}",
)
_FAR = Text(
    "最早 {earliest} 到达 {place}，晚于 {deadline}",
    "{place} is reached at {earliest} at the earliest, after {deadline}",
)
_TRAIN = Text(
    "最早 {earliest} 到达 {place}，而火车 {train} 发车，换乘时间不够",
    "{place} is reached at {earliest} at the earliest, too short before the train leaves at {train}",
)
_GONE = Text(
    "最早 {earliest} 到达 {place}，而火车 {train} 已经开出",
    "{place} is reached at {earliest} at the earliest, when the train of {train} has left",
)
_CLOSED = Text("不能在规定时间内从 {place} 发车", "{place} cannot be left within the time allowed")
_CLOSED_BY = Text(
    "不能在规定时间内从 {place} 发车：不等候则 {at} 起违反 {rule}",
    "{place} cannot be left within the time allowed: without a wait {rule} is broken from {at} on",
)
_NO_BUFFER = Text(
    "没有给出换乘火车所需的时间（参数 transfer_buffer）",
    "how long a change to a train takes is not given (the parameter transfer_buffer)",
)


def no_buffer(place: PlaceId, train: datetime) -> NoTimetable:
    """The refusal where the book asks for a time to change and gives none."""
    return NoTimetable(
        code="TR-25",
        at=train,
        place=place,
        text=_NO_BUFFER,
        suggestion=Text("在规则手册或案例中给出 transfer_buffer", "give transfer_buffer in the rule book or the case"),
    )


def _straight(search: Search, first: int, drivers: Sequence[int]) -> Hindrance | None:
    opens = search.drives[0].opens
    start = first if opens is None else max(first, opens)
    return search.straight_on(State(at=first, wheels=search.wheels), drivers, start)


def stuck(search: Search, found: Stuck, places: Sequence[PlaceId], first: int) -> NoTimetable:
    """The refusal of a way that ends on the road: no wait helps, or a stop is left too late."""
    start, end = places[found.section], places[found.section + 1]
    hindrance = found.hindrance
    if hindrance is not None and hindrance.until is None:
        text = _NEVER.format(start=start, end=end, rule=hindrance.rule, at=moment_of(hindrance.at, search.zone))
    else:
        drivers = [*(driver for _, driver in found.state.trail), found.driver]
        hindrance = _straight(search, first, drivers)
        facts = _facts(search, hindrance)
        text = (_CLOSED if hindrance is None else _CLOSED_BY).format(place=start, **facts)
    return _made(search, TOO_LATE if hindrance is None else hindrance.rule, hindrance, start, text, proved=found.exact)


def late(
    search: Search,
    found: State,
    places: Sequence[PlaceId],
    first: int,
    latest: datetime,
    train: datetime | None,
) -> NoTimetable:
    """The refusal of a way that ends after the latest arrival; ``train`` is that to be caught, where there is one."""
    earliest = moment_of(found.at, search.zone)
    hindrance = _straight(search, first, [driver for _, driver in found.trail])
    if hindrance is not None:
        code, text = hindrance.rule, _HELD
    elif train is None:
        code, text = TOO_LATE, _FAR
    elif found.at > minute_of(train):
        code, text = TRAIN_GONE, _GONE
    else:
        code, text = "TR-25", _TRAIN
    facts = {"place": places[-1], "earliest": earliest, "deadline": latest, "train": train}
    worded = text.format(**facts, **_facts(search, hindrance))
    return _made(search, code, hindrance, places[-1], worded, earliest=earliest, proved=found.exact)


def _facts(search: Search, hindrance: Hindrance | None) -> dict[str, object]:
    if hindrance is None:
        return {}
    return {"rule": hindrance.rule, "at": moment_of(hindrance.at, search.zone)}


def _made(
    search: Search,
    code: str,
    hindrance: Hindrance | None,
    place: PlaceId,
    text: Text,
    *,
    earliest: datetime | None = None,
    proved: bool,
) -> NoTimetable:
    return NoTimetable(
        code=code,
        at=None if hindrance is None else moment_of(hindrance.at, search.zone),
        place=place,
        earliest=earliest,
        text=text,
        suggestion=_HELP[code],
        proved=proved,
    )

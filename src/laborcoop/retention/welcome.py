"""A welcome (迎接仪式) of those whom a convoy brings: after they arrive, by officials who are named by their office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import ConvoyId, WorkerId
from laborcoop.kernel.moments import has_zone, instant
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


@frozen(kw_only=True)
class Official(Record):
    """Somebody who speaks for a government: the office and whose it is, and never a name."""

    office: Text
    government: DivisionCode


class EventAct(Enum):
    """What is done at an event."""

    GREETING = "greeting"
    GIFTS = "gifts"
    SPEECH = "speech"


@frozen(kw_only=True)
class EventEntry(Record):
    """A line of an event's log: when, what, and by whom.

    Raises:
        InvalidValue: ``at`` has no zone.
    """

    at: datetime = field(validator=has_zone)
    act: EventAct
    by: Official


def _by_time(entries: tuple[EventEntry, ...]) -> tuple[EventEntry, ...]:
    return tuple(sorted(entries, key=lambda entry: instant(entry.at)))


@frozen(kw_only=True)
class WelcomeEvent(Record):
    """The welcome of one convoy, with what was done at it in order of time.

    Raises:
        InvalidValue: ``starts`` or ``ends`` has no zone, the event ends before it starts, or something was done outside
            it.
    """

    convoy: ConvoyId
    starts: datetime = field(validator=has_zone)
    ends: datetime = field(validator=has_zone)
    log: tuple[EventEntry, ...] = field(default=(), converter=_by_time)

    def __attrs_post_init__(self) -> None:
        if instant(self.ends) <= instant(self.starts):
            raise InvalidValue(Text("仪式的结束时间必须晚于开始时间", "an event must end after it starts"))
        if any(not instant(self.starts) <= instant(entry.at) <= instant(self.ends) for entry in self.log):
            raise InvalidValue(
                Text("仪式记录的时间须在仪式期间", "what is done at an event must be done while it lasts")
            )

    def acts(self) -> frozenset[EventAct]:
        """What was done."""
        return frozenset(entry.act for entry in self.log)

    def misses(self, arrivals: Mapping[WorkerId, datetime]) -> tuple[WorkerId, ...]:
        """Those who arrive only after it starts, by id; empty where everybody can be there."""
        return tuple(sorted(worker for worker, at in arrivals.items() if instant(at) > instant(self.starts)))

"""The work list of a station: calls, visits, help cases, agreements to renew, each with an owner and a day."""

from __future__ import annotations

from datetime import date
from enum import Enum

from attrs import field, frozen

from laborcoop.cooperation import TransferEmployment
from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import at_least, between
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.retention.help_case import HelpCase
from laborcoop.retention.staff import StationStaff
from laborcoop.retention.station import WorkStation
from laborcoop.retention.station_work import Visit

CALL_DAYS = (30, 90, 180)
"""The days after the start of work on which somebody is called, unless a station says otherwise."""


class TaskKind(Enum):
    """What is to be done, in the order in which one day's tasks stand."""

    HELP_CASE = "help-case"
    STAFFING = "staffing"
    RENEWAL = "renewal"
    FOLLOW_UP_CALL = "follow-up-call"
    EMPLOYER_VISIT = "employer-visit"

    @property
    def label(self) -> Text:
        """The kind in a list."""
        return _KINDS[self]


_KINDS = {
    TaskKind.HELP_CASE: Text("求助事项", "help case"),
    TaskKind.STAFFING: Text("驻站值守", "cover of the station"),
    TaskKind.RENEWAL: Text("协议续签", "renewal of an agreement"),
    TaskKind.FOLLOW_UP_CALL: Text("稳岗回访", "follow-up call"),
    TaskKind.EMPLOYER_VISIT: Text("走访企业", "visit to an employer"),
}


@frozen(kw_only=True)
class FollowUpCall(Record):
    """A call to a worker that was made on a day, and which it was: so many days after the start of work."""

    worker: WorkerId
    on: date
    day: int = field(validator=at_least(0, Text("天数不能为负数", "a number of days must not be negative")))


@frozen(kw_only=True)
class StationTask(Record):
    """One thing to be done by a day: what, about whom or what (an id), by whom; ``owner`` empty: nobody is there.

    ``late`` says that its day had passed when the period began; ``text`` is the task in a sentence, without a name.
    """

    kind: TaskKind
    due: date
    about: str
    owner: str = ""
    late: bool = False
    text: Text


@frozen(kw_only=True)
class StationAgenda(Record):
    """The tasks of a station for a period, by day, then by kind and by whom they are about.

    Raises:
        InvalidValue: ``period`` has no end, or one of ``tasks`` is due after it.
    """

    station: WorkStation
    period: Period
    tasks: tuple[StationTask, ...] = ()

    def __attrs_post_init__(self) -> None:
        end = self.period.end
        if end is None or any(task.due >= end for task in self.tasks):
            raise InvalidValue(
                Text(
                    "工作清单的时间段要有结束日，任务在此之前到期",
                    "an agenda must have an end, and its tasks must be due before",
                )
            )

    def __repr__(self) -> str:
        """Counts only."""
        return f"<StationAgenda {self.station.id}: {len(self.tasks)} tasks>"

    def of(self, owner: str) -> tuple[StationTask, ...]:
        """The tasks of one owner; of nobody for the empty text."""
        return tuple(task for task in self.tasks if task.owner == owner)


@frozen(kw_only=True)
class StationBook(Record):
    """What a station knows: its staff, help cases, the spells of work it follows, calls made, visits planned.

    ``notice_days`` is how long before its end an agreement is to be renewed (ST-01), ``call_days`` when somebody is
    called after the start of work.
    """

    station: WorkStation
    staff: tuple[StationStaff, ...] = ()
    cases: tuple[HelpCase, ...] = ()
    spells: tuple[TransferEmployment, ...] = ()
    calls: tuple[FollowUpCall, ...] = ()
    visits: tuple[Visit, ...] = ()
    notice_days: int = field(
        validator=between(0, 3660, Text("提前天数应为 0 至 3660 天", "the days of notice must be 0 to 3660"))
    )
    call_days: tuple[int, ...] = CALL_DAYS

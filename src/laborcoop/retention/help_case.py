"""A worker's trouble that a station helps with, from the day it is told to its outcome."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import NewType

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import WorkerId, check_id
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

HelpCaseId = NewType("HelpCaseId", str)


class HelpKind(Enum):
    """What help is asked for."""

    WAGES = "wages"
    INJURY = "injury"
    JOB_SEARCH = "job-search"
    SUBSIDY = "subsidy"


@frozen(kw_only=True)
class HelpCase(Record):
    """A help case: who owns it, when it is due, how it ended (ST-06).

    ``owner`` is the id of whoever looks after it; ``outcome`` is words, empty while there is none.

    Raises:
        InvalidValue: it is due or closed before it was opened.
    """

    id: HelpCaseId = field(validator=check_id)
    worker: WorkerId
    kind: HelpKind = field(repr=False)
    opened_on: date
    owner: str = ""
    due_on: date | None = None
    closed_on: date | None = None
    outcome: str = field(default="", repr=False)

    def __attrs_post_init__(self) -> None:
        if any(day is not None and day < self.opened_on for day in (self.due_on, self.closed_on)):
            raise InvalidValue(
                Text("求助事项的到期和办结不早于受理", "a help case is due and closed no earlier than it is opened")
            )

    def is_open(self, on: date) -> bool:
        """Whether the case is open on the day; the day of closing no longer counts."""
        return self.opened_on <= on and (self.closed_on is None or on < self.closed_on)

    def overdue(self, on: date) -> bool:
        """Whether the case is open although the day it was due has passed."""
        return self.is_open(on) and self.due_on is not None and self.due_on < on

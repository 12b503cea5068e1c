"""A worker's trouble that a station helps with, from the day it is told to its outcome."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from itertools import zip_longest
from typing import NewType

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import WorkerId, check_id
from laborcoop.kernel.lifecycle import WithLifecycle
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.retention.help_status import HELP_LIFECYCLE, HelpStatus

HelpCaseId = NewType("HelpCaseId", str)


class HelpKind(Enum):
    """What help is asked for."""

    WAGES = "wages"
    INJURY = "injury"
    JOB_SEARCH = "job-search"
    SUBSIDY = "subsidy"


@frozen(kw_only=True)
class HelpCase(Record, WithLifecycle[HelpStatus, date]):
    """A help case: who owns it, when it is due, how it ended (ST-06).

    ``owner`` is the id of the person in charge; ``outcome`` is words, empty until there is one. A case that is
    reopened is assigned and resolved once more, so those days are several. An owner without a day of assignment has
    had the case since it was opened.

    Raises:
        IllegalTransition: the days are in an order that `HELP_LIFECYCLE` does not allow.
        InvalidValue: ``due_on`` is before ``opened_on``.
    """

    id: HelpCaseId = field(validator=check_id)
    worker: WorkerId
    kind: HelpKind = field(repr=False)
    opened_on: date
    owner: str = ""
    due_on: date | None = None
    closed_on: date | None = None
    outcome: str = field(default="", repr=False)
    assigned_on: tuple[date, ...] = ()
    resolved_on: tuple[date, ...] = ()
    reopened_on: tuple[date, ...] = ()

    lifecycle = HELP_LIFECYCLE

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if self.due_on is not None and self.due_on < self.opened_on:
            raise InvalidValue(Text("求助事项的到期不早于受理", "a help case must not be due before it is opened"))

    def _assignments(self) -> tuple[date, ...]:
        return self.assigned_on or ((self.opened_on,) if self.owner else ())

    def _recorded(self) -> Iterator[tuple[HelpStatus, date | None]]:
        yield HelpStatus.OPENED, self.opened_on
        for assigned, resolved, reopened in zip_longest(self._assignments(), self.resolved_on, self.reopened_on):
            yield HelpStatus.ASSIGNED, assigned
            yield HelpStatus.RESOLVED, resolved
            yield HelpStatus.REOPENED, reopened
        yield HelpStatus.CLOSED, self.closed_on

    def is_open(self, on: date) -> bool:
        """Whether the case is open on the day; the day of closing no longer counts."""
        return self.status(on) not in {None, HelpStatus.CLOSED}

    def overdue(self, on: date) -> bool:
        """Whether the case is open and without an outcome although the day it was due has passed."""
        waits = self.status(on) not in {None, HelpStatus.RESOLVED, HelpStatus.CLOSED}
        return waits and self.due_on is not None and self.due_on < on

    def assign(self, on: date, owner: str) -> HelpCase:
        """The case, with somebody to look after it.

        Raises:
            IllegalTransition: as every step below: the lifecycle does not allow it on that day.
        """
        return self._after(HelpStatus.ASSIGNED, on, owner=owner, assigned_on=(*self._assignments(), on))

    def resolve(self, on: date, outcome: str) -> HelpCase:
        """The case, with an outcome."""
        return self._after(HelpStatus.RESOLVED, on, outcome=outcome, resolved_on=(*self.resolved_on, on))

    def reopen(self, on: date) -> HelpCase:
        """The case, its outcome refused: nobody owns it until it is assigned again."""
        return self._after(
            HelpStatus.REOPENED,
            on,
            owner="",
            outcome="",
            assigned_on=self._assignments(),
            reopened_on=(*self.reopened_on, on),
        )

    def close(self, on: date) -> HelpCase:
        """The case, closed."""
        return self._after(HelpStatus.CLOSED, on, closed_on=on)

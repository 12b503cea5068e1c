"""Lifecycles: one table of steps for each kind of thing, from which its status on any day is derived.

A record holds dated facts (published on, cancelled on), never a status. Its `Lifecycle` says which status may follow
which; the same table refuses facts in an impossible order when a record is built, refuses a step when it is taken,
and gives the status on a day. Each status is reached by one kind of fact, which counts from its day, or moment, on.
Before a thing begins it has no status (None); where nobody dated the beginning, it has begun ever since.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Generic, Self, TypeVar, cast

from attrs import frozen

from laborcoop.errors import IllegalTransition, InvalidValue
from laborcoop.kernel.record import arguments, build
from laborcoop.kernel.text import NO_TEXT, Text


class Status(Enum):
    """The base of each enum of statuses: a member is a code, its label and what it means.

    ``value`` is the code alone.
    """

    _value_: str
    label: Text
    meaning: Text

    def __new__(cls, code: str, label: Text = NO_TEXT, meaning: Text = NO_TEXT) -> Self:
        """A status whose value is its code, by which alone it is looked up; a member gives all three."""
        member = object.__new__(cls)
        member._value_ = code
        member.label = label
        member.meaning = meaning
        return member


S = TypeVar("S", bound=Status)
When = TypeVar("When", bound=date)
"""A day, or a moment (which Python counts among the days)."""


@frozen(kw_only=True)
class Lifecycle(Generic[S]):
    """Which status of a kind of thing may follow which.

    ``of`` names the thing, ``start`` is where it begins, ``table`` gives for every status those that may follow;
    ``hourly`` says that its facts are moments with a zone, else they are days.

    Raises:
        InvalidValue: a status is missing from the table, a target is not a status, or a status can never be
            reached.
    """

    of: Text
    start: S
    table: Mapping[S, frozenset[S]]
    hourly: bool = False

    def __attrs_post_init__(self) -> None:
        every = frozenset(type(self.start))
        targets = frozenset[Status]().union(*self.table.values())
        if frozenset(self.table) != every or not targets <= every:
            raise InvalidValue(
                Text(
                    "{of}的状态表必须列出每一个状态，且不含其他状态",
                    "the table of the {of} must name each of its statuses and no others",
                ).format(of=self.of)
            )
        if unreachable := every - self._reachable():
            raise InvalidValue(
                Text("{of}永远不会到达状态：{lost}", "the {of} can never become: {lost}").format(
                    of=self.of, lost=[status.label for status in type(self.start) if status in unreachable]
                )
            )

    def _reachable(self) -> frozenset[S]:
        found: frozenset[S] = frozenset()
        new = frozenset({self.start})
        while new:
            found |= new
            new = frozenset[S]().union(*(self.table[status] for status in new)) - found
        return found

    def allowed(self, status: S) -> tuple[S, ...]:
        """The statuses that may follow one, in the order of the enum; empty where it is an end."""
        return tuple(after for after in type(self.start) if after in self.table[status])

    def check(self, before: S, after: S) -> None:
        """Check one step.

        Raises:
            IllegalTransition: the table does not allow it; the sentence says what it allows.
        """
        if after in self.table[before]:
            return
        refused = Text("{of}不能从“{before}”变为“{after}”；", "{of}: no step from {before} to {after}; ")
        allows = Text("只能变为：{allowed}", "allowed: {allowed}")
        ends = Text("“{before}”之后没有下一步", "nothing follows {before}")
        what = allows if self.table[before] else ends
        raise IllegalTransition(
            Text(refused.zh + what.zh, refused.en + what.en).format(
                of=self.of,
                before=before.label,
                after=after.label,
                allowed=[status.label for status in self.allowed(before)],
            )
        )

    def course(
        self, recorded: Iterable[tuple[S, When | None]], due: Iterable[tuple[S, When | None]] = ()
    ) -> tuple[tuple[S, When], ...]:
        """The steps that a thing took and will take, in order of time.

        Args:
            recorded: facts with their day or moment, None where it has not happened; those of one day in the order in
                which they happened. Each must be a step that the table allows.
            due: what comes by itself on its day, but only where the table allows it then: a cancelled fair does not
                open. On one day what is recorded goes first.

        Raises:
            IllegalTransition: a recorded fact is no step that the table allows.
            InvalidValue: a day where a moment is needed, a moment where a day is needed, or one without a zone.
        """
        given = [(status, when, False) for status, when in recorded if when is not None]
        given += [(status, when, True) for status, when in due if when is not None]
        given.sort(key=lambda fact: (self._instant(fact[1]), fact[2]))
        steps: list[tuple[S, When]] = []
        now = self.start
        for status, when, by_itself in given:
            if by_itself and status not in self.table[now]:
                continue
            if steps or status is not self.start:
                self.check(now, status)
            steps.append((status, when))
            now = status
        return tuple(steps)

    def status(
        self, on: date, recorded: Iterable[tuple[S, When | None]], due: Iterable[tuple[S, When | None]] = ()
    ) -> S | None:
        """The status on a day, or at a moment, by the facts; None before the thing begins.

        Raises:
            IllegalTransition, InvalidValue: as `course` does, and for ``on`` as for a fact.
        """
        asked = self._instant(on)
        steps = self.course(recorded, due)
        past = [status for status, when in steps if self._instant(when) <= asked]
        if past:
            return past[-1]
        begins_later = bool(steps) and steps[0][0] is self.start
        return None if begins_later else self.start

    def _instant(self, when: date) -> date:
        """A day as it is, a moment in UTC, in which comparing is exact."""
        if not isinstance(when, date):
            raise InvalidValue(Text("应为日期或时刻", "a day or a moment is expected"))
        if isinstance(when, datetime) is not self.hourly:
            raise InvalidValue(
                Text("{of}按时刻记录，不能只给日期", "the {of} must be recorded by the moment, not by the day").format(
                    of=self.of
                )
                if self.hourly
                else Text(
                    "{of}按日期记录，不能给时刻", "the {of} must be recorded by the day, not by the moment"
                ).format(of=self.of)
            )
        if not isinstance(when, datetime):
            return when
        if when.utcoffset() is None:
            raise InvalidValue(Text("时刻必须带时区", "a time must have a zone"))
        return when.astimezone(UTC)


class WithLifecycle(Generic[S, When]):
    """What a record has beside its fields when its status is derived from its dated facts.

    Raises:
        IllegalTransition: on building, the facts are in an order that the lifecycle does not allow.
    """

    __slots__ = ()

    @property
    @abstractmethod
    def lifecycle(self) -> Lifecycle[S]:
        """The table of the steps."""

    @abstractmethod
    def _recorded(self) -> Iterable[tuple[S, When | None]]:
        """The facts, those of one day in the order in which they happened."""

    def _due(self) -> Iterable[tuple[S, When | None]]:
        """What comes by itself on its day."""
        return ()

    def __attrs_post_init__(self) -> None:
        self.lifecycle.course(self._recorded(), self._due())

    def status(self, on: When) -> S | None:
        """The status on a day (at a moment, where the facts are moments); None before the thing begins."""
        return self.lifecycle.status(on, self._recorded(), self._due())

    def _after(self, status: S, when: When, **facts: object) -> Self:
        """The record with the facts of one more step.

        Raises:
            IllegalTransition: the lifecycle does not allow the step on that day.
        """
        self._check_step(status, when)
        return cast("Self", build(type(self), arguments(self) | facts))

    def _check_step(self, status: S, when: When) -> None:
        """Check one more step against all that is recorded.

        Raises:
            IllegalTransition: the lifecycle does not allow the step on that day.
        """
        self.lifecycle.course((*self._recorded(), (status, when)), self._due())


def check_reason(when: date | None, reason: str) -> None:
    """Check that something that was ended has a day and a reason, or neither.

    Raises:
        InvalidValue: one is given without the other.
    """
    if (when is None) != (not reason.strip()):
        raise InvalidValue(
            Text("取消或终止要同时写明日期和原因", "a cancellation or an end must have its day and its reason")
        )

"""What a side undertakes to go on with (继续): term after term, renewed and not only begun, and what is still to do."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from itertools import pairwise

from attrs import evolve, field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


class CommitmentKind(Enum):
    """What is gone on with; the article says 继续 of three things."""

    FOLLOW_UP = "follow-up"
    STAFF_HOUSING = "staff-housing"
    TECHNICAL_EDUCATION = "technical-education"


def _by_start(terms: tuple[Period, ...]) -> tuple[Period, ...]:
    return tuple(sorted(terms, key=lambda term: term.start))


@frozen(kw_only=True)
class Commitment(Record):
    """An undertaking of one side, with every term for which it was given; the terms after the first are renewals.

    Raises:
        InvalidValue: ``terms`` are empty, or two of them share a day.
    """

    kind: CommitmentKind
    by: DivisionCode
    terms: tuple[Period, ...] = field(converter=_by_start)

    def __attrs_post_init__(self) -> None:
        if not self.terms or any(before.overlaps(after) for before, after in pairwise(self.terms)):
            raise InvalidValue(
                Text(
                    "承诺至少有一个期限，前后期限不重叠",
                    "a commitment must have one term or more, and no two may share a day",
                )
            )

    def runs(self, on: date) -> bool:
        """Whether the commitment holds on the day."""
        return any(on in term for term in self.terms)

    def lapses(self) -> tuple[Period, ...]:
        """The days between two terms on which it did not hold."""
        ends = [(before.end, after.start) for before, after in pairwise(self.terms)]
        return tuple(Period(end, start) for end, start in ends if end is not None and end < start)

    def due(self, on: date, days: int) -> bool:
        """Whether it must be renewed by now: it has ended, or its last term ends in ``days`` days or fewer."""
        end = self.terms[-1].end
        return end is not None and end - timedelta(days=days) <= on

    def renew(self, term: Period) -> Commitment:
        """The commitment with one more term.

        Raises:
            InvalidValue: ``term`` shares a day with an earlier one.
        """
        return evolve(self, terms=(*self.terms, term))


@frozen(kw_only=True)
class FollowUpStep(Record):
    """Something to be done in a follow-up, by a day; done on a day or not yet."""

    what: Text
    due_on: date
    done_on: date | None = None


@frozen(kw_only=True)
class FollowUpPlan(Record):
    """What is still done after a campaign (后续互动工作): steps with due dates, under a commitment.

    Raises:
        InvalidValue: ``commitment`` is of another kind, or one of ``steps`` is due on a day on which it does not hold.
    """

    commitment: Commitment
    steps: tuple[FollowUpStep, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.commitment.kind is not CommitmentKind.FOLLOW_UP:
            raise InvalidValue(
                Text("后续工作计划须依据后续互动的承诺", "a follow-up plan must rest on a commitment to follow-up")
            )
        outside = [step.due_on for step in self.steps if not self.commitment.runs(step.due_on)]
        if outside:
            raise InvalidValue(
                Text(
                    "{days} 不在承诺期限内：请先续期", "{days} lies outside the terms of the commitment: renew it first"
                ).format(days=outside)
            )

    def overdue(self, on: date) -> tuple[FollowUpStep, ...]:
        """The steps whose day has passed and that are not done by the day asked about."""
        return tuple(step for step in self.steps if step.due_on < on and (step.done_on is None or on < step.done_on))

"""What the programme hands out to people (慰问): one to each, and no more than there is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum

from attrs import evolve, field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


class BenefitKind(Enum):
    """What is handed out."""

    GIFT_PACK = "gift-pack"
    """新年慰问礼包."""
    GREETING_MONEY = "greeting-money"


@frozen(kw_only=True)
class BenefitIssue(Record):
    """One worker got one, on a day."""

    worker: WorkerId
    on: date


def _by_worker(issues: tuple[BenefitIssue, ...]) -> tuple[BenefitIssue, ...]:
    return tuple(sorted(issues, key=lambda issue: (issue.worker, issue.on)))


@frozen(kw_only=True)
class BenefitRound(Record):
    """One handing out of one kind: how many there were, and who got one.

    Raises:
        InvalidValue: ``stock`` is negative, somebody got two, or more were handed out than there were.
    """

    kind: BenefitKind
    stock: int = field(validator=at_least(0, Text("库存不能为负数", "a stock must not be negative")))
    issues: tuple[BenefitIssue, ...] = field(default=(), converter=_by_worker)

    def __attrs_post_init__(self) -> None:
        if len({issue.worker for issue in self.issues}) < len(self.issues):
            raise InvalidValue(Text("同一人只能领取一份", "nobody may get more than one"))
        if len(self.issues) > self.stock:
            raise InvalidValue(
                Text("发放 {issued} 份，而库存只有 {stock} 份", "{issued} handed out of a stock of {stock}").format(
                    issued=len(self.issues), stock=self.stock
                )
            )

    @property
    def left(self) -> int:
        """How many are left."""
        return self.stock - len(self.issues)

    def issue(self, worker: WorkerId, on: date) -> BenefitRound:
        """The round after one more worker got one.

        Raises:
            InvalidValue: ``worker`` has one already, or none is left.
        """
        return evolve(self, issues=(*self.issues, BenefitIssue(worker=worker, on=on)))

    def without(self, workers: Iterable[WorkerId]) -> tuple[WorkerId, ...]:
        """Those of the workers who have got none, by id."""
        return tuple(sorted(set(workers) - {issue.worker for issue in self.issues}))

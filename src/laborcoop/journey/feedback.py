"""What people say of the way they were brought: one voice each, and the words are theirs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import field, frozen

from laborcoop.kernel.bounds import between
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.ratios import Share
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


@frozen(kw_only=True)
class Feedback(Record):
    """What one worker said on a day: from 1 (bad) to 5 (good), and in words where any were given.

    Words may tell who spoke, so they are not shown.

    Raises:
        InvalidValue: ``score`` is not 1 to 5.
    """

    worker: WorkerId
    on: date
    score: int = field(validator=between(1, 5, Text("评分为 1 到 5", "a score must be 1 to 5")))
    words: str = field(default="", repr=False)


def satisfied(feedback: Iterable[Feedback], least: int = 4) -> Share:
    """How many of those who said something gave ``least`` or more; who spoke several times counts with the last."""
    last: dict[WorkerId, int] = {}
    for one in sorted(feedback, key=lambda one: (one.on, one.score)):
        last[one.worker] = one.score
    content = sum(score >= least for score in last.values())
    return Share(Count(content, Unit.PERSON), Count(len(last), Unit.PERSON))

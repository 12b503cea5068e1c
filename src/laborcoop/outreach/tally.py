"""What is said afterwards about fairs: totals of a tour, and how far the visitors of a fair came."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import field, fields, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.ids import FairId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.outreach.fair import RecruitmentFair


@frozen(kw_only=True)
class FairTally(Record):
    """Totals that somebody reports about some fairs; a total that is not reported is None.

    ``attendances`` are 家次, ``employers`` 家, ``post_times`` 个次, ``posts`` 个: an employer at two fairs is two
    attendances of one employer.

    Raises:
        InvalidValue: ``fairs`` name one twice.
    """

    fairs: tuple[RecruitmentFair, ...]
    held: int | None = None
    attendances: int | None = None
    employers: int | None = None
    post_times: int | None = None
    posts: int | None = None

    def __attrs_post_init__(self) -> None:
        if len({fair.id for fair in self.fairs}) < len(self.fairs):
            raise InvalidValue(Text("同一场招聘会只能登记一次", "a fair must be entered only once"))


_PEOPLE = at_least(0, Text("人数不能为负数", "numbers of people must not be negative"))


def _step(label: Text) -> Any:  # noqa: ANN401 - like attrs' own `field`
    return field(default=None, validator=_PEOPLE, metadata={"label": label})


@frozen(kw_only=True)
class FairFunnel(Record):
    """The persons that came to a fair, step by step; a step that nobody counted is None (FA-15).

    An intention signed at a booth is not a hire, and a hire is not an arrival. ``fair`` names the fair; None where the
    numbers are those of several.

    Raises:
        InvalidValue: a number is negative.
    """

    fair: FairId | None = None
    visitors: int | None = _step(Text("到场", "visitors"))
    resumes: int | None = _step(Text("投递简历", "CVs handed in"))
    intents: int | None = field(
        default=None, metadata={"label": Text("达成意向", "intentions signed")}, validator=_PEOPLE
    )
    hires: int | None = _step(Text("录用", "hires"))
    arrived: int | None = field(
        default=None, metadata={"label": Text("到岗", "arrivals at the post")}, validator=_PEOPLE
    )

    def steps(self) -> Iterator[tuple[str, Text, int]]:
        """The steps that were counted, in order: field, label and number of persons."""
        for step in fields(FairFunnel):
            count = getattr(self, step.name)
            if "label" in step.metadata and count is not None:
                yield step.name, step.metadata["label"], count

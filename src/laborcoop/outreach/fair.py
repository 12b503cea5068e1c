"""A recruitment fair (招聘会) and the booths of the employers that came."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, FairId, check_id
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


@frozen(kw_only=True)
class Booth(Record):
    """One employer at one fair, with the head-count it offered there.

    Raises:
        InvalidValue: the head-count is negative.
    """

    employer: EmployerId
    openings: int = field()

    @openings.validator
    def _check(self, _: object, value: int) -> None:
        if value < 0:
            raise InvalidValue(Text("招聘人数不能为负数", "the head-count is not negative"))


@frozen(kw_only=True)
class RecruitmentFair(Record):
    """A fair: held somewhere, at a time, with booths. Who hosts it need not live where it is held.

    Raises:
        InvalidValue: it ends before it starts, or an employer has two booths.
    """

    id: FairId = field(validator=check_id)
    name: Text
    division: DivisionCode
    starts: datetime
    ends: datetime
    booths: tuple[Booth, ...] = ()

    def __attrs_post_init__(self) -> None:
        employers = [booth.employer for booth in self.booths]
        if self.ends <= self.starts:
            raise InvalidValue(Text("招聘会的结束时间必须晚于开始时间", "a fair ends after it starts"))
        if len(set(employers)) < len(employers):
            raise InvalidValue(Text("同一场招聘会中一家企业只能登记一次", "an employer is entered once at one fair"))


def attendances(fairs: Iterable[RecruitmentFair]) -> Count:
    """Employer attendances (家次): the sum over the fairs of the employers present (FA-12)."""
    return Count(sum(len(fair.booths) for fair in fairs), Unit.EMPLOYER_TIME)


def post_times(fairs: Iterable[RecruitmentFair]) -> Count:
    """Post-times (个次): the sum over the fairs of the openings offered (FA-12)."""
    return Count(sum(booth.openings for fair in fairs for booth in fair.booths), Unit.POST_TIME)

"""A recruitment fair (招聘会) and the booths of the employers that came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, FairId, PostId, check_id
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

_HEAD_COUNT = Text("招聘人数不能为负数", "the head-count is not negative")


@frozen(kw_only=True)
class Booth(Record):
    """One employer at one fair, with the head-count it offered there, and by post where that is known.

    Raises:
        InvalidValue: a head-count is negative, or those of the posts do not make up the whole.
    """

    employer: EmployerId
    openings: int = field(validator=at_least(0, _HEAD_COUNT))
    posts: Mapping[PostId, int] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        if any(openings < 0 for openings in self.posts.values()):
            raise InvalidValue(_HEAD_COUNT)
        if self.posts and sum(self.posts.values()) != self.openings:
            raise InvalidValue(
                Text("各岗位人数之和不等于招聘人数", "the head-counts of the posts do not make up that of the booth")
            )


@frozen(kw_only=True)
class RecruitmentFair(Record):
    """A fair: held somewhere, at a time, with booths. Who hosts it need not live where it is held.

    ``division`` is where it is held; ``host`` the region whose bureau holds it, None where that is not recorded.

    Raises:
        InvalidValue: it ends before it starts, or an employer has two booths.
    """

    id: FairId = field(validator=check_id)
    name: Text
    division: DivisionCode
    starts: datetime
    ends: datetime
    booths: tuple[Booth, ...] = ()
    host: DivisionCode | None = None

    def __attrs_post_init__(self) -> None:
        employers = [booth.employer for booth in self.booths]
        if self.ends <= self.starts:
            raise InvalidValue(Text("招聘会的结束时间必须晚于开始时间", "a fair ends after it starts"))
        if len(set(employers)) < len(employers):
            raise InvalidValue(Text("同一场招聘会中一家企业只能登记一次", "an employer is entered once at one fair"))

    def is_away(self, of: DivisionCode) -> bool:
        """Whether the bureau of a region holds the fair, and holds it somewhere else (赴外地举办)."""
        return self.host is not None and self.host.within(of) and not self.division.within(of)


def attendances(fairs: Iterable[RecruitmentFair]) -> Count:
    """Employer attendances (家次): the sum over the fairs of the employers present (FA-12)."""
    return Count(sum(len(fair.booths) for fair in fairs), Unit.EMPLOYER_TIME)


def employers_present(fairs: Iterable[RecruitmentFair]) -> Count:
    """Employers (家) that were at one of the fairs or more, each once (FA-12)."""
    return Count(len({booth.employer for fair in fairs for booth in fair.booths}), Unit.EMPLOYER)


def post_times(fairs: Iterable[RecruitmentFair]) -> Count:
    """Post-times (个次): the sum over the fairs of the openings offered (FA-12)."""
    return Count(sum(booth.openings for fair in fairs for booth in fair.booths), Unit.POST_TIME)


def distinct_posts(fairs: Iterable[RecruitmentFair]) -> Count | None:
    """Posts (个) offered at the fairs: of each post, the most openings at any one fair (FA-12).

    A post shown at three fairs is not three times as many. None where a booth does not part its openings by post.
    """
    booths = [booth for fair in fairs for booth in fair.booths]
    if any(booth.openings and not booth.posts for booth in booths):
        return None
    most: dict[PostId, int] = {}
    for booth in booths:
        for post, openings in booth.posts.items():
            most[post] = max(openings, most.get(post, 0))
    return Count(sum(most.values()), Unit.POST)

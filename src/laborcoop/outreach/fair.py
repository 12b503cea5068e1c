"""A recruitment fair (招聘会) and the booths of the employers that came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, FairId, PostId, check_id
from laborcoop.kernel.lifecycle import WithLifecycle, check_reason
from laborcoop.kernel.moments import has_zone
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.outreach.fair_status import FAIR_LIFECYCLE, FairStatus

_HEAD_COUNT = Text("招聘人数不能为负数", "the head-count must not be negative")


@frozen(kw_only=True)
class Booth(Record):
    """One employer at one fair, with the head-count it offered there, and by post where that is known.

    Raises:
        InvalidValue: a head-count is negative, or those of ``posts`` do not add up to ``openings``.
    """

    employer: EmployerId
    openings: int = field(validator=at_least(0, _HEAD_COUNT))
    posts: Mapping[PostId, int] = field(factory=dict, hash=False)

    def __attrs_post_init__(self) -> None:
        if any(openings < 0 for openings in self.posts.values()):
            raise InvalidValue(_HEAD_COUNT)
        if self.posts and sum(self.posts.values()) != self.openings:
            raise InvalidValue(
                Text("各岗位人数之和不等于招聘人数", "the head-counts of the posts do not make up that of the booth")
            )


@frozen(kw_only=True)
class RecruitmentFair(Record, WithLifecycle[FairStatus, date]):
    """A fair: held somewhere, at a time, with booths. Who hosts it need not live where it is held.

    ``division`` is where it is held; ``host`` the region whose bureau holds it, None where that is not recorded.
    ``published_on`` is the day on which it was announced, ``cancelled_on`` that on which it was called off, with the
    reason; None where it was not.

    >>> import laborcoop as lc
    >>> from zoneinfo import ZoneInfo
    >>> fair = lc.RecruitmentFair(
    ...     id="RF-1",
    ...     name=Text("泸水专场", "Fair at Lushui"),
    ...     division=lc.DivisionCode("533301"),
    ...     host=lc.DivisionCode("440400"),
    ...     starts=datetime(2023, 2, 10, 9, tzinfo=ZoneInfo("Asia/Shanghai")),
    ...     ends=datetime(2023, 2, 10, 16, tzinfo=ZoneInfo("Asia/Shanghai")),
    ... )
    >>> fair.is_away(lc.DivisionCode("440400"))
    True

    Raises:
        IllegalTransition: the days are in an order that `FAIR_LIFECYCLE` does not allow.
        InvalidValue: ``starts`` or ``ends`` has no zone, the fair ends before it starts, an employer has two booths, or
            a day of cancelling has no reason.
    """

    id: FairId = field(validator=check_id)
    name: Text
    division: DivisionCode
    starts: datetime = field(validator=has_zone)
    ends: datetime = field(validator=has_zone)
    booths: tuple[Booth, ...] = ()
    host: DivisionCode | None = None
    published_on: date | None = None
    cancelled_on: date | None = None
    cancel_reason: str = ""

    lifecycle = FAIR_LIFECYCLE

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        check_reason(self.cancelled_on, self.cancel_reason)
        employers = [booth.employer for booth in self.booths]
        if self.ends <= self.starts:
            raise InvalidValue(Text("招聘会的结束时间必须晚于开始时间", "a fair must end after it starts"))
        if len(set(employers)) < len(employers):
            raise InvalidValue(
                Text("同一场招聘会中一家企业只能登记一次", "an employer must be entered only once at one fair")
            )

    def is_away(self, of: DivisionCode) -> bool:
        """Whether the bureau of a region holds the fair, and holds it somewhere else (赴外地举办)."""
        return self.host is not None and self.host.within(of) and not self.division.within(of)

    def _recorded(self) -> Iterator[tuple[FairStatus, date | None]]:
        yield FairStatus.PUBLISHED, self.published_on
        yield FairStatus.CANCELLED, self.cancelled_on

    def _due(self) -> Iterator[tuple[FairStatus, date]]:
        yield FairStatus.OPEN, self.starts.date()
        yield FairStatus.CLOSED, self.ends.date() + timedelta(days=1)

    def publish(self, on: date) -> RecruitmentFair:
        """The fair, announced on a day.

        Raises:
            IllegalTransition: the fair was announced or cancelled already, or has opened.
        """
        return self._after(FairStatus.PUBLISHED, on, published_on=on)

    def cancel(self, on: date, reason: str) -> RecruitmentFair:
        """The fair, called off on a day for a reason; on the first day itself it still can be.

        Raises:
            IllegalTransition: the fair was cancelled already, or has opened.
        """
        return self._after(FairStatus.CANCELLED, on, cancelled_on=on, cancel_reason=reason)


def booths_at(fairs: Iterable[RecruitmentFair]) -> list[Booth]:
    """The booths at the fairs; nobody stood at one that was cancelled."""
    return [booth for fair in fairs if fair.cancelled_on is None for booth in fair.booths]


def attendances(fairs: Iterable[RecruitmentFair]) -> Count:
    """Employer attendances (家次): the sum over the fairs held of the employers present (FA-12)."""
    return Count(len(booths_at(fairs)), Unit.EMPLOYER_TIME)


def employers_present(fairs: Iterable[RecruitmentFair]) -> Count:
    """Employers (家) that were at one of the fairs held or more, each once (FA-12)."""
    return Count(len({booth.employer for booth in booths_at(fairs)}), Unit.EMPLOYER)


def post_times(fairs: Iterable[RecruitmentFair]) -> Count:
    """Post-times (个次): the sum over the fairs held of the openings offered (FA-12)."""
    return Count(sum(booth.openings for booth in booths_at(fairs)), Unit.POST_TIME)


def distinct_posts(fairs: Iterable[RecruitmentFair]) -> Count | None:
    """Posts (个) offered at the fairs held: of each post, the most openings at any one fair (FA-12).

    A post shown at three fairs is not three times as many. None where a booth does not part its openings by post.
    """
    booths = booths_at(fairs)
    if any(booth.openings and not booth.posts for booth in booths):
        return None
    most: dict[PostId, int] = {}
    for booth in booths:
        for post, openings in booth.posts.items():
            most[post] = max(openings, most.get(post, 0))
    return Count(sum(most.values()), Unit.POST)

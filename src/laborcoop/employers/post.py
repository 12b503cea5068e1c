"""A job post (岗位) as an employer offers it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import evolve, field, frozen

from laborcoop.employers.pay import WageRange
from laborcoop.employers.post_status import POST_LIFECYCLE, PostStatus
from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.education import Education
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import EmployerId, PostId, check_id
from laborcoop.kernel.lifecycle import WithLifecycle, check_reason
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

_NATURAL = at_least(0, Text("招聘人数和金额不能为负数", "openings and amounts must not be negative"))


@frozen(kw_only=True)
class JobPost(Record, WithLifecycle[PostStatus, date]):
    """A post: how many are wanted, what it pays, what it asks for, and what it must not ask for.

    A post may be unlawful or incomplete and still be a record: rules EM-01 to EM-07 say so, the constructor does not.
    ``openings`` is the head-count wanted; ``wage`` is None where the brochure does not say; ``deposit`` and ``fee`` are
    yuan asked of a worker; ``only_sex`` a restriction in the brochure, lawful only where ``forbidden_to_women`` says
    that state rules forbid the work to women; ``conditions`` the brochure's own words.

    ``filled`` are the periods in which somebody was found for each opening, the last without an end while it lasts.

    Raises:
        IllegalTransition: the days are in an order that `POST_LIFECYCLE` does not allow.
        InvalidValue: ``openings`` or an amount is negative, ``highest_age`` is below ``lowest_age``, or a withdrawal
            has no reason.
    """

    id: PostId = field(validator=check_id)
    employer: EmployerId
    title: str
    openings: int = field(validator=_NATURAL)
    division: DivisionCode
    work: str = ""
    wage: WageRange | None = None
    lowest_age: int | None = None
    highest_age: int | None = None
    education: Education | None = None
    skills: frozenset[str] = frozenset()
    only_sex: Sex | None = None
    forbidden_to_women: bool = False
    conditions: str = ""
    deposit: Decimal = field(default=Decimal(0), validator=_NATURAL)
    fee: Decimal = field(default=Decimal(0), validator=_NATURAL)
    holds_papers: bool = False
    starts_on: date | None = None
    published_on: date | None = None
    filled: tuple[Period, ...] = ()
    withdrawn_on: date | None = None
    withdraw_reason: str = ""

    lifecycle = POST_LIFECYCLE

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        check_reason(self.withdrawn_on, self.withdraw_reason)
        if self.lowest_age is not None and self.highest_age is not None and self.highest_age < self.lowest_age:
            raise InvalidValue(Text("年龄上限低于下限", "the upper age is below the lower"))

    def _recorded(self) -> Iterator[tuple[PostStatus, date | None]]:
        yield PostStatus.OPEN, self.published_on
        for period in self.filled:
            yield PostStatus.FILLED, period.start
            yield PostStatus.REOPENED, period.end
        yield PostStatus.WITHDRAWN, self.withdrawn_on

    def publish(self, on: date) -> JobPost:
        """The post, published on a day.

        Raises:
            IllegalTransition: the post is not a draft on that day.
        """
        return self._after(PostStatus.OPEN, on, published_on=on)

    def fill(self, on: date) -> JobPost:
        """The post, with somebody for each opening from a day on.

        Raises:
            IllegalTransition: the post is not open on that day.
        """
        return self._after(PostStatus.FILLED, on, filled=(*self.filled, Period(on)))

    def reopen(self, on: date) -> JobPost:
        """The post, open again because somebody stepped back.

        Raises:
            IllegalTransition: the post is not filled on that day.
            InvalidValue: the post was filled on that same day.
        """
        self._check_step(PostStatus.REOPENED, on)
        *before, last = self.filled
        return evolve(self, filled=(*before, evolve(last, end=on)))

    def withdraw(self, on: date, reason: str) -> JobPost:
        """The post, taken back by the employer on a day for a reason (EM-12).

        Raises:
            IllegalTransition: the post was withdrawn already.
        """
        return self._after(PostStatus.WITHDRAWN, on, withdrawn_on=on, withdraw_reason=reason)

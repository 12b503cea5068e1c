"""Money and favours for students: aid while enrolled, waivers and grants, the ledgers of the Rain-and-Dew plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NewType

from attrs import evolve, field, frozen

from laborcoop.cooperation import Pairing
from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import AMOUNT
from laborcoop.kernel.ids import EmployerId, WorkerId, check_id
from laborcoop.kernel.lifecycle import WithLifecycle
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.people import FlagKind, Worker
from laborcoop.training.aid_status import AID_LIFECYCLE, AidStatus
from laborcoop.training.placement import TrainingPlacement

StudentAidId = NewType("StudentAidId", str)


class AidEnd(Enum):
    """Why aid ended."""

    LEFT_REGISTER = "left-register"
    """The household left the poverty register."""
    LEFT_SCHOOL = "left-school"
    GRADUATED = "graduated"
    DECLINED = "declined"


def _in_order(days: tuple[date, ...]) -> tuple[date, ...]:
    return tuple(sorted(days))


@frozen(kw_only=True)
class StudentAid(Record, WithLifecycle[AidStatus, date]):
    """Aid for one student at one school (后续经费支持): the days on which it was paid, and how it ended.

    ``pairing`` is the pairing under which the student was enrolled, which may have changed since. ``due_on`` is the
    schedule of payment, ``suspended`` the periods in which nothing is paid, the last without an end while it lasts;
    ``instalment`` the yuan of each payment, None where that is not recorded.

    Raises:
        IllegalTransition: the days are in an order that `AID_LIFECYCLE` does not allow: nothing is paid after the end.
        InvalidValue: ``placement`` is another student's, the end has a day and no reason or the other way round, or
            ``instalment`` is negative.
    """

    id: StudentAidId = field(validator=check_id)
    student: Worker
    placement: TrainingPlacement
    pairing: Pairing
    paid_on: tuple[date, ...] = field(default=(), converter=_in_order)
    ended_on: date | None = None
    end: AidEnd | None = None
    due_on: tuple[date, ...] = field(default=(), converter=_in_order)
    suspended: tuple[Period, ...] = ()
    instalment: Decimal | None = field(default=None, validator=AMOUNT)

    lifecycle = AID_LIFECYCLE

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if self.student.id != self.placement.worker:
            raise InvalidValue(Text("资助对象与学籍不是同一人", "the aid and the placement must be of one student"))
        if (self.ended_on is None) != (self.end is None):
            raise InvalidValue(Text("终止资助要同时写明日期和原因", "an end of aid must have its day and its reason"))

    def obstacles(self, on: date) -> Iterator[tuple[str, Text]]:
        """What stands against paying the student on a day (TP-11): the field, and why."""
        if not self.student.registered.within(self.pairing.sending):
            yield "student.registered", Text("户籍不在输出地", "is not registered in the sending region")
        poor = [flag for flag in self.student.flags if flag.kind is FlagKind.OUT_OF_POVERTY]
        if not any(flag.as_of <= on for flag in poor):
            yield "student.flags", Text("当日没有脱贫人口身份", "is not recorded as out of poverty on that day")
        if not self.placement.enrolled(on):
            yield "placement", Text("当日不在读", "is not enrolled on that day")
        if self.placement.enrolled_on not in self.pairing.period:
            yield "placement.enrolled_on", Text("入学不在结对帮扶期间", "was not enrolled in the time of the pairing")

    def payable(self, on: date) -> tuple[date, ...]:
        """The instalments of the schedule that have come due by a day, are not paid, and may be paid on it.

        Each payment is for the earliest instalment that was open. None while the aid is suspended, after its end, or
        where the student may not be paid on that day.
        """
        if self.status(on) in {AidStatus.SUSPENDED, AidStatus.ENDED} or any(self.obstacles(on)):
            return ()
        paid = sum(day <= on for day in self.paid_on)
        return tuple(day for day in self.due_on[paid:] if day <= on)

    def _recorded(self) -> Iterator[tuple[AidStatus, date | None]]:
        # A suspension holds its first day and no longer its last: it goes before a payment of the same day.
        for period in self.suspended:
            yield AidStatus.SUSPENDED, period.start
            yield AidStatus.RESUMED, period.end
        for day in self.paid_on:
            yield AidStatus.PAID, day
        yield AidStatus.ENDED, self.ended_on

    def _due(self) -> Iterator[tuple[AidStatus, date]]:
        for i, day in enumerate(self.due_on):
            paid_by_then = i < len(self.paid_on) and self.paid_on[i] <= day
            if not paid_by_then:
                yield AidStatus.DUE, day

    def pay(self, on: date) -> StudentAid:
        """The aid, with one more instalment paid.

        Raises:
            IllegalTransition: as every step below: the lifecycle does not allow it on that day.
        """
        return self._after(AidStatus.PAID, on, paid_on=(*self.paid_on, on))

    def suspend(self, on: date) -> StudentAid:
        """The aid, suspended from a day on."""
        return self._after(AidStatus.SUSPENDED, on, suspended=(*self.suspended, Period(on)))

    def resume(self, on: date) -> StudentAid:
        """The aid, taken up again.

        Raises:
            InvalidValue: the aid was suspended on that same day.
        """
        self._check_step(AidStatus.RESUMED, on)
        *before, last = self.suspended
        return evolve(self, suspended=(*before, evolve(last, end=on)))

    def stop(self, on: date, why: AidEnd) -> StudentAid:
        """The aid, ended. The rules judge the reason: leaving the register is not a valid one (TP-12)."""
        return self._after(AidStatus.ENDED, on, ended_on=on, end=why)


@frozen(kw_only=True)
class EarlyLeaver(Record):
    """Somebody who left junior or senior secondary school and did not go on (两后生). None: not recorded."""

    worker: WorkerId
    low_income: bool
    at_technical_school: bool
    tuition_waived: bool | None = None
    grant: bool | None = None


@frozen(kw_only=True)
class YuluPlan(Record):
    """What a place does under 雨露计划+ (TP-14). None: not recorded."""

    covers_monitored: bool | None = None
    post_list: bool | None = None
    ledger: bool | None = None


@frozen(kw_only=True)
class GraduateOffers(Record):
    """A placement with its recommendations, and the list of quality employers they are held against (TP-15).

    ``quality`` gives the periods for which each employer is on the list; ``pressed`` says that the graduate was told
    that an offer must be taken.
    """

    placement: TrainingPlacement
    quality: Mapping[EmployerId, tuple[Period, ...]] = field(factory=dict, hash=False)
    pressed: bool = False

    def listed(self, employer: EmployerId, on: date) -> bool:
        """Whether an employer is on the quality list on the day."""
        return any(on in period for period in self.quality.get(employer, ()))

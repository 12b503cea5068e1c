"""A worker at a post on a day, as the rules that protect minors, women and everyone at a hazard ask about it."""

from __future__ import annotations

from datetime import date
from enum import Enum

from attrs import field, frozen
from dateutil.relativedelta import relativedelta

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ages import AgeReading
from laborcoop.kernel.duties import Duties
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.people.worker import Worker


@frozen(kw_only=True)
class Maternity(Record):
    """What a medical certificate says about a pregnancy and the infant nursed. Health data: never shown.

    ``pregnant_since`` is the day from which the certificate counts the months; ``birth`` the day on which the pregnancy
    ended with a birth; ``infants`` how many are nursed. Nursing ends at ``nursed_until`` (not included), if known.

    Raises:
        InvalidValue: the birth is before the pregnancy, nursing ends before it, or there is no infant.
    """

    pregnant_since: date | None = field(default=None, repr=False)
    birth: date | None = field(default=None, repr=False)
    nursed_until: date | None = field(default=None, repr=False)
    infants: int = field(default=1, repr=False)

    def __attrs_post_init__(self) -> None:
        days = [day for day in (self.pregnant_since, self.birth, self.nursed_until) if day is not None]
        if days != sorted(days) or self.infants < 1 or (self.nursed_until is not None and self.birth is None):
            raise InvalidValue(
                Text(
                    "孕产日期的先后不对，或婴儿数不足 1",
                    "the days of a pregnancy must be in order, and infants one or more",
                )
            )

    def pregnant(self, on: date) -> bool:
        """Whether she is pregnant on the day; the day of birth no longer counts."""
        return self.pregnant_since is not None and self.pregnant_since <= on and (self.birth is None or on < self.birth)

    def pregnant_for(self, months: int, on: date) -> bool:
        """Whether she is pregnant on the day and the months are full; the day on which they fill counts."""
        since = self.pregnant_since
        return since is not None and self.pregnant(on) and since + relativedelta(months=months) <= on

    def nursing(self, under: int, on: date, reading: AgeReading) -> bool:
        """Whether she nurses an infant under this age in years on the day."""
        if self.birth is None or on < self.birth or (self.nursed_until is not None and self.nursed_until <= on):
            return False
        return reading.age(self.birth, on) < under


@frozen(kw_only=True)
class Assignment(Record):
    """A worker who does, or is to do, the duties of a post on a day.

    ``highland_native`` says whether the worker's people have lived in the highlands for generations (世居高原者);
    ``nursing_minutes`` is the time for nursing granted in a working day. Both are None where not recorded.
    """

    worker: Worker
    duties: Duties
    on: date
    maternity: Maternity | None = field(default=None, repr=False)
    highland_native: bool | None = None
    nursing_minutes: int | None = field(default=None, repr=False)


@frozen(kw_only=True)
class MinorEmployment(Record):
    """The employment of a worker of 16 or 17 years, with the health checks made and the registration asked for."""

    worker: Worker
    first_day: date
    health_checks: frozenset[date] = field(default=frozenset(), repr=False)
    registered_on: date | None = None


class ExamKind(Enum):
    """When an occupational health exam is made."""

    BEFORE = "before-start"
    DURING = "during-work"
    LEAVING = "on-leaving"


@frozen
class Exam(Record):
    """An occupational health exam: of which kind, and on which day; what it found is not held."""

    kind: ExamKind
    on: date


@frozen(kw_only=True)
class HazardWork(Record):
    """Work at a post from a day on, with the occupational health exams made; ``left_on`` where it has ended.

    ``paid_by_employer`` says who bore the cost of the exams; None where it is not recorded.
    """

    duties: Duties
    first_day: date
    left_on: date | None = None
    exams: frozenset[Exam] = field(default=frozenset(), repr=False)
    paid_by_employer: bool | None = None

    def last(self, kind: ExamKind, by: date) -> date | None:
        """The day of the last exam of a kind up to a day; None where there was none."""
        return max((exam.on for exam in self.exams if exam.kind is kind and exam.on <= by), default=None)

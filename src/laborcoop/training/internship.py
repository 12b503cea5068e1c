"""A student's internship at a host (实习): the parties, the work, the pay, the hours, what the host grants."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NewType

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import EmployerId, SchoolId, WorkerId, check_id
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

InternshipId = NewType("InternshipId", str)

_NATURAL = at_least(0, Text("人数、金额和时数不能为负数", "numbers, amounts and hours must not be negative"))
_FROM = Text("年级从 1 起，金额不能为负数", "years of study must count from 1, amounts from 0")


class InternshipKind(Enum):
    """What an internship is for."""

    ORIENTATION = "orientation"
    """认识实习: looking on."""
    POST = "post-internship"
    """岗位实习: working in a post."""


class WorkMatch(Enum):
    """How the work fits what the student learns."""

    MATCHES = "matches"
    RELATED = "related"
    UNRELATED = "unrelated"


@frozen(kw_only=True)
class TripartiteAgreement(Record):
    """The agreement of school, host and student (三方协议), with the day on which each signed."""

    school_signed_on: date | None = None
    host_signed_on: date | None = None
    student_signed_on: date | None = None


@frozen(kw_only=True)
class InformedConsent(Record):
    """What student and guardian signed; ``own_host`` says that the student objected and chose a host alone (TP-03)."""

    student_signed_on: date | None = None
    guardian_signed_on: date | None = None
    own_host: bool = False


@frozen(kw_only=True)
class InternPay(Record):
    """What an intern is paid for a month, in yuan, and how (TP-04). None: not recorded.

    ``same_post`` is the wage of staff in the same post, ``lowest_grade`` that of its lowest grade; ``independent`` says
    that the intern does the work by himself.

    Raises:
        InvalidValue: an amount is negative.
    """

    monthly: Decimal = field(validator=_NATURAL)
    same_post: Decimal | None = field(default=None, validator=_NATURAL)
    lowest_grade: Decimal | None = field(default=None, validator=_NATURAL)
    independent: bool | None = None
    in_money: bool | None = None
    to_the_student: bool | None = None
    every_month: bool | None = None


@frozen(kw_only=True)
class InternHours(Record):
    """An intern's hours (TP-08).

    ``needed`` says that major and post need the longer or unusual hours; ``filed_on`` is when the school told the
    authority above it.

    Raises:
        InvalidValue: ``daily`` is negative.
    """

    daily: Decimal = field(validator=_NATURAL)
    night: bool = False
    holidays: bool = False
    needed: bool = False
    filed_on: date | None = None


@frozen(kw_only=True)
class HostDuties(Record):
    """What the host grants (TP-10). None: not recorded."""

    rest: bool | None = None
    safety: bool | None = None
    insurance: bool | None = None
    guidance: bool | None = None


@frozen(kw_only=True)
class InternWork(Record):
    """The work that an intern is given, and by whom it was found (TP-01, TP-09). None: not recorded.

    ``grade`` is the grade of physical labour, I to IV as 1 to 4; ``entertainment`` says that the place is a bar, a
    night club, a karaoke hall, a game hall or an internet café; ``forbidden_to_minors`` and ``forbidden_to_women`` that
    the state's lists have the work; ``through_agent`` that an intermediary or a paid agent arranges it.
    """

    grade: int | None = None
    entertainment: bool | None = None
    forbidden_to_minors: bool | None = None
    forbidden_to_women: bool | None = None
    through_agent: bool | None = None
    match: WorkMatch | None = None


@frozen(kw_only=True)
class Internship(Record):
    """One student's internship at one host.

    ``year`` is the year of study, from 1. ``charged`` is what was asked of the student in yuan, whatever it was called;
    ``guarantee`` and ``papers_held`` whether a guarantee or an identity or student card was taken.

    Raises:
        InvalidValue: ``year`` is below 1, an amount is negative, or ``period`` has no end.
    """

    id: InternshipId = field(validator=check_id)
    student: WorkerId
    born: date = field(repr=False)
    sex: Sex
    school: SchoolId
    host: EmployerId
    kind: InternshipKind
    period: Period
    year: int = field(validator=at_least(1, _FROM))
    work: InternWork = field(factory=InternWork)
    agreement: TripartiteAgreement | None = None
    consent: InformedConsent = field(factory=InformedConsent)
    pay: InternPay | None = None
    hours: InternHours | None = None
    duties: HostDuties = field(factory=HostDuties)
    charged: Decimal = field(default=Decimal(0), validator=at_least(0, _FROM))
    guarantee: bool = False
    papers_held: bool = False

    def __attrs_post_init__(self) -> None:
        if self.period.end is None:
            raise InvalidValue(Text("实习必须有结束日期", "an internship must have a day on which it ends"))

    @property
    def in_post(self) -> bool:
        """Whether the student works in a post (岗位实习)."""
        return self.kind is InternshipKind.POST


@frozen(kw_only=True)
class InternShare(Record):
    """How many interns a host has beside its own staff on duty, in all and in one kind of post (TP-06).

    Raises:
        InvalidValue: a number is negative, or one post has more than there are in all.
    """

    host: EmployerId
    interns: int = field(validator=_NATURAL)
    staff: int = field(validator=_NATURAL)
    post_interns: int = field(default=0, validator=_NATURAL)
    post_staff: int = field(default=0, validator=_NATURAL)

    def __attrs_post_init__(self) -> None:
        if self.post_interns > self.interns or self.post_staff > self.staff:
            raise InvalidValue(
                Text("一个岗位的人数不能多于全部", "there cannot be more people in one kind of post than in all")
            )

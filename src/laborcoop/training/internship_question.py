"""What a plan of internships is asked: students, openings at hosts, and how many staff a host has on duty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.holidays import Workdays
from laborcoop.kernel.ids import EmployerId, SchoolId, check_id, check_once
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.people import Worker
from laborcoop.rulebook import RuleBook
from laborcoop.training.internship import HostDuties, InternHours, InternPay, InternshipKind, InternWork, WorkMatch

_NATURAL = at_least(0, Text("人数和金额不能为负数", "numbers and amounts must not be negative"))
_YEAR = at_least(1, Text("年级从 1 起", "years of study must count from 1"))


@frozen(kw_only=True)
class InternStudent(Record):
    """A student who is to go on an internship, and the openings wished for, best first.

    Without wishes any opening will do; with wishes nothing else is given.
    """

    student: Worker
    school: SchoolId
    programme: str
    year: int = field(validator=_YEAR)
    wishes: tuple[str, ...] = ()


@frozen(kw_only=True)
class InternshipOpening(Record):
    """Internships that a host offers: how many, when, and on which terms.

    ``majors`` are the programmes that the work matches, ``related`` those that it is near to; any other has nothing to
    do with it. Without either, nobody compared them. ``post_staff`` is the staff on duty in the same kind of post and
    ``post_interns`` the interns that are there already; None: not recorded, and then not limited. The terms are those
    of `Internship`.

    Raises:
        InvalidValue: a number is negative, or ``period`` has no end.
    """

    id: str = field(validator=check_id)
    host: EmployerId
    openings: int = field(validator=_NATURAL)
    period: Period
    kind: InternshipKind = InternshipKind.POST
    majors: frozenset[str] = frozenset()
    related: frozenset[str] = frozenset()
    work: InternWork = field(factory=InternWork)
    pay: InternPay | None = None
    hours: InternHours | None = None
    duties: HostDuties = field(factory=HostDuties)
    charged: Decimal = field(default=Decimal(0), validator=_NATURAL)
    guarantee: bool = False
    papers_held: bool = False
    post_staff: int | None = field(default=None, validator=_NATURAL)
    post_interns: int = field(default=0, validator=_NATURAL)

    def __attrs_post_init__(self) -> None:
        if self.period.end is None:
            raise InvalidValue(Text("实习必须有结束日期", "an internship must have a day on which it ends"))

    def match(self, programme: str) -> WorkMatch | None:
        """How the work fits a programme; None where nobody compared them."""
        if programme in self.majors:
            return WorkMatch.MATCHES
        if programme in self.related:
            return WorkMatch.RELATED
        return WorkMatch.UNRELATED if self.majors or self.related else None


@frozen(kw_only=True)
class HostStaff(Record):
    """How many staff a host has on duty, and how many interns beside them already (TP-06).

    Raises:
        InvalidValue: ``staff`` or ``interns`` is negative.
    """

    host: EmployerId
    staff: int = field(validator=_NATURAL)
    interns: int = field(default=0, validator=_NATURAL)


def _by_host(staff: tuple[HostStaff, ...]) -> tuple[HostStaff, ...]:
    return tuple(sorted(staff, key=lambda one: one.host))


@frozen(kw_only=True)
class InternshipQuestion(Record):
    """The question: the day on which internships are planned, the law and its place, openings, and hosts.

    ``staff`` limits the share of interns at a host; a host that is not named is not limited, and told of. ``workdays``
    are those on which agreements are signed.

    Raises:
        InvalidValue: two of ``openings`` share an id, a host's staff is given twice, or the holidays of the day are not
            known.
    """

    on: date
    book: RuleBook = field(repr=False)
    openings: tuple[InternshipOpening, ...]
    region: DivisionCode | None = None
    staff: tuple[HostStaff, ...] = field(default=(), converter=_by_host)
    workdays: Workdays = field(factory=Workdays)

    def __attrs_post_init__(self) -> None:
        ids: Iterable[Iterable[str]] = ([one.id for one in self.openings], [one.host for one in self.staff])
        for each in ids:
            check_once(each)
        self.workdays.is_workday(self.on)

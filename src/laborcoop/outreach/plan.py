"""A fair as its organiser prepares it: licence, plans, permit, announcement, venue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum

from attrs import field, frozen
from attrs.validators import optional

from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.ids import EmployerId
from laborcoop.kernel.moments import has_zone
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.outreach.fair import RecruitmentFair
from laborcoop.outreach.safety import FairChange, Permit, SafetyElement


class Organiser(Enum):
    """Who holds a fair; the rules on fairs speak of HR service bodies, those on large events of everybody.

    ``GOVERNMENT`` is a government of county level or above, or a department of the State Council, that holds the fair
    itself; a public employment service that it runs is ``PUBLIC_SERVICE``.
    """

    PUBLIC_SERVICE = "public-employment-service"
    AGENCY = "hr-agency"
    GOVERNMENT = "government"
    OTHER = "other"

    @property
    def is_service_body(self) -> bool:
        """Whether it is an HR service body (人力资源服务机构), public or private."""
        return self in {Organiser.PUBLIC_SERVICE, Organiser.AGENCY}


class PlanKind(Enum):
    """The three plans of a fair (人力资源市场暂行条例, art. 28)."""

    ORGANISATION = "organisation"
    EMERGENCY = "emergency"
    SECURITY = "security"

    @property
    def label(self) -> Text:
        """The plan in the words of the article."""
        return _PLANS[self]


_PLANS = {
    PlanKind.ORGANISATION: Text("组织实施办法", "the plan of organisation"),
    PlanKind.EMERGENCY: Text("应急预案", "the plan for emergencies"),
    PlanKind.SECURITY: Text("安全保卫工作方案", "the security plan"),
}


_PEOPLE = at_least(0, Text("人数不能为负数", "numbers of people must not be negative"))


@frozen(kw_only=True)
class FairPlan(Record):
    """A fair with what its organiser has prepared; what the law asks for is the rules' to say (FA-01 to FA-14).

    ``expected_visitors`` are people at one session (None where nobody estimated them); ``venue_capacity`` is the number
    that the police approved for the venue, ``most_inside`` the most visitors that were inside at one time.
    ``verified_employers`` and ``verified_brochures`` are the employers whose papers and whose brochure were checked.
    ``stricter_security_plan`` is what a government makes instead of asking for a permit. ``reported_on`` is the day of
    the prior report or filing with the labour administration, ``statistics_on`` that of the figures after the fair;
    the service ledger is kept to ``ledger_kept_until`` (included); ``staff`` are the organiser's people on the spot.

    Raises:
        InvalidValue: ``announced_at`` has no zone, or a number is negative.
    """

    fair: RecruitmentFair
    organiser: Organiser
    hr_service_license: Period | None = None
    expected_visitors: int | None = field(default=None, validator=_PEOPLE)
    open_to_public: bool = True
    across_provinces: bool = False
    plans: frozenset[PlanKind] = frozenset()
    verified_employers: frozenset[EmployerId] = frozenset()
    verified_brochures: frozenset[EmployerId] = frozenset()
    announced_at: datetime | None = field(default=None, validator=optional(has_zone))
    permit: Permit | None = None
    safety_plan: frozenset[SafetyElement] = frozenset()
    stricter_security_plan: bool = False
    venue_capacity: int | None = field(default=None, validator=_PEOPLE)
    most_inside: int | None = field(default=None, validator=_PEOPLE)
    changes: tuple[FairChange, ...] = ()
    reported_on: date | None = None
    statistics_on: date | None = None
    ledger_kept_until: date | None = None
    staff: int | None = field(default=None, validator=_PEOPLE)
    complaint_desk: bool | None = None

    @property
    def held_on(self) -> date:
        """The day on which the fair starts, at its place."""
        return self.fair.starts.date()

    def permits(self) -> Iterator[tuple[str, Permit]]:
        """The permits asked for, with their paths: the first one, and those that changes made necessary."""
        if self.permit is not None:
            yield "permit", self.permit
        for i, change in enumerate(self.changes):
            if change.new_permit is not None:
                yield f"changes[{i}].new_permit", change.new_permit

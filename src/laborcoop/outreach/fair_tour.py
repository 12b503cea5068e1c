"""A planned tour of fairs: which fairs are held when and where, who comes, what is due by when, who tells the villages.

Nobody is lost: the fairs wished for are those held and those left out with reasons, and so are the booths of each.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.journey import Proof, Reason
from laborcoop.kernel.ids import EmployerId, FairId, PlaceId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.outreach.fair import RecruitmentFair
from laborcoop.outreach.visit import Outreach


class DeadlineKind(Enum):
    """What must be done about a fair by a day, with the rule that asks for it."""

    PERMIT = "permit"
    SAFETY_PLAN = "safety-plan"
    FILING = "filing"
    REPORT = "report"
    ANNOUNCEMENT = "announcement"
    PLANS = "plans"
    EMPLOYERS = "employers"
    STATISTICS = "statistics"

    @property
    def rule(self) -> str:
        """The code of the rule."""
        return _RULES[self]

    @property
    def label(self) -> Text:
        """What is to be done, in a list."""
        return _LABELS[self]


_RULES = {
    DeadlineKind.PERMIT: "FA-06",
    DeadlineKind.SAFETY_PLAN: "FA-07",
    DeadlineKind.FILING: "FA-10",
    DeadlineKind.REPORT: "FA-09",
    DeadlineKind.ANNOUNCEMENT: "FA-04",
    DeadlineKind.PLANS: "FA-02",
    DeadlineKind.EMPLOYERS: "FA-03",
    DeadlineKind.STATISTICS: "FA-10",
}
_LABELS = {
    DeadlineKind.PERMIT: Text("申请安全许可", "ask the police for the permit"),
    DeadlineKind.SAFETY_PLAN: Text("制订安全工作方案", "have the safety plan ready"),
    DeadlineKind.FILING: Text("备案", "file the fair"),
    DeadlineKind.REPORT: Text("事前报告", "report the fair beforehand"),
    DeadlineKind.ANNOUNCEMENT: Text("向社会公布", "announce the fair"),
    DeadlineKind.PLANS: Text("制定组织、应急、安保方案", "have the three plans ready"),
    DeadlineKind.EMPLOYERS: Text("核实参会单位和招聘简章", "have employers and brochures verified"),
    DeadlineKind.STATISTICS: Text("报送统计", "send the figures"),
}


@frozen(kw_only=True)
class FairDeadline(Record):
    """Something to be done about a fair by a day (included)."""

    fair: FairId
    kind: DeadlineKind
    by: date


@frozen(kw_only=True)
class AbsentEmployer(Record):
    """An employer that wished for a booth at a fair and has none, with the reasons."""

    fair: FairId
    employer: EmployerId
    reasons: tuple[Reason, ...]


@frozen(kw_only=True)
class FairPublicity(Record):
    """A visit by which a village is told of a fair; ``reached`` of the visit is 0 until it was made."""

    fair: FairId
    team: str
    visit: Outreach


@frozen(kw_only=True)
class UntoldVillage(Record):
    """A village that nobody can tell of a fair in time, with the reasons."""

    fair: FairId
    village: str
    reasons: tuple[Reason, ...]


@frozen(kw_only=True)
class FairTour(Record):
    """A tour as it was planned.

    ``wished`` gives for every fair the employers that wished to come. ``fairs`` are those held, by their start, each
    with the booths that it has; ``venues`` says where; ``remarks`` what the rules warn of about it without forbidding
    it, such as visitors that nobody estimated. ``proof`` has four goals in their order: fairs, booths, openings
    at them, and days between what was wished and what is planned.

    Raises:
        InvalidValue: a fair or a booth is lost, named twice, or left out without a reason.
    """

    wished: Mapping[FairId, tuple[EmployerId, ...]] = field(hash=False)
    fairs: tuple[RecruitmentFair, ...]
    venues: Mapping[FairId, PlaceId] = field(hash=False)
    left_out: Mapping[FairId, tuple[Reason, ...]] = field(factory=dict, hash=False)
    absent: tuple[AbsentEmployer, ...] = ()
    deadlines: tuple[FairDeadline, ...] = ()
    remarks: Mapping[FairId, tuple[Reason, ...]] = field(factory=dict, hash=False)
    publicity: tuple[FairPublicity, ...] = ()
    untold: tuple[UntoldVillage, ...] = ()
    proof: Proof
    publicity_proof: Proof | None = None

    def __attrs_post_init__(self) -> None:
        held = [fair.id for fair in self.fairs]
        booths = sorted((fair.id, booth.employer) for fair in self.fairs for booth in fair.booths)
        booths += sorted((one.fair, one.employer) for one in self.absent)
        wished = sorted((fair, employer) for fair, employers in self.wished.items() for employer in employers)
        if (
            sorted([*held, *self.left_out]) != sorted(self.wished)
            or sorted(booths) != wished
            or set(held) != set(self.venues)
            or not all(self.left_out.values())
            or not all(one.reasons for one in self.absent)
            or not all(one.reasons for one in self.untold)
        ):
            raise InvalidValue(
                Text(
                    "招聘会：希望 {wished} 场 {booths} 家次，但举办 {held} 场、未办 {left} 场，有场次或展位丢失或重复",
                    "fairs: {wished} with {booths} booths were wished, {held} are held, {left} left out: a fair or a "
                    "booth is lost or twice",
                ).format(wished=len(self.wished), booths=len(wished), held=len(held), left=len(self.left_out))
            )

    def __repr__(self) -> str:
        """Counts only."""
        return (
            f"<FairTour: {len(self.wished)} wished, {len(self.fairs)} held, {len(self.left_out)} left out, "
            f"{len(self.absent)} booths absent>"
        )

    def of(self, employer: EmployerId) -> tuple[RecruitmentFair, ...]:
        """The fairs that an employer goes to, one after the other."""
        return tuple(fair for fair in self.fairs if any(booth.employer == employer for booth in fair.booths))

    def due(self, on: date) -> tuple[FairDeadline, ...]:
        """What is to be done by a day and no later."""
        return tuple(one for one in self.deadlines if one.by == on)

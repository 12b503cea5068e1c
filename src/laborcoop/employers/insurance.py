"""Social insurance of a worker, and a work injury."""

from __future__ import annotations

from datetime import date
from enum import Enum

from attrs import field, frozen

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


class InsuranceKind(Enum):
    """The five social insurances (五险)."""

    PENSION = "pension"
    MEDICAL = "medical"
    UNEMPLOYMENT = "unemployment"
    WORK_INJURY = "work-injury"
    MATERNITY = "maternity"

    @property
    def label(self) -> Text:
        """The insurance as a sentence names it."""
        return _INSURANCES[self]


_INSURANCES = {
    InsuranceKind.PENSION: Text("基本养老保险", "pension insurance"),
    InsuranceKind.MEDICAL: Text("基本医疗保险", "medical insurance"),
    InsuranceKind.UNEMPLOYMENT: Text("失业保险", "unemployment insurance"),
    InsuranceKind.WORK_INJURY: Text("工伤保险", "work-injury insurance"),
    InsuranceKind.MATERNITY: Text("生育保险", "maternity insurance"),
}


@frozen(kw_only=True)
class SocialInsurance(Record):
    """A worker's insurance with an employer: registered when, and for what; None where nobody looked.

    ``part_time`` workers may insure themselves (社会保险法, art. 58); ``rural`` is a rural worker.
    """

    worker: WorkerId
    employer: EmployerId
    division: DivisionCode
    first_day: date
    registered_on: date | None = None
    insured: frozenset[InsuranceKind] | None = None
    rural: bool = False
    part_time: bool = False


class AccidentKind(Enum):
    """What happened on the way; the first four are those of 工伤保险条例, art. 14(6)."""

    TRAFFIC = "traffic"
    URBAN_RAIL = "urban-rail"
    FERRY = "ferry"
    TRAIN = "train"
    OTHER = "other"


class Exclusion(Enum):
    """What makes an accident no work injury (工伤保险条例, art. 16)."""

    CRIME = "crime"
    DRUNK_OR_DRUGGED = "drunk-or-drugged"
    SELF_INFLICTED = "self-inflicted"


@frozen(kw_only=True)
class WorkInjury(Record):
    """An accident at work or on the way, or an occupational disease found on the day ``on``.

    ``commuting`` says that it happened on the way to or from work; ``mainly_at_fault`` whether the worker was mainly to
    blame, None where that is not settled. ``treated_as_injury`` is how the employer handles it; ``extended_until`` a
    later last day that the administration granted.
    """

    worker: WorkerId
    employer: EmployerId
    division: DivisionCode
    on: date
    commuting: bool = False
    kind: AccidentKind = field(default=AccidentKind.OTHER, repr=False)
    mainly_at_fault: bool | None = field(default=None, repr=False)
    exclusions: frozenset[Exclusion] = field(default=frozenset(), repr=False)
    treated_as_injury: bool | None = field(default=None, repr=False)
    employer_applied_on: date | None = None
    worker_applied_on: date | None = None
    extended_until: date | None = None

    def covered_on_the_way(self) -> bool | None:
        """Whether an accident on the way counts as a work injury; None where the fault is not settled."""
        if self.exclusions or self.kind is AccidentKind.OTHER or self.mainly_at_fault is True:
            return False
        return None if self.mainly_at_fault is None else True

    def to_be_applied_for(self) -> bool:
        """Whether recognition has to be applied for: on the way only what counts, or is treated as counting."""
        if self.exclusions:
            return False
        if self.commuting:
            return self.covered_on_the_way() is True or self.treated_as_injury is True
        return self.treated_as_injury is not False

"""Claims for subsidies: whose, for what, in which region and year. Amounts belong to parameters, by region and year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NewType

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import YEAR, at_least
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, WorkerId, check_id
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

SubsidyClaimId = NewType("SubsidyClaimId", str)

_NATURAL = at_least(0, Text("人数、天数和金额不能为负数", "numbers, days and amounts must not be negative"))


class SubsidyKind(Enum):
    """What a worker's subsidy is for."""

    TRAVEL = "travel"
    """一次性交通补助."""
    JOB_SEEKING = "job-seeking"
    """一次性求职补贴."""


class WorkScope(Enum):
    """How far from home somebody works."""

    OUT_OF_PROVINCE = "out-of-province"
    IN_PROVINCE_OUT_OF_COUNTY = "in-province-out-of-county"
    LOCAL = "local"


class DistanceBand(Enum):
    """The bands of a notice that pays by distance, without its kilometres."""

    FAR = "far"
    MIDDLE = "middle"
    NEAR = "near"


@frozen(kw_only=True)
class SubsidyClaim(Record):
    """One worker's claim for one year. None: not recorded.

    ``payer`` is the division that pays; ``employed`` the spells of work, the last one without an end where it goes on;
    ``income`` the net income for each person in the year before, in yuan; ``notice`` the days of its public notice.

    Raises:
        InvalidValue: ``amount`` or ``income`` is negative.
    """

    id: SubsidyClaimId = field(validator=check_id)
    kind: SubsidyKind
    worker: WorkerId
    payer: DivisionCode
    year: int = field(validator=YEAR)
    claimed_on: date
    amount: Decimal | None = field(default=None, validator=_NATURAL)
    scope: WorkScope | None = None
    distance: DistanceBand | None = None
    employed: tuple[Period, ...] | None = None
    out_of_poverty: bool | None = None
    organised: bool | None = None
    income_proof: bool | None = None
    income: Decimal | None = field(default=None, repr=False, validator=_NATURAL)
    trip_was_free: bool | None = None
    notice: Period | None = None
    paid_on: date | None = None


def _by_id(claims: tuple[SubsidyClaim, ...]) -> tuple[SubsidyClaim, ...]:
    return tuple(sorted(claims, key=lambda claim: claim.id))


def _of_employers(claims: tuple[EmployerSubsidyClaim, ...]) -> tuple[EmployerSubsidyClaim, ...]:
    return tuple(sorted(claims, key=lambda claim: claim.id))


@frozen(kw_only=True)
class SubsidyLedger(Record):
    """All claims that are paid or about to be, of every county (SB-05): those of workers, and those of employers.

    Raises:
        InvalidValue: two of them share an id.
    """

    claims: tuple[SubsidyClaim, ...] = field(converter=_by_id)
    employer_claims: tuple[EmployerSubsidyClaim, ...] = field(default=(), converter=_of_employers)

    def __attrs_post_init__(self) -> None:
        ids = [claim.id for claim in self.claims] + [claim.id for claim in self.employer_claims]
        if len(set(ids)) < len(ids):
            raise InvalidValue(Text("补助申请编号重复", "two claims have one id"))


@frozen(kw_only=True)
class ServiceSubsidyClaim(Record):
    """An agency's claim for bringing workers to posts elsewhere (SB-01).

    Raises:
        InvalidValue: ``workers`` is negative.
    """

    agency: str
    payer: DivisionCode
    year: int = field(validator=YEAR)
    workers: int = field(validator=_NATURAL)


@frozen(kw_only=True)
class TrainingAllowance(Record):
    """One worker's free trainings in a year, and what was paid for their days, in yuan (SB-03).

    Raises:
        InvalidValue: a number or an amount is negative.
    """

    worker: WorkerId
    home: DivisionCode
    year: int = field(validator=YEAR)
    trainings: int = field(validator=_NATURAL)
    days: int = field(default=0, validator=_NATURAL)
    living: Decimal = field(default=Decimal(0), validator=_NATURAL)
    travel: Decimal = field(default=Decimal(0), validator=_NATURAL)


class EmployerSubsidyKind(Enum):
    """What an employer's subsidy is for."""

    HIRING = "hiring"
    """吸纳就业补贴."""
    INSURANCE = "insurance"
    """社保补贴."""


@frozen(kw_only=True)
class EmployerSubsidyClaim(Record):
    """An employer's claim for one worker (SB-07). None: not recorded.

    ``payer`` is the division that pays; ``paired`` the sending regions paired with it; ``contract`` the term;
    ``insured_since`` the first day of unbroken social insurance; ``amount`` what is asked for, in yuan.

    Raises:
        InvalidValue: ``amount`` is negative.
    """

    id: SubsidyClaimId = field(validator=check_id)
    kind: EmployerSubsidyKind
    employer: EmployerId
    worker: WorkerId
    registered: DivisionCode
    payer: DivisionCode
    paired: frozenset[DivisionCode]
    out_of_poverty: bool | None
    contract: Period
    insured_since: date | None
    applied_on: date
    dispatch_firm: bool = False
    amount: Decimal | None = field(default=None, validator=_NATURAL)
    paid_on: date | None = None


def payer_of(claim: SubsidyClaim | EmployerSubsidyClaim) -> DivisionCode:
    """The division that pays a claim: its rules hold, wherever it is judged."""
    return claim.payer

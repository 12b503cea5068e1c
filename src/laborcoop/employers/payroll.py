"""A payment of wages: for which days, when, how, to whom, with which overtime and deductions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum

from attrs import field, frozen

from laborcoop.employers.hours import DayKind
from laborcoop.employers.insurance import InsuranceKind
from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.holidays import Workdays
from laborcoop.kernel.ids import EmployerId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


class PayForm(Enum):
    """What wages are paid in."""

    BANK = "bank"
    CASH = "cash"
    VOUCHERS = "vouchers"
    GOODS = "goods"

    @property
    def is_money(self) -> bool:
        """Whether it is money, by bank or in cash."""
        return self in {PayForm.BANK, PayForm.CASH}


class Payee(Enum):
    """Who received the wages; ``AUTHORISED`` is a relative or agent of the worker (工资支付暂行规定, art. 6)."""

    WORKER = "worker"
    AUTHORISED = "authorised"
    OTHER = "other"


_AMOUNT = at_least(0, Text("金额和小时数不能为负数", "amounts and hours must not be negative"))


@frozen(kw_only=True)
class OvertimePay(Record):
    """Hours beyond the regular ones on days of one kind, and the yuan paid for them; ``in_lieu`` were given back.

    Raises:
        InvalidValue: a negative number.
    """

    kind: DayKind
    hours: Decimal = field(validator=_AMOUNT)
    paid: Decimal = field(validator=_AMOUNT)
    in_lieu: bool = False


@frozen(kw_only=True)
class Deduction(Record):
    """Yuan withheld from the wages as the worker's share of a social insurance.

    Raises:
        InvalidValue: a negative amount.
    """

    kind: InsuranceKind
    amount: Decimal = field(validator=_AMOUNT)


@frozen(kw_only=True)
class PaySlip(Record):
    """One payment for the days from ``first`` to ``last``; what nobody wrote down is None.

    ``due_on`` is the agreed pay day, ``paid_on`` the day of payment. ``monthly_wage`` is the regular wage in yuan a
    month, ``day_rate`` the yuan a day that the employer derived from it. ``rural`` says that the worker is a rural
    migrant worker (农民工), ``real_name`` that employment is managed by real names, ``slip_given`` that the worker got
    the slip, ``ledger_kept_until`` the last day of keeping the wage ledger (included). ``calendar`` tells workdays.

    Raises:
        InvalidValue: the last day is before the first, or an amount is negative.
    """

    worker: WorkerId
    employer: EmployerId
    division: DivisionCode
    first: date
    last: date
    due_on: date | None = None
    paid_on: date | None = None
    form: PayForm | None = None
    payee: Payee | None = None
    monthly_wage: Decimal | None = field(default=None, validator=_AMOUNT)
    day_rate: Decimal | None = field(default=None, validator=_AMOUNT)
    overtime: tuple[OvertimePay, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    rural: bool | None = None
    real_name: bool | None = None
    slip_given: bool | None = None
    ledger_kept_until: date | None = None
    calendar: Workdays = field(factory=Workdays)

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise InvalidValue(Text("工资周期的最后一日早于第一日", "the last day of a pay period is before its first"))

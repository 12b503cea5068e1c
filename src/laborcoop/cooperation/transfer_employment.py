"""Transfer employment (转移就业): work away from home, and who is new to it in a region."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from laborcoop.cooperation.subsidy import WorkScope
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record


@frozen(kw_only=True)
class TransferEmployment(Record):
    """One spell of work of one person in a division; without an end it goes on.

    ``registered`` is the division of household registration (籍); ``organised`` says whether the programme brought the
    person there (有组织输出) or not (自发外出), None where it is not recorded.
    """

    worker: WorkerId
    registered: DivisionCode
    division: DivisionCode
    period: Period
    employer: EmployerId | None = None
    organised: bool | None = None

    @property
    def scope(self) -> WorkScope:
        """How far from the county of registration the work is: what the yearly figures are parted by (IN-02)."""
        if self.registered.province != self.division.province:
            return WorkScope.OUT_OF_PROVINCE
        return WorkScope.LOCAL if self.registered == self.division else WorkScope.IN_PROVINCE_OUT_OF_COUNTY


def first_transfers(
    transfers: Iterable[TransferEmployment], to: DivisionCode, window: Period
) -> tuple[TransferEmployment, ...]:
    """Each person's first spell in a region, of those whose first began in the window (新增转移), by day and person.

    People who worked there before the window and come back in it are not new transfers: returns (返岗) and new
    transfers are not mixed. The records must reach back before the window, or everybody is new. Of two spells that
    began on one day that which the programme organised stands first, then what they say decides, so that the order of
    the records does not.
    """
    first: dict[WorkerId, TransferEmployment] = {}
    for transfer in sorted(transfers, key=_by_day):
        if transfer.division.within(to):
            first.setdefault(transfer.worker, transfer)
    return tuple(transfer for transfer in first.values() if transfer.period.start in window)


def _by_day(transfer: TransferEmployment) -> tuple[date, WorkerId, bool, bool, str, str, date, str]:
    """What puts spells in one order, whichever way they were recorded."""
    return (
        transfer.period.start,
        transfer.worker,
        not transfer.organised,
        transfer.organised is None,
        transfer.division.code,
        transfer.registered.code,
        transfer.period.end or date.max,
        transfer.employer or "",
    )


def new_transfers(transfers: Iterable[TransferEmployment], to: DivisionCode, window: Period) -> Count:
    """How many persons (人, not 人次) came to work in a region for the first time in the window."""
    return Count(len(first_transfers(transfers, to, window)), Unit.PERSON)

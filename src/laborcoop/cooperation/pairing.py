"""A pair of regions (结对关系) and the agreements between them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from itertools import pairwise

from attrs import frozen

from laborcoop.cooperation.agreement_status import AGREEMENT_LIFECYCLE, AgreementStatus
from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.lifecycle import WithLifecycle, check_reason
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


class Side(Enum):
    """The two sides of a pairing."""

    SENDING = "sending"
    RECEIVING = "receiving"


@frozen(kw_only=True)
class Pairing(Record):
    """A sending and a receiving region, paired for a period; pairings change over time.

    Raises:
        InvalidValue: ``sending`` and ``receiving`` are the same region.
    """

    sending: DivisionCode
    receiving: DivisionCode
    period: Period

    def __attrs_post_init__(self) -> None:
        if self.sending == self.receiving:
            raise InvalidValue(Text("输出地与输入地不能相同", "a region cannot be paired with itself"))

    def side(self, division: DivisionCode) -> Side | None:
        """The side on which a division lies; None if it is in neither region."""
        if division.within(self.sending):
            return Side.SENDING
        return Side.RECEIVING if division.within(self.receiving) else None


@frozen(kw_only=True)
class Renewal(Record):
    """An agreement renewed (续签) on the day ``signed_on``, to the day ``until`` (not included); None: it goes on."""

    signed_on: date
    until: date | None = None


@frozen(kw_only=True)
class Agreement(Record, WithLifecycle[AgreementStatus, date]):
    """A document between the receiving side and one county (《劳务工作站合作协议书》), in force for a period.

    Each county signs its own (分别签订). ``receiving`` is the region of the other party and ``signed_on`` the day of
    signing; None where not recorded. ``period`` is its first term, ``renewals`` what came after it (F101: the receiving
    side *continues* to provide). An agreement that names neither the day of its draft nor that of its signing was
    signed by the first day of its term.

    Raises:
        IllegalTransition: the days are in an order that `AGREEMENT_LIFECYCLE` does not allow, such as a renewal after
            the term has ended.
        InvalidValue: ``county`` lies in the receiving region: one side has signed with itself; one of ``renewals`` ends
            no later than the term before it; or an early end has no reason.
    """

    title: Text
    county: DivisionCode
    period: Period
    receiving: DivisionCode | None = None
    signed_on: date | None = None
    drafted_on: date | None = None
    renewals: tuple[Renewal, ...] = ()
    terminated_on: date | None = None
    termination_reason: str = ""

    lifecycle = AGREEMENT_LIFECYCLE

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        check_reason(self.terminated_on, self.termination_reason)
        if self.receiving is not None and self.county.within(self.receiving):
            raise InvalidValue(
                Text("协议的两方不能在同一地区", "the two parties of an agreement must not be of one region")
            )
        for end, renewed in pairwise(self._ends()):
            if end is None or (renewed is not None and renewed <= end):
                raise InvalidValue(
                    Text("续签的到期日必须晚于原到期日", "a renewal must end later than the term before it")
                )

    @property
    def parties(self) -> tuple[DivisionCode, ...]:
        """Who signed: the receiving region where it is recorded, and the county."""
        return (self.county,) if self.receiving is None else (self.receiving, self.county)

    @property
    def until(self) -> date | None:
        """The day on which its last term ends (not included); None where it goes on."""
        return self._ends()[-1]

    @property
    def is_signed(self) -> bool:
        """Whether it has been signed; False for a draft that nobody has signed."""
        return self._signed() is not None

    def in_force(self, on: date) -> bool:
        """Whether it is in force on the day, in its first term or a renewed one."""
        return self.status(on) in {AgreementStatus.IN_FORCE, AgreementStatus.RENEWED}

    def _ends(self) -> tuple[date | None, ...]:
        return (self.period.end, *(renewal.until for renewal in self.renewals))

    def _signed(self) -> date | None:
        return self.period.start if self.signed_on is None and self.drafted_on is None else self.signed_on

    def _recorded(self) -> Iterator[tuple[AgreementStatus, date | None]]:
        yield AgreementStatus.DRAFTED, self.drafted_on
        yield AgreementStatus.SIGNED, self._signed()
        for renewal in self.renewals:
            yield AgreementStatus.RENEWED, renewal.signed_on
        yield AgreementStatus.TERMINATED, self.terminated_on

    def _due(self) -> Iterator[tuple[AgreementStatus, date | None]]:
        signed = self._signed()
        if signed is None:
            return
        # Signed late, it is in force from the day of signing; signed after its term, for no day at all.
        effective = max(signed, self.period.start)
        yield AgreementStatus.IN_FORCE, effective
        renewed = [*(renewal.signed_on for renewal in self.renewals), None]
        for end, following in zip(self._ends(), renewed, strict=True):
            if end is not None and (following is None or following > end):
                yield AgreementStatus.EXPIRED, max(end, effective)

    def sign(self, on: date) -> Agreement:
        """The agreement, signed.

        Raises:
            IllegalTransition: as every step below: the lifecycle does not allow it on that day.
        """
        return self._after(AgreementStatus.SIGNED, on, signed_on=on)

    def renew(self, on: date, until: date | None = None) -> Agreement:
        """The agreement, renewed before its term ended, or on the day on which it would have.

        Raises:
            InvalidValue: ``until`` is no later than the end of the term before it.
        """
        renewal = Renewal(signed_on=on, until=until)
        return self._after(AgreementStatus.RENEWED, on, renewals=(*self.renewals, renewal))

    def terminate(self, on: date, reason: str) -> Agreement:
        """The agreement, ended early for a reason."""
        return self._after(AgreementStatus.TERMINATED, on, terminated_on=on, termination_reason=reason)

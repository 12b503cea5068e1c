"""Labour dispatch (劳务派遣): an agency employs, a user enterprise gives the work."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from attrs import field, frozen

from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

_AMOUNT = at_least(0, Text("派遣的金额不能为负数", "amounts of a dispatch must not be negative"))
_WORKERS = at_least(0, Text("用工人数不能为负数", "numbers of workers must not be negative"))


class DispatchKind(Enum):
    """What kind of post is filled; only the first three may be (Labour Contract Law, art. 66)."""

    TEMPORARY = "temporary"
    AUXILIARY = "auxiliary"
    SUBSTITUTE = "substitute"
    MAIN = "main"


@frozen(kw_only=True)
class Dispatch(Record):
    """A worker sent by an agency to a user enterprise; None where nobody wrote it down.

    ``licence`` are the days on which the agency's licence holds; ``post_lasts`` those on which the post exists;
    ``contract`` the term of the agency's contract with the worker (without an end: open-ended). ``wage`` and
    ``peer_wage`` are yuan a month, the second that of the user's own staff in the same kind of post; ``fee`` yuan asked
    of the worker. ``standards_of`` is the place whose standards of pay and conditions are applied.
    ``dispatched_onward`` says that the user enterprise sends the worker to another; ``terms`` are those of all dispatch
    agreements for the same need, in any order.

    Raises:
        InvalidValue: an amount is negative.
    """

    agency: DivisionCode
    user: DivisionCode
    licence: Period | None = None
    kind: DispatchKind | None = None
    post_lasts: Period | None = None
    contract: Period | None = None
    wage: Decimal | None = field(default=None, validator=_AMOUNT)
    peer_wage: Decimal | None = field(default=None, validator=_AMOUNT)
    fee: Decimal = field(default=Decimal(0), validator=_AMOUNT)
    standards_of: DivisionCode | None = None
    dispatched_onward: bool = False
    terms: tuple[Period, ...] = ()

    @property
    def crosses_regions(self) -> bool:
        """Whether agency and user enterprise lie in different prefectures, which set their own standards."""
        return self.agency.prefecture != self.user.prefecture


@frozen(kw_only=True)
class Workforce(Record):
    """The workers of a user enterprise: dispatched, and under contracts of its own.

    Raises:
        InvalidValue: a number is negative.
    """

    dispatched: int = field(validator=_WORKERS)
    contract: int = field(validator=_WORKERS)

    @property
    def total(self) -> int:
        """All whom the enterprise uses (用工总量)."""
        return self.dispatched + self.contract

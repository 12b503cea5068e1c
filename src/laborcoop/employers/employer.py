"""An employer (用人单位) of the receiving region, its gate and who opens it."""

from __future__ import annotations

from datetime import date, time
from enum import Enum

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import CreditCode
from laborcoop.kernel.ids import EmployerId, PlaceId, check_id
from laborcoop.kernel.personal import PersonName, Phone
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


class EmployerLabel(Enum):
    """Three labels that do not imply one another (重点 ≠ 优质 ≠ 用工较多)."""

    KEY = "key-enterprise"
    QUALITY = "quality-enterprise"
    MAJOR_ABSORBER = "major-absorber"


@frozen(kw_only=True)
class Contact(Record):
    """Who signs for the arrivals at the gate (TR-23).

    Raises:
        InvalidValue: ``name`` or ``phone`` is a plain text, which would be shown as it is.
    """

    name: PersonName
    phone: Phone | None = None


@frozen(kw_only=True)
class Employer(Record):
    """An employer: registered, labelled, with a gate at which arrivals are handed over.

    ``licence_checked_on`` is the day on which the service body saw the licence or founding approval (EM-01).
    ``gate_opens`` and ``gate_closes`` bound the hours of a day in which the gate takes arrivals, both included; without
    them it takes them at any hour. ``aliases`` are the short names that rosters use.

    >>> import laborcoop as lc
    >>> employer = lc.Employer(
    ...     id="E-1",
    ...     name=Text("某甲电器", "Appliances A"),
    ...     division=lc.DivisionCode("440400"),
    ...     gate="G-1",
    ...     gate_opens=time(8),
    ...     gate_closes=time(20),
    ... )
    >>> employer.gate_open_at(time(7, 30))
    False

    Raises:
        InvalidValue: only one of ``gate_opens`` and ``gate_closes`` is given, or they are the wrong way round; or
            ``contact`` is not a `Contact`.
    """

    id: EmployerId = field(validator=check_id)
    name: Text
    credit_code: CreditCode | None = None
    division: DivisionCode
    labels: frozenset[EmployerLabel] = frozenset()
    licence_checked_on: date | None = None
    gate: PlaceId
    gate_opens: time | None = None
    gate_closes: time | None = None
    contact: Contact | None = None
    aliases: frozenset[str] = frozenset()

    def __attrs_post_init__(self) -> None:
        hours = (self.gate_opens, self.gate_closes)
        if (None in hours and hours != (None, None)) or (
            self.gate_opens is not None and self.gate_closes is not None and self.gate_opens > self.gate_closes
        ):
            raise InvalidValue(
                Text(
                    "厂门接收时间要同时写开始和结束，且开始不晚于结束",
                    "both hours of a gate must be given, the first not after the second",
                )
            )

    def gate_open_at(self, at: time) -> bool:
        """Whether the gate takes arrivals at this hour of the day."""
        return self.gate_opens is None or self.gate_closes is None or self.gate_opens <= at <= self.gate_closes

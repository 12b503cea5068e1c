"""What is known about a lodging besides its rooms: beds, washing, approval, rent, register, safety."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import field, frozen

from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.ids import LodgingId, RoomId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.retention.lodging import LodgingKind

_NATURAL = at_least(0, Text("人数、数量和金额不能为负数", "numbers and amounts must not be negative"))


@frozen(kw_only=True)
class BedSpace(Record):
    """The beds of a room (AC-04), measured in centimetres. None: not measured.

    ``tiers`` is how many beds stand above each other; ``headroom`` the height above a mattress.
    """

    lodging: LodgingId
    room: RoomId
    tiers: int | None = None
    length: int | None = None
    width: int | None = None
    headroom: int | None = None


@frozen(kw_only=True)
class Sanitation(Record):
    """How many people share the toilets and the showers of a lodging (AC-06).

    Raises:
        InvalidValue: a number is negative.
    """

    lodging: LodgingId
    occupants: int = field(validator=_NATURAL)
    toilets: int = field(validator=_NATURAL)
    showers: int = field(validator=_NATURAL)


@frozen(kw_only=True)
class LodgingPlan(Record):
    """The approval of a lodging before people move in (AC-08). None: it has not happened.

    ``changed_on`` is the day of the last change to the plan.
    """

    lodging: LodgingId
    first_arrival: date
    approved_on: date | None = None
    changed_on: date | None = None
    inspected_on: date | None = None


@frozen(kw_only=True)
class LodgingRent(Record):
    """What a worker pays for a week in a lodging (AC-09), in the currency of the place.

    ``class_cap`` is the cap of the lodging's class, where the class is known; ``cost`` what a place really costs.

    Raises:
        InvalidValue: an amount is negative.
    """

    lodging: LodgingId
    weekly: Decimal = field(validator=_NATURAL)
    class_cap: Decimal | None = field(default=None, validator=_NATURAL)
    cost: Decimal | None = field(default=None, validator=_NATURAL)


@frozen(kw_only=True)
class GuestRegister(Record):
    """The register of who lodged in a house (AC-12), up to the last departure in it.

    ``guests`` lodged there, ``registered`` of them were entered, ``id_checked`` of them after a check of the identity
    card. The register is kept to ``kept_until`` (included); None where nobody decided.

    Raises:
        InvalidValue: a number is negative.
    """

    lodging: LodgingId
    kind: LodgingKind
    guests: int = field(validator=_NATURAL)
    registered: int = field(validator=_NATURAL)
    id_checked: int = field(validator=_NATURAL)
    last_departure: date
    kept_until: date | None = None


@frozen(kw_only=True)
class BuildingSafety(Record):
    """What was looked at in a building in which people sleep (AC-13). None: not recorded."""

    lodging: LodgingId
    free_of_dangerous_goods: bool | None = None
    far_from_dangerous_goods: bool | None = None
    exits_marked: bool | None = None
    exits_open: bool | None = None

"""A chartered coach as it was agreed and as it ran, and what went wrong on the way."""

from __future__ import annotations

from enum import Enum

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import PlaceId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.transfer.leg import Leg


@frozen(kw_only=True)
class Charter(Record):
    """What the contract of a chartered coach says: the stops in order, and who rides.

    ``home`` is the place at which the vehicle is registered; ``start`` and ``end`` are where the route begins and ends.
    None: not recorded.

    Raises:
        InvalidValue: ``route`` has fewer than two stops.
    """

    route: tuple[PlaceId, ...] = field()
    riders: frozenset[WorkerId]
    home: DivisionCode | None = None
    start: DivisionCode | None = None
    end: DivisionCode | None = None

    @route.validator
    def _check(self, _: object, value: tuple[PlaceId, ...]) -> None:
        if len(value) < 2:  # noqa: PLR2004 - from one place to another
            raise InvalidValue(Text("包车线路至少有起点和终点", "the route of a charter must have a start and an end"))


@frozen(kw_only=True)
class CharterRun(Record):
    """A leg under a charter: the contract, who is aboard, and what was seen before departure (TR-11)."""

    leg: Leg
    charter: Charter
    riders: frozenset[WorkerId] = frozenset()
    contract_aboard: bool | None = None
    contract_checked: bool | None = None


class IncidentKind(Enum):
    """What a carrier must not do to its passengers."""

    VEHICLE_SWAP = "vehicle-swap"
    DUMPED = "dumped"
    FORCED_ABOARD = "forced-aboard"
    EXTORTED = "extorted"


@frozen(kw_only=True)
class Incident(Record):
    """Something that happened on a leg (TR-12).

    ``agreed_by`` names who allowed a vehicle to be swapped, ``why`` the reason on record; empty where there is none.
    """

    leg: Leg
    kind: IncidentKind
    agreed_by: str = ""
    why: str = ""

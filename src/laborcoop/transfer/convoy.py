"""A convoy: one batch of people on its way, all its legs from the villages to the gates."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from attrs import field, frozen
from attrs.validators import optional

from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.journey.moments import has_zone, instant
from laborcoop.kernel.ids import ConvoyId, LegId, check_id
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.transfer.leg import Leg
from laborcoop.transfer.vehicle import TransportMode


class ServiceMode(Enum):
    """How a batch is carried (点对点)."""

    POINT_TO_POINT = "point-to-point"
    PUBLIC = "public"


@frozen(kw_only=True)
class Convoy(Record):
    """One batch (批次): its number, its leader, and its legs in any order.

    ``listed_at`` is when the trip list was registered with the authority, before departure (TR-18); None where it was
    not.

    Raises:
        InvalidValue: no legs, two legs of one id, a batch number below 1, or a time of listing without a zone.
    """

    id: ConvoyId = field(validator=check_id)
    batch: int
    name: Text
    legs: tuple[Leg, ...]
    leader: str = ""
    listed_at: datetime | None = field(default=None, validator=optional(has_zone))

    def __attrs_post_init__(self) -> None:
        if not self.legs or self.batch < 1:
            raise InvalidValue(
                Text(
                    "批次 {convoy} 至少要有一个班次，批次号从 1 开始",
                    "convoy {convoy} has one leg or more, and its batch counts from 1",
                ).format(convoy=self.id)
            )
        ids = [leg.id for leg in self.legs]
        if len(set(ids)) < len(ids):
            raise InvalidValue(
                Text("批次 {convoy} 中有重复的班次编号", "convoy {convoy} has two legs of one id").format(
                    convoy=self.id
                )
            )

    @property
    def depart(self) -> datetime:
        """The first departure of any leg."""
        return min((leg.depart for leg in self.legs), key=instant)

    @property
    def service(self) -> ServiceMode:
        """Point to point where every leg runs for the programme alone; public where some leg takes others too."""
        if all(leg.mode.is_reserved for leg in self.legs):
            return ServiceMode.POINT_TO_POINT
        return ServiceMode.PUBLIC

    @property
    def modes(self) -> frozenset[TransportMode]:
        """How the legs are run: a batch mixes coaches (专车) and trains (专列)."""
        return frozenset(leg.mode for leg in self.legs)

    def leg(self, leg_id: LegId) -> Leg:
        """The leg of this id.

        Raises:
            UnknownName: the convoy has no such leg.
        """
        for leg in self.legs:
            if leg.id == leg_id:
                return leg
        raise UnknownName(Text("没有班次 {leg}", "there is no leg {leg}").format(leg=leg_id))

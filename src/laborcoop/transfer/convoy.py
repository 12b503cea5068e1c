"""A convoy: one batch of people on its way, all its legs from the villages to the gates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import Enum

from attrs import field, frozen
from attrs.validators import optional

from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.kernel.ids import ConvoyId, LegId, check_id
from laborcoop.kernel.lifecycle import WithLifecycle, check_reason
from laborcoop.kernel.moments import has_zone, instant
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.transfer.convoy_status import CONVOY_LIFECYCLE, ConvoyStatus
from laborcoop.transfer.leg import Leg
from laborcoop.transfer.vehicle import TransportMode


class ServiceMode(Enum):
    """How a batch is carried (点对点)."""

    POINT_TO_POINT = "point-to-point"
    PUBLIC = "public"


@frozen(kw_only=True)
class Convoy(Record, WithLifecycle[ConvoyStatus, datetime]):
    """One batch (批次): its number, its leader, and its legs in any order.

    ``listed_at`` is when the trip list was registered with the authority, before departure (TR-18); None where it was
    not. The moments after it say what really happened; each is None while it has not.

    >>> import laborcoop as lc
    >>> from zoneinfo import ZoneInfo
    >>> from laborcoop.transfer import Stop, TransportMode
    >>> morning, evening = (datetime(2023, 2, 6, hour, tzinfo=ZoneInfo("Asia/Shanghai")) for hour in (8, 17))
    >>> leg = lc.Leg(
    ...     id="L-1",
    ...     vehicle=lc.Vehicle(id="V-1", mode=TransportMode.CHARTER_COACH, rated=45),
    ...     stops=(
    ...         Stop(place="LUSHUI", arrive=morning, depart=morning),
    ...         Stop(place="KUNMING", arrive=evening, depart=evening),
    ...     ),
    ... )
    >>> lc.Convoy(id="C-1", batch=1, name=Text("第一批", "Batch 1"), legs=(leg,))
    <Convoy C-1: batch 1, 1 legs>

    Raises:
        IllegalTransition: the moments are in an order that `CONVOY_LIFECYCLE` does not allow.
        InvalidValue: ``legs`` are empty or two of them share an id, ``batch`` is below 1, a time has no zone, or a
            cancellation has no reason.
    """

    id: ConvoyId = field(validator=check_id)
    batch: int
    name: Text
    legs: tuple[Leg, ...]
    leader: str = ""
    listed_at: datetime | None = field(default=None, validator=optional(has_zone))
    confirmed_at: datetime | None = None
    departed_at: datetime | None = None
    arrived_at: datetime | None = None
    handed_over_at: datetime | None = None
    cancelled_at: datetime | None = None
    cancel_reason: str = ""

    lifecycle = CONVOY_LIFECYCLE

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        check_reason(self.cancelled_at, self.cancel_reason)
        if not self.legs or self.batch < 1:
            raise InvalidValue(
                Text(
                    "批次 {convoy} 至少要有一个班次，批次号从 1 开始",
                    "convoy {convoy} must have one leg or more, and its batch must count from 1",
                ).format(convoy=self.id)
            )
        ids = [leg.id for leg in self.legs]
        if len(set(ids)) < len(ids):
            raise InvalidValue(
                Text("批次 {convoy} 中有重复的班次编号", "convoy {convoy} has two legs of one id").format(
                    convoy=self.id
                )
            )

    def __repr__(self) -> str:
        """Counts only."""
        return f"<Convoy {self.id}: batch {self.batch}, {len(self.legs)} legs>"

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
            UnknownName: ``leg_id`` is not a leg of the convoy.
        """
        for leg in self.legs:
            if leg.id == leg_id:
                return leg
        raise UnknownName(Text("没有班次 {leg}", "there is no leg {leg}").format(leg=leg_id))

    def _recorded(self) -> Iterator[tuple[ConvoyStatus, datetime | None]]:
        yield ConvoyStatus.CONFIRMED, self.confirmed_at
        yield ConvoyStatus.DEPARTED, self.departed_at
        yield ConvoyStatus.ARRIVED, self.arrived_at
        yield ConvoyStatus.HANDED_OVER, self.handed_over_at
        yield ConvoyStatus.CANCELLED, self.cancelled_at

    def confirm(self, at: datetime) -> Convoy:
        """The convoy, confirmed.

        Raises:
            IllegalTransition: as every step below: the lifecycle does not allow it at that moment.
        """
        return self._after(ConvoyStatus.CONFIRMED, at, confirmed_at=at)

    def set_out(self, at: datetime) -> Convoy:
        """The convoy, its first vehicle gone."""
        return self._after(ConvoyStatus.DEPARTED, at, departed_at=at)

    def arrive(self, at: datetime) -> Convoy:
        """The convoy, all its vehicles arrived."""
        return self._after(ConvoyStatus.ARRIVED, at, arrived_at=at)

    def hand_over(self, at: datetime) -> Convoy:
        """The convoy, everyone in it handed over to the employers."""
        return self._after(ConvoyStatus.HANDED_OVER, at, handed_over_at=at)

    def cancel(self, at: datetime, reason: str) -> Convoy:
        """The convoy, called off before it left, for a reason."""
        return self._after(ConvoyStatus.CANCELLED, at, cancelled_at=at, cancel_reason=reason)

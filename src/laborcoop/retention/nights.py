"""Nights of one person, one closed room, one party: what the rules ask about stays put together."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import LodgingId, RoomId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.retention.stay import Stay


def _in_order(stays: tuple[Stay, ...]) -> tuple[Stay, ...]:
    return tuple(sorted(stays, key=lambda stay: (stay.period.start, stay.worker, stay.lodging, stay.room, stay.bed)))


@frozen(kw_only=True)
class TransitStay(Record):
    """All nights that one worker spends on the way (AC-07), in one house or several.

    Raises:
        InvalidValue: one of ``stays`` is another worker's.
    """

    worker: WorkerId
    stays: tuple[Stay, ...] = field(converter=_in_order)

    def __attrs_post_init__(self) -> None:
        if any(stay.worker != self.worker for stay in self.stays):
            raise InvalidValue(Text("中转住宿只能是同一个人的", "the stays must be those of one person"))

    @property
    def nights(self) -> int:
        """The nights, each once."""
        return len({day for stay in self.stays for day in stay.nights()})


@frozen(kw_only=True)
class RoomClosure(Record):
    """A room out of service for a period, and everyone's stays before and after people were moved (AC-10)."""

    lodging: LodgingId
    room: RoomId
    period: Period
    before: tuple[Stay, ...] = field(converter=_in_order)
    after: tuple[Stay, ...] = field(converter=_in_order)

    def closes(self, stay: Stay) -> bool:
        """Whether the stay needs the closed room."""
        return (stay.lodging, stay.room) == (self.lodging, self.room) and any(
            night in self.period for night in stay.nights()
        )


@frozen(kw_only=True)
class PartyStay(Record):
    """One party's stays on the same nights, and who in the house needs a low floor (AC-11).

    ``floors`` gives the floor of each worker where it is known; ``low_floor`` names those who need a low one.
    No field says why somebody needs it.
    """

    stays: tuple[Stay, ...] = field(converter=_in_order)
    floors: Mapping[WorkerId, int] = field(factory=dict, hash=False)
    low_floor: frozenset[WorkerId] = field(default=frozenset(), repr=False)

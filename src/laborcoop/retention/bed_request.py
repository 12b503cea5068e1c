"""What the beds stage is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import field, frozen

from laborcoop.journey import Proof, Reason
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LodgingId, PartyId, RoomId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.retention.lodging import Lodging
from laborcoop.retention.stay import Stay

_TURN = at_least(0, Text("先后次序从 0 开始", "turns must count from 0"))

Bed = tuple[LodgingId, RoomId, int]
"""A bed: its lodging, its room, its number from 1."""


@frozen(kw_only=True)
class BedNeed(Record):
    """That a worker needs a lower bed, a low floor, or both (AC-11). No field says why: it may tell of health."""

    worker: WorkerId
    lower_bed: bool = field(default=False, repr=False)
    low_floor: bool = field(default=False, repr=False)


@frozen(kw_only=True)
class BedRequest(Record):
    """One person's need of a bed for a period, and the lodgings that can be reached and left in time.

    ``along`` says that somebody goes along with the party, as a child does: it has a room of its own where it can.
    ``child`` says that somebody is to sleep where an adult of the party sleeps, ``adult`` who may be that adult.
    ``kept`` is the stay that was planned before, to be left only for a reason; ``turn`` says who comes first: those who
    have a place (0) before those who wait for one (1). ``minutes`` are those on local coaches to a lodging and on from
    it; 0 where none are given.
    """

    worker: WorkerId
    sex: Sex
    period: Period
    lodgings: frozenset[LodgingId]
    party: PartyId | None = None
    along: bool = False
    child: bool = False
    adult: bool = True
    beside: tuple[str, ...] = ()
    kept: Stay | None = None
    turn: int = field(default=0, validator=_TURN)
    lower_bed: bool = field(default=False, repr=False)
    low_floor: bool = field(default=False, repr=False)
    minutes: Mapping[LodgingId, int] = field(factory=dict, hash=False)


def own_bed(request: BedRequest) -> Bed | None:
    """The bed that was planned for somebody before."""
    kept = request.kept
    return None if kept is None else (kept.lodging, kept.room, kept.bed)


@frozen(kw_only=True)
class Bedded(Record):
    """The answer: the stays of everyone who has a bed, the reasons of everyone else, and the proof.

    Somebody who changes beds during the wait has several stays, one after the other, in one lodging.
    """

    stays: Mapping[WorkerId, tuple[Stay, ...]] = field(factory=dict, hash=False)
    left_out: Mapping[WorkerId, tuple[Reason, ...]] = field(factory=dict, hash=False)
    proof: Proof | None = None


@frozen(kw_only=True)
class BedQuestion:
    """Everything that decides about beds.

    ``most`` is how many people local coaches can bring to a lodging for a period; ``taken`` the beds that nobody here
    can have, and when; ``holds`` how many people a rule lets sleep in a room on a night, where that is fewer than its
    beds; ``unfit`` the rooms whose beds a rule finds fault with: they are used last.
    """

    requests: tuple[BedRequest, ...]
    houses: Mapping[LodgingId, Lodging]
    most: Mapping[tuple[LodgingId, Period], int] = field(factory=dict)
    taken: Mapping[Bed, Sequence[Period]] = field(factory=dict)
    holds: Mapping[tuple[LodgingId, RoomId, date], int] = field(factory=dict)
    unfit: frozenset[tuple[LodgingId, RoomId]] = frozenset()

    def reached(self, request: BedRequest) -> tuple[LodgingId, ...]:
        """The lodgings that somebody can reach, by id."""
        return tuple(sorted(request.lodgings & set(self.houses)))

"""Employment intentions (就业意向) signed at a fair, and how many of them became work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve, frozen

from laborcoop.cooperation import TransferEmployment
from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import EmployerId, FairId, PostId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.outreach.tally import FairFunnel


@frozen(kw_only=True)
class HiringIntent(Record):
    """What a visitor of a fair and an employer signed there: an intention, not a hire.

    ``hired_on`` is the day of the hire that came of it, None until then.

    Raises:
        InvalidValue: ``hired_on`` is before ``signed_on``.
    """

    fair: FairId
    worker: WorkerId
    employer: EmployerId
    signed_on: date
    post: PostId | None = None
    hired_on: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.hired_on is not None and self.hired_on < self.signed_on:
            raise InvalidValue(Text("录用不早于签订意向", "nobody can be hired before the intention is signed"))

    def arrived(self, transfers: Iterable[TransferEmployment]) -> bool:
        """Whether the worker was hired, and work with this employer began on the day of the hire or later."""
        return self.hired_on is not None and any(
            (transfer.worker, transfer.employer) == (self.worker, self.employer)
            and self.hired_on <= transfer.period.start
            for transfer in transfers
        )


def conversion(
    counted: FairFunnel, intents: Iterable[HiringIntent], transfers: Iterable[TransferEmployment]
) -> FairFunnel:
    """The way from a fair to work (促进转移就业): intentions, hires and arrivals, in persons, as the records give them.

    Somebody who signed with three employers is one person. ``counted`` keeps what no record of persons gives: visitors
    and CVs.
    """
    signed = tuple(intents)
    spells = tuple(transfers)
    return evolve(
        counted,
        intents=_persons(signed),
        hires=_persons(intent for intent in signed if intent.hired_on is not None),
        arrived=_persons(intent for intent in signed if intent.arrived(spells)),
    )


def _persons(intents: Iterable[HiringIntent]) -> int:
    return len({intent.worker for intent in intents})

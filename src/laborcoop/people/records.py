"""Records about a worker as somebody wrote them: the check of the card, spells of work, flags."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.people.worker import Flag, FlagKind


@frozen(kw_only=True)
class HiringRecord(Record):
    """What an employer kept of a hire: the day on which the identity card was checked, and whether the record is kept.

    ``record_kept`` is None where nobody said.
    """

    worker: WorkerId
    hired_on: date
    id_checked_on: date | None = None
    record_kept: bool | None = None


@frozen(kw_only=True)
class Spell(Record):
    """A spell of work under one contract; ``part_time`` is 非全日制.

    ``harms_earlier`` says whether the contract keeps the worker from fulfilling an earlier one.
    """

    employer: str
    period: Period
    part_time: bool = False
    harms_earlier: bool = False


@frozen(kw_only=True)
class WorkHistory(Record):
    """All spells of one worker, in any order."""

    worker: WorkerId
    spells: tuple[Spell, ...]

    def overlaps(self) -> tuple[tuple[Spell, Spell], ...]:
        """Each two spells that share a day, the one that began earlier first."""
        ordered = sorted(self.spells, key=lambda spell: (spell.period.start, spell.employer))
        return tuple(
            (earlier, later)
            for position, earlier in enumerate(ordered)
            for later in ordered[position + 1 :]
            if earlier.period.overlaps(later.period)
        )


@frozen(kw_only=True)
class FlagEntry(Record):
    """A flag as a row of a ledger gives it, before it is a `Flag`: its day and its source may be missing."""

    kind: FlagKind
    as_of: date | None = None
    source: str = ""

    @classmethod
    def of(cls, flag: Flag) -> FlagEntry:
        """The entry that a flag on record would be."""
        return cls(kind=flag.kind, as_of=flag.as_of, source=flag.source)

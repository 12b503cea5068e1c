"""What a case has recorded of people, by their ids: what claims and aid are held against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from attrs import field, frozen

from laborcoop.cooperation import TransferEmployment
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, PlacementId, WorkerId
from laborcoop.people import FlagKind, Worker
from laborcoop.training import TrainingPlacement

_Key = TypeVar("_Key", bound=Hashable)
_Kind = TypeVar("_Kind")


@frozen(kw_only=True)
class Recorded:
    """The records of people, each after its place in the files.

    Of one person there may be several, as of a student who came into a roster later: whatever one of them says is
    recorded. ``employers`` are those that the case has; ``receiving`` is the region that people go to.
    """

    receiving: DivisionCode
    employers: frozenset[EmployerId]
    people: Mapping[WorkerId, tuple[tuple[str, Worker], ...]] = field(repr=False)
    spells: Mapping[WorkerId, tuple[tuple[str, TransferEmployment], ...]] = field(repr=False)
    placements: Mapping[tuple[WorkerId, PlacementId], tuple[tuple[str, TrainingPlacement], ...]] = field(repr=False)

    @classmethod
    def of(
        cls,
        receiving: DivisionCode,
        employers: Iterable[EmployerId],
        people: Iterable[tuple[str, Worker]],
        spells: Iterable[tuple[str, TransferEmployment]],
        placements: Iterable[tuple[str, TrainingPlacement]],
    ) -> Recorded:
        """The records, gathered by person; spells in order of time."""
        in_order = sorted(spells, key=lambda each: (each[1].period.start, each[0]))
        return cls(
            receiving=receiving,
            employers=frozenset(employers),
            people=_gathered((one.id, (source, one)) for source, one in people),
            spells=_gathered((one.worker, (source, one)) for source, one in in_order),
            placements=_gathered(((one.worker, one.id), (source, one)) for source, one in placements),
        )

    @cached_property
    def marks_the_poor(self) -> bool:
        """Whether somebody is marked as out of poverty: where nobody is, the files have no such column."""
        return any(one.has(FlagKind.OUT_OF_POVERTY) for own in self.people.values() for _, one in own)

    def homes(self, worker: WorkerId) -> Mapping[DivisionCode, str]:
        """Where somebody is or was registered, rosters first, each with the place of the first record that says so."""
        found: dict[DivisionCode, str] = {}
        for source, person in self.people.get(worker, ()):
            found.setdefault(person.registered, source)
        for source, spell in self.spells.get(worker, ()):
            found.setdefault(spell.registered, source)
        return found


def _gathered(given: Iterable[tuple[_Key, _Kind]]) -> Mapping[_Key, tuple[_Kind, ...]]:
    found: dict[_Key, list[_Kind]] = defaultdict(list)
    for key, one in given:
        found[key].append(one)
    return {key: tuple(those) for key, those in found.items()}

"""Who boards together at one place, and how a place that fills more than a coach is parted into loads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from attrs import field, frozen

from laborcoop.journey import Reason
from laborcoop.kernel.ids import PartyId, PlaceId, WorkerId, check_id, order_key
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


@frozen(kw_only=True)
class Waiting(Record):
    """Somebody who is to be collected: where, with what household, and beside whom.

    ``household`` is never parted at one place; ``adult`` is the responsible adult of a minor (TR-30), who rides along.
    """

    worker: WorkerId = field(validator=check_id)
    place: PlaceId = field(validator=check_id)
    household: PartyId | None = None
    adult: WorkerId | None = None


def companies(people: Iterable[Waiting]) -> tuple[list[tuple[Waiting, ...]], dict[WorkerId, tuple[Reason, ...]]]:
    """Those who ride together, each minor straight after the adult, and the minors whose adult does not ride along."""
    waiting = {person.worker: person for person in sorted(people, key=lambda person: order_key(person.worker))}
    alone = {worker for worker, person in waiting.items() if not _accompanied(person, waiting)}
    root = {worker: worker for worker in waiting if worker not in alone}

    def head(worker: WorkerId) -> WorkerId:
        while root[worker] != worker:
            worker = root[worker]
        return worker

    first: dict[tuple[PlaceId, PartyId], WorkerId] = {}
    for worker in root:
        person = waiting[worker]
        together = [person.adult] if person.adult is not None else []
        if person.household is not None:
            together.append(first.setdefault((person.place, person.household), worker))
        for other in together:
            root[head(worker)] = head(other)
    groups: dict[WorkerId, list[Waiting]] = defaultdict(list)
    for worker in root:
        groups[head(worker)].append(waiting[worker])
    return [_beside(group) for group in groups.values()], {
        worker: (
            Reason(
                code="collecting.adult-not-there",
                about=(str(waiting[worker].adult),),
                text=Text(
                    "负责的成年人 {adult} 不从同一地点上车",
                    "{adult}, the responsible adult, does not board at the same place",
                ).format(adult=waiting[worker].adult),
            ),
        )
        for worker in sorted(alone)
    }


def _accompanied(person: Waiting, waiting: Mapping[WorkerId, Waiting]) -> bool:
    """Whether a minor's adult boards at the same place and is no minor; true of everyone else."""
    if person.adult is None:
        return True
    adult = waiting.get(person.adult)
    return adult is not None and adult.place == person.place and adult.adult is None


def _beside(group: Sequence[Waiting]) -> tuple[Waiting, ...]:
    """The people of a group, each adult with the minors straight behind."""
    minors: dict[WorkerId, list[Waiting]] = defaultdict(list)
    for person in group:
        if person.adult is not None:
            minors[person.adult].append(person)
    grown = [person for person in group if person.adult is None]
    return tuple(person for adult in grown for person in (adult, *minors[adult.worker]))


def parted(groups: Sequence[tuple[Waiting, ...]], seats: int) -> list[tuple[Waiting, ...]]:
    """The groups of one place in loads of at most so many seats: the largest first, into the first load it fits."""
    loads: list[list[Waiting]] = []
    for group in sorted(groups, key=lambda group: (-len(group), order_key(group[0].worker))):
        home = next((load for load in loads if len(load) + len(group) <= seats), None)
        if home is None:
            loads.append(list(group))
        else:
            home.extend(group)
    return [tuple(load) for load in loads]

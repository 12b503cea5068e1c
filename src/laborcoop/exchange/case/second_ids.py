"""One person of several ids in the rosters: whatever names one of them is read as of the worker whose rows they are.

Rosters put the rows of one person together and keep one id; tables and further records may name the person by that of
another row.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from attrs import evolve, frozen

from laborcoop.exchange.roster import Alone, RosterResult
from laborcoop.exchange.roster.ids import Ids
from laborcoop.kernel.ids import WorkerId
from laborcoop.people import Worker
from laborcoop.people.one_person import identity_of
from laborcoop.planning.case import Case
from laborcoop.planning.one_person import SamePerson, with_one_id_each
from laborcoop.planning.renamed import renamed, workers_in
from laborcoop.rulebook import Locus


@frozen
class SecondId:
    """Another id of a worker, with the place of the row that gives it."""

    same: SamePerson
    where: Locus


SecondIds = Mapping[WorkerId, SecondId]
"""Such ids, each once; none of them is that of a worker."""


def second_ids(people: RosterResult, ids: Ids) -> SecondIds:
    """The ids that rows of the workers give beside those that were kept; ``ids`` names who has none in a row."""
    workers = {worker.id: worker for worker in people.workers}
    found: dict[WorkerId, SecondId] = {}
    for merge in people.merged:
        for row in merge.apart:
            if isinstance(row, Alone) and row.worker.id not in workers and row.worker.id != _made(row.worker, ids):
                same = SamePerson(kept=workers[merge.worker], other=row.worker)
                found.setdefault(row.worker.id, SecondId(same, row.where))
    return found


def _made(worker: Worker, ids: Ids) -> WorkerId:
    return ids.of_number(identity_of(worker.number, worker.born))


def with_one_id_for_each(case: Case, second: SecondIds) -> Case:
    """The case in which all records name everyone by one id, those of the rosters included, and what is told of it.

    A further record that holds somebody else of such an id leaves it to that person.
    """
    case, told = with_one_id_each(case)
    others = {worker.id for record in (case.records if second else ()) for worker in workers_in(record)}
    same = [one for name, one in sorted(second.items()) if name not in others]
    names = {one.same.other.id: one.same.kept.id for one in same}
    rows = [evolve(one.same.finding(case), where=one.where) for one in same]
    return evolve(
        case,
        records=tuple(renamed(record, names, {}) for record in case.records) if names else case.records,
        findings=case.findings + chain((one for one in told if one.subject not in names), rows),
    )

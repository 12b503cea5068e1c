"""One person under two ids, such as a student who later stands in a county's roster: found, told of, and put together.

The rosters see to their own rows. Here are those whom further records hold as well (students, guests, applicants), each
with a number and a name: whoever has the number and the name of a worker of the case is that worker.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from operator import attrgetter

from attrs import evolve, frozen

from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.text import NO_TEXT, Text
from laborcoop.people import Worker
from laborcoop.people.one_person import identity_of, name_as_compared
from laborcoop.planning.case import Case
from laborcoop.planning.renamed import renamed, workers_in
from laborcoop.rulebook import Finding, Locus, Severity
from laborcoop.rulebook.finding import NOWHERE
from laborcoop.training import TrainingProgramme

TWO_IDS = "PL-25"
"""The code of the finding that one person has two ids."""
PERSON = "person"
"""The kind of those findings that are about somebody whom further records hold."""


@frozen(kw_only=True)
class SamePerson:
    """Two records of one person, by number and name: ``kept`` gives the id, ``other`` has another."""

    kept: Worker
    other: Worker

    def finding(self, case: Case) -> Finding:
        """The finding that says so, at the place of the other."""
        apart = self.kept.registered != self.other.registered
        note = Text(
            "；户籍区划不一致（{kept}、{other}），以前者为准",
            "; they give different divisions of registration ({kept}, {other}), of which the first stands",
        ).format(kept=self.kept.registered, other=self.other.registered)
        return Finding(
            rule=TWO_IDS,
            severity=Severity.WARN,
            subject=self.other.id,
            kind=PERSON,
            path="worker",
            message=Text(
                "{other} 与 {kept} 身份证号码和姓名都相同，是同一人：两个编号下的记录都算作 {kept} 的{note}",
                "{other} has the resident number and the name of {kept} and is the same person: the records of both "
                "ids count as those of {kept}{note}",
            ).format(other=self.other.id, kept=self.kept.id, note=note if apart else NO_TEXT),
            suggestion=Text(
                "今后各表请统一用 {kept}；确不是同一人的，请核对身份证后更正号码",
                "use {kept} in all files; if they are two people, correct the number by the card",
            ).format(kept=self.kept.id),
            where=place_of(case, self.other.id),
        )


def same_persons(own: Iterable[Worker], further: Iterable[Worker]) -> list[SamePerson]:
    """Those who have the number and the name of somebody else: of each group the first is kept, ``own`` before others.

    In order of the other ids; of one id nothing is said.
    """
    found = []
    for group in _by_identity(own, further):
        first: dict[str, Worker] = {}
        for worker in group:
            kept = first.setdefault(_name(worker), worker)
            if kept.id != worker.id:
                found.append(SamePerson(kept=kept, other=worker))
    return sorted(found, key=lambda one: one.other.id)


def about_two_ids(case: Case) -> Iterator[Finding]:
    """What is said of those whom further records hold under another id than others of the case.

    Workers of the case among themselves are told of by the rule on shared numbers (ID-08).
    """
    further = _further(case)
    own = {worker.id for worker in case.workers} if further else set()
    both = same_persons(case.workers, further) if further else ()
    yield from (one.finding(case) for one in both if one.other.id not in own)


def sharing_numbers(case: Case) -> Mapping[WorkerId, tuple[WorkerId, ...]]:
    """Those of further records whose number others have under another name, with all of these."""
    further = {worker.id: worker for worker in _further(case)}
    return {
        one.id: tuple(sorted({one.id, *(other.id for other in group if _name(other) != _name(one))}))
        for group in (_by_identity(case.workers, further.values()) if further else ())
        for one in group
        if one.id in further and any(_name(other) != _name(one) for other in group)
    }


def with_one_id_each(case: Case) -> tuple[Case, tuple[Finding, ...]]:
    """The case with one id for each person, and what is to be told of it.

    All further records name everyone by the id that is kept, and hold the record of it with the flags of all records of
    the person. The workers stay as many as they are.
    """
    same = same_persons(case.workers, _further(case))
    if not same:
        return case, ()
    joined: dict[WorkerId, Worker] = {}
    for one in same:
        before = joined.get(one.kept.id, one.kept)
        joined[one.kept.id] = evolve(before, flags=tuple(dict.fromkeys((*before.flags, *one.other.flags))))
    ids = {one.other.id: one.kept.id for one in same}
    own = {worker.id for worker in case.workers}
    told = tuple(one.finding(case) for one in same if one.other.id not in own)
    return evolve(
        case,
        workers=tuple(_flagged(worker, joined.get(ids.get(worker.id, worker.id))) for worker in case.workers),
        records=tuple(renamed(record, ids, joined) for record in case.records),
    ), told


def place_of(case: Case, person: WorkerId) -> Locus:
    """Where somebody whom further records hold stands in the files: among the students, else with the record."""
    taught = (one for programme in case.records_of(TrainingProgramme) for one in programme.placements)
    places = (case.locus("placement", one.id, "worker") for one in taught if one.worker == person)
    held = (
        case.locus("record", str(position))
        for position, record in enumerate(case.records, start=1)
        if any(worker.id == person for worker in workers_in(record))
    )
    return next((place for place in chain(places, held) if place is not NOWHERE), NOWHERE)


def _flagged(worker: Worker, joined: Worker | None) -> Worker:
    return worker if joined is None or joined.flags == worker.flags else evolve(worker, flags=joined.flags)


def _by_identity(own: Iterable[Worker], further: Iterable[Worker]) -> Iterator[list[Worker]]:
    """Those who share what their numbers say, in groups of two and more, each by id after those before ``further``."""
    having: defaultdict[str, list[Worker]] = defaultdict(list)
    for worker in chain(sorted(own, key=attrgetter("id")), sorted(further, key=attrgetter("id"))):
        having[identity_of(worker.number, worker.born)].append(worker)
    return (group for group in having.values() if len(group) > 1)


def _further(case: Case) -> tuple[Worker, ...]:
    """Those whom further records hold and who have no id of a worker of the case, each once."""
    own = {worker.id for worker in case.workers} if case.records else set()
    found: dict[WorkerId, Worker] = {}
    for worker in chain.from_iterable(map(workers_in, case.records)):
        if worker.id not in own:
            found.setdefault(worker.id, worker)
    return tuple(found.values())


def _name(worker: Worker) -> str:
    return name_as_compared(worker.name)

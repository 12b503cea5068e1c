"""What the records of a case say twice: held once, so that nothing is counted twice, and told of (PL-06)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import frozen

from laborcoop.cooperation import EmployerSubsidyClaim, SubsidyClaim, SubsidyLedger
from laborcoop.journey import Journey
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.outreach import EmploymentSquad, FairFunnel, Outreach, RecruitmentFair, ResettlementSite
from laborcoop.planning.case import Case
from laborcoop.planning.further import record_key
from laborcoop.retention import Reception, StationStaff, Stay, Visit, WelfareVisit, WorkStation
from laborcoop.rulebook import Finding, Locus, Severity
from laborcoop.transfer import Convoy

REPEATED = "PL-06"
"""The code of the finding that a record stands in the files twice."""
CLAIM = "subsidy-claim"
"""The kind of record that findings about claims for subsidies are of."""

_TABLES: Mapping[type[Record], tuple[str, str]] = {
    Convoy: ("convoy", "convoys"),
    EmploymentSquad: ("squad", "squads"),
    RecruitmentFair: ("fair", "fairs"),
    ResettlementSite: ("site", "sites"),
    WorkStation: ("station", "stations"),
}
"""The tables of a case that figures are counted from, by class: the kind of record, and the field of the case."""

_CLAIMS = (SubsidyClaim, EmployerSubsidyClaim)


@frozen
class Held:
    """A record of a case, and its place: in the files as findings give it, in words that always say something."""

    record: Record
    where: Locus
    source: str


def held_once(case: Case) -> tuple[tuple[Held, ...], tuple[Finding, ...]]:
    """Every record of a case but those that say again what one before them is about, and what is said of these.

    The records are those of the tables that figures are counted from, then the further ones, and with a
    `SubsidyLedger` its claims. Of records of one class and id the first is held; of one person's journeys with one
    convoy, receptions at one lodging on one day, stays in one bed from one day; of the visitors of one fair; and of
    visits that are alike in everything. Postings of one person that overlap are told of as well.
    """
    first: dict[object, Held] = {}
    held: list[Held] = []
    repeats: list[Finding] = []
    for one in _given(case):
        key = _key(one.record)
        before = one if key is None else first.setdefault(key, one)
        if before is one:
            held.append(one)
        else:
            repeats.append(_repeat(one, before))
    return tuple(held), (*repeats, *_overlaps(held))


def _given(case: Case) -> Iterator[Held]:
    """Every record of a case: those of the tables, then the others."""
    for name, attribute in _TABLES.values():
        for one in getattr(case, attribute):
            where = case.locus(name, one.id)
            yield Held(one, where, str(where) or f"{name} {one.id}")
    for position, record in enumerate(case.records, start=1):
        where = case.locus("record", str(position))
        source = str(where) or _without_place(record, position)
        yield Held(record, where, source)
        if isinstance(record, SubsidyLedger):
            for number, claim in enumerate(record.claims, start=1):
                yield Held(claim, where, f"{source} claims {number}")
            for number, own in enumerate(record.employer_claims, start=1):
                yield Held(own, where, f"{source} employer claims {number}")


def _without_place(record: Record, position: int) -> str:
    """A further record that no file holds: its place among the case's, from 1, its kind and id, so that it is found."""
    kind, name = record_key(record, position - 1)
    return f"record {position} ({kind})" if name == str(position) else f"record {position} ({kind} {name})"


_ALIKE: Mapping[type[Record], Callable[[Any], Hashable | None]] = {
    Journey: lambda one: (one.worker, one.convoy),
    Reception: lambda one: (one.worker.id, one.lodging, one.arrived_on),
    Stay: lambda one: (one.worker, one.lodging, one.room, one.bed, one.period.start),
    StationStaff: lambda one: (one.id, one.station, one.posted),
    FairFunnel: lambda one: None if one.visitors is None else one.fair,
    **dict.fromkeys((Outreach, Visit, WelfareVisit), lambda one: one),
}
"""What two records of one thing have in common where it is not their id alone, by class; None: nothing tells.

A person may be posted to a station several times, so a posting is told by its days as well. Nobody goes twice with one
convoy, arrives twice at one lodging on one day, or lies in one bed twice; a fair has one number of visitors.
"""


def _key(record: Record) -> object:
    """What two records of one thing have in common; claims of workers and of employers share their ids."""
    kind: type[Record] | tuple[type[Record], ...] = _CLAIMS if isinstance(record, _CLAIMS) else type(record)
    alike = _ALIKE.get(type(record))
    own = getattr(record, "id", None) if alike is None else alike(record)
    return None if own is None else (kind, own)


def _named(record: Record) -> tuple[str, Text]:
    """Whose a record without an id is, or where it was, and what it is called."""
    if isinstance(record, Journey | Stay):
        thing = ("出行", "journey") if isinstance(record, Journey) else ("住宿", "stay")
        return record.worker, Text(f"{{id}} 的同一次{thing[0]}", f"one {thing[1]} of {{id}}")
    if isinstance(record, Reception):
        return record.worker.id, Text("{id} 的同一次接待", "one reception of {id}")
    if isinstance(record, FairFunnel):
        return record.fair or "", Text("招聘会 {id} 的到场人数", "the visitors of fair {id}")
    if isinstance(record, Outreach):
        place = record.site or record.village or record.household or record.actor.value
        return place, Text("对 {id} 的同一次走访宣传", "one outreach visit to {id}")
    if isinstance(record, Visit | WelfareVisit):
        return record.employer or "", Text("对 {id} 的同一次走访", "one visit to {id}")
    return str(getattr(record, "id", "")), Text("编号 {id} ", "{id}")


def _repeat(second: Held, first: Held) -> Finding:
    own, what = _named(second.record)
    return Finding(
        rule=REPEATED,
        severity=Severity.ERROR,
        subject=own,
        kind=CLAIM if isinstance(second.record, _CLAIMS) else "record",
        message=Text(
            "{what}登记了两次：{first}、{second}；统计只计第一处",
            "{what} is recorded twice, at {first} and at {second}; figures count the first alone",
        ).format(what=what.format(id=own), first=first.source, second=second.source),
        suggestion=Text("删去重复的一条，或改正编号", "take one of them out, or give it its own id"),
        where=second.where,
    )


def _overlaps(held: Iterable[Held]) -> Iterator[Finding]:
    """What is said of each posting that begins before an earlier one of the same person has ended."""
    latest: dict[str, tuple[str, date]] = {}
    own = [(one.source, one.where, one.record) for one in held if isinstance(one.record, StationStaff)]
    for source, where, one in sorted(own, key=lambda each: (each[2].posted.start, each[0])):
        end = one.posted.end or date.max
        before, covered = latest.get(one.id, ("", date.min))
        if one.posted.start < covered:
            yield Finding(
                rule=REPEATED,
                severity=Severity.ERROR,
                subject=one.id,
                kind="record",
                message=Text(
                    "{id} 的两次派驻日期重叠：{first}、{second}；同一天只计一次",
                    "two postings of {id} overlap, at {first} and at {second}; figures count each day once",
                ).format(id=one.id, first=before, second=source),
                suggestion=Text("改正派驻日期", "correct the days of one of them"),
                where=where,
            )
        if end > covered:
            latest[one.id] = (source, end)

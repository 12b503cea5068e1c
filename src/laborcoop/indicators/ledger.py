"""The records of a case as indicators look at them: by class, each with its place in the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar, cast

from attrs import field, frozen

from laborcoop.cooperation import EmployerSubsidyClaim, SubsidyClaim, SubsidyLedger, TransferEmployment
from laborcoop.indicators.claims import CLAIM, Claim, JudgedClaim, judge_claims
from laborcoop.indicators.recorded import Recorded
from laborcoop.journey import Journey
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import NO_TEXT, Text
from laborcoop.outreach import EmploymentSquad, RecruitmentFair, ResettlementSite
from laborcoop.people import Worker
from laborcoop.planning.case import Case
from laborcoop.planning.further import record_key
from laborcoop.retention import Reception, StationStaff, Stay, WorkStation
from laborcoop.rulebook import Finding, Severity
from laborcoop.training import TrainingPlacement, TrainingProgramme
from laborcoop.transfer import Convoy

Kind = TypeVar("Kind", bound=Record)

_TABLES: Mapping[type[Record], tuple[str, str]] = {
    Convoy: ("convoy", "convoys"),
    EmploymentSquad: ("squad", "squads"),
    RecruitmentFair: ("fair", "fairs"),
    ResettlementSite: ("site", "sites"),
    WorkStation: ("station", "stations"),
}
"""The tables of a case that figures are counted from, by class: the kind of record, and the field of the case."""

REPEATED = "PL-06"
"""The code of the finding that a record stands in the files twice."""

_CLAIMS = (SubsidyClaim, EmployerSubsidyClaim)


@frozen(kw_only=True)
class Ledger:
    """A case, its records by class, and everyone whom it knows by id.

    ``workers`` holds the case's own and the students of its training programmes. Of records of one class and id the
    first alone is held, so that no figure counts one twice, and of one person's journeys with one convoy, receptions at
    one lodging on one day, and stays in one bed from one day; ``repeats`` says of each other where both stand, and of
    postings of one person that overlap. The claims of a `SubsidyLedger` are held with those that stand by themselves.
    """

    case: Case
    workers: Mapping[WorkerId, Worker] = field(repr=False)
    repeats: tuple[Finding, ...]
    _by_class: Mapping[type[Record], tuple[tuple[str, Record], ...]] = field(repr=False)

    @classmethod
    def of(cls, case: Case) -> Ledger:
        """The ledger of a case."""
        found: dict[type[Record], list[tuple[str, Record]]] = {}
        first: dict[object, str] = {}
        repeats: list[Finding] = []
        for source, record in _given(case):
            key = _key(record)
            if key in first:
                repeats.append(_repeat(record, first[key], source))
                continue
            if key is not None:
                first[key] = source
            found.setdefault(type(record), []).append((source, record))
        programmes = [one for _, one in found.get(TrainingProgramme, ()) if isinstance(one, TrainingProgramme)]
        students = {student.id: student for programme in programmes for student in programme.students}
        return cls(
            case=case,
            workers={**students, **{worker.id: worker for worker in case.workers}},
            repeats=(*repeats, *_overlaps(found.get(StationStaff, ()))),
            by_class={kind: tuple(records) for kind, records in found.items()},
        )

    @property
    def sending(self) -> DivisionCode:
        """The region that people come from."""
        return self.case.campaign.pairing.sending

    @property
    def receiving(self) -> DivisionCode:
        """The region that they go to."""
        return self.case.campaign.pairing.receiving

    def day(self, moment: datetime) -> date:
        """The day of a moment by the clocks of the programme."""
        return moment.astimezone(self.case.campaign.zone).date()

    def parameter(self, name: str, on: date) -> int | None:
        """A whole number of the case's rule book, in force in the sending region on a day; None where none is."""
        context = self.case.book.context(on, self.sending)
        known = name in self.case.book.parameters and context.value(name) is not None
        return context.whole(name) if known else None

    def each(self, kind: type[Kind]) -> tuple[tuple[str, Kind], ...]:
        """The records of a class, each after its place in the files; without one, its kind and id."""
        return cast("tuple[tuple[str, Kind], ...]", self._by_class.get(kind, ()))

    @cached_property
    def recorded(self) -> Recorded:
        """What the case has recorded of people, which claims and aid are held against."""
        programmes = [one for _, one in self.each(TrainingProgramme)]
        enrolled = [one for programme in programmes for one in programme.placements]
        placements = [(_source(self.case, "placement", one.id), one) for one in enrolled]
        rows = {one.worker: source for source, one in reversed(placements)}
        students = [student for programme in programmes for student in programme.students]
        return Recorded.of(
            receiving=self.receiving,
            employers=(employer.id for employer in self.case.employers),
            people=(
                *((_source(self.case, "worker", one.id), one) for one in self.case.workers),
                *((rows.get(one.id, f"student {one.id}"), one) for one in students),
            ),
            spells=self.each(TransferEmployment),
            placements=(*self.each(TrainingPlacement), *placements),
        )

    @cached_property
    def claims(self) -> tuple[JudgedClaim, ...]:
        """Every claim for a subsidy as the rules judge it, by id."""
        given: list[tuple[str, Claim]] = [*self.each(SubsidyClaim), *self.each(EmployerSubsidyClaim)]
        return judge_claims(self.case, self.recorded, given)

    def placements(self) -> Iterator[tuple[str, TrainingPlacement, DivisionCode]]:
        """The students' placements with the division in which each student is registered, each once.

        Those of students registered outside the sending region, or whom the case does not know, are left out: only
        those of the region (怒江籍) are counted.
        """
        given = [*self.each(TrainingPlacement)]
        for _, programme in self.each(TrainingProgramme):
            given += [(_source(self.case, "placement", one.id), one) for one in programme.placements]
        for source, placement in {one.id: (source, one) for source, one in reversed(given)}.values():
            home = self.home(placement.worker)
            if home is not None and home.within(self.sending):
                yield source, placement, home

    def home(self, worker: WorkerId) -> DivisionCode | None:
        """The division in which somebody is registered; None for one whom the case does not know."""
        known = self.workers.get(worker)
        return None if known is None else known.registered


def _given(case: Case) -> Iterator[tuple[str, Record]]:
    """Every record of a case after its place in the files: those of the tables, then the others."""
    for name, attribute in _TABLES.values():
        yield from ((_source(case, name, one.id), one) for one in getattr(case, attribute))
    for position, record in enumerate(case.records, start=1):
        source = str(case.locus("record", str(position))) or _without_place(record, position)
        yield source, record
        if isinstance(record, SubsidyLedger):
            yield from ((f"{source} claims {number}", one) for number, one in enumerate(record.claims, start=1))
            own = enumerate(record.employer_claims, start=1)
            yield from ((f"{source} employer claims {number}", one) for number, one in own)


def _key(record: Record) -> object:
    """What two records of one thing have in common; None where nothing tells that they are of one.

    Claims of workers and of employers share their ids. A person may be posted to a station several times, so a posting
    is told by its days as well. Nobody goes twice with one convoy, arrives twice at one lodging on one day, or lies in
    one bed twice.
    """
    if isinstance(record, Journey):
        return Journey, record.worker, record.convoy
    if isinstance(record, Reception):
        return Reception, record.worker.id, record.lodging, record.arrived_on
    if isinstance(record, Stay):
        return Stay, record.worker, record.lodging, record.room, record.bed, record.period.start
    own = getattr(record, "id", None)
    if own is None:
        return None
    if isinstance(record, StationStaff):
        return StationStaff, own, record.station, record.posted
    return _CLAIMS if isinstance(record, _CLAIMS) else type(record), own


_OF_SOMEBODY: Mapping[type[Record], Text] = {
    Journey: Text("同一次出行", "one journey"),
    Reception: Text("同一次接待", "one reception"),
    Stay: Text("同一次住宿", "one stay"),
}
"""What those records are called that have no id, and are told by whose they are."""


def _repeat(record: Record, first: str, second: str) -> Finding:
    if isinstance(record, Journey | Stay):
        own = str(record.worker)
    elif isinstance(record, Reception):
        own = str(record.worker.id)
    else:
        own = str(getattr(record, "id", ""))
    what = Text("编号 {id} ", "{id}") if type(record) not in _OF_SOMEBODY else Text("{id} 的{thing}", "{thing} of {id}")
    return Finding(
        rule=REPEATED,
        severity=Severity.ERROR,
        subject=own,
        kind=CLAIM if isinstance(record, _CLAIMS) else "record",
        message=Text(
            "{what}登记了两次：{first}、{second}；统计只计第一处",
            "{what} is recorded twice, at {first} and at {second}; figures count the first alone",
        ).format(what=what.format(id=own, thing=_OF_SOMEBODY.get(type(record), NO_TEXT)), first=first, second=second),
        suggestion=Text("删去重复的一条，或改正编号", "take one of them out, or give it its own id"),
    )


def _overlaps(postings: Iterable[tuple[str, Record]]) -> Iterator[Finding]:
    """What is said of each posting that begins before an earlier one of the same person has ended."""
    latest: dict[str, tuple[str, date]] = {}
    own = [(source, one) for source, one in postings if isinstance(one, StationStaff)]
    for source, one in sorted(own, key=lambda each: (each[1].posted.start, each[0])):
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
            )
        if end > covered:
            latest[one.id] = (source, end)


def _without_place(record: Record, position: int) -> str:
    """A further record that no file holds: its place among the case's, from 1, its kind and id, so that it is found."""
    kind, name = record_key(record, position - 1)
    return f"record {position} ({kind})" if name == str(position) else f"record {position} ({kind} {name})"


def _source(case: Case, kind: str, record_id: str) -> str:
    return str(case.locus(kind, record_id)) or f"{kind} {record_id}"

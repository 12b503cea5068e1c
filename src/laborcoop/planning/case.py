"""A case: everything that a bureau holds about one return, as values.

Files are read by `laborcoop.exchange`; a case can as well be built by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Protocol, TypeVar

from attrs import Factory, evolve, field, frozen

from laborcoop.cooperation import Campaign
from laborcoop.employers import Employer, JobPost
from laborcoop.errors import InvalidValue
from laborcoop.journey import Registration
from laborcoop.kernel.display import table
from laborcoop.kernel.divisions import DivisionCode, find_division
from laborcoop.kernel.ids import EmployerId, PlaceId, WorkerId
from laborcoop.kernel.places import Place
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.outreach import EmploymentSquad, RecruitmentFair, ResettlementSite
from laborcoop.people import Worker
from laborcoop.retention import Lodging, WorkStation
from laborcoop.rulebook import Finding, Findings, Locus, RuleBook
from laborcoop.rulebook.finding import NOWHERE, Waiver
from laborcoop.transfer import Convoy

_Kind = TypeVar("_Kind", bound=Record)


@frozen(kw_only=True)
class Merged(Record):
    """A roster row that says again what another row said; ``kept`` is the worker it belongs to."""

    where: Locus
    kept: WorkerId


@frozen(kw_only=True)
class Refused(Record):
    """A roster row that could not become a worker, and why.

    ``subject`` is the id in the data, or one made of its place in the files; ``findings`` hold no personal datum.
    ``person`` is the same for all rows of one person, and the worker's id where another row made a worker of that
    person; each row is a person's of its own unless given.
    """

    subject: str
    where: Locus
    findings: tuple[Finding, ...]
    person: str = field(default=Factory(attrgetter("subject"), takes_self=True))


@frozen(kw_only=True)
class Intake(Record):
    """What became of every row of the rosters: rows = workers + merged + refused (one row for each worker).

    ``workers`` gives the place in the files of the row that each worker was read from. ``unread`` are the names of the
    files that could not be read: how many rows they have is not known, and none is counted.

    Raises:
        InvalidValue: the rows do not add up: one is lost.
    """

    rows: int
    workers: Mapping[WorkerId, Locus] = field(hash=False, repr=False)
    merged: tuple[Merged, ...] = field(default=(), repr=False)
    refused: tuple[Refused, ...] = field(default=(), repr=False)
    unread: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.rows != len(self.workers) + len(self.merged) + len(self.refused):
            raise InvalidValue(
                Text(
                    "花名册的行数对不上：{rows} 行 ≠ 采用 {workers} 行 + 重复 {merged} 行 + 退回 {refused} 行",
                    "a roster row is lost: {rows} rows, but {workers} workers, {merged} merged, {refused} refused",
                ).format(rows=self.rows, workers=len(self.workers), merged=len(self.merged), refused=len(self.refused))
            )

    def __repr__(self) -> str:
        """Counts only."""
        parts = f"{len(self.workers)} workers, {len(self.merged)} merged, {len(self.refused)} refused"
        unread = f", {len(self.unread)} unread files" if self.unread else ""
        return f"<Intake: {self.rows} rows, {parts}{unread}>"

    @property
    def persons(self) -> int:
        """The persons that the rosters name: workers, and those of whom every row is refused."""
        return len(self.workers) + self.refused_persons

    @property
    def repeated(self) -> int:
        """The rows that name somebody once more: rows = persons + repeated, merged or refused."""
        return self.rows - self.persons

    @property
    def refused_persons(self) -> int:
        """The persons of whom every row is refused, each counted once; workers are not among them."""
        return len({row.person for row in self.refused} - set(self.workers))


@frozen(kw_only=True)
class Case(Record):
    """One campaign with all its records.

    ``on`` is the day on which the plan is made. ``findings`` are what was wrong in the files; `laborcoop.check` adds
    what the rules say about the records. ``records`` are further ones that rules look at, of any class: contracts, the
    permit of a fair, a departure check. ``crew_counts`` and the like are parameters of the ``book``.

    ``where`` gives the place in the files that a record was read from, under its kind and id, since ids are unique
    within a kind only: ``worker:W-01``, ``employer:E-01``, ``post:P-01``, ``place:…``, ``convoy:…``, ``vehicle:…``,
    ``leg:…``, ``driver:…`` (where first named), ``lodging:…``, ``fair:…``, ``site:…``, ``squad:…``, ``cadre:…``,
    ``station:…``; parts of a record under both ids: ``stop:LEG/1``, ``room:LODGING/ROOM``, ``booth:FAIR/EMPLOYER``,
    ``waiver:RULE/SUBJECT``; a further record under its place from 1, ``record:1``. Records read from tables of deeds
    are also under a place of their own: ``transfer:WORKER/DAY``, ``reception:WORKER/DAY``, ``journey:CONVOY/WORKER``,
    ``school:…``, ``placement:…``. ``columns`` gives the letter of a field's column, by kind and field.

    Raises:
        InvalidValue: two records of one kind share an id, or a worker does not have exactly one registration.
    """

    id: str
    name: Text
    note: Text
    synthetic: bool
    on: date
    campaign: Campaign
    book: RuleBook
    workers: tuple[Worker, ...] = ()
    registrations: tuple[Registration, ...] = ()
    intake: Intake
    employers: tuple[Employer, ...] = ()
    posts: tuple[JobPost, ...] = ()
    places: tuple[Place, ...] = ()
    convoys: tuple[Convoy, ...] = ()
    lodgings: tuple[Lodging, ...] = ()
    stations: tuple[WorkStation, ...] = ()
    fairs: tuple[RecruitmentFair, ...] = ()
    sites: tuple[ResettlementSite, ...] = ()
    squads: tuple[EmploymentSquad, ...] = ()
    records: tuple[Record, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    findings: Findings = field(factory=lambda: Findings(()))
    where: Mapping[str, Locus] = field(factory=dict, hash=False)
    columns: Mapping[str, Mapping[str, str]] = field(factory=dict, hash=False)

    def __attrs_post_init__(self) -> None:
        kinds: dict[str, Iterable[_Record]] = {
            "worker": self.workers,
            "employer": self.employers,
            "post": self.posts,
            "place": self.places,
            "convoy": self.convoys,
            "leg": [leg for convoy in self.convoys for leg in convoy.legs],
            "lodging": self.lodgings,
            "station": self.stations,
            "fair": self.fairs,
            "site": self.sites,
            "squad": self.squads,
        }
        twice = sorted(
            f"{kind} {record_id}"
            for kind, records in kinds.items()
            for record_id in _repeated(record.id for record in records)
        )
        registered = [registration.worker for registration in self.registrations]
        unmatched = {*_repeated(registered), *(set(registered) ^ {worker.id for worker in self.workers})}
        if twice or unmatched:
            raise InvalidValue(
                Text(
                    "案例不一致：重复的编号 {twice}；没有唯一登记的人员 {unmatched}",
                    "the case is not sound: ids used twice: {twice}; not exactly one registration: {unmatched}",
                ).format(twice=twice or "-", unmatched=sorted(unmatched) or "-")
            )

    def __repr__(self) -> str:
        """Counts only."""
        return (
            f"<Case {self.id}: {len(self.workers)} workers, {len(self.posts)} posts, {len(self.convoys)} convoys, "
            f"{len(self.findings)} findings in the files>"
        )

    def _repr_html_(self) -> str:
        """The case as a notebook shows it: how many records of each kind it has, and of findings in its files."""
        counted = (
            (Text("务工人员", "workers"), self.workers),
            (Text("用人单位", "employers"), self.employers),
            (Text("岗位", "posts"), self.posts),
            (Text("批次", "convoys"), self.convoys),
            (Text("其他记录", "further records"), self.records),
            (Text("文件中的问题", "findings in the files"), self.findings),
        )
        caption = Text("{name}（{on}）", "{name} ({on})").format(name=self.name, on=self.on)
        return table(caption, (), [(title, len(records)) for title, records in counted])

    def locus(self, kind: str, record_id: str, path: str = "") -> Locus:
        """Where a record, or one of its fields, stands in the files; an empty place if it was not read from a file."""
        where = self.where.get(f"{kind}:{record_id}", NOWHERE)
        letter = self.columns.get(kind, {}).get(path.rpartition(".")[2], "")
        return evolve(where, column=letter) if letter and where is not NOWHERE else where

    def worker(self, worker_id: WorkerId | str) -> Worker | None:
        """The worker of this id; None where the case has none."""
        return next((worker for worker in self.workers if worker.id == worker_id), None)

    def records_of(self, kind: type[_Kind]) -> Iterator[_Kind]:
        """The further records of a class, in their order."""
        return (record for record in self.records if isinstance(record, kind))

    def stopped_legs(self) -> frozenset[str]:
        """The ids of the legs that do not run: a finding leaves each of them out."""
        return frozenset(found.subject for found in self.findings.excluding() if found.kind == "leg")

    def employer(self, employer_id: EmployerId | None) -> Employer | None:
        """The employer of this id; None where the case has none."""
        return next((employer for employer in self.employers if employer.id == employer_id), None)

    def place(self, place_id: PlaceId) -> Place | None:
        """The place of this id; None where the case has none."""
        return self._places.get(place_id)

    @cached_property
    def _places(self) -> Mapping[PlaceId, Place]:
        return {place.id: place for place in self.places}

    def region_of(self, place_id: PlaceId) -> DivisionCode | None:
        """The division that a place lies in, whose rules hold there; None where it is not known."""
        place = self.place(place_id)
        return None if place is None else place.division

    def hub_name(self, hub: str) -> Text:
        """What a hub is called: the prefecture that its places lie in; its key where that is not known.

        Where several hubs lie in one prefecture their counties tell them apart, or their keys where those do not.
        """
        named = {key: self._prefecture_of(key) for key in {place.hub for place in self.places if place.hub}}
        name = named.get(hub)
        if name is None:
            return Text.same(hub)
        counties = [self._counties_of(key) for key, other in named.items() if other == name]
        if len(counties) == 1:
            return name
        own = self._counties_of(hub)
        told = own if own and counties.count(own) == 1 else hub
        return Text("{name}（{told}）", "{name} ({told})").format(name=name, told=told)

    def _counties_of(self, hub: str) -> tuple[Text, ...]:
        codes = sorted({place.division for place in self.places if place.hub == hub and place.division})
        return tuple(county.short_name for county in map(find_division, codes) if county is not None)

    def _prefecture_of(self, hub: str) -> Text | None:
        codes = sorted({place.division.prefecture for place in self.places if place.hub == hub and place.division})
        known = (find_division(code) for code in codes)
        return next((division.short_name for division in known if division is not None), None)


class _Record(Protocol):
    @property
    def id(self) -> str: ...


def _repeated(ids: Iterable[str]) -> list[str]:
    return sorted(record_id for record_id, times in Counter(ids).items() if times > 1)

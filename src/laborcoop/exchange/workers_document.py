"""workers.json as classes: the workers that rosters came to, with what each registered for."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from attrs import field, frozen

from laborcoop.exchange.entries import Entry, IntakeEntry, WhereEntry, check_masked
from laborcoop.exchange.masking import shown, shown_birth
from laborcoop.exchange.plan_document import intake_entry
from laborcoop.exchange.plan_json import read_text
from laborcoop.exchange.roster import RosterResult
from laborcoop.exchange.structuring import read_document, write_document
from laborcoop.journey import Registration
from laborcoop.journey.registration import OtherTrip
from laborcoop.kernel.text import Text
from laborcoop.people import Flag, Worker

FORMAT = "laborcoop-workers"
VERSION = 1


@frozen(kw_only=True)
class FlagEntry(Entry):
    """A property of a person with its source and the day it was true."""

    kind: Annotated[str, Text("类别", "kind")]
    as_of: Annotated[date, Text("统计日期", "as of")]
    source: Annotated[str, Text("来源", "source")]

    @classmethod
    def of(cls, flag: Flag) -> FlagEntry:
        """The entry of a flag."""
        return cls(kind=flag.kind.value, as_of=flag.as_of, source=flag.source)


@frozen(kw_only=True)
class TripEntry(Entry):
    """Another trip that the worker is booked on."""

    depart: Annotated[datetime, Text("出发", "departure")]
    arrive: Annotated[datetime, Text("到达", "arrival")]

    @classmethod
    def of(cls, trip: OtherTrip) -> TripEntry:
        """The entry of a trip."""
        return cls(depart=trip.depart, arrive=trip.arrive)


@frozen(kw_only=True)
class RegistrationEntry(Entry):
    """What a worker registered for."""

    purpose: Annotated[str, Text("返岗或新增", "return or new placement")]
    employer: Annotated[str | None, Text("企业编号", "id of the employer")]
    employer_as_written: Annotated[str, Text("花名册所写的企业", "employer as the roster writes it")]
    boarding: Annotated[str | None, Text("上车地点编号", "id of the stop")]
    boarding_as_written: Annotated[str, Text("花名册所写的上车点", "stop as the roster writes it")]
    batches: Annotated[tuple[str, ...], Text("批次编号", "ids of the convoys that suit")]
    available_from: Annotated[date | None, Text("可出发日期", "not before this day")]
    available_until: Annotated[date | None, Text("最晚出发", "not after this day")]
    together: Annotated[str | None, Text("同行编号", "travels together")]
    accepts_other: Annotated[bool, Text("服从调剂", "takes another post")]
    lowest_wage: Annotated[Decimal | None, Text("期望月工资（元）", "lowest wage, yuan a month")]
    willing: Annotated[bool, Text("自愿外出", "wants to go")]
    other_trip: Annotated[TripEntry | None, Text("已购车票", "another trip")]

    @classmethod
    def of(cls, given: Registration) -> RegistrationEntry:
        """The entry of a registration."""
        return cls(
            purpose=given.purpose.value,
            employer=given.employer,
            employer_as_written=given.employer_as_written,
            boarding=given.boarding,
            boarding_as_written=given.boarding_as_written,
            batches=tuple(sorted(given.batches)),
            available_from=given.available_from,
            available_until=given.available_until,
            together=given.together,
            accepts_other=given.accepts_other,
            lowest_wage=given.lowest_wage,
            willing=given.willing,
            other_trip=TripEntry.of(given.other_trip) if given.other_trip else None,
        )


@frozen(kw_only=True)
class WorkerEntry(Entry):
    """One worker; ``born`` is None in a masked document, for the birth date is part of the number."""

    id: Annotated[str, Text("人员编号", "id of the worker")]
    name: Annotated[str, Text("姓名", "name")] = field(repr=False)
    number: Annotated[str, Text("身份证号码", "resident number")] = field(repr=False)
    born: Annotated[date | None, Text("出生日期", "birth date")] = field(repr=False)
    phone: Annotated[str | None, Text("联系电话", "phone")] = field(repr=False)
    sex: Annotated[str, Text("性别", "sex")]
    registered: Annotated[str, Text("户籍县区划代码", "division of household registration")]
    village: Annotated[str, Text("村", "village")]
    site: Annotated[str | None, Text("安置点编号", "id of the resettlement site")]
    education: Annotated[str | None, Text("文化程度", "education")]
    skills: Annotated[tuple[str, ...], Text("技能", "skills")]
    flags: Annotated[tuple[FlagEntry, ...], Text("身份标识", "flags")]
    card_valid_until: Annotated[date | None, Text("证件有效期至", "card valid until")]
    where: Annotated[WhereEntry, Text("花名册中的位置", "place in the rosters")]
    registration: Annotated[RegistrationEntry, Text("登记", "registration")]


@frozen(kw_only=True)
class WorkersDocument(Entry):
    """workers.json. ``masked`` says whether names, numbers and phones are masked.

    Raises:
        InvalidValue: it says that it is masked, and a whole resident number stands in one of its texts.
    """

    format: Annotated[Literal["laborcoop-workers"], Text("格式", "format")] = "laborcoop-workers"
    version: Annotated[Literal[1], Text("版本", "version")] = 1
    masked: Annotated[bool, Text("姓名、号码、电话已遮蔽", "names, numbers and phones are masked")]
    intake: Annotated[IntakeEntry, Text("花名册", "rosters")]
    workers: Annotated[tuple[WorkerEntry, ...], Text("人员", "workers")]

    def __attrs_post_init__(self) -> None:
        if self.masked:
            check_masked(self)

    def __repr__(self) -> str:
        """Counts only."""
        return f"<WorkersDocument: {len(self.workers)} workers>"


def workers_document(result: RosterResult, *, reveal: bool = False) -> WorkersDocument:
    """The document of what rosters came to, the workers by id.

    Args:
        result: what was read.
        reveal: whether names, numbers, birth dates and phones stand in it; masked unless asked for.
    """
    pairs = zip(result.workers, result.registrations, strict=True)
    return WorkersDocument(
        masked=not reveal,
        intake=intake_entry(result.intake),
        workers=tuple(
            _worker(worker, registration, WhereEntry.of(result.intake.workers[worker.id]), reveal=reveal)
            for worker, registration in pairs
        ),
    )


def _worker(worker: Worker, registration: Registration, where: WhereEntry, *, reveal: bool) -> WorkerEntry:
    return WorkerEntry(
        id=worker.id,
        name=shown(worker.name, reveal=reveal),
        number=shown(worker.number, reveal=reveal),
        born=shown_birth(worker, reveal=reveal),
        phone=shown(worker.phone, reveal=reveal) if worker.phone else None,
        sex=worker.sex.value,
        registered=str(worker.registered),
        village=worker.village,
        site=worker.site,
        education=worker.education.value if worker.education else None,
        skills=tuple(sorted(worker.skills)),
        flags=tuple(FlagEntry.of(flag) for flag in worker.flags),
        card_valid_until=worker.card_valid_until,
        where=where,
        registration=RegistrationEntry.of(registration),
    )


def workers_json(document: WorkersDocument) -> str:
    """The document as JSON text: sorted keys, the same bytes for the same document.

    Raises:
        DocumentError: a text in it cannot be written as JSON.
    """
    return write_document(document)


def read_workers_document(source: Path | str) -> WorkersDocument:
    """Read workers.json: from the file if ``source`` is a `Path`, else ``source`` is the text; nothing is coerced.

    Raises:
        DocumentError: it cannot be read; with every fault and its path.
    """
    text = read_text(source) if isinstance(source, Path) else source
    return read_document(text, WorkersDocument, FORMAT, VERSION)

"""What was done: spells of work, receptions, journeys, students. They are records of the case, for figures to count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import chain

from attrs import evolve

from laborcoop.cooperation import Pairing, TransferEmployment
from laborcoop.errors import InvalidValue
from laborcoop.exchange.case import columns as c
from laborcoop.exchange.case import tables
from laborcoop.exchange.case.desk import Desk
from laborcoop.exchange.case.grouping import both
from laborcoop.exchange.case.rows import rows_of
from laborcoop.exchange.case.table import Row, Table
from laborcoop.journey import Journey
from laborcoop.journey.journey import JourneyEnd
from laborcoop.kernel.identity import ResidentNumber
from laborcoop.kernel.ids import ConvoyId, EmployerId, LodgingId, PlacementId, SchoolId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.people import Flag, FlagKind, Worker
from laborcoop.planning.one_person import same_persons
from laborcoop.planning.renamed import workers_in
from laborcoop.retention import Reception, ReceptionItem
from laborcoop.rulebook import Locus
from laborcoop.training import Recommendation, TrainingPlacement, TrainingProgramme, TrainingSchool

Placed = tuple[Record, Locus]
"""A record and its place in the files."""


def read_deeds(desk: Desk, workers: Iterable[Worker], pairing: Pairing, on: date) -> tuple[Placed, ...]:
    """Every record of these tables, by table and id; employers, convoys and lodgings must have been read.

    A spell of somebody who is in no roster gives the registered division itself; receptions are of workers of the
    rosters. A student of the rosters may be named there by either id.
    """
    own = {worker.id: worker for worker in workers}
    taught = tuple(_programme(desk, pairing, on))
    same = same_persons(own.values(), chain.from_iterable(workers_in(record) for record, _ in taught))
    known = {**{one.other.id: one.kept for one in same if one.kept.id in own}, **own}
    return (
        *_each(desk, tables.TRANSFERS, lambda row: _transfer(row, known)),
        *_each(desk, tables.RECEPTIONS, lambda row: _reception(row, known)),
        *_each(desk, tables.JOURNEYS, _journey),
        *taught,
    )


def _each(desk: Desk, table: Table, make: Callable[[Row], Record]) -> Iterator[Placed]:
    rows = sorted(rows_of(table, desk), key=lambda row: row.key)
    made = ((desk.made(row, make), row.where) for row in rows)
    return ((record, where) for record, where in made if record is not None)


def _transfer(row: Row, known: Mapping[WorkerId, Worker]) -> TransferEmployment:
    worker = WorkerId(row[c.Transfer.WORKER])
    registered = row.get(c.Transfer.REGISTERED)
    return TransferEmployment(
        worker=worker,
        registered=_worker(worker, known).registered if registered is None else registered,
        division=row[c.Transfer.DIVISION],
        period=Period(row[c.Transfer.START], row.get(c.Transfer.LEFT_ON)),
        employer=_employer(row.get(c.Transfer.EMPLOYER)),
        organised=row.get(c.Transfer.ORGANISED),
    )


def _reception(row: Row, known: Mapping[WorkerId, Worker]) -> Reception:
    arrived, left = row[c.Reception.ARRIVED_ON], row.get(c.Reception.LEFT_ON)
    given = row.get(c.Reception.SERVICES) or frozenset()
    # The way to the post is given on the day of leaving, the others from the first day on.
    days = {item: left or arrived if item is ReceptionItem.DELIVERY_TO_POST else arrived for item in ReceptionItem}
    return Reception(
        worker=_worker(WorkerId(row[c.Reception.WORKER]), known),
        arrived_on=arrived,
        lodging=LodgingId(row[c.Reception.LODGING]),
        left_on=left,
        done={item: days[item] for item in ReceptionItem if item in given},
    )


def _worker(worker: WorkerId, known: Mapping[WorkerId, Worker]) -> Worker:
    if worker not in known:
        raise InvalidValue(
            Text("花名册中没有人员 {worker}", "no roster has a worker {worker}").format(worker=worker),
        )
    return known[worker]


def _employer(named: str | None) -> EmployerId | None:
    return None if named is None else EmployerId(named)


def _journey(row: Row) -> Journey:
    how, at = row.get(c.Journey.END), row.get(c.Journey.ENDED_AT)
    if (how is None) != (at is None):
        raise InvalidValue(Text("未到厂要同时写明原因和时间", "how a journey ended and when must be given together"))
    return Journey(
        worker=WorkerId(row[c.Journey.WORKER]),
        convoy=ConvoyId(row[c.Journey.CONVOY]),
        registered_at=row[c.Journey.REGISTERED_AT],
        left_home_at=row.get(c.Journey.LEFT_HOME_AT),
        boarded_at=row.get(c.Journey.BOARDED_AT),
        arrived_at=row.get(c.Journey.ARRIVED_AT),
        received_at=row.get(c.Journey.RECEIVED_AT),
        entered_factory_at=row.get(c.Journey.ENTERED_FACTORY_AT),
        end=None if how is None or at is None else JourneyEnd(at=at, how=how),
    )


def _programme(desk: Desk, pairing: Pairing, on: date) -> Iterator[Placed]:
    """The one programme of the schools and their students; none without students."""
    schools = tuple(desk.each(sorted(rows_of(tables.SCHOOLS, desk), key=lambda row: row.key), _school))
    rows = sorted(rows_of(tables.STUDENTS, desk), key=lambda row: row.key)
    enrolled = desk.each(rows, lambda row: (_student(row, on), _placement(row)))
    students: dict[WorkerId, Worker] = {}
    for student, _ in enrolled:
        before = students.setdefault(student.id, student)
        # Who changed school has several rows, and one of them says it of all.
        students[student.id] = evolve(before, flags=before.flags or student.flags)

    def programme(_: Row) -> TrainingProgramme:
        return TrainingProgramme(
            pairing=pairing,
            schools=schools,
            students=tuple(students.values()),
            placements=tuple(placement for _, placement in enrolled),
        )

    made = desk.made(rows[0], programme) if enrolled else None
    if made is not None:
        yield made, Locus(rows[0].where.file, rows[0].where.sheet)


def _school(row: Row) -> TrainingSchool:
    return TrainingSchool(
        id=SchoolId(row.key), name=both(row, c.School.NAME, c.School.NAME_EN), division=row[c.School.DIVISION]
    )


def _student(row: Row, on: date) -> Worker:
    number = ResidentNumber.parse(row[c.Student.NUMBER], on + timedelta(days=1))
    as_of = row.get(c.Student.OUT_OF_POVERTY)
    poor = () if as_of is None else (Flag(kind=FlagKind.OUT_OF_POVERTY, as_of=as_of, source=row.where.file),)
    return Worker(
        id=WorkerId(row[c.Student.WORKER]),
        name=row[c.Student.NAME],
        sex=row[c.Student.SEX],
        number=number,
        born=number.birth_date,
        registered=row[c.Student.REGISTERED],
        flags=poor,
    )


def _placement(row: Row) -> TrainingPlacement:
    return TrainingPlacement(
        id=PlacementId(row.key),
        worker=WorkerId(row[c.Student.WORKER]),
        school=SchoolId(row[c.Student.SCHOOL]),
        programme=row[c.Student.PROGRAMME],
        enrolled_on=row[c.Student.ENROLLED_ON],
        graduated_on=row.get(c.Student.GRADUATED_ON),
        left_on=row.get(c.Student.LEFT_ON),
        recommendations=_recommended(row),
    )


def _recommended(row: Row) -> tuple[Recommendation, ...]:
    employer, on = row.get(c.Student.EMPLOYER), row.get(c.Student.RECOMMENDED_ON)
    if (employer is None) != (on is None):
        raise InvalidValue(Text("推荐要同时写明企业和日期", "a recommendation must have its employer and its day"))
    if employer is None or on is None:
        return ()
    return (Recommendation(employer=EmployerId(employer), on=on, accepted=row.get(c.Student.ACCEPTED)),)

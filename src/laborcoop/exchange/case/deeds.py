"""What was done: spells of work, receptions, journeys; with the students, records of the case for figures to count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import chain

from laborcoop.cooperation import Pairing, TransferEmployment
from laborcoop.errors import InvalidValue
from laborcoop.exchange.case import columns as c
from laborcoop.exchange.case import tables
from laborcoop.exchange.case.desk import Desk
from laborcoop.exchange.case.rows import rows_of
from laborcoop.exchange.case.students import read_programme
from laborcoop.exchange.case.table import Row, Table
from laborcoop.exchange.roster import RosterResult
from laborcoop.journey import Journey
from laborcoop.journey.journey import JourneyEnd
from laborcoop.kernel.ids import ConvoyId, EmployerId, LodgingId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.people import Worker
from laborcoop.planning.one_person import same_persons
from laborcoop.planning.renamed import workers_in
from laborcoop.retention import Reception, ReceptionItem
from laborcoop.rulebook import Locus

Placed = tuple[Record, Locus]
"""A record and its place in the files."""


def read_deeds(desk: Desk, people: RosterResult, pairing: Pairing, on: date) -> tuple[Placed, ...]:
    """Every record of these tables, by table and id; employers, convoys and lodgings must have been read.

    A spell of somebody who is in no roster gives the registered division itself; receptions are of workers of the
    rosters, journeys of these and of students. Whoever has several ids in the rosters, or there and as a student, may
    be named by each of them.
    """
    own = {worker.id: worker for worker in people.workers}
    second = {name: (one.same.kept, one.where) for name, one in desk.second_ids.items()}
    listed = {**second, **{name: (one, people.intake.workers[name]) for name, one in own.items()}}
    taught = tuple(read_programme(desk, listed, pairing, on))
    students = {one.id: one for record, _ in taught for one in workers_in(record)}
    same = same_persons(own.values(), chain.from_iterable(workers_in(record) for record, _ in taught))
    of_students = {one.other.id: one.kept for one in same if one.kept.id in own}
    known = {**of_students, **{name: one for name, (one, _) in listed.items()}}
    travelling = {**students, **known}
    return (
        *_each(desk, tables.TRANSFERS, lambda row: _transfer(row, known)),
        *_each(desk, tables.RECEPTIONS, lambda row: _reception(row, known)),
        *_each(desk, tables.JOURNEYS, lambda row: _journey(row, travelling)),
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


def _journey(row: Row, known: Mapping[WorkerId, Worker]) -> Journey:
    how, at = row.get(c.Journey.END), row.get(c.Journey.ENDED_AT)
    if (how is None) != (at is None):
        raise InvalidValue(Text("未到厂要同时写明原因和时间", "how a journey ended and when must be given together"))
    return Journey(
        worker=_worker(WorkerId(row[c.Journey.WORKER]), known).id,
        convoy=ConvoyId(row[c.Journey.CONVOY]),
        registered_at=row[c.Journey.REGISTERED_AT],
        left_home_at=row.get(c.Journey.LEFT_HOME_AT),
        boarded_at=row.get(c.Journey.BOARDED_AT),
        arrived_at=row.get(c.Journey.ARRIVED_AT),
        received_at=row.get(c.Journey.RECEIVED_AT),
        entered_factory_at=row.get(c.Journey.ENTERED_FACTORY_AT),
        end=None if how is None or at is None else JourneyEnd(at=at, how=how),
    )

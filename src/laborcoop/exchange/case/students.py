"""The schools and their students: one programme of a case, in which each id of a student is of one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from attrs import evolve, frozen

from laborcoop.cooperation import Pairing
from laborcoop.errors import InvalidValue
from laborcoop.exchange.case import columns as c
from laborcoop.exchange.case import tables
from laborcoop.exchange.case.desk import Desk
from laborcoop.exchange.case.grouping import both
from laborcoop.exchange.case.notices import ROW_LEFT_OUT
from laborcoop.exchange.case.rows import rows_of
from laborcoop.exchange.case.table import Row
from laborcoop.kernel.identity import ResidentNumber
from laborcoop.kernel.ids import EmployerId, PlacementId, SchoolId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.people import Flag, FlagKind, Worker
from laborcoop.people.one_person import identity_of, name_as_compared
from laborcoop.rulebook import Locus
from laborcoop.training import Recommendation, TrainingPlacement, TrainingProgramme, TrainingSchool

Known = Mapping[WorkerId, tuple[Worker, Locus]]
"""The workers of the rosters by id, each with its place."""


@frozen(kw_only=True)
class _Enrolled:
    """A row of the students: who, and the placement."""

    row: Row
    student: Worker
    placement: TrainingPlacement

    @property
    def where(self) -> Locus:
        return self.row.where


def read_programme(desk: Desk, known: Known, pairing: Pairing, on: date) -> Iterator[tuple[TrainingProgramme, Locus]]:
    """The one programme of the schools and their students, with its place; none without students."""
    schools = tuple(desk.each(sorted(rows_of(tables.SCHOOLS, desk), key=lambda row: row.key), _school))
    rows = sorted(rows_of(tables.STUDENTS, desk), key=lambda row: row.key)
    enrolled = _of_one_person_each(desk, desk.each(rows, lambda row: _enrolled(row, on)), known)
    students: dict[WorkerId, Worker] = {}
    for one in enrolled:
        before = students.setdefault(one.student.id, one.student)
        # Who changed school has several rows, and one of them says it of all.
        students[one.student.id] = evolve(before, flags=before.flags or one.student.flags)

    def programme(_: Row) -> TrainingProgramme:
        return TrainingProgramme(
            pairing=pairing,
            schools=schools,
            students=tuple(students.values()),
            placements=tuple(one.placement for one in enrolled),
        )

    made = desk.made(rows[0], programme) if enrolled else None
    if made is not None:
        yield made, Locus(rows[0].where.file, rows[0].where.sheet)


def _of_one_person_each(desk: Desk, enrolled: Iterable[_Enrolled], known: Known) -> list[_Enrolled]:
    """The rows without those whose id is another person's too, by number: whose they are cannot be told."""
    by_id: dict[WorkerId, list[_Enrolled]] = {}
    for one in enrolled:
        by_id.setdefault(one.student.id, []).append(one)
    kept = [one for worker, own in by_id.items() for one in _sure(desk, own, known.get(worker))]
    return sorted(kept, key=lambda one: one.placement.id)


def _sure(desk: Desk, own: Sequence[_Enrolled], worker: tuple[Worker, Locus] | None) -> list[_Enrolled]:
    """Of the rows of one id those that are surely of one person: of the worker who has it, else of each other."""
    others = [worker] if worker is not None else [(one.student, one.where) for one in own]
    sure: list[_Enrolled] = []
    for one in own:
        apart = next((where for other, where in others if _number(other) != _number(one.student)), None)
        if apart is None:
            sure.append(one)
        else:
            desk.report_cell("CF-24", one.row, c.Student.WORKER, key=one.student.id, other=apart, then=ROW_LEFT_OUT)
            desk.lose(one.row)
    if sure:
        kept, where = worker or others[0]
        for one in sure:
            if name_as_compared(one.student.name) != name_as_compared(kept.name):
                desk.report_cell("CF-25", one.row, c.Student.NAME, other=where)
            if one.student.registered != kept.registered:
                desk.report_cell("CF-25", one.row, c.Student.REGISTERED, other=where)
    return sure


def _number(worker: Worker) -> str:
    return identity_of(worker.number, worker.born)


def _enrolled(row: Row, on: date) -> _Enrolled:
    return _Enrolled(row=row, student=_student(row, on), placement=_placement(row))


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

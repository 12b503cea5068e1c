"""records.json: further records of a case, of any class, for the rules that no table feeds."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from attrs import evolve, fields

from laborcoop.errors import DocumentError
from laborcoop.exchange.case.desk import Desk
from laborcoop.exchange.case.named import known_ids, names_nobody
from laborcoop.exchange.case.second_ids import SecondIds
from laborcoop.exchange.case.toml import RECORDS_FILE
from laborcoop.exchange.plan_json import read_text
from laborcoop.exchange.private import hidden, public_id
from laborcoop.exchange.records.document import read_each_record
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import NO_TEXT, Text
from laborcoop.planning.case import Case
from laborcoop.rulebook import Findings, Locus
from laborcoop.training import TrainingProgramme

_NOUN = Text("附加记录", "further record")


def with_further_records(case: Case, path: Path, desk: Desk) -> Case:
    """The case with the records of its records.json after those of its tables; whatever cannot be read is reported.

    One that says again all that one before it says is used once, and one that names what the case does not have is
    left out. Where a record holds one of the case's, a leg or a worker, the id of it is enough.
    """
    found = list(desk.findings)
    read: list[tuple[Record, Locus]] = []
    first = {record: case.locus("record", str(position)) for position, record in enumerate(case.records, start=1)}
    try:
        given = read_each_record(read_text(path), _records(case, desk.second_ids))
    except DocumentError as error:
        for fault in error.faults or (error.text,):
            desk.report("CF-21", Locus(RECORDS_FILE), fault=fault)
        given = []
    for one in given:
        place = Locus(RECORDS_FILE, column=one.path)
        for fault in one.faults:
            desk.report("CF-22", place, fault=fault)
        for name in one.unknown:
            desk.report("CF-03", place, name=name, hint=NO_TEXT)
        if one.record is not None:
            telling = _telling(one.record, desk.salt)
            for name in telling:
                desk.report("CF-20", place, noun=_NOUN, column=name)
            record = _with(one.record, telling)
            if record in first:
                named = hidden(str(getattr(record, "id", type(record).__name__)))
                desk.report("CF-23", place, noun=_NOUN, key=named, first=first[record])
                continue
            first[record] = place
            read.append((record, place))
    known = known_ids(case, desk, (record for record, _ in read))
    read = [(record, place) for record, place in read if not names_nobody(record, place, known, desk)]
    where = {f"record:{number}": place for number, (_, place) in enumerate(read, start=len(case.records) + 1)}
    told = Findings.of(desk.findings[len(found) :])
    records = (*case.records, *(record for record, _ in read))
    return evolve(case, records=records, where={**case.where, **where}, findings=case.findings + told)


def _records(case: Case, second: SecondIds) -> Iterable[Record]:
    """The case's own records that an id may stand for, workers also by their other ids."""
    legs = (leg for convoy in case.convoys for leg in convoy.legs)
    vehicles = (leg.vehicle for convoy in case.convoys for leg in convoy.legs)
    programmes = list(case.records_of(TrainingProgramme))
    kinds = (case.workers, case.employers, case.posts, case.convoys, case.lodgings, case.stations, case.fairs)
    taught = (part for one in programmes for part in (*one.students, *one.placements))
    again = (evolve(one.same.kept, id=name) for name, one in second.items())
    return chain(*kinds, case.sites, case.squads, legs, vehicles, taught, again)


def _with(record: Any, telling: dict[str, object]) -> Any:  # noqa: ANN401 - a record of any class
    return evolve(record, **telling) if telling else record


def _telling(record: Any, salt: str) -> dict[str, object]:  # noqa: ANN401 - a record of any class
    """What stands for the fields that findings may show and that hold a resident number or a phone, by field.

    It is the same keyed hash as in the tables of the case.
    """
    shown = {each.alias: getattr(record, each.name) for each in fields(type(record)) if each.repr}
    hashed = {name: _hashed(value, salt) for name, value in shown.items()}
    return {name: value for name, value in hashed.items() if value != shown[name]}


def _hashed(value: object, salt: str) -> object:
    if isinstance(value, str):
        return public_id("W", salt, value)
    if isinstance(value, (tuple, frozenset)):
        return type(value)(_hashed(item, salt) for item in value)
    if isinstance(value, Record):
        return _with(value, _telling(value, salt))
    return value

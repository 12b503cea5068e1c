"""Records of people as the same with other ids: which fields name or hold somebody, their annotations say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from attrs import evolve, fields, has

from laborcoop.errors import InvalidValue
from laborcoop.kernel.field_kinds import FieldKind, field_kinds, kind_of
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.record import Record
from laborcoop.people import Worker

Ids = Mapping[WorkerId, WorkerId]
Persons = Mapping[WorkerId, Worker]


def workers_in(value: object) -> Iterator[Worker]:
    """Everybody whose record a value is or holds."""
    if isinstance(value, Worker):
        yield value
    elif isinstance(value, Record):
        kind: type = type(value)
        for name, _ in _fields(kind, Worker):
            yield from workers_in(getattr(value, name))
    elif isinstance(value, tuple | frozenset | Mapping):
        for part in (*value, *value.values()) if isinstance(value, Mapping) else value:
            yield from workers_in(part)


def renamed(record: Record, ids: Ids, persons: Persons) -> Record:
    """A record with new ids for people and, of those among ``persons``, with the record given there.

    One that cannot hold two of its people as one (an outcome that placed the one and left out the other) stays.
    """
    try:
        same: Record = _record(record, ids, persons)
    except InvalidValue:
        return record
    return same


def _record(record: Any, ids: Ids, persons: Persons) -> Any:  # noqa: ANN401 - a record of any class, and one of it
    if isinstance(record, Worker):
        return persons.get(ids.get(record.id, record.id), record)
    kind: type = type(record)
    changed: dict[str, object] = {}
    for name, hint in _fields(kind, WorkerId):
        before = getattr(record, name)
        after = _value(before, hint, ids, persons)
        if after != before:
            changed[getattr(fields(kind), name).alias] = after
    return evolve(record, **changed) if changed else record


def _value(value: Any, hint: Any, ids: Ids, persons: Persons) -> Any:  # noqa: ANN401 - whatever a field may hold
    """A value of a field as its annotation says: elsewhere the same text may be an id of something else."""
    if not _reaches(hint, WorkerId, frozenset()):
        return value
    if get_origin(hint) in {Union, UnionType}:
        hint = next(part for part in get_args(hint) if kind_of(part).allows(value))
    if hint is WorkerId:
        return ids.get(value, value)
    if isinstance(value, Record):
        return _record(value, ids, persons)
    parts = get_args(hint)
    if isinstance(value, Mapping):
        key, item = parts
        return {_value(k, key, ids, persons): _value(v, item, ids, persons) for k, v in value.items()}
    if isinstance(value, tuple | frozenset):
        items = [_value(item, parts[0], ids, persons) for item in value]
        # Two of one person are one there.
        return type(value)(dict.fromkeys(items) if parts[0] in {Worker, WorkerId} else items)
    return value


@cache
def _fields(kind: type, wanted: Any) -> tuple[tuple[str, Any], ...]:  # noqa: ANN401 - a class or a kind of ids
    """The fields of a record that may name or hold what is wanted, each with its annotation."""
    return tuple((each.name, each.hint) for each in _known(kind) if _reaches(each.hint, wanted, frozenset()))


@cache
def _reaches(hint: Any, wanted: Any, over: frozenset[type]) -> bool:  # noqa: ANN401 - annotations
    if hint is wanted:
        return True
    if isinstance(hint, type) and issubclass(hint, Record) and hint not in over:
        return any(_reaches(each.hint, wanted, over | {hint}) for each in _known(hint))
    return any(_reaches(part, wanted, over) for part in get_args(hint))


def _known(kind: type) -> tuple[FieldKind, ...]:
    """The fields of a class; none of one that has no fields, or whose annotations nobody else can read."""
    try:
        return field_kinds(kind) if has(kind) else ()
    except NameError:
        return ()

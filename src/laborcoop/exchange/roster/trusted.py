"""Values that were judged already, built without being judged again.

A roster of a million rows is judged part by part (`numbers`, `values`, `plain`), more cheaply than the constructors
could; going through those as well would take most of the time. What is built here is what the constructor would have
built: the tests hold the one against the other.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from attrs import fields

from laborcoop.kernel.personal import Personal
from laborcoop.rulebook import Finding, Locus

_Personal = TypeVar("_Personal", bound=Personal)
_Record = TypeVar("_Record")

_NAMES = tuple(each.name for each in fields(Finding))
_SUBJECT, _WHERE = _NAMES.index("subject"), _NAMES.index("where")
_read = attrgetter(*_NAMES)
_set_text: Callable[[Personal, str], None] = Personal.__dict__["_text"].__set__


def personal(kind: type[_Personal], text: str) -> _Personal:
    """A personal text of a kind that it was found to be of."""
    made = kind.__new__(kind)
    _set_text(made, text)
    return made


def record(kind: type[_Record], values: tuple[object, ...]) -> _Record:
    """A record of all its values, in the order of its fields, each found to be right."""
    made = kind.__new__(kind)
    setters: tuple[Callable[[object, object], None], ...] = _setters(kind)  # type: ignore[arg-type]  # a class has a hash
    for put, value in zip(setters, values, strict=True):
        put(made, value)
    return made


def moved(finding: Finding, subject: str, where: Locus) -> Finding:
    """A finding as it is of another subject at another place."""
    said = _read(finding)
    return record(Finding, (*said[:_SUBJECT], subject, *said[_SUBJECT + 1 : _WHERE], where, *said[_WHERE + 1 :]))


@cache
def _setters(kind: type[Any]) -> tuple[Callable[[object, object], None], ...]:
    return tuple(getattr(kind, each.name).__set__ for each in fields(kind))

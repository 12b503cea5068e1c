"""Values that were judged already, built without being judged again.

A roster of a million rows is judged part by part (`numbers`, `values`, `plain`), more cheaply than the constructors
could; going through those as well would take most of the time. What is built here is what the constructor would have
built: the tests hold the one against the other.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from attrs import fields

from laborcoop.kernel.personal import Personal

_Personal = TypeVar("_Personal", bound=Personal)
_Record = TypeVar("_Record")

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


@cache
def _setters(kind: type[Any]) -> tuple[Callable[[object, object], None], ...]:
    return tuple(getattr(kind, each.name).__set__ for each in fields(kind))

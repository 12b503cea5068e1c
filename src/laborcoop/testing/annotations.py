"""A strategy for whatever a field of a record is annotated with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, NewType, TypeVar, Union, get_args, get_origin
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from laborcoop.testing.leaves import SHANGHAI, amounts, days, ids, moments, numbers, words

MOST = 2
"""The most items that a generated collection holds."""

Strategy = st.SearchStrategy[Any]

_LEAVES: Mapping[object, Callable[[], Strategy]] = {
    NoneType: st.none,
    str: words,
    bool: st.booleans,
    int: numbers,
    float: lambda: st.floats(-90, 90),
    Decimal: amounts,
    date: days,
    datetime: moments,
    time: lambda: st.times() | st.just(time(0)),
    timedelta: lambda: st.timedeltas(timedelta(0), timedelta(hours=12)),
    ZoneInfo: lambda: st.sampled_from((SHANGHAI, ZoneInfo("UTC"))),
    object: lambda: st.none() | st.booleans() | numbers() | words(),
    Any: lambda: st.none() | st.booleans() | numbers() | words(),
}


def of_annotation(annotation: Any, record: Callable[[Any], Strategy]) -> Strategy:  # noqa: ANN401 - any annotation
    """The strategy for an annotation.

    Args:
        annotation: a resolved annotation: a plain type, a union, a collection, a class.
        record: gives the strategy for a class that is none of Python's own.
    """
    if annotation in _LEAVES:
        return _LEAVES[annotation]()
    if isinstance(annotation, NewType):
        return ids(annotation.__name__[0])
    if isinstance(annotation, TypeVar):
        return words()
    origin, given = get_origin(annotation), get_args(annotation)
    if origin in {Literal, Union, UnionType}:
        return _choice(origin, given, record)
    if origin is not None and issubclass(origin, (tuple, Sequence, AbstractSet, Mapping)):
        return _collection(origin, given, record)
    kind = origin or annotation
    return st.sampled_from(kind) if issubclass(kind, Enum) else record(kind)


def _choice(origin: object, given: tuple[Any, ...], record: Callable[[Any], Strategy]) -> Strategy:
    if origin is Literal:
        return st.sampled_from(given)
    # None before all else: what hypothesis shrinks to.
    return st.one_of([of_annotation(one, record) for one in sorted(given, key=lambda one: one is not NoneType)])


def _collection(origin: type, given: tuple[Any, ...], record: Callable[[Any], Strategy]) -> Strategy:
    if issubclass(origin, tuple) and given[-1] is not Ellipsis:
        return st.tuples(*(of_annotation(one, record) for one in given))
    items = of_annotation(given[0], record)
    if issubclass(origin, Mapping):
        return st.dictionaries(items, of_annotation(given[1], record), max_size=MOST)
    if issubclass(origin, AbstractSet):
        return st.frozensets(items, max_size=MOST)
    return several(items)


def several(items: Strategy, least: int = 0, most: int = MOST) -> Strategy:
    """A few items as a tuple; those that have an id have different ones."""
    return st.lists(items, min_size=least, max_size=most, unique_by=_own_id).map(tuple)


def _own_id(item: object) -> object:
    return getattr(item, "id", None) or _Alone()


class _Alone:
    """What equals nothing else: items without an id may repeat."""

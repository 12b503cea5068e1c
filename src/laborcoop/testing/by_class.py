"""A strategy for every record of the domain: from its fields, or by hand where its invariants ask for it.

``records(Worker)`` draws workers. A class that somebody adds to the library is there at once.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NewType, TypeVar, cast

from hypothesis import strategies as st

from laborcoop.testing.annotations import Strategy, of_annotation
from laborcoop.testing.building import built
from laborcoop.testing.shapes_people import people_shapes
from laborcoop.testing.shapes_planning import planning_shapes
from laborcoop.testing.shapes_travel import travel_shapes
from laborcoop.testing.shapes_values import value_shapes

Kind = TypeVar("Kind")


def records(kind: type[Kind]) -> st.SearchStrategy[Kind]:
    """Valid values of a class of the library: edges more often than chance would have it, and no real person.

    A type of ids (``WorkerId``) has its strategy here too.

    >>> from laborcoop.people import Worker
    >>> strategy = records(Worker)  # the same as hypothesis' own st.from_type(Worker)
    """
    known: Any = kind  # a class or a type of ids
    return cast("st.SearchStrategy[Kind]", _strategy_of(known))


@cache  # strategies hold no state; hypothesis examines each once
def _strategy_of(kind: Any) -> Strategy:  # noqa: ANN401 - a class or a type of ids
    if isinstance(kind, NewType):
        return of_annotation(kind, records)
    return _shapes()[kind] if kind in _shapes() else built(kind)


@cache  # the same for ever
def _shapes() -> dict[type, Strategy]:
    return {**value_shapes(), **people_shapes(), **travel_shapes(), **planning_shapes()}

"""Records from strategies for their fields, and how drawn values become ones that belong together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from functools import reduce
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

from attrs import Attribute, fields
from hypothesis import reject
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import Range
from laborcoop.kernel.ids import check_id
from laborcoop.testing.annotations import Strategy, of_annotation
from laborcoop.testing.leaves import ids

Kind = TypeVar("Kind")
_TRIES = 5
Values = dict[str, Any]
Mend = Callable[[Values], Values]
"""Makes drawn values belong together: the end after the start, the parts no more than the whole."""


def built(kind: type[Kind], /, *mends: Mend, **given: Strategy) -> st.SearchStrategy[Kind]:
    """Values of an attrs class.

    Args:
        kind: the class.
        mends: what makes the drawn values belong together, one after the other.
        given: strategies for fields, by the names that the constructor takes; the others go by their annotation. What
            the constructor still refuses is drawn again.
    """
    hints = get_type_hints(kind)
    drawn = {
        attribute.alias: given[attribute.alias]
        if attribute.alias in given
        else _field(attribute, hints[attribute.name])
        for attribute in fields(kind)  # type: ignore[arg-type]  # an attrs class
        if attribute.init
    }

    return _made(st.fixed_dictionaries(drawn), kind, mends)


@st.composite
def _made(draw: st.DrawFn, drawn: st.SearchStrategy[Values], kind: type[Kind], mends: Sequence[Mend]) -> Kind:
    for _ in range(_TRIES):
        values = reduce(lambda values, mend: mend(values), mends, draw(drawn))
        with suppress(InvalidValue):
            return kind(**values)
    return reject()


def _field(attribute: Attribute[Any], hint: Any) -> Strategy:  # noqa: ANN401 - any annotation
    if attribute.validator is check_id:
        return ids(hint.__name__[0])
    if isinstance(attribute.validator, Range) and (attribute.validator.most or attribute.validator.least > 0):
        return _within(attribute.validator, {hint, *get_args(hint)})
    return of_annotation(hint, nested)


def _within(bounds: Range, kinds: set[object]) -> Strategy:
    """Numbers within bounds, these more often; None where the field allows it."""
    highest = bounds.least + 3000 if bounds.most is None else bounds.most
    edges = [number for number in (bounds.least, highest, 2023) if bounds.holds(number)]
    whole = st.sampled_from(edges) | st.integers(bounds.least, highest)
    number = whole.map(Decimal) if Decimal in kinds else whole
    return st.none() | number if NoneType in kinds else number


def nested(kind: type[Kind]) -> st.SearchStrategy[Kind]:
    """The strategy of another class, looked up when a value is drawn: shapes may name one another in any order."""
    from laborcoop.testing.by_class import records  # it knows the shapes, and they are built here

    return st.deferred(lambda: records(kind))


def in_order(*names: str, apart: timedelta = timedelta(0)) -> Mend:
    """Those of the fields that are given, in rising order and at least ``apart``."""

    def mend(values: Values) -> Values:
        present = [name for name in names if values[name] is not None]
        rising = sorted(values[name] for name in present)
        for i in range(1, len(rising)):
            if apart and rising[i] < rising[i - 1] + apart:
                rising[i] = rising[i - 1] + apart
        return values | dict(zip(present, rising, strict=True))

    return mend


def both_or_neither(one: str, other: str) -> Mend:
    """Two fields that are given together or not at all."""

    def mend(values: Values) -> Values:
        missing = values[one] is None or values[other] is None
        return values | {one: None, other: None} if missing else values

    return mend


def each_once(items: str, by: str) -> Mend:
    """Of items that share the field ``by``, the first alone stays."""

    def mend(values: Values) -> Values:
        first = {getattr(item, by): item for item in reversed(tuple(values[items]))}
        return values | {items: tuple(reversed(first.values()))}

    return mend

"""Which values the fields of a record may hold: the kinds that their annotations name, down to the items within.

Records are made with this, so it knows no texts and no errors; how a misfit is told is in `kernel.kinds`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, NewType, Union, get_args, get_origin, get_type_hints

from attrs import fields

_NONE: frozenset[type] = frozenset()


def is_of_kind(value: object, kind: Any) -> bool:  # noqa: ANN401 - a class, or several: ``str | None``
    """Whether a value is of a kind, strictly: ``True`` is no int and a datetime no date.

    >>> is_of_kind(True, int), is_of_kind(datetime(2023, 2, 6), datetime), is_of_kind(6, int)
    (False, True, True)
    """
    if isinstance(value, bool):
        return kind is bool
    if isinstance(value, datetime):
        return kind is datetime
    return isinstance(value, kind)


class Kind(NamedTuple):
    """The values that an annotation allows: of the very classes in ``exact`` all, and others of which it ``holds``."""

    exact: frozenset[type]
    holds: Callable[[Any], bool]

    def allows(self, value: object) -> bool:
        """Whether a value is of the kind."""
        return type(value) in self.exact or self.holds(value)

    def allows_all(self, values: Collection[object]) -> bool:
        """Whether all of some values are of the kind; mostly all are of the very classes, which is seen at once."""
        return self.exact.issuperset(map(type, values)) or all(map(self.allows, values))


class FieldKind(NamedTuple):
    """A field by its name, its annotation, and the values that this allows."""

    name: str
    hint: Any
    kind: Kind


@cache
def field_kinds(record: type) -> tuple[FieldKind, ...]:
    """The kinds of the fields of an attrs class.

    Raises:
        NameError: an annotation names what its module does not have, or not yet.
    """
    hints = get_type_hints(record, include_extras=True)
    return tuple(FieldKind(each.name, hints[each.name], kind_of(hints[each.name])) for each in fields(record))


@cache
def fits(record: type) -> Callable[[Any], bool]:
    """A function that says whether the values of a record are of their kinds; a field's own validator sees to that one.

    Raises:
        NameError: as `field_kinds`.
    """
    seen = {each.name for each in fields(record) if each.validator is not None}
    looked_at = [(name, kind.exact, kind.holds) for name, _, kind in field_kinds(record) if name not in seen]

    def all_fit(made: Any) -> bool:  # noqa: ANN401 - a record of the class
        # In a plain loop, for it is run for every record that is built.
        for name, exact, holds in looked_at:
            value = getattr(made, name)
            if type(value) not in exact and not holds(value):
                return False
        return True

    return all_fit


def kind_of(hint: Any) -> Kind:  # noqa: ANN401 - any annotation
    """The values that an annotation allows; all of them, where it says nothing that can be seen in a value."""
    if isinstance(hint, NewType):
        return kind_of(hint.__supertype__)
    origin, parts = get_origin(hint), get_args(hint)
    if origin is not None:
        return _made_of(origin, parts)
    if hint is float:
        return Kind(frozenset({float, int}), lambda value: is_of_kind(value, float))
    if isinstance(hint, type) and hint not in {Any, object} and not getattr(hint, "_is_protocol", False):
        return Kind(frozenset({hint}), lambda value: is_of_kind(value, hint))
    return Kind(_NONE, lambda _: True)


def _made_of(origin: Any, parts: tuple[Any, ...]) -> Kind:  # noqa: ANN401 - what an annotation is made of
    if origin is Annotated:
        return kind_of(parts[0])
    if origin is Literal:
        return Kind(_NONE, lambda value: any(type(value) is type(one) and value == one for one in parts))
    if origin in {Union, UnionType}:
        kinds = [kind_of(part) for part in parts]
        exact = _NONE.union(*(kind.exact for kind in kinds))
        return Kind(exact, lambda value: any(kind.holds(value) for kind in kinds))
    return _container(origin, parts)


def _container(origin: type, parts: tuple[Any, ...]) -> Kind:
    """A collection and what is in it; of a class with parameters only the class can be seen."""
    if issubclass(origin, Mapping):
        key, item = map(kind_of, parts)
        return Kind(
            _NONE,
            lambda value: isinstance(value, Mapping) and key.allows_all(value) and item.allows_all(value.values()),
        )
    if issubclass(origin, AbstractSet) or (origin is tuple and parts[-1] is ...):
        each = kind_of(parts[0])
        return Kind(_NONE, lambda value: isinstance(value, origin) and each.allows_all(value))
    if origin is tuple:
        row = [kind_of(part) for part in parts]
        return Kind(
            _NONE,
            lambda value: (
                isinstance(value, tuple)
                and len(value) == len(row)
                and all(kind.allows(item) for kind, item in zip(row, value, strict=True))
            ),
        )
    return Kind(_NONE, lambda value: isinstance(value, origin))

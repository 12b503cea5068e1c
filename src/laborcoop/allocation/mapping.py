"""Mappings that cannot be changed and can be pickled."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from itertools import filterfalse, islice, repeat
from types import MappingProxyType
from typing import Any, TypeVar

Key = TypeVar("Key")
Value_co = TypeVar("Value_co", covariant=True)

_SHOWN = 8


class Fixed(Mapping[Key, Value_co]):
    """A read-only copy of a mapping, in the order given; equal to any mapping with the same content."""

    __slots__ = ("_held",)

    def __init__(self, held: Mapping[Key, Value_co]) -> None:
        # Nobody can change what another of these holds: it need not be copied again.
        self._held: dict[Key, Value_co] = held._held if isinstance(held, Fixed) else _copied(held)  # noqa: SLF001 - its own kind

    def __getitem__(self, key: Key) -> Value_co:
        return self._held[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    # The base class would go through __getitem__ for each of these, which tells with a hundred thousand people.
    def __contains__(self, key: object) -> bool:
        return key in self._held

    def get(self, key: Any, default: Any = None) -> Any:  # noqa: ANN401 - as the base class has it, overloaded
        """The value, or the default."""
        return self._held.get(key, default)

    def each(self, keys: Iterable[Any], default: Any = None) -> list[Any]:  # noqa: ANN401 - as ``get`` has it
        """The values of many keys, or the default for those that are not there."""
        return list(map(self._held.get, keys, repeat(default)))

    def without(self, keys: Iterable[Any]) -> list[Any]:
        """Those of some keys that are not here, in the order given."""
        return list(filterfalse(self._held.__contains__, keys))

    def keys(self) -> KeysView[Key]:
        """The keys."""
        return self._held.keys()

    def items(self) -> ItemsView[Key, Value_co]:
        """The entries."""
        return self._held.items()

    def values(self) -> ValuesView[Value_co]:
        """The values."""
        return self._held.values()

    def __repr__(self) -> str:
        """The first entries and how many more there are."""
        return shown(self)


def _copied(held: Mapping[Key, Value_co]) -> dict[Key, Value_co]:
    # Of a mapping that is no dictionary, one look-up after the other would be made.
    return dict(held if isinstance(held, dict) else held.items())


def shown(mapping: Mapping[Any, Any]) -> str:
    """The first entries of a mapping and how many more there are, so that a log line stays a line."""
    first = [f"{key!r}: {mapping[key]!r}" for key in islice(mapping, _SHOWN)]
    if len(mapping) > _SHOWN:
        first.append(f"... {len(mapping) - _SHOWN} more")
    return f"{{{', '.join(first)}}}"


class Table(Mapping[str, Mapping[str, int]]):
    """Rows of numbers that are read-only from outside; they are not copied, as there may be millions."""

    __slots__ = ("_rows",)

    def __init__(self, rows: Mapping[str, Mapping[str, int]]) -> None:
        self._rows = rows

    def __getitem__(self, name: str) -> Mapping[str, int]:
        return MappingProxyType(self._rows[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def is_in(name: object, *some: Mapping[str, Any]) -> bool:
    """Whether one of the mappings has this name; what has no hash is no name."""
    try:
        return any(name in mapping for mapping in some)
    except TypeError:
        return False

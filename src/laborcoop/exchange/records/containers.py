"""Several values in one: absent or there, in order, each once, by key."""

from __future__ import annotations

import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any, ClassVar

from attrs import frozen

from laborcoop.exchange.records.desk import REFUSED, At, Form, Reading, Writing
from laborcoop.kernel.text import Text

_LIST = Text("应为列表", "a list is expected")
OBJECT = Text("应为对象", "an object is expected")
_TWICE = Text("重复：每项只写一次", "it stands there already: each once")
_KEY_TWICE = Text("键重复：每个键只写一次", "its key stands there already: each key once")
_PAIR = Text("应为一个键和一个值的列表", "a list of a key and a value is expected")


@frozen
class OptionalForm:
    """A value or null."""

    inner: Form

    @property
    def exact(self) -> type | None:
        """That of the value."""
        return self.inner.exact

    @property
    def tag(self) -> str:
        """That of the value."""
        return self.inner.tag

    @property
    def hides(self) -> bool:
        """Whether the value does."""
        return self.inner.hides

    def read(self, value: object, at: At, reading: Reading) -> object:
        """None, or the value."""
        return None if value is None else self.inner.read(value, at, reading)

    def write(self, value: object, at: At, writing: Writing) -> object:
        """Null, or the value."""
        return None if value is None else self.inner.write(value, at, writing)

    def schema(self, definitions: dict[str, object], *, masked: bool) -> dict[str, object]:
        """The value's, or null."""
        return nullable(self.inner.schema(definitions, masked=masked))


def nullable(schema: dict[str, object]) -> dict[str, object]:
    """A schema that allows null as well."""
    return {"anyOf": [schema, {"type": "null"}]}


@frozen
class TupleForm:
    """Values in their order: a list."""

    inner: Form
    exact: ClassVar[None] = None
    tag: ClassVar[str] = "list"

    @property
    def hides(self) -> bool:
        """Whether one of the values may."""
        return self.inner.hides

    def read(self, value: object, at: At, reading: Reading) -> object:
        """A tuple of the values."""
        if type(value) is not list:
            return reading.refuse(at, _LIST)
        faults, read, exact = len(reading.faults), self.inner.read, self.inner.exact
        made = tuple(
            [item if type(item) is exact else read(item, (at, index), reading) for index, item in enumerate(value)]
        )
        return made if len(reading.faults) == faults else REFUSED

    def write(self, value: object, at: At, writing: Writing) -> object:
        """A list of the values."""
        if type(value) is not tuple:
            return writing.refuse(at, _LIST)
        return [self.inner.write(item, (at, index), writing) for index, item in enumerate(value)]

    def schema(self, definitions: dict[str, object], *, masked: bool) -> dict[str, object]:
        """An array."""
        return {"type": "array", "items": self.inner.schema(definitions, masked=masked)}


@frozen
class RowForm:
    """So many values, each of its own kind: a list of that length."""

    parts: tuple[Form, ...]
    exact: ClassVar[None] = None
    tag: ClassVar[str] = "list"

    @property
    def hides(self) -> bool:
        """Whether one of the values may."""
        return any(part.hides for part in self.parts)

    def read(self, value: object, at: At, reading: Reading) -> object:
        """A tuple of the values."""
        if type(value) is not list or len(value) != len(self.parts):
            return reading.refuse(
                at, Text("应为 {count} 项的列表", "a list of {count} is expected").format(count=len(self.parts))
            )
        faults = len(reading.faults)
        made = tuple(
            part.read(item, (at, index), reading)
            for index, (part, item) in enumerate(zip(self.parts, value, strict=True))
        )
        return made if len(reading.faults) == faults else REFUSED

    def write(self, value: object, at: At, writing: Writing) -> object:
        """A list of the values."""
        if type(value) is not tuple or len(value) != len(self.parts):
            return writing.refuse(at, _LIST)
        return [
            part.write(item, (at, index), writing)
            for index, (part, item) in enumerate(zip(self.parts, value, strict=True))
        ]

    def schema(self, definitions: dict[str, object], *, masked: bool) -> dict[str, object]:
        """An array of that length."""
        parts = [part.schema(definitions, masked=masked) for part in self.parts]
        return {"type": "array", "prefixItems": parts, "minItems": len(parts), "maxItems": len(parts)}


@frozen
class SetForm:
    """Values without order, each once: a list, sorted when it is written."""

    inner: Form
    exact: ClassVar[None] = None
    tag: ClassVar[str] = "set"

    @property
    def hides(self) -> bool:
        """Whether one of the values may."""
        return self.inner.hides

    def read(self, value: object, at: At, reading: Reading) -> object:
        """A frozenset of the values."""
        if type(value) is not list:
            return reading.refuse(at, _LIST)
        faults = len(reading.faults)
        made: set[object] = set()
        for index, item in enumerate(value):
            given = self.inner.read(item, (at, index), reading)
            if given is not REFUSED and given in made:
                reading.refuse((at, index), _TWICE)
            made.add(given)
        return frozenset(made) if len(reading.faults) == faults else REFUSED

    def write(self, value: object, at: At, writing: Writing) -> object:
        """A sorted list of the values."""
        if not isinstance(value, AbstractSet):
            return writing.refuse(at, _LIST)
        # Before they are sorted the values have no position: their place is that of the set.
        return sorted((self.inner.write(item, at, writing) for item in value), key=plain_order)

    def schema(self, definitions: dict[str, object], *, masked: bool) -> dict[str, object]:
        """An array without repetitions; masks may repeat."""
        items = self.inner.schema(definitions, masked=masked)
        return {"type": "array", "items": items, **({} if masked else {"uniqueItems": True})}


def plain_order(plain: Any) -> str:  # noqa: ANN401 - any JSON
    """An order of JSON values: numbers by their size, anything else as it is written."""
    return f"{plain:+040d}" if type(plain) is int and plain >= 0 else json.dumps(plain, sort_keys=True)


@frozen
class MappingForm:
    """Values by key: an object where the keys are texts, else a list of pairs, sorted when it is written."""

    key: Form
    inner: Form
    exact: ClassVar[None] = None
    tag: ClassVar[str] = "mapping"

    @property
    def hides(self) -> bool:
        """Whether a key or value may."""
        return self.key.hides or self.inner.hides

    @property
    def by_text(self) -> bool:
        """Whether the keys are texts."""
        return self.key.exact is str

    def read(self, value: object, at: At, reading: Reading) -> object:
        """A dict of the values."""
        if self.by_text:
            return self._from_object(value, at, reading)
        if type(value) is not list:
            return reading.refuse(at, _LIST)
        faults = len(reading.faults)
        made: dict[object, object] = {}
        for index, pair in enumerate(value):
            here = (at, index)
            if type(pair) is not list or len(pair) != len(("key", "value")):
                reading.refuse(here, _PAIR)
                continue
            key = self.key.read(pair[0], (here, 0), reading)
            if key is not REFUSED and key in made:
                reading.refuse(here, _KEY_TWICE)
            made[key] = self.inner.read(pair[1], (here, 1), reading)
        return made if len(reading.faults) == faults else REFUSED

    def _from_object(self, value: object, at: At, reading: Reading) -> object:
        if type(value) is not dict:
            return reading.refuse(at, OBJECT)
        faults = len(reading.faults)
        made = {key: self.inner.read(item, (at, key), reading) for key, item in value.items()}
        return made if len(reading.faults) == faults else REFUSED

    def write(self, value: object, at: At, writing: Writing) -> object:
        """An object, or a list of pairs."""
        if not isinstance(value, Mapping):
            return writing.refuse(at, OBJECT)
        pairs = [
            [self.key.write(key, at, writing), self.inner.write(item, _below(at, key), writing)]
            for key, item in value.items()
        ]
        if not self.by_text:
            return sorted(pairs, key=plain_order)
        made = {key: item for key, item in pairs if isinstance(key, str)}
        # Two keys may have one mask: then none of them may go, and the object becomes a list.
        return made if len(made) == len(pairs) or writing.faults else sorted(pairs, key=plain_order)

    def schema(self, definitions: dict[str, object], *, masked: bool) -> dict[str, object]:
        """An object of any keys, or an array of pairs."""
        inner = self.inner.schema(definitions, masked=masked)
        pair = {"type": "array", "prefixItems": [self.key.schema(definitions, masked=masked), inner]}
        pairs: dict[str, object] = {"type": "array", "items": {**pair, "minItems": 2, "maxItems": 2}}
        if not self.by_text:
            return pairs
        by_key: dict[str, object] = {"type": "object", "additionalProperties": inner}
        return {"anyOf": [by_key, pairs]} if masked else by_key


def _below(at: At, key: object) -> At:
    return (at, key) if isinstance(key, str) else at

"""A record as an object of its fields: every fault of it found in one pass, then built by its constructor."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from typing import Any, ClassVar, Final, get_type_hints

from attrs import NOTHING, Attribute, fields, frozen

from laborcoop.errors import LaborcoopError, UnknownName
from laborcoop.exchange.records.bounds import bounds_of
from laborcoop.exchange.records.containers import OBJECT, OptionalForm, nullable
from laborcoop.exchange.records.desk import REFUSED, At, Form, Reading, Writing
from laborcoop.exchange.records.reader import Read, reader_of
from laborcoop.exchange.titles import title_of
from laborcoop.kernel.text import Text

_MISSING = Text("缺少这一字段", "the field is missing")
_CLASS = Text("这个值不是 {kind}", "the value is no {kind}")
_NOT_KNOWN = Text("没有这个编号的 {kind}", "there is no {kind} of this id")


@frozen
class Slot:
    """A field of a record: its key in JSON, its attribute, its form."""

    key: str
    attribute: Attribute[Any]
    form: Form

    @property
    def required(self) -> bool:
        """Whether a document must give it."""
        return self.attribute.default is NOTHING

    @property
    def secret(self) -> bool:
        """Whether a masked document hides it whole: what ``repr`` does not show."""
        return self.attribute.repr is False


KEEPS_UNKNOWN: Final = "keeps unknown"
"""The metadata of a field that is no field of the document: a mapping that keeps those which are not known."""


class RecordForm:
    """The form of one class. Its fields are looked at when they are first needed, for a class may name itself."""

    exact: ClassVar[None] = None

    def __init__(self, kind: type[Any], form_of: Callable[[Any], Form]) -> None:
        self.kind = kind
        self._form_of = form_of
        self._hides: bool | None = None

    @property
    def tag(self) -> str:
        """The name of the class."""
        return self.kind.__name__

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """The fields that a document holds: those that the constructor takes."""
        hints = get_type_hints(self.kind, include_extras=True)
        return tuple(
            Slot(attribute.alias or attribute.name, attribute, self._form_of(hints[attribute.name]))
            for attribute in self._attributes()
        )

    @property
    def hides(self) -> bool:
        """Whether a masked document may hide something of such a record."""
        if self._hides is None:
            self._hides = False  # the answer for a class that is met again below itself
            self._hides = any(slot.secret or slot.form.hides for slot in self.slots)
        return self._hides

    @cached_property
    def read(self) -> Read:
        """Reads the record, or gives `REFUSED` with every fault noted: those of its fields, else that of the whole."""
        return reader_of(self.kind, [(slot.key, slot.form) for slot in self.slots], self._read_other, self._refuse)

    def write(self, value: object, at: At, writing: Writing) -> object:
        """An object of all the fields, and of those that were read and are not known; masked, without the latter."""
        if type(value) is not self.kind:
            return writing.refuse(at, _CLASS.format(kind=self.tag))
        made = {}
        for slot in self.slots:
            item = getattr(value, slot.attribute.name)
            if slot.secret and not writing.reveal:
                writing.hid = writing.hid or item is not None
                item = None
            else:
                item = slot.form.write(item, (at, slot.key), writing)
            made[slot.key] = item
        unknown = self._unknown(value, writing)
        if unknown and not writing.reveal:
            writing.hid, unknown = True, {}
        return {**unknown, **made}

    def schema(self, definitions: dict[str, object], *, masked: bool) -> dict[str, object]:
        """A reference to the definition of the class; of a masked document to another one, where it may differ."""
        masked = masked and self.hides
        name = f"{self.tag}.masked" if masked else self.tag
        if name not in definitions:
            definitions[name] = {}  # stands there while the fields are looked at, for a class that names itself
            definitions[name] = self.object_schema(definitions, masked=masked)
        return {"$ref": f"#/$defs/{name}"}

    def object_schema(self, definitions: dict[str, object], *, masked: bool) -> dict[str, object]:
        """The schema of the object itself; fields beyond those named are allowed, for a reader keeps them."""
        return {
            "type": "object",
            "description": inspect.cleandoc(self.kind.__doc__ or "").splitlines()[0],
            "properties": {slot.key: self._field_schema(slot, definitions, masked=masked) for slot in self.slots},
            "required": [slot.key for slot in self.slots if slot.required],
        }

    def _field_schema(self, slot: Slot, definitions: dict[str, object], *, masked: bool) -> dict[str, object]:
        optional = isinstance(slot.form, OptionalForm)
        form = slot.form.inner if isinstance(slot.form, OptionalForm) else slot.form
        own = form.schema(definitions, masked=masked) | bounds_of(slot.attribute.validator, form)
        try:
            title = str(title_of(self.kind, slot.key))
        except UnknownName:  # a class from elsewhere may have none
            title = slot.key
        return {"title": title, **(nullable(own) if optional or (masked and slot.secret) else own)}

    def _attributes(self) -> Iterator[Attribute[Any]]:
        return (item for item in fields(self.kind) if item.init and KEEPS_UNKNOWN not in item.metadata)

    @cached_property
    def _keeper(self) -> Attribute[Any] | None:
        """The field in which the record itself keeps what is not known, where it has one."""
        return next((item for item in fields(self.kind) if KEEPS_UNKNOWN in item.metadata), None)

    def _read_other(self, value: object, at: At, reading: Reading) -> object:
        """Read what is no object of exactly the fields: some are left out, or others are there; or it is an id."""
        if type(value) is str and reading.known:
            return reading.known.get((self.tag, value)) or reading.refuse(at, _NOT_KNOWN.format(kind=self.tag))
        if type(value) is not dict:
            return reading.refuse(at, OBJECT)
        hidden = len(reading.hidden)
        if reading.masked:
            reading.hidden += [(at, slot.key) for slot in self.slots if slot.secret and value.get(slot.key) is None]
        faults = len(reading.faults)
        given: dict[str, Any] = {}
        for slot in self.slots:
            if slot.key in value:
                given[slot.key] = slot.form.read(value[slot.key], (at, slot.key), reading)
            elif slot.required:
                reading.refuse((at, slot.key), _MISSING)
        if len(reading.faults) > faults or len(reading.hidden) > hidden:
            return self._refuse(given, faults, None, at, reading)
        unknown = {key: item for key, item in value.items() if key not in given}
        own = {self._keeper.name: unknown} if self._keeper else {}
        try:
            made = self.kind(**given, **own)
        except LaborcoopError as error:
            return self._refuse(given, faults, error.text, at, reading)
        if unknown and not own:
            reading.unknown.append((at, made, unknown))
        return made

    def _unknown(self, value: object, writing: Writing) -> Mapping[str, object]:
        own: Mapping[str, object] = getattr(value, self._keeper.name) if self._keeper else {}
        return own or writing.kept.get(id(value), {})

    def _refuse(self, given: Mapping[str, Any], faults: int, refused: Text | None, at: At, reading: Reading) -> object:
        """Note what the validators say of each field that was read; the constructor would stop at the first.

        Where each field is right by itself, it is the whole that was ``refused``.
        """
        draft = object.__new__(self.kind)
        read = [slot for slot in self.slots if given.get(slot.key, REFUSED) is not REFUSED]
        for slot in read:
            converter: Callable[[Any], Any] | None = slot.attribute.converter  # type: ignore[assignment] # plain ones
            item = given[slot.key]
            object.__setattr__(draft, slot.attribute.name, converter(item) if converter else item)
        for slot in read:
            # A validator that looks at another field, which is at fault itself, cannot be asked.
            with suppress(AttributeError):
                self._ask(slot, draft, at, reading)
        if refused is not None and len(reading.faults) == faults:
            reading.refuse(at, refused)
        return REFUSED

    @staticmethod
    def _ask(slot: Slot, draft: object, at: At, reading: Reading) -> None:
        if slot.attribute.validator is not None:
            try:
                slot.attribute.validator(draft, slot.attribute, getattr(draft, slot.attribute.name))
            except LaborcoopError as error:
                reading.refuse((at, slot.key), error.text)

"""One of several kinds of value, told apart without guessing.

A record says its class in ``type``. Of plain values, a text, a whole number and a truth value stand as they are;
what JSON would write like one of them (a decimal number, a date) says what it is: ``{"decimal": "0.40"}``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from attrs import frozen

from laborcoop.exchange.records.desk import At, Form, Reading, Writing
from laborcoop.exchange.records.record_form import RecordForm
from laborcoop.kernel.text import Text

TYPE = "type"
VALUE = "value"
_KIND = Text("应为以下之一：{allowed}", "one of these is expected: {allowed}")
_NO_KIND = Text("没有这一类，或不是数据", "there is no such class, or it is no data")
_UNWRITABLE = Text("这一类的值不能写成 JSON", "a value of this class cannot be written as JSON")


def write_tagged(form: Form, value: object, at: At, writing: Writing) -> dict[str, object]:
    """A record with its class in ``type``; what is no object of its own stands in ``value``."""
    written = form.write(value, at, writing)
    return {**(written if isinstance(written, dict) else {VALUE: written}), TYPE: form.tag}


def read_tagged(form: Form, value: dict[str, object], at: At, reading: Reading) -> object:
    """The record that an object with its class stands for."""
    if isinstance(form, RecordForm):
        return form.read({key: item for key, item in value.items() if key != TYPE}, at, reading)
    return form.read(value.get(VALUE), (at, VALUE), reading)


def tagged_schema(form: Form, definitions: dict[str, object], *, masked: bool) -> dict[str, object]:
    """The schema of a record with its class."""
    own = form.schema(definitions, masked=masked)
    says = {"type": "object", "required": [TYPE], "properties": {TYPE: {"const": form.tag}}}
    if isinstance(form, RecordForm):
        return {**own, **says}
    return {**says, "required": [TYPE, VALUE], "properties": {TYPE: {"const": form.tag}, VALUE: own}}


@frozen
class UnionForm:
    """A value of one of several forms.

    ``bare`` gives the forms that stand as they are, by the class that JSON gives; ``marked`` those that say what they
    are, by their tag; ``classes`` the tag of every plain form by the class of its values, empty of a bare one.
    ``record_named`` finds the form of a record by its tag, and ``names`` are those tags; None: every record's.
    """

    bare: Mapping[type, Form]
    marked: Mapping[str, Form]
    classes: Mapping[type, tuple[str, Form]]
    record_named: Callable[[str], Form | None]
    names: tuple[str, ...] | None
    exact: ClassVar[None] = None
    tag: ClassVar[str] = "union"

    @property
    def hides(self) -> bool:
        """Whether one of the values may: of every record, some may."""
        return self.names is None or any(form.hides for form in self._forms())

    def read(self, value: object, at: At, reading: Reading) -> object:
        """The value, by what it says it is."""
        form: Form | None
        if type(value) is not dict:
            form = self.bare.get(type(value))
            return form.read(value, at, reading) if form else self._refuse(at, reading)
        tag = value.get(TYPE)
        if type(tag) is str:
            form = self.record_named(tag)
            return read_tagged(form, value, at, reading) if form else self._refuse((at, TYPE), reading)
        if len(value) == 1:
            [(mark, item)] = value.items()
            if mark in self.marked:
                return self.marked[mark].read(item, (at, mark), reading)
        return self._refuse(at, reading)

    def write(self, value: object, at: At, writing: Writing) -> object:
        """The value, and what it is."""
        kind = type(value)
        if kind in self.classes:
            mark, form = self.classes[kind]
            written = form.write(value, at, writing)
            return {mark: written} if mark else written
        record = self.record_named(kind.__name__)
        return write_tagged(record, value, at, writing) if record else writing.refuse(at, _UNWRITABLE)

    def schema(self, definitions: dict[str, object], *, masked: bool) -> dict[str, object]:
        """Any of the forms; where every record may stand, no more is said than that it says its class."""
        if self.names is None and self.bare:
            return {}
        if self.names is None:
            return {"type": "object", "required": [TYPE], "properties": {TYPE: {"type": "string"}}}
        plain = [form.schema(definitions, masked=masked) for form in self.bare.values()]
        plain += [
            {"type": "object", "required": [mark], "properties": {mark: form.schema(definitions, masked=masked)}}
            for mark, form in self.marked.items()
        ]
        records = [tagged_schema(form, definitions, masked=masked) for form in self._records()]
        return {"anyOf": [*plain, *records]}

    def _records(self) -> list[Form]:
        return [form for form in map(self.record_named, self.names or ()) if form is not None]

    def _forms(self) -> list[Form]:
        return [*self.bare.values(), *self.marked.values(), *self._records()]

    def _refuse(self, at: At, reading: Reading) -> object:
        allowed = tuple(form.tag for form in self._forms())
        return reading.refuse(at, _KIND.format(allowed=allowed) if allowed else _NO_KIND)

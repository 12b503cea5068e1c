"""The columns of a table of records: a field each, the fields of a record within it beside one another.

The values are those that `write_json` writes: what masks there masks here.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any, Final

from attrs import evolve, frozen

from laborcoop.errors import UnknownName
from laborcoop.exchange.records.containers import OptionalForm, SetForm, TupleForm
from laborcoop.exchange.records.desk import Form
from laborcoop.exchange.records.forms import form_of
from laborcoop.exchange.records.plain import (
    ChoiceForm,
    ExactForm,
    NumberForm,
    PersonalForm,
    TextValueForm,
    WrittenForm,
)
from laborcoop.exchange.records.record_form import RecordForm
from laborcoop.exchange.titles import title_of
from laborcoop.kernel.text import Locale, Text


class Kind(Enum):
    """What the cells of a column hold."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    MOMENT = "moment"
    DECIMAL = "decimal"
    LIST = "list"
    JSON = "json"


@frozen(kw_only=True)
class Column:
    """A column: its key (``wage.low``), its title, what its cells hold, and where in a record they are found.

    ``language`` is that of one half of a text in two languages. ``hidden_whole`` says that a masked table has no such
    column: the birth date, which is eight digits of the number. ``personal`` says that the cells tell of one person;
    ``absent`` is what people see where there is no value.
    """

    key: str
    title: Text
    kind: Kind
    form: Form
    path: tuple[str, ...]
    language: Locale | None = None
    hidden_whole: bool = False
    personal: bool = False
    absent: str = ""

    def value(self, record: object) -> object:
        """What the cell is made of: the value at the end of the path, or None where the way there ends before."""
        found: Any = record
        for step in self.path:
            if found is None:
                return None
            found = getattr(found, step)
        return found


_KINDS: Final = {
    "string": Kind.TEXT,
    "integer": Kind.INTEGER,
    "boolean": Kind.BOOLEAN,
    "number": Kind.NUMBER,
    "date": Kind.DATE,
    "datetime": Kind.MOMENT,
    "decimal": Kind.DECIMAL,
}


def columns_of(kind: type) -> tuple[Column, ...]:
    """The columns of a class of records, in the order of its fields."""
    form = RecordForm(kind, form_of)
    return tuple(_of_record(form, (), "", Text("", ""), frozenset({kind})))


def _of_record(
    form: RecordForm, path: tuple[str, ...], key: str, title: Text, around: frozenset[type]
) -> Iterator[Column]:
    for slot in form.slots:
        own = _title(form.kind, slot.key)
        found = _of_field(
            slot.form,
            (*path, slot.attribute.name),
            f"{key}.{slot.key}" if key else slot.key,
            Text("{outer}：{own}", "{outer}: {own}").format(outer=title, own=own) if key else own,
            around,
        )
        for column in found:
            yield evolve(column, hidden_whole=True, personal=True) if slot.secret else column


def _title(kind: type, field: str) -> Text:
    """The title of a field; a class from elsewhere may have none, and then it is the field's name."""
    try:
        return title_of(kind, field)
    except UnknownName:
        return Text.same(field)


def _of_field(form: Form, path: tuple[str, ...], key: str, title: Text, around: frozenset[type]) -> Iterator[Column]:
    inner = form.inner if isinstance(form, OptionalForm) else form
    if isinstance(inner, RecordForm) and inner.kind is Text:
        for language in ("zh", "en"):
            yield Column(
                key=f"{key}.{language}",
                title=title,
                kind=Kind.TEXT,
                form=OptionalForm(form_of(str)),
                path=(*path, language),
                language=language,
            )
    elif isinstance(inner, RecordForm) and inner.kind not in around:
        yield from _of_record(inner, path, key, title, around | {inner.kind})
    else:
        yield Column(key=key, title=title, kind=_kind(inner), form=OptionalForm(inner), path=path, personal=inner.hides)


def _kind(form: Form) -> Kind:
    """What cells of a form hold."""
    match form:
        case ExactForm() | NumberForm():
            return _KINDS[form.tag]
        case WrittenForm():
            return _KINDS.get(form.tag, Kind.TEXT)
        case ChoiceForm():
            return Kind.TEXT if all(isinstance(plain, str) for plain, _ in form.members) else Kind.JSON
        case TextValueForm() | PersonalForm():
            return Kind.TEXT
        case TupleForm() | SetForm():
            return Kind.LIST if _kind(form.inner) is Kind.TEXT else Kind.JSON
        case _:
            return Kind.JSON

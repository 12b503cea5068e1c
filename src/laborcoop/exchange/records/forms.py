"""From an annotation to its form in JSON: the one place that knows which annotations there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NewType, TypeVar, Union, get_args, get_origin

from laborcoop.exchange.records.classes import record_classes
from laborcoop.exchange.records.containers import MappingForm, OptionalForm, RowForm, SetForm, TupleForm
from laborcoop.exchange.records.desk import Form
from laborcoop.exchange.records.plain import (
    PLAIN,
    ExactForm,
    NumberForm,
    PersonalForm,
    TextValueForm,
    WrittenForm,
    enum_form,
    literal_form,
    text_attribute,
    written_once,
)
from laborcoop.exchange.records.record_form import RecordForm
from laborcoop.exchange.records.unions import UnionForm
from laborcoop.kernel.personal import Personal
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.transfer.vehicle import TrainNumber


def form_of(hint: Any) -> Form:  # noqa: ANN401 - any annotation
    """The form of an annotation; one object for each.

    Raises:
        TypeError: the annotation has no form in JSON.
    """
    return _form_of(hint)


@cache
def _form_of(hint: Any) -> Form:  # noqa: ANN401 - any annotation
    if isinstance(hint, NewType):
        return form_of(hint.__supertype__)
    if hint in {Any, object} or isinstance(hint, TypeVar):
        return _any_form()
    if hint is Record:
        return UnionForm({}, {}, {}, _record_named, None)
    origin = get_origin(hint)
    return _class_form(hint) if origin is None else _form_with(origin, get_args(hint))


def _form_with(origin: Any, parts: tuple[Any, ...]) -> Form:  # noqa: ANN401 - what an annotation is made of
    """The form of an annotation that has parts."""
    if origin is Literal:
        return literal_form(parts)
    if origin in {UnionType, Union}:
        return _union_form(parts)
    if origin is tuple:
        return TupleForm(form_of(parts[0])) if parts[-1] is ... else RowForm(tuple(map(form_of, parts)))
    if isinstance(origin, type) and issubclass(origin, AbstractSet):
        return SetForm(form_of(parts[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return MappingForm(form_of(parts[0]), form_of(parts[1]))
    # Annotated is written like its first part, a record with parameters like the same record without.
    return form_of(parts[0] if origin is Annotated else origin)


def _class_form(kind: Any) -> Form:  # noqa: ANN401 - any annotation
    for form in PLAIN:
        if kind is _class_of(form):
            return form
    if isinstance(kind, type) and issubclass(kind, Enum):
        return enum_form(kind)
    if kind is TrainNumber:
        return WrittenForm(
            TrainNumber,
            TrainNumber.__name__,
            Text("应为车次 D3812/D3809", "the numbers of a train such as D3812/D3809 are expected"),
            written_once(TrainNumber.parse, str),
            str,
            {},
        )
    if isinstance(kind, type) and issubclass(kind, Personal):
        return PersonalForm(kind)
    if not isinstance(kind, type) or not issubclass(kind, Record):
        msg = f"{kind!r} has no form in JSON"
        raise TypeError(msg)
    attribute = text_attribute(kind)
    return TextValueForm(kind, attribute) if attribute else RecordForm(kind, form_of)


def _class_of(form: ExactForm | NumberForm | WrittenForm) -> type:
    return form.kind if isinstance(form, WrittenForm) else form.exact


def _union_form(parts: tuple[Any, ...]) -> Form:
    kinds = [part for part in parts if part is not NoneType]
    inner = form_of(kinds[0]) if len(kinds) == 1 else _several(kinds)
    return OptionalForm(inner) if len(kinds) < len(parts) else inner


def _several(kinds: list[Any]) -> Form:
    records = {kind.__name__: kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Record)}
    plain = [kind for kind in kinds if kind not in records.values()]
    return UnionForm(*_told_apart(plain), lambda tag: form_of(records[tag]) if tag in records else None, (*records,))


def _any_form() -> Form:
    """Whatever has a form: plain values, lists and sets of them, every record of the library with its class."""
    bare, marked, classes = _told_apart(
        [str, int, bool, float, *(form.kind for form in PLAIN if isinstance(form, WrittenForm))]
    )
    anything = OptionalForm(UnionForm(bare, marked, classes, _record_named, None))
    ordered, unordered = TupleForm(anything), SetForm(anything)
    bare[list] = ordered
    marked[unordered.tag] = unordered
    classes.update({tuple: ("", ordered), frozenset: (unordered.tag, unordered)})
    return anything


def _record_named(tag: str) -> Form | None:
    kind = record_classes().get(tag)
    return form_of(kind) if kind else None


def _told_apart(kinds: Iterable[Any]) -> tuple[dict[type, Form], dict[str, Form], dict[type, tuple[str, Form]]]:
    """Plain kinds by what JSON gives: those that stand as they are, those with a tag, and which is which.

    What JSON knows itself stands as it is. Of the rest one stands as it is where nothing else looks like it.
    """
    forms = {_plain_class(kind): form_of(kind) for kind in kinds}
    own = {kind: form for kind, form in forms.items() if form.exact is kind}
    bare: dict[type, Form] = dict(own)
    marked: dict[str, Form] = {}
    classes = {kind: ("", form) for kind, form in own.items()}
    others = {kind: form for kind, form in forms.items() if kind not in own}
    for kind, form in others.items():
        if str in bare or len(others) > 1:
            marked[form.tag] = form
            classes[kind] = (form.tag, form)
        else:
            bare[str] = form
            classes[kind] = ("", form)
    return bare, marked, classes


def _plain_class(kind: Any) -> type:  # noqa: ANN401 - any annotation
    plain: type = get_origin(kind) or getattr(kind, "__supertype__", kind)
    return plain

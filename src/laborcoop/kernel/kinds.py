"""Validators that refuse a value of the wrong kind: ``True`` is no number, a float no amount, a moment no date.

Annotations are not checked when a program runs; a count of ``"5"`` or a period from a moment would be built, and would
fail, or be wrong, far from where it came from. The refused value is never named: it may be personal.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NewType, Union, get_args, get_origin

from laborcoop.errors import InvalidValue
from laborcoop.kernel.field_kinds import field_kinds, is_of_kind
from laborcoop.kernel.text import Text

_WORDS: dict[type, Text] = {
    str: Text("文字", "a text"),
    int: Text("整数", "a whole number"),
    bool: Text("是或否", "true or false"),
    date: Text("日期（不带时刻）", "a date without an hour"),
    datetime: Text("时刻", "a moment"),
    time: Text("一天中的时刻", "an hour of the day"),
    Decimal: Text("十进制数 (Decimal)", "a decimal number (Decimal)"),
}

_SHOULD_BE = Text("{type}.{name} 应为{what}", "{type}.{name} is to be {what}")
_IN_FIELD = Text("{type}.{name}：{what}", "{type}.{name}: {what}")

Validator = Callable[[Any, Any, Any], None]


def of_kind(kind: type) -> Validator:
    """A validator that lets pass one kind only; put it in ``attrs.validators.optional`` where None may stand.

    Raises:
        InvalidValue: by the validator: the value is of another kind.
    """

    def check(instance: object, attribute: Any, value: Any) -> None:  # noqa: ANN401 - attrs' validator protocol
        if not is_of_kind(value, kind):
            raise _wrong(instance, attribute.name, _word(kind))

    return check


def each_of_kind(collection: type[Collection[object]], kind: type) -> Validator:
    """A validator that lets pass a collection of this class, each item of one kind.

    Raises:
        InvalidValue: by the validator: it is another collection, or an item of another kind.
    """
    what = Text("{collection}，每一项为{item}", "a {collection} of items that are each {item}")

    def check(instance: object, attribute: Any, value: Any) -> None:  # noqa: ANN401 - attrs' validator protocol
        if not isinstance(value, collection) or not all(is_of_kind(item, kind) for item in value):
            found = what.format(collection=collection.__name__, item=_word(kind))
            raise _wrong(instance, attribute.name, found)

    return check


def check_arguments(function: str, given: Iterable[tuple[str, object, type]]) -> None:
    """Refuse the arguments of a function that are not of their kinds, each a name, a value and a kind.

    Raises:
        InvalidValue: some are of another kind; all of them are named.
    """
    wrong = [
        Text("{name} 应为{what}", "{name} is to be {what}").format(name=name, what=_word(kind))
        for name, value, kind in given
        if not is_of_kind(value, kind)
    ]
    if wrong:
        raise InvalidValue(
            Text("{function} 的参数：{wrong}", "arguments of {function}: {wrong}").format(
                function=function, wrong=wrong
            )
        )


def refuse_misfits(record: type, values: Mapping[str, object]) -> None:
    """Refuse values of the fields of a record, by name, that are not of the kinds that their annotations name.

    Raises:
        InvalidValue: some are not; all of them are named.
    """
    wrong = [
        _SHOULD_BE.format(type=record.__name__, name=name, what=_what(hint))
        for name, hint, kind in field_kinds(record)
        if name in values and not kind.allows(values[name])
    ]
    if wrong:
        raise InvalidValue(Text("{wrong}", "{wrong}").format(wrong=wrong))


def in_field(instance: object, attribute: Any, what: Text) -> Text:  # noqa: ANN401 - as attrs calls a validator
    """What a validator says, with the class and the field that it is about, if it is asked of a field."""
    return what if attribute is None else _IN_FIELD.format(type=type(instance).__name__, name=attribute.name, what=what)


def _what(hint: Any) -> Text:  # noqa: ANN401 - any annotation
    """An annotation in words."""
    if isinstance(hint, NewType):
        return _what(hint.__supertype__)
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _what(parts[0])
    if origin in {Union, UnionType, Literal}:
        kinds = parts if origin is Literal else [_what(part) for part in parts]
        return Text("其中之一：{kinds}", "one of: {kinds}").format(kinds=kinds)
    if isinstance(origin, type):
        items = [_what(part) for part in parts if part is not ...]
        return Text("{origin}，其中为{items}", "a {origin} of {items}").format(origin=origin.__name__, items=items)
    return Text.same("None") if hint is NoneType else _word(hint)


def _word(kind: type) -> Text:
    return _WORDS.get(kind, Text.same(kind.__name__))


def _wrong(instance: object, name: str, what: Text) -> InvalidValue:
    return InvalidValue(_SHOULD_BE.format(type=type(instance).__name__, name=name, what=what))

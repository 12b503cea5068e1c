"""Validators that refuse a value of the wrong kind: ``True`` is no number, a float no amount, a moment no date.

Annotations are not checked when a program runs; a count of ``"5"`` or a period from a moment would be built, and would
fail, or be wrong, far from where it came from. The refused value is never named: it may be personal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from numbers import Real
from os import PathLike
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NewType, TypeVar, Union, get_args, get_origin

from laborcoop.errors import InvalidValue
from laborcoop.kernel.field_kinds import field_kinds, is_of_kind
from laborcoop.kernel.text import NO_TEXT, Text, in_a_row

_WORDS: dict[Any, Text] = {
    str: Text("文字", "a text"),
    int: Text("整数", "a whole number"),
    bool: Text("是或否", "true or false"),
    date: Text("日期（不带时刻）", "a date without an hour"),
    datetime: Text("时刻", "a moment"),
    time: Text("一天中的时刻", "an hour of the day"),
    Decimal: Text("十进制数 (Decimal)", "a decimal number (Decimal)"),
    Real: Text("数", "a number"),
    Iterable: Text("列表等可逐项读取的内容", "a list or another iterable"),
    Sequence: Text("列表等序列", "a list or another sequence"),
    PathLike: Text("路径", "a path"),
    bytes: Text("字节", "bytes"),
}

_MUST_BE = Text("{name} 应为{gap}{what}{given}", "{name} must be {what}{given}")
_GIVEN = Text("，而不是 {type}", ", not {type}")
_IN_FIELD = Text("{type}.{name}：{what}", "{type}.{name}: {what}")

Validator = Callable[[Any, Any, Any], None]
Item = TypeVar("Item")


def of_kind(kind: type) -> Validator:
    """A validator that lets pass one kind only; for a class that is no record, or beside a bound.

    Raises:
        InvalidValue: by the validator: the value is of another kind.
    """

    def check(instance: object, attribute: Any, value: Any) -> None:  # noqa: ANN401 - attrs' validator protocol
        if not is_of_kind(value, kind):
            raise InvalidValue(_must_be(f"{type(instance).__name__}.{attribute.name}", value, kind))

    return check


def check_arguments(function: str, given: Iterable[tuple[str, object, Any]]) -> None:
    """Refuse the arguments of a function that are not of their kinds, each a name, a value and a kind.

    Raises:
        InvalidValue: some are of another kind; all of them are named.
    """
    wrong = [_must_be(name, value, kind) for name, value, kind in given if not is_of_kind(value, kind)]
    if wrong:
        raise InvalidValue(
            Text("{function} 的参数：{wrong}", "arguments of {function}: {wrong}").format(
                function=function, wrong=in_a_row(wrong)
            )
        )


def check_items(function: str, name: str, values: Iterable[Item], kind: type[Item]) -> tuple[Item, ...]:
    """The items of an argument that is to be a list, or whatever else can be gone through, of one kind.

    Raises:
        InvalidValue: ``values`` cannot be gone through, or holds something of another kind.
    """
    check_arguments(function, ((name, values, Iterable),))
    items = tuple(values)
    check_arguments(function, ((f"{name}[{place}]", item, kind) for place, item in enumerate(items)))
    return items


def refuse_misfits(record: type, values: Mapping[str, object]) -> None:
    """Refuse values of the fields of a record, by name, that are not of the kinds that their annotations name.

    Raises:
        InvalidValue: some are not; all of them are named.
    """
    wrong = [
        _must_be(f"{record.__name__}.{name}", values[name], hint)
        for name, hint, kind in field_kinds(record)
        if name in values and not kind.allows(values[name])
    ]
    if wrong:
        raise InvalidValue(in_a_row(wrong))


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
    if origin is Literal:
        return Text("其中之一：{kinds}", "one of: {kinds}").format(kinds=parts)
    if origin in {Union, UnionType}:
        kinds = [_what(part) for part in parts]
        return Text("或".join(kind.zh for kind in kinds), " or ".join(kind.en for kind in kinds))
    if isinstance(origin, type):
        return _collection(origin, [_what(part) for part in parts if part is not ...])
    return Text.same("None") if hint is NoneType else _word(hint)


def _collection(origin: type, items: Sequence[Text]) -> Text:
    if issubclass(origin, Mapping):
        key, value = items
        return Text("{origin}，由{key}到{value}", "a {origin} from {key} to {value}").format(
            origin=origin.__name__, key=key, value=value
        )
    return Text("{origin}，其中为{items}", "a {origin} (each item {items})").format(origin=origin.__name__, items=items)


def _word(kind: type) -> Text:
    name = kind.__name__
    return _WORDS.get(kind, Text(name, f"{'an' if name[0] in 'AEIO' else 'a'} {name}"))


def _must_be(name: str, value: object, hint: Any) -> Text:  # noqa: ANN401 - any annotation
    """What a value must be, and what it is instead: its class alone, for it may be personal."""
    what = _what(hint)
    is_that_collection = type(value) is get_origin(hint)  # what is wrong is in it
    given = NO_TEXT if is_that_collection else _GIVEN.format(type="None" if value is None else type(value).__name__)
    gap = Text(" " if what.zh[0].isascii() else "", "")
    return _MUST_BE.format(name=name, gap=gap, what=what, given=given)

"""Validators that refuse a value of the wrong kind: ``True`` is no number, a float no amount, a moment no date.

Annotations are not checked when a program runs; a count of ``"5"`` or a period from a moment would be built, and would
fail, or be wrong, far from where it came from. The refused value is never named: it may be personal.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from laborcoop.errors import InvalidValue
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

Validator = Callable[[Any, Any, Any], None]


def is_of_kind(value: object, kind: type) -> bool:
    """Whether a value is of a kind, strictly: ``True`` is no int and a datetime no date.

    >>> is_of_kind(True, int), is_of_kind(datetime(2023, 2, 6), date), is_of_kind(6, int)
    (False, False, True)
    """
    if isinstance(value, bool):
        return kind is bool
    if isinstance(value, datetime):
        return kind is datetime
    return isinstance(value, kind)


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


def _word(kind: type) -> Text:
    return _WORDS.get(kind, Text.same(kind.__name__))


def _wrong(instance: object, name: str, what: Text) -> InvalidValue:
    return InvalidValue(
        Text("{type}.{name} 应为{what}", "{type}.{name} is to be {what}").format(
            type=type(instance).__name__, name=name, what=what
        )
    )

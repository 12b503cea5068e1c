"""Documents to plain values and back, with nothing coerced: ``7`` is no text, ``"false"`` is no truth value.

cattrs would turn one into the other; the hooks here refuse instead, each fault with its path, all at once. What a
document holds beyond its fields is kept in ``Entry.extra``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, TypeVar, get_args, get_origin

from attrs import evolve, fields
from cattrs import BaseValidationError, ClassValidationError, Converter, IterableValidationError
from cattrs.cols import homogenous_tuple_structure_factory, is_sequence
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from laborcoop.errors import InvalidValue
from laborcoop.exchange.entries import Entry
from laborcoop.exchange.strict_json import json_text, parse_json, unreadable
from laborcoop.kernel.text import Text

Document = TypeVar("Document", bound=Entry)

_KINDS = {
    str: Text("应为文字", "a text is expected"),
    int: Text("应为整数", "a whole number is expected"),
    bool: Text("应为 true 或 false", "true or false is expected"),
    date: Text("应为日期 2023-02-06", "a date such as 2023-02-06 is expected"),
    datetime: Text(
        "应为带时区的时间 2023-02-06T08:35:00+08:00", "a time such as 2023-02-06T08:35:00+08:00 is expected"
    ),
    Decimal: Text("应为写成文字的十进制数", "a decimal number, written as text, is expected"),
}
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_OBJECT = Text("应为对象", "an object is expected")
_LIST = Text("应为列表", "a list is expected")
_MISSING = Text("缺少这一字段", "the field is missing")


def write_document(document: Entry) -> str:
    """A document as JSON text, the same bytes for the same document.

    Raises:
        DocumentError: a text in it cannot be written as JSON.
    """
    return json_text(_converter().unstructure(document))


def read_document(text: str, kind: type[Document], document_format: str, version: int) -> Document:
    """Read a document.

    Args:
        text: JSON.
        kind: the class of the document.
        document_format: what its ``format`` must say.
        version: the latest version that this release reads.

    Raises:
        DocumentError: it cannot be read; with every fault and its path.
    """
    content = parse_json(text)
    written, newer = (content.get("format"), content.get("version")) if isinstance(content, dict) else (None, None)
    if written == document_format and type(newer) is int and newer > version:
        raise unreadable(
            Text(
                "version：这是第 {newer} 版，本程序只能读到第 {version} 版，请升级",
                "version: this is version {newer}, and this release reads up to {version}: upgrade it",
            ).format(newer=newer, version=version)
        )
    try:
        return _converter().structure(content, kind)
    except (BaseValidationError, InvalidValue) as refused:
        faults = [
            Text("{path}：{what}", "{path}: {what}").format(path=path, what=what) for path, what in _told(refused)
        ]
    # Raised outside the handler: cattrs' errors hold the values that they are about.
    raise unreadable(*faults)


def _converter() -> Converter:
    converter = Converter(detailed_validation=True)
    converter.register_structure_hook(str, _exactly(str))
    converter.register_structure_hook(int, _exactly(int))
    converter.register_structure_hook(bool, _exactly(bool))
    converter.register_structure_hook(date, _day)
    converter.register_structure_hook(datetime, _moment)
    converter.register_structure_hook(Decimal, _decimal)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(datetime, datetime.isoformat)
    converter.register_unstructure_hook(Decimal, _plain_decimal)
    converter.register_structure_hook_factory(_is_choice, _one_of)
    converter.register_structure_hook_factory(_is_tuple, _tuple_of)
    converter.register_unstructure_hook_factory(_is_tuple, _list_of)
    converter.register_structure_hook_factory(_is_entry, _entry_from)
    converter.register_unstructure_hook_factory(_is_entry, _entry_to)
    return converter


def _is_entry(kind: Any) -> bool:  # noqa: ANN401 - a type as cattrs gives it
    return isinstance(kind, type) and issubclass(kind, Entry)


def _is_choice(kind: Any) -> bool:  # noqa: ANN401 - a type as cattrs gives it
    return get_origin(kind) is Literal


def _is_tuple(kind: Any) -> bool:  # noqa: ANN401 - a type as cattrs gives it
    return is_sequence(kind) and get_origin(kind) is tuple


def _refuse(what: Text) -> InvalidValue:
    return InvalidValue(what)


def _exactly(kind: type) -> Callable[[object, object], object]:
    def read(value: object, _: object) -> object:
        if type(value) is not kind:
            raise _refuse(_KINDS[kind])
        return value

    return read


def _day(value: object, _: object) -> date:
    return _iso(value, date)


def _moment(value: object, _: object) -> datetime:
    moment = _iso(value, datetime)
    if moment.tzinfo is None:
        raise _refuse(_KINDS[datetime])
    return moment


_Iso = TypeVar("_Iso", date, datetime)


def _iso(value: object, kind: type[_Iso]) -> _Iso:
    try:
        read = kind.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        read = None
    if read is None or read.isoformat() != value:
        raise _refuse(_KINDS[kind])
    return read


def _plain_decimal(value: Decimal) -> str:
    return format(value, "f")


def _decimal(value: object, _: object) -> Decimal:
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise _refuse(_KINDS[Decimal])
    return Decimal(value)


def _one_of(kind: Any) -> Callable[[object, object], object]:  # noqa: ANN401 - a type as cattrs gives it
    allowed = get_args(kind)

    def read(value: object, _: object) -> object:
        if not any(type(value) is type(one) and value == one for one in allowed):
            raise _refuse(
                Text("应为其中之一：{allowed}", "one of these is expected: {allowed}").format(allowed=allowed)
            )
        return value

    return read


def _tuple_of(kind: Any, converter: Converter) -> Callable[[object, object], object]:  # noqa: ANN401 - as above
    inner = homogenous_tuple_structure_factory(kind, converter)

    def read(value: object, _: object) -> object:
        if not isinstance(value, list):
            raise _refuse(_LIST)
        return inner(value, kind)

    return read


def _list_of(kind: Any, converter: Converter) -> Callable[[tuple[object, ...]], list[object]]:  # noqa: ANN401 - as above
    inner = get_args(kind)[0]
    return lambda items: [converter.unstructure(item, unstructure_as=inner) for item in items]


def _entry_from(kind: type[Entry], converter: Converter) -> Callable[[object, object], Entry]:
    inner = make_dict_structure_fn(kind, converter, extra=override(omit=True))
    known = {attribute.name for attribute in fields(kind)} - {"extra"}

    def read(value: object, _: object) -> Entry:
        if not isinstance(value, dict):
            raise _refuse(_OBJECT)
        entry = inner(value, kind)
        extra = {key: item for key, item in value.items() if key not in known}
        return evolve(entry, extra=extra) if extra else entry

    return read


def _entry_to(kind: type[Entry], converter: Converter) -> Callable[[Entry], dict[str, object]]:
    inner = make_dict_unstructure_fn(kind, converter, extra=override(omit=True))
    return lambda entry: {**entry.extra, **inner(entry)}


def _told(error: Exception, path: str = "") -> Iterator[tuple[str, Text]]:
    """Each fault below an error, with its path (``people[3].rides[0].seat``); a missing field is a KeyError."""
    if isinstance(error, ClassValidationError):
        located, whole = error.group_exceptions()
        for cause, note in located:
            yield from _told(cause, f"{path}.{note.name}" if path else note.name)
        for cause in whole:
            yield from _told(cause, path)
    elif isinstance(error, IterableValidationError):
        for cause, place in error.group_exceptions()[0]:
            yield from _told(cause, f"{path}[{place.index}]")
    else:
        yield path or ".", error.text if isinstance(error, InvalidValue) else _MISSING

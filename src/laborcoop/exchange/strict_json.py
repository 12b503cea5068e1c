"""JSON text, read with nothing guessed and written with the same bytes each time.

Python's reader lets pass what other programs cannot read or read otherwise: NaN, a key given twice, half a surrogate
pair, numbers without end. Here each of them is a fault, and all are reported at once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from math import isfinite
from typing import Any

from laborcoop.errors import DocumentError, MissingExtra
from laborcoop.exchange.json_structure import is_deeper, keys_in, structure_of
from laborcoop.kernel.text import Text

_DEEPEST = 100
_MARKS_OF_HALVES = (b"\xed", b"\\u")
"""Half a surrogate pair begins with this byte, as some Korean syllables do, or is escaped."""
_DIGITS = bytes(ord("0") if byte in b"0123456789" else ord(" ") for byte in range(256))
"""Every digit as 0 and everything else as a blank, so that a long number is found without a look at each place."""
_LONG_NUMBER = b"0" * 19
_OUT_OF_RANGE = Text("有一个数超出范围", "a number is out of range")
_HALF = Text("有一段文字含有不成对的代理字符", "a text holds half a surrogate pair")
_LONGEST_KEY = 40
_TELLING_DIGITS = 7
_MOST_FAULTS = 100


def parse_json(text: str, *, fast: bool = False) -> object:
    """The value that a JSON text holds: dicts, lists, texts, numbers, booleans, None.

    Args:
        text: JSON.
        fast: whether msgspec parses it (extra ``fast``): the same values, and the same faults, for what msgspec refuses
            or may read otherwise is read again by Python's own reader.

    Raises:
        DocumentError: it is no JSON, or holds what no document may hold; with every fault.
        MissingExtra: it is to be fast, and msgspec is not installed.
    """
    faults: list[Text] = []
    value, keys = _quickly_loaded(text, faults) if fast else _loaded(text, faults)
    written = text.encode(errors="surrogatepass")
    if any(mark in written for mark in _MARKS_OF_HALVES):
        faults += [_HALF for part in _parts(value) if isinstance(part, str) and not _is_whole(part)]
    structure = structure_of(written)
    if is_deeper(structure, _DEEPEST):
        raise unreadable(*faults, _too_deep())
    if keys_in(structure) > keys:
        faults += _repeated_keys(text)
    if faults:
        raise unreadable(*faults)
    return value


def _quickly_loaded(text: str, faults: list[Text]) -> tuple[object, int]:
    """As `_loaded`, by msgspec where that reads the same."""
    try:
        import msgspec
    except ImportError:
        raise MissingExtra("msgspec", "fast") from None
    written = text.encode(errors="surrogatepass")
    # msgspec makes a number with a fraction of a whole number beyond 64 bits.
    if _LONG_NUMBER not in written.translate(_DIGITS):
        try:
            value = msgspec.json.decode(written)
            return value, sum(len(part) for level in _levels(value) for part in level if type(part) is dict)
        except (ValueError, RecursionError):  # its own errors are ValueErrors
            pass
    return _loaded(text, faults)


def _loaded(text: str, faults: list[Text]) -> tuple[object, int]:
    """What Python's reader makes of a text, and how many keys it kept; numbers it should not let pass are noted."""
    keys = 0

    def counted(item: dict[str, object]) -> dict[str, object]:
        nonlocal keys
        keys += len(item)
        return item

    def constant(name: str) -> None:
        faults.append(Text("不接受 {name}", "{name} is no number here").format(name=name))

    def number(written: str) -> float:
        read = float(written)
        if not isfinite(read):
            faults.append(_OUT_OF_RANGE)
        return read

    # Raised outside the handlers: a decoding error holds the whole text, and would be kept as context.
    try:
        return json.loads(text, parse_constant=constant, parse_float=number, object_hook=counted), keys
    except json.JSONDecodeError as error:
        fault = Text("第 {line} 行第 {column} 列不是 JSON", "line {line}, column {column}: this is no JSON").format(
            line=error.lineno, column=error.colno
        )
    except RecursionError:
        fault = _too_deep()
    except ValueError:
        fault = Text("有一个整数的位数过多", "a whole number has too many digits")
    raise unreadable(fault)


def _levels(value: object) -> Iterator[list[Any]]:
    """The objects and lists of a value, level by level from the outermost."""
    level: list[Any] = [value] if type(value) is dict or type(value) is list else []
    while level:
        yield level
        level = [
            part
            for item in level
            for part in (item.values() if type(item) is dict else item)
            if type(part) is dict or type(part) is list
        ]


def _repeated_keys(text: str) -> list[Text]:
    """A fault for each key that an object of a text has more than once: read again, object by object."""
    faults: list[Text] = []

    def pairs(given: list[tuple[str, object]]) -> None:
        counts = Counter(key for key, _ in given)
        faults.extend(
            Text("字段 {key} 在一个对象中出现多次", "the field {key} stands twice in one object").format(
                key=shown_key(key)
            )
            for key, count in counts.items()
            if count > 1
        )

    json.loads(text, object_pairs_hook=pairs)
    return faults


def json_text(value: object) -> str:
    """A value as JSON text: sorted keys, two blanks of indent, a line break at the end.

    Raises:
        DocumentError: the value holds NaN, infinity or half a surrogate pair, or is nested too deeply.
    """
    faults = list(_faults(value))
    if faults:
        raise DocumentError(Text("无法写成 JSON", "this cannot be written as JSON"), tuple(faults))
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False) + "\n"


def unreadable(*faults: Text) -> DocumentError:
    """The error for a document that cannot be read; beyond a hundred faults it says how many more there are."""
    told = faults[:_MOST_FAULTS]
    if len(faults) > len(told):
        more = Text("另有 {count} 处", "and {count} more").format(count=len(faults) - len(told))
        told = (*told, more)
    return DocumentError(
        Text("文件读不出来，有 {count} 处问题", "the document cannot be read: faults: {count}").format(
            count=len(faults)
        ),
        told,
    )


def shown_key(key: str) -> str:
    """A key as it may stand in an error: a plain name as it is, anything else, which may be personal, as ``…``.

    A name with as many digits as a phone or a resident number has is no plain one.
    """
    plain = key.isascii() and key.isidentifier() and len(key) <= _LONGEST_KEY
    return key if plain and sum(map(str.isdigit, key)) < _TELLING_DIGITS else "…"


def _too_deep() -> Text:
    return Text("嵌套超过 {deepest} 层", "it is nested more than {deepest} levels deep").format(deepest=_DEEPEST)


def _faults(value: object) -> Iterator[Text]:
    """What a value holds that no document may."""
    if next(islice(_levels(value), _DEEPEST, None), None) is not None:
        yield _too_deep()
        return
    for part in _parts(value):
        if isinstance(part, float) and not isfinite(part):
            yield _OUT_OF_RANGE
        elif isinstance(part, str) and not _is_whole(part):
            yield _HALF


def _parts(value: object) -> Iterator[object]:
    """Everything in a value, keys included; walked without recursion."""
    todo = [value]
    while todo:
        item = todo.pop()
        yield item
        if isinstance(item, dict):
            todo += [part for pair in item.items() for part in pair]
        elif isinstance(item, list):
            todo += item


def _is_whole(text: str) -> bool:
    """Whether a text holds no half of a surrogate pair, which UTF-8 has no bytes for."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True

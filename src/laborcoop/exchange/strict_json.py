"""JSON text, read with nothing guessed and written with the same bytes each time.

Python's reader lets pass what other programs cannot read or read otherwise: NaN, a key given twice, half a surrogate
pair, numbers without end. Here each of them is a fault, and all are reported at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import isfinite

from laborcoop.errors import DocumentError
from laborcoop.kernel.text import Text

_DEEPEST = 100
_LONGEST_KEY = 40
_MOST_FAULTS = 100


def parse_json(text: str) -> object:
    """The value that a JSON text holds: dicts, lists, texts, numbers, booleans, None.

    Raises:
        DocumentError: it is no JSON, or holds what no document may hold; with every fault.
    """
    faults: list[Text] = []

    def pairs(given: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(given)
        if len(made) < len(given):
            keys = [key for key, _ in given]
            faults.extend(
                Text("字段 {key} 在一个对象中出现多次", "the field {key} stands twice in one object").format(
                    key=shown_key(key)
                )
                for key in made
                if keys.count(key) > 1
            )
        return made

    def constant(name: str) -> None:
        faults.append(Text("不接受 {name}", "{name} is no number here").format(name=name))

    # Refused outside the handlers: Python's own error holds the whole text, and would be kept as context.
    value = None
    try:
        value = json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except json.JSONDecodeError as error:
        faults = [
            Text("第 {line} 行第 {column} 列不是 JSON", "line {line}, column {column}: this is no JSON").format(
                line=error.lineno, column=error.colno
            )
        ]
    except RecursionError:
        faults = [_too_deep()]
    except ValueError:
        faults = [Text("有一个整数的位数过多", "a whole number has too many digits")]
    faults.extend(_faults(value))
    if faults:
        raise unreadable(*faults)
    return value


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
    """A key as it may stand in an error: a plain name as it is, anything else, which may be personal, as ``…``."""
    return key if key.isascii() and key.isidentifier() and len(key) <= _LONGEST_KEY else "…"


def _too_deep() -> Text:
    return Text("嵌套超过 {deepest} 层", "it is nested more than {deepest} levels deep").format(deepest=_DEEPEST)


def _faults(value: object) -> Iterator[Text]:
    """What a parsed value holds that no document may; walked without recursion."""
    todo: list[tuple[object, int]] = [(value, 0)]
    while todo:
        item, depth = todo.pop()
        if isinstance(item, float) and not isfinite(item):
            yield Text("有一个数超出范围", "a number is out of range")
        elif isinstance(item, str) and not _is_whole(item):
            yield Text("有一段文字含有不成对的代理字符", "a text holds half a surrogate pair")
        elif isinstance(item, (dict, list)) and depth >= _DEEPEST:
            yield _too_deep()
        elif isinstance(item, dict):
            todo += [(part, depth + 1) for pair in item.items() for part in pair]
        elif isinstance(item, list):
            todo += [(part, depth + 1) for part in item]


def _is_whole(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)

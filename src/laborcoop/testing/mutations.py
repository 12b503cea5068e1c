"""A seeded mutator: valid documents in, documents damaged as files are damaged out.

What the loaders must meet: a value of another type or shape, a field lost or doubled, numbers that are none, digits of
other scripts, text that cannot be seen, brackets without end. The same random source gives the same damage::

    damaged = mutated_text(write_json(worker, reveal=True), Random(7))
"""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

_VALUES: tuple[object, ...] = (
    None,
    True,
    False,
    0,
    -1,
    7,
    3.9,
    -0.0,
    1e308,
    float("nan"),
    float("inf"),
    10**30,
    "",
    " ",
    "0",
    "-0",
    "7",
    "3.9",
    "NaN",
    "Infinity",
    "1e999",
    "１２３",
    "٣٤",
    "null",
    "false",
    "None",
    "=1+1",
    "@cmd",
    "\u202e2023",
    "a\u200bb",
    "a\u0000b",
    "\ud800",
    "𝟚",
    "2023-02-29",
    "2023-02-06",
    "2023-02-06T08:35:00",
    "2023-02-06T24:00:00+08:00",
    "1988-04-10T02:30:00+08:00",
    "5.33301E+17",
    "9" * 30,
    "x" * 5000,
    [],
    {},
    [None],
    {"type": "Worker"},
    {"zh": "水"},
    [[[[[]]]]],
)
"""What stands in a cell or field by mistake or by malice."""

_SNIPPETS = ("NaN", "1e999", "-", "\\ud800", '"a":1,', "[" * 300, "}", "\u0000", "\ufeff", "٣", "//", "1e-9999", "'")
"""What stands in a text by mistake or by malice."""

_CHARACTERS = '{}[]",:\\0189eE+-.tfnu \t\n中\u200b'


def mutated(document: object, random: Random) -> object:
    """A copy of a JSON value with one to three of its parts lost, doubled, moved, renamed or replaced."""
    root = [json.loads(json.dumps(document))]
    for _ in range(random.randint(1, 3)):
        holder, key = random.choice(_places(root))
        random.choice(_DAMAGES)(holder, key, random)
        if not root:
            return None
    return root[0]


def mutated_text(document: object, random: Random) -> str:
    """A JSON value damaged as a value, as text, or as both."""
    text = json.dumps(mutated(document, random) if random.random() < _AS_VALUE else document, ensure_ascii=False)
    if random.random() < _AS_TEXT:
        text = damaged_text(text, random)
    return text


_AS_VALUE = 0.9
_AS_TEXT = 0.3


def damaged_text(text: str, random: Random) -> str:
    """A text with a piece lost, doubled or put in, or with one character changed."""
    start = random.randint(0, len(text))
    end = min(len(text), start + random.randint(0, 12))
    middle = random.choice(
        ("", text[start:end] * 2, random.choice(_SNIPPETS), random.choice(_CHARACTERS), str(random.choice(_VALUES)))
    )
    return text[:start] + middle + text[end:]


def _places(root: list[Any]) -> list[tuple[Any, Any]]:
    """Every part of a value by what holds it and under which key."""
    found: list[tuple[Any, Any]] = []
    todo: list[Any] = [root]
    while todo:
        holder = todo.pop()
        for key in list(holder) if isinstance(holder, dict) else range(len(holder)):
            found.append((holder, key))
            if isinstance(holder[key], (dict, list)):
                todo.append(holder[key])
    return found


def _replace(holder: Any, key: Any, random: Random) -> None:  # noqa: ANN401 - a list or an object
    holder[key] = random.choice(_VALUES)


def _lose(holder: Any, key: Any, _random: Random) -> None:  # noqa: ANN401 - as above
    del holder[key]


def _wrap(holder: Any, key: Any, random: Random) -> None:  # noqa: ANN401 - as above
    holder[key] = random.choice(([holder[key]], [holder[key], holder[key]], {"value": holder[key]}))


def _rename(holder: Any, key: Any, random: Random) -> None:  # noqa: ANN401 - as above
    if isinstance(holder, dict):
        holder[random.choice(("", "extra", f"{key} ", str(key).upper(), "字段", "\ud800"))] = holder.pop(key)
    else:
        holder.insert(random.randint(0, len(holder)), holder[key])


def _retype(holder: Any, key: Any, _random: Random) -> None:  # noqa: ANN401 - as above
    value = holder[key]
    holder[key] = str(value) if isinstance(value, (bool, int, float)) else json.dumps(value)


def _damage(holder: Any, key: Any, random: Random) -> None:  # noqa: ANN401 - as above
    if isinstance(holder[key], str):
        holder[key] = damaged_text(holder[key], random)
    else:
        _replace(holder, key, random)


_DAMAGES: tuple[Callable[[Any, Any, Random], None], ...] = (_replace, _lose, _wrap, _rename, _retype, _damage)

"""What the text tells of its objects and lists, against a walk through the values."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from laborcoop.exchange.json_structure import is_deeper, keys_in, structure_of

_TEXT = st.text(st.sampled_from('"\\:[]{}\n a江'), max_size=6)
_VALUES = st.recursive(
    st.none() | st.integers() | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=20,
)


def _depth(value: object) -> int:
    if isinstance(value, dict):
        value = list(value.values())
    return 1 + max(map(_depth, value), default=0) if isinstance(value, list) else 0


def _keys(value: object) -> int:
    if isinstance(value, dict):
        return len(value) + sum(map(_keys, value.values()))
    return sum(map(_keys, value)) if isinstance(value, list) else 0


@given(_VALUES, st.sampled_from([(",", ":"), (" ,", " :"), (",\n", "\t:\r")]))
@example(["]", [["]"], "["], ":", {":": '":'}], (",", ":"))
@example([":", ":", "\\", "[", {'\\"': '"['}], (",", ":"))
def test_the_text_tells_how_many_keys_there_are_and_how_deep_they_lie(
    value: object, separators: tuple[str, str]
) -> None:
    keys, depth = _keys(value), _depth(value)
    for ascii_only in (True, False):
        structure = structure_of(json.dumps(value, separators=separators, ensure_ascii=ascii_only).encode())
        assert keys_in(structure) == keys
        assert not is_deeper(structure, depth)
        assert depth == 0 or is_deeper(structure, depth - 1)


@pytest.mark.parametrize(
    ("text", "structure"),
    [
        ('{"a": [1, {"b": "c"}]}', b"[:[[:]]]"),
        ('{"[": "{", "a:b": ":"}', b"[::]"),
        (r'["\"[", "\\", "]\\\"", {}]', b"[[]]"),
        ('["x", ":y", "z:", "", "{"]', b"[]"),
        ('":"', b""),
    ],
)
def test_only_what_stands_in_no_string_is_kept(text: str, structure: bytes) -> None:
    assert structure_of(text.encode()) == structure


def test_a_key_given_twice_counts_twice() -> None:
    assert keys_in(structure_of(b'{"a": 1, "a" : 2}')) == 2

"""JSON text: what is refused, and that what is written is the same each time."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.errors import DocumentError
from laborcoop.exchange.strict_json import json_text, parse_json, shown_key

_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(_VALUES)
def test_what_is_written_is_read_back(value: object) -> None:
    assert parse_json(json_text(value)) == value


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), st.integers(), max_size=6))
def test_the_order_of_keys_does_not_change_the_bytes(value: dict[str, int]) -> None:
    assert json_text(dict(reversed(value.items()))) == json_text(value)


def test_text_stands_as_it_is_and_a_line_break_ends_it() -> None:
    assert json_text({"b": "怒江", "a": [1]}) == '{\n  "a": [\n    1\n  ],\n  "b": "怒江"\n}\n'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "line 1, column 1: this is no JSON"),
        ('{"a": 1,}', "this is no JSON"),
        ("{} {}", "this is no JSON"),
        ('{"a": NaN}', "NaN is no number here"),
        ("[Infinity]", "Infinity is no number here"),
        ("[-Infinity]", "-Infinity is no number here"),
        ("[1e999]", "a number is out of range"),
        ('["\\ud800"]', "a text holds half a surrogate pair"),
        ('{"\\udfff": 1}', "a text holds half a surrogate pair"),
        ('{"id": 1, "id": 1}', "the field id stands twice in one object"),
        ('{"id" : 1, "id"\n:2, "no": {"no": 1}}', "the field id stands twice in one object"),
        ('{"id": "\\":\\":", "id": 1}', "the field id stands twice in one object"),
        ('[{"id": 1, "id": ":"}, {"\\"": 3}]', "the field id stands twice in one object"),
        ("[" * 100_000 + "]" * 100_000, "it is nested more than 100 levels deep"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "it is nested more than 100 levels deep"),
        ("[" * 101 + "]" * 101, "it is nested more than 100 levels deep"),
        ("[" + "9" * 10_000 + "]", "a whole number has too many digits"),
    ],
)
def test_a_text_that_is_no_sound_json_is_refused_with_a_sentence(text: str, fault: str) -> None:
    with pytest.raises(DocumentError) as refused:
        parse_json(text)
    assert [told for told in refused.value.faults if fault in told.en]
    assert all(told.zh for told in refused.value.faults)


@given(_VALUES, st.sampled_from([(",", ":"), (" ,", " :"), (", ", ": "), (",\n", "\t:")]))
def test_no_value_is_taken_for_one_with_repeated_keys(value: object, separators: tuple[str, str]) -> None:
    for ascii_only in (True, False):
        assert parse_json(json.dumps(value, separators=separators, ensure_ascii=ascii_only)) == value


@given(st.dictionaries(st.text(st.sampled_from('":\\a '), max_size=3), st.text(st.sampled_from('":\\a ')), min_size=1))
def test_a_repeated_key_is_found_whatever_the_texts_around_it(value: dict[str, str]) -> None:
    text = json.dumps(value)
    assert parse_json(text) == value
    key = json.dumps(next(iter(value)))
    for blank in ("", " "):
        with pytest.raises(DocumentError, match="stands twice"):
            parse_json(f"{text[:-1]}, {key}{blank}: 1}}")


def test_a_hundred_levels_are_read_and_written() -> None:
    value = parse_json("[" * 100 + "]" * 100)
    assert parse_json(json_text(value)) == value


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(DocumentError) as refused:
        parse_json('{"a": NaN, "b": ["\\ud800", 1e999], "c": 1, "c": 2}')
    assert len(refused.value.faults) == 4
    assert refused.value.text.en.endswith("faults: 4")


def test_of_very_many_faults_a_hundred_are_told_and_the_others_counted() -> None:
    with pytest.raises(DocumentError) as refused:
        parse_json(json.dumps([math.nan] * 250))
    assert len(refused.value.faults) == 101
    assert refused.value.faults[-1].en == "and 150 more"


def test_half_a_surrogate_pair_at_the_end_of_a_wide_text_is_found() -> None:
    with pytest.raises(DocumentError):
        parse_json('["怒江\\ud800"]')
    assert parse_json('["\\ud83d\\ude00"]') == ["\U0001f600"]


@pytest.mark.parametrize("value", [math.nan, math.inf, "\ud800", {"\ud800": 1}])
def test_what_cannot_be_read_is_not_written(value: object) -> None:
    with pytest.raises(DocumentError):
        json_text([value])


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("worker_id", "worker_id"),
        ("阿普", "…"),
        ("a b", "…"),
        ("a" * 41, "…"),
        ("n123456", "n123456"),
        ("n1234567", "…"),
    ],
)
def test_a_key_that_may_be_personal_is_not_shown(key: str, shown: str) -> None:
    assert shown_key(key) == shown


def test_what_is_nested_too_deeply_is_not_written_either() -> None:
    value: object = 1
    for _ in range(101):
        value = [value]
    with pytest.raises(DocumentError, match="cannot be written") as refused:
        json_text(value)
    assert [fault.en for fault in refused.value.faults] == ["it is nested more than 100 levels deep"]

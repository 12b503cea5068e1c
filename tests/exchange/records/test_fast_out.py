"""With msgspec as its parser a reader gives the same records and the same faults."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import laborcoop as lc
from laborcoop.errors import DocumentError, MissingExtra
from laborcoop.exchange.strict_json import json_text, parse_json
from laborcoop.kernel.record import Record
from laborcoop.people import Worker

_TEXTS = st.text(st.characters(codec="utf-8"), max_size=6)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=8,
)


def _outcome(text: str, *, fast: bool) -> object:
    try:
        return repr(parse_json(text, fast=fast))
    except DocumentError as error:
        return error.faults


@given(_VALUES, st.integers(0, 200), st.sampled_from(["", '"', "}", ",", "\\", "1", "e", "null", '"a":1,']))
def test_any_text_sound_or_broken_gives_the_same(value: object, place: int, put: str) -> None:
    text = json_text(value)
    broken = text[:place] + put + text[place:]
    assert _outcome(broken, fast=True) == _outcome(broken, fast=False)


@pytest.mark.parametrize(
    "text",
    [
        "[1e999]",
        "[NaN]",
        "[-Infinity]",
        '["\\ud800"]',
        '{"a": 1, "a": 2}',
        '{"a" : 1, "a" : 2}',
        f"[{2**64}]",
        f"[-{2**70}]",
        "[1.0, 1, -0.0]",
        "[" * 200 + "]" * 200,
        "[" * 100_000 + "]" * 100_000,
        "",
        "{} {}",
        "[01]",
        "[1.]",
    ],
)
def test_hostile_texts_give_the_same(text: str) -> None:
    assert _outcome(text, fast=True) == _outcome(text, fast=False)


def test_records_are_the_same(records: tuple[Record, ...], worker: Worker) -> None:
    text = lc.write_records(records, reveal=True)
    assert lc.read_records(text, fast=True).value == lc.read_records(text).value == records
    one = lc.write_json(worker, reveal=True)
    assert lc.read_json(one, Worker, fast=True).value == worker
    with pytest.raises(DocumentError) as slow:
        lc.read_json(one.replace('"id"', '"ID"'), Worker)
    with pytest.raises(DocumentError) as fast:
        lc.read_json(one.replace('"id"', '"ID"'), Worker, fast=True)
    assert fast.value.faults == slow.value.faults


def test_without_msgspec_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "msgspec", None)
    with pytest.raises(MissingExtra, match=r"laborcoop\[fast\]"):
        parse_json("{}", fast=True)

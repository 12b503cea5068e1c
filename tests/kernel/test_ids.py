"""Ids: visible, short, and not to be guessed back."""

from __future__ import annotations

import pytest
from attrs import field, frozen
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import LONGEST_ID, WorkerId, check_id, is_id, keyed_id, order_key

SALT = "sixteen characters or more"


@frozen
class Thing:
    id: WorkerId = field(validator=check_id)


@pytest.mark.parametrize("right", ["W", "W-0412", "登记 7", "x" * 64])
def test_an_id_is_1_to_64_visible_characters(right: str) -> None:
    assert Thing(WorkerId(right)).id == right
    assert is_id(right)


@pytest.mark.parametrize("wrong", ["", " W", "W ", "W\tx", "W\u200bx", "x" * 65])
def test_what_cannot_be_seen_is_no_id(wrong: str) -> None:
    with pytest.raises(InvalidValue, match=r"Thing\.id is not a valid id"):
        Thing(WorkerId(wrong))
    assert not is_id(wrong)


def test_the_longest_id_is_as_long_as_is_said() -> None:
    assert is_id("x" * LONGEST_ID)
    assert not is_id("x" * (LONGEST_ID + 1))


@given(st.text(), st.text())
def test_a_keyed_id_depends_on_the_text_and_nothing_else(first: str, second: str) -> None:
    one, other = keyed_id("W", SALT, first), keyed_id("W", SALT, second)
    assert (one == other) is (first == second)
    assert keyed_id("W", SALT, first) == one
    Thing(WorkerId(one))


def test_a_keyed_id_depends_on_the_salt() -> None:
    assert keyed_id("W", SALT, "a") != keyed_id("W", SALT + "!", "a")


def test_a_keyed_id_is_the_first_12_hex_digits_of_an_hmac() -> None:
    # printf a | openssl dgst -sha256 -hmac 'sixteen characters or more'
    assert keyed_id("W", SALT, "a") == "W-e549a91b08c1"


def test_a_short_salt_is_refused() -> None:
    keyed_id("W", "x" * 16, "a")
    with pytest.raises(InvalidValue, match="too short: at least 16"):
        keyed_id("W", "x" * 15, "a")


@given(st.data(), st.lists(st.text(), unique=True))
def test_ids_are_ordered_without_favour_and_the_same_each_time(data: st.DataObject, ids: list[str]) -> None:
    assert sorted(ids, key=order_key) == sorted(data.draw(st.permutations(ids)), key=order_key)
    assert len({order_key(text) for text in ids}) == len(ids)


def test_the_order_of_ids_is_not_the_alphabet() -> None:
    names = [f"W-{n:02}" for n in range(20)]
    assert sorted(names, key=order_key) != names


def test_the_order_of_ids_is_that_of_a_hash_of_eight_bytes_in_every_version() -> None:
    # printf W-0001 | b2sum -l 64
    assert order_key("W-0001").hex() == "d4089a5c0e5dfcf7"

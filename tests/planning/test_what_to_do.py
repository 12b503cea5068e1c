"""Whoever is left out for a reason of a stage's own learns, as by a rule, what could be done about it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import laborcoop
from laborcoop.kernel.text import NO_TEXT
from laborcoop.planning.verification.causes import _ASKS
from laborcoop.planning.what_to_do import WHAT_TO_DO, what_to_do

SOURCES = Path(laborcoop.__file__).parent
OF_A_RETURN = re.compile(r'"((?:admission|posts|seats|beds|gate|convoys|batching|collecting)\.[a-z-]+)"')
ELSEWHERE = {"collecting.at-station"}
"""Nothing is to be done: who waits at the station is not left out."""


def test_every_reason_of_a_return_says_what_to_do() -> None:
    written = {code for path in SOURCES.rglob("*.py") for code in OF_A_RETURN.findall(path.read_text(encoding="utf-8"))}
    verified = {code for codes in _ASKS.values() for code in codes}
    assert (written | verified) - ELSEWHERE == set(WHAT_TO_DO)


@pytest.mark.parametrize("code", sorted(WHAT_TO_DO))
def test_what_to_do_is_one_sentence_in_both_languages(code: str) -> None:
    said = what_to_do(code)
    assert re.search("[一-鿿]", said.zh)
    assert re.fullmatch("[ -~]+", said.en)
    assert not said.zh.endswith("。")
    assert not said.en.endswith(".")


def test_of_a_rule_its_findings_say_it() -> None:
    assert what_to_do("TR-04") == NO_TEXT

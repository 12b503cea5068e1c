"""Whatever the damage, a loader answers with a value or with an error of the library's own."""

from __future__ import annotations

import json
from collections import Counter
from random import Random

import pytest

from laborcoop.errors import InvalidValue
from laborcoop.kernel.text import Text
from laborcoop.testing.loaders import Loader, loaders, outcome
from laborcoop.testing.mutations import damaged_text, mutated, mutated_text

KNOWN = loaders()
DOCUMENT = {
    "type": "Worker",
    "id": "W-1",
    "skills": ["电工", "焊工"],
    "age": 3,
    "address": {"village": "V", "ok": True},
}


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_a_loader_reads_its_samples_and_never_falls_over_damaged_ones(name: str) -> None:
    loader, random = KNOWN[name], Random(20230206)
    for sample in loader.samples:
        loader.read(sample)
    said = Counter(outcome(loader, random) for _ in range(100))
    assert set(said) <= {"read", "refused"}
    assert said["refused"] > 0


def test_the_same_random_source_gives_the_same_damage() -> None:
    first = [mutated_text(DOCUMENT, Random(seed)) for seed in range(50)]
    assert first == [mutated_text(DOCUMENT, Random(seed)) for seed in range(50)]
    assert len(set(first)) > 40


def test_damage_leaves_what_it_was_given_as_it_was() -> None:
    before = json.dumps(DOCUMENT)
    for seed in range(200):
        mutated(DOCUMENT, Random(seed))
    assert json.dumps(DOCUMENT) == before


def test_even_the_whole_may_be_lost() -> None:
    assert None in [mutated({}, Random(seed)) for seed in range(200)]


def test_a_text_is_damaged_at_any_place_the_empty_one_too() -> None:
    assert {damaged_text("", Random(seed)) for seed in range(50)} > {""}


def test_what_falls_out_of_a_loader_is_told_with_its_class() -> None:
    def fall(_: str) -> object:
        raise KeyError("number")

    def refuse(_: str) -> object:
        raise InvalidValue(Text("不对", "wrong"))

    assert outcome(Loader(fall, ["x"]), Random(1)) == "KeyError: 'number'"
    assert outcome(Loader(refuse, ["x"]), Random(1)) == "refused"
    assert outcome(Loader(str, ["x"]), Random(1)) == "read"

"""Many ids looked up at once by their characters: the same numbers as from a dictionary, or none at all."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.allocation import Problem, names, read_rankings
from laborcoop.allocation.names import Names
from laborcoop.allocation.rankings import Rankings
from laborcoop.errors import ProblemError

IDS = st.text(st.sampled_from("Wé户\n-01\ud800"), max_size=18)


def known_as(ids: list[str]) -> Names:
    found = Names.of({name: at for at, name in enumerate(ids)})
    assert found is not None
    return found


@given(st.integers(1, 17), st.integers(1, 200), st.randoms(use_true_random=True), st.sampled_from([1, 9, 12]))
def test_ids_that_are_as_long_have_the_numbers_of_the_dictionary(
    length: int, count: int, chance: Random, bits: int
) -> None:
    ids = sorted({"".join(chance.choices("户W0123456789-", k=length)) for _ in range(count)})
    ids = [name for name in ids if len(name.encode()) == len(ids[0].encode())]
    chance.shuffle(ids)
    asked = chance.choices(ids, k=2 * count)
    with pytest.MonkeyPatch.context() as patch:
        # Of two slots nearly all ids share one.
        patch.setattr(names, "_SPARE", bits - len(ids).bit_length())
        found = known_as(ids).numbers(asked)
    assert found is not None
    assert found.tolist() == [ids.index(name) for name in asked]


@given(st.lists(IDS, min_size=1, max_size=6), st.lists(IDS, min_size=1, max_size=6))
def test_any_other_id_is_known_to_none(ids: list[str], asked: list[str]) -> None:
    ids = list(dict.fromkeys(ids))
    found = Names.of({name: at for at, name in enumerate(ids)})
    alike = len({len(name.encode("utf-8", "surrogatepass")) for name in ids}) == 1
    assert (found is None) == (not alike or "\n" in "".join(ids))
    if found is not None:
        numbers = found.numbers(asked)
        told = None if numbers is None else numbers.tolist()
        assert told == ([ids.index(name) for name in asked] if set(asked) <= set(ids) else None)


@pytest.mark.parametrize(
    "asked",
    [
        ["ab", "cdef"],  # as many characters in all
        ["abc\n\n\n\n\ndef", "", "", "x"],  # an id that looks like two
        ["abc", "xyz"],
        ["abc", ("def",)],
        ["abc", 1],
    ],
)
def test_what_only_looks_like_the_ids_is_not_taken_for_them(asked: list[Any]) -> None:
    assert known_as(["abc", "def"]).numbers(asked) is None


@pytest.mark.parametrize("written", ["W{:05}", "W{}"])
def test_long_lists_of_many_are_read_as_short_ones_are(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [written.format(number) for number in range(40)]
    given: dict[str, Any] = {
        "applicants": {name: ["P", "Q"][: 1 + at % 2] for at, name in enumerate(people)},
        "places": {"P": people[::-1], "Q": people[:3]},
        "capacity": {"P": 3, "Q": 4},
    }
    first = Problem.from_preferences(**given).pairs
    monkeypatch.setattr(read_rankings, "_MANY", 2)
    monkeypatch.setattr(read_rankings, "_LONG", 2)
    second = Problem.from_preferences(**given).pairs
    for side in ("wishes", "wanted"):
        lists = [getattr(pairs, side) for pairs in (first, second)]
        assert all(isinstance(one, Rankings) for one in lists)
        assert lists[0].numbers == lists[1].numbers
        assert lists[0].starts == lists[1].starts
    given["places"] = {"P": [*people, "nobody", people[0]], "Q": [(people[0], people[1]), people[2]]}
    with pytest.raises(ProblemError) as caught:
        Problem.from_preferences(**given)
    assert {text.en for text in caught.value.faults} == {
        "a place lists the unknown applicant nobody",
        f"P lists {people[0]} twice",
    }

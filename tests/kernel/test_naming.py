"""Ids that name nothing are refused all at once, with their place and what may be meant."""

from __future__ import annotations

import pytest

from laborcoop.errors import InvalidValue
from laborcoop.kernel.naming import Names, check_names
from laborcoop.kernel.text import Text

HERE, THERE = Text("此处", "here"), Text("彼处", "there")


def test_ids_that_name_something_pass() -> None:
    check_names()
    check_names(Names(HERE, ["A", "A"], ["A", "B"]), Names(THERE, [], []))


def test_ids_that_name_nothing_are_told_of_with_their_place_in_both_languages() -> None:
    with pytest.raises(InvalidValue) as refused:
        check_names(Names(HERE, ["A-2", "A-1"], ["A-1"]), Names(THERE, iter(["Z"]), iter([])))
    assert refused.value.text == Text(
        "此处：没有 A-2，是否应为“A-1”？；彼处：没有 Z，目前一个也没有，请先补上",
        "here: nothing has the id A-2, did you mean “A-1”?; "
        "there: nothing has the id Z, there is none so far: add it first",
    )


def test_of_very_many_the_first_are_told_and_how_many_more_there_are() -> None:
    with pytest.raises(InvalidValue) as refused:
        check_names(Names(HERE, [f"{number:02}" for number in range(23)], ["X"]))
    assert refused.value.text.en.count("nothing has the id") == 20
    assert refused.value.text.en.endswith("; 3 more")

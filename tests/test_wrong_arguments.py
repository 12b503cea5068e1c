"""Whatever of the wrong kind is handed to a function of the package is refused in words that name the argument."""

from __future__ import annotations

import inspect
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import laborcoop as lc
from laborcoop.testing import Programme, small_case

ANY: Any = lc
ON = date(2023, 1, 28)
FUNCTIONS = [
    function
    for function in (getattr(lc, name) for name in lc.__all__)
    if inspect.isfunction(function) and inspect.signature(function).parameters
]
OWN_WORDS = {
    "allocate": "the allocation problem contradicts itself",
    "job_postings": "arguments of job_postings: employers",
    "plan_fairs": "arguments of plan_fairs: question",
    "write_json": "has no form in JSON",
}


@pytest.mark.parametrize("wrong", [object(), 7, None], ids=["object", "number", "nothing"])
@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_every_function_of_the_package_says_what_is_wrong_with_its_arguments(
    function: Callable[..., object], wrong: object
) -> None:
    needed = [one for one in inspect.signature(function).parameters.values() if one.default is one.empty]
    by_name = {one.name: wrong for one in needed if one.kind is one.KEYWORD_ONLY}
    with pytest.raises(lc.LaborcoopError) as refused:
        function(*[wrong] * (len(needed) - len(by_name)), **by_name)
    said = OWN_WORDS.get(function.__name__, f"arguments of {function.__name__}: {needed[0].name}")
    assert said in refused.value.text.en
    assert "not NoneType" not in refused.value.text.en


@pytest.mark.parametrize("count", [lc.measure, lc.year_end_report])
def test_who_counts_a_plan_is_told_to_count_what_was_done(count: Callable[[Any], object]) -> None:
    plan = lc.plan_return(small_case(Programme()))
    with pytest.raises(lc.InvalidValue, match=r"use (measure|year_end_report)\(plan\.carried_out\(\)\)"):
        count(plan)
    count(plan.carried_out())


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: ANY.check("folder"), "case must be a Case, not str"),
        (lambda: ANY.read_roster("a.csv", on="2023-01-28"), "on must be a date without an hour, not str"),
        (lambda: ANY.read_roster([7], on="2023-01-28"), "on must be a date"),
        (
            lambda: ANY.read_roster([7], on=ON),
            r"files\[0\] must be a Path or a text, not",
        ),
        (
            lambda: ANY.read_roster([("a.csv", b"")], on=ON),
            r"files\[0\] must be a Path or a text, not",
        ),
        (lambda: ANY.read_roster(b"name", on=ON), "files are paths, and not what files hold; write it to a file first"),
        (lambda: ANY.read_roster(io.BytesIO(b"name"), on=ON), "files are paths, and not what files hold"),
        (lambda: ANY.stream_roster(bytearray(b"name"), on=ON), "arguments of stream_roster: files are paths"),
        (lambda: ANY.stream_roster("a.csv", on=None), "on must be a date without an hour, not None"),
        (lambda: ANY.load_case("folder", on="2023-01-28"), "on must be a date without an hour or None, not str"),
        (lambda: ANY.load_case("folder", book={}), "book must be a RuleBook or None, not dict"),
        (lambda: ANY.job_postings(["P-1"], []), r"posts\[0\] must be a JobPost, not str"),
        (lambda: ANY.plan_fairs([7], None), "question must be a Touring, not None"),
        (lambda: ANY.write_table([], 7), "path must be a text or a path, not int"),
        (lambda: ANY.write_json(lc), "module has no form in JSON"),
    ],
)
def test_arguments_that_a_first_reader_gets_wrong_are_named(call: Callable[[], object], said: str) -> None:
    with pytest.raises(lc.LaborcoopError, match=said):
        call()

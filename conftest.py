"""Every code block of the documentation runs; and for the coverage counts what tests reach, not what chance does."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, nullcontext
from fnmatch import fnmatch
from functools import cache, wraps
from itertools import count
from types import FrameType

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, settings
from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser


class Docstrings(PythonDocStringDocument):
    """The docstrings of a module; most modules have no examples, which is seen without looking for its docstrings."""

    @staticmethod
    def extract_docstrings(python_source_code: str) -> Iterator[tuple[int, int, str]]:
        """Where the docstrings are, if one of them holds an example."""
        if ">>>" in python_source_code:
            yield from PythonDocStringDocument.extract_docstrings(python_source_code)


pages = Sybil(
    parsers=[PythonCodeBlockParser(), SkipParser()],
    patterns=["*.md"],
    excludes=["CHANGELOG.md", "docs/reference/rules/*"],  # the rules' pages, two for each, hold no code
)
docstrings = Sybil(
    parsers=[DocTestParser()],
    patterns=["*.py"],
    excludes=["conftest.py", "tests/*", "examples/*", "docs/*"],
    document_types={".py": Docstrings},
)

pytest_collect_file = (pages + docstrings).pytest()

# How fast examples are made depends on what else the machine is doing: no test fails for that. Where lines are counted,
# the examples of a law are the same each time, so that none reaches a line by chance. Elsewhere they are new ones, save
# where that profile is asked for by name: whether a change may land is no matter of chance.
for profile, is_the_same in (("new-examples", False), ("same-examples", True)):
    settings.register_profile(
        profile, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=is_the_same
    )
settings.load_profile("new-examples" if Coverage.current() is None else "same-examples")

UNCOUNTED = (
    "tests/examples/*::*",
    "tests/planning/*laws.py::*",
    "tests/allocation/test_laws.py::*",
    "tests/allocation/test_brute_force.py::*",
    "tests/allocation/test_rules_brute_force.py::test_plan_after_plan_*",
    "tests/allocation/test_rules_brute_force.py::test_prices_and_a_list_agree_on_*",
    "tests/allocation/test_moving.py::test_no_way_*",
    "tests/allocation/test_true_reasons.py::test_no_explanation_of_the_same_few_*",
    "tests/allocation/test_conflict.py::test_the_conflict_is_a_smallest_one_*",
    "tests/allocation/test_cohorts.py::test_branching_and_the_integer_program_*",
    "tests/allocation/test_public_cases.py::*",
    "tests/allocation/test_groups_by_rules.py::test_one_more_opening_*",
    "tests/allocation/test_groups_by_rules.py::test_a_worse_answer_*",
    "tests/cli/test_terminal.py::test_on_a_narrow_terminal_*",
    "tests/cli/test_terminal.py::test_the_table_of_a_plan_*",
    "tests/cli/test_terminal.py::test_in_a_pipe_*",
    "tests/exchange/records/test_schemas_out.py::test_every_class_has_a_schema_*",
    "tests/exchange/roster/test_laws.py::*",
    "tests/exchange/test_schema_out.py::test_a_schema_is_one_of_the_2020_12_dialect*",
    "tests/hostile/test_everywhere.py::*",
    "tests/exchange/report/test_files.py::test_the_same_report_*",
    "tests/transfer/test_timetable.py::test_no_other_timetable_*",
    "tests/exchange/roster/test_short_way.py::test_the_short_way_*[[][1-9]*",
    "*.md::*",
)
"""What is not counted for the coverage: whole programmes, laws that are tried on case after case, and the pages.

These run through nearly every line and check none in particular, so that a line which only they reach is covered by
chance; and to be traced takes them as long again as what they do. All that is left must reach every line and branch.
"""

UNCOUNTED_FIXTURES = (
    "tests::spring_return",
    "tests::spring_return_plan",
    "tests/exchange/report::report",
    "tests/exchange/report::public",
    "tests/exchange/report/test_files.py::written",
    "tests/exchange/report/test_files.py::documents",
    "tests/exchange/report/test_files.py::workbooks",
)
"""Whole examples that are read, and counted from, for tests that are counted."""

COUNTED_EXAMPLES = 25
"""How many examples of a law are counted; all of them are tried."""

COUNTED_WHOLE = ("tests/allocation/*",)
"""Laws whose examples are all counted: each is a whole problem, and few of them reach the rarer ways to solve it."""

_Trace = Callable[[FrameType, str, object], object] | None

_FOR_PROCESSES = "COVERAGE_PROCESS_CONFIG"
_COUNTS = (sys.gettrace(), threading.gettrace()) if Coverage.current() else None
"""What counts lines, in this thread and in those that are started; None where nothing is counted.

With it every line of every package takes twice as long: so it is there where this library may be run, in the tests and
in what is made for them, and not while pytest goes from one test to the next.
"""
_COUNTED = pytest.StashKey[bool]()
"""Whether the test that runs is counted."""


@cache
def _uncounted(test: str) -> int:
    """The number of the pattern for which a test is not counted; 0 for the tests that are."""
    return next((number for number, pattern in enumerate(UNCOUNTED, 1) if fnmatch(test, pattern)), 0)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is counted comes first, so that it is what imports the modules; then what takes long, and the pages last."""
    items.sort(key=lambda item: _uncounted(item.nodeid))


def pytest_collection_finish() -> None:
    """The tests and the modules stay to the end: the garbage collector need not look through them again and again."""
    gc.collect()
    gc.freeze()


def _trace(here: _Trace, in_threads: _Trace) -> None:
    sys.settrace(here)
    threading.settrace(in_threads)


@contextmanager
def counting(*, counts: bool) -> Iterator[None]:
    """Count lines, or do not; then go on as before."""
    if _COUNTS is None:
        yield
        return
    before = sys.gettrace(), threading.gettrace()
    _trace(*(_COUNTS if counts else (None, None)))
    try:
        yield
    finally:
        _trace(*before)


@contextmanager
def _processes_uncounted() -> Iterator[None]:
    """Nor are lines counted by the processes that are started: they read it in their environment."""
    for_processes = os.environ.pop(_FOR_PROCESSES, None)
    try:
        yield
    finally:
        if for_processes is not None:
            os.environ[_FOR_PROCESSES] = for_processes


@contextmanager
def counting_first_examples(item: pytest.Item) -> Iterator[None]:
    """Count the first examples of a law; of a test that is none, all."""
    law = getattr(getattr(item, "obj", None), "hypothesis", None)
    if _COUNTS is None or law is None or any(fnmatch(item.nodeid, pattern) for pattern in COUNTED_WHOLE):
        yield
        return
    test, times = law.inner_test, count(1)

    @wraps(test)
    def tried(*values: object, **named: object) -> object:
        if next(times) > COUNTED_EXAMPLES:
            _trace(None, None)
        return test(*values, **named)

    law.inner_test = tried
    try:
        yield
    finally:
        law.inner_test = test


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Count nothing between tests, and nothing at all of a test that is not counted."""
    counted = item.config.stash[_COUNTED] = not _uncounted(item.nodeid)
    with counting(counts=False), nullcontext() if counted else _processes_uncounted():
        return (yield)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Count what a test runs."""
    with counting(counts=item.config.stash[_COUNTED]), counting_first_examples(item):
        return (yield)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
) -> Generator[None, object, object]:
    """Count what makes a fixture of the tests, if it is not a whole example that the tests of a part look at."""
    ours = fixturedef.baseid and f"{fixturedef.baseid}::{fixturedef.argname}" not in UNCOUNTED_FIXTURES
    with counting(counts=bool(ours) and request.config.stash[_COUNTED]):
        return (yield)

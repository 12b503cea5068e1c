"""Every code block of the documentation runs: Python blocks of the pages, examples of the docstrings."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager, nullcontext
from fnmatch import fnmatch

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

# How fast examples are made depends on what else the machine is doing: no test fails for that.
settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")

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
    "tests/allocation/test_groups_by_rules.py::test_one_more_opening_*",
    "tests/allocation/test_groups_by_rules.py::test_a_worse_answer_*",
    "tests/exchange/roster/test_laws.py::*",
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
    "tests/outreach/test_touring.py::example",
)
"""Whole examples that are read, and counted from, for tests that are counted."""

_FOR_PROCESSES = "COVERAGE_PROCESS_CONFIG"


def _uncounted(item: pytest.Item) -> int:
    """The number of the pattern for which a test is not counted; 0 for the tests that are."""
    return next((number for number, pattern in enumerate(UNCOUNTED, 1) if fnmatch(item.nodeid, pattern)), 0)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is counted comes first, so that it is what imports the modules; then what takes long, and the pages last."""
    items.sort(key=_uncounted)


def pytest_collection_finish() -> None:
    """The tests and the modules stay to the end: the garbage collector need not look through them again and again."""
    gc.collect()
    gc.freeze()


@contextmanager
def _untraced() -> Iterator[None]:
    if Coverage.current() is None:
        yield
        return
    here, in_threads = sys.gettrace(), threading.gettrace()
    # The processes that are started read it; without it they are not traced either.
    for_processes = os.environ.pop(_FOR_PROCESSES, None)
    sys.settrace(None)
    threading.settrace(None)
    try:
        yield
    finally:
        if for_processes is not None:
            os.environ[_FOR_PROCESSES] = for_processes
        sys.settrace(here)
        threading.settrace(in_threads)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Run a test that is not counted for the coverage without the trace."""
    with _untraced() if _uncounted(item) else nullcontext():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
    """Make of a whole example without the trace what the tests of a part look at."""
    with _untraced() if f"{fixturedef.baseid}::{fixturedef.argname}" in UNCOUNTED_FIXTURES else nullcontext():
        return (yield)

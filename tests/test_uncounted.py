"""What is not counted for the coverage is there, and is the least part; the rest is counted."""

from __future__ import annotations

import sys
from fnmatch import fnmatch
from pathlib import Path
from types import ModuleType, SimpleNamespace

import hypothesis
import pytest
from coverage import Coverage
from hypothesis import strategies as st

ROOT = Path(__file__).parents[1]
FOLDERS = ("tests", "docs")


@pytest.fixture
def settings(request: pytest.FixtureRequest) -> ModuleType:
    found = request.config.pluginmanager.get_plugin(str(ROOT / "conftest.py"))
    assert isinstance(found, ModuleType)
    return found


def test_each_pattern_of_what_is_not_counted_still_names_a_file_and_spares_most(settings: ModuleType) -> None:
    paths = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.*")] + list(ROOT.glob("*.md"))
    names = [path.relative_to(ROOT).as_posix() for path in paths]
    for pattern in (*settings.UNCOUNTED, *settings.COUNTED_WHOLE):
        file, _, test = pattern.partition("::")
        named = [ROOT / name for name in names if fnmatch(name, file)]
        assert named, pattern
        assert any(test.partition("*")[0] in path.read_text("utf-8") for path in named if path.is_file()), pattern
    tests = [name for name in names if fnmatch(name, "tests/*/test_*.py")]
    uncounted = [
        name for name in tests if any(fnmatch(name, pattern.partition("::")[0]) for pattern in settings.UNCOUNTED)
    ]
    assert len(uncounted) < len(tests) / 8


def test_the_fixtures_that_are_not_counted_are_there(settings: ModuleType) -> None:
    for each in settings.UNCOUNTED_FIXTURES:
        place, _, name = each.partition("::")
        file = ROOT / place / "conftest.py" if (ROOT / place).is_dir() else ROOT / place
        assert f"\ndef {name}(" in file.read_text("utf-8")


@pytest.mark.skipif(Coverage.current() is None, reason="nothing is counted")
def test_a_test_is_counted_and_of_a_law_the_first_examples(settings: ModuleType) -> None:
    assert sys.gettrace() is not None
    counted = []

    @hypothesis.settings(max_examples=2 * settings.COUNTED_EXAMPLES, database=None)
    @hypothesis.given(st.integers())
    def law(_: int) -> None:
        counted.append(sys.gettrace() is not None)

    with settings.counting(counts=True), settings.counting_first_examples(SimpleNamespace(obj=law, nodeid="a law")):
        law()
    assert counted == [at < settings.COUNTED_EXAMPLES for at in range(len(counted))]
    assert len(counted) > settings.COUNTED_EXAMPLES
    assert sys.gettrace() is not None


def test_where_lines_are_counted_the_examples_of_a_law_are_the_same_each_time() -> None:
    assert hypothesis.settings().derandomize or Coverage.current() is None


def test_a_law_is_tried_on_new_examples_or_on_the_same_as_the_profile_says() -> None:
    assert not hypothesis.settings.get_profile("new-examples").derandomize
    assert hypothesis.settings.get_profile("same-examples").derandomize


@pytest.mark.skipif(Coverage.current() is None, reason="nothing is counted")
def test_a_law_that_is_tried_twice_has_the_same_examples() -> None:
    def tried() -> list[int]:
        found = []

        @hypothesis.given(st.integers())
        def law(one: int) -> None:
            found.append(one)

        law()
        return found

    assert tried() == tried()

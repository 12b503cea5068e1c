"""Each term of the glossary is carried by something that is in the library."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import pytest

from laborcoop.packs import china_with_regions

DOCS = Path(__file__).parents[2] / "docs"
PAGE: dict[str, Any] = runpy.run_path(str(DOCS / "glossary_page.py"))
TERMS = PAGE["terms"]()
NAMES = sorted({name for term in TERMS for name in term.names})
CODES = [name for name in NAMES if PAGE["is_code"](name)]


@pytest.mark.parametrize("name", [name for name in NAMES if name not in CODES])
def test_a_name_of_the_glossary_can_be_imported(name: str) -> None:
    assert resolve_name(f"laborcoop.{name}") is not None


def test_a_rule_of_the_glossary_is_in_the_book() -> None:
    assert set(CODES) <= {rule.code for rule in china_with_regions()}


def test_each_term_stands_in_both_languages_and_once() -> None:
    assert len(TERMS) > 100
    assert [term.words for term in TERMS if not re.search(r"[\u4e00-\u9fff]", term.words.zh)] == []
    assert [term.words for term in TERMS if re.search(r"[\u4e00-\u9fff]", term.words.en) or not term.words.en] == []
    chinese = [term.words.zh for term in TERMS]
    assert len(set(chinese)) == len(chinese)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("people.Worker", "laborcoop/people/worker.py"),
        ("people.Worker.registered", "laborcoop/people/worker.py"),
        ("kernel.counts.Unit.PERSON", "laborcoop/kernel/counts.py"),
        ("hiring.match_posts", "laborcoop/hiring/match.py"),
        ("cooperation", "laborcoop/cooperation/__init__.py"),
    ],
)
def test_a_name_is_linked_to_the_file_that_defines_it(name: str, path: str) -> None:
    assert PAGE["path_of"](name) == path


def test_a_name_that_leads_nowhere_is_refused() -> None:
    with pytest.raises(AttributeError, match="Unicorn"):
        PAGE["path_of"]("people.Unicorn")

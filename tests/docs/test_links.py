"""The links of the documentation lead to files that are there, and pages in two languages come in pairs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "docs").glob("[ehrt]*/*.md")])
SHIPPED = ("docs", "examples", "tests", "benchmarks")
"""What lies beside the documentation wherever the tests run; the sources do not."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_link_leads_to_a_file_that_is_there(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text("utf-8"))
    paths = [(page.parent / target).resolve() for target in targets]
    within = [path for path in paths if path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in SHIPPED]
    assert [str(path.relative_to(ROOT)) for path in within if not path.exists()] == []


@pytest.mark.parametrize("folder", ["how-to", "tutorial"])
def test_a_page_that_shows_how_is_there_in_both_languages(folder: str) -> None:
    pages = {path.name for path in (ROOT / "docs" / folder).glob("*.md")}
    english = {name for name in pages if not name.endswith(".zh-CN.md")}
    assert pages == english | {name.replace(".md", ".zh-CN.md") for name in english}
    assert english

"""The pages that are made from the code are those that the code makes."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def test_the_made_pages_are_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(DOCS)
    made = runpy.run_path(str(DOCS / "make_pages.py"))["pages"]()
    assert {path.name for path in made} == {"facts.md", "rules.md", "rules.zh-CN.md"}
    for path, text in made.items():
        assert path.read_text(encoding="utf-8") == text, f"run `make pages`: {path.name} is not up to date"

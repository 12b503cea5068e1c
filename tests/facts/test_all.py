"""Nothing of the article is left out."""

from __future__ import annotations

import runpy
from pathlib import Path

FACT_PAGES = Path(__file__).parents[2] / "docs" / "fact_pages.py"
EVERY = {f"F{number:03}" for number in range(1, 123)} | {f"T{number}" for number in range(1, 13)}


def test_every_fact_and_every_trap_of_the_article_is_shown() -> None:
    shown = runpy.run_path(str(FACT_PAGES))["shown_facts"]()
    assert {fact.code for fact in shown} == EVERY
    assert all(fact.words.strip() and fact.sentence.strip() for fact in shown)

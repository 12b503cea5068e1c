"""Write the pages that are made from the code: ``python docs/make_pages.py`` (`make pages`)."""

from __future__ import annotations

from pathlib import Path

from fact_pages import facts_page
from glossary_page import glossary_page
from indicator_pages import indicators_page
from lifecycle_pages import lifecycles_page
from mutation_page import mutation_page
from roster_page import roster_columns_page
from rule_pages import rule_pages

from laborcoop.packs import china_with_regions

DOCS = Path(__file__).parent


def pages() -> dict[Path, str]:
    """The made pages, by path."""
    reference = {
        "facts.md": facts_page(),
        "glossary.md": glossary_page("en"),
        "glossary.zh-CN.md": glossary_page("zh"),
        "indicators.md": indicators_page("en"),
        "indicators.zh-CN.md": indicators_page("zh"),
        "lifecycles.md": lifecycles_page("en"),
        "lifecycles.zh-CN.md": lifecycles_page("zh"),
        "roster-columns.md": roster_columns_page("en"),
        "roster-columns.zh-CN.md": roster_columns_page("zh"),
        **rule_pages(china_with_regions()),
    }
    return {DOCS / "mutation.md": mutation_page(), **{DOCS / "reference" / path: reference[path] for path in reference}}


def written() -> set[Path]:
    """The made pages that are there, stale ones too."""
    names = ("facts", "glossary", "indicators", "lifecycles", "roster-columns", "rules")
    patterns = (*(f"{name}*.md" for name in names), "rules/**/*.md")
    made = {path for pattern in patterns for path in (DOCS / "reference").glob(pattern)}
    return made | set(DOCS.glob("mutation.md"))


if __name__ == "__main__":
    made = pages()
    for stale in written() - set(made):
        stale.unlink()
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

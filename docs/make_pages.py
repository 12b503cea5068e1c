"""Write the pages that are made from the code: ``python docs/make_pages.py`` (`make pages`)."""

from __future__ import annotations

from pathlib import Path

from fact_pages import facts_page

from laborcoop.kernel.text import Locale, Text
from laborcoop.packs import national
from laborcoop.rulebook import RuleBook
from laborcoop.rulebook.page import rules_page

NOTE = Text(
    "由 `make pages` 生成，请勿手改。[English](rules.md)。出处后的标记："
    "无标记为读过法条，[V2] 为二手页面，[U] 为未核实。",
    "Written by `make pages`; do not edit. [中文](rules.zh-CN.md). Marks after a source: none, the article was read; "
    "[V2], a secondary page; [U], not verified.",
)
REFERENCE = Path(__file__).parent / "reference"


def pages() -> dict[Path, str]:
    """The made pages, by path."""
    book = national()
    return {
        REFERENCE / "facts.md": facts_page(),
        REFERENCE / "rules.md": _page(book, "en"),
        REFERENCE / "rules.zh-CN.md": _page(book, "zh"),
    }


def _page(book: RuleBook, locale: Locale) -> str:
    title, rest = rules_page(book, locale).split("\n", 1)
    return f"{title}\n\n{NOTE.render(locale)}\n{rest}"


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")

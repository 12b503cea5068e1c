"""The pages that are made from the code are those that the code makes, and every rule has one in each language."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from laborcoop.packs import china_with_regions

DOCS = Path(__file__).parents[2] / "docs"
CODES = {rule.code for rule in china_with_regions()}
LINK = re.compile(r"\]\(([^)#]+\.md)\)")


@pytest.fixture(scope="module")
def maker() -> Iterator[dict[str, Any]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(DOCS)
        yield runpy.run_path(str(DOCS / "make_pages.py"))


@pytest.fixture(scope="module")
def pages_of_rules() -> Iterator[dict[str, Any]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(DOCS)
        yield runpy.run_path(str(DOCS / "rule_pages.py"))


@pytest.fixture(scope="module")
def made(maker: dict[str, Any]) -> dict[Path, str]:
    pages: dict[Path, str] = maker["pages"]()
    return pages


def test_the_made_pages_are_up_to_date_and_none_is_left_over(maker: dict[str, Any], made: dict[Path, str]) -> None:
    stale = [str(path) for path in maker["written"]() ^ set(made)]
    stale += [str(path) for path, text in made.items() if path.exists() and path.read_text("utf-8") != text]
    assert stale == [], "run `make pages`"


def test_every_rule_says_what_it_asks_in_chinese_as_in_english(pages_of_rules: dict[str, Any]) -> None:
    said = pages_of_rules["statements"]()
    asked = {rule.code: " ".join(pages_of_rules["english_statement"](rule)) for rule in china_with_regions()}
    assert list(said) == sorted(asked), (
        "rules-zh.txt of laborcoop.packs has a line for each rule, in the order of the codes"
    )
    assert [code for code in asked if said[code].english != asked[code]] == [], "say these anew in rules-zh.txt"
    assert [code for code in asked if not re.search(r"[\u4e00-\u9fff].*。$", said[code].chinese)] == []


@pytest.mark.parametrize("folder", ["rules", "rules/zh-CN"])
def test_every_rule_has_a_page_with_what_breaks_it_and_what_keeps_it(made: dict[Path, str], folder: str) -> None:
    pages = {path.stem: text for path, text in made.items() if path.parent == DOCS / "reference" / folder}
    assert set(pages) == CODES
    for code, text in pages.items():
        broken, kept = re.split(r"^### .*$", text, flags=re.MULTILINE)[1:]
        assert broken.count("\n| ") > 2, f"no example breaks {code}"
        assert kept.count("\n- ") > 0, f"no example keeps {code}"


def test_a_chinese_phrase_is_of_an_example_that_is_there(made: dict[Path, str]) -> None:
    lines = (DOCS / "examples-zh.txt").read_text("utf-8").splitlines()
    phrases = [line.split("|")[0] for line in lines]
    assert phrases == sorted(set(phrases))
    english = "\n".join(text for path, text in made.items() if path.parent.name == "rules")
    shown = set(re.findall(r"^(?:\| |- )(.*?)(?: \| .* \|)?$", english, flags=re.MULTILINE))
    assert sorted(set(phrases) - shown) == [], "strike these from docs/examples-zh.txt, or write them as the tests do"


def test_the_links_between_the_pages_lead_somewhere(made: dict[Path, str]) -> None:
    broken = [
        f"{path.name}: {target}"
        for path, text in made.items()
        for target in LINK.findall(text)
        if not (path.parent / target).resolve().is_file()
    ]
    assert broken == []


def test_an_example_that_breaks_a_rule_shows_the_finding_in_the_language_of_the_page(made: dict[Path, str]) -> None:
    english = made[DOCS / "reference" / "rules" / "WK-01.md"]
    chinese = made[DOCS / "reference" / "rules" / "zh-CN" / "WK-01.md"]
    assert "| the day before the sixteenth birthday | block: is 15 on the day of hire, 2023-02-06" in english
    assert "| 十六周岁生日前一天 | 禁止：录用日" in chinese
    assert "年龄为 15 周岁，最低为 16 周岁" in chinese

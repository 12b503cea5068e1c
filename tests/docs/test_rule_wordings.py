"""What a finding says, word for word and in both languages, is what the page of its rule shows.

The pages as a whole are held against the code by test_made_pages; here each module of examples is by itself, so that
a wording that changed is named in a moment, and by the example that shows it.
"""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from laborcoop.packs import china_with_regions

ROOT = Path(__file__).parents[2]
CODES = {rule.code for rule in china_with_regions()}
PAGES: dict[str, Path] = {
    "en": ROOT / "docs" / "reference" / "rules",
    "zh": ROOT / "docs" / "reference" / "rules" / "zh-CN",
}
MODULES = sorted((ROOT / "tests").glob("*/test_*rules.py"))


@pytest.fixture(scope="module")
def maker() -> Iterator[dict[str, Any]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "docs")
        made = [runpy.run_path(str(ROOT / "docs" / name)) for name in ("rule_examples.py", "rule_pages.py")]
        yield made[0] | made[1]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_finding_says_what_the_page_of_its_rule_shows(module: Path, maker: dict[str, Any]) -> None:
    phrases = maker["chinese_phrases"]()
    changed = []
    for example in maker["examples_in"](module):
        if not example.found or example.rule not in CODES:
            continue
        in_chinese = example._replace(why=phrases.get(example.why, example.why))
        for locale, shown in (("en", example), ("zh", in_chinese)):
            page = (PAGES[locale] / f"{example.rule}.md").read_text("utf-8").splitlines()
            said = (maker["broken_line"](shown, locale), *maker["suggestion_lines"](shown, locale))
            changed += [f"{example.rule}: {line}" for line in said if line not in page]
    assert changed == [], "read what changed, and run `make pages`"

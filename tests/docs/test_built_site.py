"""The documentation site as it was built by `make site`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = pytest.mark.site

ROOT = Path(__file__).parents[2]
DOCS, SITE = ROOT / "docs", ROOT / "build" / "site" / "html"
Script = Callable[[str], ModuleType]


class _Loaded(HTMLParser):
    """What a page makes a browser load, its language, and the names of its places."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.language = ""
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.names.append(given.get("id") or "")
        if tag == "html":
            self.language = given.get("lang") or ""
        if tag in {"script", "img", "iframe", "source", "video"}:
            self.addresses.append(given.get("src") or "")
        if tag == "link" and given.get("rel") not in {"alternate", "canonical", "next", "prev"}:
            self.addresses.append(given.get("href") or "")


def _loaded(path: Path) -> _Loaded:
    page = _Loaded()
    page.feed(path.read_text("utf-8"))
    return page


def test_every_public_name_is_told_of(script: Script) -> None:
    reference = script("site_reference")
    told = {name for page in (SITE / "reference" / "python").glob("*.html") for name in _loaded(page).names}
    packages = {module for module in reference.modules() if reference.public_names(module)}
    wanted = {
        reference.full_name(package, name)
        for package in packages
        for name in reference.public_names(package)
        if name != "__version__"
    }
    assert len(packages) > 10
    assert sorted(wanted - told) == []


def test_every_page_is_built_in_the_language_of_its_site(script: Script) -> None:
    for page in script("site_tree").site_pages():
        english = script("site_tree").english(page).replace(".md", ".html")
        assert _loaded(SITE / english).language == "en"
        assert _loaded(SITE / "zh-CN" / english).language == "zh"


def test_no_page_loads_anything_from_elsewhere() -> None:
    pages = list(SITE.rglob("*.html"))
    assert len(pages) > 400
    far = {address for page in pages for address in _loaded(page).addresses if re.match(r"(https?:)?//", address)}
    styles = "".join(path.read_text("utf-8") for path in SITE.rglob("*.css"))
    assert far | set(re.findall(r"url\(\s*[\"']?((?:https?:)?//[^)\"']+)", styles)) == set()


def test_the_search_knows_the_words_of_chinese() -> None:
    index = json.loads((SITE / "search" / "search_index.json").read_text("utf-8"))
    assert "\\u200b" in index["config"]["separator"]
    words = {
        word
        for entry in index["docs"]
        if entry["location"].startswith("zh-CN/reference/rules/WK-01")
        for word in re.split(index["config"]["separator"], entry["text"])
    }
    assert {"招用", "年龄"} <= words


def test_a_session_in_a_docstring_is_set_as_code() -> None:
    griffe = import_module("griffe")  # of the extra ``docs``
    source = '"""A module."""\ndef add():\n    """Adds.\n\n    >>> add()\n    2\n\n    Else nothing.\n    """\n'
    with griffe.temporary_visited_package(
        "sums",
        {"__init__.py": source},
        extensions=griffe.load_extensions(str(DOCS / "site_docstrings.py")),
    ) as package:
        assert package["add"].docstring.value == "Adds.\n\n```pycon\n>>> add()\n2\n```\n\nElse nothing."

"""The navigation of the site: what is there, by its folder, in the order of the titles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from site_reference import FOLDER

CHINESE = ".zh-CN.md"
_RULES = "reference/rules/"
_GROUPS = (
    ("Tutorial", ("tutorial/",)),
    ("How-to", ("how-to/",)),
    ("Examples", ("examples/",)),
    ("Explanation", ("explanation/", "architecture.md")),
    ("Reference", ("reference/", "dependencies.md")),
    ("Measured", ("benchmarks", "brute-force.md", "mutated-inputs.md", "mutation.md", "random-programmes.md")),
    ("Project", ("changelog.md", "contributing.md", "security.md")),
)
"""The heads, and how the paths below each begin; `mkdocs.yml` has their Chinese."""

Entry = str | dict[str, "str | list[Entry]"]


def navigation(pages: Mapping[str, str]) -> list[Entry]:
    """The navigation of these pages, by their paths in the site: the English ones, each once.

    Raises:
        ValueError: a page belongs nowhere.
    """
    left = sorted(page for page in pages if not page.endswith(CHINESE) and page != "index.md")
    entries: list[Entry] = ["index.md"]
    for head, starts in _GROUPS:
        mine = [page for page in left if page.startswith(starts)]
        left = [page for page in left if page not in mine]
        entries.append({head: _group(mine, pages)})
    if left:
        raise ValueError(f"no head of the navigation is for {left}")
    return entries


def _group(mine: Sequence[str], pages: Mapping[str, str]) -> list[Entry]:
    """The pages by title, then the rules and the packages, each under a head of its own."""
    rules = [page for page in mine if page.startswith(_RULES)]
    packages = [page for page in mine if page.startswith(FOLDER)]
    plain: list[Entry] = sorted((p for p in mine if p not in {*rules, *packages}), key=lambda page: pages[page])
    if packages:
        plain.append({"Python": list(packages)})
    if rules:
        kinds = sorted({page.removeprefix(_RULES)[:2] for page in rules})
        by_kind: list[Entry] = [{kind: [page for page in rules if page.startswith(_RULES + kind)]} for kind in kinds]
        plain.append({"Rules": by_kind})
    return plain

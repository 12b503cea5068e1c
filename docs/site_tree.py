"""Lay out what the documentation site is built from: ``python docs/site_tree.py`` (`make site`).

The pages of the repository are read as they are, on the disk and wherever the repository is shown. The site needs them
a little otherwise: its front page is the README, a Chinese page is reached by the switch in the head, and a link to a
source file leads to the reference that is made of its docstrings. So a copy is laid out below ``build/site``, with its
links rewritten, and with the settings of `mkdocs.yml` and the navigation.
"""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from site_lines import joined
from site_navigation import navigation
from site_reference import home_of, reference_pages

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build" / "site"
CHINESE = ".zh-CN.md"

_FRONT = {"README.md": "index.md", "README.zh-CN.md": f"index{CHINESE}"}
_BESIDE = ("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
"""What the site has of the pages beside ``docs``."""
_EXAMPLE = re.compile(r"examples/([\w-]+)/README(\.md|\.zh-CN\.md)")
"""The page of an example; what it is about stays where the repository has it."""
_CODE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[(?P<words>(?:[^\[\]]|\[[^\]]*\])*)\]\((?P<target>[^)\s]+)\)")
_SWITCH = "\0"
_SWITCHES = re.compile(rf" ?{_SWITCH}(?: · )?\n?")


def site_path(path: str) -> str | None:
    """Where a file of the repository stands in the site; None where the site does not have it."""
    if path in _FRONT:
        return _FRONT[path]
    if path in _BESIDE:
        return path.lower()
    if example := _EXAMPLE.fullmatch(path):
        return f"examples/{example[1]}{example[2]}"
    if not path.startswith("docs/") or not path.endswith((".md", ".svg")):
        return None
    folder, name = posixpath.split(path.removeprefix("docs/"))
    if posixpath.basename(folder) == "zh-CN":
        return f"{posixpath.dirname(folder)}/{name.removesuffix('.md')}{CHINESE}"
    return posixpath.join(folder, name)


def english(page: str) -> str:
    """The English page that a page of the site belongs to: itself, or the one that it is the Chinese of."""
    return f"{page.removesuffix(CHINESE)}.md" if page.endswith(CHINESE) else page


def site_pages() -> dict[str, str]:
    """Every page of the site with its text, by its path in the site."""
    return {str(site_path(path)): rewritten(text, path) for path, text in _read()} | reference_pages()


def rewritten(text: str, path: str) -> str:
    """A page of the repository with its links as they are in the site, and its Chinese without blanks; not its code."""
    parts = _CODE.split(text)
    for i in range(0, len(parts), 2):
        parts[i] = joined(_SWITCHES.sub("", _LINK.sub(lambda found: _link(found, path), parts[i])))
    return "".join(parts)


def _link(found: re.Match[str], path: str) -> str:
    """A link as it is in the site: of what the site does not have, the words are left.

    Links lead to the English pages; in the Chinese site these are the Chinese ones where there are any.
    """
    target, _, anchor = found["target"].partition("#")
    if "://" in target or not target:
        return found[0]
    named = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    goal = home_of(named) or site_path(named)
    if goal is None:
        return found["words"]
    page, _, module = goal.partition("#")
    here = str(site_path(path))
    if english(page) == english(here) and not anchor:
        return _SWITCH  # the same page in the other language
    way = posixpath.relpath(english(page), posixpath.dirname(here) or ".")
    mark = anchor or module
    return f"[{found['words']}]({way}{'#' if mark else ''}{mark})"


def _read() -> Iterator[tuple[str, str]]:
    for path in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*/*.md")]):
        within = path.relative_to(ROOT).as_posix()
        if site_path(within) is not None:
            yield within, path.read_text("utf-8")


def main() -> None:
    """Lay everything out anew."""
    shutil.rmtree(BUILD, ignore_errors=True)
    pages = site_pages()
    for path, text in pages.items():
        (BUILD / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (BUILD / "docs" / path).write_text(text, encoding="utf-8")
    for beside in (*(ROOT / "docs").glob("**/*.svg"), *(ROOT / "docs").glob("*.js")):
        shutil.copy(beside, BUILD / "docs" / beside.relative_to(ROOT / "docs"))
    # JSON is YAML too, and needs no library to be written.
    settings = {"INHERIT": "../../mkdocs.yml", "docs_dir": "docs", "site_dir": "html", "nav": navigation(pages)}
    (BUILD / "mkdocs.yml").write_text(json.dumps(settings, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

"""The glossary: the field's terms in Chinese and English, and what carries each in the library, from ``glossary.txt``.

A line is ``中文|English|names``: dotted names below ``laborcoop``, or codes of rules. A line with ``#`` is a heading.
A term that the library does not model is not listed.
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from pkgutil import resolve_name
from typing import NamedTuple

from laborcoop.kernel.text import Locale, Text

TERMS = Path(__file__).parent / "glossary.txt"

_CODE = re.compile(r"[A-Z]{2}-\d\d")
_TITLE = Text("术语", "Glossary")
_NOTE = Text(
    "由 `make pages` 从 `docs/glossary.txt` 生成，请勿手改。[English](glossary.md)。每个名称都在库中，测试逐一导入。",
    "Written by `make pages` from `docs/glossary.txt`; do not edit. [中文](glossary.zh-CN.md). Each name is in the "
    "library: a test imports them.",
)
_HEADS = {"zh": "| 中文 | English | Python |", "en": "| English | 中文 | Python |"}


class Term(NamedTuple):
    """A term, the section that it stands in, and the dotted names and rule codes that carry it."""

    section: Text
    words: Text
    names: tuple[str, ...]


def terms() -> list[Term]:
    """The terms of the glossary, in their order."""
    section, found = Text.same(""), []
    for line in TERMS.read_text("utf-8").splitlines():
        if line.startswith("# "):
            section = Text(*line.removeprefix("# ").split("|"))
        else:
            zh, en, names = line.split("|")
            found.append(Term(section, Text(zh, en), tuple(names.split(", "))))
    return found


def is_code(name: str) -> bool:
    """Whether a name is the code of a rule."""
    return _CODE.fullmatch(name) is not None


def path_of(name: str) -> str:
    """The file below ``src`` that defines what a dotted name leads to.

    Raises:
        AttributeError: it leads nowhere.
    """
    whole = f"laborcoop.{name}"
    resolve_name(whole)
    while not inspect.isroutine(found := resolve_name(whole)) and not inspect.isclass(found):
        if inspect.ismodule(found):
            return f"{found.__name__.replace('.', '/')}{'/__init__' if hasattr(found, '__path__') else ''}.py"
        whole = whole.rpartition(".")[0]
    return f"{found.__module__.replace('.', '/')}.py"


def glossary_page(locale: Locale) -> str:
    """The page in Markdown."""
    lines = [f"# {_TITLE.render(locale)}", "", _NOTE.render(locale)]
    section = None
    for term in terms():
        if term.section != section:
            section = term.section
            lines += ["", f"## {section.render(locale)}", "", _HEADS[locale], "|---|---|---|"]
        first, second = (term.words.zh, term.words.en) if locale == "zh" else (term.words.en, term.words.zh)
        lines.append(f"| {first} | {second} | {', '.join(_link(name, locale) for name in term.names)} |")
    return "\n".join(lines) + "\n"


def _link(name: str, locale: Locale) -> str:
    if is_code(name):
        return f"[{name}](rules/{'zh-CN/' if locale == 'zh' else ''}{name}.md)"
    return f"[`laborcoop.{name}`](../../src/{path_of(name)})"

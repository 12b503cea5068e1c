"""What a terminal can show: colours, columns, and how words of wide and narrow characters fill them."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import TextIO

_WORDS = re.compile(r"\s+|[（《【「]*[\u2e80-\uffef][）》】」，。、；：！？]*|[^\s\u2e80-\uffef]+")
"""A space, a Chinese character with the marks that belong to it, or a run of others: a line may end behind each."""

_WITHOUT_CODES = {"dumb", "unknown"}
"""Terminals that show what they get, and do nothing by codes."""


class Style(Enum):
    """How something is shown: a colour says again what the words say, never more."""

    HEAD = "1"
    BAD = "31"
    GOOD = "32"
    WARN = "33"
    QUIET = "2"

    def paint(self, text: str) -> str:
        """The text between the codes of ECMA-48 that switch the style on and off."""
        return f"\x1b[{self.value}m{text}\x1b[0m"


def shows_codes(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether a stream is a terminal that knows the codes of ECMA-48 and is to get them.

    Not where NO_COLOR says otherwise (no-color.org), nor where nothing says what terminal it is: one that does not know
    the codes shows them among the words. Windows Terminal has no TERM, and says what it is by WT_SESSION.
    """
    named = environment.get("TERM") or environment.get("WT_SESSION")
    return stream.isatty() and not environment.get("NO_COLOR") and named not in {None, "", *_WITHOUT_CODES}


def columns_of(stream: TextIO) -> int | None:
    """How many columns the terminal of a stream has; None where it is none, or does not say."""
    if not stream.isatty():
        return None
    try:
        return os.get_terminal_size(stream.fileno()).columns or None
    except OSError:
        return None


def width(text: str) -> int:
    """The columns that a text takes on a terminal: two for a wide character, none for a mark above another."""
    return sum(_columns(character) for character in text)


def cut(text: str, columns: int) -> str:
    """A text in no more than so many columns, with an ellipsis where something is left out.

    >>> cut("昆明示例酒店", 7), cut("Kunming", 7)
    ('昆明示…', 'Kunming')
    """
    if width(text) <= columns:
        return text
    kept = text
    while kept and width(kept) + 1 > columns:
        kept = kept[:-1]
    return f"{kept}…"


def wrapped(text: str, columns: int, indent: str = "    ") -> Iterator[str]:
    """The lines of a text that is broken where it must be; all but the first are indented."""
    line = ""
    for word in _WORDS.findall(text):
        if width(line) + width(word) > columns and line.strip():
            yield line.rstrip()
            line = indent
            if word.isspace():
                continue
        line += word
    yield line.rstrip()


def folded(text: str, columns: int, indent: str = " ") -> Iterator[str]:
    """The lines of a text, none wider than so many columns: a word is broken only where it is wider by itself."""
    for line in wrapped(text, columns, indent):
        rest = line
        while width(rest) > columns:
            end = max(end for end in range(len(rest)) if width(rest[:end]) <= columns)
            yield rest[:end]
            rest = indent + rest[end:]
        yield rest


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1

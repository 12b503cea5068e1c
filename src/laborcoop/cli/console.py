"""Where a command speaks to a person: results on one stream, progress and refusals on the other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from attrs import frozen

from laborcoop.errors import CaseError, DocumentError, LaborcoopError, ProblemError
from laborcoop.kernel.text import Locale, Text

_CLEAR = "\r\x1b[K"


@frozen(kw_only=True)
class Console:
    """The two streams of a command and the language that it speaks."""

    out: TextIO
    err: TextIO
    locale: Locale

    def say(self, text: Text | str = "") -> None:
        """A line of the result."""
        self.out.write((text.render(self.locale) if isinstance(text, Text) else text) + "\n")

    def step(self, text: Text) -> None:
        """What is being done now: one line on a terminal that the next step overwrites; nothing in a pipe."""
        if self.err.isatty():
            self.err.write(f"{_CLEAR}{text.render(self.locale)} …")
            self.err.flush()

    def done(self) -> None:
        """Take the last step off the terminal."""
        if self.err.isatty():
            self.err.write(_CLEAR)
            self.err.flush()

    def refuse(self, error: LaborcoopError) -> None:
        """An error as its sentence, then a line for each fault."""
        faults = error.faults if isinstance(error, (CaseError, DocumentError, ProblemError)) else ()
        for line in (error.text.render(self.locale), *(f"- {fault.render(self.locale)}" for fault in faults)):
            self.err.write(line + "\n")

    def table(self, header: Sequence[Text], rows: Iterable[Sequence[str | int]]) -> None:
        """A table in which the first column is text and the others are numbers, however wide the characters are."""
        lines = [[text.render(self.locale) for text in header], *([str(cell) for cell in row] for row in rows)]
        widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
        for first, *others in lines:
            cells = [first + " " * (widths[0] - _width(first))]
            cells += [" " * (width - _width(cell)) + cell for cell, width in zip(others, widths[1:], strict=True)]
            self.say("  ".join(cells))

    def files(self, paths: Iterable[Path]) -> None:
        """Where to look: each file as a path from the current folder."""
        for path in paths:
            self.say(f"  {_from_here(path)}")


def _width(text: str) -> int:
    """The columns that a text takes on a terminal: two for a wide character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _from_here(path: Path) -> str:
    """A path from the current folder where it lies below it, else as it was given."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()

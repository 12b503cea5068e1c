"""Where a command speaks to a person: results on one stream, progress and refusals on the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from attrs import frozen

from laborcoop.cli.terminal import Style, cut, cut_apart, width, wrapped
from laborcoop.errors import CaseError, DocumentError, LaborcoopError, ProblemError
from laborcoop.kernel.text import Locale, Text

_CLEAR = "\r\x1b[K"
_LEAST_COLUMNS = 80
"""Of a terminal that does not say how wide it is."""
_BAR = 20
_LEAST_NAME = 8


@frozen(kw_only=True)
class Console:
    """The two streams of a command, the language that it speaks, and what its terminal can show.

    ``colour`` says whether results are coloured, ``columns`` how wide they may be and ``err_columns`` how wide
    progress may be; None where there is no terminal, and nothing is cut or broken. ``err_codes`` says whether progress
    may be wiped out by a code, else by blanks.
    """

    out: TextIO
    err: TextIO
    locale: Locale
    colour: bool = False
    columns: int | None = None
    err_columns: int | None = None
    err_codes: bool = False

    def say(self, text: Text | str = "", style: Style | None = None) -> None:
        """A line of the result, or several; on a terminal they are broken to fit."""
        said = text.render(self.locale) if isinstance(text, Text) else text
        for line in said.split("\n"):
            for part in self._fitting(line):
                self.out.write(self.painted(part, style) + "\n")

    def painted(self, text: str, style: Style | None) -> str:
        """A text in a style, where the terminal shows any."""
        return style.paint(text) if style is not None and self.colour and text else text

    def item(self, label: str, style: Style | None, rest: str) -> None:
        """A line of a list: its label, coloured, and the rest; broken to fit a terminal, and nothing is cut."""
        first, *others = self._fitting(f"{label}{rest}")
        if first.startswith(label):
            first = self.painted(label, style) + first.removeprefix(label)
        for line in (first, *others):
            self.out.write(line + "\n")

    def _fitting(self, line: str) -> list[str]:
        return [line] if self.columns is None else list(wrapped(line, self.columns))

    def step(self, text: Text, number: int, of: int) -> None:
        """What is being done now, as a bar of ``of`` steps of which ``number`` - 1 are done.

        One line on a terminal, which the next step overwrites; nothing in a pipe.
        """
        if self.err.isatty():
            full = _BAR * (number - 1) // of
            line = f"[{'#' * full}{'-' * (_BAR - full)}] {number}/{of} {text.render(self.locale)} …"
            self.err.write(self._clear + (line if self.err_columns is None else cut(line, self.err_columns - 1)))
            self.err.flush()

    def done(self) -> None:
        """Take the last step off the terminal."""
        if self.err.isatty():
            self.err.write(self._clear)
            self.err.flush()

    @property
    def _clear(self) -> str:
        """What takes a step off the terminal; the last column stays free, so that no terminal goes to the next line."""
        return _CLEAR if self.err_codes else f"\r{' ' * ((self.err_columns or _LEAST_COLUMNS) - 1)}\r"

    def refuse(self, error: LaborcoopError) -> None:
        """An error as its sentence, then a line for each fault."""
        faults = error.faults if isinstance(error, (CaseError, DocumentError, ProblemError)) else ()
        for line in (error.text.render(self.locale), *(f"- {fault.render(self.locale)}" for fault in faults)):
            self.err.write(line + "\n")

    def table(self, header: Sequence[Text], rows: Iterable[Sequence[str | int]]) -> None:
        """A table in which the first column is text and the others are numbers, however wide the characters are.

        Where a terminal has too few columns the first column is cut; numbers are not.
        """
        lines = [[text.render(self.locale) for text in header], *([str(cell) for cell in row] for row in rows)]
        widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
        if self.columns is not None:
            rest = sum(widths[1:]) + 2 * len(widths[1:])
            widths[0] = min(widths[0], max(_LEAST_NAME, self.columns - rest))
        names = cut_apart([line[0] for line in lines], widths[0])
        for i, (name, (_, *others)) in enumerate(zip(names, lines, strict=True)):
            cells = [name + " " * (widths[0] - width(name))]
            cells += [" " * (room - width(cell)) + cell for cell, room in zip(others, widths[1:], strict=True)]
            self.out.write(self.painted("  ".join(cells), None if i else Style.HEAD) + "\n")

    def files(self, paths: Iterable[Path]) -> None:
        """Where to look: each file as a path from the current folder, in one piece so that it can be copied."""
        for path in paths:
            self.out.write(f"  {_from_here(path)}\n")


def _from_here(path: Path) -> str:
    """A path from the current folder where it lies below it, else as it was given."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()

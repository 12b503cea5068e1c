"""Where a command speaks to a person: results on one stream, progress and refusals on the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from attrs import frozen

from laborcoop.cli.terminal import Style, cut, folded, width, wrapped
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

        Where a terminal has too few columns the headings of the numbers are folded at their blanks, and then the first
        column is; nothing is cut.
        """
        lines = [[text.render(self.locale) for text in header], *([str(cell) for cell in row] for row in rows)]
        widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
        if self.columns is not None and _row_width(widths) > self.columns:
            words = [max(heading.split(), key=width) for heading in lines[0]]
            widths[1:] = [max(map(width, column)) for column in zip(words, *lines[1:], strict=True)][1:]
            widths[0] = min(widths[0], max(_LEAST_NAME, self.columns - _row_width([0, *widths[1:]])))
        for i, line in enumerate(lines):
            for row in _folded_row(line, widths, heading=not i):
                self.out.write(self.painted(row, None if i else Style.HEAD) + "\n")

    def files(self, paths: Iterable[Path]) -> None:
        """Where to look: each file as a path from the current folder, in one piece so that it can be copied."""
        for path in paths:
            self.out.write(f"  {_from_here(path)}\n")


def _row_width(widths: Sequence[int]) -> int:
    """How wide a row of a table is, with two blanks between its columns."""
    return sum(widths) + 2 * (len(widths) - 1)


def _folded_row(cells: Sequence[str], widths: Sequence[int], *, heading: bool) -> Iterator[str]:
    """The lines of a row of a table: a name, then what stands to the right of its column.

    A name goes on below its first line; a heading of one line stands on the last of a row of headings.
    """
    parts = [list(folded(cells[0], widths[0])), *map(_folded_number, cells[1:], widths[1:])]
    high = max(map(len, parts))
    blanks = [[""] * (high - len(part)) for part in parts]
    filled = [[*blank, *part] if heading else [*part, *blank] for part, blank in zip(parts, blanks, strict=True)]
    for name, *others in zip(*filled, strict=True):
        line = [name + " " * (widths[0] - width(name))]
        line += [" " * (room - width(cell)) + cell for cell, room in zip(others, widths[1:], strict=True)]
        yield "  ".join(line).rstrip()


def _folded_number(text: str, columns: int) -> list[str]:
    return list(folded(text, columns, indent=""))


def _from_here(path: Path) -> str:
    """A path from the current folder where it lies below it, else as it was given."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()

"""Files of rosters that could not be read: nobody knows how many people they name, so they stand in no count of rows.

A damaged archive or a password lets nobody look inside. Of a CSV file at least the lines can be counted, in whatever
encoding they are written.
"""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from laborcoop.errors import DocumentError
from laborcoop.exchange.notices import notice
from laborcoop.exchange.roster.notices import NOTICES
from laborcoop.exchange.sheets import TABLES
from laborcoop.exchange.text_table import LARGEST_TEXT
from laborcoop.rulebook import Finding, Locus

_PIECE = 1 << 16
_BLANKS = b"\0 \t\r\n"
_NOTHING = frozenset({b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"})
"""What is left of a line that holds nothing: at most the mark of the encoding."""


@frozen(kw_only=True)
class UnreadFile:
    """A file of which nothing was read, none of its rows counted.

    ``file`` is the name under which findings cite it and ``finding`` says why it was not read (RO-16). ``lines`` is how
    many lines of a CSV file hold something, headers and titles included; None of a workbook, in which nobody can look,
    and of a file that is not there or too large.
    """

    file: str
    finding: Finding
    lines: int | None = None

    @classmethod
    def of(cls, path: Path, file: str, reason: DocumentError, limit: int | None) -> UnreadFile:
        """A file that was refused; more bytes than the limit are not gone through to count its lines."""
        finding = notice(NOTICES, "RO-16", Locus(file), {"reason": reason.text}, subject=file)
        is_counted = path.suffix.lower() in TABLES and path.is_file()
        is_counted = is_counted and path.stat().st_size <= (LARGEST_TEXT if limit is None else limit)
        return cls(file=file, finding=finding, lines=_filled_lines(path) if is_counted else None)


def _filled_lines(path: Path) -> int:
    """The lines that hold more than blanks; a line is never held as a whole, it may be as long as the file."""
    lines, is_filled = 0, False
    with path.open("rb") as stream:
        while piece := stream.readline(_PIECE):
            is_filled = is_filled or piece.strip(_BLANKS) not in _NOTHING
            if piece.endswith(b"\n"):
                lines, is_filled = lines + is_filled, False
    return lines + is_filled

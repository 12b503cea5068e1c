"""What a sheet of an Office Open XML workbook spans, told by patterns over its bytes.

Programs write cells and rows in one way: the reference first, in capitals, between double quotes. A sheet that is
written so throughout need not be taken apart element by element, which takes longer than reading it does; of any other
nothing is told here, and `unpacking` looks at its elements.
"""

from __future__ import annotations

import re

_CELL = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"')
_ROW = re.compile(rb'<row r="([0-9]{1,7})"([^<>]*)>')
# What starts like a cell or a row and is none of these: another order, other quotes, no reference, an escaped
# character, a name with a prefix. Each by itself, for a pattern that starts with its own letters is found quickest.
_ODD_CELL = re.compile(rb'<c(?! r="[A-Z]{1,3}[0-9]{1,7}")[^A-Za-z]')
_ODD_ROW = re.compile(rb'<row(?! r="[0-9]{1,7}"[^<>&]*>)[^A-Za-z]')
_ODD_NAME = re.compile(rb":(?:c|row)[\s/>]")
_HIDDEN = re.compile(rb'\shidden="(?:1|true)"')
_OTHER_ENCODING = re.compile(rb'<\?xml[^>]*\sencoding\s*=\s*["\'](?!utf-8["\'])', re.IGNORECASE)
_DIGITS, _LETTERS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LONGEST_TAG = 1 << 16


class SheetGlance:
    """A sheet, piece by piece; ``cells`` are the most that it spans, ``hidden_rows`` the numbers of its hidden rows."""

    def __init__(self) -> None:
        self.hidden_rows: set[int] = set()
        self._columns: set[bytes] = set()
        self._first = self._last = 0
        self._rest = b""
        self._is_first = True

    @property
    def cells(self) -> int:
        """The most cells that the sheet spans, from column A and its first row; those without a value count, too."""
        return max(map(_column, self._columns), default=0) * (self._last - self._first + 1)

    def takes(self, piece: bytes) -> bool:
        """Take in the next bytes; False where they are not written in the one way, and nothing can be told."""
        if self._is_first:
            self._is_first = False
            # In UTF-16 no pattern would find a thing, and nothing odd either.
            if (
                b"\x00" in piece[:4]
                or piece.startswith((b"\xff\xfe", b"\xfe\xff"))
                or _OTHER_ENCODING.search(piece[:200])
            ):
                return False
        text = self._rest + piece
        # A tag may go on in the next piece.
        end = text.rfind(b"<")
        text, self._rest = (text[:end], text[end:]) if end >= 0 else (text, b"")
        return len(self._rest) < _LONGEST_TAG and self._take(text)

    def ends(self) -> bool:
        """Take in the end."""
        text, self._rest = self._rest, b""
        return self._take(text)

    def _take(self, text: bytes) -> bool:
        if _ODD_CELL.search(text) or _ODD_ROW.search(text) or _ODD_NAME.search(text):
            return False
        for number, attributes in _ROW.findall(text):
            if _HIDDEN.search(attributes):
                self.hidden_rows.add(int(number))
        if cells := _CELL.findall(text):
            together = b",".join(cells)
            self._columns.update(together.translate(None, _DIGITS).split(b","))
            rows = [*map(int, set(together.translate(None, _LETTERS).split(b",")))]
            self._first = min(self._first or rows[0], *rows)
            self._last = max(self._last, *rows)
        return True


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number

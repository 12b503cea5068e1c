"""What a sheet of an Office Open XML workbook spans, told by patterns over its bytes.

Programs write cells and rows in one way: the reference first, in capitals, between double quotes. A sheet that is
written so throughout need not be taken apart element by element, which takes longer than reading it does; of any other
nothing is told here, and `unpacking` looks at its elements.

A row of which a pattern tells every character is sound XML by itself: it is left out of what the parser of XML is
given, which judges the rest. Taking elements as a whole out of a text makes no sound one of an unsound one.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from itertools import compress

_CELL = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"')
_ROW = re.compile(rb'<row r="([0-9]{1,7})"([^<>]*)>')
# What starts like a cell or a row and is none of these: another order, other quotes, no reference, an escaped
# character, a name with a prefix. Each by itself, for a pattern that starts with its own letters is found quickest.
_ODD_CELL = re.compile(rb'<c(?! r="[A-Z]{1,3}[0-9]{1,7}")[^A-Za-z]')
# A kind of cell in which that of an error would not be seen.
_ODD_KIND = re.compile(rb"<c [^<>]*\st(?:\s|=\s|=')")
_ODD_ROW = re.compile(rb'<row(?! r="[0-9]{1,7}"[^<>&]*>)[^A-Za-z]')
_ODD_NAME = re.compile(rb":(?:c|row|f|v)[\s/>]")
# Attributes in which the next two would not find what they look for.
_ODD_ATTRIBUTES = re.compile(rb"'|\s=|=\s")
_HIDDEN = re.compile(rb'\shidden="(?:1|true)"')
_OTHER_ENCODING = re.compile(rb'<\?xml[^>]*\sencoding\s*=\s*["\'](?!utf-8["\'])', re.IGNORECASE)
_DIGITS, _LETTERS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LONGEST_TAG = 1 << 16
_END_OF_ROW = b"</row>"
# No group is possessive: CPython 3.11.2 takes such a group for matched where only its beginning is.
_PLAIN = rb"[^<>&\x00-\x08\x0b\x0c\x0e-\x1f]*+"


def _text(end: bytes) -> bytes:
    """Text without what XML forbids in it or escapes, but for the five characters that have names, and its end."""
    return _PLAIN + rb"(?:" + end + rb"|(?:&(?:amp|lt|gt|quot|apos);" + _PLAIN + rb")+" + end + rb")"


# What may be there or not is one of two branches, the likelier one first: a group that is optional takes far longer.
_VALUE = rb"<v>" + _text(rb"</v></c>")
_WORDS = _VALUE + rb'|<is><t(?:>| xml:space="preserve">)' + _text(rb"</t></is></c>") + rb"|"
_FORMULAS = rb"<f>" + _text(rb"</f>") + rb"(?:" + _VALUE + rb"|</c>)|"
# What nearly all cells are: texts as programs write them out row by row, and by their number as spreadsheets do. It
# matches nothing that what follows it would not, and takes half the time.
_LIKELY = rb' t="inlineStr"><is><t>' + _PLAIN + rb'</t></is></c>| s="[0-9]*+" t="s"><v>[0-9]*+</v></c>|'


def _row(column: bytes, kind: bytes, content: bytes) -> re.Pattern[bytes]:
    """A row as programs write it, with the attributes that it has behind its number; each cell is one of that row."""
    return re.compile(
        rb'<row r="([0-9]{1,7})"((?: [A-Za-z][A-Za-z0-9]*+(?::[A-Za-z][A-Za-z0-9]*+)?="[^<>&"\x00-\x1f]*+")*)>'
        rb'(?:<c r="'
        + column
        + rb'\1"(?:'
        + _LIKELY
        + rb'(?: s="[0-9]*+"|)(?: t="'
        + kind
        + rb'"|)(?:>(?:'
        + content
        + rb"</c>)|/>)))*</row>"
    )


_SOUND_ROW = _row(rb"[A-Z]{1,3}+", rb"[A-Za-z]*+", _WORDS + _FORMULAS)
_PLAIN_ROW = _row(rb"[A-Z]", rb"[a-df-z][A-Za-z]*+", _WORDS)
"""One that reaches no further than column Z and in which no formula stands, nor what one shows that has failed."""
_NAME = re.compile(rb' ([^="]+)="[^"]*"')
_FAILED = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^<>]* t="e"(?:[^<>]*>(?:<f[^<>]*(?:/>|>[^<]*</f>))?<v[^<>]*>([^<]*)</v>)?'
)
# What a program writes that does not calculate: a formula, and nothing that it came to. An empty text is a text.
_UNCALCULATED = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"(?![^<>]*\st="str")[^<>]*><f[^<>]*(?:/>|>[^<]*</f>)(?:<v ?/>|<v>\s*</v>)?</c>'
)
_FORMULA = re.compile(rb"<f[\s/>]")
# A formula as programs write it; of one that is written otherwise nothing here tells whether it has a value.
_PLAIN_FORMULA = re.compile(
    rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: [a-z]+="[^<>"]*")*>'
    rb"<f(?: [^<>]*|)(?:/>|>[^<]*</f>)(?:<v ?/>|<v>[^<]*</v>|)</c>"
)
# As they are, or as a character by its number.
_UNITS = ("万".encode(), "千".encode(), b"&#")
_FAR_COLUMN = re.compile(rb'<c r="([A-Z]{2,3})[0-9]')
_NEAR = b"Z"
_POINTS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{0,20})?|\.[0-9]{1,20}")
_HEIGHT = re.compile(rb'\sht="([^"]*)"')


class SheetGlance:
    """A sheet, piece by piece; ``cells`` are the most that it spans, ``hidden_rows`` the numbers of its hidden rows."""

    def __init__(self) -> None:
        self.hidden_rows: set[int] = set()
        self.failed: dict[str, str] = {}
        """The cells in which a formula has failed, each with what it shows (``#N/A``)."""
        self.uncalculated: list[str] = []
        """The cells with a formula that was never calculated."""
        self.names_strikes = False
        """Whether anything but rows of plain cells names a struck-through font."""
        self.names_units = False
        """Whether anything but rows of plain cells may name a unit of thousands, as formats of numbers do."""
        self._columns: set[bytes] = set()
        self._first = self._last = 0
        self._rest = b""
        self._is_first = self._has_plain_rows = True
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    @property
    def cells(self) -> int:
        """The most cells that the sheet may span, from column A and its first row; it may as well be fewer."""
        return max(map(_column, self._columns), default=0) * (self._last - self._first + 1)

    def takes(self, piece: bytes) -> bytes | None:
        """Take in the next bytes, and give what of them is to be parsed.

        None where they are not written in the one way, and nothing can be told.
        """
        if self._is_first:
            self._is_first = False
            # In UTF-16 no pattern would find a thing, and nothing odd either.
            if (
                b"\x00" in piece[:4]
                or piece.startswith((b"\xff\xfe", b"\xfe\xff"))
                or _OTHER_ENCODING.search(piece[:200])
            ):
                return None
        try:
            self._decoder.decode(piece)
        except UnicodeDecodeError:
            return None
        text = self._rest + piece
        end = text.rfind(_END_OF_ROW)
        # Rows are taken whole; where none ends, a tag may go on in the next piece.
        end = end + len(_END_OF_ROW) if end >= 0 else text.rfind(b"<")
        text, self._rest = (text[:end], text[end:]) if end >= 0 else (text, b"")
        if len(self._rest) >= _LONGEST_TAG:
            end = self._rest.rfind(b"<")
            text, self._rest = text + self._rest[:end], self._rest[end:]
        return self._take(text) if len(self._rest) < _LONGEST_TAG else None

    def ends(self) -> bytes | None:
        """Take in the end."""
        text, self._rest = self._rest, b""
        return self._take(text)

    def _take(self, text: bytes) -> bytes | None:
        other: bytes | None = text
        if self._has_plain_rows:
            other = self._without_rows(_PLAIN_ROW, text, [_NEAR])
            # What hardly leaves a row out is not worth its time.
            self._has_plain_rows = other is not None and len(other) < len(text) // 2
        if other:
            self._note_formulas(other)
            other = self._without_rows(_SOUND_ROW, other, [_NEAR, *_FAR_COLUMN.findall(other)])
        if other is None:
            return None
        self.names_strikes = self.names_strikes or b"strike" in other
        self.names_units = self.names_units or any(unit in other for unit in _UNITS)
        return other if self._take_other(other) else None

    def _without_rows(self, pattern: re.Pattern[bytes], text: bytes, columns: Sequence[bytes]) -> bytes | None:
        """A text without the rows of a pattern, which are noted; None where one has an attribute twice."""
        # What stands before a row, its number and its attributes, for each; then what stands behind the last one.
        parts = pattern.split(text)
        numbers, attributes = [*map(int, parts[1::3])], parts[2::3]
        distinct = {*attributes}
        if any(map(_names_twice, distinct)):
            return None
        if hides := {*filter(_is_hidden, distinct)}:
            self.hidden_rows.update(compress(numbers, map(hides.__contains__, attributes)))
        if numbers:
            self._span(numbers, columns)
        return b"".join(parts[::3])

    def _note_formulas(self, text: bytes) -> None:
        if b't="e"' in text:
            self.failed.update((cell.decode(), said.decode(errors="replace")) for cell, said in _FAILED.findall(text))
        if b"<f" in text:
            self.uncalculated.extend(cell.decode() for cell in _UNCALCULATED.findall(text))

    def _take_other(self, text: bytes) -> bool:
        """Whether what is left, too, is written in the one way, and what it spans can be told."""
        if any(odd.search(text) for odd in (_ODD_CELL, _ODD_KIND, _ODD_ROW, _ODD_NAME)) or _has_odd_formula(text):
            return False
        for number, attributes in _ROW.findall(text):
            if _ODD_ATTRIBUTES.search(attributes):
                return False
            if _is_hidden(attributes):
                self.hidden_rows.add(int(number))
        if cells := _CELL.findall(text):
            together = b",".join(cells)
            columns = together.translate(None, _DIGITS).split(b",")
            self._span([*map(int, set(together.translate(None, _LETTERS).split(b",")))], columns)
        return True

    def _span(self, rows: Sequence[int], columns: Iterable[bytes]) -> None:
        self._columns.update(columns)
        self._first = min(self._first or rows[0], *rows)
        self._last = max(self._last, *rows)


def _has_odd_formula(text: bytes) -> bool:
    formulas = len(_FORMULA.findall(text)) if b"<f" in text else 0
    return bool(formulas) and (b"<!" in text or formulas > len(_PLAIN_FORMULA.findall(text)))


def _names_twice(attributes: bytes) -> bool:
    """Whether two attributes of a row have one name, its number being one."""
    names = _NAME.findall(attributes)
    return len({*names, b"r"}) <= len(names)


def _is_hidden(attributes: bytes) -> bool:
    height = _HEIGHT.search(attributes)
    return bool(_HIDDEN.search(attributes)) or (height is not None and is_too_low(height[1].decode(errors="replace")))


def is_too_low(height: str) -> bool:
    """Whether a row of that height, in points, cannot be seen; False of what is no height."""
    lowest = 0.5
    return bool(_POINTS.fullmatch(height)) and float(height) < lowest


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number

"""Cells of an Office Open XML workbook by their format or their shared text: which are formatted so, and how.

The parts were unpacked and parsed once before (`unpacking`), which bounds them and lets no entities pass.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from itertools import islice
from xml.parsers import expat

STYLES = "xl/styles.xml"
STRINGS = "xl/sharedStrings.xml"
_PIECE = 1 << 20
# A cell that holds something, in a sheet of which each cell begins so; a text by its number has nothing before it.
_HELD = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"((?:[^<>/]|/(?!>))*)>(?=<[vif])(?:<v>([0-9]+)</v>)?')
_FORMAT = re.compile(rb'\ss="([0-9]+)"')
_SHARED = re.compile(rb'\st="s"')
_FALSE = frozenset({"0", "false"})

_Attributes = dict[str, str]


def formatted_cells(
    archive: zipfile.ZipFile,
    part: str,
    formats: AbstractSet[str],
    strings: AbstractSet[str],
    most: int,
    *,
    is_regular: bool,
) -> Iterator[str]:
    """The first cells (``B7``) of a sheet that hold something, and have one of the formats or one of the shared texts.

    Args:
        archive: the workbook, sound.
        part: the part of the sheet.
        formats: the numbers of the formats.
        strings: the numbers of the texts.
        most: how many are wanted.
        is_regular: whether its cells are written in the one way (`sheet_glance`) and hold no struck texts of their
            own: patterns tell of them, in a fraction of the time.
    """
    if is_regular:
        yield from islice(_glanced(archive, part, formats, strings), most)
    else:
        cells = _Cells(formats, strings, most)
        parse(archive, part, cells.begins, cells.ends, cells.says)
        yield from cells.found


def _glanced(
    archive: zipfile.ZipFile, part: str, formats: AbstractSet[str], strings: AbstractSet[str]
) -> Iterator[str]:
    """The cells of a regular sheet."""
    rest = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            text = rest + piece
            end = text.rfind(b"<c ")
            # A cell may go on in the next piece; without the start of one, nothing can.
            text, rest = (text[:end], text[end:]) if end >= 0 else (b"", text)
            yield from _matched(text, formats, strings)
    yield from _matched(rest, formats, strings)


def _matched(text: bytes, formats: AbstractSet[str], strings: AbstractSet[str]) -> Iterator[str]:
    for reference, attributes, shared in _HELD.findall(text):
        form = _FORMAT.search(attributes)
        if (form and form[1].decode() in formats) or (
            shared and _SHARED.search(attributes) and shared.decode() in strings
        ):
            yield reference.decode()


def parse(
    archive: zipfile.ZipFile,
    part: str,
    begins: Callable[[str, _Attributes], None],
    ends: Callable[[str], None],
    says: Callable[[str], None] | None = None,
) -> None:
    """Have a part parsed by three functions."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = begins
    parser.EndElementHandler = ends
    parser.CharacterDataHandler = says
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            parser.Parse(piece, False)  # noqa: FBT003 - the parser takes it by position


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _strikes(local: str, attributes: _Attributes) -> bool:
    """Whether an element strikes its text through."""
    return local in {"strike", "dstrike"} and attributes.get("val", "1") not in _FALSE


class Styles:
    """``struck`` are the formats of cells whose font is struck through, by their numbers.

    ``codes`` is how others show numbers, where the workbook itself defines it.
    """

    def __init__(self) -> None:
        self.struck: set[str] = set()
        self.codes: dict[str, str] = {}
        self._defined: dict[str, str] = {}
        self._within = ""
        self._fonts = self._formats = -1
        self._struck_fonts: set[str] = set()

    def begins(self, name: str, attributes: _Attributes) -> None:
        """Take in the beginning of an element."""
        local = _local(name)
        if local in {"numFmts", "fonts", "cellXfs"}:
            self._within = local
        elif self._within == "numFmts":
            self._defined[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif self._within == "fonts":
            self._fonts += local == "font"
            if _strikes(local, attributes):
                self._struck_fonts.add(str(self._fonts))
        elif self._within == "cellXfs" and local == "xf":
            self._formats += 1
            if attributes.get("fontId") in self._struck_fonts:
                self.struck.add(str(self._formats))
            if code := self._defined.get(attributes.get("numFmtId", "")):
                self.codes[str(self._formats)] = code

    def ends(self, name: str) -> None:
        """Take in the end of an element."""
        if _local(name) == self._within:
            self._within = ""


class Strings:
    """``struck`` are the shared texts of which a part is struck through, by their numbers."""

    def __init__(self) -> None:
        self.struck: set[str] = set()
        self._at = -1

    def begins(self, name: str, attributes: _Attributes) -> None:
        """Take in the beginning of an element."""
        local = _local(name)
        self._at += local == "si"
        if _strikes(local, attributes):
            self.struck.add(str(self._at))

    def ends(self, name: str) -> None:
        """Take in the end of an element."""


class _Cells:
    """``found`` are the cells of a sheet that hold something, and have one of the formats or texts, or are struck."""

    def __init__(self, formats: AbstractSet[str], strings: AbstractSet[str], most: int) -> None:
        self.found: list[str] = []
        self._formats, self._strings, self._most = formats, strings, most
        self._attributes: _Attributes = {}
        self._said = ""
        self._is_struck = self._holds = False

    def begins(self, name: str, attributes: _Attributes) -> None:
        """Take in the beginning of an element."""
        local = _local(name)
        if local == "c":
            self._attributes, self._said, self._holds = attributes, "", False
            self._is_struck = attributes.get("s") in self._formats
        elif local in {"v", "is"}:
            self._holds = True
        elif _strikes(local, attributes):
            self._is_struck = True

    def says(self, text: str) -> None:
        """Take in a text."""
        if self._holds and self._attributes.get("t") == "s":
            self._said += text

    def ends(self, name: str) -> None:
        """Take in the end of an element."""
        if _local(name) != "c" or not self._holds or len(self.found) >= self._most:
            return
        if self._is_struck or (self._attributes.get("t") == "s" and self._said in self._strings):
            self.found.append(self._attributes.get("r", ""))

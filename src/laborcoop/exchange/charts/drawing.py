"""A sheet to draw on: shapes and words in, an SVG document out. Words are escaped by the writer of XML.

Colours are classes with a value for light and one for dark surroundings, told apart by more than their hue where it
matters. A font of the reader's system that has Chinese is asked for by name before the general one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree import ElementTree as ET

from laborcoop.exchange.charts.chart import Chart
from laborcoop.exchange.visible import visible
from laborcoop.kernel.text import Locale, Text

TONES = 5
"""How many colours there are; a sixth thing has the first one's again, a sixth curve in dashes."""

_STYLE = """
.lc{font-family:"Noto Sans CJK SC","Noto Sans SC","Microsoft YaHei","PingFang SC",sans-serif;font-size:13px}
.lc text{fill:#1c2b33}.lc .quiet{fill:#5b6b73}.lc .head{font-weight:600}.lc .ground{fill:#fff}
.lc .line{stroke:#c9d1d5;fill:none}.lc .box{fill:#37474f}.lc .track{fill:#e8ecee}
.lc .t0{fill:#00796b}.lc .t1{fill:#c25e00}.lc .t2{fill:#3f51b5}.lc .t3{fill:#ad1457}.lc .t4{fill:#5d6d00}
.lc .s0{stroke:#00796b}.lc .s1{stroke:#c25e00}.lc .s2{stroke:#3f51b5}.lc .s3{stroke:#ad1457}.lc .s4{stroke:#5d6d00}
.lc .curve{fill:none;stroke-width:2.5}
.lc .d1{stroke-dasharray:9 4}.lc .d2{stroke-dasharray:2 4}.lc .ribbon{opacity:.45}.lc .dot{opacity:.8}
@media (prefers-color-scheme:dark){
.lc text{fill:#e4eaed}.lc .quiet{fill:#a3b1b8}.lc .ground{fill:#182026}
.lc .line{stroke:#46545c}.lc .box{fill:#cfd8dc}.lc .track{fill:#2b373e}
.lc .t0{fill:#4db6ac}.lc .t1{fill:#ffb066}.lc .t2{fill:#9fa8da}.lc .t3{fill:#f48fb1}.lc .t4{fill:#c0ca5a}
.lc .s0{stroke:#4db6ac}.lc .s1{stroke:#ffb066}.lc .s2{stroke:#9fa8da}.lc .s3{stroke:#f48fb1}.lc .s4{stroke:#c0ca5a}
}
"""
_WIDE, _NARROW = 13.0, 7.2
_LINE = 15.0
_BREAK = re.compile(r"\s+|[\u2e80-\uffef]")
_HEAD = 40.0
_WIDE_PICTURE = 800.0
"""A picture wider than this has no width of its own: Jupyter shows it as an image, and cuts what it has no room for."""


class Drawing:
    """A sheet in one language, with its title at the top left; what is drawn lies below ``top``."""

    top = _HEAD

    def __init__(self, title: Text, locale: Locale) -> None:
        self.title = title
        self.locale = locale
        self._root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "lc", "role": "img"})
        ET.SubElement(self._root, "title").text = self.say(title)
        ET.SubElement(self._root, "style").text = _STYLE
        self._ground = ET.SubElement(self._root, "rect", {"class": "ground", "x": "0", "y": "0"})
        self._here = self._root
        self.words(self.say(title), 12, 24, kind="head")

    def say(self, text: Text) -> str:
        """A text in the language of the sheet."""
        return visible(text.render(self.locale))

    def box(self, x: float, y: float, width: float, height: float, *, kind: str, note: str = "") -> None:
        """A rectangle; ``note`` is told to who points at it, and to who hears the picture."""
        given = {"class": kind, **_numbers(x=x, y=y, width=width, height=height)}
        self._noted(ET.SubElement(self._here, "rect", given), note)

    def path(self, way: str, *, kind: str, note: str = "") -> None:
        """A shape or a line along a way of SVG."""
        self._noted(ET.SubElement(self._here, "path", {"class": kind, "d": way}), note)

    def dot(self, x: float, y: float, radius: float, *, kind: str, note: str = "") -> None:
        """A disc."""
        self._noted(ET.SubElement(self._here, "circle", {"class": kind, **_numbers(cx=x, cy=y, r=radius)}), note)

    def words(self, words: str, x: float, y: float, *, kind: str = "", anchor: str = "start", room: float = 0) -> None:
        """Words on a line; where there is too little ``room`` for them they are cut, and told whole when pointed at."""
        words = visible(words)
        shown = cut(words, room) if room else words
        given = {"class": kind, "text-anchor": anchor, **_numbers(x=x, y=y)}
        made = ET.SubElement(self._here, "text", given)
        made.text = shown
        if shown != words:
            ET.SubElement(made, "title").text = words

    def lines(self, words: str, x: float, y: float, *, room: float, most: int, kind: str = "") -> float:
        """Words on lines below each other, the first at ``y``; where the next line would stand."""
        for line in wrapped(visible(words), room, most):
            self.words(line, x, y, kind=kind)
            y += _LINE
        return y

    @contextmanager
    def moved(self, x: float, y: float) -> Iterator[None]:
        """What is drawn meanwhile stands so far to the right and down."""
        outside = self._here
        self._here = ET.SubElement(outside, "g", {"transform": f"translate({x:g} {y:g})"})
        yield
        self._here = outside

    def finished(self, width: float, height: float) -> Chart:
        """The chart, as wide and as high as it came to be."""
        self._ground.attrib |= _numbers(width=width, height=height)
        self._root.set("viewBox", f"0 0 {width:g} {height:g}")
        if width > _WIDE_PICTURE:
            self._root.set("style", f"width:100%;max-width:{width:g}px;height:auto")
        else:
            self._root.attrib |= _numbers(width=width, height=height)
            self._root.set("style", "max-width:100%;height:auto")
        return Chart(title=self.title, locale=self.locale, svg=ET.tostring(self._root, encoding="unicode"))

    @staticmethod
    def _noted(element: ET.Element, note: str) -> None:
        if note:
            ET.SubElement(element, "title").text = visible(note)


def width_of(words: str) -> float:
    """About how wide words are, in the units of a sheet: a Chinese character is nearly twice a Latin letter."""
    return sum(_WIDE if unicodedata.east_asian_width(one) in "WF" else _NARROW for one in words)


def cut(words: str, room: float) -> str:
    """Words that fit, with an ellipsis for what does not.

    >>> cut("怒江员工之家", 60), cut("Kunming", 60)
    ('怒江员…', 'Kunming')
    """
    if width_of(words) <= room:
        return words
    kept = words
    while kept and width_of(kept) + _WIDE > room:
        kept = kept[:-1]
    return f"{kept}…"


def wrapped(words: str, room: float, most: int) -> list[str]:
    """Words on as many lines as they need, at most ``most``; the last is cut where that is too few.

    A line is broken behind a blank or a Chinese character. A word wider than the room has a line of its own, and is
    cut.

    >>> wrapped("Nujiang Employees' Home", 110, 2), wrapped("怒江员工之家", 50, 2)
    (['Nujiang', "Employees' Home"], ['怒江员', '工之家'])
    """
    lines: list[str] = []
    rest = words
    while rest and len(lines) < most - 1 and width_of(rest) > room:
        ends = [found.end() for found in _BREAK.finditer(rest)]
        fitting = [end for end in ends if width_of(rest[:end].rstrip()) <= room]
        end = max(fitting) if fitting else min((*ends, len(rest)))
        lines.append(cut(rest[:end].rstrip(), room))
        rest = rest[end:].lstrip()
    return [*lines, cut(rest, room)] if rest else lines


def _numbers(**given: float) -> dict[str, str]:
    return {name: f"{round(value, 1):g}" for name, value in given.items()}

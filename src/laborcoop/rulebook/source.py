"""Where a rule comes from: a law and its article, or an open convention."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum

from attrs import frozen

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import NO_TEXT, Text


class Mark(Enum):
    """How far a source has been verified."""

    READ = "V"
    """The article was read in a copy of the law."""
    SECONDARY = "V2"
    """Read on a secondary page: check the original before quoting it as law."""
    UNVERIFIED = "U"
    """General knowledge: a parameter or a warning, never stated as law."""


MARKS = Text(
    "出处后的标记：无标记为读过法条，[V2] 为二手页面，[U] 为未核实。",
    "Marks after a source: none, the article was read; [V2], a secondary page; [U], not verified.",
)
"""What the marks say that `Citation.text` sets behind a source: a page that shows sources has this beside them."""

_ARTICLE = re.compile(r"(?P<first>[0-9]+)(\((?P<item>[0-9]+)\)|-(?P<last>[0-9]+))?")


def _note(mark: Mark) -> str:
    return "" if mark is Mark.READ else f" [{mark.value}]"


@frozen
class Document(Record):
    """A law, decree or notice; ``key`` is its mark in the rule catalogue (``L1``).

    ``region`` and ``since`` say where and from which day it is in force (None: everywhere, or long since): a rule cites
    the text of a province in that province only, and a new text from its day on.
    """

    key: str
    name: Text
    version: str = ""
    region: DivisionCode | None = None
    since: date | None = None

    def holds(self, on: date, region: DivisionCode | None) -> bool:
        """Whether the text is in force on the day and in the region; a province's is not where no region is known."""
        in_place = self.region is None or (region is not None and region.within(self.region))
        return in_place and (self.since is None or self.since <= on)

    def __str__(self) -> str:
        return str(self.name)


@frozen
class Citation(Record):
    """An article of a document. ``article`` as the catalogue writes it: ``"15"``, ``"62(7)"`` (item 7), ``"26-31"``.

    An article that is not a number is a place of another kind, such as a fact of a report (``"F055"``). ``note`` adds
    what the text does not say, such as a day that was assumed.
    """

    document: Document
    article: str = ""
    mark: Mark = Mark.READ
    note: Text = NO_TEXT

    def text(self) -> Text:
        """The citation as it stands under a finding, with its mark where it was not read in the law itself."""
        name = self.document.name
        note = _note(self.mark)
        where = _place(self.article)
        zh, en = (f"（{self.note.zh}）", f" ({self.note.en})") if self.note.zh else ("", "")
        return Text(f"《{name.zh}》{where.zh}{note}{zh}", f"{name.en}{where.en}{note}{en}")


def _place(article: str) -> Text:
    """The place in a document as each language cites it."""
    if not article:
        return NO_TEXT
    numbers = _ARTICLE.fullmatch(article)
    if numbers is None:
        return Text(article, f", {article}")
    if numbers["last"]:
        return Text(f"第{numbers['first']}条至第{numbers['last']}条", f", arts {article}")
    item = f"第（{numbers['item']}）项" if numbers["item"] else ""
    return Text(f"第{numbers['first']}条{item}", f", art. {article}")


@frozen
class Convention(Record):
    """A rule that no law states: the library's or the practice's own, and why it is worth keeping."""

    why: Text
    mark: Mark = Mark.READ

    def text(self) -> Text:
        """The convention as it stands under a finding."""
        note = _note(self.mark)
        return Text(f"惯例：{self.why.zh}{note}", f"convention: {self.why.en}{note}")


Source = Citation | Convention

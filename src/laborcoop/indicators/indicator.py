"""An indicator (指标): what is counted, in which unit, over which days, by which definition, from which records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum

from attrs import frozen

from laborcoop.cooperation import Basis, FigureRow, Pillar
from laborcoop.indicators.ledger import Ledger
from laborcoop.indicators.windows import Span
from laborcoop.kernel.counts import Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

Rows = Callable[[Ledger, Period], Iterable[FigureRow]]
"""The rows of a window, of all places: of several of one thing a figure counts one (`laborcoop.indicators.once`)."""


Unsaid = Callable[[Ledger, Period, DivisionCode | None], Text | None]
"""Why the records of a window and a region, where one is given, do not say it; None where they do."""


def lies_in(row: FigureRow, region: DivisionCode | None) -> bool:
    """Whether a row belongs to a region; all rows do where none is given."""
    return region is None or (row.division is not None and row.division.within(region))


class Section(Enum):
    """The headings of a year-end report: the four lines of work, then who works where, then the money."""

    SEND_POSTS = "send-posts"
    RETURN_TO_POST = "return-to-post"
    STABILISE = "stabilise"
    RECOMMEND = "recommend"
    TRANSFERS = "transfers"
    SUBSIDIES = "subsidies"

    @property
    def pillar(self) -> Pillar | None:
        """The line of work; None for what belongs to all four."""
        return Pillar[self.name] if self.name in Pillar.__members__ else None

    @property
    def label(self) -> Text:
        """The heading."""
        if self.pillar is None:
            return _LABELS[self]
        return Text("{zh}", "{en} ({zh})").format(zh=self.pillar.label.zh, en=self.pillar.label.en.capitalize())


_LABELS = {
    Section.TRANSFERS: Text("转移就业", "Transfer employment"),
    Section.SUBSIDIES: Text("补贴与资助资格", "Subsidies and aid"),
}


@frozen(kw_only=True)
class Indicator:
    """One indicator of the catalogue.

    ``definition`` is the text of the definition (口径), and ``version`` its number: another reading is another
    version, and figures of two versions are never compared. ``needs`` are the classes of records that it is counted
    from: without one of any of them the figure is not recorded, which is not nought. ``whole`` makes it a share: the
    rows of which ``rows`` are a part. ``by_region`` says whether its rows can be parted by place. ``facts`` and
    ``rules`` are codes of what the definition rests on.
    """

    code: str
    section: Section
    title: Text
    unit: Unit
    span: Span
    definition: Text
    rows: Rows
    needs: tuple[type[Record], ...]
    whole: Rows | None = None
    unsaid: Unsaid | None = None
    basis: Basis = Basis.CUMULATIVE
    by_region: bool = True
    version: int = 1
    defined_as: str = ""
    """The indicator whose definition this one shares, over other days; empty where it has its own."""
    facts: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def definition_id(self) -> str:
        """The id of the definition."""
        return f"{self.defined_as or self.code}/{self.version}"

"""Figures as a report claims them, with what each must say of itself, and the facts that they are counted from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum

from attrs import field, frozen

from laborcoop.cooperation.goals import PolicyGoal
from laborcoop.cooperation.growth import Growth
from laborcoop.cooperation.pillar import Pillar
from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import YEAR, at_least
from laborcoop.kernel.counts import Count, Figure, Qualifier
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

_PEOPLE = at_least(0, Text("人数不能为负数", "numbers of people must not be negative"))


class Basis(Enum):
    """Whether a figure is a state or a sum: two indicators, never one."""

    AT_CUTOFF = "at-cut-off"
    CUMULATIVE = "cumulative"


@frozen
class FigureRow(Record):
    """One row that a figure counts: where it stands, whom or what it counts, and the day it happened.

    ``amount`` is how many of the figure's unit the row makes (a booth that offers 108 post-times is one row);
    ``division`` the place under which a breakdown by region lists it, None where it has none.

    Raises:
        InvalidValue: ``amount`` is negative.
    """

    source: str
    counted: str
    on: date
    amount: int = field(default=1, validator=at_least(0, Text("数量不能为负数", "an amount must not be negative")))
    division: DivisionCode | None = None


def _in_order(rows: tuple[FigureRow, ...]) -> tuple[FigureRow, ...]:
    return tuple(sorted(rows, key=lambda row: (row.on, row.counted, row.source)))


@frozen(kw_only=True)
class FigureClaim(Record):
    """A figure as it is to be printed (IN-03, IN-07).

    ``figure`` carries number, unit and qualifier; ``window`` the days it is about; ``definition`` the id of what is
    counted and how (口径); ``rows`` what was counted; ``pillar`` the line of work that it stands under and ``goals``
    those that it measures. A figure that nobody counted, but that follows from others, names them in ``derived_from``.
    What is not there is None or empty.
    """

    title: Text
    figure: Figure | None = None
    window: Period | None = None
    definition: str = ""
    basis: Basis | None = None
    rows: tuple[FigureRow, ...] = field(default=(), converter=_in_order)
    pillar: Pillar | None = None
    derived_from: tuple[Text, ...] = ()
    goals: frozenset[PolicyGoal] = frozenset()

    def text(self) -> Text:
        """The figure as a line of a report: a derived one says that it is, and from what."""
        line = Text("{title}：{figure}", "{title}: {figure}").format(title=self.title, figure=self._said())
        if not self.derived_from:
            return line
        return Text("{line}（推算，据{others}）", "{line} (derived from {others})").format(
            line=line, others=self.derived_from
        )

    def _said(self) -> Text:
        if self.figure is None:
            return Text("未填", "not given")
        return Text(self.figure.render("zh"), self.figure.render("en"))


def by_pillar(claims: Iterable[FigureClaim]) -> Mapping[Pillar, tuple[FigureClaim, ...]]:
    """The figures of a report under its four headings, all four in their order; those of no line of work are left out.

    Within a heading the figures keep the order in which they were given.
    """
    given = tuple(claims)
    return {pillar: tuple(claim for claim in given if claim.pillar is pillar) for pillar in Pillar}


def remainder(title: Text, whole: FigureClaim, parts: Iterable[FigureClaim]) -> FigureClaim:
    """What is left of a whole when its known parts are taken away: a figure that says that it is derived.

    It has the whole's window, definition and line of work, and no rows: nobody counted it.

    Raises:
        InvalidValue: ``whole`` or one of ``parts`` is missing or not exact, or the parts are more than the whole.
        UnitMismatch: one of ``parts`` is of another unit.
    """
    known = tuple(parts)
    left = _exact(whole)
    for part in known:
        left -= _exact(part)
    return FigureClaim(
        title=title,
        figure=Figure(left),
        window=whole.window,
        definition=whole.definition,
        basis=whole.basis,
        pillar=whole.pillar,
        derived_from=(whole.title, *(part.title for part in known)),
    )


def _exact(claim: FigureClaim) -> Count:
    if claim.figure is None or claim.figure.qualifier is not Qualifier.EXACT:
        raise InvalidValue(
            Text("只能由确数推算，{title} 不是", "only exact figures can be used, and {title} is not exact").format(
                title=claim.title
            )
        )
    return claim.figure.count


@frozen(kw_only=True)
class FigureComparison(Record):
    """Two figures that a report compares, such as those of two years (IN-08)."""

    earlier: FigureClaim
    later: FigureClaim

    def growth(self) -> Growth:
        """The growth from the earlier to the later; IN-08 says whether the two may be compared at all.

        Raises:
            InvalidValue: a figure is missing or not exact.
            UnitMismatch: their units differ.
        """
        if self.earlier.figure is None or self.later.figure is None:
            raise InvalidValue(Text("没有数值，不能比较", "a figure without a number cannot be compared"))
        return Growth.between(self.earlier.figure, self.later.figure)


@frozen(kw_only=True)
class EastWestResult(Record):
    """A year's rural workers helped to work, in persons, and its parts (IN-01, IN-02). None: not given.

    Raises:
        InvalidValue: a number is negative.
    """

    year: int = field(validator=YEAR)
    helped: int = field(validator=_PEOPLE)
    out_of_poverty: int | None = field(default=None, validator=_PEOPLE)
    out_of_province: int | None = field(default=None, validator=_PEOPLE)
    in_province: int | None = field(default=None, validator=_PEOPLE)
    local: int | None = field(default=None, validator=_PEOPLE)
    relocated: int | None = field(default=None, validator=_PEOPLE)


class StablePurpose(Enum):
    """What stable employment is counted for; each text has its own number of months."""

    TRAVEL_AID = "travel-aid"
    TRANSFER = "transfer"
    EMPLOYER_SUBSIDY = "employer-subsidy"


@frozen(kw_only=True)
class StableClaim(Record):
    """Whether one worker is counted as stably employed on a day (IN-04, IN-05).

    Work counts up to the day ``until`` (not included). ``gap_days`` is how many days between two posts the indicator
    lets pass; None where it does not say.
    """

    worker: WorkerId
    purpose: StablePurpose
    spells: tuple[Period, ...]
    until: date
    counted: bool
    gap_days: int | None = None


@frozen(kw_only=True)
class Hired(Record):
    """One of a hired cohort: the first day in post, and the first day no longer in it where the worker left.

    ``seen_until`` is the day up to which the worker was seen in post (not included), where it is not known since
    whether the worker left: a gap that may yet be let pass. None for everybody else.

    Raises:
        InvalidValue: ``left_on`` or ``seen_until`` is before ``on``, or both are given.
    """

    worker: WorkerId
    on: date
    left_on: date | None = None
    seen_until: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.left_on is not None and self.seen_until is not None:
            raise InvalidValue(Text("已离岗的人不能再记为待定", "whoever has left is not waited for"))
        if (self.left_on or self.seen_until or self.on) < self.on:
            raise InvalidValue(Text("离岗不早于入职", "nobody can leave before being hired"))


@frozen(kw_only=True)
class RetentionClaim(Record):
    """So many of so many were still in post after ``days`` days (IN-06).

    Everything is known up to ``known_until`` (not included). People hired too late to be seen for all the days are in
    neither number.

    Raises:
        InvalidValue: ``days`` is below 1, or ``cohort`` names somebody twice.
    """

    days: int
    known_until: date
    cohort: tuple[Hired, ...]
    stayed: int
    observed: int

    def __attrs_post_init__(self) -> None:
        if self.days < 1 or len({hired.worker for hired in self.cohort}) < len(self.cohort):
            raise InvalidValue(
                Text("至少一天，且每人只计一次", "there must be one day or more, and everyone only once")
            )

    def __repr__(self) -> str:
        """Counts only."""
        counts = f"{len(self.cohort)} people, {self.stayed} of {self.observed} stayed"
        return f"<RetentionClaim {self.days} days: {counts}>"

    def observable(self) -> tuple[Hired, ...]:
        """Those who were hired early enough to be seen for all the days."""
        return tuple(
            hired for hired in self.cohort if ((hired.seen_until or self.known_until) - hired.on).days >= self.days
        )

    def survivors(self) -> tuple[Hired, ...]:
        """Those of them who were in post for all the days."""
        return tuple(
            hired
            for hired in self.observable()
            if hired.left_on is None or (hired.left_on - hired.on).days >= self.days
        )

"""A figure that was counted from records: it keeps them, its window and its definition, and mixes with its like."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from attrs import evolve, field, frozen

from laborcoop.cooperation import Basis, FigureClaim, FigureComparison, FigureRow, Growth, Pillar
from laborcoop.errors import InvalidValue, UnitMismatch
from laborcoop.indicators.once import THINGS, once
from laborcoop.kernel.counts import Count, Figure, Qualifier
from laborcoop.kernel.display import table
from laborcoop.kernel.divisions import DivisionCode, find_division
from laborcoop.kernel.periods import Period
from laborcoop.kernel.ratios import Share
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Locale, Text


def _in_order(rows: Iterable[FigureRow]) -> tuple[FigureRow, ...]:
    return tuple(sorted(rows, key=lambda row: (row.on, row.counted, row.source)))


@frozen(kw_only=True)
class Measured(Record):
    """A count with its window, its definition and every record behind it (IN-07).

    ``definition`` is the id of the definition (`Indicator.definition_id`), ``terms`` its text. ``regions`` are the
    places of the sending side of which it is, the whole region or parts of it, and ``receiving`` the region on the
    other side; `measure` gives both. ``whole`` is the count of which this is a share, None where it is not a share.

    Raises:
        InvalidValue: ``rows`` do not make up the count, a thing is counted twice, or the part is more than the whole.
    """

    code: str
    title: Text
    count: Count
    window: Period
    definition: str
    terms: Text
    basis: Basis
    pillar: Pillar | None = None
    regions: tuple[DivisionCode, ...] = ()
    receiving: DivisionCode | None = None
    rows: tuple[FigureRow, ...] = field(default=(), converter=_in_order, repr=False)
    whole: Count | None = None

    def __attrs_post_init__(self) -> None:
        if self.whole is not None:
            Share(self.count, self.whole)
        things = {row.counted for row in self.rows}
        if self.count.value != sum(row.amount for row in self.rows) or (
            self.count.unit in THINGS and len(things) < len(self.rows)
        ):
            raise InvalidValue(
                Text(
                    "“{title}”与明细不符：明细合计 {rows}，数值 {count}，且每个对象只计一次",
                    "{title}: the rows make {rows}, the count is {count}, and each thing is counted once",
                ).format(title=self.title, rows=sum(row.amount for row in self.rows), count=self.count.text())
            )

    @property
    def share(self) -> Share | None:
        """The count as a part of its whole; None where it is not a share."""
        return None if self.whole is None else Share(self.count, self.whole)

    @property
    def qualifier(self) -> Qualifier:
        """What is counted from records is exact; what is published of it may be 近 or 超 (`reconcile`)."""
        return Qualifier.EXACT

    def region_text(self) -> Text:
        """The regions by name, from the sending to the receiving side; where no sending region is given, “not said”.

        Divisions that the library does not know stand by their codes.
        """
        names = [division_name(code) for code in self.regions]
        sending = Text("{names}", "{names}").format(names=names) if names else Text("未说明", "not said")
        if self.receiving is None:
            return sending
        return Text("{sending} → {receiving}", "{sending} → {receiving}").format(
            sending=sending, receiving=division_name(self.receiving)
        )

    def evidence(self) -> tuple[FigureRow, ...]:
        """The rows that were counted, by day: where each stands in the files, its id, its day. Ids only, no names.

        A record that no file holds is named by its place among the case's, from 1, its kind and its id:
        ``record 3 (reception W-1)`` is ``case.records[2]``, ``fair F-1`` that of the case's fairs.
        """
        return self.rows

    def _repr_html_(self) -> str:
        """The figure as a notebook shows it: its window and definition, and how many rows are behind it."""
        caption = Text("{title}：{said}", "{title}: {said}").format(title=self.title, said=self.text())
        return table(
            caption,
            (),
            [
                (Text("地区", "region"), self.region_text()),
                (Text("时间段", "days"), window_text(self.window)),
                (Text("口径", "definition"), self.terms),
                (Text("明细", "rows behind it"), len(self.rows)),
            ],
        )

    def claim(self) -> FigureClaim:
        """The figure as the rules about figures look at it (IN-03, IN-07)."""
        return FigureClaim(
            title=self.title,
            figure=Figure(self.count),
            window=self.window,
            definition=self.definition,
            basis=self.basis,
            rows=self.rows,
            pillar=self.pillar,
        )

    def growth_from(self, earlier: Measured) -> Growth:
        """The growth since an earlier figure of the same definition (IN-08).

        Raises:
            UnitMismatch: ``earlier`` has another definition or unit.
        """
        self._check_like(earlier)
        return FigureComparison(earlier=earlier.claim(), later=self.claim()).growth()

    def __add__(self, other: Measured) -> Measured:
        """The figure of both windows, or of both regions: things that both count are counted once.

        Raises:
            UnitMismatch: the two have different definitions or units.
            InvalidValue: their windows overlap or do not follow one another, their regions overlap, or they are of two
                receiving regions; one is a share; or states of different days would be added up.
        """
        if not isinstance(other, Measured):
            return NotImplemented
        self._check_like(other)
        regions = self._joint_regions(other)
        window = self.window if self.window == other.window else _joint_window(self, other)
        rows = once((*self.rows, *other.rows), self.count.unit)
        total = Count(sum(row.amount for row in rows), self.count.unit)
        return evolve(self, count=total, rows=rows, window=window, regions=regions)

    def __radd__(self, other: object) -> Measured:
        """The figure itself after nought, with which ``sum`` begins."""
        return self if type(other) is int and not other else NotImplemented

    def __sub__(self, other: object) -> Measured:
        """Refused, with the words: a difference of figures is counted from no records.

        Raises:
            InvalidValue: ``other`` is a figure.
        """
        if not isinstance(other, Measured):
            return NotImplemented
        raise InvalidValue(
            Text(
                "数字不能相减：差额背后没有明细；比较两期请用 growth_from，数目之差请用 .count 相减",
                "figures are not subtracted: no records stand behind a difference; growth_from compares two, and their "
                "counts can be subtracted (.count)",
            )
        )

    def __lt__(self, other: Measured) -> bool:
        if not isinstance(other, Measured):
            return NotImplemented
        self._check_like(other)
        return self.count < other.count

    def __le__(self, other: Measured) -> bool:
        if not isinstance(other, Measured):
            return NotImplemented
        self._check_like(other)
        return self.count <= other.count

    def __gt__(self, other: Measured) -> bool:
        return NotImplemented if not isinstance(other, Measured) else other < self

    def __ge__(self, other: Measured) -> bool:
        return NotImplemented if not isinstance(other, Measured) else other <= self

    def _check_like(self, other: Measured) -> None:
        if (self.definition, self.count.unit) != (other.definition, other.count.unit):
            raise UnitMismatch(
                Text(
                    "“{first}”（口径 {mine}）与“{second}”（口径 {theirs}）口径或单位不同，不能相加或比较",
                    "{first} ({mine}) and {second} ({theirs}) have different definitions or units and cannot be added "
                    "or compared",
                ).format(first=self.title, second=other.title, mine=self.definition, theirs=other.definition)
            )

    def _joint_regions(self, other: Measured) -> tuple[DivisionCode, ...]:
        if self.whole is not None or other.whole is not None:
            raise InvalidValue(Text("占比不能相加", "shares cannot be added up"))
        if self.receiving != other.receiving:
            raise InvalidValue(Text("两个数字的输入地不同", "the two figures are of different receiving regions"))
        if self.window != other.window:
            if set(self.regions) != set(other.regions):
                raise InvalidValue(
                    Text(
                        "时间段和地区都不同，不能相加", "figures that differ in window and in region cannot be added up"
                    )
                )
            return self.regions
        apart = self.regions and other.regions
        if not apart or any(a.within(b) or b.within(a) for a in self.regions for b in other.regions):
            raise InvalidValue(Text("两个数字的地区重叠", "the two figures share a region"))
        return tuple(sorted({*self.regions, *other.regions}))

    def text(self) -> Text:
        """The count with its unit, and as a share where it is one."""
        return self.count.text() if self.share is None else self.share.text()

    def render(self, locale: Locale) -> str:
        """The count with its unit in one language."""
        return self.text().render(locale)

    def __str__(self) -> str:
        return str(self.text())


def window_text(window: Period) -> Text:
    """A window from its first day to its last, both of which count.

    >>> from datetime import date
    >>> window_text(Period(date(2021, 1, 1), date(2023, 1, 1))).en
    '2021-01-01 to 2022-12-31'
    """
    if window.end is None:
        return Text("{start} 起", "since {start}").format(start=window.start)
    last = window.end - timedelta(days=1)
    if last == window.start:
        return Text.same(last.isoformat())
    return Text("{start} 至 {last}", "{start} to {last}").format(start=window.start, last=last)


def division_name(code: DivisionCode) -> Text:
    """A division by its short name; an unknown one by its code."""
    known = find_division(code)
    return Text.same(code.code) if known is None else known.short_name


def _joint_window(first: Measured, second: Measured) -> Period:
    if first.basis is Basis.AT_CUTOFF:
        raise InvalidValue(Text("不同日期的时点数不能相加", "states of different days cannot be added up"))
    earlier, later = sorted((first.window, second.window), key=lambda window: window.start)
    if earlier.end != later.start:
        raise InvalidValue(
            Text(
                "时间段 {first} 与 {second} 不相接", "the windows {first} and {second} do not follow one another"
            ).format(first=window_text(earlier), second=window_text(later))
        )
    return Period(earlier.start, later.end)

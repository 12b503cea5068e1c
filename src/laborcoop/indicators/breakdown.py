"""Figures parted by place, batch, school or kind of vehicle, and what of a part may be published (PR-07)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from attrs import evolve, field, frozen

from laborcoop.cooperation import FigureRow
from laborcoop.cooperation.suppression import SMALLEST_COUNT, suppress
from laborcoop.errors import InvalidValue
from laborcoop.indicators.ledger import Ledger
from laborcoop.indicators.measured import Measured, division_name
from laborcoop.journey import Journey
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.ids import LegId, WorkerId
from laborcoop.kernel.moments import instant
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.training import TrainingProgramme
from laborcoop.transfer import Convoy, TransportMode

SMALL = SMALLEST_COUNT
"""A part of fewer persons is not published: who is behind it could be known (PR-07 takes five, unverified)."""

BY_COUNTY = Text("按县（市）", "by county")
_ELSEWHERE = Text("不详", "not known")
_MODES = {
    TransportMode.CHARTER_COACH: Text("专车", "charter coaches"),
    TransportMode.SPECIAL_TRAIN: Text("专列", "special trains"),
    TransportMode.RESERVED_CARRIAGE: Text("包车厢", "reserved carriages"),
    TransportMode.ORDINARY_TRAIN: Text("普通列车", "ordinary trains"),
    TransportMode.CHARTER_FLIGHT: Text("包机", "charter flights"),
}


@frozen(kw_only=True)
class Part(Record):
    """One part of a figure, the rows that it counts, and whether it may be published."""

    label: Text
    count: Count
    hidden: bool = False
    rows: tuple[FigureRow, ...] = field(default=(), repr=False)

    def text(self) -> Text:
        """The count as it may be published."""
        return withheld() if self.hidden else self.count.text()


@frozen(kw_only=True)
class Breakdown(Record):
    """A figure in parts, which add up to it, and whether it may be published itself.

    Raises:
        InvalidValue: ``parts`` do not add up to ``whole``.
    """

    code: str
    title: Text
    by: Text
    whole: Count
    parts: tuple[Part, ...]
    hidden: bool = False

    def __attrs_post_init__(self) -> None:
        if sum(part.count.value for part in self.parts) != self.whole.value:
            raise InvalidValue(Text("各部分之和不等于总数", "the parts do not make up the whole"))

    def published(self, least: int = SMALL) -> Breakdown:
        """The same with small parts withheld, and as much more as it takes that nobody can reckon them.

        Only numbers of people are: of two trains everybody may know.
        """
        if self.whole.unit not in {Unit.PERSON, Unit.PERSON_TIME}:
            return self
        hidden, whole = withhold([part.count.value for part in self.parts], least)
        return Breakdown(
            code=self.code,
            title=self.title,
            by=self.by,
            whole=self.whole,
            parts=tuple(evolve(part, hidden=hide) for part, hide in zip(self.parts, hidden, strict=True)),
            hidden=whole,
        )

    def text(self) -> Text:
        """The whole as it may be published."""
        return withheld() if self.hidden else self.whole.text()


def withheld() -> Text:
    """What stands in place of a number that is not published."""
    return Text("不公布", "withheld")


def withhold(numbers: Sequence[int], least: int = SMALL) -> tuple[tuple[bool, ...], bool]:
    """Which numbers of a row are withheld, and whether their sum is (`laborcoop.cooperation.suppression.suppress`).

    Withheld are small ones, and as many others, or the sum, that each small one could be ``least`` or more for all that
    is shown. Nought is no secret about anybody, and stays.

    >>> withhold([120, 3, 40])
    ((False, True, True), False)
    >>> withhold([120, 1, 1])
    ((True, True, True), False)
    >>> withhold([3, 2])
    ((True, True), True)
    """
    shown, _ = suppress([numbers], least)
    return tuple(number is None for number in shown[:-1]), shown[-1] is None


def by_county(figure: Measured) -> Breakdown:
    """A figure by the county that its rows belong to."""

    def label(row: FigureRow) -> tuple[str, Text]:
        return ("", _ELSEWHERE) if row.division is None else (row.division.code, division_name(row.division))

    return _parted(figure, BY_COUNTY, label)


def by_batch(ledger: Ledger, figure: Measured) -> Breakdown:
    """Persons brought to the gate by the batch with which they first arrived in the window of the figure."""
    numbers = {convoy.id: convoy.batch for _, convoy in ledger.each(Convoy)}
    batch: dict[WorkerId, tuple[datetime, bool, int]] = {}
    for _, one in ledger.each(Journey):
        if one.entered_factory_at is not None and ledger.day(one.entered_factory_at) in figure.window:
            # Of two at one moment that whose batch is known, then the lower, whatever the order of the records.
            known = one.convoy in numbers
            found = (instant(one.entered_factory_at), not known, numbers[one.convoy] if known else 0)
            batch[one.worker] = min(found, batch.get(one.worker, found))

    def label(row: FigureRow) -> tuple[str, Text]:
        _, unknown, number = batch[WorkerId(row.counted)]
        if unknown:
            return "", _ELSEWHERE
        return f"{number:09}", Text("第{number}批", "batch {number}").format(number=number)

    return _parted(figure, Text("按批次", "by batch"), label)


def by_mode(ledger: Ledger, figure: Measured) -> Breakdown:
    """Trips by the kind of vehicle."""
    modes = {leg.id: leg.mode for _, convoy in ledger.each(Convoy) for leg in convoy.legs}
    order = list(TransportMode)

    def label(row: FigureRow) -> tuple[str, Text]:
        mode = modes[LegId(row.counted)]
        return f"{order.index(mode)}", _MODES[mode]

    return _parted(figure, Text("按交通方式", "by kind of vehicle"), label)


def by_school(ledger: Ledger, figure: Measured) -> Breakdown:
    """Students by the school of their latest placement."""
    names = {school.id: school.name for _, one in ledger.each(TrainingProgramme) for school in one.schools}
    placed = sorted((one.enrolled_on, one.worker, one.school) for _, one, _ in ledger.placements())
    school_of = {worker: school for _, worker, school in placed}

    def label(row: FigureRow) -> tuple[str, Text]:
        school = school_of[WorkerId(row.counted)]
        return school, names.get(school, Text.same(school))

    return _parted(figure, Text("按院校", "by school"), label)


def _parted(figure: Measured, by: Text, label: Callable[[FigureRow], tuple[str, Text]]) -> Breakdown:
    rows: dict[str, list[FigureRow]] = defaultdict(list)
    labels: dict[str, Text] = {}
    for row in figure.rows:
        key, said = label(row)
        labels[key] = said
        rows[key].append(row)
    # What is not known stands last.
    keys = sorted(rows, key=lambda key: (not key, key))
    parts = tuple(
        Part(
            label=labels[key],
            count=Count(sum(row.amount for row in rows[key]), figure.count.unit),
            rows=tuple(rows[key]),
        )
        for key in keys
    )
    return Breakdown(code=figure.code, title=figure.title, by=by, whole=figure.count, parts=parts)

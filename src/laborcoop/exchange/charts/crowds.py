"""Names beside dots where there is room; where there is none, one mark for each crowd of dots, and a list of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, count

from attrs import frozen

from laborcoop.exchange.charts.drawing import Drawing, width_of
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.text import Text

_LINE = 15.0
_GAP = 4.0
_STEP = 5.0
"""How much further a mark is tried each time."""
_DIGITS = 22.0
"""The room of a number on a dot."""

_Box = tuple[float, float, float, float]


@frozen(kw_only=True)
class Spot:
    """A dot: where it is, its name with the number of people, and that number."""

    x: float
    y: float
    radius: float
    words: str
    people: int

    @property
    def box(self) -> _Box:
        """What the dot covers."""
        return self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius


@frozen(kw_only=True)
class Crowd:
    """Dots without names that share a mark: that of their first number, and of their last."""

    first: int
    spots: tuple[Spot, ...]

    @property
    def people(self) -> int:
        """How many people its places are about."""
        return sum(spot.people for spot in self.spots)

    @property
    def mark(self) -> str:
        """A number, or the first and the last."""
        last = self.first + len(self.spots) - 1
        return f"{self.first}" if last == self.first else f"{self.first}–{last}"


def name_spots(sheet: Drawing, spots: Sequence[Spot]) -> tuple[float, Sequence[Crowd]]:
    """Write the names of dots, of which the largest come first, beside them where there is room; else marks on them.

    How far all reach to the right, and the dots without a name, in the order of their numbers.
    """
    unnamed: list[Spot] = []
    dots = [spot.box for spot in spots]
    written: list[_Box] = []
    for spot in spots:
        wide = width_of(spot.words)
        for anchor, at in (("start", spot.x + spot.radius + _GAP), ("end", spot.x - spot.radius - _GAP)):
            start = at if anchor == "start" else at - wide
            box = (start, spot.y - _LINE / 2, start + wide, spot.y + _LINE / 2)
            if start >= _GAP and not any(_meet(box, other) for other in (*dots, *written)):
                written.append(box)
                sheet.words(spot.words, at, spot.y + 4, anchor=anchor)
                break
        else:
            unnamed.append(spot)
    crowds = _crowds(unnamed)
    for crowd in crowds:
        x, y = _room(crowd, written)
        sheet.words(crowd.mark, x, y + 4, anchor="middle", kind="head")
    return max(box[2] for box in (*dots, *written)), crowds


def _crowds(spots: Sequence[Spot]) -> Sequence[Crowd]:
    """The dots, each with the largest on which its number would lie; those of most people first.

    They are not chained from dot to dot: what would be one crowd then may be two towns.
    """
    groups: list[list[Spot]] = []
    for spot in spots:
        near = next((group for group in groups if _close(spot, group[0])), None)
        if near is None:
            groups.append([spot])
        else:
            near.append(spot)
    crowds: list[Crowd] = []
    first = 1
    for group in sorted(groups, key=lambda group: -sum(spot.people for spot in group)):
        crowds.append(Crowd(first=first, spots=tuple(group)))
        first += len(group)
    return crowds


def _close(one: Spot, other: Spot) -> bool:
    return abs(one.x - other.x) < _DIGITS and abs(one.y - other.y) < _LINE


def _room(crowd: Crowd, written: list[_Box]) -> tuple[float, float]:
    """Where the mark of a crowd stands: on its middle, or as near to it as nothing is written; it is written then."""
    x = sum(spot.x for spot in crowd.spots) / len(crowd.spots)
    y = sum(spot.y for spot in crowd.spots) / len(crowd.spots)
    half = width_of(crowd.mark) / 2
    outwards = chain.from_iterable((y + step, y - step) for step in count(0, _STEP))
    boxes = ((at, (x - half, at - _LINE / 2, x + half, at + _LINE / 2)) for at in outwards)
    at, box = next((at, box) for at, box in boxes if not any(_meet(box, other) for other in written))
    written.append(box)
    return x, at


def list_crowds(sheet: Drawing, crowds: Sequence[Crowd], left: float, y: float, right: float) -> float:
    """Write how many names had no room, then each crowd: its people, and its names behind their numbers.

    Where the last line stands.
    """
    room = right - left
    said = _WITHOUT_ROOM.format(n=sum(len(crowd.spots) for crowd in crowds))
    sheet.words(sheet.say(said), left, y)
    for crowd in crowds:
        names = [f"{number} {spot.words}" for number, spot in enumerate(crowd.spots, crowd.first)]
        if len(names) > 1 and crowd.people:
            together = _TOGETHER.format(mark=crowd.mark, people=Count(crowd.people, Unit.PERSON).text())
            names[0] = sheet.say(together) + names[0]
        y += _LINE
        line = names[0]
        for name in names[1:]:
            longer = f"{line}\u3000{name}"
            if width_of(longer) > room:
                sheet.words(line, left, y, kind="quiet")
                y, longer = y + _LINE, name
            line = longer
        sheet.words(line, left, y, kind="quiet")
    return y


_WITHOUT_ROOM = Text(
    "图上写不下名称的地点 {n} 个，按图上编号：", "{n} places without room for a name, by the numbers in the picture:"
)
_TOGETHER = Text("{mark} 共 {people}：", "{mark}, {people} in all: ")


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

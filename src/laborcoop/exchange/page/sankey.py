"""The geometry of a flow picture: boxes in columns, ribbons between them. Numbers in, numbers out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

_BOX = 12.0
_GAP = 22.0
_LEAST = 2.0
_FEW = 4


@frozen(kw_only=True)
class Ribbon:
    """A stream of ``value`` people from one box to another; ``tone`` is its colour class."""

    start: str
    end: str
    value: int
    tone: int
    path: str = ""
    width: float = 0.0


@frozen(kw_only=True)
class Box:
    """A box in a column; x, y and height in the units of the picture."""

    key: str
    column: int
    value: int
    x: float = 0.0
    y: float = 0.0
    height: float = 0.0


@frozen(kw_only=True)
class Picture:
    """Boxes and ribbons with their places, and the height of the whole."""

    boxes: tuple[Box, ...]
    ribbons: tuple[Ribbon, ...]
    height: float
    box_width: float = _BOX


def lay_out(columns: Mapping[str, int], ribbons: Sequence[Ribbon], *, xs: Sequence[float], height: float) -> Picture:
    """Place boxes and ribbons so that few ribbons cross.

    Args:
        columns: box key -> column (from 0); every end of a ribbon is named.
        ribbons: the streams; the order does not matter.
        xs: the left edge of each column.
        height: the height to fill; a column of many boxes makes the picture higher.
    """
    into: dict[str, int] = defaultdict(int)
    out: dict[str, int] = defaultdict(int)
    for ribbon in ribbons:
        out[ribbon.start] += ribbon.value
        into[ribbon.end] += ribbon.value
    by_column: dict[int, list[str]] = defaultdict(list)
    for key in sorted(columns):
        by_column[columns[key]].append(key)
    values = {key: max(into[key], out[key]) for key in columns}
    most = max((len(keys) for keys in by_column.values()), default=0)
    height = max(height, most * _GAP * 1.6)
    scale = min(
        ((height - _GAP * (len(keys) - 1)) / max(1, sum(values[key] for key in keys)) for keys in by_column.values()),
        default=0.0,
    )
    boxes: dict[str, Box] = {}
    for column in sorted(by_column):
        for box in _column(by_column[column], column, values, ribbons, boxes, scale, height):
            boxes[box.key] = evolve(box, x=xs[column])
    return Picture(boxes=tuple(boxes.values()), ribbons=_ribbons(ribbons, boxes, scale), height=height)


def _column(
    keys: Sequence[str],
    column: int,
    values: Mapping[str, int],
    ribbons: Sequence[Ribbon],
    placed: Mapping[str, Box],
    scale: float,
    height: float,
) -> list[Box]:
    """The boxes of a column from the top, each near the middle of what flows into it."""

    def middle(key: str) -> float:
        sources = [(placed[r.start], r.value) for r in ribbons if r.end == key and r.start in placed]
        total = sum(value for _, value in sources)
        return sum((box.y + box.height / 2) * value for box, value in sources) / total if total else 0.0

    ordered = sorted(keys, key=lambda key: (round(middle(key)), -values[key], key))
    heights = {key: max(_LEAST, values[key] * scale) for key in ordered}
    used = sum(heights.values())
    few = len(ordered) < _FEW  # few boxes stand in the middle, many fill the column
    gap = (height - used) / (len(ordered) + (1 if few else -1))
    y = gap if few else 0.0
    boxes = []
    for key in ordered:
        boxes.append(Box(key=key, column=column, value=values[key], y=round(y, 1), height=round(heights[key], 1)))
        y += heights[key] + gap
    return boxes


def _ribbons(ribbons: Sequence[Ribbon], boxes: Mapping[str, Box], scale: float) -> tuple[Ribbon, ...]:
    def order(ribbon: Ribbon) -> tuple[object, ...]:
        return boxes[ribbon.start].y, boxes[ribbon.end].y, ribbon.tone, ribbon.start, ribbon.end

    left = _offsets(sorted(ribbons, key=order), boxes, scale, start=True)
    right = _offsets(
        sorted(ribbons, key=lambda r: (boxes[r.end].y, boxes[r.start].y, r.tone, r.end, r.start)),
        boxes,
        scale,
        start=False,
    )
    drawn = []
    for ribbon in sorted(ribbons, key=order):
        width = max(1.0, ribbon.value * scale)
        x0, x1 = boxes[ribbon.start].x + _BOX, boxes[ribbon.end].x
        y0, y1 = left[_key(ribbon)], right[_key(ribbon)]
        bend = (x0 + x1) / 2
        there = f"M{x0:.1f} {y0:.1f}C{bend:.1f} {y0:.1f} {bend:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
        back = f"V{y1 + width:.1f}C{bend:.1f} {y1 + width:.1f} {bend:.1f} {y0 + width:.1f} {x0:.1f} {y0 + width:.1f}Z"
        drawn.append(evolve(ribbon, path=there + back, width=round(width, 1)))
    return tuple(drawn)


def _key(ribbon: Ribbon) -> tuple[str, str, int]:
    return ribbon.start, ribbon.end, ribbon.tone


def _offsets(
    ribbons: Sequence[Ribbon], boxes: Mapping[str, Box], scale: float, *, start: bool
) -> dict[tuple[str, str, int], float]:
    """Where each ribbon leaves (or meets) its box: they lie one below the other."""
    used: dict[str, float] = defaultdict(float)
    found = {}
    for ribbon in ribbons:
        key = ribbon.start if start else ribbon.end
        found[_key(ribbon)] = boxes[key].y + used[key]
        used[key] += ribbon.value * scale
    return found

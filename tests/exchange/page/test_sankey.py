"""Laws of the flow picture."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from laborcoop.exchange.page.sankey import Box, Picture, Ribbon, lay_out

XS = (0.0, 100.0, 200.0)
KEYS = {f"{column}{name}": column for column in range(3) for name in "abcdef"}

ribbon_lists = st.lists(
    st.builds(
        lambda column, start, end, value, tone: Ribbon(
            start=f"{column}{start}", end=f"{column + 1}{end}", value=value, tone=tone
        ),
        st.integers(0, 1),
        st.sampled_from("abcdef"),
        st.sampled_from("abcdef"),
        st.integers(1, 400),
        st.integers(0, 1),
    ),
    max_size=25,
    unique_by=lambda ribbon: (ribbon.start, ribbon.end, ribbon.tone),
)


def drawn(ribbons: list[Ribbon]) -> Picture:
    used = {ribbon.start for ribbon in ribbons} | {ribbon.end for ribbon in ribbons}
    return lay_out({key: KEYS[key] for key in sorted(used)}, ribbons, xs=XS, height=300.0)


@given(ribbons=ribbon_lists)
def test_boxes_lie_one_below_the_other_within_the_picture(ribbons: list[Ribbon]) -> None:
    picture = drawn(ribbons)
    columns: dict[int, list[Box]] = defaultdict(list)
    for box in picture.boxes:
        columns[box.column].append(box)

    for boxes in columns.values():
        for above, below in pairwise(boxes):
            assert above.y + above.height <= below.y + 0.2
    assert all(box.y >= -0.2 and box.y + box.height <= picture.height + 0.2 for box in picture.boxes)
    assert all(box.x == XS[box.column] for box in picture.boxes)


@given(ribbons=ribbon_lists)
def test_a_ribbon_leaves_its_box_and_meets_its_box(ribbons: list[Ribbon]) -> None:
    picture = drawn(ribbons)
    boxes = {box.key: box for box in picture.boxes}

    assert len(picture.ribbons) == len(ribbons)
    for ribbon in picture.ribbons:
        x0, y0, *_, x1, y1 = (float(number) for number in re.findall(r"-?[\d.]+", ribbon.path.split("V")[0]))
        start, end = boxes[ribbon.start], boxes[ribbon.end]
        assert (x0, x1) == (start.x + picture.box_width, end.x)
        assert start.y - 0.2 <= y0 <= start.y + start.height + 0.2
        assert end.y - 0.2 <= y1 <= end.y + end.height + 0.2
        assert ribbon.width >= 1.0


@given(ribbons=ribbon_lists)
def test_the_ribbons_of_a_box_lie_one_below_the_other(ribbons: list[Ribbon]) -> None:
    picture = drawn(ribbons)
    biggest = max(picture.boxes, key=lambda box: box.value, default=Box(key="", column=0, value=1))
    scale = biggest.height / biggest.value
    tops: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for ribbon in picture.ribbons:
        tops[ribbon.start].append((float(ribbon.path.split(" ")[1].split("C")[0]), ribbon.value))

    for found in tops.values():
        below = sorted(found)
        for (top, value), (following, _) in pairwise(below):
            assert following - top >= value * scale * 0.98 - 0.3


@given(ribbons=ribbon_lists, data=st.data())
def test_the_order_of_the_ribbons_does_not_matter(ribbons: list[Ribbon], data: st.DataObject) -> None:
    assert drawn(data.draw(st.permutations(ribbons))) == drawn(ribbons)


def test_a_box_is_as_high_as_its_share_of_the_people() -> None:
    picture = drawn([Ribbon(start="0a", end="1a", value=300, tone=0), Ribbon(start="0a", end="1b", value=100, tone=0)])
    heights = {box.key: box.height for box in picture.boxes}

    assert heights["0a"] == heights["1a"] + heights["1b"]
    assert heights["1a"] == 3 * heights["1b"]


def test_many_boxes_make_the_picture_higher() -> None:
    ribbons = [Ribbon(start="s", end=f"e{i:02}", value=1, tone=0) for i in range(30)]
    picture = lay_out({"s": 0} | {ribbon.end: 1 for ribbon in ribbons}, ribbons, xs=XS, height=300.0)

    assert picture.height > 900


def test_without_ribbons_there_is_an_empty_picture() -> None:
    assert lay_out({}, [], xs=(), height=300.0) == Picture(boxes=(), ribbons=(), height=300.0)

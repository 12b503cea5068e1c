"""What a notebook shows: both languages, everything escaped, and no more rows than one can read."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from laborcoop.kernel.counts import Count, Figure, Qualifier, Unit
from laborcoop.kernel.display import Cell, table, words
from laborcoop.kernel.text import Text


def parsed(html: str) -> ET.Element:
    return ET.fromstring(f"<div>{html}</div>")  # noqa: S314 - our own text, and well-formed is the point


def texts(html: str) -> list[list[str]]:
    return [["".join(cell.itertext()) for cell in row] for row in parsed(html).iter("tr")]


@pytest.mark.parametrize(
    ("cell", "html"),
    [
        (Text("人", "persons"), '<span lang="zh">人</span> <span lang="en">persons</span>'),
        (Text.same("W-1 & W-2"), "W-1 &amp; W-2"),
        ("<script>", "&lt;script&gt;"),
        (12, "12"),
    ],
)
def test_a_cell_is_escaped_and_marked_by_its_language(cell: Cell, html: str) -> None:
    assert words(cell) == html


def test_a_table_says_how_many_rows_it_does_not_show() -> None:
    shown = table("t", ["a"], [[number] for number in range(5)], most=2)
    assert texts(shown) == [["a"], ["0"], ["1"]]
    assert "另有 3 行" in shown
    assert "3 more" in shown


@pytest.mark.parametrize("rows", [0, 2])
def test_a_table_that_is_shown_as_a_whole_says_nothing_of_others(rows: int) -> None:
    shown = table(Text("表", "table"), (), [[number, "x"] for number in range(rows)], most=2)
    assert "<p>" not in shown
    assert len(texts(shown)) == rows
    assert parsed(shown).find(".//thead") is None


def test_numbers_stand_on_the_right() -> None:
    left, right = parsed(table("t", (), [["a", 1]])).iter("td")
    assert (left.get("style"), right.get("style")) == ("text-align:left", "text-align:right")


def test_a_count_and_a_figure_show_their_unit_and_qualifier() -> None:
    count = Count(4980, Unit.POST_TIME)
    assert count._repr_html_() == '<span lang="zh">4980 个次</span> <span lang="en">4980 post-times</span>'
    shown = Figure(Count(5000, Unit.POST_TIME), Qualifier.NEARLY)._repr_html_()
    assert shown == '<span lang="zh">近5000 个次</span> <span lang="en">nearly 5000 post-times</span>'

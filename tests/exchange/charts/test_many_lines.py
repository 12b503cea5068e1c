"""Charts of much: lines that are told apart however many there are, names that are not cut to the same words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

import laborcoop as lc
from laborcoop import Count, Text, Unit
from laborcoop.errors import InvalidValue
from laborcoop.exchange.charts import Chart
from laborcoop.exchange.charts.drawing import width_of
from laborcoop.kernel.text import Locale

SVG = "{http://www.w3.org/2000/svg}"
STEPS = [(30, 0.9), (90, 0.5)]
TITLE = Text("在岗", "in post")


def root(chart: Chart) -> ET.Element:
    return ET.fromstring(chart.svg)  # noqa: S314 - our own text


def drawn(chart: Chart, kind: str) -> list[ET.Element]:
    return [*root(chart).iter(f"{SVG}{kind}")]


def county(number: int) -> Text:
    return Text(f"第{number}县", f"county {number} of many")


def test_each_of_many_curves_is_drawn_in_its_own_way_and_has_it_in_the_key() -> None:
    chart = lc.charts.curves(TITLE, {county(at): STEPS for at in range(12)}, days=180, locale="en")
    ways = [str(one.get("class")) for one in drawn(chart, "path") if "curve" in str(one.get("class"))]
    # Each beyond the fifth stands in the key as it is drawn.
    assert len(ways) == 12 + 7
    assert len(set(ways)) == 12
    assert ways[5:12] == ways[12:]


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_the_key_of_many_curves_is_no_wider_than_the_curves_and_no_words_lie_on_others(locale: Locale) -> None:
    chart = lc.charts.curves(TITLE, {county(at): STEPS for at in range(12)}, days=180, locale=locale)
    assert float(str(root(chart).get("width"))) == 660
    rows: dict[str, list[tuple[float, float]]] = {}
    for one in drawn(chart, "text"):
        wide, x = width_of(str(one.text)), float(str(one.get("x")))
        start = x - wide * {"end": 1, "middle": 0.5}.get(str(one.get("text-anchor")), 0)
        rows.setdefault(str(one.get("y")), []).append((start, start + wide))
    for row in map(sorted, rows.values()):
        assert all(end <= start for (_, end), (start, _) in pairwise(row))


def test_a_name_wider_than_the_curves_has_a_line_of_its_own() -> None:
    long = Text.same("一个名字特别特别长的企业" * 5)
    chart = lc.charts.curves(TITLE, {county(0): STEPS, long: STEPS}, days=180)
    assert float(str(root(chart).get("viewBox", "").split()[2])) > width_of(long.zh) + 60
    (name,) = [one for one in drawn(chart, "text") if one.text == long.zh]
    assert name.get("x") == "78"


@pytest.mark.parametrize(
    "steps", [[(10, 0.5), (5, 0.4)], [(5, 0.5), (5, 0.4)], [(-1, 0.5)], [(5, 1.5)], [(5, -0.1)], [(5, float("nan"))]]
)
def test_steps_that_are_no_curve_are_refused_by_the_name_of_their_line(steps: Sequence[tuple[int, float]]) -> None:
    with pytest.raises(InvalidValue, match="the steps of “county 3 of many” must be by day"):
        lc.charts.curves(TITLE, {county(3): steps}, days=180)


def test_a_bar_s_long_name_is_read_to_its_end_and_has_room_of_its_own() -> None:
    names = [Text.same(f"一个名字特别特别长的企业有限责任公司珠海分公司第{number}车间") for number in "一二"]
    chart = lc.charts.bars(TITLE, {name: Count(5, Unit.PERSON) for name in names})
    said = "".join(str(one.text) for one in drawn(chart, "text"))
    assert "分公司第一车间" in said
    assert "分公司第二车间" in said
    tops = [float(str(one.get("y"))) for one in drawn(chart, "rect") if one.get("class") == "t0"]
    assert tops == [40, 83]

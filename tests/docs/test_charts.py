"""Charts are read by people on light and on dark pages, and by people who hear them."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

CHARTS = sorted((Path(__file__).parents[2] / "docs").glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("path", CHARTS, ids=lambda path: path.name)
def test_a_chart_has_a_title_a_ground_and_colours_for_both_schemes(path: Path) -> None:
    root = ET.parse(path).getroot()  # noqa: S314 - our own file
    assert root.findtext(f"{SVG}title")
    (ground,) = [one for one in root.iter(f"{SVG}rect") if one.get("class") == "ground"]
    assert f"0 0 {ground.get('width')} {ground.get('height')}" == root.get("viewBox")
    assert "prefers-color-scheme:dark" in str(root.findtext(f"{SVG}style")).replace(" ", "")


@pytest.mark.parametrize("path", CHARTS, ids=lambda path: path.name)
def test_nothing_of_a_chart_stands_outside_it(path: Path) -> None:
    root = ET.parse(path).getroot()  # noqa: S314 - our own file
    width, height = (float(part) for part in str(root.get("viewBox")).split()[2:])
    for one in root.iter():
        for name in ("x", "cx", "x1", "x2"):
            assert 0 <= float(one.get(name, "0")) <= width
        for name in ("y", "cy", "y1", "y2"):
            assert 0 <= float(one.get(name, "0")) <= height


def test_there_are_charts() -> None:
    assert CHARTS

"""Charts show what the plan holds, in either language, within their frame, and name nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import laborcoop as lc
from laborcoop.errors import InvalidValue
from laborcoop.exchange.charts.chart import Chart
from laborcoop.exchange.charts.drawing import Drawing, cut, width_of, wrapped
from laborcoop.exchange.page.flow import Flow, tones_of
from laborcoop.exchange.page.flow import flow as flow_of
from laborcoop.exchange.page.names import Names
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.ids import PlaceId
from laborcoop.kernel.places import Place, PlaceKind
from laborcoop.kernel.text import Locale, Text
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.spring_return import plan_return
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

SVG = "{http://www.w3.org/2000/svg}"
SLIPS: Any = lc.charts
"""The charts for calls that a type checker would refuse."""
LOCALES: tuple[Locale, ...] = ("zh", "en")


@pytest.fixture(scope="module")
def plan() -> ReturnPlan:
    """A plan of some people whose ways go over coach, night, train and local coach."""
    return plan_return(small_case(Programme(applicants=(Applicant(), Applicant(returns=False, employer=None)))))


@pytest.fixture(scope="module")
def empty() -> ReturnPlan:
    case = small_case(Programme())
    unwilling = tuple(evolve(one, willing=False) for one in case.registrations)
    return plan_return(evolve(case, registrations=unwilling))


def root(chart: Chart) -> ET.Element:
    return ET.fromstring(chart.svg)  # noqa: S314 - our own text


def words(chart: Chart) -> list[str]:
    return ["".join(one.itertext()) for one in root(chart).iter(f"{SVG}text")]


def notes(chart: Chart, tag: str) -> list[str]:
    found = (one.findtext(f"{SVG}title") for one in root(chart).iter(f"{SVG}{tag}"))
    return [note for note in found if note]


def flow_itself(plan: ReturnPlan) -> Flow:
    return flow_of(plan, Names.of(plan.case), tones_of([convoy.id for convoy in plan.case.convoys]))


DRAWN: list[Callable[[ReturnPlan, Locale], Chart]] = [
    lambda plan, locale: lc.charts.flow(plan, locale=locale),
    lambda plan, locale: lc.charts.timeline(plan, locale=locale),
    lambda plan, locale: lc.charts.occupancy(plan, locale=locale),
    lambda plan, locale: lc.charts.sites(plan.case.places, locale=locale),
    lambda _, locale: lc.charts.bars(Text("甲", "A"), {Text("乙", "B"): Count(3, Unit.PERSON)}, locale=locale),
    lambda _, locale: lc.charts.curves(Text("甲", "A"), {Text("乙", "B"): [(3, 0.5)]}, days=9, locale=locale),
]


@pytest.mark.parametrize("drawn", DRAWN)
@pytest.mark.parametrize("locale", LOCALES)
def test_a_chart_is_of_one_language_and_lies_within_its_frame(
    plan: ReturnPlan, drawn: Callable[[ReturnPlan, Locale], Chart], locale: Locale
) -> None:
    chart = drawn(plan, locale)
    svg = root(chart)
    assert svg.findtext(f"{SVG}title") == chart.title.render(locale)
    assert chart.title.render(locale) in words(chart)
    width, height = (float(part) for part in str(svg.get("viewBox")).split()[2:])
    (ground,) = [one for one in svg.iter(f"{SVG}rect") if one.get("class") == "ground"]
    assert [float(str(ground.get(side))) for side in ("width", "height")] == pytest.approx([width, height], abs=0.1)
    for one in svg.iter():
        assert 0 <= float(one.get("x", one.get("cx", "0"))) <= width
        assert 0 <= float(one.get("y", one.get("cy", "0"))) <= height
    for worker in plan.case.workers:
        assert worker.name.reveal() not in chart.svg


@pytest.mark.parametrize("drawn", DRAWN)
def test_a_plan_of_nobody_is_drawn_as_well(empty: ReturnPlan, drawn: Callable[[ReturnPlan, Locale], Chart]) -> None:
    assert not empty.travellers
    assert root(drawn(empty, "zh")).get("viewBox")


def test_a_flow_without_anybody_says_so(empty: ReturnPlan) -> None:
    assert "没有人出行" in words(lc.charts.flow(empty))


def test_the_flow_has_a_band_for_each_stream_and_everybody_ends_at_an_employer(plan: ReturnPlan) -> None:
    chart = lc.charts.flow(plan, locale="en")
    drawn = flow_itself(plan)
    bands = notes(chart, "path")
    assert len(bands) == len(drawn.picture.ribbons)
    assert plan.travellers
    last = [ribbon for ribbon in drawn.picture.ribbons if ribbon.end.startswith("employer")]
    assert sum(ribbon.value for ribbon in last) == len(plan.travellers)
    assert all(any(f": {ribbon.value} persons" in band for band in bands) for ribbon in last)
    names = {employer.id: employer.name.en for employer in plan.case.employers}
    for employer, number in Counter(match.employer for match in plan.matches.values()).items():
        assert any(line.startswith(f"{number} · {names[employer]}"[:12]) for line in words(chart))


def test_the_timeline_has_a_line_for_each_group_with_its_people(plan: ReturnPlan) -> None:
    chart = lc.charts.timeline(plan)
    said = words(chart)
    aboard = {ride.worker for ride in plan.rides}
    assert f"{plan.case.convoys[0].name.zh}，{len(aboard)} 人" in said
    bars = notes(chart, "rect")
    assert bars
    assert all(" 人" in note for note in bars)


def test_the_nights_show_how_many_beds_are_taken(plan: ReturnPlan) -> None:
    chart = lc.charts.occupancy(plan)
    taken = Counter(night for stay in plan.stays for night in stay.nights())
    totals = [line for line in words(chart) if line.startswith("共 ")]
    assert totals == [f"共 {taken[night]} 人" for night in sorted(taken)]


def place(key: str, zh: str, latitude: float | None, longitude: float | None) -> Place:
    return Place(
        id=PlaceId(key),
        name=Text(zh, key),
        kind=PlaceKind.VILLAGE if key < "P-5" else PlaceKind.GATE,
        latitude=latitude,
        longitude=longitude,
    )


def test_north_is_at_the_top_and_a_place_with_more_people_is_larger_and_named_first() -> None:
    places = [
        place("P-1", "南村", 25.0, 100.0),
        place("P-2", "北村", 27.0, 100.0),
        place("P-3", "紧挨北村", 27.0, 100.001),
        place("P-9", "无坐标", None, None),
    ]
    chart = lc.charts.sites(places, {PlaceId("P-2"): 400, PlaceId("P-3"): 100})
    dots = {one.findtext(f"{SVG}title"): one for one in root(chart).iter(f"{SVG}circle")}
    north, close, south = dots["北村 400 人"], dots["紧挨北村 100 人"], dots["南村"]
    assert float(str(north.get("cy"))) < float(str(south.get("cy")))
    assert float(str(north.get("r"))) == 2 * float(str(close.get("r")))
    said = words(chart)
    assert "北村 400" in said
    assert "紧挨北村 100" not in said, "it would lie on the other"
    number, listed = said.index("1"), said.index("1 紧挨北村 100")
    assert number < listed, "its dot has a number, and the name stands below"
    assert "另有 1 个地点没有坐标" in said


def test_a_name_stands_with_its_number_on_the_side_where_no_dot_lies() -> None:
    places = [place("P-1", "左村", 25.0, 100.0), place("P-2", "右村", 25.0, 100.02), place("P-3", "远村", 27.0, 100.4)]
    chart = lc.charts.sites(places, {PlaceId("P-1"): 400, PlaceId("P-2"): 400, PlaceId("P-3"): 1})
    dots = {str(one.findtext(f"{SVG}title"))[:2]: one for one in root(chart).iter(f"{SVG}circle")}
    names = {str(one.text)[:2]: one for one in root(chart).iter(f"{SVG}text")}
    assert names["右村"].text == "右村 400"
    assert float(str(names["右村"].get("x"))) > float(str(dots["右村"].get("cx")))
    assert 0 < float(str(names["左村"].get("x"))) < float(str(dots["左村"].get("cx"))), "to its right lies a dot"
    assert float(str(root(chart).get("width"))) < 400, "no wider than what is drawn"


def test_places_are_as_far_apart_as_the_scale_says() -> None:
    # A degree of latitude is 111.2 km.
    chart = lc.charts.sites([place("P-1", "甲", 25.0, 100.0), place("P-9", "乙", 26.0, 100.0)])
    above, below = sorted(float(str(dot.get("cy"))) for dot in list(root(chart).iter(f"{SVG}circle"))[:2])
    (line,) = [one for one in root(chart).iter(f"{SVG}path") if "curve" in str(one.get("class"))]
    (km,) = [float(text.removesuffix(" km")) for text in words(chart) if text.endswith(" km")]
    length = float(str(line.get("d")).split("h")[1])
    assert (below - above) / length * km == pytest.approx(111.2, rel=0.01)


def test_places_none_of_which_has_coordinates_are_counted() -> None:
    assert "另有 1 个地点没有坐标" in words(lc.charts.sites([place("P-1", "甲", None, None)]))


def test_bars_are_as_long_as_their_counts() -> None:
    counts = {Text(name, name): Count(number, Unit.POST_TIME) for name, number in (("a", 40), ("b", 10), ("c", 0))}
    chart = lc.charts.bars(Text("岗位", "posts"), counts, locale="en")
    lengths = [float(str(one.get("width"))) for one in root(chart).iter(f"{SVG}rect") if one.get("class") == "t0"]
    assert lengths == [460.0, 115.0, 0.0]
    assert notes(chart, "rect") == ["a: 40 post-times", "b: 10 post-times", "c: 0 post-times"]


def test_bars_of_nothing_and_of_zero_are_drawn() -> None:
    assert words(lc.charts.bars(Text("无", "none"), {})) == ["无"]
    assert "0 人" in words(lc.charts.bars(Text("无", "none"), {Text("甲", "a"): Count(0, Unit.PERSON)}))


def test_bars_of_two_units_are_refused() -> None:
    with pytest.raises(lc.UnitMismatch):
        lc.charts.bars(
            Text("甲", "a"), {Text("人", "p"): Count(1, Unit.PERSON), Text("次", "t"): Count(1, Unit.PERSON_TIME)}
        )


def test_a_curve_goes_down_in_steps_to_its_last_share_and_no_day_beyond_the_picture() -> None:
    steps = [(90, Fraction(3, 4)), (200, Fraction(1, 4))]
    chart = lc.charts.curves(Text("在岗", "in post"), {Text("甲", "A"): steps}, days=180)
    (curve,) = [one for one in root(chart).iter(f"{SVG}path") if one.get("class") == "curve s0"]
    assert curve.get("d") == "M60 46H340.0V106.0H620", "a quarter of 240 down at half of the days"
    assert [text for text in words(chart) if text.isdigit()] == ["0", "45", "90", "135", "180"]


@pytest.mark.parametrize(
    ("written", "room", "shown"),
    [
        ("怒江员工之家", 60, "怒江员…"),
        ("怒江员工之家", 78, "怒江员工之家"),
        ("Kunming", 60, "Kunming"),
        ("昆明", 5, "…"),
    ],
)
def test_words_that_have_no_room_are_cut(written: str, room: float, shown: str) -> None:
    assert cut(written, room) == shown


def test_a_chinese_character_is_wider_than_a_latin_letter() -> None:
    assert width_of("字") > width_of("w")


def test_a_curve_of_no_days_is_refused() -> None:
    with pytest.raises(InvalidValue, match="days must be one or more, not 0"):
        lc.charts.curves(Text("在岗", "in post"), {}, days=0)


@pytest.mark.parametrize(
    ("drawn", "told"),
    [
        (lambda plan: SLIPS.flow(plan.case), "charts.flow: plan must be a ReturnPlan, not Case"),
        (lambda plan: SLIPS.timeline(plan.case), "charts.timeline: plan must be a ReturnPlan"),
        (lambda plan: SLIPS.occupancy(plan.case), "charts.occupancy: plan must be a ReturnPlan"),
        (lambda _: SLIPS.bars("x", {"a": 3}), "charts.bars: title must be a Text, not str"),
        (lambda _: SLIPS.bars(Text("甲", "a"), 3), "charts.bars: counts must be"),
        (lambda _: SLIPS.bars(Text("甲", "a"), {"a": 3}), r"charts.bars: counts.keys\(\)\[0\] must be a Text"),
        (
            lambda _: SLIPS.bars(Text("甲", "a"), {Text("乙", "b"): 3}),
            r"charts.bars: counts.values\(\)\[0\] must be a Count, not int",
        ),
        (lambda _: SLIPS.curves("x", {}, days=9), "charts.curves: title must be a Text"),
        (
            lambda _: SLIPS.curves(Text("甲", "a"), {"a": []}, days=9),
            r"charts.curves: lines.keys\(\)\[0\] must be a Text",
        ),
        (lambda plan: SLIPS.sites(plan.case), "charts.sites: places must be"),
        (lambda _: SLIPS.sites([3]), r"charts.sites: places\[0\] must be a Place, not int"),
        (lambda _: SLIPS.sites([], title="x"), "charts.sites: title must be a Text"),
    ],
)
def test_what_is_no_plan_and_no_text_is_refused_in_words(
    plan: ReturnPlan, drawn: Callable[[ReturnPlan], Chart], told: str
) -> None:
    with pytest.raises(InvalidValue, match=f"arguments of {told}"):
        drawn(plan)


def test_a_picture_wider_than_a_notebook_takes_the_width_that_there_is(plan: ReturnPlan) -> None:
    wide, narrow = root(lc.charts.flow(plan)), root(lc.charts.bars(Text("甲", "a"), {}))
    assert str(wide.get("viewBox")).startswith("0 0 1224 ")
    assert (wide.get("width"), wide.get("height")) == (None, None)
    assert wide.get("style") == "width:100%;max-width:1224px;height:auto"
    assert float(str(narrow.get("width"))) < 800
    assert narrow.get("style") == "max-width:100%;height:auto"


def test_words_that_were_cut_are_told_whole_when_pointed_at() -> None:
    name = "一家名字长得怎么也写不下的虚构的电子元器件有限公司"
    sheet = Drawing(Text("甲", "a"), "zh")
    sheet.words(name, 0, 0, room=100)
    assert notes(sheet.finished(200, 100), "text") == [name]


def test_a_chart_is_saved_as_a_picture_or_as_a_page(tmp_path: Path) -> None:
    chart = lc.charts.bars(Text("甲 & 乙", "a & b"), {}, locale="en")
    assert chart.save(tmp_path / "a.svg").read_text("utf-8") == chart.svg == chart._repr_svg_()
    page = chart.save(str(tmp_path / "a.HTML")).read_text("utf-8")
    assert '<html lang="en">' in page
    assert "<title>a &amp; b</title>" in page
    assert chart.svg in page
    assert '<html lang="zh-CN">' in lc.charts.bars(Text("甲", "a"), {}).save(tmp_path / "b.html").read_text("utf-8")


def test_a_chart_is_not_saved_as_what_it_is_not(tmp_path: Path) -> None:
    with pytest.raises(lc.InvalidValue, match=r"\.svg or \.html, not as a\.png"):
        lc.charts.bars(Text("甲", "a"), {}).save(tmp_path / "a.png")


@given(st.text("ab 怒江", max_size=30), st.floats(1, 200), st.integers(1, 4))
def test_words_on_several_lines_fit_and_lose_nothing_but_what_is_cut(words: str, room: float, most: int) -> None:
    lines = wrapped(words, room, most)
    assert len(lines) <= most
    assert all(width_of(line) <= max(room, width_of("…")) for line in lines)
    if not any("…" in line for line in lines):
        assert "".join(lines).replace(" ", "") == words.replace(" ", "")


def test_long_names_in_a_flow_stand_on_several_lines_uncut(plan: ReturnPlan) -> None:
    long = Text("昆明示例第一职工之家酒店", "Kunming Sample House of Employees Number One")
    case = evolve(plan.case, lodgings=tuple(evolve(one, name=long) for one in plan.case.lodgings))
    chart = lc.charts.flow(evolve(plan, case=case), locale="en")
    assert long.en in " ".join(words(chart))


def test_the_lowest_name_of_a_flow_lies_within_the_picture(plan: ReturnPlan) -> None:
    long = Text("虚构的名字很长的电子元器件与精密模具制造及进出口贸易有限公司" * 3, "")
    case = evolve(plan.case, employers=tuple(evolve(one, name=long) for one in plan.case.employers))
    few = evolve(plan, case=case)
    svg = root(lc.charts.flow(few))
    (moved,) = list(svg.iter(f"{SVG}g"))
    down = float(str(moved.get("transform")).split()[1].rstrip(")"))
    lowest = max(float(str(one.get("y"))) for one in moved.iter(f"{SVG}text"))
    assert down + lowest < float(str(svg.get("viewBox")).split()[3])


def test_places_whose_names_have_no_room_are_all_told_by_number() -> None:
    places = [place(f"P-{i}", f"第{i}村", 27.0 + i / 1e6, 100.0) for i in range(9)]
    chart = lc.charts.sites(places, {one.id: 10 for one in places})
    said = words(chart)
    beside = [one for one in places if f"{one.name.zh} 10" in said]
    assert beside
    below = [one for one in places if one not in beside]
    assert f"图上写不下名称的地点 {len(below)} 个，按图上编号：" in said
    mark = f"1–{len(below)}"
    listed = "\u3000".join(said[said.index(mark) + 1 :])
    assert f"{mark} 共 {10 * len(below)} 人：1 " in listed
    assert all(f"{number} {one.name.zh} 10" in listed for number, one in enumerate(below, 1))


def test_two_towns_are_two_crowds_and_the_one_of_more_people_comes_first() -> None:
    near = [place(f"P-1{i}", f"甲{i}", 27.0 + i / 1e6, 100.0) for i in range(4)]
    far = [place(f"P-2{i}", f"乙{i}", 25.0 + i / 1e6, 100.0) for i in range(5)]
    chart = lc.charts.sites([*near, *far], {one.id: 20 for one in far}, locale="en")
    said = words(chart)
    assert {"1–3", "4–5"} <= set(said)
    assert "5 places without room for a name, by the numbers in the picture:" in said
    assert any(line.startswith("1–3, 60 persons in all: 1 P-22 20\u30002 P-23 20") for line in said)
    assert "4 P-12\u30005 P-13" in said, "nobody is counted where nobody is told of"


def boxes(chart: Chart) -> list[tuple[str, float, float, float, float]]:
    """The words of a picture without a part that is moved, each with what they cover."""
    found = []
    for one in root(chart).iter(f"{SVG}text"):
        wide, x, y = width_of(str(one.text)), float(str(one.get("x"))), float(str(one.get("y")))
        start = x - wide * {"start": 0, "middle": 0.5, "end": 1}[str(one.get("text-anchor"))]
        # Where lines stand close one above the other, no character is as high as the line.
        found.append((str(one.text), start, y - 12, start + wide, y + 2))
    return found


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_no_words_lie_on_others_however_many_places_there_are(plan: ReturnPlan, locale: Locale) -> None:
    boarding = Counter(ride.board for ride in plan.rides)
    crowded = [
        place(f"P-{row}-{column}", f"第{row}排{column}号集合点", 25.0 + row / 40, 100.0 + column / 40)
        for row in range(8)
        for column in range(8)
    ]
    many = {one.id: 10 * i for i, one in enumerate(crowded)}
    for chart in (
        lc.charts.sites(plan.case.places, boarding, locale=locale),
        lc.charts.sites(crowded, many, locale=locale),
        lc.charts.sites([*crowded, place("P-9", "远", 30.0, 110.0)], many, locale=locale),
    ):
        met = [
            (one[0], other[0])
            for one, other in combinations(boxes(chart), 2)
            if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
        ]
        assert met == []

"""Counted figures keep their records, and mix with their like only."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from laborcoop.cooperation import Basis, FigureRow
from laborcoop.errors import InvalidValue, UnitMismatch
from laborcoop.indicators import Measured
from laborcoop.indicators.measure import Figures
from laborcoop.indicators.measured import division_name
from laborcoop.kernel.counts import Count, Figure, Qualifier, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.packs import national

Y2021, Y2022 = Period(date(2021, 1, 1), date(2022, 1, 1)), Period(date(2022, 1, 1), date(2023, 1, 1))
LUSHUI, LANPING = DivisionCode("533301"), DivisionCode("533325")
ZHUHAI = DivisionCode("440400")


def figure(
    *counted: str,
    window: Period = Y2021,
    definition: str = "new_transfers/1",
    unit: Unit = Unit.PERSON,
    basis: Basis = Basis.CUMULATIVE,
    regions: tuple[DivisionCode, ...] = (),
    receiving: DivisionCode | None = None,
    amount: int = 1,
) -> Measured:
    rows = [FigureRow(f"transfers.csv:{n}", one, window.start, amount) for n, one in enumerate(counted)]
    return Measured(
        code="new_transfers",
        title=Text("新增转移", "new transfers"),
        count=Count(amount * len(rows), unit),
        window=window,
        definition=definition,
        terms=Text("口径", "definition"),
        basis=basis,
        regions=regions,
        receiving=receiving,
        rows=rows,
    )


def test_a_figure_lists_the_records_behind_it_by_day_and_id() -> None:
    made = figure("W-2", "W-1")
    assert [row.counted for row in made.evidence()] == ["W-1", "W-2"]
    assert (str(made), made.render("zh")) == ("2 persons / 2 人", "2 人")
    assert made.claim().figure == Figure(Count(2, Unit.PERSON))


def test_its_rows_make_up_its_count_and_count_each_person_once() -> None:
    with pytest.raises(InvalidValue, match="the rows make 2, the count is 3 persons"):
        evolve(figure("W-1", "W-2"), count=Count(3, Unit.PERSON))
    with pytest.raises(InvalidValue, match="each thing is counted once"):
        figure("W-1", "W-1")
    assert figure("W-1", "W-1", unit=Unit.PERSON_TIME).count == Count(2, Unit.PERSON_TIME)


def test_the_rules_about_figures_find_nothing_wrong_with_it() -> None:
    for made in (figure("W-1", "W-2"), figure("b/1", "b/2", unit=Unit.POST_TIME, amount=108)):
        assert national().judge(made.claim(), "figure", on=date(2023, 2, 7)) == ()


def test_a_share_says_both_numbers_and_its_part_is_no_more_than_the_whole() -> None:
    half = evolve(figure("W-1"), whole=Count(2, Unit.PERSON))
    assert half.render("en") == "1 of 2 persons (50.0 %)"
    with pytest.raises(InvalidValue, match="more than the whole"):
        evolve(figure("W-1", "W-2"), whole=Count(1, Unit.PERSON))


def test_a_figure_names_its_regions_and_is_exact() -> None:
    made = figure("W-1", regions=(LUSHUI, LANPING), receiving=ZHUHAI)
    assert (made.region_text().zh, made.region_text().en) == ("泸水、兰坪 → 珠海", "Lushui, Lanping → Zhuhai")
    assert figure("W-1", regions=(DivisionCode("659999"),)).region_text() == Text.same("659999")
    assert figure("W-1", regions=()).region_text() == Text("未说明", "not said")
    one_sided = figure("W-1", regions=(), receiving=DivisionCode("440400"))
    assert one_sided.region_text() == Text("未说明 → 珠海", "not said → Zhuhai")
    assert (made.qualifier, made.claim().figure) == (Qualifier.EXACT, Figure(made.count, made.qualifier))


def test_figures_of_two_receiving_regions_are_not_added() -> None:
    first, second = (figure("W-1", regions=(LUSHUI,), receiving=code) for code in (ZHUHAI, DivisionCode("441900")))
    with pytest.raises(InvalidValue, match="of different receiving regions"):
        first + second


def test_two_years_make_a_figure_of_both() -> None:
    both = figure("W-1", "W-2") + figure("W-3", window=Y2022)
    assert (both.count, both.window) == (Count(3, Unit.PERSON), Period(date(2021, 1, 1), date(2023, 1, 1)))
    assert figure("W-3", window=Y2022) + figure("W-1", "W-2") == both


def test_a_person_whom_both_years_count_is_one_person_and_two_person_times() -> None:
    assert (figure("W-1") + figure("W-1", window=Y2022)).count == Count(1, Unit.PERSON)
    times = figure("W-1", unit=Unit.PERSON_TIME) + figure("W-1", window=Y2022, unit=Unit.PERSON_TIME)
    assert times.count == Count(2, Unit.PERSON_TIME)


def test_of_a_post_that_both_years_offer_the_most_openings_count() -> None:
    few, many = figure("J-1", unit=Unit.POST, amount=3), figure("J-1", unit=Unit.POST, amount=5, window=Y2022)
    assert (few + many).count == Count(5, Unit.POST)
    assert (evolve(many, window=Y2021) + evolve(few, window=Y2022)).count == Count(5, Unit.POST)


def test_two_counties_make_a_figure_of_both() -> None:
    both = figure("W-1", regions=(LANPING,)) + figure("W-2", regions=(LUSHUI,))
    assert (both.count, both.regions) == (Count(2, Unit.PERSON), (LUSHUI, LANPING))


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (figure("W-2", definition="received/1"), "different definitions or units"),
        (figure("W-2", unit=Unit.PERSON_TIME), "different definitions or units"),
    ],
)
def test_figures_of_other_definitions_or_units_are_neither_added_nor_compared(other: Measured, why: str) -> None:
    mine = figure("W-1")
    for mix in (mine.__add__, mine.__lt__, mine.__le__, mine.__gt__, mine.__ge__, mine.growth_from):
        with pytest.raises(UnitMismatch, match=why):
            mix(other)


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (figure("W-1"), figure("W-2"), "share a region"),
        (figure("W-1", regions=(LUSHUI,)), figure("W-2"), "share a region"),
        (figure("W-1", regions=(LUSHUI,)), figure("W-2", regions=(LUSHUI.prefecture,)), "share a region"),
        (figure("W-1", regions=(LUSHUI,)), figure("W-2", window=Y2022), "differ in window and in region"),
        (figure("W-1"), figure("W-2", window=Period(date(2023, 1, 1), date(2024, 1, 1))), "do not follow"),
        (figure("W-1"), figure("W-2", window=Period(date(2021, 7, 1), date(2023, 1, 1))), "do not follow"),
        (
            figure("W-1", basis=Basis.AT_CUTOFF),
            figure("W-2", basis=Basis.AT_CUTOFF, window=Y2022),
            "states of different days",
        ),
        (evolve(figure("W-1"), whole=Count(2, Unit.PERSON)), figure("W-2", window=Y2022), "shares cannot be added"),
        (figure("W-2", window=Y2022), evolve(figure("W-1"), whole=Count(2, Unit.PERSON)), "shares cannot be added"),
    ],
)
def test_what_would_count_twice_or_say_nothing_is_not_added_up(first: Measured, second: Measured, why: str) -> None:
    with pytest.raises(InvalidValue, match=why):
        first + second


def test_a_figure_mixes_with_figures_only() -> None:
    made: Any = figure("W-1")
    for mix in (made.__add__, made.__lt__, made.__le__, made.__gt__, made.__ge__):
        assert mix(2) is NotImplemented


def test_figures_are_summed_and_refuse_to_be_subtracted_in_words() -> None:
    years = [figure("W-1", "W-2"), figure("W-3", window=Y2022)]
    assert sum(years) == years[0] + years[1]
    made: Any = years[0]
    for wrong in (1, True, "x"):
        assert made.__radd__(wrong) is NotImplemented
    assert made.__sub__(1) is NotImplemented
    with pytest.raises(InvalidValue, match="no records stand behind a difference"):
        made - years[1]
    assert years[0].count - years[1].count == Count(1, Unit.PERSON)


def test_figures_are_asked_for_by_code_and_iterated_themselves() -> None:
    figures: Any = Figures(all=(figure("W-1"),), missing={})
    (made,) = figures
    assert made in figures
    assert "new_transfers" in figures
    assert figure("W-2") not in figures
    for wrong in (made, 0, None, 1.5):
        with pytest.raises(InvalidValue, match=f"by code, such as .*not by {type(wrong).__name__}; iterating gives"):
            figures[wrong]


def test_figures_of_one_definition_are_compared_and_grow() -> None:
    less, more = figure("W-1"), figure("W-2", "W-3", window=Y2022)
    assert (less < more, less <= more, more > less, more >= less) == (True, True, True, True)
    assert str(more.growth_from(less).per_cent) == "100.0"


def test_a_division_goes_by_its_short_name_or_its_code() -> None:
    assert division_name(LUSHUI).zh == "泸水"
    assert division_name(DivisionCode("999999")).en == "999999"

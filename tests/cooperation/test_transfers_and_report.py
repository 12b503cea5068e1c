"""Transfer employment by distance; figures that nobody counted; agreements of two regions."""

from __future__ import annotations

from datetime import date

import pytest

from laborcoop.cooperation import (
    Agreement,
    Basis,
    FigureClaim,
    Pillar,
    TransferEmployment,
    WorkScope,
    first_transfers,
    remainder,
)
from laborcoop.errors import InvalidValue, UnitMismatch
from laborcoop.kernel.counts import Count, Figure, Qualifier, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text

LUSHUI = DivisionCode("533301")


def works(worker: str, division: str, start: date = date(2022, 2, 7)) -> TransferEmployment:
    return TransferEmployment(
        worker=WorkerId(worker), registered=LUSHUI, division=DivisionCode(division), period=Period(start)
    )


@pytest.mark.parametrize(
    ("division", "scope"),
    [
        ("440404", WorkScope.OUT_OF_PROVINCE),
        ("530100", WorkScope.IN_PROVINCE_OUT_OF_COUNTY),
        ("533325", WorkScope.IN_PROVINCE_OUT_OF_COUNTY),
        ("533301", WorkScope.LOCAL),
    ],
)
def test_work_is_out_of_the_province_or_in_it_or_in_the_own_county(division: str, scope: WorkScope) -> None:
    assert works("W-1", division).scope is scope


def test_the_first_transfers_are_those_into_the_region_by_day_and_person() -> None:
    guangzhou = works("W-1", "440100", date(2022, 1, 1))
    late, early, same_day = works("W-1", "440404"), works("W-9", "440402", date(2022, 2, 1)), works("W-2", "440404")
    zhuhai = DivisionCode("440400")
    assert first_transfers([late, guangzhou, same_day, early], zhuhai, Period(date(2022, 1, 1))) == (
        early,
        late,
        same_day,
    )
    assert first_transfers([late], zhuhai, Period(date(2022, 2, 8))) == ()


def claim(title: str, value: int, qualifier: Qualifier = Qualifier.EXACT, unit: Unit = Unit.PERSON) -> FigureClaim:
    return FigureClaim(
        title=Text.same(title),
        figure=Figure(Count(value, unit), qualifier),
        window=Period(date(2023, 1, 20), date(2023, 2, 16)),
        definition="carried to the gate",
        basis=Basis.CUMULATIVE,
        pillar=Pillar.RETURN_TO_POST,
    )


def test_a_figure_that_follows_from_others_says_so_and_keeps_what_the_whole_is_about() -> None:
    left = remainder(Text("第一批", "batch 1"), claim("all", 997), [claim("batch 2", 597)])
    assert left.text() == Text(
        "第一批：共400 人（推算，据all、batch 2）", "batch 1: 400 persons in all (derived from all, batch 2)"
    )
    assert (left.window, left.definition, left.basis, left.pillar) == (
        Period(date(2023, 1, 20), date(2023, 2, 16)),
        "carried to the gate",
        Basis.CUMULATIVE,
        Pillar.RETURN_TO_POST,
    )


def test_a_counted_figure_and_one_not_given_are_worded_without_a_derivation() -> None:
    assert claim("all", 997).text().en == "all: 997 persons in all"
    assert FigureClaim(title=Text.same("all")).text() == Text("all：未填", "all: not given")


@pytest.mark.parametrize(
    "other", [claim("part", 998), claim("part", 500, Qualifier.NEARLY), FigureClaim(title=Text.same("part"))]
)
def test_nothing_is_derived_from_more_than_the_whole_or_from_what_is_not_exact(other: FigureClaim) -> None:
    with pytest.raises(InvalidValue):
        remainder(Text.same("left"), claim("all", 997), [other])


def test_nothing_is_derived_across_units() -> None:
    with pytest.raises(UnitMismatch):
        remainder(Text.same("left"), claim("all", 997), [claim("part", 1, unit=Unit.PERSON_TIME)])


def test_an_agreement_is_between_two_regions_and_names_the_parties_it_knows() -> None:
    title, county, period = Text.same("agreement"), LUSHUI, Period(date(2021, 7, 1))
    zhuhai = DivisionCode("440400")
    assert Agreement(title=title, county=county, period=period).parties == (county,)
    assert Agreement(title=title, county=county, period=period, receiving=zhuhai).parties == (zhuhai, county)
    with pytest.raises(InvalidValue, match="must not be of one region"):
        Agreement(title=title, county=county, period=period, receiving=county.prefecture)

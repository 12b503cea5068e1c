"""Pairings, agreements and campaigns of two regions."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from laborcoop.cooperation import Agency, Agreement, Campaign, CampaignKind, Pairing, Side
from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text

NUJIANG, ZHUHAI = DivisionCode("533300"), DivisionCode("440400")
PERIOD = Period(date(2021, 1, 1))
BUREAUS = (
    Agency(name=Text("珠海市人力资源和社会保障局", "Zhuhai HRSS bureau"), division=ZHUHAI),
    Agency(name=Text("怒江州人力资源和社会保障局", "Nujiang HRSS bureau"), division=NUJIANG),
)


def campaign(*organisers: Agency) -> Campaign:
    return Campaign(
        name=Text("春节返岗", "spring return"),
        pairing=Pairing(sending=NUJIANG, receiving=ZHUHAI, period=PERIOD),
        window=Period(date(2023, 1, 20), date(2023, 2, 16)),
        organisers=organisers,
        first_working_day=date(2023, 2, 4),
        zone=ZoneInfo("Asia/Shanghai"),
    )


def test_a_region_is_not_paired_with_itself() -> None:
    with pytest.raises(InvalidValue, match="be paired with itself"):
        Pairing(sending=ZHUHAI, receiving=ZHUHAI, period=PERIOD)


def test_a_pairing_names_who_sends_and_who_receives() -> None:
    there = Pairing(sending=NUJIANG, receiving=ZHUHAI, period=PERIOD)
    assert there != Pairing(sending=ZHUHAI, receiving=NUJIANG, period=PERIOD)


@pytest.mark.parametrize("organisers", [(), BUREAUS[:1], BUREAUS[1:], BUREAUS[:1] * 2])
def test_a_return_is_organised_by_both_sides(organisers: tuple[Agency, ...]) -> None:
    with pytest.raises(InvalidValue, match="both sides"):
        campaign(*organisers)


def test_a_campaign_of_two_bureaus_stands() -> None:
    assert campaign(*BUREAUS).organisers == BUREAUS


def test_an_organiser_is_of_the_side_in_whose_region_it_lies_or_of_none() -> None:
    county, province = (evolve(BUREAUS[1], division=DivisionCode(code)) for code in ("533301", "530000"))
    joint = campaign(province, *BUREAUS, county)
    assert joint.organisers_of(Side.SENDING) == (BUREAUS[1], county)
    assert joint.organisers_of(Side.RECEIVING) == BUREAUS[:1]
    assert joint.pairing.side(province.division) is None


@pytest.mark.parametrize(
    ("window", "kind"),
    [
        (Period(date(2023, 1, 1), date(2023, 1, 22)), CampaignKind.OTHER),
        (Period(date(2023, 1, 1), date(2023, 1, 23)), CampaignKind.SPRING_RETURN),
        (Period(date(2023, 2, 5)), CampaignKind.SPRING_RETURN),
        (Period(date(2023, 2, 6)), CampaignKind.OTHER),
    ],
)
def test_a_spring_return_shares_a_day_with_the_fifteen_days_of_the_festival(window: Period, kind: CampaignKind) -> None:
    assert evolve(campaign(*BUREAUS), window=window).kind is kind


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        (date(2021, 12, 31), False),
        (date(2022, 1, 1), True),
        (date(2022, 12, 31), True),
        (date(2023, 1, 1), False),
    ],
)
def test_an_agreement_is_in_force_from_its_first_day_to_before_its_end(
    day: date,
    in_force: bool,  # noqa: FBT001 - a case as data
) -> None:
    agreement = Agreement(
        title=Text("劳务工作站合作协议书", "work station agreement"),
        county=DivisionCode("533301"),
        period=Period(date(2022, 1, 1), date(2023, 1, 1)),
    )
    assert (day in agreement.period) is in_force

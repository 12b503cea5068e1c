"""送岗: ids are what they are, whatever stands in them; days are those of the programme; squads are of one side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

import laborcoop as lc
from laborcoop.indicators import measure
from laborcoop.kernel.ids import CadreId, EmployerId, FairId, PostId, SiteId, SquadId
from laborcoop.kernel.text import Text
from laborcoop.outreach import (
    Booth,
    Cadre,
    CadreLevel,
    EmploymentSquad,
    Population,
    RecruitmentFair,
    ResettlementSite,
)

CountedCase = Callable[..., lc.Case]
LUSHUI, LANPING, ZHUHAI = lc.DivisionCode("533301"), lc.DivisionCode("533325"), lc.DivisionCode("440402")


def fair(name: str, starts: datetime, *booths: Booth, division: lc.DivisionCode = LUSHUI) -> RecruitmentFair:
    return RecruitmentFair(
        id=FairId(name),
        name=Text("招聘会", "fair"),
        division=division,
        starts=starts,
        ends=starts + timedelta(hours=4),
        booths=booths,
    )


def booth(employer: str, openings: int) -> Booth:
    return Booth(employer=EmployerId(employer), openings=openings)


def test_ids_with_a_slash_in_them_are_ids_like_others(counted: CountedCase) -> None:
    first, second = datetime(2023, 1, 3, 1, tzinfo=UTC), datetime(2023, 1, 4, 1, tzinfo=UTC)
    year = measure(
        counted(fairs=(fair("2023/1", first, booth("E-1", 5)), fair("2023/2", second, booth("E-1", 5)))),
    )
    assert [row.counted for row in year["employers"].evidence()] == ["E-1"]
    alike = measure(counted(fairs=(fair("A/B", first, booth("E-1", 7)), fair("A", second, booth("B/E-1", 5)))))
    assert alike["post_times"].count.value == 12
    assert alike["attendances"].count.value == alike["employers"].count.value == 2


def test_a_fair_is_on_the_day_that_it_begins_where_the_programme_is(counted: CountedCase) -> None:
    late = fair("F-1", datetime(2023, 1, 27, 16, 30, tzinfo=UTC), booth("E-1", 5))
    for until, fairs in ((date(2023, 1, 27), 0), (date(2023, 1, 28), 1)):
        figures = measure(counted(fairs=(late,)), until=until)
        assert [figures[code].count.value for code in ("fairs", "attendances", "employers")] == [fairs] * 3
        assert {row.on for row in figures["fairs"].evidence()} <= {date(2023, 1, 28)}


@pytest.mark.parametrize("turned", [False, True], ids=["as given", "turned"])
def test_a_post_is_of_the_first_fair_with_most_of_it_in_whatever_order(counted: CountedCase, *, turned: bool) -> None:
    wanted = Booth(employer=EmployerId("E-1"), openings=9, posts={PostId("J-1"): 9})
    fairs = [
        fair("F-2", datetime(2022, 3, 1, 1, tzinfo=UTC), wanted, division=LANPING),
        fair("F-1", datetime(2022, 2, 1, 1, tzinfo=UTC), wanted),
    ]
    figure = measure(counted(fairs=tuple(fairs[::-1] if turned else fairs)))["posts"]
    assert [(row.on, row.division) for row in figure.evidence()] == [(date(2022, 2, 1), LUSHUI)]


def squad(name: str, formed_by: lc.DivisionCode | None, *sites: str) -> EmploymentSquad:
    cadre = Cadre(id=CadreId(f"K-{name}"), level=CadreLevel.COUNTY)
    return EmploymentSquad(
        id=SquadId(name),
        name=Text("小分队", "squad"),
        cadres=(cadre,),
        formed_by=formed_by,
        sites=frozenset(map(SiteId, sites)),
    )


def test_cadres_are_those_of_the_squads_that_are_counted(counted: CountedCase) -> None:
    figures = measure(counted(squads=(squad("A", LUSHUI), squad("B", None), squad("C", ZHUHAI))))
    assert figures["squads"].count.value == 2
    assert [row.counted for row in figures["cadres"].evidence()] == ["K-A", "K-B"]


def test_a_site_is_served_by_squads_of_its_own_side(counted: CountedCase) -> None:
    sites = [
        ResettlementSite(
            id=SiteId(name),
            name=Text("安置点", "site"),
            division=LUSHUI,
            populations=(Population(as_of=date(2021, 1, 1), people=900),),
        )
        for name in ("S-1", "S-2")
    ]
    squads = (squad("A", LUSHUI, "S-1"), squad("C", ZHUHAI, "S-2"))
    figure = measure(counted(sites=tuple(sites), squads=squads))["sites_served"]
    assert figure.count.value == 1


def test_a_site_is_a_target_by_what_was_counted_up_to_the_last_day(counted: CountedCase) -> None:
    grown = ResettlementSite(
        id=SiteId("S-1"),
        name=Text("安置点", "site"),
        division=LUSHUI,
        populations=(Population(as_of=date(2023, 1, 1), people=700), Population(as_of=date(2023, 1, 26), people=900)),
    )
    for until, targets in ((date(2023, 1, 25), 0), (date(2023, 1, 26), 1)):
        assert measure(counted(sites=(grown,)), until=until)["target_sites"].count.value == targets

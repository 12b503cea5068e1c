"""The rounds of a case's squads: its targets, its records, its places."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import CadreId, PlaceId, SiteId, SquadId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.places import PlaceKind
from laborcoop.kernel.text import Text
from laborcoop.outreach import (
    Cadre,
    CadreLevel,
    EmploymentSquad,
    HouseholdId,
    HouseholdWork,
    Outreach,
    OutreachActor,
    OutreachCampaign,
    OutreachResult,
    Population,
    ResettlementSite,
    SquadWork,
)
from laborcoop.testing import Programme, small_case
from laborcoop.transfer import TravelTimes, Way

COUNTY = DivisionCode("533301")
WINDOW = Period(date(2023, 1, 9), date(2023, 1, 12))
WORK = SquadWork(day_minutes=240, visit_minutes=60)


def _site(number: int, people: int) -> ResettlementSite:
    return ResettlementSite(
        id=SiteId(f"S-{number}"),
        name=Text(f"{number}号安置点", f"Site {number}"),
        division=COUNTY,
        populations=(Population(people=people, as_of=date(2022, 12, 31)),),
    )


def _place(place_id: str, name: Text, kind: PlaceKind) -> lc.Place:
    return lc.Place(id=PlaceId(place_id), name=name, kind=kind, division=COUNTY)


def _home(number: int, site: int | None = 1) -> HouseholdWork:
    return HouseholdWork(
        household=HouseholdId(f"H-{number}"), able=1, in_work=0, site=None if site is None else SiteId(f"S-{site}")
    )


def _told(number: int) -> Outreach:
    return Outreach(
        actor=OutreachActor.VILLAGE_CADRE,
        on=date(2023, 1, 8),
        household=HouseholdId(f"H-{number}"),
        result=OutreachResult.DECLINED,
    )


@pytest.fixture
def case() -> lc.Case:
    squads = tuple(
        EmploymentSquad(
            id=SquadId(f"Q-{number}"),
            name=Text("小分队", "squad"),
            cadres=tuple(Cadre(id=CadreId(f"C-{number}-{i}"), level=CadreLevel.COUNTY) for i in range(2)),
        )
        for number in (1, 2)
    )
    base = small_case(Programme())
    return evolve(
        base,
        sites=(_site(1, 800), _site(2, 799)),
        squads=squads,
        places=(
            *base.places,
            _place("P-1", Text("1号安置点", "Site 1"), PlaceKind.RESETTLEMENT_SITE),
            _place("P-2", Text("2号安置点", "Site 2"), PlaceKind.STOP),
            _place("P-9", Text("县城", "county town"), PlaceKind.STOP),
        ),
        records=(
            *(_home(number) for number in range(6)),
            _home(7, site=None),
            _told(0),
            OutreachCampaign(window=WINDOW, sites=(), targets=frozenset(), visits=(_told(1),)),
        ),
    )


def test_targets_are_sites_of_800_people_and_whom_somebody_told_is_not_gone_to_again(case: lc.Case) -> None:
    plan = lc.plan_visits(case, WORK, window=WINDOW)
    assert [site.id for site in plan.question.sites] == ["S-1"]
    assert {household for day in plan.days for household in day.households} == {"H-2", "H-3", "H-4", "H-5"}
    assert plan.verify() == ()


def test_ways_are_those_from_where_a_squad_stays_to_the_place_of_the_sites_name(case: lc.Case) -> None:
    q1, q2 = SquadId("Q-1"), SquadId("Q-2")
    roads = TravelTimes((Way(start=PlaceId("P-9"), end=PlaceId("P-1"), minutes=30, km=Decimal(9)),))
    plan = lc.plan_visits(
        case, WORK, window=WINDOW, travel=roads, stays={q1: PlaceId("P-9"), q2: PlaceId("P-1")}, not_on=[WINDOW.start]
    )
    assert plan.question.travel == {q1: {"S-1": 30}, q2: {"S-1": 0}}
    assert [(day.squad, day.on.day) for day in plan.days] == [("Q-2", 10)]
    nowhere = lc.plan_visits(case, WORK, window=WINDOW, stays={q1: PlaceId("P-9"), q2: PlaceId("P-9")})
    assert [reason.code for reason in nowhere.sites_left_out[SiteId("S-1")]] == ["squads.out-of-reach"]


def test_without_a_window_it_is_what_is_left_of_the_campaign(case: lc.Case) -> None:
    assert lc.plan_visits(case, WORK).question.window == Period(date(2023, 1, 28), date(2023, 2, 16))
    early = evolve(case, on=date(2023, 1, 1))
    assert lc.plan_visits(early, WORK).question.window == case.campaign.window
    with pytest.raises(InvalidValue):
        lc.plan_visits(evolve(case, on=date(2023, 3, 1)), WORK)


def test_a_squad_or_a_place_that_the_case_does_not_have_is_named(case: lc.Case) -> None:
    for stays in ({SquadId("Q-7"): PlaceId("P-1")}, {SquadId("Q-1"): PlaceId("P-7")}):
        with pytest.raises(UnknownName, match=r"[QP]-7"):
            lc.plan_visits(case, WORK, stays=stays)


def test_squads_that_need_not_be_home_go_on_from_site_to_site_by_the_ways_of_the_case(case: lc.Case) -> None:
    both = evolve(
        case,
        sites=(_site(1, 800), _site(2, 800), _site(3, 800)),
        places=tuple(evolve(p, kind=PlaceKind.RESETTLEMENT_SITE) if p.id == "P-2" else p for p in case.places),
    )
    roads = TravelTimes(
        tuple(
            Way(start=PlaceId(start), end=PlaceId(end), minutes=minutes, km=Decimal(9))
            for start, end, minutes in (("P-9", "P-1", 60), ("P-9", "P-2", 60), ("P-1", "P-2", 15))
        )
    )
    stays = {SquadId("Q-1"): PlaceId("P-9"), SquadId("Q-2"): PlaceId("P-9")}
    plan = lc.plan_visits(both, WORK, window=WINDOW, travel=roads, stays=stays, home_each_night=False)
    one, two = SiteId("S-1"), SiteId("S-2")
    assert plan.question.between == {one: {two: 15}, two: {one: 15}}
    assert plan.verify() == ()
    assert lc.plan_visits(both, WORK, window=WINDOW, travel=roads, stays=stays).question.between == {}


def test_a_site_whose_population_nobody_recorded_by_then_is_left_out_by_name_with_its_households(case: lc.Case) -> None:
    unknown, later = evolve(_site(8, 900), populations=()), _site(9, 900)
    later = evolve(later, populations=(Population(people=900, as_of=date(2023, 2, 1)),))
    asked = evolve(case, sites=(*case.sites, unknown, later), records=(*case.records, _home(80, 8)))
    plan = lc.plan_visits(asked, WORK, window=WINDOW)
    assert {site: [reason.code for reason in why] for site, why in plan.sites_left_out.items()} == {
        "S-8": ["squads.population-unknown"],
        "S-9": ["squads.population-unknown"],
    }
    (reason,) = plan.left_out[HouseholdId("H-80")]
    assert reason.text.en == ("the population of the site S-8 is not recorded: whether it is a target cannot be told")
    assert plan.verify() == ()
    with pytest.raises(InvalidValue, match="share an id"):
        evolve(plan.question, uncounted=(case.sites[0],))

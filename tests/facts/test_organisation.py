"""The article's second paragraph: who organises the return, and how (F017 to F038)."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.cooperation import CampaignKind, Side, TransferEmployment, WorkScope
from laborcoop.errors import IllegalTransition, InvalidValue, UnitMismatch
from laborcoop.exchange.case.readers import cadre_level
from laborcoop.journey import Journey, JourneyStatus, Purpose, StepKind
from laborcoop.kernel.counts import Count, Figure, Qualifier, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import CadreId, ConvoyId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.places import PlaceKind
from laborcoop.outreach import (
    Cadre,
    CadreLevel,
    HouseholdId,
    Outreach,
    OutreachActor,
    OutreachCampaign,
    OutreachResult,
    SquadRoster,
)
from laborcoop.people import Flag, FlagKind
from laborcoop.planning.coverage import return_coverage
from laborcoop.retention import BenefitKind, BenefitRound, Visit, VisitKind, VisitRound
from laborcoop.transfer import ServiceMode, TransportMode

NUJIANG, ZHUHAI, LUSHUI = DivisionCode("533300"), DivisionCode("440400"), DivisionCode("533301")
ZONE = ZoneInfo("Asia/Shanghai")
MINUTE = timedelta(minutes=1)
EIGHT_HUNDRED = 800


def said(case: lc.Case, code: str, subject: object) -> list[str]:
    """The fields of what a rule of the example's book finds in something on the day of the plan."""
    return [finding.path for finding in case.book.judge(subject, "S-1", on=case.on) if finding.rule == code]


@pytest.mark.fact("F017", "让怒江务工人员都能顺利返岗复工", carries="`return_coverage`, `Share`")
def test_how_far_all_return_is_those_brought_to_the_gate_of_all_who_want_to_go(plan: lc.ReturnPlan) -> None:
    coverage = return_coverage(plan)
    assert coverage.render("zh") == "997/1036 人（96.2 %）"
    assert not coverage.is_full
    unwilling = [one.worker for one in plan.case.registrations if not one.willing]
    missing = set(plan.unplaced) - set(unwilling)
    assert coverage.whole - coverage.part == Count(len(missing), Unit.PERSON)


@pytest.mark.fact("F018", "体会到两地政府的关心关怀", carries="`BenefitRound`, `Visit` of `VisitKind.WELFARE`")
def test_care_is_on_record_and_a_welfare_visit_stands_for_no_visit_to_the_employer(
    case: lc.Case, plan: lc.ReturnPlan
) -> None:
    packs = BenefitRound(kind=BenefitKind.GIFT_PACK, stock=1_000).issue(plan.travellers[0], date(2023, 2, 6))
    assert set(packs.without(plan.travellers)) == set(plan.travellers[1:])
    received = Counter(handover.employer for handover in plan.handovers.values())
    visits = tuple(Visit(on=date(2023, 2, 10), kind=VisitKind.WELFARE, employer=employer) for employer in received)
    round_ = VisitRound(
        station=case.stations[0].id, period=Period(date(2023, 2, 1), date(2023, 3, 1)), workers=received, visits=visits
    )
    assert round_.first_visits() == {}
    assert len(evolve(round_, visits=tuple(evolve(one, kind=VisitKind.EMPLOYER) for one in visits)).first_visits()) > 1


@pytest.mark.fact("F019", "珠海市人力资源和社会保障局", carries="`Agency`, `Campaign.organisers_of`, `Side.RECEIVING`")
@pytest.mark.fact("F020", "怒江州人力资源和社会保障局", carries="`Agency`, `Campaign.organisers_of`, `Side.SENDING`")
def test_the_bureau_of_zhuhai_receives_and_that_of_nujiang_sends(case: lc.Case) -> None:
    names = {side: [one.name.zh for one in case.campaign.organisers_of(side)] for side in Side}
    assert names == {
        Side.SENDING: ["怒江州人力资源和社会保障局"],
        Side.RECEIVING: ["珠海市人力资源和社会保障局"],
    }
    assert case.campaign.pairing.side(LUSHUI) is Side.SENDING
    assert case.campaign.pairing.side(DivisionCode("530114")) is None


@pytest.mark.fact("F021", "今年春节期间", carries="`Campaign.kind`, `Campaign.window`, `spring_festival`")
def test_a_campaign_at_the_spring_festival_is_a_spring_return_and_one_in_march_is_not(case: lc.Case) -> None:
    assert case.campaign.kind is CampaignKind.SPRING_RETURN
    for convoy in case.convoys:
        assert convoy.depart.date() in case.campaign.window
    after = evolve(case.campaign, window=Period(date(2023, 2, 6), date(2023, 3, 1)))
    last_day = evolve(case.campaign, window=Period(date(2023, 2, 5), date(2023, 3, 1)))
    assert (last_day.kind, after.kind) == (CampaignKind.SPRING_RETURN, CampaignKind.OTHER)


@pytest.mark.fact("F022", "“点对点、一站式”", carries="`Convoy.service`, `ServiceMode.POINT_TO_POINT`")
def test_a_batch_is_carried_point_to_point_until_one_leg_takes_other_people_too(case: lc.Case) -> None:
    assert {convoy.service for convoy in case.convoys} == {ServiceMode.POINT_TO_POINT}
    convoy = case.convoys[0]
    rail = next(leg for leg in convoy.legs if leg.mode.is_rail)
    ordinary = evolve(rail, vehicle=evolve(rail.vehicle, mode=TransportMode.ORDINARY_TRAIN))
    legs = tuple(ordinary if leg is rail else leg for leg in convoy.legs)
    assert evolve(convoy, legs=legs).service is ServiceMode.PUBLIC


@pytest.mark.fact("F023", "返珠返岗专车", carries="`TransportMode.CHARTER_COACH`, `Convoy.modes`")
@pytest.mark.fact("F024", "专列", carries="`TransportMode.SPECIAL_TRAIN`, `Convoy.modes`")
def test_one_batch_mixes_special_coaches_and_a_special_train_each_under_its_own_rules(case: lc.Case) -> None:
    second = next(convoy for convoy in case.convoys if convoy.batch == 2)
    assert second.modes == {TransportMode.CHARTER_COACH, TransportMode.SPECIAL_TRAIN}
    for leg in second.legs:
        assert leg.mode.is_coach is (leg.train is None)
        assert bool(leg.drivers) is leg.mode.is_coach
    lonely = evolve(next(leg for leg in second.legs if leg.mode.is_coach), deputy="")
    assert said(case, "TR-19", lonely) == ["deputy"]


@pytest.mark.fact("F025", "怒江全州机关", carries="`CadreLevel.PREFECTURE`, the reader of 级别")
@pytest.mark.fact("F026", "县（市）机关", carries="`CadreLevel.COUNTY`, the reader of 级别")
@pytest.mark.fact("F027", "乡镇（街道）机关", carries="`CadreLevel.TOWNSHIP`, the reader of 级别")
def test_organs_of_three_levels_send_cadres_and_a_county_level_city_is_of_the_county_level(case: lc.Case) -> None:
    written = {word: cadre_level(word, ZONE) for word in ("全州", "县（市）", "县级", "乡镇（街道）", "街道级")}
    assert list(written.values()) == [
        CadreLevel.PREFECTURE,
        CadreLevel.COUNTY,
        CadreLevel.COUNTY,
        CadreLevel.TOWNSHIP,
        CadreLevel.TOWNSHIP,
    ]
    for squad in case.squads:
        assert {cadre.level for cadre in squad.cadres} == set(CadreLevel)
    with pytest.raises(InvalidValue):
        cadre_level("省级", ZONE)


@pytest.mark.fact("F028", "500名干部", carries="`EmploymentSquad.cadres`, `ReturnPlan.summary`, rule SQ-03")
def test_500_persons_are_in_the_squads_and_nobody_is_counted_in_two(case: lc.Case, plan: lc.ReturnPlan) -> None:
    assert plan.summary()["cadres"] == Count(500, Unit.PERSON)
    assert said(case, "SQ-03", SquadRoster(on=case.on, squads=case.squads)) == []
    first, second, *others = case.squads
    shared = evolve(second, cadres=(*second.cadres, first.cadres[0]))
    assert said(case, "SQ-03", SquadRoster(on=case.on, squads=(first, shared, *others))) != []
    twice = Cadre(id=CadreId("K-X"), level=CadreLevel.COUNTY)
    with pytest.raises(InvalidValue, match="once in a squad"):
        evolve(first, cadres=(twice, twice))


@pytest.mark.fact("F029", "24支就业小分队", carries="`EmploymentSquad`, `Unit.SQUAD`")
def test_24_squads_are_counted_in_squads_and_not_with_the_cadres(plan: lc.ReturnPlan) -> None:
    squads = plan.summary()["squads"]
    assert squads == Count(24, Unit.SQUAD)
    assert squads.render("zh") == "24 支"
    with pytest.raises(UnitMismatch):
        squads + plan.summary()["cadres"]


@pytest.mark.fact("F030", "全力动员", carries="`Outreach`, `OutreachCampaign.visited`")
def test_a_mobilisation_visit_says_which_squad_went_where_to_whom_and_what_came_of_it(case: lc.Case) -> None:
    squad = case.squads[0]
    visit = Outreach(
        actor=OutreachActor.SQUAD,
        on=date(2023, 1, 21),
        squad=squad.id,
        site=min(squad.sites),
        household=HouseholdId("H-1"),
        result=OutreachResult.WANTS_WORK,
        reached=2,
    )
    campaign = OutreachCampaign(window=case.campaign.window, sites=case.sites, targets=squad.sites, visits=(visit,))
    assert campaign.visited() == {visit.site}
    assert evolve(campaign, visits=(evolve(visit, on=date(2023, 1, 19)),)).visited() == frozenset()
    by_a_village_cadre = evolve(visit, actor=OutreachActor.VILLAGE_CADRE, squad=None)
    assert evolve(campaign, visits=(by_a_village_cadre,)).visited() == frozenset()
    with pytest.raises(InvalidValue, match="must name the squad"):
        evolve(visit, squad=None)


@pytest.mark.fact("F031", "24个安置点", carries="`ResettlementSite`, `ReturnPlan.summary`, `Unit.SITE`")
def test_24_sites_are_the_targets_of_more_sites_and_squads_have_more_than_one(
    case: lc.Case, plan: lc.ReturnPlan
) -> None:
    assert plan.summary()["target_sites"] == Count(24, Unit.SITE)
    assert len(case.sites) > 24
    assert {len(squad.sites) for squad in case.squads} - {1}
    with pytest.raises(UnitMismatch):
        plan.summary()["target_sites"] - plan.summary()["squads"]


@pytest.mark.fact("F032", "800人以上", carries="`ResettlementSite.is_target`, rule SQ-01, `Qualifier.AT_LEAST`")
def test_a_site_of_800_is_a_target_and_one_of_799_is_not(case: lc.Case) -> None:
    by_people = {site.population(case.on): site for site in case.sites}
    assert by_people[800].is_target(case.on, EIGHT_HUNDRED)
    assert not by_people[799].is_target(case.on, EIGHT_HUNDRED)
    figure = Figure(Count(800, Unit.PERSON), Qualifier.AT_LEAST)
    assert [figure.holds(Count(people, Unit.PERSON)) for people in (799, 800)] == [False, True]
    targets = frozenset(site.id for site in case.sites if site.is_target(case.on, EIGHT_HUNDRED))
    listed = OutreachCampaign(
        window=Period(case.on, date(2023, 2, 16)), sites=case.sites, targets=targets | {by_people[799].id}
    )
    assert said(case, "SQ-01", listed) == [f"sites[{by_people[799].id}]"]
    assert said(case, "SQ-01", evolve(listed, targets=targets)) == []
    assert said(case, "SQ-01", evolve(listed, targets=targets - {by_people[800].id})) == [f"sites[{by_people[800].id}]"]


@pytest.mark.fact("F033", "易地扶贫搬迁安置点", carries="`PlaceKind.RESETTLEMENT_SITE`, `FlagKind.RELOCATED`")
def test_coaches_stop_at_resettlement_sites_and_living_at_one_is_not_the_flag_of_a_relocated_household(
    plan: lc.ReturnPlan,
) -> None:
    kinds = {place.id: place.kind for place in plan.case.places}
    starts = Counter(kinds[way.steps[0].start] for way in plan.itineraries().values())
    assert starts[PlaceKind.RESETTLEMENT_SITE] > 500
    resident = next(worker for worker in plan.case.workers if worker.site is not None)
    assert not resident.has(FlagKind.RELOCATED)
    flag = Flag(kind=FlagKind.RELOCATED, as_of=date(2020, 1, 1), source="搬迁台账")
    assert evolve(resident, flags=(flag,)).has(FlagKind.RELOCATED)


@pytest.mark.fact("F034", "农村劳动力转移就业", carries="`TransferEmployment`, `WorkScope`")
def test_work_away_from_home_has_a_first_day_and_a_distance(plan: lc.ReturnPlan) -> None:
    worker = next(worker for worker in plan.case.workers if worker.id == "W-0412")
    match = plan.matches[worker.id]
    employer = plan.case.employer(match.employer)
    assert employer is not None
    transfer = TransferEmployment(
        worker=worker.id,
        registered=worker.registered,
        division=employer.division,
        period=Period(match.first_day),
        employer=employer.id,
    )
    assert transfer.scope is WorkScope.OUT_OF_PROVINCE
    assert evolve(transfer, division=DivisionCode("530114")).scope is WorkScope.IN_PROVINCE_OUT_OF_COUNTY
    assert evolve(transfer, division=worker.registered).scope is WorkScope.LOCAL
    assert transfer.period.start >= plan.handovers[worker.id].at.date()


@pytest.mark.fact("F035", "从“出家门”到“进厂门”", carries="`Journey`, `JourneyStatus`, `JOURNEY_LIFECYCLE`")
def test_a_way_of_the_plan_is_a_journey_from_the_home_door_to_the_gate_and_skips_no_status(
    plan: lc.ReturnPlan,
) -> None:
    steps = plan.itinerary("W-0412").steps
    train = next(step for step in steps if step.kind is StepKind.TRAIN)
    registered = Journey(
        worker=WorkerId("W-0412"), convoy=ConvoyId("C-2"), registered_at=datetime(2023, 1, 28, 9, tzinfo=ZONE)
    )
    home = registered.leave_home(steps[0].depart - MINUTE)
    done = (
        home.board(steps[0].depart)
        .arrive(train.arrive)
        .receive(train.arrive + MINUTE)
        .enter_factory(plan.handovers[WorkerId("W-0412")].at)
    )
    at = [steps[0].depart - MINUTE, steps[0].depart, train.arrive, train.arrive + MINUTE, steps[-1].arrive]
    assert [done.status(moment) for moment in at] == [
        JourneyStatus.LEFT_HOME,
        JourneyStatus.BOARDED,
        JourneyStatus.ARRIVED,
        JourneyStatus.RECEIVED,
        JourneyStatus.ENTERED_FACTORY,
    ]
    with pytest.raises(IllegalTransition):
        home.enter_factory(steps[-1].arrive)


@pytest.mark.fact("F036", "由珠海、怒江两地人社部门组织开设", carries="`Campaign.organisers`, `Pairing.side`")
def test_two_bureaus_of_one_side_are_not_both_sides(case: lc.Case) -> None:
    receiving = case.campaign.organisers_of(Side.RECEIVING)
    with pytest.raises(InvalidValue, match="both sides"):
        evolve(case.campaign, organisers=receiving * 2)
    with pytest.raises(InvalidValue, match="both sides"):
        evolve(case.campaign, organisers=receiving)


@pytest.mark.fact("F037", "集中输送到珠海", carries="`Convoy`, `Itinerary`, `Place.division`")
def test_everyone_who_is_carried_in_one_batch_ends_in_zhuhai(plan: lc.ReturnPlan) -> None:
    divisions = {employer.id: employer.division for employer in plan.case.employers}
    batch = {leg.id: convoy.batch for convoy in plan.case.convoys for leg in convoy.legs}
    carried: dict[int, set[str]] = {}
    for ride in plan.rides:
        carried.setdefault(batch[ride.leg], set()).add(ride.worker)
    assert {number: len(people) for number, people in carried.items()} == {1: 400, 2: 597}
    assert not carried[1] & carried[2]
    assert all(divisions[done.employer].within(ZHUHAI) for done in plan.handovers.values())


@pytest.mark.fact("F038", "返岗就业", carries="`Purpose`, `Match.returns`, `Convoy`")
def test_one_train_carries_those_who_return_and_those_who_are_new_together(plan: lc.ReturnPlan) -> None:
    purposes = {one.worker: one.purpose for one in plan.case.registrations}
    second = next(convoy for convoy in plan.case.convoys if convoy.batch == 2)
    train = next(leg for leg in second.legs if leg.mode.is_rail)
    aboard = {ride.worker for ride in plan.rides if ride.leg == train.id}
    assert {purposes[worker] for worker in aboard} == {Purpose.RETURN_TO_POST, Purpose.NEW_PLACEMENT}
    new = Count(sum(not plan.matches[worker].returns for worker in aboard), Unit.PERSON)
    assert Count(0, Unit.PERSON) < new < Count(len(aboard), Unit.PERSON)
    assert all(plan.matches[worker].post is not None for worker in aboard if not plan.matches[worker].returns)

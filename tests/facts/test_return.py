"""The article's second line of work, 返岗: people are carried back to their posts (F074 to F082)."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.cooperation import Agency, Basis, FigureClaim, FigureRow, Pillar, by_pillar, remainder
from laborcoop.cooperation.pairing import Side
from laborcoop.journey import StepKind, ThroughService
from laborcoop.kernel.counts import Count, Figure, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.places import PlaceKind
from laborcoop.kernel.text import Text
from laborcoop.outreach import Outreach, OutreachActor, OutreachCampaign, squads_formed_by
from laborcoop.transfer import GateList, Handover, TransportMode

NUJIANG = DivisionCode("533300")
DAY = timedelta(days=1)


def found(case: lc.Case, code: str, subject: object) -> list[lc.Finding]:
    return [finding for finding in case.book.judge(subject, "S-1", on=case.on) if finding.rule == code]


def persons(title: Text, number: int) -> FigureClaim:
    return FigureClaim(
        title=title,
        figure=Figure(Count(number, Unit.PERSON)),
        basis=Basis.CUMULATIVE,
        pillar=Pillar.RETURN_TO_POST,
    )


WHOLE = persons(Text("两批次输送", "carried in two batches"), 997)
SECOND = persons(Text("第二批", "batch 2"), 597)


@pytest.mark.fact(
    "F074",
    "点对点组织输送，安排专车“返岗”",
    carries="`Pillar.RETURN_TO_POST`, `TransportMode.CHARTER_COACH`, `Itinerary`",
)
def test_special_vehicles_carry_everyone_from_the_own_county_to_the_gate_without_a_gap(
    case: lc.Case, plan: lc.ReturnPlan
) -> None:
    places = {place.id: place for place in case.places}
    modes = {leg.vehicle.id: leg.mode for convoy in case.convoys for leg in convoy.legs}
    gates = {employer.id: employer.gate for employer in case.employers}
    for worker, way in plan.itineraries().items():
        first, last = way.steps[0], way.steps[-1]
        assert way.gaps() == ()
        assert first.kind is StepKind.COACH
        home = places[first.start].division
        assert home is not None
        assert home.within(NUJIANG)
        assert places[last.end].kind is PlaceKind.GATE
        assert (last.kind, last.end) == (StepKind.HANDOVER, gates[plan.handovers[worker].employer])
    # Reserved for the programme, each of them: no scheduled coach and no ordinary train.
    assert set(modes.values()) == {
        TransportMode.CHARTER_COACH,
        TransportMode.RESERVED_CARRIAGE,
        TransportMode.SPECIAL_TRAIN,
    }
    assert by_pillar([WHOLE])[Pillar.RETURN_TO_POST] == (WHOLE,)


@pytest.mark.fact("F075", "联合怒江州人社部门开展返岗行动", carries="`Campaign.organisers_of`, `Campaign.pairing`")
def test_the_return_is_a_joint_action_of_the_two_paired_regions(case: lc.Case) -> None:
    campaign = case.campaign
    pair = {campaign.pairing.sending, campaign.pairing.receiving}
    assert {agency.division for agency in campaign.organisers} == pair
    with pytest.raises(lc.InvalidValue, match="both sides"):
        evolve(campaign, organisers=campaign.organisers[:1])
    county = Agency(name=Text("泸水市人社局", "Lushui bureau"), division=DivisionCode("533301"))
    own = campaign.organisers_of(Side.SENDING)
    with pytest.raises(lc.InvalidValue, match="both sides"):
        evolve(campaign, organisers=(*own, county))


@pytest.mark.fact("F076", "怒江州人社部门组建的“就业小分队”", carries="`EmploymentSquad.formed_by`, `squads_formed_by`")
def test_the_squads_were_formed_by_the_sending_side(case: lc.Case) -> None:
    sending, receiving = case.campaign.pairing.sending, case.campaign.pairing.receiving
    assert squads_formed_by(case.squads, sending) == Count(24, Unit.SQUAD)
    assert squads_formed_by(case.squads, receiving) == Count(0, Unit.SQUAD)
    unknown = [evolve(case.squads[0], formed_by=None), *case.squads[1:]]
    assert squads_formed_by(unknown, sending) == Count(23, Unit.SQUAD)


@pytest.mark.fact("F077", "到全州24个800人以上安置点开展动员工作", carries="`OutreachCampaign.visited`, SQ-02")
def test_squads_were_at_all_24_target_sites_and_one_left_out_is_named(case: lc.Case, plan: lc.ReturnPlan) -> None:
    start = case.campaign.window.start
    targets = frozenset(site.id for site in case.sites if site.is_target(start, 800))
    visits = tuple(
        Outreach(actor=OutreachActor.SQUAD, on=start, squad=squad.id, site=site, reached=20)
        for squad in case.squads
        for site in squad.sites
    )
    campaign = OutreachCampaign(window=case.campaign.window, sites=case.sites, targets=targets, visits=visits)
    assert plan.summary()["target_sites"] == Count(24, Unit.SITE) == Count(len(targets), Unit.SITE)
    assert found(case, "SQ-02", campaign) == []
    times = Counter(visit.site for visit in visits)
    site = min(site for site in targets if times[site] == 1)
    [gap] = found(case, "SQ-02", evolve(campaign, visits=tuple(visit for visit in visits if visit.site != site)))
    assert site in gap.message.en
    assert "1 of 24" in gap.message.en
    by_others = tuple(
        evolve(visit, actor=OutreachActor.STATIONED_TEAM, squad=None) if visit.site == site else visit
        for visit in visits
    )
    assert [site in finding.message.en for finding in found(case, "SQ-02", evolve(campaign, visits=by_others))] == [
        True
    ]


@pytest.mark.fact("F078", "两批次", carries="`Convoy.batch`, `Count` in `Unit.BATCH`, `ReturnPlan.summary`")
def test_the_two_batches_are_numbered_and_nobody_travels_in_both(case: lc.Case, plan: lc.ReturnPlan) -> None:
    assert [convoy.batch for convoy in case.convoys] == [1, 2]
    assert plan.summary()["batches"] == Count(2, Unit.BATCH)
    batch_of = {leg.id: convoy.batch for convoy in case.convoys for leg in convoy.legs}
    travelled = {worker: {batch_of[ride.leg] for ride in plan.rides_of(worker)} for worker in plan.travellers}
    assert set(map(len, travelled.values())) == {1}
    with pytest.raises(lc.InvalidValue, match="must count from 1"):
        evolve(case.convoys[0], batch=0)


@pytest.mark.fact("F079", "共997名怒江务工人员", carries="`ReturnPlan.summary`, `FigureClaim`, IN-03")
def test_the_batches_add_up_to_997_persons_each_of_them_once(case: lc.Case, plan: lc.ReturnPlan) -> None:
    summary = plan.summary()
    assert summary["batch_1"] + summary["batch_2"] == summary["travelling"] == Count(997, Unit.PERSON)
    rows = tuple(FigureRow("itineraries.csv", worker, case.campaign.first_working_day) for worker in plan.travellers)
    assert found(case, "IN-03", evolve(WHOLE, rows=rows)) == []
    somebody_twice = (*rows[:-1], rows[0])
    [wrong] = found(case, "IN-03", evolve(WHOLE, rows=somebody_twice))
    assert "997 rows make 996 persons" in wrong.message.en


@pytest.mark.fact("F080", "（推算）997名减597名", carries="`remainder`, `FigureClaim.derived_from`, IN-07")
def test_the_first_batch_of_400_is_derived_says_so_and_agrees_with_the_records(
    case: lc.Case, plan: lc.ReturnPlan
) -> None:
    first = remainder(Text("第一批", "batch 1"), WHOLE, [SECOND])
    assert first.text().zh == "第一批：共400 人（推算，据两批次输送、第二批）"
    assert "derived" not in SECOND.text().en
    assert first.figure is not None
    assert first.figure.holds(plan.summary()["batch_1"])
    assert not first.figure.holds(plan.summary()["batch_2"])
    # Nobody counted it, so that it needs no rows; a counted figure does.
    assert "rows" not in {finding.path for finding in found(case, "IN-07", first)}
    assert "rows" in {finding.path for finding in found(case, "IN-07", SECOND)}


@pytest.mark.fact("F081", "对接企业输送到岗", carries="`Handover`, `GateList.of`, TR-23")
def test_each_employer_signs_for_those_who_arrive_at_its_gate(case: lc.Case, plan: lc.ReturnPlan) -> None:
    handovers = list(plan.handovers.values())
    last = max(handover.at for handover in handovers)
    lists = [GateList.of(employer, handovers, now=last - DAY * 30) for employer in case.employers]
    assert sum(one.workers for one in lists) == 997
    assert {one.employer.id: one.workers for one in lists if one.workers} == Counter(h.employer for h in handovers)
    assert {one.signed for one in lists if one.workers} == {None}
    penghui = case.employers[0]

    def signed(count: int) -> list[Handover]:
        own = [handover for handover in handovers if handover.employer == penghui.id]
        return [evolve(one, signed_at=one.at if i < count else None) for i, one in enumerate(own)]

    assert found(case, "TR-23", GateList.of(penghui, signed(270), now=last)) == []
    [unsigned] = found(case, "TR-23", GateList.of(penghui, signed(269), now=last))
    assert unsigned.path == "signed"


@pytest.mark.fact("F082", "实现从“出家门”到“进厂门”一条龙服务", carries="`ThroughService`, `Outcome.came_in`")
def test_one_person_owns_the_case_from_the_home_door_to_the_factory_gate(plan: lc.ReturnPlan) -> None:
    worker = plan.travellers[0]
    through = ThroughService(worker=worker, owners=dict.fromkeys(lc.Stage, "K-001"))
    assert through.breaks(plan.outcomes) == ()
    changed = evolve(through, owners={**through.owners, lc.Stage.BEDS: "K-002"})
    assert changed.breaks(plan.outcomes) == (lc.Stage.BEDS,)
    dropped = evolve(through, owners={lc.Stage.ADMISSION: "K-001", lc.Stage.POSTS: "K-001"})
    assert dropped.breaks(plan.outcomes) == (lc.Stage.SEATS, lc.Stage.BEDS, lc.Stage.GATE)
    # Whoever is left out at admission has come to no later stage.
    refused = next(iter(plan.outcome(lc.Stage.ADMISSION).left_out))
    assert evolve(dropped, worker=refused, owners={lc.Stage.ADMISSION: "K-001"}).breaks(plan.outcomes) == ()
    assert evolve(dropped, worker=refused, owners={}).breaks(plan.outcomes) == (lc.Stage.ADMISSION,)
    stranger = WorkerId("W-9999")
    assert ThroughService(worker=stranger, owners={}).breaks(plan.outcomes) == ()
    with pytest.raises(lc.InvalidValue, match="named by an id"):
        ThroughService(worker=worker, owners={lc.Stage.ADMISSION: " "})

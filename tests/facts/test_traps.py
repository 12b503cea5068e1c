"""What the article's words invite to confuse (T1 to T12), and what keeps it apart."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, permutations

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.cooperation import (
    Basis,
    Commitment,
    CommitmentKind,
    FigureClaim,
    FigureRow,
    Pairing,
    TransferEmployment,
    new_transfers,
)
from laborcoop.employers import EmployerLabel
from laborcoop.errors import UnitMismatch
from laborcoop.hiring import Match
from laborcoop.kernel.counts import Count, Figure, Qualifier, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, PlacementId, SchoolId, SquadId, StationId
from laborcoop.kernel.lunar import spring_festival
from laborcoop.kernel.periods import Period
from laborcoop.kernel.places import PlaceKind
from laborcoop.kernel.ratios import Average, Share
from laborcoop.kernel.text import Text
from laborcoop.outreach import Outreach, OutreachActor, OutreachCampaign, SquadRoster
from laborcoop.people import Flag, FlagKind
from laborcoop.planning.summary import summarise
from laborcoop.retention import LodgingKind, StaffId, StationRoster, StationStaff, VisitRound
from laborcoop.rulebook import Convention, DatedValue
from laborcoop.training import GraduateOffers, Recommendation, StudentAid, StudentAidId, TrainingPlacement
from laborcoop.transfer import Leg

NUJIANG, ZHUHAI, LUSHUI = DivisionCode("533300"), DivisionCode("440400"), DivisionCode("533301")
DAY = date(2023, 2, 6)
ONE_DAY = timedelta(days=1)


def said(case: lc.Case, subject: object, *codes: str, on: date | None = None) -> list[tuple[str, str]]:
    """What rules of the example's book find in something: code and field."""
    found = case.book.judge(subject, "S-1", on=on or case.on)
    return [(finding.rule, finding.path) for finding in found if finding.rule in codes]


@pytest.fixture(scope="module")
def train(case: lc.Case) -> Leg:
    return next(leg for convoy in case.convoys for leg in convoy.legs if leg.train and leg.train.names("D3812"))


@pytest.mark.fact("T1", "人、人次、家、家次、个、个次、场、支、批次、名", carries="`Count`, `Unit`, `UnitMismatch`")
def test_no_two_units_of_the_article_are_added_or_compared(plan: lc.ReturnPlan) -> None:
    figures = plan.summary().counts()
    by_unit = {count.unit: count for count in figures.values()}
    assert {Unit.PERSON, Unit.EMPLOYER, Unit.EMPLOYER_TIME, Unit.POST_TIME} <= set(by_unit)
    assert {Unit.FAIR, Unit.SQUAD, Unit.BATCH} <= set(by_unit)
    for first, second in permutations(by_unit.values(), 2):
        with pytest.raises(UnitMismatch):
            first + second
        with pytest.raises(UnitMismatch):
            first < second  # noqa: B015 - the comparison is refused
    cadres = figures["cadres"]
    assert (cadres + figures["travelling"]).unit is Unit.PERSON


@pytest.mark.fact("T2", "共、近、超、以上", carries="`Figure`, `Qualifier`")
def test_nearly_5000_is_never_printed_as_5000_and_does_not_hold_of_5000(plan: lc.ReturnPlan) -> None:
    nearly = Figure(Count(5000, Unit.POST_TIME), Qualifier.NEARLY)
    true = plan.summary()["post_times"]
    assert nearly.holds(true)
    assert not nearly.holds(Count(5000, Unit.POST_TIME))
    for shown in (nearly.render("zh"), nearly.render("en"), str(nearly)):
        assert "近5000" in shown or "nearly 5000" in shown
    exact = Figure(true)
    assert exact != nearly
    assert str(exact.count.value) not in nearly.render("zh")
    at_1400 = {
        qualifier: Figure(Count(1400, Unit.PERSON_TIME), qualifier).holds(Count(1400, Unit.PERSON_TIME))
        for qualifier in (Qualifier.EXACT, Qualifier.NEARLY, Qualifier.MORE_THAN, Qualifier.AT_LEAST)
    }
    assert list(at_1400.values()) == [True, False, False, True]


@pytest.mark.fact(
    "T3", "2月6日、今年春节、2021年以来、2021年至今、两年、今年", carries="`FigureClaim.window`, rule IN-07"
)
def test_each_figure_has_its_own_window_and_a_row_outside_it_is_found(case: lc.Case) -> None:
    festival = spring_festival(2023)
    windows = {
        "2月6日": Period(DAY, DAY + ONE_DAY),
        "今年春节": case.campaign.window,
        "2021年以来": Period(date(2021, 1, 1)),
        "2021年至今": Period(date(2021, 1, 1), DAY + ONE_DAY),
        "两年": Period(date(2021, 1, 1), date(2023, 1, 1)),
        "今年": Period(date(2023, 1, 1), date(2024, 1, 1)),
    }
    assert len(set(windows.values())) == 6
    assert festival in windows["今年春节"]

    def outside(window: Period, day: date) -> bool:
        claim = FigureClaim(
            title=Text.same("figure"),
            figure=Figure(Count(1, Unit.PERSON)),
            window=window,
            definition="d",
            basis=Basis.CUMULATIVE,
            rows=(FigureRow("roster:1", "W-0412", day),),
        )
        return said(case, claim, "IN-07") == [("IN-07", "rows")]

    fallen_out = {
        day: {name for name, window in windows.items() if outside(window, day)}
        for day in (date(2022, 12, 31), date(2023, 1, 2), DAY, date(2023, 3, 1))
    }
    assert fallen_out == {
        date(2022, 12, 31): {"2月6日", "今年春节", "今年"},
        date(2023, 1, 2): {"2月6日", "今年春节", "两年"},
        DAY: {"两年"},
        date(2023, 3, 1): {"2月6日", "今年春节", "2021年至今", "两年"},
    }


@pytest.mark.fact("T4", "安置点（两种）", carries="`ResettlementSite`, `Lodging` of `LodgingKind.EMPLOYEES_HOME`")
def test_the_employees_home_is_no_resettlement_site_although_it_is_called_one(plan: lc.ReturnPlan) -> None:
    case = plan.case
    home = next(lodging for lodging in case.lodgings if lodging.kind is LodgingKind.EMPLOYEES_HOME)
    called = evolve(home, name=Text("“怒江员工之家”安置点", "settlement point 'Nujiang Employees' Home'"))
    renamed = evolve(case, lodgings=tuple(called if lodging is home else lodging for lodging in case.lodgings))
    assert summarise(evolve(plan, case=renamed))["target_sites"] == Count(24, Unit.SITE)
    kinds = {place.id: place.kind for place in case.places}
    assert kinds[home.place] is PlaceKind.LODGING
    slept = {stay.lodging for stay in plan.stays}
    homes = {worker.site for worker in case.workers}
    assert home.id in slept
    assert not slept & {str(site) for site in homes}


@pytest.mark.fact("T5", "返岗与新增转移", carries="`new_transfers`, `TransferEmployment`, `Match.returns`")
def test_of_997_who_were_carried_only_those_who_never_worked_there_are_new_transfers(plan: lc.ReturnPlan) -> None:
    divisions = {employer.id: employer.division for employer in plan.case.employers}
    homes = {worker.id: worker.registered for worker in plan.case.workers}

    def spell(match: Match, start: date, end: date | None = None) -> TransferEmployment:
        return TransferEmployment(
            worker=match.worker,
            registered=homes[match.worker],
            division=divisions[match.employer],
            period=Period(start, end),
        )

    now = [spell(match, match.first_day) for match in plan.matches.values()]
    before = [spell(match, date(2022, 3, 1), date(2023, 1, 10)) for match in plan.matches.values() if match.returns]
    new = new_transfers([*before, *now], ZHUHAI, plan.case.campaign.window)
    assert new == plan.summary()["new"] == Count(117, Unit.PERSON)
    assert new_transfers(now, ZHUHAI, plan.case.campaign.window) == plan.summary()["travelling"]


@pytest.mark.fact("T6", "重点企业、优质企业、用工较多企业", carries="`EmployerLabel`, rules TP-15 and ST-07")
def test_a_key_employer_is_neither_of_quality_nor_large_by_that(case: lc.Case, plan: lc.ReturnPlan) -> None:
    labelled = {
        label: {employer.id for employer in case.employers if label in employer.labels} for label in EmployerLabel
    }
    for first, second in permutations(EmployerLabel, 2):
        assert labelled[first] != labelled[second]
    key_only = min(labelled[EmployerLabel.KEY] - labelled[EmployerLabel.QUALITY])
    placement = TrainingPlacement(
        id=PlacementId("T-1"),
        worker=case.workers[0].id,
        school=SchoolId("S-1"),
        programme="电工",
        enrolled_on=date(2020, 9, 1),
        graduated_on=date(2023, 1, 10),
        recommendations=(Recommendation(employer=key_only, on=DAY),),
    )
    offers = GraduateOffers(
        placement=placement,
        quality={employer: (Period(date(2022, 1, 1)),) for employer in labelled[EmployerLabel.QUALITY]},
    )
    assert said(case, offers, "TP-15") == [("TP-15", "placement.recommendations[0].employer")]
    quality = evolve(
        placement, recommendations=(Recommendation(employer=min(labelled[EmployerLabel.QUALITY]), on=DAY),)
    )
    assert said(case, evolve(offers, placement=quality), "TP-15") == []
    received: dict[EmployerId, int] = {}
    for handover in plan.handovers.values():
        received[handover.employer] = received.get(handover.employer, 0) + 1
    many = DatedValue(value=200, source=Convention(Text("测试", "a test")))
    book = case.book.with_parameters(evolve(case.book.parameters["visit_workers"], values=(many,)))
    large = {employer for employer, workers in received.items() if workers >= 200}
    unvisited = VisitRound(station=case.stations[0].id, period=Period(DAY, date(2023, 3, 6)), workers=received)
    to_visit = {path for _, path in said(evolve(case, book=book), unvisited, "ST-07", on=date(2023, 3, 6))}
    assert to_visit == {f"visits[{employer}]" for employer in large}
    assert large - labelled[EmployerLabel.MAJOR_ABSORBER]
    assert large - labelled[EmployerLabel.QUALITY]


@pytest.mark.fact("T7", "脱贫、怒江籍、易地搬迁", carries="`Worker.registered_in`, `Flag.as_of`, `Worker.has`, TP-11")
def test_registration_and_each_flag_are_independent_and_dated(case: lc.Case) -> None:
    person = case.workers[0]
    for number in range(len(FlagKind) + 1):
        for kinds in combinations(FlagKind, number):
            flags = tuple(Flag(kind=kind, as_of=DAY, source="台账") for kind in kinds)
            for registered in (LUSHUI, DivisionCode("440402")):
                one = evolve(person, flags=flags, registered=registered)
                assert {kind for kind in FlagKind if one.has(kind, DAY)} == set(kinds)
                assert {kind for kind in FlagKind if one.has(kind, DAY - ONE_DAY)} == set()
                assert one.registered_in(NUJIANG) is (registered == LUSHUI)
    moved = evolve(person, registered=LUSHUI, registered_since=DAY)
    assert [moved.registered_in(NUJIANG, day) for day in (DAY - ONE_DAY, DAY)] == [False, True]
    poor = Flag(kind=FlagKind.OUT_OF_POVERTY, as_of=DAY, source="台账")
    relocated = evolve(poor, kind=FlagKind.RELOCATED)
    placement = TrainingPlacement(
        id=PlacementId("T-1"), worker=person.id, school=SchoolId("S-1"), programme="电工", enrolled_on=date(2022, 9, 1)
    )

    def lacking(flag: Flag, registered: DivisionCode, paid_on: date = DAY) -> set[str]:
        student = evolve(person, flags=(flag,), registered=registered)
        aid = StudentAid(
            id=StudentAidId("A-1"),
            student=student,
            placement=placement,
            pairing=case.campaign.pairing,
            paid_on=(paid_on,),
        )
        return {path for _, path in said(case, aid, "TP-11")}

    assert lacking(poor, LUSHUI) == set()
    assert lacking(relocated, LUSHUI) == {"student.flags"}
    assert lacking(poor, DivisionCode("440402")) == {"student.registered"}
    assert lacking(poor, LUSHUI, DAY - ONE_DAY) == {"student.flags"}


@pytest.mark.fact("T8", "24支小分队与24个安置点", carries="`EmploymentSquad.sites`, SQ-01 to SQ-03")
def test_23_squads_may_serve_24_sites_and_no_rule_asks_for_as_many(case: lc.Case) -> None:
    first, *rest = sorted(case.squads, key=lambda squad: squad.id)
    last = rest.pop()
    squads = (evolve(first, sites=first.sites | last.sites, cadres=(*first.cadres, *last.cadres)), *rest)
    targets = frozenset(site.id for site in case.sites if site.is_target(case.campaign.window.start, 800))
    visits = tuple(
        Outreach(actor=OutreachActor.SQUAD, on=case.campaign.window.start, squad=SquadId(squad.id), site=site)
        for squad in squads
        for site in squad.sites
    )
    campaign = OutreachCampaign(window=case.campaign.window, sites=case.sites, targets=targets, visits=visits)
    assert (len(squads), len(targets)) == (23, 24)
    assert said(case, campaign, "SQ-01", "SQ-02") == []
    assert said(case, SquadRoster(on=case.on, squads=squads), "SQ-03") == []


@pytest.mark.fact("T9", "只在同一单位内求平均", carries="`Average`, `Share`")
def test_an_average_is_made_inside_units_that_belong_together_and_2369_of_5000_is_none(plan: lc.ReturnPlan) -> None:
    figures = plan.summary()
    assert Average(figures["attendances"], figures["fairs"]).render("zh") == "2.8 家次/场"
    assert Average(figures["post_times"], figures["attendances"]).render("zh") == "110.3 个次/家次"
    assert Average(figures["cadres"], figures["squads"]).render("zh") == "20.8 人/支"
    transferred, offered = Count(2369, Unit.PERSON), Count(5000, Unit.POST_TIME)
    for make in (Average, Share):
        with pytest.raises(UnitMismatch):
            make(transferred, offered)
    with pytest.raises(UnitMismatch):
        Average(figures["squads"], figures["target_sites"])


@pytest.mark.fact("T10", "一列车两个车次", carries="`TrainNumber.names`, `Leg.runs_as`")
def test_a_ticket_of_either_number_is_for_the_one_train_of_its_day(train: Leg, plan: lc.ReturnPlan) -> None:
    assert [train.runs_as(number, DAY) for number in ("D3812", "D3809", "D3810", "D3813")] == [True, True, False, False]
    assert not train.runs_as("D3812", DAY + ONE_DAY)
    vehicles = {
        step.vehicle
        for way in plan.itineraries().values()
        for step in way.steps
        if train.train is not None and any(number in step.vehicle for number in train.train.numbers)
    }
    assert vehicles == {"D3812/D3809"}


@pytest.mark.fact("T11", "结对关系、协议、派驻、资助都有期限", carries="`Period`, ST-01, ST-02, TP-11, TP-15")
def test_pairing_agreement_posting_and_aid_hold_on_their_last_day_and_not_on_the_next(case: lc.Case) -> None:
    end = date(2023, 7, 1)
    last = end - ONE_DAY
    station = case.stations[0]
    ending = evolve(
        station, agreements=tuple(evolve(one, period=Period(date(2021, 7, 1), end)) for one in station.agreements)
    )
    assert (len(ending.counties(last)), len(ending.counties(end))) == (4, 0)
    posting = StationStaff(
        id=StaffId("K-1"),
        station=StationId(station.id),
        delegated_by=LUSHUI,
        posted=Period(date(2022, 1, 1), end),
        housed=(Period(date(2022, 1, 1)),),
    )

    def gaps(day: date) -> bool:
        only = evolve(station, agreements=tuple(one for one in station.agreements if one.county == LUSHUI))
        roster = StationRoster(station=only, window=Period(day, day + ONE_DAY), staff=(posting,))
        return said(case, roster, "ST-02", on=day) != []

    assert (gaps(last), gaps(end)) == (False, True)
    pairing = Pairing(sending=NUJIANG, receiving=ZHUHAI, period=Period(date(2021, 1, 1), end))
    student = evolve(
        case.workers[0], flags=(Flag(kind=FlagKind.OUT_OF_POVERTY, as_of=date(2021, 1, 1), source="台账"),)
    )

    def paid(enrolled_on: date) -> list[tuple[str, str]]:
        placement = TrainingPlacement(
            id=PlacementId("T-1"), worker=student.id, school=SchoolId("S-1"), programme="电工", enrolled_on=enrolled_on
        )
        aid = StudentAid(
            id=StudentAidId("A-1"), student=student, placement=placement, pairing=pairing, paid_on=(date(2023, 9, 1),)
        )
        return said(case, aid, "TP-11")

    assert paid(last) == []
    assert paid(end) == [("TP-11", "placement.enrolled_on")]


@pytest.mark.fact("T12", "“继续”三次：住房保障、技工教育、后续互动", carries="`Commitment`, rule CO-03")
@pytest.mark.parametrize("kind", CommitmentKind)
def test_what_is_to_go_on_must_be_renewed_and_not_only_begun(case: lc.Case, kind: CommitmentKind) -> None:
    begun = Commitment(kind=kind, by=ZHUHAI, terms=(Period(date(2021, 7, 1), date(2023, 3, 1)),))
    assert said(case, begun, "CO-03", on=DAY) == [("CO-03", "terms")]
    assert said(case, begun.renew(Period(date(2023, 3, 1), date(2025, 3, 1))), "CO-03", on=DAY) == []
    late = begun.renew(Period(date(2023, 4, 1), date(2025, 3, 1)))
    assert said(case, late, "CO-03", on=DAY) == [("CO-03", "terms")]
    assert [late.runs(day) for day in (date(2023, 2, 28), date(2023, 3, 1), date(2023, 4, 1))] == [True, False, True]

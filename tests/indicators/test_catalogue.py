"""Every indicator counts what its definition says: a case with something of each, counted by hand."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve, fields

import laborcoop as lc
from laborcoop.cooperation import (
    EmployerSubsidyClaim,
    EmployerSubsidyKind,
    FigureRow,
    SubsidyClaim,
    SubsidyClaimId,
    SubsidyKind,
    TransferEmployment,
)
from laborcoop.indicators import CATALOGUE, Ledger, Section, indicator, measure, reconcile
from laborcoop.journey import Journey
from laborcoop.journey.journey import EarlyEnd, JourneyEnd
from laborcoop.kernel.counts import Unit
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import (
    CadreId,
    ConvoyId,
    EmployerId,
    FairId,
    LegId,
    LodgingId,
    PlacementId,
    PostId,
    RoomId,
    SchoolId,
    SiteId,
    SquadId,
    StationId,
    WorkerId,
)
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.outreach import (
    Booth,
    Cadre,
    CadreLevel,
    EmploymentSquad,
    FairFunnel,
    HiringIntent,
    Outreach,
    OutreachActor,
    Population,
    RecruitmentFair,
    ResettlementSite,
)
from laborcoop.packs import china_with_regions
from laborcoop.people import Flag, FlagKind, Worker
from laborcoop.planning.further import record_key
from laborcoop.retention import (
    HelpCase,
    HelpCaseId,
    HelpKind,
    Reception,
    StaffId,
    StationStaff,
    Stay,
    Visit,
    VisitKind,
    WelfareVisit,
)
from laborcoop.testing import synthetic_number
from laborcoop.training import (
    Internship,
    InternshipId,
    InternshipKind,
    Recommendation,
    StudentAid,
    StudentAidId,
    TrainingPlacement,
    TrainingProgramme,
    TrainingSchool,
)

NUJIANG, LUSHUI, LANPING = lc.DivisionCode("533300"), lc.DivisionCode("533301"), lc.DivisionCode("533325")
ZHUHAI, GUANGZHOU = lc.DivisionCode("440400"), lc.DivisionCode("440100")
SINCE, UNTIL = date(2021, 1, 1), date(2023, 2, 7)
EMPLOYERS = (EmployerId("E-1"), EmployerId("E-2"))


def fair(number: int, on: date, *booths: Booth, **changed: Any) -> RecruitmentFair:
    held = RecruitmentFair(
        id=FairId(f"RF-{number}"),
        name=Text("招聘会", "fair"),
        division=LUSHUI,
        starts=datetime(on.year, on.month, on.day, 1, tzinfo=UTC),
        ends=datetime(on.year, on.month, on.day, 8, tzinfo=UTC),
        booths=booths,
        host=ZHUHAI,
    )
    return evolve(held, **changed)


def booth(employer: int, **openings: int) -> Booth:
    posts = {PostId(post): number for post, number in openings.items()}
    return Booth(employer=EMPLOYERS[employer - 1], openings=sum(openings.values()), posts=posts)


FAIRS = (
    fair(1, date(2021, 3, 1), booth(1, J1=10, J2=5), booth(2, J3=4)),
    fair(2, date(2022, 3, 1), booth(1, J1=8, J2=6), division=LANPING, host=None),
    fair(3, date(2022, 4, 1), booth(1, J1=1), division=ZHUHAI),
    fair(4, date(2022, 5, 1), booth(1, J1=1), host=NUJIANG),
    fair(5, date(2022, 6, 1), booth(1, J1=1), cancelled_on=date(2022, 5, 1), cancel_reason="x"),
    fair(6, date(2023, 2, 8), booth(1, J1=1)),
)
SITES = (
    ResettlementSite(
        id=SiteId("S-1"),
        name=Text("安置点", "site"),
        division=LUSHUI,
        populations=(Population(people=800, as_of=date(2022, 12, 31)),),
    ),
    ResettlementSite(
        id=SiteId("S-2"),
        name=Text("安置点", "site"),
        division=LANPING,
        populations=(Population(people=900, as_of=date(2022, 12, 31)),),
    ),
    ResettlementSite(
        id=SiteId("S-3"),
        name=Text("安置点", "site"),
        division=LANPING,
        populations=(Population(people=799, as_of=date(2022, 12, 31)),),
    ),
)


def squad(number: int, sites: set[str], formed_by: lc.DivisionCode | None) -> EmploymentSquad:
    cadres = tuple(Cadre(id=CadreId(f"K-{number}{n}"), level=CadreLevel.COUNTY) for n in range(2))
    return EmploymentSquad(
        id=SquadId(f"SQ-{number}"),
        name=Text("小分队", "squad"),
        cadres=cadres,
        sites=frozenset(map(SiteId, sites)),
        formed_by=formed_by,
    )


SQUADS = (squad(1, {"S-1"}, NUJIANG), squad(2, set(), None), squad(3, set(), ZHUHAI))


HUBS = {"kunming": lc.DivisionCode("530114"), "zhuhai": lc.DivisionCode("440402")}


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def journey(convoy: str, worker: str, on: date, *, end: EarlyEnd | None = None) -> Journey:
    moments = {"left_home_at": 0, "boarded_at": 1, "arrived_at": 10, "received_at": 11, "entered_factory_at": 14}
    gone: dict[str, Any] = {} if end else {name: at(on, hour) for name, hour in moments.items()}
    return Journey(
        worker=WorkerId(worker),
        convoy=ConvoyId(convoy),
        registered_at=at(on - timedelta(days=30), 1),
        end=JourneyEnd(at=at(on, 1), how=end) if end else None,
        **gone,
    )


def people(case: lc.Case) -> tuple[Worker, ...]:
    poor = Flag(kind=FlagKind.OUT_OF_POVERTY, as_of=date(2021, 1, 1), source="x")
    moved = Flag(kind=FlagKind.RELOCATED, as_of=date(2022, 6, 1), source="x")
    first, second, *others = case.workers
    late = evolve(moved, as_of=date(2023, 2, 8))
    return (evolve(first, flags=(poor, moved)), evolve(second, flags=(late,)), *others)


def records(workers: tuple[Worker, ...], convoy: ConvoyId, leaves: date) -> list[Record]:
    first, second, third, fourth, fifth = workers
    number = synthetic_number(90, fifth.born, fifth.sex)
    stranger = evolve(fifth, id=WorkerId("W-STRANGER"), number=number, registered=lc.DivisionCode("440402"))
    return [
        FairFunnel(fair=FairId("RF-1"), visitors=120),
        FairFunnel(fair=FairId("RF-2"), visitors=80),
        FairFunnel(fair=FairId("RF-3"), visitors=7),
        FairFunnel(visitors=9),
        FairFunnel(fair=FairId("RF-1")),
        *_intents(first, second, third),
        Outreach(actor=OutreachActor.VILLAGE_CADRE, on=date(2022, 1, 1), reached=12, village="托拖村"),
        Outreach(actor=OutreachActor.SQUAD, squad=SquadId("SQ-1"), on=date(2023, 1, 21), reached=5, site=SiteId("S-2")),
        Outreach(actor=OutreachActor.GRID_WORKER, on=date(2020, 1, 1), reached=7),
        journey(convoy, first.id, leaves),
        journey(convoy, second.id, leaves),
        journey(convoy, third.id, leaves, end=EarlyEnd.NO_SHOW),
        journey(convoy, fourth.id, leaves, end=EarlyEnd.NO_SHOW),
        journey("C-X", fourth.id, date(2023, 2, 3)),
        journey("C-X", first.id, date(2023, 2, 3)),
        journey("C-X", second.id, date(2023, 2, 3), end=EarlyEnd.WITHDRAWN),
        journey("C-OLD", fifth.id, date(2022, 2, 3)),
        *_received(first, second, stranger),
        StationStaff(
            id=StaffId("ST-1"), station=StationId("WS-1"), delegated_by=LUSHUI, posted=Period(date(2023, 1, 29))
        ),
        StationStaff(
            id=StaffId("ST-2"),
            station=StationId("WS-1"),
            delegated_by=LANPING,
            posted=Period(date(2020, 12, 1), date(2021, 1, 6)),
        ),
        StationStaff(
            id=StaffId("ST-3"), station=StationId("WS-1"), delegated_by=LANPING, posted=Period(SINCE), resident=False
        ),
        StationStaff(id=StaffId("ST-4"), station=StationId("WS-1"), delegated_by=GUANGZHOU, posted=Period(SINCE)),
        StationStaff(
            id=StaffId("ST-5"), station=StationId("WS-1"), delegated_by=LUSHUI, posted=Period(date(2024, 1, 1))
        ),
        Visit(on=date(2022, 5, 1), employer=EMPLOYERS[0]),
        Visit(on=date(2022, 6, 1)),
        Visit(on=date(2022, 7, 1), kind=VisitKind.WELFARE, employer=EMPLOYERS[0]),
        Visit(on=date(2022, 8, 1), kind=VisitKind.WELFARE),
        Visit(on=date(2022, 9, 1), kind=VisitKind.EXCHANGE),
        WelfareVisit(on=date(2022, 9, 2), employer=EMPLOYERS[0], greeted=()),
        WelfareVisit(on=date(2020, 9, 2), employer=EMPLOYERS[0], greeted=()),
        HelpCase(id=HelpCaseId("HC-1"), worker=first.id, kind=HelpKind.WAGES, opened_on=date(2022, 1, 1)),
        HelpCase(
            id=HelpCaseId("HC-2"),
            worker=fourth.id,
            kind=HelpKind.WAGES,
            opened_on=date(2022, 1, 1),
            owner="x",
            outcome="y",
            resolved_on=(date(2022, 2, 1),),
            closed_on=date(2022, 2, 2),
        ),
        *_students(workers, stranger),
        *_transfers(workers),
        SubsidyClaim(
            id=SubsidyClaimId("SC-1"),
            kind=SubsidyKind.JOB_SEEKING,
            worker=first.id,
            payer=LUSHUI,
            year=2020,
            claimed_on=date(2022, 3, 1),
            amount=Decimal(600),
            out_of_poverty=True,
            organised=True,
            notice=Period(date(2022, 4, 1), date(2022, 5, 1)),
            paid_on=date(2022, 6, 1),
        ),
        EmployerSubsidyClaim(
            id=SubsidyClaimId("EC-1"),
            kind=EmployerSubsidyKind.HIRING,
            employer=EMPLOYERS[0],
            worker=second.id,
            registered=LUSHUI,
            payer=ZHUHAI,
            paired=frozenset({NUJIANG}),
            out_of_poverty=True,
            contract=Period(date(2022, 1, 1), date(2022, 6, 1)),
            insured_since=date(2021, 1, 1),
            applied_on=date(2022, 8, 1),
            amount=Decimal("5000.05"),
            paid_on=date(2020, 12, 31),
        ),
    ]


def _intents(first: Worker, second: Worker, third: Worker) -> list[Record]:
    signed: dict[str, Any] = {"fair": FairId("RF-1"), "employer": EMPLOYERS[0]}
    return [
        HiringIntent(worker=first.id, signed_on=date(2021, 3, 1), hired_on=date(2021, 3, 9), **signed),
        HiringIntent(worker=first.id, signed_on=date(2021, 3, 2), **signed),
        HiringIntent(worker=second.id, signed_on=date(2021, 3, 1), **signed),
        # At a fair that the sending region held itself, which is none of those that are counted.
        HiringIntent(
            worker=third.id, signed_on=date(2022, 5, 1), hired_on=date(2022, 5, 9), **{**signed, "fair": FairId("RF-4")}
        ),
    ]


def _received(first: Worker, second: Worker, stranger: Worker) -> list[Record]:
    home = LodgingId("H-1")
    stay: dict[str, Any] = {"lodging": home, "room": RoomId("101"), "bed": 1}
    return [
        Reception(worker=first, arrived_on=date(2021, 3, 1), lodging=home),
        Reception(worker=first, arrived_on=date(2023, 2, 7), lodging=home),
        Reception(worker=second, arrived_on=date(2022, 3, 1), lodging=home),
        Reception(worker=second, arrived_on=date(2023, 2, 8), lodging=home),
        Reception(worker=stranger, arrived_on=date(2022, 3, 1), lodging=home),
        Stay(worker=first.id, period=Period(date(2021, 3, 1), date(2021, 3, 4)), **stay),
        Stay(worker=second.id, period=Period(date(2023, 2, 6), date(2023, 2, 10)), **stay),
        Stay(worker=second.id, period=Period(date(2023, 3, 6), date(2023, 3, 10)), **stay),
    ]


def _students(workers: tuple[Worker, ...], stranger: Worker) -> list[Record]:
    first, second, third, fourth, fifth = workers
    pairing = lc.Pairing(sending=NUJIANG, receiving=ZHUHAI, period=Period(SINCE))
    school = TrainingSchool(id=SchoolId("SCH-1"), name=Text("技师学院", "college"), division=ZHUHAI)

    def placed(worker: Worker, enrolled_on: date, **changed: Any) -> TrainingPlacement:
        made = TrainingPlacement(
            id=PlacementId(f"TP-{worker.id}"),
            worker=worker.id,
            school=school.id,
            programme="焊接",
            enrolled_on=enrolled_on,
        )
        return evolve(made, **changed)

    early = Recommendation(employer=EMPLOYERS[0], on=date(2022, 5, 1))
    offered = Recommendation(employer=EMPLOYERS[0], on=date(2022, 7, 5), accepted=True)
    refused = Recommendation(employer=EMPLOYERS[0], on=date(2022, 7, 5), accepted=False)
    graduated: dict[str, Any] = {"graduated_on": date(2022, 7, 1)}
    new = placed(first, date(2022, 9, 1))
    programme = TrainingProgramme(
        pairing=pairing,
        schools=(school,),
        students=(first, second, third, stranger),
        placements=(
            new,
            placed(second, date(2021, 9, 1), recommendations=(early, offered), **graduated),
            placed(third, date(2021, 9, 1), recommendations=(refused,), **graduated),
            placed(stranger, date(2022, 9, 1)),
        ),
    )
    poor = evolve(first, flags=(Flag(kind=FlagKind.OUT_OF_POVERTY, as_of=SINCE, source="x"),))
    aid = StudentAid(
        id=StudentAidId("AID-1"),
        student=poor,
        placement=new,
        pairing=pairing,
        paid_on=(date(2022, 9, 5), date(2022, 12, 5), date(2023, 2, 8)),
        instalment=Decimal("800.50"),
    )
    elsewhere = StudentAid(
        id=StudentAidId("AID-2"),
        student=stranger,
        placement=placed(stranger, date(2022, 9, 1)),
        pairing=pairing,
        paid_on=(date(2022, 9, 5),),
        instalment=Decimal(700),
    )
    internship = Internship(
        id=InternshipId("IN-1"),
        student=second.id,
        born=second.born,
        sex=Sex.MALE,
        school=school.id,
        host=EMPLOYERS[0],
        kind=InternshipKind.POST,
        period=Period(date(2022, 1, 10), date(2022, 5, 1)),
        year=2,
    )
    loose = placed(fourth, date(2022, 9, 2))
    unknown = evolve(loose, id=PlacementId("TP-U"), worker=WorkerId("W-UNKNOWN"))
    return [
        programme,
        placed(fifth, date(2021, 9, 1), recommendations=(early,), **graduated),
        loose,
        new,
        unknown,
        aid,
        elsewhere,
        internship,
        evolve(
            internship, id=InternshipId("IN-2"), student=fourth.id, period=Period(date(2023, 3, 1), date(2023, 4, 1))
        ),
        evolve(internship, id=InternshipId("IN-3"), student=WorkerId("W-UNKNOWN")),
    ]


def _transfers(workers: tuple[Worker, ...]) -> list[Record]:
    first, second, third, fourth, fifth = workers
    home = lc.DivisionCode("440404")

    def spell(worker: Worker, start: date, end: date | None = None, **changed: Any) -> TransferEmployment:
        made = TransferEmployment(
            worker=worker.id, registered=worker.registered, division=home, period=Period(start, end)
        )
        return evolve(made, **changed)

    return [
        spell(first, date(2021, 3, 1), date(2021, 3, 21), organised=True),
        spell(first, date(2022, 3, 1)),
        spell(second, date(2022, 3, 1), date(2022, 12, 1)),
        spell(third, date(2020, 3, 1), date(2020, 9, 1)),
        spell(third, date(2022, 3, 1)),
        spell(fourth, date(2023, 2, 1)),
        spell(fifth, date(2022, 1, 1), division=GUANGZHOU),
        spell(evolve(fifth, id=WorkerId("X-1"), registered=lc.DivisionCode("440402")), date(2022, 1, 1)),
    ]


@pytest.fixture(scope="module")
def whole(five: lc.Case) -> lc.Case:
    """A case with something of everything that the catalogue counts."""
    workers = people(five)
    (convoy,) = five.convoys
    return evolve(
        five,
        workers=workers,
        places=tuple(evolve(one, division=HUBS.get(one.hub, one.division)) for one in five.places),
        book=china_with_regions(),
        fairs=FAIRS,
        sites=SITES,
        squads=SQUADS,
        campaign=evolve(five.campaign, window=Period(date(2023, 1, 1), date(2023, 3, 1))),
        stations=(_station(),),
        records=tuple(records(workers, convoy.id, convoy.depart.date())),
    )


def _station() -> lc.WorkStation:
    def agreed(county: lc.DivisionCode, end: date | None = None) -> lc.Agreement:
        title = Text("劳务工作站合作协议书", "agreement")
        return lc.Agreement(title=title, county=county, period=Period(date(2021, 7, 1), end))

    return lc.WorkStation(
        id=StationId("WS-1"),
        name=Text("工作站", "station"),
        home=NUJIANG,
        host=ZHUHAI,
        agreements=(
            agreed(LUSHUI),
            agreed(LANPING, date(2023, 2, 7)),
            agreed(GUANGZHOU),
            # Renewed before its term was over: it is the one agreement of the county.
            evolve(agreed(LUSHUI), period=Period(date(2022, 7, 1), date(2025, 7, 1))),
        ),
    )


EXPECTED = {
    "fairs": "2 场",
    "attendances": "3 家次",
    "employers": "2 家",
    "post_times": "33 个次",
    "posts": "20 个",
    "visitors": "200 人次",
    "intents": "2 人",
    "hires": "1 人",
    "reached": "17 人次",
    "squads": "2 支",
    "cadres": "4 人",
    "target_sites": "2 个安置点",
    "sites_served": "2/2 个安置点（100.0 %）",
    "batches": "2 批次",
    "brought": "3 人",
    "person_trips": "4 人次",
    "registered": "4 人",
    "no_shows": "1/4 人（25.0 %）",
    "on_time": "2/2 人（100.0 %）",
    "receptions": "3 人次",
    "received": "2 人",
    "bed_nights": "5 床夜",
    "agreements": "1 份",
    "staff_days": "15 人天",
    "visits": "2 次走访",
    "greetings": "3 次走访",
    "cases_opened": "2 件",
    "cases_closed": "1/2 件（50.0 %）",
    "recruited": "2 人",
    "enrolled": "2 人",
    "aided": "1 人",
    "aid_payments": "2 笔",
    "aid_amount": "1601.00 元",
    "interns": "1 人",
    "graduates": "3 人",
    "recommended": "2 人",
    "accepted": "1/2 人（50.0 %）",
    "new_transfers": "2 人",
    "new_transfers_to_date": "3 人",
    "new_organised": "1/2 人（50.0 %）",
    "new_out_of_province": "2/2 人（100.0 %）",
    "new_out_of_poverty": "1/2 人（50.0 %）",
    "new_relocated": "1/2 人（50.0 %）",
    "worked": "3 人",
    "in_post": "3 人",
    "stable": "2/3 人（66.7 %）",
    "retention_30": "1/2 人（50.0 %）",
    "retention_90": "1/2 人（50.0 %）",
    "retention_180": "1/2 人（50.0 %）",
    "claims": "2 笔",
    "claims_eligible": "1/2 笔（50.0 %）",
    "claims_to_check": "0/2 笔（0.0 %）",
    "claims_refused": "1/2 笔（50.0 %）",
    "claims_double": "0/2 笔（0.0 %）",
    "claims_amount": "5600.05 元",
    "claims_amount_eligible": "600.00 元",
    "subsidies_paid": "600.00 元",
}


@pytest.mark.parametrize("code", [one.code for one in CATALOGUE if one.code != "trips"])
def test_an_indicator_counts_what_its_definition_says(whole: lc.Case, code: str) -> None:
    figures = measure(whole, since=SINCE, until=UNTIL)
    assert figures.missing == {}
    assert figures[code].render("zh") == EXPECTED[code]


def test_trips_are_the_legs_of_the_batches_with_which_somebody_arrived(whole: lc.Case) -> None:
    (convoy,) = whole.convoys
    trips = measure(whole, since=SINCE, until=UNTIL)["trips"]
    assert {row.counted for row in trips.evidence()} == {leg.id for leg in convoy.legs}
    first = min(leg.depart.date() for leg in convoy.legs)
    arrived = measure(whole, until=UNTIL, windows={"trips": Period(first, first + timedelta(days=1))})["trips"]
    assert arrived.count.value == sum(leg.depart.date() == first for leg in convoy.legs) < len(convoy.legs)


def test_a_county_has_its_own_figures(whole: lc.Case) -> None:
    figures = measure(whole, since=SINCE, until=UNTIL, region=LANPING)
    said = {code: figures[code].count.value for code in ("fairs", "brought", "staff_days", "in_post", "recruited")}
    assert said == {"fairs": 1, "brought": 1, "staff_days": 5, "in_post": 1, "recruited": 1}
    assert figures["fairs"].regions == (LANPING,)
    assert {figure.region_text().en for figure in figures} == {"Lanping → Zhuhai"}
    assert figures.missing["squads"].en == "it is not parted by region"


def test_every_figure_of_the_whole_region_names_both_regions(whole: lc.Case) -> None:
    figures = measure(whole, since=SINCE, until=UNTIL)
    assert len(figures) == len(CATALOGUE)
    assert {(figure.regions, figure.receiving) for figure in figures} == {
        ((whole.campaign.pairing.sending,), whole.campaign.pairing.receiving)
    }
    assert {figure.region_text().zh for figure in figures} == {"怒江 → 珠海"}


def test_counties_add_up_to_the_whole(whole: lc.Case) -> None:
    parts = [measure(whole, since=SINCE, until=UNTIL, region=county) for county in (LUSHUI, LANPING)]
    for code in ("fairs", "post_times", "receptions", "new_transfers", "in_post"):
        assert (parts[0][code] + parts[1][code]).count == measure(whole, since=SINCE, until=UNTIL)[code].count


def test_years_add_up_to_the_whole(whole: lc.Case) -> None:
    years = [measure(whole, since=date(year, 1, 1), until=date(year, 12, 31)) for year in (2021, 2022)]
    both = measure(whole, since=SINCE, until=date(2022, 12, 31))
    for code in ("fairs", "employers", "posts", "received", "new_transfers"):
        assert (years[0][code] + years[1][code]).count == both[code].count


def test_each_row_of_the_evidence_matters(whole: lc.Case) -> None:
    """Without the record behind a row, the figure is another: nothing is counted that no record shows."""
    before = measure(whole, since=SINCE, until=UNTIL)
    for code in ("receptions", "new_transfers", "brought", "recruited", "staff_days", "visitors"):
        figure = before[code]
        sources = [row.source for row in figure.evidence() if row.source.startswith("record ")]
        for source in sources:
            place = int(source.split()[1]) - 1
            fewer = evolve(whole, records=(*whole.records[:place], *whole.records[place + 1 :]))
            assert measure(fewer, since=SINCE, until=UNTIL)[code] != figure


def test_a_row_of_no_file_names_the_record_by_its_place_its_kind_and_its_id(whole: lc.Case) -> None:
    figures = measure(whole, since=SINCE, until=UNTIL)
    told = {row.source for figure in figures for row in figure.evidence() if row.source.startswith("record ")}
    assert told
    for source in told:
        place, named = re.fullmatch(r"record ([0-9]+) \(([^)]+)\).*", source).groups()  # type: ignore[union-attr] # it is
        record = whole.records[int(place) - 1]
        kind, name = record_key(record, int(place) - 1)
        assert named == (kind if name == place else f"{kind} {name}")


def test_the_order_of_the_records_changes_no_figure(whole: lc.Case) -> None:
    turned = evolve(whole, records=whole.records[::-1], fairs=whole.fairs[::-1])
    before, after = measure(whole, since=SINCE, until=UNTIL), measure(turned, since=SINCE, until=UNTIL)
    assert [figure.text() for figure in after] == [figure.text() for figure in before]


def test_what_is_not_recorded_is_not_nought(five: lc.Case) -> None:
    figures = measure(five)
    assert "receptions" not in figures
    with pytest.raises(lc.UnknownName, match=r"no figure receptions: the case has no records of receptions"):
        figures["receptions"]
    with pytest.raises(lc.UnknownName, match="there is no such indicator"):
        figures["nothing"]
    assert len(measure(five, indicators=[indicator("fairs")])) == 0


def test_posts_in_one_sum_are_no_distinct_posts(whole: lc.Case) -> None:
    mute = evolve(whole, fairs=(fair(1, date(2021, 3, 1), Booth(employer=EMPLOYERS[0], openings=3)),))
    assert measure(mute, since=SINCE).missing["posts"].en == "the booths do not part their openings by post"


@pytest.mark.parametrize(
    ("spells", "stable"),
    [
        ([(date(2022, 8, 8), None)], 1),
        ([(date(2022, 8, 9), None)], 0),
        ([(date(2021, 1, 1), date(2022, 1, 1)), (date(2023, 1, 1), None)], 0),
        ([(date(2022, 6, 1), date(2022, 12, 1)), (date(2022, 12, 1), None)], 1),
        ([(date(2022, 6, 1), date(2022, 12, 1)), (date(2022, 12, 2), None)], 0),
        ([(date(2022, 12, 2), None), (date(2022, 6, 1), date(2022, 12, 9))], 1),
    ],
)
def test_stable_is_who_has_been_in_post_for_six_months_in_a_row(
    whole: lc.Case, spells: list[tuple[date, date | None]], stable: int
) -> None:
    worker = whole.workers[0]
    work = tuple(
        TransferEmployment(
            worker=worker.id, registered=LUSHUI, division=lc.DivisionCode("440404"), period=Period(start, end)
        )
        for start, end in spells
    )
    figure = measure(evolve(whole, records=work), since=SINCE, until=UNTIL)["stable"]
    assert (figure.count.value, figure.whole) == (stable, lc.Count(1, lc.Unit.PERSON))


def test_without_its_months_nobody_is_called_stable(whole: lc.Case) -> None:
    bare = evolve(whole, book=lc.RuleBook(title=Text("空", "empty")))
    figures = measure(bare, since=SINCE, until=UNTIL, indicators=[indicator("stable"), indicator("retention_30")])
    assert figures.missing["stable"].en == "the rule book does not say how many months are stable employment"
    assert figures["retention_30"].count.value == 1


def _came(whole: lc.Case, *arrivals: tuple[str, datetime]) -> lc.Case:
    """The case in which these workers, and nobody else, arrived with its convoy at these moments."""
    (convoy,) = whole.convoys
    made = [
        evolve(journey(convoy.id, worker, convoy.depart.date()), arrived_at=at, received_at=at, entered_factory_at=at)
        for worker, at in arrivals
    ]
    return evolve(whole, records=tuple(made))


def test_on_time_is_who_came_no_later_than_the_timetable_of_the_batch(whole: lc.Case) -> None:
    (convoy,) = whole.convoys
    due = convoy.leg(LegId("train")).arrive
    minute = timedelta(minutes=1)
    one, two, three, *_ = [worker.id for worker in whole.workers]
    case = _came(whole, (one, due), (two, due + minute), (three, due - minute))
    figure = measure(case, since=SINCE, until=UNTIL)["on_time"]
    assert figure.render("en") == "2 of 3 persons (66.7 %)"
    assert {row.counted for row in figure.evidence()} == {one, three}
    later = evolve(convoy.leg(LegId("train")), id=LegId("train-2"))
    stops = tuple(evolve(stop, arrive=stop.arrive + minute, depart=stop.depart + minute) for stop in later.stops)
    two_trains = evolve(case, convoys=(evolve(convoy, legs=(*convoy.legs, evolve(later, stops=stops))),))
    assert measure(two_trains, since=SINCE, until=UNTIL)["on_time"].count.value == 3


def test_who_arrives_twice_is_on_time_by_the_first_arrival(whole: lc.Case) -> None:
    (convoy,) = whole.convoys
    train = evolve(convoy.leg(LegId("train")), id=LegId("train-2"))
    again = evolve(convoy, id=ConvoyId("C-AGAIN"), legs=(train,))
    due, worker = convoy.leg(LegId("train")).arrive, whole.workers[0].id
    late = _came(whole, (worker, due + timedelta(hours=1))).records
    early = [evolve(one, convoy=again.id) for one in _came(whole, (worker, due)).records if isinstance(one, Journey)]
    for records in ((*late, *early), (*early, *late)):
        case = evolve(whole, convoys=(convoy, again), records=records)
        assert measure(case, since=SINCE, until=UNTIL)["on_time"].render("en") == "1 of 1 person (100.0 %)"


def test_without_a_timetable_into_the_region_nobody_is_on_time_or_late(whole: lc.Case) -> None:
    (convoy,) = whole.convoys
    short = evolve(convoy, legs=tuple(leg for leg in convoy.legs if leg.id != "train"))
    figures = measure(evolve(whole, convoys=(short,)), since=SINCE, until=UNTIL)
    assert figures.missing["on_time"].en == "no convoy has a timetable into the receiving region"


def test_aid_is_paid_in_payments(whole: lc.Case) -> None:
    paid = measure(whole, since=SINCE, until=UNTIL)["aid_payments"]
    assert paid.render("en") == f"{paid.count.value} payments"
    assert paid.render("zh") == f"{paid.count.value} 笔"
    assert reconcile(paid, f"{paid.count.value}笔").holds


def test_money_that_is_not_recorded_is_not_nought(whole: lc.Case) -> None:
    silent: dict[str, Any] = {"amount": None, "paid_on": None}
    claims = (SubsidyClaim, EmployerSubsidyClaim)
    records = [
        evolve(one, **silent)
        if isinstance(one, claims)
        else evolve(one, instalment=None)
        if isinstance(one, StudentAid)
        else one
        for one in whole.records
    ]
    missing = measure(evolve(whole, records=tuple(records)), since=SINCE, until=UNTIL).missing
    assert missing["aid_amount"].en == "the amounts of the aid that was paid are not recorded"
    assert missing["claims_amount"].en == missing["claims_amount_eligible"].en == "no claim says how much it asks for"
    assert missing["subsidies_paid"].en == "neither days nor amounts of payment are recorded"


def test_where_nothing_was_claimed_or_paid_in_the_days_the_money_is_nought(whole: lc.Case) -> None:
    figures = measure(whole, since=SINCE, until=date(2021, 6, 30))
    codes = ("claims_amount", "claims_amount_eligible", "subsidies_paid", "aid_amount")
    assert {figures[code].render("en") for code in codes} == {"0.00 yuan"}


def test_a_campaign_that_is_to_come_has_no_figures(whole: lc.Case) -> None:
    figures = measure(whole, since=SINCE, until=date(2022, 12, 31))
    assert figures.missing["brought"].en == "no day of the campaign is in the report"


def test_an_indicator_can_have_other_days(whole: lc.Case) -> None:
    days = Period(date(2021, 1, 1), date(2022, 1, 1))
    figures = measure(whole, since=SINCE, until=UNTIL, windows={"fairs": days, "worked": Period(date(2023, 1, 1))})
    assert (figures["fairs"].count.value, figures["fairs"].window) == (1, days)
    assert figures["worked"].count.value == 3
    with pytest.raises(lc.UnknownName, match="there is no indicator fair"):
        measure(whole, windows={"fair": days})


@pytest.mark.parametrize("code", ["agreements", "in_post", "enrolled", "target_sites", "staff_days", "retention_30"])
def test_a_window_without_an_end_goes_to_the_day_of_the_case(whole: lc.Case, code: str) -> None:
    open_end = measure(whole, until=UNTIL, windows={code: Period(SINCE)})
    assert open_end[code].count.value > 0


def test_every_indicator_says_itself_in_both_languages_and_rests_on_something() -> None:
    codes = [one.code for one in CATALOGUE]
    assert len(set(codes)) == len(codes)
    rules = {rule.code for rule in china_with_regions()}
    for one in CATALOGUE:
        assert all((one.title.zh, one.title.en, one.definition.zh, one.definition.en, one.section.label.en))
        assert set(one.rules) <= rules, one.code
        assert one.rules or one.facts, one.code
        assert one.definition_id == ("new_transfers/1" if one.code == "new_transfers_to_date" else f"{one.code}/1")
    assert {one.section for one in CATALOGUE} == set(Section)
    with pytest.raises(lc.UnknownName, match="there is no indicator nothing"):
        indicator("nothing")


def test_rows_name_the_files_where_the_case_was_read_from_some(whole: lc.Case, spring_return: lc.Case) -> None:
    counted = measure(spring_return)
    rows = {code: counted[code].evidence()[0].source for code in ("fairs", "attendances", "agreements")}
    assert rows == {
        "fairs": "fairs.csv · fairs · row 2",
        "attendances": "booths.csv · booths · row 2",
        "agreements": "agreements.csv · agreements · row 2",
    }
    assert Ledger.of(whole).each(RecruitmentFair)[0][0] == "fair RF-1"


def test_no_row_shows_a_name_or_a_number(whole: lc.Case) -> None:
    shown = {field.name for field in fields(FigureRow)}
    assert shown == {"source", "counted", "on", "amount", "division"}
    written = repr([figure.evidence() for figure in measure(whole, since=SINCE, until=UNTIL)])
    for worker in whole.workers:
        assert worker.name.reveal() not in written
        assert worker.number.reveal() not in written


def test_records_entered_twice_stop_no_figure_and_add_nothing_counted_once(whole: lc.Case) -> None:
    (convoy, *_) = whole.convoys
    again = evolve(convoy, id=ConvoyId("C-AGAIN"))
    moved = [
        evolve(one, convoy=again.id)
        for one in whole.records
        if isinstance(one, Journey) and one.convoy == convoy.id and one.entered_factory_at is not None
    ]
    doubled = measure(evolve(whole, records=(*whole.records, *whole.records, again, *moved)), since=SINCE, until=UNTIL)
    once = measure(whole, since=SINCE, until=UNTIL)
    assert [figure.code for figure in doubled] == [figure.code for figure in once]
    things = {
        Unit.PERSON,
        Unit.FAIR,
        Unit.CASE,
        Unit.CLAIM,
        Unit.PAYMENT,
        Unit.AGREEMENT,
        Unit.TRIP,
        Unit.SITE,
        Unit.SQUAD,
        Unit.POST,
    }
    same = [figure.code for figure in once if figure.count.unit in things]
    assert {code: doubled[code].count for code in same} == {code: once[code].count for code in same}


def test_an_intern_of_the_rosters_counts_where_no_list_of_students_has_the_intern(five: lc.Case) -> None:
    first, second, *others = five.workers
    elsewhere = evolve(second, registered=lc.DivisionCode("440402"))
    internships = [
        Internship(
            id=InternshipId(f"IN-{student.id}"),
            student=student.id,
            born=student.born,
            sex=student.sex,
            school=SchoolId("SCH-1"),
            host=EMPLOYERS[0],
            kind=InternshipKind.POST,
            period=Period(date(2022, 1, 10), date(2022, 5, 1)),
            year=2,
        )
        for student in (first, elsewhere)
    ]
    case = evolve(five, workers=(first, elsewhere, *others), records=tuple(internships))
    assert [row.counted for row in measure(case)["interns"].evidence()] == [first.id]

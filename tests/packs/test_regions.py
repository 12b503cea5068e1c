"""Regional packs and the measures of 2020: what each changes, as data, and where and when each is in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from laborcoop.cooperation.subsidy import SubsidyClaim, SubsidyClaimId, SubsidyKind, TrainingAllowance, WorkScope
from laborcoop.employers import JobPost
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, FairId, LegId, PlaceId, PostId, VehicleId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.outreach import FairPlan, Organiser, PlanKind, RecruitmentFair
from laborcoop.packs import (
    china_with_regions,
    epidemic_2020,
    guangdong,
    local_practice,
    national,
    yunnan,
    zhuhai_nujiang,
    zhuhai_zunyi,
)
from laborcoop.people import Worker
from laborcoop.people.hire import Brokering
from laborcoop.rulebook import Change, Convention, DatedValue, Parameter, RuleBook
from laborcoop.testing import small_case
from laborcoop.testing.programme import Applicant, Programme
from laborcoop.transfer import Leg, Stop, TransportMode, Vehicle
from laborcoop.transfer.boarding import Boarding

ZONE = ZoneInfo("Asia/Shanghai")
NUJIANG, ZHUHAI, ZUNYI = DivisionCode("533301"), DivisionCode("440402"), DivisionCode("520300")
KUNMING, BEIJING = DivisionCode("530100"), DivisionCode("110105")
LAST_OLD, FIRST_NEW = date(2021, 12, 31), date(2022, 1, 1)

DIFFS: dict[str, tuple[Callable[[RuleBook], RuleBook], list[str]]] = {
    "guangdong": (
        guangdong,
        [
            "replaced: rule EM-02",
            "added: rule FA-09",
            "added: rule SB-07",
            "replaced: rule WK-02",
            "replaced: parameter brochure_complete",
            "replaced: parameter charter_contract_aboard",
            "replaced: parameter disability_protected",
            "replaced: parameter fair_is_brokerage",
            "added: parameter fair_prior_report",
            "added: parameter hiring_apply_by",
            "replaced: parameter hiring_contract_months",
            "added: parameter hiring_insured_months",
        ],
    ),
    "yunnan": (
        yunnan,
        [
            "added: rule SB-02",
            "added: rule SB-03",
            "added: parameter employment_gap_days",
            "added: parameter free_trainings",
            "added: parameter training_living_per_day",
            "added: parameter training_travel_per_day",
            "replaced: parameter travel_aid_in_province",
            "replaced: parameter travel_aid_income_proof",
            "replaced: parameter travel_aid_months",
            "replaced: parameter travel_aid_out_of_province",
        ],
    ),
    "epidemic_2020": (
        epidemic_2020,
        [
            "added: rule TR-17",
            "added: rule TR-20",
            "added: rule TR-21",
            "added: rule TR-22",
            "added: parameter health_check",
            "added: parameter isolation_rows",
            "added: parameter isolation_seats",
            "added: parameter load_cap",
            "added: parameter load_cap_high",
            "added: parameter load_cap_low",
            "added: parameter load_cap_medium",
            "added: parameter oxygen_check",
            "added: parameter oxygen_limit",
            "added: parameter rear_rows_seats",
            "added: parameter special_train_without_stops",
            "added: parameter temperature_limit",
        ],
    ),
    "local_practice": (
        local_practice,
        [
            "added: rule FA-10",
            "added: rule SB-04",
            "added: parameter fair_booths_per_staff",
            "added: parameter fair_filing_days",
            "added: parameter fair_statistics_days",
            "replaced: parameter travel_aid_far",
            "replaced: parameter travel_aid_from_line",
            "replaced: parameter travel_aid_income_line",
            "replaced: parameter travel_aid_middle",
            "replaced: parameter travel_aid_near",
            "replaced: parameter travel_aid_under_line",
        ],
    ),
}


@pytest.mark.parametrize("name", DIFFS)
def test_a_pack_says_what_it_changed(name: str) -> None:
    pack, told = DIFFS[name]
    assert [change.text().en for change in national().diff(pack(national()))] == told


@pytest.mark.parametrize("name", DIFFS)
def test_a_pack_takes_nothing_away_and_laid_on_twice_changes_nothing_more(name: str) -> None:
    pack, _ = DIFFS[name]
    once = pack(national())
    assert all(not change.before for change in national().diff(once))
    assert Change.REMOVED not in {change.change for change in national().diff(once)}
    assert once.diff(pack(once)) == ()


def test_the_order_of_packs_does_not_matter() -> None:
    there = guangdong(yunnan(epidemic_2020(local_practice(national()))))
    assert there.diff(china_with_regions()) == ()


def test_what_guangdong_replaced_is_told_by_its_sources_and_values() -> None:
    changed = {change.name: [line.en for line in change.after] for change in national().diff(guangdong(national()))}
    market = "Guangdong Regulations on the Human Resources Market"
    assert changed["WK-02"] == [f"source {market}, art. 23", f"source {market}, art. 35(7)"]
    assert changed["EM-02"] == [f"source {market}, art. 34"]
    assert changed["fair_is_brokerage"] == [f"value True (since 2022-01-01, region 440000) — {market}, art. 23"]
    assert changed["charter_contract_aboard"] == [
        "value True (region 440000) — Guangdong Road Transport Regulations, art. 17"
    ]


@pytest.mark.parametrize(
    ("book", "title"),
    [
        (zhuhai_nujiang(), "Zhuhai–Nujiang labour cooperation"),
        (zhuhai_zunyi(), "Zhuhai–Zunyi labour cooperation"),
        (china_with_regions(), "China (national and regional)"),
        (guangdong(national()), "China (national) + Guangdong"),
        (yunnan(national()), "China (national) + Yunnan"),
        (epidemic_2020(national()), "China (national) + epidemic measures of 2020"),
        (local_practice(national()), "China (national) + local practice"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_book_says_in_its_title_what_it_is_of(book: RuleBook, title: str) -> None:
    assert book.title.en == title


def test_no_value_of_the_national_book_is_of_a_region_and_no_rule_cites_a_region() -> None:
    book = national()
    assert [value for parameter in book.parameters for value in parameter.values if value.region] == []
    assert [
        source for rule in book for source in rule.sources if getattr(getattr(source, "document", None), "region", None)
    ] == []


# --- fairs: the place of the fair decides ----------------------------------------------------------------------------


def fair(place: DivisionCode, day: date = date(2023, 3, 1)) -> FairPlan:
    """A fair of the public service that was never reported, lawful in all else."""
    starts = datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)
    return FairPlan(
        fair=RecruitmentFair(
            id=FairId("F-1"),
            name=Text("招聘会", "fair"),
            division=place,
            starts=starts,
            ends=starts + timedelta(hours=6),
        ),
        organiser=Organiser.PUBLIC_SERVICE,
        expected_visitors=300,
        plans=frozenset(PlanKind),
        announced_at=starts - timedelta(days=9),
        ledger_kept_until=date(day.year + 2, day.month, day.day),
    )


@pytest.mark.parametrize("host", [NUJIANG, ZHUHAI, BEIJING, None])
@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (fair(ZHUHAI), ["FA-09"]),
        (fair(ZHUHAI, FIRST_NEW), ["FA-09"]),
        (fair(ZHUHAI, LAST_OLD), []),
        (fair(NUJIANG), []),
        (fair(ZUNYI), []),
        (fair(BEIJING), ["FA-10"]),
    ],
    ids=["zhuhai", "the first day", "the day before", "yunnan", "guizhou", "beijing"],
)
def test_a_fair_goes_by_the_rules_of_its_own_place_and_day_whoever_hosts_it(
    plan: FairPlan, found: list[str], host: DivisionCode | None
) -> None:
    findings = china_with_regions().judge(plan, "F-1", on=plan.held_on, region=host)
    assert [finding.rule for finding in findings] == found


@pytest.mark.parametrize("host", [NUJIANG, ZHUHAI])
@pytest.mark.parametrize(("place", "severity", "cites_guangdong"), [(ZHUHAI, "BLOCK", True), (NUJIANG, "WARN", False)])
def test_an_agency_without_a_licence_is_stopped_in_guangdong_only_and_told_of_its_law_there_only(
    place: DivisionCode, severity: str, host: DivisionCode, *, cites_guangdong: bool
) -> None:
    plan = evolve(fair(place), organiser=Organiser.AGENCY, reported_on=date(2023, 2, 1))
    (finding,) = zhuhai_nujiang().judge(plan, "F-1", on=date(2023, 2, 20), region=host)
    assert (finding.rule, finding.severity.value) == ("FA-01", severity)
    assert any("Guangdong" in source.text().en for source in finding.sources) is cites_guangdong


@pytest.mark.parametrize("host", [NUJIANG, ZHUHAI, None])
def test_the_report_of_a_fair_in_zhuhai_cites_guangdong_whoever_hosts_it(host: DivisionCode | None) -> None:
    (finding,) = zhuhai_nujiang().judge(fair(ZHUHAI), "F-1", on=date(2023, 2, 20), region=host)
    assert [getattr(source, "article", None) for source in finding.sources] == ["2", "36"]


def test_a_value_of_yunnan_holds_for_the_fair_in_yunnan_that_zhuhai_hosts_and_for_none_in_zhuhai() -> None:
    """Nothing was read that Yunnan itself asks of fairs: a case that knows more gives it so."""
    book = zhuhai_nujiang()
    asked = Convention(Text("本案例所知", "as the case knows"))
    there = DatedValue(value=500, source=asked, region=DivisionCode("530000"))
    smaller = book.with_parameters(book.parameters["large_event_visitors"].extended([there]))

    def found(place: DivisionCode, host: DivisionCode) -> list[str]:
        plan = evolve(fair(place), expected_visitors=500, reported_on=date(2023, 2, 1))
        return [finding.rule for finding in smaller.judge(plan, "F-1", on=date(2023, 2, 20), region=host)]

    assert "FA-05" in found(KUNMING, ZHUHAI)
    assert "FA-05" in found(NUJIANG, ZHUHAI)
    assert found(ZHUHAI, NUJIANG) == []


# --- posts and people ------------------------------------------------------------------------------------------------


def post(place: DivisionCode, conditions: str = "身体健康") -> JobPost:
    return JobPost(
        id=PostId("P-1"),
        employer=EmployerId("E-1"),
        title="普工",
        openings=3,
        division=place,
        work="装配",
        conditions=conditions,
    )


@pytest.mark.parametrize(
    ("place", "on", "severity"),
    [
        (ZHUHAI, FIRST_NEW, "ERROR"),
        (ZHUHAI, LAST_OLD, "WARN"),
        (NUJIANG, FIRST_NEW, "WARN"),
        (ZUNYI, FIRST_NEW, "WARN"),
    ],
)
def test_a_brochure_without_pay_is_an_error_in_guangdong_from_2022(
    place: DivisionCode, on: date, severity: str
) -> None:
    (finding,) = (one for one in zhuhai_nujiang().judge(post(place), "P-1", on=on, region=place) if one.rule == "EM-02")
    assert finding.severity.value == severity
    cited = [source.text().en for source in finding.sources]
    national, local = "Interim Regulations on the Human Resources Market, art. 24", "Guangdong Regulations on the Human"
    assert cited == (
        [f"{local} Resources Market, art. 33", national, f"{local} Resources Market, art. 34"]
        if severity == "ERROR"
        else [national]
    )


@pytest.mark.parametrize(
    ("place", "on", "blocked"), [(ZHUHAI, FIRST_NEW, True), (ZHUHAI, LAST_OLD, False), (NUJIANG, FIRST_NEW, False)]
)
def test_disability_is_protected_by_name_in_guangdong_from_2022(
    place: DivisionCode, on: date, *, blocked: bool
) -> None:
    found = zhuhai_nujiang().judge(post(place, "残疾人勿扰"), "P-1", on=on, region=place)
    assert ("EM-03" in {finding.rule for finding in found}) is blocked


def child() -> Worker:
    return small_case(Programme(applicants=(Applicant(born=date(2009, 1, 1)),))).workers[0]


@pytest.mark.parametrize(
    ("place", "on", "articles"),
    [
        (ZHUHAI, FIRST_NEW, ["2", "7", "23", "35(7)"]),
        (ZHUHAI, LAST_OLD, ["2", "7"]),
        (NUJIANG, FIRST_NEW, ["2", "7"]),
    ],
)
def test_recommending_a_child_cites_guangdong_in_guangdong_only(
    place: DivisionCode, on: date, articles: list[str]
) -> None:
    (finding,) = zhuhai_nujiang().judge(Brokering(worker=child(), on=on), "W-1", on=on, region=place)
    cited = [getattr(source, "article", None) for source in finding.sources]
    assert [article for article in cited if article in {"2", "7", "23", "35(7)"}] == articles


# --- aid -------------------------------------------------------------------------------------------------------------


def aid(payer: DivisionCode, year: int, amount: int = 1001) -> SubsidyClaim:
    return SubsidyClaim(
        id=SubsidyClaimId("C-1"),
        worker=WorkerId("W-1"),
        kind=SubsidyKind.TRAVEL,
        payer=payer,
        year=year,
        claimed_on=date(year, 12, 1),
        scope=WorkScope.OUT_OF_PROVINCE,
        amount=Decimal(amount),
        employed=(Period(date(year, 1, 1), None),),
        income_proof=True,
        out_of_poverty=True,
    )


@pytest.mark.parametrize("judged_in", [NUJIANG, ZHUHAI, None])
@pytest.mark.parametrize(
    ("claim", "found"),
    [
        (aid(NUJIANG, 2020), ["SB-02"]),
        (aid(NUJIANG, 2020, 1000), []),
        (aid(NUJIANG, 2019), ["SB-10"]),
        (aid(NUJIANG, 2021), ["SB-10"]),
        (aid(ZUNYI, 2020), ["SB-10"]),
        (aid(ZHUHAI, 2020), ["SB-10"]),
    ],
)
def test_yunnans_travel_aid_binds_who_pays_in_yunnan_for_2020(
    claim: SubsidyClaim, found: list[str], judged_in: DivisionCode | None
) -> None:
    findings = zhuhai_nujiang().judge(claim, "C-1", on=date(2023, 1, 1), region=judged_in)
    assert [finding.rule for finding in findings] == found
    assert all("Yunnan" in one.sources[0].text().en for one in findings if one.rule == "SB-02")


@pytest.mark.parametrize(("home", "most"), [(NUJIANG, 2), (KUNMING, 1)])
def test_nujiang_is_named_for_two_trainings_a_year_where_the_rest_of_yunnan_has_one(
    home: DivisionCode, most: int
) -> None:
    def found(trainings: int) -> set[str]:
        allowance = TrainingAllowance(
            worker=WorkerId("W-1"),
            home=home,
            year=2020,
            trainings=trainings,
            days=10,
            living=Decimal(600),
            travel=Decimal(200),
        )
        return {finding.path for finding in zhuhai_nujiang().judge(allowance, "W-1", on=date(2023, 1, 1))}

    assert found(most) == set()
    assert found(most + 1) == {"trainings"}


# --- the measures of 2020 --------------------------------------------------------------------------------------------


def aboard(day: date, riders: int) -> Boarding:
    leaves = datetime(day.year, day.month, day.day, 8, tzinfo=ZONE)
    coach = Vehicle(id=VehicleId("V-1"), mode=TransportMode.CHARTER_COACH, rated=49)
    stops = (
        Stop(place=PlaceId("A"), arrive=leaves, depart=leaves),
        Stop(place=PlaceId("B"), arrive=leaves + timedelta(hours=2), depart=leaves + timedelta(hours=2)),
    )
    return Boarding(leg=Leg(id=LegId("L-1"), vehicle=coach, stops=stops, captain="C-1", deputy="C-2"), riders=riders)


def load(book: RuleBook, day: date, riders: int) -> bool:
    findings = book.judge(aboard(day, riders), "L-1", on=day)
    return "TR-21" in {finding.rule for finding in findings}


@pytest.mark.parametrize(
    ("day", "riders", "over"),
    [
        (date(2020, 2, 11), 25, False),
        (date(2020, 2, 12), 25, True),
        (date(2020, 2, 12), 24, False),
        (date(2020, 12, 31), 25, True),
        (date(2021, 1, 1), 25, False),
        (date(2023, 2, 5), 49, False),
    ],
)
def test_half_the_seats_is_the_limit_on_the_days_of_the_measures(day: date, riders: int, *, over: bool) -> None:
    assert load(epidemic_2020(national()), day, riders) is over
    assert not load(national(), day, riders)


def test_the_load_is_one_parameter() -> None:
    book = epidemic_2020(zhuhai_nujiang())
    half = book.parameters["load_cap"]
    loosened = book.with_parameters(evolve(half, values=tuple(evolve(value, value=90) for value in half.values)))
    in_spring = date(2020, 3, 1)
    assert (load(book, in_spring, 25), load(loosened, in_spring, 25)) == (True, False)
    assert (load(loosened, in_spring, 44), load(loosened, in_spring, 45)) == (False, True)
    (change,) = book.diff(loosened)
    measure = (
        "(since 2020-02-12, before 2021-01-01) — Transport notice [2020] no. 56 [V2] "
        "(the day it ends is this library's convention)"
    )
    assert [line.en for line in change.lines()] == [
        "replaced: parameter load_cap",
        f"- value 50 {measure}",
        f"+ value 90 {measure}",
    ]


def test_a_measure_can_be_brought_back_for_the_days_of_a_case() -> None:
    book = epidemic_2020(national())
    again = DatedValue(
        value=50, source=Convention(Text("试点", "a trial")), since=date(2023, 2, 1), until=date(2023, 3, 1)
    )
    changed: Parameter = book.parameters["load_cap"].extended([again])
    trial = book.with_parameters(changed)
    days = [date(2023, 1, 31), date(2023, 2, 1), date(2023, 2, 28), date(2023, 3, 1)]
    assert [load(trial, day, 25) for day in days] == [False, True, True, False]

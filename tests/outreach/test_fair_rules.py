"""FA-01 to FA-15: a case on each side of every threshold, each shown to break that very rule or to keep it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, FairId, PostId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.outreach import (
    Booth,
    ChangeKind,
    FairChange,
    FairFunnel,
    FairPlan,
    FairTally,
    Organiser,
    Permit,
    PlanKind,
    PoliceLevel,
    RecruitmentFair,
    SafetyElement,
)
from laborcoop.outreach.rules import RULES
from laborcoop.packs import china_with_regions
from laborcoop.rulebook import Convention, DatedValue, Finding, Parameter, Parameters, RuleBook, Severity

ZONE = ZoneInfo("Asia/Shanghai")
ON = date(2023, 1, 28)
BOOK = RuleBook(title=Text.same("fairs"), rules=RULES, parameters=china_with_regions().parameters)
MEASURE = Convention(Text.same("of this test"))
YUNNAN, ZHUHAI, BEIJING = DivisionCode("533301"), DivisionCode("440402"), DivisionCode("110101")
EMPLOYERS = tuple(EmployerId(f"E-{n}") for n in range(1, 4))
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def fair(day: str = "2023-03-01", division: DivisionCode = YUNNAN, booths: int = 3, days: int = 1) -> RecruitmentFair:
    starts = datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=ZONE)
    return RecruitmentFair(
        id=FairId("F-1"),
        name=Text("招聘会", "fair"),
        division=division,
        starts=starts,
        ends=starts + (days - 1) * DAY + timedelta(hours=6),
        booths=tuple(Booth(employer=EmployerId(f"E-{n}"), openings=10) for n in range(1, booths + 1)),
    )


SMALL = FairPlan(
    fair=fair(),
    organiser=Organiser.PUBLIC_SERVICE,
    expected_visitors=999,
    plans=frozenset(PlanKind),
    verified_employers=frozenset(EMPLOYERS),
    verified_brochures=frozenset(EMPLOYERS),
    announced_at=datetime(2023, 2, 20, 9, tzinfo=ZONE),
    ledger_kept_until=date(2025, 3, 1),
)
PERMIT = Permit(asked_on=date(2023, 2, 9), granted_on=date(2023, 2, 16), level=PoliceLevel.COUNTY)
LARGE = evolve(SMALL, expected_visitors=1000, permit=PERMIT, safety_plan=frozenset(SafetyElement), venue_capacity=1000)
CITY = evolve(LARGE, expected_visitors=5001, venue_capacity=9000, permit=evolve(PERMIT, level=PoliceLevel.CITY))
AGENCY = evolve(SMALL, organiser=Organiser.AGENCY, hr_service_license=Period(date(2020, 1, 1), date(2023, 3, 2)))
GOVERNMENT = evolve(LARGE, organiser=Organiser.GOVERNMENT, permit=None, stricter_security_plan=True, plans=frozenset())
OTHER = evolve(SMALL, organiser=Organiser.OTHER)
IN_ZHUHAI = evolve(SMALL, fair=fair(division=ZHUHAI), reported_on=date(2023, 2, 28))
IN_BEIJING = evolve(SMALL, fair=fair(division=BEIJING), reported_on=date(2023, 2, 14), statistics_on=date(2023, 3, 8))
START = SMALL.fair.starts


def moved(kind: ChangeKind, **done: object) -> FairPlan:
    """A permitted fair that was changed; what is done about it is all that the law asks unless said otherwise."""
    everything: dict[str, object] = {
        "was_to_start": START - DAY,
        "told_at": START - DAY - SECOND,
        "in_writing": True,
        "agreed_on": date(2023, 3, 1),
        "permit_returned": True,
        "new_permit": PERMIT,
        "reported_on": date(2023, 2, 20),
    }
    return evolve(LARGE, changes=(FairChange(kind=kind, **{**everything, **done}),))  # type: ignore[arg-type]  # a table's fields


def asked(day: str, plan: FairPlan = LARGE, level: PoliceLevel | None = PoliceLevel.COUNTY) -> FairPlan:
    return evolve(plan, permit=Permit(asked_on=date.fromisoformat(day), granted_on=plan.held_on, level=level))


def held(day: str, plan: FairPlan = LARGE) -> FairPlan:
    return evolve(plan, fair=fair(day))


def valued(name: str, value: int | str) -> RuleBook:
    """The book with a local value of a parameter."""
    old = BOOK.parameters[name]
    return BOOK.with_parameters(evolve(old, values=(DatedValue(value=value, source=MEASURE),)))


STAFFED = valued("fair_booths_per_staff", 10)
TALLY = FairTally(
    fairs=(fair(), evolve(fair("2023-03-02"), id=FairId("F-2"))), held=2, attendances=6, employers=3, post_times=60
)
BY_POST = FairTally(
    fairs=tuple(
        evolve(held, booths=tuple(evolve(b, posts={PostId(f"P-{b.employer}"): b.openings}) for b in held.booths))
        for held in TALLY.fairs
    ),
    post_times=60,
    posts=30,
)
FUNNEL = FairFunnel(visitors=100, resumes=60, intents=40, hires=20, arrived=20)


@frozen
class Case:
    rule: str
    subject: object
    why: str
    path: str = ""
    severity: Severity = Severity.ERROR
    on: date = ON
    book: RuleBook = BOOK


def block(rule: str, subject: object, path: str, why: str, *, on: date = ON) -> Case:
    return Case(rule, subject, why, path, Severity.BLOCK, on)


def warn(rule: str, subject: object, path: str, why: str) -> Case:
    return Case(rule, subject, why, path, Severity.WARN)


def info(rule: str, subject: object, path: str, why: str, *, on: date = ON, book: RuleBook = BOOK) -> Case:
    return Case(rule, subject, why, path, Severity.INFO, on, book)


def error(rule: str, subject: object, path: str, why: str) -> Case:
    return Case(rule, subject, why, path)


UNLICENSED = evolve(AGENCY, hr_service_license=None)
UNESTIMATED = evolve(SMALL, expected_visitors=None)
AT_5000 = evolve(CITY, expected_visitors=5000)

BREAKS = [
    block("FA-01", evolve(UNLICENSED, fair=fair(division=ZHUHAI)), "hr_service_license", "no licence, in Guangdong"),
    block(
        "FA-01",
        evolve(AGENCY, fair=fair("2023-03-02", ZHUHAI)),
        "hr_service_license",
        "the licence ended the day before",
    ),
    block(
        "FA-01",
        evolve(AGENCY, fair=fair("2023-03-01", ZHUHAI, days=2)),
        "hr_service_license",
        "the licence ends during the fair",
    ),
    block(
        "FA-01", evolve(AGENCY, fair=fair("2022-01-01", ZHUHAI), hr_service_license=None), "hr_service_license", "2022"
    ),
    warn("FA-01", UNLICENSED, "hr_service_license", "no licence, where no rule says that fairs are brokerage"),
    warn(
        "FA-01",
        evolve(UNLICENSED, fair=fair("2021-12-31", ZHUHAI)),
        "hr_service_license",
        "before the rules of Guangdong",
    ),
    warn("FA-01", OTHER, "organiser", "an organiser that the articles do not speak of"),
    *(
        error("FA-02", evolve(plan, plans=frozenset(PlanKind) - {kind}), "plans", f"no {kind.value} plan")
        for kind in PlanKind
        for plan in (SMALL, AGENCY)
    ),
    error("FA-03", evolve(SMALL, verified_employers=frozenset(EMPLOYERS[:2])), "fair.booths[2]", "employer unverified"),
    error("FA-03", evolve(SMALL, verified_brochures=frozenset(EMPLOYERS[1:])), "fair.booths[0]", "brochure unverified"),
    error("FA-04", evolve(SMALL, announced_at=None), "announced_at", "never announced"),
    error("FA-04", evolve(SMALL, announced_at=START), "announced_at", "announced as it starts"),
    error(
        "FA-04",
        evolve(SMALL, announced_at=datetime(2023, 3, 1, 1, tzinfo=ZoneInfo("UTC"))),
        "announced_at",
        "announced as it starts, on another clock",
    ),
    block("FA-05", evolve(LARGE, permit=None), "permit", "exactly 1000 visitors without a permit"),
    block("FA-05", evolve(LARGE, permit=evolve(PERMIT, granted_on=None)), "permit", "asked for, not granted"),
    block(
        "FA-05", evolve(LARGE, permit=evolve(PERMIT, granted_on=date(2023, 3, 2))), "permit", "granted the day after"
    ),
    block("FA-05", evolve(AGENCY, expected_visitors=1000), "permit", "a private organiser"),
    block("FA-05", evolve(OTHER, expected_visitors=1000), "permit", "any organiser"),
    block(
        "FA-05",
        evolve(GOVERNMENT, stricter_security_plan=False),
        "stricter_security_plan",
        "a government without its stricter plan",
    ),
    warn("FA-05", UNESTIMATED, "expected_visitors", "nobody estimated the visitors"),
    block("FA-06", asked("2023-02-10"), "permit", "asked 19 days before"),
    block("FA-06", held("2024-03-01", asked("2024-02-11")), "permit", "asked 19 days before in a leap year"),
    block("FA-06", evolve(LARGE, permit=None), "permit", "not asked, the day is over", on=date(2023, 2, 10)),
    block("FA-06", asked("2023-02-09", level=PoliceLevel.CITY), "permit", "1000: asked of the city"),
    block("FA-06", evolve(CITY, permit=PERMIT), "permit", "5001: asked of the county"),
    block(
        "FA-06",
        evolve(AT_5000, expected_visitors=4999),
        "permit",
        "4999: asked of the city",
    ),
    block("FA-06", evolve(CITY, across_provinces=True), "permit", "held across provinces: asked of the city"),
    warn("FA-06", AT_5000, "permit", "exactly 5000 visitors, city"),
    warn("FA-06", evolve(AT_5000, permit=PERMIT), "permit", "exactly 5000 visitors, county"),
    block(
        "FA-06",
        evolve(AT_5000, permit=evolve(PERMIT, level=PoliceLevel.STATE_COUNCIL)),
        "permit",
        "exactly 5000 visitors, neither",
    ),
    Case(
        "FA-06",
        AT_5000,
        "exactly 5000 visitors where they are the county's",
        "permit",
        Severity.BLOCK,
        book=valued("permit_at_the_boundary", "county"),
    ),
    block(
        "FA-06",
        moved(ChangeKind.PLACE, new_permit=evolve(PERMIT, asked_on=date(2023, 2, 10))),
        "changes[0].new_permit",
        "the new permit asked 19 days before",
    ),
    block(
        "FA-06",
        evolve(moved(ChangeKind.BIGGER, new_permit=PERMIT), expected_visitors=6000, venue_capacity=6000),
        "changes[0].new_permit",
        "the new permit for the bigger scale asked of the county",
    ),
    *(
        error(
            "FA-07",
            evolve(LARGE, safety_plan=frozenset(SafetyElement) - {element}),
            "safety_plan",
            f"eight of nine, no {element.value}",
        )
        for element in SafetyElement
    ),
    error("FA-07", evolve(GOVERNMENT, safety_plan=frozenset()), "safety_plan", "a government's own has them too"),
    error("FA-08", moved(ChangeKind.TIME, told_at=None), "changes[0].told_at", "another time, nobody asked"),
    error("FA-08", moved(ChangeKind.TIME, told_at=START - DAY), "changes[0].told_at", "asked at the time first set"),
    error("FA-08", moved(ChangeKind.TIME, agreed_on=None), "changes[0].agreed_on", "another time, no consent"),
    error(
        "FA-08",
        moved(ChangeKind.TIME, agreed_on=date(2023, 3, 2)),
        "changes[0].agreed_on",
        "another time, consent the day after",
    ),
    *(
        error("FA-08", moved(kind, new_permit=permit), "changes[0].new_permit", f"{kind.value}, {why}")
        for kind in (ChangeKind.PLACE, ChangeKind.CONTENT, ChangeKind.BIGGER)
        for permit, why in (
            (None, "no new permit"),
            (evolve(PERMIT, granted_on=None), "the new permit not granted"),
            (evolve(PERMIT, granted_on=date(2023, 3, 2)), "the new permit granted the day after"),
        )
    ),
    error("FA-08", moved(ChangeKind.CANCELLED, told_at=None), "changes[0].told_at", "called off without notice"),
    error("FA-08", moved(ChangeKind.CANCELLED, told_at=START - DAY), "changes[0].told_at", "called off too late"),
    error("FA-08", moved(ChangeKind.CANCELLED, in_writing=False), "changes[0].in_writing", "called off by phone"),
    error("FA-08", moved(ChangeKind.CANCELLED, permit_returned=False), "changes[0].permit_returned", "permit kept"),
    error("FA-09", evolve(IN_ZHUHAI, reported_on=None), "reported_on", "in Zhuhai, not reported"),
    error("FA-09", evolve(IN_ZHUHAI, reported_on=date(2023, 3, 1)), "reported_on", "reported on the day"),
    error(
        "FA-09",
        evolve(IN_ZHUHAI, fair=fair("2022-01-01", ZHUHAI), reported_on=None),
        "reported_on",
        "on the first day of the regulations",
    ),
    *(
        error(
            "FA-09",
            evolve(IN_ZHUHAI, changes=moved(kind, reported_on=reported).changes),
            "changes[0].reported_on",
            f"{kind.value} reported again on {reported}",
        )
        for kind in (ChangeKind.TIME, ChangeKind.PLACE, ChangeKind.BIGGER, ChangeKind.SMALLER)
        for reported in (None, date(2023, 3, 1))
    ),
    info("FA-10", evolve(IN_BEIJING, reported_on=date(2023, 2, 15)), "reported_on", "filed 14 days before"),
    info("FA-10", evolve(IN_BEIJING, reported_on=None), "reported_on", "never filed"),
    info("FA-10", evolve(IN_BEIJING, statistics_on=date(2023, 3, 9)), "statistics_on", "figures after 8 days"),
    info("FA-10", evolve(IN_BEIJING, statistics_on=None), "statistics_on", "no figures", on=date(2023, 3, 9)),
    info("FA-10", evolve(SMALL, fair=fair(booths=11), staff=1), "staff", "11 booths, staff of one", book=STAFFED),
    warn("FA-11", evolve(SMALL, ledger_kept_until=None), "ledger_kept_until", "nobody knows how long"),
    warn("FA-11", evolve(SMALL, ledger_kept_until=date(2025, 2, 28)), "ledger_kept_until", "a day short of two years"),
    error("FA-12", evolve(TALLY, attendances=3), "attendances", "employers reported as attendances"),
    error("FA-12", evolve(TALLY, employers=6), "employers", "attendances reported as employers"),
    error("FA-12", evolve(TALLY, post_times=61), "post_times", "a post too many"),
    error("FA-12", evolve(TALLY, held=1), "held", "a fair too few"),
    error("FA-12", evolve(BY_POST, posts=60), "posts", "post-times reported as posts"),
    error("FA-13", evolve(LARGE, venue_capacity=999), "expected_visitors", "one visitor more than approved"),
    error("FA-13", evolve(LARGE, most_inside=1001), "most_inside", "one visitor too many let in"),
    warn("FA-13", evolve(LARGE, venue_capacity=None), "venue_capacity", "capacity unknown"),
    info("FA-14", evolve(SMALL, complaint_desk=False), "complaint_desk", "no desk"),
    info("FA-15", evolve(FUNNEL, resumes=101), "resumes", "more CVs than visitors"),
    info("FA-15", evolve(FUNNEL, intents=61), "intents", "more intentions than CVs"),
    info("FA-15", evolve(FUNNEL, hires=41), "hires", "intentions and more taken for hires"),
    info("FA-15", evolve(FUNNEL, arrived=21), "arrived", "more arrivals than hires"),
    info("FA-15", FairFunnel(intents=40, arrived=41), "arrived", "steps between were not counted"),
]


def keep(rule: str, subject: object, why: str, *, on: date = ON, book: RuleBook = BOOK) -> Case:
    return Case(rule, subject, why, on=on, book=book)


KEEPS = [
    keep("FA-01", evolve(AGENCY, fair=fair(division=ZHUHAI)), "licence on its last day"),
    keep("FA-01", evolve(AGENCY, hr_service_license=Period(date(2023, 3, 1))), "licence from the day"),
    keep("FA-01", SMALL, "a public service needs none"),
    keep("FA-01", GOVERNMENT, "a government needs none"),
    keep("FA-02", SMALL, "all three"),
    keep("FA-02", evolve(OTHER, plans=frozenset()), "not an HR service body"),
    keep("FA-03", SMALL, "all verified"),
    keep("FA-03", evolve(OTHER, verified_employers=frozenset()), "not an HR service body"),
    keep("FA-04", evolve(SMALL, announced_at=START - SECOND), "announced a second before"),
    keep("FA-04", evolve(OTHER, announced_at=None), "not an HR service body"),
    keep("FA-05", SMALL, "999 visitors"),
    keep("FA-05", LARGE, "1000 with a permit"),
    keep("FA-05", evolve(LARGE, permit=evolve(PERMIT, granted_on=date(2023, 3, 1))), "granted on the day"),
    keep("FA-05", evolve(LARGE, permit=None, open_to_public=False), "1000, by invitation"),
    keep("FA-05", evolve(UNESTIMATED, open_to_public=False), "not estimated, by invitation"),
    keep("FA-05", GOVERNMENT, "a government with its stricter plan"),
    keep(
        "FA-05",
        evolve(LARGE, permit=None),
        "where the threshold is higher",
        book=valued("large_event_visitors", 1001),
    ),
    keep("FA-06", asked("2023-02-09"), "asked 20 days before"),
    keep("FA-06", held("2024-03-01", asked("2024-02-10")), "asked 20 days before in a leap year"),
    keep("FA-06", evolve(LARGE, permit=None), "not asked, there is time", on=date(2023, 2, 9)),
    keep("FA-06", evolve(SMALL, permit=evolve(PERMIT, asked_on=date(2023, 3, 1))), "999 visitors"),
    keep("FA-06", evolve(GOVERNMENT, permit=evolve(PERMIT, asked_on=date(2023, 3, 1))), "a government"),
    keep("FA-06", asked("2023-02-09", level=None), "nobody wrote down who was asked"),
    keep("FA-06", evolve(LARGE, expected_visitors=4999, venue_capacity=4999), "4999: the county"),
    keep("FA-06", CITY, "5001: the city"),
    keep(
        "FA-06",
        evolve(CITY, across_provinces=True, permit=evolve(PERMIT, level=PoliceLevel.STATE_COUNCIL)),
        "held across provinces: the State Council's department",
    ),
    keep("FA-06", AT_5000, "5000 where they are the city's", book=valued("permit_at_the_boundary", "city")),
    keep(
        "FA-06",
        evolve(AT_5000, permit=PERMIT),
        "5000 where they are the county's",
        book=valued("permit_at_the_boundary", "county"),
    ),
    keep(
        "FA-06",
        evolve(
            moved(ChangeKind.BIGGER, new_permit=evolve(PERMIT, level=PoliceLevel.CITY)),
            expected_visitors=6000,
            venue_capacity=6000,
        ),
        "the county's for the smaller scale, then the city's",
    ),
    keep("FA-07", LARGE, "nine of nine"),
    keep("FA-07", SMALL, "not a large event"),
    *(keep("FA-08", moved(kind), f"{kind.value}, all done") for kind in ChangeKind),
    keep("FA-08", moved(ChangeKind.PLACE, told_at=None, agreed_on=None, in_writing=False), "a new permit is enough"),
    keep(
        "FA-08",
        moved(ChangeKind.PLACE, new_permit=evolve(PERMIT, granted_on=date(2023, 3, 1))),
        "the new permit granted on the day",
    ),
    keep("FA-08", moved(ChangeKind.SMALLER, new_permit=None, told_at=None), "a smaller scale needs nothing"),
    keep("FA-08", moved(ChangeKind.TIME, new_permit=None), "another time needs consent only"),
    keep("FA-08", moved(ChangeKind.CANCELLED, agreed_on=None, new_permit=None), "a cancellation needs no consent"),
    keep("FA-08", evolve(moved(ChangeKind.TIME, told_at=None), permit=None), "nothing was permitted yet"),
    keep(
        "FA-08",
        evolve(moved(ChangeKind.TIME, told_at=None), permit=evolve(PERMIT, granted_on=None)),
        "asked for, nothing granted yet",
    ),
    keep("FA-08", evolve(moved(ChangeKind.TIME, told_at=None), expected_visitors=999), "not a large event"),
    keep("FA-09", IN_ZHUHAI, "reported the day before"),
    keep("FA-09", evolve(IN_ZHUHAI, organiser=Organiser.OTHER, reported_on=None), "not an HR service body"),
    keep("FA-09", SMALL, "held in Yunnan: the rules of Guangdong do not reach it"),
    keep("FA-09", evolve(IN_ZHUHAI, fair=fair("2021-12-31", ZHUHAI), reported_on=None), "before the regulations"),
    keep("FA-09", evolve(IN_ZHUHAI, changes=moved(ChangeKind.TIME).changes), "another time, reported again"),
    keep(
        "FA-09",
        evolve(IN_ZHUHAI, changes=moved(ChangeKind.CONTENT, reported_on=None).changes),
        "other contents need no new report",
    ),
    keep("FA-10", IN_BEIJING, "filed 15 days before, figures after 7 days"),
    keep("FA-10", evolve(IN_BEIJING, statistics_on=None), "figures not due yet", on=date(2023, 3, 8)),
    keep("FA-10", evolve(SMALL, reported_on=None), "no such practice in Yunnan", on=date(2024, 1, 1)),
    keep("FA-10", evolve(SMALL, fair=fair(booths=10), staff=1), "10 booths, staff of one", book=STAFFED),
    keep("FA-10", evolve(SMALL, fair=fair(booths=11), staff=2), "11 booths, staff of two", book=STAFFED),
    keep("FA-10", evolve(SMALL, fair=fair(booths=11)), "staff not recorded", book=STAFFED),
    keep("FA-11", SMALL, "exactly two years"),
    keep("FA-11", evolve(OTHER, ledger_kept_until=None), "not an HR service body"),
    keep(
        "FA-11",
        evolve(SMALL, fair=fair("2024-02-29"), ledger_kept_until=date(2026, 2, 28)),
        "from 29 February to 28 February",
    ),
    keep("FA-12", TALLY, "6 attendances of 3 employers"),
    keep("FA-12", FairTally(fairs=TALLY.fairs), "nothing reported"),
    keep("FA-12", BY_POST, "60 post-times of 30 posts"),
    keep("FA-12", evolve(TALLY, posts=60), "posts that cannot be told apart"),
    keep("FA-13", LARGE, "exactly the approved number"),
    keep("FA-13", evolve(LARGE, most_inside=1000), "entry stopped at the approved number"),
    keep("FA-13", evolve(SMALL, venue_capacity=1), "not a large event"),
    keep("FA-14", evolve(SMALL, complaint_desk=True), "a desk"),
    keep("FA-14", SMALL, "nobody wrote it down"),
    keep("FA-15", FUNNEL, "fewer at each step, or as many"),
    keep("FA-15", FairFunnel(), "nothing counted"),
]


def judged(case: Case) -> tuple[Finding, ...]:
    return case.book.judge(case.subject, "F-1", on=case.on)


def named(case: Case) -> str:
    return f"{case.rule} {case.why}"


@pytest.mark.parametrize("case", BREAKS, ids=named)
def test_a_break_fires_that_very_rule_once_on_the_field_that_is_wrong(case: Case) -> None:
    found = [(finding.severity, finding.path) for finding in judged(case) if finding.rule == case.rule]
    assert (case.severity, case.path) in found
    assert len(found) == len(set(found))


@pytest.mark.parametrize("case", KEEPS, ids=named)
def test_a_keep_does_not_fire_the_rule(case: Case) -> None:
    assert case.rule not in {finding.rule for finding in judged(case)}


def test_every_rule_has_a_case_on_each_side() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == [f"FA-{n:02}" for n in range(1, 16)]
    assert {case.rule for case in BREAKS} == set(codes) == {case.rule for case in KEEPS}


@pytest.mark.parametrize("plan", [SMALL, LARGE, CITY, AGENCY, GOVERNMENT, IN_ZHUHAI, IN_BEIJING])
def test_a_sound_fair_breaks_nothing(plan: FairPlan) -> None:
    assert BOOK.judge(plan, "F-1", on=ON) == ()


@pytest.mark.parametrize("case", BREAKS, ids=named)
def test_a_break_of_a_fair_says_something_in_both_languages(case: Case) -> None:
    for finding in judged(case):
        for text in (finding.message, finding.suggestion):
            assert text.zh
            assert text.en
            assert "{" not in text.zh + text.en


def test_the_region_of_the_fair_decides_wherever_it_is_judged() -> None:
    unreported = evolve(SMALL, reported_on=None)
    for region in (YUNNAN, ZHUHAI, None):
        assert BOOK.judge(unreported, "F-1", on=ON, region=region) == ()
        (finding,) = BOOK.judge(evolve(unreported, fair=fair(division=ZHUHAI)), "F-1", on=ON, region=region)
        assert finding.rule == "FA-09"


@pytest.mark.parametrize(
    ("day", "last"),
    [("2023-03-01", "2023-02-09"), ("2024-03-01", "2024-02-10"), ("2023-01-10", "2022-12-21")],
)
def test_a_refusal_names_the_last_day_to_ask(day: str, last: str) -> None:
    found = BOOK.judge(held(day, evolve(LARGE, permit=None)), "F-1", on=date(2022, 1, 1))
    (finding,) = [finding for finding in found if finding.rule == "FA-05"]
    assert last in finding.suggestion.zh
    assert last in finding.suggestion.en


def test_exactly_5000_visitors_name_both_authorities_and_a_wrong_one_is_told_too() -> None:
    wrong = evolve(AT_5000, permit=evolve(PERMIT, level=PoliceLevel.STATE_COUNCIL))
    found = [finding for finding in BOOK.judge(wrong, "F-1", on=ON) if finding.rule == "FA-06"]
    assert [finding.severity for finding in found] == [Severity.WARN, Severity.BLOCK]
    assert all("county" in finding.message.en and "city" in finding.message.en for finding in found)


def test_all_missing_plans_and_elements_are_named_at_once() -> None:
    bare = evolve(LARGE, plans=frozenset(), safety_plan=frozenset())
    plans, elements = BOOK.judge(bare, "F-1", on=ON)
    assert all(kind.label.zh in plans.message.zh for kind in PlanKind)
    assert all(element.label.en in elements.message.en for element in SafetyElement)
    assert "9" in elements.message.en


def test_each_change_is_judged_under_its_own_path() -> None:
    changes = (*moved(ChangeKind.SMALLER).changes, *moved(ChangeKind.CANCELLED, in_writing=False).changes)
    (finding,) = BOOK.judge(evolve(LARGE, changes=changes), "F-1", on=ON)
    assert (finding.rule, finding.path) == ("FA-08", "changes[1].in_writing")


@settings(deadline=None, max_examples=60)
@given(visitors=st.integers(0, 12_000), day=st.dates(date(2008, 1, 1), date(2040, 12, 31)))
def test_a_fair_needs_a_permit_from_a_thousand_visitors_on_and_twenty_whole_days_before(
    visitors: int, day: date
) -> None:
    plan = evolve(
        LARGE,
        fair=fair(day.isoformat()),
        expected_visitors=visitors,
        venue_capacity=visitors,
        permit=None,
        announced_at=None,
        organiser=Organiser.OTHER,
    )
    fired = {finding.rule for finding in BOOK.judge(plan, "F-1", on=day - 19 * DAY)} & {"FA-05", "FA-06"}
    assert fired == ({"FA-05", "FA-06"} if visitors >= 1000 else set())
    assert "FA-06" not in {finding.rule for finding in BOOK.judge(plan, "F-1", on=day - 20 * DAY)}


def test_the_rules_read_no_parameter_that_they_do_not_declare() -> None:
    for case in (*BREAKS, *KEEPS):
        rule = case.book[case.rule]
        declared: list[Parameter] = [case.book.parameters[name] for name in rule.parameters]
        alone = RuleBook(title=Text.same("one"), rules=(rule,), parameters=Parameters.of(declared))
        alone.judge(case.subject, "F-1", on=case.on)

"""Each conflict of the texts is one parameter: another reading of it changes the findings and no code."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from attrs import frozen

from laborcoop.cooperation import StableClaim, StablePurpose
from laborcoop.employers.hours import TimeSheet, WorkDay
from laborcoop.errors import UnknownName
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import (
    DriverId,
    EmployerId,
    FairId,
    LegId,
    PlaceId,
    SchoolId,
    VehicleId,
    WorkerId,
)
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.outreach import FairPlan, Organiser, Permit, PoliceLevel, RecruitmentFair
from laborcoop.packs import OPEN_QUESTIONS, OpenQuestion, answered, iris, national
from laborcoop.people.hire import Hire
from laborcoop.rulebook import Citation, Mark
from laborcoop.rulebook.parameter import Value
from laborcoop.testing import small_case
from laborcoop.testing.programme import Applicant, Programme
from laborcoop.training.internship import InformedConsent, Internship, InternshipId, InternshipKind
from laborcoop.transfer import Leg, Road, Stop, TransportMode, Vehicle
from laborcoop.transfer.duty import duties

ZONE = ZoneInfo("Asia/Shanghai")
ON = date(2023, 3, 1)


def hired(born: date, day: date) -> Hire:
    return Hire(worker=small_case(Programme(applicants=(Applicant(born=born),))).workers[0], first_day=day)


def fair(visitors: int, level: PoliceLevel) -> FairPlan:
    starts = datetime(2023, 3, 1, 9, tzinfo=ZONE)
    held = RecruitmentFair(
        id=FairId("F-1"),
        name=Text("招聘会", "fair"),
        division=DivisionCode("533301"),
        starts=starts,
        ends=starts + timedelta(hours=6),
    )
    permit = Permit(asked_on=date(2023, 1, 9), granted_on=date(2023, 2, 1), level=level)
    return FairPlan(fair=held, organiser=Organiser.PUBLIC_SERVICE, expected_visitors=visitors, permit=permit)


def run(km: int) -> Leg:
    """A run by day of a single driver: four hours, a pause, two more."""
    leaves = datetime(2023, 3, 1, 6, tzinfo=ZONE)
    rest = leaves + timedelta(hours=4, minutes=30)
    arrives = rest + timedelta(hours=2)
    driver = DriverId("D-1")
    stops = (
        Stop(place=PlaceId("A"), arrive=leaves, depart=leaves, driver=driver, km=Decimal(200), road=Road.ORDINARY),
        Stop(
            place=PlaceId("B"),
            arrive=leaves + timedelta(hours=4),
            depart=rest,
            driver=driver,
            km=Decimal(km - 200),
            road=Road.ORDINARY,
        ),
        Stop(place=PlaceId("C"), arrive=arrives, depart=arrives),
    )
    coach = Vehicle(id=VehicleId("V-1"), mode=TransportMode.CHARTER_COACH, rated=49)
    return Leg(id=LegId("L-1"), vehicle=coach, stops=stops, captain="C-1", deputy="C-2")


def driven(minutes: int) -> object:
    """A driver's day: four hours, a pause, less than four, a pause, and what is left of the minutes."""
    parts, now, stops = [240, 200, minutes - 440], datetime(2023, 3, 1, 6, tzinfo=ZONE), []
    for i, part in enumerate(parts):
        leaves = now + timedelta(minutes=30 if i else 0)
        stops.append(Stop(place=PlaceId(f"P{i}"), arrive=now, depart=leaves, driver=DriverId("D-1"), km=Decimal(50)))
        now = leaves + timedelta(minutes=part)
    stops.append(Stop(place=PlaceId("P3"), arrive=now, depart=now))
    coach = Vehicle(id=VehicleId("V-1"), mode=TransportMode.CHARTER_COACH, rated=49)
    (duty,) = duties([Leg(id=LegId("L-1"), vehicle=coach, stops=tuple(stops), captain="C-1", deputy="C-2")])
    return duty


def week(hours: str) -> TimeSheet:
    """A week of eight hours a day, with what is left of the hours on Saturday."""
    monday, left = date(2023, 3, 6), Decimal(hours)
    days = []
    for n in range(6):
        today = min(left, Decimal(8))
        days.append(WorkDay(on=monday + timedelta(days=n), hours=today))
        left -= today
    return TimeSheet(
        division=DivisionCode("440402"),
        worker=WorkerId("W-1"),
        employer=EmployerId("E-1"),
        first=monday,
        last=monday + timedelta(days=6),
        days=tuple(days),
    )


def stable(months: int) -> StableClaim:
    """Counted as stable after so many months."""
    start = date(2022, 1, 1)
    until = date(2022, 1 + months, 1)
    return StableClaim(
        worker=WorkerId("W-1"), purpose=StablePurpose.TRANSFER, spells=(Period(start, None),), until=until, counted=True
    )


def intern(born: date) -> Internship:
    """An internship to which the student agreed and no guardian."""
    start = date(2023, 3, 1)
    return Internship(
        id=InternshipId("IN-1"),
        student=WorkerId("W-1"),
        sex=Sex.MALE,
        born=born,
        school=SchoolId("SC-1"),
        host=EmployerId("E-1"),
        kind=InternshipKind.POST,
        year=3,
        period=Period(start, date(2023, 9, 1)),
        consent=InformedConsent(student_signed_on=date(2023, 2, 1)),
    )


@frozen
class Swap:
    """A subject at which two readings of a question part: what each of them says of it (empty: nothing)."""

    parameter: str
    rule: str
    subject: object
    path: str
    found: dict[Value | None, str]
    on: date = ON


LEAP_18 = hired(date(2008, 2, 29), date(2026, 3, 1))
SWAPS = [
    Swap("minimum_age", "WK-01", hired(date(2006, 1, 1), ON), "birth_date", {16: "", 18: "BLOCK"}),
    Swap("minimum_age", "WK-01", hired(date(2007, 12, 1), ON), "birth_date", {16: "BLOCK", 18: "BLOCK"}),
    Swap("age_completed", "WK-01", hired(date(2007, 3, 1), ON), "birth_date", {"day-after": "WARN", "birthday": ""}),
    Swap("weekly_hours", "HP-01", week("40"), "days", {40: "", 44: ""}),
    Swap("weekly_hours", "HP-01", week("44"), "days", {40: "ERROR", 44: ""}),
    Swap("weekly_hours", "HP-01", week("44.5"), "days", {40: "ERROR", 44: "ERROR"}),
    Swap("stable_months_transfer", "IN-04", stable(2), "counted", {6: "WARN", 3: "WARN"}),
    Swap("stable_months_transfer", "IN-04", stable(3), "counted", {6: "WARN", 3: ""}),
    Swap("stable_months_transfer", "IN-04", stable(5), "counted", {6: "WARN", 3: ""}),
    Swap("stable_months_transfer", "IN-04", stable(6), "counted", {6: "", 3: ""}),
    Swap(
        "permit_at_the_boundary",
        "FA-06",
        fair(5000, PoliceLevel.COUNTY),
        "permit",
        {"open": "WARN", "county": "", "city": "BLOCK"},
    ),
    Swap(
        "permit_at_the_boundary",
        "FA-06",
        fair(5000, PoliceLevel.CITY),
        "permit",
        {"open": "WARN", "county": "BLOCK", "city": ""},
    ),
    Swap(
        "permit_at_the_boundary",
        "FA-06",
        fair(4999, PoliceLevel.CITY),
        "permit",
        {"open": "BLOCK", "county": "BLOCK", "city": "BLOCK"},
    ),
    Swap(
        "permit_at_the_boundary",
        "FA-06",
        fair(5001, PoliceLevel.COUNTY),
        "permit",
        {"open": "BLOCK", "county": "BLOCK", "city": "BLOCK"},
    ),
    Swap("two_drivers_boundary_counts", "TR-09", run(399), "stops", {True: "", False: ""}),
    Swap("two_drivers_boundary_counts", "TR-09", run(400), "stops", {True: "ERROR", False: ""}),
    Swap("two_drivers_boundary_counts", "TR-09", run(401), "stops", {True: "ERROR", False: "ERROR"}),
    Swap("second_driver_asked", "TR-09", run(500), "stops", {True: "ERROR", False: ""}),
    Swap("max_daily_driving", "TR-06", driven(480), "", {480: "", 600: ""}),
    Swap("max_daily_driving", "TR-06", driven(481), "", {480: "BLOCK", 600: ""}),
    Swap("max_daily_driving", "TR-06", driven(601), "", {480: "BLOCK", 600: "BLOCK"}),
    Swap(
        "guardian_consent_under",
        "TP-03",
        intern(date(2004, 1, 1)),
        "consent.guardian_signed_on",
        {None: "ERROR", 18: ""},
    ),
    Swap(
        "guardian_consent_under",
        "TP-03",
        intern(date(2006, 1, 1)),
        "consent.guardian_signed_on",
        {None: "ERROR", 18: "ERROR"},
    ),
]


def weight(swap: Swap, value: Value | None) -> str:
    book = answered(national(), swap.parameter, value)
    found = book.judge(swap.subject, "S-1", on=swap.on)
    return next(
        (one.severity.value for one in found if one.rule == swap.rule and one.path.startswith(swap.path)),
        "",
    )


@pytest.mark.parametrize("swap", SWAPS, ids=lambda swap: f"{swap.parameter} {list(swap.found.values())}")
def test_another_reading_changes_the_findings(swap: Swap) -> None:
    assert {value: weight(swap, value) for value in swap.found} == swap.found


def test_every_question_is_shown_by_a_subject_at_which_its_readings_part() -> None:
    parted = {swap.parameter for swap in SWAPS if len(set(swap.found.values())) > 1}
    leap = (
        answered(iris(national()), "leap_birthday", "28-february"),
        answered(iris(national()), "leap_birthday", "1-march"),
    )
    found = ["WK-01" in {one.rule for one in book.judge(LEAP_18, "S-1", on=ON)} for book in leap]
    assert found == [False, True]
    assert parted | {"leap_birthday"} == {asked.parameter for asked in OPEN_QUESTIONS}


@pytest.mark.parametrize("asked", OPEN_QUESTIONS, ids=lambda asked: asked.parameter)
def test_the_national_book_holds_the_first_reading(asked: OpenQuestion) -> None:
    held = national().parameters[asked.parameter].at(ON)
    assert (None if held is None else held.value) == asked.readings[0].value
    assert len({(type(one.value), one.value) for one in asked.readings}) == len(asked.readings) >= 2


@pytest.mark.parametrize("asked", OPEN_QUESTIONS, ids=lambda asked: asked.parameter)
def test_a_book_of_another_reading_differs_in_that_parameter_alone_and_says_from_where(asked: OpenQuestion) -> None:
    for reading in asked.readings[1:]:
        (change,) = national().diff(answered(national(), asked.parameter, reading.value))
        assert change.name == asked.parameter
        assert change.after[-1].en == f"value {reading.value} — {reading.source.text().en}"


def test_a_finding_cites_the_text_of_the_answer_first() -> None:
    young = hired(date(2006, 1, 1), ON)
    (finding,) = (
        one for one in answered(national(), "minimum_age", 18).judge(young, "W-1", on=ON) if one.rule == "WK-01"
    )
    first, second, *_, last = (source.text().en for source in finding.sources)
    assert first == "IOM IRIS and ILO principles, A.3 [V2]"
    assert second == "Labour Law, art. 15"
    assert last.startswith("convention: ")


def test_what_was_not_verified_is_not_stated_as_law() -> None:
    verified = {
        (asked.parameter, one.value)
        for asked in OPEN_QUESTIONS
        for one in asked.readings
        if isinstance(one.source, Citation) and one.source.mark is Mark.READ
    }
    assert verified == {("minimum_age", 16), ("weekly_hours", 40), ("weekly_hours", 44)}


@pytest.mark.parametrize(
    ("parameter", "value", "told"),
    [
        ("weekly_hours", 48, "weekly_hours has no reading 48; it has: 40, 44"),
        ("second_driver_asked", 1, "second_driver_asked has no reading 1; it has: True, False"),
        ("minimum_wage", 1900, "minimum_wage has no reading 1900; it has: -"),
    ],
)
def test_a_reading_that_no_text_has_is_refused(parameter: str, value: int, told: str) -> None:
    with pytest.raises(UnknownName, match="with_parameters") as refused:
        answered(national(), parameter, value)
    assert told in refused.value.text.en


def test_the_reading_that_leaves_the_boundary_out_says_over_and_the_other_from() -> None:
    said = {
        counts: [
            (finding.message.zh, finding.message.en)
            for finding in answered(national(), "two_drivers_boundary_counts", counts).judge(run(401), "L-1", on=ON)
            if finding.rule == "TR-09"
        ]
        for counts in (True, False)
    }
    assert [("超过 400 公里" in zh, "over 400 km" in en) for zh, en in said[False]] == [(True, True)]
    assert [("超过 400 公里" in zh, "over 400 km" in en) for zh, en in said[True]] == [(False, False)]

"""Seats that measures against an epidemic keep free, and the tickets that the records of a plan ask for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.kernel.ids import EventId, LegId, PlacementId, SchoolId, VehicleId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.packs import china_with_regions
from laborcoop.packs.epidemic_2020 import PARAMETERS, epidemic_2020
from laborcoop.planning.events import VehicleSwap, WorkerRefuses
from laborcoop.planning.leg_room import leg_room
from laborcoop.planning.tickets import tickets_of
from laborcoop.retention import BedNeed
from laborcoop.rulebook import Convention, DatedValue, RuleBook, Severity
from laborcoop.testing import Programme, small_case
from laborcoop.testing.busy import busy_case
from laborcoop.testing.programme import Applicant
from laborcoop.training import TrainingPlacement
from laborcoop.transfer import Precautions, RiskLevel, TicketKind

BACK = Applicant()
FIVE = (BACK,) * 5


def measures(*names: str) -> RuleBook:
    """The book with some of the measures of 2020 still in force, and the others over."""
    lasting = [evolve(one, values=(evolve(one.values[0], until=None),)) for one in PARAMETERS if one.name in names]
    return epidemic_2020(china_with_regions()).overlaid(title=Text.same("measures"), parameters=lasting)


def planned(case: lc.Case) -> lc.ReturnPlan:
    plan = lc.plan_return(case)
    assert plan.verify() == ()
    return plan


def on(case: lc.Case, leg: str, **given: Any) -> lc.Case:
    """The case with what was recorded of the precautions on a leg."""
    found = next(one for convoy in case.convoys for one in convoy.legs if one.id == leg)
    return evolve(case, records=(Precautions(leg=found, riders=0, **given),))


@pytest.mark.parametrize(
    ("book", "arrive"),
    [(None, 5), (epidemic_2020(china_with_regions()), 5), (measures("load_cap"), 3)],
)
def test_while_the_measures_hold_no_coach_is_fuller_than_the_load_factor(book: RuleBook | None, arrive: int) -> None:
    plan = planned(small_case(Programme(applicants=FIVE, coach_seats=7), book))
    assert len(plan.travellers) == arrive
    assert not [finding for finding in plan.findings if finding.rule == "TR-21"]


def test_a_coach_that_is_too_full_for_the_measures_is_found_by_the_check() -> None:
    case = small_case(Programme(applicants=FIVE, coach_seats=7))
    plan = planned(case)
    broken = evolve(plan, case=evolve(case, book=measures("load_cap")))
    told = {finding.subject for finding in broken.verify() if "keep more seats free" in finding.message.en}
    assert told == {"feeder"}


@pytest.mark.parametrize(
    ("risk", "room"), [(RiskLevel.LOW, 18), (RiskLevel.MEDIUM, 14), (RiskLevel.HIGH, 10), (None, 8)]
)
def test_the_load_factor_is_that_of_the_level_of_risk(risk: RiskLevel | None, room: int) -> None:
    book = measures("load_cap", "load_cap_low", "load_cap_medium", "load_cap_high")
    halved = tuple(
        evolve(one, values=(evolve(one.values[0], value=40, since=date(2022, 1, 1), until=None),))
        for one in PARAMETERS
        if one.name == "load_cap"
    )
    case = small_case(Programme(coach_seats=20), book.overlaid(title=book.title, parameters=halved))
    assert leg_room(on(case, "feeder", risk=risk))[LegId("feeder")] == room


def test_a_train_keeps_seats_for_isolation_and_a_coach_need_not() -> None:
    case = small_case(Programme(applicants=FIVE, train_seats=5), measures("isolation_seats"))
    assert len(planned(case).travellers) == 5
    assert len(planned(on(case, "train", isolation_seats=2)).travellers) == 3
    assert len(planned(on(case, "train")).travellers) == 5
    assert len(planned(on(case, "train", isolation_seats=9)).travellers) == 0
    assert len(planned(on(case, "feeder", isolation_seats=9)).travellers) == 5
    over = on(small_case(Programme(applicants=FIVE, train_seats=5)), "train", isolation_seats=2)
    plan = planned(over)
    assert len(plan.travellers) == 5
    broken = evolve(plan, case=evolve(over, book=case.book))
    assert any("keep more seats free" in finding.message.en for finding in broken.verify())


def test_a_leg_for_which_people_are_left_out_is_told_of_with_the_seats_that_it_really_has() -> None:
    plan = planned(small_case(Programme(applicants=FIVE, coach_seats=7), measures("load_cap")))
    (full,) = (finding for finding in plan.findings if finding.rule == "PL-03")
    assert "3 for workers, and 2 people are left out" in full.message.en


def test_a_minor_is_given_the_eldest_adult_of_the_party_and_everybody_of_that_age_a_full_ticket() -> None:
    minor = evolve(BACK, born=date(2005, 3, 1), party="A")
    young, old = evolve(BACK, born=date(1999, 1, 1), party="A"), evolve(BACK, born=date(1980, 1, 1), party="A")
    tickets = tickets_of(planned(small_case(Programme(applicants=(minor, young, old, BACK)))))
    train = {ticket.worker: ticket for ticket in tickets if ticket.leg == "train"}
    assert {worker: ticket.adult for worker, ticket in train.items()} == {
        "W-000": "W-002",
        "W-001": None,
        "W-002": None,
        "W-003": None,
    }
    assert {ticket.kind for ticket in tickets} == {TicketKind.FULL}
    assert [(one.leg, one.worker) for one in tickets] == sorted((one.leg, one.worker) for one in tickets)


def test_a_minor_who_travels_alone_has_no_adult_and_the_age_is_that_of_the_day_of_the_leg() -> None:
    turns = evolve(BACK, born=date(2005, 2, 6), party="A")
    old = evolve(BACK, born=date(1980, 1, 1), party="A")
    alone = evolve(BACK, born=date(2005, 3, 1))
    plan = planned(small_case(Programme(applicants=(turns, old, alone))))
    adult = {(ticket.worker, ticket.leg): ticket.adult for ticket in tickets_of(plan)}
    assert adult[WorkerId("W-000"), LegId("feeder")] == "W-001"
    assert adult[WorkerId("W-000"), LegId("train")] is None
    assert adult[WorkerId("W-002"), LegId("train")] is None


def test_who_is_enrolled_on_the_day_is_a_student() -> None:
    def student(number: int, left: date | None) -> TrainingPlacement:
        return TrainingPlacement(
            id=PlacementId(f"T-{number}"),
            worker=WorkerId(f"W-00{number}"),
            school=SchoolId("S"),
            programme="焊接",
            enrolled_on=date(2022, 9, 1),
            graduated_on=left,
        )

    case = small_case(Programme(applicants=(BACK, BACK, BACK)))
    records = (student(0, None), BedNeed(worker=WorkerId("W-002")), student(1, date(2023, 2, 6)))
    tickets = tickets_of(planned(evolve(case, records=records)))
    assert {(one.worker, one.leg) for one in tickets if one.student and one.leg in {"feeder", "train"}} == {
        ("W-000", "feeder"),
        ("W-000", "train"),
        ("W-001", "feeder"),
    }


def test_who_stays_on_the_train_for_another_post_has_one_ticket_for_all_of_the_way() -> None:
    """Bound for the works halfway, one refuses them in the train and rides on to its last stop."""
    at = datetime.fromisoformat("2023-02-06T12:00+08:00")
    refuses = WorkerRefuses(id=EventId("#19"), time=at, subject=WorkerId("W-000"), takes_other=True)
    plan = lc.replan(lc.plan_return(busy_case(Programme(applicants=(Applicant(employer=3),)))), [refuses]).plan
    assert [ride.leg for ride in plan.rides].count(LegId("train")) == 2
    assert [one.kind for one in tickets_of(plan) if one.leg == "train"] == [TicketKind.FULL]


def with_rear_rows(book: RuleBook, seats: int) -> RuleBook:
    """The book in which the rear two rows of a coach have so many seats."""
    known = next(one for one in PARAMETERS if one.name == "rear_rows_seats")
    value = DatedValue(value=seats, source=Convention(Text("本案例的客车", "the coaches of this case")))
    return book.overlaid(title=book.title, parameters=(evolve(known, values=(value,)),))


def test_the_planner_and_the_rule_go_by_the_same_level_of_risk() -> None:
    people = (BACK,) * 8
    book = measures("load_cap", "load_cap_low", "load_cap_medium", "load_cap_high")
    case = small_case(Programme(applicants=people, coach_seats=10, shuttle_seats=20), book)
    plan = planned(on(case, "feeder", risk=RiskLevel.LOW))
    assert len(plan.travellers) == len(people)
    assert not [finding for finding in plan.findings if finding.rule == "TR-21"]
    assert len(planned(case).travellers) == 5
    fuller = evolve(plan, case=on(case, "feeder", risk=RiskLevel.MEDIUM))
    assert {fault.subject for fault in fuller.verify() if "at 70 %" in fault.message.en} == {"feeder"}


def test_nobody_is_given_a_seat_of_the_rear_two_rows_while_they_are_kept_for_isolation() -> None:
    case = small_case(Programme(applicants=FIVE, coach_seats=8), with_rear_rows(measures("isolation_rows"), 4))
    plan = planned(case)
    assert sorted(ride.seat for ride in plan.rides if ride.leg == "feeder") == ["03", "04"]
    assert not [finding for finding in plan.findings if finding.rule == "TR-21"]
    (full,) = (finding for finding in plan.findings if finding.rule == "PL-03")
    assert full.message.en.startswith("leg feeder has too few seats: 2 for workers")
    behind = evolve(plan, rides=tuple(evolve(r, seat="05") if r.seat == "04" else r for r in plan.rides))
    assert {fault.subject for fault in behind.verify() if "seats 05 are in the rear" in fault.message.en} == {"feeder"}


def test_a_replan_keeps_the_rear_two_rows_free_too() -> None:
    case = small_case(Programme(applicants=FIVE, coach_seats=11), with_rear_rows(measures("isolation_rows"), 4))
    plan = planned(case)
    small = next(leg.vehicle for leg in case.convoys[0].legs if leg.id == "feeder")
    swap = VehicleSwap(
        id=EventId("E-1"),
        time=datetime(2023, 2, 4, tzinfo=case.campaign.zone),
        subject=LegId("feeder"),
        vehicle=evolve(small, id=VehicleId("smaller"), rated=8),
    )
    after = lc.replan(plan, [swap]).plan
    assert sorted(ride.seat for ride in after.rides if ride.leg == "feeder") == ["03", "04"]
    assert after.verify() == ()


def test_where_nobody_says_how_many_seats_the_rear_two_rows_have_each_coach_is_told_of() -> None:
    plan = planned(small_case(Programme(applicants=FIVE), measures("isolation_rows")))
    told = {(one.severity, one.subject) for one in plan.findings if one.rule == "TR-21"}
    assert told == {(Severity.WARN, leg) for leg in ("feeder", "evening", "morning", "direct")}
    assert len(plan.travellers) == 5
    untold = evolve(plan, findings=lc.Findings.of([one for one in plan.findings if one.rule != "TR-21"]))
    assert {fault.subject for fault in untold.verify()} == {"feeder", "evening", "morning", "direct"}

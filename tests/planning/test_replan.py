"""The twenty disruptions, each on a small programme: what it changes, who is told, and when it is refused."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from laborcoop.errors import InvalidValue
from laborcoop.exchange.records import read_records, write_records
from laborcoop.journey import OtherTrip, Stage
from laborcoop.journey.journey import EarlyEnd
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import ConvoyId, LegId, LodgingId, PlaceId, RoomId, VehicleId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.planning import events
from laborcoop.planning.check import check
from laborcoop.planning.disruptions.difference import Replanned
from laborcoop.planning.disruptions.notice import Audience
from laborcoop.planning.disruptions.reseating import Boarding, reseat
from laborcoop.planning.event_log import EventLog
from laborcoop.planning.events import Event
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.reconciliation import reconcile
from laborcoop.planning.replan import replan
from laborcoop.planning.review import review
from laborcoop.planning.spring_return import plan_return
from laborcoop.rulebook.finding import Waiver
from laborcoop.testing import Programme, small_case
from laborcoop.testing.busy import HALFWAY, NightCoach, busy_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Leg, Ride, TrainNumber, TransportMode, Vehicle
from laborcoop.transfer.hours import Span

ZONE = ZoneInfo("Asia/Shanghai")
ONE, TWO, THREE = (WorkerId(f"W-00{number}") for number in range(3))
BACK = Applicant()
WOMAN = Applicant(sex=Sex.FEMALE)
TO_TWO = Applicant(employer=2)
NEW = Applicant(returns=False, employer=None)
FLEXIBLE = Applicant(accepts_other=True)
FROM_TWO = Applicant(village=2)
HOUR = timedelta(hours=1)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of February 2023: coaches run on the 5th, the train on the 6th, the gates open again on the 7th."""
    return datetime(2023, 2, day, hour, minute, tzinfo=ZONE)


@cache  # many tests set out from one plan, and none can change it
def planned(*applicants: Applicant, **short: Any) -> ReturnPlan:
    return plan_return(small_case(Programme(applicants=applicants, **short)))


def of(kind: type, subject: str, time: datetime, /, number: int = 1, **facts: Any) -> Event:
    event: Event = kind(id=f"event-{number}", time=time, subject=subject, **facts)
    return event


def after(plan: ReturnPlan, *happened: Event) -> Replanned:
    """What a plan becomes; nothing is refused, the plan is sound, and the findings are those of a check made anew."""
    change = replan(plan, happened, cut_off=HOUR)
    assert [finding.render("en") for finding in change.findings] == []
    assert change.plan.verify() == ()
    assert change.plan.checked == check(change.plan.case)
    assert change.plan.findings == change.plan.checked + review(change.plan)
    return change


def refusal(plan: ReturnPlan, *happened: Event) -> str:
    """The rule and the sentence for which the last of some events is refused; the plan is that of the others."""
    change = replan(plan, happened, cut_off=HOUR)
    (finding,) = change.findings
    assert change.plan == replan(plan, happened[:-1], cut_off=HOUR).plan or len(happened) == 1
    assert change.plan.travellers == (after(plan, *happened[:-1]).plan if happened[:-1] else plan).travellers
    assert finding.subject == happened[-1].id
    return f"{finding.rule} {finding.message.en}"


def codes(change: Replanned) -> dict[str, list[str]]:
    return {worker: [reason.code for reason in reasons] for worker, reasons in change.left_out.items()}


def legs(plan: ReturnPlan, worker: WorkerId) -> list[str]:
    return [ride.leg for ride in plan.rides_of(worker)]


def told(change: Replanned, audience: Audience) -> dict[str, str]:
    return {one.recipient: one.text.en for one in change.to_tell if one.audience is audience}


def coach(seats: int) -> Vehicle:
    return Vehicle(id=VehicleId("other"), mode=TransportMode.CHARTER_COACH, rated=seats)


TO_ONE_LEGS = ["feeder", "evening", "morning", "train", "direct"]
TO_TWO_LEGS = ["feeder", "evening", "morning", "train", "to-home", "to-gates"]


def test_who_does_not_come_is_out_and_whoever_waits_moves_up() -> None:
    plan = planned(BACK, BACK, FROM_TWO, coach_seats=4)
    (left,) = plan.unplaced
    waiting = evolve(plan.case.registrations[int(left[-1])], boarding=None)
    assert waiting.worker == left
    here = plan.travellers[0]
    change = after(plan, of(events.LateCancel, here, at(5, 5)))
    assert codes(change) == {here: ["EV-02"]}
    assert [(one.worker, one.before) for one in change.moved if one.stage is Stage.SEATS] == [(left, "")]
    assert "at the gate" in told(change, Audience.WORKER)[left]
    assert "stepped back" in told(change, Audience.WORKER)[here]


def test_nobody_moves_up_after_the_cut_off() -> None:
    plan = planned(BACK, BACK, coach_seats=3)
    gone, left = plan.travellers[0], next(iter(plan.unplaced))
    event = of(events.LateCancel, gone, at(5, 5))
    assert left in replan(plan, [event], cut_off=timedelta(hours=3)).plan.handovers
    too_late = replan(plan, [event], cut_off=timedelta(hours=3.5)).plan
    assert too_late.travellers == ()
    (reason,) = too_late.unplaced[left]
    assert (reason.code, "hear of it 3.5 hours before" in reason.text.en) == ("seats.too-late", True)
    assert replan(plan, [event]).plan.travellers == ()


def test_a_no_show_frees_the_seats_ahead_and_is_counted() -> None:
    plan = planned(BACK, FROM_TWO, coach_seats=10)
    change = after(plan, of(events.NoShow, ONE, at(5, 8, 10), leg="feeder"))
    assert codes(change) == {ONE: ["EV-01"]}
    (sums,) = reconcile(change.plan).values()
    assert (sums.registered, sums.no_show, sums.boarded) == (2, 1, 1)
    assert told(change, Audience.EMPLOYER)["E-1"].startswith("arrivals have changed: 0 more, 1 fewer")
    assert set(told(change, Audience.DRIVER)) >= {"feeder-driver-1", "feeder-driver-2", "evening-driver-1"}
    assert told(change, Audience.LODGING) == {"hotel": "guests have changed: 0 bed-nights more, 1 fewer"}
    assert told(change, Audience.CAPTAIN)["C-train"].startswith("leg train (D3812/D3809) has changed")


def test_who_does_not_board_again_on_the_way_has_left_early_and_has_ridden_so_far() -> None:
    change = after(planned(BACK), of(events.NoShow, ONE, at(6, 7), leg="morning"))
    assert codes(change) == {ONE: ["EV-01"]}
    assert legs(change.plan, ONE) == ["feeder", "evening"]
    assert [(stay.lodging, stay.period.end) for stay in change.plan.stays] == [("hotel", date(2023, 2, 6))]
    assert change.plan.log.ends[ONE].how is EarlyEnd.ALIGHTED_EARLY
    (sums,) = reconcile(change.plan).values()
    assert (sums.boarded, sums.alighted_early) == (1, 1)


@pytest.mark.parametrize(
    ("happened", "why"),
    [
        (of(events.NoShow, ONE, at(5, 7), leg="feeder"), "PL-23 feeder has not left that stop yet"),
        (of(events.NoShow, ONE, at(7, 7), leg="to-gates"), "PL-23 W-000 does not ride to-gates"),
        (of(events.NoShow, ONE, at(7, 7), leg="bus"), "PL-21 the case has no leg bus"),
        (of(events.NoShow, "W-9", at(7, 7), leg="feeder"), "PL-21 the case has no worker W-9"),
        (of(events.LateCancel, ONE, at(5, 9)), "PL-23 W-000 has boarded"),
        (of(events.BoardElsewhere, ONE, at(5, 9), place="V-2"), "PL-23 W-000 has boarded"),
        (of(events.BoardElsewhere, ONE, at(5, 7), place="X"), "PL-21 the case has no place X"),
        (of(events.BoardElsewhere, ONE, at(5, 7), place="V-2", convoy="B-9"), "PL-21 the case has no convoy B-9"),
        (of(events.TripCancelled, "feeder", at(5, 9)), "PL-23 feeder has left"),
        (of(events.TripCancelled, "bus", at(5, 9)), "PL-21 the case has no leg bus"),
        (of(events.TripDelayed, "feeder", at(5, 15), minutes=5), "PL-23 feeder has reached its last stop"),
        (of(events.TripRenumbered, "feeder", at(5, 7), train=TrainNumber.parse("G1")), "PL-23 feeder is no train"),
        (of(events.VehicleSwap, "feeder", at(5, 9), vehicle=coach(9)), "PL-23 feeder has left"),
        (
            of(events.VehicleSwap, "train", at(5, 9), vehicle=coach(9)),
            "PL-23 train: a train and a coach do not stand in for each other",
        ),
        (
            of(events.VehicleBreakdown, "feeder", at(5, 9), replacement=coach(2)),
            "PL-23 2 are aboard feeder: they do not fit into that vehicle",
        ),
        (
            of(events.VehicleSwap, "feeder", at(5, 7), vehicle=coach(1)),
            "PL-23 the crew of feeder takes 2 seats: that vehicle has 1",
        ),
        (
            of(events.LateCancel, ONE, datetime(2023, 1, 27, 23, 59, tzinfo=ZONE)),
            "PL-23 is before 2023-01-28, the day of the plan",
        ),
        (of(events.DriverOverHours, "D", at(5, 7), leg="feeder"), "PL-21 the case has no driver D"),
        (
            of(events.DriverOverHours, "morning-driver-1", at(5, 7), leg="feeder"),
            "PL-23 morning-driver-1 does not drive feeder",
        ),
        (
            of(events.DriverOverHours, "direct-driver-1", at(6, 18), leg="direct", relief="to-home-driver-1"),
            "PL-23 to-home-driver-1 drives to-home at that time",
        ),
        (
            of(events.BoardElsewhere, ONE, at(5, 7), place="G-1"),
            "PL-23 G-1 is a factory gate, where ways end and nobody boards",
        ),
        (
            of(events.DriverOverHours, "feeder-driver-1", at(5, 7), leg="feeder", relief="feeder-driver-1"),
            "PL-23 feeder-driver-1 cannot relieve the same driver",
        ),
        (of(events.StopSkipped, "feeder", at(5, 7), place="G-1"), "PL-21 the case has no stop of feeder G-1"),
        (of(events.StopSkipped, "feeder", at(5, 12), place="V-2"), "PL-23 feeder has called there"),
        (
            of(events.StopSkipped, "feeder", at(5, 7), place="K-park"),
            "PL-23 the last stop of feeder cannot be skipped",
        ),
        (of(events.RoomOutOfService, "attic", at(5, 7), lodging="hotel"), "PL-21 the case has no room of hotel attic"),
        (
            of(events.RoomOutOfService, "men-0", at(5, 7), lodging="hotel", until=date(2023, 2, 5)),
            "PL-23 the nights that it names are over",
        ),
        (of(events.PostWithdrawn, "P-9", at(5, 7)), "PL-21 the case has no post P-9"),
        (of(events.PostWithdrawn, "P-1", at(5, 7), openings_left=5), "PL-23 the post P-1 has 5 openings now"),
        (of(events.EmployerSuspended, "E-9", at(5, 7)), "PL-21 the case has no employer E-9"),
        (of(events.ContractDiffersFromOffer, "P-9", at(5, 7)), "PL-21 the case has no post P-9"),
        (of(events.DuplicateIdentity, ONE, at(5, 7), same_as=ONE), "PL-23 W-000 and W-000 cannot be one person"),
        (of(events.DuplicateIdentity, ONE, at(5, 9), same_as=TWO), "PL-23 W-000 and W-001 cannot be one person"),
        (
            of(events.TicketMismatch, ONE, at(5, 7), leg="feeder"),
            "PL-23 nobody needs a ticket in the own name for feeder",
        ),
        (of(events.TicketMismatch, TWO, at(5, 7), leg="train-2"), "PL-23 W-001 does not ride train-2"),
        (of(events.TicketMismatch, ONE, at(6, 9), leg="train"), "PL-23 train has left that stop"),
        (of(events.HealthStop, ONE, at(6, 20)), "PL-23 W-000 has been handed over"),
        (of(events.InjuryEnRoute, ONE, at(5, 7)), "PL-23 W-000 has not boarded"),
        (of(events.MissingAtHandover, ONE, at(5, 7)), "PL-23 W-000 has not boarded"),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_an_event_that_cannot_be_is_refused_by_name_and_changes_nothing(happened: Event, why: str) -> None:
    assert refusal(planned(BACK, BACK, batches=2), happened) == why


def test_whose_way_has_ended_can_do_nothing_more() -> None:
    gone = of(events.LateCancel, ONE, at(5, 7))
    twice = of(events.HealthStop, ONE, at(5, 8), number=2)
    assert refusal(planned(BACK), gone, twice) == "PL-23 the way of W-000 has ended already"


def test_a_signature_at_the_gate_stands() -> None:
    plan = planned(BACK)
    signed = evolve(plan.handovers[ONE], signed_at=at(6, 20, 5))
    (gate,) = (outcome for outcome in plan.outcomes if outcome.stage is Stage.GATE)
    outcomes = (*plan.outcomes[:-1], evolve(gate, placed={ONE: signed}))
    plan = evolve(plan, handovers={ONE: signed}, outcomes=outcomes)
    missing = of(events.MissingAtHandover, ONE, at(6, 21))
    assert refusal(plan, missing) == "PL-23 the employer has signed for W-000"


@pytest.mark.parametrize(
    ("kind", "facts", "day"),
    [
        (events.NoShow, {"leg": "feeder"}, 6),
        (events.MissingAtHandover, {}, 8),
        (events.WorkerRefuses, {}, 8),
        (events.WorkerRefuses, {"takes_other": True}, 8),
    ],
)
def test_a_hand_over_that_is_long_past_is_not_undone(kind: type, facts: dict[str, Any], day: int) -> None:
    event = of(kind, ONE, at(day, 21), **facts)
    assert refusal(planned(BACK, FLEXIBLE), event) == "PL-23 W-000 has been handed over"


def test_nobody_is_missing_at_a_hand_over_that_is_still_to_come() -> None:
    missing = of(events.MissingAtHandover, ONE, at(5, 9))
    assert refusal(planned(BACK), missing) == "PL-23 W-000 is not handed over before 2023-02-06 20:00"


def test_who_was_left_out_has_no_post_to_refuse() -> None:
    plan = planned(NEW, openings=0)
    assert refusal(plan, of(events.WorkerRefuses, ONE, at(5, 7))) == "PL-23 W-000 has no post to refuse"


def test_who_boards_elsewhere_boards_there_and_no_longer_goes_with_the_party() -> None:
    plan = planned(evolve(BACK, party="H"), evolve(BACK, party="H"), batches=2)
    change = after(plan, of(events.BoardElsewhere, ONE, at(5, 7), place="V-2", convoy="B-2"))
    assert change.plan.rides_of(ONE)[0].board == "V-2"
    assert legs(change.plan, ONE) == [f"{leg}-2" for leg in TO_ONE_LEGS]
    assert legs(change.plan, TWO) == TO_ONE_LEGS
    first, second = reconcile(change.plan).values()
    assert (first.registered, first.moved, second.registered, second.handed_over) == (2, 1, 1, 1)
    assert [(one.worker, one.event) for one in change.moved if one.stage is Stage.SEATS] == [(ONE, "event-1")]


@pytest.mark.parametrize(
    ("kind", "time", "column"),
    [(events.LateCancel, at(6, 9), "withdrawn"), (events.NoShow, at(7, 18), "no_show")],
)
def test_who_went_over_to_another_convoy_is_moved_whatever_happens_then(
    kind: type, time: datetime, column: str
) -> None:
    moved = after(planned(BACK, BACK, batches=2), of(events.BoardElsewhere, ONE, at(5, 7), place="V-2", convoy="B-2"))
    facts = {"leg": "feeder-2"} if kind is events.NoShow else {}
    change = after(moved.plan, of(kind, ONE, time, 2, **facts))
    first, second = change.plan.reconciliation().values()
    assert (first.registered, first.moved, first.handed_over) == (2, 1, 1)
    assert (first.withdrawn, first.no_show) == (0, 0)
    assert (second.registered, getattr(second, column)) == (1, 1)


@pytest.mark.parametrize("convoy", [None, "B-1"])
def test_who_asks_to_board_where_the_plan_has_them_board_stays_with_the_party(convoy: str | None) -> None:
    couple = planned(evolve(BACK, party="H"), evolve(WOMAN, party="H"))
    change = after(couple, of(events.BoardElsewhere, ONE, at(5, 7), place="V-1", convoy=convoy))
    assert (change.moved, change.plan.stays) == ((), couple.stays)
    assert {one.together for one in change.plan.case.registrations} == {"H"}


def test_a_couple_parted_by_another_coach_has_beds_of_their_own() -> None:
    couple = planned(evolve(BACK, party="H"), evolve(WOMAN, party="H"), batches=2)
    change = after(couple, of(events.BoardElsewhere, ONE, at(5, 7), place="V-2", convoy="B-2"))
    assert {stay.room for stay in couple.stays} == {"family-0"}
    assert {stay.worker: stay.room.split("-")[0] for stay in change.plan.stays} == {ONE: "men", TWO: "women"}
    assert {ONE, TWO} <= {one.worker for one in change.moved if one.stage is Stage.BEDS}


def test_another_stop_of_the_same_leg_keeps_the_convoy() -> None:
    change = after(planned(BACK), of(events.BoardElsewhere, ONE, at(5, 7), place="V-2"))
    assert change.plan.rides_of(ONE)[0].board == "V-2"
    assert legs(change.plan, ONE) == TO_ONE_LEGS


def test_a_cancelled_leg_sends_people_with_the_next_batch() -> None:
    change = after(planned(BACK, batches=2), of(events.TripCancelled, "feeder", at(5, 7)))
    assert legs(change.plan, ONE) == [f"{leg}-2" for leg in TO_ONE_LEGS]
    assert told(change, Audience.DRIVER)["feeder-driver-1"] == "leg feeder, planned for Sun 5 Feb 08:00, does not run"


def test_a_cancelled_leg_without_another_leaves_people_out_for_the_event() -> None:
    change = after(planned(BACK), of(events.TripCancelled, "train", at(6, 1)))
    assert codes(change) == {ONE: ["EV-04", "seats.stranded"]}
    assert legs(change.plan, ONE) == ["feeder", "evening"]
    assert [stay.lodging for stay in change.plan.stays] == ["hotel"], "at one in the night one lies in bed"
    again = of(events.TripCancelled, "train", at(6, 2), number=2)
    assert refusal(planned(BACK), of(events.TripCancelled, "train", at(6, 1)), again) == "PL-23 leg train does not run"


def test_whoever_is_stranded_is_told_of_the_own_batch_for_the_next_one_goes_on_from_there() -> None:
    change = after(planned(BACK, batches=2), of(events.TripCancelled, "train", at(6, 1)))
    assert {leg for leg, one in change.plan.legs().items() if one.index(PlaceId("Z-station")) is not None} > {"train"}
    (reason,) = (one for one in change.plan.unplaced[ONE] if one.code == "seats.stranded")
    assert reason.text.en.endswith(
        "no leg of this batch goes on from there to the employer (nobody changes batch under way)"
    )


def test_whoever_is_stranded_goes_on_when_a_way_opens() -> None:
    stuck = after(planned(BACK, batches=1), of(events.TripDelayed, "morning", at(6, 6), minutes=120))
    assert codes(stuck) == {ONE: ["EV-05", "seats.missed-change"]}
    freed = after(stuck.plan, of(events.TripDelayed, "train", at(6, 7), 2, minutes=90, held_legs=("direct", "to-home")))
    assert freed.plan.travellers == (ONE,)
    assert freed.plan.handovers[ONE].at == at(6, 21, 30)
    assert freed.left_out == {}
    assert {one.before for one in freed.moved} == {""}


@pytest.mark.parametrize("day", [1, 5])
def test_one_person_in_two_records_keeps_the_seat_of_either(day: int) -> None:
    plan = planned(BACK, BACK, BACK, coach_seats=3)
    (seated,), (waits, other) = plan.travellers, plan.unplaced
    for kept in (waits, other):
        change = after(plan, of(events.DuplicateIdentity, seated, at(day, 5), same_as=kept))
        assert (change.plan.travellers, change.to_tell) == ((seated,), ())
        assert [reason.code for reason in change.plan.unplaced[kept]] == ["EV-14"]


@pytest.mark.parametrize(("goes", "stays"), [(ONE, TWO), (TWO, ONE)])
def test_of_two_records_with_one_number_the_one_that_is_kept_goes_once_they_are_known_to_be_one_person(
    goes: WorkerId, stays: WorkerId
) -> None:
    case = small_case(Programme(applicants=(BACK, BACK, BACK), batches=2))
    first, second, third = case.workers
    plan = plan_return(evolve(case, workers=(first, evolve(second, number=first.number), third)))
    assert (plan.travellers, list(plan.unplaced)) == ((THREE,), [ONE, TWO])
    change = after(plan, of(events.DuplicateIdentity, goes, at(5, 5), same_as=stays))
    assert change.plan.travellers == tuple(sorted((stays, THREE)))
    assert [reason.code for reason in change.plan.unplaced[goes]] == ["EV-14"]
    assert {(one.worker, one.before) for one in change.moved} == {(stays, "")}
    late = after(plan, of(events.DuplicateIdentity, goes, at(9, 5), same_as=stays))
    assert [reason.code for reason in late.plan.unplaced[stays]] == ["seats.departed"]
    both = after(plan, of(events.LateCancel, goes, at(5, 5)))
    assert [reason.code for reason in both.plan.unplaced[stays]] == ["ID-08"]


def test_a_record_that_may_not_travel_is_kept_all_the_same() -> None:
    plan = planned(BACK, evolve(BACK, willing=False))
    assert codes(after(plan, of(events.DuplicateIdentity, ONE, at(1, 5), same_as=TWO))) == {ONE: ["EV-14"]}


def test_why_somebody_is_stranded_is_still_told_after_another_event() -> None:
    elsewhere = of(events.RoomOutOfService, "men-9", at(6, 2), 2, lodging="home")
    change = after(planned(BACK), of(events.TripCancelled, "train", at(6, 1)), elsewhere)
    assert codes(change) == {ONE: ["EV-04", "seats.stranded"]}


def test_a_plan_to_which_nothing_happens_is_the_same_plan() -> None:
    plan = planned(BACK)
    assert replan(plan, []).plan is plan
    assert replan(plan, [of(events.TripCancelled, "bus", at(5, 7))]).plan is plan


def test_a_coach_that_breaks_down_before_a_stop_that_it_skips_ends_at_the_next() -> None:
    skipped = of(events.StopSkipped, "feeder", at(5, 9), place="V-2")
    change = after(planned(BACK), skipped, of(events.VehicleBreakdown, "feeder", at(5, 10), 2, minutes=30))
    assert [stop.place for stop in change.plan.legs()["feeder"].stops] == ["V-1", "V-2", "K-park"]
    assert change.plan.rides_of(ONE)[0].alight == "K-park"


def test_a_delay_that_nothing_waits_for_breaks_the_change() -> None:
    change = after(planned(BACK), of(events.TripDelayed, "train", at(6, 8), minutes=60))
    assert codes(change) == {ONE: ["EV-05", "seats.missed-change"]}


def test_a_delay_within_the_slack_moves_nobody_and_the_employer_is_told_of_the_hour() -> None:
    change = after(planned(BACK), of(events.TripDelayed, "direct", at(6, 8), minutes=60))
    assert change.moved == ()
    assert change.plan.handovers[ONE].at == at(6, 21)
    assert told(change, Audience.EMPLOYER)["E-1"].endswith(
        "0 more, 0 fewer, 1 at another time; 1 in all; those more or at another time come on Mon 6 Feb 21:00"
    )


def test_a_delay_beyond_the_gate_hours_asks_for_a_bed_and_the_morning_coach() -> None:
    change = after(planned(BACK), of(events.TripDelayed, "direct", at(6, 8), minutes=150))
    assert legs(change.plan, ONE) == TO_TWO_LEGS
    assert {stay.lodging: stay.period.start for stay in change.plan.stays} == {
        "hotel": date(2023, 2, 5),
        "home": date(2023, 2, 6),
    }
    assert {one.stage for one in change.moved} == {Stage.BEDS, Stage.GATE}


def test_a_delay_on_the_last_leg_past_the_gate_hours_strands_at_the_gate() -> None:
    change = after(planned(BACK), of(events.TripDelayed, "direct", at(6, 19, 30), minutes=150))
    assert codes(change) == {ONE: ["EV-05", "seats.no-way-on"]}
    assert legs(change.plan, ONE) == TO_ONE_LEGS


@pytest.mark.parametrize(
    "next_day",
    [
        of(events.EmployerSuspended, "E-1", at(8, 9), 2),
        of(events.PostWithdrawn, "P-1", at(8, 9), 2),
        of(events.RoomOutOfService, RoomId("men-9"), at(8, 9), 2, lodging=LodgingId("home")),
    ],
    ids=lambda event: type(event).__name__,
)
def test_whoever_came_to_a_closed_gate_is_not_handed_over_there_and_then_once_it_has_opened_again(
    next_day: Event,
) -> None:
    too_late = after(planned(TO_TWO), of(events.TripDelayed, "to-gates", at(7, 7, 30), minutes=700))
    assert codes(too_late) == {ONE: ["EV-05", "seats.no-way-on"]}
    change = after(too_late.plan, next_day)
    assert (change.plan.handovers, change.moved) == ({}, ())


def test_a_delay_into_another_trip_or_out_of_the_window_breaks_the_plan() -> None:
    plan = planned(BACK)
    booked = OtherTrip(depart=at(6, 20, 30), arrive=at(6, 23))
    case = evolve(plan.case, registrations=(evolve(plan.case.registrations[0], other_trip=booked),))
    late = after(plan_return(case), of(events.TripDelayed, "direct", at(6, 8), minutes=60))
    assert codes(late)[ONE] == ["EV-05", "TR-15"]
    case = evolve(plan.case, registrations=(evolve(plan.case.registrations[0], available_until=date(2023, 2, 5)),))
    day = of(events.TripDelayed, "feeder", at(5, 7), minutes=1440, held_legs=tuple(TO_ONE_LEGS[1:]))
    assert codes(after(plan_return(case), day))[ONE][1:] == ["seats.not-in-window"]


def test_a_new_train_number_moves_nobody_and_every_rider_is_told() -> None:
    plan = planned(BACK, BACK)
    change = after(plan, of(events.TripRenumbered, "train", at(5, 9), train=TrainNumber.parse("D6565/D6564")))
    assert change.moved == ()
    assert change.plan.rides == plan.rides
    assert all("train D6565/D6564" in text for text in told(change, Audience.WORKER).values())
    assert set(told(change, Audience.WORKER)) == {ONE, TWO}


def test_a_broken_vehicle_is_replaced_or_the_leg_does_not_run_or_ends_at_the_next_stop() -> None:
    plan = planned(BACK, FROM_TWO, batches=2)
    replaced = after(plan, of(events.VehicleBreakdown, "feeder", at(5, 9), replacement=coach(9), minutes=10))
    assert replaced.plan.travellers == (ONE, TWO)
    assert replaced.plan.legs()["feeder"].vehicle.id == "other"
    before = after(plan, of(events.VehicleBreakdown, "feeder", at(5, 7)))
    assert legs(before.plan, ONE)[0] == legs(before.plan, TWO)[0] == "feeder-2"
    under_way = after(plan, of(events.VehicleBreakdown, "feeder", at(5, 9), minutes=30))
    assert codes(under_way) == {ONE: ["EV-07", "seats.stranded"]}
    (ride,) = under_way.plan.rides_of(ONE)
    assert (ride.leg, ride.alight) == ("feeder", "V-2")
    assert under_way.plan.legs()["feeder"].arrive == at(5, 12)
    assert legs(under_way.plan, TWO)[0] == "feeder-2"


HELD: dict[str, Any] = {"minutes": 60, "held_legs": ("evening",)}


@pytest.mark.parametrize("minutes", [5, 30, 200])
def test_a_leg_that_breaks_down_before_it_leaves_does_not_run_and_is_not_expected_to_run_late(minutes: int) -> None:
    change = after(planned(BACK), of(events.VehicleBreakdown, "feeder", at(5, 7, 59), minutes=minutes))
    assert codes(change)[ONE][0] == "EV-07"


def test_a_delay_on_the_way_is_driving_but_for_the_minutes_that_the_coach_is_said_to_stand() -> None:
    plan = planned(BACK, FROM_TWO)
    driving = after(plan, of(events.TripDelayed, "feeder", at(5, 9), **HELD))
    assert codes(driving) == {TWO: ["EV-05", "TR-04"]}
    assert "drives 4 h 30 min from 2023-02-05 08:00" in driving.left_out[TWO][1].text.en
    too_short = after(plan, of(events.TripDelayed, "feeder", at(5, 9), standing=19, **HELD))
    assert "drives 4 h 11 min" in too_short.left_out[TWO][1].text.en
    rested = after(plan, of(events.TripDelayed, "feeder", at(5, 9), standing=20, **HELD))
    assert rested.plan.travellers == (ONE, TWO)
    assert rested.plan.legs()["feeder"].stops[0].stood == (Span(at(5, 9), at(5, 9, 20)),)
    assert rested.plan.legs()["evening"].stops[0].stood == rested.plan.legs()["feeder"].stops[1].stood == ()
    goes_on = after(driving.plan, of(events.TripDelayed, "feeder", at(5, 10), 2, minutes=20, standing=20))
    assert goes_on.plan.travellers == (ONE, TWO)


def test_a_vehicle_that_stands_once_more_before_it_has_gone_on_stands_once() -> None:
    stands = [of(events.TripDelayed, "feeder", at(5, 9, 10 * i), i, standing=30, **HELD) for i in (1, 2)]
    late = after(planned(BACK), *stands, of(events.TripDelayed, "train", at(5, 9, 20), 3, minutes=120))
    assert late.plan.legs()["feeder"].stops[0].stood == (Span(at(5, 9, 10), at(5, 9, 50)),)


def test_a_coach_that_waits_for_another_vehicle_stands_as_long_as_is_said() -> None:
    broken = partial(of, events.VehicleBreakdown, "feeder", at(5, 9), minutes=60)
    swapped = partial(broken, replacement=coach(9))
    held = of(events.TripDelayed, "evening", at(5, 9), 2, minutes=60)
    plan = planned(BACK, FROM_TWO)
    assert codes(after(plan, swapped(), held)) == {TWO: ["EV-07", "TR-04"]}
    assert after(plan, swapped(standing=20), held).plan.travellers == (ONE, TWO)
    assert after(plan, broken(standing=20)).plan.legs()["feeder"].stops[0].stood == (Span(at(5, 9), at(5, 9, 20)),)


def test_at_a_stop_a_coach_that_is_late_stands_there_and_not_on_the_way() -> None:
    late = after(planned(BACK, FROM_TWO), of(events.TripDelayed, "feeder", at(5, 7), standing=60, **HELD))
    assert late.plan.travellers == (ONE, TWO)
    assert [stop.stood for stop in late.plan.legs()["feeder"].stops] == [(), (), ()]


def test_riders_who_keep_their_seats_are_told_of_another_vehicle_and_those_aboard_of_another_number() -> None:
    plan = planned(BACK, BACK)
    swap = after(plan, of(events.VehicleSwap, "feeder", at(5, 7), vehicle=coach(9)))
    assert (swap.moved, swap.plan.rides) == ((), plan.rides)
    assert all(f"feeder (vehicle {coach(9).id})" in text for text in told(swap, Audience.WORKER).values())
    assert set(told(swap, Audience.WORKER)) == {ONE, TWO}
    broken = of(events.VehicleBreakdown, "feeder", at(5, 9), replacement=coach(9))
    assert f"feeder (vehicle {coach(9).id})" in told(after(plan, broken), Audience.WORKER)[ONE]
    aboard = of(events.TripRenumbered, "train", at(6, 9), train=TrainNumber.parse("D1"))
    assert "by train D1, seat" in told(after(plan, aboard), Audience.WORKER)[ONE]


def test_a_smaller_vehicle_takes_fewer_and_the_others_go_with_the_next_batch() -> None:
    plan = planned(BACK, BACK, BACK, batches=2)
    change = after(plan, of(events.VehicleSwap, "feeder", at(5, 7), vehicle=coach(4)))
    first = sorted(legs(change.plan, worker)[0] for worker in (ONE, TWO, THREE))
    assert first == ["feeder", "feeder", "feeder-2"]
    assert len({one.worker for one in change.moved if one.stage is Stage.SEATS}) == 1


@pytest.mark.parametrize(("batches", "arrive"), [(1, 5), (2, 8)])
def test_of_the_riders_of_a_smaller_vehicle_those_stay_whose_seats_it_has(batches: int, arrive: int) -> None:
    """Who sat in the seats 03 to 10 behind two drivers; the coach of seven has seats for five of them."""
    plan = planned(*[BACK] * 8, coach_seats=20, batches=batches)
    seat = {ride.worker: ride.seat for ride in plan.rides if ride.leg == "feeder"}
    change = after(plan, of(events.VehicleSwap, "feeder", at(5, 7), vehicle=coach(7)))
    stay = {ride.worker: ride.seat for ride in change.plan.rides if ride.leg == "feeder"}
    assert stay == {worker: label for worker, label in seat.items() if label <= "07"}
    assert len(change.plan.travellers) == arrive


def test_a_vehicle_with_other_seats_gives_every_rider_a_seat_that_it_has() -> None:
    plan = planned(BACK, BACK)
    train = Vehicle(id=VehicleId("long"), mode=TransportMode.SPECIAL_TRAIN, rated=8, carriages=(4, 4))
    change = after(plan, of(events.VehicleSwap, "train", at(5, 9), vehicle=train))
    assert change.moved == ()
    seats = [ride.seat for worker in (ONE, TWO) for ride in change.plan.rides_of(worker) if ride.leg == "train"]
    assert sorted(seats) == ["01-01", "01-02"]


def test_whoever_is_aboard_a_replaced_vehicle_gets_a_seat_that_it_has() -> None:
    plan = planned(BACK, FROM_TWO)
    double = Vehicle(id=VehicleId("double"), mode=TransportMode.CHARTER_COACH, rated=8, carriages=(4, 4))
    change = after(plan, of(events.VehicleBreakdown, "feeder", at(5, 12), replacement=double))
    assert change.moved == ()
    seats = {ride.worker: ride.seat for ride in change.plan.rides if ride.leg == "feeder"}
    assert sorted(seats.values()) == ["01-03", "01-04"]  # behind those of the two drivers


def test_riders_of_a_leg_change_seats_where_no_seat_is_free_all_the_way() -> None:
    leg = planned().legs()["feeder"]
    first, second, all_the_way = (
        Ride(worker=WorkerId(name), leg=leg.id, board=PlaceId(board), alight=PlaceId(alight), seat=seat)
        for name, board, alight, seat in (
            ("A", "V-1", "V-2", "01"),
            ("B", "V-2", "K-park", "02"),
            ("C", "V-1", "K-park", ""),
        )
    )
    legs: dict[str, Leg] = {leg.id: evolve(leg, vehicle=coach(2))}
    rides = reseat([Boarding(ride=one) for one in (first, second)], [Boarding(ride=all_the_way)], legs, {leg.id: 0})
    assert {ride.worker: ride.seat for ride in rides} == {"A": "01", "B": "01", "C": "02"}


def test_two_who_hold_one_seat_are_both_planned_again_and_sit_apart() -> None:
    """A plan that was not made here gives one seat twice: the next event that comes in sets it right."""
    plan = planned(BACK, BACK)
    twice = evolve(plan, rides=tuple(evolve(one, seat="05") if one.leg == "feeder" else one for one in plan.rides))
    change = after(twice, of(events.TripRenumbered, "train", at(5, 7), train=TrainNumber.parse("D6565/D6564")))
    assert len({ride.seat for ride in change.plan.rides if ride.leg == "feeder"}) == 2


def test_a_relief_drives_on_and_without_one_the_leg_ends_at_the_next_stop() -> None:
    plan = planned(BACK, batches=2)
    relieved = after(plan, of(events.DriverOverHours, "feeder-driver-2", at(5, 9), leg="feeder", relief="D-9"))
    assert relieved.moved == ()
    assert relieved.plan.legs()["feeder"].drivers == {"feeder-driver-1", "D-9"}
    assert {"D-9", "feeder-driver-2"} <= set(told(relieved, Audience.DRIVER))
    alone = after(plan, of(events.DriverOverHours, "feeder-driver-2", at(5, 9), leg="feeder"))
    assert codes(alone) == {ONE: ["EV-09", "seats.stranded"]}


@cache
def sleeper() -> ReturnPlan:
    """Three of six go by the coach of the night, whose two drivers take turns at five stops."""
    return plan_return(busy_case(Programme(applicants=(BACK,) * 6, train_seats=1, shuttle_seats=5)))


def test_an_event_of_the_day_of_the_plan_is_taken() -> None:
    first = datetime(2023, 1, 28, tzinfo=ZONE)
    assert after(planned(BACK, BACK), of(events.LateCancel, ONE, first)).plan.travellers == (TWO,)
    # It is the day of the campaign's clock that counts.
    assert after(planned(BACK), of(events.LateCancel, ONE, first.astimezone(UTC))).plan.travellers == ()


@pytest.mark.parametrize(("relief", "who"), [("D-9", {"1", "2", "D-9"}), ("sleeper-driver-1", {"1", "2"})])
def test_a_relief_for_whom_no_stretch_is_left_is_told_so_and_the_drivers_why_they_hear(
    relief: str, who: set[str]
) -> None:
    plan = sleeper()
    over = of(events.DriverOverHours, "sleeper-driver-2", at(6, 9), leg="sleeper", relief=relief)
    change = after(plan, over)
    heard = told(change, Audience.DRIVER)
    assert set(heard) == {f"sleeper-driver-{name}" if len(name) == 1 else name for name in who}
    for text in heard.values():
        assert (
            "sleeper-driver-2 has no hours left and drives no stretch after the one under way: "
            f"{relief} has nothing to take over" in text
        )


def test_drivers_who_drive_in_another_order_read_who_drives_which_stretch() -> None:
    plan = sleeper()
    over = of(events.DriverOverHours, "sleeper-driver-2", at(6, 5), leg="sleeper", relief="sleeper-driver-1")
    heard = told(replan(plan, [over]), Audience.DRIVER)
    assert set(heard) == {"sleeper-driver-1", "sleeper-driver-2"}
    assert all("3 aboard; sleeper-driver-1 drives from rest 5 to Z-station; against" in text for text in heard.values())


@pytest.mark.parametrize(
    ("happened", "relieved"),
    [
        ([(5, 22, "1", "D-9")], {"1"}),
        ([(5, 22, "2", "D-9")], {"2"}),
        ([(5, 22, "1", "2")], set()),
        ([(5, 20, "2", "D-9")], set()),
        ([(6, 5, "2", "D-9"), (6, 6, "2", "D-8")], {"2"}),
        ([(6, 9, "2", "D-9")], set()),
        ([(5, 22, "1", "D-9"), (5, 22, "2", "D-8")], {"1", "2"}),
    ],
)
def test_the_relief_of_a_full_coach_takes_the_seat_of_whoever_is_relieved(
    happened: list[tuple[int, int, str, str]], relieved: set[str]
) -> None:
    plan = sleeper()
    by_night = [ride.worker for ride in plan.rides if ride.leg == "sleeper"]
    assert len(by_night) == plan.legs()["sleeper"].worker_seats(drivers_count=True) == 3

    def driver(name: str) -> str:
        return f"sleeper-driver-{name}" if len(name) == 1 else name

    def over(number: int, day: int, hour: int, of_two: str, by: str) -> Event:
        leg, time = "sleeper", at(day, hour, number)
        return of(events.DriverOverHours, driver(of_two), time, number, leg=leg, relief=driver(by))

    change = after(plan, *(over(number, *one) for number, one in enumerate(happened)))
    leg = change.plan.legs()["sleeper"]
    assert leg.relieved == set(map(driver, relieved))
    assert len(leg.drivers) - len(leg.relieved) == 2
    assert [ride.worker for ride in change.plan.rides if ride.leg == "sleeper"] == by_night


def test_a_driver_without_hours_for_a_leg_relieves_nobody_on_it() -> None:
    plan = plan_return(busy_case(Programme(applicants=(BACK,) * 6, train_seats=1)))
    over = partial(of, events.DriverOverHours)
    first = over("sleeper-driver-1", at(5, 22), leg="sleeper", relief="D-9")
    back = over("D-9", at(6, 0), 2, leg="sleeper", relief="sleeper-driver-1")
    assert refusal(plan, first, back) == "PL-23 sleeper-driver-1 has no hours left for sleeper"
    elsewhere = over("feeder-driver-1", at(5, 9), leg="feeder", relief="D-8")
    other = over("sleeper-driver-2", at(6, 0), 2, leg="sleeper", relief="feeder-driver-1")
    assert after(plan, elsewhere, other).moved == ()


def test_whoever_boards_at_a_skipped_stop_goes_with_the_next_batch() -> None:
    change = after(planned(BACK, FROM_TWO, batches=2), of(events.StopSkipped, "feeder", at(5, 9), place="V-2"))
    assert legs(change.plan, ONE) == TO_ONE_LEGS
    assert legs(change.plan, TWO)[0] == "feeder-2"


def test_whoever_is_aboard_past_a_skipped_stop_gets_off_at_the_next_and_is_planned_on_from_there() -> None:
    change = after(planned(TO_TWO, BACK), of(events.StopSkipped, "to-gates", at(7, 7, 45), place="G-1"))
    assert change.moved == ()
    to_one = planned(BACK, late_gate=False)
    missed = after(to_one, of(events.StopSkipped, "to-gates", at(7, 7, 45), place="G-1"))
    assert codes(missed) == {ONE: ["EV-10", "seats.no-way-on"]}
    assert missed.plan.rides_of(ONE)[-1].alight == "G-2"


def test_a_closed_room_moves_its_guest_and_nobody_else() -> None:
    plan = planned(BACK, BACK, WOMAN)
    room = next(stay.room for stay in plan.stays if stay.worker == ONE)
    change = after(plan, of(events.RoomOutOfService, room, at(5, 9), lodging="hotel"))
    assert {one.worker for one in change.moved} == {ONE}
    assert {one.stage for one in change.moved} == {Stage.BEDS}
    assert "bed-nights more" in told(change, Audience.LODGING)["hotel"]


def test_a_room_that_opens_again_before_the_night_moves_nobody() -> None:
    plan = planned(TO_TWO)
    room = next(stay.room for stay in plan.stays if stay.lodging == "home")
    closed = of(events.RoomOutOfService, room, at(5, 9), lodging="home", until=date(2023, 2, 6))
    assert after(plan, closed).moved == ()


def test_without_another_bed_the_guest_of_a_closed_room_is_left_out() -> None:
    change = after(planned(BACK, beds_men=1), of(events.RoomOutOfService, "men-0", at(5, 16, 30), lodging="hotel"))
    assert codes(change) == {ONE: ["EV-11", "beds.full"]}
    assert change.plan.stays == ()
    assert legs(change.plan, ONE) == ["feeder", "evening"]


def test_a_night_that_is_over_stays_slept_when_the_room_closes() -> None:
    plan = planned(BACK, beds_men=1)
    change = after(plan, of(events.RoomOutOfService, "men-0", at(6, 4), lodging="hotel"))
    assert change.moved == ()
    assert change.plan.stays == plan.stays


def test_a_night_more_is_slept_in_the_same_bed() -> None:
    plan = planned(BACK, BACK)
    bed = {stay.worker: (stay.room, stay.bed) for stay in plan.stays}
    day = of(events.TripDelayed, "train", at(6, 6), minutes=1440, held_legs=("morning", "direct"))
    change = after(plan, day)
    assert {(stay.worker, stay.period.start, stay.period.end) for stay in change.plan.stays} == {
        (worker, date(2023, 2, 5), date(2023, 2, 7)) for worker in (ONE, TWO)
    }
    assert {stay.worker: (stay.room, stay.bed) for stay in change.plan.stays} == bed
    ended = after(change.plan, of(events.InjuryEnRoute, ONE, at(6, 9), 2))
    assert {stay.worker: stay.period.end for stay in ended.plan.stays} == {ONE: date(2023, 2, 6), TWO: date(2023, 2, 7)}


def test_a_room_is_closed_from_the_first_night_still_to_come() -> None:
    def closed(time: datetime, until: date | None) -> list[object]:
        event = of(events.RoomOutOfService, "101", time, lodging="H", until=until)
        return list(EventLog(events=(event,)).closed())

    room = (LodgingId("H"), RoomId("101"))
    assert closed(at(5, 3), None) == [(*room, Period(date(2023, 2, 4)))]
    assert closed(at(5, 3, 1), date(2023, 2, 7)) == [(*room, Period(date(2023, 2, 5), date(2023, 2, 7)))]
    assert closed(at(5, 4), date(2023, 2, 5)) == []


def test_fewer_openings_keep_as_many_as_are_left_and_match_the_others_anew() -> None:
    plan = planned(NEW, NEW, NEW)
    change = after(plan, of(events.PostWithdrawn, "P-1", at(5, 7), openings_left=2))
    assert len(change.plan.travellers) == 2
    assert [reasons[1:] for reasons in codes(change).values()] == [["posts.no-opening"]]
    assert {one.worker for one in change.moved} == set()
    assert "1 fewer" in told(change, Audience.EMPLOYER)["E-2"]


def test_those_handed_over_keep_a_withdrawn_post() -> None:
    change = after(planned(NEW), of(events.PostWithdrawn, "P-1", at(7, 9)))
    assert change.plan.travellers == (ONE,)
    assert change.plan.case.posts[0].openings == 1


def test_a_suspended_employer_takes_nobody_else_and_who_takes_other_work_gets_it() -> None:
    plan = planned(BACK, FLEXIBLE)
    change = after(plan, of(events.EmployerSuspended, "E-1", at(5, 7)))
    assert codes(change) == {ONE: ["EV-13"]}
    assert change.plan.matches[TWO].post == "P-1"
    assert [(one.before, one.after) for one in change.moved if one.stage is Stage.POSTS] == [("E-1", "E-2/P-1")]
    on_the_way = after(plan, of(events.EmployerSuspended, "E-1", at(6, 9)))
    assert legs(on_the_way.plan, ONE) == ["feeder", "evening", "morning", "train"]
    assert legs(on_the_way.plan, TWO) == TO_TWO_LEGS
    handed_over = after(plan, of(events.EmployerSuspended, "E-1", at(6, 20)))
    assert handed_over.plan.travellers == (ONE, TWO)


def test_a_contract_that_differs_closes_the_post() -> None:
    change = after(planned(NEW, BACK), of(events.ContractDiffersFromOffer, "P-1", at(5, 7)))
    assert codes(change) == {ONE: ["posts.none-suits", "EV-20"]}
    assert change.plan.travellers == (TWO,)


def test_of_two_records_of_one_person_the_one_that_has_boarded_goes() -> None:
    plan = planned(BACK, BACK)
    assert codes(after(plan, of(events.DuplicateIdentity, ONE, at(5, 7), same_as=TWO))) == {ONE: ["EV-14"]}
    plan = planned(BACK, FROM_TWO)
    assert codes(after(plan, of(events.DuplicateIdentity, ONE, at(5, 9), same_as=TWO))) == {TWO: ["EV-14"]}


def test_without_a_right_ticket_nobody_takes_the_train() -> None:
    plan = planned(BACK, batches=2)
    wrong = of(events.TicketMismatch, ONE, at(5, 7), leg="train")
    change = after(plan, wrong)
    assert legs(change.plan, ONE) == [f"{leg}-2" for leg in TO_ONE_LEGS]
    reissued = of(events.TicketMismatch, ONE, at(5, 7), leg="train", reissued=True)
    assert after(plan, reissued).moved == ()
    in_vain = of(events.TicketMismatch, ONE, at(6, 9), 2, leg="train", reissued=True)
    assert refusal(plan, of(events.TicketMismatch, ONE, at(6, 7), leg="train"), in_vain).startswith("PL-23 train has")
    under_way = after(plan, of(events.TicketMismatch, ONE, at(6, 7), leg="train"))
    assert codes(under_way) == {ONE: ["EV-15", "seats.ticket"]}
    both = of(events.TicketMismatch, ONE, at(5, 7, 1), 2, leg="train-2")
    assert codes(after(plan, wrong, both))[ONE][1:] == ["seats.ticket"]


@pytest.mark.parametrize(
    ("kind", "time", "how"),
    [
        (events.HealthStop, at(5, 7), EarlyEnd.WITHDRAWN),
        (events.HealthStop, at(5, 9), EarlyEnd.HOSPITAL),
        (events.InjuryEnRoute, at(6, 9), EarlyEnd.HOSPITAL),
        (events.MissingAtHandover, at(6, 20, 10), EarlyEnd.MISSING),
        (events.WorkerRefuses, at(5, 7), EarlyEnd.WITHDRAWN),
        (events.WorkerRefuses, at(6, 20, 10), EarlyEnd.ALIGHTED_EARLY),
    ],
)
def test_a_way_that_ends_before_the_gate_is_counted_as_what_it_is(kind: type, time: datetime, how: EarlyEnd) -> None:
    change = after(planned(BACK, BACK), of(kind, ONE, time))
    assert set(change.left_out) == {ONE}
    assert change.plan.log.ends[ONE].how is how
    (sums,) = reconcile(change.plan).values()
    assert getattr(sums, how.name.lower()) == 1
    assert sums.handed_over == 1


@pytest.mark.parametrize("kind", [events.HealthStop, events.InjuryEnRoute])
def test_nothing_that_many_see_tells_of_anybodys_health(kind: type) -> None:
    event = of(kind, ONE, at(5, 9), reason="fever")
    change = after(planned(BACK), event)
    shown = repr((change.left_out, change.moved, change.to_tell, change.plan, list(change.plan.findings)))
    assert "EV-00" in shown
    assert not [word for word in ("fever", "ealth", "ospital", "njur", "健康", "医", "伤") if word in shown]
    assert "fever" not in repr(event)


def test_whoever_refuses_an_employer_is_sent_to_another_and_never_back() -> None:
    plan = planned(BACK, NEW)
    change = after(plan, of(events.WorkerRefuses, ONE, at(5, 7), takes_other=True))
    assert change.plan.matches[ONE].post == "P-1"
    none = after(plan, of(events.WorkerRefuses, TWO, at(5, 7), takes_other=True))
    assert codes(none)[TWO] == ["EV-19", "posts.none-suits"]
    at_gate = after(plan, of(events.WorkerRefuses, ONE, at(6, 20, 10), takes_other=True))
    assert codes(at_gate)[ONE] == ["EV-19", "seats.no-way-on"]


def test_a_party_stays_together_when_one_of_it_cannot_go_as_planned() -> None:
    pair = [evolve(BACK, party="H"), evolve(WOMAN, party="H")]
    change = after(planned(*pair, batches=2), of(events.TicketMismatch, ONE, at(5, 7), leg="train"))
    assert legs(change.plan, ONE) == legs(change.plan, TWO) == [f"{leg}-2" for leg in TO_ONE_LEGS]
    rooms = {(stay.lodging, stay.room) for stay in change.plan.stays}
    assert rooms == {("hotel", "family-0")}


def test_a_party_that_waits_does_not_join_those_of_it_who_have_set_out() -> None:
    pair = [evolve(NEW, party="H"), evolve(NEW, party="H")]
    plan = planned(*pair, openings=1, batches=2)
    (goes,), (waits,) = plan.travellers, tuple(plan.unplaced)
    change = after(plan, of(events.InjuryEnRoute, goes, at(5, 9)))
    assert change.plan.travellers == ()
    plan = planned(*pair, NEW, openings=2, batches=2)
    assert len(plan.travellers) == 2
    assert waits not in after(plan, of(events.TripDelayed, "feeder", at(5, 9), minutes=1)).plan.travellers


def test_nobody_loses_a_place_to_company_that_gets_a_post_and_finds_no_seat() -> None:
    applicants = (evolve(BACK, party="A"), evolve(NEW, party="A"), NEW)
    case = small_case(Programme(applicants=applicants, openings=1, train_seats=1))
    *party, holder = case.registrations
    never = evolve(holder, batches=frozenset({ConvoyId("B-9")}))
    plan = plan_return(evolve(case, registrations=(*party, never)))
    assert (plan.travellers, plan.unplaced[TWO][0].code, plan.unplaced[THREE][0].code) == (
        (ONE,),
        "posts.no-opening",
        "seats.impossible-batches",
    )
    change = after(plan, of(events.WorkerRefuses, THREE, at(4, 8)))
    assert change.plan.travellers == (ONE,)
    assert legs(change.plan, ONE) == legs(plan, ONE)
    assert [reason.code for reason in change.plan.unplaced[TWO]] == ["posts.company"]
    again = after(change.plan, of(events.TripDelayed, "feeder", at(4, 9), 2, minutes=1))
    assert again.plan.travellers == (ONE,)
    assert [reason.code for reason in again.plan.unplaced[TWO]].count("posts.company") == 1


def test_who_asks_back_to_the_party_and_finds_no_seat_beside_it_waits_and_the_party_goes() -> None:
    case = small_case(
        Programme(applicants=(evolve(BACK, party="P"), evolve(BACK, party="P")), coach_seats=3, batches=2)
    )
    first, second = case.registrations
    plan = plan_return(evolve(case, registrations=(evolve(first, batches=frozenset({ConvoyId("B-1")})), second)))
    change = after(
        plan,
        of(events.BoardElsewhere, TWO, at(3, 8), 1, place="V-1", convoy="B-2"),
        of(events.TripCancelled, "feeder-2", at(3, 9), 2),
        of(events.BoardElsewhere, TWO, at(3, 10), 3, place="V-1", convoy="B-1"),
    )
    assert change.plan.travellers == (ONE,)
    assert change.plan.outcome(Stage.POSTS).left_out.keys() == {TWO}
    assert [reason.code for reason in change.plan.unplaced[TWO]] == ["EV-04", "posts.company"]
    free = after(change.plan, of(events.LateCancel, ONE, at(3, 11), 4))
    assert free.plan.travellers == (TWO,)


def test_somebody_makes_room_where_only_that_lets_another_arrive() -> None:
    case = planned(BACK, BACK, coach_seats=3, batches=2).case
    tied = evolve(case.registrations[0], batches=frozenset({ConvoyId("B-2")}))
    plan = plan_return(evolve(case, registrations=(tied, case.registrations[1])))
    assert [legs(plan, worker)[0] for worker in (ONE, TWO)] == ["feeder-2", "feeder"]
    change = after(plan, of(events.BoardElsewhere, ONE, at(5, 6), place="V-1", convoy="B-1"))
    assert [legs(change.plan, worker)[0] for worker in (ONE, TWO)] == ["feeder", "feeder-2"]
    assert {one.worker for one in change.moved} == {ONE, TWO}


def test_whoever_waits_at_a_stop_that_a_leg_no_longer_leaves_goes_another_way() -> None:
    case = planned(BACK).case
    (convoy,) = case.convoys
    direct = convoy.leg(LegId("direct"))
    first = evolve(direct.stops[0], place=PlaceId("Z-home"), arrive=at(6, 19), depart=at(6, 19))
    longer = evolve(direct, stops=(first, *direct.stops))
    others = tuple(leg for leg in convoy.legs if leg.id != "direct")
    plan = plan_return(evolve(case, convoys=(evolve(convoy, legs=(*others, longer)),)))
    assert legs(plan, ONE) == TO_ONE_LEGS
    change = after(plan, of(events.VehicleBreakdown, "direct", at(6, 19, 5)))
    assert legs(change.plan, ONE) == TO_TWO_LEGS


def test_whoever_goes_on_by_the_train_that_brought_them_stays_boarded_on_it() -> None:
    plan = plan_return(busy_case(Programme(applicants=(Applicant(employer=3, accepts_other=True),)), NightCoach.NONE))
    assert [(ride.leg, ride.alight) for ride in plan.rides_of(ONE)][-1] == ("train", HALFWAY)
    change = after(plan, of(events.WorkerRefuses, ONE, at(6, 12, 40), takes_other=True))
    rides = [(ride.board, ride.alight) for ride in change.plan.rides_of(ONE) if ride.leg == "train"]
    assert rides == [("K-station", HALFWAY), (HALFWAY, "Z-station")]
    assert change.plan.rides_of(ONE)[:4] == plan.rides_of(ONE)


def test_events_one_by_one_all_at_once_and_twice_make_the_same_plan() -> None:
    plan = planned(BACK, FLEXIBLE, NEW, WOMAN, coach_seats=3, batches=2)
    happened = [
        of(events.LateCancel, ONE, at(5, 6), 1),
        of(events.EmployerSuspended, "E-1", at(5, 7), 2),
        of(events.TripDelayed, "train", at(6, 7), 3, minutes=15),
    ]
    at_once = replan(plan, reversed(happened)).plan
    one_by_one = plan
    for event in happened:
        one_by_one = replan(one_by_one, [event]).plan
    assert one_by_one == at_once
    assert replan(at_once, happened).plan == at_once
    assert replan(at_once, happened).findings.by_rule() == {}
    assert replan(plan, []).plan == evolve(plan, log=evolve(plan.log, lists=at_once.log.lists)) or plan.log.events == ()


def test_the_zone_of_an_event_does_not_matter() -> None:
    plan = planned(BACK)
    here = of(events.TripCancelled, "train", at(5, 7))
    there = evolve(here, time=here.time.astimezone(UTC))
    assert replan(plan, [here]).plan == replan(plan, [there, here]).plan


def test_an_event_that_comes_too_late_or_under_a_used_id_is_refused() -> None:
    plan = planned(BACK, BACK)
    made = replan(plan, [of(events.LateCancel, ONE, at(5, 7))]).plan
    early = replan(made, [of(events.LateCancel, TWO, at(5, 6), 2)])
    same = replan(made, [of(events.LateCancel, TWO, at(5, 7))])
    assert [finding.rule for finding in (*early.findings, *same.findings)] == ["PL-22", "PL-23"]
    assert early.plan == same.plan == made
    assert all(finding.suggestion.zh for finding in early.findings)


def test_a_plan_whose_check_is_not_at_hand_is_checked_anew() -> None:
    plan = evolve(planned(BACK), checked=None)
    assert after(plan, of(events.LateCancel, ONE, at(5, 7))).plan.travellers == ()


def test_waivers_hold_on_and_an_unused_one_is_said_once() -> None:
    waiver = Waiver(rule="WK-01", subject=ONE, by="b", why="w", until=date(2023, 3, 1))
    plan = planned(BACK, BACK)
    plan = plan_return(evolve(plan.case, waivers=(waiver,)))
    change = after(plan, of(events.LateCancel, TWO, at(5, 7)))
    assert change.plan.findings.by_rule()["PL-01"] == 1


def test_an_event_is_written_and_read_as_every_record_is() -> None:
    given = (
        of(events.NoShow, ONE, at(5, 9), leg="feeder", reason="r", reported_by="K-1"),
        of(events.VehicleBreakdown, "feeder", at(5, 9), 2, replacement=coach(9), minutes=10),
        of(events.TripRenumbered, "train", at(5, 9), 3, train=TrainNumber.parse("D1")),
    )
    assert read_records(write_records(given, reveal=True)).value == given
    assert pickle.loads(pickle.dumps(given)) == copy.deepcopy(given) == given  # noqa: S301 - written just now


@pytest.mark.parametrize(
    "facts",
    [
        {"time": datetime(2023, 2, 5, 7)},  # noqa: DTZ001 - that is what is wrong with it
        {"subject": " "},
        {"minutes": 0},
        {"minutes": 2881},
        {"minutes": True},
        {"standing": 6},
        {"standing": -1},
        {"held_legs": ["evening"]},
    ],
)
def test_an_event_that_is_none_cannot_be_built(facts: dict[str, object]) -> None:
    right: dict[str, Any] = {"id": "e", "time": at(5, 7), "subject": "feeder", "minutes": 5}
    events.TripDelayed(**right)
    with pytest.raises(InvalidValue):
        events.TripDelayed(**right | facts)


def test_a_broken_vehicle_stands_no_longer_than_it_is_late() -> None:
    with pytest.raises(InvalidValue, match="stands 11 minutes, and is 10 late"):
        of(events.VehicleBreakdown, "feeder", at(5, 9), minutes=10, standing=11)


@pytest.mark.parametrize(
    ("before", "stage"),
    [
        (of(events.TicketMismatch, ONE, at(5, 20), leg="train"), Stage.SEATS),
        (of(events.VehicleBreakdown, "feeder", at(5, 9)), Stage.SEATS),
        (of(events.EmployerSuspended, "E-1", at(5, 9)), Stage.POSTS),
    ],
)
@pytest.mark.parametrize(
    ("kind", "how"),
    [
        (events.HealthStop, "hospital"),
        (events.InjuryEnRoute, "hospital"),
        (events.MissingAtHandover, "missing"),
    ],
)
def test_whoever_is_left_under_way_may_fall_ill_or_be_missing(
    before: Event, stage: Stage, kind: type, how: str
) -> None:
    change = after(planned(BACK), before, of(kind, ONE, at(5, 22), 2))
    assert list(change.plan.unplaced) == [ONE]
    assert ONE in change.plan.outcome(stage).left_out
    sums = change.plan.reconciliation()[ConvoyId("B-1")]
    assert (sums.registered, sums.boarded, getattr(sums, how)) == (1, 1, 1)


@pytest.mark.parametrize("cut_off", [timedelta.max, -HOUR, timedelta(days=367), 3])
def test_people_cannot_be_told_before_now_or_years_ahead(cut_off: timedelta) -> None:
    with pytest.raises(InvalidValue, match="timedelta of 0 to 366 days"):
        replan(planned(BACK), [], cut_off=cut_off)


def test_what_is_no_event_is_refused_by_name() -> None:
    with pytest.raises(InvalidValue, match=r"events of laborcoop\.planning\.events"):
        replan(planned(BACK), ["the coach is late"])  # type: ignore[list-item] # what the test is about


@pytest.mark.parametrize("time", [datetime(9999, 12, 31, 23, tzinfo=UTC), datetime(1, 1, 1, tzinfo=ZONE)])
def test_an_event_at_the_end_of_the_calendar_is_refused(time: datetime) -> None:
    with pytest.raises(InvalidValue, match="a time must be from 2 to 9998"):
        of(events.LateCancel, ONE, time)


def test_events_that_cannot_be_cost_nothing_and_the_others_are_taken() -> None:
    plan = planned(BACK, FROM_TWO)
    change = replan(
        plan,
        [
            of(events.LateCancel, "W-404", at(5, 6), 1),
            of(events.TripDelayed, "feeder", at(5, 6), 2, minutes=5),
            of(events.InjuryEnRoute, TWO, at(5, 7), 3),
            of(events.NoShow, ONE, at(5, 8, 10), 4, leg="feeder"),
        ],
    )
    assert [(one.rule, one.subject) for one in change.findings] == [("PL-21", "event-1"), ("PL-23", "event-3")]
    assert all(one.suggestion.zh and one.suggestion.en and one.message.zh for one in change.findings)
    assert [event.id for event in change.plan.log.events] == ["event-2", "event-4"]
    assert (change.plan.travellers, change.plan.verify()) == ((TWO,), ())


def test_whoever_refuses_the_work_after_a_night_there_goes_on_and_needs_no_bed_for_that_night() -> None:
    plan = planned(FLEXIBLE, BACK)
    assert plan.handovers[ONE].at == at(6, 20)
    refuses = of(events.WorkerRefuses, ONE, at(7, 5, 50), takes_other=True)
    change = after(plan, refuses)
    assert legs(change.plan, ONE)[-1] == "to-gates"
    assert change.plan.handovers[ONE].gate == "G-2"
    assert change.plan.stays_of(ONE) == plan.stays_of(ONE)
    other = after(change.plan, of(events.TripDelayed, "to-gates", at(7, 6), 2, minutes=1))
    assert other.moved == ()

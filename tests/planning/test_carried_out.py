"""From a plan to the records of what was done: the sums are the plan's own, and nothing is done before its time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.journey import Journey, Stage
from laborcoop.journey.journey import EarlyEnd
from laborcoop.journey.journey_status import JourneyStatus
from laborcoop.kernel.ids import ConvoyId, EventId, LegId, PlaceId, RoomId, WorkerId
from laborcoop.planning import events
from laborcoop.planning.case import Case
from laborcoop.planning.events import Event
from laborcoop.planning.plan import ReturnPlan
from laborcoop.retention import Stay
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Ride

ONE, TWO = WorkerId("W-000"), WorkerId("W-001")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="module")
def plan() -> ReturnPlan:
    """Two who travel with the first of two batches."""
    case = small_case(Programme(applicants=(Applicant(), Applicant()), batches=2))
    receiving = case.campaign.pairing.receiving
    places = (evolve(one, division=receiving) if one.hub == "zhuhai" else one for one in case.places)
    return lc.plan_return(evolve(case, places=tuple(places)))


def journeys(case: Case, worker: WorkerId = ONE) -> list[Journey]:
    return [one for one in case.records if isinstance(one, Journey) and one.worker == worker]


def after(plan: ReturnPlan, kind: type, time: datetime, /, subject: str = ONE, **facts: object) -> Case:
    event: Event = kind(id=EventId("event"), time=time, subject=subject, **facts)
    change = lc.replan(plan, [event])
    assert not change.findings
    return change.plan.carried_out()


def test_all_that_goes_as_planned_is_a_journey_to_the_gate_and_a_bed_for_every_night(plan: ReturnPlan) -> None:
    done = plan.carried_out()
    (journey,) = journeys(done)
    way = plan.itinerary(ONE)
    assert journey.registered_at == at(plan.case.on.day, 0).replace(month=plan.case.on.month)
    assert (journey.left_home_at, journey.boarded_at) == (way.steps[0].depart, way.steps[0].depart)
    assert journey.arrived_at == journey.received_at == at(6, 18, 40)
    assert journey.entered_factory_at == plan.handovers[ONE].at
    stays = [one for one in done.records if isinstance(one, Stay) and one.worker == ONE]
    assert [(one.checked_in_on, one.checked_out_on) for one in stays] == [(date(2023, 2, 5), date(2023, 2, 6))]
    assert done.on == plan.handovers[ONE].at.date()


def test_figures_count_what_the_plan_counts(plan: ReturnPlan) -> None:
    figures = lc.measure(plan.carried_out())
    summary = plan.summary()
    assert figures["brought"].count == summary["travelling"]
    assert figures["bed_nights"].count == summary["bed_nights"]
    assert str(figures["batches"]) == "1 batch / 1 批次"
    assert figures["brought"].evidence()[0].source


def test_a_trip_that_carried_nobody_has_not_run(plan: ReturnPlan) -> None:
    done = plan.carried_out()
    assert [one.id for one in done.convoys[0].legs if one.id not in {ride.leg for ride in plan.rides}] != []
    assert {one.leg for one in done.records if isinstance(one, Ride)} == {ride.leg for ride in plan.rides}
    ran = {"feeder", "evening", "morning", "train", "direct"}
    assert {row.counted for row in lc.measure(done)["trips"].evidence()} == ran
    # Where nobody says who rode with what, all of a batch ran with which somebody came.
    untold = evolve(done, records=tuple(one for one in done.records if not isinstance(one, Ride)))
    assert {row.counted for row in lc.measure(untold)["trips"].evidence()} == {*ran, "to-home"}
    on_the_way = plan.carried_out(at(6, 7, 30)).records
    assert {one.leg for one in on_the_way if isinstance(one, Ride)} == {"feeder", "evening", "morning"}


def test_rides_that_the_case_has_already_stay_as_they_are(plan: ReturnPlan) -> None:
    (ride,) = [one for one in plan.rides if (one.worker, one.leg) == (ONE, "train")]
    stood = evolve(ride, seat="standing")
    again = evolve(plan, case=evolve(plan.case, records=(stood,))).carried_out()
    assert [one for one in again.records if isinstance(one, Ride) and (one.worker, one.leg) == (ONE, "train")] == [
        stood
    ]


def test_nothing_is_done_before_its_time(plan: ReturnPlan) -> None:
    on_the_train = plan.carried_out(at(6, 9))
    (journey,) = journeys(on_the_train)
    assert journey.status(at(6, 9)) is JourneyStatus.BOARDED
    assert (journey.arrived_at, journey.entered_factory_at) == (None, None)
    before = plan.carried_out(at(5, 1))
    assert [one.boarded_at for one in journeys(before)] == [None]
    assert not any(isinstance(one, Stay) for one in plan.carried_out(at(5, 15, 59)).records)
    (stay, _) = (one for one in plan.carried_out(at(5, 16)).records if isinstance(one, Stay))
    assert (stay.checked_in_on, stay.checked_out_on) == (date(2023, 2, 5), None)
    assert plan.carried_out(at(4, 1) - timedelta(days=90)).on == plan.case.on


def test_a_moment_without_a_zone_is_refused(plan: ReturnPlan) -> None:
    with pytest.raises(lc.InvalidValue, match="a time must have a zone"):
        plan.carried_out(datetime(2023, 2, 6))  # noqa: DTZ001 - that it has none is the point


@pytest.mark.parametrize(
    ("kind", "time", "facts", "how", "passed"),
    [
        (events.NoShow, at(5, 8, 10), {"leg": "feeder"}, EarlyEnd.NO_SHOW, set()),
        (events.LateCancel, at(5, 7), {}, EarlyEnd.WITHDRAWN, set()),
        (events.NoShow, at(6, 7), {"leg": "morning"}, EarlyEnd.ALIGHTED_EARLY, {"boarded"}),
        (events.InjuryEnRoute, at(6, 18, 50), {}, EarlyEnd.HOSPITAL, {"boarded", "arrived"}),
    ],
)
def test_a_way_that_ended_before_the_gate_ends_as_the_event_says(
    plan: ReturnPlan, kind: type, time: datetime, facts: dict[str, str], how: EarlyEnd, passed: set[str]
) -> None:
    (journey,) = journeys(after(plan, kind, time, **facts))
    assert journey.end is not None
    assert (journey.end.how, journey.end.at) == (how, time)
    assert {name for name in ("boarded", "arrived") if getattr(journey, f"{name}_at") is not None} == passed
    assert journey.entered_factory_at is None


def test_an_end_that_has_not_come_is_not_told(plan: ReturnPlan) -> None:
    late = events.LateCancel(id=EventId("event"), time=at(5, 7), subject=ONE)
    (journey,) = journeys(lc.replan(plan, [late]).plan.carried_out(at(5, 6)))
    assert (journey.end, journey.boarded_at) == (None, None)


def test_who_goes_over_to_another_convoy_has_a_journey_with_each(plan: ReturnPlan) -> None:
    done = after(plan, events.BoardElsewhere, at(5, 7), place="V-2", convoy="B-2")
    first, second = journeys(done)
    assert (first.convoy, first.end and first.end.how, first.boarded_at) == ("B-1", EarlyEnd.MOVED, None)
    assert (second.convoy, second.end) == ("B-2", None)
    assert second.entered_factory_at is not None
    assert lc.measure(done)["brought"].count == lc.Count(len(plan.travellers), lc.Unit.PERSON)


def test_who_is_at_the_gate_has_arrived_even_where_no_place_names_its_division() -> None:
    case = small_case(Programme(applicants=(Applicant(),)))
    plan = lc.plan_return(evolve(case, places=tuple(evolve(one, division=None) for one in case.places)))
    (journey,) = journeys(plan.carried_out())
    assert journey.arrived_at == plan.itinerary(ONE).steps[-2].arrive
    # Nobody knows where those are who are not at the gate.
    (journey,) = journeys(after(plan, events.InjuryEnRoute, at(6, 18, 50)))
    assert (journey.arrived_at, journey.end and journey.end.how) == (None, EarlyEnd.HOSPITAL)


def test_whoever_is_stranded_has_alighted_where_the_way_ends(plan: ReturnPlan) -> None:
    # At 6 February 7:30 both have come to the station, and no other train leads on.
    (journey,) = journeys(after(plan, events.TripCancelled, at(6, 7, 30), subject="train"))
    assert journey.end is not None
    assert (journey.end.how, journey.end.at) == (EarlyEnd.ALIGHTED_EARLY, at(6, 7, 30))
    # On the coach to the town: the way ends where the coach does, and not before.
    (journey,) = journeys(after(plan, events.TripCancelled, at(5, 9), subject="evening"))
    assert journey.end is not None
    assert journey.end.at > at(5, 9)


def cancelled(plan: ReturnPlan, *legs: str) -> ReturnPlan:
    """The plan once some legs have been cancelled, one after the other, before anybody has left."""
    told = [
        events.TripCancelled(id=EventId(f"event-{number}"), time=at(5, 7, number), subject=LegId(leg))
        for number, leg in enumerate(legs)
    ]
    change = lc.replan(plan, told)
    assert not change.findings
    assert change.plan.verify() == ()
    return change.plan


def sums(plan: ReturnPlan) -> dict[str, tuple[int, int, int, int]]:
    """Of each convoy: registered, boarded, withdrawn, moved; and no more journeys than that."""
    done = [one for one in plan.carried_out().records if isinstance(one, Journey)]
    found = plan.reconciliation()
    assert all(one.registered == sum(other.convoy == convoy for other in done) for convoy, one in found.items())
    return {
        convoy: (one.registered, one.boarded, one.withdrawn, one.moved)
        for convoy, one in found.items()
        if one.registered
    }


def test_whom_the_plan_leaves_out_has_not_stepped_back() -> None:
    """Three have a seat, and two of them a bed: the third is on no list, and steps back from nothing."""
    people = (Applicant(),) * 3
    plan = lc.plan_return(small_case(Programme(applicants=people, beds_men=2, family_rooms=0)))
    (left,) = plan.unplaced
    assert left in plan.outcome(Stage.SEATS).placed
    assert sums(plan) == {"B-1": (2, 2, 0, 0)}
    told = [
        events.LateCancel(id=EventId(one), time=at(5, hour), subject=one)
        for hour, one in ((6, left), (7, plan.travellers[0]))
    ]
    first = lc.replan(plan, told[:1]).plan
    assert (sums(first), first.verify()) == ({"B-1": (2, 2, 0, 0)}, ())
    assert sums(lc.replan(first, told[1:]).plan) == {"B-1": (2, 1, 1, 0)}


def test_whose_coach_is_cancelled_before_they_board_has_not_stepped_back() -> None:
    plan = lc.plan_return(small_case(Programme(applicants=(Applicant(),))))
    gone = cancelled(plan, "feeder")
    assert (list(gone.unplaced), sums(gone), journeys(gone.carried_out())) == ([ONE], {}, [])


def test_whom_another_convoy_takes_is_moved_as_long_as_one_does(plan: ReturnPlan) -> None:
    assert sums(cancelled(plan, "feeder")) == {"B-1": (2, 0, 0, 2), "B-2": (2, 2, 0, 0)}
    assert sums(cancelled(plan, "feeder", "feeder-2")) == {}
    told = events.LateCancel(id=EventId("late"), time=at(5, 8), subject=ONE)
    assert sums(lc.replan(cancelled(plan, "feeder"), [told]).plan) == {"B-1": (2, 0, 0, 2), "B-2": (2, 1, 1, 0)}


def test_what_the_case_has_already_stays_as_it_is(plan: ReturnPlan) -> None:
    done = plan.carried_out()
    seen = evolve(journeys(done)[0], received_at=at(6, 19))
    slept = next(one for one in done.records if isinstance(one, Stay))
    known = evolve(plan, case=evolve(plan.case, records=(seen, evolve(slept, room=RoomId("elsewhere")))))
    again = known.carried_out()
    assert again.records[:2] == known.case.records
    assert journeys(again) == [seen]
    assert len(again.records) == len(done.records)


def test_a_plan_for_nobody_has_nothing_to_carry_out() -> None:
    plan = lc.plan_return(small_case(Programme(applicants=(Applicant(willing=False),))))
    assert plan.carried_out() == plan.case


def test_the_sums_of_the_journeys_are_those_of_each_convoy(plan: ReturnPlan) -> None:
    event = events.BoardElsewhere(
        id=EventId("event"), time=at(5, 7), subject=ONE, place=PlaceId("V-2"), convoy=ConvoyId("B-2")
    )
    changed = lc.replan(plan, [event]).plan
    done = [one for one in changed.carried_out().records if isinstance(one, Journey)]
    for convoy, sums in changed.reconciliation().items():
        own = [one for one in done if one.convoy == convoy]
        assert sums.registered == len(own)
        assert sums.boarded == sum(one.boarded_at is not None for one in own)
        assert sums.handed_over == sum(one.entered_factory_at is not None for one in own)


def test_the_records_can_be_kept_in_a_file_of_the_year(plan: ReturnPlan) -> None:
    done = plan.carried_out().records
    assert lc.read_records(lc.write_records(done, reveal=True)).value == done

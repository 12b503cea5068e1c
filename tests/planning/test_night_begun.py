"""Whoever has come to the house has its bed for the night, whatever is planned again, and nobody else gets it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import DriverId, LegId, LodgingId, RoomId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.planning import events
from laborcoop.planning.disruptions.difference import Replanned
from laborcoop.planning.disruptions.notice import Audience
from laborcoop.planning.events import Event
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.replan import replan
from laborcoop.planning.spring_return import plan_return
from laborcoop.retention import Room, RoomUse, Stay
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Leg

ZONE = ZoneInfo("Asia/Shanghai")
ONE, TWO = (WorkerId(f"W-00{number}") for number in range(2))
MAN = Applicant()
TO_TWO = Applicant(employer=2)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """The coach is at the hotel on the 5th at 16:00, at the Home on the 6th at 19:40."""
    return datetime(2023, 2, day, hour, minute, tzinfo=ZONE)


def _again(leg: Leg, name: str, later: timedelta) -> Leg:
    """A leg once more, some time later, with other drivers."""
    stops = tuple(
        evolve(
            stop,
            arrive=stop.arrive + later,
            depart=stop.depart + later,
            driver=None if stop.driver is None else DriverId(f"{stop.driver}-{name}"),
        )
        for stop in leg.stops
    )
    return evolve(leg, id=LegId(name), stops=stops)


@cache
def planned(
    *applicants: Applicant,
    more: tuple[tuple[str, str, timedelta], ...] = (),
    without: tuple[str, ...] = (),
    houses: int = 2,
    **short: Any,
) -> ReturnPlan:
    """A plan of a small programme, with some of its legs once more: which, under what name, and how much later.

    Some of the legs may not run at all.

    The third of the houses is beside the first.
    """
    case = small_case(Programme(applicants=applicants, **short))
    (convoy,) = case.convoys
    by_id = {leg.id: leg for leg in convoy.legs}
    legs = (
        *(leg for leg in convoy.legs if leg.id not in without),
        *(_again(by_id[LegId(leg)], name, later) for leg, name, later in more),
    )
    other = evolve(case.lodgings[0], id=LodgingId("hotel-2"))
    return plan_return(evolve(case, convoys=(evolve(convoy, legs=legs),), lodgings=(*case.lodgings, other)[:houses]))


def of(kind: type, subject: str, time: datetime, /, number: int = 1, **facts: Any) -> Event:
    event: Event = kind(id=f"event-{number}", time=time, subject=subject, **facts)
    return event


def after(plan: ReturnPlan, *happened: Event) -> Replanned:
    """What a plan becomes, soundly: all at once, and one by one."""
    change = replan(plan, happened)
    assert not change.findings
    assert change.plan.verify() == ()
    step = plan
    for event in happened:
        step = replan(step, [event]).plan
    assert step == change.plan
    return change


def beds(plan: ReturnPlan) -> dict[str, list[tuple[str, str, int]]]:
    """The lodging, the room and the nights of each stay of everybody."""
    found: dict[str, list[tuple[str, str, int]]] = {}
    for stay in plan.stays:
        found.setdefault(stay.worker, []).append((stay.lodging, stay.room, len(list(stay.nights()))))
    return found


HOTEL, HOME = ("hotel", "men-0", 1), ("home", "men-0", 1)
NO_TRAIN = (events.TripCancelled, "train")
NO_COACH = (events.TripCancelled, "to-gates")
KEEPS: dict[str, tuple[tuple[type, str], datetime, dict[str, Any], list[tuple[str, str, int]]]] = {
    "not in the coach to the house yet": (NO_TRAIN, at(5, 15, 29), {}, []),
    "in the coach to the house": (NO_TRAIN, at(5, 15, 30), {}, [HOTEL]),
    "in the house": (NO_TRAIN, at(5, 16), {}, [HOTEL]),
    "in the small hours": (NO_TRAIN, at(6, 3), {}, [HOTEL]),
    "slept": (NO_TRAIN, at(6, 5), {}, [HOTEL]),
    "in the Home": (NO_COACH, at(6, 22), {}, [HOTEL, HOME]),
    "nowhere to go on to": ((events.EmployerSuspended, "E-2"), at(6, 22), {}, [HOTEL, HOME]),
    "refuses the work, in the Home": ((events.WorkerRefuses, ONE), at(6, 23), {}, [HOTEL, HOME]),
    "refuses the work, on the way to the Home": ((events.WorkerRefuses, ONE), at(6, 19, 30), {}, [HOTEL, HOME]),
    "is hurt on the way to the house": ((events.InjuryEnRoute, ONE), at(5, 15, 45), {}, []),
    "did not come to the coach to the Home": ((events.NoShow, ONE), at(6, 20), {"leg": "to-home"}, [HOTEL]),
    "did not come to it, as is told the next day": ((events.NoShow, ONE), at(7, 5), {"leg": "to-home"}, [HOTEL]),
    "did not come to the coach from the Home": ((events.NoShow, ONE), at(7, 8), {"leg": "to-gates"}, [HOTEL, HOME]),
    "is hurt in the night": ((events.InjuryEnRoute, ONE), at(5, 23), {}, []),
    "the room is closed": ((events.RoomOutOfService, "men-0"), at(5, 23), {"lodging": "hotel"}, []),
    "the room is closed, on the way to it": (
        (events.RoomOutOfService, "men-0"),
        at(5, 15, 45),
        {"lodging": "hotel"},
        [],
    ),
}


@pytest.mark.parametrize(("what", "time", "facts", "kept"), KEEPS.values(), ids=KEEPS.keys())
def test_whoever_is_left_in_the_house_keeps_the_night_unless_the_event_takes_it(
    what: tuple[type, str], time: datetime, facts: dict[str, Any], kept: list[tuple[str, str, int]]
) -> None:
    plan = planned(TO_TWO, beds_men=1)
    kind, subject = what
    change = after(plan, of(kind, subject, time, **facts))
    assert list(change.left_out) == [ONE]
    assert beds(change.plan).get(ONE, []) == kept
    fewer = {one.recipient for one in change.to_tell if one.audience is Audience.LODGING}
    assert fewer == {"hotel", "home"} - {lodging for lodging, *_ in kept}, "a house is told of no night that is kept"
    counted = [record for record in change.plan.carried_out().records if isinstance(record, Stay)]
    assert [(stay.lodging, stay.room, len(list(stay.nights()))) for stay in counted] == kept


def test_whoever_is_left_on_the_way_to_the_house_has_the_bed_until_a_way_on_is_found() -> None:
    """In the coach to the hotel the ticket for the train is found wrong, and then issued anew."""
    plan = planned(MAN, MAN, beds_men=2)
    wrong = of(events.TicketMismatch, ONE, at(5, 15, 35), leg=LegId("train"))
    left = after(plan, wrong)
    assert (list(left.left_out), beds(left.plan)) == ([ONE], beds(plan))
    put_right = of(events.TicketMismatch, ONE, at(5, 15, 50), number=2, leg=LegId("train"), reissued=True)
    change = after(plan, wrong, put_right)
    assert (change.left_out, beds(change.plan)) == ({}, beds(plan))


def test_a_coach_that_comes_after_the_night_brings_nobody_to_a_bed_of_it() -> None:
    """The train is cancelled; then the coach to the hotel stands until four in the morning."""
    plan = planned(MAN)
    late = of(events.TripDelayed, "evening", at(5, 15, 45), number=2, minutes=12 * 60)
    change = after(plan, of(events.TripCancelled, "train", at(5, 15, 40)), late)
    assert beds(change.plan) == {}
    in_time = of(events.TripDelayed, "evening", at(5, 15, 45), number=2, minutes=11 * 60)
    assert beds(after(plan, of(events.TripCancelled, "train", at(5, 15, 40)), in_time).plan) == {ONE: [HOTEL]}


def test_nobody_else_gets_the_bed_of_somebody_who_is_left_in_it() -> None:
    plan = planned(MAN, MAN, beds_men=2)
    room = {stay.worker: stay.room for stay in plan.stays}
    ticket = of(events.TicketMismatch, ONE, at(5, 23), leg=LegId("train"))
    closed = of(events.RoomOutOfService, room[TWO], at(5, 23, 30), number=2, lodging="hotel")
    change = after(plan, ticket, closed)
    assert beds(change.plan) == {ONE: [("hotel", room[ONE], 1)]}
    assert sorted(change.left_out) == [ONE, TWO]


TURNED_OUT: dict[str, tuple[datetime, dict[str, Any]]] = {
    "is told of the train first": (at(5, 22), {}),
    "the room is closed first of all": (at(5, 16), {}),
    "both in one event more": (at(5, 22), {"until": date(2023, 2, 6)}),
    "on the way to the house": (at(5, 15, 50), {}),
}


@pytest.mark.parametrize(("time", "facts"), TURNED_OUT.values(), ids=TURNED_OUT.keys())
def test_whoever_is_left_in_a_room_that_is_closed_gets_a_free_bed_for_the_night(
    time: datetime, facts: dict[str, Any]
) -> None:
    plan = planned(MAN, beds_men=2)
    (had,) = plan.stays
    no_train = of(events.TripCancelled, "train", at(5, 15, 45))
    closed = of(events.RoomOutOfService, had.room, time, number=2, lodging="hotel", **facts)
    left = after(plan, no_train).plan
    change = after(left, closed)
    ((_, other, nights),) = beds(change.plan)[ONE]
    assert (change.plan.travellers, {other, had.room}, nights) == ((), {"men-0", "men-1"}, 1)
    assert change.plan.log.begun[ONE].room == other
    said = {one.recipient: one.text.en for one in change.to_tell}
    assert said["hotel"] == "guests have changed: 1 bed-nights more, 1 fewer"
    line = f"another bed: Sun 5 Feb, night: Kunming hotel, room {other}, bed 1"
    assert said[ONE] == f"Your bed has changed:\n{line}"
    assert {one.events for one in change.to_tell} == {("event-2",)}
    both = after(plan, no_train, closed)
    assert both.plan == change.plan
    (about,) = [one for one in both.to_tell if one.recipient == ONE]
    assert about.text.en.startswith("You do not travel as planned:\n")
    assert about.text.en.endswith(f"\n{line}")
    last = after(change.plan, of(events.RoomOutOfService, other, time, number=3, lodging="hotel"))
    assert beds(last.plan) == {}
    said = {one.recipient: one.text.en for one in last.to_tell}
    assert said[ONE] == (
        f"Your bed has changed:\nroom {other} of Kunming hotel is out of service, and no other bed is free"
    )


def test_of_a_bed_in_hospital_nobody_is_told() -> None:
    plan = planned(MAN, beds_men=2)
    left = after(plan, of(events.TripCancelled, "train", at(5, 21))).plan
    hurt = of(events.InjuryEnRoute, ONE, at(5, 22), number=2)
    change = after(left, hurt, of(events.RoomOutOfService, plan.stays[0].room, at(5, 23), number=3, lodging="hotel"))
    assert {one.audience for one in change.to_tell} == {Audience.LODGING}


def test_the_adult_is_told_of_the_bed_of_the_child() -> None:
    people = (Applicant(party="H", sex=Sex.FEMALE), Applicant(party="H", born=date(2017, 5, 1), along=True))
    plan = planned(*people, family_rooms=2)
    left = after(plan, of(events.TripCancelled, "train", at(5, 21))).plan
    (room,) = {stay.room for stay in left.stays}
    change = after(left, of(events.RoomOutOfService, room, at(5, 22), number=2, lodging="hotel"))
    said = [one.text.en for one in change.to_tell if one.recipient == ONE]
    own, of_child = (
        f"another bed: Sun 5 Feb, night: Kunming hotel, room {stay.room}, bed {stay.bed}"
        for worker in (ONE, TWO)
        for stay in change.plan.stays_of(worker)
    )
    assert said == [f"Your bed has changed:\n{own}", f"The bed of {TWO} has changed:\n{of_child}"]
    assert {stay.room for stay in change.plan.stays} == {"family-0", "family-1"} - {room}


def test_whoever_does_not_want_the_work_and_is_turned_out_gets_another_bed_too() -> None:
    plan = planned(TO_TWO, beds_men=2)
    room = next(stay.room for stay in plan.stays if stay.lodging == "home")
    refuses = of(events.WorkerRefuses, ONE, at(6, 21))
    change = after(plan, refuses, of(events.RoomOutOfService, room, at(6, 22), number=2, lodging="home"))
    assert [lodging for lodging, *_ in beds(change.plan)[ONE]] == ["hotel", "home"]
    assert beds(change.plan)[ONE][1][1] != room


def test_no_bed_for_the_other_sex_or_of_a_family_is_given_to_whoever_is_turned_out() -> None:
    people = (MAN, Applicant(party="H"), Applicant(party="H", sex=Sex.FEMALE))
    plan = planned(*people, beds_men=1, beds_women=3, family_rooms=1)
    room = {stay.worker: stay.room for stay in plan.stays}
    assert room == {ONE: "men-0", TWO: "family-0", WorkerId("W-002"): "family-0"}
    no_train = of(events.TripCancelled, "train", at(5, 21))
    change = after(plan, no_train, of(events.RoomOutOfService, "men-0", at(5, 22), number=2, lodging="hotel"))
    assert ONE not in beds(change.plan)


@pytest.mark.parametrize(("women", "slept"), [(2, ["W-001", "W-002"]), (0, ["W-001"])])
def test_a_party_that_is_turned_out_sleeps_in_one_house_or_else_where_each_can(women: int, slept: list[str]) -> None:
    people = (MAN, Applicant(party="H"), Applicant(party="H", sex=Sex.FEMALE))
    plan = planned(*people, beds_men=2, beds_women=women, family_rooms=1)
    no_train = of(events.TripCancelled, "train", at(5, 21))
    change = after(plan, no_train, of(events.RoomOutOfService, "family-0", at(5, 22), number=2, lodging="hotel"))
    assert sorted(set(beds(change.plan)) - {ONE}) == slept


def test_a_closed_room_is_left_for_a_free_bed_by_whoever_goes_on() -> None:
    plan = planned(MAN, beds_men=2)
    (stay,) = plan.stays
    change = after(plan, of(events.RoomOutOfService, stay.room, at(5, 23), lodging="hotel"))
    assert not change.left_out
    ((other,),) = beds(change.plan).values()
    assert other[1] in {"men-0", "men-1"} - {stay.room}


def test_whoever_waits_a_night_more_sleeps_on_in_the_bed() -> None:
    """The only coach to the gates comes a day late: heard of in the evening, in the Home."""
    plan = planned(TO_TWO, TO_TWO, beds_men=2)
    had = {stay.worker: stay.room for stay in plan.stays if stay.lodging == "home"}
    change = after(plan, of(events.TripDelayed, "to-gates", at(6, 22), minutes=24 * 60))
    assert {worker: own[1:] for worker, own in beds(change.plan).items()} == {
        worker: [("home", room, 2)] for worker, room in had.items()
    }


def test_whoever_hears_once_more_sleeps_on_in_the_bed() -> None:
    """The coach comes a day late, and is then cancelled for one that leaves a little later."""
    plan = planned(TO_TWO, TO_TWO, beds_men=2, more=(("to-gates", "other", timedelta(hours=24, minutes=10)),))
    late = of(events.TripDelayed, "to-gates", at(6, 22), minutes=24 * 60)
    first = after(plan, late)
    change = after(plan, late, of(events.TripCancelled, "to-gates", at(6, 23), number=2))
    assert beds(change.plan) == beds(first.plan)
    assert {ride.leg for ride in change.plan.rides_of(ONE)} >= {"other"}


def test_whoever_goes_on_by_another_coach_stays_in_the_bed() -> None:
    plan = planned(MAN, MAN, houses=3, more=(("morning", "other", timedelta(minutes=10)),))
    (coach,) = {plan.rides_of(worker)[2].leg for worker in (ONE, TWO)}
    change = after(plan, of(events.TripCancelled, coach, at(5, 21)))
    assert change.plan.stays == plan.stays
    assert {stage.worker for stage in change.moved} == {ONE, TWO}


def test_whoever_can_go_on_in_the_evening_does() -> None:
    """A train that had left too early runs late, and the one of the morning is cancelled: nobody sleeps there."""
    more = (
        ("morning", "tonight", timedelta(hours=-12, minutes=-30)),
        ("train", "earlier", timedelta(hours=-16, minutes=-30)),
    )
    plan = planned(MAN, more=more)
    assert beds(plan) == {ONE: [HOTEL]}
    late = of(events.TripDelayed, "earlier", at(5, 16, 1), minutes=5 * 60)
    change = after(plan, late, of(events.TripCancelled, "train", at(5, 17), number=2))
    assert [ride.leg for ride in change.plan.rides_of(ONE)][2:] == ["tonight", "earlier", "direct"]
    assert beds(change.plan) == {}


def test_whoever_goes_with_somebody_in_the_house_keeps_the_bed_beside() -> None:
    """One of a couple is in the hotel and the other on the next coach when the coach of the morning is cancelled."""
    plan = planned(
        Applicant(party="H"),
        Applicant(party="H", sex=Sex.FEMALE),
        more=(("evening", "later", timedelta(hours=1)), ("morning", "other", timedelta(minutes=10))),
    )
    second = max((ride for ride in plan.rides if ride.leg in {"evening", "later"}), key=lambda ride: ride.worker)
    plan = evolve(plan, rides=tuple(evolve(one, leg=LegId("later")) if one is second else one for one in plan.rides))
    assert plan.verify() == ()
    change = after(plan, of(events.TripCancelled, plan.rides_of(ONE)[2].leg, at(5, 16, 30)))
    assert not change.left_out
    assert {ride.leg for ride in change.plan.rides} >= {"other"}
    assert change.plan.stays == plan.stays


def _no_stays(plan: ReturnPlan) -> ReturnPlan:
    return evolve(plan, stays=())


def _bed_of_another(plan: ReturnPlan) -> ReturnPlan:
    return evolve(plan, stays=tuple(evolve(stay, room=RoomId("men-1")) for stay in plan.stays))


def _another_night(plan: ReturnPlan) -> ReturnPlan:
    begun = {ONE: evolve(plan.log.begun[ONE], period=Period(date(2023, 2, 6), date(2023, 2, 7)))}
    return evolve(plan, log=evolve(plan.log, begun=begun))


def _longer(plan: ReturnPlan) -> ReturnPlan:
    stays = tuple(evolve(stay, period=Period(date(2023, 2, 5), date(2023, 2, 7))) for stay in plan.stays)
    return evolve(plan, stays=stays)


SPOILT = {
    "the bed is taken away": (_no_stays, ["PL-15"]),
    "another bed is given": (_bed_of_another, ["PL-15"]),
    "another night is on record": (_another_night, ["PL-15"]),
    "a night to come is held": (_longer, ["PL-11"]),
}


@pytest.mark.parametrize(("spoil", "rules"), SPOILT.values(), ids=SPOILT.keys())
def test_a_plan_that_spoils_the_night_is_found(spoil: Callable[[ReturnPlan], ReturnPlan], rules: list[str]) -> None:
    plan = after(planned(MAN, beds_men=2), of(events.TripCancelled, "train", at(5, 21))).plan
    assert [finding.rule for finding in spoil(plan).verify()] == rules


@pytest.mark.parametrize("minute", [1, 29])
def test_whoever_is_aboard_the_coach_to_the_house_does_not_give_up_the_bed_there(minute: int) -> None:
    """A room is closed while all are aboard: whoever sleeps in the other one has the bed, and is no company's."""
    pair = Applicant(party="P")
    case = small_case(Programme(applicants=(pair, pair, MAN), beds_women=0, family_rooms=0))
    hotel, home = case.lodgings
    rooms = tuple(Room(id=RoomId(name), beds=2, use=RoomUse.MEN) for name in ("first", "second"))
    plan = plan_return(evolve(case, lodgings=(evolve(hotel, rooms=rooms), home)))
    assert len(plan.travellers) == 3
    theirs = plan.stays_of(ONE)[0].room
    closed = of(events.RoomOutOfService, theirs, at(5, 15, 30 + minute), lodging=hotel.id)
    change = after(plan, closed)
    assert change.plan.verify() == ()
    assert set(change.left_out) == {worker for worker in plan.travellers if plan.stays_of(worker)[0].room == theirs}


TWO_NIGHTS = (("to-gates", "later", timedelta(days=1)),)
"""No coach goes on to the gates on the 7th: whoever comes to the Home on the 6th sleeps there twice."""


@pytest.mark.parametrize("hour", [at(6, 23), at(7, 2), at(7, 4), at(7, 12), at(7, 23)])
def test_of_a_stay_of_two_nights_the_second_is_kept_as_the_first_is(hour: datetime) -> None:
    """Whose companion waits is asked again after each event: what is left of a stay is no other bed."""
    new = Applicant(returns=False, employer=None, party="H")
    plan = planned(new, new, TO_TWO, TO_TWO, more=TWO_NIGHTS, without=("to-gates",), late_gate=False, openings=1)
    assert len(plan.unplaced) == 1
    assert Counter(night for stay in plan.stays for night in stay.nights() if stay.lodging == "home") == {
        date(2023, 2, 6): 3,
        date(2023, 2, 7): 3,
    }
    change = after(plan, of(events.RoomOutOfService, "women-9", hour, lodging="home"))
    assert (change.moved, change.altered, change.left_out) == ((), (), {})
    (proof,) = (one.proof for one in change.plan.outcomes if one.hub == "zhuhai")
    assert proof is not None
    assert proof.kept == 3

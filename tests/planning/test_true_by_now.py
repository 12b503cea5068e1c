"""Whoever waits is told after each event why there is no place by now: a reason that was true once is not for ever."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.journey import Outcome
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import EventId, LegId, RoomId, VehicleId, WorkerId
from laborcoop.planning import events
from laborcoop.retention import Room, RoomUse
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Leg

MAN, WOMAN = Applicant(), Applicant(sex=Sex.FEMALE)
ONE, TWO, THREE = (WorkerId(f"W-00{number}") for number in range(3))
ZONE = small_case(Programme(applicants=())).campaign.zone
ONE_BED = Room(id=RoomId("w"), use=RoomUse.WOMEN, beds=1)


def at(day: int, hour: int) -> datetime:
    return datetime(2023, 2, day, hour, tzinfo=ZONE)


def cancelled(leg: str, day: int, hour: int = 7) -> events.Event:
    """The first batch leaves on the 5th at eight, the second two days later."""
    return events.TripCancelled(id=EventId(f"{leg} is out"), time=at(day, hour), subject=LegId(leg))


def two_batches(
    people: Sequence[Applicant],
    seats: Mapping[str, int] | None = None,
    without: Sequence[str] = (),
    rooms: Mapping[str, Sequence[Room]] | None = None,
) -> lc.Case:
    """Two batches: how many rated seats some legs have, which do not run, and the rooms of some houses."""
    case = small_case(Programme(applicants=tuple(people), batches=2, family_rooms=0))
    rated = seats or {}

    def sized(leg: Leg) -> Leg:
        most = rated.get(leg.id, leg.vehicle.rated)
        return evolve(leg, vehicle=evolve(leg.vehicle, id=VehicleId(f"of-{leg.id}"), rated=most))

    convoys = (
        evolve(convoy, legs=tuple(sized(leg) for leg in convoy.legs if leg.id not in without))
        for convoy in case.convoys
    )
    houses = (evolve(one, rooms=tuple((rooms or {}).get(one.id, one.rooms))) for one in case.lodgings)
    return evolve(case, convoys=tuple(convoys), lodgings=tuple(houses))


def why(plan: lc.ReturnPlan, worker: WorkerId) -> list[tuple[str, tuple[str, ...]]]:
    return [(reason.code, reason.about) for reason in plan.unplaced[worker]]


def too_small(plan: lc.ReturnPlan) -> list[str]:
    """The legs for which a larger vehicle is asked for."""
    return [found.subject for found in plan.findings if found.rule == "PL-03"]


FULL_TRAINS = two_batches([MAN] * 3, {"train": 1, "train-2": 1})
FULL_AT_THE_GATE = two_batches(
    [WOMAN] * 2, {"train": 1, "direct-2": 1}, ["to-home-2", "to-gates-2"], {"hotel": [ONE_BED]}
)
CASES = {
    "both trains were full": (
        FULL_TRAINS,
        [("seats.train-full", ("train", "train-2"))],
        [("seats.train-full", ("train",))],
    ),
    "the coach to the gate was": (
        FULL_AT_THE_GATE,
        [("gate.coach-full", ("direct-2",))],
        [("seats.train-full", ("train",))],
    ),
}


@pytest.mark.parametrize("event", [cancelled("train-2", 5), cancelled("feeder-2", 5), cancelled("train-2", 3)])
@pytest.mark.parametrize(("case", "before", "now"), CASES.values(), ids=CASES.keys())
def test_whoever_waited_for_what_does_not_run_any_more_is_told_of_what_is_full_still(
    case: lc.Case,
    before: list[tuple[str, tuple[str, ...]]],
    now: list[tuple[str, tuple[str, ...]]],
    event: events.Event,
) -> None:
    plan = lc.plan_return(case)
    (waits,) = plan.unplaced
    after = lc.replan(plan, [event]).plan
    assert (why(plan, waits), why(after, waits)) == (before, now)
    assert too_small(after) == [leg for _, legs in now for leg in legs]
    assert (plan.verify(), after.verify()) == ((), ())


def _of_bed(plan: lc.ReturnPlan) -> events.Event:
    return events.LateCancel(id=EventId("e"), time=at(5, 7), subject=plan.travellers[0])


def _of_seat_at_gate(_: lc.ReturnPlan) -> events.Event:
    vehicle = next(leg for convoy in FULL_TRAINS.convoys for leg in convoy.legs if leg.id == "direct").vehicle
    coach = evolve(vehicle, id=VehicleId("large"), rated=9)
    return events.VehicleSwap(id=EventId("e"), time=at(5, 7), subject=LegId("direct"), vehicle=coach)


TOO_LATE = {
    "a bed": (two_batches([WOMAN] * 3, {}, ["feeder-2"], {"hotel": [ONE_BED]}), "beds.full", _of_bed),
    "a seat at the gate": (
        two_batches([WOMAN] * 2, {"direct": 2}, ["feeder-2", "to-home", "to-gates"]),
        "gate.coach-full",
        _of_seat_at_gate,
    ),
}


@pytest.mark.parametrize(("case", "before", "event"), TOO_LATE.values(), ids=TOO_LATE.keys())
def test_whoever_would_have_what_falls_free_too_late_is_told_that(
    case: lc.Case, before: str, event: Callable[[lc.ReturnPlan], events.Event]
) -> None:
    plan = lc.plan_return(case)
    after = lc.replan(plan, [event(plan)]).plan
    for worker, reasons in plan.unplaced.items():
        assert [reason.code for reason in reasons] == [before]
        assert why(after, worker) == [("seats.too-late", ())]
        assert "fell free too late" in after.unplaced[worker][0].text.en
    assert (too_small(after), after.verify()) == ([], ())
    later = cancelled("train", 5, 12)
    still = lc.replan(after, [later]).plan
    assert {tuple(why(still, worker)) for worker in plan.unplaced} <= {(("seats.too-late", ()),), (("EV-04", ()),)}
    assert still.verify() == ()


NEW = Applicant(returns=False, employer=None)


def test_who_waits_for_company_under_way_is_told_that_alone_and_goes_by_the_next_batch_once_it_is_stranded() -> None:
    """The first has the one opening for which the third waits, of a party with the second, who goes back to a post."""
    people = (NEW, Applicant(party="P"), evolve(NEW, party="P"))
    case = small_case(Programme(applicants=people, openings=1, batches=2))
    holder, *party = case.registrations
    later = evolve(holder, batches=frozenset({case.convoys[1].id}))
    plan = lc.plan_return(evolve(case, registrations=(later, *party)))
    assert (plan.travellers, why(plan, THREE)) == ((ONE, TWO), [("posts.no-opening", ())])
    after = lc.replan(plan, [events.LateCancel(id=EventId("e"), time=at(5, 12), subject=ONE)]).plan
    assert (after.travellers, why(after, THREE)) == ((TWO,), [("posts.company", ())])
    assert after.verify() == ()
    stranded = lc.replan(after, [cancelled("train", 5, 13)]).plan
    assert [code for code, _ in why(stranded, TWO)] == ["EV-04", "seats.stranded"]
    assert {ride.leg for ride in stranded.rides_of(THREE)} >= {"feeder-2", "train-2"}
    assert stranded.verify() == ()


def _said(plan: lc.ReturnPlan, worker: WorkerId) -> set[str]:
    return {fault.message.en for fault in plan.verify() if fault.subject == worker}


def _as_before(after: lc.ReturnPlan, before: lc.ReturnPlan, worker: WorkerId) -> lc.ReturnPlan:
    """The plan after an event, in which somebody stands as the plan before it has it."""

    def stands(one: Outcome[object], had: Outcome[object]) -> Outcome[object]:
        others = {other: reasons for other, reasons in one.left_out.items() if other != worker}
        placed = {other: given for other, given in one.placed.items() if other != worker}
        return evolve(
            one,
            came_in=(one.came_in - {worker}) | (had.came_in & {worker}),
            placed=placed | ({worker: had.placed[worker]} if worker in had.placed else {}),
            not_needed=(one.not_needed - {worker}) | (had.not_needed & {worker}),
            left_out=others | ({worker: had.left_out[worker]} if worker in had.left_out else {}),
        )

    return evolve(after, outcomes=tuple(map(stands, after.outcomes, before.outcomes)))


def test_verification_finds_who_is_left_out_in_a_town_to_which_nothing_runs_any_more() -> None:
    plan = lc.plan_return(FULL_AT_THE_GATE)
    after = lc.replan(plan, [cancelled("train-2", 5)]).plan
    assert _said(_as_before(after, plan, TWO), TWO) == {"left out in a town, and a leg that goes there does not run"}


def test_verification_finds_a_coach_in_a_town_that_is_said_to_be_full_and_has_room() -> None:
    """It is too late to tell anybody of the larger coach."""
    case, _, swap = TOO_LATE["a seat at the gate"]
    plan = lc.plan_return(case)
    (waits,) = plan.unplaced
    after = lc.replan(plan, [swap(plan)]).plan
    assert _said(_as_before(after, plan, waits), waits) == {
        "left out for a full leg, and the leg has room on all of its way"
    }

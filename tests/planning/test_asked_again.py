"""Whoever is left out asks again: those who are in each other's way ask one by one, and reasons speak of all ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from attrs import evolve

import laborcoop as lc
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import DriverId, EmployerId, EventId, LegId, LodgingId, PlaceId, RoomId, VehicleId
from laborcoop.kernel.places import Place, PlaceKind
from laborcoop.kernel.text import Text
from laborcoop.planning import events
from laborcoop.retention import Room, RoomUse
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Leg, Stop, TrainNumber, TransportMode, Vehicle

HALFWAY = PlaceId("H-station")
MANY = 50
Call = tuple[str, int, int]
"""A place, the day of February, and the time as hours and minutes in one number."""


def case_of(people: Sequence[Applicant], legs: Mapping[str, tuple[int, Sequence[Call]]], *houses: str) -> lc.Case:
    """The small case with an employer at the station halfway, a second station in Zhuhai, and other legs.

    ``legs`` are seats for workers, and calls.
    ``houses`` are the beds: the house, whom a room is for, and how many beds it has.
    """
    case = small_case(Programme(applicants=tuple(people)))
    zone = case.campaign.zone

    def leg(name: str, seats: int, calls: Sequence[Call]) -> Leg:
        is_train = name.startswith("train")
        times = [datetime(2023, 2, day, *divmod(clock, 100), tzinfo=zone) for _, day, clock in calls]
        mode = TransportMode.SPECIAL_TRAIN if is_train else TransportMode.CHARTER_COACH
        drivers = [None if is_train else DriverId(f"{name}-{i % 2}") for i in range(len(calls))]
        crew = 0 if is_train else len(set(drivers[:-1]))
        return Leg(
            id=LegId(name),
            vehicle=Vehicle(id=VehicleId(f"v-{name}"), mode=mode, rated=seats + crew),
            stops=tuple(
                Stop(place=PlaceId(place), arrive=at, depart=at, driver=driver)
                for (place, *_), at, driver in zip(calls, times, drivers, strict=True)
            ),
            train=TrainNumber.parse("D3812") if is_train else None,
            captain=f"C-{name}",
            deputy=f"D-{name}",
        )

    def rooms(house: LodgingId) -> tuple[Room, ...]:
        own = [one.split() for one in houses if one.split()[0] == house]
        return tuple(Room(id=RoomId(f"r{i}"), beds=int(beds), use=RoomUse(use)) for i, (_, use, beds) in enumerate(own))

    (convoy,) = case.convoys
    first, second = case.employers
    third = evolve(
        second, id=EmployerId("E-3"), name=Text.same("Works 3"), gate=HALFWAY, gate_opens=time(0), gate_closes=time(23)
    )
    stations = [
        Place(id=PlaceId(place), name=Text.same(place), kind=PlaceKind.STATION, hub=hub)
        for place, hub in ((HALFWAY, "halfway"), ("Z-east", "zhuhai"))
    ]
    return evolve(
        case,
        places=(*case.places, *stations),
        employers=(first, second, third),
        convoys=(evolve(convoy, legs=tuple(leg(name, *facts) for name, facts in legs.items())),),
        lodgings=tuple(evolve(lodging, rooms=rooms(lodging.id)) for lodging in case.lodgings),
    )


def codes(plan: lc.ReturnPlan) -> dict[str, str]:
    return {worker: reasons[0].code for worker, reasons in plan.unplaced.items()}


FRIENDS = (Applicant(party="P"), Applicant(party="P"))
ALONE = Applicant(employer=3)
CROSSED = {
    "feeder": (MANY, [("V-1", 5, 800), ("K-park", 5, 1100)]),
    "across": (3, [("K-park", 5, 1130), ("K-station", 5, 1200)]),
    "train": (MANY, [("K-station", 5, 1300), ("Z-station", 5, 1800)]),
    "coach": (3, [("Z-station", 5, 1900), (HALFWAY, 5, 1930), ("G-1", 5, 2000)]),
}
"""Two go on by the coach to another town, and two to a gate; the first coach has a seat too few for all."""


def test_people_who_keep_each_other_from_arriving_ask_again_one_by_one() -> None:
    """Both who go alone have the seats on that the two who go together need, and one of them has none to the train."""
    plan = lc.plan_return(case_of([ALONE, *FRIENDS, ALONE], CROSSED))
    assert len(plan.travellers) == 3
    assert plan.verify() == ()


def test_so_they_do_once_a_larger_coach_runs() -> None:
    first = lc.plan_return(case_of([ALONE, *FRIENDS, ALONE], {**CROSSED, "across": (0, CROSSED["across"][1])}))
    assert first.travellers == ()
    old = first.legs()[LegId("across")].vehicle
    swap = events.VehicleSwap(
        id=EventId("n-1"),
        time=datetime(2023, 2, 3, 8, tzinfo=first.case.campaign.zone),
        subject=LegId("across"),
        vehicle=evolve(old, id=VehicleId("larger"), rated=4),
    )
    plan = lc.replan(first, [swap]).plan
    assert len(plan.travellers) == 3
    assert plan.verify() == ()


def test_whoever_got_no_further_by_one_train_is_not_told_of_the_other_alone() -> None:
    """One train goes on in time to the gate, and has three seats; by the other there is no bed for a man alone."""
    couple = [Applicant(party="P"), Applicant(party="P", employer=3, sex=Sex.FEMALE)]
    other = [Applicant(party="Q", sex=Sex.FEMALE), Applicant(party="Q", employer=3)]
    legs = {
        "feeder": (MANY, [("V-1", 5, 855), ("K-park", 5, 1035)]),
        "evening": (MANY, [("K-park", 5, 1250), ("K-hotel", 5, 1320)]),
        "morning": (MANY, [("K-hotel", 6, 635), ("K-station", 6, 720)]),
        "train-0": (3, [("K-station", 6, 820), (HALFWAY, 6, 1305), ("Z-station", 6, 1905)]),
        "train-1": (MANY, [("K-station", 6, 815), (HALFWAY, 6, 1300), ("Z-east", 6, 1900)]),
        "direct": (MANY, [("Z-station", 6, 1955), ("G-1", 6, 2045)]),
        "to-home": (MANY, [("Z-east", 6, 1915), ("Z-home", 6, 1940)]),
        "to-gate": (MANY, [("Z-home", 7, 715), ("G-1", 7, 835)]),
    }
    plan = lc.plan_return(
        case_of([*couple, *other], legs, "hotel women 3", "hotel family 1", "hotel family 1", "home family 3")
    )
    assert plan.travellers == ("W-002", "W-003")
    assert codes(plan) == {"W-000": "beds.full", "W-001": "gate.company"}
    assert plan.verify() == ()


def test_a_coach_has_room_for_two_if_each_has_a_seat_from_the_own_stop() -> None:
    """Of its two seats somebody has one to the second village, where the wife boards."""
    husband = Applicant(party="P", employer=3)
    people = [evolve(husband, sex=Sex.FEMALE, village=2), husband, Applicant()]
    legs = {
        "coach-0": (MANY, [("V-2", 5, 955), ("K-park", 5, 1250)]),
        "coach-1": (2, [("V-1", 5, 710), ("V-2", 5, 750), ("K-park", 5, 840)]),
        "evening": (MANY, [("K-park", 5, 1250), ("K-hotel", 5, 1310)]),
        "to-station": (MANY, [("K-park", 5, 1310), ("K-station", 5, 1355)]),
        "morning": (MANY, [("K-hotel", 6, 630), ("K-station", 6, 710)]),
        "train-a": (MANY, [("K-station", 6, 920), ("Z-station", 6, 1150)]),
        "train-b": (MANY, [("K-station", 5, 1930), ("Z-station", 6, 530)]),
        "direct": (MANY, [("Z-station", 6, 1210), (HALFWAY, 6, 1300), ("G-1", 6, 1320)]),
    }
    plan = lc.plan_return(case_of(people, legs, "hotel women 3"))
    assert plan.unplaced == {}
    assert plan.verify() == ()


def test_a_reason_speaks_of_the_same_batch_and_names_stops_alike_in_whatever_order_the_records_stand() -> None:
    case = small_case(Programme(applicants=(Applicant(),), batches=2))
    joined = tuple(evolve(one, legs=tuple(leg for leg in one.legs if "morning" not in leg.id)) for one in case.convoys)
    case = evolve(case, convoys=joined)
    ((reason,),) = lc.plan_return(case).unplaced.values()
    assert (reason.code, "2023-02-05" in reason.text.en) == ("seats.no-way-on", True)
    backwards = evolve(case, convoys=case.convoys[::-1], places=case.places[::-1])
    assert list(lc.plan_return(backwards).unplaced.values()) == [(reason,)]
    anywhere = tuple(evolve(one, boarding=None) for one in case.registrations)
    workers = tuple(evolve(one, village="") for one in case.workers)
    for one in (case, backwards):
        nowhere = evolve(one, registrations=anywhere, workers=workers, convoys=())
        ((why,),) = lc.plan_return(nowhere).unplaced.values()
        assert why.text.en.startswith("no leg goes from V-1, V-2 to ")

"""Coaches and the convoy's own train: nobody is brought to one that has left, or fetched before it has come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.kernel.ids import DriverId, LegId, PlaceId, VehicleId
from laborcoop.planning.convoy_coaches import ConvoyCoaches
from laborcoop.planning.convoys import PlannedConvoys
from laborcoop.rulebook import Convention, DatedValue, Parameter
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import CrewMember, FeederCoach, Halt, Leg, TransportMode, TravelTimes, Vehicle, Way

ZONE = ZoneInfo("Asia/Shanghai")
HOUR = timedelta(hours=1)
PARK, STATION, ZHUHAI = PlaceId("K-park"), PlaceId("K-station"), PlaceId("Z-station")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, day, hour, minute, tzinfo=ZONE)


KM = {("V-1", "K-park"): 200, ("V-1", "K-station"): 180, ("Z-station", "G-1"): 40, ("Z-home", "G-1"): 30}
ROADS = TravelTimes(
    tuple(Way(start=PlaceId(a), end=PlaceId(b), minutes=far, km=Decimal(far)) for (a, b), far in KM.items())
)


def coach(name: str, depot: str) -> FeederCoach:
    return FeederCoach(
        vehicle=Vehicle(id=VehicleId(f"V-{name}"), mode=TransportMode.CHARTER_COACH, rated=9),
        depot=PlaceId(depot),
        crew=(CrewMember(driver=DriverId(f"D-{name}")),),
        captain=f"C-{name}",
        deputy=f"E-{name}",
    )


def case_without(*legs: str, buffer: int | None = None, flight: bool = False) -> lc.Case:
    """A case of two, without some legs, with a time to change to trains, and with a flight for its train."""
    case = small_case(Programme(applicants=(Applicant(), Applicant())))
    if buffer is not None:
        value = DatedValue(value=buffer, source=Convention(lc.Text.same("test")))
        parameter = Parameter(name="transfer_buffer", title=lc.Text.same("buffer"), unit="minute", values=(value,))
        case = evolve(case, book=case.book.with_parameters(parameter))
    kept = [leg for leg in case.convoys[0].legs if leg.id not in legs]
    if flight:
        kept = [_flown(leg) if leg.id == "train" else leg for leg in kept]
    return evolve(
        case,
        convoys=(evolve(case.convoys[0], legs=tuple(kept)),),
        employers=tuple(evolve(one, gate_closes=time(22)) for one in case.employers),
    )


def _flown(leg: Leg) -> Leg:
    return evolve(leg, vehicle=evolve(leg.vehicle, mode=TransportMode.CHARTER_FLIGHT), train=None)


def feeders(case: lc.Case, station: PlaceId, first: datetime, last: datetime, **changes: Any) -> ConvoyCoaches:
    own: dict[str, Any] = {
        "convoy": case.convoys[0].id,
        "station": station,
        "feeders": (coach("1", "V-1"),),
        "collect_between": (first, last),
    }
    return ConvoyCoaches(**(own | changes))


def planned(case: lc.Case, asked: ConvoyCoaches) -> PlannedConvoys:
    return lc.plan_convoys(case, [asked], ROADS, iterations=5, bound_rounds=0)


TO_STATION = ("feeder", "evening", "morning")


@pytest.mark.parametrize(
    ("case", "arrive_by", "arrives"),
    [
        (case_without(*TO_STATION), at(6, 16), at(6, 8, 35)),
        (case_without(*TO_STATION, buffer=60), at(6, 16), at(6, 7, 35)),
        (case_without(*TO_STATION, buffer=60), at(6, 7), at(6, 7)),
        (case_without(*TO_STATION, buffer=60, flight=True), at(6, 16), at(6, 7, 35)),
        (case_without(*TO_STATION), None, at(6, 7)),  # three hours of the night would be too many
    ],
)
def test_feeder_coaches_reach_their_station_before_the_train_of_the_convoy_leaves(
    case: lc.Case, arrive_by: datetime | None, arrives: datetime
) -> None:
    early = planned(case, feeders(case, STATION, at(6, 3), at(6, 12), arrive_by=arrive_by))
    assert [leg.arrive for leg in early.legs] == [arrives]
    assert early.verify() == ()
    assert set(lc.plan_return(early.case).travellers) == early.carried == early.came_in
    late = planned(case, feeders(case, STATION, at(6, 6), at(6, 12), arrive_by=arrive_by))
    assert late.carried == frozenset()
    assert {reason.code for reasons in late.left_out.values() for reason in reasons} <= {
        "timetable.too-late",
        "timetable.train-gone",
        "TR-25",
    }
    assert "2023-02-06 0" in next(iter(late.left_out.values()))[0].text.en


@pytest.mark.parametrize(
    ("gone", "first", "arrives"),
    [((), at(5, 9), at(5, 15, 30)), (("evening",), at(6, 4), at(6, 8, 35))],
)
def test_where_no_train_leaves_the_last_coach_on_and_the_train_of_the_town_are_caught(
    gone: tuple[str, ...], first: datetime, arrives: datetime
) -> None:
    case = case_without(*gone)
    found = planned(case, feeders(case, PARK, first, first + 4 * HOUR, arrive_by=at(7, 20)))
    assert [leg.arrive for leg in found.legs] == [arrives]
    assert found.verify() == ()


def to_gates(case: lc.Case, start: PlaceId, first: datetime, last: datetime) -> ConvoyCoaches:
    return feeders(
        case,
        PARK,
        at(5, 9),
        at(5, 11),
        arrive_by=at(5, 15),
        deliver_from=start,
        deliveries=(coach("2", start),),
        deliver_between=(first, last),
        halts=(Halt(place=start, not_before=at(6, 6)), Halt(place=PlaceId("V-1"))),
    )


HOME = PlaceId("Z-home")


@pytest.mark.parametrize(
    ("case", "start", "leaves"),
    [
        (case_without("direct", "to-gates"), ZHUHAI, at(6, 18, 40)),
        (case_without("direct", "to-gates", flight=True), ZHUHAI, at(6, 18, 40)),
        (case_without("direct", "to-gates"), HOME, at(6, 19, 40)),
        (case_without("direct", "to-gates", "to-home"), HOME, at(6, 18, 40)),
        (case_without("direct", "to-gates", "train", "to-home"), HOME, at(6, 8)),
    ],
)
def test_coaches_deliver_once_people_are_there(case: lc.Case, start: PlaceId, leaves: datetime) -> None:
    found = planned(case, to_gates(case, start, at(6, 8), at(6, 20)))
    assert [run.leg.depart for run in found.delivered[case.convoys[0].id].runs] == [leaves]
    assert found.verify() == ()
    assert found.carried == found.came_in


def test_who_would_be_delivered_before_the_train_has_come_is_left_out_by_name() -> None:
    case = case_without("direct", "to-gates")
    found = planned(case, to_gates(case, ZHUHAI, at(6, 8), at(6, 9)))
    assert found.carried == frozenset()
    (reason,) = set(next(iter(found.left_out.values())))
    assert reason.code == "delivering.too-early"
    assert "people can leave Z-station from 2023-02-06 18:40 on" in reason.text.en


def moved(found: PlannedConvoys, leg: str, by: timedelta) -> PlannedConvoys:
    """The plan of a case in which one leg runs at another time."""
    (convoy,) = found.case.convoys
    other = tuple(
        evolve(one, stops=tuple(evolve(stop, arrive=stop.arrive + by, depart=stop.depart + by) for stop in one.stops))
        if one.id == LegId(leg)
        else one
        for one in convoy.legs
    )
    return evolve(found, case=evolve(found.case, convoys=(evolve(convoy, legs=other),)))


@pytest.mark.parametrize(
    ("leg", "by", "told"),
    [
        ("train", -2 * HOUR, "B-1-V-1 reaches K-station at 2023-02-06 07:35, after what goes on from there has left"),
        ("train", timedelta(minutes=-1), "B-1-V-1 reaches K-station at 2023-02-06 07:35"),
        ("train", timedelta(minutes=1), "V-2 leaves Z-station at 2023-02-06 18:40, before people are there"),
        ("to-home", -9 * HOUR, ""),
    ],
)
def test_the_check_knows_the_train_of_the_convoy(leg: str, by: timedelta, told: str) -> None:
    case = case_without(*TO_STATION, "direct", "to-gates", buffer=60)
    asked = evolve(
        to_gates(case, ZHUHAI, at(6, 8), at(6, 20)),
        station=STATION,
        collect_between=(at(6, 3), at(6, 12)),
        arrive_by=at(6, 16),
    )
    found = planned(case, asked)
    assert found.verify() == ()
    faults = " ".join(fault.en for fault in moved(found, leg, by).verify())
    assert told in faults if told else faults == ""


@pytest.mark.parametrize(("leg", "by"), [("evening", -2 * HOUR), ("train", -24 * HOUR)])
def test_the_check_knows_the_coaches_on_and_the_train_of_the_town(leg: str, by: timedelta) -> None:
    case = case_without("direct", "to-gates")
    found = planned(case, to_gates(case, HOME, at(6, 8), at(6, 20)))
    assert found.verify() == ()
    assert "after what goes on from there has left" in " ".join(fault.en for fault in moved(found, leg, by).verify())
    home = moved(found, "to-home", HOUR)
    assert "before people are there" in " ".join(fault.en for fault in home.verify())


def test_the_check_finds_who_is_on_no_train_between_the_two_coaches() -> None:
    """Two trains: one leaves before the feeder comes, the other arrives after the coach to the gate has left."""
    case = case_without(*TO_STATION, "direct", "to-gates")
    asked = evolve(
        to_gates(case, ZHUHAI, at(6, 8), at(6, 20)),
        station=STATION,
        collect_between=(at(6, 3), at(6, 12)),
        arrive_by=at(6, 16),
    )
    found = planned(case, asked)
    early, late = moved(found, "train", -HOUR), moved(found, "train", HOUR)
    trains = [one.case.convoys[0].leg(LegId("train")) for one in (early, late)]
    (convoy,) = found.case.convoys
    others = [leg for leg in convoy.legs if leg.id != "train"]
    two = evolve(convoy, legs=(*others, trains[0], evolve(trains[1], id=LegId("train-2"))))
    faults = [fault.en for fault in evolve(found, case=evolve(found.case, convoys=(two,))).verify()]
    told = "no train or flight leaves after the feeder coach comes and arrives before the coach to the gate goes"
    assert faults == [f"{worker}: {told}" for worker in sorted(found.carried)]


def rewritten(found: PlannedConvoys, which: str = "collected", **changes: Any) -> PlannedConvoys:
    ((convoy, answer),) = getattr(found, which).items()
    other: dict[str, Any] = {which: {convoy: evolve(answer, **changes)}}
    return evolve(found, **other)


def reseated(found: PlannedConvoys) -> PlannedConvoys:
    (run,) = found.collected[found.case.convoys[0].id].runs
    first, *others = run.rides
    return rewritten(found, runs=(evolve(run, rides=(evolve(first, seat="99"), *others)),))


def asked_at(found: PlannedConvoys, name: str, by: timedelta) -> PlannedConvoys:
    (asked,) = found.coaches
    first, last = getattr(asked, name)
    other: dict[str, Any] = {name: (first + by, last + by)}
    return evolve(found, coaches=(evolve(asked, **other),))


FIGURES = "the legs drive 200 km"


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (reseated, "has no seat that is named so"),
        (lambda found: rewritten(found, km=Decimal(199)), FIGURES),
        (lambda found: rewritten(found, km=Decimal(201)), FIGURES),
        (lambda found: rewritten(found, bound_km=Decimal(201)), FIGURES),
        (lambda found: rewritten(found, "delivered", km=Decimal(39)), "39 km (no fewer than 0) are written"),
        (lambda found: rewritten(found, "delivered", bound_km=Decimal(81)), "80 km (no fewer than 81) are written"),
        (lambda found: asked_at(found, "collect_between", -3 * HOUR), "V-1 sets out at 2023-02-05 11:00"),
        (lambda found: asked_at(found, "collect_between", 3 * HOUR), "and not when asked to"),
        (lambda found: asked_at(found, "deliver_between", 12 * HOUR), "V-2 sets out at 2023-02-06 18:40"),
    ],
)
def test_the_check_knows_the_hours_asked_the_seats_and_the_kilometres(
    spoil: Callable[[PlannedConvoys], PlannedConvoys], told: str
) -> None:
    case = case_without("direct", "to-gates")
    found = planned(case, to_gates(case, ZHUHAI, at(6, 8), at(6, 20)))
    assert found.verify() == ()
    assert told in " ".join(fault.en for fault in spoil(found).verify())

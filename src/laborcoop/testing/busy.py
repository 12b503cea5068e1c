"""A small programme in which what is hard to plan comes up often: few seats, used twice; nights on the road.

The case of `small_case` with a third town on the railway. One train runs through it under two numbers: its seats are
given again to those who board there. A third employer receives people at that station, and people go from there. Beside
the train runs a coach by night, whose two drivers relieve each other; it may as well break a rule, and is then barred.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from decimal import Decimal
from enum import Enum

from attrs import evolve
from hypothesis import strategies as st

from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import ConvoyId, DriverId, EmployerId, LegId, PlaceId, VehicleId
from laborcoop.kernel.places import Place, PlaceKind
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case
from laborcoop.testing.programme import Applicant, Programme, small_case
from laborcoop.transfer import Convoy, Leg, Road, Stop, TrainNumber, TransportMode, Vehicle

HALFWAY = PlaceId("V-3")
"""The station of the third town: applicants of the third village board there, employer 3 has its gate there."""


class NightCoach(Enum):
    """How the coach by night is run."""

    NONE = "none"
    LAWFUL = "lawful"
    ONE_DRIVER = "one driver"
    TIRED_DRIVER = "one of two drivers too long"
    NO_REST = "no rest from two to five"
    MOUNTAIN_ROAD = "a mountain road by night"


def busy_case(programme: Programme, night_coach: NightCoach = NightCoach.LAWFUL) -> Case:
    """The case of a small programme with the train through a third town and the coach by night in every batch."""
    case = small_case(programme)
    station = Place(id=HALFWAY, name=Text("第3村", "Halfway"), kind=PlaceKind.STATION, hub="halfway")
    rests = tuple(
        Place(id=PlaceId(f"R-{i}"), name=Text(f"服务区{i}", f"rest {i}"), kind=PlaceKind.STOP) for i in range(1, 6)
    )
    third = evolve(
        case.employers[1], id=EmployerId("E-3"), name=Text("第3厂", "Works 3"), gate=HALFWAY, gate_closes=time(22)
    )
    return evolve(
        case,
        places=(*case.places, station, *rests),
        employers=(*case.employers, third),
        convoys=tuple(_busier(convoy, programme.shuttle_seats, night_coach) for convoy in case.convoys),
    )


def _busier(convoy: Convoy, seats: int, night_coach: NightCoach) -> Convoy:
    """A convoy with a train that calls halfway, a coach by night, and one from its station to the gates at noon."""
    batch = "" if convoy.id == ConvoyId("B-1") else f"-{convoy.batch}"
    first = convoy.depart.replace(hour=0, minute=0)

    def at(hours: float) -> datetime:
        return first + timedelta(hours=hours)

    legs = [_through(leg, at) if leg.train else leg for leg in convoy.legs]
    noon = [("Z-station", 36.0, 36.0, 1), ("G-2", 36.7, 36.7, 1), ("G-1", 37.2, 37.2, 1)]
    legs.append(_coach("noon", batch, seats, noon, at))
    if night_coach is not NightCoach.NONE:
        goes_on = 26.2 if night_coach is NightCoach.NO_REST else 29.0
        by_night = [
            ("K-park", 19.0, 19.0, 1),
            ("R-1", 21.0, 21.0, 2),
            ("R-2", 23.0, 23.0, 1),
            ("R-3", 25.0, 25.0, 2),
            ("R-4", 26.0, goes_on, 1),
            ("R-5", goes_on + 3, goes_on + 3, 2),
            ("Z-station", goes_on + 5, goes_on + 5, 1),
        ]
        leg = _coach("sleeper", batch, seats, by_night, at)
        alone, road = leg.stops[0].driver, Road.MOUNTAIN
        if night_coach is NightCoach.ONE_DRIVER:
            leg = evolve(leg, stops=tuple(evolve(stop, driver=alone) for stop in leg.stops))
        if night_coach is NightCoach.TIRED_DRIVER:
            leg = evolve(leg, stops=(*(evolve(stop, driver=alone) for stop in leg.stops[:3]), *leg.stops[3:]))
        if night_coach is NightCoach.MOUNTAIN_ROAD:
            leg = evolve(leg, stops=tuple(evolve(stop, road=road) for stop in leg.stops))
        legs.append(leg)
    return evolve(convoy, legs=tuple(legs))


def _through(train: Leg, at: Callable[[float], datetime]) -> Leg:
    """The train with a stop halfway, another number from there on, and two carriages."""
    first, last = train.stops
    rated = train.vehicle.rated
    carriages = (rated - rated // 2, rated // 2) if rated > 1 else ()
    return evolve(
        train,
        vehicle=evolve(train.vehicle, carriages=carriages),
        stops=(
            evolve(first, train=TrainNumber.parse("D6565")),
            evolve(first, place=HALFWAY, arrive=at(37), depart=at(37.2), train=TrainNumber.parse("D6564")),
            last,
        ),
        train=TrainNumber.parse("D6565/D6564"),
    )


def _coach(
    name: str, batch: str, seats: int, stops: list[tuple[str, float, float, int]], at: Callable[[float], datetime]
) -> Leg:
    """A coach from (place, hours of arrival and departure since midnight of the first day, driver) of each stop."""
    called = {stops[0][0], *(place for place, *_ in stops if not place.startswith("R-"))}
    return Leg(
        id=LegId(name + batch),
        vehicle=Vehicle(id=VehicleId(f"veh-{name}{batch}"), mode=TransportMode.CHARTER_COACH, rated=seats),
        stops=tuple(
            Stop(
                place=PlaceId(place),
                arrive=at(arrive),
                depart=at(depart),
                boarding=place in called,
                alighting=place in called,
                driver=DriverId(f"{name}-driver-{driver}{batch}"),
                km=Decimal(150 if name == "sleeper" else 10),
                road=Road.MOTORWAY,
            )
            for place, arrive, depart, driver in stops
        ),
        captain=f"C-{name}",
        deputy=f"D-{name}",
    )


def night_coaches() -> st.SearchStrategy[NightCoach]:
    """Every way to run the coach by night, the lawful one half of the time."""
    return st.sampled_from([*[NightCoach.LAWFUL] * (len(NightCoach) - 1), *NightCoach])


def busy_programmes() -> st.SearchStrategy[Programme]:
    """Programmes of two batches in which most can go, and seats, beds and openings are few."""
    applicant = st.builds(
        Applicant,
        sex=st.sampled_from(Sex),
        returns=st.sampled_from([True, True, False]),
        employer=st.sampled_from([1, 2, 3, 3]),
        accepts_other=st.booleans(),
        village=st.sampled_from([1, 2, 3]),
        party=st.sampled_from(["", "", "", "H-1", "H-2"]),
        willing=st.sampled_from([True] * 9 + [False]),
        along=st.sampled_from([False] * 5 + [True]),
    )
    return st.builds(
        Programme,
        applicants=st.lists(applicant, min_size=5, max_size=8).map(tuple),
        coach_seats=st.integers(5, 9),
        train_seats=st.integers(1, 4),
        shuttle_seats=st.integers(4, 9),
        openings=st.integers(1, 5),
        beds_men=st.integers(1, 4),
        beds_women=st.integers(1, 4),
        family_rooms=st.integers(0, 1),
        late_gate=st.booleans(),
        batches=st.just(2),
    )

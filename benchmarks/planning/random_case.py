"""Small programmes made from a seed, in which nearly everything can be short and most ways have another beside them.

Villages with feeder coaches of two or three batches; a county town and a large town with houses and two stations; day
trains, night trains and a flight, some of which call halfway; a town of arrival with two stations, houses and gates,
and a gate in the town behind it. People are those of `random_people.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar

from attrs import evolve, frozen
from random_people import EMPLOYERS, FIRST_DAY, ZONE, likely, people

from laborcoop.employers import Employer, JobPost
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import (
    ConvoyId,
    DriverId,
    EmployerId,
    LegId,
    LodgingId,
    PlaceId,
    PostId,
    RoomId,
    VehicleId,
)
from laborcoop.kernel.periods import Period
from laborcoop.kernel.places import Place, PlaceKind
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case, Intake
from laborcoop.retention import Lodging, LodgingKind, Room, RoomUse
from laborcoop.rulebook import Locus
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import COUNTY, synthetic_credit_code
from laborcoop.transfer import Convoy, Leg, Road, Stop, TrainNumber, TransportMode, Vehicle

KUNMING, ZHUHAI, ZHONGSHAN = DivisionCode("530114"), DivisionCode("440402"), DivisionCode("442000")
TOWNS = {
    "lushui": (COUNTY, {"L-park": PlaceKind.STOP, "L-inn": PlaceKind.LODGING}),
    "kunming": (
        KUNMING,
        {
            "K-park": PlaceKind.STOP,
            "K-station": PlaceKind.STATION,
            "K-south": PlaceKind.STATION,
            "K-hotel": PlaceKind.LODGING,
            "K-inn": PlaceKind.LODGING,
        },
    ),
    "halfway": (None, {"H-station": PlaceKind.STATION, "H-inn": PlaceKind.LODGING, "G-4": PlaceKind.GATE}),
    "zhuhai": (
        ZHUHAI,
        {
            "Z-station": PlaceKind.STATION,
            "Z-east": PlaceKind.STATION,
            "Z-home": PlaceKind.LODGING,
            "Z-inn": PlaceKind.LODGING,
            "G-1": PlaceKind.GATE,
            "G-2": PlaceKind.GATE,
        },
    ),
    "zhongshan": (ZHONGSHAN, {"S-inn": PlaceKind.LODGING, "G-3": PlaceKind.GATE}),
}
HOUSES = tuple(place for _, places in TOWNS.values() for place, kind in places.items() if kind is PlaceKind.LODGING)
_Kind = TypeVar("_Kind")
Call = tuple[str, int]
"""A place, and the minute after the first midnight of the batch at which a vehicle calls there."""


def random_case(random: Random) -> Case:
    """A case; the same state of the random source gives the same one."""
    villages = random.randint(1, 3)
    batches = random.choice((1, 1, 2, 2, 3))
    apart = random.choice((1, 1, 2))
    dense = likely(random, 50)
    midnights = [datetime.combine(FIRST_DAY, time(), ZONE) + timedelta(days=apart * n) for n in range(batches)]
    convoys = tuple(_convoy(_Timetable(random, n, midnight, villages, dense)) for n, midnight in enumerate(midnights))
    employers = tuple(_employer(random, number) for number in range(1, EMPLOYERS + 1))
    registered = tuple(people(random, villages, convoys))
    workers = tuple(worker for worker, _ in registered)
    base = small_case(Programme(applicants=()))
    return evolve(
        base,
        id="random",
        workers=workers,
        registrations=tuple(registration for _, registration in registered),
        intake=Intake(rows=len(workers), workers={worker.id: Locus() for worker in workers}),
        employers=employers,
        posts=tuple(_post(random, number, base.posts[0]) for number in range(1, random.randint(2, 5))),
        places=tuple(_places(villages)),
        convoys=convoys,
        lodgings=tuple(_lodging(random, place) for place in HOUSES if likely(random, 85)),
    )


def _places(villages: int) -> Iterator[Place]:
    for number in range(1, villages + 1):
        yield Place(
            id=PlaceId(f"V-{number}"),
            name=Text(f"第{number}村", f"village {number}"),
            kind=PlaceKind.VILLAGE,
            division=COUNTY,
        )
    for hub, (division, places) in TOWNS.items():
        for place, kind in places.items():
            yield Place(id=PlaceId(place), name=Text.same(place), kind=kind, hub=hub, division=division)


def _employer(random: Random, number: int) -> Employer:
    return Employer(
        id=EmployerId(f"E-{number}"),
        name=Text(f"第{number}厂", f"Works {number}"),
        credit_code=synthetic_credit_code(number),
        division=ZHUHAI,
        licence_checked_on=date(2023, 1, 5),
        gate=PlaceId(f"G-{number}"),
        gate_opens=time(random.choice((6, 7, 8))),
        gate_closes=time(random.choice((18, 20, 22, 23))),
        contact=small_case(Programme()).employers[0].contact,
    )


def _post(random: Random, number: int, like: JobPost) -> JobPost:
    return evolve(
        like,
        id=PostId(f"P-{number}"),
        employer=EmployerId(f"E-{random.randint(1, EMPLOYERS)}"),
        openings=random.randint(1, 4),
        only_sex=None,
        lowest_age=random.choice((16, 18)),
    )


def _lodging(random: Random, place: str) -> Lodging:
    rooms = []
    for number in range(random.randint(1, 4)):
        use = random.choice(tuple(RoomUse))
        closed = (Period(FIRST_DAY, FIRST_DAY + timedelta(days=random.randint(1, 3))),) if likely(random, 10) else ()
        rooms.append(
            Room(
                id=RoomId(f"{use.value}-{number}"),
                beds=random.randint(1, 3),
                use=use,
                floor_area=random.choice((None, None, Decimal(8), Decimal(20))),
                closed=closed,
            )
        )
    return Lodging(
        id=LodgingId(place.lower()),
        name=Text.same(place),
        kind=LodgingKind.EMPLOYEES_HOME if place == "Z-home" else LodgingKind.TRANSIT_HOTEL,
        place=PlaceId(place),
        price=Decimal(random.choice((0, 50, 60))),
        rooms=tuple(rooms),
    )


@frozen
class _Timetable:
    """The legs of one batch as they are drawn: from where and when they leave, by what."""

    random: Random
    number: int
    midnight: datetime
    villages: int
    dense: bool
    """Whether every coach runs that there may be: then most have a way, and are in each other's."""

    def leg(self, name: str, calls: Sequence[Call], train: str = "", mode: TransportMode | None = None) -> Leg:
        """A leg of a few seats; two drivers of a coach relieve each other at each stop."""
        mode = mode or (TransportMode.SPECIAL_TRAIN if train else TransportMode.CHARTER_COACH)
        leg = f"{name}-{self.number + 1}"
        few = self.random.choice((3, 4, 5, 6, 8, 12)) if mode.is_coach else self.random.choice((1, 2, 3, 4, 6, 10))
        times = [(place, self.midnight + timedelta(minutes=minute)) for place, minute in calls]
        return Leg(
            id=LegId(leg),
            vehicle=Vehicle(id=VehicleId(f"veh-{leg}"), mode=mode, rated=few, row=self.random.choice((None, 2, 4))),
            stops=tuple(
                Stop(
                    place=PlaceId(place),
                    arrive=at,
                    depart=at + timedelta(minutes=8 if train and 0 < i < len(times) - 1 else 0),
                    driver=DriverId(f"{leg}-{'ab'[i % 2]}") if mode.is_coach else None,
                    km=Decimal(60) if mode.is_coach else None,
                    road=Road.MOTORWAY,
                )
                for i, (place, at) in enumerate(times)
            ),
            train=TrainNumber.parse(train) if train else None,
            captain=f"C-{leg}",
            deputy=f"D-{leg}",
        )

    def some(self, name: str, percent: int, calls: Sequence[Call]) -> Iterator[Leg]:
        """A coach that there may be, and now and then a second one of the same way a little later."""
        if self.dense or likely(self.random, percent):
            yield self.leg(name, calls)
            if likely(self.random, 25):
                by = self.random.randint(1, 25)
                yield self.leg(f"{name}-too", [(place, minute + by) for place, minute in calls])


def _convoy(drawn: _Timetable) -> Convoy:
    number, feeders = drawn.number, tuple(_feeders(drawn))
    park = max(minute for _, minute in feeders)
    long_haul = tuple(_long_haul(drawn))
    return Convoy(
        id=ConvoyId(f"B-{number + 1}"),
        batch=number + 1,
        name=Text(f"第{number + 1}批", f"batch {number + 1}"),
        leader="C-1",
        listed_at=datetime(2023, 1, 27, tzinfo=ZONE),
        legs=(
            *(leg for leg, _ in feeders),
            *_in_kunming(drawn, park),
            *long_haul,
            *_where_they_arrive(drawn, long_haul),
        ),
    )


def _feeders(drawn: _Timetable) -> Iterator[tuple[Leg, int]]:
    """Coaches from one village or several to the large town, some of them by the county town; when each is there."""
    random = drawn.random
    for number in range(random.randint(1, 3)):
        minute = random.randint(6 * 12, 10 * 12) * 5
        called = random.sample(range(1, drawn.villages + 1), random.randint((drawn.villages + 1) // 2, drawn.villages))
        calls: list[Call] = []
        for village in called:
            calls.append((f"V-{village}", minute))
            minute += random.randint(6, 24) * 5
        if likely(random, 30):
            calls.append(("L-park", minute))
            minute += 120
        calls.append((random.choices(("K-park", "K-station"), (6, 1))[0], minute))
        yield drawn.leg(f"feeder{number}", calls), minute
    if likely(random, 30):
        yield drawn.leg("by-county", [("L-park", minute + 30), ("K-park", minute + 200)]), minute + 200


def _in_kunming(drawn: _Timetable, park: int) -> Iterator[Leg]:
    random = drawn.random
    houses = random.sample(("K-hotel", "K-inn"), random.randint(1, 2))
    evening = park + random.choice((0, 10, 30))
    yield from drawn.some(
        "evening", 95, [("K-park", evening), *((house, evening + 20 + 10 * i) for i, house in enumerate(houses))]
    )
    stations = random.sample(("K-station", "K-south"), 2)
    yield from drawn.some(
        "to-night-train",
        80,
        [("K-park", evening + 20), *((one, evening + 50 + 15 * i) for i, one in enumerate(stations))],
    )
    yield from drawn.some("from-station", 40, [("K-station", evening + 15), (houses[0], evening + 45)])
    morning = 1440 + 6 * 60 + random.randint(0, 6) * 5
    yield from drawn.some(
        "morning",
        90,
        [
            *((house, morning + 10 * i) for i, house in enumerate(houses)),
            *((one, morning + 40 + 15 * i) for i, one in enumerate(stations)),
        ],
    )
    yield from drawn.some("between", 30, [(stations[0], morning + 50), (stations[1], morning + 70)])


def _long_haul(drawn: _Timetable) -> Iterator[Leg]:
    """One to three of a day train, a night train and a flight."""
    random = drawn.random
    kinds = random.sample(("day", "day", "night", "night", "flight", "afternoon"), random.randint(1, 3))
    for i, kind in enumerate(kinds):
        start = random.choices(("K-station", "K-south"), (4, 1))[0]
        end = random.choice(("Z-station", "Z-station", "Z-east"))
        depart, half, arrive = {
            "day": (1440 + 8 * 60 + 15, 1440 + 13 * 60, 1440 + random.choice((17, 18, 19)) * 60),
            "afternoon": (1440 + 13 * 60, 1440 + 18 * 60, 1440 + 23 * 60),
            "night": (random.choice((19, 20, 22)) * 60, 1440 + 2 * 60, 1440 + random.choice((5, 7, 9)) * 60),
            "flight": (1440 + 9 * 60, 0, 1440 + 11 * 60 + 30),
        }[kind]
        jitter = random.randint(0, 8) * 5
        calls = [(start, depart + jitter), (end, arrive + jitter)]
        if kind == "flight":
            yield drawn.leg(f"flight{i}", calls, mode=TransportMode.CHARTER_FLIGHT)
            continue
        if likely(random, 40):
            calls.insert(1, ("H-station", half + jitter))
        yield drawn.leg(f"{kind}{i}", calls, train=f"D{3800 + 10 * drawn.number + i}")


def _where_they_arrive(drawn: _Timetable, long_haul: Sequence[Leg]) -> Iterator[Leg]:
    random = drawn.random
    for i, leg in enumerate(long_haul):
        station = str(leg.stops[-1].place)
        at = int((leg.arrive - drawn.midnight).total_seconds()) // 60
        gates = random.sample(("G-1", "G-2", "G-3"), random.choice((2, 3, 3)))
        house = random.choice(("Z-home", "Z-inn"))
        direct = at + random.choice((10, 20, 45))
        yield from drawn.some(
            f"direct{i}", 75, [(station, direct), *((gate, direct + 30 + 20 * n) for n, gate in enumerate(gates))]
        )
        evening = at + random.choice((5, 15, 30))
        yield from drawn.some(f"to-house{i}", 90, [(station, evening), (house, evening + 25)])
        morning = (at // 1440 + (at % 1440 > 3 * 60)) * 1440 + 7 * 60 + random.randint(0, 8) * 5
        random.shuffle(gates)
        yield from drawn.some(
            f"to-gates{i}", 90, [(house, morning), *((gate, morning + 30 + 25 * n) for n, gate in enumerate(gates))]
        )
        if likely(random, 30):
            yield drawn.leg(f"over{i}", [(station, evening + 10), ("S-inn", evening + 70)])
            yield drawn.leg(f"from-over{i}", [("S-inn", morning), ("G-3", morning + 30)])
        if len(leg.stops) > 2:  # noqa: PLR2004 - it calls halfway
            half = int((leg.stops[1].arrive - drawn.midnight).total_seconds()) // 60
            yield from drawn.some(f"half{i}", 70, [("H-station", half + 15), ("G-4", half + 40)])
            yield from drawn.some(f"half-inn{i}", 50, [("H-station", half + 20), ("H-inn", half + 40)])
            yield from drawn.some(
                f"half-gate{i}",
                50,
                [("H-inn", half // 1440 * 1440 + 1440 + 450), ("G-4", half // 1440 * 1440 + 1440 + 480)],
            )


def shuffled(case: Case, random: Random) -> Case:
    """The same case with its records in another order."""

    def shuffle(records: Iterable[_Kind]) -> tuple[_Kind, ...]:
        own = tuple(records)
        return tuple(random.sample(own, len(own)))

    return evolve(
        case,
        workers=shuffle(case.workers),
        registrations=shuffle(case.registrations),
        employers=shuffle(case.employers),
        posts=shuffle(case.posts),
        places=shuffle(case.places),
        convoys=shuffle(evolve(convoy, legs=shuffle(convoy.legs)) for convoy in case.convoys),
        lodgings=shuffle(evolve(lodging, rooms=shuffle(lodging.rooms)) for lodging in case.lodgings),
    )

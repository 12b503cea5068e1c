"""A large synthetic return, made from a seed: 12 trains, 300 coaches, 4 000 beds, about 10 000 travellers.

Six batches, two days apart, each with feeder coaches to Kunming, a night there, two trains to Zhuhai, and coaches from
the station there to the gates that are still open or to a lodging, and on the next morning. All people are invented;
their numbers lie in the unallocated area 533399.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from attrs import frozen

from laborcoop.cooperation import Agency, Campaign, Pairing
from laborcoop.employers import Contact, Employer, JobPost, WageRange
from laborcoop.journey import Purpose, Registration
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.education import Education
from laborcoop.kernel.identity import ResidentNumber, Sex, check_character
from laborcoop.kernel.ids import (
    ConvoyId,
    DriverId,
    EmployerId,
    LegId,
    LodgingId,
    PartyId,
    PlaceId,
    PostId,
    RoomId,
    VehicleId,
    WorkerId,
)
from laborcoop.kernel.periods import Period
from laborcoop.kernel.personal import PersonName
from laborcoop.kernel.places import Place, PlaceKind
from laborcoop.kernel.text import Text
from laborcoop.packs import china_with_regions
from laborcoop.people import Flag, FlagKind, Worker
from laborcoop.planning.case import Case, Intake
from laborcoop.retention import Lodging, LodgingKind, Room, RoomUse
from laborcoop.rulebook import Locus
from laborcoop.testing.programme import synthetic_credit_code
from laborcoop.transfer import Convoy, Leg, Road, Stop, TrainNumber, TransportMode, Vehicle

SEED = 20230206
ZONE = ZoneInfo("Asia/Shanghai")
SENDING, RECEIVING, COUNTY = DivisionCode("533300"), DivisionCode("440400"), DivisionCode("533301")
FIRST_DAY = date(2023, 2, 1)
SKILLS = ("焊工", "电工", "缝纫", "叉车", "质检")
COACH = 49
TRAIN = 860
LATE_EVERY = 3
"""One gate in so many takes arrivals in the evening."""


@frozen(kw_only=True)
class Size:
    """How large the case is; ``workers`` register, and feeders, trains and beds are somewhat short for them."""

    workers: int = 10_300
    batches: int = 6
    feeders: int = 40
    trains: int = 2
    town_coaches: int = 60
    villages: int = 80
    employers: int = 60
    posts: int = 120
    hotels: int = 10
    homes: int = 5
    beds: int = 4000

    @property
    def coaches(self) -> int:
        """The coaches: a feeder of each batch stays with it, those of Zhuhai meet every train."""
        return self.batches * self.feeders + self.town_coaches


def large_case(size: Size, seed: int = SEED) -> Case:
    """The case of this size; the same seed gives the same case."""
    random = Random(f"{seed}/large")
    workers, registrations = _people(size, random)
    return Case(
        id="large",
        name=Text("大型案例", "A large case"),
        note=Text("合成数据", "synthetic"),
        synthetic=True,
        on=date(2023, 1, 28),
        campaign=_campaign(),
        book=china_with_regions(),
        workers=workers,
        registrations=registrations,
        intake=Intake(rows=len(workers), workers={worker.id: Locus() for worker in workers}),
        employers=tuple(_employer(number) for number in range(size.employers)),
        posts=tuple(_post(number, size, random) for number in range(size.posts)),
        places=tuple(_places(size)),
        convoys=tuple(_convoy(number, size) for number in range(size.batches)),
        lodgings=tuple(_lodgings(size)),
    )


def _campaign() -> Campaign:
    return Campaign(
        name=Text("返岗", "return"),
        pairing=Pairing(sending=SENDING, receiving=RECEIVING, period=Period(date(2021, 1, 1))),
        window=Period(date(2023, 1, 20), date(2023, 3, 1)),
        organisers=(
            Agency(name=Text("输入地人社局", "receiving bureau"), division=RECEIVING),
            Agency(name=Text("输出地人社局", "sending bureau"), division=SENDING),
        ),
        first_working_day=date(2023, 2, 4),
        zone=ZONE,
    )


def _people(size: Size, random: Random) -> tuple[tuple[Worker, ...], tuple[Registration, ...]]:
    workers: list[Worker] = []
    registrations: list[Registration] = []
    while len(workers) < size.workers:
        together = random.choices((1, 2, 3), (80, 16, 4))[0]
        party = PartyId(f"TX-{len(workers)}") if together > 1 else None
        village = random.randrange(size.villages)
        batches = _batches(size, random)
        employer = random.randrange(size.employers)
        for member in range(min(together, size.workers - len(workers))):
            sex = (Sex.MALE, Sex.FEMALE)[member % 2 if party else random.randrange(2)]
            worker = _worker(len(workers), village, sex, random)
            returns = bool(party) or _chance(random, 82)
            workers.append(worker)
            registrations.append(
                Registration(
                    worker=worker.id,
                    purpose=Purpose.RETURN_TO_POST if returns else Purpose.NEW_PLACEMENT,
                    employer=EmployerId(f"E-{employer:02}") if returns or _chance(random, 30) else None,
                    boarding=PlaceId(f"V-{village:02}"),
                    batches=batches,
                    together=party,
                    accepts_other=returns and not party and _chance(random, 10),
                    lowest_wage=None if returns else Decimal(random.choice((3000, 4000, 5000))),
                )
            )
    return tuple(workers), tuple(registrations)


def _chance(random: Random, percent: int) -> bool:
    return random.randrange(100) < percent


def _batches(size: Size, random: Random) -> frozenset[ConvoyId]:
    wanted = random.choices((0, 1, 2), (10, 70, 20))[0]
    return frozenset(ConvoyId(f"C-{number + 1}") for number in random.sample(range(size.batches), wanted))


def _worker(serial: int, village: int, sex: Sex, random: Random) -> Worker:
    born = date(1970, 1, 1) + timedelta(days=serial)
    digits = f"533399{born:%Y%m%d}{serial % 97:02}{1 if sex is Sex.MALE else 2}"
    out_of_poverty = Flag(kind=FlagKind.OUT_OF_POVERTY, as_of=date(2022, 12, 31), source="县乡村振兴局")
    return Worker(
        id=WorkerId(f"W-{serial:05}"),
        name=PersonName("阿普"),
        sex=sex,
        number=ResidentNumber(digits + check_character(digits)),
        born=born,
        registered=COUNTY,
        village=f"第{village}村",
        education=random.choice((Education.PRIMARY, Education.JUNIOR_SECONDARY, Education.SENIOR_SECONDARY)),
        skills=frozenset(random.sample(SKILLS, random.randrange(3))),
        flags=(out_of_poverty,) if _chance(random, 50) else (),
    )


def _employer(number: int) -> Employer:
    late = number % LATE_EVERY == 0
    return Employer(
        id=EmployerId(f"E-{number:02}"),
        name=Text(f"第{number}厂", f"Works {number}"),
        credit_code=synthetic_credit_code(number),
        division=RECEIVING,
        licence_checked_on=date(2023, 1, 5),
        gate=PlaceId(f"G-{number:02}"),
        gate_opens=time(7),
        gate_closes=time(23) if late else time(18),
        contact=Contact(name=PersonName("接站员")),
    )


def _post(number: int, size: Size, random: Random) -> JobPost:
    low = random.choice((3000, 4000, 5000))
    return JobPost(
        id=PostId(f"J-{number:03}"),
        employer=EmployerId(f"E-{number % size.employers:02}"),
        title="普工",
        openings=random.randrange(6, 24),
        division=RECEIVING,
        work="装配",
        conditions="身体健康",
        wage=WageRange(Decimal(low), Decimal(low + 1500)),
        lowest_age=18,
        highest_age=random.choice((40, 50, None)),
        education=random.choice((None, None, Education.JUNIOR_SECONDARY)),
        skills=frozenset(random.sample(SKILLS, random.choice((0, 0, 1)))),
    )


def _places(size: Size) -> Iterator[Place]:
    def place(name: str, kind: PlaceKind, hub: str = "", division: DivisionCode | None = None) -> Place:
        return Place(id=PlaceId(name), name=Text.same(name), kind=kind, hub=hub, division=division)

    for number in range(size.villages):
        yield place(f"V-{number:02}", PlaceKind.VILLAGE, division=COUNTY)
    yield place("K-PARK", PlaceKind.STOP, "kunming")
    yield place("K-STATION", PlaceKind.STATION, "kunming")
    yield place("Z-STATION", PlaceKind.STATION, "zhuhai")
    for town, houses in (("K", size.hotels), ("Z", size.homes)):
        for number in range(houses):
            yield place(f"{town}-H{number}", PlaceKind.LODGING, {"K": "kunming", "Z": "zhuhai"}[town])
    for number in range(size.employers):
        yield place(f"G-{number:02}", PlaceKind.GATE, "zhuhai")


def _lodgings(size: Size) -> Iterator[Lodging]:
    for town, houses, dear in (("K", size.hotels, 60), ("Z", size.homes, 80)):
        beds = size.beds // 2 // houses
        for number in range(houses):
            is_home = town == "Z" and number == 0
            yield Lodging(
                id=LodgingId(f"{town}-H{number}"),
                name=Text.same(f"{town}-H{number}"),
                kind=LodgingKind.EMPLOYEES_HOME if is_home else LodgingKind.TRANSIT_HOTEL,
                place=PlaceId(f"{town}-H{number}"),
                price=Decimal(0 if is_home else dear + 5 * number),
                rooms=tuple(_rooms(beds)),
            )


def _rooms(beds: int) -> Iterator[Room]:
    """Rooms of four, men and women in turn, and a tenth of the beds in family rooms of two."""
    families = beds // 20
    sizes = [(2, RoomUse.FAMILY)] * families
    rest = beds - 2 * families
    while rest:
        sizes.append((min(4, rest), (RoomUse.MEN, RoomUse.WOMEN)[len(sizes) % 2]))
        rest -= sizes[-1][0]
    for number, (size, use) in enumerate(sizes):
        yield Room(id=RoomId(f"{number + 101}"), beds=size, use=use, floor_area=Decimal(5 * size))


def _convoy(number: int, size: Size) -> Convoy:
    day = FIRST_DAY + timedelta(days=2 * number)
    legs = (*_feeders(number, day, size), *_in_kunming(number, day, size), *_trains(number, day, size))
    return Convoy(
        id=ConvoyId(f"C-{number + 1}"),
        batch=number + 1,
        name=Text(f"第{number + 1}批", f"batch {number + 1}"),
        leader="K-1",
        listed_at=datetime.combine(day - timedelta(days=1), time(16), ZONE),
        legs=(*legs, *_in_zhuhai(number, day, size)),
    )


_Call = tuple[str, int]
"""A place and the minute of the day on which a coach calls there."""


def _coach(name: str, vehicle: str, day: date, calls: list[_Call]) -> Leg:
    """A coach run with two drivers, in turn from stop to stop, and with a captain and a deputy who ride along."""
    return Leg(
        id=LegId(name),
        vehicle=Vehicle(id=VehicleId(vehicle), mode=TransportMode.CHARTER_COACH, rated=COACH),
        stops=tuple(
            Stop(
                place=PlaceId(place),
                arrive=at,
                depart=at,
                driver=DriverId(f"{name}-{'AB'[i % 2]}"),
                km=Decimal(60),
                road=Road.MOTORWAY,
            )
            for i, (place, at) in enumerate((place, _at(day, minute)) for place, minute in calls)
        ),
        captain=f"{name}-1",
        deputy=f"{name}-2",
        escorts=2,
    )


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(), ZONE) + timedelta(minutes=minute)


def _feeders(number: int, day: date, size: Size) -> Iterator[Leg]:
    """Feeder coaches: three villages each, so that one is called at by one or two of a batch."""
    for i in range(size.feeders):
        villages = [(2 * i + step + 7 * number) % size.villages for step in range(3)]
        start = 7 * 60 + 4 * i
        calls = [(f"V-{village:02}", start + 20 * step) for step, village in enumerate(villages)]
        yield _coach(f"F{number + 1}-{i:02}", f"V-F{number + 1}-{i:02}", day, [*calls, ("K-PARK", start + 260)])


def _in_kunming(number: int, day: date, size: Size) -> Iterator[Leg]:
    """The feeders' coaches go on to the hotels in the evening, and from them to the station in the morning."""
    for i in range(size.feeders):
        vehicle = f"V-F{number + 1}-{i:02}"
        hotels = [f"K-H{(i + step) % size.hotels}" for step in range(2)]
        start = 7 * 60 + 4 * i + 280
        evening = [("K-PARK", start), (hotels[0], start + 20), (hotels[1], start + 30)]
        morning = [(hotels[0], 6 * 60 + i % 10), (hotels[1], 6 * 60 + 10 + i % 10), ("K-STATION", 6 * 60 + 40 + i % 10)]
        yield _coach(f"A{number + 1}-{i:02}", vehicle, day, evening)
        yield _coach(f"B{number + 1}-{i:02}", vehicle, day + timedelta(days=1), morning)


def _trains(number: int, day: date, size: Size) -> Iterator[Leg]:
    day += timedelta(days=1)
    for i in range(size.trains):
        calls = (("K-STATION", 8 * 60 + 30 + 60 * i), ("Z-STATION", 18 * 60 + 30 + 30 * i))
        name = f"T{number + 1}-{i + 1}"
        yield Leg(
            id=LegId(name),
            vehicle=Vehicle(id=VehicleId(f"V-T{i + 1}"), mode=TransportMode.SPECIAL_TRAIN, rated=TRAIN),
            stops=tuple(Stop(place=PlaceId(place), arrive=at, depart=at) for place, at in _timed(day, calls)),
            train=TrainNumber.parse(f"D{9900 + 10 * number + i}"),
            captain=f"{name}-1",
            deputy=f"{name}-2",
        )


def _timed(day: date, calls: tuple[_Call, ...]) -> Iterator[tuple[str, datetime]]:
    return ((place, _at(day, minute)) for place, minute in calls)


def _in_zhuhai(number: int, day: date, size: Size) -> Iterator[Leg]:
    """In the evening to the gates that are open or to a lodging; in the morning from the lodgings to all gates."""
    day += timedelta(days=1)
    late = [f"G-{gate:02}" for gate in range(0, size.employers, LATE_EVERY)]
    for i in range(size.town_coaches):
        vehicle = f"V-Z-{i:02}"
        start = 19 * 60 + 30 + i % 10
        goal = late[i // 2 % len(late)] if i % 2 else f"Z-H{i // 2 % size.homes}"
        yield _coach(f"Y{number + 1}-{i:02}", vehicle, day, [("Z-STATION", start), (goal, start + 30)])
        first = [f"Z-H{i % size.homes}", f"Z-H{(i + 1) % size.homes}"]
        gates = [f"G-{(i * 3 // 2 + step) % size.employers:02}" for step in range(3)]
        calls = [*zip(first, (450, 460), strict=True), *zip(gates, (490, 500, 510), strict=True)]
        yield _coach(f"Z{number + 1}-{i:02}", vehicle, day + timedelta(days=1), calls)

"""A small synthetic programme: two villages, a coach, a night, a train, a home, two gates.

Everything that can be short is a number of the `Programme`: seats, beds, openings, and what each worker registered
for. All people are invented; their numbers lie in the unallocated area 533399.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from attrs import evolve, field, frozen

from laborcoop.cooperation import Agency, Campaign, Pairing
from laborcoop.employers import Contact, Employer, JobPost, WageRange
from laborcoop.journey import Purpose, Registration
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import CreditCode, ResidentNumber, Sex, check_character
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
from laborcoop.people import Worker
from laborcoop.planning.case import Case, Intake
from laborcoop.retention import Lodging, LodgingKind, Room, RoomUse
from laborcoop.rulebook import Locus, RuleBook
from laborcoop.transfer import Convoy, Leg, Road, Stop, TrainNumber, TransportMode, Vehicle

CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""What credit codes are made of, each by its value."""
SENDING = DivisionCode("533300")
RECEIVING = DivisionCode("440400")
COUNTY = DivisionCode("533301")
_CHENGGONG = DivisionCode("530114")
_HOTEL = Text("昆明旅馆", "Kunming hotel")
_HOME = Text("怒江员工之家", "Nujiang Employees' Home")
_ZONE = ZoneInfo("Asia/Shanghai")
_BETWEEN_BATCHES = timedelta(days=2)


@frozen(kw_only=True)
class Applicant:
    """What one invented worker registers for; who goes ``along`` with the others of the ``party`` does no work."""

    sex: Sex = Sex.MALE
    born: date = field(default=date(1990, 1, 1), repr=False)
    returns: bool = True
    employer: int | None = 1
    accepts_other: bool = False
    village: int = 1
    party: str = ""
    willing: bool = True
    along: bool = False


@frozen(kw_only=True)
class Way:
    """What is met on the way, by its names: the town of the night (its key and division), the station, the train."""

    hub: str = "kunming"
    town: DivisionCode = _CHENGGONG
    hotel: Text = _HOTEL
    station: str = "昆明南站"
    train: str = "D3812/D3809"
    home: Text = _HOME


@frozen(kw_only=True)
class Programme:
    """What can be short in the small programme: seats, beds and openings.

    ``batches`` is the number of convoys, two days apart and by the same timetable.
    ``late_gate`` says whether the first employer's gate still takes arrivals in the evening; ``sending`` is the
    region that the workers come from, ``county`` the part of it where they are registered, ``way`` what is met between.
    """

    applicants: tuple[Applicant, ...] = (Applicant(),)
    coach_seats: int = 10
    train_seats: int = 10
    shuttle_seats: int = 10
    openings: int = 5
    beds_men: int = 10
    beds_women: int = 10
    family_rooms: int = 1
    late_gate: bool = True
    batches: int = 1
    sending: DivisionCode = SENDING
    county: DivisionCode = COUNTY
    way: Way = Way()


def synthetic_number(serial: int, born: date, sex: Sex) -> ResidentNumber:
    """A right number that no real person has: area 533399, the sex in the 17th; 500 are born as each sex on a day.

    >>> str(synthetic_number(0, date(1990, 1, 1), Sex.MALE))
    '533399********0012'
    """
    last = (serial // 100 * 2 + (1 if sex is Sex.MALE else 2)) % 10
    digits = f"533399{born:%Y%m%d}{serial % 100:02}{last}"
    return ResidentNumber(digits + check_character(digits))


def synthetic_credit_code(serial: int) -> CreditCode:
    """A right credit code of an employer in Zhuhai that does not exist, another for each serial up to 9 999 999.

    >>> synthetic_credit_code(3).code
    '91440400MA00000030'
    """
    return checked_credit_code(f"91440400MA{serial:07}")


def checked_credit_code(first: str) -> CreditCode:
    """The right credit code that begins with 17 characters."""
    total = sum(CREDIT_CHARACTERS.index(each) * pow(3, i, 31) for i, each in enumerate(first))
    return CreditCode(first + CREDIT_CHARACTERS[-total % 31])


def small_case(programme: Programme, book: RuleBook | None = None) -> Case:
    """The case of a small programme, under China's book: coaches on 5 February 2023, the train on the 6th."""
    workers = [_worker(i, applicant, programme.county) for i, applicant in enumerate(programme.applicants)]
    return Case(
        id="small",
        name=Text("小型案例", "A small case"),
        note=Text("合成数据", "synthetic"),
        synthetic=True,
        on=date(2023, 1, 28),
        campaign=_campaign(programme.sending),
        book=book or china_with_regions(),
        workers=tuple(workers),
        registrations=tuple(
            _registration(worker.id, applicant) for worker, applicant in zip(workers, programme.applicants, strict=True)
        ),
        intake=Intake(rows=len(workers), workers={worker.id: Locus() for worker in workers}),
        employers=(_employer(1, late=programme.late_gate), _employer(2, late=False)),
        posts=(_post(programme.openings),),
        places=_places(programme),
        convoys=tuple(_later(_convoy(programme), number) for number in range(programme.batches)),
        lodgings=(_hotel(programme), _home(programme)),
    )


def _campaign(sending: DivisionCode) -> Campaign:
    return Campaign(
        name=Text("返岗", "return"),
        pairing=Pairing(sending=sending, receiving=RECEIVING, period=Period(date(2021, 1, 1))),
        window=Period(date(2023, 1, 20), date(2023, 2, 16)),
        organisers=(
            Agency(name=Text("输入地人社局", "receiving bureau"), division=RECEIVING),
            Agency(name=Text("输出地人社局", "sending bureau"), division=sending),
        ),
        first_working_day=date(2023, 2, 7),
        zone=_ZONE,
    )


def _worker(serial: int, applicant: Applicant, county: DivisionCode) -> Worker:
    return Worker(
        id=WorkerId(f"W-{serial:03}"),
        name=PersonName("阿普"),
        sex=applicant.sex,
        number=synthetic_number(serial, applicant.born, applicant.sex),
        born=applicant.born,
        registered=county,
        village=f"第{applicant.village}村",
    )


def _registration(worker: WorkerId, applicant: Applicant) -> Registration:
    return Registration(
        worker=worker,
        purpose=_purpose(applicant),
        employer=None if applicant.employer is None or applicant.along else EmployerId(f"E-{applicant.employer}"),
        boarding=PlaceId(f"V-{applicant.village}"),
        together=PartyId(applicant.party) if applicant.party else None,
        accepts_other=applicant.accepts_other,
        willing=applicant.willing,
    )


def _purpose(applicant: Applicant) -> Purpose:
    if applicant.along:
        return Purpose.ACCOMPANYING
    return Purpose.RETURN_TO_POST if applicant.returns else Purpose.NEW_PLACEMENT


def _employer(number: int, *, late: bool) -> Employer:
    return Employer(
        id=EmployerId(f"E-{number}"),
        name=Text(f"第{number}厂", f"Works {number}"),
        credit_code=synthetic_credit_code(number),
        division=RECEIVING,
        licence_checked_on=date(2023, 1, 5),
        gate=PlaceId(f"G-{number}"),
        gate_opens=time(7),
        gate_closes=time(22) if late else time(18),
        contact=Contact(name=PersonName("接站员")),
    )


def _post(openings: int) -> JobPost:
    return JobPost(
        id=PostId("P-1"),
        employer=EmployerId("E-2"),
        title="普工",
        openings=openings,
        division=RECEIVING,
        work="装配",
        conditions="身体健康",
        wage=WageRange(Decimal(4500), Decimal(6000)),
        lowest_age=18,
    )


def _places(programme: Programme) -> tuple[Place, ...]:
    hub = programme.way.hub
    kinds = {
        "V-1": (PlaceKind.VILLAGE, "", "第1村"),
        "V-2": (PlaceKind.VILLAGE, "", "第2村"),
        "K-park": (PlaceKind.STOP, hub, "集散点"),
        "K-hotel": (PlaceKind.LODGING, hub, "旅馆"),
        "K-station": (PlaceKind.STATION, hub, programme.way.station),
        "Z-station": (PlaceKind.STATION, "zhuhai", "珠海站"),
        "Z-home": (PlaceKind.LODGING, "zhuhai", "员工之家"),
        "G-1": (PlaceKind.GATE, "zhuhai", "第1厂门"),
        "G-2": (PlaceKind.GATE, "zhuhai", "第2厂门"),
    }
    divisions = {"": programme.county, hub: programme.way.town, "zhuhai": DivisionCode("440402")}
    return tuple(
        Place(id=PlaceId(place), name=Text(name, place), kind=kind, hub=town, division=divisions[town])
        for place, (kind, town, name) in kinds.items()
    )


def _leg(name: str, seats: int, stops: Sequence[tuple[str, int, int, int]], *, train: str = "") -> Leg:
    """A leg from (place, day of February, hour, minute) of each stop; two drivers relieve each other."""
    times = [datetime(2023, 2, day, hour, minute, tzinfo=_ZONE) for _, day, hour, minute in stops]
    return Leg(
        id=LegId(name),
        vehicle=Vehicle(
            id=VehicleId(f"veh-{name}"),
            mode=TransportMode.SPECIAL_TRAIN if train else TransportMode.CHARTER_COACH,
            rated=seats,
        ),
        stops=tuple(
            Stop(
                place=PlaceId(place),
                arrive=at,
                depart=at,
                driver=None if train else DriverId(f"{name}-driver-{i % 2 + 1}"),
                km=None if train else Decimal(90),
                road=Road.MOTORWAY,
            )
            for i, ((place, *_), at) in enumerate(zip(stops, times, strict=True))
        ),
        train=TrainNumber.parse(train) if train else None,
        captain=f"C-{name}",
        deputy=f"D-{name}",
    )


def _convoy(programme: Programme) -> Convoy:
    shuttle = programme.shuttle_seats
    return Convoy(
        id=ConvoyId("B-1"),
        batch=1,
        name=_batch_name(1),
        leader="C-1",
        listed_at=datetime(2023, 1, 27, tzinfo=UTC),
        legs=(
            _leg("feeder", programme.coach_seats, [("V-1", 5, 8, 0), ("V-2", 5, 11, 30), ("K-park", 5, 15, 0)]),
            _leg("evening", shuttle, [("K-park", 5, 15, 30), ("K-hotel", 5, 16, 0)]),
            _leg("morning", shuttle, [("K-hotel", 6, 6, 30), ("K-station", 6, 7, 5)]),
            _leg(
                "train",
                programme.train_seats,
                [("K-station", 6, 8, 35), ("Z-station", 6, 18, 40)],
                train=programme.way.train,
            ),
            _leg("direct", shuttle, [("Z-station", 6, 19, 20), ("G-1", 6, 20, 0)]),
            _leg("to-home", shuttle, [("Z-station", 6, 19, 10), ("Z-home", 6, 19, 40)]),
            _leg("to-gates", shuttle, [("Z-home", 7, 7, 30), ("G-1", 7, 8, 0), ("G-2", 7, 8, 30)]),
        ),
    )


def _batch_name(number: int) -> Text:
    return Text(f"第{number}批", f"batch {number}")


def _later(convoy: Convoy, number: int) -> Convoy:
    """A convoy as it is run for the batch of this number (from 0): the same legs, days later, with other drivers."""
    if not number:
        return convoy
    return evolve(
        convoy,
        id=ConvoyId(f"B-{number + 1}"),
        batch=number + 1,
        name=_batch_name(number + 1),
        legs=tuple(
            evolve(
                leg,
                id=LegId(f"{leg.id}-{number + 1}"),
                stops=tuple(
                    evolve(
                        stop,
                        arrive=stop.arrive + number * _BETWEEN_BATCHES,
                        depart=stop.depart + number * _BETWEEN_BATCHES,
                        driver=None if stop.driver is None else DriverId(f"{stop.driver}-{number + 1}"),
                    )
                    for stop in leg.stops
                ),
            )
            for leg in convoy.legs
        ),
    )


def _rooms(programme: Programme) -> tuple[Room, ...]:
    beds = {RoomUse.MEN: programme.beds_men, RoomUse.WOMEN: programme.beds_women}
    rooms = [
        Room(id=RoomId(f"{use.value}-{number}"), beds=1, use=use)
        for use, number_of_beds in beds.items()
        for number in range(number_of_beds)
    ]
    rooms += [
        Room(id=RoomId(f"family-{number}"), beds=2, use=RoomUse.FAMILY) for number in range(programme.family_rooms)
    ]
    return tuple(rooms)


def _hotel(programme: Programme) -> Lodging:
    return Lodging(
        id=LodgingId("hotel"),
        name=programme.way.hotel,
        kind=LodgingKind.TRANSIT_HOTEL,
        place=PlaceId("K-hotel"),
        price=Decimal(60),
        rooms=_rooms(programme),
    )


def _home(programme: Programme) -> Lodging:
    return Lodging(
        id=LodgingId("home"),
        name=programme.way.home,
        kind=LodgingKind.EMPLOYEES_HOME,
        place=PlaceId("Z-home"),
        rooms=_rooms(programme),
    )

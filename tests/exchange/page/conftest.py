"""A small return: two convoys, two towns, two employers, fourteen people of the unallocated area 533399."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from laborcoop.cooperation import Agency, Campaign, Pairing
from laborcoop.employers import Contact, Employer, JobPost
from laborcoop.employers.pay import WageRange
from laborcoop.journey import Purpose, Registration
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import CreditCode, ResidentNumber, Sex, check_character
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
    WorkerId,
)
from laborcoop.kernel.periods import Period
from laborcoop.kernel.personal import PersonName
from laborcoop.kernel.places import Place, PlaceKind
from laborcoop.kernel.text import Text
from laborcoop.packs import national
from laborcoop.people import Worker
from laborcoop.planning.case import Case, Intake, Merged, Refused
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.spring_return import plan_return
from laborcoop.retention import Lodging, LodgingKind, Room, RoomUse
from laborcoop.rulebook import Convention, DatedValue, Finding, Findings, Locus, Parameter, Severity
from laborcoop.rulebook.finding import Waiver
from laborcoop.transfer import Convoy, Leg, Stop, TrainNumber, TransportMode, Vehicle

ZONE = ZoneInfo("Asia/Shanghai")
KUNMING, ZHUHAI = DivisionCode("530114"), DivisionCode("440404")
CASE_AMOUNT = Convention(Text("本案例的合成数值", "a synthetic value of this case"))


def _place(key: str, zh: str, en: str, kind: PlaceKind, division: DivisionCode | None, hub: str = "") -> Place:
    return Place(id=PlaceId(key), name=Text(zh, en), kind=kind, division=division, hub=hub)


PLACES = (
    _place("P-LS", "六库集合点", "Liuku meeting point", PlaceKind.STOP, DivisionCode("533301")),
    _place("P-LS2", "向阳安置点", "Xiangyang site", PlaceKind.RESETTLEMENT_SITE, DivisionCode("533301")),
    _place("P-GS", "贡山集合点", "Gongshan meeting point", PlaceKind.STOP, DivisionCode("533324")),
    _place("P-KM", "昆明集散点", "Kunming coach park", PlaceKind.STOP, KUNMING, "kunming"),
    _place("P-KH", "昆明示例酒店", "Kunming Sample Hotel", PlaceKind.LODGING, KUNMING, "kunming"),
    _place("P-KS", "昆明南站", "Kunming South", PlaceKind.STATION, KUNMING, "kunming"),
    _place("P-ZS", "珠海站", "Zhuhai station", PlaceKind.STATION, ZHUHAI, "zhuhai"),
    _place("P-ZH", "怒江员工之家", "Nujiang Employees' Home", PlaceKind.LODGING, ZHUHAI, "zhuhai"),
    _place("P-G1", "甲厂东门", "Gate of Plant A", PlaceKind.GATE, ZHUHAI, "zhuhai"),
    _place("P-G2", "乙厂南门", "Gate of Plant B", PlaceKind.GATE, ZHUHAI, "zhuhai"),
)


def _at(day: int, clock: str) -> datetime:
    return datetime.combine(date(2023, 2, day), time.fromisoformat(clock), ZONE)


def _leg(key: str, vehicle: str, rated: int, calls: str, day: int, train: str = "") -> Leg:
    """A leg from ``"P-LS 08:00, P-KM 12:00/12:30"``; four hours at the wheel at the most."""
    parts = [call.split() for call in calls.split(", ")]
    stops = tuple(
        Stop(
            place=PlaceId(place),
            arrive=_at(day, clock.split("/")[0]),
            depart=_at(day, clock.split("/")[-1]),
            driver=None if train or i == len(parts) - 1 else DriverId(f"D-{key}"),
            km=Decimal(60),
        )
        for i, (place, clock) in enumerate(parts)
    )
    mode = TransportMode.SPECIAL_TRAIN if train else TransportMode.CHARTER_COACH
    carriages = (rated // 2, rated - rated // 2) if train else ()
    return Leg(
        id=LegId(key),
        vehicle=Vehicle(id=VehicleId(vehicle), mode=mode, rated=rated, carriages=carriages),
        stops=stops,
        train=TrainNumber.parse(train) if train else None,
        captain=f"{key}-1",
        deputy=f"{key}-2",
        escorts=0 if train else 1,
    )


def _legs(number: int, day: int, train: str) -> tuple[Leg, ...]:
    return (
        _leg(f"F{number}-LS", "V-LS-1", 9 - 2 * number, "P-LS2 08:00, P-LS 08:20/08:25, P-KM 11:50", day),
        _leg(f"F{number}-GS", "V-GS-1", 5, "P-GS 07:00, P-KM 11:30" if number == 1 else "P-GS 07:00, P-KM 10:50", day),
        _leg(f"K{number}-1", "V-KM-1", 19, "P-KM 18:00, P-KH 18:20", day),
        _leg(f"K{number}-2", "V-KM-1", 19, "P-KH 06:30, P-KS 07:05", day + 1),
        _leg(f"T{number}", f"V-T{number}", 40, "P-KS 08:35, P-ZS 18:40", day + 1, train),
        _leg(f"Z{number}-1", "V-ZH-1", 19, "P-ZS 19:20, P-G1 20:00", day + 1),
        _leg(f"Z{number}-2", "V-ZH-2", 19, "P-ZS 19:30, P-ZH 20:10", day + 1),
        _leg(f"Z{number}-3", "V-ZH-1", 19, "P-ZH 08:40, P-G2 09:30", day + 2),
    )


def _convoy(number: int, day: int, train: str) -> Convoy:
    return Convoy(
        id=ConvoyId(f"C-{number}"),
        batch=number,
        name=Text(f"第{number}批", f"Batch {number}"),
        legs=_legs(number, day, train),
        leader="K-1",
        listed_at=_at(1, "09:00"),
    )


def _credit_code() -> CreditCode:
    return CreditCode("91350100M000100Y43")


def _employer(key: str, zh: str, en: str, gate: str, hours: tuple[int, int] | None) -> Employer:
    return Employer(
        id=EmployerId(key),
        name=Text(zh, en),
        credit_code=_credit_code(),
        division=ZHUHAI,
        licence_checked_on=date(2023, 1, 10),
        gate=PlaceId(gate),
        gate_opens=time(hours[0]) if hours else None,
        gate_closes=time(hours[1]) if hours else None,
        contact=Contact(name=PersonName("合成联系人")),
    )


EMPLOYERS = (
    _employer("E-1", "合成甲厂", "Sample Plant A", "P-G1", (7, 21)),
    _employer("E-2", "合成乙厂", "Sample Plant B", "P-G2", (8, 17)),
    _employer("E-3", "合成丙厂", "Sample Plant C", "P-G1", None),
)

POST = JobPost(
    id=PostId("J-1"),
    employer=EmployerId("E-2"),
    title="普工",
    openings=2,
    division=ZHUHAI,
    work="装配",
    wage=WageRange(Decimal(4500), Decimal(6000)),
    education=None,
    conditions="身体健康",
)


def _number(born: date, serial: int) -> ResidentNumber:
    first = f"533399{born:%Y%m%d}{serial:03}"
    return ResidentNumber(first + check_character(first))


@pytest.fixture(scope="session")
def person() -> Callable[..., Worker]:
    """A worker of a serial number: odd ones are men."""

    def made(serial: int, county: str = "533301", born: date = date(1990, 5, 1)) -> Worker:
        return Worker(
            id=WorkerId(f"W-{serial:03}"),
            name=PersonName("阿普·合成" if serial % 2 else "娜妮·合成"),
            sex=Sex.MALE if serial % 2 else Sex.FEMALE,
            number=_number(born, serial),
            born=born,
            registered=DivisionCode(county),
        )

    return made


def _registration(serial: int, convoy: str, employer: str = "", boarding: str = "P-LS") -> Registration:
    return Registration(
        worker=WorkerId(f"W-{serial:03}"),
        purpose=Purpose.RETURN_TO_POST if employer else Purpose.NEW_PLACEMENT,
        employer=EmployerId(employer) if employer else None,
        boarding=PlaceId(boarding),
        batches=frozenset({ConvoyId(convoy)}),
    )


@pytest.fixture(scope="session")
def case(person: Callable[..., Worker]) -> Case:
    """The case: eleven of fourteen people arrive; one is unwilling, one too young, one finds the coach full."""
    workers = (
        *(person(serial) for serial in range(1, 10)),
        person(10, "533324"),
        person(11, "533324"),
        person(12, "533399"),
        person(13),
        person(14, born=date(2010, 1, 1)),
    )
    registrations = (
        *(_registration(serial, "C-1", "E-1") for serial in (1, 2)),
        *(_registration(serial, "C-1", "E-2", "P-LS2") for serial in (3, 4)),
        *(_registration(serial, "C-2", "E-1") for serial in (5, 6)),
        *(_registration(serial, "C-2") for serial in (7, 8, 9)),
        *(_registration(serial, "C-2", "E-3", "P-GS") for serial in (10, 11, 12)),
        evolve(_registration(13, "C-1", "E-1"), willing=False),
        _registration(14, "C-1", "E-1"),
    )
    roster = "rosters/泸水.xlsx"
    return Case(
        id="small",
        name=Text("小型返岗 <测试>", "A small return <test>"),
        note=Text("合成数据，人员均为虚构。", "Synthetic data: all people are invented."),
        synthetic=True,
        on=date(2023, 1, 28),
        campaign=Campaign(
            name=Text("返岗", "return"),
            pairing=Pairing(
                sending=DivisionCode("533300"), receiving=DivisionCode("440400"), period=Period(date(2021, 1, 1))
            ),
            window=Period(date(2023, 1, 20), date(2023, 2, 16)),
            organisers=(
                Agency(name=Text("甲局", "Bureau A"), division=DivisionCode("533300")),
                Agency(name=Text("乙局", "Bureau B"), division=DivisionCode("440400")),
            ),
            first_working_day=date(2023, 2, 4),
            zone=ZONE,
        ),
        book=national().with_parameters(
            Parameter(
                name="minimum_wage",
                title=Text("最低工资", "minimum wage"),
                unit="CNY/month",
                values=(DatedValue(value=1900, source=CASE_AMOUNT),),
            ),
            Parameter(
                name="transfer_buffer",
                title=Text("换乘火车的最短间隔", "shortest time to change to a train"),
                unit="minute",
                values=(DatedValue(value=100, source=CASE_AMOUNT),),
            ),
            Parameter(
                name="target_site_population",
                title=Text("目标安置点人口", "people of a target site"),
                unit="person",
                values=(DatedValue(value=800, source=CASE_AMOUNT),),
            ),
        ),
        workers=workers,
        registrations=registrations,
        intake=Intake(
            rows=17,
            workers={worker.id: Locus(roster, "名单", 4 + i) for i, worker in enumerate(workers)},
            merged=(Merged(where=Locus(roster, "名单", 30), kept=WorkerId("W-001")),),
            refused=(
                Refused(
                    subject="R-1",
                    where=Locus(roster, "名单", 31),
                    findings=(
                        Finding(
                            rule="ID-02",
                            severity=Severity.ERROR,
                            subject="R-1",
                            message=Text("校验码不对 </script>", "the check character is wrong </script>"),
                            suggestion=Text("请核对证件", "compare with the card"),
                            where=Locus(roster, "名单", 31, "E"),
                        ),
                    ),
                ),
                Refused(subject="R-2", where=Locus(roster, "名单", 32), findings=()),
            ),
        ),
        employers=EMPLOYERS,
        posts=(POST,),
        places=PLACES,
        convoys=(_convoy(1, 1, "D99801"), _convoy(2, 5, "D3812/D3809")),
        lodgings=(
            Lodging(
                id=LodgingId("L-KM"),
                name=Text("昆明示例酒店", "Kunming Sample Hotel"),
                kind=LodgingKind.TRANSIT_HOTEL,
                place=PlaceId("P-KH"),
                rooms=(
                    Room(id=RoomId("101"), beds=8, use=RoomUse.MEN),
                    Room(id=RoomId("102"), beds=8, use=RoomUse.WOMEN),
                ),
            ),
            Lodging(
                id=LodgingId("L-HOME"),
                name=Text("怒江员工之家", "Nujiang Employees' Home"),
                kind=LodgingKind.EMPLOYEES_HOME,
                place=PlaceId("P-ZH"),
                rooms=(
                    Room(id=RoomId("1"), beds=4, use=RoomUse.MEN),
                    Room(id=RoomId("2"), beds=4, use=RoomUse.WOMEN),
                    Room(id=RoomId("3"), beds=2, use=RoomUse.FAMILY),
                ),
            ),
        ),
        waivers=(Waiver(rule="EM-99", subject="E-1", by="合成科室", why="试验", until=date(2023, 3, 1)),),
        findings=Findings.of(
            [
                Finding(
                    rule="ID-02",
                    severity=Severity.ERROR,
                    subject="R-1",
                    message=Text("校验码不对 </script>", "the check character is wrong </script>"),
                    suggestion=Text("请核对证件", "compare with the card"),
                    where=Locus(roster, "名单", 31, "E"),
                )
            ]
        ),
    )


@pytest.fixture(scope="session")
def plan(case: Case) -> ReturnPlan:
    """The plan of the small case."""
    return plan_return(case)

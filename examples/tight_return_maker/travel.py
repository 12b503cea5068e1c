"""One batch: three coaches to Kunming, a short train to Zhuhai, another train with free seats towards Doumen."""

from __future__ import annotations

from datetime import date

from spring_return_maker.frame import at
from spring_return_maker.geography import Spot
from spring_return_maker.timetable import COACH, OFF, REST, Call, Hop, Run, lay_out

CONVOY = "C-1"
FEEDER_DAY, TRAIN_DAY, NEXT_DAY = date(2023, 2, 5), date(2023, 2, 6), date(2023, 2, 7)
STOP = "P-LS-LK"

PLACES = (
    Spot(STOP, "六库集合点", "Liuku meeting point", "集合点", "533301", "", 98.95, 25.81),
    Spot("P-R-BS", "保山停车休息点", "Baoshan rest stop", "集合点", "530502", "", 99.17, 25.11),
    Spot("P-R-CX", "楚雄停车休息点", "Chuxiong rest stop", "集合点", "532301", "", 101.53, 25.04),
    Spot("P-KM-HUB", "昆明集散点", "Kunming coach park", "集合点", "530114", "kunming", 102.80, 24.93),
    Spot("P-KM-H1", "昆明示例一号酒店", "Kunming Sample Hotel 1", "住宿", "530114", "kunming", 102.81, 24.92),
    Spot("P-KM-S", "昆明南站", "Kunming South station", "车站", "530114", "kunming", 102.87, 24.88),
    Spot("P-GZ-S", "广州南站", "Guangzhou South station", "车站", "440113", "guangzhou", 113.27, 22.99),
    Spot("P-ZH-S", "珠海站", "Zhuhai station", "车站", "440402", "zhuhai", 113.55, 22.22),
    Spot("P-ZH-HOME", "怒江员工之家", "Nujiang Employees' Home", "住宿", "440402", "zhuhai", 113.50, 22.24),
)

SEATS_TO_ZHUHAI, SEATS_TO_GUANGZHOU = 60, 40


def runs() -> tuple[Run, ...]:
    """Every leg of the batch."""
    return (*(_feeder(number) for number in (1, 2, 3)), *_trains(), *_town_coaches(), _to_doumen())


def _feeder(number: int) -> Run:
    first, second = f"D-1{number}A", f"D-1{number}B"
    hops = (
        Hop("P-R-BS", 130, 120, "普通", first, REST, 30),
        Hop("P-R-CX", 170, 255, "高速", second, REST, 30),
        Hop("P-KM-HUB", 120, 165, "高速", first, OFF, 0),
    )
    calls = lay_out(at(FEEDER_DAY, 8, 10 * number), STOP, hops)
    return Run(
        id=f"F-{number}",
        convoy=CONVOY,
        vehicle=f"V-F{number}",
        calls=calls,
        captain=f"K-{number}",
        deputy=f"K-{number}-2",
    )


def _trains() -> tuple[Run, ...]:
    def train(name: str, number: str, seats: int, depart: tuple[int, int], arrive: tuple[int, int], end: str) -> Run:
        return Run(
            id=name,
            convoy=CONVOY,
            vehicle=f"V-{name}",
            mode="包车厢",
            rated=seats,
            carriages=(seats,),
            train=number,
            captain=f"A-{name}",
            deputy=f"A-{name}-2",
            calls=(
                Call(place="P-KM-S", arrive=None, depart=at(TRAIN_DAY, *depart), km="1630"),
                Call(place=end, arrive=at(TRAIN_DAY, *arrive), depart=None, serves=OFF),
            ),
        )

    return (
        train("T-ZH", "D99811", SEATS_TO_ZHUHAI, (8, 35), (18, 40), "P-ZH-S"),
        train("T-GZ", "D99813", SEATS_TO_GUANGZHOU, (9, 10), (16, 20), "P-GZ-S"),
    )


def _town_coaches() -> tuple[Run, ...]:
    def coach(name: str, day: date, start: tuple[int, int], first: str, stops: tuple[Hop, ...], seats: int) -> Run:
        calls = lay_out(at(day, *start), first, stops)
        return Run(
            id=name,
            convoy=CONVOY,
            vehicle=f"V-{name}",
            rated=seats,
            calls=calls,
            captain=f"A-{name}",
            deputy=f"A-{name}-2",
            escorts=1,
        )

    def hop(name: str, place: str, minutes: int, km: int) -> Hop:
        return Hop(place, minutes, km, "普通", f"D-{name}", OFF)

    kunming = [
        run
        for number in (1, 2, 3)
        for run in (
            coach(f"A-{number}", FEEDER_DAY, (17, 5), "P-KM-HUB", (hop(f"A-{number}", "P-KM-H1", 20, 9),), COACH),
            coach(f"B-{number}", TRAIN_DAY, (6, 30), "P-KM-H1", (hop(f"B-{number}", "P-KM-S", 40, 12),), COACH),
        )
    ]
    return (
        *kunming,
        coach("Y-01", TRAIN_DAY, (19, 30), "P-ZH-S", (hop("Y-01", "P-G-01", 40, 25),), COACH),
        coach("Y-02", TRAIN_DAY, (19, 30), "P-ZH-S", (hop("Y-02", "P-G-02", 30, 18),), COACH),
        coach("Y-HOME", TRAIN_DAY, (19, 35), "P-ZH-S", (hop("Y-HOME", "P-ZH-HOME", 25, 12),), COACH),
        coach("Z-03", NEXT_DAY, (8, 10), "P-ZH-HOME", (hop("Z-03", "P-G-03", 35, 20),), COACH),
    )


def _to_doumen() -> Run:
    hops = (
        Hop("P-G-04", 90, 110, "高速", "D-DM", OFF),
        Hop("P-G-05", 15, 8, "普通", "D-DM", OFF),
    )
    return Run(
        id="X-DM",
        convoy=CONVOY,
        vehicle="V-DM",
        calls=lay_out(at(TRAIN_DAY, 17, 0), "P-GZ-S", hops),
        captain="A-DM",
        deputy="A-DM-2",
        escorts=1,
    )

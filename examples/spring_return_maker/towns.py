"""The trains, and the local coaches in Kunming and Zhuhai. All hours but the special train's departure are made up."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from spring_return_maker.frame import BATCHES, Batch, at
from spring_return_maker.timetable import COACH, OFF, ON, Call, Hop, Run, lay_out

_MINIVAN = 9
_HOTELS = ("P-KM-H1", "P-KM-H2", "P-KM-H3")
_CARRIAGES = {1: (85, 85, 85, 85, 60), 2: (75, 90, 90, 75, 63, 90, 90, 40)}
_MODES = {1: "包车厢", 2: "专列"}
_TRAIN_CREW = {1: 0, 2: 6}


@frozen
class Shuttle:
    """Local coaches of one kind: from where, over which stops (minutes, km, what for), when, how many."""

    key: str
    first: str
    stops: tuple[tuple[str, int, int, str], ...]
    start: tuple[int, int]
    count: int
    rated: int = COACH


def _evening_in_kunming(key: str, start: tuple[int, int], count: int) -> Shuttle:
    stops = ((_HOTELS[0], 20, 9, OFF), (_HOTELS[1], 10, 4, OFF), (_HOTELS[2], 10, 4, OFF))
    return Shuttle(key, "P-KM-HUB", stops, start, count)


def _morning_in_kunming(count: int) -> Shuttle:
    stops = ((_HOTELS[1], 10, 4, ON), (_HOTELS[2], 10, 4, ON), ("P-KM-S", 20, 8, OFF))
    return Shuttle("KM", _HOTELS[0], stops, (6, 5), count)


# Each wave takes up the feeders that have come since the one before.
_DAYS_BEFORE = {
    1: (
        _evening_in_kunming("KA", (17, 5), 2),
        _evening_in_kunming("KB", (17, 35), 3),
        _evening_in_kunming("KC", (18, 12), 2),
        _evening_in_kunming("KE", (19, 48), 2),
        _evening_in_kunming("KG", (21, 33), 1),
    ),
    2: (
        _evening_in_kunming("KA", (17, 5), 2),
        _evening_in_kunming("KB", (17, 35), 3),
        _evening_in_kunming("KC", (18, 12), 2),
        _evening_in_kunming("KD", (18, 30), 2),
        _evening_in_kunming("KE", (19, 48), 2),
        _evening_in_kunming("KF", (20, 15), 2),
        _evening_in_kunming("KG", (21, 33), 3),
    ),
}

_LODGINGS = (("P-ZH-HOME", 40, 26, OFF), ("P-ZH-H1", 10, 3, OFF))

_TRAIN_DAYS = {
    1: (
        _morning_in_kunming(10),
        Shuttle("ZA", "P-ZH-S", (("P-G-01", 50, 32, OFF),), (19, 45), 3),
        Shuttle("ZB", "P-ZH-S", (("P-G-02", 60, 41, OFF),), (19, 45), 2),
        Shuttle("ZC", "P-ZH-S", (("P-G-04", 25, 11, OFF),), (19, 45), 1),
        Shuttle("ZD", "P-ZH-S", (("P-G-05", 55, 38, OFF),), (19, 50), 1),
        Shuttle("ZH", "P-ZH-S", _LODGINGS, (19, 55), 4),
    ),
    2: (
        _morning_in_kunming(14),
        Shuttle("ZA", "P-ZH-S", (("P-G-01", 50, 32, OFF),), (19, 40), 4),
        Shuttle("ZB", "P-ZH-S", (("P-G-02", 60, 41, OFF),), (19, 40), 3),
        Shuttle("ZC", "P-ZH-S", (("P-G-04", 25, 11, OFF),), (19, 40), 2),
        Shuttle("ZD", "P-ZH-S", (("P-G-05", 55, 38, OFF),), (19, 45), 1),
        Shuttle("ZH", "P-ZH-S", _LODGINGS, (19, 50), 6),
    ),
}

_VIA = ("P-ZH-H1", 10, 3, ON)
_TO_E03 = (_VIA, ("P-G-03", 25, 14, OFF))
_TO_E06 = (_VIA, ("P-G-06", 20, 11, OFF))
_TO_E07 = (("P-G-07", 20, 9, OFF),)
_TO_SOUTH = (_VIA, ("P-G-08", 30, 19, OFF), ("P-G-09", 10, 4, OFF), ("P-G-10", 15, 7, OFF), ("P-G-13", 10, 5, OFF))
_TO_E16 = (_VIA, ("P-G-16", 45, 29, OFF))

_NEXT_DAYS = {
    1: (
        Shuttle("ZM", "P-ZH-HOME", _TO_E03, (7, 40), 2),
        Shuttle("ZN", "P-ZH-HOME", _TO_E06, (7, 45), 1),
        # The one way to this gate starts at the transit hotel.
        Shuttle("ZQ", "P-ZH-H1", _TO_E07, (7, 50), 1),
        Shuttle("ZS", "P-ZH-HOME", _TO_SOUTH, (7, 45), 1),
    ),
    2: (
        Shuttle("ZM", "P-ZH-HOME", _TO_E03, (7, 40), 3),
        Shuttle("ZN", "P-ZH-HOME", _TO_E06, (7, 45), 2),
        Shuttle("ZQ", "P-ZH-H1", _TO_E07, (7, 50), 1),
        Shuttle("ZS", "P-ZH-HOME", _TO_SOUTH, (7, 45), 2),
        Shuttle("ZT", "P-ZH-HOME", _TO_E16, (7, 50), 1, _MINIVAN),
    ),
}


def _runs(batch: Batch, day: date, shuttle: Shuttle) -> list[Run]:
    runs = []
    for number in range(1, shuttle.count + 1):
        name = f"{shuttle.key}-{number:02}"
        driver = f"D-{name}"
        hour, minute = divmod(shuttle.start[0] * 60 + shuttle.start[1] + (number - 1) % 5, 60)
        hops = tuple(Hop(place, minutes, km, "普通", driver, use) for place, minutes, km, use in shuttle.stops)
        runs.append(
            Run(
                id=f"L{batch.number}-{name}",
                convoy=batch.convoy,
                vehicle=f"V-{name}",
                rated=shuttle.rated,
                captain=f"A-{name}",
                deputy=f"A-{name}-2",
                escorts=1,
                calls=lay_out(at(day, hour, minute), shuttle.first, hops),
            )
        )
    return runs


def train_run(batch: Batch) -> Run:
    """The train of a batch, from Kunming South to Zhuhai."""
    carriages = _CARRIAGES[batch.number]
    return Run(
        id=f"T{batch.number}",
        convoy=batch.convoy,
        vehicle=f"V-TRAIN-{batch.number}",
        mode=_MODES[batch.number],
        rated=sum(carriages),
        carriages=carriages,
        train=batch.train,
        captain=f"A-T{batch.number}",
        deputy=f"A-T{batch.number}-2",
        escorts=_TRAIN_CREW[batch.number],
        calls=(
            Call(place="P-KM-S", arrive=None, depart=at(batch.train_day, *batch.depart), km="1630"),
            Call(place="P-ZH-S", arrive=at(batch.train_day, *batch.arrive), depart=None, serves=OFF),
        ),
    )


def town_runs() -> tuple[Run, ...]:
    """Every train and every local coach of both batches."""
    runs: list[Run] = []
    for batch in BATCHES:
        runs.append(train_run(batch))
        for day, shuttles in (
            (batch.feeder_day, _DAYS_BEFORE),
            (batch.train_day, _TRAIN_DAYS),
            (batch.next_day, _NEXT_DAYS),
        ):
            runs.extend(run for shuttle in shuttles[batch.number] for run in _runs(batch, day, shuttle))
    return tuple(runs)

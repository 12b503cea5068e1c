"""The coaches from the counties to Kunming. Distances, times and roads are guesses, and said to be so in the case."""

from __future__ import annotations

from attrs import frozen

from spring_return_maker.frame import BATCHES, Batch, at
from spring_return_maker.timetable import COACH, ON, REST, Hop, Run, lay_out

MINIBUS = 19
HUB = "P-KM-HUB"
CREW = 2
"""The captain and the deputy ride along on every feeder coach."""

_SHORT_REST = 15
"""Minutes of a rest that is none: twenty are asked for."""

_PICK_UP = (18, 9)
"""Minutes and kilometres between two stops of a county."""


@frozen
class Stretch:
    """A stretch of the way to Kunming that ends at a rest stop or at the coach park."""

    place: str
    minutes: int
    km: int
    road: str
    stay: int


_BAOSHAN = Stretch("P-R-BS", 130, 120, "普通", 30)
_CHUXIONG = Stretch("P-R-CX", 170, 255, "高速", 30)
_KUNMING = Stretch(HUB, 120, 165, "高速", 0)

_ROADS = {
    "LS": (_BAOSHAN, _CHUXIONG, _KUNMING),
    "LP": (Stretch("P-R-JC", 140, 95, "山区", 30), _CHUXIONG, _KUNMING),
    "FG": (Stretch("P-R-LK", 165, 135, "山区", 30), _BAOSHAN, _CHUXIONG, _KUNMING),
    "GS": (
        Stretch("P-R-FG", 140, 110, "山区", 25),
        Stretch("P-R-LK", 165, 135, "山区", 25),
        Stretch("P-R-BS", 130, 120, "普通", 25),
        Stretch("P-R-CX", 165, 255, "高速", 25),
        _KUNMING,
    ),
}


@frozen
class Line:
    """A feeder line: its number, its stops, its start on each batch's day, its seats."""

    county: str
    number: str
    stops: tuple[str, ...]
    batches: tuple[int, ...]
    start: tuple[int, int]
    rated: int = COACH
    unlawful: bool = False

    def id_in(self, batch: int) -> str:
        """The id of the leg in a batch."""
        return f"F{batch}-{self.county}-{self.number}"


LINES = (
    Line("LS", "1", ("P-LS-TT", "P-S-01", "P-LS-LK"), (1, 2), (8, 0)),
    Line("LS", "2", ("P-S-02", "P-S-03", "P-LS-LK"), (1, 2), (8, 25)),
    Line("LS", "3", ("P-S-04", "P-S-05"), (1, 2), (9, 5)),
    Line("LS", "4", ("P-S-06", "P-S-07", "P-S-08"), (1, 2), (9, 20)),
    Line("LS", "5", ("P-S-01", "P-LS-LK"), (2,), (10, 0)),
    Line("LP", "1", ("P-S-09", "P-S-10", "P-LP-LP"), (1, 2), (8, 0)),
    Line("LP", "2", ("P-S-11", "P-S-12"), (1, 2), (8, 45)),
    Line("LP", "3", ("P-S-13", "P-S-14", "P-S-15"), (1, 2), (9, 0)),
    Line("LP", "4", ("P-LP-LP", "P-S-12"), (2,), (9, 40)),
    Line("FG", "1", ("P-S-16", "P-S-17", "P-FG-SP"), (1, 2), (7, 20)),
    Line("FG", "2", ("P-S-18", "P-S-19", "P-S-20"), (1, 2), (7, 40)),
    Line("FG", "3", ("P-FG-SP", "P-S-16"), (2,), (8, 15)),
    Line("FG", "4", ("P-S-20", "P-S-17"), (2,), (8, 30)),
    # Its first driver goes on for more than four hours with a rest that is too short.
    Line("FG", "X", ("P-FG-SY",), (2,), (8, 40), MINIBUS, unlawful=True),
    Line("GS", "1", ("P-S-21", "P-S-22", "P-GS-CK"), (1, 2), (7, 0)),
    Line("GS", "2", ("P-S-23", "P-S-24"), (2,), (7, 20)),
    Line("GS", "M", ("P-GS-PD",), (2,), (7, 35), MINIBUS),
)


def _hops(line: Line, drivers: tuple[str, str]) -> tuple[Hop, ...]:
    minutes, km = _PICK_UP
    hops = [Hop(stop, minutes, km, "山区", drivers[0], ON) for stop in line.stops[1:]]
    turns = (0, 0, 1, 1) if line.unlawful else (0, 1, 0, 1, 0)
    for number, (stretch, turn) in enumerate(zip(_ROADS[line.county], turns, strict=False)):
        stay = _SHORT_REST if line.unlawful and number == 0 else stretch.stay
        hops.append(Hop(stretch.place, stretch.minutes, stretch.km, stretch.road, drivers[turn], REST, stay))
    return tuple(hops)


def feeder_runs(batch: Batch) -> tuple[Run, ...]:
    """The feeder coaches of a batch: two drivers each, for every way is longer than 400 km."""
    runs = []
    for number, line in enumerate(LINES, start=1):
        if batch.number not in line.batches:
            continue
        drivers = (f"D-{batch.number}{number:02}A", f"D-{batch.number}{number:02}B")
        runs.append(
            Run(
                id=line.id_in(batch.number),
                convoy=batch.convoy,
                vehicle=f"V-{line.county}-{line.number}",
                rated=line.rated,
                captain=f"K-{batch.number}{number:02}",
                deputy=f"K-{batch.number}{number + 50:02}",
                escorts=CREW,
                calls=lay_out(at(batch.feeder_day, *line.start), line.stops[0], _hops(line, drivers)),
            )
        )
    return tuple(runs)


def lines_of(batch: int, county: str) -> tuple[Line, ...]:
    """The usual coaches of a county on a batch's day, without the minibuses."""
    return tuple(line for line in LINES if batch in line.batches and line.county == county and line.rated == COACH)


def all_feeders() -> tuple[Run, ...]:
    """Every feeder coach of both batches."""
    return tuple(run for batch in BATCHES for run in feeder_runs(batch))

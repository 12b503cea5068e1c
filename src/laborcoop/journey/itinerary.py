"""The way of one worker, step by step, without a gap."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from attrs import field, frozen

from laborcoop.kernel.display import Cell, table
from laborcoop.kernel.ids import PlaceId, WorkerId
from laborcoop.kernel.moments import has_zone, instant
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


class StepKind(Enum):
    """What a step of the way is."""

    COACH = "coach"
    TRAIN = "train"
    FLIGHT = "flight"
    STAY = "stay"
    HANDOVER = "handover"

    @property
    def label(self) -> Text:
        """What the step is, in words."""
        return _LABELS[self]

    @property
    def is_ride(self) -> bool:
        """Whether it leads from one place to another."""
        return self in {StepKind.COACH, StepKind.TRAIN, StepKind.FLIGHT}


_LABELS = {
    StepKind.COACH: Text("客车", "coach"),
    StepKind.TRAIN: Text("列车", "train"),
    StepKind.FLIGHT: Text("航班", "flight"),
    StepKind.STAY: Text("住宿", "night"),
    StepKind.HANDOVER: Text("交接", "hand-over"),
}


@frozen(kw_only=True)
class Step(Record):
    """One step: a ride, a night, the hand-over.

    For a train, ``vehicle`` are its numbers on that way, first that where one boards. For a stay, it is the room and
    ``seat`` the bed; for a hand-over both are empty and start and end are one.

    Raises:
        InvalidValue: ``depart`` or ``arrive`` has no zone.
    """

    kind: StepKind
    start: PlaceId
    end: PlaceId
    depart: datetime = field(validator=has_zone)
    arrive: datetime = field(validator=has_zone)
    vehicle: str = ""
    seat: str = ""


@frozen(kw_only=True)
class Itinerary(Record):
    """All steps of one worker in order of time."""

    worker: WorkerId
    steps: tuple[Step, ...]

    def gaps(self) -> tuple[int, ...]:
        """The steps (from 0) that do not start where and after the one before ended, or that end before they start."""
        broken = {i for i, step in enumerate(self.steps) if instant(step.arrive) < instant(step.depart)}
        for i in range(1, len(self.steps)):
            before, after = self.steps[i - 1], self.steps[i]
            if before.end != after.start or instant(after.depart) < instant(before.arrive):
                broken.add(i)
        return tuple(sorted(broken))

    def _repr_html_(self) -> str:
        """The way as a notebook shows it: a line for each step, nobody named."""
        heads = (
            Text("步骤", "step"),
            Text("从", "from"),
            Text("到", "to"),
            Text("出发", "departs"),
            Text("到达", "arrives"),
            Text("班次或房间", "vehicle or room"),
            Text("座位或床位", "seat or bed"),
        )
        rows: list[tuple[Cell, ...]] = [
            (one.kind.label, one.start, one.end, _moment(one.depart), _moment(one.arrive), one.vehicle, one.seat)
            for one in self.steps
        ]
        return table(
            Text("{worker} 的行程", "the way of {worker}").format(worker=self.worker), heads, rows, most=len(rows)
        )


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"

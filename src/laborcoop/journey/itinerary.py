"""The way of one worker, step by step, without a gap."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from attrs import frozen

from laborcoop.kernel.ids import PlaceId, WorkerId


class StepKind(Enum):
    """What a step of the way is."""

    COACH = "coach"
    TRAIN = "train"
    STAY = "stay"
    HANDOVER = "handover"


@frozen(kw_only=True)
class Step:
    """One step: a ride, a night, the hand-over.

    For a stay, ``vehicle`` is the room and ``seat`` the bed; for a hand-over both are empty and start and end are one.
    """

    kind: StepKind
    start: PlaceId
    end: PlaceId
    depart: datetime
    arrive: datetime
    vehicle: str = ""
    seat: str = ""


@frozen(kw_only=True)
class Itinerary:
    """All steps of one worker in order of time."""

    worker: WorkerId
    steps: tuple[Step, ...]

    def gaps(self) -> tuple[int, ...]:
        """The steps (from 0) that do not start where and after the one before ended, or that end before they start."""
        broken = {i for i, step in enumerate(self.steps) if step.arrive < step.depart}
        for i in range(1, len(self.steps)):
            before, after = self.steps[i - 1], self.steps[i]
            if before.end != after.start or after.depart < before.arrive:
                broken.add(i)
        return tuple(sorted(broken))

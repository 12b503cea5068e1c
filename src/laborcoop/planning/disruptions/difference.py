"""What changed between two plans: who moved, from what to what and for which event, and who has no way any more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import field, frozen

from laborcoop.journey import Reason, Stage
from laborcoop.kernel.display import Cell, table
from laborcoop.kernel.ids import EventId, LegId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.planning.disruptions.altered import Altered, RideDetail, altered_details, details_of
from laborcoop.planning.disruptions.missed import Missed, missed_legs
from laborcoop.planning.disruptions.notice import Notification
from laborcoop.planning.disruptions.telling import notifications
from laborcoop.planning.events import Event
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.touched import touched
from laborcoop.rulebook import Findings
from laborcoop.transfer import Ride
from laborcoop.transfer.route import parted


@frozen(kw_only=True)
class Moved(Record):
    """One person's change at one stage: from what to what, and the last event that it is for.

    ``before`` and ``after`` name employers and posts, legs and stops, lodgings, rooms and beds by their ids; empty
    where there was, or is, nothing. Another seat in the same vehicle is no move; it is `Altered`.
    """

    worker: WorkerId
    stage: Stage
    before: str
    after: str
    event: EventId


@frozen(kw_only=True)
class Replanned(Record):
    """A plan made again, and what changed.

    ``moved`` are those who arrive, otherwise than planned or though they were left out; ``altered`` what is otherwise
    on legs that they ride as before: whoever needs a new ticket is in one of them; ``left_out`` those who had a way and
    have none any more, with every reason; ``missed`` the legs that leave without some of those, and may yet wait for
    them; ``to_tell`` whom to tell what; ``findings`` the events that could not be
    taken. Of those who arrive, exactly the people in ``moved`` and ``altered`` are told that their way has changed.
    """

    plan: ReturnPlan
    moved: tuple[Moved, ...] = ()
    altered: tuple[Altered, ...] = ()
    left_out: Mapping[WorkerId, tuple[Reason, ...]] = field(factory=dict, hash=False)
    missed: tuple[Missed, ...] = ()
    to_tell: tuple[Notification, ...] = ()
    findings: Findings = field(factory=lambda: Findings(()))

    def __repr__(self) -> str:
        """Counts only."""
        return (
            f"<Replanned {self.plan.case.id}: {len(self.moved)} moved, {len(self.altered)} altered, "
            f"{len(self.left_out)} left out, {len(self.to_tell)} to tell, {len(self.findings)} findings>"
        )

    def _repr_html_(self) -> str:
        """What a notebook shows: how many people changed, who is left out and why, and the events not taken."""
        caption = Text("{name}：重新计划", "{name}: planned again").format(name=self.plan.case.name)
        counts = [
            (Text("改变安排", "moved"), len({one.worker for one in self.moved})),
            (Text("同一路段改座位、车次等", "otherwise on the same leg"), len({one.worker for one in self.altered})),
            (Text("不再有安排", "left out"), len(self.left_out)),
            (Text("应通知", "to be told"), len(self.to_tell)),
        ]
        shown = table(caption, (), counts)
        if self.left_out:
            rows: list[list[Cell]] = [
                [worker, *(reason.text for reason in reasons)] for worker, reasons in self.left_out.items()
            ]
            shown += table(Text("不再有安排的人及理由", "who is left out, and why"), (), rows)
        if self.missed:
            heads = (Text("班次", "leg"), Text("最多晚到（分钟）", "late by up to (min)"), Text("人数", "people"))
            late: list[list[Cell]] = [[one.leg, one.minutes, len(one.workers)] for one in self.missed]
            shown += table(Text("可等候的班次", "legs that may yet wait"), heads, late)
        return shown + self.findings._repr_html_() if self.findings else shown


_STAGES = (Stage.POSTS, Stage.SEATS, Stage.BEDS, Stage.GATE)
_Way = tuple[str, str, str, str]
"""What somebody has at each of the stages, in words of ids."""


def difference(
    before: ReturnPlan, after: ReturnPlan, steps: Sequence[tuple[Event, ReturnPlan]], findings: Findings
) -> Replanned:
    """What changed from one plan to another.

    Args:
        before: the plan that was.
        after: the plan that is.
        steps: the events in between, each with the plan after it.
        findings: about the events that could not be taken.
    """
    because: dict[WorkerId, EventId] = {}
    altering: dict[tuple[WorkerId, LegId, RideDetail], EventId] = {}
    people: frozenset[WorkerId] = frozenset()
    first: dict[WorkerId, _Way] = {}
    last: dict[WorkerId, _Way] = {}
    was = before
    for event, now in steps:
        people = touched(was, now)
        first, last = _ways(was, people), _ways(now, people)
        because.update(
            (worker, event.id)
            for worker in people
            if first.get(worker) != last.get(worker) or was.stays_of(worker) != now.stays_of(worker)
        )
        for worker in people:
            known = details_of(was, worker)
            # Whoever was left out in between has the ride again, and maybe otherwise.
            again = (key for key, told in details_of(now, worker).items() if known.get(key) != told)
            altering.update(((worker, ridden[0], what), event.id) for ridden, what in again)
        was = now
    if len(steps) > 1:
        people = touched(before, after)
        first, last = _ways(before, people), _ways(after, people)
    unplaced = after.unplaced
    altered = tuple(
        Altered(worker=worker, leg=leg, what=what, before=old, after=new, event=altering[worker, leg, what])
        for worker in sorted(people)
        for leg, what, old, new in altered_details(details_of(before, worker), details_of(after, worker))
    )
    left_out = sorted(first.keys() - last.keys())
    missed = missed_legs(before, after, left_out)
    return Replanned(
        plan=after,
        moved=tuple(
            Moved(worker=worker, stage=stage, before=old, after=new, event=because[worker])
            for worker, way in sorted(last.items())
            for stage, old, new in zip(_STAGES, first.get(worker, ("", "", "", "")), way, strict=True)
            if old != new
        ),
        altered=altered,
        left_out={worker: unplaced[worker] for worker in left_out},
        missed=missed,
        to_tell=notifications(
            before,
            after,
            people,
            [event for event, _ in steps],
            {**{one.worker: one.event for one in altered}, **because},
            missed,
        ),
        findings=findings,
    )


def _ways(plan: ReturnPlan, people: frozenset[WorkerId]) -> dict[WorkerId, _Way]:
    """What those of some people who arrive have at each stage."""
    hubs = {place.id: place.hub for place in plan.case.places if place.hub}
    legs = plan.legs()
    found = {}
    for worker in people & plan.handovers.keys():
        match, rides = plan.matches.get(worker), plan.rides_of(worker)
        haul, local = parted(rides, legs, hubs)
        found[worker] = (
            plan.handovers[worker].employer
            if match is None or match.post is None
            else f"{match.employer}/{match.post}",
            _legs(haul),
            ", ".join(
                f"{stay.lodging}/{stay.room}/{stay.bed} {stay.period.start}..{stay.period.end}"
                for stay in plan.stays_of(worker)
            ),
            _legs(local),
        )
    return found


def _legs(rides: Iterable[Ride]) -> str:
    return ", ".join(f"{ride.leg} {ride.board}-{ride.alight}" for ride in rides)

"""How long a return of 10 000 travellers takes to plan and to plan again, how much memory, and how near the best it is.

Run ``python benchmarks/planning/large.py`` from the repository; it writes docs/benchmarks-planning.md. The case is made
from a seed (`large_case.py`); times are processor seconds of one process.
"""

from __future__ import annotations

import os
import platform
import resource
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from time import process_time

from large_case import Size, large_case

import laborcoop as lc
from laborcoop.journey import Outcome, Stage
from laborcoop.kernel.ids import ConvoyId, EventId, LegId, VehicleId
from laborcoop.planning.events import (
    BoardElsewhere,
    EmployerSuspended,
    Event,
    LateCancel,
    PostWithdrawn,
    RoomOutOfService,
    TripCancelled,
    TripDelayed,
    TripRenumbered,
    VehicleBreakdown,
    VehicleSwap,
)
from laborcoop.transfer import Leg, TrainNumber, Vehicle

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks-planning.md"
SECONDS, GIBIBYTES, GAP, SHARE = 180, 2.0, 0.02, 0.1
HEAD = """# Benchmarks of planning a large return

Written by `python benchmarks/planning/large.py`; do not edit. One run on {machine}. A synthetic return of {workers}
registered people, {coaches} coaches, {trains} trains and {beds} beds, made from a seed; checking the case included.
Times are processor seconds of one process.

| | measured | wanted |
|---|---|---|
| people at the gate | {arriving} | |
| planning | {seconds:.0f} s | about {wanted_seconds} s |
| memory, at the most | {peak:.2f} GiB | under {wanted_memory:.0f} GiB |
| what the independent check finds | {faults} | 0 |
"""
PLANNED_AGAIN = """
## Planning again

Each disruption befalls the plan above, before its fourth batch sets out or while it is under way.

| disruption | time | of planning anew | wanted | people moved | left out | at the gate |
|---|---|---|---|---|---|---|
"""
VERIFIED = ("a train does not run", "an employer takes back openings")


def gap(outcomes: list[Outcome[object]]) -> float:
    """How far the numbers of people may be from their bounds, as a share of the bounds together."""
    goals = [goal for one in outcomes if one.proof for goal in one.proof.goals if goal.kind == "people"]
    return sum(goal.gap for goal in goals) / max(1, sum(goal.bound for goal in goals))


def gaps(plan: lc.ReturnPlan) -> Iterator[tuple[str, float]]:
    """Each stage with a proof, and its gap."""
    for stage in Stage:
        outcomes = [one for one in plan.outcomes if one.stage is stage and one.proof]
        if outcomes:
            yield stage.label.en, gap(outcomes)


def happened(plan: lc.ReturnPlan) -> Iterator[tuple[str, Event]]:
    """Disruptions of the fourth batch: what, and the event."""
    legs = plan.legs()
    coach, train = legs[LegId("F4-07")], legs[LegId("T4-1")]
    early = coach.depart.replace(hour=4)
    on_the_way = coach.stops[1].depart + timedelta(minutes=10)
    riders = [worker for worker in plan.travellers if plan.rides_of(worker)[0].leg == coach.id]
    night = plan.stays_of(riders[0])[0]
    meeting = tuple(leg.id for leg in legs.values() if leg.id.startswith("Y4-"))
    posts = Counter(
        match.post for worker, match in plan.matches.items() if match.post and match.first_day > early.date()
    )
    post, people = max(posts.items(), key=lambda item: (item[1], item[0]))
    openings = next(one.openings for one in plan.case.posts if one.id == post)
    van = Vehicle(id=VehicleId("V-30"), mode=coach.mode, rated=30)
    number = TrainNumber.parse("D9970")
    facts: tuple[tuple[str, type[Event], datetime, dict[str, object]], ...] = (
        ("one person steps back", LateCancel, early, {"subject": riders[0]}),
        ("one person goes with the next batch", BoardElsewhere, early, _later(plan, riders[1])),
        ("a feeder coach does not run", TripCancelled, early, {"subject": coach.id}),
        ("a feeder coach breaks down on its way", VehicleBreakdown, on_the_way, {"subject": coach.id}),
        ("a coach of 30 seats runs for one of 49", VehicleSwap, early, {"subject": coach.id, "vehicle": van}),
        ("a train is 20 minutes late, its coaches wait", TripDelayed, early, _late(train, meeting)),
        ("a train runs under another number", TripRenumbered, early, {"subject": train.id, "train": number}),
        ("a train does not run", TripCancelled, early, {"subject": train.id}),
        ("a room cannot be slept in", RoomOutOfService, early, {"subject": night.room, "lodging": night.lodging}),
        (
            "an employer takes back openings",
            PostWithdrawn,
            early,
            {"subject": post, "openings_left": openings - people},
        ),
        ("an employer takes nobody else", EmployerSuspended, early, {"subject": plan.handovers[riders[0]].employer}),
    )
    for what, kind, time, said in facts:
        yield what, kind(id=EventId("e"), time=time, **said)


def _later(plan: lc.ReturnPlan, worker: str) -> dict[str, object]:
    boarding = next(one.boarding for one in plan.case.registrations if one.worker == worker)
    return {"subject": worker, "place": boarding, "convoy": ConvoyId("C-5")}


def _late(train: Leg, meeting: tuple[LegId, ...]) -> dict[str, object]:
    return {"subject": train.id, "minutes": 20, "held_legs": meeting}


def replans(plan: lc.ReturnPlan) -> Iterator[tuple[str, float, lc.Replanned]]:
    """One disruption each: what, the processor seconds, and the new plan with what changed."""
    for what, event in happened(plan):
        start = process_time()
        change = lc.replan(plan, [event])
        taken = process_time() - start
        assert not change.findings, change.findings
        yield what, taken, change


def main() -> None:
    """Plan, plan again, and write the page."""
    size = Size()
    case = large_case(size)
    start = process_time()
    plan = lc.plan_return(case)
    seconds = process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{len(plan.travellers)} of {size.workers} arrive: {seconds:.0f} s, {peak:.2f} GiB", flush=True)
    text = HEAD.format(
        machine=f"{os.cpu_count()} cores, {platform.system()}, CPython {platform.python_version()}",
        workers=f"{size.workers:,}".replace(",", " "),
        coaches=size.coaches,
        trains=size.batches * size.trains,
        beds=f"{size.beds:,}".replace(",", " "),
        arriving=f"{len(plan.travellers):,}".replace(",", " "),
        seconds=seconds,
        wanted_seconds=SECONDS,
        peak=peak,
        wanted_memory=GIBIBYTES,
        faults=len(plan.verify()),
    )
    for stage, found in gaps(plan):
        text += f"| gap of {stage}, people | {found:.2%} | at most {GAP:.0%} |\n"
    text += PLANNED_AGAIN
    sound = []
    for what, taken, change in replans(plan):
        print(f"{what}: {taken:.1f} s, {taken / seconds:.2f} of planning anew", flush=True)
        row = (
            what,
            f"{taken:.1f} s",
            f"{taken / seconds:.3f}",
            f"at most {SHARE}",
            f"{len({one.worker for one in change.moved}):,}".replace(",", " "),
            f"{len(change.left_out):,}".replace(",", " "),
            f"{len(change.plan.travellers):,}".replace(",", " "),
        )
        text += f"| {' | '.join(row)} |\n"
        if what in VERIFIED:
            sound.append(change.plan.verify())
    text += (
        f"\nWhat the independent check finds in the new plans of {' and '.join(VERIFIED)}: {sum(map(len, sound))}.\n"
    )
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

"""How long a return of 10 000 travellers takes to plan and to plan again, how much memory, and how near the best it is.

Run ``python benchmarks/planning/large.py`` from the repository; it writes docs/benchmarks-planning.md. The case is made
from a seed (`large_case.py`); times are processor seconds of one process.
"""

from __future__ import annotations

import os
import platform
import resource
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from large_case import Size, large_case

import laborcoop as lc
from laborcoop.journey import Outcome, Stage
from laborcoop.kernel.ids import EventId, LegId
from laborcoop.planning.events import LateCancel, TripCancelled

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


def replans(plan: lc.ReturnPlan) -> Iterator[tuple[str, float, int]]:
    """One disruption each: what, the processor seconds, and how many still arrive."""
    leg = LegId("F4-07")
    time = next(one.depart for convoy in plan.case.convoys for one in convoy.legs if one.id == leg)
    before = time.replace(hour=4)
    worker = next(worker for worker in plan.travellers if plan.rides_of(worker)[0].leg == leg)
    for what, event in (
        ("one person steps back", LateCancel(id=EventId("e"), time=before, subject=worker)),
        ("a feeder coach does not run", TripCancelled(id=EventId("e"), time=before, subject=leg)),
    ):
        start = process_time()
        change = lc.replan(plan, [event])
        taken = process_time() - start
        assert not change.findings, change.findings
        assert change.plan.verify() == ()
        yield what, taken, len(change.plan.travellers)


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
    text += "\n## Planning again\n\n"
    text += "| disruption | time | of planning anew | wanted | people at the gate |\n|---|---|---|---|---|\n"
    for what, taken, arriving in replans(plan):
        print(f"{what}: {taken:.1f} s, {taken / seconds:.2f} of planning anew", flush=True)
        text += f"| {what} | {taken:.1f} s | {taken / seconds:.2f} | at most {SHARE} | {arriving:,} |\n".replace(
            ",", " "
        )
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

"""Random small programmes, planned and planned again.

Run ``python benchmarks/planning/random_programmes.py START SECONDS``.

Each seed makes a programme (`random_case.py`), plans it stage by stage and, in half of the seeds, all stages together,
and lets one thing after another happen (`random_events.py`). A fault is an exception, whatever the independent check
finds, somebody lost, another plan of the same records in another order, a ride that had begun and is another now, and a
plan that all events at once do not make again; each is shown with its seed, and ``--seed SEED`` runs that one again.
The last figures stand in docs/random-programmes.md, which this writes.
"""

from __future__ import annotations

import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random
from time import perf_counter

from attrs import frozen
from random_case import random_case, shuffled
from random_events import Moment, boarded
from random_people import FIRST_DAY, ZONE, likely

import laborcoop as lc
from laborcoop.kernel.ids import EventId
from laborcoop.planning import events
from laborcoop.planning.case import Case
from laborcoop.planning.events import Event
from laborcoop.planning.plan import ReturnPlan

PAGE = Path(__file__).parents[2] / "docs" / "random-programmes.md"
EXCEPTION, CHECK, LOST, ORDER, FEWER, UNDER_WAY, REPLAY = KINDS = (
    "an exception",
    "the independent check finds something",
    "somebody is lost, or left out without a reason",
    "the same records in another order make another plan",
    "fewer workers arrive where all stages are planned together",
    "a ride that had begun is another",
    "all events at once make another plan than one by one",
)
HEAD = """# Random programmes

Written by `python benchmarks/planning/random_programmes.py`; do not edit. Small programmes from a seed (villages with
feeder coaches, day and night trains, a flight, houses and gates in several towns; households, minors, groups; few seats
and beds), planned stage by stage and all together, and planned again after each of a series of disruptions of all
kinds.

Seeds from {start}, {minutes:.0f} minutes in one process: **{faults}**.

| | number |
|---|---|
"""


@frozen
class Fault:
    """What is wrong, of which of `KINDS`."""

    kind: str
    text: str


def main(start: int, seconds: float) -> int:
    """Run the campaign, write the page, and give the number of faults."""
    counts: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    began = perf_counter()
    seed = start
    while perf_counter() - began < seconds:
        for fault in tried(seed, counts):
            faults[fault.kind] += 1
            print(f"seed {seed}: {fault.kind}: {fault.text}", flush=True)
        seed += 1
    found = "1 fault" if faults.total() == 1 else f"{faults.total()} faults"
    text = HEAD.format(start=start, minutes=(perf_counter() - began) / 60, faults=found)
    rows = [(what, counts[what]) for what in _COUNTED] + [(kind, faults[kind]) for kind in KINDS]
    text += "".join(f"| {what} | {number:,} |\n" for what, number in rows)
    PAGE.write_text(text, encoding="utf-8")
    print(text)
    return faults.total()


_COUNTED = _PROGRAMMES, _PEOPLE, _ARRIVE, _PLANS, _TAKEN, _REFUSED = (
    "programmes",
    "people registered",
    "of them at a gate in the first plan",
    "plans made and checked",
    "events taken",
    "events refused, as they cannot have happened",
)


def tried(seed: int, counts: Counter[str]) -> Iterator[Fault]:
    """The faults of one seed; what was tried is added to the counts."""
    random = Random(f"{seed}/programme")
    case = random_case(random)
    counts[_PROGRAMMES] += 1
    counts[_PEOPLE] += len(case.workers)
    try:
        yield from _of_case(case, random, counts)
    except Exception:  # noqa: BLE001 - whatever it is, it is a fault
        yield Fault(EXCEPTION, " / ".join(traceback.format_exc(limit=-2).split("\n")[1:]))


def _of_case(case: Case, random: Random, counts: Counter[str]) -> Iterator[Fault]:
    plan = lc.plan_return(case)
    counts[_ARRIVE] += len(plan.travellers)
    yield from _sound(plan, "first", counts)
    if likely(random, 25) and _content(lc.plan_return(shuffled(case, random))) != _content(plan):
        yield Fault(ORDER, "first")
    if likely(random, 50):
        together = lc.plan_return(case, joint=True)
        yield from _sound(together, "joint", counts)
        if _at_work(together) < _at_work(plan):
            yield Fault(FEWER, f"{_at_work(together)} < {_at_work(plan)}")
        plan = random.choice((plan, together))
    yield from _of_events(plan, random, counts)


def _of_events(first: ReturnPlan, random: Random, counts: Counter[str]) -> Iterator[Fault]:
    """What is wrong as one thing after another happens to a plan, and as all is told at once."""
    cut_off = timedelta(hours=random.choice((1, 1, 6, 24)))
    midnight = datetime.combine(FIRST_DAY, time(), ZONE)
    now = midnight + timedelta(minutes=random.randint(-36 * 12, 36 * 12) * 5)
    plan, taken = first, list[Event]()
    for number in range(random.randint(1, 8)):
        now += timedelta(minutes=random.choice((5, 20, 90, 300, 600)))
        event = Moment(random, plan, now, EventId(f"e{number}")).event()
        change = lc.replan(plan, [event], cut_off=cut_off)
        if change.findings:
            counts[_REFUSED] += 1
            continue
        counts[_TAKEN] += 1
        taken.append(event)
        yield from _sound(change.plan, f"after {', '.join(_named(one) for one in taken)}", counts)
        for worker in (one.id for one in plan.case.workers):
            was, stands = (
                [(ride.leg, ride.board) for ride in boarded(one, worker, now)] for one in (plan, change.plan)
            )
            if stands[: len(was)] != was and not (isinstance(event, events.NoShow) and event.subject == worker):
                yield Fault(UNDER_WAY, f"{worker}: {was}, {stands}, after {_named(event)}")
        plan = change.plan
    again = lc.replan(first, [*reversed(taken), *taken], cut_off=cut_off)
    if taken and again.findings:
        yield Fault(REPLAY, str([finding.message.en for finding in again.findings]))
    if taken and again.plan != plan:
        yield Fault(REPLAY, ", ".join(_named(one) for one in taken))


def _named(event: Event) -> str:
    return f"{type(event).__name__} {event.subject}"


def _content(plan: ReturnPlan) -> tuple[object, ...]:
    """What a plan gives to whom, in no order of its own."""
    given = sorted(map(repr, (*plan.rides, *plan.stays)))
    return given, dict(plan.matches), dict(plan.handovers), dict(plan.unplaced)


def _at_work(plan: ReturnPlan) -> int:
    works = {one.worker for one in plan.case.registrations if one.works}
    return len(works & plan.handovers.keys())


def _sound(plan: ReturnPlan, what: str, counts: Counter[str]) -> Iterator[Fault]:
    """What is wrong with a plan by itself."""
    counts[_PLANS] += 1
    everyone = sorted(worker.id for worker in plan.case.workers)
    if sorted([*plan.travellers, *plan.unplaced]) != everyone or not all(plan.unplaced.values()):
        yield Fault(LOST, what)
    for finding in plan.verify():
        yield Fault(CHECK, f"{finding.rule} {finding.subject}: {finding.message.en} ({what})")


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:] if each != "--seed"]
    if "--seed" in sys.argv:
        print(*tried(given[0], Counter()), sep="\n")
    else:
        sys.exit(bool(main(given[0] if given else 1, given[1] if given[1:] else 600)))

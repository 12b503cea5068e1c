"""What the page looks up when somebody types an id: every way step by step, masked, as small as it can be.

Steps and texts that many people share are held once and named by their number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from laborcoop.exchange.page.names import Names, division_text
from laborcoop.exchange.page.wording import clock
from laborcoop.journey import Itinerary, Step, StepKind
from laborcoop.kernel.days import day_text
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.text import Text
from laborcoop.people import Worker
from laborcoop.planning.plan import ReturnPlan


class _Shared:
    """A list in which each entry stands once."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}

    def number(self, entry: Any) -> int:  # noqa: ANN401 - any hashable value that JSON knows
        return self._numbers.setdefault(entry, len(self._numbers))

    def entries(self) -> list[Any]:
        return list(self._numbers)


def _id(worker: Worker) -> str:
    return worker.id


def lookup(plan: ReturnPlan, names: Names, ways: Mapping[WorkerId, Itinerary]) -> Mapping[str, Any]:
    """The data of the page's search for a person.

    ``texts`` are pairs (zh, en); ``steps`` are (kind, from, to, day of departure, hour, day of arrival, hour,
    vehicle), places and days being numbers of texts. ``people`` gives by id the masked name and the numbers of county
    and employer, then number and seat of each step. ``absent`` gives by id the masked name and pairs of numbers: the
    stage, the sentence. ``refused`` gives by id the place in the files and the numbers of the sentences.
    """
    texts, steps = _Shared(), _Shared()

    def text(of: Text) -> int:
        return texts.number((of.zh, of.en))

    def step(of: Step) -> int:
        depart, arrive = names.local(of.depart), names.local(of.arrive)
        return steps.number(
            (
                of.kind.value,
                text(names.place(of.start)),
                text(names.place(of.end)),
                text(day_text(depart.date())),
                clock(depart),
                text(day_text(arrive.date())),
                clock(arrive),
                of.vehicle,
            )
        )

    county = {worker.id: text(division_text(worker.registered)) for worker in sorted(plan.case.workers, key=_id)}
    employer = {worker: text(names.employer(one.employer)) for worker, one in sorted(plan.handovers.items())}
    people = {
        worker: [
            names.people[worker],
            county[worker],
            employer[worker],
            [[step(one), "" if one.kind is StepKind.HANDOVER else one.seat] for one in way.steps],
        ]
        for worker, way in sorted(ways.items())
    }
    absent = {
        worker: [
            names.people[worker],
            county[worker],
            [[text(outcome.stage.label), text(reason.text)] for reason in outcome.left_out[worker]],
        ]
        for outcome in plan.outcomes
        for worker in sorted(outcome.left_out)
    }
    refused = {
        one.subject: [
            [one.where.file, one.where.sheet, one.where.row],
            [text(finding.message) for finding in one.findings],
        ]
        for one in sorted(plan.case.intake.refused, key=lambda one: (one.where.order(), one.subject))
    }
    return {
        "absent": absent,
        "people": people,
        "refused": refused,
        "steps": steps.entries(),
        "texts": texts.entries(),
    }

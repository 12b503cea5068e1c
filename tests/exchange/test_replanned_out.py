"""The files of a plan that was made again: those who set out and do not arrive stand where they rode."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from laborcoop.exchange.manifest import manifest_pages
from laborcoop.exchange.plan_document import plan_document
from laborcoop.exchange.plan_files import write_plan
from laborcoop.kernel.ids import EventId
from laborcoop.planning import events
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.replan import replan
from laborcoop.planning.spring_return import plan_return
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

ZONE = ZoneInfo("Asia/Shanghai")
HAPPENED: dict[str, tuple[type, int, int, str, dict[str, Any]]] = {
    "somebody is hurt": (events.InjuryEnRoute, 5, 20, "W-000", {}),
    "a coach breaks down": (events.VehicleBreakdown, 5, 9, "feeder", {}),
    "the train does not run": (events.TripCancelled, 6, 8, "train", {}),
    "somebody does not board again": (events.NoShow, 6, 7, "W-000", {"leg": "morning"}),
    "somebody steps back": (events.LateCancel, 5, 7, "W-000", {}),
}


@pytest.fixture(params=list(HAPPENED.values()), ids=list(HAPPENED))
def plan(request: pytest.FixtureRequest) -> ReturnPlan:
    people = (Applicant(), Applicant(), Applicant(village=2))
    kind, day, hour, subject, facts = request.param
    time = datetime(2023, 2, day, hour, tzinfo=ZONE)
    event = kind(id=EventId("e"), time=time, subject=subject, **facts)
    return replan(plan_return(small_case(Programme(applicants=people))), [event]).plan


def test_every_file_of_it_is_written(plan: ReturnPlan, tmp_path: Path) -> None:
    files = write_plan(plan, str(tmp_path), locale="en")
    assert files[0] == tmp_path / "plan.json"
    assert all(path.stat().st_size for path in files)
    people = {person.id: person for person in plan_document(plan).people}
    assert all(people[worker].outcome == "left-out" and people[worker].reasons for worker in plan.unplaced)
    assert {worker: len(person.rides) for worker, person in people.items()} == {
        worker.id: len(plan.rides_of(worker.id)) for worker in plan.case.workers
    }


def test_the_manifests_say_how_many_of_those_aboard_do_not_arrive(plan: ReturnPlan) -> None:
    totals = manifest_pages(plan, "en")[0]
    aboard = {ride.worker for ride in plan.rides}
    numbers = {row[0]: row[3] for row in totals.rows}
    lost = len(aboard) - len(plan.travellers)
    assert numbers.get("Of them not at a gate", 0) == lost
    assert numbers["All convoys"] == len(aboard)
    assert numbers["All employers"] == len(plan.travellers)

"""Passes, lists, ways and notices say under which number a train leaves where one boards, and where it changes."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from laborcoop.exchange.boarding_passes import passes_by_leg, passes_by_person
from laborcoop.exchange.manifest import manifest_pages
from laborcoop.exchange.plan_document import plan_document
from laborcoop.kernel.ids import EventId, LegId, WorkerId
from laborcoop.planning import events
from laborcoop.planning.disruptions.notice import Audience
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.replan import replan
from laborcoop.planning.spring_return import plan_return
from laborcoop.testing import Programme
from laborcoop.testing.busy import NightCoach, busy_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import TrainNumber

NOW = datetime(2023, 2, 5, 6, tzinfo=ZoneInfo("Asia/Shanghai"))
THROUGH, HALF = WorkerId("W-000"), WorkerId("W-001")
CHANGES = "D6565, from Halfway on D6564"


@pytest.fixture(scope="module")
def plan() -> ReturnPlan:
    """One rides through the town where D6565 becomes D6564, the other only as far as that town."""
    return plan_return(busy_case(Programme(applicants=(Applicant(), Applicant(employer=3))), NightCoach.NONE))


def descriptions(content: bytes) -> list[str]:
    return [str(event["description"]) for event in Calendar.from_ical(content).walk("VEVENT")]


def column(plan: ReturnPlan, page: str, title: str) -> list[object]:
    (found,) = [one for one in manifest_pages(plan, "en") if one.name == f"{page} B-1"]
    return [row[found.header.index(title)] for row in found.rows if "train" in row]


def test_a_pass_says_the_number_where_one_boards_and_the_change_by_name(plan: ReturnPlan) -> None:
    files = passes_by_person(plan, "en")
    train = {worker: descriptions(files[f"pass-{worker}.ics"])[-1 - (worker == THROUGH)] for worker in plan.travellers}
    assert train[THROUGH].endswith(f"\ntrain {CHANGES}")
    assert "D65" not in train[HALF]
    assert b"SUMMARY:D6565: K-station to Halfway" in files[f"pass-{HALF}.ics"]
    assert "车次 D6565，自 第3村 起 D6564" in descriptions(passes_by_person(plan, "zh")[f"pass-{THROUGH}.ics"])[-2]
    (leg,) = descriptions(passes_by_leg(plan, "en")["leg-train.ics"])
    assert [line.partition(")")[0] for line in leg.splitlines()[:2]] == ["K-station (D6565", "Halfway (D6564"]


def test_the_lists_of_a_train_say_the_number_of_each_stop(plan: ReturnPlan) -> None:
    assert column(plan, "Stops", "vehicle") == ["D6565", "D6564", "D6564"]
    assert column(plan, "Boarding", "vehicle") == ["D6565", "D6565"]
    assert sorted(map(str, column(plan, "Riders", "vehicle"))) == ["D6565", CHANGES]
    assert column(plan, "Legs", "vehicle") == ["D6565/D6564"]
    assert "08:35 D6565 → Halfway 02-06 13:12 D6564 → " in str(column(plan, "Legs", "stops")[0])


def test_a_way_has_the_numbers_of_its_own_part_of_the_run(plan: ReturnPlan) -> None:
    ways = {worker: [step.vehicle for step in plan.itinerary(worker).steps] for worker in plan.travellers}
    assert {worker: [one for one in way if one.startswith("D6")] for worker, way in ways.items()} == {
        THROUGH: ["D6565/D6564"],
        HALF: ["D6565"],
    }
    document = {one.id: [ride.train for ride in one.rides if ride.train] for one in plan_document(plan).people}
    assert document == {THROUGH: ["D6565/D6564"], HALF: ["D6565"]}


def test_a_notice_says_the_change_by_the_name_of_its_stop(plan: ReturnPlan) -> None:
    late = events.TripDelayed(id=EventId("a"), time=NOW, subject=LegId("train"), minutes=5)
    told = {one.recipient: one.text for one in replan(plan, [late]).to_tell if one.audience is Audience.WORKER}
    assert f"by train {CHANGES}, seat" in told[THROUGH].en
    assert "乘坐列车 D6565，自 第3村 起 D6564，座位" in told[THROUGH].zh
    assert "by train D6565, seat" in told[HALF].en


def test_other_numbers_leave_none_at_the_stops_and_the_same_ones_leave_them(plan: ReturnPlan) -> None:
    def stops(number: str) -> list[str]:
        event = events.TripRenumbered(
            id=EventId("a"), time=NOW, subject=LegId("train"), train=TrainNumber.parse(number)
        )
        change = replan(plan, [event])
        assert change.plan.verify() == ()
        return [str(stop.train or "") for stop in change.plan.legs()["train"].stops]

    assert stops("D1/D2") == ["", "", ""]
    assert stops("D6565/D6564") == ["D6565", "D6564", ""]

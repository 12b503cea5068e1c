"""The busy programme: its coach by night runs where it is lawful, and is barred for the rule that it breaks."""

from __future__ import annotations

import pytest

from laborcoop.planning.spring_return import plan_return
from laborcoop.testing import Programme
from laborcoop.testing.busy import HALFWAY, NightCoach, busy_case
from laborcoop.testing.programme import Applicant

BROKEN = {
    NightCoach.ONE_DRIVER: {"TR-04", "TR-05", "TR-06", "TR-09"},
    NightCoach.TIRED_DRIVER: {"TR-04", "TR-05", "TR-06"},
    NightCoach.NO_REST: {"TR-05", "TR-07"},
    NightCoach.MOUNTAIN_ROAD: {"TR-08"},
}


@pytest.mark.parametrize("coach", NightCoach)
def test_the_coach_by_night_carries_people_only_where_no_rule_is_broken(coach: NightCoach) -> None:
    programme = Programme(applicants=(Applicant(), Applicant()), train_seats=1, batches=2)
    plan = plan_return(busy_case(programme, coach))
    assert {finding.rule for finding in plan.findings.excluding()} == BROKEN.get(coach, set())
    assert any(ride.leg.startswith("sleeper") for ride in plan.rides) is (coach is NightCoach.LAWFUL)


def test_the_one_seat_of_the_train_is_given_again_halfway() -> None:
    people = (Applicant(employer=3), Applicant(village=3))
    plan = plan_return(busy_case(Programme(applicants=people, train_seats=1), NightCoach.NONE))
    train = {ride.worker: (ride.alight, ride.seat) for ride in plan.rides if ride.leg == "train"}
    assert train == {"W-000": (HALFWAY, "01"), "W-001": ("Z-station", "01")}

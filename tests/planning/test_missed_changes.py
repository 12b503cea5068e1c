"""Vehicles that come too late for the next: the check tells of them, and whoever is left out for it learns which."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from attrs import evolve, frozen

from laborcoop.journey import Stage
from laborcoop.kernel.ids import DriverId, LegId, VehicleId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case
from laborcoop.planning.check import check
from laborcoop.planning.spring_return import plan_return
from laborcoop.rulebook import Finding, Findings, Severity
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Leg

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def _moved(case: Case, later: dict[str, timedelta], without: Sequence[str] = ()) -> Case:
    """The case with some legs later, and without some."""
    convoy = case.convoys[0]
    legs = tuple(_later(leg, later.get(leg.id, timedelta())) for leg in convoy.legs if leg.id not in without)
    return evolve(case, convoys=(evolve(convoy, legs=legs),))


def _later(leg: Leg, much: timedelta) -> Leg:
    return evolve(
        leg, stops=tuple(evolve(stop, arrive=stop.arrive + much, depart=stop.depart + much) for stop in leg.stops)
    )


@frozen
class Missed:
    """Legs that are later, the sentence that whoever is left out is given, and the legs that the check tells of."""

    why: str
    later: dict[str, timedelta]
    reason: str
    told: tuple[str, ...]
    without: tuple[str, ...] = ()


MISSED = [
    Missed(
        "feeder after the train",
        {"feeder": 3 * DAY},
        "feeder reaches K-park at 2023-02-08 15:00, 3265 min after train (D3812/D3809) has left K-station at "
        "2023-02-06 08:35",
        ("feeder",),
    ),
    Missed(
        "local coach a minute after the train",
        {"morning": 91 * MINUTE},
        "morning reaches K-station at 2023-02-06 08:36, 1 min after train (D3812/D3809) has left K-station at "
        "2023-02-06 08:35",
        ("morning",),
    ),
    Missed(
        "feeder a minute after the coach to the hotel",
        {"feeder": 31 * MINUTE},
        "feeder reaches K-park at 2023-02-05 15:31, 1 min after evening has left K-park at 2023-02-05 15:30",
        ("feeder",),
    ),
    Missed(
        "train after the last coach from the station",
        {"train": 41 * MINUTE},
        "train (D3812/D3809) reaches Z-station at 2023-02-06 19:21, 1 min after direct has left Z-station at "
        "2023-02-06 19:20",
        ("train",),
        without=("to-gates",),
    ),
]


@pytest.mark.parametrize("missed", MISSED, ids=lambda missed: missed.why)
def test_whoever_misses_a_change_learns_the_vehicles_and_the_minutes_and_the_check_tells_of_it(missed: Missed) -> None:
    case = _moved(small_case(Programme()), missed.later, missed.without)
    plan = plan_return(case)
    (reasons,) = plan.unplaced.values()
    assert [(reason.code, reason.text.render("en")) for reason in reasons] == [("seats.missed-change", missed.reason)]
    found = [finding for finding in check(case) if finding.rule == "PL-09"]
    assert tuple(finding.subject for finding in found) == missed.told
    assert all(missed.reason in finding.message.render("en") for finding in found)
    assert plan.verify() == ()


@pytest.mark.parametrize(
    "later",
    [{}, {"feeder": 30 * MINUTE}, {"morning": 90 * MINUTE}, {"train": 40 * MINUTE}],
    ids=["as it is", "feeder to the minute", "morning to the minute", "train to the minute"],
)
def test_a_change_that_is_made_to_the_minute_is_told_of_nowhere(later: dict[str, timedelta]) -> None:
    case = _moved(small_case(Programme()), later)
    assert plan_return(case).travellers
    assert "PL-09" not in {finding.rule for finding in check(case)}


def test_of_two_coaches_the_one_that_misses_less_is_named_and_the_check_tells_of_both() -> None:
    case = _moved(small_case(Programme()), {"feeder": 3 * DAY})
    convoy = case.convoys[0]
    feeder = convoy.legs[0]
    other = evolve(_later(feeder, -DAY), id=LegId("a-feeder"), vehicle=evolve(feeder.vehicle, id=VehicleId("veh-a")))
    case = evolve(case, convoys=(evolve(convoy, legs=(*convoy.legs, other)),))
    (reasons,) = plan_return(case).unplaced.values()
    assert reasons[0].text.render("en").startswith("a-feeder reaches K-park at 2023-02-07 15:00, 1825 min after train")
    assert [finding.subject for finding in check(case) if finding.rule == "PL-09"] == ["a-feeder", "feeder"]


@pytest.mark.parametrize("alighting", [True, False])
def test_a_stop_where_nobody_alights_is_no_place_to_change(*, alighting: bool) -> None:
    """From the second village another coach goes on in time; only where people get off there do they reach it."""
    case = _moved(small_case(Programme()), {"feeder": 31 * MINUTE})
    convoy = case.convoys[0]
    feeder, evening = (next(leg for leg in convoy.legs if leg.id == name) for name in ("feeder", "evening"))
    first, second, last = feeder.stops
    late = evolve(feeder, stops=(first, evolve(second, alighting=alighting), last))
    noon = evolve(
        second, arrive=second.depart + 10 * MINUTE, depart=second.depart + 10 * MINUTE, driver=DriverId("N-1")
    )
    other = evolve(
        evening,
        id=LegId("noon"),
        vehicle=evolve(feeder.vehicle, id=VehicleId("veh-noon")),
        stops=(noon, evolve(evening.stops[-1], arrive=noon.depart + 60 * MINUTE, depart=noon.depart + 60 * MINUTE)),
    )
    legs = tuple(late if leg.id == "feeder" else leg for leg in convoy.legs)
    changed = evolve(case, convoys=(evolve(convoy, legs=(*legs, other)),))
    assert ("PL-09" in {finding.rule for finding in check(changed)}) is not alighting


def test_a_night_without_a_bed_where_the_next_vehicle_leaves_is_no_missed_change() -> None:
    case = small_case(Programme(applicants=(Applicant(),)))
    (convoy,) = case.convoys
    park = next(leg for leg in convoy.legs if leg.id == "feeder").stops[-1].place
    legs = tuple(
        evolve(leg, stops=(evolve(leg.stops[0], place=park), *leg.stops[1:])) if leg.id == "train" else leg
        for leg in convoy.legs
    )
    plan = plan_return(evolve(case, convoys=(evolve(convoy, legs=legs),), lodgings=()))
    (reason,) = plan.unplaced[WorkerId("W-000")]
    assert reason.code != "seats.missed-change"


def test_whoever_is_left_out_for_a_train_that_could_not_be_read_learns_its_name() -> None:
    case = _moved(small_case(Programme(applicants=(Applicant(), Applicant(village=3)))), {}, without=("train",))
    refused = Finding(
        rule="CF-08", severity=Severity.ERROR, subject="train", kind="leg", message=Text("停靠点不足", "has no stops")
    )
    plan = plan_return(evolve(case, findings=Findings.of([refused])))
    assert plan.outcome(Stage.SEATS).left_out[WorkerId("W-000")][0].text.render("en") == (
        "train could not be read, and nothing else goes to the employer's town from the end of feeder"
    )
    plain = plan_return(case)
    assert [reason.code for reason in plain.unplaced[WorkerId("W-000")]] == ["seats.no-coach-at-stop"]

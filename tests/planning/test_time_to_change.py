"""The time to change to a train or flight (TR-25): which of two ways alike is taken, and what is told of it."""

from __future__ import annotations

from datetime import datetime

import pytest
from attrs import evolve

from laborcoop.kernel.ids import DriverId, LegId, PlaceId, VehicleId
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case
from laborcoop.planning.spring_return import plan_return
from laborcoop.rulebook import Convention, DatedValue, Parameter
from laborcoop.testing import Programme, small_case
from laborcoop.transfer import Leg, TransportMode

TRAIN_LEAVES = (8, 35)


def _case(*feeders: tuple[str, tuple[int, int]], mode: TransportMode | None = None) -> Case:
    """Feeders by name and arrival, each at 06:00 from the first village to the station; an hour to change is asked."""
    case = small_case(Programme())
    convoy = case.convoys[0]
    legs = {str(leg.id): leg for leg in convoy.legs}
    others = [leg for name, leg in legs.items() if name not in {"feeder", "evening", "morning"}]
    if mode is not None:
        others = [
            evolve(leg, train=None, vehicle=evolve(leg.vehicle, mode=mode)) if leg.id == "train" else leg
            for leg in others
        ]
    hour = DatedValue(value=60, source=Convention(Text("本案例", "this case")))
    asked = Parameter(name="transfer_buffer", title=Text.same("change"), unit="minute", values=(hour,))
    new = tuple(_feeder(legs["feeder"], name, arrival) for name, arrival in feeders)
    return evolve(case, convoys=(evolve(convoy, legs=(*new, *others)),), book=case.book.with_parameters(asked))


def _feeder(like: Leg, name: str, arrival: tuple[int, int]) -> Leg:
    zone = like.depart.tzinfo
    leaves, arrives = datetime(2023, 2, 6, 6, tzinfo=zone), datetime(2023, 2, 6, *arrival, tzinfo=zone)
    first, last = like.stops[0], like.stops[-1]
    driver = DriverId(f"driver-{name}")
    return evolve(
        like,
        id=LegId(name),
        vehicle=evolve(like.vehicle, id=VehicleId(f"veh-{name}")),
        stops=(
            evolve(first, arrive=leaves, depart=leaves, driver=driver),
            evolve(last, place=PlaceId("K-station"), arrive=arrives, depart=arrives, driver=None),
        ),
    )


@pytest.mark.parametrize("late", ["a-late", "z-late"])
def test_of_two_ways_alike_the_one_with_time_to_change_is_taken_whatever_the_coaches_are_called(late: str) -> None:
    plan = plan_return(_case((late, (8, 30)), ("b-early", (7, 30))))
    assert plan.rides[0].leg == "b-early"
    assert not [finding for finding in plan.findings if finding.rule == "TR-25"]
    assert plan.verify() == ()


@pytest.mark.parametrize(
    ("mode", "onto"), [(None, "the train train"), (TransportMode.CHARTER_FLIGHT, "the flight train")]
)
@pytest.mark.parametrize(("arrival", "minutes"), [((7, 36), 59), (TRAIN_LEAVES, 0)])
def test_a_short_change_to_a_train_or_flight_is_told(
    mode: TransportMode | None, onto: str, arrival: tuple[int, int], minutes: int
) -> None:
    plan = plan_return(_case(("coach", arrival), mode=mode))
    told = [finding.message.render("en") for finding in plan.findings if finding.rule == "TR-25"]
    assert told == [f"changes from coach to {onto} at K-station in {minutes} min; 60 min are needed"]
    assert plan.verify() == ()
    untold = evolve(plan, findings=type(plan.findings)(one for one in plan.findings if one.rule != "TR-25"))
    assert [fault.subject for fault in untold.verify()] == ["train"]


def test_an_hour_to_change_to_a_flight_is_enough() -> None:
    plan = plan_return(_case(("coach", (7, 35)), mode=TransportMode.CHARTER_FLIGHT))
    steps = plan.itinerary(plan.travellers[0]).steps
    assert [step.kind.value for step in steps if step.vehicle != "coach"][-3:] == ["flight", "coach", "handover"]
    assert not [finding for finding in plan.findings if finding.rule == "TR-25"]

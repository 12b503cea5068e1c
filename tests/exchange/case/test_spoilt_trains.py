"""A train that is spoilt in the files is refused by name, and convoys and the return are planned with what is left."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.kernel.ids import PlaceId, WorkerId
from laborcoop.planning.convoy_coaches import ConvoyCoaches
from laborcoop.transfer import TravelTimes, Way

if TYPE_CHECKING:
    from tests.exchange.case.conftest import Load, Rows

ONE, TWO = WorkerId("W-1"), WorkerId("W-2")
"""The second's employer may take nobody: its register was not looked at."""
KUNMING = PlaceId("KM")
ROADS = TravelTimes((Way(start=PlaceId("V1"), end=KUNMING, minutes=200, km=Decimal(160)),))
NO_STOPS, OUT_OF_ORDER = "two stops or more", "out of order"
ONE_STOP, NOWHERE = "one stop", "unknown place"
FOUND = {NO_STOPS: ("CF-08", NO_STOPS), OUT_OF_ORDER: ("CF-08", OUT_OF_ORDER)}


def spoilt(rows: Rows, how: str) -> Rows:
    """The tables with a train that has no stops, one stop, one nowhere, or reaches Zhuhai too early."""
    if how == NO_STOPS:
        return rows | {"stops": [stop for stop in rows["stops"] if stop["leg"] != "L2"]}
    if how == ONE_STOP:
        return rows | {"stops": rows["stops"][:-1]}
    if how == NOWHERE:
        return rows | {"stops": [*rows["stops"][:-1], {**rows["stops"][-1], "place": "nowhere"}]}
    rows["stops"][-1]["arrive"] = "2023-02-06 08:00"
    return rows


@pytest.mark.parametrize("how", [NO_STOPS, OUT_OF_ORDER, ONE_STOP, NOWHERE])
def test_a_train_without_stops_or_with_stops_out_of_order_is_refused_by_name_and_the_rest_goes_on(
    rows: Rows, load: Load, how: str
) -> None:
    case = load(spoilt(rows, how))
    (told,) = (finding for finding in case.findings if finding.subject == "L2")
    rule, says = FOUND.get(how, ("CF-15", "is not complete"))
    assert (told.rule, told.severity, told.where.file, told.kind) == (rule, lc.Severity.ERROR, "legs.csv", "leg")
    assert says in told.message.en
    (convoy,) = case.convoys
    assert [leg.id for leg in convoy.legs] == ["L1"]
    asked = ConvoyCoaches.of_legs(case, convoy, KUNMING)
    early: datetime = convoy.legs[0].depart - timedelta(hours=1)
    found = lc.plan_convoys(
        case, [evolve(asked, collect_between=(early, convoy.legs[0].depart))], ROADS, iterations=20, bound_rounds=20
    )
    assert found.verify() == ()
    assert found.carried == {ONE}
    assert found.came_in - found.carried == {TWO}
    assert found.left_out[TWO][0].code == "EM-01"
    plan = lc.plan_return(found.case)
    assert plan.verify() == ()
    assert set(plan.unplaced) == {ONE, TWO}
    (reason,) = plan.unplaced[ONE]
    assert reason.code == "seats.leg-refused"
    assert reason.text.en.startswith("L2 could not be read")

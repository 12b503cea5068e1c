"""What is of a wrong kind is refused in words, and by the name of the argument, before anything is worked out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

import laborcoop as lc
from laborcoop.kernel.ids import EventId, WorkerId
from laborcoop.planning import coverage, events
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.tickets import tickets_of
from laborcoop.testing import Programme, small_case
from laborcoop.transfer import TravelTimes

STEPS_BACK = events.LateCancel(id=EventId("e"), time=datetime(2023, 2, 5, tzinfo=UTC), subject=WorkerId("W-000"))
LIST_OF_EVENTS = r"replan can take only events of laborcoop\.planning\.events, in a list or another iterable"

Asked = Callable[[Any], Any]


@pytest.fixture(scope="module")
def plan() -> ReturnPlan:
    return lc.plan_return(small_case(Programme()))


LIB: Any = lc
SHARES: Any = coverage
TICKETS: Any = tickets_of
"""Called as no type checker would let them be."""

WRONG: list[tuple[Asked, str]] = [
    (lambda plan: LIB.replan(plan, None), LIST_OF_EVENTS),
    (lambda plan: LIB.replan(plan, 7), LIST_OF_EVENTS),
    (lambda plan: LIB.replan(plan, STEPS_BACK), LIST_OF_EVENTS),
    (lambda plan: LIB.replan(plan, [None]), LIST_OF_EVENTS),
    (lambda plan: LIB.replan(plan.case, [STEPS_BACK]), "arguments of replan: plan must be a ReturnPlan"),
    (lambda _: LIB.replan(None, []), "arguments of replan: plan must be a ReturnPlan"),
    (lambda plan: LIB.simulate(plan.case), "arguments of simulate: plan must be a ReturnPlan"),
    (lambda plan: LIB.simulate(plan, no_show="0.1"), "no_show must be a number"),
    (lambda plan: LIB.simulate(plan, late=None), "late must be a number"),
    (
        lambda plan: LIB.simulate(plan, late_minutes="9", seed=[1]),
        "late_minutes must be a number, not str; seed must be a whole",
    ),
    (lambda plan: LIB.simulate(plan, runs=1).at_least("most"), "arguments of at_least: share must be a number"),
    (lambda plan: plan.carried_out(date(2023, 2, 7)), "arguments of carried_out: until must be a moment"),
    (lambda plan: plan.carried_out("2023-02-07"), "arguments of carried_out: until must be a moment"),
    (lambda plan: plan.itinerary(None), "arguments of itinerary: worker must be a text"),
    (lambda plan: plan.itinerary(plan.case.workers[0]), "arguments of itinerary: worker must be a text"),
    (lambda plan: plan.itineraries("W-000"), "arguments of itineraries: workers must be a tuple"),
    (lambda plan: plan.itineraries(5), "arguments of itineraries: workers must be a tuple"),
    (lambda plan: plan.outcome("seats"), "arguments of outcome: stage must be a Stage"),
    (lambda _: LIB.plan_return("examples/spring-return"), "arguments of plan_return: case must be a Case"),
    (lambda plan: LIB.check(plan.summary()), "arguments of check: case must be a Case"),
    (lambda _: LIB.plan_convoys(None, (), None), "case must be a Case, not None; travel must be a TravelTimes"),
    (lambda plan: LIB.plan_convoys(plan.case, None, TravelTimes()), "coaches must be a list or another sequence"),
    (lambda plan: LIB.plan_convoys(plan.case, [None], TravelTimes()), "one of the coaches must be a ConvoyCoaches"),
    (lambda plan: LIB.plan_visits(plan, None), "case must be a Case, not ReturnPlan; work must be a SquadWork"),
    (
        lambda _: LIB.plan_station(None, None, None, pace=None),
        "case must be a Case, not None; station must be a text, not None; period must be a Period, not None; pace",
    ),
    (lambda plan: TICKETS(plan.case), "arguments of tickets_of: plan must be a ReturnPlan"),
    (lambda _: SHARES.ticket_coverage(None), "arguments of ticket_coverage: plan must be a ReturnPlan"),
    (lambda _: SHARES.return_coverage(None), "arguments of return_coverage: plan must be a ReturnPlan"),
    (lambda _: SHARES.return_coverage_by_group(None), "of return_coverage_by_group: plan must be a ReturnPlan"),
    (lambda _: SHARES.demand_filled(None), "arguments of demand_filled: plan must be a ReturnPlan"),
]


@pytest.mark.parametrize(("ask", "says"), WRONG, ids=[says for _, says in WRONG])
def test_an_argument_of_a_wrong_kind_is_refused_by_name(plan: ReturnPlan, ask: Asked, says: str) -> None:
    with pytest.raises(lc.InvalidValue, match=says) as refused:
        ask(plan)
    assert "阿普" not in str(refused.value)

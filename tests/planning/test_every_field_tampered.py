"""Every field of the records of a plan, tampered with in every simple way: found, or named here with why it is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

import attrs
import pytest
from attrs import evolve

from laborcoop.errors import LaborcoopError
from laborcoop.kernel.ids import EventId, LegId, LodgingId, RoomId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.events import NoShow, RoomOutOfService, TripDelayed
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.replan import replan
from laborcoop.planning.spring_return import plan_return
from laborcoop.rulebook import RuleBook
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Leg

ONE, TWO, NEW, NOBODY = (WorkerId(name) for name in ("W-000", "W-001", "W-002", "X-99"))
SET_OUT = datetime.fromisoformat("2023-02-05T08:30+08:00")
NOON = datetime.fromisoformat("2023-02-06T12:00+08:00")


@pytest.fixture(scope="module")
def plan() -> ReturnPlan:
    """Two arrive and one did not come, a room is closed and a coach late; no rules are asked, which is quick."""
    case = small_case(Programme(applicants=(Applicant(), Applicant(returns=False, employer=None), Applicant())))
    made = plan_return(evolve(case, book=RuleBook(title=Text.same("none"), parameters=case.book.parameters)))
    absent = NoShow(id=EventId("e-1"), time=SET_OUT, subject=NEW, leg=LegId("feeder"))
    shut = RoomOutOfService(id=EventId("e-2"), time=SET_OUT, subject=RoomId("men-5"), lodging=LodgingId("hotel"))
    late = TripDelayed(
        id=EventId("e-3"), time=NOON, subject=LegId("direct"), minutes=20, held_legs=(LegId("to-gates"),)
    )
    after = replan(made, [absent, shut, late])
    assert not after.findings
    assert after.plan.verify() == ()
    return after.plan


Tampered = Iterator[tuple[str, str, Any]]
"""Where, how, and what stands there then."""


def tampered(value: Any, path: str = "") -> Tampered:  # noqa: ANN401 - any value
    """What can simply be done to a value, and to every value within it."""
    if isinstance(value, Leg):
        yield path, "of the case no more", evolve(value, captain="X-99")
    elif attrs.has(type(value)) and not isinstance(value, Text):
        yield from _record(value, path)
    elif isinstance(value, tuple):
        yield from _row(value, path)
    elif isinstance(value, Mapping):
        yield from _mapping(value, path)
    else:
        yield from ((path, how, other) for how, other in _others(value))


def _others(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any value
    match value:
        case bool():
            yield "turned round", not value
        case int():
            yield from ((f"{by:+}", value + by) for by in (1, -1))
        case Enum():
            yield from ((other.name, other) for other in type(value) if other is not value)
        case date():
            yield from ((f"{by:+} days", value + timedelta(days=by)) for by in (1, -1))
        case timedelta():
            yield from (("twice", value * 2), ("negative", -value))
        case Text():
            yield "another", Text.same("another")
        case str():
            yield from (("empty", ""), ("unknown", "X-99"))
        case frozenset():
            yield from (("one more", value | {"X-99"}), ("emptied", frozenset()))


def _record(value: Any, path: str) -> Tampered:  # noqa: ANN401 - any value
    for each in attrs.fields(type(value)):
        own = getattr(value, each.name)
        for where, how, other in [*tampered(own, f"{path}.{each.name}"), (f"{path}.{each.name}", "none", None)]:
            try:
                made = evolve(value, **{each.alias: other})
            except LaborcoopError:  # no such record can be built
                continue
            if made != value:
                yield where, how, made


def _row(value: tuple[Any, ...], path: str) -> Tampered:
    if value:
        yield path, "emptied", ()
        yield path, "first dropped", value[1:]
        yield path, "first doubled", (value[0], *value)
    if len(value) > 1:
        yield path, "turned round", value[::-1]
    for where, how, other in tampered(value[0], f"{path}[]") if value else ():
        yield where, how, (other, *value[1:])


def _mapping(value: Mapping[Any, Any], path: str) -> Tampered:
    first, *others = value or [None]
    if first is not None:
        yield path, "emptied", {}
        yield path, "first dropped", {key: value[key] for key in others}
        yield path, "under an unknown key", {NOBODY if key == first else key: held for key, held in value.items()}
        for key in others[:1]:
            yield path, "exchanged", {**value, first: value[key], key: value[first]}
        for where, how, other in tampered(value[first], f"{path}{{}}"):
            yield where, how, {**value, first: other}


def of_plan(plan: ReturnPlan) -> Iterator[tuple[str, ReturnPlan]]:
    """The plan with one thing tampered with, each stage and each event by itself, under where that stands."""
    for name in ("matches", "rides", "stays", "handovers", "log"):
        for where, _, other in tampered(getattr(plan, name), name):
            yield where, evolve(plan, **{name: other})
    for at, stage in enumerate(plan.outcomes):
        for where, _, other in tampered(stage, stage.stage.value):
            yield where, evolve(plan, outcomes=(*plan.outcomes[:at], other, *plan.outcomes[at + 1 :]))
    for at, event in enumerate(plan.log.events):
        for where, _, other in tampered(event, type(event).__name__):
            events = (*plan.log.events[:at], other, *plan.log.events[at + 1 :])
            yield where, evolve(plan, log=evolve(plan.log, events=events))


NOT_FOUND = {
    **dict.fromkeys(["rides", "stays"], "their order says nothing"),
    **dict.fromkeys(["log.events[].id", "NoShow.id", "TripDelayed.id"], "nobody left out is told of it by its id"),
    **dict.fromkeys(
        ["log.events[].reported_by", "NoShow.reported_by", "RoomOutOfService.reported_by", "TripDelayed.reported_by"],
        "nothing follows from who said so",
    ),
    **dict.fromkeys(["RoomOutOfService.reason", "TripDelayed.reason"], "it ended nobody's way, which would keep it"),
    "RoomOutOfService.time": "nobody slept there a day later either",
    **dict.fromkeys(
        ["TripDelayed.minutes", "TripDelayed.standing", "TripDelayed.held_legs"],
        "the times of before are not on record: a leg must only be late enough",
    ),
    "log.cut_off": "nobody left out could have gone by another",
    **dict.fromkeys(
        [f"{stage}.proof.goals" for stage in ("posts", "seats", "beds", "gate")],
        "how many goals there are is the allocation's own",
    ),
    **dict.fromkeys(
        [f"{stage}.proof.goals[].key" for stage in ("posts", "seats", "beds", "gate")],
        "tiers are the allocation's own",
    ),
}
"""Where a tampering is not found, and why it cannot be; every other is."""


def test_every_tampering_is_found_but_where_nothing_in_the_plan_contradicts_it(plan: ReturnPlan) -> None:
    assert {where for where, other in of_plan(plan) if not other.verify()} == NOT_FOUND.keys()

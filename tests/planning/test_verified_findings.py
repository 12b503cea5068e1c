"""What a plan tells is what rules and its own records say: nothing is left out, nothing invented, nothing changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cache

import pytest
from attrs import evolve

from laborcoop.journey import Itinerary
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import EventId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case
from laborcoop.planning.events import LateCancel
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.replan import replan
from laborcoop.planning.review import review
from laborcoop.planning.spring_return import plan_return
from laborcoop.retention import BedNeed
from laborcoop.rulebook import Convention, Finding, Findings, Severity
from laborcoop.rulebook.finding import NOWHERE, Waiver
from laborcoop.rulebook.rule import Breach, Context, rule
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Stop

ONE, NEW = WorkerId("W-000"), WorkerId("W-003")


def _sitting(stop: Stop) -> Stop:
    """The stop of a coach that sets out in the evening and stands in the second village for the night."""
    evening = datetime.fromisoformat("2023-02-04T20:00+08:00")
    if stop.place == "V-1":
        return evolve(stop, arrive=evening, depart=evening)
    return evolve(stop, arrive=evening + timedelta(hours=3)) if stop.place == "V-2" else stop


@cache
def told() -> ReturnPlan:
    """A plan that tells of a late start, a full train, an upper bed, a family room, a night aboard, an idle waiver."""
    couple = (Applicant(employer=2, party="H"), Applicant(employer=2, party="H", sex=Sex.FEMALE))
    people = (Applicant(), *couple, Applicant(returns=False, employer=None), Applicant(willing=False), Applicant())
    case = small_case(Programme(applicants=people, train_seats=4))
    (convoy,) = case.convoys
    legs = tuple(
        evolve(leg, stops=tuple(map(_sitting, leg.stops))) if leg.id == "feeder" else leg for leg in convoy.legs
    )
    houses = (
        evolve(house, rooms=tuple(evolve(room, upper_beds=room.beds) for room in house.rooms))
        for house in case.lodgings
    )
    return plan_return(
        evolve(
            case,
            convoys=(evolve(convoy, legs=legs),),
            lodgings=tuple(houses),
            posts=tuple(evolve(post, starts_on=date(2023, 2, 1)) for post in case.posts),
            records=tuple(BedNeed(worker=worker.id, lower_bed=True) for worker in case.workers),
            waivers=(Waiver(rule="ID-01", subject="W-9", by="x", why="y", until=date(2024, 1, 1)),),
        )
    )


CODES = ("EM-05", "PL-01", "PL-02", "PL-03", "PL-08", "PL-19", "PL-20", "TR-25")


def test_a_plan_that_tells_all_of_it_is_sound() -> None:
    assert set(CODES) <= {finding.rule for finding in told().findings}
    assert told().verify() == ()


def _saying(findings: Iterable[Finding]) -> ReturnPlan:
    return evolve(told(), findings=Findings.of(findings))


@pytest.mark.parametrize("code", CODES)
def test_whatever_is_left_out_of_the_findings_is_missed(code: str) -> None:
    assert _saying(one for one in told().findings if one.rule != code).verify()


Change = Callable[[Finding], Finding]
FALSE: dict[str, Change] = {
    "another subject": lambda one: evolve(one, subject=f"{one.subject}-2"),
    "another kind of record": lambda one: evolve(one, kind="station"),
    "so grave that it bars": lambda one: evolve(one, severity=Severity.BLOCK),
}


@pytest.mark.parametrize("change", FALSE.values(), ids=FALSE.keys())
@pytest.mark.parametrize("code", CODES)
def test_a_finding_that_nothing_gives_is_found(code: str, change: Change) -> None:
    true = next(finding for finding in told().findings if finding.rule == code)
    invented = change(true)
    if code == "PL-20" and invented.subject == true.subject:
        invented = evolve(true, facts=tuple(evolve(fact, value=99) for fact in true.facts))
    (first, *_) = _saying([*told().findings, invented]).verify()
    assert first.excludes


@pytest.mark.parametrize("code", ["PL-02", "PL-03", "PL-08", "PL-19", "TR-25"])
def test_a_finding_in_other_words_is_found(code: str) -> None:
    told_otherwise = (
        evolve(one, message=Text.same("99 people")) if one.rule == code else one for one in told().findings
    )
    assert {fault.message.en.split(":")[0] for fault in _saying(told_otherwise).verify()} == {
        f"the plan does not tell what {code} finds",
        "findings are told that no rule and no file gives",
    }


def test_a_finding_of_no_rule_at_all_is_found() -> None:
    (fault,) = _saying([*told().findings, Finding(rule="WK-01", severity=Severity.BLOCK, subject=ONE, kind="worker",
                                                  message=Text.same("too young"))]).verify()  # fmt: skip
    assert (fault.rule, fault.message.en) == ("PL-11", "findings are told that no rule and no file gives: WK-01")


STOPPED = LateCancel(id=EventId("e"), time=datetime.fromisoformat("2023-02-03T09:00+08:00"), subject=NEW)


@cache
def stopped() -> ReturnPlan:
    """The plan after somebody has stepped back: a BLOCK that the next replanning goes by."""
    return replan(told(), [STOPPED]).plan


def test_what_is_kept_of_the_case_for_replanning_is_what_rules_say_of_it() -> None:
    plan = stopped()
    assert plan.verify() == ()
    assert plan.checked is not None
    assert any(one.excludes for one in plan.checked)
    calm = evolve(plan, checked=Findings.of(one for one in plan.checked if not one.excludes))
    assert [fault.message.en for fault in calm.verify()] == ["findings about the case are missing: EV-02"]
    waived = evolve(plan, checked=Findings.of(evolve(one, waived=one.excludes) for one in plan.checked))
    assert len(waived.verify()) == 2
    about_the_plan = evolve(plan, checked=plan.findings)
    assert {fault.message.en.split(": ")[0] for fault in about_the_plan.verify()} == {
        "findings are told that no rule and no file gives"
    }
    assert evolve(plan, checked=None).verify() == ()


def test_people_are_counted_once_for_a_leg_however_many_reasons_name_it() -> None:
    plan = told()
    (seats,) = (one for one in plan.outcomes if any(reason.about for own in one.left_out.values() for reason in own))
    again = {
        worker: (*own, *(evolve(reason, code="seats.also") for reason in own if reason.about))
        for worker, own in seats.left_out.items()
    }
    named_twice = evolve(
        plan, outcomes=tuple(evolve(one, left_out=again) if one is seats else one for one in plan.outcomes)
    )
    assert [one for one in review(named_twice) if one.rule == "PL-03"] == [
        evolve(one, where=NOWHERE) for one in plan.findings if one.rule == "PL-03"
    ]
    assert [fault for fault in named_twice.verify() if "PL-03" in fault.message.en] == []


@rule(
    "TR-96",
    "test.way",
    Severity.WARN,
    subject=Itinerary,
    sources=(Convention(Text.same("test")),),
    message=Text.same("has a way"),
    suggestion=Text.same("look"),
)
def has_a_way(way: Itinerary, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """Every way is told of."""
    yield Breach({}, "steps" if way.steps else "")


def test_what_rules_say_of_whole_ways_is_not_called_invented() -> None:
    def asking(case: Case) -> Case:
        return evolve(case, book=case.book.with_rules(has_a_way))

    plan = plan_return(asking(small_case(Programme())))
    assert [finding.subject for finding in plan.findings if finding.rule == "TR-96"] == [ONE]
    assert plan.verify() == ()

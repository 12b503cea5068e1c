"""Adults of both sexes who registered together may share a family room, and the plan says that it took them so."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.kernel.identity import Sex
from laborcoop.rulebook import Findings, Severity
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

MAN = Applicant(party="P")
WOMAN = Applicant(party="P", sex=Sex.FEMALE)
GIRL = Applicant(party="P", sex=Sex.FEMALE, born=date(2006, 3, 1))


def planned(*people: Applicant) -> lc.ReturnPlan:
    case = small_case(Programme(applicants=people))
    plan = lc.plan_return(case)
    assert plan.verify() == ()
    return plan


def told(plan: lc.ReturnPlan) -> list[str]:
    return [finding.subject for finding in plan.findings if finding.rule == "PL-19"]


@pytest.mark.parametrize(("people", "is_told"), [((MAN, WOMAN), True), ((MAN, GIRL), False), ((MAN, MAN), False)])
def test_a_family_room_of_grown_companions_of_both_sexes_is_told_of(
    people: tuple[Applicant, ...], *, is_told: bool
) -> None:
    plan = planned(*people)
    assert plan.travellers
    rooms = {(stay.lodging, stay.room) for stay in plan.stays}
    shared = {room for room in rooms if "family" in room[1]}
    assert bool(told(plan)) is is_told
    if is_told:
        assert set(told(plan)) <= {lodging for lodging, _ in shared}
        (first, *_) = [finding for finding in plan.findings if finding.rule == "PL-19"]
        assert first.severity is Severity.INFO
        silent = evolve(plan, findings=Findings.of(one for one in plan.findings if one.rule != "PL-19"))
        assert {fault.subject for fault in silent.verify()} == set(told(plan))

"""Wishes that nothing can meet are named, with what was asked, by the check and to whoever is left out for them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from laborcoop.planning.case import Case
from laborcoop.planning.check import check
from laborcoop.planning.spring_return import plan_return
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

IMPOSSIBLE: list[tuple[dict[str, Any], str, str, str]] = [
    (
        {"available_from": date(2023, 2, 6), "available_until": date(2023, 2, 5)},
        "window",
        "seats.impossible-window",
        "can go from 2023-02-06 on and until 2023-02-05, which is before it",
    ),
    (
        {"batches": frozenset({"B-99"})},
        "batches",
        "seats.impossible-batches",
        "the case has no batch B-99, which is registered for",
    ),
    (
        {"boarding": "NOPE"},
        "boarding",
        "seats.impossible-boarding",
        "the case has no place NOPE, which is registered to board at",
    ),
]


def _wishing(**wish: Any) -> Case:
    """Two people, of whom the first wishes otherwise."""
    case = small_case(Programme(applicants=(Applicant(), Applicant())))
    first, *others = case.registrations
    return evolve(case, registrations=(evolve(first, **wish), *others))


@pytest.mark.parametrize(("wish", "path", "code", "says"), IMPOSSIBLE)
def test_an_impossible_wish_is_found_and_is_the_reason_and_the_others_go(
    wish: dict[str, Any], path: str, code: str, says: str
) -> None:
    case = _wishing(**wish)
    found = [finding for finding in check(case) if finding.rule == "PL-10"]
    assert [(one.subject, one.path, one.message.render("en")) for one in found] == [("W-000", path, says)]
    plan = plan_return(case)
    assert [(reason.code, reason.text.render("en")) for reason in plan.unplaced[case.workers[0].id]] == [(code, says)]
    assert plan.travellers == ("W-001",)
    assert plan.verify() == ()


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ({"available_from": date(2023, 2, 5), "available_until": date(2023, 2, 5)}, []),
        ({"available_from": date(2023, 2, 5)}, []),
        ({"available_until": date(2023, 2, 5)}, []),
        ({"batches": frozenset({"B-1", "B-99"})}, ["batches"]),
        ({"batches": frozenset({"B-1"})}, []),
        ({"boarding": "V-2"}, []),
    ],
)
def test_who_can_still_be_carried_is_carried(wish: dict[str, Any], told: list[str]) -> None:
    """One day is no impossible window, and one batch that there is is enough."""
    case = _wishing(**wish)
    assert [finding.path for finding in check(case) if finding.rule == "PL-10"] == told
    assert plan_return(case).travellers == ("W-000", "W-001")

"""A family that fills no single room has several, or a bed beside; a child sleeps where an adult of the party does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import RoomId
from laborcoop.kernel.text import Text
from laborcoop.retention import Room, RoomUse
from laborcoop.rulebook import Findings, Parameters, RuleBook, Severity
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

USES = {"m": RoomUse.MEN, "f": RoomUse.WOMEN, "x": RoomUse.FAMILY}
MOTHER = Applicant(party="H", sex=Sex.FEMALE)
FATHER = Applicant(party="H", born=date(1985, 1, 1))
SON = Applicant(party="H", born=date(2017, 5, 1), along=True)
DAUGHTER = evolve(SON, sex=Sex.FEMALE)
GROWN = Applicant(party="H", born=date(2009, 2, 5), along=True)
"""Fourteen on the night."""
COUPLE = (Applicant(party="G", sex=Sex.FEMALE), Applicant(party="G"))
MAN = Applicant()


def planned(people: Iterable[Applicant], rooms: str, **given: bool) -> lc.ReturnPlan:
    """The plan of some people where both houses have these rooms: ``x2`` is a family room of two beds."""
    case = small_case(Programme(applicants=tuple(people)))
    made = tuple(
        Room(id=RoomId(f"{name}-{at}"), beds=int(name[1:]), use=USES[name[0]]) for at, name in enumerate(rooms.split())
    )
    plan = lc.plan_return(evolve(case, lodgings=tuple(evolve(house, rooms=made) for house in case.lodgings)), **given)
    assert plan.verify() == ()
    return plan


def rooms_of(plan: lc.ReturnPlan) -> list[str]:
    """The room of each, in the order of the people: those who have none are left out."""
    found = {stay.worker: stay.room[:2] for stay in plan.stays}
    return [found[worker] for worker in sorted(found)]


def told(plan: lc.ReturnPlan) -> list[tuple[str, object]]:
    return [(one.subject, one.message.en.split()[3]) for one in plan.findings if one.rule == "PL-24"]


@pytest.mark.parametrize("joint", [False, True])
@pytest.mark.parametrize(
    ("people", "rooms", "found"),
    [
        pytest.param((MOTHER, FATHER, SON, DAUGHTER), "x2 x2", ["x2"] * 4, id="two family rooms"),
        pytest.param((MOTHER, FATHER, DAUGHTER), "x2 f1", ["f1", "x2", "x2"], id="a family room and a woman's bed"),
        pytest.param((MOTHER, FATHER, DAUGHTER), "x3 f9 m9", ["x3"] * 3, id="one room of their own comes first"),
        pytest.param((MOTHER, FATHER, GROWN), "x2 f9 m9", ["f9", "m9", "m9"], id="no room for a part without need"),
        pytest.param((MOTHER, SON), "f4", [], id="a boy has no bed among women"),
    ],
)
def test_no_family_stays_at_home_while_rooms_for_it_are_free(
    people: tuple[Applicant, ...], rooms: str, found: list[str], *, joint: bool
) -> None:
    plan = planned(people, rooms, joint=joint)
    assert rooms_of(plan) == found
    assert len(plan.travellers) == len(found)
    assert told(plan) == []


@pytest.mark.parametrize(
    ("people", "rooms", "children"),
    [
        pytest.param((MOTHER, SON, MAN), "f4 m4", 1, id="among strange men"),
        pytest.param((MOTHER, SON, *COUPLE), "x2 f2 m2", 0, id="before a couple"),
        pytest.param((MOTHER, GROWN), "f2 m2", 0, id="fourteen"),
        pytest.param((evolve(MOTHER, party=""), evolve(SON, along=False, party="")), "f2 m2", 0, id="works"),
        pytest.param((MOTHER, SON, DAUGHTER), "x2 f2 m2", 1, id="one adult for two"),
        pytest.param((MOTHER, DAUGHTER, DAUGHTER), "f2 f2", 1, id="a room too small for all"),
    ],
)
def test_a_child_who_sleeps_without_an_adult_of_the_party_is_told_of(
    people: tuple[Applicant, ...], rooms: str, children: int
) -> None:
    plan = planned(people, rooms)
    assert [number for _, number in told(plan)] == [str(children)] * bool(children)


def test_it_is_told_by_lodging_and_number_and_missed_where_it_is_not() -> None:
    plan = planned((MOTHER, SON, MAN), "f4 m4")
    (first,) = [one for one in plan.findings if one.rule == "PL-24"]
    assert (first.severity, first.subject, first.kind) == (Severity.WARN, "hotel", "lodging")
    assert not any(worker.id in first.render("zh") for worker in plan.case.workers)
    silent = evolve(plan, findings=Findings.of(one for one in plan.findings if one.rule != "PL-24"))
    assert {fault.subject for fault in silent.verify()} == {"hotel"}


@pytest.mark.parametrize("names", [{"adult_age"}, {"rail_full_ticket_age"}, {"adult_age", "rail_full_ticket_age"}])
def test_where_the_book_knows_no_such_age_nobody_is_a_child(names: set[str]) -> None:
    plan = planned((MOTHER, SON, MAN), "f4 m4")
    asked = Parameters.of(one for one in plan.case.book.parameters if one.name not in names)
    without = lc.plan_return(evolve(plan.case, book=RuleBook(title=Text.same("nothing"), parameters=asked)))
    assert (told(without), without.verify()) == ([], ())
    assert len(without.travellers) == 3


def test_before_the_railway_knew_such_an_age_nobody_is_a_child() -> None:
    plan = planned((MOTHER, SON, MAN), "f4 m4")
    age = plan.case.book.parameters["rail_full_ticket_age"]
    before = lc.plan_return(evolve(plan.case, book=plan.case.book.with_parameters(evolve(age, values=()))))
    assert (told(before), before.verify()) == ([], ())

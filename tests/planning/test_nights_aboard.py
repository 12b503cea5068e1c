"""A coach that stands for a good part of a night with people aboard is told of: no bed is sought for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import laborcoop as lc
from laborcoop.kernel.ids import LodgingId, PlaceId
from laborcoop.planning.stands import about_stands
from laborcoop.planning.verification.stands import check_stands
from laborcoop.retention import Lodging
from laborcoop.rulebook import Finding, Findings, RuleBook, Severity
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Leg
from laborcoop.transfer.hours import Span

ZONE = ZoneInfo("Asia/Shanghai")
FIRST, SECOND = Applicant(village=1), Applicant(village=2)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, day, hour, minute, tzinfo=ZONE)


def with_feeder(case: lc.Case, **stops: Mapping[str, Any]) -> lc.Case:
    """The case whose feeder coach has other times at some stops: V1, V2."""
    (convoy,) = case.convoys
    places = {"V-1": "V1", "V-2": "V2", "K-park": "Kpark"}

    def other(leg: Leg) -> Leg:
        if leg.id != "feeder":
            return leg
        return evolve(leg, stops=tuple(evolve(one, **stops.get(places[one.place], {})) for one in leg.stops))

    return evolve(case, convoys=(evolve(convoy, legs=tuple(map(other, convoy.legs))),))


CASE = small_case(Programme(applicants=(FIRST, FIRST, SECOND)))
PLAN = lc.plan_return(CASE)
EVENING: Mapping[str, Any] = {"arrive": at(4, 20), "depart": at(4, 20)}


def standing(arrive: datetime, depart: datetime, case: lc.Case = CASE) -> lc.ReturnPlan:
    """The plan whose coach comes to the second village in the evening and leaves it later."""
    return lc.plan_return(with_feeder(case, V1=EVENING, V2={"arrive": arrive, "depart": depart}))


def told(plan: lc.ReturnPlan) -> list[Finding]:
    return [finding for finding in plan.findings if finding.rule == "PL-20"]


def test_those_aboard_through_the_night_are_told_of_with_the_place_and_the_time() -> None:
    plan = standing(at(4, 22, 30), at(5, 11, 30))
    assert plan.verify() == ()
    assert len(plan.travellers) == 3
    (found,) = told(plan)
    assert (found.subject, found.kind, found.severity) == ("feeder", "leg", Severity.WARN)
    assert found.message.en == (
        "leg feeder stands at V-2 for 780 min of a night, 2023-02-04 22:30 to 2023-02-05 11:30; "
        "2 people aboard have no bed"
    )
    assert "choose other times" in found.suggestion.en
    silent = evolve(plan, findings=Findings.of(one for one in plan.findings if one.rule != "PL-20"))
    assert [(fault.rule, fault.subject) for fault in silent.verify()] == [("PL-15", "feeder")]
    assert "2 people" in silent.verify()[0].message.en


@pytest.mark.parametrize(
    ("arrive", "depart", "is_told"),
    [
        (at(4, 21), at(5, 3), True),
        (at(4, 21), at(5, 2, 59), False),
        (at(5, 1), at(5, 9), True),
        (at(5, 2), at(5, 5), False),
        (at(5, 6), at(5, 11, 30), False),
    ],
    ids=["five hours of a night", "a minute less", "until after six", "the stop of 02:00 to 05:00", "a morning"],
)
def test_a_stand_is_a_night_from_five_hours_between_ten_and_six(
    arrive: datetime, depart: datetime, *, is_told: bool
) -> None:
    case = with_feeder(CASE, V1=EVENING, V2={"arrive": arrive, "depart": depart})
    assert bool(list(about_stands(evolve(PLAN, case=case)))) is is_told


def test_who_only_boards_there_sits_no_night_and_nobody_is_told_of_a_coach_without_others() -> None:
    plan = standing(at(4, 22), at(5, 11, 30), small_case(Programme(applicants=(SECOND,))))
    assert plan.travellers
    assert (told(plan), plan.verify()) == ([], ())


def test_a_lodging_of_the_place_is_suggested_unless_a_rule_bars_it_or_it_has_no_beds() -> None:
    hotel = CASE.lodgings[0]

    def suggestion(*others: Lodging) -> str:
        (found,) = told(standing(at(4, 22), at(5, 11, 30), evolve(CASE, lodgings=(*CASE.lodgings, *others))))
        return found.suggestion.en

    inn = evolve(hotel, id=LodgingId("inn"), name=lc.Text("客栈", "the inn"), place=PlaceId("V-2"))
    assert suggestion(inn).endswith("seeks beds in the inn")
    plan = standing(at(4, 22), at(5, 11, 30), evolve(CASE, lodgings=(*CASE.lodgings, inn)))
    bar = Finding(rule="AC-01", severity=Severity.ERROR, subject="inn", kind="lodging", message=lc.Text.same("unsafe"))
    (found,) = about_stands(evolve(plan, findings=Findings.of([*plan.findings, bar])))
    assert "choose other times" in found.suggestion.en
    assert "choose other times" in suggestion(evolve(inn, rooms=()))


def test_a_lodging_elsewhere_in_the_town_is_suggested_and_a_stand_on_the_way_is_one_with_the_stop_before() -> None:
    plan = evolve(PLAN, case=with_feeder(CASE, V1=EVENING, V2={"arrive": at(4, 22), "depart": at(5, 11, 30)}))
    towns = tuple(evolve(place, hub="kunming") if place.id == "V-2" else place for place in CASE.places)
    (found,) = about_stands(evolve(plan, case=evolve(plan.case, places=towns)))
    assert "Kunming hotel" in found.suggestion.en
    stood = (Span(at(5, 0), at(5, 6)),)
    one = with_feeder(plan.case, V2={"arrive": at(4, 22), "depart": at(5, 0), "stood": stood})
    (found,) = about_stands(evolve(plan, case=one))
    assert (found.fact("minutes"), found.fact("people")) == (480, 3)
    stood = (Span(at(5, 2), at(5, 6)),)
    four_hours = with_feeder(plan.case, V2={"arrive": at(4, 22), "depart": at(5, 2), "stood": stood})
    (found,) = about_stands(evolve(plan, case=four_hours))
    assert (found.fact("minutes"), found.fact("people")) == (480, 2)
    after = with_feeder(plan.case, V2={"arrive": at(4, 22), "depart": at(4, 22), "stood": (Span(at(5, 0), at(5, 6)),)})
    (found,) = about_stands(evolve(plan, case=after))
    assert found.message.en.startswith("leg feeder stands after V-2 for 360 min")
    assert found.fact("people") == 3


@pytest.mark.parametrize("name", ["night_from", "night_until", "night_stand"])
def test_a_book_that_does_not_say_what_a_night_is_asks_for_nothing(name: str) -> None:
    case = with_feeder(CASE, V1=EVENING, V2={"arrive": at(4, 22), "depart": at(5, 11, 30)})
    plan = evolve(PLAN, case=case)
    book = plan.case.book
    silent = book.with_parameters(evolve(book.parameters[name], values=()))
    other = evolve(plan, case=evolve(plan.case, book=silent), findings=Findings.of(()))
    lacking = evolve(other, case=evolve(plan.case, book=RuleBook(title=book.title)))
    assert [[*about_stands(one), *check_stands(one)] for one in (other, lacking)] == [[], []]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 1440), min_size=4, max_size=4, unique=True), st.integers(0, 23))
def test_planner_and_verification_see_the_same_nights(minutes: list[int], hour: int) -> None:
    arrive, depart, start, end = (at(4, hour) + timedelta(minutes=one) for one in sorted(minutes))
    first = {"arrive": at(4, hour), "depart": at(4, hour)}
    second = {"arrive": arrive, "depart": depart, "stood": (Span(start, end),)}
    last = {"arrive": end + timedelta(minutes=9), "depart": end + timedelta(minutes=9)}
    plan = evolve(PLAN, case=with_feeder(CASE, V1=first, V2=second, Kpark=last))
    found = list(about_stands(plan))
    assert list(check_stands(evolve(plan, findings=Findings.of(found)))) == []
    assert bool(list(check_stands(evolve(plan, findings=Findings.of(()))))) is bool(found)

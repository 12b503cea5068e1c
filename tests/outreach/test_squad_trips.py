"""Rounds of several days: nights away are counted, and taken where they reach more; against all rounds there are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import CadreId, SiteId, SquadId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.outreach import (
    Cadre,
    CadreLevel,
    EmploymentSquad,
    HouseholdId,
    HouseholdWork,
    ResettlementSite,
    SquadPlan,
    SquadQuestion,
    SquadWork,
    plan_squads,
)

FIRST = date(2023, 1, 9)
DAY = timedelta(days=1)
WORK = SquadWork(day_minutes=240, visit_minutes=60)
"""Four households a day where nobody has to drive."""


def site(number: int) -> ResettlementSite:
    return ResettlementSite(
        id=SiteId(f"S-{number}"), name=Text("安置点", f"site {number}"), division=DivisionCode("533301")
    )


def squad(number: int) -> EmploymentSquad:
    cadres = tuple(Cadre(id=CadreId(f"C-{number}-{i}"), level=CadreLevel.COUNTY) for i in (1, 2))
    return EmploymentSquad(id=SquadId(f"Q-{number}"), name=Text("小分队", "squad"), cadres=cadres)


def homes(number: int, idle: int, others: int = 0) -> tuple[HouseholdWork, ...]:
    return tuple(
        HouseholdWork(
            household=HouseholdId(f"H-{number}-{i:02}"), able=2, in_work=int(i < others), site=SiteId(f"S-{number}")
        )
        for i in range(idle + others)
    )


def question(
    households: tuple[HouseholdWork, ...],
    *ways: dict[int, int],
    days: int = 2,
    between: int | None = None,
    home: bool = False,
    not_on: tuple[int, ...] = (),
) -> SquadQuestion:
    """A squad for each row of ways, minutes by site; ``between`` is the way from site 1 to site 2 and back."""
    sites = sorted({number for row in ways for number in row})
    table = (
        {} if between is None else {SiteId("S-1"): {SiteId("S-2"): between}, SiteId("S-2"): {SiteId("S-1"): between}}
    )
    return SquadQuestion(
        window=Period(FIRST, FIRST + days * DAY),
        not_on=frozenset(FIRST + after * DAY for after in not_on),
        sites=tuple(map(site, sites)),
        squads=tuple(squad(number) for number in range(1, len(ways) + 1)),
        households=households,
        work=WORK,
        travel={
            SquadId(f"Q-{number}"): {SiteId(f"S-{each}"): way for each, way in row.items()}
            for number, row in enumerate(ways, 1)
        },
        home_each_night=home,
        between=table,
    )


def rounds(plan: SquadPlan) -> list[str]:
    """Each day of each squad: the site, the households, the minutes on the way, and z where it sleeps there."""
    return [
        f"{day.squad[2:]}@{day.site[2:]}:{len(day.households)}/{day.travel_minutes}{'z' * day.sleeps_there}"
        for squad_ in plan.question.squads
        for day in plan.round_of(squad_.id)
    ]


def test_who_sleeps_at_a_far_site_visits_more_and_the_night_is_counted() -> None:
    far = question(homes(1, 6), {1: 60})
    plan = plan_squads(far)
    assert rounds(plan) == ["1@1:3/60z", "1@1:3/60"]
    assert [(day.squad, day.on, day.site) for day in plan.nights_away()] == [("Q-1", FIRST, "S-1")]
    assert [goal.name.en for goal in plan.goals][5] == "nights away"
    assert [goal.value for goal in plan.goals] == [1, 6, 6, 2, 2, 1, 120]
    assert all(goal.gap == 0 for goal in plan.goals)
    assert plan.verify() == ()
    home = plan_squads(evolve(far, home_each_night=True))
    assert rounds(home) == ["1@1:2/120", "1@1:2/120"]
    assert (home.nights_away(), len(home.left_out), len(home.goals)) == ((), 2, 6)


def test_a_squad_goes_home_where_a_night_away_reaches_no_more() -> None:
    plan = plan_squads(question(homes(1, 4), {1: 60}))
    assert rounds(plan) == ["1@1:2/120", "1@1:2/120"]
    assert plan.verify() == ()


def test_from_village_to_village_without_going_home() -> None:
    plan = plan_squads(question((*homes(1, 3), *homes(2, 3)), {1: 60, 2: 60}, between=0))
    assert sorted(each[3:] for each in rounds(plan)) == [":3/60", ":3/60z"]
    assert plan.verify() == ()
    apart = plan_squads(question((*homes(1, 3), *homes(2, 3)), {1: 60, 2: 60}))
    assert apart.nights_away() == ()


def test_a_site_too_far_to_go_and_come_back_in_a_day_is_reached_with_a_night() -> None:
    asked = question(homes(1, 2), {1: 150})
    plan = plan_squads(asked)
    assert rounds(plan) == ["1@1:1/150z", "1@1:1/150"]
    home = plan_squads(evolve(asked, home_each_night=True))
    assert [reason.code for reason in home.sites_left_out[SiteId("S-1")]] == ["squads.out-of-reach"]
    farther = plan_squads(question(homes(1, 2), {1: 181}))
    assert [reason.code for reason in farther.sites_left_out[SiteId("S-1")]] == ["squads.out-of-reach"]


def test_nobody_sleeps_away_before_a_day_off() -> None:
    plan = plan_squads(question(homes(1, 6), {1: 60}, days=3, not_on=(1,)))
    assert plan.nights_away() == ()


def test_at_a_site_those_without_work_come_first() -> None:
    plan = plan_squads(question(homes(1, 3, 3), {1: 60}))
    first, second = plan.days
    idle = {one.household for one in plan.question.households if one.without_work}
    assert set(first.households) == idle
    assert idle.isdisjoint(second.households)


@st.composite
def questions(draw: st.DrawFn) -> SquadQuestion:
    minutes = st.sampled_from([0, 30, 60, 90, 150])
    ways = [{1: draw(minutes), 2: draw(minutes)} for _ in range(draw(st.integers(1, 2)))]
    days = draw(st.integers(1, 3 if len(ways) == 1 else 2))
    households = tuple(
        one for number in (1, 2) for one in homes(number, draw(st.integers(0, 4)), draw(st.integers(0, 5)))
    )
    not_on = draw(st.sampled_from([(), (), (1,)])) if days > 1 else ()
    return question(households, *ways, days=days, between=draw(st.none() | minutes), not_on=not_on)


@settings(deadline=None, max_examples=25)
@given(questions())
def test_of_all_rounds_that_there_are_none_is_better(asked: SquadQuestion) -> None:
    plan = plan_squads(asked)
    assert plan.verify() == ()
    assert all(goal.gap == 0 for goal in plan.goals)
    signs = (1, 1, 1, -1, -1, -1, -1)
    values = tuple(sign * goal.value for sign, goal in zip(signs, plan.goals, strict=True))
    assert values == max(answers(asked))


def answers(asked: SquadQuestion) -> Iterator[tuple[int, ...]]:
    """The goals of all rounds: each squad on each day at a site or nowhere, and where it sleeps."""
    days = asked.days()
    own = [list(_rounds_of(asked, number)) for number in range(1, len(asked.squads) + 1)]
    lives = {site_.id: [one for one in asked.households if one.site == site_.id] for site_ in asked.sites}
    for chosen in product(*own):
        can = dict.fromkeys(lives, 0)
        for found in chosen:
            for site_, visits in found[0]:
                can[site_] += visits
        visited = {site_: min(can[site_], len(lives[site_])) for site_ in lives}
        idle = {site_: min(can[site_], sum(one.without_work for one in lives[site_])) for site_ in lives}
        yield (
            sum(number > 0 for number in can.values()),
            sum(idle.values()),
            sum(visited.values()),
            -max(len(found[0]) for found in chosen),
            -sum(len(found[0]) for found in chosen),
            -sum(found[1] for found in chosen),
            -sum(found[2] for found in chosen),
        )
    assert days


def _rounds_of(asked: SquadQuestion, number: int) -> Iterator[tuple[list[tuple[SiteId, int]], int, int]]:
    """Visits by site, nights away and minutes of each round of a squad."""
    home, days = asked.travel[SquadId(f"Q-{number}")], asked.days()
    for sites in product([None, *home], repeat=len(days)):
        for sleeps in product([False, True], repeat=len(days)):
            visits, minutes = [], 0
            place: SiteId | None = None
            for at, (on, where) in enumerate(zip(days, sites, strict=True)):
                if where is None:
                    if place is not None or sleeps[at]:
                        break
                    continue
                if place is not None and days[at - 1] + DAY != on:
                    break
                way = home[where] if place is None else 0 if place == where else asked.between.get(place, {}).get(where)
                if way is None:
                    break
                way += 0 if sleeps[at] else home[where]
                if (able := (WORK.day_minutes - way) // WORK.visit_minutes) < 1:
                    break
                visits.append((where, able))
                minutes += way
                place = where if sleeps[at] else None
            else:
                if place is None:
                    yield visits, sum(sleeps), minutes


ASKED = question((*homes(1, 3), *homes(2, 3)), {1: 60, 2: 60}, between=10)
PLAN = plan_squads(ASKED)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ([{"sleeps_there": False}, {}], "the minutes on the way"),
        ([{}, {"sleeps_there": True, "travel_minutes": 10}], "works nowhere on the day after"),
        ([{}, {"travel_minutes": 120}], "the minutes on the way"),
        ([{"travel_minutes": 0}, {}], "the minutes on the way"),
    ],
)
def test_the_check_knows_the_nights(change: list[dict[str, object]], said: str) -> None:
    assert PLAN.verify() == ()
    assert len(PLAN.nights_away()) == 1
    days = tuple(evolve(day, **each) for day, each in zip(PLAN.days, change, strict=True))  # type: ignore[arg-type]  # a case as data
    assert any(said in text.en for text in evolve(PLAN, days=days).verify())


def test_the_check_knows_who_ought_to_be_home_and_which_ways_there_are() -> None:
    home = evolve(PLAN, question=evolve(ASKED, home_each_night=True))
    assert any("ought to be home" in text.en for text in home.verify())
    cut_off = evolve(PLAN, question=evolve(ASKED, between={}))
    assert any("the minutes on the way" in text.en for text in cut_off.verify())
    fewer = evolve(PLAN, goals=(*PLAN.goals[:5], evolve(PLAN.goals[5], value=0, bound=0), PLAN.goals[6]))
    assert any("values of the goals" in text.en for text in fewer.verify())
    late = plan_squads(question(homes(1, 3, 3), {1: 60}))
    first, second = late.days
    swapped = (evolve(first, households=second.households), evolve(second, households=first.households))
    assert any("at S-1 those without work" in text.en for text in evolve(late, days=swapped).verify())


def test_ways_between_sites_that_are_not_there_or_are_negative_are_refused() -> None:
    with pytest.raises(InvalidValue, match="S-9"):
        evolve(ASKED, between={SiteId("S-1"): {SiteId("S-9"): 5}})
    with pytest.raises(InvalidValue, match="not be negative"):
        evolve(ASKED, between={SiteId("S-1"): {SiteId("S-2"): -5}})

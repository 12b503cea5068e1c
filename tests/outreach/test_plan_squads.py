"""The rounds of the squads: every target site, those without work first, nobody lost; against all rounds there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.journey import Reason
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
    Outreach,
    OutreachActor,
    OutreachResult,
    ResettlementSite,
    SquadDay,
    SquadPlan,
    SquadQuestion,
    SquadWork,
    plan_squads,
    reached_households,
)
from laborcoop.packs import national

FIRST = date(2023, 1, 9)
WORK = SquadWork(day_minutes=240, visit_minutes=60)
"""Four households a day for each team of two, where nobody has to drive."""


def squad(number: int, cadres: int = 2, languages: str = "", sites: str = "") -> EmploymentSquad:
    """A squad whose cadres all speak the languages that letters name."""
    return EmploymentSquad(
        id=SquadId(f"Q-{number}"),
        name=Text("小分队", "squad"),
        cadres=tuple(
            Cadre(id=CadreId(f"C-{number}-{i}"), level=CadreLevel.COUNTY, languages=frozenset(languages))
            for i in range(cadres)
        ),
        sites=frozenset(SiteId(f"S-{each}") for each in sites),
    )


def site(number: int, languages: str = "") -> ResettlementSite:
    return ResettlementSite(
        id=SiteId(f"S-{number}"),
        name=Text("安置点", "site"),
        division=DivisionCode("533301"),
        languages=frozenset(languages),
    )


def homes(number: int, idle: int, others: int = 0) -> tuple[HouseholdWork, ...]:
    """Households of a site: so many without work, and so many of whom somebody works; ids do not tell which."""
    return tuple(
        HouseholdWork(
            household=HouseholdId(f"H-{number}-{i:02}"), able=2, in_work=int(i < others), site=SiteId(f"S-{number}")
        )
        for i in range(idle + others)
    )


def question(
    squads: Sequence[EmploymentSquad],
    sites: Sequence[ResettlementSite],
    households: Sequence[HouseholdWork] = (),
    *,
    days: int = 3,
    travel: dict[SquadId, dict[SiteId, int]] | None = None,
    keep_sites: bool = False,
) -> SquadQuestion:
    return SquadQuestion(
        window=Period(FIRST, FIRST + timedelta(days=days)),
        sites=tuple(sites),
        squads=tuple(squads),
        households=tuple(households),
        work=WORK,
        travel=travel or {},
        keep_sites=keep_sites,
    )


def values(plan: SquadPlan) -> tuple[int, ...]:
    return tuple(goal.value for goal in plan.goals)


def test_those_without_work_are_visited_first_and_a_squad_goes_home_when_all_are_visited() -> None:
    plan = plan_squads(question([squad(1)], [site(1)], homes(1, idle=2, others=3)))
    assert [len(day.households) for day in plan.round_of(SquadId("Q-1"))] == [4, 1]
    first = plan.days[0].households
    assert set(first[:2]) == {"H-1-03", "H-1-04"}
    assert [one.household for one in plan.not_reached(FIRST)] == ["H-1-02"]
    assert plan.not_reached(FIRST + timedelta(days=1)) == ()
    assert plan.left_out == {}
    assert values(plan) == (1, 2, 5, 2, 2, 0)
    assert repr(plan) == "<SquadPlan: 2 days, 0 sites left out, 0 households left out>"


def test_a_site_is_visited_by_those_who_speak_its_languages() -> None:
    plan = plan_squads(
        question([squad(1, languages="a"), squad(2, languages="ab")], [site(1, "ab"), site(2, "a"), site(3, "c")])
    )
    assert {(day.squad, day.site) for day in plan.days} == {("Q-2", "S-1"), ("Q-1", "S-2")}
    assert [reason.code for reason in plan.sites_left_out[SiteId("S-3")]] == ["squads.language"]


def test_the_load_is_shared_evenly_among_the_squads() -> None:
    plan = plan_squads(question([squad(1), squad(2), squad(3)], [site(1), site(2)], [*homes(1, 9), *homes(2, 0, 12)]))
    assert sorted(len(plan.round_of(SquadId(f"Q-{number}"))) for number in (1, 2, 3)) == [2, 2, 2]
    assert values(plan)[3:5] == (2, 6)
    assert [goal.gap for goal in plan.goals] == [0] * 6


def test_the_way_takes_time_from_the_visits_and_the_nearer_squad_goes() -> None:
    q1, q2, s1 = SquadId("Q-1"), SquadId("Q-2"), SiteId("S-1")
    asked = question([squad(1), squad(2)], [site(1)], homes(1, 3), travel={q1: {s1: 31}, q2: {s1: 30}})
    plan = plan_squads(asked)
    assert [(day.squad, day.travel_minutes) for day in plan.days] == [("Q-2", 60)]
    alone = plan_squads(evolve(asked, squads=(squad(1),), travel={q1: {s1: 31}}))
    assert [len(day.households) for day in alone.days] == [2, 1]


def test_a_site_that_is_too_far_or_to_which_no_way_is_known_is_left_out() -> None:
    q1, s1 = SquadId("Q-1"), SiteId("S-1")
    for way in ({s1: 91}, {}):
        plan = plan_squads(question([squad(1)], [site(1)], homes(1, 1), travel={q1: way}))
        assert plan.days == ()
        assert [reason.code for reason in plan.sites_left_out[s1]] == ["squads.out-of-reach"]
        assert [reason.code for reason in plan.left_out[HouseholdId("H-1-00")]] == ["squads.out-of-reach"]
    assert plan_squads(question([squad(1)], [site(1)], travel={q1: {s1: 90}})).sites_left_out == {}


def test_where_days_are_short_every_site_is_visited_before_any_is_finished() -> None:
    plan = plan_squads(question([squad(1)], [site(1), site(2)], [*homes(1, 9), *homes(2, 0, 4)], days=2))
    assert values(plan)[:3] == (2, 4, 8)
    assert {reason.code for reasons in plan.left_out.values() for reason in reasons} == {"squads.no-days-left"}
    assert len(plan.left_out) == 5


def test_nobody_goes_on_days_off_and_a_squad_without_cadres_goes_nowhere() -> None:
    asked = evolve(question([squad(1)], [site(1)], homes(1, 5)), not_on=frozenset({FIRST}))
    plan = plan_squads(asked)
    assert [day.on for day in plan.days] == [FIRST + timedelta(days=1), FIRST + timedelta(days=2)]
    assert plan_squads(evolve(asked, squads=(squad(1, cadres=0),))).days == ()


def test_squads_keep_to_their_sites_where_they_are_to() -> None:
    plan = plan_squads(
        question([squad(1, sites="1"), squad(2, sites="2"), squad(3)], [site(1), site(2)], keep_sites=True)
    )
    assert all(day.site == day.squad.replace("Q", "S") for day in plan.days if day.squad != "Q-3")


def test_a_household_that_lives_at_no_target_site_is_told_of() -> None:
    plan = plan_squads(question([squad(1)], [site(1)], [*homes(2, 1), *homes(1, 1)]))
    assert [reason.code for reason in plan.left_out[HouseholdId("H-2-00")]] == ["squads.no-target"]


def test_without_sites_or_squads_there_are_no_rounds() -> None:
    assert plan_squads(question([squad(1)], [])).days == ()
    plan = plan_squads(question([], [site(1)], homes(1, 1)))
    assert values(plan) == (0, 0, 0, 0, 0, 0)
    assert plan.verify() == ()


def test_the_rounds_as_a_campaign_keep_the_rules_on_targets_and_visits() -> None:
    plan = plan_squads(question([squad(1)], [site(1), site(2)], homes(1, 2)))
    visits = plan.campaign().visits
    assert {visit.household for visit in visits} == {"H-1-00", "H-1-01", None}
    said = list(national().judge(plan.campaign(), "campaign", on=FIRST))
    assert "SQ-02" not in {finding.rule for finding in said}
    nobody = plan_squads(question([], [site(1)]))
    assert "SQ-02" in {finding.rule for finding in national().judge(nobody.campaign(), "campaign", on=FIRST)}


def test_a_household_is_reached_when_somebody_spoke_to_it() -> None:
    def visit(number: int, result: OutreachResult | None, reached: int = 0, on: date = FIRST) -> Outreach:
        return Outreach(
            actor=OutreachActor.VILLAGE_CADRE,
            on=on,
            household=HouseholdId(f"H-{number}"),
            result=result,
            reached=reached,
        )

    visits = [
        visit(1, OutreachResult.DECLINED),
        visit(2, OutreachResult.NOT_AT_HOME),
        visit(3, None, reached=2),
        visit(4, None),
        visit(5, OutreachResult.WANTS_WORK, on=FIRST + timedelta(days=1)),
        Outreach(actor=OutreachActor.VILLAGE_CADRE, on=FIRST, reached=30, village="托拖村"),
    ]
    assert reached_households(visits, FIRST) == {"H-1", "H-3"}


@pytest.mark.parametrize(
    "change",
    [
        {"window": Period(FIRST)},
        {"sites": (site(1), site(1))},
        {"squads": (squad(1), squad(1))},
        {"households": homes(1, 1) * 2},
        {"travel": {SquadId("Q-1"): {SiteId("S-1"): -1}}},
    ],
)
def test_a_question_that_contradicts_itself_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue):
        evolve(question([squad(1)], [site(1)]), **change)


def test_nobody_is_in_two_squads_that_would_work_at_two_sites_on_one_day() -> None:
    other = evolve(squad(2), cadres=squad(1).cadres[:1])
    with pytest.raises(InvalidValue, match="given twice: C-1-0"):
        question([squad(1), other], [site(1), site(2)])


def test_rounds_that_lose_a_household_or_a_site_or_visit_one_twice_are_refused() -> None:
    plan = plan_squads(question([squad(1)], [site(1)], homes(1, 5)))
    why = {HouseholdId("H-1-00"): (Reason(code="x", text=Text.same("x")),)}
    changes: list[dict[str, Any]] = [
        {"days": plan.days[:1]},
        {"days": (*plan.days, plan.days[0])},
        {"left_out": why},
        {"days": ()},
    ]
    for change in changes:
        with pytest.raises(InvalidValue, match="lost, twice"):
            evolve(plan, **change)


def asked_of_those_there(
    squads: list[EmploymentSquad],
    sites: list[ResettlementSite],
    households: tuple[HouseholdWork, ...],
    travel: dict[SquadId, dict[SiteId, int]],
    **more: Any,
) -> SquadQuestion:
    """A question whose ways are those of its own squads to its own sites."""
    known = {one.id for one in sites}
    return question(
        squads,
        sites,
        households,
        travel={
            one.id: {to: minutes for to, minutes in travel[one.id].items() if to in known}
            for one in squads
            if one.id in travel
        },
        **more,
    )


small = st.builds(
    asked_of_those_there,
    st.lists(
        st.builds(
            squad,
            st.integers(1, 3),
            cadres=st.integers(0, 5),
            languages=st.sampled_from(("", "a", "ab")),
            sites=st.sampled_from(("", "1", "12")),
        ),
        max_size=2,
        unique_by=lambda one: one.id,
    ),
    st.lists(st.builds(site, st.integers(1, 3), st.sampled_from(("", "a", "b"))), max_size=2, unique_by=lambda s: s.id),
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5)).map(
        lambda n: (*homes(1, n[0], n[1]), *homes(2, n[2], 1))
    ),
    days=st.integers(1, 2),
    travel=st.dictionaries(
        st.sampled_from((SquadId("Q-1"), SquadId("Q-2"))),
        st.dictionaries(st.sampled_from((SiteId("S-1"), SiteId("S-2"))), st.sampled_from((0, 30, 31, 90, 91))),
    ),
    keep_sites=st.booleans(),
)


@given(small)
@settings(max_examples=40)
def test_of_all_rounds_that_there_are_none_is_better(asked: SquadQuestion) -> None:
    plan = plan_squads(asked)
    assert plan.verify() == ()
    assert [goal.gap for goal in plan.goals] == [0] * 6
    assert values(plan) == best_of_all(asked)


def best_of_all(asked: SquadQuestion) -> tuple[int, ...]:
    """The goals of the best rounds, found by trying every site or none for every squad on every day."""
    idle = {one: sum(h.without_work for h in asked.households if h.site == one.id) for one in asked.sites}
    all_of = {one: sum(h.site == one.id for h in asked.households) for one in asked.sites}
    slots = [(each, day) for each in asked.squads for day in asked.days()]
    found = []
    for chosen in product((None, *asked.sites), repeat=len(slots)):
        at = [(each, one) for (each, _), one in zip(slots, chosen, strict=True) if one is not None]
        speeds = [asked.households_a_day(each, one) for each, one in at]
        if 0 in speeds:
            continue
        room = {
            one: sum(speed for speed, (_, other) in zip(speeds, at, strict=True) if other is one) for one in asked.sites
        }
        found.append(
            (
                sum(any(other is one for _, other in at) for one in asked.sites),
                sum(min(room[one], idle[one]) for one in asked.sites),
                sum(min(room[one], all_of[one]) for one in asked.sites),
                -max((sum(other is each for other, _ in at) for each in asked.squads), default=0),
                -len(at),
                -sum(2 * (asked.minutes(each, one.id) or 0) for each, one in at),
            )
        )
    best = max(found)
    return (*best[:3], *(-value for value in best[3:]))


def day(squad: int = 1, on: date = FIRST, site: int = 1, households: tuple[str, ...] = ()) -> SquadDay:
    return SquadDay(
        squad=SquadId(f"Q-{squad}"),
        on=on,
        site=SiteId(f"S-{site}"),
        households=tuple(HouseholdId(household) for household in households),
    )


def with_days(asked: SquadQuestion, *days: SquadDay) -> tuple[str, ...]:
    """What the check says of these days."""
    why = (Reason(code="x", text=Text.same("x")),)
    visited = {household for one in days for household in one.households}
    sites = {one.site for one in days}
    # A site that nobody knows is no part of the question; the conservation law stands before the check.
    plan = SquadPlan(
        question=asked,
        days=days,
        left_out={one.household: why for one in asked.households if one.household not in visited},
        sites_left_out={one.id: why for one in asked.sites if one.id not in sites},
        goals=(),
    )
    return tuple(fault.en for fault in plan.verify())


LATER = FIRST + timedelta(days=1)
BASE = question([squad(1, languages="a", sites="1")], [site(1, "a"), site(2)], [*homes(1, 2, 5), *homes(2, 1)])


@pytest.mark.parametrize(
    ("asked", "days", "fault"),
    [
        (BASE, [day(), day(site=2)], "2 places"),
        (BASE, [day(squad=2)], "not known"),
        (BASE, [day(on=FIRST + timedelta(days=3))], "no day on which"),
        (evolve(BASE, not_on=frozenset({FIRST})), [day()], "no day on which"),
        (evolve(BASE, squads=(squad(1),)), [day()], "language"),
        (evolve(BASE, keep_sites=True), [day(site=2)], "no site of the squad"),
        (BASE, [day(households=("H-2-00",))], "does not live there"),
        (evolve(BASE, travel={SquadId("Q-1"): {SiteId("S-1"): 30}}), [day()], "minutes on the way"),
        (evolve(BASE, travel={SquadId("Q-1"): {}}), [day()], "minutes on the way"),
        (BASE, [day(households=tuple(f"H-1-{i:02}" for i in range(2, 7)))], "more than a day holds"),
        (evolve(BASE, squads=(squad(1, 0),)), [day(site=2)], "more than a day holds"),
        (BASE, [day(households=("H-1-00",)), day(on=LATER, households=("H-1-05",))], "those without work first"),
        (BASE, [day(households=("H-1-00", "H-1-06"))], "without work are left out"),
        (BASE, [day()], "not those of the rounds"),
    ],
)
def test_the_check_finds(asked: SquadQuestion, days: list[SquadDay], fault: str) -> None:
    said = with_days(asked, *days)
    assert any(fault in each for each in said), said


def test_the_check_finds_households_left_out_while_squads_have_time() -> None:
    asked = question([squad(1), squad(2, languages="x")], [site(1), site(2, "x")], (*homes(1, 5), *homes(2, 4)), days=2)

    def faults(asked: SquadQuestion, *days: SquadDay) -> list[str]:
        return [said for said in with_days(asked, *days) if "the values of the goals" not in said]

    here = tuple(f"H-1-{number:02}" for number in range(5))
    there = day(squad=2, site=2, households=tuple(f"H-2-{number:02}" for number in range(4)))
    three, one = day(households=here[:3]), day(on=LATER, households=here[3:4])
    assert faults(asked, three, there, one, day(squad=2, on=LATER)) == [
        "at S-1 1 households are left out, and the squads there have time for 8 more"
    ]
    four = day(households=here[:4])
    free = "{} on 2023-01-{} at {}: the squad is free, and households are left out there"
    assert faults(asked, four, there) == [free.format("Q-1", 10, "S-1"), free.format("Q-2", 10, "S-1")]
    assert faults(evolve(asked, not_on=frozenset({LATER})), four, there) == []
    first = {SquadId("Q-1"): {SiteId("S-1"): 0}}
    for way in ({SiteId("S-2"): 0}, {SiteId("S-1"): 91, SiteId("S-2"): 0}):
        asked_far = evolve(asked, travel={**first, SquadId("Q-2"): way})
        assert faults(asked_far, four, there) == [free.format("Q-1", 10, "S-1")]
    # Only the second squad speaks what is spoken at the second site.
    fifth = day(on=LATER, households=here[4:])
    assert faults(asked, four, fifth) == [free.format("Q-2", "09", "S-2")]


def test_the_check_finds_bounds_that_are_passed() -> None:
    plan = plan_squads(BASE)
    assert plan.verify() == ()
    for at, bound in ((0, 1), (3, 9)):
        goals = [*plan.goals]
        goals[at] = evolve(goals[at], bound=bound)
        assert [fault.en for fault in evolve(plan, goals=tuple(goals)).verify()] == ["a value passes its bound"]


def test_ways_of_squads_and_to_sites_that_are_not_there_are_refused_all_at_once() -> None:
    with pytest.raises(InvalidValue, match="ids: Q-8, Q-9, S-7, S-8 /"):
        evolve(
            BASE,
            travel={
                SquadId("Q-9"): {SiteId("S-1"): 3},
                SquadId("Q-8"): {},
                SquadId("Q-1"): {SiteId("S-8"): 3, SiteId("S-7"): 3},
            },
        )


@pytest.mark.parametrize("squads", [[], [squad(1, cadres=0)]])
def test_without_a_squad_that_has_cadres_the_reason_says_that(squads: list[EmploymentSquad]) -> None:
    plan = plan_squads(question(squads, [site(1)], homes(1, 1)))
    assert plan.verify() == ()
    reasons = [reason for each in (*plan.sites_left_out.values(), *plan.left_out.values()) for reason in each]
    assert [reason.text.render("en") for reason in reasons] == ["there is no squad that has cadres"] * 2


SPEAK = [
    ("a.....", "a", 2, 1, "one speaker of six"),
    ("aa....", "a", 2, 2, "two speakers of six"),
    ("aaaa..", "a", 2, 3, "no more teams than of two cadres each"),
    ("a b a b . .", "ab", 2, 2, "pairs who speak both together"),
    ("ab a b . . .", "ab", 2, 2, "one who speaks both, and a pair"),
    ("a b a a . .", "ab", 2, 1, "one language only one speaks"),
    ("a b c . . .", "abc", 2, 1, "all three languages only all together"),
    ("a b c . . .", "abc", 3, 1, "all three languages in one team of three"),
    ("......", "", 2, 3, "a site of which no language is named"),
    ("a", "a", 2, 1, "a squad too small for a team"),
]


@pytest.mark.parametrize(("cadres", "languages", "team", "teams", "why"), SPEAK, ids=str)
def test_only_teams_that_speak_the_languages_of_a_site_visit_households_there(
    cadres: str, languages: str, team: int, teams: int, why: str
) -> None:
    """Each team makes four visits a day; as many more as all of them could make are there to be made."""
    spoken = [word.strip(".") for word in (cadres.split() if " " in cadres else cadres)]
    one = evolve(
        squad(1),
        cadres=tuple(
            Cadre(id=CadreId(f"C-{i}"), level=CadreLevel.COUNTY, languages=frozenset(each))
            for i, each in enumerate(spoken)
        ),
    )
    asked = evolve(question([one], [site(1, languages)], homes(1, idle=20), days=1), work=evolve(WORK, team=team))
    plan = plan_squads(asked)
    for each in (plan, plan_squads(evolve(asked, home_each_night=False))):
        assert len(each.days[0].households) == 4 * teams, why
        assert each.verify() == ()
    more = evolve(plan.days[0], households=(*plan.days[0].households, *sorted(plan.left_out)[:1]))
    beyond = evolve(plan, days=(more,), left_out=dict(sorted(plan.left_out.items())[1:]))
    assert any("more than a day holds" in fault.en for fault in beyond.verify())

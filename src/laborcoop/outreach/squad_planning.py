"""Which squad goes to which site on how many days: an integer program, goal by goal, and the rounds made from it.

Squads that are alike to the question (same days, same speed at each site, same ways) are one class, so that twenty-four
squads are a few rows. A squad works at one site a day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate, islice, pairwise
from typing import Any

from attrs import frozen

from laborcoop.allocation.in_order import Wanted, best_in_order
from laborcoop.allocation.solver import load
from laborcoop.journey import Reason
from laborcoop.kernel.ids import SiteId
from laborcoop.kernel.text import Text
from laborcoop.outreach.site import ResettlementSite
from laborcoop.outreach.squad import EmploymentSquad
from laborcoop.outreach.squad_plan import (
    SquadDay,
    SquadGoal,
    SquadPlan,
    SquadQuestion,
    first_without_work,
)
from laborcoop.outreach.squad_trips import plan_trips
from laborcoop.outreach.visit import HouseholdWork

_EFFORT = 20.0
"""The limit of one search in the solver's own measure of work: where it ends before the proof, the gap says so."""

_GOALS = (
    Text("走访的目标安置点", "target sites visited"),
    Text("走访的零就业家庭", "households without work visited"),
    Text("走访的家庭", "households visited"),
    Text("最忙小分队的天数", "days of the squad that works longest"),
    Text("全部小分队的天数", "days of all squads"),
    Text("路上的分钟数", "minutes on the way"),
)


_TRIP_GOALS = (*_GOALS[:-1], Text("在外过夜的夜数", "nights away"), _GOALS[-1])


def plan_squads(question: SquadQuestion) -> SquadPlan:
    """Plan the rounds: every target site in the window, those without work first, the load balanced, the ways short.

    The goals, one after the other: as many target sites as possible; as many households without work; as many
    households; the squad that works longest works as few days as possible; few days of all squads; few minutes on the
    way. Each is proved, or tells its gap. Unless all are home each night squads may sleep at sites, and few nights away
    come before few minutes: a squad stays only where that reaches more, or takes fewer days.

    Raises:
        MissingExtra: OR-tools is not installed (extra ``plan``).
    """
    kinds = _kinds(question)
    waiting: dict[SiteId, list[HouseholdWork]] = {site.id: [] for site in question.sites}
    for household in first_without_work(question.households):
        if household.site in waiting:
            waiting[household.site].append(household)
    counts, goals = _solved(question, kinds, waiting)
    slots = _slots(kinds, counts, waiting)
    days = _dated(question, slots)
    if not question.home_each_night:
        days, bounds = plan_trips(question, waiting, days, effort=_EFFORT)
        goals = tuple(
            SquadGoal(name, value, bound)
            for name, value, bound in zip(_TRIP_GOALS, _values_of(question, days), bounds, strict=True)
        )
    visited = {household for day in days for household in day.households}
    sites = {day.site for day in days}
    why = {site.id: _why_not(question, site) for site in question.sites}
    why |= {site.id: _uncounted(site) for site in question.uncounted}
    return SquadPlan(
        question=question,
        days=days,
        sites_left_out={site: (reason,) for site, reason in why.items() if site not in sites},
        left_out={
            one.household: (_NO_TARGET if one.site is None else why.get(one.site, _NO_TARGET),)
            for one in question.households
            if one.household not in visited
        },
        goals=goals,
    )


@frozen
class _Kind:
    """Squads that are alike, and how many households of each site one of them visits in a day."""

    squads: tuple[EmploymentSquad, ...]
    speed: Mapping[SiteId, int]
    ways: Mapping[SiteId, int]


def _kinds(question: SquadQuestion) -> tuple[_Kind, ...]:
    found: dict[tuple[tuple[SiteId, int, int], ...], list[EmploymentSquad]] = {}
    sites = sorted(question.sites, key=lambda site: site.id)
    for squad in sorted(question.squads, key=lambda squad: squad.id):
        rows = ((site.id, question.households_a_day(squad, site), question.minutes(squad, site.id)) for site in sites)
        row = tuple((site, speed, way or 0) for site, speed, way in rows if speed)
        found.setdefault(row, []).append(squad)
    return tuple(
        _Kind(tuple(squads), {site: speed for site, speed, _ in row}, {site: 2 * way for site, _, way in row})
        for row, squads in found.items()
    )


_Counts = Mapping[tuple[int, SiteId], int]
"""Days of each kind of squad at each site."""


def _solved(
    question: SquadQuestion, kinds: Sequence[_Kind], waiting: Mapping[SiteId, Sequence[HouseholdWork]]
) -> tuple[_Counts, tuple[SquadGoal, ...]]:
    """The days of each kind of squad at each site, and what became of the goals."""
    cp = load()
    model: Any = cp.CpModel()
    total = cp.LinearExpr.sum
    most = len(question.days())
    days = {
        (at, site): model.new_int_var(0, most * len(kind.squads), "")
        for at, kind in enumerate(kinds)
        for site in kind.speed
    }
    longest = model.new_int_var(0, most, "")
    for at, kind in enumerate(kinds):
        model.add(total([days[at, site] for site in kind.speed]) <= len(kind.squads) * longest)
    visited, first, others = [], [], []
    for site, households in waiting.items():
        here = [(days[at, site], kind.speed[site]) for at, kind in enumerate(kinds) if site in kind.speed]
        without = sum(one.without_work for one in households)
        visited.append(model.new_bool_var(""))
        first.append(model.new_int_var(0, without, ""))
        others.append(model.new_int_var(0, len(households) - without, ""))
        model.add(visited[-1] <= total([count for count, _ in here]))
        model.add(first[-1] + others[-1] <= total([count * speed for count, speed in here]))
    on_the_way = total([count * kinds[at].ways[site] for (at, site), count in days.items()])
    aims = (total(visited), total(first), total([*first, *others]), longest, total([*days.values()]), on_the_way)
    values, reached = best_in_order(
        model,
        [*days.values(), *visited, *first, *others, longest],
        [Wanted(aim, sign) for aim, sign in zip(aims, (1, 1, 1, -1, -1, -1), strict=True)],
        effort=_EFFORT,
    )
    goals = tuple(SquadGoal(name, value, bound) for name, (value, bound) in zip(_GOALS, reached, strict=True))
    return dict(zip(days, values, strict=False)), goals


_Slot = tuple[EmploymentSquad, SiteId, tuple[HouseholdWork, ...]]
"""A day of a squad at a site, and the households it visits; on which day is not said yet."""


def _slots(
    kinds: Sequence[_Kind],
    counts: _Counts,
    waiting: Mapping[SiteId, Sequence[HouseholdWork]],
) -> list[_Slot]:
    """The days of each squad: those of a kind of squads shared evenly among them, the households in their order."""
    shared: list[tuple[EmploymentSquad, SiteId, int]] = []
    for at, kind in enumerate(kinds):
        sites = [site for site in kind.speed for _ in range(counts[at, site])]
        least, more = divmod(len(sites), len(kind.squads))
        ends = accumulate((least + (number < more) for number in range(len(kind.squads))), initial=0)
        for squad, (start, end) in zip(kind.squads, pairwise(ends), strict=True):
            shared += [(squad, site, kind.speed[site]) for site in sites[start:end]]
    left = {site: iter(households) for site, households in waiting.items()}
    return [(squad, site, tuple(islice(left[site], speed))) for squad, site, speed in shared]


def _dated(question: SquadQuestion, slots: Sequence[_Slot]) -> tuple[SquadDay, ...]:
    """The slots on days, the earliest first: for each squad, days with households without work before the others."""
    days: list[SquadDay] = []
    for squad in sorted(question.squads, key=lambda squad: squad.id):
        own = [slot for slot in slots if slot[0] is squad]
        own.sort(key=lambda slot: not any(one.without_work for one in slot[2]))
        for on, (_, site, households) in zip(question.days(), own, strict=False):
            days.append(
                SquadDay(
                    squad=squad.id,
                    on=on,
                    site=site,
                    households=tuple(one.household for one in households),
                    travel_minutes=2 * (question.minutes(squad, site) or 0),
                )
            )
    return tuple(sorted(days, key=lambda day: (day.on, day.squad)))


def _why_not(question: SquadQuestion, site: ResettlementSite) -> Reason:
    """Why nobody goes to a site, or not to all of its households."""
    if not any(squad.cadres for squad in question.squads):
        return _NO_SQUAD
    able = [squad for squad in question.squads if squad.cadres and not question.missing(squad, site)]
    if not able:
        return Reason(
            code="squads.language",
            about=(site.id,),
            text=Text(
                "没有小分队会讲安置点 {site} 的全部语言：{languages}",
                "no squad speaks all languages of the site {site}: {languages}",
            ).format(site=site.id, languages=sorted(site.languages) or "-"),
        )
    if not any(question.may_work(squad, site) for squad in able):
        return Reason(
            code="squads.out-of-reach",
            about=tuple(squad.id for squad in able),
            text=Text(
                "会讲当地语言的小分队当天不能往返安置点 {site}，或不负责该点",
                "no squad that speaks the languages can go to the site {site} and back in a day, or is meant to",
            ).format(site=site.id),
        )
    return Reason(
        code="squads.no-days-left",
        about=(site.id,),
        text=Text(
            "时间段内能去安置点 {site} 的小分队都没有剩余天数",
            "the squads that can go to the site {site} have no day left in the window",
        ).format(site=site.id),
    )


def _uncounted(site: ResettlementSite) -> Reason:
    return Reason(
        code="squads.population-unknown",
        about=(site.id,),
        text=Text(
            "安置点 {site} 的人口没有登记，无法判断是否为目标安置点",
            "the population of the site {site} is not recorded: whether it is a target cannot be told",
        ).format(site=site.id),
    )


def _values_of(question: SquadQuestion, days: Sequence[SquadDay]) -> tuple[int, ...]:
    """What rounds of several days reach of each goal."""
    idle = {one.household for one in question.households if one.without_work}
    visited = [household for day in days for household in day.households]
    return (
        len({day.site for day in days}),
        len(idle.intersection(visited)),
        len(visited),
        max(Counter(day.squad for day in days).values(), default=0),
        len(days),
        sum(day.sleeps_there for day in days),
        sum(day.travel_minutes for day in days),
    )


_NO_SQUAD = Reason(code="squads.none", text=Text("没有小分队，或小分队没有干部", "there is no squad that has cadres"))
_NO_TARGET = Reason(
    code="squads.no-target",
    text=Text("所在地不是目标安置点", "it does not live at a target site"),
)

"""Rounds of several days: a squad may sleep at a site and go on from there, where that reaches more or saves days.

An integer program over squads, days and sites, goal by goal; it begins from the rounds in which everybody is home each
night, so that it is never worse than those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any

from attrs import field, frozen

from laborcoop.allocation.in_order import Wanted, best_in_order
from laborcoop.allocation.solver import load
from laborcoop.kernel.ids import SiteId, SquadId
from laborcoop.outreach.squad import EmploymentSquad
from laborcoop.outreach.squad_plan import SquadDay, SquadQuestion
from laborcoop.outreach.visit import HouseholdWork

_DAY = timedelta(days=1)
Waiting = Mapping[SiteId, Sequence[HouseholdWork]]
"""The households of each site in the order in which they are gone to."""


def plan_trips(
    question: SquadQuestion, waiting: Waiting, home: Iterable[SquadDay], *, effort: float
) -> tuple[tuple[SquadDay, ...], tuple[int, ...]]:
    """The days of rounds of several days, and the bound of each goal.

    Args:
        question: what is planned.
        waiting: the households of each site.
        home: rounds in which everybody is home each night, to begin from.
        effort: the limit of each search in the solver's own measure of work.
    """
    model = _Model(question, waiting)
    variables = [*model.works.values(), *model.onward.values(), *model.visits.values()]
    start = {(day.squad, day.on, day.site): len(day.households) for day in home}
    values, reached = best_in_order(
        model.cp_model,
        variables,
        model.wanted(),
        effort=effort,
        start=[
            *(int(key in start) for key in model.works),
            *(0 for _ in model.onward),
            *(start.get(key, 0) for key in model.visits),
        ],
    )
    found = iter(values)
    works = dict(zip(model.works, found, strict=False))
    onward = dict(zip(model.onward, found, strict=False))
    visits = dict(zip(model.visits, found, strict=False))
    return _days(model, works, onward, visits), tuple(bound for _, bound in reached)


_Slot = tuple[SquadId, date, SiteId]
"""A squad on a day at a site."""
_Onward = tuple[SquadId, date, SiteId, SiteId]
"""A squad that sleeps at one site after a day, and works at the other on the next."""


@frozen
class _Model:
    question: SquadQuestion
    waiting: Waiting
    cp: Any = field(init=False, factory=load)
    cp_model: Any = field(init=False)
    works: dict[_Slot, Any] = field(init=False, factory=dict)
    onward: dict[_Onward, Any] = field(init=False, factory=dict)
    visits: dict[_Slot, Any] = field(init=False, factory=dict)
    ways: dict[tuple[SquadId, SiteId], int] = field(init=False, factory=dict)
    minutes: list[Any] = field(init=False, factory=list)
    """Minutes on the way, of each squad on each day."""

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "cp_model", self.cp.CpModel())
        for squad in sorted(self.question.squads, key=lambda squad: squad.id):
            self._lay_out(squad)

    def _sum(self, terms: Iterable[Any]) -> Any:  # noqa: ANN401 - the solver has no types
        return self.cp.LinearExpr.sum(list(terms))

    def _lay_out(self, squad: EmploymentSquad) -> None:
        """The days of one squad: at one site a day, from where it slept, in the evening to where it will sleep."""
        work = self.question.work
        rounds = work.day_minutes // work.visit_minutes
        teams = {
            site.id: self.question.teams(squad, site)
            for site in self.question.sites
            if self.question.may_work(squad, site)
        }
        sites = list(teams)
        for site in sites:
            self.ways[squad.id, site] = self.question.minutes(squad, site) or 0
        days = self.question.days()
        for on in days:
            for site in sites:
                key = squad.id, on, site
                self.works[key] = self.cp_model.new_bool_var("")
                self.visits[key] = self.cp_model.new_int_var(0, teams[site] * rounds, "")
                self.cp_model.add(self.visits[key] <= teams[site] * rounds * self.works[key])
            self.cp_model.add(self._sum(self.works[squad.id, on, site] for site in sites) <= 1)
        for on in days:
            if on + _DAY in days:
                self._sleep(squad.id, on, sites)
        for on in days:
            out = self._sum(self.works[squad.id, on, site] for site in sites)
            way = self._way(squad.id, on, sites)
            each = self.cp_model.new_int_var(0, rounds, "")
            self.cp_model.add(work.visit_minutes * each + way <= work.day_minutes)
            # A day without time for a single visit is no day of work.
            self.cp_model.add(each >= out)
            for site in sites:
                self.cp_model.add(self.visits[squad.id, on, site] <= teams[site] * each)
            self.minutes.append(way)

    def _sleep(self, squad: SquadId, on: date, sites: Sequence[SiteId]) -> None:
        """A squad that sleeps at a site works there that day, and on the next there or where a way leads."""
        for start in sites:
            for end in sites:
                if self.question.way_between(start, end) is not None:
                    self.onward[squad, on, start, end] = self.cp_model.new_bool_var("")
        for site in sites:
            slept = [self.onward[squad, on, site, end] for end in sites if (squad, on, site, end) in self.onward]
            woken = [self.onward[squad, on, start, site] for start in sites if (squad, on, start, site) in self.onward]
            self.cp_model.add(self._sum(slept) <= self.works[squad, on, site])
            self.cp_model.add(self._sum(woken) <= self.works[squad, on + _DAY, site])

    def _way(self, squad: SquadId, on: date, sites: Sequence[SiteId]) -> Any:  # noqa: ANN401 - the solver has no types
        terms = [2 * self.ways[squad, site] * self.works[squad, on, site] for site in sites]
        for start in sites:
            for end in sites:
                if (squad, on, start, end) in self.onward:
                    terms.append(-self.ways[squad, start] * self.onward[squad, on, start, end])
                if (squad, on - _DAY, start, end) in self.onward:
                    saved = self.ways[squad, end] - (self.question.way_between(start, end) or 0)
                    terms.append(-saved * self.onward[squad, on - _DAY, start, end])
        return self._sum(terms)

    def wanted(self) -> list[Wanted]:
        """The goals: sites, households without work, households, longest, days, nights away, minutes."""
        visited, first, others = [], [], []
        for site, households in self.waiting.items():
            without = sum(one.without_work for one in households)
            visited.append(self.cp_model.new_bool_var(""))
            first.append(self.cp_model.new_int_var(0, without, ""))
            others.append(self.cp_model.new_int_var(0, len(households) - without, ""))
            self.cp_model.add(visited[-1] <= self._sum(one for (*_, at), one in self.works.items() if at == site))
            self.cp_model.add(
                first[-1] + others[-1] == self._sum(one for (*_, at), one in self.visits.items() if at == site)
            )
        longest = self.cp_model.new_int_var(0, len(self.question.days()), "")
        days: dict[SquadId, list[Any]] = defaultdict(list)
        for (squad, _, _), one in self.works.items():
            days[squad].append(one)
        for own in days.values():
            self.cp_model.add(self._sum(own) <= longest)
        return [
            Wanted(self._sum(visited), 1),
            Wanted(self._sum(first), 1),
            Wanted(self._sum([*first, *others]), 1),
            Wanted(longest, -1),
            Wanted(self._sum(self.works.values()), -1),
            Wanted(self._sum(self.onward.values()), -1, 0),
            Wanted(self._sum(self.minutes), -1, 0),
        ]


def _days(
    model: _Model, works: Mapping[_Slot, int], onward: Mapping[_Onward, int], visits: Mapping[_Slot, int]
) -> tuple[SquadDay, ...]:
    """The days found, the households of each site in their order, day by day."""
    left = {site: iter(households) for site, households in model.waiting.items()}
    slept = {(squad, on): (start, end) for (squad, on, start, end), yes in onward.items() if yes}
    days = []
    for squad, on, site in sorted((key for key, yes in works.items() if yes), key=lambda key: (key[1], key[0])):
        came, stays = slept.get((squad, on - _DAY)), (squad, on) in slept
        way = model.ways[squad, site]
        morning = way if came is None else model.question.way_between(*came) or 0
        days.append(
            SquadDay(
                squad=squad,
                on=on,
                site=site,
                households=tuple(one.household for one in islice(left[site], visits[squad, on, site])),
                travel_minutes=morning + (0 if stays else way),
                sleeps_there=stays,
            )
        )
    return tuple(days)

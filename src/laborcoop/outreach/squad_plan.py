"""The rounds of the squads: which squad is at which site on which day, at which households, and who is not reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.journey import Reason
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.ids import SiteId, SquadId, check_known, check_once
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.outreach.site import ResettlementSite
from laborcoop.outreach.squad import EmploymentSquad
from laborcoop.outreach.squad_teams import teams_that_speak
from laborcoop.outreach.visit import HouseholdId, HouseholdWork, Outreach, OutreachActor, OutreachCampaign

_MINUTES = at_least(1, Text("至少为 1", "one or more is expected"))


@frozen(kw_only=True)
class SquadWork(Record):
    """What a squad does in a day: ``day_minutes`` from setting out to coming back, ``visit_minutes`` at a household.

    A squad works in teams of ``team`` cadres (a squad of fewer is one team), each at one household at a time. Only
    teams that speak the languages of a site visit households there.
    """

    day_minutes: int = field(validator=_MINUTES)
    visit_minutes: int = field(validator=_MINUTES)
    team: int = field(default=2, validator=_MINUTES)


@frozen(kw_only=True)
class SquadQuestion(Record):
    """What is to be planned: the target sites, the squads, the households still to be reached, the days.

    ``travel`` gives the minutes from where a squad stays to a site, one way, by squad and site: a site that a squad's
    row lacks cannot be gone to, and a squad without a row stays where it works. With ``keep_sites`` a squad that names
    sites goes to those alone. Nobody goes on the days of ``not_on``. Nor does anybody go to the sites of ``uncounted``,
    of which nobody recorded how many live there, so that it cannot be told whether they are targets.

    With ``home_each_night`` a squad is back where it stays in the evening. Without, it may sleep at a site if it works
    on the day after, at the same site or at one to which ``between`` gives the minutes of the way, by site and site.

    Raises:
        InvalidValue: ``window`` has no end, an id is used twice, somebody is in two squads, a number of minutes is
            negative, or ``travel`` or ``between`` names a squad or a site that is not among them.
    """

    window: Period
    not_on: frozenset[date] = frozenset()
    sites: tuple[ResettlementSite, ...]
    uncounted: tuple[ResettlementSite, ...] = ()
    squads: tuple[EmploymentSquad, ...]
    households: tuple[HouseholdWork, ...] = ()
    work: SquadWork
    travel: Mapping[SquadId, Mapping[SiteId, int]] = field(factory=dict, hash=False)
    keep_sites: bool = False
    home_each_night: bool = True
    between: Mapping[SiteId, Mapping[SiteId, int]] = field(factory=dict, hash=False)

    def __attrs_post_init__(self) -> None:
        if self.window.end is None:
            raise InvalidValue(Text("走访时间段必须有结束日", "the window must have a day on which it ends"))
        for ids in (
            [site.id for site in (*self.sites, *self.uncounted)],
            [squad.id for squad in self.squads],
            [one.household for one in self.households],
        ):
            if len(set(ids)) < len(ids):
                raise InvalidValue(
                    Text("安置点、小分队或家庭的编号重复", "two sites, squads or households share an id")
                )
        check_once(cadre.id for squad in self.squads for cadre in squad.cadres)
        squads = self.travel.keys() - {squad.id for squad in self.squads}
        ways = (*self.travel.values(), self.between, *self.between.values())
        sites = {site for row in ways for site in row} - {site.id for site in self.sites}
        check_known({*squads, *sites}, ())
        if any(
            minutes < 0 for table in (self.travel, self.between) for row in table.values() for minutes in row.values()
        ):
            raise InvalidValue(Text("路上时间不能为负数", "minutes on the way must not be negative"))

    def days(self) -> tuple[date, ...]:
        """The days on which squads go out."""
        return tuple(day for day in self.window.days() if day not in self.not_on)

    def minutes(self, squad: EmploymentSquad, site: SiteId) -> int | None:
        """The minutes of one way; None where there is none."""
        return self.travel[squad.id].get(site) if squad.id in self.travel else 0

    def missing(self, squad: EmploymentSquad, site: ResettlementSite) -> frozenset[str]:
        """The languages of a site that nobody in a squad speaks."""
        return site.languages - squad.languages

    def way_between(self, start: SiteId, end: SiteId) -> int | None:
        """The minutes from one site to another by which a squad may go on in the morning; None where there is none."""
        return 0 if start == end else self.between.get(start, {}).get(end)

    def may_work(self, squad: EmploymentSquad, site: ResettlementSite) -> bool:
        """Whether a squad can work at a site: if all are home each night, it has time for a visit and both ways."""
        kept_away = self.keep_sites and squad.sites and site.id not in squad.sites
        one_way = self.minutes(squad, site.id)
        if kept_away or one_way is None or not squad.cadres or self.missing(squad, site):
            return False
        if self.home_each_night:
            return self.households_a_day(squad, site) > 0
        nearest = min([one_way, *(row[site.id] for row in self.between.values() if site.id in row)])
        return nearest + self.work.visit_minutes <= self.work.day_minutes

    def teams(self, squad: EmploymentSquad, site: ResettlementSite) -> int:
        """The teams of a squad that speak every language of a site; 0 where the squad lacks one."""
        return teams_that_speak(squad.cadres, site.languages, self.work.team)

    def households_a_day(self, squad: EmploymentSquad, site: ResettlementSite) -> int:
        """How many households of a site a squad can visit in a day; 0 where it cannot work there."""
        one_way = self.minutes(squad, site.id)
        kept = self.keep_sites and squad.sites and site.id not in squad.sites
        if kept or one_way is None:
            return 0
        return self.teams(squad, site) * max(0, (self.work.day_minutes - 2 * one_way) // self.work.visit_minutes)


@frozen(kw_only=True)
class SquadDay(Record):
    """One day of one squad at one site; without households it calls people together at the site.

    ``travel_minutes`` are those of the morning and the evening; with ``sleeps_there`` the squad stays the night.
    """

    squad: SquadId
    on: date
    site: SiteId
    households: tuple[HouseholdId, ...] = ()
    travel_minutes: int = 0
    sleeps_there: bool = False


@frozen
class SquadGoal(Record):
    """What became of one goal of the rounds: the value reached, and the bound that no rounds can pass."""

    name: Text
    value: int
    bound: int

    @property
    def gap(self) -> int:
        """How far the value may still be from the best; 0 when it is proved."""
        return abs(self.bound - self.value)


@frozen(kw_only=True)
class SquadPlan(Record):
    """Every target site, every site of unknown population and every household: visited, or left out with reasons.

    ``goals`` are in their order: target sites visited, households without work visited, households visited, the days
    of the squad that works longest, days of all squads, nights away from where squads stay (unless all are home each
    night), minutes on the way.

    Raises:
        InvalidValue: a household or a site is lost, named twice, or left out without a reason.
    """

    question: SquadQuestion
    days: tuple[SquadDay, ...]
    sites_left_out: Mapping[SiteId, tuple[Reason, ...]] = field(factory=dict, hash=False)
    left_out: Mapping[HouseholdId, tuple[Reason, ...]] = field(factory=dict, hash=False)
    goals: tuple[SquadGoal, ...] = ()

    def __attrs_post_init__(self) -> None:
        visited = [household for day in self.days for household in day.households]
        _nobody_lost({one.household for one in self.question.households}, visited, self.left_out)
        sites = {day.site for day in self.days}
        known = {site.id for site in (*self.question.sites, *self.question.uncounted)}
        _nobody_lost(known, sorted(sites), self.sites_left_out)

    def __repr__(self) -> str:
        """Counts only."""
        return (
            f"<SquadPlan: {len(self.days)} days, {len(self.sites_left_out)} sites left out, "
            f"{len(self.left_out)} households left out>"
        )

    def round_of(self, squad: SquadId) -> tuple[SquadDay, ...]:
        """The round of one squad, day by day."""
        return tuple(sorted((day for day in self.days if day.squad == squad), key=lambda day: day.on))

    def nights_away(self) -> tuple[SquadDay, ...]:
        """The days after which a squad sleeps at the site, for which it needs lodging there."""
        return tuple(day for day in self.days if day.sleeps_there)

    def not_reached(self, by: date) -> tuple[HouseholdWork, ...]:
        """The households not yet reached by the end of a day, those without work first, then by id."""
        reached = {household for day in self.days if day.on <= by for household in day.households}
        return first_without_work(one for one in self.question.households if one.household not in reached)

    def campaign(self) -> OutreachCampaign:
        """The rounds as visits of a campaign, as the rules look at them (SQ-01, SQ-02)."""
        visits = [
            Outreach(actor=OutreachActor.SQUAD, on=day.on, site=day.site, squad=day.squad, household=household)
            for day in self.days
            for household in day.households or (None,)
        ]
        return OutreachCampaign(
            window=self.question.window,
            sites=self.question.sites,
            targets=frozenset(site.id for site in self.question.sites),
            visits=tuple(visits),
        )

    def verify(self) -> tuple[Text, ...]:
        """Check the rounds against the question alone, by code of its own; empty when they are sound."""
        from laborcoop.outreach.squad_audit import faults  # it reads plans, and so imports this module

        return faults(self)


def first_without_work(households: Iterable[HouseholdWork]) -> tuple[HouseholdWork, ...]:
    """Households in the order in which they are gone to: those without work first (SQ-05), then by id."""
    return tuple(sorted(households, key=lambda one: (not one.without_work, one.household)))


_Id = TypeVar("_Id", bound=str)


def _nobody_lost(came: set[_Id], visited: Sequence[_Id], left_out: Mapping[_Id, tuple[Reason, ...]]) -> None:
    whole = {*visited, *left_out}
    if whole != came or len(visited) + len(left_out) != len(whole) or not all(left_out.values()):
        raise InvalidValue(
            Text(
                "走访：共 {came}，走访 {visited}，未安排 {left}：有遗漏、重复或缺少理由",
                "visits: of {came}, {visited} are visited and {left} left out: one is lost, twice, or without a reason",
            ).format(came=len(came), visited=len(visited), left=len(left_out))
        )

"""The check of the squads' rounds from the question alone; it shares no code with what made them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import cache
from itertools import combinations, combinations_with_replacement

from laborcoop.kernel.ids import SiteId
from laborcoop.kernel.text import Text
from laborcoop.outreach.site import ResettlementSite
from laborcoop.outreach.squad import EmploymentSquad
from laborcoop.outreach.squad_plan import SquadDay, SquadPlan, SquadQuestion

_DAY = timedelta(days=1)


def faults(plan: SquadPlan) -> tuple[Text, ...]:
    """What is wrong with some rounds: days, sites, languages, numbers, order, goals, and who is left for nothing."""
    found = list(_of_days(plan))
    # Where days name a squad or a site that nobody knows, nothing else can be said of them.
    return tuple(found or (*_of_order(plan), *_of_goals(plan), *_of_time_left(plan)))


def _of_days(plan: SquadPlan) -> Iterator[Text]:
    question = plan.question
    squads = {squad.id: squad for squad in question.squads}
    sites = {site.id: site for site in question.sites}
    lives = {one.household: one.site for one in question.households}
    for (name, on), times in Counter((day.squad, day.on) for day in plan.days).items():
        if times > 1:
            yield Text("{squad} 在 {on} 有 {times} 处", "{squad} is at {times} places on {on}").format(
                squad=name, on=on, times=times
            )
    for day in plan.days:
        squad, site = squads.get(day.squad), sites.get(day.site)
        if squad is None or site is None:
            yield _said(day, Text("小分队或安置点不在案例中", "the squad or the site is not known"))
            continue
        for fault in (*_may_be_there(question, day, squad, site), *_can_be_done(plan, day, squad, site)):
            yield _said(day, fault)
        if any(lives[household] != day.site for household in day.households):
            yield _said(day, Text("有家庭不住在该安置点", "a household does not live there"))


def _may_be_there(
    question: SquadQuestion, day: SquadDay, squad: EmploymentSquad, site: ResettlementSite
) -> Iterator[Text]:
    """The day, the languages, the squad's own sites."""
    if day.on not in question.window or day.on in question.not_on:
        yield Text("不在走访日内", "it is no day on which squads go out")
    spoken = {language for cadre in squad.cadres for language in cadre.languages}
    if not site.languages <= spoken:
        yield Text("语言不通", "somebody's language is not spoken")
    if question.keep_sites and squad.sites and day.site not in squad.sites:
        yield Text("不是该队负责的安置点", "it is no site of the squad")


def _can_be_done(plan: SquadPlan, day: SquadDay, squad: EmploymentSquad, site: ResettlementSite) -> Iterator[Text]:
    """The way, and what it leaves of the day: each team makes whole visits."""
    question = plan.question
    if day.sleeps_there and question.home_each_night:
        yield Text("应当晚返回", "it ought to be home in the evening")
    if day.sleeps_there and not any(other.squad == day.squad and other.on == day.on + _DAY for other in plan.days):
        yield Text("在外过夜，次日却没有走访", "it sleeps away and works nowhere on the day after")
    way = _minutes(plan, day)
    if way is None or day.travel_minutes != way:
        yield Text("路上时间不符", "the minutes on the way are not those known")
        return
    if _visits(question, squad, site, way) < max(1, len(day.households)):
        yield Text("一天走不完这么多家庭", "the households are more than a day holds")


def _visits(question: SquadQuestion, squad: EmploymentSquad, site: ResettlementSite, way: int) -> int:
    """How many households the teams of a squad can visit on a day with so many minutes on the way."""
    work = question.work
    teams = min(len(squad.cadres) // work.team, _able(squad, site.languages, work.team)) or bool(squad.cadres)
    return teams * ((work.day_minutes - way) // work.visit_minutes)


def _able(squad: EmploymentSquad, languages: frozenset[str], team: int) -> int:
    """How many teams can be made in each of which every language is spoken: tried in every way, cadres alike as one."""
    signs = sorted({tuple(sorted(one.languages & languages)) for one in squad.cadres} - {()})
    parties = [
        Counter(party)
        for people in range(1, team + 1)
        for party in combinations_with_replacement(signs, people)
        if _speaks(party, languages) and not any(_speaks(fewer, languages) for fewer in combinations(party, people - 1))
    ]

    @cache
    def most(left: tuple[int, ...], first: int) -> int:
        best = 0
        for at, party in enumerate(parties[first:], start=first):
            after = tuple(number - party[sign] for number, sign in zip(left, signs, strict=True))
            best = max(best, 1 + most(after, at) if min(after) >= 0 else 0)
        return best

    spoken = Counter(tuple(sorted(one.languages & languages)) for one in squad.cadres)
    return most(tuple(spoken[sign] for sign in signs), 0) if languages else len(squad.cadres)


def _speaks(party: Iterable[tuple[str, ...]], languages: frozenset[str]) -> bool:
    return languages <= {language for sign in party for language in sign}


def _minutes(plan: SquadPlan, day: SquadDay) -> int | None:
    """The minutes of the morning, from where the squad slept, and of the evening; None where no way is known."""
    home = plan.question.travel.get(day.squad, {day.site: 0}).get(day.site)
    before = [other for other in plan.days if other.squad == day.squad and other.on == day.on - _DAY]
    morning = home
    for other in before:
        if other.sleeps_there:
            morning = 0 if other.site == day.site else plan.question.between.get(other.site, {}).get(day.site)
    if home is None or morning is None:
        return None
    return morning if day.sleeps_there else morning + home


def _said(day: SquadDay, fault: Text) -> Text:
    return Text("{squad} {on} {site}：{fault}", "{squad} on {on} at {site}: {fault}").format(
        squad=day.squad, on=day.on, site=day.site, fault=fault
    )


def _of_order(plan: SquadPlan) -> Iterator[Text]:
    """Households without work come first: on each squad's days, and where not everybody is reached."""
    idle = {one.household for one in plan.question.households if one.able and not one.in_work}
    # A squad that sleeps away goes where its way leads; at each site those without work still come first.
    for squad in sorted({day.squad for day in plan.days}) if plan.question.home_each_night else ():
        own = sorted((day for day in plan.days if day.squad == squad), key=lambda day: day.on)
        first = [bool(idle.intersection(day.households)) for day in own]
        if first != sorted(first, reverse=True):
            yield Text("{squad} 没有先走访零就业家庭", "{squad} does not go to those without work first").format(
                squad=squad
            )
    here: dict[SiteId, list[bool]] = defaultdict(list)
    for day in sorted(plan.days, key=lambda day: (day.on, day.squad)) if not plan.question.home_each_night else ():
        here[day.site] += [household in idle for household in day.households]
    for site, order in here.items():
        if order != sorted(order, reverse=True):
            yield Text("{site} 没有先走访零就业家庭", "at {site} those without work are not first").format(site=site)
    waits: dict[SiteId | None, int] = defaultdict(int)
    for one in plan.question.households:
        waits[one.site] += one.household in plan.left_out and one.household in idle
    for day in plan.days:
        if waits[day.site] and not idle.issuperset(day.households):
            yield _said(day, Text("还有零就业家庭没有安排", "households without work are left out there"))


def _of_time_left(plan: SquadPlan) -> Iterator[Text]:
    """Households left out at sites where a day has time for more, or to which a squad that is free can go.

    Of a site's households any can be visited on any of its days, those without work first.
    """
    question, squads = plan.question, {squad.id: squad for squad in plan.question.squads}
    left = Counter(one.site for one in question.households if one.household in plan.left_out)
    busy = {(day.squad, day.on) for day in plan.days}
    working = [on for on in question.window.days() if on not in question.not_on]
    for site in (site for site in question.sites if left[site.id]):
        spare = sum(
            _visits(question, squads[day.squad], site, day.travel_minutes) - len(day.households)
            for day in plan.days
            if day.site == site.id
        )
        if spare > 0:
            yield Text(
                "{site} 有 {left} 户未安排，而小分队还能走访 {spare} 户",
                "at {site} {left} households are left out, and the squads there have time for {spare} more",
            ).format(site=site.id, left=left[site.id], spare=spare)
        for squad in squads.values():
            free = next((on for on in working if (squad.id, on) not in busy), None)
            way = question.travel.get(squad.id, {site.id: 0}).get(site.id)
            if free is None or way is None:
                continue
            day = SquadDay(squad=squad.id, on=free, site=site.id, travel_minutes=2 * way)
            if not any(_may_be_there(question, day, squad, site)) and _visits(question, squad, site, 2 * way) > 0:
                yield _said(
                    day, Text("该队当天空闲，却有家庭未安排", "the squad is free, and households are left out there")
                )


def _of_goals(plan: SquadPlan) -> Iterator[Text]:
    """The values of the goals, counted anew, and bounds that are on the right side of them."""
    idle = {one.household for one in plan.question.households if one.able and not one.in_work}
    visited = [household for day in plan.days for household in day.households]
    longest = max(Counter(day.squad for day in plan.days).values(), default=0)
    counted = (
        len({day.site for day in plan.days}),
        len(idle.intersection(visited)),
        len(visited),
        longest,
        len(plan.days),
        *(() if plan.question.home_each_night else (len([day for day in plan.days if day.sleeps_there]),)),
        sum(day.travel_minutes for day in plan.days),
    )
    if tuple(goal.value for goal in plan.goals) != counted:
        yield Text("目标值与安排不符", "the values of the goals are not those of the rounds")
    most, least = plan.goals[:3], plan.goals[3:]
    if any(goal.value > goal.bound for goal in most) or any(goal.value < goal.bound for goal in least):
        yield Text("目标值越过了界限", "a value passes its bound")

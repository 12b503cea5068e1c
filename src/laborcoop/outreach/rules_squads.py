"""Rules about squads and resettlement sites (SQ-01 to SQ-06)."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from laborcoop.kernel.ids import SiteId
from laborcoop.kernel.text import Text
from laborcoop.outreach.squad import Cadre
from laborcoop.outreach.visit import (
    HouseholdWork,
    OutreachCampaign,
    OutreachList,
    OutreachPerson,
    SiteServices,
    SiteSize,
    SquadRoster,
)
from laborcoop.people.worker import FlagKind
from laborcoop.rulebook.ages import AGE_READING, age_reading
from laborcoop.rulebook.documents import CIVIL_CODE, RESETTLEMENT_EMPLOYMENT, SOURCE_ARTICLE
from laborcoop.rulebook.requirement import Requirement, unmet
from laborcoop.rulebook.rule import AnyRule, Breach, Context, rule
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Citation, Mark

_PRACTICE = Citation(RESETTLEMENT_EMPLOYMENT, "", Mark.SECONDARY)


@rule(
    "SQ-01",
    "outreach.target-sites",
    Severity.ERROR,
    subject=OutreachCampaign,
    sources=(Citation(SOURCE_ARTICLE, "F032"), Citation(CIVIL_CODE, "1259")),
    message=Text("安置点 {site}：{fault}", "site {site}: {fault}"),
    suggestion=Text(
        "按行动首日的人口核对目标安置点名单", "hold the list of targets against the populations of the first day"
    ),
    parameters=("target_site_population",),
)
def target_sites(campaign: OutreachCampaign, ctx: Context) -> Iterator[Breach]:
    """A site of 800 people or more is a target, and no other is; a warning where a population is not known."""
    day = campaign.window.start
    least = evolve(ctx, on=day).whole("target_site_population")
    for site in sorted(campaign.sites, key=lambda site: site.id):
        listed, people = site.id in campaign.targets, site.population(day)
        severity = None
        if people is None and listed:
            fault = Text(
                "列为目标，但 {day} 的人口没有登记", "is a target, and its population on {day} is not recorded"
            )
            severity = Severity.WARN
        elif people is not None and listed and people < least:
            fault = Text(
                "人口 {people}，不足 {least}，却列为目标", "has {people} people, under {least}, and is a target"
            )
        elif people is not None and not listed and people >= least:
            fault = Text(
                "人口 {people}，达到 {least}，没有列为目标", "has {people} people, {least} or more, and is not a target"
            )
        else:
            continue
        yield Breach(
            {"site": site.id, "fault": fault.format(people=people, least=least, day=day)},
            f"sites[{site.id}]",
            severity,
        )


@rule(
    "SQ-02",
    "outreach.every-target-visited",
    Severity.ERROR,
    subject=OutreachCampaign,
    sources=(Citation(SOURCE_ARTICLE, "F077"),),
    message=Text(
        "{total} 个目标安置点中有 {number} 个没有小分队去过：{sites}",
        "no squad was at {number} of {total} target sites: {sites}",
    ),
    suggestion=Text("安排小分队前往", "send a squad"),
    parameters=("target_site_population",),
)
def every_target_visited(campaign: OutreachCampaign, ctx: Context) -> Iterator[Breach]:
    """A squad is at every target site once or more in the campaign, whether it was listed or is one by its size."""
    day = campaign.window.start
    least = evolve(ctx, on=day).whole("target_site_population")
    targets: set[SiteId] = {*campaign.targets, *(site.id for site in campaign.sites if site.is_target(day, least))}
    missing = sorted(targets - campaign.visited())
    if missing:
        yield Breach({"total": len(targets), "number": len(missing), "sites": missing}, "visits")


@rule(
    "SQ-03",
    "outreach.cadre-in-one-squad",
    Severity.WARN,
    subject=SquadRoster,
    sources=(Citation(SOURCE_ARTICLE, "F025–F028"),),
    message=Text("干部 {cadre}：{fault}", "cadre {cadre}: {fault}"),
    suggestion=Text("每名干部同一时间只编入一支小分队，级别登记一致", "put each cadre in one squad, at one level"),
)
def cadre_in_one_squad(roster: SquadRoster, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """A cadre of prefecture, county or township is in one squad at a time, and of one level."""
    found: dict[str, list[tuple[str, Cadre]]] = {}
    for squad in roster.squads:
        for cadre in squad.cadres:
            found.setdefault(cadre.id, []).append((squad.id, cadre))
    for cadre_id, places in sorted(found.items()):
        if len(places) > 1:
            fault = Text("同时编入 {squads}", "is in {squads} at once").format(squads=[squad for squad, _ in places])
            yield Breach({"cadre": cadre_id, "fault": fault}, f"cadres[{cadre_id}]")
        if len({cadre.level for _, cadre in places}) > 1:
            fault = Text("登记了不同的级别", "is recorded at several levels")
            yield Breach({"cadre": cadre_id, "fault": fault}, f"cadres[{cadre_id}].level")


@rule(
    "SQ-04",
    "outreach.target-persons",
    Severity.INFO,
    subject=OutreachList,
    sources=(_PRACTICE,),
    message=Text("{who}：{fault}", "{who}: {fault}"),
    suggestion=Text(
        "先走访搬迁的、满 16 岁、有劳动能力的人，其中脱贫人口优先",
        "go to those who were relocated, are old enough and can work, and to the registered poor among them first",
    ),
    parameters=("minimum_age", *AGE_READING),
)
def target_persons(listed: OutreachList, ctx: Context) -> Iterator[Breach]:
    """A squad goes to the relocated, old enough and able to work, and to the registered poor first."""
    then = evolve(ctx, on=listed.on)
    minimum = then.whole("minimum_age")
    others_before = False
    for person in listed.people:
        facts = {"who": person.worker.id}
        if not person.worker.has(FlagKind.RELOCATED):
            yield Breach({**facts, "fault": Text("不是易地搬迁人员", "was not relocated")}, _path(person, "flags"))
        born = person.worker.born
        if age_reading(then, born).age(born, listed.on) < minimum:
            fault = Text("未满 {minimum} 周岁", "is under {minimum}").format(minimum=minimum)
            yield Breach({**facts, "fault": fault}, _path(person, "born"))
        poor = person.worker.has(FlagKind.OUT_OF_POVERTY)
        if poor and others_before:
            fault = Text("是脱贫人口，却排在其他人之后", "is registered poor and comes after others who are not")
            yield Breach({**facts, "fault": fault}, _path(person, "order"))
        others_before = others_before or not poor
    unable = sum(person.able_to_work is False for person in listed.people)
    if unable:
        # How many, not who: it tells of somebody's health.
        who = Text("名单中 {people} 人", "{people} on the list").format(people=unable)
        yield Breach({"who": who, "fault": Text("没有劳动能力", "not able to work")}, "people")


def _path(person: OutreachPerson, field: str) -> str:
    return f"people[{person.worker.id}].{field}"


@rule(
    "SQ-05",
    "outreach.no-household-without-work",
    Severity.WARN,
    subject=HouseholdWork,
    sources=(_PRACTICE,),
    message=Text(
        "零就业家庭：有劳动力 {able} 人，就业 0 人", "a household of {able} who can work, and none of them does"
    ),
    suggestion=Text("优先推荐岗位，至少一人就业", "offer posts to it first, until one of it works"),
)
def no_household_without_work(household: HouseholdWork, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """Of a household in which somebody can work, one does or more."""
    if household.without_work:
        yield Breach({"able": household.able}, "in_work")


@rule(
    "SQ-06",
    "outreach.service-point",
    Severity.WARN,
    subject=SiteServices,
    sources=(_PRACTICE,),
    message=Text("特大型安置区：{fault}", "a very large resettlement area: {fault}"),
    suggestion=Text("设立公共就业服务站或窗口", "set up a public employment service station or window"),
)
def service_point(services: SiteServices, ctx: Context) -> Iterator[Breach]:  # noqa: ARG001 - every check has this form
    """A very large area has a public employment service station or window."""
    if services.size is SiteSize.VERY_LARGE:
        what = Text("公共就业服务站或窗口", "a public employment service station or window")
        yield from unmet((Requirement("service_point", services.service_point, what),))


RULES_SQUADS: tuple[AnyRule, ...] = (
    target_sites,
    every_target_visited,
    cadre_in_one_squad,
    target_persons,
    no_household_without_work,
    service_point,
)
